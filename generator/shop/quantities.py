"""Ratings, counts and weights as sellers write them, read into exact numbers.

Owns the readings only; the same number rules as in `money`: a dot groups exactly three digits, and whatever
can be read in two ways is refused with both.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.problems import Kind, Refused
from generator.structs import Frozen

RATING_FORM = Kind("rating-form", "“{text}” is not a rating between 0 and 5.", "Write it like 4,9.")
COUNT_FORM = Kind("count-form", "“{text}” is not a whole number.", "Write it like 60, 1.250 or 10rb.")
COUNT_TWO_READINGS = Kind(
    "count-two-readings", "“{text}” can mean {one} or {other}.", "Write a whole number, such as {other}."
)
WEIGHT_FORM = Kind("weight-form", "“{text}” is not a weight.", "Write it with its unit, like 250 g or 0,5 kg.")
WEIGHT_UNIT = Kind("weight-unit", "“{text}” can mean {text} g or {text} kg.", "Write the unit behind the number.")
WEIGHT_TWO_READINGS = Kind(
    "weight-two-readings", "“{text}” can mean {one} or {other}.", "Write the weight in grams, such as {one}."
)

_SPACES = re.compile(r"[ \t\r\n\xa0\u2007\u2009\u202f]+")
_WHOLE = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}")
_TIMES = {"": 1, "rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_GRAMS = {"g": 1, "gr": 1, "gram": 1, "ons": 100, "kg": 1_000, "kilo": 1_000, "kilogram": 1_000}
_MAX_GRAMS = 1_000_000


def parse_rating(text: str) -> Decimal:
    """The rating from 0 to 5 with at most two decimals: `4,9`, `4.9`, `4,9/5`. Raises `Refused`."""
    found = re.fullmatch(r"([0-5])(?:[.,]([0-9]{1,2}))?(?: ?/ ?5)?", _plain(text))
    rating = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(6)
    if rating > 5:
        raise Refused(RATING_FORM, text=text)
    return rating


def parse_count(text: str) -> int:
    """A whole number of things: `60`, `1.250`, `10rb`, `1,5rb`. Raises `Refused`."""
    found = re.fullmatch(r"([0-9][0-9.,]*?) ?(rb|ribu|k|jt|juta)?", _plain(text))
    if not found:
        raise Refused(COUNT_FORM, text=text)
    number, times = found[1], found[2] or ""
    if _WHOLE.fullmatch(number):
        return int(number.replace(".", "")) * _TIMES[times]
    parts = re.fullmatch(r"([0-9]{1,6})[.,]([0-9]{1,6})", number)
    if not parts:
        raise Refused(COUNT_FORM, text=text)
    amount, lost = divmod(int(parts[1] + parts[2]) * _TIMES[times], int("1" + "0" * len(parts[2])))
    if times and "," in number and not lost:
        return amount
    joined = int(parts[1] + parts[2].ljust(3, "0")) * _TIMES[times]
    one = f"{parts[1]},{parts[2].rstrip('0')}".rstrip(",") + times
    other = f"{joined:,}".replace(",", ".")
    raise Refused(COUNT_TWO_READINGS, text=text, one=one, other=other)


class Sold(Frozen):
    """How many were sold, as marketplaces say it: `10rb+` is at least 10,000."""

    count: int
    at_least: bool = False


def parse_sold(text: str) -> Sold:
    """The number sold, with `+` for "at least". Raises `Refused`."""
    plain = _plain(text)
    return Sold(parse_count(plain.removesuffix("+")), plain.endswith("+"))


def parse_weight(text: str) -> int:
    """The weight in whole grams, at most one tonne: `250 g`, `0,5 kg`, `2 ons`. Raises `Refused`."""
    found = re.fullmatch(r"([0-9]{1,9}(?:[.,][0-9]{1,6})?) ?([a-z]*)\.?", _plain(text))
    if not found or found[2] not in (*_GRAMS, ""):
        raise Refused(WEIGHT_FORM, text=text)
    number, unit = found[1], found[2]
    if not unit:
        raise Refused(WEIGHT_UNIT, text=number)
    whole, sign, part = re.fullmatch(r"([0-9]+)([.,]?)([0-9]*)", number).groups()  # type: ignore[union-attr]  # same form
    decimal, lost = divmod(int(whole + part) * _GRAMS[unit], int("1" + "0" * len(part)))
    grouped = int(whole + part) * _GRAMS[unit]
    if len(part) == 3 and not whole.startswith("0"):
        # Indonesian writes 1.250 g and 1,250 kg; the other way round it may be either.
        if (sign, unit in ("kg", "kilo", "kilogram")) not in ((".", False), (",", True)):
            raise Refused(WEIGHT_TWO_READINGS, text=text, one=_grams(max(decimal, 1)), other=_grams(grouped))
        decimal, lost = (grouped, 0) if sign == "." else (decimal, lost)
    if lost or not 0 < decimal <= _MAX_GRAMS:
        raise Refused(WEIGHT_FORM, text=text)
    return decimal


def _grams(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " g"


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip().lower()
