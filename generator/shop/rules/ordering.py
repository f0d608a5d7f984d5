"""Rules about reaching the seller: contacts, ordering ways, the order message, safer ways, references by name.

Owns whether a buyer who wants to order or ask can do so.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Kind, Path, Problem, Refused, Severity, problem
from generator.shop import links
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import QuestionKind, ReceiveKind, SaferWay, Via
from generator.shop.model.shop import Contact
from generator.shop.model.site import Site
from generator.shop.ordermessage import MESSAGE_FIELDS, fields_in
from generator.shop.rules.counts import near
from generator.shop.rules.where import Scope, is_over, of, refused_at

NO_CONTACT = Kind(
    "no-contact",
    "Nobody can reach you: the shop has no contact.",
    "Add `contact:` with at least one way, for example `whatsapp: 0812-3456-789`.",
)
VIA_WITHOUT_CONTACT = Kind(
    "order-via-contact",
    "Orders go through {via}, but no contact of the shop has it.",
    "Add `{via}:` to `contact` in shop.yaml, or order through another way.",
)
FIELD_UNKNOWN = Kind(
    "message-field",
    "`{{{field}}}` is not a field of the order message, so nothing stands there.",
    "Write one of: {fields}.",
    Severity.WARNING,
)
OPTIONS_UNUSED = Kind(
    "options-unused",
    "These options are not offered: the question is of kind `{found}`.",
    "Write `kind: choice`.",
    Severity.WARNING,
)
SAFER_WITHOUT_STORE = Kind(
    "safer-without-store",
    "The safer way is a marketplace, but no store is given.",
    "Add `url:` here, or the store in marketplaces.yaml.",
    Severity.WARNING,
)
SAFER_WITHOUT_COD = Kind(
    "safer-without-cod",
    "The safer way is COD, but `receive` has no way on which buyers can pay in person.",
    "Add `way: cod`, `pickup` or `meetup` to `receive`, or remove it here.",
    Severity.WARNING,
)
PLACE_MISSING = Kind(
    "place-missing", "It does not say where to collect the goods.", "Add `place:`; a district is enough.", Severity.HINT
)
CAMPAIGN_UNKNOWN = Kind("campaign-unknown", "There is no campaign `{name}`.", "Write one of: {names}.")
CAMPAIGN_NEAR = Kind("campaign-unknown", "There is no campaign `{name}`.", "Did you mean `{near}`?")
PIN_TWICE = Kind(
    "pin-twice",
    "More than one PO that is not over is pinned; only one can stand first.",
    "Keep `pin: yes` at one.",
    Severity.HINT,
)

KINDS = (
    NO_CONTACT, VIA_WITHOUT_CONTACT, links.HANDLE_FORM, FIELD_UNKNOWN, OPTIONS_UNUSED, SAFER_WITHOUT_STORE,
    SAFER_WITHOUT_COD, PLACE_MISSING, CAMPAIGN_UNKNOWN, PIN_TWICE,
)  # fmt: skip

CHANNEL_OF = {
    Via.WHATSAPP: "whatsapp", Via.TELEGRAM: "telegram", Via.LINE: "line", Via.INSTAGRAM: "instagram",
    Via.EMAIL: "email",
}  # fmt: skip
"""Ways to order that need a contact, unless they have an address of their own."""

NETWORKS = {
    "telegram": links.Network.TELEGRAM, "line": links.Network.LINE, "instagram": links.Network.INSTAGRAM,
}  # fmt: skip


def check_ordering(scope: Scope) -> Iterator[Problem]:
    """Everything that keeps a buyer from ordering or asking."""
    site = scope.site
    if scope.rest:
        if not site.shop.contact:
            yield problem(NO_CONTACT, "shop", "name")
        for position, contact in enumerate(site.shop.contact):
            yield from _handles(contact, ("shop", "contact", position))
        yield from _references(site)
    for campaign in scope.campaigns:
        yield from _ways(site, campaign)
        yield from _message(campaign)
        yield from _receiving(site, campaign)


def _handles(contact: Contact, path: Path) -> Iterator[Problem]:
    for key, network in NETWORKS.items():
        handle = getattr(contact, key)
        if handle is None:
            continue
        try:
            links.parse_handle(f"@{handle}", network)
        except Refused as refused:
            yield refused_at(refused, *path, key, text=handle)


def _ways(site: Site, campaign: Campaign) -> Iterator[Problem]:
    for position, way in enumerate(campaign.order_via):
        channel = CHANNEL_OF.get(way.via)
        if channel and way.url is None and not any(getattr(contact, channel) for contact in site.shop.contact):
            yield problem(VIA_WITHOUT_CONTACT, *of(campaign), "order_via", position, via=channel)
    for position, question in enumerate(campaign.ask):
        if question.options and question.kind is not QuestionKind.CHOICE:
            path = (*of(campaign), "ask", position, "options")
            yield problem(OPTIONS_UNUSED, *path, found=question.kind.value)


def _message(campaign: Campaign) -> Iterator[Problem]:
    if campaign.message is None:
        return
    for field in dict.fromkeys(fields_in(campaign.message.everything())):
        if field not in MESSAGE_FIELDS:
            meant = near(field, MESSAGE_FIELDS)
            fields = meant or ", ".join(MESSAGE_FIELDS)
            yield problem(FIELD_UNKNOWN, *of(campaign), "message", field=field, fields=fields)


def _receiving(site: Site, campaign: Campaign) -> Iterator[Problem]:
    path = of(campaign)
    for position, way in enumerate(campaign.receive):
        if way.way in (ReceiveKind.PICKUP, ReceiveKind.MEETUP) and not (way.place or way.note or way.areas):
            yield problem(PLACE_MISSING, *path, "receive", position)
    for position, safer in enumerate(campaign.safer):
        stores = site.marketplaces.marketplaces or any(via.url for via in campaign.order_via)
        if safer.way is SaferWay.MARKETPLACE and not (safer.url or stores):
            yield problem(SAFER_WITHOUT_STORE, *path, "safer", position)
        in_person = (ReceiveKind.COD, ReceiveKind.PICKUP, ReceiveKind.MEETUP)
        cod = any(way.way in in_person for way in campaign.receive)
        if safer.way is SaferWay.COD and not cod:
            yield problem(SAFER_WITHOUT_COD, *path, "safer", position)


def _references(site: Site) -> Iterator[Problem]:
    slugs = [campaign.slug for campaign in site.campaigns]
    for position, said in enumerate(site.shop.testimonials):
        if said.campaign and said.campaign not in slugs:
            path = ("shop", "testimonials", position, "campaign")
            if meant := near(said.campaign, slugs):
                yield problem(CAMPAIGN_NEAR, *path, name=said.campaign, near=meant)
            else:
                yield problem(CAMPAIGN_UNKNOWN, *path, name=said.campaign, names=", ".join(slugs) or "–")
    pinned = [campaign for campaign in site.campaigns if campaign.pin and not is_over(campaign)]
    for campaign in pinned[1:]:
        yield problem(PIN_TWICE, *of(campaign), "pin")
