"""A code to scan, as SVG for the page and as PNG to save. The only door to segno.

Owns the rule for colours: a code is always dark on white, because many readers know no other polarity, and its
dark is a colour of the shop only where that is dark enough (`scannable`). It must not know what the code is for;
`qrread` reads codes.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from generator.shop.colours import BLACK, WHITE, Colour, contrast
from generator.structs import Frozen

if TYPE_CHECKING:
    import segno

MODULE_PX = 8
QUIET_ZONE = 4
"""Modules of white around the code, as ISO/IEC 18004 asks."""
SAVED_PX = 600
"""The least side of a picture to save: banks' apps also read codes from a phone's gallery."""
SCANS = 7.0
"""The least contrast of a code's dark to its white. What a reader sees is brightness alone: at 7 to 1 the dark gives
back less than a tenth of the light, as print that ISO/IEC 15415 grades best does, and what a cheap printer, a dim
screen and a JPEG take away still leaves two tones to tell apart."""
PAPER_MM = 0.8
"""The side of a module in a drawing for paper: 3 cm for most addresses."""
MODULE_MM = 0.5
"""The least side of a module on paper that a phone reads at arm's length."""


class QrPicture(Frozen):
    """Dark on white with its quiet zone. `size` is its side in pixels, `modules` the same in modules; `name` holds a
    hash that changes with the picture."""

    name: str
    size: int
    content: bytes
    modules: int = 0

    @property
    def least_cm(self) -> float:
        """How wide it must be printed at least, quiet zone included, in half centimetres."""
        return -(-self.modules * MODULE_MM // 5) / 2


def scannable(*colours: Colour) -> Colour:
    """The first of the colours that a code can be drawn in, else black."""
    return next((colour for colour in colours if contrast(colour, WHITE) >= SCANS), BLACK)


def qr_svg(text: str, stem: str = "qr", ink: Colour = BLACK, *, on_paper: bool = False) -> QrPicture:
    """The text as a drawing; `on_paper` in millimetres, so that programs place it as wide as it scans, else pixels."""
    code = _code(text)
    drawn = BytesIO()
    code.save(
        drawn,
        kind="svg",
        scale=PAPER_MM if on_paper else MODULE_PX,
        unit="mm" if on_paper else None,
        border=QUIET_ZONE,
        dark=ink,
        light=WHITE,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    svg = drawn.getvalue() + b"\n"
    return QrPicture(f"{stem}.{_digest(svg)}.svg", _side(code, MODULE_PX), svg, _side(code, 1))


def qr_png(text: str, stem: str, ink: Colour = BLACK, least_px: int = SAVED_PX) -> QrPicture:
    """The text as a picture at least `least_px` wide, whose file name begins with `stem`.

    Its name hashes the pixels' recipe and not the file: libraries compress the same pixels differently.
    """
    code = _code(text)
    scale = -(-least_px // _side(code, 1))
    drawn = BytesIO()
    code.save(drawn, kind="png", scale=scale, border=QUIET_ZONE, dark=ink, light=WHITE)
    recipe = f"{scale} {QUIET_ZONE} {ink} {text}".encode()
    return QrPicture(f"{stem}.{_digest(recipe)}.png", _side(code, scale), drawn.getvalue(), _side(code, 1))


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code as rows of modules, dark ones True, its quiet zone included: for pictures that draw it themselves."""
    return tuple(tuple(bool(module) for module in row) for row in _code(text).matrix_iter(border=QUIET_ZONE))


def qr_lines(text: str) -> tuple[str, ...]:
    """The text as lines of half blocks for a terminal. Error correction L: a screen has no creases, and the code is
    smaller. Light modules are drawn, as terminals are dark; on a light one readers take it inverted."""
    drawn = StringIO()
    import segno  # noqa: PLC0415

    segno.make_qr(text, error="l", encoding="utf-8").terminal(out=drawn, compact=True, border=2)
    return tuple(drawn.getvalue().rstrip("\n").split("\n"))


@lru_cache(maxsize=8)
def _code(text: str) -> segno.QRCode:
    """Error correction M. Always UTF-8: left alone, segno writes `é` in Latin-1, and a QRIS is no longer the bytes
    that its checksum was made of."""
    import segno  # noqa: PLC0415  slow to import

    return segno.make_qr(text, error="m", boost_error=False, encoding="utf-8")


def _side(code: segno.QRCode, scale: int) -> int:
    return int(code.symbol_size(scale=scale, border=QUIET_ZONE)[0])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
