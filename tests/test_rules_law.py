"""Rules about words that the law or honesty forbid, what an e-contract must state, and what may be ignored."""

from __future__ import annotations

import importlib
import pkgutil
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import SHOP, load, po, said

import generator
from generator.problems import Kind, Severity, problem
from generator.shop.rules import ALL_KINDS, without_ignored
from generator.shop.rules.contract import QUESTIONS
from generator.shop.rules.ignoring import ELSEWHERE
from generator.shop.rules.phrases import PHRASES, Phrase

SELLER_PAYS = "  cancel:\n    - by: seller\n      back: 100%\n"
PUTS_RIGHT = "  wrong:\n    do: Kami ganti\n"


def codes(text: str) -> list[str]:
    """The codes for a campaign whose story says this."""
    return [code for code, _ in said(po=po(f"about: |\n  {text}\n"))]


@pytest.mark.parametrize(
    "text",
    ["DP hangus kalau batal", "Batal? DP dianggap hangus.", "dp tidak dapat dikembalikan", "Uang muka tidak kembali.",
     "The deposit is non-refundable.", "You lose your deposit", "DP  \n  hangus"],
)  # fmt: skip
def test_a_deposit_is_not_simply_lost(text: str) -> None:
    assert codes(text) == ["deposit-forfeited"]


@pytest.mark.parametrize(
    "text", ["DP tidak hangus.", "Tidak ada DP hangus di sini.", "DP hangus, kecuali kami yang salah"]
)
def test_a_deposit_that_comes_back_is_fine(text: str) -> None:
    assert codes(text) == []


def test_a_lost_deposit_is_fine_beside_the_sellers_own_row() -> None:
    text = "terms:\n  text: DP hangus kalau kamu batal.\n"

    assert said(po=po(text)) == [("deposit-forfeited", "text: DP hangus kalau kamu batal.")]
    assert said(po=po(text + SELLER_PAYS)) == []


@pytest.mark.parametrize(
    "text",
    ["Tidak bisa refund!", "No refund", "no returns", "Barang yang sudah dibeli tidak dapat dikembalikan.",
     "Uang yang sudah masuk tidak bisa dikembalikan", "tidak menerima retur", "All sales final."],
)  # fmt: skip
def test_no_refund_at_all_is_void(text: str) -> None:
    assert codes(text) == ["no-refund"]


def test_no_refund_is_fine_beside_the_rows_where_the_seller_is_at_fault() -> None:
    text = "about: Tidak bisa refund\nterms:\n"

    assert [code for code, _ in said(po=po(text + SELLER_PAYS))] == ["no-refund"]
    assert said(po=po(text + SELLER_PAYS + PUTS_RIGHT)) == []


@pytest.mark.parametrize("text", ["Tidak bisa refund, kecuali kami salah kirim.", "No refunds unless we are at fault"])
def test_no_refund_with_its_exception_is_fine(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    ["Harga dapat berubah sewaktu-waktu.", "Harga bisa sewaktu-waktu berubah",
     "Ketentuan bisa berubah tanpa pemberitahuan", "Prices may change without notice", "Subject to change at any time"],
)  # fmt: skip
def test_what_was_agreed_does_not_change(text: str) -> None:
    assert codes(text) == ["terms-change"]


def test_a_change_for_later_orders_is_fine() -> None:
    assert codes("Harga dapat berubah sewaktu-waktu untuk pesanan berikutnya.") == []


@pytest.mark.parametrize(
    "text",
    ["Biaya admin QRIS 0,7%", "QRIS +Rp1.000", "Bayar pakai QRIS kena biaya 1%", "QRIS dikenakan biaya admin",
     "surcharge for QRIS", "Admin fee QRIS Rp 2.500"],
)  # fmt: skip
def test_a_fee_for_qris_is_forbidden(text: str) -> None:
    assert codes(text) == ["qris-surcharge"]


@pytest.mark.parametrize(
    "text", ["QRIS tanpa biaya tambahan", "Bayar pakai QRIS, gratis biaya admin", "QRIS atau BCA, total Rp150.000"]
)
def test_qris_without_a_fee_is_fine(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    ["Buruan order!", "Slot hampir habis", "Jangan sampai kehabisan ya", "LAST CHANCE", "Hurry up!", "almost sold out"],
)
def test_hurrying_words_get_a_hint(text: str) -> None:
    assert codes(text) == ["hurrying-words"]


