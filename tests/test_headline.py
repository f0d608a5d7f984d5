"""The headline around its date, the number of a batch and the place of an item: what a theme may set large."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shopkit import built, page, shown, write_shop
from test_states_on_page import HEADLINES, campaign_page

STATE = "overrides/templates/partials/state.html"
PARTS = (
    '{# Accepts: state #}<p class="headline">{{ state.headline }}</p>'
    '{% if state.parts %}<p class="parts"><i>{{ state.parts.before }}</i><b>{{ state.parts.date }}</b>'
    "<i>{{ state.parts.after }}</i></p>{% endif %}"
)
DATES = {
    "upcoming": "9 Dec 2026",
    "open": "20 Dec 2026",
    "closing": "20 Dec 2026",
    "full": "11 Dec 2026",
    "waiting": "",
    "closed": "21–28 Dec 2026",
    "shipping": "21–28 Dec 2026",
    "overdue": "28 Dec 2026",
    "done": "27 Dec 2026",
    "cancelled": "21 Dec 2026",
}


def text(markup: str) -> str:
    return re.sub("<[^>]+>", "", markup).replace("\u00a0", " ")


def override(root: Path, path: str, template: str) -> None:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(template, encoding="utf-8")


@pytest.mark.parametrize("state", HEADLINES)
def test_the_parts_of_a_headline_are_the_headline_and_hold_the_date_that_counts(state: str, tmp_path: Path) -> None:
    override(tmp_path, STATE, PARTS)
    markup = shown(campaign_page(tmp_path, *HEADLINES[state][:2]))
    parts = re.search(r'<p[^>]*class="parts"[^>]*>(.*?)</p>', markup, re.DOTALL)
    assert bool(parts) is bool(DATES[state])
    if parts:
        assert text(re.findall("<b>(.*?)</b>", parts[1])[0]) == DATES[state]
        headline = re.search(r'<p[^>]*class="headline"[^>]*>(.*?)</p>', markup, re.DOTALL)
        assert headline
        assert text(parts[1]).strip() == text(headline[1]).strip()


WEEKLY = """
    title: Roti
    price: 35.000
    repeats:
      every: weekly
      opens: Senin 09:00
      closes: Kamis 21:00
      ships: Sabtu
      from: 2026-12-07
"""


def test_the_date_and_the_clock_of_a_later_window_roll_each_by_itself(tmp_path: Path) -> None:
    root = write_shop(tmp_path, roti=WEEKLY)
    override(root, STATE, PARTS)
    markup = page(built(root, "2026-12-07T12:00:00+07:00"), "po/roti/index.html")
    parts = re.search('class="parts".*?<b>(.*?)</b><i>(.*?)</i></p>', markup, re.DOTALL)
    assert parts
    assert re.search(r'data-roll="[\d ]+">\d+\s\w+\s\d{4}<', parts[1])
    assert re.search(r'data-roll="[\d ]+">, (09|21)\.00\sWIB<', parts[2])


def test_a_card_knows_the_number_of_its_batch_alone(tmp_path: Path) -> None:
    override(tmp_path, "overrides/templates/partials/card.html", "{# Accepts: card #}<b>{{ card.batch_number }}</b>")
    assert "<b>7</b>" in campaign_page(tmp_path, "2026-12-10T00:00:00+07:00", "batch: 7\n")


def test_items_are_numbered_through_in_the_order_that_they_stand_in(tmp_path: Path) -> None:
    template = "{# Accepts: item #}<li>{{ item.number }} {{ item.name }}</li>"
    override(tmp_path, "overrides/templates/partials/item.html", template)
    items = """
title: Pasar
opens: 2026-12-09
closes: 2026-12-20
items:
  - {name: Roti, price: 10.000, group: Pagi}
  - {name: Sup, price: 20.000, group: Malam}
  - {name: Kopi, price: 5.000, group: Pagi}
"""
    found = re.findall(r"<li>(\d\d \w+)</li>", campaign_page(tmp_path, "2026-12-10T00:00:00+07:00", text=items))
    assert found == ["01 Roti", "02 Kopi", "03 Sup"]
