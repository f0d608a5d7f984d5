"""Share pictures of every theme on twelve awkward POs: words in their boxes that can be read, and codes that scan.

By default each theme is drawn in each size for one PO, another one each time; `-m slow` draws all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
import zxingcpp
from awkward import CAMPAIGNS, SHOP_ITSELF, drafted, draw_all, make_shop
from pace import at_once
from PIL import Image, ImageChops

from generator.draft import Draft
from generator.media.cards.canvas import Canvas, grounds_of, worst
from generator.media.cards.formats import FORMATS, OPEN_GRAPH, STORY, Box, Format
from generator.shop.colours import TEXT_RATIO

THEMES = ("etalase", "pasar", "batik", "malam", "arsip", "manis")
SLUGS = (SHOP_ITSELF, *CAMPAIGNS)
CELLS = [(theme, form) for theme in THEMES for form in FORMATS]
LEAST_PX = 64
"""The least margin of words at the left and right of a picture; above and below a band may carry them nearer."""
LEAST_ABOVE_PX = 12


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    return drafted(make_shop(tmp_path_factory.mktemp("awkward")))


@pytest.mark.parametrize("cell", range(len(CELLS)), ids=lambda cell: f"{CELLS[cell][0]}-{CELLS[cell][1].name}")
def test_words_stay_in_their_boxes_and_can_be_read(awkward: Draft, cell: int) -> None:
    theme, form = CELLS[cell]

    ((_, _, canvas),) = draw_all(awkward, theme, (form,), (SLUGS[cell * 5 % len(SLUGS)],))

    assert canvas.texts
    assert not list(broken(canvas))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("theme", THEMES)
def test_words_of_all_twelve_stay_in_their_boxes_and_can_be_read(awkward: Draft, theme: str, form: Format) -> None:
    found = list(draw_all(awkward, theme, (form,)))

    wrong = [f"{slug}: {said}" for slug, _, canvas in found for said in broken(canvas)]
    assert len(found) == 13
    assert not wrong, "\n".join(wrong)


def broken(canvas: Canvas) -> Iterator[str]:
    """What is wrong with the texts of a picture, measured on its pixels."""
    form = canvas.format
    above = form.safe.top if form is STORY else LEAST_ABOVE_PX
    below = form.safe.bottom if form is STORY else form.height - LEAST_ABOVE_PX
    inside = Box(LEAST_PX, above, form.width - LEAST_PX, below)
    drawn = ImageChops.difference(canvas.ground, canvas.image).convert("L").point(lambda change: 255 * (change > 24))
    for text in canvas.texts:
        if not inside.holds(text.ink):
            yield f"{text.words!r} stands at {text.ink}, outside {inside}"
        if not text.box.inset(-2).holds(text.ink):
            yield f"{text.words!r} covers {text.ink} of {text.box}"
        grounds = grounds_of(canvas.ground.crop(text.ink))
        if worst(text.colour, grounds) < TEXT_RATIO:
            yield f"{text.words!r} has {worst(text.colour, grounds):.2f}:1"
        if drawn.crop(text.ink).getbbox() is None:
            yield f"{text.words!r} is not there"
        drawn.paste(0, text.ink.inset(-3))
    if (left := drawn.getbbox()) is not None:
        yield f"something is drawn at {left}, where no text stands"
    for one in canvas.texts:
        for other in canvas.texts:
            if one is not other and overlap(one.ink, other.ink):
                yield f"{one.words!r} lies over {other.words!r}"


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 2 and down > 2


@pytest.mark.parametrize("theme", THEMES)
def test_every_picture_says_title_price_date_zone_batch_and_shop(awkward: Draft, theme: str) -> None:
    for _, form, canvas in draw_all(awkward, theme, FORMATS, ("a-plain",)):
        said = " ".join(text.words for text in canvas.texts).replace("\u200b", "").replace("\u00a0", " ")
        assert "Parfum Melati" in said
        assert "150" in said
        assert "Rumah Melati" in said
        if theme != "manis":  # its leaf says them in parts
            assert "20 Des 2026" in said
        assert "23.59 WIB" in said
        assert re.search(r"Batch 7|No\. 7", said), form.name
        assert "rumahmelati.example/po/" in said


@pytest.mark.parametrize("theme", THEMES)
def test_the_code_of_a_story_is_read_also_after_a_rough_jpeg(awkward: Draft, theme: str) -> None:
    scan_stories(awkward, theme, ("a-plain", SHOP_ITSELF))


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_the_code_of_every_story_is_read_also_after_a_rough_jpeg(awkward: Draft, theme: str) -> None:
    scan_stories(awkward, theme, SLUGS)


def scan_stories(made: Draft, theme: str, slugs: tuple[str, ...]) -> None:
    for slug, _, canvas in draw_all(made, theme, (STORY,), slugs):
        rough = BytesIO()
        canvas.image.save(rough, "JPEG", quality=60)
        for picture in (canvas.image, Image.open(rough)):
            read = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
            page = f"po/{slug}/" if slug else ""
            assert [each.text for each in read] == [f"https://rumahmelati.example/{page}"]


@pytest.mark.parametrize("theme", at_once(["batik"], THEMES))
def test_a_story_keeps_words_and_code_from_where_the_app_lays_its_own(awkward: Draft, theme: str) -> None:
    ((_, _, canvas),) = draw_all(awkward, theme, (STORY,), ("b-long-title",))
    assert min(text.ink.top for text in canvas.texts) >= 250
    assert max(text.ink.bottom for text in canvas.texts) <= 1920 - 340
    assert all(code.top >= 250 and code.bottom <= 1920 - 340 for code in canvas.codes)
    assert canvas.codes


def test_the_wide_picture_carries_no_code(awkward: Draft) -> None:
    ((_, _, canvas),) = draw_all(awkward, "etalase", (OPEN_GRAPH,), ("a-plain",))
    assert not canvas.codes
