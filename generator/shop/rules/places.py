"""Rules about links that claim a brand, and what marketplaces say of a store: domains, handles, badges, ratings.

Owns whether a button leads where its name says (promise 14) and whether a badge can be proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from generator.paths import host_of
from generator.problems import Kind, Path, Problem, Refused, Severity, problem
from generator.shop import brands
from generator.shop.brands import Brand
from generator.shop.model.bio import Social, Store
from generator.shop.model.items import STORE_KEYS
from generator.shop.model.ordering import Via
from generator.shop.model.pictures import Link
from generator.shop.model.site import Site
from generator.shop.model.walk import every
from generator.shop.rules.dates import said
from generator.shop.rules.where import Scope, of, refused_at
from generator.shop.schedule import badge_until
from generator.shop.text import Text

BRAND_ELSEWHERE = Kind(
    "brand-link",
    "This says {brand}, but the link leads to {host}.",
    "Copy the address from {brand} itself; it starts with https://{domain}.",
)
NOT_SOLD_THERE = Kind(
    "brand-without-goods",
    "{brand} no longer sells goods that are shipped.",
    "Remove this store, so that nobody looks for you there.",
    Severity.WARNING,
)
UNPROVEN = Kind(
    "proof-missing",
    "`{key}` is not shown: buyers cannot check it without {missing}.",
    "Add the page that shows it as `proof`, and the day you looked as `checked`.",
    Severity.WARNING,
)
CHECKED_LONG_AGO = Kind(
    "checked-long-ago",
    "Badge and rating were last checked on {checked}, more than 90 days ago; they are not shown any more.",
    "Look again, then write the new date in `checked`.",
    Severity.WARNING,
)

KINDS = (
    BRAND_ELSEWHERE, NOT_SOLD_THERE, UNPROVEN, CHECKED_LONG_AGO, brands.BADGE_UNKNOWN, brands.NO_BADGES,
    brands.HANDLE_FORM, brands.NO_PROFILES,
)  # fmt: skip

_AROUND_A_BRAND = frozenset(
    {
        "toko", "store", "shop", "official", "resmi", "akun", "kami", "our", "di", "on", "at", "chat", "order", "pesan",
        "lewat", "via", "follow", "ikuti", "mall",
    }
)  # fmt: skip
"""Words that leave a title a brand's name: `Toko resmi Shopee` still says Shopee."""
_SPOKEN_OF = ("social", "chat", "marketplace", "food", "wallet")
"""Kinds of brands that people call by short names, as in `IG` and `Tokped`."""


def check_places(scope: Scope, now: datetime) -> Iterator[Problem]:
    """Every link that leads elsewhere than it says, and every badge or rating that cannot be shown."""
    if scope.rest:
        yield from _shown_places(scope.site, now)
    for campaign in scope.campaigns:
        for place, way in enumerate(campaign.order_via):
            if way.url and way.via is not Via.FORM and way.via is not Via.EMAIL:
                yield from _leads(brands.brand(way.via.value), way.url, (*of(campaign), "order_via", place, "url"))
        for place, item in enumerate(campaign.items):
            for key in STORE_KEYS:
                offer = getattr(item, key)
                if offer:
                    one = brands.brand(key.replace("_", "-"))
                    yield from _leads(one, offer.url, (*of(campaign), "items", place, key, "url"))


def _shown_places(site: Site, now: datetime) -> Iterator[Problem]:
    for position, account in enumerate(site.links.socials):
        yield from _account(account, ("links", "socials", position))
    for position, store in enumerate(site.marketplaces.marketplaces):
        where = ("marketplaces", "marketplaces", position)
        yield from _account(store, where)
        yield from _standing(store, where, now)
    for path, link in every(Link, site.links, ("links",)):
        yield from _titled(link, site.shop.name, path)


def _leads(one: Brand, link: str, path: Path) -> Iterator[Problem]:
    if one.federated or not one.domains or brands.belongs(one, link):
        return
    host = host_of(link) or link
    yield problem(BRAND_ELSEWHERE, *path, brand=one.name, host=host, domain=one.domains[0])


def _titled(link: Link, shop: Text, path: Path) -> Iterator[Problem]:
    """A bio link whose title is a brand's name and little more must lead to that brand, or stay on this site."""
    around = _AROUND_A_BRAND | {word.casefold() for word in shop.everything().split()}
    for _, title in link.title.words if host_of(link.url) else ():
        words = " ".join(word for word in title.split() if word.casefold().strip("@:!,.") not in around)
        if one := _named(title) or _named(words):
            yield from _leads(one, link.url, (*path, "url"))
            return


def _named(title: str) -> Brand | None:
    """The brand that a title names. Other names of tools are everyday words (`Formulir`, `Lokasi`), so only
    their proper names count."""
    one = brands.known_brand(title)
    return one if one and (one.kind in _SPOKEN_OF or one.name.casefold() == title.casefold()) else None


def _account(account: Social | Store, path: Path) -> Iterator[Problem]:
    one = brands.brand(account.brand)
    if account.url is not None:
        yield from _leads(one, account.url, (*path, "url"))
        return
    try:
        brands.profile_url(one, account.handle or "")
    except Refused as refused:
        yield refused_at(refused, *path, "handle")


def _standing(store: Store, path: Path, now: datetime) -> Iterator[Problem]:
    one = brands.brand(store.brand)
    if not one.sells_goods:
        yield problem(NOT_SOLD_THERE, *path, "brand", brand=one.name)
    if store.badge is not None:
        try:
            brands.badge_of(one, store.badge)
        except Refused as refused:
            yield refused_at(refused, *path, "badge")
    missing = ", ".join(f"`{key}`" for key in ("proof", "checked") if getattr(store, key) is None)
    shown = [key for key in ("badge", "rating") if getattr(store, key) is not None]
    if missing:
        for key in shown:
            yield problem(UNPROVEN, *path, key, key=key, missing=missing)
    elif shown and store.checked and badge_until(store.checked.at) <= now:
        yield problem(CHECKED_LONG_AGO, *path, "checked", checked=said(store.checked))
