"""Rules about the plan of a campaign, about windows that repeat, and about what the clock makes wrong."""

from __future__ import annotations

import pytest
from rulebook import SHOP, po, said

REPEATS = "repeats:\n  every: weekly\n  opens: Senin 09:00\n  closes: Kamis 21:00\n  from: 2026-11-02\n"


def test_a_po_without_fault_gives_no_problem() -> None:
    fine = po("opens: 2026-12-09 09:00\ncloses: 2026-12-20 23:59\nships: 2026-12-21 to 2026-12-28\n")

    assert said(po=fine) == []


@pytest.mark.parametrize("closes", ["2026-12-08", "2026-12-09 09:00"])
def test_a_po_closes_after_it_opens(closes: str) -> None:
    found = said(po=po(f"opens: 2026-12-09 09:00\ncloses: {closes}\n"))

    assert found == [("closes-before-opens", f"closes: {closes}")]


def test_a_po_that_opens_and_closes_on_one_day_is_fine() -> None:
    assert said(po=po("opens: 2026-12-09\ncloses: 2026-12-09\n")) == []


def test_something_must_end_a_po() -> None:
    found = said(po="title: Parfum\nprice: 65rb\n")

    assert found == [("no-closing", "title: Parfum")]


@pytest.mark.parametrize("ending", ["quota: 60", "full: 2026-12-10", "done: 2026-12-10", "archived: yes"])
def test_a_quota_or_a_word_of_the_seller_ends_a_po_as_well(ending: str) -> None:
    assert said(po=f"title: Parfum\nprice: 65rb\n{ending}\n") == []


def test_closing_when_full_needs_a_quota_for_everything() -> None:
    items = "items:\n  - name: Besar\n    price: 65rb\n    quota: 5\n  - name: Kecil\n    price: 25rb\n"

    assert said(po=po("closes: when full\n" + items)) == [("full-without-quota", "closes: when full")]
    assert said(po=po("closes: when full\nquota: 60\n" + items)) == []


def test_an_extension_needs_the_new_closing() -> None:
    found = said(po="title: Parfum\nprice: 65rb\nquota: 5\nextended: 2026-12-18\n")

    assert found == [("extended-without-closing", "extended: 2026-12-18")]


def test_an_extension_leads_to_a_later_closing() -> None:
    found = said(po=po("closes: 2026-12-20\nextended:\n  from: 2026-12-21\n  why: Libur\n"))

    assert found == [("extended-not-later", "from: 2026-12-21")]


def test_the_last_parcel_goes_out_after_the_closing() -> None:
    found = said(po=po("closes: 2026-12-20\nships: 2026-12-10 to 2026-12-15\n"))

    assert found == [("ships-before-closing", "ships: 2026-12-10 to 2026-12-15")]


def test_without_a_closing_the_last_parcel_goes_out_after_the_opening() -> None:
    found = said(po=po("opens: 2026-12-20\nquota: 9\nships: 2026-12-10\n"))

    assert found == [("ships-before-opening", "ships: 2026-12-10")]


def test_shipping_that_begins_before_the_closing_is_worth_a_question() -> None:
    found = said(po=po("closes: 2026-12-20\nships: 2026-12-18 to 2026-12-28\n"))

    assert found == [("ships-early", "ships: 2026-12-18 to 2026-12-28")]


def test_shipping_that_counts_from_the_closing_is_fine() -> None:
    assert said(po=po("closes: 2026-12-20\nships: 3-4 weeks after closing\n")) == []


@pytest.mark.parametrize("key", ["opens", "closes", "counted", "ships", "extended", "full", "done"])
def test_a_repeating_po_keeps_facts_of_one_window_in_batches(key: str) -> None:
    found = said(po=po(f"{REPEATS}{key}: 2026-12-10\n"))

    assert found == [("repeats-with-fact", f"{key}: 2026-12-10")]


def test_batches_need_a_po_that_repeats() -> None:
    found = said(po=po("batches:\n  - number: 1\n    note: Pertama\n"))

    assert found == [("batches-without-repeats", "batches:")]


def test_batches_need_the_first_window() -> None:
    rule = REPEATS.replace("  from: 2026-11-02\n", "")

    found = said(po=po(rule + "batches:\n  - number: 1\n    note: Pertama\n"))

    assert found == [("batches-without-start", "batches:")]


def test_a_window_stands_once_in_batches() -> None:
    found = said(po=po(REPEATS + "batches:\n  - number: 1\n    note: Satu\n  - number: 1\n    skip: yes\n"))

    assert found == [("batch-twice", "- number: 1")]


def test_a_window_before_the_first_does_not_exist() -> None:
    found = said(po=po(REPEATS + "batch: 7\nbatches:\n  - number: 6\n    note: Satu\n"))

    assert found == [("batch-before-first", "- number: 6")]


def test_a_window_closes_after_it_opens() -> None:
    dates = "    opens: 2026-11-10\n    closes: 2026-11-08\n"

    found = said(po=po(REPEATS + "batches:\n  - number: 2\n" + dates))

    assert found == [("closes-before-opens", "closes: 2026-11-08")]


def test_a_repeating_po_begins_before_it_ends() -> None:
    found = said(po=po(REPEATS + "  until: 2026-10-01\n"))

    assert found == [("from-after-until", "until: 2026-10-01")]


def test_a_payment_is_not_due_while_orders_are_taken() -> None:
    payments = "payments:\n  - name: Lunas\n    amount: rest\n    due: 2026-12-15\n"

    assert ("due-before-closing", "due: 2026-12-15") in said(po=po(payments))


