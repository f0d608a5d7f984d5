"""Rules about a PO that opens again and again: its rule, its windows and the facts of each.

Owns where a fact may stand, so that none leaks from one window into the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Kind, Path, Problem, problem
from generator.shop.model.campaign import Batch, Campaign
from generator.shop.rules.dates import interval, order
from generator.shop.rules.where import Scope, of

REPEATS_AND_FACT = Kind(
    "repeats-with-fact",
    "This PO repeats, so `{key}` does not say which window it means.",
    "Move it under `batches:` with the window's number, or remove it.",
)
BATCHES_WITHOUT_REPEATS = Kind(
    "batches-without-repeats",
    "`batches` is only for a PO that repeats.",
    "Write these facts in the campaign itself, or add `repeats`.",
)
BATCHES_WITHOUT_START = Kind(
    "batches-without-start",
    "`batches` counts windows, but nothing says which window is the first.",
    "Add `from:` to `repeats`, with the day the first window opened.",
)
BATCH_TWICE = Kind("batch-twice", "Window {number} stands here twice.", "Put both into one.")
BATCH_BEFORE_FIRST = Kind(
    "batch-before-first",
    "There is no window {number}: the first one is {first}.",
    "Correct the number; `batch` of the campaign is the number of the first window.",
)

KINDS = (REPEATS_AND_FACT, BATCHES_WITHOUT_REPEATS, BATCHES_WITHOUT_START, BATCH_TWICE, BATCH_BEFORE_FIRST)

ONE_WINDOW = ("opens", "closes", "ships", "extended", "taken", "counted", "full", "cancelled", "done")
"""Keys of a campaign that speak of one window, so that they mean nothing where windows repeat."""


def check_repetition(scope: Scope) -> Iterator[Problem]:
    """Everything that keeps a fact of a repeating PO from finding its window."""
    for campaign in scope.campaigns:
        yield from _repetition(campaign)


def _repetition(campaign: Campaign) -> Iterator[Problem]:
    path = of(campaign)
    if campaign.repeats is None:
        if campaign.batches:
            yield problem(BATCHES_WITHOUT_REPEATS, *path, "batches")
        return
    yield from interval((*path, "repeats"), campaign.repeats.from_, campaign.repeats.until)
    for key in ONE_WINDOW:
        if getattr(campaign, key) is not None:
            yield problem(REPEATS_AND_FACT, *path, key, key=key)
    if campaign.batches and campaign.repeats.from_ is None:
        yield problem(BATCHES_WITHOUT_START, *path, "batches")
    numbers = [batch.number for batch in campaign.batches]
    for position, batch in enumerate(campaign.batches):
        yield from _batch((*path, "batches", position), batch, campaign.batch or 1)
        if batch.number in numbers[:position]:
            yield problem(BATCH_TWICE, *path, "batches", position, "number", number=batch.number)


def _batch(path: Path, batch: Batch, first: int) -> Iterator[Problem]:
    yield from order(path, batch.opens, batch.closes)
    if batch.number < first:
        yield problem(BATCH_BEFORE_FIRST, *path, "number", number=batch.number, first=first)
