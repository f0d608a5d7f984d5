"""What a change to a campaign would do to the shop, before it is written.

Owns reading the new facts and asking the rules again. It must not judge by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from generator.problems import Problem
from generator.shop.model.campaign import Campaign
from generator.shop.model.reading import Reading
from generator.shop.model.site import Site
from generator.shop.rules import check_site, without_ignored
from generator.source.nodes import Document, plain
from generator.structs import replace


def new_problems(
    site: Site, campaign: Campaign, document: Document, keys: Collection[str], now: datetime
) -> tuple[Problem, ...]:
    """What the rules find once the `keys` of a campaign say what `document` says, and did not find before; with
    their places in it. The values have been read already: one that cannot be read raises ValueError."""
    said = plain(document.root)
    reading = Reading(site.shop.timezone, site.shop.currency, site.shop.country)
    told = Campaign.model_validate({key: said[key] for key in ("title", *keys)}, context=reading)
    later = campaign.model_copy(update={key: getattr(told, key) for key in keys})
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
