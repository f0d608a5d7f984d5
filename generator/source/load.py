"""content/ → Site. The only module that opens the seller's files (photos aside: those are media's).

Owns which files there are, what each one is, and how defaults and tables come into a campaign. All problems of
all files are gathered; nothing is raised for what a seller can write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, replace
from pathlib import Path as Folder
from typing import TypeVar

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


@dataclass(frozen=True, slots=True)
class Loaded:
    """What content/ says. `site` is what could be read (None without a shop): complete only without errors
    in `problems`. `files` are the YAML, Markdown and CSV files read, project-relative."""

    site: Site | None
    problems: tuple[Problem, ...]
    sources: ReadOnly[Path, Source]
    files: tuple[str, ...]

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


class _Content:
    """One reading of a folder: the files it has, and everything found wrong."""

    def __init__(self, root: Folder) -> None:
        self.listing = Listing(root)
        self.files = self.listing.files
        self.problems = self.listing.problems
        self.sources: dict[Path, Source] = {}
        self.read_files: list[str] = []

    def bytes_of(self, file: str) -> bytes | None:
        if file not in self.read_files:
            self.read_files.append(file)
        read = self.listing.bytes_of(file)
        if isinstance(read, bytes):
            return read
        self.problems.append(read)
        return None

    def document(self, file: str) -> Document | None:
        raw = self.bytes_of(file)
        if raw is None:
            return None
        document = read_yaml(raw, file)
        self.problems.extend(document.problems)
        return document

    def decode(self, model: type[_M], path: Path, source: Source, reading: Reading) -> _M | None:
        self.sources[path] = source
        if source.document.incomplete:
            return None
        made, self.sources[path], problems = decode(model, source, reading)
        # What defaults bring to every campaign is one mistake.
        told = {(each.kind, each.mark, each.parameters) for each in self.problems}
        new = (found for found in problems if (found.kind, found.mark, found.parameters) not in told)
        self.problems.extend(replace(found, path=path + found.path) for found in new)
        return made


def load_site(root: Folder) -> Loaded:
    """What the seller wrote below `root`, with every problem found in it."""
    content = _Content(root)
    if "content/shop.yaml" not in content.files:
        near = [file for file in sorted(content.files) if file.casefold().startswith("content/shop.")]
        found = (*content.problems, *strangers(near, ()))
        return Loaded(None, (problem(NO_SHOP, mark=Mark("content/shop.yaml")), *found), {}, ())
    shop, reading = _shop(content)
    links = _top(content, Links, "links", reading) or Links()
    stores = _top(content, Marketplaces, "marketplaces", reading) or Marketplaces()
    defaults = content.document("content/defaults.yaml") if "content/defaults.yaml" in content.files else None
    if defaults:
        content.decode(Defaults, ("defaults",), Source.of(defaults), reading)
    campaigns = _campaigns(content, defaults, reading)
    pages = _pages(content, reading)
    content.problems.extend(strangers(content.files, content.read_files))
    site = Site(shop=shop, links=links, marketplaces=stores, campaigns=campaigns, pages=pages) if shop else None
    return Loaded(site, tuple(content.problems), content.sources, tuple(content.read_files))


def _shop(content: _Content) -> tuple[Shop | None, Reading]:
    document = content.document("content/shop.yaml")
    bare = Reading(files=content.files)
    if document is None or not isinstance(document.root, Mapping | None):
        shop = content.decode(Shop, ("shop",), Source.of(document), bare) if document else None
        return shop, bare
    known = {key: value for key in ("timezone", "currency", "country", "format") if (value := _leaf(document, key))}
    if (version := known.get("format", "1")).isdecimal() and len(version) < 9 and int(version) > FORMAT:
        mark = document.mark(("format",))
        content.problems.append(problem(NEWER_FORMAT, "shop", "format", mark=mark, found=version, known=FORMAT))
        return None, bare
    # The shop's own zone and currency are needed to read the rest; a wrong one is reported below like any value.
    small, _, _ = decode(Shop, Source(document, _only(document, known)), bare)
    reading = Reading(small.timezone, small.currency, small.country, content.files) if small else bare
    return content.decode(Shop, ("shop",), Source.of(document), reading), reading


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
    document = content.document(file) if file in content.files else None
    return content.decode(model, (name,), Source.of(document), reading) if document else None


def _campaigns(content: _Content, defaults: Document | None, reading: Reading) -> tuple[Campaign, ...]:
    made: dict[str, Campaign] = {}
    seen: dict[str, str] = {}
    tables = Tables(content.files, content.bytes_of)
    for file in filter(is_campaign, sorted(content.files)):
        parts = file.split("/")
        folders = ("/".join(parts[:-1]), "content/images") if len(parts) == 4 else ("content/images",)
        slug = _slug(content, parts[2], file, ".yaml" if len(parts) == 3 else "", seen)
        document = content.document(file) if slug else None
        if document is None:
            continue
        source = with_grafts(document, defaults, tables)
        campaign = content.decode(Campaign, ("campaigns", slug), source, replace(reading, folders=folders))
        if campaign:
            made[slug] = campaign.model_copy(update={"slug": slug})
    content.problems.extend(tables.problems)
    return tuple(made[slug] for slug in sorted(made))


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
    for file in filter(is_page, sorted(content.files)):
        slug = _slug(content, file.rsplit("/", 1)[1], file, ".md", seen)
        raw = content.bytes_of(file) if slug else None
        if raw is None:
            continue
        whole, problems = read_text(raw, file)
        content.problems.extend(problems)
        lines = tuple(whole.split("\n"))
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
        if problems:
            continue
        if lines[0].rstrip() != "---" or not end:
            content.problems.append(problem(NO_FRONT_MATTER, mark=Mark(file, text=lines[0])))
            continue
        # An empty line in place of the first `---` keeps the numbers of the lines.
        document = replace(parse("\n".join(("", *lines[1:end])), file), lines=lines)
        content.problems.extend(document.problems)
        page = content.decode(Page, ("pages", slug), Source.of(document), reading)
        body = _body(content, ("pages", slug, "body"), document, end + 1)
        if page:
            made.append(page.model_copy(update={"slug": slug, "body": body}))
    return tuple(made)


def _body(content: _Content, path: Path, document: Document, first: int) -> Text | None:
    """The text below the front matter, which begins after `first` lines."""
    while first < len(document.lines) and not document.lines[first].strip():
        first += 1
    words = "\n".join(document.lines[first:])
    if not words.strip():
        return None
    node = Scalar(words, first + 1, 1, max(1, len(document.lines[first])), quoted=True)
    content.sources[path] = Source(document, node)
    try:
        return text(words, Reading())
    except Refused as refused:
        mark = document.mark_of(node)
        content.problems.append(problem(refused.kind, *path, mark=mark, better="", **refused.parameters))
        return None
