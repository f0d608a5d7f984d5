"""A font as pages get it: its bytes with a few signs, and its measures. It must not know how a font is cut."""

from __future__ import annotations

from generator.structs import Frozen


class Cut(Frozen):
    """A font as pages get it. Lengths are in ten-thousandths of the font size: `average` is how wide a letter of
    Indonesian is, `ascent`, `descent` (positive) and `gap` make the height of a line. `weight` is 1 to 1000;
    `tabular` says that all digits can be made equally wide; `signs` are the signs it has, in order."""

    woff2: bytes
    signs: str
    average: int
    ascent: int
    descent: int
    gap: int
    weight: int
    tabular: bool
