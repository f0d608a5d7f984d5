"""Rules about money that is paid: instalments, refunds, late fees, accounts, holders, QRIS."""

from __future__ import annotations

import pytest
from rulebook import SHOP, load, po, said

PAYLOAD = (
    "00020101021126620014COM.GO-JEK.WWW011993600914123456789010210G1234567890303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10200123456780303UMI5204581253033605802ID5911TOKO CONTOH6007JAKARTA61051011062120708KASIR-0163043ACC"
)
DEMO = "name: Rumah Melati\nurl: https://rumahmelati.example/\n" + "contact:\n  whatsapp: 0812-345-678\n"


def codes(**files: str) -> list[str]:
    """Codes alone; what the contract leaves unsaid is tested in `test_rules_law`."""
    return [code for code, _ in said(**files) if code != "contract-unstated"]


def lines(**files: str) -> list[tuple[str, str]]:
    return [found for found in said(**files) if found[0] != "contract-unstated"]


@pytest.mark.parametrize(
    ("amounts", "code"),
    [
        (("50%",), "payments-under"),
        (("50%", "40%"), "payments-under"),
        (("60%", "50%"), "payments-over"),
        (("100rb",), "payments-under"),
        (("rest", "rest"), "payments-two-rests"),
    ],
)
def test_payments_add_up_to_the_price(amounts: tuple[str, ...], code: str) -> None:
    rows = "".join(f"  - name: Ke-{n}\n    amount: {amount}\n" for n, amount in enumerate(amounts))

    assert codes(po=po("payments:\n" + rows)) == [code]


@pytest.mark.parametrize("amounts", [("50%", "rest"), ("100%",), ("100rb", "rest", "later"), ("50%", "50%")])
def test_payments_that_add_up_are_fine(amounts: tuple[str, ...]) -> None:
    rows = "".join(f"  - name: Ke-{n}\n    amount: {amount}\n" for n, amount in enumerate(amounts))

    assert codes(po=po("payments:\n" + rows)) == []


def test_the_second_rest_is_the_one_to_change() -> None:
    rows = "  - name: Ongkir\n    amount: later\n  - name: A\n    amount: rest\n  - name: B\n    amount: sisanya\n"

    assert lines(po=po("payments:\n" + rows)) == [("payments-two-rests", "amount: sisanya")]


def test_a_payment_that_is_said_later_may_be_the_rest_while_no_price_is_known() -> None:
    rows = "payments:\n  - name: DP\n    amount: 100rb\n  - name: Pelunasan\n    amount: later\n"

    assert codes(po=po("items:\n  - name: Figur\n" + rows)) == ["price-missing"]
    assert codes(po=po("items:\n  - name: Figur\n    price: 1jt\n" + rows)) == ["payments-under"]


def test_the_payments_of_each_kind_of_buyer_add_up() -> None:
    abroad = "for:\n  abroad:\n    label: Luar negeri\n    payments:\n      - name: DP\n        amount: 70%\n"

    assert lines(po=po(abroad)) == [("payments-under", "payments:")]


def test_when_the_seller_cancels_everything_is_paid_back() -> None:
    terms = "terms:\n  cancel:\n    - by: buyer\n      back: 50%\n    - by: seller\n      back: 99,5%\n"

    loaded, problems = load(po=po(terms))

    assert [(one.code, dict(one.parameters)) for one in problems] == [("seller-cancel-refund", {"back": "99.5"})]
    assert loaded.mark(problems[0].path).text.strip() == "back: 99,5%"


def test_a_refund_in_the_defaults_is_found_where_it_is_written() -> None:
    terms = "terms:\n  cancel:\n    - by: seller\n      back: 50%\n"

    loaded, problems = load(po=po(""), defaults=terms)

    assert [loaded.mark(one.path).file for one in problems] == ["content/defaults.yaml"]


