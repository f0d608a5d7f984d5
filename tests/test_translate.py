"""`etalase translate`: how complete a language is, and the empty places for what it lacks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from shopkit import write_shop

from generator.cli import run
from generator.cli.session import World
from generator.problems import Severity
from generator.source.load import load_site

NOW = datetime(2026, 12, 12, 5, tzinfo=UTC)
SHOP = """\
name: Toko Coba
tagline: Parfum rumahan
languages: [id, en]
contact:
  - whatsapp: 0812-345-678
    name: Asep
  - email: halo@toko.example
    purpose: Keluhan
"""
MELATI = """\
title: Parfum Melati
about: |
  Wangi sekali.

  Tahan lama.
closes: 2026-12-20
items:
  - name: Botol besar
    code: A1
    price: 450.000
  - name: 30 ml
    code: A2
    price: 65.000
  - name: Botol kecil
    code: A3
    price: 65.000
terms:
  cancel:
    - by: buyer
      back: 50%
      of: DP dan ongkir
    - by: buyer
      back: 100%
      of: semua
faq:
  - question:
      id: Bisa COD?
      en: Cash on delivery?
    answer:
      id: Belum.
      en: Not yet.
  - question: Bisa kado?
    answer: Bisa.
"""
PAGE = "---\ntitle: Ukuran\n---\nPanjang dan lebar.\n\nSemua dalam cm.\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_shop(tmp_path, shop=SHOP, melati=MELATI, **{"pages/ukuran.md": PAGE})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def translate(*arguments: str) -> int:
    world = World({"ETALASE_LANG": "en"}, "etalase", interactive=False, now=lambda: NOW, seconds=lambda: 0.0)
    return run(("translate", *arguments), world)


def content(shop: Path, file: str) -> str:
    return (shop / "content" / file).read_text("utf-8")


def test_it_says_how_complete_each_language_is(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate() == 0
    assert capsys.readouterr().out == dedent("""\
        Bahasa Indonesia (/): 14 of 14 texts
        English (/en/): 2 of 14 texts
          content/shop.yaml: 2 are missing
          content/campaigns/melati.yaml: 8 are missing
          content/pages/ukuran.md: 2 are missing
        """)
    assert not list((shop / "content").rglob("*.en.*")), "nothing is written"


def test_missing_texts_get_an_empty_place_below_their_original(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate("--missing") == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "content/shop.en.yaml: 2 places",
        "content/campaigns/melati.en.yaml: 8 places",
        "content/pages/ukuran.en.md: 2 places",
    ]
    assert content(shop, "campaigns/melati.en.yaml") == dedent("""\
        # melati.yaml in English: words only, no facts.
        # Parfum Melati
        title: ""
        # Wangi sekali.
        #
        # Tahan lama.
        about: ""
        items:
          - code: A1
            # Botol besar
            name: ""
          - code: A3
            # Botol kecil
            name: ""
        terms:
          cancel:
            - by: buyer
              # DP dan ongkir
              of: ""
            - by: buyer
              # semua
              of: ""
        faq:
          - {}
          # Bisa kado?
          - question: ""
            # Bisa.
            answer: ""
        """)
    assert content(shop, "shop.en.yaml") == dedent("""\
        # shop.yaml in English: words only, no facts.
        # Parfum rumahan
        tagline: ""
        contact:
          - {}
          # Keluhan
          - purpose: ""
        """)
    assert content(shop, "pages/ukuran.en.md") == dedent("""\
        ---
        # Ukuran
        title: ""
        # Panjang dan lebar.
        #
        # Semua dalam cm.
        ---
        """)


def test_an_empty_place_is_read_without_a_mistake_and_still_missing(shop: Path) -> None:
    before = [each.path for each in load_site(shop).wordings if "en" not in each.languages]
    translate("--missing")
    loaded = load_site(shop)
    assert {each.severity for each in loaded.problems} == {Severity.WARNING}
    assert [each.path for each in loaded.wordings if "en" not in each.languages] == before
    assert loaded.site
    assert loaded.site.campaigns[0].title.in_("en", "id") == "Parfum Melati"


def test_a_second_run_writes_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate("--missing")
    before = {path: path.read_bytes() for path in shop.rglob("*.en.*")}
    capsys.readouterr()
    assert translate("--missing") == 0
    assert capsys.readouterr().out == "Every missing text has its place already, or none is missing.\n"
    assert {path: path.read_bytes() for path in shop.rglob("*.en.*")} == before


def test_filled_places_count_and_belong_to_the_right_entries(shop: Path) -> None:
    translate("--missing")
    for name in ("shop.en.yaml", "campaigns/melati.en.yaml", "pages/ukuran.en.md"):
        file = shop / "content" / name
        lines = file.read_text("utf-8").split("\n")
        filled = [
            line.replace('""', f'"EN {above.strip(" #")}"') for above, line in zip(["", *lines], lines, strict=False)
        ]
        file.write_text("\n".join(filled) + ("Length and width.\n" if name.endswith(".md") else ""), "utf-8")
    loaded = load_site(shop)
    assert loaded.problems == ()
    assert loaded.site
    (campaign,) = loaded.site.campaigns
    assert [item.name.in_("en", "id") for item in campaign.items] == ["EN Botol besar", "30 ml", "EN Botol kecil"]
    assert [each.question.in_("en") for each in campaign.faq] == ["Cash on delivery?", "EN Bisa kado?"]
    assert campaign.terms
    assert [each.of.in_("en") for each in campaign.terms.cancel if each.of] == ["EN DP dan ongkir", "EN semua"]
    assert loaded.site.shop.contact[1].purpose
    assert loaded.site.shop.contact[1].purpose.in_("en") == "EN Keluhan"


def test_what_stands_there_stays(shop: Path) -> None:
    file = shop / "content/campaigns/melati.en.yaml"
    file.write_bytes(
        b"# from my sister\r\ntitle: Jasmine Perfume # checked\r\nitems:\r\n  - code: A3\r\n    name: Small bottle\r\n"
    )
    page = shop / "content/pages/ukuran.en.md"
    page.write_text("---\ntitle: Sizes\n---\nLength and width.\n", "utf-8")
    translate("--missing")
    made = file.read_bytes().decode()
    assert made.startswith(
        "# from my sister\r\ntitle: Jasmine Perfume # checked\r\nitems:\r\n  - code: A3\r\n    name: Small bottle\r\n"
        '  - code: A1\r\n    # Botol besar\r\n    name: ""\r\n'
    )
    assert "\r\n" in made
    assert "\n" not in made.replace("\r\n", "")
    assert page.read_text("utf-8") == "---\ntitle: Sizes\n---\nLength and width.\n"


def test_a_page_gets_places_in_its_head_only(shop: Path) -> None:
    page = shop / "content/pages/ukuran.en.md"
    page.write_text("---\n---\nLength and width.\n", "utf-8")
    translate("--missing")
    assert page.read_text("utf-8") == '---\n# Ukuran\ntitle: ""\n---\nLength and width.\n'


def test_a_layout_that_cannot_be_changed_safely_is_left_alone(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shop / "content/campaigns/melati.en.yaml"
    file.write_text("{title: Jasmine}\n", "utf-8")
    assert translate("--missing") == 1
    assert "[edit-by-hand]" in capsys.readouterr().err
    assert file.read_text("utf-8") == "{title: Jasmine}\n"


def test_one_language_can_be_named(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate("en") == 0
    assert capsys.readouterr().out.startswith("English (/en/): 2 of 14 texts\n")
    assert translate("fr") == 2
    assert "it has id, en" in capsys.readouterr().err


def test_a_shop_of_one_language_is_told_how_to_have_two(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_shop(shop, shop=SHOP.replace("languages: [id, en]\n", ""))
    assert translate("--missing") == 0
    assert "`languages: [id, en]`" in capsys.readouterr().out


def test_mistakes_come_first(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_shop(shop, **{"shop": SHOP, "campaigns/melati.en.yaml": "price: 1.000\n"})
    assert translate("--missing") == 1
    assert "[sibling-fact]" in capsys.readouterr().err
