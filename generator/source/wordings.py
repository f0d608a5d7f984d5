"""Every text of a file with the languages that it stands in, and stubs for those that it lacks.

Owns what counts as a text that must be translated: words of a language, no names, measures or abbreviations. It must
not know which languages a shop publishes, or write files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from generator.problems import Mark, Path
from generator.shop.model.base import Model
from generator.source.decode import Source
from generator.source.nodes import Mapping, Node, Scalar
from generator.source.nodes import Sequence as List
from generator.source.siblings import name_of, opened
from generator.source.textfields import Field, field_at
from generator.structs import Frozen

_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|(?<!\S)@\S+")
_MEASURES = frozenset(
    ["ml", "cl", "dl", "cc", "mm", "cm", "km", "mg", "gr", "kg", "oz", "lb", "gram", "liter", "inch", "pcs"]
)
_ABBREVIATION = 4


class Wording(Frozen):
    """One text: the file that its translations belong beside (`home`), where it stands (`mark`, and `path` in the tree
    of that file), its place in the site, its words in the shop's own language, and the languages it stands in."""

    home: str
    path: Path
    place: Path
    mark: Mark
    words: str
    languages: frozenset[str]


def wordings(model: type[Model], source: Source, own: str, place: Path) -> tuple[Wording, ...]:
    """The texts of a file that need words in every language; what it takes over from the defaults is theirs."""
    home = source.document.file
    found = []
    if source.root is None:
        return ()
    for path, node, name in _texts(Field(model=model), source.root, ()):
        file = source.document_at(path).file
        words = {own: node.text} if isinstance(node, Scalar) else _by_language(node)
        said = words.get(own) or next(iter(words.values()), "")
        if not name and is_language(said) and (file == home or file.endswith(".csv")):
            languages = frozenset(language for language, text in words.items() if text.strip())
            found.append(Wording(home, path, (*place, *path), source.mark(path), said, languages))
    return tuple(found)


def is_language(words: str) -> bool:
    """Whether a text says something in a language: `30 ml`, `A5`, `DP` and an address do not."""
    return any(
        word.casefold() not in _MEASURES and not (word.isupper() and len(word) <= _ABBREVIATION)
        for word in _WORD.findall(_ADDRESS.sub(" ", words))
    )


def _by_language(node: Mapping) -> dict[str, str]:
    return {each.key.text: each.value.text for each in node.entries if isinstance(each.value, Scalar)}


def _texts(field: Field, node: Node, path: Path) -> Iterator[tuple[Path, Scalar | Mapping, bool]]:
    if field.text:
        if not isinstance(node, List):
            yield path, node, field.name
    elif field.entries:
        for position, each in enumerate(node.items if isinstance(node, List) else (node,)):
            yield from _texts(field.entries, each, (*path, position) if isinstance(node, List) else path)
    elif field.values and isinstance(node, Mapping):
        for entry in node.entries:
            yield from _texts(field.values, entry.value, (*path, entry.key.text))
    elif field.model:
        whole = opened(field.model, node)
        short = whole is not node
        for entry in whole.entries if isinstance(whole, Mapping) else ():
            inner = field_at(field.model, entry.key.text)
            if inner:
                yield from _texts(inner, entry.value, path if short else (*path, entry.key.text))


class Empty(Frozen):
    """A place for words that are missing; `words` are those in the shop's own language."""

    words: str


Stub: TypeAlias = "str | Empty | dict[str, Stub] | list[Stub]"


def stubs(model: type[Model], root: Node, own: str, wanted: Collection[Path]) -> dict[str, Stub]:
    """What a file in another language must have for the texts at these paths: maps and lists as its main file has
    them, with empty places. Entries of lists repeat the key they are known by, or those before them stand there too."""
    made = _Stubs(own, frozenset(wanted)).of(Field(model=model), root, ())
    return made if isinstance(made, dict) else {}


class _Stubs:
    """One file in another language in the making."""

    def __init__(self, own: str, wanted: frozenset[Path]) -> None:
        self.own = own
        self.wanted = wanted

    def of(self, field: Field, node: Node, path: Path) -> Stub | None:
        """The stub of a value, None where nothing in it is wanted."""
        if field.text:
            return Empty(self._words(node)) if path in self.wanted else None
        if field.entries:
            if isinstance(node, List):
                return self._entries(field.entries, node, path)
            return self.of(field.entries, node, path)
        if field.values and isinstance(node, Mapping):
            values = field.values
            return self._map(node, path, lambda _: values)
        if field.model and isinstance(node, Scalar):
            return Empty(node.text) if path in self.wanted else None
        if field.model and isinstance(node, Mapping):
            model = field.model
            return self._map(node, path, lambda key: field_at(model, key))
        return None

    def _map(self, node: Mapping, path: Path, field_of: Callable[[str], Field | None]) -> Stub | None:
        made: dict[str, Stub] = {}
        for entry in node.entries:
            key = entry.key.text
            field = field_of(key)
            value = self.of(field, entry.value, (*path, key)) if field else None
            if value is not None:
                made[key] = value
        return made or None

    def _entries(self, field: Field, node: List, path: Path) -> Stub | None:
        last = max((where[len(path)] for where in self.wanted if where[: len(path)] == path), default=-1)
        made: list[Stub] = []
        for position, each in enumerate(node.items[: int(last) + 1]):
            value = self.of(field, each, (*path, position))
            known_by = field.model.known_by if field.model and name_of(field.model, each) else ""
            if known_by and isinstance(each, Mapping) and isinstance(value, dict):
                known = each.get(known_by)
                made.append({known_by: known.value.text if known and isinstance(known.value, Scalar) else "", **value})
            elif value is not None:
                made.append(value)
            elif not known_by:
                made.append({} if field.model else "")  # keeps the place of those that follow
        return made or None

    def _words(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return node.text
        words = _by_language(node) if isinstance(node, Mapping) else {}
        return words.get(self.own) or next(iter(words.values()), "")