@pytest.mark.parametrize("text", ["Tidak perlu buru-buru, PO buka dua minggu", "No need to hurry"])
def test_words_against_hurry_are_fine(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["Toko terverifikasi", "100% amanah", "Dijamin asli", "trusted seller"])
def test_claims_that_nobody_can_check_get_a_hint(text: str) -> None:
    assert codes(text) == ["unproven-claim"]


def test_no_report_on_cekrekening_is_no_seal() -> None:
    assert codes("Rekening kami di cekrekening.id belum pernah dilaporkan") == ["cekrekening-seal"]
    assert codes("Cek nomor kami di cekrekening.id") == []


@pytest.mark.parametrize(
    "files",
    [
        {"shop": SHOP + "policies:\n  - title: Retur\n    text: No refund\n"},
        {"page": "---\ntitle: Syarat\n---\nTidak bisa refund.\n"},
        {"links": "links:\n  - title: Syarat\n    url: /pages/syarat/\n    note: No refund\n"},
        {"po": po("terms:\n  text:\n    id: Baik\n    en: No refund\n")},
        {"po": po(""), "defaults": "faq:\n  - question: Bisa?\n    answer: Tidak bisa refund\n"},
    ],
)
def test_phrases_are_found_in_every_text_and_language(files: dict[str, str]) -> None:
    assert [code for code, _ in said(**files)] == ["no-refund"]


def test_what_buyers_say_and_ask_is_theirs() -> None:
    shop = SHOP + "testimonials:\n  - text: 100% amanah\n    source: IG\n    date: 2026-11-02\n"
    faq = "faq:\n  - question: Apa DP hangus?\n    answer: Tidak\n"

    assert said(shop=shop, po=po(faq)) == []


def test_one_text_gets_one_problem_of_a_kind() -> None:
    assert codes("Buruan! Slot hampir habis, jangan sampai kehabisan.") == ["hurrying-words"]


# The e-contract

CONTRACT = """\
summary: Parfum melati 30 ml, terdaftar di BPOM
ships: 2026-12-21 to 2026-12-28
payments:
  - name: Lunas
    amount: rest
    due: 24 hours after confirmation
receive: courier
terms:
  cancel:
    - by: seller
      back: 100%
  complaint:
    within: 3 days
  disputes: Kita bicarakan dulu
"""
KNOWN = SHOP + "identity:\n  owner: Sekar\n  address: Kotagede\n"


def unstated(text: str, shop: str = KNOWN) -> list[str]:
    """What the contract warning lists, for one campaign."""
    _, problems = load(shop=shop, po=po(text))
    lists = [dict(one.parameters)["missing"] for one in problems if one.code == "contract-unstated"]
    return [key for each in lists for key in str(each).split(", ")]


def test_a_contract_that_says_everything_gives_no_warning() -> None:
    assert unstated(CONTRACT) == []


def test_everything_unsaid_is_one_warning_with_a_question_for_each_point() -> None:
    loaded, problems = load(po="title: Parfum\ncloses: 2026-12-20\nitems:\n  - name: 30 ml\npayments:\n"
                               "  - name: Lunas\n    amount: rest\n")  # fmt: skip

    found = [one for one in problems if one.code == "contract-unstated"]

    assert [one.path for one in found] == [("campaigns", "po")]
    assert dict(found[0].parameters) == {
        "count": 9,
        "missing": ", ".join(QUESTIONS),
        "questions": "\n".join(QUESTIONS.values()),
    }
    assert loaded.mark(found[0].path) is not None


@pytest.mark.parametrize(
    ("cut", "missing"),
    [
        ("summary: Parfum melati 30 ml, terdaftar di BPOM\n", "specification, legality"),
        ("ships: 2026-12-21 to 2026-12-28\n", "delivery"),
        ("receive: courier\n", "delivery"),
        ("    due: 24 hours after confirmation\n", "payment"),
        ("  cancel:\n    - by: seller\n      back: 100%\n", "cancellation"),
        ("  complaint:\n    within: 3 days\n", "return"),
        ("  disputes: Kita bicarakan dulu\n", "disputes"),
    ],
)
def test_each_point_of_the_contract_is_asked_for_by_name(cut: str, missing: str) -> None:
    assert ", ".join(unstated(CONTRACT.replace(cut, ""))) == missing


