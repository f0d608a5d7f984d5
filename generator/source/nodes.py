"""The tree that a file spells, every part with its place: what YAML and CSV have in common.

Owns nodes, documents, and the way from a place in the model to a place in a file. It must not read YAML or CSV, or
know any key of the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from generator.problems import Mark, Path, Problem
from generator.structs import Frozen, field


class Scalar(NamedTuple):
    """A leaf. `line`, `column` are 1-based; `length` is what the caret underlines on that line."""

    text: str
    line: int
    column: int
    length: int
    quoted: bool


class Sequence(NamedTuple):
    """A list, in order, with the place of its first character."""

    items: tuple[Node, ...]
    line: int
    column: int


class Entry(NamedTuple):
    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """A map, in the order of the file. Keys are unique."""

    entries: tuple[Entry, ...]
    line: int
    column: int

    def get(self, key: str) -> Entry | None:
        return next((e for e in self.entries if e.key.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node | None) -> Any:
    """The tree as dicts, lists and texts, which is what the model reads."""
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {} if node is None else node.text


def written(root: Node | None, path: Path) -> Path:
    """The part of a model path that the seller wrote: a flat item's `items[0]`, or the list around a lone value,
    stand in the model only."""
    node, kept = root, []
    for part in path:
        child = _child(node, part)
        if child is not None:
            node = child
            kept.append(part)
    return tuple(kept)


def find(root: Node | None, path: Path) -> tuple[Node | None, Entry | None]:
    """What stands at a model path, and the entry of the map that it is the value of; the nearest thing that the
    seller wrote where the path leads further than the file."""
    node, entry = root, None
    for part in path:
        child = _child(node, part)
        if child is not None:
            entry = node.get(part) if isinstance(node, Mapping) and isinstance(part, str) else None
            node = child
    return node, entry


def _child(node: Node | None, part: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(part, str):
        entry = node.get(part)
        return entry.value if entry else None
    if isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
        return node.items[part]
    return None


def keys_in(node: Node | None) -> Iterator[str]:
    """All keys below a node, at any depth."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key.text
            yield from keys_in(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from keys_in(item)


def without(root: Node, paths: Iterable[Path]) -> Node:
    """The tree without the nodes at these paths, each as `written` gives it; the root itself stays."""
    below: dict[str | int, set[Path]] = {}
    for path in paths:
        if path:
            below.setdefault(path[0], set()).add(path[1:])
    if isinstance(root, Mapping):
        entries = (
            Entry(entry.key, without(entry.value, below.get(entry.key.text, ())))
            for entry in root.entries
            if () not in below.get(entry.key.text, ())
        )
        return root._replace(entries=tuple(entries))
    if isinstance(root, Sequence):
        items = (
            without(item, below.get(position, ()))
            for position, item in enumerate(root.items)
            if () not in below.get(position, ())
        )
        return root._replace(items=tuple(items))
    return root


class Document(Frozen):
    """A file as read: its name for messages, its lines, its tree (None when nothing could be read or the file
    is empty), and what was wrong.

    `incomplete` says that reading stopped early. `vanished` names keys that are written but have no value: line and
    column of their map, and the key. `mended` are lines that were read in another spelling than the file has.
    """

    file: str
    lines: tuple[str, ...]
    root: Node | None
    problems: tuple[Problem, ...]
    incomplete: bool = False
    vanished: frozenset[tuple[int, int, str]] = field(default_factory=frozenset)
    mended: tuple[tuple[int, str], ...] = ()

    def mark(self, path: Path, *, of_key: bool = False) -> Mark:
        """The place of a model path in this file."""
        return self.mark_of(*find(self.root, path), of_key=of_key)

    def mark_of(self, node: Node | None, entry: Entry | None = None, *, of_key: bool = False) -> Mark:
        """The place of a node that stands in this file as the value of an entry."""
        if node is None:
            return self.line_mark(1, 1, 1)
        # A map or a list as a value has no characters of its own to point at: the key does.
        if entry and (of_key or not isinstance(node, Scalar)):
            node = entry.key
        if isinstance(node, Mapping) and node.entries and node.entries[0].key.line == node.line:
            node = node.entries[0].key
        return self.line_mark(node.line, node.column, node.length if isinstance(node, Scalar) else 1)

    def line_mark(self, line: int, column: int, length: int = 1) -> Mark:
        """A mark at 1-based `line` and `column`, as the file has them."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        for number, read in self.mended:
            if number == line:
                column = _unmended(column, read, text)
        return Mark(self.file, line, column, max(1, min(length, len(text) - column + 1)), text)


def _unmended(column: int, read: str, text: str) -> int:
    """The 1-based column in the line as written, for one in the line as read."""
    differing = (at for at, (one, other) in enumerate(zip(read, text, strict=False)) if one != other)
    same = next(differing, min(len(read), len(text)))
    if column <= same + 1:
        return column
    return max(same + 1, min(column + len(text) - len(read), len(text) + 1))
