"""Words as runs of signs, each in the first font that has them.

Owns the order of fonts and what becomes of a sign that none of them has: it is left out and counted, never a box.
It must not break lines or draw.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from generator.media.cards.face import Face, Ink, shapes_scripts
from generator.structs import Frozen, field

_EMOJI_FROM = 0x1F000
_ATTACHED = frozenset({0x200D, 0xFE0E, 0xFE0F})
"""Zero-width joiner and the two that choose between text and emoji: they go with the sign before them."""
_PLAIN_SPACE = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": None, "\u00ad": None, "\ufeff": None}
)


class Run(Frozen):
    """Signs of one font and direction."""

    text: str
    face: Face
    rtl: bool


class Letters(Frozen):
    """Fonts in the order in which they are asked. `missing` takes the signs that none of them has."""

    faces: tuple[Face, ...]
    missing: set[str] = field(default_factory=set)

    @property
    def first(self) -> Face:
        return self.faces[0]

    def runs(self, text: str) -> tuple[Run, ...]:
        """One line of text from left to right."""
        placed = list(self._placed(unicodedata.normalize("NFC", text).translate(_PLAIN_SPACE)))
        runs = [
            Run("".join(sign for sign, _, _ in group), face, rtl)
            for (face, rtl), group in groupby(placed, key=lambda each: (each[1], each[2]))
        ]
        if _reads_from_right(text):
            runs.reverse()
        return tuple(runs)

    def _placed(self, text: str) -> Iterator[tuple[str, Face, bool]]:
        """Each sign with its font and whether it reads from the right; spaces and marks stay with what is before."""
        face, rtl = self.first, _reads_from_right(text)
        for position, sign in enumerate(text):
            if ord(sign) in _ATTACHED:
                if face.has(sign):
                    yield sign, face, rtl
                continue
            way = unicodedata.bidirectional(sign)
            rtl = True if way in ("R", "AL") else False if way in ("L", "EN", "AN") and not rtl else rtl
            if way == "L":
                rtl = False
            neutral = not sign.isalnum()
            if neutral and face is not self.first and face.has(sign) and not face.strike_px:
                yield sign, face, rtl
                continue
            found = self._face(sign, coloured=text[position + 1 : position + 2] == "\ufe0f")
            if found is None:
                if not sign.isspace():
                    self.missing.add(sign)
                continue
            face = found
            yield sign, face, rtl

    def _face(self, sign: str, *, coloured: bool) -> Face | None:
        if not shapes_scripts() and _needs_shaping(sign):
            return None
        having = [face for face in self.faces if face.has(sign)]
        if ord(sign) >= _EMOJI_FROM or coloured:
            having.sort(key=lambda face: not face.strike_px)
        return having[0] if having else None

    def written(self, text: str) -> str:
        """As much of the text as these fonts can write, without the gaps that the rest would leave."""
        known = "".join(sign for sign in text if sign.isspace() or sign == "\u200b" or self.runs(sign))
        return text if known == text else " ".join(known.split(" ")).strip()

    def width(self, text: str, size: int, *, tabular: bool = False) -> float:
        """How wide the line is in pixels, what hangs over included."""
        left, _, right, _ = self.ink(text, size, tabular=tabular)
        return max(right, 0.0) - min(left, 0.0)

    def ink(self, text: str, size: int, *, tabular: bool = False) -> Ink:
        """The bounds of the line around its pen's start on the baseline; at least as wide as the pen moves."""
        pen, left, top, right, bottom = 0.0, 0.0, 0.0, 0.0, 0.0
        for run in self.runs(text):
            ink = run.face.ink(run.text, size, rtl=run.rtl, tabular=tabular)
            left, right = min(left, pen + ink[0]), max(right, pen + ink[2])
            top, bottom = min(top, ink[1]), max(bottom, ink[3])
            pen += run.face.width(run.text, size, rtl=run.rtl, tabular=tabular)
        return left, top, max(right, pen), bottom


def _reads_from_right(text: str) -> bool:
    """Whether its first letter with a direction reads from the right (UAX #9, P2)."""
    return next((way != "L" for sign in text if (way := unicodedata.bidirectional(sign)) in ("L", "R", "AL")), False)


def _needs_shaping(sign: str) -> bool:
    """Scripts that are illegible sign by sign: from right to left, or with letters that join and move."""
    point = ord(sign)
    return unicodedata.bidirectional(sign) in ("R", "AL") or 0x0900 <= point <= 0x0DFF or 0x0F00 <= point <= 0x109F
