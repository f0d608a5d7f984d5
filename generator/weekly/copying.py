"""The next PO from the last one: what is kept, what moves, what is left out.

Owns the changes that make a copy of a campaign's file its next batch. The seller's own words are never guessed at:
lines that speak of the old batch are named, for a human to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Final

from generator.editing import Change
from generator.problems import Path, Refused
from generator.shop.model.campaign import Campaign
from generator.shop.model.reading import Reading, yes_no
from generator.shop.model.site import Site
from generator.shop.moments import Moment, moment_of
from generator.shop.timewords import MONTHS
from generator.shop.zones import settled
from generator.source.nodes import Document, Mapping, Node, Scalar, Sequence
from generator.structs import Frozen
from generator.weekly.dates import PLANNED, Keys, Shift, written

LEFT_OUT: Final = (
    "stage", "full", "cancelled", "done", "taken", "counted", "extended", "updates", "questions", "batches",
    "updated", "archived", "aliases", "pin",
)  # fmt: skip
"""Keys that speak of one batch: its counts, its news, what the seller said of it, its own place and addresses."""

_SOLD_OUT: Final[frozenset[Keys]] = frozenset({("items", "full"), ("items", "variants", "full"), ("variants", "full")})
_DATED = re.compile(
    rf"\b\d{{1,2}} (?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b|\bbatch\s*(?:ke-?|#)?\s*\d", re.IGNORECASE
)


class Moved(Frozen):
    """A value that is another one in the copy: where, as it was written, as it will be."""

    path: Path
    before: str
    after: str


class Copy(Frozen):
    """How to make the copy: `changes` for the text, and what to tell of them. `moved` are dates of the plan,
    `reopened` items that were full; `batch` is None where none is said."""

    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    reopened: tuple[Path, ...]
    left_out: tuple[str, ...]
    batch: Moved | None
    days: int


def days_to_next(campaign: Campaign, now: datetime) -> int:
    """The fewest whole weeks, in days, that put the opening (or the closing, where that is all there is) after now,
    and not before this batch has closed. 0 for a campaign without dates."""
    opens, closes = campaign.opens, campaign.closes if isinstance(campaign.closes, Moment) else None
    anchor = opens or closes or (campaign.repeats and campaign.repeats.from_)
    if not anchor:
        return 0
    after = max(now, closes.at) if opens and closes else now
    week = timedelta(weeks=1)
    weeks = max(1, (after - anchor.at) // week)
    while anchor.at + weeks * week <= now or anchor.at + weeks * week < after:
        weeks += 1
    return 7 * weeks


def opening_after(opens: Moment, days: int) -> Moment:
    """The opening so many days later, at the same time of day."""
    zone = opens.at.tzinfo
    assert zone  # every moment is in the shop's zone
    day = opens.day + timedelta(days=days)
    return Moment(settled(day, opens.at.time(), zone), has_time=True) if opens.has_time else moment_of(day, zone)


def plan_copy(site: Site, campaign: Campaign, document: Document, *, days: int, opens: Moment | None = None) -> Copy:
    """The changes that turn the file of `campaign` into the next batch's, `days` later.

    A closing that was moved is planned as it was first announced. `opens` is the new opening where its time changes
    too. `document` has no problems.
    """
    shift = Shift(days, _months(campaign, days))
    zone: tzinfo = site.shop.timezone
    root = document.root
    assert isinstance(root, Mapping)  # it holds a campaign
    moved = tuple(_moved(campaign, root, shift, zone, opens))
    batch = _next_batch(site, campaign)
    said = tuple(key for key in LEFT_OUT if root.get(key))
    changes = [Change(each.path, each.after) for each in moved if each.after != each.before]
    if batch is not None:
        changes.append(Change(batch.path, batch.after))
    reopened = tuple(_sold_out(root))
    changes += [Change(path, "no") for path in reopened]
    changes += [Change((key,), None) for key in said]
    return Copy(tuple(changes), moved, reopened, said, batch, days)


def lines_to_read(text: str, slug: str) -> tuple[tuple[int, str], ...]:
    """The lines (1-based) of a copy that still name a day, a batch or the old PO (by a name with a number in it;
    others are ordinary words)."""
    name = re.escape(slug) if re.search(r"\d", slug) else "(?!)"
    old = re.compile(rf"(?<![\w-]){name}(?![\w-])")
    lines = enumerate(text.splitlines(), 1)
    return tuple((number, line.strip()) for number, line in lines if _DATED.search(line) or old.search(line))


def _months(campaign: Campaign, days: int) -> int:
    closes = campaign.closes if isinstance(campaign.closes, Moment) else campaign.opens
    if closes is None:
        return round(days / 30.44)
    later = closes.day + timedelta(days=days)
    return (later.year - closes.day.year) * 12 + later.month - closes.day.month


def _moved(campaign: Campaign, root: Mapping, shift: Shift, zone: tzinfo, opens: Moment | None) -> Iterator[Moved]:
    for path, leaf in leaves(root):
        move = PLANNED.get(_keys(path))
        if move is None:
            continue
        if path == ("opens",) and opens:
            yield Moved(path, leaf.text, written(opens))
        elif path == ("closes",) and campaign.extended:
            yield Moved(path, leaf.text, move(written(campaign.extended.from_), shift, zone))
        else:
            yield Moved(path, leaf.text, move(leaf.text, shift, zone))


def _next_batch(site: Site, campaign: Campaign) -> Moved | None:
    """One more than the newest of the series; a PO that repeats counts its windows by itself."""
    if campaign.batch is None or campaign.repeats:
        return None
    series = [each for each in site.campaigns if campaign.series and each.series == campaign.series]
    newest = max([campaign.batch, *(each.batch for each in series if each.batch)])
    return Moved(("batch",), str(campaign.batch), str(newest + 1))


def _sold_out(root: Mapping) -> Iterator[Path]:
    for path, leaf in leaves(root):
        if _keys(path) in _SOLD_OUT:
            try:
                if yes_no(leaf.text, Reading()):
                    yield path
            except Refused:
                continue  # reported by whoever reads the file


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Every value of a tree with its path."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Sequence):
        for position, item in enumerate(node.items):
            yield from leaves(item, (*path, position))
    else:
        for entry in node.entries:
            yield from leaves(entry.value, (*path, entry.key.text))


def _keys(path: Path) -> Keys:
    keys = tuple(part for part in path if isinstance(part, str))
    return ("for", "*", *keys[2:]) if keys[:1] == ("for",) else keys
