"""content/ → Site.

Owns which files are read in which order, and what the shop's own says for all others. All problems of all files are
gathered; nothing is raised for what a seller can write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as ReadOnly
from functools import partial
from pathlib import Path as Folder
from types import MappingProxyType
from typing import TypeVar

from generator.memory import Memory
from generator.problems import Kind, Mark, Path, Problem, problem
from generator.shop.model.base import Model
from generator.shop.model.bio import Links, Marketplaces, Page
from generator.shop.model.ordering import Defaults
from generator.shop.model.reading import Reading
from generator.shop.model.shop import Shop
from generator.shop.model.site import Site
from generator.shop.text import LANGUAGES
from generator.source.campaigns import campaigns_of
from generator.source.content import Content, reader_knows
from generator.source.decode import Source, decode
from generator.source.files import is_page, strangers
from generator.source.nodes import Document, Entry, Mapping, Scalar
from generator.source.nodes import Sequence as List
from generator.source.pagefile import read_page
from generator.source.part import Part, Sibling, decoded, whole_bytes
from generator.source.translations import missing_words
from generator.source.wordings import Wording
from generator.source.yamltree import read_yaml
from generator.structs import Frozen, replace

NO_SHOP = Kind(
    "no-shop",
    "There is no `content/shop.yaml` in this folder.",
    "Go to your shop's folder, name it with `--root`, or start one with `etalase new`.",
)
NEWER_FORMAT = Kind(
    "newer-format", "This shop is written in format {found}; this Etalase reads up to {known}.", "Update Etalase."
)
NO_MAIN_FILE = Kind(
    "sibling-orphan",
    "There is no `{file}` whose words in another language these could be.",
    "Write that file first, or rename or delete this one.",
)

FORMAT = 1
_KEY = re.compile(r"`(\w+):?[^`]*`")
_M = TypeVar("_M", bound=Model)


class Loaded(Frozen):
    """What content/ says. `site` is what could be read (None without a shop): complete only without errors
    in `problems`. `files` are the YAML, Markdown and CSV files read, project-relative. `stamps` name what each part
    of the site (`("shop",)`, `("campaigns", "melati")`) was made from: the same stamp, the same part. `listed` are
    all files below content/. `wordings` are the texts that need words in every language, where the shop publishes more
    than one."""

    site: Site | None
    problems: tuple[Problem, ...]
    sources: ReadOnly[Path, Source]
    files: tuple[str, ...]
    stamps: ReadOnly[Path, str]
    listed: frozenset[str]
    wordings: tuple[Wording, ...] = ()

    def mark(self, path: Path) -> Mark | None:
        """The place of a model path: the longest known prefix names the file."""
        for length in range(len(path), 0, -1):
            if (source := self.sources.get(path[:length])) is not None:
                return source.mark(path[length:])
        return None

    def follows(self, found: Problem) -> bool:
        """Whether a rule asks for something that is written, only not readable: a mistake that is told already.

        That is a key without a value that could be read, or a page or campaign whose whole file could not.
        """
        site = self.site
        made = {each.slug for each in site.campaigns} | {each.slug for each in site.pages} if site else set()
        lost = {str(path[1]) for path in self.sources if path[0] in ("campaigns", "pages")} - made
        if any(str(value).partition("#")[0].rstrip("/").rpartition("/")[2] in lost for _, value in found.parameters):
            return True
        words = (found.kind.found, found.kind.fix, *(str(value) for _, value in found.parameters))
        asked = set(_KEY.findall(" ".join(words)))
        sources = (self.sources.get(path) for path in (found.path[:1], found.path[:2], ("defaults",)))
        return any(source and asked & source.unread for source in sources)

    def place(self, path: Path, words: str) -> Callable[[int, int, int], Mark]:
        """Where a part of the text at a model path stands in its file: 1-based line and column in `words`, length.

        However the text is written (block, quotes, one line), the same characters are looked for from its start on.
        """

        def at(line: int, column: int, length: int) -> Mark:
            start, lines = self.mark(path) or Mark(""), words.split("\n")
            depth = next(n for n in range(len(path), 0, -1) if path[:n] in self.sources)
            document = self.sources[path[:depth]].document_at(path[depth:])
            wanted = lines[line - 1][column - 1 : column - 1 + length]
            before = "\n".join((*lines[: line - 1], lines[line - 1][: column - 1])).count(wanted)
            for number in range(start.line, len(document.lines) + 1):
                text = document.lines[number - 1]
                found = text.find(wanted)
                while found >= 0:
                    if not before:
                        return document.line_mark(number, found + 1, len(wanted))
                    before -= 1
                    found = text.find(wanted, found + len(wanted))
            return start

        return at


def load_site(
    root: Folder,
    memory: Memory | None = None,
    *,
    languages: Sequence[str] = LANGUAGES,
    looked_at: ReadOnly[str, tuple[int, ...]] = MappingProxyType({}),
) -> Loaded:
    """What the seller wrote below `root`, with every problem found in it. `memory` saves reading again what has not
    changed since it was filled; `languages` are those that there are catalogues for, `looked_at` facts of files
    (`facts_of`) from just before, by their paths."""
    content = Content(root, memory or Memory(), tuple(languages), looked_at)
    if "content/shop.yaml" not in content.files:
        near = [file for file in sorted(content.files) if file.casefold().startswith("content/shop.")]
        found = (*content.problems, *strangers(near, ()))
        return Loaded(None, (problem(NO_SHOP, mark=Mark("content/shop.yaml")), *found), {}, (), {}, content.files)
    shop, reading = _shop(content)
    links = _top(content, Links, "links", reading) or Links()
    stores = _top(content, Marketplaces, "marketplaces", reading) or Marketplaces()
    _top(content, Defaults, "defaults", reading)
    campaigns = campaigns_of(content, reading)
    pages = _pages(content, reading)
    for main, orphans in content.siblings.items():
        content.read_files += [file for _, file in orphans]
        content.problems += [problem(NO_MAIN_FILE, mark=Mark(file), file=main) for _, file in orphans]
    content.problems.extend(missing_words(content.wordings, reading.published))
    content.problems.extend(strangers(content.files, content.read_files))
    site = Site(shop=shop, links=links, marketplaces=stores, campaigns=campaigns, pages=pages) if shop else None
    files = tuple(dict.fromkeys(content.read_files))
    return Loaded(
        site, tuple(content.problems), content.sources, files, content.stamps, content.files, tuple(content.wordings)
    )


def _shop(content: Content) -> tuple[Shop | None, Reading]:
    bare = Reading(files=content.files, languages=content.languages)
    raw = content.bytes_of("content/shop.yaml")
    if raw is None:
        return None, bare
    document = read_yaml(raw, "content/shop.yaml")
    reading, newer = _reading(document, bare)
    siblings = content.siblings_of("content/shop.yaml", reading)
    read = partial(_read_shop, document, reading, newer, siblings)
    return content.part(("shop",), (*whole_bytes(raw, siblings), reader_knows(bare)), read)


def _reading(document: Document, bare: Reading) -> tuple[Reading, Problem | None]:
    """The shop's own zone, currency and languages, which are needed to read the rest; a wrong one is reported later
    like any value. A file in a newer format is not read."""
    if not isinstance(document.root, Mapping | None):
        return bare, None
    if (version := _leaf(document, "format") or "1").isdecimal() and len(version) < 9 and int(version) > FORMAT:
        mark = document.mark(("format",))
        return bare, problem(NEWER_FORMAT, "shop", "format", mark=mark, found=version, known=FORMAT)
    small, _, _ = decode(Shop, Source(document, _only(document, _EARLY)), bare)
    if small is None:
        return bare, None
    early = replace(bare, zone=small.timezone, currency=small.currency, country=small.country)
    return replace(early, published=small.published), None


def _read_shop(
    document: Document, reading: Reading, newer: Problem | None, siblings: tuple[Sibling, ...]
) -> Part[tuple[Shop | None, Reading]]:
    if newer:
        return Part((None, reading), {}, (*document.problems, newer))
    part = decoded(Shop, ("shop",), Source.of(document), reading, siblings)
    return Part((part.said, reading), part.sources, part.written, part.meant, wordings=part.wordings)


_EARLY = ("timezone", "currency", "country", "format", "locale", "languages")


def _leaf(document: Document, key: str) -> str:
    entry = document.root.get(key) if isinstance(document.root, Mapping) else None
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def _only(document: Document, keys: Sequence[str]) -> Mapping:
    name = Entry(Scalar("name", 1, 1, 1, quoted=True), Scalar("?", 1, 1, 1, quoted=True))
    entries = document.root.entries if isinstance(document.root, Mapping) else ()
    kept = tuple(each for each in entries if each.key.text in keys and isinstance(each.value, Scalar | List))
    return Mapping((name, *kept), 1, 1)


def _top(content: Content, model: type[_M], name: str, reading: Reading) -> _M | None:
    file = f"content/{name}.yaml"
    raw = content.bytes_of(file) if file in content.files else None
    if raw is None:
        return None
    siblings = content.siblings_of(file, reading)
    return content.part(
        (name,),
        (*whole_bytes(raw, siblings), reader_knows(reading)),
        lambda: decoded(model, (name,), Source.of(read_yaml(raw, file)), reading, siblings),
    )


def _pages(content: Content, reading: Reading) -> tuple[Page, ...]:
    made: list[Page] = []
    known = reader_knows(reading)
    addressed = content.addressed("pages", is_page)
    for file, slug in zip(addressed.files, addressed.slugs, strict=True):
        if (raw := content.bytes_of(file)) is None:
            continue
        siblings = content.siblings_of(file, reading)
        read = partial(read_page, raw, file, slug, reading, siblings)
        if page := content.part(("pages", slug), (*whole_bytes(raw, siblings), file, known), read):
            made.append(page)
    return tuple(made)
