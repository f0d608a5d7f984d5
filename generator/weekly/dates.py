"""Dates of a campaign moved to its next batch: the same weekdays and times, later.

Owns which keys are dates of the plan, and how each is written anew. What has happened, and what was promised about
something else (certificates, press), has no place in a plan and is never moved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Final, TypeAlias

from generator.problems import Refused
from generator.shop.durations import parse_due
from generator.shop.model import reading
from generator.shop.moments import Moment, parse_moment
from generator.shop.periods import Days, Precision, parse_span
from generator.shop.zones import settled
from generator.structs import Frozen

Keys: TypeAlias = tuple[str, ...]
"""A place in a campaign's file without positions; `*` is a name of the seller's."""


class Shift(Frozen):
    """How far: `days` for days and moments, `months` for what is only said by the month."""

    days: int
    months: int


def written(moment: Moment) -> str:
    """The moment as a file says it: `2026-12-09 09:00`, or the day alone where no time was written."""
    return _clocked(moment.at) if moment.has_time else str(moment.day)


def minute(now: datetime) -> str:
    """An instant as a file says it, to the minute, in its own zone."""
    return _clocked(now.replace(second=0, microsecond=0))


def _clocked(at: datetime) -> str:
    text = f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    try:
        read = parse_moment(text, at.tzinfo) if at.tzinfo else None
    except Refused:  # the clocks are set back over it
        read = None
    return text if read and read.at == at else at.isoformat(timespec="minutes")


def _later(moment: Moment, shift: Shift, zone: tzinfo) -> str:
    day = moment.day + timedelta(days=shift.days)
    return _clocked(settled(day, moment.at.time(), zone)) if moment.has_time else str(day)


def _start(text: str, shift: Shift, zone: tzinfo) -> str:
    return _later(parse_moment(text, zone), shift, zone)


def _end(text: str, shift: Shift, zone: tzinfo) -> str:
    return _later(parse_moment(text, zone, end_of_day=True), shift, zone)


def _closing(text: str, shift: Shift, zone: tzinfo) -> str:
    closes = reading.closes(text, reading.Reading(zone=zone))  # type: ignore[arg-type]  # the shop's zone is a ZoneInfo
    return _later(closes, shift, zone) if isinstance(closes, Moment) else text


def _due(text: str, shift: Shift, zone: tzinfo) -> str:
    due = parse_due(text, zone)
    return _later(due, shift, zone) if isinstance(due, Moment) else text


def _span(text: str, shift: Shift, _: tzinfo) -> str:
    span = parse_span(text)
    if not isinstance(span, Days):
        return text
    if span.precision is Precision.MONTH:
        ends = [str(_month_later(day, shift.months))[:7] for day in (span.first, span.last)]
    else:
        ends = [str(day + timedelta(days=shift.days)) for day in (span.first, span.last)]
    return " to ".join(dict.fromkeys(ends))


def _month_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


PLANNED: Final[Mapping[Keys, Callable[[str, Shift, tzinfo], str]]] = MappingProxyType(
    {
        ("opens",): _start,
        ("closes",): _closing,
        ("ships",): _span,
        ("repeats", "from"): _start,
        ("repeats", "until"): _end,
        ("steps", "starts"): _start,
        ("payments", "due"): _due,
        ("for", "*", "payments", "due"): _due,
        ("receive", "dates"): _span,
        ("for", "*", "receive", "dates"): _span,
        ("terms", "cancel", "until"): _due,
        ("terms", "replacement", "until"): _due,
        ("items", "early", "until"): _end,
        ("early", "until"): _end,
        ("vouchers", "until"): _end,
    }
)
"""Every date of a plan, and how it is moved: text and shift → text."""
