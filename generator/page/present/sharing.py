"""What a share picture says: a shop or a PO in a handful of facts.

A picture grows old where nobody can change it, so it says dates and never a state. A PO that was called off keeps its
name only. Owns the choice of facts; how they look is `media/cards`' to say.
"""

from __future__ import annotations

from urllib.parse import unquote

from generator.page import addresses
from generator.page.present.card import batch_number, batch_words
from generator.page.present.context import Context
from generator.page.present.prices import price_view
from generator.page.views import FigureView, LeafView
from generator.shop.model.campaign import Campaign
from generator.shop.model.pictures import Photo
from generator.shop.model.reading import WhenFull
from generator.shop.moments import Moment
from generator.shop.schedule import State
from generator.structs import Frozen


class DateFact(Frozen):
    """`Tutup`, `20 Des 2026`, `23.59 WIB`; no `clock` where only the day is meant."""

    label: str
    day: str
    clock: str = ""


class PhotoFact(Frozen):
    """The seller's name for a photo, and what of it must stay in sight (percent from left and top)."""

    file: str
    focus: tuple[int, int] = (50, 50)


class ShareFacts(Frozen):
    """What a picture shows. For the shop itself `title` is its name, `note` its line and its place. `dates` begin with
    the one that matters most, and `leaf` is that date in parts. `address` is for eyes, `link` for a code; both are
    empty without the shop's `url`."""

    language: str
    shop: str
    title: str
    note: str = ""
    batch: str = ""
    batch_number: str = ""
    price: str = ""
    price_label: str = ""
    figures: tuple[FigureView, ...] = ()
    excludes: str = ""
    dates: tuple[DateFact, ...] = ()
    leaf: LeafView | None = None
    address: str = ""
    link: str = ""
    photo: PhotoFact | None = None
    logo: PhotoFact | None = None
    alt: str = ""

    @property
    def of_shop(self) -> bool:
        return self.title == self.shop

    def texts(self) -> tuple[str, ...]:
        """Everything that may be written on the picture."""
        dates = (part for date in self.dates for part in (date.label, date.day, date.clock))
        leaf = (self.leaf.day, self.leaf.month, self.leaf.year, self.leaf.weekday, self.leaf.time) if self.leaf else ()
        said = (self.shop, self.title, self.note, self.batch, self.price, self.price_label, self.excludes, self.address)
        return (*said, *dates, *leaf)


def shop_facts(ctx: Context) -> ShareFacts:
    """The shop itself, for its landing page and its profile."""
    w, shop = ctx.words, ctx.site.shop
    name = w.text(shop.name)
    since = w("since {year}", year=shop.since) if shop.since else ""
    place = " · ".join(filter(None, (w.text(shop.city), since)))
    tagline = w.text(shop.tagline)
    return ShareFacts(
        language=w.language,
        shop=name,
        title=name,
        note=tagline or place,
        batch=place if tagline else "",
        address=_shown(ctx.absolute(addresses.LANDING)),
        link=ctx.absolute(addresses.LANDING),
        photo=_photo(shop.cover),
        logo=_photo(shop.logo),
        alt=f"{name}: {tagline}" if tagline else name,
    )


def campaign_facts(ctx: Context, campaign: Campaign) -> ShareFacts:
    """One PO."""
    w, shop = ctx.words, ctx.site.shop
    here = ctx.standing(campaign.slug)
    called_off = here.state is State.CANCELLED
    price = None if called_off else price_view(ctx, campaign, here)
    dates, leaf = ((), None) if called_off else _dates(ctx, campaign)
    page = ctx.absolute(addresses.campaign_path(campaign.slug))
    title = w.text(campaign.title)
    first = f"{dates[0].label} {dates[0].day}" if dates else ""
    return ShareFacts(
        language=w.language,
        shop=w.text(shop.name),
        title=title,
        batch=batch_words(ctx, campaign, here),
        batch_number=batch_number(ctx, campaign, here),
        price=price.text if price else "",
        price_label=w("Price"),
        figures=price.figures if price else (),
        excludes=price.excludes if price else "",
        dates=dates,
        leaf=leaf,
        address=_shown(page),
        link=page,
        photo=_photo(campaign.photos[0]) if campaign.photos else None,
        logo=_photo(shop.logo),
        alt=", ".join(filter(None, (title, price.text if price else "", first, w.text(shop.name)))),
    )


def _dates(ctx: Context, campaign: Campaign) -> tuple[tuple[DateFact, ...], LeafView | None]:
    w = ctx.words
    here = ctx.standing(campaign.slug)
    opens = _date(ctx, w("Opens"), here.opens)
    closes = _date(ctx, w("Closes"), here.closes)
    if isinstance(campaign.closes, WhenFull):
        closes = DateFact(w("Closes"), w("when the quota is taken"))
    ships = w.span(campaign.ships, here.ships)
    rows = (closes if here.closes else opens, opens if here.closes else closes)
    shipping = DateFact(w("Shipping planned"), ships) if ships else None
    first = here.closes or here.opens
    return tuple(filter(None, (*rows, shipping))), w.leaf(first) if first else None


def _date(ctx: Context, label: str, moment: Moment | None) -> DateFact | None:
    if moment is None:
        return None
    day, clock = ctx.words.day_and_clock(moment)
    return DateFact(label, day, clock.lstrip(", "))


def _photo(photo: Photo | None) -> PhotoFact | None:
    return PhotoFact(photo.file, photo.focus or (50, 50)) if photo else None


def _shown(address: str) -> str:
    """An address as people type it."""
    return unquote(address).removeprefix("https://").removeprefix("http://").rstrip("/")
