"""The drawing that stands for a shop without a logo."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from generator.media.monogram import favicon_svg, initials
from generator.problems import Refused

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nara Wangi", "NW"),
        ("melati", "M"),
        ("Melati & Co.", "MC"),
        ("toko 88", "T8"),
        ("7 Rupa", "7R"),
        ("🌸 Kedai  — Kopi Ibu", "KK"),
        ("élan vital", "ÉV"),
        ("花屋", "花"),
        ("ß", "S"),
        ("!!! 🌸", ""),
        ("", ""),
    ],
)
def test_initials_stand_for_the_name(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_the_tile_shows_the_initials_in_a_colour_that_reads() -> None:
    dark = ET.fromstring(favicon_svg("Nara Wangi", "#7A3B69"))
    light = ET.fromstring(favicon_svg("Nara Wangi", "#fc3"))

    assert dark.find(f"{SVG}text").text == light.find(f"{SVG}text").text == "NW"
    assert dark.find(f"{SVG}rect").get("fill") == "#7a3b69"
    assert dark.find(f"{SVG}text").get("fill") == "#ffffff"
    assert light.find(f"{SVG}text").get("fill") != "#ffffff"


def test_a_name_without_letters_gets_a_shop_window() -> None:
    tile = ET.fromstring(favicon_svg("✨", "#222222"))

    assert tile.find(f"{SVG}text") is None
    assert tile.find(f"{SVG}path") is not None


@pytest.mark.parametrize("name", ["<script>", '"&<', "]]>", "\x00\x1b[31m <b>"])
def test_no_name_breaks_out_of_the_drawing(name: str) -> None:
    tile = ET.fromstring(favicon_svg(name, "#222222"))

    assert {element.tag for element in tile} <= {f"{SVG}rect", f"{SVG}text", f"{SVG}path"}
    assert "style" not in favicon_svg(name, "#222222")


@pytest.mark.parametrize("colour", ['#fff" onload="x', "red", "url(#a)", ""])
def test_only_a_colour_is_a_colour(colour: str) -> None:
    with pytest.raises(Refused):
        favicon_svg("Nara", colour)
