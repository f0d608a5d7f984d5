"""Every link of a shop that leaves it, each with its place in the seller's files.

Owns which fields hold such links. Pure: nobody is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.paths import host_of, judge_link
from generator.problems import Path, Refused
from generator.shop import brands
from generator.shop.links import is_chat
from generator.shop.model.bio import Social, Store
from generator.shop.model.site import Site
from generator.shop.model.walk import every, prose, site_parts

_FIELDS = frozenset(
    ("url", "check", "proof", "record", "shopee", "tokopedia", "tiktok_shop", "lazada", "blibli", "community")
)
_IN_TEXT = re.compile(r"https?://[^\s<>()\[\]\"'`]+")


def outgoing(site: Site) -> Iterator[tuple[Path, str]]:
    """The place and the address of every web link, also those made from account names and those inside texts. Chats
    are left out: their pages say the same for every number."""
    for path, link in _written(site):
        if host_of(link) and not is_chat(link):
            yield path, link


def _written(site: Site) -> Iterator[tuple[Path, str]]:
    for path, part in site_parts(site):
        for where, text in every(str, part, path):
            if where[-1] in _FIELDS and where != ("shop", "url"):
                yield where, text
        accounts: Iterator[tuple[Path, Social | Store]] = every((Social, Store), part, path)
        for where, account in accounts:
            if account.handle and not account.url:
                yield (*where, "handle"), brands.profile_url(brands.brand(account.brand), account.handle)
        for where, prose_text in prose(path, part):
            for found in _IN_TEXT.findall(prose_text.everything()):
                try:
                    yield where, judge_link(found.rstrip(".,;:!?*_"))
                except Refused:
                    continue  # what cannot be a link is told by reading the text
