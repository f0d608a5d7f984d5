"""The words of a file in another language: `melati.en.yaml` beside `melati.yaml`, taken into that file's tree.

Owns which words belong to which text, and that such a file holds no facts. A list's entry belongs to the one with the
same `known_by` key (`code`, `file`, `url` …) where it repeats that, else to the one at the same position. Empty quotes
wait for words and say nothing. It must not know any single key of the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.problems import Kind, Path, Problem, problem
from generator.shop.model.base import Model, key_names
from generator.shop.model.shapes import EXPECTED_TEXT, shape
from generator.source.decode import UNKNOWN_KEY, UNKNOWN_KEY_NEAR, WRONG_SHAPE, Source, near_key
from generator.source.nodes import Document, Entry, Mapping, Node, Scalar, plain
from generator.source.nodes import Sequence as List
from generator.source.textfields import Field, field_at, has_text

FACT = Kind(
    "sibling-fact",
    "`{key}` is a fact, and facts live only in `{file}`.",
    "Delete this line; here stand the words that are another in this language.",
)
NO_ORIGINAL = Kind(
    "sibling-alone",
    "`{key}` has no counterpart in `{file}`, so its words belong nowhere.",
    "Write it there first, or delete it here.",
)
NO_ENTRY = Kind(
    "sibling-entry",
    "This entry has no counterpart in `{file}`: {which}.",
    "Add it there, or delete it here; entries belong together by `code` and the like, else in their order.",
)
TWICE = Kind("sibling-twice", "`{file}` has these words in `{language}` already.", "Keep them in one of the two files.")


def with_words(
    model: type[Model], source: Source, siblings: Sequence[tuple[str, Document]], own: str, path: Path
) -> tuple[Source, tuple[Problem, ...]]:
    """The tree with the words of each sibling (language, document) in it, and what is wrong with those. `own` is the
    language of a text that stands there without one; `path` is the tree's place in the site."""
    found: list[Problem] = []
    for language, document in siblings:
        if document.root is None or source.root is None:
            continue
        joining = _Joining(source, document, language, own, path)
        root = joining.model(model, source.root, document.root, ())
        # The words stand deeper than what else was brought in, so they are asked first.
        source = Source(source.document, root, (*joining.grafts, *source.grafts), source.unread)
        found += joining.problems
    return source, tuple(found)


