"""Text that fits: broken into lines and made as large as its box lets it be, by measuring.

Owns where a line may break, and the last resort: words cut, and "…" for what has no room. It must not draw.
"""

from __future__ import annotations

import re

from generator.media.cards.letters import Letters
from generator.structs import Frozen, replace

_PIECES = re.compile(r"[^ \n]+|\n| +")
_EAST_ASIAN = re.compile(r"([\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef])")
_NO_LINE_STARTS_WITH = "、。，．」』）】！？：；ーっゃゅょッャュョ)"
MAY_BREAK = "\u200b"
"""A zero-width space: a line may break there, and nothing is seen of it."""
STEP = 0.95


class Fitted(Frozen):
    """Lines at a size. `height` is from the top of the first line's capitals (or of what stands above them) to the
    bottom of the last line's ink; `rise` is how far the first baseline lies below that top. All in pixels."""

    lines: tuple[str, ...]
    size: int
    leading: float
    width: float
    height: float
    rise: float
    whole: bool = True


class Room(Frozen):
    """What a text may take: `width` and `height` in pixels, sizes of letters from `largest` to `smallest`."""

    width: int
    height: int
    largest: int
    smallest: int
    lines: int = 1
    leading: float = 1.15
    tabular: bool = False


def fit(letters: Letters, text: str, room: Room) -> Fitted:
    """The text as large as it can be. At the smallest size words are cut and the end may be left out."""
    size = room.largest
    while True:
        lines = _wrapped(letters, text, size, room)
        if lines is not None and len(lines) <= room.lines:
            found = _measured(letters, _balanced(letters, text, lines, size, room), size, room)
            if found.height <= room.height and found.width <= room.width:
                return found
        if size <= room.smallest:
            return _cut(letters, text, size, room)
        size = max(room.smallest, int(size * STEP))


def _measured(letters: Letters, lines: list[str], size: int, room: Room) -> Fitted:
    inks = [letters.ink(line, size, tabular=room.tabular) for line in lines]
    pitch = size * room.leading
    rise = max(letters.first.cap_height(size), *(-ink[1] - pitch * row for row, ink in enumerate(inks)))
    fall = max(pitch * row + ink[3] for row, ink in enumerate(inks))
    wide = max(max(ink[2], 0.0) - min(ink[0], 0.0) for ink in inks)
    return Fitted(tuple(lines), size, room.leading, wide, rise + fall, rise)


def _wrapped(letters: Letters, text: str, size: int, room: Room, *, cut: bool = False) -> list[str] | None:
    """Lines no wider than the room; None where a word is wider, unless words may be cut."""

    def fits(line: str) -> bool:
        return letters.width(line, size, tabular=room.tabular) <= room.width

    lines = [""]
    for piece in _pieces(text):
        if piece == "\n":
            lines.append("")
        elif piece.isspace():
            lines[-1] += " " if lines[-1] else ""
        elif fits((lines[-1] + piece).rstrip()):
            lines[-1] += piece
        elif fits(piece):
            lines.append(piece)
        elif not cut:
            return None
        else:
            for sign in piece:
                if lines[-1] and not fits(lines[-1] + sign):
                    lines.append("")
                lines[-1] += sign
    return [line.strip() for line in lines if line.strip()] or [""]


def _pieces(text: str) -> list[str]:
    """Words, spaces, and single signs of scripts that break anywhere."""
    found: list[str] = []
    for word in _PIECES.findall(text):
        for piece in filter(None, re.split(f"{_EAST_ASIAN.pattern}|{MAY_BREAK}", word)):
            if found and piece[0] in _NO_LINE_STARTS_WITH:
                found[-1] += piece
            else:
                found.append(piece)
    return found


def _balanced(letters: Letters, text: str, lines: list[str], size: int, room: Room) -> list[str]:
    """As many lines, as equal as they can be: no last line of one short word."""
    if len(lines) < 2:
        return lines
    low, high, best = room.width // 2, room.width, lines
    while high - low > 8:
        middle = (low + high) // 2
        tried = _wrapped(letters, text, size, replace(room, width=middle))
        if tried is not None and len(tried) <= len(lines):
            best, high = tried, middle
        else:
            low = middle
    return best


def _cut(letters: Letters, text: str, size: int, room: Room) -> Fitted:
    """As much of the text as has room at this size, "…" in place of the rest."""
    lines = _wrapped(letters, text, size, room, cut=True) or [""]
    count = min(room.lines, len(lines))
    while True:
        shown = lines[:count]
        if count < len(lines):
            shown[-1] = _shortened(letters, shown[-1], size, room)
        found = _measured(letters, shown, size, room)
        if found.height <= room.height or count == 1:
            return replace(found, whole=count == len(lines))
        count -= 1


def _shortened(letters: Letters, line: str, size: int, room: Room) -> str:
    words = line
    while words and letters.width(f"{words.rstrip()}…", size, tabular=room.tabular) > room.width:
        shorter = words.rstrip().rpartition(" ")[0]
        words = shorter or words[:-1]
    return f"{words.rstrip(' ,.;:·-')}…"
