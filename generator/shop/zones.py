"""Time zones: which names a seller may write, and the instant of a day and clock time in one.

Owns the closed list of zone words and the two civil traps (a time that never happens, one that happens
twice). It must not read the machine's zone or clock: `localtime` is no name, and every function takes its zone.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from generator.problems import Kind, Refused
from generator.shop.timewords import nearest, plain, shown

ZONE_UNKNOWN = Kind(
    "zone-unknown",
    "`{found}` is not a time zone known here.",
    "Write WIB, WITA or WIT, or a place such as Asia/Makassar.",
)
TIME_SKIPPED = Kind(
    "time-skipped",
    "`{found}` never happens in {zone}: the clocks jump forward over it.",
    "Write a time that exists, such as {example}.",
)
TIME_TWICE = Kind(
    "time-twice",
    "`{found}` happens twice in {zone}: the clocks are set back over it.",
    "Add the offset you mean: {first} or {second}.",
)

INDONESIA: Final = MappingProxyType({"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"})
"""WIB, WITA and WIT are +7, +8 and +9 all year."""

_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+-])(\d{1,2})(?::?(\d{2}))?", re.ASCII)


def parse_zone(text: str) -> ZoneInfo:
    """The zone of an IANA name (in any case), or of WIB, WITA, WIT, UTC."""
    words = plain(text)
    if words in INDONESIA:
        return ZoneInfo(INDONESIA[words])
    names = _names()
    if words in names:
        return ZoneInfo(names[words])
    raise Refused(ZONE_UNKNOWN, instead=_near_zone(words), found=shown(text))


def zone_after_time(words: str, text: str) -> tzinfo:
    """The zone written after a clock time, in plain words: WIB, WITA, WIT, UTC, `Z` or an offset such as `+07:00`."""
    words = words.strip(" ().")
    if words in INDONESIA:
        return ZoneInfo(INDONESIA[words])
    if words in {"utc", "gmt", "z"}:
        return UTC
    offset = _OFFSET.fullmatch(words)
    if offset:
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        if away <= timedelta(hours=14) and int(offset[3] or 0) < 60:
            return timezone(-away if offset[1] == "-" else away)
    raise Refused(ZONE_UNKNOWN, instead=nearest(words, INDONESIA).upper(), found=shown(text))


def instant(day: date, clock: time, zone: tzinfo) -> datetime:
    """The one instant of this clock time on this day.

    Raises `Refused` where summer time skips or repeats it.
    """
    early = datetime.combine(day, clock, zone)
    late = early.replace(fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    written = f"{early:%Y-%m-%d %H:%M}"
    if _exists(early):
        raise Refused(
            TIME_TWICE,
            found=written,
            zone=str(zone),
            first=early.isoformat(timespec="minutes"),
            second=late.isoformat(timespec="minutes"),
        )
    example = f"{settled(day, clock, zone):%Y-%m-%d %H:%M}"
    raise Refused(TIME_SKIPPED, found=written, zone=str(zone), example=example)


def settled(day: date, clock: time, zone: tzinfo) -> datetime:
    """The instant of this clock time on this day; a skipped time moves forward by the gap, a repeated one is
    the first. For times that a rule made, not a person (RFC 5545, 3.3.5 reads them the same way)."""
    return datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first instant of the day in the zone."""
    return settled(day, time(0), zone)


def _exists(at: datetime) -> bool:
    return at.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None, fold=0) == at.replace(tzinfo=None, fold=0)


@cache
def _names() -> dict[str, str]:
    """IANA names by their small letters. From the tzdata package, not the machine's folder, which holds
    `localtime`; without abbreviations, and without `Etc/GMT+7`, which means seven hours *west*."""
    listed = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return {name.lower(): name for name in (*listed, "UTC") if ("/" in name and "/GMT" not in name) or name == "UTC"}


def _near_zone(words: str) -> str:
    names = _names()
    place = words.replace(" ", "_")
    for small, name in sorted(names.items()):
        if small.rpartition("/")[2] == place:
            return name
    near = nearest(place, [*INDONESIA, *names])
    return names.get(near, near.upper())
