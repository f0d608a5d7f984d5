"""Rules about phrases: terms that the law forbids, claims that nobody can check, words that hurry.

Owns where `phrases` are looked for, and when they are fine. Buyers' own words (testimonials, questions) are
not the shop's, so they are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.problems import Kind, Path, Problem, problem
from generator.shop import money
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Party
from generator.shop.model.site import Site
from generator.shop.model.walk import every
from generator.shop.rules.phrases import DEPOSIT_FORFEITED, NO_REFUND, PHRASES, Phrase
from generator.shop.rules.where import Scope
from generator.shop.text import Text

KINDS = tuple(phrase.kind for phrase in PHRASES)

_DENIED = re.compile(
    r"(?:\b(?:tidak|bukan|tanpa|no|not|never|jangan|hindari|avoid)\b|n't)(?:\W+\w+){0,2}\W*$", re.IGNORECASE
)
_OTHERS_WORDS = ("testimonials", "question")
_ENDS = ("\n", ". ", "! ", "? ")
_REACH = 300
"""How many characters around a phrase can belong to its sentence; a text without a full stop must not cost time."""


def check_words(scope: Scope) -> Iterator[Problem]:
    """Every text in which the shop says something that it may not, or should not."""
    for top, part in scope.parts():
        # What a page or the shop says is completed by the terms of its campaigns, if all of them have some.
        back, right = _cover([part]) if isinstance(part, Campaign) else covered(scope.site)
        fine = {kind for kind, covers in ((DEPOSIT_FORFEITED, back), (NO_REFUND, right)) if covers}
        for path, text in every(Text, part, top):
            if not any(key in _OTHERS_WORDS for key in path[len(top) :]):
                yield from _judge(path, text.everything(), fine)


def covered(site: Site) -> tuple[bool, bool]:
    """Whether the terms of every campaign give all back when the seller cancels, and also put wrong goods right."""
    return _cover([campaign for campaign in site.campaigns if not campaign.archived])


def _cover(campaigns: list[Campaign]) -> tuple[bool, bool]:
    back = bool(campaigns) and all(_gives_back(campaign) for campaign in campaigns)
    return back, back and all(_puts_right(campaign) for campaign in campaigns)


def _judge(path: Path, said: str, fine: set[Kind]) -> Iterator[Problem]:
    """One problem for each kind of phrase in the text."""
    found: set[Kind] = set()
    folded = said.casefold()
    for phrase in PHRASES:
        if phrase.kind in fine or (phrase.kind is NO_REFUND and DEPOSIT_FORFEITED in found):
            continue
        if not phrase.may_stand_in(folded):
            continue
        if words := _first(phrase, said):
            found.add(phrase.kind)
            yield problem(phrase.kind, *path, phrase=words)


def _first(phrase: Phrase, said: str) -> str:
    """The first place where the text says it and means it, or ""."""
    for match in _compiled(phrase.form).finditer(said):
        before = said[max(0, match.start() - _REACH) : match.start()]
        before = before[max(before.rfind(end) for end in _ENDS) + 1 :]
        after = said[match.end() : match.end() + _REACH]
        after = after[: min((at for end in _ENDS if (at := after.find(end)) >= 0), default=len(after))]
        if not (_DENIED.search(before) or _compiled(phrase.unless).search(before + match[0] + after)):
            return " ".join(match[0].split())
    return ""


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Most shops need none of the dozen."""
    return re.compile(expression)


def _gives_back(campaign: Campaign) -> bool:
    """Whether a row says that buyers get everything back when the seller cancels."""
    rows = campaign.terms.cancel if campaign.terms else ()
    return any(row.by is Party.SELLER and row.back == money.WHOLE for row in rows)


def _puts_right(campaign: Campaign) -> bool:
    """Whether a row says what happens when the goods are wrong."""
    return bool(campaign.terms and campaign.terms.wrong)
