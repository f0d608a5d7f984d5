"""What can be ordered, as the buyer reads it: items in groups, variants, choices, packages, price rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from generator.page.present.context import Context
from generator.page.present.prices import excludes
from generator.page.views import (
    ActionView,
    CountRow,
    DetailRow,
    ItemGroupView,
    ItemView,
    PriceRule,
    PriceView,
    VariantView,
)
from generator.paths import slug_from
from generator.shop import brands
from generator.shop import standing as facts
from generator.shop.model.campaign import Campaign
from generator.shop.model.items import STORE_KEYS, Extra, Item
from generator.shop.schedule import ORDERABLE, State
from generator.shop.standing import Sellable, Standing
from generator.structs import replace

MANY_ITEMS = 6
"""Above this many, the items stand before the order flow."""
SHORT_ABOVE = 12
"""Above this many, each item is one line, and its details are folded away."""


def item_groups(ctx: Context, campaign: Campaign) -> tuple[ItemGroupView, ...]:
    """All items under their headings, in the order of the file, those that are full last. A lone item that only
    repeats the title of its campaign still stands here: its price, weight and limits are facts to order by."""
    here = ctx.standing(campaign.slug)
    groups: dict[str, list[ItemView]] = {}
    for position, item in enumerate(campaign.items, 1):
        groups.setdefault(ctx.words.text(item.group), []).append(_item(ctx, campaign, here, item, position))
    numbers = count(1)
    shown = [
        ItemGroupView(
            items=tuple(sorted(_numbered(items, numbers), key=lambda item: item.full)),
            title=title,
            anchor=f"items-group-{number}",
        )
        for number, (title, items) in enumerate(groups.items(), 1)
    ]
    if campaign.extras and here.state is not State.CANCELLED:
        shown.append(
            ItemGroupView(
                items=tuple(_addition(ctx, extra) for extra in campaign.extras),
                title=ctx.words("For any order"),
                anchor=f"items-group-{len(shown) + 1}",
            )
        )
    return tuple(shown)


def _numbered(items: list[ItemView], numbers: Iterator[int]) -> Iterator[ItemView]:
    """The items with their numbers, which stay theirs when one is full and stands last."""
    return (replace(item, number=f"{next(numbers):02}") for item in items)


def _addition(ctx: Context, extra: Extra) -> ItemView:
    """An extra that goes with every item stands once, after them."""
    w = ctx.words
    name = w.text(extra.name)
    note = (DetailRow(label=w("Note"), text=w.text(extra.note)),) if extra.note else ()
    return ItemView(
        name=name,
        anchor=f"extra-{slug_from(extra.code or name) or 'x'}",
        code=extra.code or "",
        price=PriceView(text=f"+{w.money(extra.price)}", figures=w.figures(extra.price, extra.price, before="+")),
        details=note,
    )


def _item(ctx: Context, campaign: Campaign, here: Standing, item: Item, position: int) -> ItemView:
    w = ctx.words
    code = facts.item_code(item, position)
    lines = [line for line in facts.sellables(campaign) if line.item is item]
    gone = all(facts.is_full(campaign, line, here.taken) for line in lines)
    full = gone and here.state in (*ORDERABLE, State.UPCOMING, State.FULL)
    since = here.full_since or here.counted
    return ItemView(
        name=w.text(item.name),
        anchor=f"item-{code.lower()}",
        code=code if len(campaign.items) > 1 or item.code else "",
        picture=ctx.picture(item.photo, w.text(item.name)),
        price=_price(ctx, campaign, here, item, lines),
        about=ctx.html(item.about, "campaigns", campaign.slug, "items", position - 1, "about"),
        details=tuple(_details(ctx, campaign, item)),
        choices=tuple(_choices(ctx, campaign, item)),
        variants=tuple(_variant(ctx, campaign, here, line) for line in lines if line.variant),
        extras=tuple(_extra(ctx, extra) for extra in item.extras),
        count=_item_count(ctx, campaign, here, item, code),
        full=full,
        full_words=(w("Quota full as of {date}", date=w.day(since)) if since else w("Full")) if full else "",
        stores=tuple(_stores(ctx, item)),
    )


def _price(ctx: Context, campaign: Campaign, here: Standing, item: Item, lines: list[Sellable]) -> PriceView | None:
    w = ctx.words
    prices = [line.price for line in lines if line.price is not None]
    if not prices or here.state is State.CANCELLED:
        return None
    rules = []
    if item.early and ctx.now < item.early.until.at and here.state in (State.UPCOMING, *ORDERABLE):
        rules.append(
            PriceRule(label=w("Until {date}", date=w.moment(item.early.until)), price=w.money(item.early.price))
        )
    for step in item.wholesale:
        label = w("From {count} pieces", count=w.number(step.from_))
        rules.append(PriceRule(label=label, price=w.money(step.price), note=w("each")))
    return PriceView(
        text=w.money_range(min(prices), max(prices)),
        figures=w.figures(min(prices), max(prices)),
        unit=w.text(item.unit),
        label=w("Price of this batch") if here.state is State.CLOSED else "",
        excludes=excludes(ctx, campaign),
        rules=tuple(rules),
        quiet=here.state in (State.SHIPPING, State.OVERDUE, State.DONE),
    )


def _details(ctx: Context, campaign: Campaign, item: Item) -> list[DetailRow]:
    w = ctx.words
    rows = []
    if item.contains:
        names = {line.code: line for line in facts.sellables(campaign)}
        parts = [
            f"{w.number(number)} × {line_name(ctx, names[code]) if code in names else code}"
            for code, number in item.contains.items()
        ]
        rows.append(DetailRow(label=w("Holds"), text=", ".join(parts)))
    if item.size:
        rows.append(DetailRow(label=w("Size"), text=w.text(item.size)))
    if item.weight:
        rows.append(DetailRow(label=w("Weight"), text=w.weight(item.weight)))
    if item.limit:
        rows.append(DetailRow(label=w("Limit"), text=w("{count} per order", count=w.number(item.limit))))
    if item.note:
        rows.append(DetailRow(label=w("Note"), text=w.text(item.note)))
    return rows


def _choices(ctx: Context, campaign: Campaign, item: Item) -> list[DetailRow]:
    w = ctx.words
    shown = []
    for name in item.choices:
        options = campaign.choices.get(name, ())
        shown.append(DetailRow(label=name[:1].upper() + name[1:], text=", ".join(w.text(option) for option in options)))
    return shown


def _variant(ctx: Context, campaign: Campaign, here: Standing, line: Sellable) -> VariantView:
    w = ctx.words
    variant = line.variant
    assert variant is not None
    full = facts.is_full(campaign, line, here.taken) and here.state in (*ORDERABLE, State.UPCOMING, State.FULL)
    own = variant.price is not None and here.state is not State.CANCELLED
    return VariantView(
        name=w.text(variant.name),
        code=line.code,
        price=w.money(line.price) if own and line.price is not None else "",
        count=_count(ctx, campaign, here, facts.drawn(campaign, here.taken).get(line.code, 0), line.quota),
        full=full,
        note=w("full") if full else w.text(variant.note),
    )


def _item_count(ctx: Context, campaign: Campaign, here: Standing, item: Item, code: str) -> CountRow | None:
    counts = facts.drawn(campaign, here.taken)
    number = facts.item_taken(campaign, item, counts) if item.variants else counts.get(code, 0)
    return _count(ctx, campaign, here, number, item.quota)


def _count(ctx: Context, campaign: Campaign, here: Standing, number: int, quota: int | None) -> CountRow | None:
    """A count is only shown with the moment it was counted, and never before opening or after the end."""
    shown = campaign.show_counts and here.taken is not None and here.counted is not None
    if not shown or quota is None or here.state in (State.UPCOMING, State.DONE, State.CANCELLED):
        return None
    w = ctx.words
    return CountRow(
        text=w("{taken} of {quota} taken", taken=w.number(number), quota=w.number(quota)),
        taken=min(number, quota),
        quota=quota,
    )


def _extra(ctx: Context, extra: Extra) -> PriceRule:
    w = ctx.words
    return PriceRule(label=w.text(extra.name), price=f"+{w.money(extra.price)}", note=w.text(extra.note))


def _stores(ctx: Context, item: Item) -> list[ActionView]:
    found = []
    for key in STORE_KEYS:
        offer = getattr(item, key)
        if offer:
            name = brands.brand(key).name
            label = f"{name}, {ctx.words.money(offer.price)}" if offer.price is not None else name
            found.append(ctx.action(label, offer.url, counted=True))
    return found


def line_name(ctx: Context, line: Sellable) -> str:
    """What an order line calls it: `30 ml`, or `Kaus, merah` for a variant."""
    name = ctx.words.text(line.item.name)
    return f"{name}, {ctx.words.text(line.variant.name)}" if line.variant else name
