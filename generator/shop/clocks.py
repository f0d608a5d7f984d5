"""Clock times as sellers write them: `20:00`, `21.00`, `9.00`, `09:00 WIB`, `9 pm`.

Owns `Clock` and its parser. It must not know days: midnight and bare hours are refused with the readings
they could have.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo

from generator.problems import Kind, Refused
from generator.shop.timewords import MIDNIGHT, plain, shown
from generator.shop.zones import instant, settled, zone_after_time
from generator.structs import Frozen

CLOCK_UNREADABLE = Kind(
    "clock-unreadable",
    "`{found}` is not a time of day.",
    "Write hours and minutes on the 24-hour clock, such as 09:00 or 21.30, with WIB, WITA or WIT if you like.",
)
CLOCK_IMPOSSIBLE = Kind(
    "clock-impossible",
    "`{found}` is a time that no clock shows.",
    "Hours go from 00 to 23 and minutes from 00 to 59.",
)
CLOCK_MIDNIGHT = Kind(
    "clock-midnight",
    "`{found}` can mean the start or the end of the day.",
    "Write {start} for the start of the day or {end} for its end.",
)
CLOCK_PART_OF_DAY = Kind(
    "clock-part-of-day",
    "`{found}` is not on the 24-hour clock.",
    "Write hours and minutes from 00:00 to 23:59.",
)

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::(\d{2})(?:\.0+)?)?)?(?![\d:])\s?(am\b|pm\b|a\.m\.|p\.m\.)?", re.ASCII)
_ZONE_LIKE = re.compile(r"[a-z]|[+-]\d", re.ASCII)
_LEAD = re.compile(r"(?:pukul|pkl\.?|pk\.|jam|at)\s+")
_PARTS = {"pagi": range(1, 12), "siang": range(10, 16), "sore": range(14, 20), "malam": range(18, 24)}


class Clock(Frozen):
    """A time of day. `zone` is the one written after it, None where the shop's own is meant."""

    time: time
    zone: tzinfo | None = None

    def on(self, day: date, zone: tzinfo) -> datetime:
        """The instant on this day, shown in the shop's zone. Raises `Refused` for a skipped or repeated time."""
        return instant(day, self.time, self.zone or zone).astimezone(zone)

    def settled_on(self, day: date, zone: tzinfo) -> datetime:
        """The same for a day that a rule found: never refuses (see `zones.settled`)."""
        return settled(day, self.time, self.zone or zone).astimezone(zone)


def parse_clock(text: str) -> Clock:
    """The time of day in the text, with the zone written after it, if any."""
    return read_clock(plain(text), text)


def read_clock(words: str, text: str, *, bare_hour: bool = False) -> Clock:
    """The clock time of plain words; `text` is what messages quote. `bare_hour` accepts `9` for 09:00."""
    words = _LEAD.sub("", words, count=1) if _LEAD.match(words) else words
    _refuse_midnight(words, text)
    match = _CLOCK.match(words)
    if not match:
        raise Refused(CLOCK_UNREADABLE, found=shown(text))
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    rest = words[match.end() :].strip(" .()")
    if rest in _PARTS:
        raise Refused(CLOCK_PART_OF_DAY, instead=_in_part(hour, minute, rest), found=shown(text))
    if match[4]:
        hour = _half_day(hour, minute, match[4], text)
    elif match[2] is None and not bare_hour:
        better = f"{hour:02}:00" if hour < 24 and not rest else ""
        raise Refused(CLOCK_UNREADABLE, instead=better, found=shown(text))
    if rest and not _ZONE_LIKE.match(rest):
        raise Refused(CLOCK_UNREADABLE, found=shown(text))
    if hour > 23 or minute > 59 or second > 59:
        raise Refused(CLOCK_IMPOSSIBLE, found=shown(text))
    return Clock(time(hour, minute, second), zone_after_time(rest, text) if rest else None)


def _refuse_midnight(words: str, text: str) -> None:
    if words in MIDNIGHT or words.startswith(tuple(MIDNIGHT)) or re.match(r"24(?:[:.]00)?(?!\d|[:.][1-9])", words):
        raise Refused(CLOCK_MIDNIGHT, found=shown(text), start="00:00", end="23:59")


def _half_day(hour: int, minute: int, half: str, text: str) -> int:
    if not 1 <= hour <= 12:
        raise Refused(CLOCK_IMPOSSIBLE, found=shown(text))
    if hour == 12:  # midnight has its own refusal; 12 pm is noon to some and midnight to others
        raise Refused(CLOCK_PART_OF_DAY, instead=f"{hour if half[0] == 'p' else 0:02}:{minute:02}", found=shown(text))
    return hour + 12 if half[0] == "p" else hour


def _in_part(hour: int, minute: int, part: str) -> str:
    for reading in (hour, hour + 12):
        if reading in _PARTS[part] and minute < 60:
            return f"{reading:02}:{minute:02}"
    return ""
