"""Rules about demo data in a real shop: numbers, accounts, names and addresses that belong to nobody.

Owns what counts as demo data and when a shop is no demo any more. A demo, a copy of it and a test's shop
hold nothing but demo data; one real fact is enough to make the rest a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.paths import host_belongs, host_of
from generator.problems import Kind, Path, Problem, Refused, Severity, problem
from generator.shop import links, phones, qris
from generator.shop.model.shop import Account, Contact
from generator.shop.model.site import Site
from generator.shop.rules.ordering import NETWORKS
from generator.shop.rules.where import Scope

DEMO_PHONE = Kind(
    "demo-phone", "{number} is an example number; nobody answers there.", "Write your own number, or remove it."
)
DEMO_ACCOUNT = Kind(
    "demo-account", "{number} is the account number of the demo; it is not yours.", "Write your own account."
)
DEMO_QRIS = Kind(
    "demo-qris",
    "This QRIS is the demo's; no money would reach you.",
    "Use the QRIS that your bank or e-wallet gave you.",
)
DEMO_HANDLE = Kind(
    "demo-handle",
    "No account on {network} can be called “{handle}”.",
    "Copy the name from your profile on {network}.",
    Severity.WARNING,
)
DEMO_ADDRESS = Kind(
    "demo-address",
    "{host} is an example address; nothing is there.",
    "Write the real address, or remove it.",
    Severity.HINT,
)

KINDS = (DEMO_PHONE, DEMO_ACCOUNT, DEMO_QRIS, DEMO_HANDLE, DEMO_ADDRESS)

DEMO_ACCOUNTS = ("0000123456",)
"""Bank accounts of the demo; an e-wallet's number is an example phone."""

RESERVED = ("example", "test", "invalid", "localhost", "example.com", "example.net", "example.org")
"""Domains that nobody can own (RFC 2606)."""


def check_demo(scope: Scope) -> Iterator[Problem]:
    """Every demo datum of a shop that is no demo."""
    site = scope.site
    if is_demo(site):
        return
    yield from _demo_addresses(scope)
    if scope.rest:
        yield from _demo_shop(site)


def _demo_shop(site: Site) -> Iterator[Problem]:
    for position, contact in enumerate(site.shop.contact):
        yield from _demo_contact(contact, ("shop", "contact", position))
    for position, account in enumerate(site.shop.accounts):
        yield from _demo_account(account, ("shop", "accounts", position), site.shop.country)
    for position, social in enumerate(site.links.socials):
        network = _SOCIAL.get(social.brand)
        if network and social.handle and links.is_unregistrable(social.handle.lower(), network):
            path = ("links", "socials", position, "handle")
            yield problem(DEMO_HANDLE, *path, handle=social.handle, network=network.value)


def is_demo(site: Site) -> bool:
    """Whether the shop can be reached by nobody: its contacts or its address are examples, and none is real."""
    real, example = False, False
    for fact in _reach(site):
        real, example = real or fact, example or not fact
    return example and not real


def _reach(site: Site) -> Iterator[bool]:
    """For each fact that leads to the shop, whether it is a real one. A name on a platform proves neither."""
    if site.shop.url:
        yield not _is_reserved(site.shop.url)
    for contact in site.shop.contact:
        for phone in (contact.whatsapp, contact.phone):
            if phone:
                yield not phones.is_example_number(phone)
        if contact.email:
            yield not host_belongs(contact.email.rpartition("@")[2], RESERVED)
    for account in site.shop.accounts:
        if account.qris and account.qris.payload:
            yield account.qris.payload.nmid != qris.SYNTHETIC_NMID


def _is_reserved(link: str) -> bool:
    return host_belongs(host_of(link), RESERVED)


def _demo_addresses(scope: Scope) -> Iterator[Problem]:
    for path, link in scope.everything(str):
        if _is_reserved(link):
            yield problem(DEMO_ADDRESS, *path, host=host_of(link))
        elif (number := _chat_number(link)) and phones.is_example_number(number):
            yield problem(DEMO_PHONE, *path, number=number.international)


def _chat_number(link: str) -> phones.Phone | None:
    """The number of a link to a WhatsApp chat."""
    if not host_belongs(host_of(link), ("wa.me", "api.whatsapp.com")):
        return None
    try:
        return phones.parse_phone(link.partition("?text=")[0])
    except Refused:
        return None


def _demo_contact(contact: Contact, path: Path) -> Iterator[Problem]:
    for key, phone in (("whatsapp", contact.whatsapp), ("phone", contact.phone)):
        if phone and phones.is_example_number(phone):
            yield problem(DEMO_PHONE, *path, key, number=phone.national)
    for key, network in NETWORKS.items():
        handle = getattr(contact, key)
        if handle and links.is_unregistrable(handle.lower(), network):
            yield problem(DEMO_HANDLE, *path, key, handle=handle, network=network.value)
    if contact.email and host_belongs(host := contact.email.rpartition("@")[2], RESERVED):
        yield problem(DEMO_ADDRESS, *path, "email", host=host)


def is_demo_number(number: str, country: str) -> bool:
    """Whether an account number is the demo's: a bank account of its own, or an example phone of an e-wallet."""
    if number in DEMO_ACCOUNTS:
        return True
    try:
        return phones.is_example_number(phones.parse_phone(number, country))
    except Refused:
        return False


def _demo_account(account: Account, path: Path, country: str) -> Iterator[Problem]:
    if account.number and is_demo_number(account.number, country):
        yield problem(DEMO_ACCOUNT, *path, "number", number=account.number)
    code = account.qris
    numbers = (code.nmid, code.payload.nmid if code.payload else None) if code else ()
    if qris.SYNTHETIC_NMID in numbers:
        yield problem(DEMO_QRIS, *path, "qris")


_SOCIAL = {
    "instagram": links.Network.INSTAGRAM, "tiktok": links.Network.TIKTOK, "telegram": links.Network.TELEGRAM,
    "line": links.Network.LINE,
}  # fmt: skip
