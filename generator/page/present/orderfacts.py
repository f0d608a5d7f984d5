"""What an order form counts with: a campaign's rows, limits, ways, payments and words, and all of it as JSON.

Owns which of the seller's facts hold for one order. It must not do sums (`shop.orders`) or make views.
"""

from __future__ import annotations

import json
from decimal import Decimal

from generator.page import i18n
from generator.page.present.context import Context, channel_link
from generator.page.present.items import line_name
from generator.page.present.prices import left_out
from generator.page.present.receiving import way_name
from generator.page.views import Html
from generator.problems import Refused
from generator.shop import standing as facts
from generator.shop.costs import Later
from generator.shop.model.campaign import Campaign
from generator.shop.model.items import Item
from generator.shop.model.ordering import Payment, Per, Receive, ReceiveKind
from generator.shop.model.shop import Contact
from generator.shop.money import Fixed, Part, Rest, Share, check_parts
from generator.shop.ordermessage import MessageWords
from generator.shop.orders import Facts, Plan, Pool, Row, Way
from generator.shop.prices import Early, Price, Step
from generator.shop.schedule import epoch_ms
from generator.shop.standing import Sellable, Standing
from generator.structs import field_names, replace

_NO_PARCEL = (ReceiveKind.PICKUP, ReceiveKind.MEETUP, ReceiveKind.DIGITAL)
_ONLY_SHIPPING = ("ongkir", "ongkos kirim", "biaya kirim", "shipping", "shipping costs")


def order_facts(ctx: Context, campaign: Campaign, here: Standing) -> Facts:
    """The campaign's facts for one order. A row that is full is there too; the form does not let it be chosen."""
    pools = _Pools(ctx, campaign, here)
    asks = tuple(ctx.words.text(ask.label) for ask in campaign.ask if ask.per is Per.ITEM)
    rows = [_row(ctx, campaign, line, pools, asks) for line in facts.sellables(campaign)]
    for position, extra in enumerate(campaign.extras, 1):
        code = extra.code or f"T{position}"
        while any(row.code == code for row in rows):  # an item may have this code
            code += "+"
        rows.append(Row(code, ctx.words.text(extra.name), -position, Price(extra.price)))
    plans = [_plan(ctx, campaign.payments)]
    ways = [_way(ctx, campaign, way, campaign.payments) for way in campaign.receive]
    for terms in campaign.for_.values():
        payments, whom = terms.payments or campaign.payments, ctx.words.text(terms.label)
        theirs = [_way(ctx, campaign, way, payments) for way in terms.receive]
        ways += [replace(way, name=f"{way.name} ({whom})", plan=len(plans)) for way in theirs]
        plans.append(_plan(ctx, payments))
    asked = tuple(ctx.words.text(ask.label) for ask in campaign.ask if ask.per is Per.ORDER)
    return Facts(
        tuple(rows), tuple(pools.found), tuple(ways) or (_way(ctx, campaign, None, campaign.payments),),
        tuple(plans), asked,
    )  # fmt: skip


