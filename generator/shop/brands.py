"""Which place a word or a link means, where its accounts live, and which colours it can be shown in.

Owns every look-up in the table of brands. It must not judge whether a link is safe (`paths` does, and only
judged links come in here), open an icon, or know a theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from generator.paths import host_belongs, host_of
from generator.problems import Kind, Refused
from generator.shop.brand_table import BRANDS, Brand, BrandKind
from generator.shop.colours import GRAPHIC_RATIO, TEXT_RATIO, WHITE, Colour, contrast, is_neutral, readable, text_on

__all__ = [
    "BADGE_UNKNOWN",
    "BRANDS",
    "BRAND_UNKNOWN",
    "HANDLE_FORM",
    "NO_BADGES",
    "NO_PROFILES",
    "Brand",
    "BrandKind",
    "badge_of",
    "belongs",
    "brand",
    "brand_of",
    "button_colours",
    "icon_colour",
    "profile_url",
]

BRAND_UNKNOWN: Final = Kind(
    "brand-unknown",
    "“{brand}” is not a place we know.",
    "Use a name from the list of brands in docs/content.md, or leave it out: any link works without one.",
)
BADGE_UNKNOWN: Final = Kind(
    "badge-unknown",
    "{brand} gives no badge called “{badge}”.",
    "Write one of these: {badges}.",
)
NO_BADGES: Final = Kind(
    "badge-impossible",
    "{brand} gives no store badges, so “{badge}” cannot be shown.",
    "Remove the badge.",
)
HANDLE_FORM: Final = Kind(
    "handle-form",
    "“{handle}” is not the name of an account on {brand}.",
    "Write only the name as it stands in the account's address: {example}.",
)
NO_PROFILES: Final = Kind(
    "handle-without-address",
    "The name “{handle}” alone does not lead to an account on {brand}.",
    "Copy the whole address of the account from the browser.",
)

# They pass on to any address, so a link here says nothing about where the buyer ends.
_LEADS_ANYWHERE: Final = ("l.facebook.com", "lm.facebook.com", "l.instagram.com", "l.messenger.com", "l.threads.com")

_NEARLY_READABLE: Final = 2.6


def brand(word: str) -> Brand:
    """The brand with this key, name or alias; case, spaces and marks do not count (`Tik-Tok shop`).

    Raises Refused for an unknown one, with the nearest key as `instead`.
    """
    found = known_brand(word)
    if found is None:
        near = get_close_matches(_fold(word), _BY_WORD, n=1, cutoff=0.75)
        raise Refused(BRAND_UNKNOWN, instead=_BY_WORD[near[0]].key if near else "", brand=word)
    return found


def known_brand(word: str) -> Brand | None:
    """The brand with this key, name or alias; None for an unknown one."""
    return _BY_WORD.get(_fold(word))


@lru_cache(maxsize=4096)
def brand_of(link: str) -> Brand | None:
    """The brand a judged link leads to, by its most exact domain; None when no place we know owns it."""
    matches = ((domain, one) for one in BRANDS for domain in one.domains if _leads_to(link, domain))
    _, best = max(matches, key=lambda match: len(match[0]), default=("", None))
    return best


def belongs(one: Brand, link: str) -> bool:
    """Whether a judged link leads to the brand's own domains: the exact host, or a host below it."""
    return (one.federated and bool(host_of(link))) or any(_leads_to(link, domain) for domain in one.domains)


def profile_url(one: Brand, handle: str) -> str:
    """The address of an account: `@toko-kamu` on Instagram → `https://www.instagram.com/toko-kamu`.

    Blibli wants the two last parts of the address (`toko-kamu/TOK-60001`). Raises Refused for a handle that
    could mean something else in an address, with the handle inside as `instead` when a whole address was given.
    """
    name = handle.strip().removeprefix("@")
    if one.profile is None:
        raise Refused(NO_PROFILES, handle=handle, brand=one.name)
    if not re.fullmatch(one.handle, name, re.ASCII):
        inside = _handle_inside(one, name)
        example = one.profile.replace("{handle}", "62812…" if one.key == "whatsapp" else "toko-kamu")
        raise Refused(HANDLE_FORM, instead=inside, handle=handle, brand=one.name, example=example)
    return one.profile.replace("{handle}", name)


