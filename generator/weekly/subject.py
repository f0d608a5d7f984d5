"""The PO, or the window of one that repeats, that a fact is said of: as a model and as lines of a file.

Owns where a fact stands in the file. It must not know which facts there are, or judge them.
"""

from __future__ import annotations

from collections.abc import Mapping as Given
from datetime import datetime, tzinfo

from generator.editing import Change, Value
from generator.editing.layout import child
from generator.problems import Kind, Path, Refused
from generator.shop.model.campaign import Batch, Campaign, Cancelled, Done
from generator.shop.moments import Moment
from generator.shop.schedule import ORDERABLE, State
from generator.shop.standing import campaign_windows, standing
from generator.source.nodes import Document, Mapping, Node, Scalar, Sequence
from generator.structs import Frozen

WHICH_WINDOW = Kind(
    "window-needed",
    "This PO repeats, and nothing says which of its windows is meant.",
    "Give its number with `--batch`; `from:` under `repeats` says which is the first.",
)
NO_WINDOW = Kind(
    "window-unknown", "This PO has no window {number} up to now or next.", "Check the number after `--batch`."
)
NO_WINDOWS = Kind("batch-not-repeating", "This PO does not repeat: it has no windows.", "Leave out `--batch`.")


class Subject(Frozen):
    """What is spoken of. `window` is its number in a PO that repeats, else None; `document` has no problems."""

    campaign: Campaign
    document: Document
    window: int | None
    zone: tzinfo

    @property
    def facts(self) -> Campaign | Batch | None:
        """What has been said so far; None for a window of which nothing has."""
        if self.window is None:
            return self.campaign
        return next((each for each in self.campaign.batches if each.number == self.window), None)

    @property
    def cancelled(self) -> Cancelled | None:
        return self.facts.cancelled if self.facts else None

    @property
    def done(self) -> Done | None:
        return self.facts.done if self.facts else None

    def closes(self, now: datetime) -> Moment | None:
        """The closing that holds; None where no moment is known."""
        if self.window is None:
            return self.campaign.closes if isinstance(self.campaign.closes, Moment) else None
        windows = (window for window, _ in campaign_windows(self.campaign, now, self.zone))
        return next((window.closes for window in windows if window.number == self.window), None)

    def text(self, *path: str) -> str:
        """A value as the file writes it; empty where it has none."""
        node = self._node((*self._above(), *path))
        return node.text if isinstance(node, Scalar) else ""

    def put(self, values: Given[str, Value], after: tuple[str, ...] = ()) -> tuple[Change, ...]:
        """The changes that give keys these values; a window of which nothing was said gets its entry."""
        above = self._above()
        if self.window is None or self._node(above):
            return tuple(Change((*above, key), value, after) for key, value in values.items())
        entry: Value = {"number": str(self.window), **values}
        if isinstance(self._node(("batches",)), Sequence):
            return (Change(above, entry),)
        return (Change(("batches",), (entry,), ("repeats",)),)

    def tell(
        self, key: str, given: Given[str, str], *, lone: str, short: bool = False, after: tuple[str, ...] = ()
    ) -> tuple[Change, ...]:
        """The changes that say these things under a key, whatever stands there: nothing, a lone value (of `lone`) or
        lines. `short` writes a lone value where that is all there is to say."""
        if not given:
            return ()
        path = (*self._above(), key)
        node = self._node(path)
        alone = list(given) == [lone]
        if node is None:
            return self.put({key: given[lone] if alone and short else dict(given)}, after)
        if isinstance(node, Scalar):
            value: Value = given[lone] if alone else {lone: node.text, **given}
            return () if value == node.text else (Change(path, value),)
        held = {entry.key.text: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
        return tuple(Change((*path, part), value) for part, value in given.items() if _text(held.get(part)) != value)

    def _above(self) -> Path:
        """The path of the map that holds the facts."""
        if self.window is None:
            return ()
        numbers = [each.number for each in self.campaign.batches]
        return ("batches", numbers.index(self.window) if self.window in numbers else len(numbers))

    def _node(self, path: Path) -> Node | None:
        node = self.document.root
        for part in path:
            node = child(node, part)
        return node


def subject(
    campaign: Campaign, document: Document, *, batch: int | None, now: datetime, zone: tzinfo, finished: bool = False
) -> Subject:
    """What is meant: the PO, or its window `batch`; without a number the window to order in, with `finished` the one
    that closed last. Raises `Refused`."""
    if campaign.repeats is None:
        if batch is not None:
            raise Refused(NO_WINDOWS)
        return Subject(campaign, document, None, zone)
    if campaign.repeats.from_ is None:
        raise Refused(WHICH_WINDOW)
    if batch is not None:
        if batch not in [window.number for window, _ in campaign_windows(campaign, now, zone)]:
            raise Refused(NO_WINDOW, number=batch)
        return Subject(campaign, document, batch, zone)
    here = standing(campaign, now, zone)
    if finished:
        if here.previous:
            here = here.previous
        elif here.state in (*ORDERABLE, State.UPCOMING, State.FULL):
            raise Refused(WHICH_WINDOW)
    if here.number is None:
        raise Refused(WHICH_WINDOW)
    return Subject(campaign, document, here.number, zone)


def _text(node: Node | None) -> str | None:
    return node.text if isinstance(node, Scalar) else None