class _Pools:
    """The limits of an order, each once, and which of them a line draws on."""

    def __init__(self, ctx: Context, campaign: Campaign, here: Standing) -> None:
        self.found: list[Pool] = []
        self._ctx, self._campaign, self._here = ctx, campaign, here
        self._places: dict[str, int] = {}
        w = ctx.words
        counts = facts.drawn(campaign, here.taken) if here.taken and here.counted and campaign.show_counts else None
        if campaign.limit:
            text = w("At most {count} pieces in one order.", count=w.number(campaign.limit))
            self._add("limit", campaign.limit, text)
        if campaign.quota:
            self._quota("quota", campaign.quota, facts.total_taken(here.taken) if counts else None, "")
        for position, item in enumerate(campaign.items, 1):
            code, name = facts.item_code(item, position), w.text(item.name)
            if item.limit:
                text = w("At most {count} × {name} in one order.", count=w.number(item.limit), name=name)
                self._add(f"limit {code}", item.limit, text)
            if item.quota and item.variants:
                taken = facts.item_taken(campaign, item, counts) if counts else None
                self._quota(f"quota {code}", item.quota, taken, name)
        for line in facts.sellables(campaign):
            if line.quota:
                taken = counts.get(line.code, 0) if counts else None
                self._quota(f"quota {line.code}", line.quota, taken, line_name(ctx, line))

    def _quota(self, key: str, quota: int, taken: int | None, name: str) -> None:
        w, since = self._ctx.words, self._here.counted
        if taken is None or since is None:
            text = w("There are only {count} × {name}.", count=w.number(quota), name=name)
            text = text if name else w("There are only {count} in all.", count=w.number(quota))
            self._add(key, quota, text)
            return
        left = max(quota - taken, 0)
        day = w.day(since)
        text = w("{count} × {name} were left as of {date}.", count=w.number(left), name=name, date=day)
        text = text if name else w("{count} were left in all as of {date}.", count=w.number(left), date=day)
        self._add(key, left, text)

    def _add(self, key: str, most: int, text: str) -> None:
        self._places[key] = len(self.found)
        self.found.append(Pool(most, i18n.breakable(text)))

    def drawn(self, line: Sellable) -> tuple[tuple[int, int], ...]:
        code = facts.item_code(line.item, self._campaign.items.index(line.item) + 1)
        pieces = {"limit": 1, "quota": 1, f"limit {code}": 1, f"quota {code}": 1, f"quota {line.code}": 1}
        for part, number in (line.item.contains or {}).items():
            pieces[f"quota {part}"] = pieces.get(f"quota {part}", 0) + number
        return tuple((self._places[key], number) for key, number in pieces.items() if key in self._places)


def _row(ctx: Context, campaign: Campaign, line: Sellable, pools: _Pools, asks: tuple[str, ...]) -> Row:
    w, item = ctx.words, line.item
    return Row(
        code=line.code,
        name=line_name(ctx, line),
        item=campaign.items.index(item),
        price=None if line.price is None else _price(item, line.price),
        draws=pools.drawn(line),
        choices=tuple((name, tuple(w.text(it) for it in campaign.choices.get(name, ()))) for name in item.choices),
        extras=tuple((w.text(extra.name), extra.price) for extra in item.extras),
        asks=asks,
    )


def _price(item: Item, regular: int) -> Price:
    early = Early(item.early.price, item.early.until.at) if item.early else None
    return Price(regular, early, tuple(Step(step.from_, step.price) for step in item.wholesale))


def _plan(ctx: Context, payments: tuple[Payment, ...]) -> Plan:
    """The payments that can be worked out now; none where they do not make the whole."""
    plan = tuple((ctx.words.text(it.name), it.amount) for it in payments if not isinstance(it.amount, Later))
    try:
        if plan:
            check_parts(tuple(part for _, part in plan))
    except Refused:
        return ()
    return plan


def _way(ctx: Context, campaign: Campaign, way: Receive | None, payments: tuple[Payment, ...]) -> Way:
    """What holds for one way of receiving; None is the way nobody spoke of."""
    w = ctx.words
    later = [_later(ctx, payment) for payment in payments if isinstance(payment.amount, Later)]
    unknown, shipping = list(later), 0
    parcel = way is not None and way.way not in _NO_PARCEL
    cost = way.cost if way else None
    if cost and cost.low is not None and cost.high is not None:
        shipping = cost.low if cost.low == cost.high else 0
        if cost.low != cost.high:
            unknown.insert(0, w("Shipping: {cost}, the admin tells you the exact sum", cost=w.cost(cost)))
    elif (parcel or cost or not (way or campaign.excludes)) and not later:
        unknown.insert(0, w("Shipping: follows from the admin"))
    what = left_out(ctx, campaign)
    settled = what.lower() in _ONLY_SHIPPING and way is not None
    if what and not unknown and not settled:
        unknown.append(w("Not included: {what}", what=what))
    if campaign.unique_code:
        unknown.append(w("Unique code: from the admin"))
    said = tuple(i18n.breakable(each) for each in unknown)
    if way is None:
        return Way(unknown=said)
    return Way(way_name(ctx, way), shipping, said, address=parcel)


