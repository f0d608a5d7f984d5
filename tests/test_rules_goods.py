"""Rules about what is sold and how many: codes, packages, choices, prices, quotas and counts."""

from __future__ import annotations

import pytest
from rulebook import load, po, said

TWO = "items:\n  - name: Besar\n    code: A1\n    price: 150rb\n  - name: Kecil\n    code: A2\n    price: 65rb\n"
COUNTED = "counted: 2026-12-12 09:00\n"


def test_a_code_stands_once() -> None:
    items = "items:\n  - name: Besar\n    code: A1\n    price: 1rb\n  - name: Kecil\n    code: a1\n    price: 1rb\n"

    assert said(po=po(items)) == [("code-twice", "code: a1")]


def test_a_variant_does_not_share_its_code_with_an_item() -> None:
    items = (
        "items:\n  - name: Besar\n    code: A1\n    price: 1rb\n    variants:\n      - name: Merah\n        code: A1\n"
    )

    assert said(po=po(items)) == [("code-twice", "code: A1")]


def test_a_count_names_a_code_that_exists() -> None:
    loaded, problems = load(po=po(TWO + COUNTED + "taken:\n  A1: 3\n  A11: 1\n"))

    assert [(one.code, dict(one.parameters)) for one in problems] == [("code-unknown", {"code": "A11", "near": "A1"})]
    assert loaded.mark(problems[0].path).text == "  A11: 1"


def test_a_code_that_resembles_none_gets_the_list() -> None:
    _, problems = load(po=po(TWO + COUNTED + "taken:\n  ZZZ: 3\n"))

    assert dict(problems[0].parameters) == {"code": "ZZZ", "codes": "A1, A2"}


def test_codes_made_by_order_can_be_counted() -> None:
    items = "items:\n  - name: Besar\n    price: 1rb\n    variants: [Merah, Biru]\n  - name: Kecil\n    price: 1rb\n"

    assert said(po=po(items + COUNTED + "taken:\n  1-2: 3\n  2: 1\n")) == []


def test_the_counts_of_a_window_name_codes_that_exist() -> None:
    rule = "repeats:\n  every: weekly\n  opens: Senin\n  closes: Kamis\n  from: 2026-11-02\n"
    batch = "batches:\n  - number: 1\n    counted: 2026-11-05\n    taken:\n      B9: 2\n"

    assert said(po=po(TWO + rule + batch)) == [("code-unknown", "B9: 2")]


def test_a_package_holds_items_that_exist() -> None:
    items = TWO + "  - name: Paket\n    code: P\n    price: 200rb\n    contains:\n      A3: 1\n"

    assert said(po=po(items)) == [("code-unknown", "A3: 1")]


def test_a_package_does_not_hold_itself_or_another_package() -> None:
    first = "  - name: Paket\n    code: P\n    price: 100rb\n    contains:\n      A1: 1\n      P: 1\n"
    second = "  - name: Paket besar\n    code: Q\n    price: 100rb\n    contains:\n      P: 2\n"

    assert said(po=po(TWO + first + second)) == [("package-of-itself", "P: 1"), ("package-of-packages", "P: 2")]


def test_a_package_is_not_dearer_than_its_parts() -> None:
    items = TWO + "  - name: Paket\n    price: 300rb\n    contains:\n      A1: 1\n      A2: 1\n"

    assert said(po=po(items)) == [("package-dearer", "price: 300rb")]
    assert said(po=po(items.replace("300rb", "200rb"))) == []


def test_an_item_names_a_choice_that_exists() -> None:
    items = "choices:\n  warna: [merah, biru]\nitems:\n  - name: Kaos\n    price: 1rb\n    choices: warnah\n"

    _, problems = load(po=po(items))

    assert [(one.code, dict(one.parameters)) for one in problems] == [
        ("choice-unknown", {"name": "warnah", "near": "warna"})
    ]


def test_a_choice_that_resembles_none_is_unknown() -> None:
    items = "items:\n  - name: Kaos\n    price: 1rb\n    choices: ukuran\n"

    assert said(po=po(items)) == [("choice-unknown", "choices: ukuran")]


def test_a_choice_that_no_item_uses_is_asked_of_nobody() -> None:
    items = "choices:\n  warna: [merah, biru]\nitems:\n  - name: Kaos\n    price: 1rb\n"

    assert said(po=po(items)) == [("choice-unused", "warna: [merah, biru]")]


