"""The source line of a problem, and the caret below it.

Owns columns: a mark counts characters, a terminal counts cells, and tabs, wide and combining characters make
them differ. It must not translate or colour.
"""

from __future__ import annotations

from rich.cells import cell_len

from generator.problems import Mark
from generator.report.display import clusters, visible
from generator.structs import Frozen

TAB_CELLS = 4
_AROUND = 500  # characters of a long line that can matter on any screen


class Excerpt(Frozen):
    """A line to show, and in cells how far in and how long its caret is."""

    line: str
    indent: int
    length: int

    @property
    def caret(self) -> str:
        return " " * self.indent + "^" * self.length


class _Piece(Frozen):
    text: str
    cells: int
    marked: bool


def excerpt(mark: Mark, width_cells: int) -> Excerpt | None:
    """The marked line in at most `width_cells` cells, cut around the caret; None when there is no line to show."""
    if not mark.text.strip():
        return None
    start = max(0, mark.column - 1)
    end = start + max(1, mark.length)
    first = max(0, start - _AROUND)
    pieces = _pieces(mark.text[first : start + _AROUND], start - first, end - first)
    cut_left, cut_right = first > 0, start + _AROUND < len(mark.text)
    room = max(16, width_cells)
    if cut_left or cut_right or sum(piece.cells for piece in pieces) > room:
        pieces = _window(pieces, room, cut_left=cut_left, cut_right=cut_right)
    line = "".join(piece.text for piece in pieces)
    indent = 0
    for piece in pieces:
        if piece.marked:
            break
        indent += piece.cells
    length = sum(piece.cells for piece in pieces if piece.marked)
    return Excerpt(line.rstrip(), indent, max(1, length))


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    found: list[_Piece] = []
    at = cells = 0
    for cluster in clusters(text):
        shown = " " * (TAB_CELLS - cells % TAB_CELLS) if cluster == "\t" else visible(cluster)
        width = cell_len(shown)
        found.append(_Piece(shown, width, marked=at < end and at + len(cluster) > start))
        at += len(cluster)
        cells += width
    if start >= len(text):  # a mark behind the last character points at the place after it
        found.append(_Piece(" ", 1, marked=True))
    return found


def _window(pieces: list[_Piece], room: int, *, cut_left: bool, cut_right: bool) -> list[_Piece]:
    """The pieces that fit, beginning a third of the room before the caret, with an ellipsis where text is missing."""
    caret = next(number for number, piece in enumerate(pieces) if piece.marked)
    first, before = caret, 0
    while first > 0 and before + pieces[first - 1].cells <= room // 3:
        first -= 1
        before += pieces[first].cells
    if not cut_left and sum(piece.cells for piece in pieces[: caret + 1]) <= room - 2:
        first = 0
    kept = [_ELLIPSIS] if first > 0 or cut_left else []
    used = len(kept)
    last = first
    while last < len(pieces) and used + pieces[last].cells < room:
        kept.append(pieces[last])
        used += pieces[last].cells
        last += 1
    if last < len(pieces) or cut_right:
        kept.append(_ELLIPSIS)
    return kept


_ELLIPSIS = _Piece("…", 1, marked=False)
