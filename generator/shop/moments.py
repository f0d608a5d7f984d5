"""Moments: one point in time, as a seller wrote it and as it is shown.

Owns `Moment` and `parse_moment`. It must not take the machine's zone or clock: a text without a zone is in
the shop's, and every moment is kept in the shop's zone, whatever zone was written.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from generator.problems import Refused
from generator.shop.clocks import CLOCK_MIDNIGHT, read_clock
from generator.shop.days import take_partial, whole_day
from generator.shop.timewords import plain, shown
from generator.shop.zones import ZONE_UNKNOWN, start_of_day
from generator.structs import Frozen

_BETWEEN = re.compile(r"[\s,]*(?:t(?=\d))?[\s,]*")


class Moment(Frozen):
    """A point in time. `at` is an aware datetime in the shop's zone, and every interval is half-open there.

    `has_time` says that a clock time was written. `ends_day` marks a day without a time that is meant to its
    end: `at` is then the next midnight, while `day` and `clock` keep what people read ("20 Des 23:59").
    """

    at: datetime
    has_time: bool
    ends_day: bool = False

    @property
    def day(self) -> date:
        """The day to print: the one that was written, in the shop's zone."""
        if not self.ends_day:
            return self.at.date()
        # Through UTC: where midnight is skipped, the next day begins at 01:00 and the clock on the wall misleads.
        return (self.at.astimezone(UTC) - timedelta(microseconds=1)).astimezone(self.at.tzinfo).date()

    @property
    def clock(self) -> time:
        """The clock time to print: 23:59 for the end of a day, 00:00 for the start of one."""
        return time(23, 59) if self.ends_day else self.at.time()


def parse_moment(text: str, zone: tzinfo, *, end_of_day: bool = False) -> Moment:
    """The moment in the text, in the shop's zone.

    A day without a time is its first instant, or with `end_of_day` its end (see `Moment.ends_day`).
    Raises `Refused`.
    """
    part, rest = take_partial(plain(text), text)
    day = whole_day(part, text)
    rest = _BETWEEN.sub("", rest, count=1)
    if not rest:
        return moment_of(day, zone, end_of_day=end_of_day)
    try:
        return Moment(read_clock(rest, text).on(day, zone), has_time=True)
    except Refused as why:
        raise _on_day(why, day, text) from None


def moment_of(day: date, zone: tzinfo, *, end_of_day: bool = False) -> Moment:
    """The first instant of a day, or its end, as a moment without a time."""
    if end_of_day:
        return Moment(start_of_day(day + timedelta(days=1), zone), has_time=False, ends_day=True)
    return Moment(start_of_day(day, zone), has_time=False)


def _on_day(why: Refused, day: date, text: str) -> Refused:
    """A refused clock time, told with its day, so that what is offered replaces the whole value."""
    parameters = dict(why.parameters)
    instead = ""
    if why.kind is CLOCK_MIDNIGHT:
        parameters |= {"start": f"{day} 00:00", "end": f"{day} 23:59"}
    elif why.kind is ZONE_UNKNOWN and why.instead:
        instead = f"{shown(text).rpartition(' ')[0]} {why.instead}"
    elif why.instead:
        instead = f"{day} {why.instead}"
    return Refused(why.kind, below=why.below, instead=instead, **parameters)
