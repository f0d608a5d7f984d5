"""Rules about how many: quotas, counts and the codes that they name.

Owns what `taken`, `quota`, `counted` and `minimum` may not say together, and which codes exist.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from generator.problems import Kind, Path, Problem, Severity, problem
from generator.shop.model.campaign import Campaign
from generator.shop.rules.where import Scope, of
from generator.shop.standing import drawn, item_code, item_taken, sellables, total_taken

CODE_UNKNOWN = Kind("code-unknown", "No item has the code `{code}`.", "Write one of: {codes}.")
CODE_NEAR = Kind("code-unknown", "No item has the code `{code}`.", "Did you mean `{near}`?")
TAKEN_ABOVE_QUOTA = Kind(
    "taken-above-quota",
    "{taken} are taken, but the quota is {quota}.",
    "Correct the count, or raise `quota` if you really took more.",
)
COUNTED_MISSING = Kind(
    "counted-missing",
    "The counts do not say when they were true, so the page shows none of them.",
    "Add `counted: 2026-12-12 18:00` with the moment you counted.",
    Severity.WARNING,
)
MINIMUM_ABOVE_QUOTA = Kind(
    "minimum-above-quota", "The minimum is {minimum}, but only {quota} can be taken.", "Correct one of the two."
)

KINDS = (CODE_UNKNOWN, TAKEN_ABOVE_QUOTA, COUNTED_MISSING, MINIMUM_ABOVE_QUOTA)


def check_counts(scope: Scope) -> Iterator[Problem]:
    """Everything wrong in the counts and quotas of the campaigns."""
    for campaign in scope.campaigns:
        yield from _counts(campaign)


def known_codes(campaign: Campaign) -> frozenset[str]:
    """Every code that a count or a package may name: of items and of variants, made ones too."""
    own = {item_code(item, position) for position, item in enumerate(campaign.items, 1)}
    return frozenset(own | {line.code for line in sellables(campaign)})


def near(word: str, words: Iterable[str]) -> str:
    """The word that was probably meant, or ""."""
    folded = {each.casefold(): each for each in words}
    found = difflib.get_close_matches(word.casefold(), sorted(folded), 1, 0.5)
    return folded[found[0]] if found else ""


def unknown_codes(campaign: Campaign, amounts: Mapping[str, int] | None, path: Path) -> Iterator[Problem]:
    """Every code that no item has, at its place below `path`."""
    known = known_codes(campaign)
    for code in amounts or {}:
        if code in known:
            continue
        if meant := near(code, known):
            yield problem(CODE_NEAR, *path, code, code=code, near=meant)
        else:
            yield problem(CODE_UNKNOWN, *path, code, code=code, codes=", ".join(sorted(known)) or "–")


def _counts(campaign: Campaign) -> Iterator[Problem]:
    yield from _count(campaign, campaign.taken, of(campaign), counted=campaign.counted is not None)
    for position, batch in enumerate(campaign.batches):
        path = (*of(campaign), "batches", position)
        yield from _count(campaign, batch.taken, path, counted=batch.counted is not None)
    quotas = [line.quota if line.quota is not None else line.item.quota for line in sellables(campaign)]
    room = campaign.quota
    if room is None and quotas and None not in quotas:
        room = sum(quota for quota in quotas if quota is not None)
    if campaign.minimum and room is not None and campaign.minimum > room:
        yield problem(MINIMUM_ABOVE_QUOTA, *of(campaign), "minimum", minimum=campaign.minimum, quota=room)


def _count(campaign: Campaign, taken: dict[str, int] | None, path: Path, *, counted: bool) -> Iterator[Problem]:
    if taken is None:
        return
    yield from unknown_codes(campaign, taken, (*path, "taken"))
    if not counted and campaign.show_counts and taken:
        yield problem(COUNTED_MISSING, *path, "taken")
    counts = drawn(campaign, taken)
    over = [(line.code, counts.get(line.code, 0), line.quota) for line in sellables(campaign)]
    for position, item in enumerate(campaign.items, 1):
        if item.variants:
            over.append((item_code(item, position), item_taken(campaign, item, counts), item.quota))
    for code, number, quota in over:
        if quota is not None and number > quota:
            yield problem(TAKEN_ABOVE_QUOTA, *path, "taken", code, taken=number, quota=quota)
    total = total_taken(taken)
    if campaign.quota is not None and total > campaign.quota:
        yield problem(TAKEN_ABOVE_QUOTA, *path, "taken", taken=total, quota=campaign.quota)