def test_a_late_fee_stays_below_its_cap() -> None:
    fee = "late_fee:\n  amount: 10rb\n  per: day\n  cap: 5rb\n"

    assert lines(po=po(fee)) == [("late-fee-cap", "cap: 5rb")]
    assert codes(po=po(fee.replace("cap: 5rb", "cap: 10rb"))) == []


# Accounts


def test_a_published_account_has_a_number() -> None:
    account = SHOP + "accounts:\n  - bank: BCA\n    holder: RUMAH MELATI\n"

    assert said(shop=account) == [("account-number-missing", "- bank: BCA")]
    assert said(shop=account + "    published: no\n") == []


@pytest.mark.parametrize("published", ["", "    published: no\n"])
def test_every_account_says_whose_it_is(published: str) -> None:
    account = SHOP + f"accounts:\n  - bank: BCA\n    number: 1234567890\n{published}"

    assert said(shop=account) == [("account-holder-missing", "- bank: BCA")]


ACCOUNT = "accounts:\n  - bank: BCA\n    number: 1234567890\n    holder: RATNA SARI\n"


def test_a_holder_who_shares_no_word_with_shop_or_owner_is_explained() -> None:
    assert said(shop=SHOP + ACCOUNT) == [("holder-unexplained", "holder: RATNA SARI")]


@pytest.mark.parametrize("more", ["    holder_is: pemilik toko\n", "identity:\n  owner: Ratna Sari Dewi\n",
                                  "identity:\n  legal_name: CV Ratna\n"])  # fmt: skip
def test_a_holder_who_is_explained_or_known_is_fine(more: str) -> None:
    assert said(shop=SHOP + ACCOUNT + more) == []


def test_a_word_that_every_shop_has_explains_no_holder() -> None:
    shop = SHOP.replace("Rumah Melati", "Toko Online Melati") + ACCOUNT.replace("RATNA SARI", "TOKO MAKMUR ONLINE")

    assert [code for code, _ in said(shop=shop)] == ["holder-unexplained"]


def test_a_holder_with_the_name_of_the_qris_is_fine() -> None:
    shop = DEMO + ACCOUNT.replace("RATNA SARI", "BUDI CONTOH") + f"  - qris:\n      payload: {PAYLOAD}\n"

    assert said(shop=shop) == []


# QRIS


def test_the_name_of_a_qris_is_the_one_inside_it() -> None:
    shop = DEMO + f"accounts:\n  - qris:\n      payload: {PAYLOAD}\n      name: Rumah Melati\n"

    assert said(shop=shop) == [("qris-name", "name: Rumah Melati")]


def test_the_nmid_of_a_qris_is_the_one_inside_it() -> None:
    shop = DEMO + f"accounts:\n  - qris:\n      payload: {PAYLOAD}\n      nmid: ID1020099999999\n"

    assert said(shop=shop) == [("qris-nmid", "nmid: ID1020099999999")]


def test_the_holder_of_a_qris_is_the_name_inside_it_or_explained() -> None:
    shop = DEMO + f"accounts:\n  - qris:\n      payload: {PAYLOAD}\n    holder: SEKAR\n"

    assert said(shop=shop) == [("qris-name", "holder: SEKAR")]
    assert said(shop=shop + "    holder_is: pemilik\n") == []


QRIS_SHOP = DEMO + f"accounts:\n  - qris:\n      payload: {PAYLOAD}\n"


def test_a_payment_above_the_limit_of_qris_is_a_warning() -> None:
    found = lines(shop=QRIS_SHOP, po=po("price: 12jt\n"))

    assert found == [("qris-over-limit", "price: 12jt")]


@pytest.mark.parametrize(
    "text", ["price: 10jt\n", "price: 12jt\npayments:\n  - name: DP\n    amount: 50%\n  - name: L\n    amount: rest\n"]
)
def test_payments_within_the_limit_of_qris_are_fine(text: str) -> None:
    assert codes(shop=QRIS_SHOP, po=po(text)) == []
