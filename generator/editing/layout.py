"""Which characters of a text belong to which key.

Owns the lines of a file as written (its BOM and line ends too) beside its tree, and where each entry begins and ends.
It must not change anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Path
from generator.source.nodes import Document, Node, Scalar
from generator.source.nodes import Mapping as Map
from generator.source.nodes import Sequence as List
from generator.structs import Frozen

LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"


class Unsure(Exception):
    """This layout is not one that can be changed safely."""


class Region(Frozen):
    """The lines of an entry, 1-based, `end` excluded, without the comments and blank lines that follow it.
    `indent` is the column of its key or dash, 0-based."""

    start: int
    end: int
    indent: int


class Layout:
    """A text that has been read: `bom` and `text` as they were, `lines` without their ends, `offsets` the place of
    each line and of the end, and the tree. Lines and columns are 1-based, as in the tree."""

    def __init__(self, raw: bytes, document: Document) -> None:
        self.root = document.root
        self.bom = _BOM if raw.startswith(_BOM.encode()) else ""
        self.text = raw.decode("utf-8-sig")
        self.lines = tuple(LINE_END.split(self.text))
        self.offsets = (0, *(found.end() for found in LINE_END.finditer(self.text)), len(self.text))
        found = LINE_END.search(self.text)
        self.newline = found[0] if found else "\n"

    def at(self, path: Path) -> Node:
        """The node that the file has there. Raises `Unsure`."""
        node = self.root
        for part in path:
            node = child(node, part)
        if node is None:
            raise Unsure
        return node

    def line(self, number: int) -> str:
        """The line without its end; empty below the last."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def offset(self, line: int, column: int) -> int:
        """The place in `text`, 0-based."""
        return self.offsets[line - 1] + column - 1

    def in_flow(self, node: Node) -> bool:
        """Whether it is a map or a list in braces or brackets."""
        return self.line(node.line)[node.column - 1 : node.column] in ("{", "[")

    def region(self, path: Path) -> Region:
        """Where the entry at the path stands. Raises `Unsure` unless its lines are its own."""
        node = self.at(())
        bound = next(
            (n for n, line in enumerate(self.lines, 1) if re.match(r"\.\.\.(\s|$)", line)), len(self.lines) + 1
        )
        region = Region(1, bound, 0)
        for part in path:
            if self.in_flow(node) or isinstance(node, Scalar):
                raise Unsure
            starts = list(self.starts(node))
            position = part if isinstance(part, int) else _position(node, part)
            start, indent = starts[position]
            bound = starts[position + 1][0] if position + 1 < len(starts) else region.end
            region = Region(start, self._trimmed(start, bound, indent), indent)
            below = child(node, part)
            assert below is not None  # it has a position
            node = below
        return region

    def starts(self, node: Node) -> Iterator[tuple[int, int]]:
        """The first line and the indentation of every entry of a block map or list."""
        if isinstance(node, Map):
            for entry in node.entries:
                lead = self.line(entry.key.line)[: entry.key.column - 1]
                if lead.strip("- ") or (lead.strip() and entry is not node.entries[0]):
                    raise Unsure  # `a: 1, b: 2`, `? a`, `--- a: 1`
                yield entry.key.line, entry.key.column - 1
        elif isinstance(node, List):
            for item in node.items:
                line = item.line
                while line > node.line and self.line(line)[node.column - 1 : node.column] != "-":
                    line -= 1  # the dash stands on a line of its own
                yield line, node.column - 1

    def _trimmed(self, start: int, bound: int, indent: int) -> int:
        """The end without what follows: blank lines, and comments that are not indented into the entry."""
        while bound > start + 1:
            line = self.line(bound - 1)
            bare = line.lstrip()
            if bare and not (bare.startswith("#") and len(line) - len(bare) <= indent):
                break
            bound -= 1
        return bound


def child(node: Node | None, part: str | int) -> Node | None:
    """What stands at a key or a 0-based position; None where nothing does."""
    if isinstance(node, Map) and isinstance(part, str):
        entry = node.get(part)
        return entry.value if entry else None
    return node.items[part] if isinstance(node, List) and isinstance(part, int) and part < len(node.items) else None


def _position(node: Node, key: str) -> int:
    """Which entry of the map this is, 0-based."""
    assert isinstance(node, Map)
    return next(n for n, entry in enumerate(node.entries) if entry.key.text == key)
