"""Makes the faces of the shipped themes from the @fontsource packages that they come from.

    uv run python docs/faces.py FOLDER

FOLDER holds the unpacked packages by their short names (`bricolage-grotesque/files/…`). Each face becomes one file of
one weight, Latin and Latin Extended together, with digits of one width where it had none; its licence lies beside it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools import merge, subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

THEMES = Path(__file__).resolve().parent.parent / "themes"
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "pnum", "frac", "numr", "dnom", "dist"]
DIGITS = "0123456789"


@dataclass(frozen=True)
class Face:
    theme: str
    package: str
    weight: int


FACES = (
    Face("base", "archivo", 500),
    Face("base", "archivo", 700),
    Face("arsip", "archivo", 800),
    Face("batik", "fraunces", 600),
    Face("manis", "baloo-2", 700),
    Face("pasar", "bricolage-grotesque", 800),
)


def make(face: Face, packages: Path) -> Path:
    """The one file of this face in its theme, written."""
    package = packages / face.package
    files = [package / "files" / f"{face.package}-{part}-{face.weight}-normal.woff2" for part in ("latin", "latin-ext")]
    with TemporaryDirectory() as scratch:
        known: set[int] = set()
        parts = []
        for number, file in enumerate(files):
            font = TTFont(file, recalcTimestamp=False)
            wanted = set(font.getBestCmap()) - known
            known |= wanted
            parts.append(_part(font, wanted, Path(scratch) / f"{number}.ttf"))
        whole = merge.Merger(merge.Options(drop_tables=["gasp", "prep", "STAT"])).merge(parts)
    whole.recalcTimestamp = False
    first = TTFont(files[0])["head"]
    whole["head"].created, whole["head"].modified = first.created, first.modified
    if "tnum" not in {record.FeatureTag for record in whole["GSUB"].table.FeatureList.FeatureRecord}:
        _add_tabular_digits(whole)
    whole.flavor = "woff2"
    made = THEMES / face.theme / "fonts" / f"{face.package}-{face.weight}.woff2"
    made.parent.mkdir(parents=True, exist_ok=True)
    whole.save(made)
    (made.parent / "OFL.txt").write_text(_licence(package / "LICENSE"), "utf-8")
    return made


def _part(font: TTFont, wanted: set[int], file: Path) -> str:
    options = subset.Options(layout_features=FEATURES, hinting=False, glyph_names=True, name_IDs=["*"])
    options.drop_tables += ["STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.flavor = None
    font.save(file)
    return str(file)


def _add_tabular_digits(font: TTFont) -> None:
    """A second set of digits, each in the middle of the width that fits them all, and `tnum` to choose it. Ligatures
    are written again beside it, for the feature file takes the place of the whole table."""
    names, widths, glyphs = font.getBestCmap(), font["hmtx"], font.getGlyphSet()
    digits = [names[ord(digit)] for digit in DIGITS]
    air = font["head"].unitsPerEm // 18
    inks = {name: font["glyf"][name].xMax - font["glyf"][name].xMin for name in digits}
    width = max(*(ink + air for ink in inks.values()), sorted(widths[name][0] for name in digits)[len(digits) // 2])
    ligatures = _ligatures(font)
    for name in digits:
        shift = (width - inks[name]) // 2 - font["glyf"][name].xMin
        drawn, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
        glyphs[name].draw(drawn)
        drawn.replay(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
        font.setGlyphOrder([*font.getGlyphOrder(), f"{name}.tnum"])
        font["glyf"][f"{name}.tnum"] = pen.glyph()
        widths[f"{name}.tnum"] = (width, (width - inks[name]) // 2)
    rules = "".join(f"sub {name} by {name}.tnum;\n" for name in digits)
    addOpenTypeFeaturesFromString(font, f"{ligatures}feature tnum {{\n{rules}}} tnum;\n", tables=["GSUB"])


def _ligatures(font: TTFont) -> str:
    rules = []
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner: Any = getattr(table, "ExtSubTable", table)
            for first, found in getattr(inner, "ligatures", {}).items():
                rules += [f"sub {' '.join((first, *each.Component))} by {each.LigGlyph};\n" for each in found]
    rules.sort(key=lambda rule: -rule.count(" "))
    return f"feature liga {{\n{''.join(rules)}}} liga;\n" if rules else ""


def _licence(file: Path) -> str:
    """The licence, its first line the copyright of the upright font alone."""
    first, rest = file.read_text("utf-8").split("\n", 1)
    found = re.match(r"Copyright .*?\)", first)
    assert found, first
    return f"{found[0]}\n{rest.rstrip()}\n"


if __name__ == "__main__":
    for each in FACES:
        if not (Path(sys.argv[1]) / each.package).is_dir():
            continue
        path = make(each, Path(sys.argv[1]))
        sys.stdout.write(f"{path.relative_to(THEMES)}: {path.stat().st_size} bytes\n")
