"""What a buyer can be reminded of: the opening, the closing, and each payment that has a date.

Owns which reminders a campaign has, in words. How a calendar file is written belongs to `calendar`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from generator.page import addresses
from generator.page.calendar import Event
from generator.page.present.context import Context, calendar_link
from generator.page.views import ActionView
from generator.paths import host_of
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Payment
from generator.shop.moments import Moment
from generator.shop.schedule import State

_LASTS = timedelta(minutes=30)
"""What happens at an instant still needs a length: calendars hide an event of none."""
_BEFORE_CLOSING = (State.UPCOMING, State.OPEN, State.CLOSING)
_PAYING = (State.OPEN, State.CLOSING, State.FULL, State.CLOSED, State.SHIPPING, State.OVERDUE)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be reminded of. `path` is its file in the site; `hosted` and `in_google` are the labels of the
    two ways to take it; it helps in `states`, before the instant `over`."""

    path: str
    event: Event
    in_google: str
    hosted: str
    states: tuple[State, ...]
    over: datetime


def reminders(ctx: Context, campaign: Campaign) -> tuple[Reminder, ...]:
    """Every reminder of a campaign, whatever its state; none once it is finished or called off."""
    w = ctx.words
    here = ctx.standing(campaign.slug)
    if here.state in (State.DONE, State.CANCELLED):
        return ()
    title = w.text(campaign.title)
    found = []
    if here.opens:
        found.append(
            Reminder(
                addresses.reminder_path(campaign.slug, "buka"),
                _event(ctx, campaign, "buka", w("{title} opens", title=title), here.opens),
                w("Opening, in Google Calendar"),
                w("Opening, as a calendar file"),
                (State.UPCOMING,),
                here.opens.at,
            )
        )
    if here.closes:
        found.append(
            Reminder(
                addresses.reminder_path(campaign.slug, "tutup"),
                _event(ctx, campaign, "tutup", w("{title} closes", title=title), here.closes),
                w("Closing, in Google Calendar"),
                w("Closing, as a calendar file"),
                _BEFORE_CLOSING,
                here.closes.at,
            )
        )
    for number, (label, payment, due) in enumerate(_dated(ctx, campaign), 1):
        name = f"{w.text(payment.name)} ({label})" if label else w.text(payment.name)
        found.append(
            Reminder(
                addresses.reminder_path(campaign.slug, f"bayar-{number}"),
                _event(ctx, campaign, f"bayar-{number}", w("Pay {name}: {title}", name=name, title=title), due),
                w("{name}, in Google Calendar", name=name),
                w("{name}, as a calendar file", name=name),
                _PAYING,
                due.at,
            )
        )
    return tuple(found)


def reminder_views(ctx: Context, campaign: Campaign) -> tuple[ActionView, ...]:
    """The reminders that help now, each by Google Calendar and then as a file of this site."""
    state = ctx.standing(campaign.slug).state
    shown = []
    for each in reminders(ctx, campaign):
        event = each.event
        if state not in each.states or each.over <= ctx.now:
            continue
        link = calendar_link(event.title, event.starts, event.ends, event.details)
        shown.append(ActionView(label=each.in_google, href=link, icon="ui/calendar", external=True))
        shown.append(ActionView(label=each.hosted, href=ctx.to(each.path), icon="ui/calendar"))
    return tuple(shown)


def _dated(ctx: Context, campaign: Campaign) -> Iterator[tuple[str, Payment, Moment]]:
    """Payments that are due on a date, everyone's first, then those of other kinds of buyers with their label."""
    plans = [("", campaign.payments)]
    plans += [(ctx.words.text(terms.label), terms.payments) for terms in campaign.for_.values()]
    for label, payments in plans:
        for payment in payments:
            if isinstance(payment.due, Moment):
                yield label, payment, payment.due


def _event(ctx: Context, campaign: Campaign, name: str, title: str, moment: Moment) -> Event:
    starts = _as_read(moment)
    shop = ctx.site.shop
    page = ctx.absolute(addresses.campaign_path(campaign.slug))
    said = campaign.updated or shop.updated
    return Event(
        uid=f"{name}-{campaign.slug}{_window(ctx, campaign)}@{_origin(ctx)}",
        title=title,
        starts=starts,
        ends=starts + _LASTS,
        stamp=(said.at if said else starts),
        details="\n".join(filter(None, (ctx.words.text(shop.name), page))),
        url=page,
        sequence=int(name == "tutup" and campaign.extended is not None),
    )


def _as_read(moment: Moment) -> datetime:
    """The instant that people read. The end of a day is the next midnight, which calendars would show a day late."""
    at = moment.at.astimezone(UTC)
    return at - timedelta(minutes=1) if moment.ends_day else at


def _window(ctx: Context, campaign: Campaign) -> str:
    """What tells the windows of a repeating PO apart."""
    opens = ctx.standing(campaign.slug).opens
    return f"-{opens.day:%Y%m%d}" if campaign.repeats and opens else ""


def _origin(ctx: Context) -> str:
    """What tells this shop's events from those of others: its host, else a hash of its name."""
    shop = ctx.site.shop
    if shop.url:
        return host_of(shop.url)
    return f"{hashlib.sha256(shop.name.everything().encode()).hexdigest()[:16]}.etalase.invalid"
