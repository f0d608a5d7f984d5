"""The headline of a PO: its state with the one absolute date that matters, and the same around that date.

Owns these sentences only. Dates say the plan; only the seller's words say the fact.
"""

from __future__ import annotations

from generator.page.present.context import Context
from generator.page.present.words import Words
from generator.page.views import HeadlineParts
from generator.shop.model.campaign import Campaign
from generator.shop.schedule import State
from generator.shop.standing import Standing


def headline(ctx: Context, campaign: Campaign, here: Standing) -> str:
    """One line: `Tutup 20 Des 2026, 23.59 WIB`."""
    w = ctx.words
    ships = w.days(here.ships) if here.ships else w.span(campaign.ships)
    match here.state:
        case State.UPCOMING if here.opens:
            return w("Opens {date}", date=w.moment(here.opens))
        case State.OPEN | State.CLOSING | State.UPCOMING:
            return w("Closes {date}", date=w.moment(here.closes)) if here.closes else w("Open until the quota is taken")
        case State.FULL:
            return w("Quota full as of {date}", date=w.day(here.full_since)) if here.full_since else w("Quota full")
        case State.CLOSED:
            if campaign.minimum and not (campaign.stage or here.done):
                return w(
                    "Closed · waiting for the seller's decision (minimum {count})", count=w.number(campaign.minimum)
                )
            if ships:
                return w("Closed · shipping planned {dates}", dates=ships)
            return w("Closed since {date}", date=w.moment(here.closes)) if here.closes else w("Closed")
        case State.SHIPPING:
            return w("Shipping planned {dates}", dates=ships)
        case State.OVERDUE:
            return (
                w("Behind its shipping schedule since {date}", date=w.last_day(here.ships))
                if here.ships
                else w("Behind its shipping schedule")
            )
        case State.DONE:
            done = w.day(here.done.date) if here.done else ""
            return (
                w("Done: promised {promised}, shipped {actual}", promised=ships, actual=done)
                if ships
                else w("Done: shipped {actual}", actual=done)
            )
        case _:
            return w("Cancelled {date}", date=w.day(here.cancelled.date)) if here.cancelled else w("Cancelled")


def headline_parts(here: Standing, said: str, w: Words) -> HeadlineParts | None:
    """The headline `said` around its date; around the last one where it has two: what came true, not the promise."""
    for moment in filter(None, (here.opens, here.closes)):
        before, found, after = said.rpartition(w.moment(moment))
        if found:
            day, clock = w.day_and_clock(moment)
            return HeadlineParts(before=before, date=day, after=f"{clock}{after}")
    told = (here.done and here.done.date, here.cancelled and here.cancelled.date, here.full_since)
    days = [w.day(moment) for moment in told if moment]
    for text in (*days, *((w.days(here.ships), w.last_day(here.ships)) if here.ships else ())):
        before, found, after = said.rpartition(text)
        if found:
            return HeadlineParts(before=before, date=text, after=after)
    return None
