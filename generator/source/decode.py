"""Node tree → model. Owns how pydantic's errors become problems with a place, a near miss and a better line.

It must not know any single key of the format: everything it says comes from the model and the tree.
"""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Iterable
from types import UnionType
from typing import Any, TypeVar, Union

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.problems import Kind, Mark, Parameter, Path, Problem, Refused, problem
from generator.shop.model.base import Model, key_names
from generator.shop.model.reading import Reading
from generator.shop.model.shapes import EXPECTED_TEXT, SPACE_AFTER_COLON, shape
from generator.source.keywords import INDONESIAN_KEYS
from generator.source.nodes import (
    Document,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    find,
    keys_in,
    plain,
    without,
    written,
)
from generator.source.table import QUOTE_INSIDE, TOO_MANY_CELLS
from generator.source.yamlleaves import TAG, VALUE_VANISHED_FLOW
from generator.source.yamltraps import HASH_GLUED, LIST_ON_KEY_LINE, NO_COLON, QUOTE_NEEDED, quoted
from generator.structs import Frozen, replace

__all__ = ["Source", "decode", "keys_at", "near_key", "plain"]

UNKNOWN_KEY = Kind("unknown-key", "`{key}` is not a key here.", "Possible here: {keys}.")
UNKNOWN_KEY_NEAR = Kind("unknown-key", "`{key}` is not a key here.", "Did you mean `{near}`?")
MISSING_KEY = Kind("missing-key", "`{key}` is missing here.", "Add a line `{key}: …`.")
CELL_MISSING = Kind("missing-key", "This row has no `{key}`.", "Fill in its cell.")
WRONG_SHAPE = Kind(
    "shape",
    "Expected `key: value` lines here, found {found}.",
    "Write each as a line of its own, indented by two spaces.",
)

MAX_PROBLEMS = 100
"""How many problems of one file are told; whoever has more mends these first."""

_ROUNDS = 20
_M = TypeVar("_M", bound=Model)


class Source(Frozen):
    """The tree that a model is made from, and the files that it was written in.

    Most of it stands in `document`; `grafts` maps a place in the model to the document that holds what stands there:
    defaults that a campaign takes over, a table. `unread` are keys that are written somewhere in it and have no value
    that could be read.
    """

    document: Document
    root: Node | None
    grafts: tuple[tuple[Path, Document], ...] = ()
    unread: frozenset[str] = frozenset()

    @classmethod
    def of(cls, document: Document) -> Source:
        """A document without grafts."""
        return cls(document, document.root)

    def documents(self) -> tuple[Document, ...]:
        """All files that it was written in."""
        return (self.document, *(document for _, document in self.grafts))

    def document_at(self, path: Path) -> Document:
        """The file in which a model path is written."""
        path = written(self.root, path)
        for prefix, document in self.grafts:
            if path[: len(prefix)] == prefix:
                return document
        return self.document

    def mark(self, path: Path, *, of_key: bool = False) -> Mark:
        """The place of a model path, in whichever file it was written."""
        return self.document_at(path).mark_of(*find(self.root, path), of_key=of_key)


def decode(model: type[_M], source: Source, reading: Reading) -> tuple[_M | None, Source, tuple[Problem, ...]]:
    """The model that the tree spells, the source with its tree as far as it was used, and every problem in it.

    Where there are problems, the model is what remains without the wrong parts, so that the rules can look at
    the rest; None when nothing does. It must not be published. Its paths are those of the source returned.
    """
    telling = _Telling(model, source)
    telling.refuse_inner_keys()
    for _ in range(_ROUNDS):
        try:
            made = model.model_validate(plain(telling.source.root), context=reading)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            telling.explain(details)
            if len(telling.problems) >= MAX_PROBLEMS or not telling.take_out(details):
                break
        else:
            used = replace(telling.source, unread=frozenset(telling.unread))
            return made, used, tuple(telling.problems)
    return None, source, tuple(telling.problems)


