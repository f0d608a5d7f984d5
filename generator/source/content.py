"""One reading of a shop's folder: which files it has, what was read of them, and everything found wrong.

Owns that a file is read again only when it, or what it takes from others, has changed. It must not know what a file of
a kind says: `load` and `campaigns` do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path as Folder
from typing import TypeVar

from generator.memory import Memory, Slot
from generator.problems import Kind, Mark, Path, Problem, Severity, problem
from generator.shop.model.reading import Reading
from generator.source.files import Listing, sibling_of, slug_of
from generator.source.part import Part, Sibling, Sources
from generator.source.wordings import Wording
from generator.structs import Frozen

SLUG_TWICE = Kind("campaign-twice", "`{found}` has the same address as `{other}`.", "Rename or delete one of the two.")
NOT_PUBLISHED = Kind(
    "sibling-unpublished",
    "This shop has no pages in `{language}`, so nothing of this file is shown.",
    "Add `{language}` to `languages` in content/shop.yaml, or delete this file.",
    Severity.WARNING,
)

_T = TypeVar("_T")


class Addressed(Frozen):
    """Files of a kind with the addresses that their names make, and what is wrong with these."""

    files: tuple[str, ...]
    slugs: tuple[str, ...]
    wrong: tuple[Problem, ...]


class Content:
    """One reading of a folder: the files it has, and everything found wrong."""

    def __init__(
        self, root: Folder, memory: Memory, languages: tuple[str, ...], looked_at: Mapping[str, tuple[int, ...]]
    ) -> None:
        self.listing = Listing(root, memory, looked_at)
        self.memory = memory
        self.languages = languages
        self.files = self.listing.files
        self.problems = self.listing.problems
        self.sources = Sources()
        self.stamps: dict[Path, str] = {}
        self.read_files: list[str] = []
        self.tabled: list[Problem] = []
        self._told: set[tuple[object, ...]] = set()
        self._heard = 0
        self.wordings: list[Wording] = []
        names = tuple(sorted(self.files))
        self.main_files, beside = memory.recall(("names",), (names, languages), partial(_sorted_out, names, languages))
        self.siblings = dict(beside)

    def siblings_of(self, file: str, reading: Reading) -> tuple[Sibling, ...]:
        """What stands beside a file in other languages that the shop publishes."""
        found = []
        for language, name in self.siblings.pop(file, ()):
            if language not in reading.published:
                self.read_files.append(name)
                self.problems.append(problem(NOT_PUBLISHED, mark=Mark(name), language=language))
            elif (raw := self.bytes_of(name)) is not None:
                found.append(Sibling(language, name, raw))
        return tuple(found)

    def addressed(self, kind: str, belongs: Callable[[str], bool]) -> Addressed:
        """The main files of a kind. Of two with one address the first in order keeps it."""
        made_from = self.main_files
        found = self.memory.recall(("addresses", kind), made_from, lambda: _addressed(filter(belongs, made_from)))
        self.problems.extend(found.wrong)
        return found

    def bytes_of(self, file: str) -> bytes | None:
        self.read_files.append(file)
        read = self.listing.bytes_of(file)
        if isinstance(read, bytes):
            return read
        self.problems.append(read)
        return None

    def part(self, path: Path, made_from: Iterable[bytes | str], read: Callable[[], Part[_T]]) -> _T:
        """What a file says, read anew only if `made_from` is not what it was; its problems are gathered."""
        stamp = stamp_of(made_from)
        return self.took(path, stamp, self.memory.recall(slot_of(path), stamp, read), read)

    def took(self, path: Path, stamp: str, part: Part[_T], read: Callable[[], Part[_T]]) -> _T:
        """The same for a file that was read (and can be again): `part`, known by its stamp."""
        self.stamps[path] = stamp
        self.sources.add(path, part, read)
        if part.bare:
            return part.said
        self.problems.extend(part.written)
        if part.meant:
            # What defaults bring to every campaign is one mistake.
            self._told.update(map(_mistake, self.problems[self._heard :]))
            self._heard = len(self.problems)
            self.problems.extend(each for each in part.meant if _mistake(each) not in self._told)
        self.tabled.extend(part.tabled)
        self.read_files.extend(part.tables)
        self.wordings.extend(part.wordings)
        return part.said


def slot_of(path: Path) -> Slot:
    """Where the memory has what the file at this place of the model says."""
    return ("campaign", *path[1:]) if path[0] == "campaigns" else ("read", *path)


def _mistake(found: Problem) -> tuple[object, ...]:
    return found.kind, found.mark, found.parameters


def stamp_of(made_from: Iterable[bytes | str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for each in made_from:
        raw = each if isinstance(each, bytes) else each.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little") + raw)
    return digest.hexdigest()


@lru_cache(8)
def reader_knows(reading: Reading) -> str:
    """Everything that a reader knows, as one text."""
    shop = (str(reading.zone), reading.currency, reading.country, reading.languages, reading.published)
    return repr((shop, reading.folders, sorted(reading.files)))


def _sorted_out(
    names: Iterable[str], languages: tuple[str, ...]
) -> tuple[tuple[str, ...], Mapping[str, tuple[tuple[str, str], ...]]]:
    """The main files; and what stands beside each of them, in which language."""
    main: list[str] = []
    beside: dict[str, tuple[tuple[str, str], ...]] = {}
    for file in names:
        if found := sibling_of(file, languages):
            beside[found[0]] = (*beside.get(found[0], ()), (found[1], file))
        else:
            main.append(file)
    return tuple(main), beside


def _addressed(files: Iterable[str]) -> Addressed:
    seen: dict[str, str] = {}
    wrong: list[Problem] = []
    for file in files:
        name = file.split("/")[2]  # of a page, a campaign, or a campaign's folder
        suffix = name[name.rindex(".") :] if file.count("/") == 2 else ""
        slug, odd = slug_of(name.removesuffix(suffix), file, suffix)
        if odd:
            wrong.append(odd)
        if slug in seen:
            wrong.append(problem(SLUG_TWICE, mark=Mark(file), found=file, other=seen[slug]))
        else:
            seen[slug] = file
    return Addressed(tuple(seen.values()), tuple(seen), tuple(wrong))
