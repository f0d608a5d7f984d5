"""Rules about the plan of a campaign: opening, closing, shipping, payments that are due.

Owns what dates may not say together. Windows that repeat are in `repetition`, what has happened in `news`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from generator.problems import Kind, Path, Problem, Severity, problem
from generator.shop.model.base import Model
from generator.shop.model.bio import Banner
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Payment
from generator.shop.model.pictures import Link
from generator.shop.model.reading import WhenFull
from generator.shop.model.shop import Announcement, Holiday
from generator.shop.moments import Moment
from generator.shop.rules.where import Scope, is_over, of
from generator.shop.standing import sellables, standing

CLOSES_FIRST = Kind(
    "closes-before-opens", "It closes on {closes}, which is not after it opens ({opens}).", "Correct one of the two."
)
NO_CLOSING = Kind(
    "no-closing",
    "Nothing ends this PO: it has neither `closes` nor a quota.",
    "Write when it closes: `closes: 2026-12-20 23:59`.",
)
FULL_WITHOUT_QUOTA = Kind(
    "full-without-quota",
    "It closes when full, but not everything in it has a quota.",
    "Write `quota:` for the whole PO or for every item.",
)
EXTENDED_WITHOUT_CLOSING = Kind(
    "extended-without-closing",
    "`extended` says that the closing was moved, but `closes` does not say to when.",
    "Write the new closing in `closes`.",
)
EXTENDED_NOT_LATER = Kind(
    "extended-not-later",
    "The closing was moved from {before} to {closes}, which is not later.",
    "Write the old closing in `extended`, the new one in `closes`.",
)
SHIPS_BEFORE_CLOSING = Kind(
    "ships-before-closing",
    "The last parcel goes out on {ships}, before the PO closes ({closes}).",
    "Correct `ships` or `closes`; with `extended`, move `ships` too.",
)
SHIPS_BEFORE_OPENING = Kind(
    "ships-before-opening",
    "The last parcel goes out on {ships}, before the PO opens ({opens}).",
    "Correct `ships` or `opens`.",
)
SHIPS_EARLY = Kind(
    "ships-early",
    "The first parcels go out on {ships}, while orders are still taken until {closes}.",
    "Correct `ships`, or leave this name in `ignore` if you ship as orders come in.",
    Severity.WARNING,
)
DUE_BEFORE_CLOSING = Kind(
    "due-before-closing",
    "This is due on {due}, but orders are taken until {closes}: who orders last is late at once.",
    "Write a later date, or count from the order: `24 hours after confirmation`.",
    Severity.WARNING,
)
EARLY_NEVER = Kind(
    "early-never",
    "The early price ends on {until}, before the PO opens ({opens}).",
    "Correct the date.",
    Severity.WARNING,
)
EARLY_ALWAYS = Kind(
    "early-always",
    "The early price holds until {until}, which is not before the PO closes ({closes}): nobody pays the other price.",
    "Correct the date, or write this price as `price`.",
    Severity.WARNING,
)
NEVER_SHOWN = Kind(
    "from-after-until", "It ends on {until}, which is not after it begins ({start}).", "Correct one of the two."
)
MINIMUM_WITHOUT_CLOSING = Kind(
    "minimum-without-closing",
    "There is a minimum, but no day on which it is decided.",
    "Write when orders close: `closes: 2026-12-20 23:59`.",
    Severity.WARNING,
)
PAY_DAY = Kind(
    "pay-day",
    "This PO opens on {opens} and closes on {closes}; most people are paid between the 25th and the 10th.",
    "If you can choose, let it touch those days.",
    Severity.HINT,
)

KINDS = (
    CLOSES_FIRST, NO_CLOSING, FULL_WITHOUT_QUOTA, EXTENDED_WITHOUT_CLOSING, EXTENDED_NOT_LATER, SHIPS_BEFORE_CLOSING,
    SHIPS_BEFORE_OPENING, SHIPS_EARLY, DUE_BEFORE_CLOSING, EARLY_NEVER, EARLY_ALWAYS, NEVER_SHOWN,
    MINIMUM_WITHOUT_CLOSING, PAY_DAY,
)  # fmt: skip


def check_dates(scope: Scope, now: datetime) -> Iterator[Problem]:
    """Everything in which the dates of the site contradict each other, or will surprise a buyer."""
    for campaign in scope.campaigns:
        yield from _plan(campaign, now, scope.site.shop.timezone)
        yield from _instalments(campaign)
        yield from _early_prices(campaign)
    for path, shown in scope.everything(Model):
        if isinstance(shown, (Link, Banner, Announcement, Holiday)):
            yield from interval(path, shown.from_, shown.until)


def said(moment: Moment) -> str:
    """The moment as it can be written in YAML, the end of a day without its time."""
    return f"{moment.day} {moment.clock:%H:%M}" if moment.has_time else str(moment.day)


def _plan(campaign: Campaign, now: datetime, zone: tzinfo) -> Iterator[Problem]:
    path = of(campaign)
    if campaign.repeats:
        return  # its dates are in `repetition`
    opens, closes = campaign.opens, None if isinstance(campaign.closes, WhenFull) else campaign.closes
    yield from order(path, opens, closes)
    if not (campaign.closes or is_over(campaign) or campaign.full or _has_quota(campaign)):
        yield problem(NO_CLOSING, *path)
    if isinstance(campaign.closes, WhenFull) and not _has_quota(campaign, everywhere=True):
        yield problem(FULL_WITHOUT_QUOTA, *path, "closes")
    if campaign.minimum and campaign.closes is None and not is_over(campaign):
        yield problem(MINIMUM_WITHOUT_CLOSING, *path, "minimum")
    if campaign.extended and campaign.closes is None:
        yield problem(EXTENDED_WITHOUT_CLOSING, *path, "extended")
    if campaign.extended and closes and campaign.extended.from_.at >= closes.at:
        before = said(campaign.extended.from_)
        yield problem(EXTENDED_NOT_LATER, *path, "extended", "from", before=before, closes=said(closes))
    ships = standing(campaign, now, zone).ships
    if ships and closes and ships.last < closes.day:
        yield problem(SHIPS_BEFORE_CLOSING, *path, "ships", ships=str(ships.last), closes=said(closes))
    elif ships and opens and ships.last < opens.day:
        yield problem(SHIPS_BEFORE_OPENING, *path, "ships", ships=str(ships.last), opens=said(opens))
    elif ships and closes and ships.first < closes.day and not is_over(campaign):
        yield problem(SHIPS_EARLY, *path, "ships", ships=str(ships.first), closes=said(closes))
    if opens and closes and closes.at > max(now, opens.at) and not is_over(campaign) and _misses_pay_day(opens, closes):
        yield problem(PAY_DAY, *path, "opens", opens=str(opens.day), closes=str(closes.day))


def _misses_pay_day(opens: Moment, closes: Moment) -> bool:
    length = (closes.day - opens.day).days
    days = [opens.day + timedelta(days=ahead) for ahead in range(min(length, 31) + 1)]
    return all(10 < day.day < 25 for day in days)


def _has_quota(campaign: Campaign, *, everywhere: bool = False) -> bool:
    """Whether a quota ends the orders of the whole campaign or, unless `everywhere`, of a part of it."""
    if campaign.quota is not None:
        return True
    lines = [
        line.quota is not None or line.item.quota is not None or line.item.contains for line in sellables(campaign)
    ]
    return bool(lines) and (all(lines) if everywhere else any(lines))


def order(path: Path, opens: Moment | None, closes: Moment | None) -> Iterator[Problem]:
    """A closing that is not after the opening."""
    if opens and closes and closes.at <= opens.at:
        yield problem(CLOSES_FIRST, *path, "closes", closes=said(closes), opens=said(opens))


def interval(path: Path, start: object, until: object) -> Iterator[Problem]:
    """An end that is not after the beginning, where both are moments."""
    if isinstance(start, Moment) and isinstance(until, Moment) and until.at <= start.at:
        yield problem(NEVER_SHOWN, *path, "until", until=said(until), start=said(start))


def payment_lists(campaign: Campaign) -> Iterator[tuple[Path, tuple[Payment, ...]]]:
    """The instalments of everyone, and those of each kind of buyer, with their paths."""
    if campaign.payments:
        yield (*of(campaign), "payments"), campaign.payments
    for name, terms in campaign.for_.items():
        if terms.payments:
            yield (*of(campaign), "for", name, "payments"), terms.payments


def _instalments(campaign: Campaign) -> Iterator[Problem]:
    closes = campaign.closes
    if not isinstance(closes, Moment) or is_over(campaign):
        return
    for path, payments in payment_lists(campaign):
        for position, payment in enumerate(payments):
            if isinstance(payment.due, Moment) and payment.due.at < closes.at:
                due = said(payment.due)
                yield problem(DUE_BEFORE_CLOSING, *path, position, "due", due=due, closes=said(closes))


def _early_prices(campaign: Campaign) -> Iterator[Problem]:
    for position, item in enumerate(campaign.items):
        if item.early is None or is_over(campaign):
            continue
        path = (*of(campaign), "items", position, "early", "until")
        until = item.early.until
        if campaign.opens and until.at <= campaign.opens.at:
            yield problem(EARLY_NEVER, *path, until=said(until), opens=said(campaign.opens))
        elif isinstance(campaign.closes, Moment) and until.at >= campaign.closes.at:
            yield problem(EARLY_ALWAYS, *path, until=said(until), closes=said(campaign.closes))
