"""What search engines are told of the goods: schema.org's Product, ProductGroup and Offer (JSON-LD).

Owns which facts may be said to machines that keep old copies: what is bounded by a date of its own, or final until the
seller writes something else. A price without a number, shipping without a sum and a return without a window are left
out, never guessed. Which properties Google asks for: developers.google.com/search/docs/appearance/structured-data
(merchant-listing, product-variants), as held by tests/test_structured.py.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeAlias

from generator.page import addresses
from generator.page.present.context import Context
from generator.page.richtext import plain_text
from generator.shop import standing as facts
from generator.shop.durations import Unit
from generator.shop.model.campaign import Campaign
from generator.shop.model.items import Item
from generator.shop.model.ordering import Receive, ReceiveKind
from generator.shop.model.pictures import Photo
from generator.shop.money import shown_digits
from generator.shop.schedule import ORDERABLE, State
from generator.shop.standing import Sellable, Standing
from generator.structs import Struct

Node: TypeAlias = dict[str, object]

VOCABULARY = "https://schema.org/"
SHOP = "#shop"
"""What every page calls the shop by, after the address of the landing page."""
MOST_DESCRIPTION = 500
_EVERYWHERE = re.compile(
    r"(?:ke )?(?:seluruh |semua (?:wilayah |kota di )?|se-?|all of |all over |anywhere in |throughout )?indonesia",
    re.IGNORECASE,
)
_COMING = (State.UPCOMING, *ORDERABLE)
_DAYS_OF = {Unit.HOURS: Fraction(1, 24), Unit.DAYS: Fraction(1), Unit.WEEKS: Fraction(7)}


def goods(ctx: Context, campaign: Campaign) -> list[Node]:
    """A Product for each item with a price, a ProductGroup where it has variants with prices."""
    windows = _windows(ctx, campaign)
    stall = _Stall(ctx, campaign, windows, _shared(ctx, campaign, windows[0]))
    made = []
    lines = facts.sellables(campaign)
    for position, item in enumerate(campaign.items, 1):
        own = [line for line in lines if line.item is item and line.price is not None]
        if own and item.variants:
            made.append(_group(stall, item, f"{campaign.slug}-{facts.item_code(item, position)}", own))
        elif own:
            made.append(_product(stall, own[0]))
    return made


class _Stall(Struct):
    """The goods of one page. `windows` are those that it can be ordered in, at least one. `shared` is what all its
    offers say alike: in full with the first, by its name (`@id`) with the others."""

    ctx: Context
    campaign: Campaign
    windows: tuple[Standing, ...]
    shared: dict[str, Node]

    def take_shared(self) -> dict[str, Node]:
        taken = dict(self.shared)
        self.shared = {key: dict[str, object]({"@id": part["@id"]}) for key, part in self.shared.items()}
        return taken


def _windows(ctx: Context, campaign: Campaign) -> tuple[Standing, ...]:
    """The windows that orders are or will be taken in. Where there is none, what the page says now: a PO that repeats
    is over when its last window is, not when one is full or called off."""
    here = ctx.standing(campaign.slug)
    ahead = facts.windows_ahead(campaign, ctx.now, ctx.zone) if campaign.repeats else ()
    return tuple(each for each in ahead if each.state in _COMING) or (here,)


def _shared(ctx: Context, campaign: Campaign, here: Standing) -> dict[str, Node]:
    found: dict[str, Node | None] = {
        "seller": {"@id": f"{ctx.absolute(addresses.LANDING)}{SHOP}"},
        "shippingDetails": _shipping(ctx, campaign, here),
        "hasMerchantReturnPolicy": _returns(ctx, campaign),
    }
    return {key: part for key, part in found.items() if part is not None}


def _group(stall: _Stall, item: Item, number: str, lines: list[Sellable]) -> Node:
    return {
        "@type": "ProductGroup",
        "name": _name(stall.ctx, stall.campaign, item),
        **_described(stall.ctx, stall.campaign, item, item.photo),
        "productGroupID": number,
        "url": _page(stall.ctx, stall.campaign),
        "hasVariant": [{**_product(stall, line), "inProductGroupWithID": number} for line in lines],
    }


def _product(stall: _Stall, line: Sellable) -> Node:
    ctx, campaign, variant = stall.ctx, stall.campaign, line.variant
    name = _name(ctx, campaign, line.item)
    weight = variant.weight if variant and variant.weight else line.item.weight
    return {
        "@type": "Product",
        "name": f"{name}, {ctx.words.text(variant.name)}" if variant else name,
        **_described(ctx, campaign, line.item, variant.photo if variant and variant.photo else line.item.photo),
        "sku": f"{campaign.slug}-{line.code}",
        **({"weight": {"@type": "QuantitativeValue", "value": weight, "unitCode": "GRM"}} if weight else {}),
        "offers": {**_offer(ctx, campaign, _window_of(stall, line), line), **stall.take_shared()},
    }


def _name(ctx: Context, campaign: Campaign, item: Item) -> str:
    """What is sold, as a whole: `Parfum Melati, 30 ml`; an item that is the PO has one name."""
    title, name = ctx.words.text(campaign.title), ctx.words.text(item.name)
    return title if name == title else f"{title}, {name}"


def _described(ctx: Context, campaign: Campaign, item: Item, photo: Photo | None) -> Node:
    w = ctx.words
    text = plain_text(w.text(item.about)) or w.text(campaign.summary) or plain_text(w.text(campaign.about))
    photos = (photo,) if photo else campaign.photos[:3]
    images = [f"{ctx.site.shop.url}{ctx.pictures[each.file].widest}" for each in photos if each.file in ctx.pictures]
    return {
        **({"description": shortened(text, MOST_DESCRIPTION)} if text else {}),
        **({"image": images} if images else {}),
    }


def _offer(ctx: Context, campaign: Campaign, here: Standing, line: Sellable) -> Node:
    early = line.item.early if line.item.early and not line.variant else None
    price = line.price or 0
    until = here.closes
    begins = here.opens.at if here.opens else ctx.now
    if early and max(ctx.now, begins) < early.until.at and here.state in _COMING:
        price, until = early.price, early.until
    return {
        "@type": "Offer",
        "url": _page(ctx, campaign),
        "price": amount(ctx, price),
        "priceCurrency": ctx.site.shop.currency,
        **_availability(campaign, here, line),
        **({"availabilityStarts": here.opens.at.isoformat()} if here.opens else {}),
        **({"availabilityEnds": here.closes.at.isoformat()} if here.closes else {}),
        **({"priceValidUntil": until.day.isoformat()} if until else {}),
    }


def _window_of(stall: _Stall, line: Sellable) -> Standing:
    """The first window in which there is something left of a line; the first of all where there is none."""
    left = (each for each in stall.windows if not facts.is_full(stall.campaign, line, each.taken))
    return next(left, stall.windows[0])


def _availability(campaign: Campaign, here: Standing, line: Sellable) -> Node:
    """PreOrder until a date that stands beside it; what is over stays over. Nothing for a PO that closes when it is
    full: no date would tell an old copy that it did."""
    if here.state is State.CANCELLED:
        return {"availability": f"{VOCABULARY}Discontinued"}
    if here.state not in _COMING or facts.is_full(campaign, line, here.taken):
        return {"availability": f"{VOCABULARY}SoldOut"}
    return {"availability": f"{VOCABULARY}PreOrder"} if here.closes else {}


def _shipping(ctx: Context, campaign: Campaign, here: Standing) -> Node | None:
    """The first courier that goes everywhere at a cost that is said; None without one. Handling is counted from the
    order: the shortest for who orders last, the longest for who orders first."""
    way = next((each for each in campaign.receive if _goes_everywhere(ctx, each)), None)
    if way is None or way.cost is None or not here.ships or not here.opens or not here.closes:
        return None
    low, high = (_number(ctx, end or 0) for end in (way.cost.low, way.cost.high))
    cost = {"value": low} if low == high else {"minValue": low, "maxValue": high}
    least = max((here.ships.first - here.closes.day).days, 0)
    most = max((here.ships.last - here.opens.day).days, least)
    return {
        "@type": "OfferShippingDetails",
        "@id": "#shipping",
        "shippingRate": {"@type": "MonetaryAmount", **cost, "currency": ctx.site.shop.currency},
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": ctx.site.shop.country},
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "handlingTime": {"@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY"},
        },
    }


def _goes_everywhere(ctx: Context, way: Receive) -> bool:
    if way.way is not ReceiveKind.COURIER or way.cost is None or not way.cost.known:
        return False
    areas = " ".join(ctx.words.text(way.areas).split()).rstrip(".")
    return not areas or (ctx.site.shop.country == "ID" and bool(_EVERYWHERE.fullmatch(areas)))


def _returns(ctx: Context, campaign: Campaign) -> Node | None:
    """Wrong or damaged goods may come back within the days that the terms name (`2x24 jam` are two); which ones, the
    terms say."""
    terms = campaign.terms
    if not terms or not terms.wrong or not terms.complaint:
        return None
    within = terms.complaint.within
    days = within.least * _DAYS_OF.get(within.unit, Fraction(0))
    if not days or days.denominator != 1:
        return None
    return {
        "@type": "MerchantReturnPolicy",
        "@id": "#returns",
        "applicableCountry": ctx.site.shop.country,
        "returnPolicyCategory": f"{VOCABULARY}MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": int(days),
        "merchantReturnLink": f"{_page(ctx, campaign)}#terms",
    }


def amount(ctx: Context, money: int) -> str:
    """Money as schema.org writes it: `150000`, or `12.50` in a currency with cents."""
    digits = shown_digits(ctx.site.shop.currency)
    whole, part = divmod(money, 10**digits)
    return f"{whole}.{part:0{digits}}" if digits else str(money)


def _number(ctx: Context, money: int) -> int | float:
    digits = shown_digits(ctx.site.shop.currency)
    return money / 10**digits if digits else money


def shortened(text: str, most: int) -> str:
    """The text, or its first whole words."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"


def _page(ctx: Context, campaign: Campaign) -> str:
    return ctx.absolute(addresses.campaign_path(campaign.slug))