def test_a_contract_names_who_is_responsible() -> None:
    assert unstated(CONTRACT, SHOP) == ["identity"]
    assert unstated(CONTRACT, KNOWN.replace("  address: Kotagede\n", "")) == ["identity"]


@pytest.mark.parametrize(
    "text",
    [
        "price: 1rb\n",
        "done: 2026-12-10\npayments:\n  - name: Lunas\n    amount: rest\n",
        "payments:\n  - name: Lunas\n    amount: rest\n    due: 1 day after arrival\n",
        "order_via:\n  - via: shopee\n    url: https://shopee.co.id/x\npayments:\n  - name: Lunas\n    amount: rest\n",
    ],
)
def test_only_a_po_that_takes_money_before_delivery_is_asked(text: str) -> None:
    assert unstated(text, SHOP) == []


def test_accounts_take_money_before_delivery_too() -> None:
    account = "accounts:\n  - bank: BCA\n    number: 1234567890\n    holder: MELATI\n"

    assert "payment" in unstated("price: 1rb\n", KNOWN + account)
    assert unstated("price: 1rb\nreceive: cod\n", KNOWN + account) == []


# Ignoring

HURRY = "summary: Buruan\n"


def test_a_shop_ignores_a_hint_everywhere() -> None:
    assert said(shop=SHOP + "ignore: hurrying-words\n", po_a=po(HURRY), po_b=po(HURRY)) == []


def test_a_campaign_ignores_a_hint_for_itself() -> None:
    found = said(po_a=po(HURRY + "ignore:\n  - hurrying-words\n"), po_b=po(HURRY))

    assert found == [("hurrying-words", "summary: Buruan")]


def test_an_error_cannot_be_ignored() -> None:
    found = said(po=po("opens: 2026-12-21\nignore: closes-before-opens\n"))

    assert [code for code, _ in found] == ["closes-before-opens", "ignore-error"]


def test_a_name_that_silences_nothing_gets_its_near_miss() -> None:
    _, problems = load(shop=SHOP + "ignore: [hurying-words, xyz]\n")

    assert [(one.code, one.path, dict(one.parameters)) for one in problems] == [
        ("ignore-unknown", ("shop", "ignore", 0), {"name": "hurying-words", "near": "hurrying-words"}),
        ("ignore-unknown", ("shop", "ignore", 1), {"name": "xyz"}),
    ]


def test_what_other_parts_find_is_ignored_by_name_too() -> None:
    loaded, problems = load(shop=SHOP + f"ignore: {ELSEWHERE[0]}\n")

    assert problems == ()
    assert loaded.site is not None
    kind = Kind(ELSEWHERE[0], "", severity=Severity.HINT)
    assert without_ignored(loaded.site, [problem(kind)]) == ()


def test_every_warning_and_hint_of_a_shop_can_be_ignored() -> None:
    kinds = {
        value
        for module in pkgutil.walk_packages(generator.__path__, "generator.")
        if module.name.split(".")[1] in ("shop", "source", "page", "media", "theme", "plan", "build")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Kind) and value.severity is not Severity.ERROR
    }

    assert {kind.code for kind in kinds} == {kind.code for kind in ALL_KINDS if kind in kinds} | set(ELSEWHERE)


def test_a_code_means_one_severity() -> None:
    severities: dict[str, set[Severity]] = {}
    for kind in ALL_KINDS:
        severities.setdefault(kind.code, set()).add(kind.severity)

    assert [code for code, found in severities.items() if len(found) > 1] == []


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.kind.code)
def test_a_phrase_never_stands_without_its_signs(phrase: Phrase) -> None:
    @given(st.from_regex(phrase.form, alphabet=string.printable))
    def holds(text: str) -> None:
        assert phrase.may_stand_in(text.casefold())

    holds()
