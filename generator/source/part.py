"""One file of a shop as it was read: its model, and where each part of it is written.

Owns how a document and its siblings in other languages become a model. It must not open files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as ReadOnly
from typing import Any, Generic, TypeVar

from generator.problems import Path, Problem
from generator.shop.model.base import Model
from generator.shop.model.reading import Reading
from generator.source.decode import Source, decode
from generator.source.nodes import Document
from generator.source.siblings import readable, with_words
from generator.source.wordings import Wording, wordings
from generator.source.yamltree import read_yaml
from generator.structs import Frozen, replace

_M = TypeVar("_M", bound=Model)
_T = TypeVar("_T")


class Part(Frozen, Generic[_T]):
    """One file as it was read: what it says, where each of its parts is written, and what is wrong with its text
    (`written`), its values (`meant`) and the tables it names (`tabled`). `tables` are the files of those, `wordings`
    its texts. It is kept and sent without its `sources`: whoever needs those reads the file again."""

    said: _T
    sources: ReadOnly[Path, Source]
    written: tuple[Problem, ...] = ()
    meant: tuple[Problem, ...] = ()
    tabled: tuple[Problem, ...] = ()
    tables: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether there is nothing to it but what it says."""
        return not (self.written or self.meant or self.tabled or self.tables or self.wordings)

    def __reduce__(self) -> tuple[type[Part[_T]], tuple[object, ...]]:
        return Part, (self.said, {}, self.written, self.meant, self.tabled, self.tables, self.wordings)


class Sources(ReadOnly[Path, Source]):
    """Where each part of a site is written, by the path of its file in the model. What was not kept is read again when
    somebody asks, which costs time and gives the same."""

    def __init__(self) -> None:
        self._known: dict[Path, Source] = {}
        self._later: dict[Path, Callable[[], Part[Any]]] = {}

    def add(self, path: Path, part: Part[Any], read: Callable[[], Part[Any]]) -> None:
        """A part and what reads it."""
        if part.sources:
            self._known.update(part.sources)
        else:
            self._later[path] = read

    def __getitem__(self, path: Path) -> Source:
        if (later := self._later.get(path)) is not None:
            self._known.update(later().sources)
            self._later.pop(path, None)
        return self._known[path]

    def __contains__(self, path: object) -> bool:
        return path in self._later or path in self._known

    def __iter__(self) -> Iterator[Path]:
        return iter(dict.fromkeys((*self._known, *self._later)))

    def __len__(self) -> int:
        return len(self._known.keys() | self._later.keys())


class Sibling(Frozen):
    """A file with the words of another in a language."""

    language: str
    file: str
    raw: bytes

    def read(self) -> tuple[str, Document]:
        return self.language, read_yaml(self.raw, self.file)


def whole_bytes(raw: bytes, siblings: Iterable[Sibling]) -> tuple[bytes | str, ...]:
    """A file and its siblings as what something is made from."""
    return (raw, *(part for each in siblings for part in (each.file, each.raw)))


def decoded(
    model: type[_M], path: Path, source: Source, reading: Reading, siblings: Iterable[Sibling] = ()
) -> Part[_M | None]:
    if source.document.incomplete:
        return Part(None, {path: source}, source.document.problems)
    own = reading.published[0]
    beside = [each.read() for each in siblings]
    source, wrong = with_words(model, source, readable(beside), own, path)
    texts = wordings(model, source, own, path) if len(reading.published) > 1 else ()
    made, used, problems = decode(model, source, reading)
    meant = tuple(replace(found, path=path + found.path) for found in problems)
    written = (*source.document.problems, *(found for _, document in beside for found in document.problems))
    return Part(made, {path: used}, written, (*wrong, *meant), wordings=texts)
