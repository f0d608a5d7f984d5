"""A reminder as a calendar file (RFC 5545). The only door to icalendar.

Owns how an event is written so that every calendar takes it: UTC, two alarms, a stable identity, nothing of the
build's own clock. It must not know campaigns or decide what is worth a reminder.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from generator.structs import Frozen

ALARMS = (timedelta(days=-1), timedelta(hours=-1))
"""When calendars speak up, counted from the start."""

_MAKER = "-//Etalase//etalase//EN"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What RFC 5545 (3.1, CONTROL) lets no text hold; line breaks are dealt with as such."""


class Event(Frozen):
    """Something to be reminded of, from `starts` to `ends` (aware).

    `uid` stays the same while the event is the same, so that a changed date replaces the old one; `sequence` counts
    its changes. `stamp` is when it was said, from the content. `details` may have lines; `url` is absolute or empty.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime
    stamp: datetime
    details: str = ""
    url: str = ""
    sequence: int = 0


def event_file(event: Event) -> bytes:
    """The event as a file with one VEVENT and no METHOD: something to keep, not an invitation to answer."""
    # Imported here: it takes a third of a second, and most commands write no calendar.
    from icalendar import Alarm, Calendar  # noqa: PLC0415
    from icalendar import Event as Component  # noqa: PLC0415

    title = " ".join(_clean(event.title).split())
    shown = Component()
    shown.add("uid", event.uid)
    shown.add("dtstamp", event.stamp.astimezone(UTC))
    shown.add("dtstart", event.starts.astimezone(UTC))
    shown.add("dtend", event.ends.astimezone(UTC))
    shown.add("sequence", event.sequence)
    shown.add("summary", title)
    if details := "\n".join(line.strip() for line in _clean(event.details).splitlines()).strip():
        shown.add("description", details)
    if event.url:
        shown.add("url", event.url)
    shown.add("transp", "TRANSPARENT")  # a reminder takes nobody's time
    for before in ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", before)
        shown.add_component(alarm)
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", _MAKER)
    file.add_component(shown)
    return bytes(file.to_ical())


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)
