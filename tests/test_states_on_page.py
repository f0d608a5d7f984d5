"""The state table of product.md, on the pages that a build makes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from shopkit import built, page, shown, words, write_shop

SHOP = """
    name: Toko Coba
    locale: en
    contact:
      whatsapp: 0812-345-678
      email: halo@toko.example
    accounts:
      - bank: BCA
        number: 0215550123
        holder: Toko Coba
"""
CAMPAIGN = """
    title: Melati
    price: 150.000
    quota: 60
    opens: 2026-12-09 09:00
    closes: 2026-12-20 23:59
    ships: 2026-12-21 to 2026-12-28
    minimum: 30
    counted: 2026-12-12 18:00
    taken:
      1: 22
    payments:
      - name: DP
        amount: 50%
        due: 24 hours after confirmation
      - name: Rest
        amount: rest
        due: 2026-12-20 23:59
    terms:
      late:
        do: you may cancel
        back: 100%
      cancel:
        - by: seller
          back: 100%
          within: 7 days
"""
SAID = "stage:\n  name: production\n  since: 2026-12-21\n"


def campaign_page(tmp_path: Path, at: str, more: str = "", text: str = CAMPAIGN) -> str:
    root = write_shop(tmp_path, shop=SHOP, melati=dedent(text) + more)
    return page(built(root, at), "po/melati/index.html")


HEADLINES = {
    "upcoming": ("2026-12-01T00:00:00+07:00", "", "Opens 9 Dec 2026, 09:00 WIB"),
    "open": ("2026-12-12T00:00:00+07:00", "", "Closes 20 Dec 2026, 23:59 WIB"),
    "closing": ("2026-12-20T12:00:00+07:00", "", "Closes 20 Dec 2026, 23:59 WIB"),
    "full": ("2026-12-12T00:00:00+07:00", "full: 2026-12-11 10:00\n", "Quota full as of 11 Dec 2026"),
    "waiting": ("2026-12-20T23:59:00+07:00", "", "waiting for the seller's decision (minimum 30)"),
    "closed": ("2026-12-20T23:59:00+07:00", SAID, "Closed · shipping planned 21–28 Dec 2026"),
    "shipping": ("2026-12-21T00:00:00+07:00", "", "Shipping planned 21–28 Dec 2026"),
    "overdue": ("2026-12-29T00:00:00+07:00", "", "Behind its shipping schedule since 28 Dec 2026"),
    "done": ("2027-01-05T00:00:00+07:00", "done: 2026-12-27\n", "promised 21–28 Dec 2026, shipped 27 Dec 2026"),
    "cancelled": (
        "2026-12-22T00:00:00+07:00",
        "cancelled:\n  date: 2026-12-21\n  why: Too few\n  refund_until: 2026-12-28\n",
        "Cancelled 21 Dec 2026",
    ),
}


@pytest.mark.parametrize("state", HEADLINES)
def test_headline_says_the_state_with_its_date(state: str, tmp_path: Path) -> None:
    at, more, expected = HEADLINES[state]
    assert expected in words(campaign_page(tmp_path, at, more))


BUTTONS = {
    "upcoming": "Remind me",
    "open": "Order",
    "closing": "Order",
    "full": "Waiting list",
    "closed": "Ask about my order",
    "shipping": "Ask about my order",
    "overdue": "Write to the seller",
    "done": "Tell me about the next PO",
    "cancelled": "How money comes back",
}


@pytest.mark.parametrize("state", BUTTONS)
def test_main_button_fits_the_state(state: str, tmp_path: Path) -> None:
    at, more, _ = HEADLINES[state]
    markup = campaign_page(tmp_path, at, more)
    card = markup[markup.index("<h1") :].split("</section>")[0]
    button = card[card.index("button") :]
    assert BUTTONS[state] in words("<p " + button)[:200]


@pytest.mark.parametrize("state", HEADLINES)
def test_account_number_shows_only_where_a_payment_can_be_due(state: str, tmp_path: Path) -> None:
    at, more, _ = HEADLINES[state]
    shown = "0215550123" in words(campaign_page(tmp_path, at, more)).replace(" ", "")
    assert shown == (state not in ("upcoming", "done", "cancelled"))


@pytest.mark.parametrize(
    ("state", "caution"),
    [
        ("upcoming", "Do not transfer before the PO opens."),
        ("open", "Pay only after your order is answered with its final total."),
        ("full", "Only for orders that are already confirmed."),
        ("closed", "Only for orders that are already confirmed."),
        ("overdue", "Only for orders that are already confirmed."),
        ("cancelled", "Do not transfer: this PO is cancelled."),
    ],
)
def test_caution_about_money_fits_the_state(state: str, caution: str, tmp_path: Path) -> None:
    at, more, _ = HEADLINES[state]
    assert caution in words(campaign_page(tmp_path, at, more))


@pytest.mark.parametrize("state", HEADLINES)
def test_only_an_open_po_can_be_ordered(state: str, tmp_path: Path) -> None:
    at, more, _ = HEADLINES[state]
    prefilled = "I%20would%20like%20to%20order" in shown(campaign_page(tmp_path, at, more))
    assert prefilled == (state in ("open", "closing"))


def test_only_the_seller_says_that_production_began(tmp_path: Path) -> None:
    silent = words(campaign_page(tmp_path, "2026-12-22T00:00:00+07:00"))
    said = words(campaign_page(tmp_path / "said", "2026-12-22T00:00:00+07:00", SAID))
    assert "Being made" not in silent
    assert "Being made, says the seller (21 Dec 2026)." in said


def test_late_po_lifts_the_buyers_rights_to_the_first_screen(tmp_path: Path) -> None:
    text = words(campaign_page(tmp_path, "2026-12-29T00:00:00+07:00"))
    assert text.index("If it is not shipped by 28 Dec 2026") < text.index("How it goes")


def test_count_is_shown_with_its_moment_and_never_before_opening(tmp_path: Path) -> None:
    during = words(campaign_page(tmp_path, "2026-12-13T00:00:00+07:00"))
    before = words(campaign_page(tmp_path / "before", "2026-12-08T00:00:00+07:00"))
    assert "22 of 60 taken" in during
    assert "as of 12 Dec 2026, 18:00 WIB" in during
    assert "22 of 60" not in before


def test_count_without_its_moment_is_not_shown(tmp_path: Path) -> None:
    text = CAMPAIGN.replace("counted: 2026-12-12 18:00", "summary: x")
    assert "22 of 60" not in words(campaign_page(tmp_path, "2026-12-13T00:00:00+07:00", text=text))


def test_a_count_made_before_the_closing_is_never_called_final(tmp_path: Path) -> None:
    assert "final count" not in words(campaign_page(tmp_path, "2026-12-22T00:00:00+07:00"))


def test_quota_that_is_taken_makes_the_po_full(tmp_path: Path) -> None:
    text = CAMPAIGN.replace("1: 22", "1: 60")
    assert "Quota full as of 12 Dec 2026" in words(campaign_page(tmp_path, "2026-12-13T00:00:00+07:00", text=text))


def test_price_is_absent_where_the_po_is_cancelled(tmp_path: Path) -> None:
    at, more, _ = HEADLINES["cancelled"]
    markup = campaign_page(tmp_path, at, more)
    assert "150,000" not in words(markup)


def test_extension_names_the_first_closing(tmp_path: Path) -> None:
    more = "extended:\n  from: 2026-12-18 23:59\n"
    assert "first announced: 18 Dec 2026, 23:59 WIB" in words(
        campaign_page(tmp_path, "2026-12-19T00:00:00+07:00", more)
    )


def test_landing_page_shows_the_po_that_closes_soonest(tmp_path: Path) -> None:
    later = CAMPAIGN.replace("Melati", "Kenanga").replace("2026-12-20 23:59", "2026-12-19 23:59")
    root = write_shop(tmp_path, shop=SHOP, melati=CAMPAIGN, kenanga=later)
    text = words(page(built(root, "2026-12-12T00:00:00+07:00"), "index.html"))
    assert text.index("Kenanga") < text.index("Melati")


def test_pinned_po_comes_before_one_that_closes_sooner(tmp_path: Path) -> None:
    later = CAMPAIGN.replace("Melati", "Kenanga").replace("2026-12-20 23:59", "2026-12-19 23:59")
    root = write_shop(tmp_path, shop=SHOP, melati=dedent(CAMPAIGN) + "pin: yes\n", kenanga=later)
    text = words(page(built(root, "2026-12-12T00:00:00+07:00"), "index.html"))
    assert text.index("Melati") < text.index("Kenanga")


def test_archived_po_keeps_its_page_and_leaves_the_lists(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=dedent(CAMPAIGN) + "archived: yes\n")
    site = built(root, "2026-12-12T00:00:00+07:00")
    assert "Melati" in words(page(site, "po/melati/index.html"))
    assert "Melati" not in words(page(site, "index.html"))
    assert "Melati" not in words(page(site, "po/index.html"))


def test_alias_becomes_a_page_that_leads_to_the_new_address(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=dedent(CAMPAIGN) + "aliases: po/lama\n")
    markup = page(built(root, "2026-12-12T00:00:00+07:00"), "po/lama/index.html")
    assert 'content="0; url=../melati/index.html"' in markup


def test_link_outside_its_dates_is_not_there(tmp_path: Path) -> None:
    links = """
        links:
          - title: Early
            url: https://example.org/early
            until: 2026-12-10
          - title: Later
            url: https://example.org/later
            from: 2026-12-15
          - title: Now
            url: https://example.org/now
    """
    root = write_shop(tmp_path, shop=SHOP, links=links)
    text = words(page(built(root, "2026-12-12T00:00:00+07:00"), "index.html"))
    assert ("Early" in text, "Later" in text, "Now" in text) == (False, False, True)


def test_badge_older_than_ninety_days_is_not_shown(tmp_path: Path) -> None:
    stores = """
        marketplaces:
          - brand: shopee
            url: https://shopee.co.id/toko..coba
            badge: Star+
            rating: 4,9
            proof: https://shopee.co.id/toko..coba
            checked: 2026-09-01
    """
    root = write_shop(tmp_path, shop=SHOP, marketplaces=stores)
    fresh = words(page(built(root, "2026-11-29T00:00:00+07:00"), "index.html"))
    stale = words(page(built(root, "2026-12-01T00:00:00+07:00"), "index.html"))
    assert "Star+" in fresh
    assert "Star+" not in stale
    assert "4.9" not in stale


def test_pin_of_a_closed_po_does_not_hide_one_that_is_open(tmp_path: Path) -> None:
    over = dedent(CAMPAIGN).replace("Melati", "Kenanga").replace("2026-12-20 23:59", "2026-12-10 23:59") + "pin: yes\n"
    root = write_shop(tmp_path, shop=SHOP, melati=CAMPAIGN, kenanga=over)
    text = words(page(built(root, "2026-12-12T00:00:00+07:00"), "index.html"))
    assert text.index("Melati") < text.index("Kenanga")


STEPS = """
steps:
  - title: Write
    buyer: Send your order.
  - title: Pay the rest
    starts: 2026-12-20 23:59
  - title: Made
    starts: 2026-12-22
    when: right after
"""


@pytest.mark.parametrize(
    ("at", "marked"),
    [
        ("2026-12-12T00:00:00+07:00", ""),
        ("2026-12-20T23:58:59+07:00", ""),
        ("2026-12-20T23:59:00+07:00", "step 2 of 3, pay the rest"),
        ("2026-12-22T00:00:00+07:00", "step 3 of 3, made"),
    ],
)
def test_a_sellers_own_steps_are_marked_from_their_dates_on(tmp_path: Path, at: str, marked: str) -> None:
    site = built(write_shop(tmp_path, shop=SHOP, melati=dedent(CAMPAIGN) + STEPS), at)
    front, own = (words(page(site, path)) for path in ("index.html", "po/melati/index.html"))
    assert ("You are here" in front) is ("You are here" in own) is bool(marked)
    assert f"You are here: {marked}" in front or not marked
    assert "20 Dec 2026, 23:59 WIB" in own
    assert "right after" in own
