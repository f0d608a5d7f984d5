"""`links.yaml` and `marketplaces.yaml`: where else the shop is found. Free pages too."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from generator.shop.model.base import Model, need_one
from generator.shop.model.leaves import (
    LIST,
    MANY,
    BrandKey,
    Closing,
    Count,
    Handle,
    Line,
    Moment,
    Prose,
    Rating,
    Slug,
    Sold,
    Words,
    YesNo,
)
from generator.shop.model.leaves import Link as Address
from generator.shop.model.pictures import Link, Photo


class LinkGroup(Model):
    """Links under one heading."""

    title: Words | None = Field(None, description="The heading.")
    links: Annotated[tuple[Link, ...], LIST] = Field(description="The links, in order.")


class Social(Model):
    """An account of the shop on a platform."""

    known_by: ClassVar[str] = "brand"

    brand: BrandKey = Field(description="The platform: instagram, tiktok, youtube …")
    handle: Handle | None = Field(None, description="Your name there, without `@`.")
    url: Address | None = Field(None, description="The address, where a name is not enough.")
    note: Words | None = Field(None, description="What you do there.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        need_one(given, ("handle", "url"))
        return given


class Banner(Model):
    """A picture that leads somewhere."""

    photo: Photo = Field(description="The picture; its `alt` says what it says.")
    url: Address | None = Field(None, description="Where it leads.")
    from_: Moment | None = Field(None, alias="from", description="Shown from this moment on.")
    until: Closing | None = Field(None, description="Gone after this moment.")


class Links(Model):
    """`content/links.yaml`."""

    links: Annotated[tuple[Link, ...], LIST] = Field((), description="Links without a heading.")
    groups: Annotated[tuple[LinkGroup, ...], LIST] = Field((), description="Links under headings.")
    socials: Annotated[tuple[Social, ...], LIST] = Field(
        (), description="Your accounts on social platforms. Buyers are told that only these are yours."
    )
    banners: Annotated[tuple[Banner, ...], LIST] = Field((), description="Pictures that lead somewhere.")


class Store(Model):
    """An official store on a marketplace."""

    known_by: ClassVar[str] = "brand"

    brand: BrandKey = Field(description="The marketplace: shopee, tokopedia, tiktok-shop, lazada, blibli …")
    handle: Handle | None = Field(None, description="The store's name in the address.")
    url: Address | None = Field(None, description="The store's address.")
    badge: Line | None = Field(
        None, description="What the marketplace calls the store: Star+, Mall, Power Shop. Needs `proof` and `checked`."
    )
    rating: Rating | None = Field(None, description="The rating out of five: `4,9`. Needs `proof` and `checked`.")
    reviews: Count | None = Field(None, description="How many ratings.")
    sold: Sold | None = Field(None, description="How many were sold: `10rb+`.")
    proof: Address | None = Field(None, description="The page that shows badge and rating.")
    checked: Moment | None = Field(None, description="The day you looked; badge and rating are shown for 90 days.")
    note: Words | None = Field(None, description="What is sold there.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        need_one(given, ("url", "handle"))
        return given


class Marketplaces(Model):
    """`content/marketplaces.yaml`."""

    marketplaces: Annotated[tuple[Store, ...], LIST] = Field(
        (), description="The official stores, the most important first."
    )


class Page(Model):
    """`content/pages/<slug>.md`: the lines between the two `---`; the text follows them."""

    title: Words = Field(description="The page's title.")
    summary: Words | None = Field(None, description="What it holds, in a sentence.")
    menu: YesNo = Field(default=True, description="`no` keeps it out of the footer.")
    aliases: Annotated[tuple[Line, ...], MANY] = Field((), description="Old addresses that lead here.")
    updated: Moment | None = Field(None, description="When the text last changed.")
    slug: Slug = Field("", exclude=True, description="From the file's name.")
    body: Prose | None = Field(None, exclude=True, description="The text, in Markdown.")
