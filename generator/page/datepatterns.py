"""Dates as patterns: what a script needs to word a later window's dates as Babel words them here.

Owns the patterns, their codes and the twin (`word`) of `themes/base/scripts/windows/`; both are held to `i18n` by
`tests/vectors/dates.json`. A pattern starts with what its values count: `D` days since 1970, `L` minutes since 1970
(UTC) shown in the shop's zone, `U` the same shown in UTC, `N` a plain number. A pattern of four is a range: for one
day, for days of one month, of one year, and others. It must not know windows or pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeAlias

from generator.page import i18n
from generator.page.i18n import NBSP
from generator.structs import Frozen

Pattern: TypeAlias = str | tuple[str, str, str, str]

ISO_DAY = "D%Y-%m-%D"
ISO_MOMENT = "L%Y-%m-%DT%H:%M%z"
CALENDAR = "U%Y%m%DT%H%M00Z"
EPOCH_MS = "L%s"
ZONE_MINUTES = "L%o"
NUMBER = "N%n"

_STYLES = {
    "short": "%d~%b",
    "medium": "%d~%b~%Y",
    "weekday": "%a, %d~%b~%Y",
    "long": "%d~%B~%Y",
    "full": "%A, %d~%B~%Y",
}
_PARTS = {"day": "%d", "month": "%b", "year": "%Y", "weekday": "%a"}
_CLOCKS = "%H:%M", "%H.%M"
_EPOCH = date(1970, 1, 1)
_MINUTE = timedelta(minutes=1)
_CODE = re.compile(r"%(2?)([a-zA-Z])")


class Names(Frozen):
    """What a script must be told to fill patterns: names of months and weekdays (Monday first), each short and long,
    and the zone's turns: from which minute since 1970 on it is so many minutes ahead of UTC, and how it is called."""

    months: tuple[tuple[str, ...], tuple[str, ...]]
    weekdays: tuple[tuple[str, ...], tuple[str, ...]]
    zones: tuple[tuple[int, int, str], ...]


def day_pattern(style: i18n.DateStyle = "medium") -> Pattern:
    """As `i18n.format_date` writes a day."""
    return "D" + _spaced(_STYLES[style])


def moment_pattern(language: str, style: i18n.DateStyle = "full", *, gap: str = NBSP) -> Pattern:
    """As `i18n.format_moment` writes an instant; `gap` stands before the zone."""
    clock = clock_pattern(language, before=NBSP if style == "short" else ", ", gap=gap)
    return f"L{_spaced(_STYLES[style])}{clock[1:]}"


def clock_pattern(language: str, *, before: str = ", ", gap: str = NBSP) -> str:
    """What follows the day in a moment: `, 23.59 WIB`."""
    return f"L{before}{_CLOCKS[language == 'id']}{gap}%Z"


def range_pattern(*, wide: bool = False) -> Pattern:
    """As `i18n.format_date_range` writes two days."""
    month = "%B" if wide else "%b"
    end = _spaced(f"%2d~%2{month[1]}~%2Y")
    return f"D{end}", f"D%d–{end}", f"D{_spaced(f'%d~{month}~– ')}{end}", f"D{_spaced(f'%d~{month}~%Y~– ')}{end}"


def part_pattern(part: i18n.DatePart, *, timed: bool = False) -> Pattern:
    """As `i18n.format_part` writes a day's; `timed`: of an instant's day."""
    return ("L" if timed else "D") + _PARTS[part]


def part_range_pattern(part: i18n.DatePart) -> Pattern:
    """As `i18n.format_range_part` writes it."""
    first, last = _PARTS[part], _PARTS[part].replace("%", "%2")
    once = {"year": 3, "month": 2}.get(part, 1)
    one, two, three, four = (f"D{last}" if at < once else f"D{first}–{last}" for at in range(4))
    return one, two, three, four


def time_pattern(language: str) -> Pattern:
    """As `i18n.format_time` writes an instant's."""
    return f"L{_CLOCKS[language == 'id']}{NBSP}%Z"


def unbroken(pattern: Pattern) -> Pattern:
    """The pattern with ordinary spaces, as `i18n.breakable` makes them."""
    return i18n.breakable(pattern) if isinstance(pattern, str) else tuple(map(i18n.breakable, pattern))  # type: ignore[return-value]


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (date(day.year, day.month, day.day) - _EPOCH).days


def minute_number(at: datetime) -> int:
    """Whole minutes since 1970-01-01 UTC."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // _MINUTE


def names(language: str, zone: tzinfo, first: int, last: int) -> Names:
    """The names of a language; the zone's turns between two minutes since 1970."""
    weekdays = tuple(tuple(i18n.format_weekday(day, language, wide=wide) for day in range(7)) for wide in (False, True))
    months = i18n.month_names(language), i18n.month_names(language, wide=True)
    return Names(months, (weekdays[0], weekdays[1]), tuple(_zone_turns(zone, first, last)))


def word(pattern: Pattern, values: Sequence[int], known: Names) -> str:
    """The pattern filled in; the twin of the script's `word`."""
    if not isinstance(pattern, str):
        one, two = (_shown("D", value, known)[0] for value in values)
        parts = ((one.year, one.month, one.day), (two.year, two.month, two.day))
        pattern = pattern[next((3 - at for at in range(3) if parts[0][at] != parts[1][at]), 0)]
    shown = pattern

    def code(found: re.Match[str]) -> str:
        return _code(found[2], shown[0], values[1 if found[1] else 0], known)

    return _CODE.sub(code, shown[1:])


def _code(code: str, kind: str, value: int, known: Names) -> str:
    if code == "n":
        return str(value)
    if code == "s":
        return str(value * 60_000)
    at, offset, zone = _shown(kind, value, known)
    sign, ahead = "-" if offset < 0 else "+", abs(offset)
    return {
        "d": str(at.day), "D": f"{at.day:02}", "m": f"{at.month:02}", "Y": str(at.year),
        "H": f"{at.hour:02}", "M": f"{at.minute:02}", "Z": zone, "o": str(offset),
        "b": known.months[0][at.month - 1], "B": known.months[1][at.month - 1],
        "a": known.weekdays[0][at.weekday()], "A": known.weekdays[1][at.weekday()],
        "z": f"{sign}{ahead // 60:02}:{ahead % 60:02}",
    }[code]  # fmt: skip


def _shown(kind: str, value: int, known: Names) -> tuple[datetime, int, str]:
    """The value as a time on the wall (naive), its minutes ahead of UTC and its zone's name."""
    offset, zone = 0, ""
    if kind == "L":
        _, offset, zone = [turn for turn in known.zones if turn[0] <= value][-1]
    minutes = value * 1440 if kind == "D" else value + offset
    return datetime(1970, 1, 1) + minutes * _MINUTE, offset, zone  # noqa: DTZ001  the wall's


def _zone_turns(zone: tzinfo, first: int, last: int) -> list[tuple[int, int, str]]:
    def at(minute: int) -> tuple[int, str]:
        moment = (datetime(1970, 1, 1, tzinfo=UTC) + minute * _MINUTE).astimezone(zone)
        return (moment.utcoffset() or timedelta()) // _MINUTE, i18n.zone_name(moment)

    turns = [(0, *at(first))]
    for day in range(first, last + 1440, 1440):
        low, high = day, day + 1440
        if at(high) == turns[-1][1:]:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if at(middle) == turns[-1][1:] else (low, middle)
        turns.append((high, *at(high)))
    return turns


def _spaced(text: str) -> str:
    return text.replace("~", NBSP)