def test_a_payment_due_at_the_closing_is_fine() -> None:
    payments = "closes: 2026-12-20 23:59\npayments:\n  - name: Lunas\n    amount: rest\n    due: 2026-12-20 23:59\n"

    assert "due-before-closing" not in dict(said(po=po(payments)))


def test_an_early_price_ends_after_the_opening() -> None:
    early = "opens: 2026-12-09\nearly:\n  price: 100rb\n  until: 2026-12-05\n"

    assert said(po=po(early)) == [("early-never", "until: 2026-12-05")]


def test_an_early_price_ends_before_the_closing() -> None:
    early = "early:\n  price: 100rb\n  until: 2026-12-20\n"

    assert said(po=po(early)) == [("early-always", "until: 2026-12-20")]


def test_what_is_shown_begins_before_it_ends() -> None:
    links = "links:\n  - title: Katalog\n    url: /pages/x/\n    from: 2027-03-01\n    until: 2027-02-01\n"

    assert said(links=links) == [("from-after-until", "until: 2027-02-01")]


def test_a_minimum_needs_a_day_on_which_it_is_decided() -> None:
    assert said(po=po("quota: 60\nminimum: 30\n")) == [("minimum-without-closing", "minimum: 30")]


def test_a_po_that_misses_pay_day_gets_one_hint() -> None:
    found = said(po=po("opens: 2027-01-12\ncloses: 2027-01-22\n"))

    assert found == [("pay-day", "opens: 2027-01-12")]


@pytest.mark.parametrize(
    "dates", ["opens: 2027-01-10\ncloses: 2027-01-22", "opens: 2027-01-12\ncloses: 2027-01-25", "closes: 2027-01-22"]
)
def test_a_po_that_touches_pay_day_gets_no_hint(dates: str) -> None:
    assert said(po=po(dates + "\n")) == []


def test_a_po_that_is_over_gets_no_advice_about_pay_day() -> None:
    assert said(po=po("opens: 2026-11-12\ncloses: 2026-11-22\n")) == []


# What the clock makes wrong


def test_a_po_is_not_done_before_its_day() -> None:
    assert said(po=po("done: 2026-12-30\n")) == [("done-in-future", "done: 2026-12-30")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("quota: 9\ntaken:\n  1: 2\ncounted: 2026-12-13\n", "counted: 2026-12-13"),
        ("stage:\n  name: production\n  since: 2026-12-13\n", "since: 2026-12-13"),
        ("full: 2026-12-13\n", "full: 2026-12-13"),
        ("updated: 2026-12-13\n", "updated: 2026-12-13"),
        ("cancelled:\n  date: 2026-12-13\n  why: Bahan habis\n", "date: 2026-12-13"),
        ("history:\n  - title: Satu\n    shipped: 2026-12-13\n", "shipped: 2026-12-13"),
    ],
)
def test_what_has_happened_lies_in_the_past(text: str, line: str) -> None:
    assert said(po=po(text)) == [("future-date", line)]


def test_today_is_no_future_in_the_shops_own_zone() -> None:
    text = po("history:\n  - title: Satu\n    shipped: 2026-12-13\n")

    # 22:30 in Jakarta is half past midnight of the 13th in Jayapura.
    assert said(shop=SHOP + "timezone: WIT\n", po=text, now="2026-12-12 22:30") == []


LATE = "closes: 2026-11-20\nships: 2026-12-01 to 2026-12-10\n"


def test_an_overdue_po_without_news_is_asked_to_say_something() -> None:
    found = said(po=po(LATE + "updates:\n  - date: 2026-12-02\n    text: Sedang dikemas\n"))

    assert found == [("overdue-without-news", "ships: 2026-12-01 to 2026-12-10")]


def test_an_overdue_po_with_news_is_left_alone() -> None:
    assert said(po=po(LATE + "updates:\n  - date: 2026-12-11\n    text: Telat seminggu\n")) == []


def test_after_the_closing_buyers_hear_whether_the_minimum_was_reached() -> None:
    text = "closes: 2026-12-10\nminimum: 30\n"

    assert said(po=po(text)) == [("minimum-undecided", "minimum: 30")]
    assert said(po=po(text + "stage:\n  name: production\n  since: 2026-12-12\n")) == []


def test_what_is_over_can_be_removed() -> None:
    shop = SHOP + "announcement:\n  text: Promo\n  until: 2026-12-01\n"

    assert said(shop=shop) == [("expired", "until: 2026-12-01")]


def test_an_expired_certificate_is_named() -> None:
    certificate = "certificates:\n  - kind: halal\n    number: ID0\n    valid_until: 2026-12-01\n"

    assert said(po=po(certificate)) == [("certificate-expired", "valid_until: 2026-12-01")]


HOLIDAY = SHOP + "holiday:\n  from: 2026-12-24\n  until: 2026-12-26\n"


@pytest.mark.parametrize("dates", ["opens: 2026-12-24\ncloses: 2027-01-03", "closes: 2026-12-26",
                                   "closes: 2026-12-20\nships: 2026-12-21 to 2026-12-25"])  # fmt: skip
def test_a_date_of_a_po_in_a_holiday_is_a_warning(dates: str) -> None:
    assert [code for code, _ in said(shop=HOLIDAY, po=po(dates + "\n"))] == ["holiday-crosses"]


def test_a_holiday_beside_the_dates_is_fine() -> None:
    assert said(shop=HOLIDAY, po=po("closes: 2026-12-20\nships: 2026-12-27\n")) == []


def test_a_holiday_that_a_repeating_po_will_meet_is_a_warning() -> None:
    assert [code for code, _ in said(shop=HOLIDAY, po=po(REPEATS))] == ["holiday-crosses"]
