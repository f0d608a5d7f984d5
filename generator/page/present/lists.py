"""Lists of POs: in which order, which of them the landing page follows, and how the archive is cut into pages.

Owns what a page with a list knows: so many POs that it stays light however many the shop has. Which ones they are is
decided for the moment of the build; how they stand, and in which order, changes with the clock like everything else.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.page.present.context import Context
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.schedule import State

ROWS = 30
"""The POs on one page of the archive."""
FOLLOWED = 24
"""The POs that a landing page can come to show without a new build."""
NEXT = 12
"""The POs to which the button of a finished one can come to lead."""

_FIRST = (
    State.CLOSING,
    State.OPEN,
    State.UPCOMING,
    State.FULL,
    State.OVERDUE,
    State.SHIPPING,
    State.CLOSED,
    State.DONE,
    State.CANCELLED,
)
"""What matters most on the landing page; within a state the nearest date decides."""


def archive_pages(site: Site) -> int:
    """How many pages the list of all POs has."""
    return max(1, -(-sum(not each.archived for each in site.campaigns) // ROWS))


def in_order(ctx: Context, campaigns: Iterable[Campaign]) -> list[Campaign]:
    """These campaigns as lists show them now: pinned first, then by what matters most and the nearest date."""

    def rank(campaign: Campaign) -> tuple[bool, int, float, str]:
        here = ctx.standing(campaign.slug)
        at = {State.UPCOMING: here.opens, State.OPEN: here.closes, State.CLOSING: here.closes}.get(
            here.state, here.closes
        )
        nearest = at.at.timestamp() if at else float("inf")
        past = here.state not in (State.CLOSING, State.OPEN, State.UPCOMING)
        # A pin holds while there is something to order: an old one must not hide the PO that is open.
        live = here.state in (State.UPCOMING, State.OPEN, State.CLOSING, State.FULL)
        return (not (campaign.pin and live), _FIRST.index(here.state), -nearest if past else nearest, campaign.slug)

    return sorted((each for each in campaigns if not each.archived), key=rank)


def archived_on(ctx: Context, number: int) -> tuple[Campaign, ...]:
    """The POs on a page of the archive. Each stays on its page until the next build, so that whoever turns pages sees
    every one once; on the page it moves to where it belongs."""
    start = (number - 1) * ROWS
    return tuple(map(ctx.campaign, sorted(_ordered(ctx)[start : start + ROWS])))


def on_landing(ctx: Context) -> tuple[Campaign, ...]:
    """The POs that the landing page follows: the first ones, and the one that ended last."""
    listed = _ordered(ctx)
    ended = ended_last(ctx, map(ctx.campaign, listed[FOLLOWED:]))[:1]
    return tuple(map(ctx.campaign, sorted((*listed[:FOLLOWED], *(each.slug for each in ended)))))


def next_ones(ctx: Context, series: str | None) -> tuple[Campaign, ...]:
    """The POs to which a finished one of this series can lead: those of its series that can be ordered or will open,
    then any."""
    if ctx.now not in ctx.coming:
        able = (State.OPEN, State.CLOSING, State.UPCOMING)
        ctx.coming[ctx.now] = tuple(slug for slug in _ordered(ctx) if ctx.standing(slug).state in able)
    coming = [ctx.campaign(slug) for slug in ctx.coming[ctx.now]]
    coming.sort(key=lambda each: (each.series != series or each.series is None, each.slug))
    return tuple(sorted(coming[:NEXT], key=lambda each: each.slug))


def ended_last(ctx: Context, campaigns: Iterable[Campaign]) -> list[Campaign]:
    """Those whose end the seller told, the last one first."""
    ended = [(done.date.at.timestamp(), each) for each in campaigns if (done := ctx.standing(each.slug).done)]
    return [each for _, each in sorted(ended, key=lambda end: end[0], reverse=True)]


def _ordered(ctx: Context) -> tuple[str, ...]:
    """The slugs of all that lists show, in order; worked out once for each moment."""
    if ctx.now not in ctx.orders:
        ctx.orders[ctx.now] = tuple(each.slug for each in in_order(ctx, ctx.site.campaigns))
    return ctx.orders[ctx.now]
