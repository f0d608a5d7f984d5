"""What an Indonesian e-contract must state (PP 80/2019 art. 53), for campaigns that take money before delivery.

Owns the list of points, where each may be answered, and the questions that lead to an answer. It must never
offer the answer itself: a promise that we wrote is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from generator.problems import Kind, Parameter, Problem, Severity
from generator.shop.durations import After, Event
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Payment, ReceiveKind, Via
from generator.shop.model.site import Site
from generator.shop.model.walk import every
from generator.shop.rules.dates import payment_lists
from generator.shop.rules.where import Scope, is_over, of
from generator.shop.standing import sellables
from generator.shop.text import Text
from generator.structs import Frozen

UNSTATED = Kind(
    "contract-unstated",
    "This PO takes money before delivery and leaves {count} points unsaid that buyers must know (PP 80/2019 art. 53).",
    "Answer in your own words, here, in defaults.yaml or in shop.yaml. {questions}",
    Severity.WARNING,
)

KINDS = (UNSTATED,)

QUESTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "identity": "Who is responsible, and at which address? (`identity`)",
        "specification": "What exactly do buyers get? (`about`)",
        "legality": "Is it registered, or why need it not be? (`certificates`)",
        "value": "What does each item cost? (`price`)",
        "payment": "How much is paid, and until when? (`payments`, `due`)",
        "delivery": "When and how does it go out? (`ships`, `receive`)",
        "return": "What if goods are wrong or broken? (`terms: wrong`)",
        "cancellation": "What comes back when you or the buyer cancel? (`terms: cancel`)",
        "disputes": "What if you cannot agree? (`terms: disputes`)",
    }
)
"""Point → the question that leads to it, a message id in the context "value". A problem's `missing` holds the
points, and `questions` one question on each line."""

_LEGALITY = re.compile(
    r"\b(?:legal\w*|izin|ijin|sertifikat\w*|bersertifikat|terdaftar|nib|bpom|p-?irt|sni|halal|lisensi|berlisensi|"
    r"licen[cs]ed?|registered|registration|certified|certificate)\b",
    re.IGNORECASE,
)
_DISPUTES = re.compile(
    r"\b(?:sengketa|perselisihan|musyawarah|bpsk|mediasi|disputes?|mediation|arbitration)\b", re.IGNORECASE
)
_AFTER_DELIVERY = (Event.ARRIVAL,)


class _Point(Frozen):
    """One thing that must be stated, and how it is seen that it is."""

    key: str
    stated: Callable[[Site, Campaign], bool]


def check_contract(scope: Scope) -> Iterator[Problem]:
    """One warning for each campaign that takes money before delivery and leaves something unsaid."""
    site = scope.site
    for campaign in scope.campaigns:
        if is_over(campaign) or not takes_money_first(site, campaign):
            continue
        missing = [point.key for point in _POINTS if not point.stated(site, campaign)]
        if missing:
            questions = "\n".join(QUESTIONS[key] for key in missing)
            said: dict[str, Parameter] = {"count": len(missing), "missing": ", ".join(missing), "questions": questions}
            yield Problem(UNSTATED, None, of(campaign), tuple(said.items()))


def takes_money_first(site: Site, campaign: Campaign) -> bool:
    """Whether buyers pay the seller before they hold the goods; on a marketplace the money waits elsewhere."""
    stores = {Via.SHOPEE, Via.TOKOPEDIA, Via.TIKTOK_SHOP, Via.LAZADA, Via.BLIBLI}
    if campaign.order_via and all(way.via in stores for way in campaign.order_via):
        return False
    payments = [payment for _, several in payment_lists(campaign) for payment in several]
    if payments:
        return any(not _after_delivery(payment) for payment in payments)
    only_cod = bool(campaign.receive) and all(way.way is ReceiveKind.COD for way in campaign.receive)
    return bool(site.shop.accounts) and bool(campaign.items) and not only_cod


def _after_delivery(payment: Payment) -> bool:
    return isinstance(payment.due, After) and payment.due.event in _AFTER_DELIVERY


def _identity(site: Site, _: Campaign) -> bool:
    known = site.shop.identity
    return bool(known and (known.owner or known.legal_name) and known.address)


def _specification(_: Site, campaign: Campaign) -> bool:
    if campaign.about or campaign.materials or campaign.summary:
        return True
    return bool(campaign.items) and all(item.about or item.size or item.weight or item.note for item in campaign.items)


def _legality(site: Site, campaign: Campaign) -> bool:
    registered = bool(site.shop.identity and site.shop.identity.registrations)
    return bool(campaign.certificates) or registered or _mentions(_LEGALITY, site, campaign)


def _value(_: Site, campaign: Campaign) -> bool:
    lines = sellables(campaign)
    return bool(lines) and all(line.price is not None for line in lines)


def _payment(_: Site, campaign: Campaign) -> bool:
    lists = list(payment_lists(campaign))
    return bool(lists) and all(payment.due is not None for _, several in lists for payment in several)


def _delivery(_: Site, campaign: Campaign) -> bool:
    when = campaign.ships or (campaign.repeats and campaign.repeats.ships) or any(way.dates for way in campaign.receive)
    return bool(when) and bool(campaign.receive)


def _return(_: Site, campaign: Campaign) -> bool:
    return bool(campaign.terms and (campaign.terms.wrong or campaign.terms.complaint))


def _cancellation(_: Site, campaign: Campaign) -> bool:
    return bool(campaign.terms and campaign.terms.cancel)


def _disputes(site: Site, campaign: Campaign) -> bool:
    return bool(campaign.terms and campaign.terms.disputes) or _mentions(_DISPUTES, site, campaign)


def _mentions(word: re.Pattern[str], site: Site, campaign: Campaign) -> bool:
    """Whether the campaign, the shop's policies or a page speak of it; free words count as well as keys."""
    said = every(Text, (campaign, site.shop.policies, site.pages))
    return any(word.search(text.everything()) for _, text in said)


_POINTS = (
    _Point("identity", _identity), _Point("specification", _specification), _Point("legality", _legality),
    _Point("value", _value), _Point("payment", _payment), _Point("delivery", _delivery), _Point("return", _return),
    _Point("cancellation", _cancellation), _Point("disputes", _disputes),
)  # fmt: skip
