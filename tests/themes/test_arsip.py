"""The composition of arsip: a numbered front, an index with a contact sheet, footnotes, and nothing that moves."""

from __future__ import annotations

import re
from pathlib import Path

from gallery import ROOT
from sample import campaign, campaign_with_many_items, landing
from test_look import shown

from generator.page.views import CampaignCardView, PageView
from generator.structs import replace
from generator.theme.assets import gather_assets
from generator.theme.options import choose
from generator.theme.package import load_theme
from generator.theme.render import Renderer
from generator.theme.words import load_words

STYLES = ROOT / "themes" / "arsip" / "styles"


def front(text: str) -> str:
    return text[text.index('class="front"') : text.index('class="card-in"')]


def order(text: str, *signs: str) -> list[str]:
    """The signs in the order in which the text has them; each must be there."""
    assert all(sign in text for sign in signs), [sign for sign in signs if sign not in text]
    return sorted(signs, key=text.index)


def with_card(**changes: object) -> PageView:
    page = landing("open")
    assert isinstance(page.main, CampaignCardView)
    return replace(page, main=replace(page.main, **changes))  # type: ignore[arg-type]


def test_the_front_is_number_photo_price_title_state_date_and_button_in_this_order() -> None:
    signs = (
        'class="issue"',
        'class="photo',
        'class="price',
        "card-title",
        "label-state",
        'class="headline',
        "card-action",
    )
    assert order(front(shown(landing("open"), "arsip")), *signs) == list(signs)


def test_the_number_of_the_batch_stands_alone_and_no_batch_leaves_no_number() -> None:
    assert "No. <b>7</b>" in front(shown(landing("open"), "arsip"))
    assert 'class="issue"' not in front(shown(with_card(batch="", batch_number=""), "arsip"))


def test_without_a_photo_the_number_is_the_plate_and_without_a_number_the_title_is() -> None:
    numbered = front(shown(with_card(picture=None), "arsip"))
    assert "front-type" in numbered
    assert order(numbered, 'class="issue"', "front-words", "card-title")[-1] == "card-title"
    named = front(shown(with_card(picture=None, batch="", batch_number=""), "arsip"))
    assert order(named, "front-type", "card-title", "front-words")[-1] == "front-words"
    assert named.count("card-title") == 1


def test_the_option_hero_number_puts_the_photo_under_the_front() -> None:
    theme = load_theme("arsip", [ROOT / "themes"])
    values, problems = choose(theme.options, {"hero": "number"}, theme=theme.name, path=())
    assert not problems
    renderer = Renderer(theme, load_words(theme, "id"), gather_assets(theme, values))
    text = renderer.render("landing.html", landing("open"), page="index.html")
    assert "<img" not in front(text)
    assert 'class="card-photo"' in text


def test_the_date_of_the_headline_stands_apart_and_the_headline_reads_whole() -> None:
    text = shown(landing("open"), "arsip")
    headline = re.search(r'<p class="headline">(.*?)</p>', text, re.DOTALL)
    assert headline
    assert '<b class="headline-date">20 Des 2026</b>' in headline[1]
    assert re.sub("<[^>]+>", "", headline[1]).strip() == "Tutup Min, 20 Des 2026, 23.59 WIB"


def test_things_are_an_index_whose_contact_sheet_leads_to_its_entries() -> None:
    text = shown(campaign_with_many_items(), "arsip")
    items = text[text.index('id="items"') : text.index('id="steps"')]
    numbers = re.findall(r'class="entry-number">(\d+)<', items)
    assert numbers == [f"{n:02}" for n in range(1, 13)]
    plates = re.findall(r'<a href="#([\w-]+)"><img.*?<span>(\d+)</span>', items)
    assert plates == [(f"item-f{n}", f"{n:02}") for n in range(1, 7)]
    entry = items[items.index('class="entry"') :]
    assert order(entry, "entry-number", "entry-name", 'class="price"') == [
        "entry-number",
        "entry-name",
        'class="price"',
    ]


def test_a_group_without_photos_has_no_contact_sheet() -> None:
    page = campaign("open")
    bare = tuple(
        replace(group, items=tuple(replace(item, picture=None) for item in group.items)) for group in page.item_groups
    )
    assert 'class="plates"' not in shown(replace(page, item_groups=bare), "arsip")


def test_nothing_moves() -> None:
    files: list[Path] = sorted(STYLES.rglob("*.css"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert not re.search(r"transition|@keyframes", text)
    assert re.findall(r"animation:\s*([^;]+);", text) == ["none"], "base's order bar stands still too"
    assert "uppercase" not in text
