"""Where the main elements of every theme's pages stand: boxes in CSS pixels, held to `layout/<theme>.json`.

All text is set in one face that the repository carries, so that the boxes are the same on every machine.
`pytest tests/themes/test_layout.py --update-golden` writes them anew.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pace import at_once
from playwright.sync_api import Browser, Page
from states import CAMPAIGN, LANDING, ROOT, SIX, Site, drafts

from generator.draft import Draft

FOLDER = Path(__file__).parent / "layout"
SCREENS = {"phone": (360, 740), "desk": (1280, 800)}
PARTS = {
    LANDING: (".masthead", ".card", ".card-photo .photo", ".label-state", ".card-title", ".price", ".countdown",
              ".headline", ".card-action .button", "#main", ".footer"),
    CAMPAIGN: (".masthead", ".card", ".card-photo .photo", ".label-state", ".card-title", ".price", ".countdown",
               ".headline", ".card-action .button", ".contents", "#items", "#items .item", "#steps", "#steps .step",
               "#order", "#payments", "#terms", ".footer"),
}  # fmt: skip
NEAR_PX = 3
"""What two builds of Chromium may differ by."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Draft]:
    return drafts(tmp_path_factory.mktemp("layout"))


def same_face(page: Page) -> None:
    """Sets every text in a face of the repository."""
    face = base64.b64encode((ROOT / "themes/arsip/fonts/archivo-800.woff2").read_bytes()).decode()
    page.add_style_tag(
        content=f'@font-face{{font-family:"Held";src:url(data:font/woff2;base64,{face})}}'
        '*{font-family:"Held"!important;animation:none!important;transition:none!important}'
    )
    page.evaluate("document.fonts.load('16px Held').then(() => document.fonts.ready).then(() => true)")


def boxes(page: Page, parts: tuple[str, ...]) -> dict[str, list[int]]:
    """Left, top, width and height of the first element in sight of each kind."""
    return {
        part: found
        for part in parts
        if (
            found := page.evaluate(
                """part => [...document.querySelectorAll(part)].map(it => it.getBoundingClientRect())
                .filter(box => box.width).map(box => [box.left, box.top + scrollY, box.width, box.height])
                .map(box => box.map(Math.round))[0] || null""",
                part,
            )
        )
    }


def laid_out(browser: Browser, made: Draft, theme: str) -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = {}
    site = Site(made, theme)
    for screen, (width, height) in SCREENS.items():
        for path, parts in PARTS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
            page, _ = site.visit(context, path)
            same_face(page)
            found[f"{screen} {path}"] = boxes(page, parts)
            context.close()
    return found


@pytest.mark.parametrize("theme", at_once(["etalase"], SIX))
def test_the_main_elements_stand_where_they_stood(
    chromium: Browser, made: Callable[[str], Draft], theme: str, request: pytest.FixtureRequest
) -> None:
    found, file = laid_out(chromium, made("open"), theme), FOLDER / f"{theme}.json"
    if request.config.getoption("--update-golden"):
        FOLDER.mkdir(exist_ok=True)
        pages = ",\n".join(
            f' "{name}": {{\n' + ",\n".join(f'  "{part}": {box}' for part, box in each.items()) + "\n }"
            for name, each in found.items()
        )
        file.write_text(f"{{\n{pages}\n}}\n", encoding="utf-8")
    held = json.loads(file.read_text(encoding="utf-8"))
    moved = [
        f"{name} {part}: {held.get(name, {}).get(part)} → {found.get(name, {}).get(part)}"
        for name in held | found
        for part in held.get(name, {}) | found.get(name, {})
        if not _near(held.get(name, {}).get(part), found.get(name, {}).get(part))
    ]
    assert moved == []


def _near(one: list[int] | None, other: list[int] | None) -> bool:
    return bool(one and other) and all(abs(a - b) <= NEAR_PX for a, b in zip(one or (), other or (), strict=True))


def test_every_theme_has_its_boxes_and_no_other_file_lies_there() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {f"{theme}.json" for theme in SIX}
