"""A font cut down to the signs that pages use, and its measures. The only door to fontTools and brotli.

Owns the recipe: which tables and features stay, one weight of a variable font, the same bytes every time. It must
not know files, themes or pages. Importing it is slow; whoever may find the cut in a cache imports it late.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

import brotli
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont, woff2
from fontTools.varLib import instancer

from generator.media.cut import Cut
from generator.media.fontfile import FONT_BROKEN, too_heavy
from generator.problems import Refused

FEATURES = ("ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "rlig", "tnum", "lnum")
"""What stays of a font's layout: composed letters, kerning, ligatures, digits of one width and height."""
_KEPT_NAMES = (0, 1, 2, 13, 14)
"""Copyright, family, style and licence travel inside the file, as the Open Font Licence asks (condition 2)."""
_MOST_UNPACKED_BYTES = 30_000_000
_LETTERS = MappingProxyType(
    {
        " ": 148, "a": 173, "b": 29, "c": 6, "d": 37, "e": 50, "f": 3, "g": 25, "h": 18, "i": 75, "j": 6, "k": 40,
        "l": 39, "m": 34, "n": 73, "o": 16, "p": 28, "q": 1, "r": 36, "s": 39, "t": 52, "u": 48, "v": 1, "w": 4,
        "y": 20,
    }
)  # fmt: skip
"""How often each letter stands among a thousand of Indonesian: counted over generator/locales/id.po."""

logging.getLogger("fontTools").addHandler(logging.NullHandler())  # its remarks on a font are none of the seller's


def cut_face(content: bytes, characters: frozenset[str], weight: int, known_as: str) -> Cut:
    """The font with those of these characters that it has. A variable font is set to this `weight`, as near as it
    goes, and to its own defaults otherwise. Raises Refused."""
    try:
        _check_unpacked(content, known_as)
        font = TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)
        if "fvar" in font:
            font = _at_weight(font, weight)
        measures = _measures(font)
        signs, woff = _subset(font, characters)
    except Refused:
        raise
    except Exception as error:  # fontTools raises whatever a broken table leads it to
        raise Refused(FONT_BROKEN, file=known_as) from error
    return Cut(woff, signs, **measures)


@lru_cache(maxsize=8)
def unpacked(content: bytes) -> bytes | None:
    """A WOFF font as TrueType or OpenType; None for what is no font. It takes a fifth of a second."""
    try:
        _check_unpacked(content, "")
        font = TTFont(BytesIO(content), recalcTimestamp=False)
        font.flavor = None
        file = BytesIO()
        font.save(file)
    except Exception:  # noqa: BLE001  fontTools raises whatever a broken table leads it to
        return None
    return file.getvalue()


def _check_unpacked(content: bytes, known_as: str) -> None:
    """Refuses a WOFF2 that unpacks to more than a font is: fontTools would unpack it whole before it looks."""
    if not content.startswith(b"wOF2"):
        return
    file = BytesIO(content)
    file.seek(woff2.woff2DirectorySize)
    for _ in range(int.from_bytes(content[12:14], "big")):
        woff2.WOFF2DirectoryEntry().fromFile(file)
    unpack = brotli.Decompressor()
    size = 0
    data = file.read(int.from_bytes(content[20:24], "big"))
    while size <= _MOST_UNPACKED_BYTES:
        part = unpack.process(data, output_buffer_limit=1 << 20)
        data = b""
        size += len(part)
        if unpack.is_finished() or not part:
            return
    raise too_heavy(known_as, size)


def _at_weight(font: TTFont, weight: int) -> TTFont:
    places: dict[str, float] = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    for axis in font["fvar"].axes:
        if axis.axisTag == "wght":
            places["wght"] = min(max(weight, axis.minValue), axis.maxValue)
    made = instancer.instantiateVariableFont(font, places, inplace=True)
    if "wght" in places:
        made["OS/2"].usWeightClass = round(places["wght"])
    return made


def _measures(font: TTFont) -> Mapping[str, Any]:
    names, widths, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    known = {letter: often for letter, often in _LETTERS.items() if ord(letter) in names}
    wide = sum(often * widths[names[ord(letter)]][0] for letter, often in known.items())
    digits = {widths[names[ord(digit)]][0] for digit in "0123456789" if ord(digit) in names}
    features = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else ()
    lines = font["hhea"]
    ascent, descent, gap = (each * 10_000 // units for each in (lines.ascent, -lines.descent, lines.lineGap))
    return {
        "average": wide * 10_000 // (sum(known.values()) * units) if known else 5_000,
        "ascent": ascent,
        "descent": descent,
        "gap": gap,
        "weight": min(max(font["OS/2"].usWeightClass, 1), 1000),
        "tabular": max(digits, default=0) - min(digits, default=0) <= units // 500
        or any(record.FeatureTag == "tnum" for record in features),
    }


def _subset(font: TTFont, characters: frozenset[str]) -> tuple[str, bytes]:
    options = subset.Options(
        layout_features=list(FEATURES),
        name_IDs=list(_KEPT_NAMES),
        name_languages=[0x409],
        hinting=False,
        notdef_outline=True,
        drop_tables=["DSIG", "STAT", "MVAR", "meta", "gasp", "FFTM", "vhea", "vmtx", "BASE", "JSTF", "LTSH", "PCLT"],
    )
    wanted = {ord(sign) for text in characters for sign in text + normalize("NFC", text)}
    kept = sorted(wanted & set(font.getBestCmap()))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    font.flavor = "woff2"
    file = BytesIO()
    font.save(file)
    return "".join(map(chr, kept)), file.getvalue()


def signs_of(content: bytes, index: int, known_as: str) -> tuple[frozenset[int], int]:
    """The signs that a font can draw, and for coloured bitmaps the one size they have, in pixels (0: outlines). A font
    that only newer painters understand has none. Raises Refused."""
    try:
        _check_unpacked(content, known_as)
        return _drawable(TTFont(BytesIO(content), fontNumber=index, lazy=True))
    except Refused:
        raise
    except Exception as error:
        raise Refused(FONT_BROKEN, file=known_as) from error


def open_signs(file: Path) -> Iterator[tuple[int, frozenset[int]]]:
    """The number of each font in a file of the system, and the signs that it can draw; nothing for a broken one."""
    try:
        with file.open("rb") as opened:
            collection = opened.read(4) == b"ttcf"
        for index in range(len(TTCollection(file, lazy=True).fonts) if collection else 1):
            with TTFont(file, fontNumber=index if collection else -1, lazy=True) as font:
                yield index, _drawable(font)[0]
    except Exception:  # noqa: BLE001  fontTools raises whatever a broken table leads it to
        return


def _drawable(font: TTFont) -> tuple[frozenset[int], int]:
    signs = frozenset(font.getBestCmap() or ())
    strike = 0
    if "CBLC" in font:
        strike = max(each.bitmapSizeTable.ppemY for each in font["CBLC"].strikes)
    elif "sbix" in font:
        strike = max(font["sbix"].strikes)
    elif not {"glyf", "CFF ", "CFF2"} & set(font.keys()) or ("COLR" in font and font["COLR"].version > 0):
        return frozenset(), 0
    return signs, strike
