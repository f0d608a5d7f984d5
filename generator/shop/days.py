"""Days and months as sellers write them: `2026-12-09`, `9 Desember 2026`, `Dec 9, 2026`, `20/12/2026`.

Owns `Partial` (what a text says of a day, before its gaps are filled) and `parse_day`. It must not guess:
a year that is missing or short, and a day that could be a month, are refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from generator.problems import Kind, Refused
from generator.shop.timewords import MONTHS, WEEKDAYS, nearest, plain, shown
from generator.structs import Frozen

DATE_UNREADABLE = Kind(
    "date-unreadable",
    "`{found}` is not a date.",
    "Write it like 2026-12-20 or 20 December 2026.",
)
DATE_WITHOUT_YEAR = Kind("date-without-year", "`{found}` does not say the year.", "Write all four digits of the year.")
DATE_SHORT_YEAR = Kind(
    "date-short-year", "`{found}` has a year of two digits.", "Write all four digits of the year, such as {example}."
)
DATE_WITHOUT_DAY = Kind(
    "date-without-day", "`{found}` does not say the day of the month.", "Write it like 20 December 2026."
)
DATE_OTHER_CENTURY = Kind(
    "date-other-century", "`{found}` is far from any pre-order.", "Years from {first} to {last} can be used."
)
DATE_IMPOSSIBLE = Kind(
    "date-impossible",
    "`{found}` is a day that no calendar has.",
    "Check the day and the month; {example} exists.",
)
DATE_EITHER_ORDER = Kind(
    "date-either-order", "`{found}` can be read as {first} or as {second}.", "Write the one that you mean like that."
)
DATE_MONTH_FIRST = Kind("date-month-first", "`{found}` puts the month before the day.", "Write the year first.")
DATE_WRONG_WEEKDAY = Kind(
    "date-wrong-weekday", "`{found}` names a weekday that {date} is not.", "Correct the weekday or the date."
)

FIRST_YEAR, LAST_YEAR = 1970, 2199


class Partial(Frozen):
    """What a text says of a day; None is not said. `weekday` is 0 (Monday) … 6."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


def parse_day(text: str) -> date:
    """The day in the text."""
    part, rest = take_partial(plain(text), text)
    if rest:
        raise Refused(DATE_UNREADABLE, instead=_iso_or_nothing(part), found=shown(text))
    return whole_day(part, text)


def whole_day(part: Partial, text: str) -> date:
    """The day, where year, month and day are all said and exist."""
    if part.month is None:
        raise Refused(DATE_UNREADABLE, found=shown(text))
    if part.year is None:
        raise Refused(DATE_WITHOUT_YEAR, found=shown(text))
    if part.day is None:
        raise Refused(DATE_WITHOUT_DAY, found=shown(text))
    check_month(part.year, part.month, text)
    if not 1 <= part.day <= monthrange(part.year, part.month)[1]:
        example = f"{part.year}-{part.month:02}-{monthrange(part.year, part.month)[1]}"
        raise Refused(DATE_IMPOSSIBLE, found=shown(text), example=example)
    day = date(part.year, part.month, part.day)
    if part.weekday is not None and day.weekday() != part.weekday:
        raise Refused(DATE_WRONG_WEEKDAY, found=shown(text), date=day.isoformat())
    return day


