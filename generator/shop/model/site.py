"""The whole: everything the seller said, checked and frozen."""

from __future__ import annotations

from generator.shop.model.base import Model
from generator.shop.model.bio import Links, Marketplaces, Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.shop import Shop

PRIVACY = ("privasi", "privacy", "kebijakan-privasi", "privacy-policy")
"""What a page on privacy is called."""


class Site(Model):
    """All files of `content/` as one value. Campaigns and pages are in the order of their slugs."""

    shop: Shop
    links: Links = Links()
    marketplaces: Marketplaces = Marketplaces()
    campaigns: tuple[Campaign, ...] = ()
    pages: tuple[Page, ...] = ()

    @property
    def own_privacy(self) -> Page | None:
        """The seller's own page on privacy, which takes the place of ours."""
        return next((page for page in self.pages if page.slug in PRIVACY), None)
