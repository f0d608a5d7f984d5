"""`campaigns/<slug>.yaml`: one PO, its time, its counts, its proof, and what the seller says of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from generator.problems import Kind, Refused
from generator.shop import repeats
from generator.shop.model.base import Model
from generator.shop.model.items import FLAT_ITEM_KEYS, ITEM_KEY_BESIDE_ITEMS, Choice, Extra, Item, Voucher
from generator.shop.model.leaves import (
    LIST,
    MANY,
    Amounts,
    Closes,
    Closing,
    Count,
    Every,
    Line,
    Link,
    Moment,
    Name,
    Prose,
    Slug,
    Span,
    Turn,
    Words,
    YesNo,
    choice,
)
from generator.shop.model.ordering import Sharing
from generator.shop.model.pictures import Photo
from generator.shop.model.shop import Certificate, PastBatch

TURN_OTHER = Kind(
    "repeat-turn",
    "This is not a {every} turn.",
    "With `every: weekly` write a weekday (`Senin 09:00`), with `monthly` a day (`1 09:00`).",
)


class StageName(StrEnum):
    """What is happening now, in the seller's word."""

    ORDERED = "ordered"
    PRODUCTION = "production"
    READY = "ready"
    CUSTOMS = "customs"
    PACKING = "packing"
    SHIPPING = "shipping"


class Stage(Model):
    """What the seller says is happening. Dates know the plan; only this says the fact."""

    name: Annotated[
        StageName,
        choice(
            StageName,
            {
                "dipesan": "ordered",
                "produksi": "production",
                "siap": "ready",
                "bea cukai": "customs",
                "dikemas": "packing",
                "pengemasan": "packing",
                "dikirim": "shipping",
                "pengiriman": "shipping",
            },
        ),
    ] = Field(description="ordered, production, ready, customs, packing or shipping.")
    since: Moment = Field(description="Since when.")
    note: Words | None = Field(None, description="A sentence more.")


class Full(Model):
    """The seller says that nothing is left."""

    shorthand: ClassVar[str] = "since"

    since: Moment = Field(description="Since when.")
    note: Words | None = Field(None, description="A sentence more.")


class Cancelled(Model):
    """The seller calls the batch off."""

    date: Moment = Field(description="When it was called off.")
    why: Words = Field(description="Why.")
    refund_until: Closing | None = Field(None, description="Until when all money is back.")
    refund: Words | None = Field(None, description="How the money comes back.")


class Done(Model):
    """The batch is finished."""

    shorthand: ClassVar[str] = "date"

    date: Moment = Field(description="The day the last parcel was really shipped.")
    quantity: Count | None = Field(None, description="How many orders or pieces.")
    note: Words | None = Field(None, description="How it went.")


class Extended(Model):
    """The closing was moved; `closes` is the one that holds."""

    shorthand: ClassVar[str] = "from"

    from_: Closing = Field(alias="from", description="The closing as first announced.")
    why: Words | None = Field(None, description="Why.")


class Repeats(Model):
    """A PO that opens again and again."""

    every: Every = Field(description="weekly or monthly.")
    opens: Turn = Field(description="Weekday or day, and time: `Senin 09:00`, `1 09:00`.")
    closes: Turn = Field(description="Weekday or day, and time: `Kamis 21:00`, `7 21:00`.")
    ships: Turn | None = Field(None, description="Weekday or day: `Sabtu`.")
    from_: Moment | None = Field(
        None, alias="from", description="The first day on which a window may open; the batch number counts from here."
    )
    until: Closing | None = Field(None, description="The last day on which a window may open.")

    @model_validator(mode="after")
    def _turns_fit(self) -> Self:
        for name, turn in (("opens", self.opens), ("closes", self.closes), ("ships", self.ships)):
            if turn is not None and repeats.every_of(turn) is not self.every:
                raise Refused(TURN_OTHER, below=(name,), every=self.every.value)
        return self


class Batch(Model):
    """Facts of one window of a repeating PO. They never leak into the next."""

    known_by: ClassVar[str] = "number"

    number: Count = Field(description="Which window.")
    opens: Moment | None = Field(None, description="Its opening, when it differs.")
    closes: Closing | None = Field(None, description="Its closing, when it differs.")
    ships: Span | None = Field(None, description="Its shipping, when it differs.")
    taken: Amounts | None = Field(None, description="How many are taken, by code.")
    counted: Moment | None = Field(None, description="The moment the counts were true.")
    done: Done | None = Field(None, description="When it was really shipped.")
    cancelled: Cancelled | None = Field(None, description="When and why it was called off.")
    skip: YesNo = Field(default=False, description="`yes`: this window does not open.")
    note: Words | None = Field(None, description="A sentence about it.")


class Person(Model):
    """Who makes it."""

    name: Line = Field(description="The name.")
    about: Prose | None = Field(None, description="A few lines. Markdown works.")
    photo: Photo | None = Field(None, description="A photo, at work if possible.")
    place: Name | None = Field(None, description="Where it is made.")


class Material(Model):
    """What it is made of."""

    shorthand: ClassVar[str] = "name"

    name: Words = Field(description="What.")
    text: Words | None = Field(None, description="Where from, how much, why.")


class Press(Model):
    """Who wrote about it."""

    title: Name = Field(description="The headline.")
    outlet: Line = Field(description="Who published it.")
    url: Link = Field(description="Where to read it.")
    date: Moment | None = Field(None, description="When.")