def test_a_po_has_something_to_order() -> None:
    assert said(po="title: Parfum\ncloses: 2026-12-20\n") == [("no-items", "title: Parfum")]


def test_an_item_without_a_price_is_a_warning() -> None:
    assert said(po=po("items:\n  - name: Besar\n")) == [("price-missing", "- name: Besar")]


def test_every_variant_has_a_price() -> None:
    variants = "    variants:\n      - name: Merah\n        price: 1rb\n      - name: Biru\n"

    assert [code for code, _ in said(po=po("items:\n  - name: Besar\n" + variants))] == ["price-missing"]
    assert said(po=po("items:\n  - name: Besar\n    price: 1rb\n" + variants)) == []


def test_an_item_sold_on_a_marketplace_alone_needs_no_price() -> None:
    assert said(po=po("items:\n  - name: Besar\n    shopee: https://shopee.co.id/x\n")) == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("early:\n  price: 150rb\n  until: 2026-12-15\n", "early-not-lower", "price: 150rb"),
        ("wholesale:\n  - from: 1\n    price: 100rb\n", "step-small", "- from: 1"),
        ("wholesale:\n  - from: 5\n    price: 160rb\n", "step-not-lower", "price: 160rb"),
        (
            "wholesale:\n  - from: 5\n    price: 100rb\n  - from: 5\n    price: 90rb\n",
            "step-repeated",
            "- from: 5",
        ),
    ],
)
def test_price_rules_lower_the_price(text: str, code: str, line: str) -> None:
    assert said(po=po(text)) == [(code, line)]


def test_a_price_rule_says_amounts_as_sellers_write_them() -> None:
    _, problems = load(po=po("early:\n  price: 200rb\n  until: 2026-12-15\n"))

    assert dict(problems[0].parameters) == {"early": "200.000", "price": "150.000"}


def test_a_voucher_stands_once() -> None:
    vouchers = "vouchers:\n  - code: HEMAT\n    percent: 5%\n  - code: Hemat\n    amount: 5rb\n"

    assert said(po=po(vouchers)) == [("voucher-twice", "- code: Hemat")]


# Counts


def test_counts_without_their_date_are_not_shown() -> None:
    assert said(po=po("quota: 9\ntaken:\n  1: 2\n")) == [("counted-missing", "taken:")]


def test_hidden_counts_need_no_date() -> None:
    assert said(po=po("quota: 9\nshow_counts: no\ntaken:\n  1: 2\n")) == []


def test_no_more_are_taken_than_the_quota() -> None:
    items = TWO.replace("    code: A1\n", "    code: A1\n    quota: 5\n")

    assert said(po=po(items + COUNTED + "taken:\n  A1: 6\n")) == [("taken-above-quota", "A1: 6")]
    assert said(po=po(items + COUNTED + "taken:\n  A1: 5\n")) == []


def test_a_package_draws_on_the_quota_of_its_parts() -> None:
    items = TWO.replace("    code: A1\n", "    code: A1\n    quota: 5\n")
    items += "  - name: Paket\n    code: P\n    price: 200rb\n    contains:\n      A1: 2\n      A2: 1\n"

    assert said(po=po(items + COUNTED + "taken:\n  A1: 2\n  P: 2\n")) == [("taken-above-quota", "A1: 2")]


def test_the_variants_of_an_item_share_its_quota() -> None:
    items = "items:\n  - name: Kaos\n    code: A\n    price: 1rb\n    quota: 5\n    variants: [Merah, Biru]\n"

    found = said(po=po(items + COUNTED + "taken:\n  A-1: 3\n  A-2: 3\n"))

    assert [code for code, _ in found] == ["taken-above-quota"]


def test_the_quota_of_a_po_counts_all_its_items() -> None:
    found = said(po=po("quota: 5\n" + TWO + COUNTED + "taken:\n  A1: 3\n  A2: 3\n"))

    assert found == [("taken-above-quota", "taken:")]


def test_the_minimum_can_be_reached() -> None:
    assert said(po=po("closes: 2026-12-20\nquota: 20\nminimum: 30\n")) == [("minimum-above-quota", "minimum: 30")]
