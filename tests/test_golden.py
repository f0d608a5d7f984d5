"""Whole pages of the five shops as they were last read and found right.

Each file of tests/golden/ holds what one page says: its title and head facts, its data, and `<main>`, a tag a line.
After a change that is meant: `pytest tests/test_golden.py --update-golden`, and read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from generator.build import draft

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
AT = "2026-12-12T12:00+07:00"
"""The moment at which the five shops show most of their states."""

PAGES = {
    "demo": (
        "index.html", "404.html", "po/index.html", "po/hujan-sore/index.html", "po/lilin-sereh-3/index.html",
        "po/melati-6/index.html", "po/melati-7/index.html", "tentang/index.html", "cara-pesan/index.html",
        "melati/index.html", "po/melati-7/tutup.ics", "atom.xml",
    ),
    "kecil": ("index.html", "404.html"),
    "figur": (
        "index.html", "po/index.html", "po/aksesori/index.html", "po/mingguan/index.html",
        "po/blind-box/index.html", "po/monster-hijau-telat/index.html", "po/robot-biru-batal/index.html",
    ),
    "keramik": (
        "index.html", "po/index.html", "po/lagoon-mugs/index.html", "po/kiln-club/index.html",
        "po/reef-bowls/index.html", "glazes/index.html",
    ),
    "kopi": (
        "index.html", "en/index.html", "en/po/index.html", "po/panen-raya/index.html", "en/po/panen-raya/index.html",
        "seduh/index.html", "en/seduh/index.html", "404.html", "en/po/panen-raya/tutup.ics", "en/atom.xml",
    ),
}  # fmt: skip


def shop(name: str) -> Path:
    return ROOT if name == "demo" else ROOT / "tests/shops" / name


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """The text outputs of a shop, made once. No photo is made for them."""

    @cache
    def built(name: str) -> dict[str, bytes]:
        made = draft(shop(name), datetime.fromisoformat(AT), cache=tmp_path_factory.mktemp("cache"))
        return {output.path: output.content for output in made.outputs() if output.content is not None}

    return built


@pytest.mark.parametrize(("name", "page"), [(name, page) for name, pages in PAGES.items() for page in pages])
def test_a_page_says_what_it_said(
    name: str, page: str, pages: Callable[[str], dict[str, bytes]], expect: Callable[[Path, str], None]
) -> None:
    text = pages(name)[page].decode()
    expect(golden(name, page), outline(text) if page.endswith(".html") else text.replace("\r\n", "\n"))


def test_no_golden_page_is_left_of_one_that_is_gone() -> None:
    wanted = {golden(name, page) for name, pages in PAGES.items() for page in pages}
    assert {file for file in GOLDEN.rglob("*") if file.is_file()} == wanted


def golden(name: str, page: str) -> Path:
    return GOLDEN / name / (page.removesuffix("/index.html").replace("/", "-").removesuffix(".html") + ".txt")


def outline(markup: str) -> str:
    """The page without its looks: head facts, data, and what stands between its header and footer."""
    main = re.search(r"<main\b.*</main>", markup, re.DOTALL)
    body = re.sub(r"<svg\b.*?</svg>", "<svg/>", main[0] if main else markup, flags=re.DOTALL)
    lines = [*_facts(markup), "", *(line.strip() for line in re.sub(r">\s*<", ">\n<", body).split("\n"))]
    # A picture's name holds a hash of its bytes; which picture it is, is enough here.
    named = re.sub(r"\.[0-9a-f]{10}(?=(?:-\d+)?\.\w)", ".#", "\n".join(lines))
    return re.sub(r"data:image/webp;base64,[\w+/=]+", "data:#", named) + "\n"  # it differs between encoders


def _facts(markup: str) -> Iterator[str]:
    head = markup.partition("</head>")[0]
    yield from re.findall(r"<html\b[^>]*>|<title>.*?</title>", head, re.DOTALL)
    for tag in re.findall(r"<(?:meta|link)\b[^>]*>", head):
        if not re.search(r"http-equiv|charset|viewport|theme-color|data:", tag):
            yield tag
    for data in re.findall(r"<script type=\"application/[^>]*>.*?</script>", markup, re.DOTALL):
        yield data.replace("},", "},\n  ")
