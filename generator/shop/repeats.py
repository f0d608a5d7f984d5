"""Repeating pre-orders: a rule such as "opens Monday 09:00, closes Thursday 21:00, ships Saturday", and its windows.

Owns the rule, its parsers and the generator of windows. It must not know a batch's facts (taken, done,
skipped): they belong to one window and never to the rule.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import TypeAlias

from generator.problems import Kind, Refused
from generator.shop.clocks import Clock, read_clock
from generator.shop.moments import Moment
from generator.shop.periods import Days
from generator.shop.timewords import WEEKDAYS, nearest, plain, shown
from generator.shop.zones import start_of_day
from generator.structs import Frozen

REPEAT_UNREADABLE = Kind(
    "repeat-unreadable",
    "`{found}` is not a day that comes back.",
    "Write a weekday (`Monday 09:00`) or a day of the month (`day 25 21:00`, `last day 21:00`).",
)
EVERY_UNREADABLE = Kind("every-unreadable", "`{found}` is not a way to repeat.", "Write weekly or monthly.")
NO_SUCH_DAY = Kind("no-such-day", "`{found}` is a day that no month has.", "Days go from 1 to 31.")

LAST = -1
"""The last weekday of its kind in a month."""


class Every(StrEnum):
    """How often a rule comes round."""

    WEEK = "weekly"
    MONTH = "monthly"


class OnWeekday(Frozen):
    """Every week on this weekday (0 is Monday)."""

    weekday: int
    clock: Clock | None = None


class OnDay(Frozen):
    """Every month on this day, 1…31; in a shorter month on its last day, so 31 always is the last."""

    day: int
    clock: Clock | None = None


class OnNthWeekday(Frozen):
    """Every month on its first … fourth (1…4) or `LAST` weekday of this kind."""

    nth: int
    weekday: int
    clock: Clock | None = None


Turn: TypeAlias = OnWeekday | OnDay | OnNthWeekday


class Repeat(Frozen):
    """A rule whose windows follow one another. A turn without a clock opens at the start and closes at the end
    of its day. `ships` is the first such day on or after the closing day."""

    opens: Turn
    closes: Turn
    ships: Turn | None
    zone: tzinfo


class Window(Frozen):
    """One turn of a rule: orders in `opens` ≤ now < `closes`; `number` counts from the rule's start."""

    number: int
    opens: Moment
    closes: Moment
    ships: Days | None = None


def parse_every(text: str) -> Every:
    """Weekly or monthly, in Indonesian or English."""
    words = plain(text)
    for every, names in _EVERY.items():
        if words in names:
            return every
    near = nearest(words, [name for names in _EVERY.values() for name in names])
    raise Refused(EVERY_UNREADABLE, instead=near, found=shown(text))


def parse_turn(text: str) -> Turn:
    """A day that comes back: `Senin 09:00`, `tanggal 25 21.00`, `day 1`, `last day`, `Jumat pertama 19:00`."""
    words = _EACH.sub("", plain(text), count=1)
    for pattern in (_NTH_FIRST, _NTH_AFTER):
        match = pattern.match(words)
        if match and match["weekday"] in WEEKDAYS:
            nth, weekday = _ORDINALS[match["nth"]], WEEKDAYS[match["weekday"]]
            return OnNthWeekday(nth, weekday, _clock(words[match.end() :], text))
    last = _LAST_DAY.match(words)
    if last:
        return OnDay(31, _clock(words[last.end() :], text))
    day = _DAY.match(words)
    if day:
        if not 1 <= int(day["day"]) <= 31:
            raise Refused(NO_SUCH_DAY, found=shown(text))
        return OnDay(int(day["day"]), _clock(words[day.end() :], text))
    weekday_name = _WEEKDAY.match(words)
    if weekday_name and weekday_name[1] in WEEKDAYS:
        return OnWeekday(WEEKDAYS[weekday_name[1]], _clock(words[weekday_name.end() :], text))
    raise Refused(REPEAT_UNREADABLE, instead=_respelled(words, text), found=shown(text))


def every_of(turn: Turn) -> Every:
    """How often the turn comes round."""
    return Every.WEEK if isinstance(turn, OnWeekday) else Every.MONTH


