"""Changes to the keys of a file, each proven by reading the result.

Owns what a change promises: the file says what it said, but for the key that was to change. It must not know how
lines are put together; a change that does not keep the promise is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.editing.layout import Layout, Unsure
from generator.editing.splice import with_value, without
from generator.editing.values import Value, as_read
from generator.problems import Kind, Path, ProblemsFound, problem
from generator.source.nodes import Document, plain
from generator.source.yamltree import read_yaml
from generator.structs import Frozen

BY_HAND = Kind(
    "edit-by-hand",
    "`{key}` cannot be changed here without touching the lines around it.",
    "Change it in your editor; nothing was written.",
)


class Change(Frozen):
    """One key to set, or to take out (`value` None). `path` leads to it through keys and 0-based positions; the
    position after a list's last entry adds one. A new key goes behind the first of `after` that its map has, else
    to the end of it."""

    path: Path
    value: Value | None
    after: tuple[str, ...] = ()


def edited(raw: bytes, file: str, changes: Sequence[Change]) -> bytes:
    """The file with these changes, in order; comments, blank lines, line ends and BOM stay as they are.

    `file` is its name for messages. Raises `ProblemsFound` for a file that cannot be read as YAML, and where a
    change cannot be made without touching more than its key (`BY_HAND`).
    """
    document = _readable(raw, file)
    for change in changes:
        expected = _changed(plain(document.root), change.path, change.value)
        try:
            layout = Layout(raw, document)
            if change.value is None:
                made = without(layout, change.path)
            else:
                made = with_value(layout, change.path, change.value, after=change.after)
        except Unsure:
            raise _by_hand(document, change) from None
        after = read_yaml(made, file)
        if after.problems or plain(after.root) != expected:
            raise _by_hand(document, change)
        raw, document = made, after
    return raw


def _readable(raw: bytes, file: str) -> Document:
    document = read_yaml(raw, file)
    if document.problems:
        raise ProblemsFound(document.problems)
    return document


def _by_hand(document: Document, change: Change) -> ProblemsFound:
    mark = document.mark(change.path, of_key=True)
    return ProblemsFound([problem(BY_HAND, *change.path, mark=mark, key=".".join(map(str, change.path)))])


def _changed(tree: Any, path: Path, value: Value | None) -> Any:
    """What the file should say after the change."""
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        items = list(tree) if isinstance(tree, list) else []
        new = _changed(items[part] if part < len(items) else None, rest, value) if rest else as_read(value or "")
        return [*items[:part], new, *items[part + 1 :]]
    entries = dict(tree) if isinstance(tree, dict) else {}
    if rest:
        entries[part] = _changed(entries.get(part), rest, value)
    elif value is None:
        entries.pop(part, None)
    else:
        entries[part] = as_read(value)
    return entries
