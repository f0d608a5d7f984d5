"""A theme with a face of its own, and fonts for sellers, for tests."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from shopkit import write_shop

from generator import shipped

SHIPPED = sorted(shipped.themes_folder().glob("*/fonts/*.woff2"))
BRICOLAGE = shipped.themes_folder() / "pasar/fonts/bricolage-grotesque-800.woff2"
FRAUNCES = shipped.themes_folder() / "batik/fonts/fraunces-600.woff2"
THEME = """\
name: coba
extends: etalase
api: 1
fonts:
  bricolage:
    family: Bricolage Grotesque
    file: fonts/bricolage-grotesque-800.woff2
    license: fonts/OFL.txt
  fraunces:
    family: Fraunces
    file: fonts/fraunces-600.woff2
    fallback: serif
    license: fonts/OFL.txt
options:
  title_font:
    type: font
    default: bricolage
  price_font:
    type: font
"""
STYLE = """\
h1, h2, h3 { font-family: var(--option-title-font); }
.price b { font-family: var(--option-price-font); }
"""
SHOP = """\
name: Toko Coba
theme:
  name: coba
{options}
contact:
  whatsapp: 0812-345-678
"""
MELATI = """\
title: {title}
opens: 2026-12-09 09:00
closes: 2026-12-20 23:59
ships: 2026-12-21 to 2026-12-28
price: 150.000
"""


def write_theme(root: Path, manifest: str = THEME) -> Path:
    """The theme `coba` in the themes of the shop at `root`."""
    folder = root / "themes/coba"
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    (folder / "styles").mkdir(exist_ok=True)
    for file in (BRICOLAGE, FRAUNCES, BRICOLAGE.with_name("OFL.txt")):
        shutil.copy(file, folder / "fonts" / file.name)
    (folder / "theme.yaml").write_text(manifest, "utf-8")
    (folder / "styles/5-coba.css").write_text(STYLE, "utf-8")
    return root


def face_shop(root: Path, *, title: str = "Parfum Melati", **options: str) -> Path:
    """A shop in the theme `coba` with these options."""
    lines = "\n".join(f'    {key}: "{value}"' for key, value in options.items())
    shop = SHOP.format(options=f"  options:\n{lines}" if options else "")
    return write_shop(write_theme(root), shop=shop, melati=MELATI.format(title=title))


def seller_font(root: Path, name: str = "milikku.ttf", content: bytes | None = None) -> Path:
    """A font of the seller's own below content/fonts/: without `content` a whole one as it is downloaded."""
    file = root / "content/fonts" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(unpacked(FRAUNCES) if content is None else content)
    return file


def unpacked(file: Path) -> bytes:
    """The same font as a .ttf."""
    font, out = TTFont(file, recalcTimestamp=False), BytesIO()
    font.flavor = None
    font.save(out)
    return out.getvalue()


def variable_font() -> bytes:
    """A variable font of weights 100 to 900 whose letter `a` is as many units wide as it is heavy, of 1000."""
    build = FontBuilder(1000)
    build.setupGlyphOrder([".notdef", "space", "a"])
    build.setupCharacterMap({ord(" "): "space", ord("a"): "a"})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((100, 0))
    pen.lineTo((100, 500))
    pen.closePath()
    drawn = pen.glyph()
    build.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "space": TTGlyphPen(None).glyph(), "a": drawn})
    build.setupHorizontalMetrics({".notdef": (500, 0), "space": (100, 0), "a": (100, 0)})
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupOS2(usWeightClass=100)
    build.setupNameTable({"familyName": "Ubah", "styleName": "Regular"})
    build.setupFvar([("wght", 100, 100, 900, "Weight")], [])
    wider = [(0, 0), (0, 0), (0, 0), (0, 0), (800, 0), (0, 0), (0, 0)]
    build.setupGvar({"a": [TupleVariation({"wght": (0, 1, 1)}, wider)]})
    build.setupPost()
    out = BytesIO()
    build.font.save(out)
    return out.getvalue()
