"""content/ → Site. The only module that opens the seller's files (photos aside: those are media's).

Owns which files there are, what each one is, and how defaults and tables come into a campaign. All problems of
all files are gathered; nothing is raised for what a seller can write.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, replace
from pathlib import Path as Folder
from typing import Any, TypeVar

from generator import paths
from generator.problems import Kind, Mark, Path, Problem, Refused, Severity, problem
from generator.shop.model.base import Model, key_names
from generator.shop.model.bio import Links, Marketplaces, Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Defaults, Sharing
from generator.shop.model.reading import Reading
from generator.shop.model.shop import Shop
from generator.shop.model.site import Site
from generator.source.decode import Source, decode
from generator.source.table import amounts, read_table
from generator.source.yamltree import Document, Entry, Mapping, Scalar, parse, read_text, read_yaml

NO_SHOP = Kind(
    "no-shop",
    "There is no `content/shop.yaml` in this folder.",
    "Go to your shop's folder, name it with `--root`, or start one with `etalase new`.",
)
UNREADABLE_FILE = Kind(
    "file-unreadable", "This file cannot be opened: {reason}.", "Check that it is a file and that you may read it."
)
UNKNOWN_FILE = Kind(
    "file-unknown", "This file is not read: its name is none of ours.", "Did you mean `{near}`?", Severity.WARNING
)
BAD_FILE_NAME = Kind("file-name", "`{found}` cannot be an address.", "Rename the file to `{better}`.")
NO_FRONT_MATTER = Kind(
    "front-matter",
    "This page does not start with `---` and its title.",
    "Put `---`, `title: …` and `---` on the first three lines.",
)
SLUG_TWICE = Kind("campaign-twice", "`{found}` is the same campaign as `{other}`.", "Keep one of the two.")
NEWER_FORMAT = Kind(
    "newer-format", "This shop is written in format {found}; this Etalase reads up to {known}.", "Update Etalase."
)
TABLE_MISSING = Kind("file-missing", "There is no file “{found}”.", "Put it beside the campaign, or correct the name.")

FORMAT = 1
_TOP = ("shop.yaml", "links.yaml", "marketplaces.yaml", "defaults.yaml")
_PICTURE_FOLDERS = frozenset({"images"})
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


class _Content:
    """One reading of a folder: the files it has, and everything found wrong."""

    def __init__(self, root: Folder) -> None:
        self.root = root
        self.files = _list_files(root)
        self.problems: list[Problem] = []
        self.sources: dict[Path, Source] = {}
        self.read_files: list[str] = []

    def bytes_of(self, file: str) -> bytes | None:
        self.read_files.append(file)
        try:
            return (self.root / file).read_bytes()
        except OSError as error:
            self.problems.append(
                problem(UNREADABLE_FILE, mark=Mark(file), reason=error.strerror or type(error).__name__)
            )
            return None

    def document(self, file: str) -> Document | None:
        raw = self.bytes_of(file)
        if raw is None:
            return None
        document = read_yaml(raw, file)
        self.problems.extend(document.problems)
        return document

    def decode(self, model: type[_M], path: Path, source: Source, reading: Reading, root: Any = None) -> _M | None:
        self.sources[path] = source
        made, problems = decode(model, root or source.document.root, source, reading)
        self.problems.extend(replace(found, path=path + found.path) for found in problems)
        return None if source.document.incomplete else made


def load_site(root: Folder) -> Loaded:
    """What the seller wrote below `root`, with every problem found in it."""
    content = _Content(root)
    if "content/shop.yaml" not in content.files:
        near = [f for f in content.files if f.startswith("content/shop.")]
        found = problem(UNKNOWN_FILE, mark=Mark(near[0]), near="content/shop.yaml") if near else None
        return Loaded(None, tuple(p for p in (problem(NO_SHOP, mark=Mark("content/shop.yaml")), found) if p), {}, ())
    _strangers(content)
    shop, reading = _shop(content)
    links = _top(content, Links, "links", reading) or Links()
    stores = _top(content, Marketplaces, "marketplaces", reading) or Marketplaces()
    defaults = content.document("content/defaults.yaml") if "content/defaults.yaml" in content.files else None
    if defaults:
        content.decode(Defaults, ("defaults",), Source(defaults), reading)
    campaigns = _campaigns(content, defaults, reading)
    pages = _pages(content, reading)
    site = Site(shop=shop, links=links, marketplaces=stores, campaigns=campaigns, pages=pages) if shop else None
    return Loaded(site, tuple(content.problems), content.sources, tuple(content.read_files))


def _list_files(root: Folder) -> frozenset[str]:
    """Project-relative names of all files below content/. Hidden ones and links out of the project are left out."""
    found: set[str] = set()
    top = root.resolve()
    for folder, folders, names in os.walk(root / "content"):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Folder(folder, name)
            if name.startswith(".") or (path.is_symlink() and not path.resolve().is_relative_to(top)):
                continue
            found.add(path.relative_to(root).as_posix())
    return frozenset(found)


def _strangers(content: _Content) -> None:
    """Files that a seller would think are read: `links.yml`, a campaign one folder too high."""
    for file in sorted(content.files):
        parts = file.split("/")[1:]
        name = parts[-1]
        if parts[0] in _PICTURE_FOLDERS or not name.endswith((".yaml", ".yml", ".md", ".txt")):
            continue
        if (
            file in {f"content/{top}" for top in _TOP}
            or _is_campaign(parts)
            or (parts[0] == "pages" and name.endswith(".md"))
        ):
            continue
        expected = [f"content/{top}" for top in _TOP]
        if parts[0] == "campaigns":
            expected = ["content/campaigns/" + name.rsplit(".", 1)[0] + ".yaml"]
        elif parts[0] == "pages":
            expected = ["content/pages/" + name.rsplit(".", 1)[0] + ".md"]
        near = difflib.get_close_matches(file, expected, 1, 0.5)
        if near:
            content.problems.append(problem(UNKNOWN_FILE, mark=Mark(file), near=near[0]))


def _is_campaign(parts: list[str]) -> bool:
    flat = len(parts) == 2 and parts[1].endswith(".yaml")
    return parts[0] == "campaigns" and (flat or (len(parts) == 3 and parts[2] == "campaign.yaml"))


def _shop(content: _Content) -> tuple[Shop | None, Reading]:
    document = content.document("content/shop.yaml")
    bare = Reading(files=content.files)
    if document is None or not isinstance(document.root, Mapping | None):
        shop = content.decode(Shop, ("shop",), Source(document), bare) if document else None
        return shop, bare
    known = {key: value for key in ("timezone", "currency", "country", "format") if (value := _leaf(document, key))}
    if (version := known.get("format", "1")).isdigit() and int(version) > FORMAT:
        mark = document.mark(("format",))
        content.problems.append(problem(NEWER_FORMAT, "shop", "format", mark=mark, found=version, known=FORMAT))
        return None, bare
    # The shop's own zone and currency are needed to read the rest; a wrong one is reported below like any value.
    facts = Source(Document("", (), None, ()))
    small, _ = decode(Shop, _only(document, known), facts, bare)
    reading = Reading(small.timezone, small.currency, small.country, content.files) if small else bare
    return content.decode(Shop, ("shop",), Source(document), reading), reading


def _leaf(document: Document, key: str) -> str:
    entry = document.root.get(key) if isinstance(document.root, Mapping) else None
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def _only(document: Document, known: dict[str, str]) -> Mapping:
    name = Entry(Scalar("name", 1, 1, 1, quoted=True), Scalar("?", 1, 1, 1, quoted=True))
    root = document.root
    assert isinstance(root, Mapping)
    kept = tuple(entry for entry in root.entries if entry.key.text in known)
    return Mapping((name, *kept), 1, 1)


def _top(content: _Content, model: type[_M], name: str, reading: Reading) -> _M | None:
    file = f"content/{name}.yaml"
    document = content.document(file) if file in content.files else None
    return content.decode(model, (name,), Source(document), reading) if document else None


def _campaigns(content: _Content, defaults: Document | None, reading: Reading) -> tuple[Campaign, ...]:
    made: dict[str, Campaign] = {}
    seen: dict[str, str] = {}
    for file in sorted(content.files):
        parts = file.split("/")[1:]
        if not _is_campaign(parts):
            continue
        name = parts[1] if len(parts) == 3 else parts[1].removesuffix(".yaml")
        slug = _slug(content, name, file, ".yaml" if len(parts) == 2 else "")
        if slug in seen:
            content.problems.append(problem(SLUG_TWICE, mark=Mark(file), found=file, other=seen[slug]))
            continue
        seen[slug] = file
        document = content.document(file)
        if document is None:
            continue
        folders = (file.rsplit("/", 1)[0], "content/images") if len(parts) == 3 else ("content/images",)
        source, root = _with_grafts(content, document, defaults, file.rsplit("/", 1)[0])
        campaign = content.decode(Campaign, ("campaigns", slug), source, replace(reading, folders=folders), root)
        if campaign:
            made[slug] = campaign.model_copy(update={"slug": slug})
    return tuple(made[slug] for slug in sorted(made))


def _slug(content: _Content, name: str, file: str, suffix: str) -> str:
    try:
        return paths.check_slug(name)
    except Refused:
        better = paths.slug_from(name) or "po-1"
        content.problems.append(problem(BAD_FILE_NAME, mark=Mark(file), found=name, better=better + suffix))
        return better


def _with_grafts(content: _Content, document: Document, defaults: Document | None, folder: str) -> tuple[Source, Any]:
    """The campaign's tree with what it takes over from the defaults and from tables."""
    if not isinstance(document.root, Mapping | None):
        return Source(document), document.root
    entries = list(document.root.entries) if document.root else []
    grafts: list[tuple[Path, Document, Path]] = []
    for position, entry in enumerate(entries):
        key = entry.key.text
        if key in ("items", "taken") and isinstance(entry.value, Scalar) and entry.value.text.lower().endswith(".csv"):
            table = _table(content, entry.value, document, folder)
            if table and table.root:
                table = amounts(table) if key == "taken" else table
                entries[position] = Entry(entry.key, table.root or entry.value)
                grafts.append(((key,), table, ()))
    own = {entry.key.text: entry for entry in entries}
    if defaults and isinstance(defaults.root, Mapping):
        shared = set(key_names(Sharing))
        for entry in defaults.root.entries:
            key = entry.key.text
            if key in shared and key not in own:
                entries.append(entry)
                grafts.append(((key,), defaults, (key,)))
            elif key == "terms" and isinstance(entry.value, Mapping) and isinstance(said := own[key].value, Mapping):
                rows = [row for row in entry.value.entries if said.get(row.key.text) is None]
                merged = Mapping((*said.entries, *rows), said.line, said.column)
                entries[entries.index(own[key])] = Entry(own[key].key, merged)
                grafts.extend(((key, row.key.text), defaults, (key, row.key.text)) for row in rows)
    return Source(document, tuple(grafts)), Mapping(tuple(entries), 1, 1) if entries else None


