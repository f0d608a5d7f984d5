"""Every theme in every state: the first screen, fitting, a quiet console; axe and valid HTML over the whole matrix.

Each theme in three states, and each state in two themes, run always; every theme in every state, and every screen,
where there is time (`-m slow`); pairs of everything, and every cell on a phone by day, run as audit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from states import CAMPAIGN, LANDING, SIX, STATES, Site, drafts

sys.path.insert(0, str(Path(__file__).parents[1]))
from test_audit import html_errors, module

from generator.draft import Draft

IN_APP = {"width": 360, "height": 600}
WIDTHS = (360, 390, 768, 1280, 1920)
HEIGHTS = {360: 740, 390: 844, 768: 1024, 1280: 800, 1920: 1080}
SCHEMES = ("light", "dark")
COUNTED = ("upcoming", "open", "closing")
"""States that count down."""
PRICED = tuple(state for state in STATES if state != "cancelled")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Draft]:
    return drafts(tmp_path_factory.mktemp("states"))


def seen_at(page: Page, selector: str) -> tuple[float, float]:
    """Where the first visible element of this selector begins and ends, in pixels from the top of the page."""
    box = page.locator(f"{selector} >> visible=true").first.bounding_box(timeout=2000)
    assert box, selector
    return box["y"], box["y"] + box["height"]


def in_first_screen(page: Page, state: str, path: str, *, script: bool) -> None:
    """State, price, date, countdown and the one button are in sight without scrolling."""
    wanted = [".card .label-state", ".card .headline", ".card .card-action .button"]
    if path == LANDING and state in ("done", "cancelled"):
        wanted = [".card .card-title", ".card .card-action .button"]  # no PO runs: that is said, with what to do
    elif state in PRICED:
        wanted.append(".card .price")
    if script and state in COUNTED:
        wanted.append(".card .countdown")
    for selector in wanted:
        top, bottom = seen_at(page, selector)
        assert 0 <= top < bottom <= IN_APP["height"], (selector, top, bottom)


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    wide = page.evaluate(
        """width => [...document.querySelectorAll('body *')].filter(it => {
            const box = it.getBoundingClientRect()
            return box.width && box.right > width + 1 && !it.closest('.said, .contents, .quotes, .order-jumps, .skip')
        }).map(it => it.outerHTML.slice(0, 80)).slice(0, 3)""",
        width,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width, wide


@dataclass(frozen=True)
class Cell:
    """One look at one theme."""

    theme: str
    state: str
    width: int
    scheme: str
    script: bool = True

    def __str__(self) -> str:
        return f"{self.theme}-{self.state}-{self.width}-{self.scheme}-{'script' if self.script else 'plain'}"

    @property
    def screen(self) -> dict[str, object]:
        viewport = {"width": self.width, "height": HEIGHTS[self.width]}
        return {"viewport": viewport, "color_scheme": self.scheme, "java_script_enabled": self.script}


LOOKS = [(width, scheme, script) for width in WIDTHS for scheme in SCHEMES for script in (True, False)]
CELLS = [Cell(theme, state, *look) for (theme, state), look in zip(product(SIX, STATES), cycle(LOOKS), strict=False)]
"""Each theme in each state once; widths, schemes and whether scripts run take turns."""
FEW = [cell for cell in CELLS if (SIX.index(cell.theme) + list(STATES).index(cell.state)) % 3 == 0]
"""Three of each theme and two of each state."""


def opened_in_an_app(browser: Browser, site: Site, state: str, *paths: str, script: bool) -> None:
    """The pages show what matters in an app's browser, are no wider than it, and say nothing to the console."""
    context = browser.new_context(viewport=IN_APP, java_script_enabled=script)  # type: ignore[arg-type]
    for path in paths:
        page, trouble = site.visit(context, path)
        in_first_screen(page, state, path, script=script)
        fits(page)
        assert trouble == []
        page.close()
    context.close()


@pytest.mark.parametrize("cell", FEW, ids=str)
def test_every_theme_shows_its_states(chromium: Browser, made: Callable[[str], Draft], cell: Cell) -> None:
    path = LANDING if cell.width in (360, 768) else CAMPAIGN  # the two take turns
    opened_in_an_app(chromium, Site(made(cell.state), cell.theme), cell.state, path, script=cell.script)


# The whole matrix


def pairs() -> Iterator[Cell]:
    """Few enough cells in which every theme meets every state, width and scheme, and every state every width."""
    for at, theme in enumerate(SIX):
        for number, state in enumerate(STATES):
            yield Cell(theme, state, WIDTHS[(at + number) % len(WIDTHS)], SCHEMES[(at + number // 5) % 2])


def axe(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.evaluate(module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [f"{it['id']} ({len(it['nodes'])}): {it['nodes'][0]['html'][:160]}" for it in found["violations"]]


def barriers(browser: Browser, made: Draft, cell: Cell) -> list[str]:
    """What axe, the console and a ruler find on the two pages of a site."""
    found: list[str] = []
    site = Site(made, cell.theme)
    context = browser.new_context(**cell.screen, bypass_csp=True)  # type: ignore[arg-type]
    for path in (LANDING, CAMPAIGN):
        page, trouble = site.visit(context, path)
        fits(page)
        found += [f"{path}: {each}" for each in (*trouble, *axe(page))]
        page.close()
    context.close()
    return found


TURNS = [
    pytest.param(theme, state, (at + number) % 2 == 0, id=f"{theme}-{state}")
    for at, theme in enumerate(SIX)
    for number, state in enumerate(STATES)
]
"""Each theme in each state, with scripts and without in turn."""


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "state", "script"), TURNS)
def test_both_pages_show_every_state_with_scripts_and_without(
    chromium: Browser, made: Callable[[str], Draft], theme: str, state: str, *, script: bool
) -> None:
    opened_in_an_app(chromium, Site(made(state), theme), state, LANDING, CAMPAIGN, script=script)


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_every_theme_fits_every_screen(chromium: Browser, made: Callable[[str], Draft], cell: Cell) -> None:
    context = chromium.new_context(**cell.screen)  # type: ignore[arg-type]
    page, trouble = Site(made(cell.state), cell.theme).visit(context, CAMPAIGN)
    fits(page)
    assert trouble == []
    context.close()


@pytest.mark.audit
@pytest.mark.parametrize("cell", [*pairs()], ids=str)
def test_pairs_of_theme_state_width_and_scheme_have_no_barrier(
    chromium: Browser, made: Callable[[str], Draft], cell: Cell
) -> None:
    assert barriers(chromium, made(cell.state), cell) == []


@pytest.mark.audit
@pytest.mark.parametrize("theme", SIX)
@pytest.mark.parametrize("state", STATES)
def test_every_cell_on_a_phone_by_day_has_no_barrier(
    chromium: Browser, made: Callable[[str], Draft], theme: str, state: str
) -> None:
    assert barriers(chromium, made(state), Cell(theme, state, 360, "light")) == []


@pytest.mark.audit
@pytest.mark.parametrize("theme", SIX)
def test_every_state_of_every_theme_is_valid_html(made: Callable[[str], Draft], theme: str, tmp_path: Path) -> None:
    files: list[Path] = []
    for state in STATES:
        site = Site(made(state), theme)
        for path in (LANDING, CAMPAIGN):
            files.append(tmp_path / f"{state}-{path.replace('/', '-')}")
            files[-1].write_text(site.text(path), encoding="utf-8")
    assert html_errors(files) == []