def check_month(year: int, month: int, text: str) -> None:
    """Raises `Refused` for a month that does not exist or is far from any pre-order."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(DATE_OTHER_CENTURY, found=shown(text), first=FIRST_YEAR, last=LAST_YEAR)
    if not 1 <= month <= 12:
        raise Refused(DATE_IMPOSSIBLE, found=shown(text), example=f"{year}-12-31")


def take_partial(words: str, text: str) -> tuple[Partial, str]:
    """What plain words say of a day at their start, and the words after it. `text` is what messages quote."""
    words = _LEAD.sub("", words, count=1)
    weekday = None
    named = _WEEKDAY.match(words)
    if named and named[1] in WEEKDAYS:
        weekday, words = WEEKDAYS[named[1]], _LEAD.sub("", words[named.end() :], count=1)
    for pattern, read in _READINGS:
        match = pattern.match(words)
        if match:
            part = read(match, text)
            return Partial(part.year, part.month, part.day, weekday), words[match.end() :].strip()
    raise Refused(DATE_UNREADABLE, found=shown(text))


def _month(word: str, text: str) -> int:
    if word not in MONTHS:
        raise Refused(DATE_UNREADABLE, instead=_respelled(word, text), found=shown(text))
    return MONTHS[word]


def _respelled(word: str, text: str) -> str:
    near = nearest(word, (name for name in MONTHS if len(name) > 3))
    better = re.sub(re.escape(word), near.capitalize(), shown(text), count=1, flags=re.IGNORECASE) if near else ""
    return "" if better == shown(text) else better


def _short_year(match: re.Match[str], month: int, day: int, text: str) -> Refused:
    year = match["short"].strip("'")
    example = f"20{year}-{month:02}-{day:02}" if month <= 12 else "2026-12-20"
    return Refused(DATE_SHORT_YEAR, found=shown(text), example=example)


def _year_first(match: re.Match[str], text: str) -> Partial:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    if month > 12 and day <= 12:
        better = f"{year}-{day:02}-{month:02}"
        raise Refused(DATE_IMPOSSIBLE, instead=better, found=shown(text), example=better)
    return Partial(year, month, day)


def _numbers(match: re.Match[str], text: str) -> Partial:
    day, month = int(match[1]), int(match[3])
    if match["short"]:
        raise _short_year(match, month, day, text)
    year = int(match[4])
    if day <= 12 and month <= 12 and day != month:
        first, second = f"{year}-{month:02}-{day:02}", f"{year}-{day:02}-{month:02}"
        raise Refused(DATE_EITHER_ORDER, found=shown(text), first=first, second=second)
    if day <= 12 < month <= 31:
        raise Refused(DATE_MONTH_FIRST, instead=f"{year}-{day:02}-{month:02}", found=shown(text))
    return Partial(year, month, day)


def _day_and_month(match: re.Match[str], text: str) -> Partial:
    month = _month(match[2], text)
    if match["short"]:
        raise _short_year(match, month, int(match[1]), text)
    return Partial(int(match[3]) if match[3] else None, month, int(match[1]))


def _month_and_day(match: re.Match[str], text: str) -> Partial:
    return Partial(int(match[3]) if match[3] else None, _month(match[1], text), int(match[2]))


def _month_and_year(match: re.Match[str], text: str) -> Partial:
    return Partial(int(match[2]) if match[2] else None, _month(match[1], text))


def _without_year(_: re.Match[str], text: str) -> Partial:
    raise Refused(DATE_WITHOUT_YEAR, found=shown(text))


def _iso_or_nothing(part: Partial) -> str:
    said = part.year and part.month and part.day
    return f"{part.year}-{part.month:02}-{part.day:02}" if said else ""


_LEAD = re.compile(r"(?:(?:hari|tanggal|tgl\.?|pada|on) )*")
_WEEKDAY = re.compile(r"([a-z']+)\.?,? ")
_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Partial]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", _year_first),
        (r"(\d{4})[-/](\d{1,2})(?!\d)", lambda m, _: Partial(int(m[1]), int(m[2]))),
        (r"(\d{1,2})([-/.])(\d{1,2})\2(?:(\d{4})|(?P<short>\d{2}))(?![\d:])", _numbers),
        (r"(\d{1,2})/(\d{4})(?!\d)", lambda m, _: Partial(int(m[2]), int(m[1]))),
        (r"\d{1,2}/\d{1,2}(?![\d/])", _without_year),
        (
            r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]?([a-z]+)\.?"
            r"(?:[ ,-]{0,2}(\d{4})(?!\d)|[ ,-]{0,2}(?P<short>'?\d{2})(?![\d:.]))?",
            _day_and_month,
        ),
        (r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? ?(\d{4})(?!\d))?(?![:.]\d)", _month_and_day),
        (r"([a-z]+)\.?[ ,-]{0,2}(\d{4})(?!\d)", _month_and_year),
        (r"([a-z]+)()\.?$", _month_and_year),
        (r"(\d{1,2})$", lambda m, _: Partial(day=int(m[1]))),
    )
)
