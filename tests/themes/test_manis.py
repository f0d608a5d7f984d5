"""What is manis's own: the order of its box, the leaf of the calendar, its grounds, the way to the list of accounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import Visit
from gallery import ROOT, render
from sample import campaign, landing
from shopkit import built, page, shown, write_shop

from generator.page.views import PageView
from generator.shop.colours import contrast, parse_colour
from generator.structs import replace
from generator.theme.assets import gather_assets
from generator.theme.options import choose
from generator.theme.package import load_theme
from generator.theme.render import Renderer
from generator.theme.words import load_words

STYLES = ROOT / "themes/manis/styles"
SHOP = "name: Toko Coba\nlocale: id\ntheme: manis\ncontact:\n  whatsapp: 0812-345-678\n"
CAMPAIGN = """
    title: Nastar
    price: 150.000
    opens: 2026-12-09 09:00
    closes: 2026-12-20 23:59
    ships: 2026-12-21 to 2026-12-28
"""


def rendered(view: PageView) -> str:
    theme = load_theme("manis", [ROOT / "themes"])
    values, _ = choose(theme.options, {}, theme="manis", path=())
    return Renderer(theme, load_words(theme, "id"), gather_assets(theme, values)).render(
        f"{view.kind}.html", view, page="sample"
    )


@pytest.mark.parametrize("view", [landing("open"), campaign("open")], ids=["landing", "campaign"])
def test_the_box_is_packed_in_its_own_order(view: PageView) -> None:
    text = rendered(view).partition("<main")[2]
    parts = ("card-title", "price", "card-photo", "label-state", "leaf", "headline", "card-action", "card-facts")
    places = [text.index(f'class="{part}') if part != "label-state" else text.index(part) for part in parts]
    assert all(before < after for before, after in pairwise(places)), dict(zip(parts, places, strict=True))


def test_an_item_says_its_price_before_it_shows_its_photo() -> None:
    item = rendered(campaign("open")).partition('<li class="item ')[2]
    assert item.index("item-name") < item.index('class="price') < item.index("item-photo")


# The leaf

LEAVES = {
    "upcoming": ("2026-12-01T12:00:00+07:00", "", "Des 2026 9 Rab 09.00 WIB"),
    "open": ("2026-12-12T12:00:00+07:00", "", "Des 2026 20 Min 23.59 WIB"),
    "closing": ("2026-12-20T12:00:00+07:00", "", "Des 2026 20 Min 23.59 WIB"),
    "full": ("2026-12-12T12:00:00+07:00", "full: 2026-12-11\n", "Des 2026 11 Jum"),
    "closed": ("2026-12-20T23:59:00+07:00", "", "Des 2026 21–28"),
    "waiting": ("2026-12-20T23:59:00+07:00", "minimum: 30\n", "Des 2026 20 Min 23.59 WIB"),
    "shipping": ("2026-12-22T12:00:00+07:00", "", "Des 2026 21–28"),
    "overdue": ("2026-12-30T12:00:00+07:00", "", "Des 2026 28 Sen"),
    "done": ("2027-01-05T12:00:00+07:00", "done: 2026-12-27\n", "Des 2026 27 Min"),
    "cancelled": (
        "2026-12-22T12:00:00+07:00",
        "cancelled:\n  date: 2026-12-21\n  why: Oven rusak\n  refund_until: 2026-12-28\n",
        "Des 2026 21 Sen",
    ),
}


def leaf(text: str) -> str:
    """What the leaf in sight says, its parts apart; empty where there is none."""
    found = re.search(r'<p [^>]*class="leaf[^>]*>(.*?)</p>', shown(text), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


@pytest.mark.parametrize("state", LEAVES)
def test_the_leaf_shows_the_date_that_the_headline_speaks_of(state: str, tmp_path: Path) -> None:
    at, said, expected = LEAVES[state]
    root = write_shop(tmp_path, shop=SHOP, nastar=dedent(CAMPAIGN) + said)
    assert leaf(page(built(root, at), "po/nastar/index.html")) == expected


@pytest.mark.parametrize(
    ("ships", "expected"),
    [("Januari-Februari 2027", ""), ("2026-12-28 to 2027-01-03", "Des–Jan 2026–2027 28–3")],
)
def test_a_leaf_shows_days_and_no_months_without_them(ships: str, expected: str, tmp_path: Path) -> None:
    told = re.sub("ships: .*", f"ships: {ships}", dedent(CAMPAIGN))
    root = write_shop(tmp_path, shop=SHOP, nastar=told)
    assert leaf(page(built(root, "2026-12-20T23:59:00+07:00"), "po/nastar/index.html")) == expected


def test_a_leaf_of_a_later_window_is_filled_in_by_the_script(tmp_path: Path) -> None:
    weekly = """
        title: Donat
        price: 40.000
        repeats:
          every: week
          opens: senin 08:00
          closes: kamis 20:00
          ships: sabtu
    """
    root = write_shop(tmp_path, shop=SHOP, donat=weekly)
    text = page(built(root, "2026-12-08T12:00:00+07:00"), "po/donat/index.html")
    leaves = [each for each in re.findall(r'<p [^>]*class="leaf[^>]*>.*?</p>', text, re.DOTALL) if "data-roll" in each]
    assert leaves
    for each in leaves:
        for part in ("month", "day"):
            assert "data-roll" in each.partition(f'class="leaf-{part}"')[2].partition('class="leaf-')[0], each


def test_without_a_date_there_is_no_leaf() -> None:
    view = landing("open")
    assert view.main is not None
    bare = replace(view, main=replace(view.main, state=replace(view.main.state, leaf=None)))
    assert 'class="leaf' not in rendered(bare)
    assert "has-leaf" not in re.sub(r"<style>.*?</style>", "", rendered(bare), flags=re.DOTALL)


# Colours


def grounds() -> dict[str, dict[str, str]]:
    text = (STYLES / "5-manis.css").read_text("utf-8")
    blocks = re.findall(r"\.ground-([a-z]+) \{([^}]*)\}", text)
    return {name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for name, block in blocks}


def test_every_ground_has_its_colours() -> None:
    ground = next(it for it in load_theme("manis", [ROOT / "themes"]).options if it.key == "ground")
    assert set(ground.choices) == {*grounds(), ground.default}


@pytest.mark.parametrize("ground", grounds())
def test_text_can_be_read_on_every_ground_that_can_be_chosen(ground: str) -> None:
    light = (STYLES / "1-tokens.css").read_text("utf-8").partition("@media")[0]
    colours = {
        name: parse_colour(value)
        for name, value in {**dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light)), **grounds()[ground]}.items()
    }
    for under in ("paper", "sunk"):
        for text in ("ink", "soft", "go", "wait", "plan"):
            assert contrast(colours[text], colours[under]) >= 4.5, (text, under)
        assert contrast(colours["edge"], colours[under]) >= 3, under


# The list of accounts


def test_the_link_in_the_masthead_opens_the_list_of_accounts(
    tmp_path: Path, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    render(tmp_path, "manis")
    seen = visit(f"{serve(tmp_path)}landing-open.html").page
    assert not seen.locator(".official").get_attribute("open")
    seen.click(".masthead-official")
    assert seen.locator(".official .row").first.is_visible()
    assert seen.url.endswith("#official")
