"""The rules that look at more than one value: what a complete, honest and lawful shop does not say.

Owns which rules there are and the order in which they run; each module beside this one owns its subject.
Pure: problems carry model paths, whoever knows the files adds the marks.
"""

from __future__ import annotations

from datetime import datetime

from generator.problems import Kind, Problem
from generator.shop.model.site import Site
from generator.shop.rules import (
    contract,
    counts,
    dates,
    demo,
    goods,
    ignoring,
    news,
    ordering,
    payments,
    places,
    proof,
    repetition,
    words,
)
from generator.shop.rules.ignoring import without_ignored

__all__ = ["ALL_KINDS", "check_site", "without_ignored"]

ALL_KINDS: tuple[Kind, ...] = tuple(
    dict.fromkeys(
        kind
        for subject in (
            dates,
            repetition,
            news,
            goods,
            counts,
            payments,
            ordering,
            places,
            proof,
            words,
            contract,
            demo,
            ignoring,
        )
        for kind in subject.KINDS
    )
)
"""Every kind of problem that `check_site` finds, one for each code, for the reference."""

_OF_THE_CLOCK = frozenset(
    (
        news.IN_FUTURE,
        news.OVERDUE_SILENT,
        news.MINIMUM_UNDECIDED,
        news.EXPIRED,
        news.CERTIFICATE_EXPIRED,
        places.CHECKED_LONG_AGO,
    )
)
"""What time alone makes wrong. A demo is set at a moment of its own, so there nobody is to blame for it."""


def check_site(site: Site, now: datetime) -> tuple[Problem, ...]:
    """Everything that the rules find in a site at an aware instant, without what `ignore:` leaves out."""
    here = now.astimezone(site.shop.timezone)
    found = (
        *dates.check_dates(site, here),
        *repetition.check_repetition(site),
        *news.check_news(site, here),
        *goods.check_goods(site),
        *counts.check_counts(site),
        *payments.check_payments(site),
        *ordering.check_ordering(site),
        *places.check_places(site, here),
        *proof.check_proof(site),
        *words.check_words(site),
        *contract.check_contract(site),
        *demo.check_demo(site),
        *ignoring.check_ignore(site, ALL_KINDS),
    )
    told = [each for each in dict.fromkeys(found) if each.kind not in _OF_THE_CLOCK or not demo.is_demo(site)]
    return without_ignored(site, told)
