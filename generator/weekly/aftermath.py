"""What a change to a campaign would do to the shop, before it is written.

Owns reading the new facts and asking the rules again. It must not judge by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from generator.problems import Problem
from generator.shop.model.campaign import Campaign
from generator.shop.model.reading import Reading
from generator.shop.model.site import Site
from generator.shop.rules import check_site, without_ignored
from generator.source.decode import Source, decode
from generator.source.nodes import Document, Mapping


def new_problems(
    site: Site, campaign: Campaign, document: Document, keys: Iterable[str], now: datetime
) -> tuple[Problem, ...]:
    """What the rules find once the `keys` of a campaign say what `document` says, and did not find before; with
    their places in it."""
    root = document.root
    assert isinstance(root, Mapping)  # it holds a campaign
    changed = tuple(dict.fromkeys(keys))
    part = root._replace(entries=tuple(entry for entry in root.entries if entry.key.text in ("title", *changed)))
    reading = Reading(site.shop.timezone, site.shop.currency, site.shop.country)
    read, _, unread = decode(Campaign, Source(document, part), reading)
    if read is None or unread:
        return unread
    later = campaign.model_copy(update={key: getattr(read, key) for key in changed})
    others = tuple(later if each.slug == campaign.slug else each for each in site.campaigns)
    site_later = site.model_copy(update={"campaigns": others})
    known = {_same(found) for found in check_site(site, now)}
    found = without_ignored(site_later, check_site(site_later, now))
    return tuple(_placed(each, campaign, document) for each in found if _same(each) not in known)


def _same(found: Problem) -> Problem:
    return replace(found, mark=None)


def _placed(found: Problem, campaign: Campaign, document: Document) -> Problem:
    if found.mark or found.path[:2] != ("campaigns", campaign.slug):
        return found
    return found.at(document.mark(found.path[2:]))
