"""A code to scan, as SVG for the page and as PNG to save. The only door to segno. It must not know what the code
is for; `qrread` reads codes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO, StringIO

import segno

MODULE_PX = 8
QUIET_ZONE = 4
"""Modules of white around the code, as ISO/IEC 18004 asks."""
SAVED_PX = 600
"""The least side of a picture to save: banks' apps also read codes from a phone's gallery."""


@dataclass(frozen=True, slots=True)
class QrPicture:
    """Black on white with its quiet zone. `size` is its side in pixels; `name` holds a hash that changes with the
    picture."""

    name: str
    size: int
    content: bytes


def qr_svg(text: str) -> QrPicture:
    """The text as a drawing."""
    code = _code(text)
    drawn = BytesIO()
    code.save(
        drawn,
        kind="svg",
        scale=MODULE_PX,
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    svg = drawn.getvalue() + b"\n"
    return QrPicture(f"qr.{_digest(svg)}.svg", _side(code, MODULE_PX), svg)


def qr_png(text: str, stem: str) -> QrPicture:
    """The text as a picture of at least `SAVED_PX`, whose file name begins with `stem`.

    Its name hashes the pixels' recipe and not the file: libraries compress the same pixels differently.
    """
    code = _code(text)
    scale = -(-SAVED_PX // _side(code, 1))
    drawn = BytesIO()
    code.save(drawn, kind="png", scale=scale, border=QUIET_ZONE, dark="#000", light="#fff")
    recipe = f"{scale} {QUIET_ZONE} {text}".encode()
    return QrPicture(f"{stem}.{_digest(recipe)}.png", _side(code, scale), drawn.getvalue())


def qr_lines(text: str) -> tuple[str, ...]:
    """The text as lines of half blocks for a terminal. Error correction L: a screen has no creases, and the code is
    smaller. Light modules are drawn, as terminals are dark; on a light one readers take it inverted."""
    drawn = StringIO()
    segno.make_qr(text, error="l", encoding="utf-8").terminal(out=drawn, compact=True, border=2)
    return tuple(drawn.getvalue().rstrip("\n").split("\n"))


def _code(text: str) -> segno.QRCode:
    """Error correction M. Always UTF-8: left alone, segno writes `é` in Latin-1, and a QRIS is no longer the bytes
    that its checksum was made of."""
    return segno.make_qr(text, error="m", boost_error=False, encoding="utf-8")


def _side(code: segno.QRCode, scale: int) -> int:
    return int(code.symbol_size(scale=scale, border=QUIET_ZONE)[0])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
