"""The campaigns of a shop, each from its file, its defaults and its tables.

Owns how they come together and that a campaign is read again only when one of them has changed. It must not open files.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as ReadOnly
from functools import cache, partial
from typing import TypeAlias

from generator.problems import Problem
from generator.shop.model.campaign import Campaign
from generator.shop.model.reading import Reading
from generator.source.content import Content, reader_knows, slot_of, stamp_of
from generator.source.decode import Source
from generator.source.files import is_campaign
from generator.source.grafts import Tables, with_grafts
from generator.source.nodes import Document
from generator.source.part import Part, Sibling, decoded, whole_bytes
from generator.source.yamltree import read_yaml
from generator.structs import Frozen, replace

_WORTH = 30
"""Campaigns that are worth a process to read."""
_Said: TypeAlias = Part[Campaign | None]
_Stamped: TypeAlias = tuple[str, _Said]
"""A campaign's stamp, and what was read of it; no stamp where its file could not be."""


class _Around(Frozen):
    """What campaigns take from other files: the defaults, and the bytes of every table (or why there are none)."""

    defaults: Source | None
    tables: ReadOnly[str, bytes | Problem]
    reading: Reading

    def of(self, file: str) -> _Around:
        """The same for one campaign: photos in a folder of its own are its first."""
        own = file.rsplit("/", 1)[0]
        folders = (own, "content/images") if file.count("/") == 3 else ("content/images",)
        return replace(self, reading=replace(self.reading, folders=folders))


def campaigns_of(content: Content, reading: Reading) -> tuple[Campaign, ...]:
    """All campaigns in the order of their slugs, as far as they could be read; `content` gathers what is wrong."""
    shared = content.sources.get(("defaults",))
    tables = {file: content.listing.bytes_of(file) for file in sorted(content.files) if file.lower().endswith(".csv")}
    around = _Around(shared, tables, reading)
    beside = (part for file, raw in tables.items() for part in (file, raw if isinstance(raw, bytes) else raw.code))
    stamp = stamp_of((content.stamps.get(("defaults",), ""), reader_knows(reading), *beside))
    addressed = content.addressed("campaigns", is_campaign)
    files, slugs = addressed.files, addressed.slugs
    siblings = [content.siblings_of(file, reading) for file in files]
    memory = content.memory

    @cache
    def ready(at: int) -> tuple[str, Callable[[], _Said]] | Problem:
        """The stamp of a campaign and what reads it, or why that is not possible."""
        raw = content.listing.bytes_of(files[at])
        if not isinstance(raw, bytes):
            return raw
        read = partial(_read_campaign, raw, files[at], slugs[at], around, siblings[at])
        return stamp_of((*whole_bytes(raw, siblings[at]), files[at], stamp)), read

    def stamped(at: int) -> tuple[_Stamped]:
        if isinstance(found := ready(at), Problem):
            return (("", Part(None, {}, (found,))),)
        return ((found[0], memory.recall(slot_of(("campaigns", slugs[at])), *found)),)

    def again(at: int) -> _Said:
        if isinstance(found := ready(at), Problem):  # it was there just now
            return Part(None, {("campaigns", slugs[at]): Source.of(Document(files[at], (), None, ()))})
        return found[1]()

    if memory.hands.jobs > 1:
        wanted = [(slot_of(("campaigns", slug)), found) for at, slug in enumerate(slugs) if (found := ready(at))]
        memory.ahead([(slot, *each) for slot, each in wanted if not isinstance(each, Problem)], worth=_WORTH)
    facts = [(content.listing.facts(file), beside) for file, beside in zip(files, siblings, strict=True)]
    parts: list[_Stamped] = list(
        memory.recall_each("campaign-file", [(slug,) for slug in slugs], facts, stamp, stamped)
    )
    content.read_files += files
    made = {}
    for at, (slug, (known_as, part)) in enumerate(zip(slugs, parts, strict=True)):
        if known_as:
            made[slug] = content.took(("campaigns", slug), known_as, part, partial(again, at))
        else:
            content.problems.extend(part.written)
    content.problems.extend(content.tabled)
    return tuple(campaign for slug in sorted(made) if (campaign := made[slug]))


def _read_campaign(raw: bytes, file: str, slug: str, around: _Around, siblings: tuple[Sibling, ...]) -> _Said:
    around = around.of(file)
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
    source = with_grafts(document, around.defaults, named)
    part = decoded(Campaign, ("campaigns", slug), source, around.reading, siblings)
    campaign = part.said.model_copy(update={"slug": slug}) if part.said else None
    written = (*part.written, *closed)
    return Part(campaign, part.sources, written, part.meant, tuple(named.problems), tuple(opened), part.wordings)
