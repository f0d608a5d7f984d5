# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools[woff]>=4.55"]
# ///
"""Draws the brand icons that no free shape exists for: initials cut out of a tile, one SVG path each.

`uv run docs/art/monograms.py FONT themes/base/icons`, where FONT is Archivo with its width and weight axes (see
themes/base/icons/SOURCES.md). The tile tells the kind: a shopping bag for marketplaces, a coin for e-wallets,
a rounded square for the rest. Only run by hand: the program ships the drawings, never the font.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont


@dataclass(frozen=True)
class Tile:
    """A shape drawn clockwise in 24×24, and the middle and size of the room for letters in it."""

    path: str
    middle: tuple[float, float]
    room: tuple[float, float]


BAG = Tile(
    "M7.2 6.6V5.8a4.8 4.8 0 0 1 9.6 0v.8h2.5a1.7 1.7 0 0 1 1.7 1.55l1 12A1.7 1.7 0 0 1 20.3 22H3.7A1.7 1.7 0 0 1 "
    "2 20.15l1-12A1.7 1.7 0 0 1 4.7 6.6zM9.2 6.6h5.6v-.8a2.8 2.8 0 0 0-5.6 0z",
    (12, 14.4),
    (14.4, 8.8),
)
COIN = Tile("M12 1a11 11 0 0 1 0 22a11 11 0 0 1 0-22z", (12, 12), (16, 9.4))
SQUARE = Tile(
    "M6.5 1h11A5.5 5.5 0 0 1 23 6.5v11A5.5 5.5 0 0 1 17.5 23h-11A5.5 5.5 0 0 1 1 17.5v-11A5.5 5.5 0 0 1 6.5 1z",
    (12, 12),
    (17, 10.6),
)

WIDTH_AXIS = {1: 112.0, 2: 96.0, 3: 78.0, 4: 66.0}
WEIGHT = 780.0

MONOGRAMS: dict[Tile, dict[str, str]] = {
    BAG: {
        "tokopedia": "T",
        "lazada": "L",
        "zalora": "Z",
        "carousell": "C",
        "evermos": "E",
        "ebay": "eB",
        "olx": "OLX",
        "toco": "To",
    },
    COIN: {
        "dana": "D",
        "ovo": "OVO",
        "gopay": "Go",
        "shopeepay": "SP",
        "linkaja": "LA",
        "astrapay": "AP",
    },
    SQUARE: {
        "kaskus": "K",
        "lemon8": "L8",
        "linkedin": "in",
        "vgen": "VG",
        "grabfood": "Gr",
        "trakteer": "Tr",
        "saweria": "Sa",
        "karyakarsa": "KK",
        "sociabuzz": "SB",
        "lynk": "Ly",
        "mayar": "My",
        "canva": "Ca",
        "zoom": "Zo",
        "bca": "BCA",
        "mandiri": "M",
        "bni": "BNI",
        "bri": "BRI",
        "bsi": "BSI",
        "cimb-niaga": "CIMB",
        "permata": "P",
        "jago": "J",
        "seabank": "Sea",
        "jenius": "Je",
        "blu": "blu",
        "danamon": "Da",
        "btn": "BTN",
        "maybank": "MB",
        "ocbc": "OCBC",
        "muamalat": "Mu",
        "panin": "Pa",
        "mega": "Me",
        "bjb": "bjb",
        "neo": "neo",
        "superbank": "Su",
        "dbs": "DBS",
        "uob": "UOB",
        "qris": "QRIS",
    },
}


class _PathPen(BasePen):
    """Collects an outline as relative SVG commands; rounding each point first keeps errors from adding up."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.commands: list[str] = []
        self._at = (0, 0)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._at = _hundredths(pt)
        self.commands.append("M" + _numbers(self._at))

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        (here_x, here_y), (x, y) = self._at, _hundredths(pt)
        if (x, y) == self._at:
            return
        if y == here_y:
            self.commands.append("h" + _numbers((x - here_x,)))
        elif x == here_x:
            self.commands.append("v" + _numbers((y - here_y,)))
        else:
            self.commands.append("l" + _numbers((x - here_x, y - here_y)))
        self._at = (x, y)

    def _qCurveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float]) -> None:  # noqa: N802
        here_x, here_y = self._at
        (via_x, via_y), (x, y) = _hundredths(pt1), _hundredths(pt2)
        self.commands.append("q" + _numbers((via_x - here_x, via_y - here_y, x - here_x, y - here_y)))
        self._at = (x, y)

    def _closePath(self) -> None:  # noqa: N802
        self.commands.append("z")


def draw(font: TTFont, letters: str, tile: Tile) -> str:
    """The path data of a tile with the letters cut out of it, as large as its room allows."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    placed, pen_x = [], 0.0
    for letter in letters:
        placed.append((glyphs[names[ord(letter)]], pen_x))
        pen_x += glyphs[names[ord(letter)]].width
    bounds = BoundsPen(glyphs)
    for glyph, x in placed:
        glyph.draw(TransformPen(bounds, (1, 0, 0, 1, x, 0)))
    left, bottom, right, top = bounds.bounds
    scale = min(tile.room[0] / (right - left), tile.room[1] / (top - bottom))
    shift_x = tile.middle[0] - scale * (left + right) / 2
    shift_y = tile.middle[1] + scale * (bottom + top) / 2
    outline = _PathPen(glyphs)
    for glyph, x in placed:
        # The font's outer outlines run as the tile does once y has turned over; reversed, they cut holes.
        placed_pen = TransformPen(outline, (scale, 0, 0, -scale, shift_x + scale * x, shift_y))
        glyph.draw(ReverseContourPen(placed_pen))
    return tile.path + "".join(outline.commands)


def main(font_path: Path, folder: Path) -> None:
    """Writes one `<name>.svg` into the folder for every monogram."""
    fonts = {
        count: instantiateVariableFont(TTFont(font_path), {"wdth": width, "wght": WEIGHT})
        for count, width in WIDTH_AXIS.items()
    }
    for tile, monograms in MONOGRAMS.items():
        for name, letters in monograms.items():
            path = draw(fonts[len(letters)], letters, tile)
            svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="currentColor">'
            (folder / f"{name}.svg").write_text(f'{svg}<path d="{path}"/></svg>\n', encoding="utf-8", newline="\n")


def _hundredths(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] * 100), round(point[1] * 100)


def _numbers(hundredths: tuple[int, ...]) -> str:
    texts = [re.sub(r"^(-?)0\.", r"\1.", f"{value / 100:g}") for value in hundredths]
    return texts[0] + "".join(text if text.startswith("-") else f" {text}" for text in texts[1:])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
