"""What only the theme pasar promises: the price leads, in its own order, in one size with its thousands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Visit
from gallery import render

from generator.theme.package import load_theme

ROOT = Path(__file__).resolve().parents[2]


class Classes(HTMLParser):
    """The first class of each element, in the order of the markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("class")
        if name:
            self.found.append(name.split()[0])


def order(text: str, *names: str) -> list[str]:
    """These classes in the order in which they first stand."""
    return list(dict.fromkeys(name for name in Classes(text).found if name in names))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return render(tmp_path_factory.mktemp("pasar"), "pasar")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return render(tmp_path_factory.mktemp("etalase"), "etalase")


def test_the_board_and_the_tiles_have_an_order_of_their_own(pages: dict[str, Path], calm: dict[str, Path]) -> None:
    board = ("card-title", "price", "card-photo", "ticket", "headline", "card-action")
    tile = ("item-tag", "item-name", "item-photo", "item-in")
    assert order(pages["landing-open"].read_text("utf-8"), *board) == list(board)
    assert order(pages["campaign-open"].read_text("utf-8"), *tile) == list(tile)
    for name, parts in (("landing-open", board), ("campaign-open", tile)):
        assert order(calm[name].read_text("utf-8"), *parts) != list(parts)


def test_a_price_in_parts_is_read_as_the_price(pages: dict[str, Path]) -> None:
    found = re.search(r'<p class="price price-two"><b>(.*?)</b>', pages["landing-open"].read_text("utf-8"))
    assert found
    assert re.sub(r"<[^>]+>", "", found[1]) == "Rp65.000–Rp150.000"


def test_the_stylesheet_names_no_colour_of_a_block() -> None:
    theme = load_theme("pasar", [ROOT / "themes"])
    assert {"board", "tile", "sign"} <= {option.key for option in theme.options}
    for file in (ROOT / "themes/pasar/styles").rglob("5-*.css"):
        screen = file.read_text("utf-8").partition("@media print")[0]
        assert not re.search(r"#[0-9a-f]{3,6}\b", screen), file.name
        assert "var(--option-tile" in screen


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280, 1920])
def test_the_price_is_56_to_72_pixels_left_of_a_square_photo(
    width: int, pages: dict[str, Path], serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    address = serve(pages["landing-open"].parent)
    seen = visit(f"{address}landing-open.html", viewport={"width": width, "height": 740})
    size, price, photo, board = seen.page.evaluate(
        """(() => { const one = s => document.querySelector('.board ' + s)
            const boxes = [one('.price b'), one('.card-photo .photo'), document.querySelector('.board')]
                .map(it => it.getBoundingClientRect()).map(box => [box.left, box.right, box.width, box.height])
            return [parseFloat(getComputedStyle(one('.price b')).fontSize), ...boxes] })()"""
    )
    assert (54 if width == 320 else 56) <= size <= 72
    assert price[0] < photo[0]
    assert abs(photo[2] - photo[3]) < 1, "a square"
    assert board[2] == width, "over the whole width"
    figures = seen.page.evaluate(
        "[...document.querySelectorAll('.board .figure')].map(it => it.getBoundingClientRect().right)"
    )
    assert max(figures) <= seen.page.evaluate("document.documentElement.clientWidth")


def test_blocks_keep_their_colours_by_night_on_black(
    pages: dict[str, Path], serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    address = serve(pages["landing-open"].parent)
    shown = {}
    for scheme in ("light", "dark"):
        seen = visit(f"{address}landing-open.html", color_scheme=scheme)
        shown[scheme] = seen.page.evaluate(
            """['body', '.board', '.masthead', '.ticket'].map(it => document.querySelector(it))
            .map(it => getComputedStyle(it).backgroundColor)"""
        )
    assert shown["dark"][0] == "rgb(0, 0, 0)" != shown["light"][0]
    assert shown["dark"][1:] == shown["light"][1:]


def test_the_bar_slides_once_and_only_where_motion_is_welcome(
    pages: dict[str, Path], serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    address = serve(pages["landing-open"].parent)
    moving = "(style => [style.animationName, parseFloat(style.animationDuration), style.animationIterationCount])"
    for motion, expected in (("no-preference", ["bar-in", 0.18, "1"]), ("reduce", ["none", 0, "1"])):
        seen = visit(f"{address}landing-open.html", reduced_motion=motion)
        assert (
            seen.page.evaluate(f"{moving}(getComputedStyle(document.querySelector('.board'), '::after'))") == expected
        )
