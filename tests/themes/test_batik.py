"""What is batik's own: its drawn motifs, the order of its title page and plates, a pattern that draws itself once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from gallery import ROOT, render

from generator.theme.icons import read_icon

sys.path.insert(0, str(ROOT / "docs" / "art"))
import batik

TITLE_PAGE = (
    "masthead",
    "band",
    "masthead-name",
    "card-title",
    "card-photo",
    "price",
    "colophon",
    "label-state",
    "headline",
    "button",
)
PLATE = ("item-photo", "item-number", "item-name", "prose", "price")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("batik")
    render(made, "batik")
    return made


@pytest.fixture
def page(folder: Path, serve: Callable[..., str], visit: Callable[..., Visit]) -> Callable[..., Visit]:
    address = serve(folder)
    return lambda name, **options: visit(f"{address}{name}.html", **options)


def first_places(text: str, classes: tuple[str, ...]) -> list[int]:
    """Where each class is first given to an element."""
    return [re.search(rf'class="(?:[^"]* )?{name}[ "]', text).start() for name in classes]  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "text"), [*batik.drawn()])
def test_a_motif_is_what_its_script_draws_and_may_stand_in_a_page(name: str, text: str) -> None:
    assert (batik.FOLDER / f"{name}.svg").read_text(encoding="utf-8") == text
    icon = read_icon(text)
    assert icon.root["viewBox"] == "0 0 48 48"
    assert len(text) < 1200, "it stands in every page"


def test_every_choice_of_the_motif_is_drawn() -> None:
    manifest = (ROOT / "themes" / "batik" / "theme.yaml").read_text(encoding="utf-8")
    choices = re.search(r"motif:\n    type: choice\n    choices:\n((?:      - .+\n)+)", manifest)
    assert choices
    assert re.findall(r"- (\w+)", choices[1]) == list(batik.MOTIFS)


@pytest.mark.parametrize("name", ["landing-open", "campaign-open"])
def test_a_title_page_is_pattern_title_photo_price_colophon_button(folder: Path, name: str) -> None:
    text = (folder / f"{name}.html").read_text(encoding="utf-8").partition("<body")[2]
    assert (places := first_places(text, TITLE_PAGE)) == sorted(places)


def test_a_plate_is_photo_number_name_words_price(folder: Path) -> None:
    text = (folder / "campaign-open.html").read_text(encoding="utf-8").partition('id="items"')[2]
    assert (places := first_places(text, PLATE)) == sorted(places)


def test_the_pattern_is_defined_once_and_every_band_and_cloth_shows_it(folder: Path) -> None:
    for file in folder.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert text.count('id="motif"') == 1, file.name
        steps = text.count('class="flow-cloth"')
        assert text.count("url(#motif)") == 2 + steps, file.name
        assert bool(steps) == file.name.startswith("campaign"), file.name


def test_the_pattern_draws_itself_once_and_moves_nothing_where_less_motion_is_asked(
    page: Callable[..., Visit],
) -> None:
    look = """[...document.querySelectorAll('.motif path')].map(it => getComputedStyle(it))
        .map(it => [it.animationName, it.animationDuration, it.animationIterationCount].join(' '))"""
    for name in ("landing-open", "campaign-open", "not-found"):
        moving = page(name, reduced_motion="no-preference").page.evaluate(look)
        assert set(moving) == {"draw 0.6s 1", "fill 0.6s 1"}
        assert {words.split()[0] for words in page(name, reduced_motion="reduce").page.evaluate(look)} == {"none"}


@pytest.mark.parametrize(("size", "photo"), [((360, 740), 170), ((390, 844), 250), ((1280, 800), 500)])
def test_the_plate_is_three_by_four_and_takes_what_the_words_leave(
    page: Callable[..., Visit], size: tuple[int, int], photo: int
) -> None:
    box = (
        page("landing-open", viewport={"width": size[0], "height": size[1]})
        .page.locator(".card-photo img")
        .bounding_box()
    )
    assert box
    assert box["height"] >= photo
    assert box["width"] / box["height"] == pytest.approx(3 / 4, abs=0.02)
