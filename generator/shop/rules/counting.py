"""Rules about counting visits: a service named twice, and a privacy page that does not know of one.

Owns what a shop owes those who are counted. What an id looks like is known to `shop/analytics`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Kind, Problem, Severity, problem
from generator.shop.analytics import SERVICES
from generator.shop.rules.where import Scope

TWICE = Kind(
    "analytics-twice", "{service} stands here twice; every visit would be counted twice.", "Keep one of the two."
)
UNSAID = Kind(
    "privacy-unsaid",
    "Visits are counted by {services}, but your page “{page}” does not say so.",
    "Say there what {services} gets and why, or delete the page: then one is made for you.",
    Severity.WARNING,
)

KINDS = (TWICE, UNSAID)


def check_counting(scope: Scope) -> Iterator[Problem]:
    """What is wrong with `analytics:` as a whole."""
    used = scope.site.shop.analytics
    if not scope.rest or not used:
        return
    names = [SERVICES[each.service].name for each in used]
    for number, each in enumerate(used):
        if names[number] in names[:number]:
            yield problem(TWICE, "shop", "analytics", number, "service", service=SERVICES[each.service].name)
    own = scope.site.own_privacy
    if own is None:
        return
    said = " ".join(text.everything() for text in (own.title, own.summary, own.body) if text).casefold()
    unsaid = [name for name in dict.fromkeys(names) if name.split()[0].casefold() not in said]
    if unsaid:
        yield problem(UNSAID, "shop", "analytics", services=", ".join(unsaid), page=own.slug)
