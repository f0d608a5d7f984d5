"""Periods of whole days: `2026-12-21 to 2026-12-28`, `Februari-Maret 2027`, `3-4 minggu setelah tutup`.

Owns `Days`, `Span` and what a span is in absolute days. It must not word them: the precision is kept, so
that a page says "Februari 2027" where the seller did.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import TypeAlias

from generator.problems import Kind, Refused
from generator.shop.days import DATE_UNREADABLE, DATE_WITHOUT_YEAR, Partial, check_month, take_partial, whole_day
from generator.shop.durations import (
    DURATION_WITHOUT_START,
    EVENT_WITHOUT_DURATION,
    After,
    Event,
    is_duration,
    parse_after,
    speaks_indonesian,
)
from generator.shop.moments import Moment
from generator.shop.timewords import MONTHS, plain, shown, with_dashes
from generator.shop.zones import start_of_day
from generator.structs import Frozen

SPAN_UNREADABLE = Kind(
    "span-unreadable",
    "`{found}` is not a day, a range of days or months.",
    "Write it like 2026-12-21 to 2026-12-28, February 2027 or 3-4 weeks after closing.",
)
SPAN_BACKWARDS = Kind(
    "span-backwards", "`{found}` ends before it begins.", "Write the earlier day first, each with its year."
)
SPAN_VAGUE = Kind(
    "span-vague", "`{found}` does not say which days of the month.", "Write the days that you mean, such as {example}."
)


class Precision(StrEnum):
    """How finely the seller spoke: of days or of whole months."""

    DAY = "day"
    MONTH = "month"


class Days(Frozen):
    """The days from `first` to `last`, both included."""

    first: date
    last: date
    precision: Precision = Precision.DAY

    def instants(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The half-open interval in the zone: the first instant, and the one after the last day."""
        return start_of_day(self.first, zone), start_of_day(self.last + timedelta(days=1), zone)


Span: TypeAlias = Days | After


def parse_span(text: str) -> Span:
    """The period in the text: a day, a range of days or months, a quarter (`Q1 2027`), or a time after an event.

    Raises `Refused`.
    """
    words = plain(text)
    if _COUNTS.search(words):
        after = parse_after(text)
        if after.duration is None:
            raise Refused(EVENT_WITHOUT_DURATION, found=shown(text), example="3-4 weeks after closing")
        return after
    if is_duration(words):
        raise Refused(
            DURATION_WITHOUT_START,
            found=shown(text),
            example=f"{shown(text)} {'setelah tutup' if speaks_indonesian(words) else 'after closing'}",
        )
    vague = _VAGUE.fullmatch(words)
    if vague and vague[2] in MONTHS:
        raise Refused(SPAN_VAGUE, found=shown(text), example=_third(vague[1], int(vague[3]), MONTHS[vague[2]]))
    quarter = _QUARTER.fullmatch(words)
    if quarter:
        first, year = 3 * int(quarter[1]) - 2, int(quarter[2])
        return _whole(Partial(year, first), Partial(year, first + 2), text)
    return _range(_MONTH_LEADS.sub(r"\2 - \3 \1 \4", words), text)


def span_days(span: Span, starts: Mapping[Event, Moment]) -> Days | None:
    """The absolute days of a span; None while the event that it counts from has no moment in `starts`."""
    if isinstance(span, Days):
        return span
    start = starts.get(span.event)
    if start is None:
        return None
    first, last = span.bounds(start)
    return Days(first.day, last.day)


def resolve(span: Span, zone: tzinfo, closes: Moment | None = None) -> tuple[datetime, datetime] | None:
    """The half-open interval of a span, or None where it counts from something other than a known closing."""
    days = span_days(span, {Event.CLOSING: closes} if closes else {})
    return days.instants(zone) if days else None


def _range(words: str, text: str) -> Days:
    refusals: list[Refused] = []
    for parts in _splits(words):
        try:
            sides = [_side(part, text) for part in parts]
        except Refused as why:
            refusals.append(why)
            continue
        return _whole(sides[0], sides[-1], text)
    telling = [why for why in refusals if why.kind is not DATE_UNREADABLE or why.instead]
    raise telling[0] if telling else Refused(SPAN_UNREADABLE, found=shown(text))


def _splits(words: str) -> list[tuple[str, ...]]:
    """The text as one, then cut at each dash; spaced dashes first, for they are no part of a date."""
    joined = with_dashes(words)
    cuts = [match.start() + 1 for match in re.finditer(" - ", joined)]
    cuts += [at for at, letter in enumerate(joined) if letter == "-" and at not in cuts]
    return [(words,), *((joined[:at].strip(), joined[at + 1 :].strip()) for at in cuts)]


def _side(words: str, text: str) -> Partial:
    part, rest = take_partial(words, text)
    if rest:
        raise Refused(DATE_UNREADABLE, found=shown(text))
    return part


def _whole(left: Partial, right: Partial, text: str) -> Days:
    if right.year is None and right.month is not None:
        raise Refused(DATE_WITHOUT_YEAR, found=shown(text))
    if right.year is None or right.month is None or (left.day is None) != (right.day is None):
        raise Refused(SPAN_UNREADABLE, found=shown(text))
    left = Partial(left.year or right.year, left.month or right.month, left.day, left.weekday)
    if right.day is None:
        days = Days(_month_days(left, text)[0], _month_days(right, text)[1], Precision.MONTH)
    else:
        days = Days(whole_day(left, text), whole_day(right, text))
    if days.first > days.last:
        raise Refused(SPAN_BACKWARDS, instead=_year_before(days), found=shown(text))
    return days


def _month_days(part: Partial, text: str) -> tuple[date, date]:
    year, month = part.year or 0, part.month or 0
    check_month(year, month, text)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_before(days: Days) -> str:
    """`21 Des - 3 Jan 2027` can only begin in the year before; anything longer is left to the seller."""
    if days.first.year != days.last.year or days.first.month <= days.last.month:
        return ""
    first = str(days.first.year - 1) + days.first.isoformat()[4:]
    if days.precision is Precision.MONTH:
        return f"{first[:7]} to {days.last.isoformat()[:7]}"
    return f"{first} to {days.last}"


def _third(part: str, year: int, month: int) -> str:
    if part in {"awal", "early"}:
        first, last = 1, 10
    elif part in {"pertengahan", "tengah", "mid"}:
        first, last = 11, 20
    else:
        first, last = 21, monthrange(min(max(year, 1), 9999), month)[1]
    return f"{year}-{month:02}-{first:02} to {year}-{month:02}-{last}"


_MONTH_LEADS = re.compile(r"([a-z]+)\.? (\d{1,2}) ?- ?(\d{1,2}),? (\d{4})", re.ASCII)
_COUNTS = re.compile(r"(?<![a-z])(?:setelah|sesudah|sejak|usai|after|since|saat|sebelum|before)\s")
_VAGUE = re.compile(r"(awal|pertengahan|tengah|akhir|early|mid|late|end of)[ -]?([a-z]+)\.? (\d{4})", re.ASCII)
_QUARTER = re.compile(r"(?:q|kuartal |triwulan )([1-4])[ ,/-]*(\d{4})", re.ASCII)
