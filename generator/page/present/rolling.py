"""Moments of a page that differ only in dates of later windows, brought to one rendering and a list of those dates.

Owns which moments share a rendering and how the dates travel to the script (`themes/base/scripts/windows/`). Every
moment was presented as it is: nothing here works a date out, so whatever a window has of its own keeps a rendering of
its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from generator.page import datepatterns
from generator.page.datepatterns import Names, Pattern
from generator.page.present.marks import Mark, filled, leaves, rewritten, split
from generator.page.present.words import Words
from generator.page.views import PageView
from generator.structs import Frozen


class Told(Frozen):
    """What a page says from an instant on, until the next."""

    at: datetime
    view: PageView


class _Filling(Frozen):
    """Puts what stands for each mark of a view, in order, in its place."""

    patterns: list[Pattern]
    known: Names
    left: Iterator[str]

    def __call__(self, text: str) -> str:
        return filled(text, self.patterns, self.known, lambda _: next(self.left))


class Roll(Frozen):
    """The renderings of a page and when each holds. `firsts`: the moment that each stands for; `turns`: the rendering
    of every moment. A view's marks name a pattern of `patterns` and *slots*; `slots` are those of each rendering, and
    `values` holds what is in them at each moment, in the same order."""

    views: tuple[PageView, ...]
    firsts: tuple[int, ...]
    turns: tuple[int, ...]
    slots: tuple[tuple[int, ...], ...]
    values: tuple[tuple[int, ...], ...]
    patterns: tuple[Pattern, ...]
    names: Names


def rolled(told: Sequence[Told], words: Words) -> Roll | None:
    """The renderings that say all of it, in the order in which they first hold; None where none holds again with other
    dates. The first moment, that of the build, shares none: it is read without a script."""
    assert words.marks is not None
    patterns = words.marks.patterns
    first, last = (datepatterns.minute_number(told[number].at) for number in (0, -1))
    known = datepatterns.names(words.language, words.zone, first, last + _BEYOND)
    keys: dict[object, int] = {}
    turns: list[int] = []
    marks: list[tuple[Mark, ...]] = []
    for number, each in enumerate(told):
        parts = [split(leaf, patterns, known) for leaf in leaves(each.view)] if number else []
        key = tuple(said for said, _ in parts) if number else None
        turns.append(keys.setdefault(key, len(keys)))
        marks.append(tuple(mark for _, found in parts for mark in found))
    moments: dict[int, list[int]] = defaultdict(list)
    for number, turn in enumerate(turns):
        moments[turn].append(number)
    if all(len(each) == 1 for each in moments.values()):
        return None
    shelf = _Shelf()
    used: list[Pattern] = []
    views = []
    for turn, numbers in moments.items():
        columns = list(zip(*(marks[number] for number in numbers), strict=True))
        said = [_slot(shelf, turn, numbers, column, used) for column in columns]
        views.append(rewritten(told[numbers[0]].view, _Filling(patterns, known, iter(said))))
    slots = tuple(tuple(shelf.used.get(turn, ())) for turn in moments)
    values = tuple(tuple(shelf.values[slot][number] for slot in slots[turn]) for number, turn in enumerate(turns))
    return Roll(
        tuple(views), tuple(each[0] for each in moments.values()), tuple(turns), slots, values, tuple(used), known
    )


_BEYOND = 400 * 1440
"""Minutes after a page's last change up to which its dates may lie: shipping, second windows."""


class _Shelf:
    """The slots of a page: in each, at each moment that uses it, one value. A slot goes on from one rendering to the
    next where its value does, so that the same words need to stand in the page once."""

    def __init__(self) -> None:
        self.values: list[dict[int, int]] = []
        self.used: dict[int, list[int]] = defaultdict(list)

    def slot(self, turn: int, column: dict[int, int]) -> int:
        """The slot of these values (by moment) in this rendering."""
        for slot in self.used[turn]:
            if all(self.values[slot][number] == value for number, value in column.items()):
                return slot
        free = [slot for slot in range(len(self.values)) if slot not in self.used[turn]]
        best = max(free, key=lambda slot: self._goes_on(slot, column), default=None)
        if best is None or not self._goes_on(best, column):
            best = len(self.values)
            self.values.append({})
        self.values[best].update(column)
        self.used[turn].append(best)
        return best

    def _goes_on(self, slot: int, column: dict[int, int]) -> int:
        held = self.values[slot]
        return sum(held.get(number + step) == value for number, value in column.items() for step in (-1, 1))


def _slot(shelf: _Shelf, turn: int, numbers: list[int], column: Sequence[Mark], used: list[Pattern]) -> str:
    """How the script fills this mark: its pattern and slots (`3 0 1`, with ` q` inside an address); empty where it
    always reads the same."""
    if len({mark.values for mark in column}) == 1:
        return ""
    pattern = column[0].pattern
    if pattern not in used:
        used.append(pattern)
    slots = [
        shelf.slot(turn, {number: mark.values[at] for number, mark in zip(numbers, column, strict=True)})
        for at in range(len(column[0].values))
    ]
    return " ".join([str(used.index(pattern)), *map(str, slots), *(["q"] if column[0].encoded else [])])


def roll_facts(roll: Roll, at: Sequence[datetime]) -> dict[str, object]:
    """The roll as the script reads it; `at`: when each moment after the first begins. `turns` names for each of them
    its rendering and one of `steps`: how many minutes after the one before it begins, and by how much each slot of its
    rendering grew since it was last filled."""
    held: dict[int, int] = {}
    steps: dict[tuple[int, ...], int] = {}
    turns: list[int] = []
    before = 0
    for instant, turn, values in zip(at, roll.turns[1:], roll.values[1:], strict=True):
        minute = datepatterns.minute_number(instant)
        slots = roll.slots[turn]
        step = (minute - before, *(value - held.get(slot, 0) for slot, value in zip(slots, values, strict=True)))
        turns += [turn, steps.setdefault(step, len(steps))]
        held.update(zip(slots, values, strict=True))
        before = minute
    return {
        "turns": turns, "steps": [*steps], "slots": roll.slots, "patterns": roll.patterns,
        "months": roll.names.months, "weekdays": roll.names.weekdays, "zones": roll.names.zones,
    }  # fmt: skip
