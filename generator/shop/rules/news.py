"""Rules that look at the clock: facts from the future, news that is missing, things that are over, holidays.

Owns what a seller should say or tidy up by now. How dates of a plan fit each other is in `dates`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from generator.problems import Kind, Path, Problem, Severity, problem
from generator.shop.model.base import Model
from generator.shop.model.bio import Banner, Page, Store
from generator.shop.model.campaign import Batch, Campaign, Cancelled, Done, Full, Press, Stage
from generator.shop.model.ordering import PublicQuestion
from generator.shop.model.pictures import Link
from generator.shop.model.shop import Announcement, Certificate, Holiday, PastBatch, Shop, Testimonial
from generator.shop.model.site import Site
from generator.shop.moments import Moment
from generator.shop.periods import Days, Precision
from generator.shop.rules.dates import said
from generator.shop.rules.where import Scope, is_over, of
from generator.shop.schedule import State
from generator.shop.standing import Standing, standing

DONE_IN_FUTURE = Kind(
    "done-in-future", "`done` says {date}, which has not come yet.", "Write it once the last parcel is really shipped."
)
IN_FUTURE = Kind(
    "future-date",
    "`{key}` says {date}, which has not come yet; it tells what has happened.",
    "Correct the date.",
    Severity.WARNING,
)
OVERDUE_SILENT = Kind(
    "overdue-without-news",
    "Parcels should have gone out by {ships}, and the page says nothing since.",
    "Say plainly what is going on in `updates`, or write `done` if they are on their way.",
    Severity.HINT,
)
MINIMUM_UNDECIDED = Kind(
    "minimum-undecided",
    "The PO closed on {closes}, and buyers wait to hear whether the minimum of {minimum} was reached.",
    "Write `stage` with its date if it goes on, or `cancelled` with the refund.",
    Severity.HINT,
)
EXPIRED = Kind("expired", "This ended on {until} and is not shown any more.", "Remove it when you like.", Severity.HINT)
CERTIFICATE_EXPIRED = Kind(
    "certificate-expired",
    "This certificate was valid until {until}; it is not shown as valid any more.",
    "Write its new date, or remove it.",
    Severity.WARNING,
)
HOLIDAY_CROSSES = Kind(
    "holiday-crosses",
    "`{key}` falls on {day}, in the holiday from {start} to {until}.",
    "Move one of them, or say in `updates` how it will go.",
    Severity.WARNING,
)

KINDS = (
    DONE_IN_FUTURE, IN_FUTURE, OVERDUE_SILENT, MINIMUM_UNDECIDED, EXPIRED, CERTIFICATE_EXPIRED, HOLIDAY_CROSSES,
)  # fmt: skip

_PAST: Final = MappingProxyType(
    {
        Shop: ("updated",), Campaign: ("counted", "updated"), Page: ("updated",), Batch: ("counted",),
        Stage: ("since",), Full: ("since",), Cancelled: ("date",), Press: ("date",),
        Testimonial: ("date",), PublicQuestion: ("date",), Store: ("checked",),
    }
)  # fmt: skip
"""Keys that tell what has happened, by the model they stand in. Updates may wait for their day."""


def check_news(scope: Scope, now: datetime) -> Iterator[Problem]:
    """Everything that the clock makes wrong, silent or superfluous. `now` is in the shop's zone."""
    for path, found in scope.everything(Model):
        yield from _future(path, found, now)
        yield from _over(path, found, now)
    for campaign in scope.campaigns:
        if not is_over(campaign):
            here = standing(campaign, now, scope.site.shop.timezone)
            yield from _silence(campaign, here, now)
            yield from _holidays(scope.site, campaign, here, now)


def _future(path: Path, found: Model, now: datetime) -> Iterator[Problem]:
    if isinstance(found, Done) and found.date.at > now:
        yield problem(DONE_IN_FUTURE, *path, "date", date=said(found.date))
    for key in _PAST.get(type(found), ()):
        moment = getattr(found, key)
        if isinstance(moment, Moment) and moment.at > now:
            yield problem(IN_FUTURE, *path, key, key=key, date=said(moment))
    if isinstance(found, PastBatch) and isinstance(found.shipped, Days) and found.shipped.first > now.date():
        yield problem(IN_FUTURE, *path, "shipped", key="shipped", date=str(found.shipped.first))


def _over(path: Path, found: Model, now: datetime) -> Iterator[Problem]:
    if isinstance(found, Certificate) and found.valid_until and found.valid_until.at <= now:
        yield problem(CERTIFICATE_EXPIRED, *path, "valid_until", until=said(found.valid_until))
    if isinstance(found, (Link, Banner, Announcement, Holiday)) and found.until and found.until.at <= now:
        yield problem(EXPIRED, *path, "until", until=said(found.until))


def _silence(campaign: Campaign, here: Standing, now: datetime) -> Iterator[Problem]:
    news = [update.date.at for update in campaign.updates if update.date.at <= now]
    if campaign.stage:
        news.append(campaign.stage.since.at)
    last = max(news, default=None)
    if here.state is State.OVERDUE and here.ships and here.timeline.ships:
        if last is None or last < here.timeline.ships[1]:
            yield problem(OVERDUE_SILENT, *of(campaign), "ships", ships=str(here.ships.last))
    elif campaign.minimum and here.closes and here.closes.at <= now and (last is None or last < here.closes.at):
        closes = said(here.closes)
        yield problem(MINIMUM_UNDECIDED, *of(campaign), "minimum", minimum=campaign.minimum, closes=closes)


def _holidays(site: Site, campaign: Campaign, here: Standing, now: datetime) -> Iterator[Problem]:
    for holiday in site.shop.holiday:
        first, last = holiday.from_.day, holiday.until.day
        for key, day in _dates(campaign, here):
            if first <= day <= last and day >= now.date():
                where = (*of(campaign), "repeats") if campaign.repeats else of(campaign)
                yield problem(HOLIDAY_CROSSES, *where, key, key=key, day=str(day), start=str(first), until=str(last))
                break


def _dates(campaign: Campaign, here: Standing) -> Iterator[tuple[str, date]]:
    """The days of a campaign on which somebody has to be there, the next windows of a repeating one included."""
    plans = [(here.opens, here.closes, here.ships)]
    if campaign.repeats:
        plans = [(window.opens, window.closes, window.ships) for window in here.upcoming]
    for opens, closes, ships in plans:
        if opens:
            yield "opens", opens.day
        if closes:
            yield "closes", closes.day
        # Of whole months a few days off are no matter; of a range the two ends are what buyers wait for.
        if ships and ships.precision is Precision.DAY:
            yield from (("ships", day) for day in (ships.first, ships.last))
