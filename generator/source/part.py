"""One file of a shop as it was read: its model, and where each part of it is written.

Owns how a document and its siblings in other languages become a model. It must not open files.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from generator.problems import Path, Problem
from generator.shop.model.base import Model
from generator.shop.model.reading import Reading
from generator.source.decode import Source, decode
from generator.source.nodes import Document
from generator.source.siblings import readable, with_words
from generator.source.wordings import Wording, wordings
from generator.source.yamltree import read_yaml

_M = TypeVar("_M", bound=Model)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Part(Generic[_T]):
    """One file as it was read: what it says, where each of its parts is written, and what is wrong with its text
    (`written`), its values (`meant`) and the tables it names (`tabled`). `tables` are the files of those, `wordings`
    its texts."""

    said: _T
    sources: ReadOnly[Path, Source]
    written: tuple[Problem, ...] = ()
    meant: tuple[Problem, ...] = ()
    tabled: tuple[Problem, ...] = ()
    tables: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Sibling:
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
