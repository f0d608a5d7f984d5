"""What a seller posts around a PO, as text: captions in two lengths, the order flow for a poster, the price list.

Captions are read long after they were written, so they say dates and never a state. Owns these texts; how they are
printed is `media/cards`' to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.page.i18n import breakable
from generator.page.present.context import Context
from generator.page.present.items import item_groups
from generator.page.present.order import steps
from generator.page.present.sharing import ShareFacts
from generator.page.views import ItemView
from generator.shop.model.campaign import Campaign
from generator.structs import Frozen

_ITEMS_IN_CAPTION = 12
_STEPS_ON_POSTER = 6


class PriceRow(Frozen):
    """A line of the price list. A heading has a name alone; `below` says that it belongs to the line above it."""

    name: str
    code: str = ""
    price: str = ""
    note: str = ""
    heading: bool = False
    below: bool = False


class StepFact(Frozen):
    """A step of the order flow: `Bayar DP`, `24 jam setelah konfirmasi`."""

    title: str
    when: str = ""


class PromoFacts(Frozen):
    """The words of a kit beyond its pictures. `scan` stands beside the code, `flow` above the steps, `list_title` above
    the prices; the captions are plain text with line ends."""

    short: str
    long: str
    scan: str
    flow: str = ""
    steps: tuple[StepFact, ...] = ()
    list_title: str = ""
    prices: tuple[PriceRow, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """Everything that is printed."""
        rows = (part for row in self.prices for part in (row.name, row.code, row.price, row.note))
        told = (part for step in self.steps for part in (step.title, step.when))
        return (self.scan, self.flow, self.list_title, "0123456789…", *rows, *told)


def shop_promo(ctx: Context, facts: ShareFacts) -> PromoFacts:
    """The kit of the shop itself."""
    w, shop = ctx.words, ctx.site.shop
    short = _joined((facts.title, facts.note, facts.link))
    about = w.text(shop.about)
    return PromoFacts(short, _joined((facts.title, facts.note), (_plain(about),), (facts.link,)), w("Scan to open"))


def campaign_promo(ctx: Context, campaign: Campaign, facts: ShareFacts) -> PromoFacts:
    """The kit of one PO."""
    w = ctx.words
    here = ctx.standing(campaign.slug)
    title = " · ".join(filter(None, (facts.title, facts.batch)))
    dates = tuple(f"{each.label} {each.day}{', ' if each.clock else ''}{each.clock}" for each in facts.dates)
    price = f"{facts.price} ({facts.excludes})" if facts.price and facts.excludes else facts.price
    rows = tuple(_prices(ctx, campaign)) if facts.price else ()
    listed = [f"• {' '.join(filter(None, (row.code, row.name)))}: {row.price}" for row in rows if row.price]
    if len(listed) > _ITEMS_IN_CAPTION:
        more = len(listed) - _ITEMS_IN_CAPTION
        listed = [*listed[:_ITEMS_IN_CAPTION], w.plural("and {count} more", "and {count} more", more)]
    flow = tuple(
        StepFact(step.title, step.when.text if step.when else "")
        for step in steps(ctx, campaign, here)[:_STEPS_ON_POSTER]
    )
    how = [f"{number}. {step.title}{f' ({step.when})' if step.when else ''}" for number, step in enumerate(flow, 1)]
    heading = w("How to order")
    return PromoFacts(
        short=_joined((title, price, *dates[:1], facts.link)),
        long=_joined(
            (title, w.text(campaign.summary)),
            (*listed, facts.excludes) if len(listed) > 1 else (price,),
            dates,
            (heading, *how) if how else (),
            (facts.link,),
        ),
        scan=w("Scan to order and to see everything"),
        flow=heading if flow else "",
        steps=flow,
        list_title=w("Price list"),
        prices=rows,
    )


def _prices(ctx: Context, campaign: Campaign) -> Iterator[PriceRow]:
    for group in item_groups(ctx, campaign):
        if group.title:
            yield PriceRow(group.title, heading=True)
        for item in group.items:
            yield from _rows(item)


def _rows(item: ItemView) -> Iterator[PriceRow]:
    price = item.price.text if item.price else ""
    unit = item.price.unit if item.price else ""
    varied = any(variant.price for variant in item.variants)
    yield PriceRow(item.name, item.code, "" if varied else price, unit)
    for variant in item.variants:
        yield PriceRow(variant.name, variant.code, variant.price or (price if varied else ""), variant.note, below=True)


def _joined(*blocks: Sequence[str]) -> str:
    """Blocks of lines as plain text, an empty line between two of them; what is empty leaves no gap."""
    shown = ("\n".join(filter(None, block)) for block in blocks)
    return breakable("\n\n".join(filter(None, shown))) + "\n"


def _plain(text: str) -> str:
    """Markdown's marks taken away: a caption shows them as they are."""
    return text.replace("**", "").replace("__", "").replace("`", "").strip()
