"""Lengths of time and what they count from: `24 hours after confirmation`, `3-4 minggu setelah tutup`.

Owns `Duration`, `Event`, `After`, `Due` and the arithmetic that moves a moment by one of them. It must not
invent a start: a duration whose event is not said is refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from generator.problems import Kind, Refused
from generator.shop.moments import Moment, moment_of, parse_moment
from generator.shop.timewords import NUMBERS, nearest, plain, shown, with_dashes
from generator.shop.zones import settled
from generator.structs import Frozen

DURATION_UNREADABLE = Kind(
    "duration-unreadable",
    "`{found}` is not a length of time.",
    "Write a whole number and a unit, such as 24 hours, 3 days or 3-4 weeks.",
)
DURATION_TOO_LONG = Kind("duration-too-long", "`{found}` is more than ten years.", "Write a shorter time.")
DURATION_BACKWARDS = Kind(
    "duration-backwards", "`{found}` goes from more to less.", "Write the smaller number first, and at least 1 last."
)
DURATION_WITHOUT_START = Kind(
    "duration-without-start",
    "`{found}` does not say from when it counts.",
    "Say after what, such as `{example}`.",
)
EVENT_UNKNOWN = Kind(
    "event-unknown",
    "`{found}` counts from something that is not known here.",
    "Count from order, confirmation, recap, payment, deposit, balance, ready, opening, closing, shipping or arrival.",
)
EVENT_WITHOUT_DURATION = Kind(
    "event-without-duration",
    "`{found}` does not say how long after.",
    "Say how long, such as `{example}`.",
)


class Unit(StrEnum):
    """What a duration counts. Minutes and hours are real time; the others are days of the calendar.

    Workdays are Monday to Friday: public holidays are not known here, so a page must say "hari kerja" and
    call the date an estimate.
    """

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKDAYS = "workdays"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Event(StrEnum):
    """What a duration may count from."""

    ORDER = "order"
    CONFIRMATION = "confirmation"
    RECAP = "recap"
    PAYMENT = "payment"
    DEPOSIT = "deposit"
    BALANCE = "balance"
    READY = "ready"
    OPENING = "opening"
    CLOSING = "closing"
    SHIPPING = "shipping"
    ARRIVAL = "arrival"


class Duration(Frozen):
    """From `least` to `most` units; the two are equal where one number was written."""

    least: int
    most: int
    unit: Unit


class After(Frozen):
    """A time that counts from an event; without a duration it is the event itself ("saat barang siap")."""

    duration: Duration | None
    event: Event

    def bounds(self, start: Moment) -> tuple[Moment, Moment]:
        """The first and the last moment meant, when the event happens at `start`."""
        length = self.duration
        if length is None:
            return start, start
        return later(start, length.least, length.unit), later(start, length.most, length.unit)


Due: TypeAlias = Moment | After


def parse_duration(text: str) -> Duration:
    """The length of time in the text: `24 hours`, `1x24 jam`, `3 hari`, `2 hari kerja`, `3-4 weeks`, `seminggu`."""
    return _read_duration(plain(text), text)


def parse_after(text: str) -> After:
    """The duration and event in the text (`24 jam setelah konfirmasi`), or the event alone (`saat barang siap`).

    Raises `Refused`, also for a duration that does not say from when.
    """
    words = plain(text)
    split = _AFTER.search(words)
    if split and not words[: split.start()].strip():
        _event(words[split.end() :], text)
        day = "hari" if speaks_indonesian(words) else "days"
        raise Refused(EVENT_WITHOUT_DURATION, found=shown(text), example=f"3 {day} {shown(text)}")
    if split:
        return After(_read_duration(words[: split.start()].strip(), text), _event(words[split.end() :], text))
    at = _AT.match(words)
    if at or words in EVENTS:
        return After(None, _event(words[at.end() :] if at else words, text))
    _read_duration(words, text)
    start = "setelah konfirmasi" if speaks_indonesian(words) else "after confirmation"
    raise Refused(DURATION_WITHOUT_START, found=shown(text), example=f"{shown(text)} {start}")


def parse_due(text: str, zone: tzinfo) -> Due:
    """When something is due: a moment (a day without a time lasts to its end), or a time after an event."""
    words = plain(text)
    counts = _AFTER.search(words) or _AT.match(words) or words in EVENTS or _DURATION.match(with_dashes(words))
    return parse_after(text) if counts else parse_moment(text, zone, end_of_day=True)


def is_duration(words: str) -> bool:
    """Whether plain words are a length of time and nothing more."""
    return _DURATION.fullmatch(with_dashes(words)) is not None


def speaks_indonesian(words: str) -> bool:
    """Whether plain words name their unit or their event in Indonesian, so that an example can follow."""
    return _INDONESIAN.search(words) is not None


def later(start: Moment, count: int, unit: Unit) -> Moment:
    """The moment `count` units after `start`.

    Minutes and hours run on the clock; other units move the day and keep the clock time and its precision,
    so three days after a closing on the 20th end with the 23rd. The 31st becomes a shorter month's last day.
    """
    zone = start.at.tzinfo or UTC
    if unit is Unit.MINUTES or unit is Unit.HOURS:
        run = timedelta(minutes=count) if unit is Unit.MINUTES else timedelta(hours=count)
        return Moment((start.at.astimezone(UTC) + run).astimezone(zone), has_time=True)
    day = _later_day(start.day, count, unit)
    if start.has_time:
        return Moment(settled(day, start.at.time(), zone), has_time=True)
    return moment_of(day, zone, end_of_day=start.ends_day)


def _later_day(day: date, count: int, unit: Unit) -> date:
    if unit is Unit.WORKDAYS:
        for _ in range(count):
            day += timedelta(days=1 if day.weekday() < 4 else 7 - day.weekday())
        return day
    if unit is Unit.DAYS or unit is Unit.WEEKS:
        return day + timedelta(days=count if unit is Unit.DAYS else 7 * count)
    months = day.year * 12 + day.month - 1 + (count if unit is Unit.MONTHS else 12 * count)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _read_duration(words: str, text: str) -> Duration:
    match = _DURATION.fullmatch(with_dashes(words))
    if not match:
        raise Refused(DURATION_UNREADABLE, found=shown(text))
    if match["whole"]:
        return Duration(1, 1, UNITS[match["whole"]])
    most = _number(match["most"])
    least = _number(match["least"]) if match["least"] else most
    if most is None or least is None:
        raise Refused(DURATION_UNREADABLE, found=shown(text))
    unit = UNITS[match["unit"]]
    if match["times"]:
        least, most, unit = least * 24, most * 24, Unit.HOURS
    if most < 1 or least > most:
        raise Refused(DURATION_BACKWARDS, found=shown(text))
    if most * _MINUTES[unit] > _MINUTES[Unit.YEARS] * 10:
        raise Refused(DURATION_TOO_LONG, found=shown(text))
    return Duration(least, most, unit)


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() else NUMBERS.get(word)


def _event(words: str, text: str) -> Event:
    phrase = words.strip(" .")
    if phrase in EVENTS:
        return EVENTS[phrase]
    bare = " ".join(word for word in phrase.split() if word not in _FILLERS)
    if bare in EVENTS and phrase not in _TWO_MEANINGS:
        return EVENTS[bare]
    near = "" if phrase in _TWO_MEANINGS else nearest(bare, EVENTS)
    before = text.split()[: -len(phrase.split())] if phrase else []
    raise Refused(EVENT_UNKNOWN, instead=shown(" ".join([*before, near])) if near else "", found=shown(text))


UNITS: Final = MappingProxyType(
    {
        word: unit
        for unit, line in {
            Unit.MINUTES: "menit|mnt|minute|minutes|mins|min",
            Unit.HOURS: "jam|hour|hours|hrs|hr",
            Unit.DAYS: "hari|day|days",
            Unit.WORKDAYS: "hari kerja|workday|workdays|working day|working days|business day|business days",
            Unit.WEEKS: "minggu|pekan|week|weeks",
            Unit.MONTHS: "bulan|bln|month|months",
            Unit.YEARS: "tahun|thn|year|years",
        }.items()
        for word in line.split("|")
    }
)
"""Every unit's names, Indonesian and English."""

