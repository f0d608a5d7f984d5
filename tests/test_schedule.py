"""The states of a campaign at every boundary, and the lists of changes that pages carry."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.shop.moments import parse_moment
from generator.shop.periods import parse_span, resolve
from generator.shop.repeats import Repeat, parse_turn, windows
from generator.shop.schedule import (
    EVER,
    Change,
    State,
    Switch,
    Timeline,
    badge_until,
    changes,
    epoch_ms,
    first_state,
    next_change,
    phase_changes,
    phases,
    state,
    switches,
    visible,
    window_timeline,
)

JAKARTA = ZoneInfo("Asia/Jakarta")
CASES = json.loads((Path(__file__).parent / "vectors" / "states.json").read_text(encoding="utf-8"))["cases"]


def at(ms: int) -> datetime:
    return EVER + timedelta(milliseconds=ms)


def timeline_of(facts: dict[str, Any]) -> Timeline:
    instants = {
        key: at(facts[key])
        for key in ("opens", "closes", "full_since", "cancelled_at", "done_at")
        if facts[key] is not None
    }
    ships = (at(facts["ships"][0]), at(facts["ships"][1])) if facts["ships"] else None
    return Timeline(**instants, ships=ships, last_call=timedelta(milliseconds=facts["last_call"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_state_at_a_second_before_at_and_after_every_boundary(case: dict[str, Any]) -> None:
    timeline = timeline_of(case["timeline"])
    found = [(row["now"], state(timeline, at(row["now"]))) for row in case["rows"]]
    assert found == [(row["now"], row["state"]) for row in case["rows"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_changes_of_every_case(case: dict[str, Any]) -> None:
    timeline = timeline_of(case["timeline"])
    found = [{"at": epoch_ms(change.at), "state": change.state} for change in changes(timeline)]
    assert first_state(timeline) == case["first"]
    assert found == case["changes"]


def test_vectors_reach_every_state() -> None:
    assert {row["state"] for case in CASES for row in case["rows"]} == set(State)


INSTANTS = st.integers(0, 60).map(lambda hours: datetime(2026, 12, 1, tzinfo=UTC) + timedelta(hours=hours))
TIMELINES = st.builds(
    Timeline,
    opens=st.none() | INSTANTS,
    closes=st.none() | INSTANTS,
    ships=st.none() | st.tuples(INSTANTS, INSTANTS),
    last_call=st.integers(0, 30).map(lambda hours: timedelta(hours=hours)),
    full_since=st.none() | INSTANTS,
    cancelled_at=st.none() | INSTANTS,
    done_at=st.none() | INSTANTS,
)


@given(TIMELINES, st.integers(-40 * 3600, 70 * 3600))
def test_the_last_change_is_the_state_at_any_instant(timeline: Timeline, second: int) -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC) + timedelta(seconds=second)
    past = [change.state for change in changes(timeline) if change.at <= now]
    assert state(timeline, now) is (past[-1] if past else first_state(timeline))


@given(TIMELINES)
def test_every_change_changes_something_and_follows_the_one_before(timeline: Timeline) -> None:
    listed = changes(timeline)
    states = [first_state(timeline), *(change.state for change in listed)]
    assert all(before is not after for before, after in pairwise(states))
    assert all(a.at < b.at for a, b in pairwise(listed))


@given(TIMELINES, INSTANTS)
def test_nothing_past_its_closing_takes_orders(timeline: Timeline, now: datetime) -> None:
    if timeline.closes and now >= timeline.closes:
        assert state(timeline, now) not in {State.UPCOMING, State.OPEN, State.CLOSING, State.FULL}


def test_a_whole_campaign_from_the_words_of_its_file() -> None:
    closes = parse_moment("2026-12-20", JAKARTA, end_of_day=True)
    opens = parse_moment("2026-12-09 09:00", JAKARTA)
    ships = resolve(parse_span("1-2 weeks after closing"), JAKARTA, closes)
    assert changes(Timeline(opens=opens.at, closes=closes.at, ships=ships)) == (
        Change(datetime(2026, 12, 9, 2, tzinfo=UTC), State.OPEN),
        Change(datetime(2026, 12, 19, 17, tzinfo=UTC), State.CLOSING),
        Change(datetime(2026, 12, 20, 17, tzinfo=UTC), State.CLOSED),
        Change(datetime(2026, 12, 26, 17, tzinfo=UTC), State.SHIPPING),
        Change(datetime(2027, 1, 3, 17, tzinfo=UTC), State.OVERDUE),
    )


def test_a_fact_without_a_date_holds_at_every_instant_that_matters() -> None:
    timeline = Timeline(closes=datetime(2026, 12, 20, tzinfo=UTC), cancelled_at=EVER)
    assert state(timeline, datetime(2000, 1, 1, tzinfo=UTC)) is State.CANCELLED


def test_states_go_by_the_instant_where_the_clock_on_the_wall_shows_an_hour_twice() -> None:
    new_york = ZoneInfo("America/New_York")
    first = datetime(2026, 11, 1, 1, 30, tzinfo=new_york)
    second = first.replace(fold=1)
    assert state(Timeline(closes=second), first) is State.CLOSING
    assert state(Timeline(closes=second), second) is State.CLOSED
    assert next_change(first, [first, second]) == second.astimezone(UTC)


FROM, UNTIL = datetime(2026, 12, 1, tzinfo=JAKARTA), datetime(2026, 12, 10, tzinfo=JAKARTA)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("from_", "until", "now", "shown"),
    [
        (FROM, UNTIL, FROM - SECOND, False),
        (FROM, UNTIL, FROM, True),
        (FROM, UNTIL, UNTIL - SECOND, True),
        (FROM, UNTIL, UNTIL, False),
        (None, UNTIL, FROM - SECOND, True),
        (None, UNTIL, UNTIL, False),
        (FROM, None, UNTIL + SECOND, True),
        (None, None, FROM, True),
        (UNTIL, FROM, FROM + SECOND, False),
    ],
)
def test_a_link_shows_from_its_first_instant_until_its_last_excluded(
    from_: datetime | None, until: datetime | None, now: datetime, *, shown: bool
) -> None:
    assert visible(from_, until, now) is shown


@given(st.none() | INSTANTS, st.none() | INSTANTS, INSTANTS)
def test_switches_say_what_visible_says(from_: datetime | None, until: datetime | None, now: datetime) -> None:
    listed = switches(from_, until)
    past = [switch.shown for switch in listed if switch.at <= now]
    before = not listed[0].shown if listed else visible(from_, until, now)
    assert visible(from_, until, now) is (past[-1] if past else before)


def test_switches_of_a_bounded_link() -> None:
    assert switches(FROM, UNTIL) == (Switch(FROM, shown=True), Switch(UNTIL, shown=False))


def test_a_badge_expires_90_days_after_it_was_checked() -> None:
    checked = parse_moment("2026-09-01", JAKARTA).at
    until = badge_until(checked)
    assert until == datetime(2026, 11, 30, tzinfo=JAKARTA)
    assert visible(None, until, until - SECOND)
    assert not visible(None, until, until)


def test_next_change_is_the_first_one_still_to_come() -> None:
    assert next_change(FROM, [UNTIL, FROM, FROM - SECOND]) == UNTIL
    assert next_change(UNTIL, [UNTIL, FROM]) is None


WEEKLY = Repeat(parse_turn("Senin 09:00"), parse_turn("Kamis 21:00"), parse_turn("Sabtu"), JAKARTA)


@pytest.mark.parametrize(
    ("now", "current", "previous"),
    [
        ("2026-11-23 08:59:59", 1, None),
        ("2026-11-26 20:59:59", 1, None),
        ("2026-11-26 21:00", 2, 1),
        ("2026-11-30 09:00", 2, 1),
        ("2026-12-10 21:00", None, 3),
    ],
)
def test_a_repeating_campaign_shows_the_window_to_order_in_and_the_one_before(
    now: str, current: int | None, previous: int | None
) -> None:
    three = tuple(windows(WEEKLY, datetime(2026, 11, 23, tzinfo=JAKARTA), 3))
    shown = phases(three, parse_moment(now, JAKARTA).at)
    assert (shown.current.number if shown.current else None) == current
    assert (shown.previous.number if shown.previous else None) == previous


def test_phases_change_at_each_closing() -> None:
    three = tuple(windows(WEEKLY, datetime(2026, 11, 23, tzinfo=JAKARTA), 3))
    for closing in phase_changes(three):
        assert phases(three, closing - SECOND) != phases(three, closing)
    assert len(phase_changes(three)) == 3


def test_a_window_runs_through_the_states_of_a_campaign() -> None:
    window = next(windows(WEEKLY, datetime(2026, 11, 23, tzinfo=JAKARTA), 1))
    listed = [
        (f"{change.at.astimezone(JAKARTA):%a %H:%M}", change.state) for change in changes(window_timeline(window))
    ]
    assert window.ships is not None
    assert window.ships.first == date(2026, 11, 28)
    assert listed == [
        ("Mon 09:00", State.OPEN),
        ("Wed 21:00", State.CLOSING),
        ("Thu 21:00", State.CLOSED),
        ("Sat 00:00", State.SHIPPING),
        ("Sun 00:00", State.OVERDUE),
    ]


def test_epoch_milliseconds_are_those_of_a_browser() -> None:
    assert epoch_ms(datetime(2026, 12, 20, 23, 59, tzinfo=JAKARTA)) == 1797785940000  # Date.UTC(2026, 11, 20, 16, 59)
