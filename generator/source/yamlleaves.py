"""What YAML reads without complaint and not as meant: a value that a `#`, a comma, a `&` or a `!` takes away.

Each is one small function from a node and its line to a problem. Nothing here knows PyYAML or the keys of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.problems import Kind, Problem, problem
from generator.source.nodes import Document, Node, Scalar
from generator.source.yamltraps import DASH_GLUED, HASH_GLUED, QUOTE_NEEDED, Mend, quoted

TAG = Kind(
    "yaml-tag", "`{found}` at the start of a value means something else in YAML.", "Put quotes around the whole value."
)
VALUE_VANISHED_HASH = Kind(
    "value-vanished", "`{key}` has no value: everything after ` #` is a comment.", "Put quotes around the value."
)
VALUE_VANISHED_FLOW = Kind(
    "value-vanished",
    "`{key}` has no value: inside {{ }} a comma ends a value.",
    "Put quotes around the text with the comma, or write one key per line.",
)
VALUE_VANISHED = Kind("value-missing", "`{key}` has no value.", "Write a value after the colon, or delete the line.")
ITEM_VANISHED = Kind("value-missing", "This list entry is empty.", "Write a value after the dash, or delete the line.")
ITEM_VANISHED_HASH = Kind(
    "value-vanished", "This list entry is empty: everything after ` #` is a comment.", "Put quotes around the value."
)
_GLUED_HASH = re.compile(r"[ \t]+(#\S+)")
_DASHED = re.compile(r"-[^\W\d_]")
_DASHES = re.compile(r"\s*(?:-\s+)*")


def vanished(node: Node) -> bool:
    """Whether a leaf is empty although nobody wrote empty quotes."""
    return isinstance(node, Scalar) and not node.text and not node.quoted


def glued_hash(shell: Document, node: Scalar, end: tuple[int, int], line: str) -> Problem | None:
    """`Melati #7`: a comment begins right after the leaf, which ends at `end` (0-based line and column) of `line`."""
    hit = _GLUED_HASH.match(line, end[1])
    if not hit or not node.text:
        return None
    better = ""
    if end[0] + 1 == node.line:
        said = node.text + line[end[1] :].rstrip() if node.quoted else line[node.column - 1 :].rstrip()
        better = line[: node.column - 1] + quoted(said)
    mark = shell.line_mark(end[0] + 1, hit.start(1) + 1, len(hit[1]))
    return problem(HASH_GLUED, mark=mark, better=better, found=hit[1], kept=node.text)


def glued_dash(node: Scalar, line: str, following: Iterable[str]) -> Mend | None:
    """`-melati.jpg` where a list entry could stand. `following` are the lines after it."""
    if node.quoted or not _DASHED.match(node.text):
        return None
    lead = line[: node.column - 1]
    value = line[node.column :].rstrip()
    if not _DASHES.fullmatch(lead):
        return None
    below = next((text for text in following if text.strip()), "")
    # `  -name: A` above `   price: …`: one column to the left, so that the keys still stand below one another.
    beside = len(below) - len(below.lstrip()) == node.column and lead.endswith(" ")
    mended = f"{lead[:-1] if beside else lead}- {value}"
    return Mend(DASH_GLUED, node.line, node.column, 1, mended, {"value": value})


def anchor_as_text(shell: Document, node: Scalar, name: str, line: str) -> Problem:
    """`note: &Co Batik`: nobody refers to the anchor, so it was meant as text."""
    mark = shell.line_mark(node.line, node.column, len(name) + 1)
    return problem(QUOTE_NEEDED, mark=mark, better=_from_here_quoted(line, node.column), found="&")


def unknown_alias(shell: Document, at: tuple[int, int], name: str, line: str) -> tuple[Problem, Scalar]:
    """`*tebal*`: nothing has this name, so it was meant as text; the text goes on as the value."""
    mark = shell.line_mark(*at, len(name) + 1)
    found = problem(QUOTE_NEEDED, mark=mark, better=_from_here_quoted(line, at[1]), found="*")
    return found, Scalar(line[at[1] - 1 :].strip(), *at, len(name) + 1, quoted=True)


def tag_as_text(shell: Document, at: tuple[int, int], line: str, *, leaf: bool) -> Problem:
    """`!penting`: YAML takes the word for the name of a type."""
    found = line[at[1] - 1 :].split(" ", maxsplit=1)[0] or "!"
    better = _from_here_quoted(line, at[1]) if leaf else ""
    return problem(TAG, mark=shell.line_mark(*at, len(found)), better=better, found=found)


def _from_here_quoted(line: str, column: int) -> str:
    """The line with everything from a column on in quotes; inside [ ] or { } only up to the next comma or bracket."""
    before, rest = line[: column - 1], line[column - 1 :].rstrip()
    if before.count("[") + before.count("{") > before.count("]") + before.count("}"):
        part = re.match(r"[^,\]}]*", rest)
        rest_at = part.end() if part else len(rest)
        return before + quoted(rest[:rest_at].rstrip()) + rest[rest_at:]
    return before + quoted(rest)


def vanished_value(shell: Document, key: Scalar, before: Node | None, line: str) -> Problem:
    """`before` is the value in front of the key in the same `{ }`, which a comma may have cut."""
    after = line[key.column - 1 + key.length :]
    mark = shell.line_mark(key.line, key.column, key.length)
    kind, better = VALUE_VANISHED, ""
    if hit := re.match(r"(\s*:\s*)(#\S.*)$", after):
        kind = VALUE_VANISHED_HASH
        better = line[: key.column - 1 + key.length] + hit[1] + quoted(hit[2].rstrip())
    elif isinstance(before, Scalar) and before.text and before.line == key.line and not re.match(r"\s*:", after):
        kind = VALUE_VANISHED_FLOW
        start, end = before.column - 1, key.column - 1 + key.length
        if not before.quoted and not key.quoted:
            better = line[:start] + quoted(line[start:end]) + line[end:]
    return problem(kind, mark=mark, better=better, key=key.text)


def vanished_item(shell: Document, node: Scalar, line: str) -> Problem:
    """A dash with nothing after it."""
    hit = re.match(r"(\s*(?:-\s+)+)(#\S.*)$", line)
    better = hit[1] + quoted(hit[2].rstrip()) if hit else ""
    mark = shell.line_mark(node.line, len(line) - len(line.lstrip()) + 1)
    return problem(ITEM_VANISHED_HASH if hit else ITEM_VANISHED, mark=mark, better=better)