def _later(ctx: Context, payment: Payment) -> str:
    w = ctx.words
    name = w.text(payment.name)
    if payment.estimate:
        return w("{name}: follows, about {cost}", name=name, cost=w.cost(payment.estimate))
    return w("{name}: follows from the admin", name=name)


def message_words(ctx: Context, campaign: Campaign) -> MessageWords:
    """The words of the order message, and its template: the seller's, else the usual one."""
    w = ctx.words
    title = w.text(campaign.title)
    if campaign.batch and not campaign.repeats:
        title = f"{title}, {w('Batch {number}', number=campaign.batch)}"
    usual = "\n".join(
        (
            w("Hello {shop}, I would like to order from {title}:", shop="{shop}", title="{campaign}"),
            "{items}", "", "{total}", "{payment}", "",
            f"{w('Receiving: ')}{{receive}}", f"{w('Name: ')}{{name}}", f"{w('Address: ')}{{address}}", "{questions}",
            f"{w('Note: ')}{{note}}", "", f"{w('Order code: ')}{{code}}",
        )
    )  # fmt: skip
    return MessageWords(
        template=i18n.breakable(w.text(campaign.message) or usual),
        shop=w.text(ctx.site.shop.name),
        campaign=i18n.breakable(title),
        goods=w("Goods in all"),
        shipping=w("Shipping costs"),
        total=w("Total"),
        price_later=w("Price of {name}: follows from the admin", name="{name}"),
        voucher=w("Code {code}: the admin confirms it", code="{code}"),
    )


def facts_json(
    ctx: Context, known: Facts, words: MessageWords, channels: tuple[tuple[Contact, str], ...], texts: dict[str, str]
) -> Html:
    """The facts as JSON that can stand inside a script element: no `<`, `>`, `&`, U+2028 or U+2029 as they are."""
    found = {
        "rows": [_row_json(row) for row in known.rows],
        "pools": [[pool.most, pool.text] for pool in known.pools],
        "ways": [
            {"name": way.name, "shipping": way.shipping, "unknown": way.unknown,
             "plan": way.plan, "address": way.address}
            for way in known.ways
        ],
        "plans": [[{"name": name, **_part_json(part)} for name, part in plan] for plan in known.plans],
        "asks": known.asks,
        "money": _money_json(ctx),
        "words": {key: getattr(words, key) for key in field_names(MessageWords)},
        "channels": [channel_json(ctx, person, channel) for person, channel in channels],
        "texts": texts,
    }  # fmt: skip
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Html(text)


def channel_json(ctx: Context, person: Contact, channel: str) -> tuple[str, str, str]:
    """The start of a link that takes the message along (empty where the channel takes none), the bare chat, and
    how its lines end."""
    subject = ctx.words.text(ctx.site.shop.name)
    bare, filled = (channel_link(person, channel, text, subject) for text in ("", "x"))
    return (filled.removesuffix("x") if filled != bare else "", bare, "%0D%0A" if channel == "email" else "%0A")


def _row_json(row: Row) -> dict[str, object]:
    found: dict[str, object] = {"code": row.code, "name": row.name, "item": row.item, "price": None}
    if row.price:
        steps = [[step.quantity, step.price] for step in row.price.steps]
        found |= {"price": row.price.regular, "steps": steps}
        if row.price.early:
            found["early"] = [row.price.early.price, epoch_ms(row.price.early.until)]
    return found | {"draws": dict(row.draws), "choices": row.choices, "extras": row.extras, "asks": row.asks}


def _part_json(part: Part) -> dict[str, int]:
    share = part.percent if isinstance(part, Share) else 0
    fixed = part.amount if isinstance(part, Fixed) else 0
    return {"share": share, "fixed": fixed, "rest": int(isinstance(part, Rest))}


def _money_json(ctx: Context) -> list[object]:
    """How the script writes money: sign, digits after the point, the sign between thousands, the point."""
    w = ctx.words
    zero = i18n.breakable(w.money(0))
    digits = len(zero.partition("0")[2].lstrip(".,"))
    return [zero.partition("0")[0], digits, w.number(1000)[1], w.number(Decimal("0.5"))[1]]
