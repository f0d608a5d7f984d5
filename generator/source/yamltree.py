"""YAML text → a tree of nodes with places. The only door to PyYAML.

Leaves are text and nothing else: what `no`, `0812` or `4,9` means is decided by the schema, not by YAML.
A mistake that sellers make often is reported with the line as it should be and mended in memory, so that
one run finds the mistakes after it too. This module must not know any key of the format, or open files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple, NoReturn

import yaml

from generator.problems import Kind, Parameter, Problem, problem
from generator.source import yamlleaves
from generator.source.nodes import Document, Entry, Mapping, Node, Scalar, Sequence
from generator.source.textfile import read_text
from generator.source.yamlleaves import vanished
from generator.source.yamltraps import Failure, Mend, diagnose
from generator.structs import replace

MAX_DEPTH = 50
MAX_NODES = 200_000
MAX_PROBLEMS = 100
MAX_MENDS = 60
MAX_MENDED_CHARACTERS = 6_000_000
"""How much text is read again after mending, in all: the bound on the time that a file can take."""
MAX_COMPARED = 1_000
"""Characters of a mended line that is compared with the written one; in longer ones a column may be off."""

TOO_DEEP = Kind(
    "too-deep", "This is nested more than {limit} levels deep.", "Check the indentation: no key of ours is that deep."
)
TOO_MANY_VALUES = Kind(
    "too-many-values", "This file unfolds to more than {limit} values.", "Write it without `*` references."
)
SECOND_DOCUMENT = Kind(
    "second-document", "`---` starts a second document here.", "Keep one document in a file; delete this line."
)
DUPLICATE_KEY = Kind("duplicate-key", "`{key}` is written twice; the first is on line {line}.", "Keep one of the two.")
MERGE_KEY = Kind(
    "merge-key", "`<<` does not work in these files.", "Write the keys out, or share them in `content/defaults.yaml`."
)
KEY_NOT_TEXT = Kind("key-not-text", "A list or a map cannot be a key.", "Write `key: value`.")

__all__ = ["Document", "Entry", "Mapping", "Node", "Scalar", "Sequence", "parse", "read_text", "read_yaml"]


def read_yaml(raw: bytes, file: str) -> Document:
    """The document in these bytes. Never raises for what a seller can write; see `Document.problems`."""
    text, problems = read_text(raw, file)
    if problems:
        return Document(file, tuple(text.split("\n")), None, problems, incomplete=True)
    return parse(text, file)


def parse(text: str, file: str) -> Document:
    """The document in this text, already decoded."""
    lines = text.split("\n")
    shell = Document(file, tuple(lines), None, ())
    found: list[Problem] = []
    seen: set[tuple[str, int, int]] = set()
    for _ in range(max(3, min(MAX_MENDS, MAX_MENDED_CHARACTERS // (len(text) + 1)))):
        composer = _Composer(shell, tuple(lines))
        try:
            root = composer.compose("\n".join(lines))
        except _Trapped as trapped:
            mend = trapped.mend
        except yaml.MarkedYAMLError as error:
            mend = diagnose(_failure(error), lines)
        except (_Stop, yaml.YAMLError):
            found.extend(_placed(composer.problems, lines, shell.lines))
            break
        else:
            problems = (*found, *_placed(composer.problems, lines, shell.lines))
            reread = tuple(
                (n, new) for n, (new, old) in enumerate(zip(lines, shell.lines, strict=True), 1) if new != old
            )
            return replace(shell, root=root, problems=problems, vanished=frozenset(composer.vanished), mended=reread)
        place = (mend.kind.code, mend.line, mend.column)
        written = shell.lines[mend.line - 1]
        if place in seen or _is_ours(mend.column, lines[mend.line - 1], written):  # mending did not help
            break
        seen.add(place)
        column = _as_written(mend.column, lines[mend.line - 1], written)
        mark = shell.line_mark(mend.line, column, mend.length)
        found.append(problem(mend.kind, mark=mark, better=mend.better, **mend.parameters))
        mended = mend.better if mend.mended is None else mend.mended
        if mended == lines[mend.line - 1] or (not mended and mend.mended is None):
            break
        if len(mended) > 3 * len(written) + 20:  # quotes of quotes: each round would double it
            break
        lines[mend.line - 1] = mended
    return replace(shell, problems=tuple(found), incomplete=True)


def _is_ours(column: int, mended: str, written: str) -> bool:
    """Whether the 1-based column stands in what mending put into a line."""
    start = next((n for n, (one, other) in enumerate(zip(mended, written, strict=False)) if one != other), len(written))
    ends = zip(reversed(mended[start:]), reversed(written[start:]), strict=False)
    same = next((n for n, (one, other) in enumerate(ends) if one != other), len(written) - start)
    return mended != written and start < column <= max(start + 1, len(mended) - same)


def _as_written(column: int, mended: str, written: str) -> int:
    """Where in the line as the seller wrote it stands what is at the 1-based column of the mended line."""
    if mended == written:
        return column
    if len(mended) > MAX_COMPARED:
        return min(column, len(written) + 1)
    for how, start, end, there, _ in SequenceMatcher(None, mended, written, autojunk=False).get_opcodes():
        if start < column <= end:
            return there + (column - start if how == "equal" else 1)
    return len(written) + 1


def _placed(problems: Iterable[Problem], mended: list[str], written: tuple[str, ...]) -> Iterator[Problem]:
    """The problems that were found in mended lines, with their columns in the lines that the seller wrote."""
    for found in problems:
        mark, line = found.mark, found.mark.line - 1 if found.mark else 0
        if mark is not None and mended[line] != written[line]:
            mark = replace(mark, column=_as_written(mark.column, mended[line], written[line]))
        yield replace(found, mark=mark)


def _failure(error: yaml.MarkedYAMLError) -> Failure:
    mark, context = error.problem_mark, error.context_mark
    return Failure(
        (error.context or "", error.problem or ""),
        (mark.line + 1, mark.column + 1) if mark else (1, 1),
        (context.line + 1, context.column + 1) if context else None,
    )


class _Stop(Exception):
    """The tree cannot be continued; the reason is among the problems."""


class _Trapped(Exception):
    """YAML reads on, but not what was meant; reading starts again with the line mended."""

    def __init__(self, mend: Mend) -> None:
        super().__init__(mend.kind.code)
        self.mend = mend


class _Anchored(NamedTuple):
    node: Node
    weight: int
    height: int


class _Composer:
    """Builds nodes from parser events without recursion, so that depth is a check and not a crash."""

    def __init__(self, shell: Document, lines: tuple[str, ...]) -> None:
        self.shell = shell
        self.lines = lines
        self.problems: list[Problem] = []
        self.vanished: set[tuple[int, int, str]] = set()
        self.anchors: dict[str, _Anchored] = {}
        self.unused: dict[str, Scalar] = {}
        self.weight = 0

    def compose(self, text: str) -> Node | None:
        # libyaml's own parser where PyYAML was built with it (all published wheels); the slow twin elsewhere.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        stack: list[_Open] = []
        root: Node | None = None
        for event in yaml.parse(text, Loader=loader):
            if len(stack) > MAX_DEPTH or self.weight > MAX_NODES:
                self._stop_at_caps(event, len(stack))
            node: Node
            height = 1
            if isinstance(event, yaml.ScalarEvent):  # by far the most
                node = self._scalar(event, in_flow=bool(stack) and bool(stack[-1].event.flow_style))
            elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                self._tag(event)
                stack.append(_Open(event, isinstance(event, yaml.MappingStartEvent), [], self.weight, [0]))
                continue
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                opened = stack.pop()
                node = self._map(opened) if opened.mapping else self._list(opened)
                height += max(opened.heights)
                if opened.event.anchor:
                    weight = self.weight - opened.weight_before
                    self.anchors[opened.event.anchor] = _Anchored(node, weight, height)
            elif isinstance(event, yaml.AliasEvent):
                node, height = self._alias(event, len(stack))
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                line, column = _start(event)
                rest = self._line(line).removeprefix("---").strip()
                raise _Trapped(Mend(SECOND_DOCUMENT, line, column, 3, mended=None if rest else ""))
            else:
                continue
            self.weight += 1
            if stack:
                stack[-1].nodes.append(node)
                stack[-1].heights.append(height)
            else:
                root = node
        for name, unused in self.unused.items():
            self._report(yamlleaves.anchor_as_text(self.shell, unused, name, self._line(unused.line)))
        return None if root is None or vanished(root) else root

    def _report(self, found: Problem) -> None:
        self.problems.append(found)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def _line(self, line: int) -> str:
        return self.lines[line - 1] if line <= len(self.lines) else ""

    def _stop_at_caps(self, event: yaml.Event, depth: int) -> NoReturn:
        if depth > MAX_DEPTH:
            self._stop(TOO_DEEP, event, limit=MAX_DEPTH)
        self._stop(TOO_MANY_VALUES, event, limit=MAX_NODES)

    def _stop(self, kind: Kind, event: yaml.Event, **parameters: Parameter) -> NoReturn:
        self.problems.append(problem(kind, mark=self.shell.line_mark(*_start(event)), better="", **parameters))
        raise _Stop

    def _scalar(self, event: yaml.ScalarEvent, *, in_flow: bool) -> Scalar:
        if event.tag is not None:
            self._tag(event)
        line, column = _start(event)
        end = event.end_mark
        assert end is not None  # the parser marks every event
        full = self._line(line)
        length = end.column - column + 1 if end.line == line - 1 else len(full) - column + 1
        block = event.style in ("|", ">")
        words, empty = event.value, not event.value.strip()
        quoted = not event.implicit[0] and not (block and empty)
        node = Scalar("" if empty and not quoted else words, line, column, max(1, length), quoted)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(node, 1, 1)
            self.unused[event.anchor] = node
        # Looked at closely only where the sign of one stands at all: very few do.
        dashed = words[:1] == "-" and not in_flow
        if dashed and (trap := yamlleaves.glued_dash(node, full, self.lines[line : line + 9])):
            raise _Trapped(trap)
        last = "" if block else full if end.line == line - 1 else self._line(end.line + 1)
        if "#" in last and (found := yamlleaves.glued_hash(self.shell, node, (end.line, end.column), last)):
            self._report(found)
        return node

    def _alias(self, event: yaml.AliasEvent, depth: int) -> tuple[Node, int]:
        name = event.anchor or ""
        self.unused.pop(name, None)
        known = self.anchors.get(name)
        if known is None:
            at = _start(event)
            found, node = yamlleaves.unknown_alias(self.shell, at, name, self._line(at[0]))
            self._report(found)
            return node, 1
        self.weight += known.weight
        if depth + known.height > MAX_DEPTH:
            self._stop(TOO_DEEP, event, limit=MAX_DEPTH)
        return known.node, known.height

    def _list(self, opened: _Open) -> Sequence:
        for node in opened.nodes:
            if isinstance(node, Scalar) and vanished(node):
                line = min(node.line, len(self.lines))
                self._report(yamlleaves.vanished_item(self.shell, node._replace(line=line), self._line(line)))
        return Sequence(tuple(node for node in opened.nodes if not vanished(node)), *_start(opened.event))

    def _map(self, opened: _Open) -> Mapping:
        place = _start(opened.event)
        entries: dict[str, Entry] = {}
        before: Node | None = None
        for key, value in zip(opened.nodes[::2], opened.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._report(problem(KEY_NOT_TEXT, mark=self.shell.line_mark(key.line, key.column)))
            elif key.text == "<<" and not key.quoted:
                self._report(problem(MERGE_KEY, mark=self.shell.line_mark(key.line, key.column, 2)))
            elif (first := entries.get(key.text)) is not None:
                mark = self.shell.line_mark(key.line, key.column, key.length)
                self._report(problem(DUPLICATE_KEY, mark=mark, key=key.text, line=first.key.line))
            elif vanished(value):
                self.vanished.add((*place, key.text))
                left = before if opened.event.flow_style else None
                self._report(yamlleaves.vanished_value(self.shell, key, left, self._line(key.line)))
            else:
                entries[key.text] = Entry(key, value)
            before = value
        return Mapping(tuple(entries.values()), *place)

    def _tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is None or event.tag.startswith("tag:yaml.org,2002:str"):
            return
        at = _start(event)
        leaf = isinstance(event, yaml.ScalarEvent)
        self._report(yamlleaves.tag_as_text(self.shell, at, self._line(at[0]), leaf=leaf))


def _start(event: yaml.Event) -> tuple[int, int]:
    """1-based line and column."""
    mark = event.start_mark
    assert mark is not None  # the parser marks every event
    return mark.line + 1, mark.column + 1


class _Open(NamedTuple):
    """A map or a list that is being read. `heights` are those of its nodes."""

    event: yaml.CollectionStartEvent
    mapping: bool
    nodes: list[Node]
    weight_before: int
    heights: list[int]