class _Joining:
    """One sibling on its way into the tree of its main file."""

    def __init__(self, source: Source, document: Document, language: str, own: str, path: Path) -> None:
        self.document = document
        self.language = language
        self.own = own
        self.file = source.document.file.rsplit("/", 1)[1]
        self.path = path
        self.grafts: list[tuple[Path, Document]] = []
        self.problems: list[Problem] = []

    def tell(self, kind: Kind, path: Path, node: Node, **fields: str) -> None:
        mark = self.document.mark_of(node)
        self.problems.append(problem(kind, *self.path, *path, mark=mark, **fields))

    def value(self, field: Field, main: Node, said: Node, path: Path) -> Node:
        if field.text:
            return self.text(main, said, path)
        if field.entries:
            return self.entries(field.entries, main, said, path)
        if field.values:
            return self.values(field.values, main, said, path)
        return self.model(field.model, main, said, path) if field.model else main

    def model(self, model: type[Model], main: Node, said: Node, path: Path) -> Node:
        said = opened(model, said)
        if not isinstance(said, Mapping):
            self.tell(WRONG_SHAPE, path, said, found=shape(plain(said)))
            return main
        whole = opened(model, main)
        if not isinstance(whole, Mapping):
            return main  # told as a mistake of its own
        made: dict[str, Node] = {}
        for entry in said.entries:
            key = entry.key.text
            field, there = field_at(model, key), whole.get(key)
            if field is None:
                self.unknown(model, entry.key, path)
            elif not has_text(field):
                if not (key == model.known_by and there and same(there.value, entry.value)):
                    self.tell(FACT, (*path, key), entry.key, key=key, file=self.file)
            elif there is None:
                self.tell(NO_ORIGINAL, (*path, key), entry.key, key=key, file=self.file)
            else:
                made[key] = self.value(field, there.value, entry.value, (*path, key))
        if all(made[key] is whole.get(key).value for key in made):  # type: ignore[union-attr]
            return main
        return whole._replace(
            entries=tuple(Entry(each.key, made.get(each.key.text, each.value)) for each in whole.entries)
        )

    def entries(self, field: Field, main: Node, said: Node, path: Path) -> Node:
        there = main.items if isinstance(main, List) else (main,)
        here = said.items if isinstance(said, List) else (said,)
        names = [name_of(field.model, each) for each in here]
        partners = partners_of(names, [name_of(field.model, each) for each in there])
        made = list(there)
        for position, (each, name, at) in enumerate(zip(here, names, partners, strict=True)):
            if at is None:
                known = f"`{field.model.known_by}: {_known(field.model, each)}`" if name and field.model else ""
                which = known or f"{position + 1} > {len(there)}"
                self.tell(NO_ENTRY, (*path, position), each, file=self.file, which=which)
            else:
                deeper = (*path, at) if isinstance(main, List) else path
                made[at] = self.value(field, made[at], each, deeper)
        return main._replace(items=tuple(made)) if isinstance(main, List) else made[0]

    def values(self, field: Field, main: Node, said: Node, path: Path) -> Node:
        """A map whose keys the seller chose."""
        if not isinstance(said, Mapping):
            self.tell(WRONG_SHAPE, path, said, found=shape(plain(said)))
            return main
        made: dict[str, Node] = {}
        for entry in said.entries:
            key = entry.key.text
            there = main.get(key) if isinstance(main, Mapping) else None
            if there is None:
                self.tell(NO_ORIGINAL, (*path, key), entry.key, key=key, file=self.file)
            else:
                made[key] = self.value(field, there.value, entry.value, (*path, key))
        if not isinstance(main, Mapping):
            return main
        return main._replace(
            entries=tuple(Entry(each.key, made.get(each.key.text, each.value)) for each in main.entries)
        )

    def text(self, main: Node, said: Node, path: Path) -> Node:
        if not isinstance(said, Scalar):
            self.tell(EXPECTED_TEXT, path, said, found=shape(plain(said)))
            return main
        if not said.text.strip():
            return main
        if isinstance(main, Scalar):
            entries: tuple[Entry, ...] = (Entry(main._replace(text=self.own), main),)
        elif isinstance(main, Mapping):
            entries = main.entries
        else:
            return main  # told as a mistake of its own
        if any(entry.key.text == self.language for entry in entries):
            self.tell(TWICE, path, said, file=self.file, language=self.language)
            return main
        self.grafts.append(((*path, self.language), self.document))
        return Mapping((*entries, Entry(said._replace(text=self.language), said)), main.line, main.column)

    def unknown(self, model: type[Model], key: Scalar, path: Path) -> None:
        keys = [name for name in key_names(model) if (field := field_at(model, name)) and has_text(field)]
        if near := near_key(key.text, keys):
            mark = self.document.mark_of(key)
            start, end = mark.column - 1, mark.column - 1 + mark.length
            better = mark.text[:start] + near + mark.text[end:] if mark.text[start:end] == key.text else ""
            where = (*self.path, *path, key.text)
            self.problems.append(problem(UNKNOWN_KEY_NEAR, *where, mark=mark, better=better, key=key.text, near=near))
        else:
            self.tell(UNKNOWN_KEY, (*path, key.text), key, key=key.text, keys=", ".join(f"`{name}`" for name in keys))


def opened(model: type[Model], node: Node) -> Node:
    """The map that a lone text stands for."""
    if isinstance(node, Scalar) and model.shorthand:
        return Mapping((Entry(node._replace(text=model.shorthand), node),), node.line, node.column)
    return node


def name_of(model: type[Model] | None, node: Node) -> str:
    """What tells an entry from the others, as it is compared; empty where it does not say."""
    return bare(_known(model, node)) if model and model.known_by else ""


def _known(model: type[Model], node: Node) -> str:
    whole = opened(model, node)
    entry = whole.get(model.known_by) if isinstance(whole, Mapping) else None
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def partners_of(names: Sequence[str], others: Sequence[str]) -> list[int | None]:
    """For each entry of a list its partner in the other: the one of the same name (the second of a name has the
    second), without a name the one at its position; None where there is none."""
    found: list[int | None] = []
    for position, name in enumerate(names):
        if name:
            turn = list(names[:position]).count(name)
            same_name = [number for number, other in enumerate(others) if other == name]
            found.append(same_name[turn] if turn < len(same_name) else None)
        else:
            found.append(position if position < len(others) else None)
    return found


def same(one: Node, other: Node) -> bool:
    return isinstance(one, Scalar) and isinstance(other, Scalar) and bare(one.text) == bare(other.text)


def bare(text: str) -> str:
    """A name as names are compared."""
    return " ".join(text.split()).casefold()


def readable(siblings: Iterable[tuple[str, Document]]) -> tuple[tuple[str, Document], ...]:
    """Those whose tree is what their file says."""
    return tuple((language, document) for language, document in siblings if not document.incomplete)
