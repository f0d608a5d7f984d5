"""All campaigns at a glance: where each stands, and what happens to it next.

Owns the rows and their order: what sells first, what is over last. It must not word anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from generator.shop import schedule
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.schedule import Change, State
from generator.shop.standing import standing
from generator.shop.text import Text
from generator.structs import Frozen

_ORDER = (
    State.CLOSING, State.OPEN, State.FULL, State.UPCOMING, State.OVERDUE, State.SHIPPING, State.CLOSED, State.DONE,
    State.CANCELLED,
)  # fmt: skip


class Row(Frozen):
    """One campaign. `number` is its batch or window, None where nobody said it; `next` is the first instant at which
    its state, or its window, becomes another one."""

    slug: str
    title: Text
    number: int | None
    state: State
    next: Change | None
    archived: bool


def agenda(site: Site, now: datetime) -> tuple[Row, ...]:
    """Every campaign of the site, those that need attention first."""
    return tuple(sorted((_row(site, campaign, now) for campaign in site.campaigns), key=_order))


def _row(site: Site, campaign: Campaign, now: datetime) -> Row:
    here = standing(campaign, now, site.shop.timezone)
    upcoming = next(_changes(site, campaign, now), None)
    return Row(campaign.slug, campaign.title, here.number, here.state, upcoming, campaign.archived)


def _changes(site: Site, campaign: Campaign, now: datetime) -> Iterator[Change]:
    zone = site.shop.timezone
    here = standing(campaign, now, zone)
    for change in schedule.changes(here.timeline):
        if change.at <= now:
            continue
        # In a PO that repeats, the next window takes over where this one closes.
        there = standing(campaign, change.at, zone)
        if (there.state, there.number, there.closes) != (here.state, here.number, here.closes):
            yield Change(change.at.astimezone(zone), there.state)


def _order(row: Row) -> tuple[bool, int, datetime, str]:
    return row.archived, _ORDER.index(row.state), row.next.at if row.next else schedule.EVER, row.slug
