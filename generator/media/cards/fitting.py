"""Text that fits: broken into lines and made as large as its box lets it be, by measuring.

Owns where a line may break, and the last resort: words cut, and "…" for what has no room. It must not draw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.media.cards.letters import Letters

_PIECES = re.compile(r"[^ \n]+|\n| +")
_EAST_ASIAN = re.compile(r"([\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef])")
_NO_LINE_STARTS_WITH = "、。，．」』）】！？：；ーっゃゅょッャュョ)"
STEP = 0.95


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines at a size. `height` is from the top of the first line's capitals (or of what stands above them) to the
    bottom of the last line's ink; `rise` is how far the first baseline lies below that top. All in pixels."""

    lines: tuple[str, ...]
    size: int
    leading: float
    width: float
    height: float
    rise: float
    whole: bool = True


def fit(
    letters: Letters,
    text: str,
    *,
    width: int,
    height: int,
    largest: int,
    smallest: int,
    most_lines: int,
    leading: float = 1.15,
    tabular: bool = False,
) -> Fitted:
    """The text as large as it can be. At the smallest size words are cut and the end may be left out."""
    size = largest
    while True:
        lines = _wrapped(letters, text, size, width, tabular=tabular)
        if lines is not None and len(lines) <= most_lines:
            found = _measured(letters, _balanced(letters, lines, size, width, tabular=tabular), size, leading, tabular)
            if found.height <= height and found.width <= width:
                return found
        if size <= smallest:
            return _cut(letters, text, size, width, height, most_lines, leading, tabular=tabular)
        size = max(smallest, int(size * STEP))


def _measured(letters: Letters, lines: list[str], size: int, leading: float, tabular: bool) -> Fitted:  # noqa: FBT001
    inks = [letters.ink(line, size, tabular=tabular) for line in lines]
    pitch = size * leading
    rise = max(letters.first.cap_height(size), *(-ink[1] - pitch * row for row, ink in enumerate(inks)))
    fall = max(pitch * row + ink[3] for row, ink in enumerate(inks))
    wide = max(max(ink[2], 0.0) - min(ink[0], 0.0) for ink in inks)
    return Fitted(tuple(lines), size, leading, wide, rise + fall, rise)


def _wrapped(letters: Letters, text: str, size: int, width: int, *, tabular: bool, cut: bool = False) -> list[str] | None:
    """Lines no wider than `width`; None where a word is wider, unless words may be cut."""
    lines = [""]
    for piece in _pieces(text):
        if piece == "\n":
            lines.append("")
            continue
        if piece.isspace():
            lines[-1] += " " if lines[-1] else ""
            continue
        if letters.width((lines[-1] + piece).rstrip(), size, tabular=tabular) <= width:
            lines[-1] += piece
            continue
        if letters.width(piece, size, tabular=tabular) <= width:
            lines.append(piece)
            continue
        if not cut:
            return None
        for sign in piece:
            if letters.width(lines[-1] + sign, size, tabular=tabular) > width and lines[-1]:
                lines.append("")
            lines[-1] += sign
    return [line.strip() for line in lines if line.strip()] or [""]


def _pieces(text: str) -> list[str]:
    """Words, spaces, and single signs of scripts that break anywhere."""
    found: list[str] = []
    for word in _PIECES.findall(text):
        for piece in filter(None, _EAST_ASIAN.split(word)):
            if found and piece[0] in _NO_LINE_STARTS_WITH:
                found[-1] += piece
            else:
                found.append(piece)
    return found


def _balanced(letters: Letters, lines: list[str], size: int, width: int, *, tabular: bool) -> list[str]:
    """As many lines, as equal as they can be: no last line of one short word."""
    if len(lines) < 2:
        return lines
    text, low, high = " ".join(lines), width // 2, width
    if any(_EAST_ASIAN.search(line) for line in lines):
        return lines
    best = lines
    while high - low > 8:
        middle = (low + high) // 2
        tried = _wrapped(letters, text, size, middle, tabular=tabular)
        if tried is not None and len(tried) <= len(lines):
            best, high = tried, middle
        else:
            low = middle
    return best


def _cut(
    letters: Letters, text: str, size: int, width: int, height: int, most_lines: int, leading: float, *, tabular: bool
) -> Fitted:
    """As much of the text as has room at this size, "…" in place of the rest."""
    lines = _wrapped(letters, text, size, width, tabular=tabular, cut=True) or [""]
    count = min(most_lines, len(lines))
    while True:
        shown = lines[:count]
        if count < len(lines):
            shown[-1] = _shortened(letters, shown[-1], size, width, tabular=tabular)
        found = _measured(letters, shown, size, leading, tabular)
        if found.height <= height or count == 1:
            whole = count == len(lines)
            return Fitted(found.lines, size, leading, found.width, found.height, found.rise, whole=whole)
        count -= 1


def _shortened(letters: Letters, line: str, size: int, width: int, *, tabular: bool) -> str:
    words = line
    while words and letters.width(f"{words.rstrip()}…", size, tabular=tabular) > width:
        shorter = words.rstrip().rpartition(" ")[0]
        words = shorter or words[:-1]
    return f"{words.rstrip(' ,.;:·-')}…"
