"""What the script of a page must know to follow the clock: when things change, and the words it has to put together.

Owns the shape of that JSON (docs/themes.md). No sentence of a page is in it: those stand in the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, time

from generator.page import i18n
from generator.page.present.rolling import Roll, roll_facts
from generator.page.present.words import Words
from generator.page.views import Html
from generator.shop.schedule import Change, State, epoch_ms

STATE_LABELS = {
    State.UPCOMING: "Opens soon",
    State.OPEN: "Open now",
    State.CLOSING: "Last day",
    State.FULL: "Full",
    State.CLOSED: "Closed",
    State.SHIPPING: "Shipping time",
    State.OVERDUE: "Behind schedule",
    State.DONE: "Done",
    State.CANCELLED: "Cancelled",
}


def live_facts(
    words: Words,
    at: Sequence[datetime],
    turns: Mapping[str, tuple[State, tuple[Change, ...]]],
    roll: Roll | None = None,
) -> Html:
    """`at`: when each spell after the first begins; `turns`: each campaign's state now and its changes. With a `roll`
    the script works both lists out of it: `at` is left out, and a campaign has one state (by its place among the words
    of `states`) for each rendering instead of changes."""
    known = {turn.state for _, changes in turns.values() for turn in changes} | {first for first, _ in turns.values()}
    listed = sorted(known)
    facts: dict[str, object] = {"at": [] if roll else [epoch_ms(instant) for instant in at]}
    campaigns: dict[str, object] = {}
    for slug, (first, changes) in turns.items():
        if not changes:
            continue
        if roll:
            moments = [at[number - 1] if number else None for number in roll.firsts]
            states = [_state_at(first, changes, moment) for moment in moments]
            campaigns[slug] = {"first": first, "states": "".join(str(listed.index(state)) for state in states)}
        else:
            campaigns[slug] = {
                "first": first,
                "changes": [{"at": epoch_ms(turn.at), "state": turn.state} for turn in changes],
            }
    facts["campaigns"] = campaigns
    facts["words"] = {**clock_words(words), "states": {state: words(STATE_LABELS[state]) for state in listed}}
    if roll:
        facts["roll"] = roll_facts(roll, at)
    return Html(inside_script(json.dumps(facts, ensure_ascii=False, separators=(",", ":"))))


def _state_at(first: State, changes: Sequence[Change], at: datetime | None) -> State:
    past = [turn.state for turn in changes if at and epoch_ms(turn.at) <= epoch_ms(at)]
    return past[-1] if past else first


def clock_words(words: Words) -> dict[str, object]:
    """The words of countdown, clock and local date; `units`: days, hours, minutes, seconds, each for one and more."""
    return {
        "left": words("{time} left", time="{time}"),
        "units": [_forms(words.language, unit) for unit in ("day", "hour", "minute", "second")],
        "local": words("on your clock: {date}", date="{date}"),
        "server": words("by the server's time"),
        "device": words("by your device's clock"),
        "months": i18n.month_names(words.language),
        "point": i18n.format_clock(time(), words.language)[2],
    }


def _forms(language: str, unit: i18n.Unit) -> list[str]:
    return [i18n.format_duration(count, unit, language).replace(str(count), "{n}") for count in (1, 2)]


def inside_script(text: str) -> str:
    """JSON that cannot end the script it stands in, nor a line of it."""
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
