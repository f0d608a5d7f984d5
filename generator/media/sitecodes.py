"""The codes that lead to a shop: each text drawn as SVG and as PNG, in the shop's colour where that scans.

Owns what a drawing of such a code is called and how large it is. What a code says is decided by others; a QRIS is
drawn by `qriscodes`, in black.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from generator.media.qr import QrPicture, qr_png, qr_svg, scannable
from generator.memory import Memory
from generator.shop.colours import Colour
from generator.structs import Frozen

CARD_BYTES = 213
"""What a contact card may have in a code: version 10 at error correction M (ISO/IEC 18004, table 7), 57 modules, which
a phone reads at 3.5 cm."""

PRINT_PX = 1200
_WORTH = 20
"""Codes that are worth a process."""


class SiteCode(Frozen):
    """One text as a drawing and as a picture to save; `stem` begins the names of files for print."""

    stem: str
    text: str
    ink: Colour
    drawn: QrPicture
    saved: QrPicture


class Print(Frozen):
    """A code for a printer: its files by their endings, what it says, and how wide it must be at least."""

    stem: str
    text: str
    files: Mapping[str, bytes]
    least_cm: float


def draw_site_codes(
    texts: Mapping[str, tuple[str, str]], colours: tuple[Colour, ...], memory: Memory
) -> Mapping[str, SiteCode]:
    """The codes by their keys; each text comes with the beginning of its files' names."""
    ink = scannable(*colours)
    wanted = {key: (("code", key), (*text, ink), partial(_drawn, *text, ink)) for key, text in texts.items()}
    memory.ahead(wanted.values(), worth=_WORTH)
    return {key: memory.recall(*each) for key, each in wanted.items()}


def _drawn(stem: str, text: str, ink: Colour) -> SiteCode:
    return SiteCode(stem, text, ink, qr_svg(text, f"qr-{stem}", ink), qr_png(text, f"qr-{stem}", ink))


def for_print(code: SiteCode) -> Print:
    """The code as a drawing in millimetres and as a picture that is sharp at 10 cm and 300 dots an inch."""
    drawn = qr_svg(code.text, code.stem, code.ink, on_paper=True)
    saved = qr_png(code.text, code.stem, code.ink, PRINT_PX)
    return Print(code.stem, code.text, {"svg": drawn.content, "png": saved.content}, drawn.least_cm)
