"""The order message: which fields a seller's own text may hold, and the text with an order filled in.

Owns the fields' names and how an order reads as a message; the browser has a twin
(`themes/base/scripts/*order-sums.js`), driven by the same vectors. Words of the page's language and the form of
money come from outside. It must not know the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from generator.shop.links import fits
from generator.shop.orders import Facts, Order, OrderedLine, Sums, add_up, row_of
from generator.structs import Frozen

MESSAGE_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "shop": "The shop's name.",
        "campaign": "The campaign's title, with its batch.",
        "items": "One line for each item: code, name, choices, number, price.",
        "total": "The sum of what is known, and what is still to come.",
        "code": "The order code, for matching only.",
        "name": "The buyer's name.",
        "receive": "How the buyer receives the goods.",
        "address": "The address, where the way of receiving needs one.",
        "payment": "The first payment: its name and amount.",
        "questions": "The answers to your questions.",
        "note": "What the buyer adds.",
    }
)
"""Field → what stands in its place."""

_FIELD = re.compile(r"\{ ?([A-Za-z_]{1,40}) ?\}")
_EDGES = "".join(
    chr(code)
    for code in (*range(9, 14), 32, 160, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF)
)
"""What `String.prototype.trim` takes away."""


def fields_in(message: str) -> tuple[str, ...]:
    """The names in braces, in order: `Halo, pesan {items}` holds `items`."""
    return tuple(_FIELD.findall(message))


def fill(template: str, values: Mapping[str, str], *, blanks: bool = False) -> str:
    """The text with its fields filled in. A line whose fields are all empty is left out, more than one empty line
    becomes one; with `blanks` all lines stay, for the buyer to fill in."""
    if blanks:
        return _FIELD.sub(lambda field: values.get(field[1], ""), template)
    lines = []
    for line in template.split("\n"):
        found = _FIELD.findall(line)
        if not found or any(values.get(name) for name in found):
            lines.append(_FIELD.sub(lambda field: values.get(field[1], ""), line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(_EDGES)


class MessageWords(Frozen):
    """The message's own words. `template` holds fields, `price_later` the field `{name}`, `voucher` `{code}`."""

    template: str
    shop: str
    campaign: str
    goods: str
    shipping: str
    total: str
    price_later: str
    voucher: str


class Written(Frozen):
    """An order as text, and its links: one for each channel, without the text where no link can carry it."""

    text: str
    links: tuple[str, ...]


Channel = tuple[Callable[[str], str] | None, str]
"""A link made of a message (None where the channel takes none along), and the link to the bare chat."""


def write_order(  # one call for everything that the form shows
    facts: Facts,
    words: MessageWords,
    order: Order,
    *,
    money: Callable[[int], str],
    at: datetime,
    channels: tuple[Channel, ...],
) -> Written:
    """The message and its links: with names where they fit, else with codes alone, else to be copied whole."""
    full = ""
    for short in (False, True):
        text = compose(facts, words, order, money=money, at=at, short=short)
        made = [link(text) if link else bare for link, bare in channels]
        if all(fits(each) for each in made):
            return Written(text, tuple(made))
        full = full or text
    return Written(full, tuple(bare for _, bare in channels))


def compose(
    facts: Facts, words: MessageWords, order: Order, *, money: Callable[[int], str], at: datetime, short: bool
) -> str:
    """The seller's template with this order in it; `short` names things by their codes alone."""
    sums = add_up(facts, order, at)
    way = facts.ways[order.way]
    payment = next(iter(sums.payments), None)
    lines = (
        _line(facts, line, amount, money, short=short) for line, amount in zip(order.lines, sums.lines, strict=True)
    )
    return fill(
        words.template,
        {
            "shop": words.shop,
            "campaign": words.campaign,
            "items": "\n".join(lines),
            "total": "\n".join(total_lines(facts, words, order, sums, money)),
            "code": order.code,
            "name": order.name.strip(_EDGES),
            "receive": way.name,
            "address": order.address.strip(_EDGES) if way.address else "",
            "payment": f"{payment[0]}: {money(payment[1])}" if payment else "",
            "questions": "\n".join(_answers(facts.asks, order.answers)),
            "note": order.note.strip(_EDGES),
        },
    )


def total_lines(
    facts: Facts, words: MessageWords, order: Order, sums: Sums, money: Callable[[int], str]
) -> tuple[str, ...]:
    """Goods, shipping and total where they are known, then what is said later."""
    rows = [f"{words.goods}: {money(sums.goods)}"]
    if sums.shipping:
        rows += [f"{words.shipping}: {money(sums.shipping)}", f"{words.total}: {money(sums.total)}"]
    return (*rows, *unknown_lines(facts, words, order, sums))


def unknown_lines(facts: Facts, words: MessageWords, order: Order, sums: Sums) -> tuple[str, ...]:
    """One line for each thing that only the seller's answer settles."""
    rows = [words.price_later.replace("{name}", row.name) for row in sums.unpriced]
    if voucher := order.voucher.strip(_EDGES):
        rows.append(words.voucher.replace("{code}", voucher))
    return (*rows, *facts.ways[order.way].unknown)


def _line(facts: Facts, line: OrderedLine, amount: int | None, money: Callable[[int], str], *, short: bool) -> str:
    row = row_of(facts, line)
    what = row.code if short else f"{row.name} ({row.code})"
    said = f"• {line.quantity} × {what}" + (f" – {money(amount)}" if amount is not None else "")
    details = [
        f"{name}: {options[chosen]}"
        for (name, options), chosen in zip(row.choices, line.choices, strict=False)
        if chosen >= 0
    ]
    details += [f"+ {row.extras[position][0]}" for position in line.extras]
    details += _answers(row.asks, line.answers)
    return f"{said}\n  {'; '.join(details)}" if details else said


def _answers(asks: tuple[str, ...], answers: tuple[str, ...]) -> list[str]:
    pairs = ((label, answer.strip(_EDGES)) for label, answer in zip(asks, answers, strict=False))
    return [f"{label}: {answer}" for label, answer in pairs if answer]
