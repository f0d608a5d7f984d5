"""What state a campaign is in at an instant, and when anything changes: the only place where time means something.

Owns `State`, the facts it depends on (`Timeline`) and the lists of changes that pages carry. It must not
know the model, words or zones: every instant is an aware datetime, every interval half-open, and `now` is
always given. `tests/vectors/states.json` holds the cases that a browser must answer alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from generator.shop.repeats import Window
from generator.structs import Frozen

LAST_CALL = timedelta(hours=24)
BADGE_LASTS = timedelta(days=90)
EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""For a fact that the seller states without a date: true at every instant that matters."""


class State(StrEnum):
    """Where a campaign stands, in the words of the files, the theme and the browser."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSING = "closing"
    FULL = "full"
    CLOSED = "closed"
    SHIPPING = "shipping"
    OVERDUE = "overdue"
    DONE = "done"
    CANCELLED = "cancelled"


ORDERABLE = (State.OPEN, State.CLOSING)
"""The states in which orders are taken."""


class Timeline(Frozen):
    """The facts that decide a campaign's state.

    `opens` None: open since ever. `closes` None: open until `full_since`; the one that holds after an
    extension. `ships` is half-open (`Days.instants`). `full_since`, `cancelled_at` and `done_at` are what the
    seller said or counted, from that instant on; `EVER` where no date was given.
    """

    opens: datetime | None = None
    closes: datetime | None = None
    ships: tuple[datetime, datetime] | None = None
    last_call: timedelta = LAST_CALL
    full_since: datetime | None = None
    cancelled_at: datetime | None = None
    done_at: datetime | None = None


class Change(Frozen):
    """From `at` on the campaign is in `state`, until the next change."""

    at: datetime
    state: State


class Switch(Frozen):
    """From `at` on a link, notice or badge is shown or not, until the next switch."""

    at: datetime
    shown: bool


class Phases(Frozen):
    """What a repeating campaign shows at an instant: the window to order in (open now, else the next one), and
    the one before it, on its way."""

    current: Window | None
    previous: Window | None


def state(timeline: Timeline, now: datetime) -> State:
    """The state at an instant, by product.md "The states of a campaign".

    Facts that contradict each other never make a page look open: a closing in the past wins over a later
    opening, and without a closing the end of `ships` counts as one.
    """
    if _reached(timeline.cancelled_at, now):
        return State.CANCELLED
    if _reached(timeline.done_at, now):
        return State.DONE
    if _reached(timeline.closes, now):
        return _after_closing(timeline, now)
    if timeline.opens and not _reached(timeline.opens, now):
        return State.UPCOMING
    if timeline.closes is None and _orders_ended(timeline, now):
        return _after_closing(timeline, now)
    if _reached(timeline.full_since, now):
        return State.FULL
    if _reached(_last_call(timeline), now):
        return State.CLOSING
    return State.OPEN


def changes(timeline: Timeline) -> tuple[Change, ...]:
    """Every instant at which the state becomes another one, in order. Before the first it is `first_state`."""
    found: list[Change] = []
    before = first_state(timeline)
    for at in sorted(set(_instants(timeline))):
        after = state(timeline, at)
        if after is not before:
            found.append(Change(at, after))
        before = after
    return tuple(found)


def first_state(timeline: Timeline) -> State:
    """The state before every change."""
    earliest = min(_instants(timeline), default=EVER)
    return state(timeline, earliest - timedelta(microseconds=1))


def visible(from_: datetime | None, until: datetime | None, now: datetime) -> bool:
    """Whether something shown in `from_` ≤ time < `until` is shown now; None is no bound."""
    return (from_ is None or _reached(from_, now)) and not _reached(until, now)


def switches(from_: datetime | None, until: datetime | None) -> tuple[Switch, ...]:
    """Every instant at which `visible` becomes another answer, in order."""
    if from_ and until and _reached(until, from_):
        return ()
    return (*((Switch(from_, shown=True),) if from_ else ()), *((Switch(until, shown=False),) if until else ()))


def badge_until(checked: datetime) -> datetime:
    """The instant at which a badge or rating that was checked then is too old to show."""
    return checked + BADGE_LASTS


def next_change(now: datetime, instants: Iterable[datetime]) -> datetime | None:
    """The first of the instants after `now`; None where nothing changes any more."""
    return min((at.astimezone(UTC) for at in instants if not _reached(at, now)), default=None)


def phases(windows: Sequence[Window], now: datetime) -> Phases:
    """The window to order in and the one before it, of windows in order (those to skip already left out)."""
    ended = [window for window in windows if _reached(window.closes.at, now)]
    coming = [window for window in windows if not _reached(window.closes.at, now)]
    return Phases(coming[0] if coming else None, ended[-1] if ended else None)


def phase_changes(windows: Sequence[Window]) -> tuple[datetime, ...]:
    """Every instant at which `phases` becomes another answer: each closing, for the next window follows at once."""
    return tuple(window.closes.at for window in windows)


def window_timeline(window: Window) -> Timeline:
    """The timeline of one window of a repeating campaign; the facts of its batch are added with `replace`."""
    zone = window.closes.at.tzinfo or UTC
    ships = window.ships.instants(zone) if window.ships else None
    return Timeline(opens=window.opens.at, closes=window.closes.at, ships=ships)


def epoch_ms(at: datetime) -> int:
    """Whole milliseconds since 1970-01-01 UTC, as browsers count."""
    return (at - EVER) // timedelta(milliseconds=1)


def _reached(at: datetime | None, now: datetime) -> bool:
    """Whether the instant has come. Compared in UTC: two datetimes of one zone compare by the clock on the
    wall, which shows one hour twice when summer time ends."""
    return at is not None and at.astimezone(UTC) <= now.astimezone(UTC)


def _last_call(timeline: Timeline) -> datetime | None:
    return timeline.closes.astimezone(UTC) - timeline.last_call if timeline.closes else None


def _orders_ended(timeline: Timeline, now: datetime) -> bool:
    """Without a closing, orders end when the goods of a full campaign ship, or when the last shipping day is over."""
    if timeline.ships is None:
        return False
    first, end = timeline.ships
    return _reached(end, now) or (_reached(first, now) and _reached(timeline.full_since, now))


def _after_closing(timeline: Timeline, now: datetime) -> State:
    if timeline.ships is None or not _reached(timeline.ships[0], now):
        return State.CLOSED
    return State.OVERDUE if _reached(timeline.ships[1], now) else State.SHIPPING


def _instants(timeline: Timeline) -> list[datetime]:
    """Every instant at which the state may change, in UTC."""
    said = (timeline.full_since, timeline.cancelled_at, timeline.done_at)
    planned = (timeline.opens, _last_call(timeline), timeline.closes, *(timeline.ships or ()))
    return [at.astimezone(UTC) for at in (*planned, *said) if at]