def _table(content: _Content, name: Scalar, document: Document, folder: str) -> Document | None:
    for candidate in (f"{folder}/{name.text}", f"content/{name.text}"):
        if candidate in content.files:
            raw = content.bytes_of(candidate)
            if raw is None:
                return None
            table = read_table(raw, candidate)
            content.problems.extend(table.problems)
            return table
    mark = document.line_mark(name.line, name.column, name.length)
    content.problems.append(problem(TABLE_MISSING, mark=mark, found=name.text))
    return None


def _pages(content: _Content, reading: Reading) -> tuple[Page, ...]:
    made: list[Page] = []
    for file in sorted(content.files):
        if not (file.startswith("content/pages/") and file.endswith(".md") and file.count("/") == 2):
            continue
        slug = _slug(content, file.rsplit("/", 1)[1].removesuffix(".md"), file, ".md")
        raw = content.bytes_of(file)
        text, problems = read_text(raw, file) if raw is not None else ("", ())
        content.problems.extend(problems)
        front, body, ok = _front_matter(text)
        if raw is None or problems:
            continue
        if not ok:
            content.problems.append(problem(NO_FRONT_MATTER, mark=Mark(file, text=text.split("\n")[0])))
            continue
        document = parse(front, file, first_line=2)
        content.problems.extend(document.problems)
        page = content.decode(Page, ("pages", slug), Source(document), reading)
        if page:
            words = Page.model_validate({"title": "?", "body": body}).body if body.strip() else None
            made.append(page.model_copy(update={"slug": slug, "body": words}))
    return tuple(made)


def _front_matter(text: str) -> tuple[str, str, bool]:
    """The YAML between the first two `---` lines, the text after them, and whether both lines are there."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text, False
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), True
    return "", text, False
