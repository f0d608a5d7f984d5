"""Which files a shop has, which of them are read, and the bytes of one.

Owns the seller's folder as it lies on the disk: links, folders where files should be, names that are nearly ours.
It must not look into a file.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from pathlib import Path as Folder

from generator import paths
from generator.memory import Memory
from generator.problems import Kind, Mark, Problem, Refused, Severity, problem
from generator.shop.text import CODE
from generator.source.textfile import MAX_BYTES, TOO_BIG

UNREADABLE_FILE = Kind(
    "file-unreadable", "This file cannot be opened: {reason}.", "Check that it is a file and that you may read it."
)
NOT_A_FILE = Kind("file-unreadable", "This is not a file.", "Rename it, and write a file of this name.")
LINKED = Kind(
    "file-linked", "This is a link to another place, so it is not read.", "Put the file or folder itself here."
)
UNKNOWN_FILE = Kind(
    "file-unknown",
    "This file is not read: its name is none of ours.",
    "Rename it to {near}, or delete it.",
    Severity.WARNING,
)
BAD_FILE_NAME = Kind("file-name", "`{found}` cannot be an address.", "Rename the file to `{near}`.")

TOP = ("shop.yaml", "links.yaml", "marketplaces.yaml", "defaults.yaml")
_PICTURES = "images"
_MANY = 20_000
"""Names of files that were judged before: a preview judges all of them at every save."""
_OVERRIDES = "overrides"
_READ = re.compile(r"\.(?:ya?ml|md|csv)(?:\.txt)?$", re.IGNORECASE)
_NOT_OURS = re.compile(r"(?:readme|changelog|license|catatan|notes?)\b", re.IGNORECASE)


class Listing:
    """All files below content/ of one shop, project-relative, and what is odd about the folder. `looked_at` are facts
    of files (`facts_of`) from just before, by their paths: they need not be asked for again."""

    def __init__(self, root: Folder, memory: Memory, looked_at: Mapping[str, tuple[int, ...]]) -> None:
        self.root = root
        self._looked_at = looked_at
        self._memory = memory
        self.problems: list[Problem] = []
        self.files = frozenset(self._walk())

    def _walk(self) -> Iterator[str]:
        top = os.path.realpath(self.root)
        waiting = ["content"]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(f"{self.root}/{folder}") as found:
                    entries = sorted(found, key=attrgetter("name"))
            except OSError:
                continue
            for each in entries:
                if each.name.startswith("."):
                    continue
                name, linked = f"{folder}/{each.name}", each.is_symlink()
                if _is_folder(each):
                    if linked or _READ.search(each.name):
                        self.problems.append(problem(LINKED if linked else NOT_A_FILE, mark=Mark(name)))
                    else:
                        waiting.append(name)
                elif linked and not Folder(os.path.realpath(each.path)).is_relative_to(top):
                    self.problems.append(problem(LINKED, mark=Mark(name)))
                else:
                    yield name

    def facts(self, file: str) -> tuple[int, ...]:
        """What changes when the file does; nothing where it cannot be looked at."""
        path = f"{self.root}/{file}"
        try:
            return self._looked_at.get(path) or paths.facts_of(os.stat(path))  # noqa: PTH116  there may be thousands
        except OSError:
            return ()

    def bytes_of(self, file: str) -> bytes | Problem:
        """What a file holds, or why it cannot be read. Never waits for a pipe, never reads more than the limit. Within
        one process a file is opened again only if its times, size or number changed, as in `preview.watcher`."""
        path = f"{self.root}/{file}"
        try:
            facts = os.stat(path)  # noqa: PTH116  there may be thousands
            if not stat.S_ISREG(facts.st_mode):
                return problem(NOT_A_FILE, mark=Mark(file))
            seen = paths.facts_of(facts)
            known: bytes | None = self._memory.known(("file", file), seen)
            if known is not None:
                return known
            with open(path, "rb", buffering=0) as opened:  # noqa: PTH123
                raw = opened.read(MAX_BYTES + 1)
        except OSError as error:
            return problem(UNREADABLE_FILE, mark=Mark(file), reason=error.strerror or type(error).__name__)
        if len(raw) > MAX_BYTES:
            return problem(TOO_BIG, mark=Mark(file), found=max(facts.st_size, len(raw)), limit=MAX_BYTES)
        self._memory.keep(("file", file), seen, raw)
        return raw


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False


@lru_cache(_MANY)
def is_campaign(file: str) -> bool:
    """`content/campaigns/<slug>.yaml` or `content/campaigns/<slug>/campaign.yaml`."""
    return re.fullmatch(r"content/campaigns/(?:[^/]+\.yaml|[^/]+/campaign\.yaml)", file) is not None


@lru_cache(_MANY)
def is_page(file: str) -> bool:
    """`content/pages/<slug>.md`."""
    return re.fullmatch(r"content/pages/[^/]+\.md", file) is not None


_SIBLING = re.compile(
    rf"(content/(?:{'|'.join(name.removesuffix('.yaml') for name in TOP)}|campaigns/[^/]+/campaign|campaigns/[^/.]+|"
    rf"pages/[^/.]+))\.({CODE})\.(yaml|md)"
)


@lru_cache(_MANY)
def sibling_of(file: str, languages: tuple[str, ...]) -> tuple[str, str] | None:
    """The file whose words in another language this one holds, and the language: `content/shop.yaml` and `en` for
    `content/shop.en.yaml`. None for any other file. `languages` are those that are known; codes of two letters count
    besides."""
    found = _SIBLING.fullmatch(file)
    if not found or (found[3] == "md") != found[1].startswith("content/pages/"):
        return None
    language = found[2]
    return (f"{found[1]}.{found[3]}", language) if language in languages or len(language) == 2 else None


def strangers(files: Iterable[str], read: Iterable[str]) -> Iterator[Problem]:
    """Files that a seller would think are read: `links.yml`, `shop.yaml.txt`, a page beside the pages. Tables
    are named by campaigns; others are the seller's own."""
    read = frozenset(read)
    for file in sorted(files):
        parts = file.split("/")[1:]
        if file in read or not _READ.search(file) or parts[0] in (_PICTURES, _OVERRIDES):
            continue
        if file.endswith(".csv") or _NOT_OURS.match(parts[-1]) or is_campaign(file) or is_page(file):
            continue
        yield problem(UNKNOWN_FILE, mark=Mark(file), near=f"`{_meant(parts)}`")


def _meant(parts: list[str]) -> str:
    """Where the seller probably wanted the file to be."""
    stem, _, ending = re.sub(r"\.txt$", "", parts[-1], flags=re.IGNORECASE).rpartition(".")
    slug = paths.slug_from(parts[1] if len(parts) > 2 else stem) or "po-1"
    if ending.lower() == "md":
        return f"content/pages/{paths.slug_from(stem) or 'halaman'}.md"
    if ending.lower() == "csv":
        return "/".join(("content", *parts[:-1], f"{stem}.csv"))
    near = difflib.get_close_matches(f"{stem.lower()}.yaml", TOP, 1, 0.7) if len(parts) == 1 else []
    if near:
        return f"content/{near[0]}"
    return f"content/campaigns/{slug}/campaign.yaml" if len(parts) > 2 else f"content/campaigns/{slug}.yaml"


@lru_cache(_MANY)
def slug_of(name: str, file: str, suffix: str) -> tuple[str, Problem | None]:
    """The address that a file name makes, and what is wrong with the name."""
    try:
        return paths.check_slug(name), None
    except Refused:
        better = paths.slug_from(name) or "po-1"
        return better, problem(BAD_FILE_NAME, mark=Mark(file), found=name, near=better + suffix)
