"""Results of pure steps, kept from one build to the next.

Owns the keeping and nothing else: every result stands in a slot of its own (`("campaign", "melati")`), beside what
it was made from. It is given back only while that is the same, so a build from memory and a cold one are equal.
It must not know what a step does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import RLock
from typing import Any, TypeAlias, TypeVar

Slot: TypeAlias = tuple[Hashable, ...]
T = TypeVar("T")

LASTS = 20
"""A slot that so many builds in a row did not ask for is emptied: its file is gone."""


@dataclass(slots=True)
class _Kept:
    made_from: object
    value: Any
    build: int


class Memory:
    """What one shop's builds remember. All of it may be used from any thread; steps run one at a time."""

    def __init__(self) -> None:
        self._slots: dict[Slot, _Kept] = {}
        self._build = 0
        self._lock = RLock()

    def recall(self, slot: Slot, made_from: object, make: Callable[[], T], *, steady: bool = False) -> T:
        """The result in this slot if it was made from the same (by `==`), else what `make` gives, kept from now on.

        With `steady` a new result that equals the old one is dropped for it, so that whatever was made from that
        one stays as it is. What `make` raises is passed on and nothing is kept.
        """
        with self._lock:
            kept = self._slots.get(slot)
            if kept is not None and kept.made_from == made_from:
                kept.build = self._build
                known: T = kept.value
                return known
            value = make()
            if steady and kept is not None and kept.value == value:
                value = kept.value
            self._slots[slot] = _Kept(made_from, value, self._build)
            return value

    def begin(self) -> None:
        """A build begins. What the last ones did not ask for is forgotten."""
        with self._lock:
            self._build += 1
            gone = [slot for slot, kept in self._slots.items() if kept.build < self._build - LASTS]
            for slot in gone:
                del self._slots[slot]
