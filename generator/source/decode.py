"""Node tree → model. Owns how pydantic's errors become problems with a place, a near miss and a better line.

It must not know any single key of the format: everything it says comes from the model and the tree.
"""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any, TypeVar, Union

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.problems import Kind, Mark, Path, Problem, Refused, problem
from generator.shop.model.base import Model, key_names
from generator.shop.model.reading import Reading
from generator.source.keywords import INDONESIAN_KEYS
from generator.source.yamltraps import quoted
from generator.source.yamltree import Document, Entry, Mapping, Node, Scalar, Sequence

UNKNOWN_KEY = Kind("unknown-key", "`{key}` is not a key here.", "Possible here: {keys}.")
UNKNOWN_KEY_NEAR = Kind("unknown-key", "`{key}` is not a key here.", "Did you mean `{near}`?")
MISSING_KEY = Kind("missing-key", "`{key}` is missing here.", "Add a line `{key}: …`.")
WRONG_SHAPE = Kind("shape", "This has another form than expected.", "Look it up in docs/content.md.")

_M = TypeVar("_M", bound=Model)


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the documents whose values stand in it: the defaults that a campaign takes over, a table.

    `grafts` maps a path in the model to the document that holds what stands there, and the path it has there.
    """

    document: Document
    grafts: tuple[tuple[Path, Document, Path], ...] = ()

    def mark(self, path: Path, *, of_key: bool = False) -> Mark:
        """The place of a model path, in whichever file it was written."""
        for prefix, document, inner in self.grafts:
            if path[: len(prefix)] == prefix:
                return document.mark(inner + path[len(prefix) :], of_key=of_key)
        return self.document.mark(path, of_key=of_key)


def plain(node: Node | None) -> Any:
    """The tree as dicts, lists and texts, which is what pydantic reads."""
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {} if node is None else node.text


def decode(
    model: type[_M], root: Node | None, source: Source, reading: Reading
) -> tuple[_M | None, tuple[Problem, ...]]:
    """The model that the tree spells, and every problem in it.

    Where there are problems, the model is what remains without the wrong parts, so that the rules can look at
    the rest; None when nothing does. It must not be published.
    """
    tree = plain(root)
    found: tuple[Problem, ...] = ()
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(tree, context=reading), found
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            found = found or tuple(_explain(model, details, root, source))
            # From the end, so that positions in lists stay true while entries leave.
            for path in sorted({_wrong_part(detail) for detail in details}, key=_backwards, reverse=True):
                if not path:
                    return None, found
                _prune(tree, path)
    return None, found


_ROUNDS = 8


def _wrong_part(detail: ErrorDetails) -> Path:
    """What must go: the value itself, or whatever lacks a key that it needs."""
    return tuple(detail["loc"])[:-1] if detail["type"] == "missing" else tuple(detail["loc"])


def _backwards(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (0, part) for part in path)


def _prune(tree: Any, path: Path) -> None:
    holder: Any = None
    last: Any = None
    node = tree
    part: Any
    for part in path:
        if (isinstance(node, dict) and part in node) or (
            isinstance(node, list) and isinstance(part, int) and part < len(node)
        ):
            holder, last, node = node, part, node[part]
    if holder is not None:
        del holder[last]


def _explain(model: type[Model], details: list[ErrorDetails], root: Node | None, source: Source) -> Iterator[Problem]:
    # A near miss of a missing key is one mistake, not two; so is a key whose value vanished.
    meant: set[Path] = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            path = tuple(detail["loc"])
            near = near_key(str(path[-1]), _keys_at(model, path[:-1]))
            meant.add((*path[:-1], near))
            yield _unknown_key(model, path, near, source)
    vanished = {value for found in source.document.problems for name, value in found.parameters if name == "key"}
    for detail in details:
        path = tuple(detail["loc"])
        missing = detail["type"] == "missing"
        if detail["type"] == "extra_forbidden" or (missing and (path in meant or path[-1] in vanished)):
            continue
        yield _problem(detail, root, source)


def _problem(detail: ErrorDetails, root: Node | None, source: Source) -> Problem:
    path = tuple(detail["loc"])
    if detail["type"] == "missing":
        return problem(MISSING_KEY, *path, mark=source.mark(path[:-1]), key=str(path[-1]))
    refused = detail.get("ctx", {}).get("error")
    if not isinstance(refused, Refused):
        return problem(WRONG_SHAPE, *path, mark=source.mark(path))
    full = (*path, *refused.below)
    mark = source.mark(full)
    better = _better(mark, node_at(root, full), refused.instead)
    return problem(refused.kind, *full, mark=mark, better=better, **refused.parameters)


def _better(mark: Mark, node: Node | None, instead: str) -> str:
    """The line with the value replaced, where the value stands on that line alone."""
    if not instead or not isinstance(node, Scalar) or mark.line != node.line:
        return ""
    value = quoted(instead) if node.quoted or instead[:1] in "@`%&*!|>'\"[]{}#,?-" or ": " in instead else instead
    return mark.text[: mark.column - 1] + value + mark.text[mark.column - 1 + mark.length :]


def _unknown_key(model: type[Model], path: Path, near: str, source: Source) -> Problem:
    key = str(path[-1])
    mark = source.mark(path, of_key=True)
    if near:
        better = mark.text[: mark.column - 1] + near + mark.text[mark.column - 1 + mark.length :]
        return problem(UNKNOWN_KEY_NEAR, *path, mark=mark, better=better, key=key, near=near)
    keys = ", ".join(f"`{name}`" for name in _keys_at(model, path[:-1]))
    return problem(UNKNOWN_KEY, *path, mark=mark, key=key, keys=keys)


def near_key(key: str, possible: Iterable[str]) -> str:
    """The key that was probably meant: the English of an Indonesian word, or the nearest spelling; else empty."""
    known = list(possible)
    word = key.strip().lower().replace("-", "_").replace(" ", "_")
    for candidate in (word, *INDONESIAN_KEYS.get(word, ())):
        if candidate in known:
            return candidate
    close = difflib.get_close_matches(word, known, 1, 0.7)
    return close[0] if close else ""


def node_at(root: Node | None, path: Path) -> Node | None:
    """The node at a model path, passing over parts that the seller did not write."""
    node = root
    for part in path:
        entry: Entry | None = node.get(part) if isinstance(node, Mapping) and isinstance(part, str) else None
        if entry:
            node = entry.value
        elif isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
            node = node.items[part]
    return node


def _keys_at(model: type[Model], path: Path) -> list[str]:
    """The keys of the model that stands at a path."""
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
    return list(key_names(here)) if isinstance(here, type) and issubclass(here, Model) else []


def _inner(annotation: Any) -> Any:
    """The annotation without `Annotated` and `| None`."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _inner(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (Union, UnionType):
        kept = [each for each in typing.get_args(annotation) if each is not type(None)]
        return _inner(kept[0]) if len(kept) == 1 else annotation
    return annotation
