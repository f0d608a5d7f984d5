"""Every text of a file with the languages that it stands in, and stubs for those that it lacks.

Owns what counts as a text that must be translated: words of a language, no names, measures or abbreviations. It must
not know which languages a shop publishes, or write files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from generator.problems import Mark, Path
from generator.shop.model.base import Model
from generator.source.decode import Source
from generator.source.nodes import Mapping, Node, Scalar
from generator.source.nodes import Sequence as List
from generator.source.siblings import name_of, opened
from generator.source.textfields import Field, field_at

_WORD = re.compile(r"[^\W\d_]{3,}")
_MEASURES = frozenset(("gram", "pcs", "lusin", "kodi", "liter", "inch"))
_ABBREVIATION = 4


@dataclass(frozen=True, slots=True)
class Wording:
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
    """Whether a text says something in a language: `30 ml`, `A5` and `DP` do not."""
    return any(
        word.casefold() not in _MEASURES and not (word.isupper() and len(word) <= _ABBREVIATION)
        for word in _WORD.findall(words)
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


def stubs(model: type[Model], root: Node, wanted: Collection[Path]) -> dict[str, Any]:
    """What a file in another language must have for the texts at these paths: maps and lists as its main file has
    them, with empty texts. Entries of lists repeat the key they are known by, or those before them stand there too."""
    made = _stub(Field(model=model), root, (), frozenset(wanted))
    return made if isinstance(made, dict) else {}


def _stub(field: Field, node: Node, path: Path, wanted: frozenset[Path]) -> Any:
    """The stub of a value, None where nothing in it is wanted."""
    if field.text:
        return "" if path in wanted else None
    if field.entries:
        if not isinstance(node, List):
            return _stub(field.entries, node, path, wanted)
        return _stub_list(field.entries, node, path, wanted)
    if field.values and isinstance(node, Mapping):
        made = {each.key.text: _stub(field.values, each.value, (*path, each.key.text), wanted) for each in node.entries}
        return {key: value for key, value in made.items() if value is not None} or None
    if field.model and isinstance(node, Scalar):
        return "" if path in wanted else None
    if field.model and isinstance(node, Mapping):
        found: dict[str, Any] = {}
        for each in node.entries:
            inner = field_at(field.model, each.key.text)
            value = _stub(inner, each.value, (*path, each.key.text), wanted) if inner else None
            if value is not None:
                found[each.key.text] = value
        return found or None
    return None


def _stub_list(field: Field, node: List, path: Path, wanted: frozenset[Path]) -> Any:
    made: list[Any] = []
    last = max((position for position, each in enumerate(node.items) if _wants(each, (*path, position), wanted)), default=-1)
    for position, each in enumerate(node.items[: last + 1]):
        here = (*path, position)
        value = _stub(field, each, here, wanted)
        name = field.model.known_by if field.model and name_of(field.model, each) else ""
        if name and isinstance(each, Mapping) and isinstance(value, dict):
            known = each.get(name)
            value = {name: known.value.text if known and isinstance(known.value, Scalar) else "", **value}
        if value is None and not name:
            first = next((where for where, _, _ in _texts(field, each, here)), None)
            value = _stub(field, each, here, frozenset((first,))) if first else None
        if value is not None:
            made.append(value)
    return made or None


def _wants(node: Node, path: Path, wanted: frozenset[Path]) -> bool:
    return any(each[: len(path)] == path for each in wanted)
