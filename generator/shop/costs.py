"""Amounts that are not one number: a part of a price, a range, something free, something not known yet.

Owns how sellers write them (`50%`, `rest`, `later`, `10.000-25.000`, `gratis`) and nothing about their sums:
`money` splits a total.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from generator.problems import Kind, Refused
from generator.shop.money import Fixed, Rest, Share, parse_money, parse_percent
from generator.structs import Frozen

AMOUNT_UNREADABLE = Kind(
    "amount", "`{text}` is not an amount of a payment.", "Write `50%`, a sum such as `100.000`, `rest`, or `later`."
)
RANGE_BACKWARDS = Kind("range-backwards", "The range `{text}` goes backwards.", "Write the smaller amount first.")


class Later(Frozen):
    """An amount that the seller says later."""


Amount: TypeAlias = Share | Fixed | Rest | Later


class Cost(Frozen):
    """From `low` to `high` in the currency's smallest shown unit, equal for one sum; 0 and 0 is free; both
    None where it is said later."""

    low: int | None
    high: int | None

    @property
    def known(self) -> bool:
        return self.low is not None


LATER = frozenset({"later", "menyusul", "nanti", "belum pasti", "dari admin", "by admin", "tba"})
REST = frozenset({"rest", "the rest", "sisa", "sisanya", "pelunasan", "remainder"})
FREE = frozenset({"free", "gratis", "0", "bebas ongkir"})

_DASH = re.compile(r"\s*(?:-|–|—|\bto\b|\bsampai\b|\bs/d\b|\bs\.d\.)\s*")


def parse_amount(text: str, currency: str) -> Amount:
    """What one payment asks for. Raises `Refused`."""
    word = " ".join(text.lower().split())
    if word in REST:
        return Rest()
    if word in LATER:
        return Later()
    if word.endswith("%"):
        return Share(parse_percent(word))
    if not re.search(r"\d", word):
        raise Refused(AMOUNT_UNREADABLE, text=text)
    return Fixed(parse_money(text, currency))


def parse_cost(text: str, currency: str) -> Cost:
    """A sum, a range, free, or later. Raises `Refused`."""
    word = " ".join(text.lower().split())
    if word in LATER:
        return Cost(None, None)
    if word in FREE:
        return Cost(0, 0)
    ends = [part for part in _DASH.split(word) if part]
    if len(ends) != 2:
        whole = parse_money(text, currency)
        return Cost(whole, whole)
    low, high = parse_money(ends[0], currency), parse_money(ends[1], currency)
    if low > high:
        raise Refused(RANGE_BACKWARDS, instead=f"{ends[1]}-{ends[0]}", text=text)
    return Cost(low, high)
