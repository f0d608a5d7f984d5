"""What an order comes to: lines, price rules, limits, what is not known yet, deposit and rest.

Owns the sums of an order form as pure functions over facts that are already words and whole amounts; the browser
has a twin (`themes/base/scripts/*order-sums.js`) and `tests/vectors/orders.json` drives both. It must not know the
model, word anything, or compose a message: `ordermessage` does that.
"""

from __future__ import annotations

from datetime import datetime

from generator.shop.money import Part, split
from generator.shop.prices import Price, unit_price
from generator.structs import Frozen


class Pool(Frozen):
    """Pieces that several lines share: at most this many in one order, and the sentence that says so."""

    most: int
    text: str


class Row(Frozen):
    """What one line can name. Rows of the same `item` count together for price steps; `price` is None while nobody
    knows it. `draws` are positions in `Facts.pools` with the number of pieces that one of these takes."""

    code: str
    name: str
    item: int
    price: Price | None
    draws: tuple[tuple[int, int], ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    extras: tuple[tuple[str, int], ...] = ()
    asks: tuple[str, ...] = ()


class Way(Frozen):
    """A way of receiving: what it costs where that is known, what is said later, and which payments hold."""

    name: str = ""
    shipping: int = 0
    unknown: tuple[str, ...] = ()
    plan: int = 0
    address: bool = False


Plan = tuple[tuple[str, Part], ...]
"""Payments by name, in order, without those that are said later."""


class Facts(Frozen):
    """Everything that a campaign's order form counts with. There is always at least one way and one plan."""

    rows: tuple[Row, ...]
    pools: tuple[Pool, ...]
    ways: tuple[Way, ...]
    plans: tuple[Plan, ...]
    asks: tuple[str, ...]


class OrderedLine(Frozen):
    """Some pieces of a row. `choices` and `extras` are positions in the row's; a choice not made is -1."""

    code: str
    quantity: int
    choices: tuple[int, ...] = ()
    extras: tuple[int, ...] = ()
    answers: tuple[str, ...] = ()


class Order(Frozen):
    """What a buyer has filled in. `way` is a position in `Facts.ways`."""

    lines: tuple[OrderedLine, ...]
    way: int = 0
    name: str = ""
    address: str = ""
    answers: tuple[str, ...] = ()
    voucher: str = ""
    note: str = ""
    code: str = ""


class Sums(Frozen):
    """`lines` holds one sum for each line, None where its price is not known; `unpriced` the rows of those.
    `payments` add up to `total`, and are empty while a price is missing."""

    lines: tuple[int | None, ...]
    unpriced: tuple[Row, ...]
    goods: int
    shipping: int
    payments: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return self.goods + self.shipping


def row_of(facts: Facts, line: OrderedLine) -> Row:
    """The row that a line names."""
    return next(row for row in facts.rows if row.code == line.code)


def add_up(facts: Facts, order: Order, at: datetime) -> Sums:
    """What the order comes to at an aware instant. Price steps count all lines of an item together; extras cost
    once a piece; known shipping is paid with the last payment."""
    pieces: dict[int, int] = {}
    for line in order.lines:
        item = row_of(facts, line).item
        pieces[item] = pieces.get(item, 0) + line.quantity
    lines = tuple(_line(row_of(facts, line), line, pieces, at) for line in order.lines)
    unpriced = tuple(dict.fromkeys(row_of(facts, line) for line in order.lines if row_of(facts, line).price is None))
    goods = sum(amount for amount in lines if amount is not None)
    way = facts.ways[order.way]
    return Sums(lines, unpriced, goods, way.shipping, () if unpriced else _payments(facts, way, goods))


def _line(row: Row, line: OrderedLine, pieces: dict[int, int], at: datetime) -> int | None:
    if row.price is None:
        return None
    extras = sum(row.extras[position][1] for position in line.extras)
    return line.quantity * (unit_price(row.price, pieces[row.item], at) + extras)


def _payments(facts: Facts, way: Way, goods: int) -> tuple[tuple[str, int], ...]:
    plan = facts.plans[way.plan]
    if not plan:
        return ()
    amounts = list(split(goods, tuple(part for _, part in plan)))
    amounts[-1] += way.shipping
    return tuple((name, amount) for (name, _), amount in zip(plan, amounts, strict=True))


def over(facts: Facts, order: Order) -> tuple[str, ...]:
    """The sentences of every limit that the order goes beyond."""
    drawn = [0] * len(facts.pools)
    for line in order.lines:
        for pool, pieces in row_of(facts, line).draws:
            drawn[pool] += pieces * line.quantity
    return tuple(pool.text for pool, count in zip(facts.pools, drawn, strict=True) if count > pool.most)
