"""A code to scan, as SVG. The only door to segno. It must not know what the code is for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

import segno

MODULE_PX = 8
QUIET_ZONE = 4
"""Modules of white around the code, as ISO/IEC 18004 asks."""


@dataclass(frozen=True, slots=True)
class QrPicture:
    """Black on white with its quiet zone. `size` is its side in pixels, `name` holds a hash of the content."""

    name: str
    size: int
    svg: bytes


def qr_svg(content: str) -> QrPicture:
    """The content as a QR code of error correction M, byte for byte as given."""
    code = segno.make_qr(content, error="m", boost_error=False)
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
    digest = hashlib.sha256(svg).hexdigest()[:10]
    return QrPicture(f"qr.{digest}.svg", int(code.symbol_size(scale=MODULE_PX, border=QUIET_ZONE)[0]), svg)
