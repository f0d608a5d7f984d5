"""What a buyer can be reminded of: the opening, the closing, and each payment that has a date.

Owns which reminders a campaign has, in words. How a calendar file is written belongs to `calendar`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.page import addresses
from generator.page.calendar import Event
from generator.page.present.context import Context
from generator.page.present.words import as_read
from generator.page.views import ActionView
from generator.paths import host_of
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Payment
from generator.shop.moments import Moment
from generator.shop.schedule import State
from generator.structs import Frozen, replace

_LASTS = timedelta(minutes=30)
"""What happens at an instant still needs a length: calendars hide an event of none."""
_BEFORE_CLOSING = (State.UPCOMING, State.OPEN, State.CLOSING)
_PAYING = (State.OPEN, State.CLOSING, State.FULL, State.CLOSED, State.SHIPPING, State.OVERDUE)


class Reminder(Frozen):
    """One thing to be reminded of. `path` is its file in the site; `hosted` and `in_google` are the labels of the
    two ways to take it; it helps in `states`, before the instant `over`. `window` tells the windows of a repeating PO
    apart, and is empty elsewhere."""

    path: str
    event: Event
    in_google: str
    hosted: str
    states: tuple[State, ...]
    over: datetime
    window: str = ""


def reminders(ctx: Context, campaign: Campaign) -> tuple[Reminder, ...]:
    """Every reminder of a campaign that is still ahead, whatever its state, and of every window that a repeating one
    knows ahead; none once it is finished or called off."""
    here = ctx.standing(campaign.slug)
    windows: list[tuple[str, Moment | None, Moment | None]]
    if campaign.repeats:
        windows = [(_mark(window.opens), window.opens, window.closes) for window in here.upcoming]
    elif here.state in (State.DONE, State.CANCELLED):
        return ()
    else:
        windows = [("", here.opens, here.closes)]
    found = [each for window in windows for each in _of_window(ctx, campaign, *window)]
    w = ctx.words
    title = w.text(campaign.title)
    for number, (label, payment, due) in enumerate(_dated(ctx, campaign), 1):
        name = f"{w.text(payment.name)} ({label})" if label else w.text(payment.name)
        event = _event(ctx, campaign, f"bayar-{number}", w("Pay {name}: {title}", name=name, title=title), due)
        google, hosted = w("{name}, in Google Calendar", name=name), w("{name}, as a calendar file", name=name)
        found.append(Reminder(_path(campaign, f"bayar-{number}"), event, google, hosted, _PAYING, due.at))
    return tuple(each for each in found if each.over > ctx.now)


def _of_window(
    ctx: Context, campaign: Campaign, window: str, opens: Moment | None, closes: Moment | None
) -> Iterator[Reminder]:
    w = ctx.words
    title = w.text(campaign.title)
    if opens:
        event = _event(ctx, campaign, f"buka{window}", w("{title} opens", title=title), opens)
        google, hosted = w("Opening, in Google Calendar"), w("Opening, as a calendar file")
        path = _path(campaign, f"buka{window}")
        yield Reminder(path, event, google, hosted, (State.UPCOMING,), opens.at, window)
    if closes:
        event = _event(ctx, campaign, f"tutup{window}", w("{title} closes", title=title), closes)
        if campaign.extended:
            event = replace(event, sequence=1)
        google, hosted = w("Closing, in Google Calendar"), w("Closing, as a calendar file")
        path = _path(campaign, f"tutup{window}")
        yield Reminder(path, event, google, hosted, _BEFORE_CLOSING, closes.at, window)


def reminder_views(ctx: Context, campaign: Campaign) -> tuple[ActionView, ...]:
    """The reminders that help now, each by Google Calendar and then as a file of this site."""
    here = ctx.standing(campaign.slug)
    current = ("", _mark(here.opens) if here.opens else "")
    shown = []
    for each in reminders(ctx, campaign):
        event = each.event
        if here.state not in each.states or each.window not in current:
            continue
        link = ctx.calendar_link(event.title, event.starts, event.ends, event.details)
        shown.append(ActionView(label=each.in_google, href=link, icon="ui/calendar", external=True))
        if ctx.files is None or each.path in ctx.files:
            shown.append(ActionView(label=each.hosted, href=ctx.to(each.path), icon="ui/calendar"))
    return tuple(shown)


def _path(campaign: Campaign, name: str) -> str:
    return addresses.reminder_path(campaign.slug, name)


def _mark(opens: Moment) -> str:
    """A window by the day it opens: `-20261207`. Its number would shift when the seller says where counting begins."""
    return f"-{opens.day:%Y%m%d}"


def _dated(ctx: Context, campaign: Campaign) -> Iterator[tuple[str, Payment, Moment]]:
    """Payments that are due on a date, everyone's first, then those of other kinds of buyers with their label."""
    plans = [("", campaign.payments)]
    plans += [(ctx.words.text(terms.label), terms.payments) for terms in campaign.for_.values()]
    for label, payments in plans:
        for payment in payments:
            if isinstance(payment.due, Moment):
                yield label, payment, payment.due


def _event(ctx: Context, campaign: Campaign, name: str, title: str, moment: Moment) -> Event:
    starts = as_read(moment)
    shop = ctx.site.shop
    page = ctx.absolute(addresses.campaign_path(campaign.slug))
    said = campaign.updated or shop.updated
    return Event(
        uid=f"{name}-{campaign.slug}@{_origin(ctx)}",
        title=title,
        starts=starts,
        ends=starts + _LASTS,
        stamp=(said.at if said else starts),
        details="\n".join(filter(None, (ctx.words.text(shop.name), page))),
        url=page,
    )


def _origin(ctx: Context) -> str:
    """What tells this shop's events from those of others: its host, else a hash of its name."""
    shop = ctx.site.shop
    if shop.url:
        return host_of(shop.url)
    return f"{hashlib.sha256(shop.name.everything().encode()).hexdigest()[:16]}.etalase.invalid"
