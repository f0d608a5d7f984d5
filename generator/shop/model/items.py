"""What is sold: items, their variants and choices, packages, extras, price rules, stores that sell the same."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from generator.problems import Kind
from generator.shop.model.base import Model, need_one
from generator.shop.model.leaves import (
    LIST,
    MANY,
    Amounts,
    Closing,
    Code,
    Count,
    Line,
    Link,
    Money,
    Name,
    Percent,
    Prose,
    Weight,
    Words,
    YesNo,
)
from generator.shop.model.pictures import Photo

STORE_KEYS = ("shopee", "tokopedia", "tiktok_shop", "lazada", "blibli")
"""Item keys that name a marketplace where the same item is sold."""


class Early(Model):
    """A lower price for those who order early."""

    price: Money = Field(description="The price until then.")
    until: Closing = Field(description="The moment after which it is gone.")


class PriceStep(Model):
    """A lower price per piece from a number of pieces on."""

    from_: Count = Field(alias="from", description="From how many pieces.")
    price: Money = Field(description="The price of each piece then.")


class Voucher(Model):
    """A code for a discount; the admin confirms it."""

    known_by: ClassVar[str] = "code"

    code: Line = Field(description="What the buyer writes.")
    percent: Percent | None = Field(None, description="How much less, in percent.")
    amount: Money | None = Field(None, description="How much less, in money.")
    until: Closing | None = Field(None, description="Until when it can be used.")
    note: Words | None = Field(None, description="Its conditions.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        need_one(given, ("percent", "amount"), only=True)
        return given


class Extra(Model):
    """Something to add to an order."""

    known_by: ClassVar[str] = "code"

    name: Words = Field(description="What it is.")
    price: Money = Field(description="What it adds to the price.")
    code: Code | None = Field(None, description="A short code for messages.")
    note: Words | None = Field(None, description="Small words beside it.")


class StoreOffer(Model):
    """The same item on a marketplace."""

    shorthand: ClassVar[str] = "url"

    url: Link = Field(description="The product's address there.")
    price: Money | None = Field(None, description="The price there, when it differs.")


class Variant(Model):
    """One kind of an item, with its own code, price or quota."""

    shorthand: ClassVar[str] = "name"
    known_by: ClassVar[str] = "code"

    name: Words = Field(description="What differs: a size, a colour.")
    code: Code | None = Field(None, description="A short code; made by order if absent.")
    price: Money | None = Field(None, description="Its price, when it differs from the item's.")
    quota: Count | None = Field(None, description="How many can be taken.")
    weight: Weight | None = Field(None, description="Its weight, when it differs.")
    photo: Photo | None = Field(None, description="Its photo.")
    full: YesNo = Field(default=False, description="`yes` when it cannot be ordered any more.")
    note: Words | None = Field(None, description="Small words beside it.")


class Choice(Model):
    """A free choice that changes neither price nor quota."""

    name: Line = Field(description="What is chosen: warna, ukuran.")
    options: Annotated[tuple[Words, ...], LIST] = Field(description="What there is to choose from.")


class Item(Model):
    """One thing that can be ordered. A campaign with one item may write these keys directly."""

    known_by: ClassVar[str] = "code"

    name: Words = Field(description="Its name.")
    code: Code | None = Field(
        None, description="A short code for the form, messages and search: A1. Made by order if absent."
    )
    group: Words | None = Field(None, description="The heading it stands under.")
    price: Money | None = Field(None, description="The price of one.")
    unit: Words | None = Field(None, description="What one is: per botol, per set.")
    weight: Weight | None = Field(None, description="The weight of one, packed: `250 g`.")
    size: Name | None = Field(None, description="Its measures.")
    about: Prose | None = Field(None, description="More about it. Markdown works.")
    photo: Photo | None = Field(None, description="Its photo.")
    quota: Count | None = Field(None, description="How many can be taken.")
    limit: Count | None = Field(None, description="At most how many in one order.")
    variants: Annotated[tuple[Variant, ...], MANY] = Field(
        (), description="Kinds of it, with price or quota of their own."
    )
    choices: Annotated[tuple[Line, ...], MANY] = Field(
        (), description="Names of choices written once in the campaign's `choices`."
    )
    contains: Amounts | None = Field(
        None, description="For a package: code and number of each part (`A1: 2`). It draws on their quotas."
    )
    early: Early | None = Field(None, description="A lower price for early orders.")
    wholesale: Annotated[tuple[PriceStep, ...], LIST] = Field(
        (), description="Lower prices from a number of pieces on."
    )
    extras: Annotated[tuple[Extra, ...], LIST] = Field((), description="What can be added to it.")
    full: YesNo = Field(default=False, description="`yes` when it cannot be ordered any more.")
    note: Words | None = Field(None, description="Small words beside it.")
    shopee: StoreOffer | None = Field(None, description="The same on Shopee.")
    tokopedia: StoreOffer | None = Field(None, description="The same on Tokopedia.")
    tiktok_shop: StoreOffer | None = Field(None, description="The same on TikTok Shop.")
    lazada: StoreOffer | None = Field(None, description="The same on Lazada.")
    blibli: StoreOffer | None = Field(None, description="The same on Blibli.")


FLAT_ITEM_KEYS = tuple(
    name
    for name in Item.model_fields
    if name not in ("name", "group", "photo", "quota", "limit", "choices", "extras", "about", "full", "note")
)
"""Keys that a campaign with a single item may write itself; the others mean the same on both levels or belong to it."""

ITEM_KEY_BESIDE_ITEMS = Kind(
    "item-key", "`{key}` belongs to an item, and this campaign lists its items.", "Move it under the item it is about."
)
