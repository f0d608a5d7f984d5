"""content/ → Site. The only module that opens the seller's files (photos aside: those are media's).

Owns which files there are, what each one is, and how defaults and tables come into a campaign. All problems of
all files are gathered; nothing is raised for what a seller can write. A file is read again only when it, or what it
takes from others, has changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path as Folder
from typing import Generic, TypeVar

from generator.memory import Memory
from generator.problems import Kind, Mark, Path, Problem, Refused, problem
from generator.shop.model.base import Model
from generator.shop.model.bio import Links, Marketplaces, Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Defaults
from generator.shop.model.reading import Reading, text
from generator.shop.model.shop import Shop
from generator.shop.model.site import Site
from generator.shop.text import Text
from generator.source.decode import Source, decode
from generator.source.files import Listing, is_campaign, is_page, slug_of, strangers
from generator.source.grafts import Tables, with_grafts
from generator.source.nodes import Document, Entry, Mapping, Scalar
from generator.source.yamltree import parse, read_text, read_yaml

NO_SHOP = Kind(
    "no-shop",
    "There is no `content/shop.yaml` in this folder.",
    "Go to your shop's folder, name it with `--root`, or start one with `etalase new`.",
)
NO_FRONT_MATTER = Kind(
    "front-matter",
    "This page does not start with `---` and its title.",
    "Put `---`, `title: …` and `---` on the first three lines.",
)
SLUG_TWICE = Kind("campaign-twice", "`{found}` has the same address as `{other}`.", "Rename or delete one of the two.")
NEWER_FORMAT = Kind(
    "newer-format", "This shop is written in format {found}; this Etalase reads up to {known}.", "Update Etalase."
)

FORMAT = 1
_KEY = re.compile(r"`(\w+):?[^`]*`")
_M = TypeVar("_M", bound=Model)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What content/ says. `site` is what could be read (None without a shop): complete only without errors
    in `problems`. `files` are the YAML, Markdown and CSV files read, project-relative. `stamps` name what each part
    of the site (`("shop",)`, `("campaigns", "melati")`) was made from: the same stamp, the same part. `listed` are
    all files below content/."""

    site: Site | None
    problems: tuple[Problem, ...]
    sources: ReadOnly[Path, Source]
    files: tuple[str, ...]
    stamps: ReadOnly[Path, str]
    listed: frozenset[str]

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
        start = self.mark(path) or Mark("")
        source = next(self.sources[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.sources)
        lines = words.split("\n")
        document = source.document_at(path[1:] if path[0] != "campaigns" else path[2:])

        def at(line: int, column: int, length: int) -> Mark:
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


@dataclass(frozen=True, slots=True)
class _Part(Generic[_T]):
    """One file as it was read: what it says, where each of its parts is written, and what is wrong with its text
    (`written`), its values (`meant`) and the tables it names (`tabled`). `tables` are the files of those."""

    said: _T
    sources: ReadOnly[Path, Source]
    written: tuple[Problem, ...] = ()
    meant: tuple[Problem, ...] = ()
    tabled: tuple[Problem, ...] = ()
    tables: tuple[str, ...] = ()


class _Content:
    """One reading of a folder: the files it has, and everything found wrong."""

    def __init__(self, root: Folder, memory: Memory) -> None:
        self.listing = Listing(root)
        self.memory = memory
        self.files = self.listing.files
        self.problems = self.listing.problems
        self.sources: dict[Path, Source] = {}
        self.stamps: dict[Path, str] = {}
        self.read_files: list[str] = []
        self.tabled: list[Problem] = []

    def bytes_of(self, file: str) -> bytes | None:
        self.read_files.append(file)
        read = self.listing.bytes_of(file)
        if isinstance(read, bytes):
            return read
        self.problems.append(read)
        return None

    def part(self, path: Path, made_from: Iterable[bytes | str], read: Callable[[], _Part[_T]]) -> _T:
        """What a file says, read anew only if `made_from` is not what it was; its problems are gathered."""
        stamp = _stamp(made_from)
        part = self.memory.recall(("read", *path), stamp, read)
        self.stamps[path] = stamp
        self.sources.update(part.sources)
        self.problems.extend(part.written)
        if part.meant:
            # What defaults bring to every campaign is one mistake.
            told = {(each.kind, each.mark, each.parameters) for each in self.problems}
            self.problems.extend(each for each in part.meant if (each.kind, each.mark, each.parameters) not in told)
        self.tabled.extend(part.tabled)
        self.read_files.extend(part.tables)
        return part.said


def _stamp(made_from: Iterable[bytes | str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for each in made_from:
        raw = each if isinstance(each, bytes) else each.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little") + raw)
    return digest.hexdigest()


def _known(reading: Reading) -> str:
    """Everything that a reader knows, as one text."""
    return repr((str(reading.zone), reading.currency, reading.country, reading.folders, sorted(reading.files)))


def load_site(root: Folder, memory: Memory | None = None) -> Loaded:
    """What the seller wrote below `root`, with every problem found in it. `memory` saves reading again what has not
    changed since it was filled."""
    content = _Content(root, memory or Memory())
    if "content/shop.yaml" not in content.files:
        near = [file for file in sorted(content.files) if file.casefold().startswith("content/shop.")]
        found = (*content.problems, *strangers(near, ()))
        return Loaded(None, (problem(NO_SHOP, mark=Mark("content/shop.yaml")), *found), {}, (), {}, content.files)
    shop, reading = _shop(content)
    links = _top(content, Links, "links", reading) or Links()
    stores = _top(content, Marketplaces, "marketplaces", reading) or Marketplaces()
    _top(content, Defaults, "defaults", reading)
    campaigns = _campaigns(content, reading)
    pages = _pages(content, reading)
    content.problems.extend(strangers(content.files, content.read_files))
    site = Site(shop=shop, links=links, marketplaces=stores, campaigns=campaigns, pages=pages) if shop else None
    files = tuple(dict.fromkeys(content.read_files))
    return Loaded(site, tuple(content.problems), content.sources, files, content.stamps, content.files)


def _decoded(model: type[_M], path: Path, source: Source, reading: Reading) -> _Part[_M | None]:
    if source.document.incomplete:
        return _Part(None, {path: source}, source.document.problems)
    made, used, problems = decode(model, source, reading)
    meant = tuple(replace(found, path=path + found.path) for found in problems)
    return _Part(made, {path: used}, source.document.problems, meant)


def _shop(content: _Content) -> tuple[Shop | None, Reading]:
    bare = Reading(files=content.files)
    raw = content.bytes_of("content/shop.yaml")
    if raw is None:
        return None, bare
    return content.part(("shop",), (raw, _known(bare)), lambda: _read_shop(raw, bare))


def _read_shop(raw: bytes, bare: Reading) -> _Part[tuple[Shop | None, Reading]]:
    document = read_yaml(raw, "content/shop.yaml")
    reading = bare
    if isinstance(document.root, Mapping | None):
        known = {key: value for key in ("timezone", "currency", "country", "format") if (value := _leaf(document, key))}
        if (version := known.get("format", "1")).isdecimal() and len(version) < 9 and int(version) > FORMAT:
            mark = document.mark(("format",))
            newer = problem(NEWER_FORMAT, "shop", "format", mark=mark, found=version, known=FORMAT)
            return _Part((None, bare), {}, (*document.problems, newer))
        # The shop's own zone and currency are needed to read the rest; a wrong one is reported below like any value.
        small, _, _ = decode(Shop, Source(document, _only(document, known)), bare)
        reading = Reading(small.timezone, small.currency, small.country, bare.files) if small else bare
    part = _decoded(Shop, ("shop",), Source.of(document), reading)
    return _Part((part.said, reading), part.sources, part.written, part.meant)


def _leaf(document: Document, key: str) -> str:
    entry = document.root.get(key) if isinstance(document.root, Mapping) else None
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def _only(document: Document, known: dict[str, str]) -> Mapping:
    name = Entry(Scalar("name", 1, 1, 1, quoted=True), Scalar("?", 1, 1, 1, quoted=True))
    entries = document.root.entries if isinstance(document.root, Mapping) else ()
    kept = tuple(entry for entry in entries if entry.key.text in known)
    return Mapping((name, *kept), 1, 1)


def _top(content: _Content, model: type[_M], name: str, reading: Reading) -> _M | None:
    file = f"content/{name}.yaml"
    raw = content.bytes_of(file) if file in content.files else None
    if raw is None:
        return None
    return content.part(
        (name,),
        (raw, _known(reading)),
        lambda: _decoded(model, (name,), Source.of(read_yaml(raw, file)), reading),
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What campaigns take from other files: the defaults, and the bytes of every table (or why there are none)."""

    defaults: Document | None
    tables: ReadOnly[str, bytes | Problem]
    reading: Reading

    def of(self, file: str) -> _Around:
        """The same for one campaign: photos in a folder of its own are its first."""
        own = file.rsplit("/", 1)[0]
        folders = (own, "content/images") if file.count("/") == 3 else ("content/images",)
        return replace(self, reading=replace(self.reading, folders=folders))


def _campaigns(content: _Content, reading: Reading) -> tuple[Campaign, ...]:
    made: dict[str, Campaign] = {}
    seen: dict[str, str] = {}
    shared = content.sources.get(("defaults",))
    tables = {file: content.listing.bytes_of(file) for file in sorted(content.files) if file.lower().endswith(".csv")}
    around = _Around(shared.document if shared else None, tables, reading)
    found = (part for file, raw in tables.items() for part in (file, raw if isinstance(raw, bytes) else raw.code))
    stamp = _stamp((content.stamps.get(("defaults",), ""), _known(reading), *found))
    for file in filter(is_campaign, sorted(content.files)):
        slug = _slug(content, file.split("/")[2], file, ".yaml" if file.count("/") == 2 else "", seen)
        raw = content.bytes_of(file) if slug else None
        if raw is None:
            continue
        read = partial(_read_campaign, raw, file, slug, around.of(file))
        if campaign := content.part(("campaigns", slug), (raw, file, stamp), read):
            made[slug] = campaign
    content.problems.extend(content.tabled)
    return tuple(made[slug] for slug in sorted(made))


def _read_campaign(raw: bytes, file: str, slug: str, around: _Around) -> _Part[Campaign | None]:
    opened: list[str] = []
    closed: list[Problem] = []

    def table(name: str) -> bytes | None:
        opened.append(name)
        found = around.tables[name]
        if isinstance(found, bytes):
            return found
        closed.append(found)
        return None

    named = Tables(around.reading.files, table)
    document = read_yaml(raw, file)
    part = _decoded(Campaign, ("campaigns", slug), with_grafts(document, around.defaults, named), around.reading)
    campaign = part.said.model_copy(update={"slug": slug}) if part.said else None
    written = (*document.problems, *closed)
    return _Part(campaign, part.sources, written, part.meant, tuple(named.problems), tuple(opened))


def _slug(content: _Content, name: str, file: str, suffix: str, seen: dict[str, str]) -> str:
    """The address that a file name makes; empty when another file has it already."""
    slug, wrong = slug_of(name.removesuffix(suffix), file, suffix)
    if wrong:
        content.problems.append(wrong)
    if slug in seen:
        content.problems.append(problem(SLUG_TWICE, mark=Mark(file), found=file, other=seen[slug]))
        return ""
    seen[slug] = file
    return slug


def _pages(content: _Content, reading: Reading) -> tuple[Page, ...]:
    made: list[Page] = []
    seen: dict[str, str] = {}
    known = _known(reading)
    for file in filter(is_page, sorted(content.files)):
        slug = _slug(content, file.rsplit("/", 1)[1], file, ".md", seen)
        raw = content.bytes_of(file) if slug else None
        if raw is None:
            continue
        if page := content.part(("pages", slug), (raw, file, known), partial(_read_page, raw, file, slug, reading)):
            made.append(page)
    return tuple(made)


def _read_page(raw: bytes, file: str, slug: str, reading: Reading) -> _Part[Page | None]:
    whole, problems = read_text(raw, file)
    lines = tuple(whole.split("\n"))
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if problems:
        return _Part(None, {}, problems)
    if lines[0].rstrip() != "---" or not end:
        return _Part(None, {}, (problem(NO_FRONT_MATTER, mark=Mark(file, text=lines[0])),))
    # An empty line in place of the first `---` keeps the numbers of the lines.
    document = replace(parse("\n".join(("", *lines[1:end])), file), lines=lines)
    part = _decoded(Page, ("pages", slug), Source.of(document), reading)
    body, source, wrong = _body(("pages", slug, "body"), document, end + 1)
    sources = dict(part.sources)
    if source:
        sources["pages", slug, "body"] = source
    page = part.said.model_copy(update={"slug": slug, "body": body}) if part.said else None
    return _Part(page, sources, part.written, (*part.meant, *wrong))


def _body(path: Path, document: Document, first: int) -> tuple[Text | None, Source | None, tuple[Problem, ...]]:
    """The text below the front matter, which begins after `first` lines."""
    while first < len(document.lines) and not document.lines[first].strip():
        first += 1
    words = "\n".join(document.lines[first:])
    if not words.strip():
        return None, None, ()
    node = Scalar(words, first + 1, 1, max(1, len(document.lines[first])), quoted=True)
    source = Source(document, node)
    try:
        return text(words, Reading()), source, ()
    except Refused as refused:
        mark = document.mark_of(node)
        return None, source, (problem(refused.kind, *path, mark=mark, better="", **refused.parameters),)
