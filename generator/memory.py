"""Results of pure steps, kept from one build to the next.

Owns the keeping and nothing else: every result stands in a slot of its own (`("campaign", "melati")`), beside what
it was made from. It is given back only while that is the same, so a build from memory and a cold one are equal.
It must not know what a step does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from threading import RLock
from typing import Any, Protocol, TypeAlias, TypeVar

from generator.hands import ALONE, Hands
from generator.structs import Frozen, Struct

Slot: TypeAlias = tuple[Hashable, ...]
T = TypeVar("T")

LASTS = 20
"""A slot that so many builds in a row did not ask for is emptied, at the latest after as many again: its file is
gone."""


SHARED = frozenset({"theme-read", "theme", "words"})
"""The first words of slots whose results shops may share: files of themes and catalogues, each named with its times."""
SHELF = 32
"""So many results in a row are found together: about the root of what a large shop has."""
COMMON = 32
"""So many results are shared at most."""


class _Kept(Struct):
    made_from: object
    value: Any
    build: int


class _Shelf(Struct):
    """Some results in a row: while `made_from` is the same for all of them, nobody has to look at each."""

    made_from: tuple[object, ...]
    inside: list[_Kept]
    values: tuple[Any, ...]
    build: int


class Shared:
    """What several shops have in common, whichever comes first: results that depend on their slot and on what they were
    made from, and on nothing else of a shop. The least wanted are forgotten."""

    def __init__(self) -> None:
        self._results: dict[object, Any] = {}

    def recall(self, slot: Slot, made_from: object, make: Callable[[], T]) -> T:
        key = (slot, made_from)
        value: T = self._results.pop(key) if key in self._results else make()
        self._results[key] = value
        if len(self._results) > COMMON:
            del self._results[next(iter(self._results))]
        return value


class Carried(Frozen):
    """What is learnt in one process and wanted in another: `give` does some work and adds what it learnt to the result,
    `take` learns that here."""

    give: Callable[[Callable[[], Any]], tuple[Any, Any]]
    take: Callable[[Any], None]


NOTHING = Carried(lambda work: (work(), None), lambda _: None)


class Outliving(Protocol):
    """Results of earlier processes, of the `steps` that are worth it: `lasting`."""

    steps: frozenset[str]

    def find(self, slot: Slot, made_from: object) -> tuple[Any] | None: ...

    def note(self, slot: Slot, made_from: object, value: object) -> None: ...


class Memory:
    """What one shop's builds remember, and the `hands` there are to make it. All of it may be used from any thread;
    steps run one at a time in this process."""

    def __init__(self, hands: Hands = ALONE, shared: Shared | None = None, lasting: Outliving | None = None) -> None:
        self.hands = hands
        self._shared = shared
        self._lasting = lasting
        self._slots: dict[Slot, _Kept] = {}
        self._shelves: dict[Slot, _Shelf] = {}
        self._build = 0
        self.made: Counter[Hashable] = Counter()
        """How many results were made since the beginning, by the first word of their slots."""
        self._lock = RLock()

    def recall(self, slot: Slot, made_from: object, make: Callable[[], T], *, steady: bool = False) -> T:
        """The result in this slot if it was made from the same (by `==`), else what `make` gives, kept from now on.

        With `steady` a new result that equals the old one is dropped for it, so that whatever was made from that
        one stays as it is. What `make` raises is passed on and nothing is kept.
        """
        if self._shared and slot[0] in SHARED:
            return self._shared.recall(slot, made_from, make)
        with self._lock:
            if (kept := self._kept(slot, made_from)) is not None:
                known: T = kept.value
                return known
            value = make()
            before = self._slots.get(slot)
            if steady and before is not None and before.value == value:
                value = before.value
            self.keep(slot, made_from, value)
            return value

    def recall_each(
        self,
        step: str,
        names: Sequence[Slot],
        made_from: Sequence[object],
        around: object,
        make: Callable[[int], tuple[T, ...]],
        *,
        steady: bool = False,
        worth: int = 0,
        carried: Carried = NOTHING,
    ) -> Iterator[T]:
        """What `recall` gives in the slots `(step, *name)`, one after the other, each made from its `made_from` and
        what is `around` all by `make`, which is told its position. It costs next to nothing where a row of them
        is what it was. With a `worth` what is missing is made `ahead`."""
        if worth and self.hands.jobs > 1:
            wanted = zip(names, made_from, range(len(names)), strict=True)
            slots = [((step, *name), (each, around), partial(make, at)) for name, each, at in wanted]
            self.ahead(slots, worth=worth, carried=carried)
        for at in range(0, len(names), SHELF):
            key = (step, *names[at])
            some = (names[at : at + SHELF], made_from[at : at + SHELF], around)
            with self._lock:
                shelf = self._shelves.get(key)
                if shelf and shelf.made_from == some:
                    shelf.build = self._build
                else:
                    found = []
                    for number in range(at, at + len(some[0])):
                        slot = (step, *names[number])
                        found.append(
                            self.recall(slot, (made_from[number], around), partial(make, number), steady=steady)
                        )
                    inside = [self._slots[step, *name] for name in some[0]]
                    shelf = self._shelves[key] = _Shelf(some, inside, tuple(chain.from_iterable(found)), self._build)
            yield from shelf.values

    def ahead(
        self, wanted: Iterable[tuple[Slot, object, Callable[[], Any]]], *, worth: int, carried: Carried = NOTHING
    ) -> None:
        """Makes what is not known yet of what `recall` is going to be asked for, where more hands can do it sooner:
        where there is `worth` to do for each. It is only sooner: what is missing afterwards is made when asked for.
        What a step learns besides its result is `carried` from its process to this one."""
        with self._lock:
            missing = [each for each in wanted if self._kept(each[0], each[1]) is None]
            for (slot, made_from, _), (value, learnt) in self.hands.each(partial(_made, carried), missing, worth=worth):
                self.keep(slot, made_from, value)
                carried.take(learnt)

    def known(self, slot: Slot, made_from: object) -> Any:
        """The result in this slot if it was made from the same, else None."""
        with self._lock:
            kept = self._kept(slot, made_from)
            return kept.value if kept else None

    def keep(self, slot: Slot, made_from: object, value: object) -> None:
        """Keeps a result that was made elsewhere."""
        with self._lock:
            self._slots[slot] = _Kept(made_from, value, self._build)
            self.made[slot[0]] += 1
            if self._lasting and slot[0] in self._lasting.steps:
                self._lasting.note(slot, made_from, value)

    def _kept(self, slot: Slot, made_from: object) -> _Kept | None:
        kept = self._slots.get(slot)
        if kept is None or kept.made_from != made_from:
            if not self._lasting or slot[0] not in self._lasting.steps:
                return None
            if (found := self._lasting.find(slot, made_from)) is None:
                return None
            kept = self._slots[slot] = _Kept(made_from, found[0], self._build)
        kept.build = self._build
        return kept

    def begin(self) -> None:
        """A build begins. What the last ones did not ask for is forgotten."""
        with self._lock:
            self._build += 1
            if self._build % LASTS:
                return
            last = self._build - LASTS
            self._shelves = {slot: shelf for slot, shelf in self._shelves.items() if shelf.build >= last}
            for shelf in self._shelves.values():
                for kept in shelf.inside:
                    kept.build = max(kept.build, shelf.build)
            gone = [slot for slot, kept in self._slots.items() if kept.build < last]
            for slot in gone:
                del self._slots[slot]


def _made(carried: Carried, wanted: tuple[Slot, object, Callable[[], T]]) -> tuple[T, Any]:
    return carried.give(wanted[2])
