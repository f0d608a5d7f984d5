"""The demo as a buyer's browser sees it: from a file, at the root, and in a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from pace import at_once

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import published

ROOT = Path(__file__).parents[2]
AT = "2026-12-12T12:00:00+07:00"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Path:
    """The demo's output folder."""
    return published(ROOT, AT, cache=pictures, into=tmp_path_factory.mktemp("demo"))


def pages(output: Path) -> list[str]:
    """Every page that stays where it is; redirects leave at once."""
    found = (path for path in output.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"))
    return sorted(path.relative_to(output).as_posix() for path in found)


def test_every_page_opens_from_a_file_without_trouble_and_does_not_scroll_sideways(
    demo: Path, visit: Callable[..., Visit]
) -> None:
    tab = visit((demo / "index.html").as_uri())
    for page in pages(demo):
        if page != "404.html":  # served at any depth, so it names its files from the root of the host
            shown = tab.go_on((demo / page).as_uri())
            assert shown.trouble == [], page
            assert shown.page.evaluate("document.documentElement.scrollWidth") <= 360, page


@pytest.mark.parametrize("prefix", at_once(["/sub/"], ["/", "/sub/"]))
def test_every_page_opens_from_a_host_without_trouble_and_what_it_names_is_there(
    prefix: str, demo: Path, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    address = serve(demo, prefix)
    tab = visit(address)
    for page in pages(demo):
        if page == "404.html":
            continue
        shown = tab.go_on(address + page)
        assert shown.trouble == [], page
        script = "[...document.querySelectorAll('a[href],img[src],link[href]')].map(e => e.href || e.src)"
        for link in {link.split("#")[0] for link in shown.page.evaluate(script)}:
            if link.startswith(address):
                assert (demo / link.removeprefix(address)).is_file(), f"{page} → {link}"


def test_the_page_for_what_is_not_there_opens_from_the_root(
    demo: Path, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    assert visit(serve(demo) + "404.html").trouble == []


def test_first_screen_of_an_in_app_browser_says_state_price_and_order(demo: Path, visit: Callable[..., Visit]) -> None:
    shown = visit((demo / "index.html").as_uri(), viewport={"width": 360, "height": 600}).page
    for selector in (".label-state", ".card .price", ".headline", ".card-action a"):
        box = shown.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 600, selector


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_scrolls_sideways(width: int, demo: Path, visit: Callable[..., Visit]) -> None:
    tab = visit((demo / "index.html").as_uri(), viewport={"width": width, "height": 740})
    for page in pages(demo):
        shown = tab.go_on((demo / page).as_uri()).page
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, page


def test_pages_are_whole_without_javascript(demo: Path, visit: Callable[..., Visit]) -> None:
    shown = visit((demo / "po/melati-7/index.html").as_uri(), java_script_enabled=False)
    assert shown.trouble == []
    assert shown.page.locator("h1").count() == 1
