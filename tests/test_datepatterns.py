"""Dates as patterns: filled in, they read as Babel's; the vectors hold the script of the pages to the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.page import datepatterns as patterns
from generator.page import i18n
from generator.shop.text import LANGUAGES

VECTORS = Path(__file__).parent / "vectors/dates.json"
STYLES = get_args(i18n.DateStyle)
PARTS = get_args(i18n.DatePart)
ZONES = (
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Jayapura",
    "Europe/Amsterdam",
    "Australia/Lord_Howe",
    "America/St_Johns",
)
FIRST, LAST = datetime(2026, 12, 1, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC)
INSTANTS = (
    "2026-12-20T16:59", "2026-12-31T17:00", "2027-01-01T00:00", "2027-02-28T23:30", "2027-03-28T00:59",
    "2027-03-28T01:00", "2027-08-17T03:00", "2027-10-31T00:59", "2027-10-31T01:00", "2027-11-08T05:07",
)  # fmt: skip
RANGES = (
    ("2026-12-20", "2026-12-20"), ("2026-12-21", "2026-12-28"), ("2026-11-28", "2026-12-28"),
    ("2026-12-28", "2027-01-03"), ("2027-01-31", "2028-01-31"),
)  # fmt: skip


def known(language: str, zone: str) -> patterns.Names:
    return patterns.names(language, ZoneInfo(zone), patterns.minute_number(FIRST), patterns.minute_number(LAST))


def rows(language: str, zone: str) -> list[dict[str, object]]:
    """Patterns with values, and what Babel makes of the same."""
    found: list[tuple[patterns.Pattern, tuple[int, ...], str]] = []
    for text in INSTANTS:
        at = datetime.fromisoformat(text).replace(tzinfo=UTC)
        there, minute = at.astimezone(ZoneInfo(zone)), patterns.minute_number(at)
        found += [
            (patterns.moment_pattern(language, style), (minute,), i18n.format_moment(there, language, style=style))
            for style in STYLES
        ]
        found.append((patterns.ISO_MOMENT, (minute,), there.isoformat(timespec="minutes")))
        found.append((patterns.CALENDAR, (minute,), at.strftime("%Y%m%dT%H%M%SZ")))
        found.append((patterns.EPOCH_MS, (minute,), str(round(at.timestamp()) * 1000)))
        found.append((patterns.time_pattern(language), (minute,), i18n.format_time(there, language)))
        found += [
            (patterns.part_pattern(part, timed=True), (minute,), i18n.format_part(there, part, language))
            for part in PARTS
        ]
        offset = there.utcoffset() or timedelta()
        found.append((patterns.ZONE_MINUTES, (minute,), str(offset // timedelta(minutes=1))))
    for (first, last), wide in product(RANGES, (False, True)):
        one, two = date.fromisoformat(first), date.fromisoformat(last)
        found += [
            (patterns.day_pattern(style), (patterns.day_number(two),), i18n.format_date(two, language, style=style))
            for style in STYLES
        ]
        ends = patterns.day_number(one), patterns.day_number(two)
        found.append((patterns.range_pattern(wide=wide), ends, i18n.format_date_range(one, two, language, wide=wide)))
        found.append((patterns.ISO_DAY, ends[:1], first))
        if not wide:
            found += [
                (patterns.part_range_pattern(part), ends, i18n.format_range_part(one, two, part, language))
                for part in PARTS
                if part != "weekday"
            ]
    found.append((patterns.NUMBER, (12,), "12"))
    return [{"pattern": pattern, "values": values, "text": text} for pattern, values, text in found]


def test_vectors_are_what_babel_writes(expect: Callable[[Path, str], None]) -> None:
    cases = []
    for language, zone in product(LANGUAGES, ZONES):
        names = known(language, zone)
        told = {"months": names.months, "weekdays": names.weekdays, "zones": names.zones}
        cases.append({"language": language, "zone": zone, "names": told, "rows": rows(language, zone)})
    lines = [
        json.dumps(case, ensure_ascii=False, separators=(",", ":")).replace('{"pattern"', '\n{"pattern"')
        for case in cases
    ]
    expect(VECTORS, '{"cases":[\n' + ",\n".join(lines) + "\n]}\n")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_patterns_read_as_the_vectors(language: str, zone: str) -> None:
    names = known(language, zone)
    for row in rows(language, zone):
        assert patterns.word(row["pattern"], row["values"], names) == row["text"]  # type: ignore[arg-type]


@given(st.datetimes(datetime(2026, 12, 1), datetime(2028, 1, 31)), st.sampled_from(ZONES), st.sampled_from(STYLES))  # noqa: DTZ001
def test_every_minute_reads_as_babel_writes_it(wall: datetime, zone: str, style: i18n.DateStyle) -> None:
    at = wall.replace(second=0, microsecond=0, tzinfo=UTC)
    said = patterns.word(patterns.moment_pattern("id", style), [patterns.minute_number(at)], known("id", zone))
    assert said == i18n.format_moment(at.astimezone(ZoneInfo(zone)), "id", style=style)
