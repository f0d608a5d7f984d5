"""The rules that look at more than one value: what a complete, honest and lawful shop does not say.

Owns which rules there are and the order in which they run; each module beside this one owns its subject.
Pure: problems carry model paths, whoever knows the files adds the marks.
"""

from __future__ import annotations

from datetime import datetime

from generator.problems import Kind, Problem
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.rules import (
    contract,
    counting,
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
from generator.shop.rules.where import Scope, is_over

__all__ = ["ALL_KINDS", "asked_of_campaigns", "check_campaign", "check_rest", "check_site", "without_ignored"]

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
            counting,
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
    return without_ignored(site, _check(Scope(site, site.campaigns, rest=True), now))


def check_campaign(site: Site, campaign: Campaign, now: datetime) -> tuple[Problem, ...]:
    """What they find in one campaign. It depends on that campaign and the shop's other files, on no other campaign."""
    return _check(Scope(site, (campaign,), rest=False), now)


def check_rest(site: Site, now: datetime) -> tuple[Problem, ...]:
    """What they find in the shop's other files and between campaigns; of those it depends on `asked_of_campaigns`."""
    return _check(Scope(site, (), rest=True), now)


def asked_of_campaigns(site: Site) -> tuple[object, ...]:
    """All that the rules for the rest of a shop want to know of its campaigns."""
    return (words.covered(site), *((each.slug, each.pin, is_over(each)) for each in site.campaigns))


def _check(scope: Scope, now: datetime) -> tuple[Problem, ...]:
    here = now.astimezone(scope.site.shop.timezone)
    found = (
        *dates.check_dates(scope, here),
        *repetition.check_repetition(scope),
        *news.check_news(scope, here),
        *goods.check_goods(scope),
        *counts.check_counts(scope),
        *payments.check_payments(scope),
        *ordering.check_ordering(scope),
        *places.check_places(scope, here),
        *proof.check_proof(scope),
        *words.check_words(scope),
        *contract.check_contract(scope),
        *counting.check_counting(scope),
        *demo.check_demo(scope),
        *ignoring.check_ignore(scope, ALL_KINDS),
    )
    nobody = demo.is_demo(scope.site)
    return tuple(each for each in dict.fromkeys(found) if each.kind not in _OF_THE_CLOCK or not nobody)
