"""What a buyer sees of every shipped theme on a real screen: the first screen, fitting, touching, copying."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from gallery import ROOT, render
from playwright.sync_api import Browser

from generator.theme.package import themes_in

AXE = ROOT / "tests" / "audit" / "node_modules" / "axe-core" / "axe.min.js"
IN_APP = {"width": 360, "height": 600}  # a 360x740 phone less the bars of an in-app browser
SELLING = ("upcoming", "open", "closing", "full")
AWAITED = ("closed", "shipping", "overdue")


THEMES = tuple(name for name in themes_in([ROOT / "themes"]) if name != "base")


@pytest.fixture(scope="module", params=THEMES)
def gallery(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    render(folder, request.param)
    return folder


@pytest.fixture
def page(gallery: Path, serve: Callable[..., str], visit: Callable[..., Visit]) -> Callable[..., Visit]:
    address = serve(gallery)
    return lambda name, **options: visit(f"{address}{name}.html", **options)


def bottom(seen: Visit, selector: str) -> float:
    """Where the first element of that selector ends, in pixels from the top of the screen."""
    box = seen.page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"] + box["height"]


@pytest.mark.slow  # test_matrix sees the same of a real shop
@pytest.mark.parametrize("state", [*SELLING, *AWAITED, "done", "cancelled"])
@pytest.mark.parametrize("kind", ["landing", "campaign"])
def test_state_price_date_and_button_stand_in_the_first_screen(
    page: Callable[..., Visit], kind: str, state: str
) -> None:
    seen = page(f"{kind}-{state}", viewport=IN_APP)
    assert seen.trouble == []
    shown = [
        ".card .label-state",
        ".card .headline",
        ".card .button",
        *([".card .price"] if state != "cancelled" else []),
    ]
    for selector in shown:
        assert bottom(seen, selector) <= IN_APP["height"], selector


def test_a_landing_page_is_at_most_six_screens(page: Callable[..., Visit]) -> None:
    height = page("landing-open").page.evaluate("document.documentElement.scrollHeight")
    assert height <= 6 * 740


HARD = ("landing-longest", "campaign-many")
NAMES = (
    *HARD,
    *(pytest.param(name, marks=pytest.mark.slow) for name in (
        "landing-open", "landing-nothing", "campaign-open", "archive", "free", "not-found")),
)  # fmt: skip
"""The pages where things go wrong first always, the others where there is time."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("width", "text"),
    [(320, "100%"), (360, "200%"), *(pytest.param(wide, "100%", marks=pytest.mark.slow) for wide in (768, 1280))],
)
def test_nothing_is_wider_than_the_screen(page: Callable[..., Visit], name: str, width: int, text: str) -> None:
    seen = page(name, viewport={"width": width, "height": 700})
    seen.page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
    seen.page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", NAMES)
def test_what_is_pressed_is_44_pixels_high_unless_it_stands_in_a_sentence(
    page: Callable[..., Visit], name: str
) -> None:
    seen = page(name)
    seen.page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    small = seen.page.evaluate(
        """[...document.querySelectorAll('a, summary')].filter(it => {
            const shown = it.getBoundingClientRect()
            return getComputedStyle(it).display !== 'inline' && shown.height > 0 && shown.height < 43.5
        }).map(it => it.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_a_selected_account_number_is_bare_digits(page: Callable[..., Visit]) -> None:
    seen = page("campaign-open")
    selected = seen.page.evaluate(
        """(() => { const range = document.createRange()
            range.selectNodeContents(document.querySelector('.account-number'))
            getSelection().addRange(range); return getSelection().toString() })()"""
    )
    assert selected == "0012345678"


def test_the_first_stop_of_the_keyboard_skips_to_the_content_and_is_seen(page: Callable[..., Visit]) -> None:
    seen = page("campaign-open")
    seen.page.keyboard.press("Tab")
    focused = seen.page.evaluate(
        "(({ top }, it) => [it.getAttribute('href'), top >= 0, getComputedStyle(it).outlineStyle])"
        "(document.activeElement.getBoundingClientRect(), document.activeElement)"
    )
    assert focused == ["#main", True, "solid"]


@pytest.mark.audit
@pytest.mark.parametrize(("size", "scheme"), [((360, 740), "light"), ((1280, 800), "dark")])
def test_axe_finds_no_barrier_on_any_sample_page(
    gallery: Path, chromium: Browser, size: tuple[int, int], scheme: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        bypass_csp=True,  # type: ignore[arg-type]
    )
    page = context.new_page()
    for file in sorted(gallery.glob("*.html")):
        if file.stem == "redirect":
            continue
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        assert [(it["id"], it["nodes"][0]["html"]) for it in found["violations"]] == [], file.stem
    context.close()
