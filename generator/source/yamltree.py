"""YAML text → a tree of nodes with places. The only door to PyYAML.

Leaves are text and nothing else: what `no`, `0812` or `4,9` means is decided by the schema, not by YAML.
A mistake that sellers make often is reported with the line as it should be and mended in memory, so that
one run finds the mistakes after it too. This module must not know any key of the format, or open files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import yaml

from generator.problems import Kind, Mark, Parameter, Path, Problem, problem
from generator.source.yamltraps import Failure, diagnose, quoted

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_NODES = 200_000
MAX_MENDS = 60

TOO_BIG = Kind(
    "file-too-big", "This file has {found} bytes.", "Keep every file under {limit} bytes; move long text to a page."
)
NOT_UTF8 = Kind("not-utf8", "This file is not saved as UTF-8.", "Open it in your editor and save it again as UTF-8.")
CONTROL_CHARACTER = Kind(
    "control-character", "There is an invisible control character here ({found}).", "Delete it and type the text again."
)
TOO_DEEP = Kind(
    "too-deep", "This is nested more than {limit} levels deep.", "Check the indentation: no key of ours is that deep."
)
TOO_MANY_VALUES = Kind(
    "too-many-values", "This file unfolds to more than {limit} values.", "Write it without `*` references."
)
UNKNOWN_ALIAS = Kind(
    "quote-needed",
    "`{found}` at the start of a value means something else in YAML.",
    "Put quotes around the whole value.",
)
TAG = Kind(
    "yaml-tag", "`{found}` at the start of a value means something else in YAML.", "Put quotes around the whole value."
)
SECOND_DOCUMENT = Kind(
    "second-document", "`---` starts a second document here.", "Keep one document in a file; delete this line."
)
DUPLICATE_KEY = Kind("duplicate-key", "`{key}` is written twice; the first is on line {line}.", "Keep one of the two.")
KEY_NOT_TEXT = Kind("key-not-text", "A list or a map cannot be a key.", "Write `key: value`.")
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
HASH_GLUED = Kind(
    "hash-cuts-text",
    "Everything from ` {found}` on is a comment, so the text ends at “{kept}”.",
    "Put quotes around the whole text; for a comment write `# ` with a space.",
)


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


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its name for messages, its lines, its tree (None when nothing could be read or the file
    is empty), and what was wrong."""

    file: str
    lines: tuple[str, ...]
    root: Node | None
    problems: tuple[Problem, ...]
    first_line: int = 1
    incomplete: bool = False

    def mark(self, path: Path, *, of_key: bool = False) -> Mark:
        """The place of a model path in this file. Parts that the seller did not write (a flat item's
        `items[0]`, a normalised shorthand) are passed over; the nearest written ancestor serves."""
        node, entry = self.root, None
        for part in path:
            if isinstance(node, Mapping) and isinstance(part, str) and (found := node.get(part)):
                node, entry = found.value, found
            elif isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
                node, entry = node.items[part], None
        if node is None:
            return self.line_mark(1, 1, 1)
        # A map or a list as a value has no characters of its own to point at: the key does.
        if entry and (of_key or not isinstance(node, Scalar)):
            node = entry.key
        if isinstance(node, Mapping) and node.entries:
            node = node.entries[0].key
        return self.line_mark(node.line, node.column, node.length if isinstance(node, Scalar) else 1)

    def line_mark(self, line: int, column: int, length: int = 1) -> Mark:
        """A mark at 1-based `line` and `column` of the YAML text (front matter counts from the file's top)."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Mark(self.file, line + self.first_line - 1, column, max(1, length), text)


def read_text(raw: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file (BOM dropped, line ends as `\\n`, non-breaking spaces as spaces) or what is wrong."""
    if len(raw) > MAX_BYTES:
        return "", (problem(TOO_BIG, mark=Mark(file), found=len(raw), limit=MAX_BYTES),)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", (problem(NOT_UTF8, mark=Mark(file)),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        shown = raw.decode("utf-8", "replace").splitlines()
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        return "", (problem(NOT_UTF8, mark=Mark(file, line, column, 1, shown[line - 1] if line <= len(shown) else "")),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # YAML 1.1 breaks lines at these, editors do not: one space each keeps lines and columns as the seller sees them.
    text = re.sub("[\u00a0\u0085\u2028\u2029\u202f]", " ", text)
    return text, tuple(_control_characters(text, file))


def _control_characters(text: str, file: str) -> Iterator[Problem]:
    for found in re.finditer("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff\ufeff]", text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        mark = Mark(file, line, column, 1, text.split("\n")[line - 1])
        yield problem(CONTROL_CHARACTER, mark=mark, found=f"U+{ord(found.group()):04X}")


def read_yaml(raw: bytes, file: str) -> Document:
    """The document in these bytes. Never raises for what a seller can write; see `Document.problems`."""
    text, problems = read_text(raw, file)
    if problems:
        return Document(file, tuple(text.split("\n")), None, problems, incomplete=True)
    return parse(text, file)


def parse(text: str, file: str, *, first_line: int = 1) -> Document:
    """The document in this text, already decoded. `first_line` is where it starts in its file (front matter)."""
    original = tuple(text.split("\n"))
    lines = list(original)
    found: list[Problem] = []
    root: Node | None = None
    incomplete = False
    shell = Document(file, original, None, (), first_line)
    for _ in range(MAX_MENDS):
        composer = _Composer(shell, tuple(lines))
        try:
            root = composer.compose("\n".join(lines))
        except yaml.MarkedYAMLError as error:
            mend = diagnose(_failure(error), lines)
            found.append(
                problem(
                    mend.kind,
                    mark=shell.line_mark(mend.line, mend.column, mend.length),
                    better=mend.better,
                    **mend.parameters,
                )
            )
            if mend.better and mend.better != lines[mend.line - 1]:
                lines[mend.line - 1] = mend.better
                continue
            incomplete = True
        except (_Stop, yaml.YAMLError):
            incomplete = True
        found.extend(composer.problems)
        break
    else:
        incomplete = True
    return Document(file, original, root, tuple(found), first_line, incomplete)


def _failure(error: yaml.MarkedYAMLError) -> Failure:
    mark, context = error.problem_mark, error.context_mark
    return Failure(
        (error.context or "", error.problem or ""),
        (mark.line + 1, mark.column + 1) if mark else (1, 1),
        (context.line + 1, context.column + 1) if context else None,
    )


class _Stop(Exception):
    """The tree cannot be continued; the reason is among the problems."""


class _Composer:
    """Builds nodes from parser events without recursion, so that depth is a check and not a crash."""

    def __init__(self, shell: Document, lines: tuple[str, ...]) -> None:
        self.shell = shell
        self.lines = lines
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.weight = 0
        self.unused: dict[str, Scalar] = {}

    def compose(self, text: str) -> Node | None:
        # libyaml's own parser where PyYAML was built with it (all published wheels); the slow twin elsewhere.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        stack: list[_Open] = []
        root: Node | None = None
        for event in yaml.parse(text, Loader=loader):
            self._within_caps(event, len(stack), first=root is None)
            if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                self._tag(event)
                stack.append(_Open(event, isinstance(event, yaml.MappingStartEvent), [], self.weight))
                continue
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                opened = stack.pop()
                node = self._close(opened)
                if opened.event.anchor:
                    self.anchors[opened.event.anchor] = (node, self.weight - opened.weight_before)
            elif isinstance(event, yaml.ScalarEvent):
                node = self._scalar(event)
            elif isinstance(event, yaml.AliasEvent):
                node = self._alias(event)
            else:
                continue
            self.weight += 1
            if stack:
                stack[-1].nodes.append(node)
            else:
                root = node
        for name, node in self.unused.items():
            self._anchor_in_text(name, node)
        if isinstance(root, Scalar) and not root.text and not root.quoted:
            return None
        return root

    def _within_caps(self, event: yaml.Event, depth: int, *, first: bool) -> None:
        if isinstance(event, yaml.DocumentStartEvent) and not first:
            self._stop(SECOND_DOCUMENT, event)
        if depth > MAX_DEPTH:
            self._stop(TOO_DEEP, event, limit=MAX_DEPTH)
        if self.weight > MAX_NODES:
            self._stop(TOO_MANY_VALUES, event, limit=MAX_NODES)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self._tag(event)
        line, column = _start(event)
        end = event.end_mark
        assert end is not None  # the parser marks every event
        full = self._line(line)
        length = end.column - column + 1 if end.line == line - 1 else len(full) - column + 1
        node = Scalar(event.value, line, column, max(1, length), quoted=not event.implicit[0])
        if event.anchor:
            self.anchors[event.anchor] = (node, 1)
            self.unused[event.anchor] = node
        if not node.quoted and event.value and " #" in (rest := self._line(end.line + 1)[end.column :]):
            self._glued_hash(node, rest, end.line)
        return node

    def _line(self, line: int) -> str:
        return self.lines[line - 1] if line <= len(self.lines) else ""

    def _glued_hash(self, node: Scalar, rest: str, line: int) -> None:
        if hit := re.match(r"(\s+)(#\w\S*)", rest):
            full = self.lines[line]
            better = ""
            if line + 1 == node.line:
                value = full[node.column - 1 :].rstrip()
                better = full[: node.column - 1] + quoted(value)
            mark = self.shell.line_mark(line + 1, len(full) - len(rest) + len(hit[1]) + 1, len(hit[2]))
            self.problems.append(problem(HASH_GLUED, mark=mark, better=better, found=hit[2], kept=node.text))

    def _anchor_in_text(self, name: str, node: Scalar) -> None:
        """`note: &Co Batik`: nobody refers to the anchor, so it was meant as text."""
        full = self._line(node.line)
        better = full[: node.column - 1] + quoted(full[node.column - 1 :].rstrip())
        mark = self.shell.line_mark(node.line, node.column, len(name) + 1)
        self.problems.append(problem(UNKNOWN_ALIAS, mark=mark, better=better, found="&"))

    def _alias(self, event: yaml.AliasEvent) -> Node:
        name = event.anchor or ""
        self.unused.pop(name, None)
        known = self.anchors.get(name)
        if known is None:
            line, column = _start(event)
            full = self._line(line)
            mark = self.shell.line_mark(line, column, len(name) + 1)
            better = full[: column - 1] + quoted(full[column - 1 :].rstrip())
            self.problems.append(problem(UNKNOWN_ALIAS, mark=mark, better=better, found="*"))
            return Scalar(full[column - 1 :].strip(), line, column, len(name) + 1, quoted=True)
        node, weight = known
        self.weight += weight
        return node

    def _close(self, opened: _Open) -> Node:
        line, column = _start(opened.event)
        if not opened.mapping:
            for node in opened.nodes:
                if isinstance(node, Scalar) and _vanished(node):
                    self._vanished_item(node)
            kept = tuple(n for n in opened.nodes if not (isinstance(n, Scalar) and _vanished(n)))
            return Sequence(kept, line, column)
        entries: dict[str, Entry] = {}
        before: Node | None = None
        for key, value in zip(opened.nodes[::2], opened.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.problems.append(problem(KEY_NOT_TEXT, mark=self.shell.line_mark(key.line, key.column)))
            elif (first := entries.get(key.text)) is not None:
                mark = self.shell.line_mark(key.line, key.column, key.length)
                self.problems.append(problem(DUPLICATE_KEY, mark=mark, key=key.text, line=first.key.line))
            elif isinstance(value, Scalar) and _vanished(value):
                self._vanished_value(key, before if opened.event.flow_style else None)
            else:
                entries[key.text] = Entry(key, value)
            before = value
        return Mapping(tuple(entries.values()), line, column)

    def _vanished_value(self, key: Scalar, before: Node | None) -> None:
        """`before` is the value in front of the key in the same `{ }`, which a comma may have cut."""
        full = self.lines[key.line - 1]
        after = full[key.column - 1 + key.length :]
        mark = self.shell.line_mark(key.line, key.column, key.length)
        kind, better = VALUE_VANISHED, ""
        if hit := re.match(r"(\s*:\s*)(#\S.*)$", after):
            kind = VALUE_VANISHED_HASH
            better = full[: key.column - 1 + key.length] + hit[1] + quoted(hit[2].rstrip())
        elif isinstance(before, Scalar) and before.line == key.line:
            kind = VALUE_VANISHED_FLOW
            start, end = before.column - 1, key.column - 1 + key.length
            better = full[:start] + quoted(full[start:end]) + full[end:]
        self.problems.append(problem(kind, mark=mark, better=better, key=key.text))

    def _vanished_item(self, node: Scalar) -> None:
        line = min(node.line, len(self.lines))
        full = self.lines[line - 1]
        hit = re.match(r"(\s*(?:-\s+)+)(#\S.*)$", full)
        better = hit[1] + quoted(hit[2].rstrip()) if hit else ""
        mark = self.shell.line_mark(line, len(full) - len(full.lstrip()) + 1)
        self.problems.append(problem(ITEM_VANISHED_HASH if hit else ITEM_VANISHED, mark=mark, better=better))

    def _tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag in (None, "!") or (event.tag or "").startswith("tag:yaml.org,2002:str"):
            return
        line, column = _start(event)
        full = self._line(line)
        better = ""
        if isinstance(event, yaml.ScalarEvent):
            better = full[: column - 1] + quoted(full[column - 1 :].rstrip())
        found = full[column - 1 :].split(" ")[0] or "!"
        self.problems.append(
            problem(TAG, mark=self.shell.line_mark(line, column, len(found)), better=better, found=found)
        )

    def _stop(self, kind: Kind, event: yaml.Event, **parameters: Parameter) -> None:
        self.problems.append(problem(kind, mark=self.shell.line_mark(*_start(event)), better="", **parameters))
        raise _Stop


def _start(event: yaml.Event) -> tuple[int, int]:
    """1-based line and column."""
    mark = event.start_mark
    assert mark is not None  # the parser marks every event
    return mark.line + 1, mark.column + 1


class _Open(NamedTuple):
    event: yaml.CollectionStartEvent
    mapping: bool
    nodes: list[Node]
    weight_before: int


def _vanished(node: Scalar) -> bool:
    return not node.text and not node.quoted