def windows(rule: Repeat, start: datetime, count: int, *, number: int = 1) -> Iterator[Window]:
    """The next `count` windows that open at `start` or later, numbered from `number`.

    A window closes at the first closing after its opening. Where a short month leaves no room for one (opens
    the 30th 21:00, closes the 31st 09:00, in February) that turn is left out and takes no number.
    """
    openings = _instants(rule.opens, rule.zone, start, ends=False)
    opens = next(openings)
    made = 0
    while made < count:
        following = next(openings)
        closes = next(closing for closing in _instants(rule.closes, rule.zone, opens.at) if closing.at > opens.at)
        if closes.at <= following.at:
            yield Window(number + made, opens, closes, _ships(rule, closes))
            made += 1
        opens = following


def _ships(rule: Repeat, closes: Moment) -> Days | None:
    if rule.ships is None:
        return None
    day = next(_days(rule.ships, closes.day))
    return Days(day, day)


def _instants(turn: Turn, zone: tzinfo, start: datetime, *, ends: bool = True) -> Iterator[Moment]:
    """The turn's moments from `start` on, in order."""
    for day in _days(turn, start.astimezone(zone).date() - timedelta(days=1)):
        if turn.clock:
            found = Moment(turn.clock.settled_on(day, zone), has_time=True)
        elif ends:
            found = Moment(start_of_day(day + timedelta(days=1), zone), has_time=False, ends_day=True)
        else:
            found = Moment(start_of_day(day, zone), has_time=False)
        if found.at >= start:
            yield found


def _days(turn: Turn, first: date) -> Iterator[date]:
    """The turn's days from `first` on, in order."""
    if isinstance(turn, OnWeekday):
        day = first + timedelta(days=(turn.weekday - first.weekday()) % 7)
        while True:
            yield day
            day += timedelta(days=7)
    year, month = first.year, first.month
    while True:
        day = _day_in_month(turn, year, month)
        if day >= first:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _day_in_month(turn: OnDay | OnNthWeekday, year: int, month: int) -> date:
    length = monthrange(year, month)[1]
    if isinstance(turn, OnDay):
        return date(year, month, min(turn.day, length))
    if turn.nth == LAST:
        end = date(year, month, length)
        return end - timedelta(days=(end.weekday() - turn.weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(turn.weekday - first.weekday()) % 7 + 7 * (turn.nth - 1))


def _clock(words: str, text: str) -> Clock | None:
    words = words.strip(" ,")
    return read_clock(words, text) if words else None


def _respelled(words: str, text: str) -> str:
    first = words.partition(" ")[0]
    near = nearest(first, (name for name in WEEKDAYS if len(name) > 3))
    better = re.sub(re.escape(first), near.capitalize(), shown(text), count=1, flags=re.IGNORECASE) if near else ""
    return "" if better == shown(text) else better


_EVERY = {
    Every.WEEK: ("weekly", "mingguan", "week", "minggu", "setiap minggu", "tiap minggu", "every week"),
    Every.MONTH: ("monthly", "bulanan", "month", "bulan", "setiap bulan", "tiap bulan", "every month"),
}
_ORDINALS = {
    **dict.fromkeys(("first", "1st", "pertama", "ke-1"), 1),
    **dict.fromkeys(("second", "2nd", "kedua", "ke-2"), 2),
    **dict.fromkeys(("third", "3rd", "ketiga", "ke-3"), 3),
    **dict.fromkeys(("fourth", "4th", "keempat", "ke-4"), 4),
    **dict.fromkeys(("last", "terakhir"), LAST),
}
_NTH = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NTH_FIRST = re.compile(rf"(?P<nth>{_NTH}) (?P<weekday>[a-z']+)(?![a-z])")
_NTH_AFTER = re.compile(rf"(?P<weekday>[a-z']+) (?P<nth>{_NTH})(?![a-z\d])")
_LAST_DAY = re.compile(r"(?:the )?(?:last day(?: of the month)?|hari terakhir|akhir bulan|tanggal terakhir)(?![a-z])")
_DAY = re.compile(r"(?:(?:day|the|tanggal|tgl\.?) )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\da-z:.])", re.ASCII)
_WEEKDAY = re.compile(r"([a-z']+)(?![a-z'])")
_EACH = re.compile(r"(?:setiap|tiap|every|each|on) ")
