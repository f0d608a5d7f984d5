"""The order form as the buyer fills it in: rows in groups, receiving, questions, and where the order is sent.

Owns what is asked and in which order. The sums and limits stand in `orderfacts`; the script does them.
"""

from __future__ import annotations

from generator.page.present.context import Context
from generator.page.present.orderfacts import facts_json, message_words, order_facts
from generator.page.views import (
    FormChannelView,
    FormExtraView,
    FormFieldView,
    FormGroupView,
    FormRowView,
    FormWayView,
    OrderFormView,
)
from generator.shop import standing as facts
from generator.shop.model.campaign import Campaign
from generator.shop.model.items import Extra
from generator.shop.model.ordering import Ask, Per, QuestionKind, Receive
from generator.shop.model.shop import Contact
from generator.shop.orders import Facts, Row
from generator.shop.standing import Sellable, Standing

MANY_ROWS = 12
"""Above this many rows the form can be searched."""
SHORT_ANSWER = 60
"""A question with at most so many letters gets a field of one line."""


def order_form(
    ctx: Context, campaign: Campaign, here: Standing, channels: tuple[tuple[Contact, str, str], ...]
) -> OrderFormView | None:
    """The form, or None where there is nothing to choose or nowhere to send it. `channels` holds who is written to,
    the key of the channel, and its name."""
    lines = facts.sellables(campaign)
    if not lines or not channels:
        return None
    w = ctx.words
    known = order_facts(ctx, campaign, here)
    groups: dict[str, list[FormRowView]] = {}
    for line, row in zip(lines, known.rows, strict=False):
        groups.setdefault(w.text(line.item.group), []).append(_row(ctx, campaign, here, line, row))
    shown = [
        FormGroupView(
            rows=tuple(sorted(rows, key=lambda row: bool(row.full_words))), title=title, anchor=f"order-group-{number}"
        )
        for number, (title, rows) in enumerate(groups.items(), 1)
    ]
    if campaign.extras:
        rows = tuple(
            FormRowView(code=row.code, name=row.name, price=f"+{w.money(extra.price)}", details=_notes(ctx, extra))
            for extra, row in zip(campaign.extras, known.rows[len(lines) :], strict=True)
        )
        title = w("For any order")
        shown.append(FormGroupView(rows=rows, title=title, anchor=f"order-group-{len(shown) + 1}"))
    people = tuple((person, channel) for person, channel, _ in channels)
    return OrderFormView(
        groups=tuple(shown),
        ways=tuple(_ways(ctx, campaign, known)),
        asks=tuple(_field(ctx, ask) for ask in campaign.ask if ask.per is Per.ORDER),
        channels=tuple(_channel(ctx, *each) for each in channels),
        facts=facts_json(ctx, known, message_words(ctx, campaign), people, _texts(ctx)),
        searchable=len(lines) > MANY_ROWS,
        voucher=any(voucher.until is None or ctx.now < voucher.until.at for voucher in campaign.vouchers),
    )


def _row(ctx: Context, campaign: Campaign, here: Standing, line: Sellable, row: Row) -> FormRowView:
    w, item = ctx.words, line.item
    full = facts.is_full(campaign, line, here.taken)
    since = here.full_since or here.counted
    gone = w("Quota full as of {date}", date=w.day(since)) if since else w("Full")
    return FormRowView(
        code=line.code,
        name=row.name,
        item=w.text(line.item.name),
        variant=w.text(line.variant.name) if line.variant else "",
        price=_price(ctx, line),
        details=() if full else tuple(_details(ctx, campaign, here, line)),
        full_words=gone if full else "",
        choices=tuple(
            FormFieldView(label=name[:1].upper() + name[1:], kind="choice", options=options)
            for name, options in row.choices
        ),
        extras=tuple(
            FormExtraView(label=w.text(it.name), price=f"+{w.money(it.price)}", note=w.text(it.note))
            for it in item.extras
        ),
        asks=tuple(_field(ctx, ask) for ask in campaign.ask if ask.per is Per.ITEM),
    )


def _price(ctx: Context, line: Sellable) -> str:
    if line.price is None:
        return ctx.words("price follows")
    unit = ctx.words.text(line.item.unit)
    return f"{ctx.words.money(line.price)} {unit}".strip()


def _details(ctx: Context, campaign: Campaign, here: Standing, line: Sellable) -> list[str]:
    """Lower prices, what is taken per its date, limits and notes: one short line each."""
    w, item = ctx.words, line.item
    rows = []
    if item.early and ctx.now < item.early.until.at:
        rows.append(w("{price} until {date}", price=w.money(item.early.price), date=w.moment(item.early.until)))
    rows += [
        w("{price} from {count} pieces", price=w.money(step.price), count=w.number(step.from_))
        for step in item.wholesale
    ]
    if campaign.show_counts and here.taken is not None and here.counted and line.quota:
        taken = facts.drawn(campaign, here.taken).get(line.code, 0)
        count = w("{taken} of {quota} taken", taken=w.number(taken), quota=w.number(line.quota))
        rows.append(f"{count} {w('as of {date}', date=w.day(here.counted))}")
    if item.limit:
        rows.append(w("At most {count} in one order", count=w.number(item.limit)))
    note = line.variant.note if line.variant else None
    return [*rows, *(w.text(each) for each in (note, item.note) if each)]


def _notes(ctx: Context, extra: Extra) -> tuple[str, ...]:
    return (ctx.words.text(extra.note),) if extra.note else ()


def _ways(ctx: Context, campaign: Campaign, known: Facts) -> list[FormWayView]:
    every = [*campaign.receive, *(way for terms in campaign.for_.values() for way in terms.receive)]
    return [
        FormWayView(name=fact.name, detail=_where(ctx, way), address=fact.address)
        for way, fact in zip(every, known.ways, strict=False)
    ]


def _where(ctx: Context, way: Receive) -> str:
    w = ctx.words
    return " · ".join(
        part for part in (w.text(way.place), w.text(way.areas), w.text(way.hours), w.cost(way.cost)) if part
    )


def _field(ctx: Context, ask: Ask) -> FormFieldView:
    w = ctx.words
    kind = ask.kind.value
    if ask.kind is QuestionKind.TEXT and ask.per is Per.ORDER and not (ask.limit and ask.limit <= SHORT_ANSWER):
        kind = "long"
    return FormFieldView(
        label=w.text(ask.label),
        kind=kind,
        options=tuple(w.text(option) for option in ask.options),
        required=ask.required,
        limit=ask.limit or 0,
        help=w.text(ask.help),
    )


def _channel(ctx: Context, person: Contact, channel: str, name: str) -> FormChannelView:
    w = ctx.words
    takes = channel != "instagram"
    label = w("Send through {channel}", channel=name) if takes else w("Copy and open {channel}", channel=name)
    note = "" if takes else w("Instagram takes no message along: the order is copied, paste it into the chat.")
    action = ctx.channel(person, channel, label=label)
    return FormChannelView(action=action, brand=action.brand, note=note)


def _texts(ctx: Context) -> dict[str, str]:
    """What the script itself says."""
    w = ctx.words
    return {
        "missing": w("Still empty: {what}.", what="{what}"),
        "long": w("The order is too long for a link: it is copied, paste it into the chat."),
    }
