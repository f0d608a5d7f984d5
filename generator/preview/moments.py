"""The time machine: which moments of a campaign are worth a look, and how one is written in an address.

Owns `?at=`. It must not know how a page looks then: `Draft.seen` shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from generator.problems import Kind, Refused
from generator.shop import schedule
from generator.shop.model.campaign import Campaign
from generator.shop.moments import parse_moment
from generator.shop.schedule import State
from generator.shop.standing import standing
from generator.structs import Frozen

AT_FAR = Kind(
    "preview-at",
    "`{found}` is too far away to look at.",
    "Write a moment between 2000 and 2099, for example {example}.",
)
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_LONGEST = 60
_LOST_PLUS = re.compile(r"(:\d\d)\x20(\d\d:?\d\d)$")
"""A `+` that an address was written with, and that its reader made a space of."""


class Stop(Frozen):
    """A moment worth a look: the campaign is in `state` from then on, or (the first) some time before its change."""

    state: State
    at: datetime


def stops(campaign: Campaign, now: datetime, zone: tzinfo) -> tuple[Stop, ...]:
    """One moment for each state that the campaign passes through, in order, in `zone`. Of a repeating PO those of
    the window that counts now."""
    timeline = standing(campaign, now, zone).timeline
    return tuple(Stop(stop.state, stop.at.astimezone(zone)) for stop in _stops(timeline))


def _stops(timeline: schedule.Timeline) -> Iterator[Stop]:
    changes = schedule.changes(timeline)
    if changes:
        yield Stop(schedule.first_state(timeline), changes[0].at - timedelta(hours=1))
    for change in changes:
        yield Stop(change.state, change.at)


def written_at(at: datetime) -> str:
    """The moment as an address carries it: `2026-12-20T23:58` on the shop's clock."""
    return at.strftime("%Y-%m-%dT%H:%M:%S" if at.second else "%Y-%m-%dT%H:%M")


def read_at(text: str, zone: tzinfo) -> datetime:
    """The moment in an address, in the shop's zone where it names none. Raises Refused."""
    words = _LOST_PLUS.sub(r"\1+\2", text.strip())
    try:
        exact = datetime.fromisoformat(words)
    except ValueError:
        exact = None
    at = exact if exact and exact.tzinfo else parse_moment(words[:_LONGEST].replace("T", " "), zone).at
    if not _FIRST <= at < _LAST:
        raise Refused(AT_FAR, found=words[:_LONGEST], example="2026-12-20T23:58")
    return at.astimezone(zone)