class Risk(Model):
    """What can go wrong, and what you do about it."""

    risk: Words = Field(description="What can happen.")
    answer: Words = Field(description="What you do about it.")


class Update(Model):
    """News of a campaign, dated."""

    known_by: ClassVar[str] = "date"

    date: Moment = Field(description="When.")
    title: Words | None = Field(None, description="A headline.")
    text: Prose = Field(description="What happened. Markdown works.")
    photo: Photo | None = Field(None, description="A photo.")


class Campaign(Sharing):
    """`content/campaigns/<slug>.yaml`."""

    elsewhere: ClassVar[Mapping[str, Kind]] = dict.fromkeys(FLAT_ITEM_KEYS, ITEM_KEY_BESIDE_ITEMS)

    title: Words = Field(description="What is sold.")
    batch: Count | None = Field(None, description="The number of this batch.")
    series: Slug | None = Field(None, description="A name that all batches of the same thing share.")
    summary: Words | None = Field(None, description="One or two sentences.")
    about: Prose | None = Field(None, description="The whole story. Markdown works.")
    photos: Annotated[tuple[Photo, ...], MANY] = Field((), description="Photos; the first is the big one.")
    pin: YesNo = Field(
        default=False, description="`yes`: the landing page shows this one first while it can be ordered or will open."
    )
    archived: YesNo = Field(default=False, description="`yes`: the page stays, the lists leave it out.")
    aliases: Annotated[tuple[Line, ...], MANY] = Field((), description="Old addresses that lead here.")

    opens: Moment | None = Field(None, description="When orders open; without it they are open already.")
    closes: Closes | None = Field(
        None,
        description="When orders close; without a time, at the end of that day; or `when full`.",
    )
    ships: Span | None = Field(
        None, description="When parcels go out: a date, a range, months, or `3-4 weeks after closing`."
    )
    last_call: Count = Field(24, description="How many hours before closing the page says that it closes soon.")
    extended: Extended | None = Field(None, description="The closing as first announced, when you moved it.")
    repeats: Repeats | None = Field(None, description="For a PO that opens every week or month.")
    batches: Annotated[tuple[Batch, ...], LIST] = Field((), description="Facts of single windows of a repeating PO.")

    items: Annotated[tuple[Item, ...], LIST] = Field(
        (), description="What can be ordered: a list, or the name of a CSV table."
    )
    choices: dict[str, Annotated[tuple[Words, ...], LIST]] = Field(
        {}, description="Free choices, written once: `warna: [merah, biru]`."
    )
    quota: Count | None = Field(None, description="How many can be taken in all.")
    limit: Count | None = Field(None, description="At most how many pieces in one order.")
    taken: Amounts | None = Field(None, description="How many are taken, by code (or a CSV table). Needs `counted`.")
    counted: Moment | None = Field(None, description="The moment the counts were true; without it none is shown.")
    show_counts: YesNo = Field(default=True, description="`no` hides the counts.")
    minimum: Count | None = Field(None, description="The batch is made from this many orders on.")
    vouchers: Annotated[tuple[Voucher, ...], MANY] = Field((), description="Codes for a discount.")
    extras: Annotated[tuple[Extra, ...], LIST] = Field((), description="What can be added to any item.")

    stage: Stage | None = Field(None, description="What is happening now: production, shipping …, with its date.")
    full: Full | None = Field(None, description="Since when nothing is left.")
    cancelled: Cancelled | None = Field(None, description="When and why it was called off.")
    done: Done | None = Field(None, description="When the last parcel was really shipped.")

    maker: Person | None = Field(None, description="Who makes it.")
    process: Annotated[tuple[Photo, ...], MANY] = Field((), description="Photos of how it is made.")
    materials: Annotated[tuple[Material, ...], MANY] = Field((), description="What it is made of.")
    certificates: Annotated[tuple[Certificate, ...], LIST] = Field(
        (), description="Registrations and certificates, each with a place to look it up."
    )
    proof: Annotated[tuple[Photo, ...], MANY] = Field(
        (), description="Photos that prove something: parcels, receipts without names."
    )
    history: Annotated[tuple[PastBatch, ...], LIST] = Field((), description="Earlier batches of it that have no page.")
    press: Annotated[tuple[Press, ...], LIST] = Field((), description="Who wrote about it.")
    risks: Annotated[tuple[Risk, ...], LIST] = Field((), description="What can go wrong, and what you do about it.")
    updates: Annotated[tuple[Update, ...], LIST] = Field((), description="News, dated; the newest is shown first.")

    updated: Moment | None = Field(None, description="The date the page shows as last changed.")
    ignore: Annotated[tuple[Line, ...], MANY] = Field((), description="Names of warnings and hints to leave out here.")
    slug: Slug = Field("", exclude=True, description="From the file's name.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        flat = [key for key in FLAT_ITEM_KEYS if key in given]
        if flat and "items" not in given:
            item = {key: given.pop(key) for key in flat}
            item["name"] = given.get("title", "?")
            for key in ("choices",):
                if isinstance(given.get(key), (str, list)):
                    item[key] = given.pop(key)
            given["items"] = [item]
        return given


__all__ = ["Batch", "Campaign", "Choice", "Repeats"]