class _Telling:
    """One model in the making: what was found wrong, and the tree without it.

    A wrong part can hide others (a map that is refused as a whole), so the tree is read again without it until
    nothing more is wrong. What is missing only because it was taken out is not told.
    """

    def __init__(self, model: type[Model], source: Source) -> None:
        self.model = model
        self.source = source
        self.problems: list[Problem] = []
        self.told: set[tuple[Kind, Mark | None, tuple[tuple[str, Parameter], ...]]] = set()
        self.robbed: set[tuple[str, int, int]] = set()
        self.unread = {key for document in source.documents() for _, _, key in document.vanished}
        self.cut = {
            (found.mark.file, found.mark.line)
            for document in source.documents()
            for found in document.problems
            if found.mark and found.kind in _CUTTING
        }
        self.near: dict[tuple[str, tuple[str, ...]], str] = {}

    def refuse_inner_keys(self) -> None:
        """Refuse keys that only the loader may set (the slug, which is the file's name)."""
        root = self.source.root
        inner = {field.alias or name for name, field in self.model.model_fields.items() if field.exclude}
        if isinstance(root, Mapping):
            found = [(key,) for key in sorted(inner) if root.get(key)]
            for path in found:
                self._tell(self._unknown_key(path, keys_at(self.model, ())), of_key=True)
            if found:
                self.source = replace(self.source, root=without(root, found))

    def explain(self, details: list[ErrorDetails]) -> None:
        """Tell what is new in these."""
        # A near miss of a missing key is one mistake, not two.
        meant: set[Path] = set()
        unknown = [tuple(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"]
        for path in unknown[: 2 * MAX_PROBLEMS]:
            keys = keys_at(self.model, path[:-1])
            meant.add((*path[:-1], self._near(str(path[-1]), keys)))
            self.unread.add(self._near(str(path[-1]), keys))
            self._tell(self._unknown_key(path, keys), of_key=True)
        for detail in details:
            path = tuple(detail["loc"])
            if detail["type"] != "extra_forbidden" and path not in meant and not self._follows(detail):
                self._tell(self._problem(detail))

    def take_out(self, details: list[ErrorDetails]) -> bool:
        """Take the wrong parts out of the tree; False when nothing would be left."""
        parts = {written(self.source.root, self._wrong_part(detail)) for detail in details}
        stand_ins = {
            str(detail["loc"][0]) for detail in details if detail["type"] == "missing" and len(detail["loc"]) == 1
        }
        if () in parts or self.source.root is None:
            root = self.source.root if self.source.root is not None else Mapping((), 1, 1)
            # A file without its title still has dates and prices to look at.
            if not stand_ins or not isinstance(root, Mapping) or any(root.get(key) for key in stand_ins):
                return False
            added = tuple(Entry(_stand_in(key), _stand_in("?")) for key in sorted(stand_ins))
            self.source = replace(self.source, root=root._replace(entries=root.entries + added))
            parts.discard(())
        for path in parts:
            self.unread.update(str(part) for part in path)
            self.unread.update(keys_in(find(self.source.root, path)[0]))
            holder, _ = find(self.source.root, path[:-1])
            if holder is not None:
                self.robbed.add((self.source.document_at(path).file, holder.line, holder.column))
        assert self.source.root is not None
        self.source = replace(self.source, root=without(self.source.root, parts))
        return True

    def _wrong_part(self, detail: ErrorDetails) -> Path:
        """What must go: the value itself, or whatever lacks a key that it needs."""
        path = tuple(detail["loc"])
        if detail["type"] == "missing":
            return path[:-1]
        refused = detail.get("ctx", {}).get("error")
        return (*path, *refused.below) if isinstance(refused, Refused) else path

    def _follows(self, detail: ErrorDetails) -> bool:
        """Whether this is missing only because it has no value, or was taken out."""
        path = tuple(detail["loc"])
        missing = detail["type"] == "missing"
        refused = detail.get("ctx", {}).get("error")
        below = refused.below if isinstance(refused, Refused) else ()
        holder, _ = find(self.source.root, path[:-1] if missing else (*path, *below))
        if holder is None or isinstance(holder, Scalar):
            return False
        document = self.source.document_at(path)
        if (document.file, holder.line, holder.column) in self.robbed:
            return True
        gone = {key for line, column, key in document.vanished if (line, column) == (holder.line, holder.column)}
        if missing:
            unread = any(("key", path[-1]) in found.parameters for found in document.problems if found.kind is NO_COLON)
            return str(path[-1]) in gone or unread
        return bool(gone) and isinstance(holder, Mapping)

    def _tell(self, found: Problem, *, of_key: bool = False) -> None:
        if not of_key and found.mark and (found.mark.file, found.mark.line) in self.cut:
            return  # YAML read only a part of the value, and that is told already
        if found.mark and self._is_secretive(found.path):
            found = replace(found, mark=_hushed(found.mark, of_key=of_key), better="")
        # What defaults or an anchor bring to several places, and a column of a table, is one mistake.
        same = (found.kind, found.mark, found.parameters)
        if same not in self.told and len(self.problems) < MAX_PROBLEMS:
            self.told.add(same)
            self.problems.append(found)

    def _is_secretive(self, path: Path) -> bool:
        """Whether the place lies in a map in which people write secrets."""
        models = (_model_at(self.model, path[:depth]) for depth in range(1, len(path)))
        return any(model is not None and model.secretive for model in models)

    def _problem(self, detail: ErrorDetails) -> Problem:
        path = tuple(detail["loc"])
        if detail["type"] == "missing":
            mark = self.source.mark(path[:-1])
            in_table = mark.file.endswith(".csv") and self._column(path)
            return problem(CELL_MISSING if in_table else MISSING_KEY, *path, mark=mark, key=str(path[-1]))
        node, _ = find(self.source.root, path)
        refused = detail.get("ctx", {}).get("error")
        if not isinstance(refused, Refused):
            return problem(WRONG_SHAPE, *path, mark=self.source.mark(path), found=shape(plain(node)))
        full = (*path, *refused.below)
        mark = self.source.mark(full)
        node, _ = find(self.source.root, full)
        if refused.kind is SPACE_AFTER_COLON:
            return _glued_key(mark, full)
        if refused.kind is EXPECTED_TEXT and isinstance(node, (Sequence, Mapping)):
            here = self.source.document_at(full).line_mark(node.line, node.column)
            if better := _bracket_quoted(here):
                return problem(refused.kind, *full, mark=here, better=better, **refused.parameters)
        better = _better(mark, node, refused.instead)
        return problem(refused.kind, *full, mark=mark, better=better, **refused.parameters)

    def _column(self, path: Path) -> bool:
        """Whether other rows of the table have a cell for this key."""
        rows, _ = find(self.source.root, path[:-2])
        return isinstance(rows, Sequence) and any(
            isinstance(row, Mapping) and row.get(str(path[-1])) for row in rows.items
        )

    def _unknown_key(self, path: Path, keys: tuple[str, ...]) -> Problem:
        key = str(path[-1])
        mark = self.source.mark(path, of_key=True)
        model = _model_at(self.model, path[:-1])
        if model and (elsewhere := model.elsewhere.get(key)):
            return problem(elsewhere, *path, mark=mark, key=key)
        if near := self._near(key, keys):
            start, end = mark.column - 1, mark.column - 1 + mark.length
            better = mark.text[:start] + near + mark.text[end:] if mark.text[start:end].strip("\"'") == key else ""
            return problem(UNKNOWN_KEY_NEAR, *path, mark=mark, better=better, key=key, near=near)
        closest = sorted(keys, key=lambda known: -difflib.SequenceMatcher(None, key, known).ratio())[:_SHOWN_KEYS]
        shown = ", ".join(f"`{name}`" for name in keys if name in closest)
        return problem(UNKNOWN_KEY, *path, mark=mark, key=key, keys=shown + (" …" if len(keys) > _SHOWN_KEYS else ""))

    def _near(self, key: str, keys: tuple[str, ...]) -> str:
        if (key, keys) not in self.near:
            self.near[key, keys] = near_key(key, keys)
        return self.near[key, keys]


_SHOWN_KEYS = 12
_CUTTING = frozenset(
    (TAG, QUOTE_NEEDED, VALUE_VANISHED_FLOW, HASH_GLUED, LIST_ON_KEY_LINE, TOO_MANY_CELLS, QUOTE_INSIDE)
)


def _stand_in(text: str) -> Scalar:
    return Scalar(text, 1, 1, 1, quoted=True)


def _hushed(mark: Mark, *, of_key: bool) -> Mark:
    """The mark with its line cut before any value."""
    start = mark.column - 1
    before = mark.text[:start]
    if not re.fullmatch(r"\s*(?:\w+:\s*)?", before):
        before = " " * start
    key = mark.text[start : start + mark.length] if of_key else ""
    return replace(mark, text=f"{before}{key}…", length=mark.length if of_key else 1)


def _glued_key(mark: Mark, path: Path) -> Problem:
    written_there = mark.text[mark.column - 1 : mark.column - 1 + mark.length]
    key, _, value = written_there.partition(":")
    better = f"{mark.text[: mark.column - 1]}{key}: {value}{mark.text[mark.column - 1 + mark.length :]}"
    return problem(SPACE_AFTER_COLON, *path, mark=mark, better=better, key=key, value=value.strip())


def _bracket_quoted(mark: Mark) -> str:
    """`title: [READY]` with quotes, where the bracket and nothing else ends the line."""
    value = mark.text[mark.column - 1 :].rstrip()
    pairs = {"[": "]", "{": "}"}
    if value[:1] not in pairs or not value.endswith(pairs[value[0]]) or value.count(value[0]) != 1:
        return ""
    return mark.text[: mark.column - 1] + quoted(value)


def _better(mark: Mark, node: Node | None, instead: str) -> str:
    """The line with the value replaced, where the value stands on that line alone."""
    if not instead or not isinstance(node, Scalar) or mark.line != node.line:
        return ""
    there = mark.text[mark.column - 1 : mark.column - 1 + mark.length]
    if node.text.strip() != there and not (node.quoted and there[:1] in ("'", '"')):
        return ""  # a text over several lines
    table = mark.file.endswith(".csv") and re.search("[,;\t]", instead)
    needed = table or instead[:1] in "@`%&*!|>'\"[]{}#,?-" or ": " in instead or " #" in instead
    value = quoted(instead) if there[:1] in ("'", '"') or needed else instead
    return mark.text[: mark.column - 1] + value + mark.text[mark.column - 1 + mark.length :]


def near_key(key: str, possible: Iterable[str]) -> str:
    """The key that was probably meant: the English of an Indonesian word, or the nearest spelling; else empty."""
    known = list(possible)
    word = key.strip().lower().replace("-", "_").replace(" ", "_")
    for candidate in (word, *INDONESIAN_KEYS.get(word, ())):
        if candidate in known:
            return candidate
    close = difflib.get_close_matches(word, known, 1, 0.7)
    swapped = [each for each in known if sorted(each) == sorted(word)]  # two letters of three are not near enough
    return next(iter((*close, *swapped)), "")


def keys_at(model: type[Model], path: Path) -> tuple[str, ...]:
    """The keys that can be written at a path."""
    here = _model_at(model, path)
    if here is None:
        return ()
    return tuple(key_names(here)) if here.secretive else (*key_names(here), *here.elsewhere)


def _model_at(model: type[Model], path: Path) -> type[Model] | None:
    """The model that stands at a path."""
    here: Any = model
    for part in path:
        if isinstance(here, type) and issubclass(here, Model):
            name = key_names(here).get(str(part))
            here = here.model_fields[name].annotation if name else None
            here = _inner(here) if not isinstance(part, int) else here
        elif typing.get_origin(here) in (tuple, dict):
            arguments = typing.get_args(here)
            here = _inner(arguments[0] if typing.get_origin(here) is tuple else arguments[1])
    here = _inner(here)
    return here if isinstance(here, type) and issubclass(here, Model) else None


def _inner(annotation: Any) -> Any:
    """The annotation without `Annotated` and `| None`."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _inner(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (Union, UnionType):
        kept = [each for each in typing.get_args(annotation) if each is not type(None)]
        return _inner(kept[0]) if len(kept) == 1 else annotation
    return annotation