EVENTS: Final = MappingProxyType(
    {
        phrase: event
        for event, line in {
            Event.ORDER: "order|ordering|order placed|pesan|pesanan|memesan|pemesanan|order masuk|pesanan masuk",
            Event.CONFIRMATION: "confirmation|confirmed|order confirmation|order confirmed|konfirmasi|dikonfirmasi"
            "|konfirmasi admin|konfirmasi pesanan",
            Event.RECAP: "recap|order recap|rekap|rekapan|rekap pesanan|rekap dikirim|total akhir|final total",
            Event.PAYMENT: "payment|paid|bayar|dibayar|pembayaran|transfer",
            Event.DEPOSIT: "deposit|down payment|dp|uang muka|bayar dp|transfer dp|pembayaran dp",
            Event.BALANCE: "balance|paid in full|full payment|pelunasan|lunas|dilunasi|pembayaran lunas",
            Event.READY: "ready|goods ready|siap|barang siap|jadi|selesai dibuat|produksi selesai|selesai produksi",
            Event.OPENING: "opening|opens|open|buka|dibuka|pembukaan",
            Event.CLOSING: "closing|closes|close|closed|tutup|ditutup|penutupan|order ditutup|close order|close po",
            Event.SHIPPING: "shipping|ships|shipped|dispatch|kirim|dikirim|pengiriman|resi|resi keluar",
            Event.ARRIVAL: "arrival|arrives|arrived|received|receipt|delivery|delivered|diterima|sampai|tiba"
            "|terima barang|barang diterima|barang sampai|paket diterima|paket sampai",
        }.items()
        for phrase in line.split("|")
    }
)
"""Every event's names, Indonesian and English."""

