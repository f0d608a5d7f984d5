"""Opening hours: `Senin-Jumat 08.30-17.00, Sab 9-12`, `setiap hari 08.00-21.00`.

Owns `Hours`, its parser, and when a shop answers next. It must not know holidays: who asks knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo

from generator.problems import Kind, Refused
from generator.shop.clocks import read_clock
from generator.shop.timewords import WEEKDAYS, plain, shown, with_dashes
from generator.shop.zones import settled
from generator.structs import Frozen

HOURS_UNREADABLE = Kind(
    "hours-unreadable",
    "`{found}` does not read as opening hours.",
    "Write weekdays and times, such as `Monday-Friday 08.30-17.00, Saturday 9-12`.",
)
HOURS_OF_NO_LENGTH = Kind(
    "hours-of-no-length",
    "`{found}` opens and closes at the same time.",
    "Write two different times, or `24 hours` for a day without closing.",
)
HOURS_BACKWARDS = Kind(
    "hours-backwards",
    "`{found}` closes before it opens.",
    "Write both on the 24-hour clock, such as 9-17; hours past midnight need their minutes, such as 20:00-02:00.",
)
HOURS_IN_TWO_ZONES = Kind("hours-in-two-zones", "`{found}` mixes time zones.", "Write all hours in one zone.")

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


class Shift(Frozen):
    """Open on these weekdays (0 is Monday) from `opens` until `closes`, that instant excluded.

    A `closes` that is not after `opens` is on the next day; 00:00 to 00:00 is the whole day.
    """

    weekdays: tuple[int, ...]
    opens: time
    closes: time


class Hours(Frozen):
    """When a shop answers, as shifts in the order they were written, in one zone."""

    shifts: tuple[Shift, ...]
    zone: tzinfo


def parse_hours(text: str, zone: tzinfo) -> Hours:
    """The opening hours in the text, in the zone written in it or the shop's. Raises `Refused`."""
    words = with_dashes(plain(text))
    shifts: list[Shift] = []
    zones: set[tzinfo] = set()
    weekdays: tuple[int, ...] = EVERY_DAY
    at = 0
    while at < len(words):
        match = _ROW.match(words, at)
        if not match or match.end() == at:
            raise Refused(HOURS_UNREADABLE, found=shown(text))
        at = match.end()
        weekdays = _weekdays(match["days"], text) if match["days"].strip() else weekdays
        if match["shut"]:
            continue
        if match["zone"]:
            zones.add(read_clock(f"0:00 {match['zone']}", text).zone or zone)
        shifts.append(_shift(match, weekdays, text))
    if not shifts:
        raise Refused(HOURS_UNREADABLE, found=shown(text))
    if len(zones) > 1:
        raise Refused(HOURS_IN_TWO_ZONES, found=shown(text))
    return Hours(tuple(shifts), next(iter(zones), zone))


def is_open(hours: Hours, now: datetime) -> bool:
    """Whether some shift holds the instant."""
    return any(opens <= now.astimezone(UTC) < closes for opens, closes in _around(hours, now))


def next_open(hours: Hours, now: datetime) -> datetime | None:
    """The first opening after `now`, in the zone of the hours; None where nothing opens."""
    following = min((opens for opens, _ in _around(hours, now) if opens > now.astimezone(UTC)), default=None)
    return following.astimezone(hours.zone) if following else None


def _around(hours: Hours, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Every shift that begins from the day before `now` to eight days later, in UTC."""
    today = now.astimezone(hours.zone).date()
    for ahead in range(-1, 9):
        day = today + timedelta(days=ahead)
        for shift in hours.shifts:
            if day.weekday() in shift.weekdays:
                until = day if shift.closes > shift.opens else day + timedelta(days=1)
                opens, closes = settled(day, shift.opens, hours.zone), settled(until, shift.closes, hours.zone)
                yield opens.astimezone(UTC), closes.astimezone(UTC)


def _shift(match: re.Match[str], weekdays: tuple[int, ...], text: str) -> Shift:
    if match["round"]:
        return Shift(weekdays, time(0), time(0))
    opens = read_clock(match["opens"], text, bare_hour=True).time
    closes = read_clock(match["closes"], text, bare_hour=True).time
    if opens == closes:
        raise Refused(HOURS_OF_NO_LENGTH, found=shown(text))
    if opens > closes and not (re.search(r"[:.]", match["opens"]) and re.search(r"[:.]", match["closes"])):
        raise Refused(HOURS_BACKWARDS, found=shown(text))
    return Shift(weekdays, opens, closes)


def _weekdays(words: str, text: str) -> tuple[int, ...]:
    words = words.strip(" ,:;.")
    if words in _SETS:
        return _SETS[words]
    found: list[int] = []
    for part in re.split(r"\s*(?:,|&|/|\+| dan | and )\s*", words):
        ends = [WEEKDAYS.get(word.strip(" .")) for word in part.split("-")]
        if len(ends) > 2 or None in ends:
            raise Refused(HOURS_UNREADABLE, found=shown(text))
        first, last = ends[0] or 0, ends[-1] or 0
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return tuple(sorted(set(found)))


_SETS = {
    **dict.fromkeys(("setiap hari", "tiap hari", "every day", "everyday", "daily"), EVERY_DAY),
    **dict.fromkeys(("hari kerja", "weekdays", "working days"), (0, 1, 2, 3, 4)),
    **dict.fromkeys(("akhir pekan", "weekend", "weekends"), (5, 6)),
}
_TIME = r"\d{1,2}(?:[:.]\d{2})?(?: ?[ap]m)?"
_ROW = re.compile(
    r"[\s,;|]*(?P<days>(?:[a-z'][a-z',&/+. -]*?)?)[\s:,]*(?:(?<![a-z])(?:jam|pukul|pkl\.?|at)\s+)?"
    rf"(?:(?P<round>24 (?:jam|hours))|(?P<opens>{_TIME}) ?- ?(?P<closes>{_TIME})|(?P<shut>libur|tutup|closed|off))"
    r"(?![\d:])(?: ?\(?(?P<zone>wib|wita|wit|utc)\)?)?[\s,;|.]*",
    re.ASCII,
)
