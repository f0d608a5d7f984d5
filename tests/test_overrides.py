"""What a seller can change about pages without a theme: the order of sections, and files in content/overrides/."""

from __future__ import annotations

import re
from pathlib import Path

from shopkit import built, page, problems_of, write_shop

AT = "2026-12-12T05:00:00+00:00"
SHOP = """
    name: Toko Coba
    about: Kami merajut sejak lama.
    contact:
      whatsapp: 0812-345-678
"""
LINKS = """
    links:
      - title: Katalog
        url: https://tokocoba.example/katalog
"""


def headings(text: str) -> list[str]:
    return [re.sub("<[^>]+>", "", found) for found in re.findall(r"<h2[^>]*>(.*?)</h2>", text)]


def test_sections_stand_where_the_seller_wants_them(tmp_path: Path) -> None:
    theme = """
    theme:
      name: etalase
      options:
        landing_top: about
        landing_side:
          - contact
          - links
        landing_end: none
    """
    plain = headings(page(built(write_shop(tmp_path / "a", shop=SHOP, links=LINKS), AT), "index.html"))
    moved = headings(page(built(write_shop(tmp_path / "b", shop=SHOP + theme, links=LINKS), AT), "index.html"))
    assert plain == ["Tautan", "Kontak", "Tentang Toko Coba"]
    assert moved == ["Tentang Toko Coba", "Kontak", "Tautan"]


def test_a_section_that_no_list_names_is_not_shown(tmp_path: Path) -> None:
    theme = "\n    theme:\n      name: etalase\n      options:\n        landing_side: links\n"
    text = page(built(write_shop(tmp_path, shop=SHOP + theme, links=LINKS), AT), "index.html")
    assert headings(text) == ["Tautan", "Tentang Toko Coba"]


def test_one_partial_can_be_changed_and_still_hold_what_the_theme_shows(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, links=LINKS)
    partials = root / "content/overrides/templates/partials"
    partials.mkdir(parents=True)
    (partials / "links.html").write_text(
        "<p>Mulai dari sini</p>{% include 'base:partials/links.html' %}", encoding="utf-8"
    )
    (partials / "body-end.html").write_text("<p>Sampai jumpa, {{ page.head.name }}</p>", encoding="utf-8")
    text = page(built(root, AT), "index.html")
    assert "<p>Mulai dari sini</p>" in text
    assert "Katalog" in text
    assert "Sampai jumpa, Toko Coba" in text


def test_a_mistake_in_an_override_is_told_at_its_own_place(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, links=LINKS)
    partials = root / "content/overrides/templates/partials"
    partials.mkdir(parents=True)
    (partials / "links.html").write_text("<p>\n{{ page.link_group }}</p>", encoding="utf-8")
    (found,) = problems_of(root)
    assert found.mark is not None
    assert (found.kind.code, found.mark.file, found.mark.line) == (
        "template-name",
        "content/overrides/templates/partials/links.html",
        2,
    )
    assert dict(found.parameters)["near"] == "link_groups"
