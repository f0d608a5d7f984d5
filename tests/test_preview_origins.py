"""Where a text on a page comes from: the demo's own texts, each with the line that says it."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from shopkit import write_shop

from generator.build import Draft, draft
from generator.preview.editor import VSCODE, Editor
from generator.preview.origins import find_origins
from generator.shipped import demo_folder

NOW = datetime.fromisoformat("2026-12-12T12:00:00+07:00")
MELATI = "po/melati-7/index.html"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(demo_folder(), root / "content")
    return draft(root, NOW, cache=root / ".etalase/cache")


class Line(NamedTuple):
    """A line of a file, as the seller sees it."""

    file: str
    text: str


def origin(made: Draft, page: str, text: str, *around: str) -> Line:
    """The likeliest place; the line is looked up in the file and not believed."""
    found = find_origins(made, page, text, around)
    assert found, text
    mark = found[0].mark
    lines = (made.root / mark.file).read_text("utf-8").split("\n")
    return Line(mark.file, lines[mark.line - 1].strip())


@pytest.mark.parametrize(
    ("text", "around", "file", "line"),
    [
        ("Parfum Melati", (), "campaigns/melati-7.yaml", r"title: Parfum Melati"),
        ("Tutup 20 Des 2026, 23.59 WIB", (), "campaigns/melati-7.yaml", r"closes: 2026-12-20 23:59.*"),
        ("21–28 Des 2026", (), "campaigns/melati-7.yaml", r"ships: 2026-12-21 to 2026-12-28.*"),
        ("Rp65.000", ("10 ml A2 Rp65.000",), "campaigns/melati-7.yaml", r"price: 65.*"),
    ],
)
def test_what_a_campaign_says_leads_into_its_file(
    demo: Draft, text: str, around: tuple[str, ...], file: str, line: str
) -> None:
    found = origin(demo, MELATI, text, *around)

    assert found.file == f"content/{file}"
    assert re.fullmatch(line, found.text), found


def test_a_term_that_all_campaigns_share_leads_into_the_defaults(demo: Draft) -> None:
    terms = demo.loaded.sources["defaults",]
    assert terms
    lines = (demo.root / "content/defaults.yaml").read_text("utf-8").split("\n")
    number, line = next(
        (number, line) for number, line in enumerate(lines, 1) if re.match(r"\s+(?:- )?question: \S", line)
    )
    question = line.partition("question: ")[2].strip("\"'")

    found = find_origins(demo, MELATI, question)[0].mark

    assert (found.file, found.line) == ("content/defaults.yaml", number)


def test_the_footer_leads_into_the_shops_file(demo: Draft) -> None:
    identity = demo.site.shop.identity
    assert identity
    assert identity.owner

    found = origin(demo, MELATI, f"Penanggung jawab {identity.owner}", "Rumah Melati")

    assert found == Line("content/shop.yaml", f"owner: {identity.owner}")


def test_a_paragraph_of_a_long_text_leads_to_its_own_line(tmp_path: Path) -> None:
    root = write_shop(
        tmp_path,
        shop="""
        name: Toko Coba
        contact:
          whatsapp: 0812-345-678
        about: |
          Kami membuat kue **kering**.

          Dapurnya di *Kotagede*, dekat pasar.
        """,
    )
    made = draft(root, NOW, cache=root / ".etalase/cache")

    found = find_origins(made, "index.html", "Dapurnya di Kotagede, dekat pasar.")[0].mark

    assert found.file == "content/shop.yaml"
    assert found.text.strip() in ("Dapurnya di *Kotagede*, dekat pasar.", "about: |")


SHARED = """
    title: Kue
    closes: 2026-12-20 23:59
    items:
      - name: Toples kecil
        price: 50.000
      - name: Toples besar
        price: 50.000
"""


@pytest.mark.parametrize(("name", "line"), [("Toples kecil", 6), ("Toples besar", 8)])
def test_equal_values_are_told_apart_by_what_stands_around_them(tmp_path: Path, name: str, line: int) -> None:
    root = write_shop(tmp_path, kue=SHARED)
    made = draft(root, NOW, cache=root / ".etalase/cache")

    found = find_origins(made, "po/kue/index.html", "Rp50.000", [f"{name} Rp50.000", "Toples kecil Toples besar"])

    assert found[0].mark.line == line
    assert len(found) == 2


def test_the_campaign_in_sight_comes_before_the_others(tmp_path: Path) -> None:
    root = write_shop(tmp_path, akar=SHARED, kue=SHARED)
    made = draft(root, NOW, cache=root / ".etalase/cache")

    for slug in ("akar", "kue"):
        assert find_origins(made, f"po/{slug}/index.html", "Kue")[0].mark.file == f"content/campaigns/{slug}.yaml"


@pytest.mark.parametrize("text", ["", "  ", "x", "Langsung ke isi", "<script>", "a" * 5000, "0" * 5000, "\u202e"])
def test_what_no_file_says_comes_from_nowhere(demo: Draft, text: str) -> None:
    assert find_origins(demo, MELATI, text) == ()


def test_a_number_inside_another_is_no_match(tmp_path: Path) -> None:
    root = write_shop(tmp_path, kue=SHARED.replace("50.000", "150.000", 1))
    made = draft(root, NOW, cache=root / ".etalase/cache")

    assert [each.mark.line for each in find_origins(made, "po/kue/index.html", "Rp150.000")] == [6]


def test_the_editor_opens_a_file_of_the_shop_and_one_of_its_theme(demo: Draft) -> None:
    editor = Editor(VSCODE, demo.root)

    assert editor.link("content/shop.yaml", 3, 7, demo) == f"vscode://file{demo.root}/content/shop.yaml:3:7"
    inside = editor.link("themes/base/templates/page.html", 1, 1, demo)
    assert Path(inside.removeprefix("vscode://file").removesuffix(":1:1")).is_file()
    assert Editor("idea://open?file={path}&line={line}", demo.root).link("content/a b.yaml", 3, 7) == (
        f"idea://open?file={demo.root}/content/a%20b.yaml&line=3"
    )
