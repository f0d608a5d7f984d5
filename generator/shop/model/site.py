"""The whole: everything the seller said, checked and frozen."""

from __future__ import annotations

from generator.shop.model.base import Model
from generator.shop.model.bio import Links, Marketplaces, Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.shop import Shop


class Site(Model):
    """All files of `content/` as one value. Campaigns and pages are in the order of their slugs."""

    shop: Shop
    links: Links = Links()
    marketplaces: Marketplaces = Marketplaces()
    campaigns: tuple[Campaign, ...] = ()
    pages: tuple[Page, ...] = ()