_FILLERS = frozenset(
    {"the", "your", "an", "a", "is", "are", "has", "been", "goods", "po", "pre-order", "preorder"}
    | {"barang", "paket", "pesanan", "kamu"}
)
_TWO_MEANINGS = frozenset({"pesanan diterima", "pesanan sampai"})  # received by the seller, or by the buyer
_MINUTES = MappingProxyType(
    {
        Unit.MINUTES: 1,
        Unit.HOURS: 60,
        Unit.DAYS: 1440,
        Unit.WORKDAYS: 1440,
        Unit.WEEKS: 10080,
        Unit.MONTHS: 43200,
        Unit.YEARS: 525600,
    }
)
_ANY_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_ANY_NUMBER = rf"\d{{1,4}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
_DURATION = re.compile(
    rf"(?:(?:(?P<least>{_ANY_NUMBER}) ?- ?)?(?P<most>{_ANY_NUMBER})(?P<times> ?x ?24)? ?(?P<unit>{_ANY_UNIT})"
    rf"|se(?P<whole>jam|hari|minggu|pekan|bulan|tahun))(?![a-z])",
    re.ASCII,
)
_AFTER = re.compile(r"(?:^|(?<=\s))(?:setelah|sesudah|sejak|usai|after|from|since|dari)\s+")
_AT = re.compile(r"(?:pada saat|saat|ketika|waktu|when|upon|on|at|sebelum|before|by)\s+(?=[a-z])")
_INDONESIAN = re.compile(r"(?<![a-z])(?:menit|jam|hari|minggu|pekan|bulan|tahun|se[a-z]+|setelah|sesudah|sejak|dari)\b")