def badge_of(one: Brand, badge: str) -> str:
    """The store badge as the brand writes it (`shopee mall` → `Mall`). Raises Refused for one it does not give."""
    if not one.badges:
        raise Refused(NO_BADGES, brand=one.name, badge=badge)
    wanted = _fold_badge(badge)
    for known in one.badges:
        if wanted in (_fold_badge(known), _fold_badge(f"{one.name} {known}")):
            return known
    near = get_close_matches(wanted, [_fold_badge(known) for known in one.badges], n=1, cutoff=0.75)
    instead = next((known for known in one.badges if _fold_badge(known) in near), "")
    raise Refused(BADGE_UNKNOWN, instead=instead, brand=one.name, badge=badge, badges=", ".join(one.badges))


@cache
def button_colours(one: Brand) -> tuple[Colour, Colour]:
    """Fill and ink of a button or tile in the brand's colour: always 4.5:1 or better.

    White belongs to most brands, so where it nearly can be read the fill grows a little darker; a bright
    colour such as WhatsApp's green stays as it is and carries dark ink.
    """
    white = contrast(WHITE, one.colour)
    fill = readable(one.colour, WHITE, TEXT_RATIO) if white >= _NEARLY_READABLE else one.colour
    return fill, text_on(fill)


def icon_colour(one: Brand, paper: Colour) -> Colour:
    """The colour of the brand's icon straight on the page: the brand's own, or its nearest shade at 3:1.

    A black brand turns white on dark paper, as such brands do themselves; a grey would look switched off.
    """
    if is_neutral(one.colour) and contrast(one.colour, paper) < GRAPHIC_RATIO:
        return text_on(paper)
    return readable(one.colour, paper, GRAPHIC_RATIO)


def _leads_to(link: str, domain: str) -> bool:
    host = host_of(link)
    if not host or host_belongs(host, _LEADS_ANYWHERE):
        return False
    owner, slash, folder = domain.partition("/")
    if not slash:
        return host_belongs(host, (owner,))
    # A folder counts on that one host only: sites.google.com/maps would be anyone's page.
    return host.removeprefix("www.") == owner and _path(link)[: folder.count("/") + 1] == folder.split("/")


def _path(link: str) -> list[str]:
    """The folders of a link's path; none at all when it climbs (`/maps/../url`), which browsers would follow."""
    after_host = re.sub(r"^https?://[^/?#]*/?", "", link, flags=re.IGNORECASE)
    folders = re.split(r"[?#]", after_host)[0].replace("\\", "/").split("/")
    climbs = any(re.fullmatch(r"(?:\.|%2e){1,2}", folder, re.IGNORECASE) for folder in folders)
    return [] if climbs else folders


def _handle_inside(one: Brand, address: str) -> str:
    """The handle at the end of a whole address of the brand, or ""."""
    parts = re.split(r"[?#]", address)[0].rstrip("/").split("/")
    wanted = one.handle.count("/") + 1
    last = "/".join(parts[-wanted:]).removeprefix("@")
    return last if len(parts) > wanted and re.fullmatch(one.handle, last, re.ASCII) else ""


def _fold(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _fold_badge(badge: str) -> str:
    """Badges keep their plus: Star and Star+ are two."""
    return re.sub(r"[^a-z0-9+]", "", badge.casefold().replace("plus", "+").replace("seller", ""))


def _words(one: Brand) -> Iterator[str]:
    yield from (_fold(word) for word in (one.key, one.name, *one.aliases))


_BY_WORD: Final[Mapping[str, Brand]] = MappingProxyType({word: one for one in BRANDS for word in _words(one)})
