"""Dates, times, periods, durations, opening hours and repeating rules as sellers write them."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Kind, Refused
from generator.shop import clocks, days, durations, hours, periods, repeats, zones
from generator.shop.clocks import Clock, parse_clock
from generator.shop.days import parse_day
from generator.shop.durations import After, Duration, Event, Unit, later, parse_due, parse_duration
from generator.shop.hours import Hours, Shift, is_open, next_open, parse_hours
from generator.shop.moments import Moment, moment_of, parse_moment
from generator.shop.periods import Days, Precision, parse_span, resolve, span_days
from generator.shop.repeats import (
    Every,
    OnDay,
    OnNthWeekday,
    OnWeekday,
    Repeat,
    Turn,
    parse_every,
    parse_turn,
    windows,
)
from generator.shop.zones import parse_zone

JAKARTA = ZoneInfo("Asia/Jakarta")
NEW_YORK = ZoneInfo("America/New_York")
VECTORS = json.loads((Path(__file__).parent / "vectors" / "moments.json").read_text(encoding="utf-8"))


def refusal(read: Callable[[], Any]) -> Refused:
    with pytest.raises(Refused) as raised:
        read()
    return raised.value


def check_refused(row: dict[str, Any], read: Callable[[], Any]) -> None:
    why = refusal(read)
    assert (why.kind.code, why.instead) == (row["refused"], row.get("instead", ""))
    if "example" in row:
        assert why.parameters["example"] == row["example"]


def kept(duration: Duration | None) -> dict[str, Any]:
    return {} if duration is None else {"least": duration.least, "most": duration.most, "unit": duration.unit}


@pytest.mark.parametrize("row", VECTORS["moments"], ids=lambda row: f"{row['zone']}: {row['text']}")
def test_moment_is_read_as_written_or_refused(row: dict[str, Any]) -> None:
    def read() -> Moment:
        return parse_moment(row["text"], ZoneInfo(row["zone"]), end_of_day=row.get("end_of_day", False))

    if "refused" in row:
        check_refused(row, read)
        return
    moment = read()
    assert moment.at.isoformat() == row["at"]
    assert moment.has_time is row["has_time"]
    assert f"{moment.day} {moment.clock:%H:%M}" == row["shown"]
    assert moment.at.tzinfo == ZoneInfo(row["zone"])


@pytest.mark.parametrize("row", VECTORS["spans"], ids=lambda row: row["text"])
def test_span_is_read_as_written_or_refused(row: dict[str, Any]) -> None:
    if "refused" in row:
        check_refused(row, lambda: parse_span(row["text"]))
        return
    span = parse_span(row["text"])
    if isinstance(span, Days):
        found = {"first": str(span.first), "last": str(span.last), "precision": span.precision}
    else:
        found = kept(span.duration) | {"event": span.event}
    assert found == {key: value for key, value in row.items() if key != "text"}


@pytest.mark.parametrize("row", VECTORS["dues"], ids=lambda row: row["text"])
def test_due_is_a_moment_or_counts_from_an_event(row: dict[str, Any]) -> None:
    if "refused" in row:
        check_refused(row, lambda: parse_due(row["text"], JAKARTA))
        return
    due = parse_due(row["text"], JAKARTA)
    found = {"at": due.at.isoformat()} if isinstance(due, Moment) else kept(due.duration) | {"event": due.event}
    assert found == {key: value for key, value in row.items() if key != "text"}


ANYTHING = st.text(max_size=40) | st.text(alphabet=string.digits + " -/.:–,+xtzTZ" + "amp", max_size=24).map(str.strip)
PIECES = (
    "9 31 2026 26 Des Feb Senin 24:00 09.00 WIB +07:00 s/d - to setelah tutup 3-4 minggu jam day last tanggal "
    "pertama 25 Q1 akhir , ; 24 pukul T am pm x24 se setiap hari libur 0 99 9999 february after"
)
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=7).map(" ".join)


@given(ANYTHING | WORDS)
def test_any_text_is_read_or_refused_and_never_fails(text: str) -> None:
    for read in (
        lambda: parse_moment(text, JAKARTA),
        lambda: parse_moment(text, NEW_YORK, end_of_day=True),
        lambda: parse_day(text),
        lambda: parse_clock(text),
        lambda: parse_zone(text),
        lambda: parse_span(text),
        lambda: parse_duration(text),
        lambda: parse_due(text, JAKARTA),
        lambda: parse_hours(text, JAKARTA),
        lambda: parse_turn(text),
        lambda: parse_every(text),
    ):
        try:
            read()
        except Refused as why:
            why.kind.found.format(**why.parameters)
            why.kind.fix.format(**why.parameters)


@given(st.integers(2_000, 120_000_000), st.sampled_from(["Asia/Jakarta", "Asia/Jayapura"]))
def test_a_written_moment_is_read_back(minutes: int, zone: str) -> None:
    expected = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    assert parse_moment(f"{expected:%Y-%m-%d %H:%M}", ZoneInfo(zone)).at == expected
    assert parse_moment(expected.astimezone(UTC).isoformat(), ZoneInfo(zone)).at == expected


def test_a_text_that_is_much_too_long_is_refused_unread() -> None:
    assert refusal(lambda: parse_moment("9 Des 2026" + " " * 10_000, JAKARTA)).kind is days.DATE_UNREADABLE
    assert len(str(refusal(lambda: parse_hours("x" * 100_000, JAKARTA)).parameters["found"])) <= 60


def test_both_readings_of_an_ambiguous_date_are_named() -> None:
    assert refusal(lambda: parse_moment("5/6/2026", JAKARTA)).parameters == {
        "found": "5/6/2026",
        "first": "2026-06-05",
        "second": "2026-05-06",
    }


def test_both_readings_of_midnight_are_named_with_their_day() -> None:
    assert refusal(lambda: parse_moment("20 Des 2026 24.00", JAKARTA)).parameters == {
        "found": "20 Des 2026 24.00",
        "start": "2026-12-20 00:00",
        "end": "2026-12-20 23:59",
    }


def test_a_skipped_time_names_one_that_exists() -> None:
    why = refusal(lambda: parse_moment("2026-03-08 02:30", NEW_YORK))
    assert why.kind is zones.TIME_SKIPPED
    assert parse_moment(str(why.parameters["example"]), NEW_YORK).at.hour == 3


def test_both_offsets_of_a_repeated_time_are_offered_and_accepted() -> None:
    why = refusal(lambda: parse_moment("2026-11-01 01:30", NEW_YORK))
    first, second = (parse_moment(str(why.parameters[key]), NEW_YORK).at for key in ("first", "second"))
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "hours_east"), [("WIB", 7), ("wita", 8), ("WIT", 9), ("Asia/Jakarta", 7), ("asia/makassar", 8), ("UTC", 0)]
)
def test_zone_words_are_fixed_to_their_offsets(text: str, hours_east: int) -> None:
    assert datetime(2026, 7, 1, tzinfo=parse_zone(text)).utcoffset() == timedelta(hours=hours_east)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Jakarta", "Asia/Jakarta"),
        ("Asia/Jakrta", "Asia/Jakarta"),
        ("New York", "America/New_York"),
        ("WITTA", "WITA"),
        ("localtime", ""),
        ("Etc/GMT+7", ""),
        ("../etc/passwd", ""),
        ("", ""),
    ],
)
def test_an_unknown_zone_is_refused_with_the_nearest_name(text: str, instead: str) -> None:
    why = refusal(lambda: parse_zone(text))
    assert (why.kind, why.instead) == (zones.ZONE_UNKNOWN, instead)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("20:00", Clock(time(20))),
        ("21.00", Clock(time(21))),
        ("9.00", Clock(time(9))),
        ("pukul 9.05", Clock(time(9, 5))),
        ("00:00", Clock(time(0))),
        ("9:30 PM", Clock(time(21, 30))),
        ("09:00 WIB", Clock(time(9), JAKARTA)),
        ("09:00\u00a0(wita)", Clock(time(9), ZoneInfo("Asia/Makassar"))),
        ("09:00+07:00", Clock(time(9), timezone(timedelta(hours=7)))),
    ],
)
def test_clock_times(text: str, clock: Clock) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "kind", "instead"),
    [
        ("9", clocks.CLOCK_UNREADABLE, "09:00"),
        ("2100", clocks.CLOCK_UNREADABLE, ""),
        ("24:00", clocks.CLOCK_MIDNIGHT, ""),
        ("tengah malam", clocks.CLOCK_MIDNIGHT, ""),
        ("25:00", clocks.CLOCK_IMPOSSIBLE, ""),
        ("13 pm", clocks.CLOCK_IMPOSSIBLE, ""),
        ("8 malam", clocks.CLOCK_PART_OF_DAY, "20:00"),
        ("2 siang", clocks.CLOCK_PART_OF_DAY, "14:00"),
        ("09:00 CET", zones.ZONE_UNKNOWN, ""),
    ],
)
def test_clock_times_that_are_refused(text: str, kind: Kind, instead: str) -> None:
    why = refusal(lambda: parse_clock(text))
    assert (why.kind, why.instead) == (kind, instead)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("24 hours", Duration(24, 24, Unit.HOURS)),
        ("1x24 jam", Duration(24, 24, Unit.HOURS)),
        ("2 X 24 JAM", Duration(48, 48, Unit.HOURS)),
        ("3 hari", Duration(3, 3, Unit.DAYS)),
        ("2 hari kerja", Duration(2, 2, Unit.WORKDAYS)),
        ("3–4 weeks", Duration(3, 4, Unit.WEEKS)),
        ("3 sampai 4 minggu", Duration(3, 4, Unit.WEEKS)),
        ("seminggu", Duration(1, 1, Unit.WEEKS)),
        ("dua bulan", Duration(2, 2, Unit.MONTHS)),
        ("45 menit", Duration(45, 45, Unit.MINUTES)),
        ("1 year", Duration(1, 1, Unit.YEARS)),
    ],
)
def test_durations(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("4-3 hari", durations.DURATION_BACKWARDS),
        ("0 hari", durations.DURATION_BACKWARDS),
        ("50 tahun", durations.DURATION_TOO_LONG),
        ("1,5 jam", durations.DURATION_UNREADABLE),
        ("sebentar", durations.DURATION_UNREADABLE),
    ],
)
def test_durations_that_are_refused(text: str, kind: Kind) -> None:
    assert refusal(lambda: parse_duration(text)).kind is kind


FRIDAY = parse_moment("2026-12-18 21:00", JAKARTA)


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        (FRIDAY, 24, Unit.HOURS, "2026-12-19 21:00"),
        (FRIDAY, 90, Unit.MINUTES, "2026-12-18 22:30"),
        (FRIDAY, 3, Unit.DAYS, "2026-12-21 21:00"),
        (FRIDAY, 1, Unit.WORKDAYS, "2026-12-21 21:00"),
        (FRIDAY, 6, Unit.WORKDAYS, "2026-12-28 21:00"),
        (parse_moment("2026-12-19", JAKARTA), 1, Unit.WORKDAYS, "2026-12-21 00:00"),
        (FRIDAY, 2, Unit.WEEKS, "2027-01-01 21:00"),
        (FRIDAY, 3, Unit.MONTHS, "2027-03-18 21:00"),
        (parse_moment("2027-01-31", JAKARTA), 1, Unit.MONTHS, "2027-02-28 00:00"),
        (parse_moment("2028-02-29", JAKARTA), 1, Unit.YEARS, "2029-02-28 00:00"),
        (parse_moment("2026-12-20", JAKARTA, end_of_day=True), 3, Unit.DAYS, "2026-12-23 23:59"),
        (parse_moment("2026-03-07 02:30", NEW_YORK), 1, Unit.DAYS, "2026-03-08 03:30"),
        (parse_moment("2026-10-31 12:00", NEW_YORK), 24, Unit.HOURS, "2026-11-01 11:00"),
    ],
)
def test_later_moves_days_by_the_calendar_and_hours_by_the_clock(
    start: Moment, count: int, unit: Unit, expected: str
) -> None:
    moved = later(start, count, unit)
    assert f"{moved.day} {moved.clock:%H:%M}" == expected


def test_weeks_after_a_closing_without_a_time_count_from_its_own_day() -> None:
    closes = parse_moment("2026-12-20", JAKARTA, end_of_day=True)
    span = parse_span("3-4 weeks after closing")
    assert span_days(span, {Event.CLOSING: closes}) == Days(date(2027, 1, 10), date(2027, 1, 17))
    assert resolve(span, JAKARTA, closes) == (
        datetime(2027, 1, 10, tzinfo=JAKARTA),
        datetime(2027, 1, 18, tzinfo=JAKARTA),
    )


def test_a_span_after_an_event_that_has_not_happened_has_no_days() -> None:
    closes = parse_moment("2026-12-20", JAKARTA)
    assert span_days(parse_span("3 days after payment"), {Event.CLOSING: closes}) is None
    assert resolve(parse_span("3 weeks after closing"), JAKARTA) is None


def test_months_end_with_the_last_instant_of_the_last_month() -> None:
    span = parse_span("Februari-Maret 2027")
    assert isinstance(span, Days)
    assert span.precision is Precision.MONTH
    assert span.instants(JAKARTA) == (datetime(2027, 2, 1, tzinfo=JAKARTA), datetime(2027, 4, 1, tzinfo=JAKARTA))


def test_a_vague_month_part_offers_its_days() -> None:
    assert refusal(lambda: parse_span("akhir Februari 2028")).parameters["example"] == "2028-02-21 to 2028-02-29"


def test_an_event_alone_happens_at_its_own_moment() -> None:
    assert After(None, Event.CLOSING).bounds(FRIDAY) == (FRIDAY, FRIDAY)


EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
OFFICE = Shift((0, 1, 2, 3, 4), time(8, 30), time(17))


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("Senin-Jumat 08.30-17.00", (OFFICE,)),
        ("Monday to Friday 8:30 – 17:00", (OFFICE,)),
        ("SENIN s/d JUM'AT pukul 08.30 s/d 17.00", (OFFICE,)),
        ("hari kerja 08.30-17.00", (OFFICE,)),
        ("Sen–Jum 08.30-17, Sab 9-12", (OFFICE, Shift((5,), time(9), time(12)))),
        ("Sat 9am-12.30pm", None),
        ("setiap hari 08.00-21.00", (Shift(EVERY_DAY, time(8), time(21)),)),
        ("08.00-21.00", (Shift(EVERY_DAY, time(8), time(21)),)),
        ("Senin, Rabu & Sabtu: 9-17; Minggu libur", (Shift((0, 2, 5), time(9), time(17)),)),
        ("Sen 8-12, 13-17", (Shift((0,), time(8), time(12)), Shift((0,), time(13), time(17)))),
        ("Sab-Sen 20.00-02.00", (Shift((0, 5, 6), time(20), time(2)),)),
        ("Mon-Fri 9am-5pm; Sat 10-14", (Shift((0, 1, 2, 3, 4), time(9), time(17)), Shift((5,), time(10), time(14)))),
        ("24 jam", (Shift(EVERY_DAY, time(0), time(0)),)),
    ],
)
def test_opening_hours(text: str, shifts: tuple[Shift, ...] | None) -> None:
    if shifts is None:
        assert refusal(lambda: parse_hours(text, JAKARTA)).kind is clocks.CLOCK_PART_OF_DAY
    else:
        assert parse_hours(text, JAKARTA) == Hours(shifts, JAKARTA)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kapan saja", hours.HOURS_UNREADABLE),
        ("", hours.HOURS_UNREADABLE),
        ("Minggu libur", hours.HOURS_UNREADABLE),
        ("Snin 9-17", hours.HOURS_UNREADABLE),
        ("Senin 9", hours.HOURS_UNREADABLE),
        ("Mon-Fri 9 to 5", hours.HOURS_BACKWARDS),
        ("Senin 9-9", hours.HOURS_OF_NO_LENGTH),
        ("Senin 9.00-24.00", clocks.CLOCK_MIDNIGHT),
        ("Senin 9-25", clocks.CLOCK_IMPOSSIBLE),
        ("Sen 9-17 WIB, Sel 9-17 WITA", hours.HOURS_IN_TWO_ZONES),
    ],
)
def test_opening_hours_that_are_refused(text: str, kind: Kind) -> None:
    assert refusal(lambda: parse_hours(text, JAKARTA)).kind is kind


@pytest.mark.parametrize(
    ("now", "answers", "opens"),
    [
        ("2026-12-18 08:29:59", False, "Fri 08:30"),
        ("2026-12-18 08:30", True, "Mon 08:30"),
        ("2026-12-18 16:59:59", True, "Mon 08:30"),
        ("2026-12-18 17:00", False, "Mon 08:30"),
        ("2026-12-20 12:00", False, "Mon 08:30"),
        ("2026-12-21 09:00", True, "Tue 08:30"),
    ],
)
def test_when_the_admin_answers_again(now: str, *, answers: bool, opens: str) -> None:
    office = parse_hours("Senin-Jumat 08.30-17.00", JAKARTA)
    at = parse_moment(now, JAKARTA).at
    following = next_open(office, at)
    assert is_open(office, at) is answers
    assert following is not None
    assert f"{following:%a %H:%M}" == opens


def test_hours_past_midnight_reach_into_the_next_day() -> None:
    night = parse_hours("Sabtu 20.00-02.00 WITA", JAKARTA)
    assert is_open(night, datetime(2026, 12, 19, 17, 59, tzinfo=UTC))
    assert not is_open(night, datetime(2026, 12, 19, 18, 0, tzinfo=UTC))
    assert next_open(night, datetime(2026, 12, 19, 18, 0, tzinfo=UTC)) == datetime(2026, 12, 26, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("Senin 09:00", OnWeekday(0, Clock(time(9)))),
        ("setiap KAMIS, 21.00", OnWeekday(3, Clock(time(21)))),
        ("Sabtu", OnWeekday(5)),
        ("every Sunday 9 pm", OnWeekday(6, Clock(time(21)))),
        ("day 1 09:00", OnDay(1, Clock(time(9)))),
        ("tanggal 25 21.00", OnDay(25, Clock(time(21)))),
        ("tgl 25", OnDay(25)),
        ("1 09:00", OnDay(1, Clock(time(9)))),
        ("25", OnDay(25)),
        ("25th 21:00", OnDay(25, Clock(time(21)))),
        ("last day 21:00", OnDay(31, Clock(time(21)))),
        ("hari terakhir", OnDay(31)),
        ("Jumat pertama 19:00", OnNthWeekday(1, 4, Clock(time(19)))),
        ("last Friday", OnNthWeekday(-1, 4)),
    ],
)
def test_days_that_come_back(text: str, turn: Turn) -> None:
    assert parse_turn(text) == turn


@pytest.mark.parametrize(
    ("text", "kind", "instead"),
    [
        ("Snin 09:00", repeats.REPEAT_UNREADABLE, "Senin 09:00"),
        ("besok", repeats.REPEAT_UNREADABLE, ""),
        ("tanggal 32", repeats.NO_SUCH_DAY, ""),
        ("09:00", repeats.REPEAT_UNREADABLE, ""),
        ("9 pm", clocks.CLOCK_UNREADABLE, ""),
        ("Senin 24:00", clocks.CLOCK_MIDNIGHT, ""),
    ],
)
def test_days_that_come_back_and_are_refused(text: str, kind: Kind, instead: str) -> None:
    why = refusal(lambda: parse_turn(text))
    assert (why.kind, why.instead) == (kind, instead)


@pytest.mark.parametrize(
    ("text", "every"), [("weekly", Every.WEEK), ("Mingguan", Every.WEEK), ("tiap bulan", Every.MONTH)]
)
def test_how_often(text: str, every: Every) -> None:
    assert parse_every(text) is every
    assert refusal(lambda: parse_every("harian")).kind is repeats.EVERY_UNREADABLE


NOVEMBER_23 = datetime(2026, 11, 23, tzinfo=JAKARTA)


def repeat(opens: str, closes: str, ships: str | None, zone: ZoneInfo = JAKARTA) -> Repeat:
    return Repeat(parse_turn(opens), parse_turn(closes), parse_turn(ships) if ships else None, zone)


def spoken(window: repeats.Window) -> tuple[int, str, str, str]:
    ships = str(window.ships.first) if window.ships else ""
    opens, closes = (f"{moment.day} {moment.clock:%H:%M}" for moment in (window.opens, window.closes))
    return window.number, opens, closes, ships


def test_weekly_windows_follow_one_another() -> None:
    rule = repeat("Senin 09:00", "Kamis 21:00", "Sabtu")
    assert [spoken(window) for window in windows(rule, NOVEMBER_23, 2)] == [
        (1, "2026-11-23 09:00", "2026-11-26 21:00", "2026-11-28"),
        (2, "2026-11-30 09:00", "2026-12-03 21:00", "2026-12-05"),
    ]


def test_a_window_may_run_over_the_end_of_the_week_and_number_from_any_batch() -> None:
    rule = repeat("Jumat 19:00", "Senin", "Kamis")
    (window,) = windows(rule, NOVEMBER_23, 1, number=7)
    assert spoken(window) == (7, "2026-11-27 19:00", "2026-11-30 23:59", "2026-12-03")


def test_a_month_without_day_31_uses_its_last_day() -> None:
    rule = repeat("tanggal 1 09:00", "tanggal 31 21:00", None)
    closings = [spoken(window)[2] for window in windows(rule, datetime(2027, 1, 1, tzinfo=JAKARTA), 4)]
    assert closings == ["2027-01-31 21:00", "2027-02-28 21:00", "2027-03-31 21:00", "2027-04-30 21:00"]


def test_a_month_too_short_for_its_window_is_left_out_and_takes_no_number() -> None:
    rule = repeat("day 30 21:00", "day 31 09:00", None)
    found = [spoken(window)[:2] for window in windows(rule, datetime(2027, 1, 1, tzinfo=JAKARTA), 2)]
    assert found == [(1, "2027-01-30 21:00"), (2, "2027-03-30 21:00")]


def test_monthly_windows_by_weekday() -> None:
    rule = repeat("first Monday 09:00", "last Friday 21:00", "day 10")
    assert [spoken(window) for window in windows(rule, datetime(2026, 12, 1, tzinfo=JAKARTA), 2)] == [
        (1, "2026-12-07 09:00", "2026-12-25 21:00", "2027-01-10"),
        (2, "2027-01-04 09:00", "2027-01-29 21:00", "2027-02-10"),
    ]


def test_a_weekly_time_that_summer_time_skips_moves_by_the_gap() -> None:
    rule = repeat("Sunday 02:30", "Monday 09:00", None, NEW_YORK)
    (window,) = windows(rule, datetime(2026, 3, 7, tzinfo=NEW_YORK), 1)
    assert window.opens.at.isoformat() == "2026-03-08T03:30:00-04:00"


TURNS = (
    ("Senin 09:00", "Kamis 21:00", "Minggu", "Rabu 00:00"),
    ("day 1", "day 28 09:00", "last day 21:00", "Senin kedua"),
)


@given(st.sampled_from(TURNS).flatmap(lambda some: st.tuples(*[st.sampled_from(some)] * 2)), st.integers(0, 400))
def test_windows_never_overlap_and_never_go_back(rule: tuple[str, str], day: int) -> None:
    start = NOVEMBER_23 + timedelta(days=day)
    found = list(windows(repeat(*rule, None), start, 5))
    assert [window.number for window in found] == [1, 2, 3, 4, 5]
    assert all(start <= window.opens.at < window.closes.at for window in found)
    assert all(before.closes.at <= after.opens.at for before, after in pairwise(found))


def test_the_end_of_a_day_keeps_the_day_it_ends() -> None:
    moment = moment_of(date(2026, 12, 20), JAKARTA, end_of_day=True)
    assert moment == Moment(datetime(2026, 12, 21, tzinfo=JAKARTA), has_time=False, ends_day=True)
    assert (moment.day, moment.clock) == (date(2026, 12, 20), time(23, 59))


def test_codes_are_kebab_case_and_used_once() -> None:
    modules = (clocks, days, durations, hours, periods, repeats, zones)
    kinds = {kind for module in modules for kind in vars(module).values() if isinstance(kind, Kind)}
    codes = [kind.code for kind in kinds]
    assert len(codes) == len(set(codes)) > 20
    assert all(
        set(code) <= set(string.ascii_lowercase + "-") and kind.fix for code, kind in zip(codes, kinds, strict=True)
    )
