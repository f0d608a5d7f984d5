"""What a page may know of the campaigns and pages that are not its own: names, dates, prices and states, no prose.

Owns what is left out. So a text that changes concerns the pages that show it and no other one.
"""

from __future__ import annotations

from typing import Any

from generator.shop.model.bio import Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.items import Item
from generator.shop.text import plain

_NOTHING: dict[str, Any] = {
    "summary": None, "about": None, "aliases": (), "ignore": (),
    "excludes": None, "unique_code": None, "late_fee": None, "receive": (), "shipping_guide": (), "tracking": None,
    "order_via": (), "ask": (), "message": None, "safer": (), "faq": (), "questions": (),
    "extras": (), "maker": None, "process": (), "materials": (), "proof": (), "press": (), "risks": (),
}  # fmt: skip
_NO_WORDS = plain("")
_NO_STEP: dict[str, Any] = {"title": _NO_WORDS, "when": None, "buyer": None, "seller": None}
_NO_PROSE: dict[str, Any] = {"about": None, "note": None, "size": None, "photo": None}


def brief(campaign: Campaign) -> Campaign:
    """The campaign as lists, records and links of other pages show it."""
    news = tuple(each.model_copy(update={"title": None, "text": _NO_WORDS, "photo": None}) for each in campaign.updates)
    steps = tuple(each.model_copy(update=_NO_STEP) for each in campaign.steps if each.starts)
    items = tuple(_item(each) for each in campaign.items)
    kept = {"photos": campaign.photos[:1], "items": items, "updates": news, "steps": steps}
    return campaign.model_copy(update=_NOTHING | kept)


def _item(item: Item) -> Item:
    return item.model_copy(update=_NO_PROSE)


def brief_page(page: Page) -> Page:
    """The page as menus of other pages show it."""
    return page.model_copy(update={"body": None, "summary": None, "updated": None, "aliases": ()})
