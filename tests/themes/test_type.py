"""How every shipped theme sets its text: sizes, digits, lines, capitals; read from what a browser computes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Visit
from gallery import ROOT, render
from pace import at_once
from playwright.sync_api import Page

from generator.theme.package import themes_in

THEMES = [name for name in themes_in([ROOT / "themes"]) if name != "base"]
PAGES = ("landing-open", "landing-longest", "landing-nothing", "campaign-open", "campaign-many", "archive", "free")

SET = """[...document.querySelectorAll('body, body *')].flatMap(it => {
    const own = [...it.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join(' ').trim()
    if (!own || it.closest('svg, script, option')) return []
    const style = getComputedStyle(it)
    return [[it.tagName.toLowerCase(), it.className, own, parseFloat(style.fontSize), style.lineHeight,
        style.textTransform, style.fontVariantNumeric]]
})"""
"""Every element with text of its own: tag, classes, that text, size in px, and how it is set."""


class Text(NamedTuple):
    tag: str
    classes: str
    words: str
    size_px: float
    line_height: str
    transform: str
    digits: str


@pytest.fixture(scope="module", params=THEMES)
def gallery(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(f"type-{request.param}")
    render(folder, request.param)
    return folder


@pytest.fixture
def pages(gallery: Path, serve: Callable[..., str], visit: Callable[..., Visit]) -> Callable[[str], Page]:
    address = serve(gallery)

    def opened(name: str) -> Page:
        page = visit(f"{address}{name}.html").page
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        return page

    return opened


def texts(page: Page) -> list[Text]:
    found = [Text(*each) for each in page.evaluate(SET)]
    assert len(found) > 10
    return found


@pytest.mark.parametrize("name", at_once(["landing-open", "campaign-many"], PAGES))
def test_text_is_set_large_enough_with_digits_and_lines_that_stand(pages: Callable[[str], Page], name: str) -> None:
    page = pages(name)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 16
    for text in texts(page):
        assert text.size_px >= 13, f"too small: {text}"
        assert text.line_height != "normal", f"lines that jump with another script: {text}"
        if text.tag == "time" or re.match(r"(?:Rp|IDR)[\s\u00a0]\d", text.words):
            assert "tabular-nums" in text.digits, f"digits of several widths: {text}"


@pytest.mark.parametrize("name", at_once(["landing-open", "campaign-many"], PAGES))
def test_capitals_are_for_short_latin_labels(pages: Callable[[str], Page], name: str) -> None:
    for text in texts(pages(name)):
        if text.transform in ("uppercase", "full-width") or "small-caps" in text.transform:
            assert text.tag not in ("h1", "h2", "h3"), f"a title of the seller's: {text}"
            assert len(text.words) <= 24, f"too long for capitals: {text}"
            assert re.fullmatch(r"[\u0020-\u024f\u2010-\u2044]*", text.words), f"not Latin: {text}"


def test_what_counts_down_does_not_wobble(pages: Callable[[str], Page]) -> None:
    page = pages("landing-open")  # the samples stand still, so one that counts is put where templates put it
    page.evaluate(
        """document.querySelector('.headline').insertAdjacentHTML('afterend',
            '<p class="countdown"><b role="timer">3 jam</b> <small>lagi</small></p>')"""
    )
    found = page.evaluate(
        "[...document.querySelectorAll('.countdown, .countdown *')].map(it => getComputedStyle(it).fontVariantNumeric)"
    )
    assert found == ["tabular-nums"] * 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_face_has_its_licence_beside_it_and_is_used_by_the_styles(theme: str) -> None:
    folder = ROOT / "themes" / theme
    manifest = (folder / "theme.yaml").read_text("utf-8")
    styles = "".join(file.read_text("utf-8") for file in (folder / "styles").glob("*.css"))
    files = list((folder / "fonts").glob("*.woff2"))
    for file in files:
        assert f"file: fonts/{file.name}" in manifest
        assert (folder / "fonts/OFL.txt").is_file()
    for key in re.findall(r"^  (\w+):\n    type: font$", manifest, re.MULTILINE):
        assert f"var(--option-{key.replace('_', '-')})" in styles, f"nothing is set in `{key}`"
