"""Money as whole numbers of the currency's smallest shown unit (rupiah, not sen), and how it is divided.

Owns how amounts and percentages are read from what a seller writes, the one rounding rule, and the split of
a total into payments. Pure functions over ints; words and formats for buyers belong to `page`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from generator.problems import Kind, Refused
from generator.structs import Frozen

MONEY_FORM = Kind(
    "money-form",
    "“{text}” is not an amount of money in {currency}.",
    "Write it like {example}.",
)
MONEY_TWO_READINGS = Kind(
    "money-two-readings",
    "“{text}” can mean {one} or {other}.",
    "Write the amount you mean like {example}.",
)
MONEY_FRACTION = Kind(
    "money-fraction",
    "“{text}” is smaller than the smallest unit of {currency}.",
    "Write a whole amount, like {example}.",
)
MONEY_NEGATIVE = Kind("money-negative", "“{text}” is below zero.", "Write an amount of zero or more.")
MONEY_LARGE = Kind("money-large", "“{text}” is more than one hundred billion.", "Check the number of zeros.")
PERCENT_FORM = Kind("percent-form", "“{text}” is not a percentage between 0% and 100%.", "Write it like 50% or 12,5%.")
PARTS_OVER = Kind(
    "payments-over",
    "The payments add up to {percent}% of the price.",
    "Lower them to 100%, or write rest for the last.",
)
PARTS_UNDER = Kind(
    "payments-under",
    "The payments do not add up to the whole price.",
    "Write rest as the amount of the last payment.",
)
PARTS_RESTS = Kind(
    "payments-two-rests", "Two payments take the rest.", "Keep rest for one payment and give the other its amount."
)

MAX_AMOUNT = 10**11 - 1
"""The largest amount: amount × 10,000 × 2 stays below 2^53, so the browser's numbers stay exact."""

WHOLE = 10_000
"""100 % in hundredths of a percent, the unit of every percentage here."""

_DIGITS_OF = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
    "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "IDR": 0,  # ISO 4217 says 2, but no price has shown sen for decades
}  # fmt: skip
_SIGNS = {
    "rp": "IDR", "$": "USD", "us$": "USD", "s$": "SGD", "a$": "AUD", "rm": "MYR", "€": "EUR", "£": "GBP",
    "¥": "JPY", "₩": "KRW", "฿": "THB", "₱": "PHP", "hk$": "HKD",
}  # fmt: skip
_TIMES = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_SPACES = re.compile(r"[ \t\r\n\xa0\u2007\u2009\u202f]+")
_AMOUNT = re.compile(r"([^0-9.,+\s–−-]+\.?)? ?([0-9][0-9.,]*?)(?: ?(rb|ribu|k|jt|juta))?(,-|,--)?(?: ?([a-z€£¥$]+))?")


def shown_digits(currency: str) -> int:
    """How many digits after the decimal sign prices in this ISO 4217 currency show (IDR 0, USD 2)."""
    return _DIGITS_OF.get(currency, 2)


def written(amount: int, currency: str = "IDR") -> str:
    """The amount as it may be written in YAML: `150.000`, or `25.00` in a currency with cents."""
    digits = shown_digits(currency)
    if not digits:
        return f"{amount:,}".replace(",", ".")
    whole, part = divmod(amount, _power(digits))
    return f"{whole}.{part:0{digits}}"


def parse_money(text: str, currency: str = "IDR") -> int:
    """The amount in the currency's smallest shown unit.

    In rupiah a dot groups exactly three digits, a comma only stands before `rb ribu k jt juta`, and `Rp`,
    `IDR` and `,-` may surround it. In currencies with cents the last sign before exactly that many digits is
    the decimal sign. Raises `Refused`; where two readings are possible, names both.
    """
    plain = _SPACES.sub(" ", text).strip().lower()
    found = _AMOUNT.fullmatch(plain)
    if not found:
        kind = MONEY_NEGATIVE if re.search(r"^[^0-9]{0,4}[-−–] ?[0-9]", plain) else MONEY_FORM
        raise _refused(kind, text, currency)
    before, number, times, dash, after = found.groups()
    if re.match("0[0-9]", number):  # a phone number, or a zero too many
        raise _refused(MONEY_FORM, text, currency)
    for sign in (before, after):
        if sign and _currency_of(sign) != currency:
            raise _refused(MONEY_FORM, text, currency)
    if currency == "IDR":
        amount = _rupiah(number, times or "", text)
    elif times or dash:
        raise _refused(MONEY_FORM, text, currency)
    else:
        amount = _with_cents(number, currency, text)
    if amount > MAX_AMOUNT:
        raise _refused(MONEY_LARGE, text, currency)
    return amount


def _currency_of(sign: str) -> str:
    name = sign.removesuffix(".")
    return "IDR" if name in ("rupiah", "idr") else _SIGNS.get(name, name.upper())


def _rupiah(number: str, times: str, text: str) -> int:
    factor = _TIMES.get(times, 1)
    if re.fullmatch(r"[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4}", number):
        return int(number.replace(".", "")) * factor
    if times and (found := re.fullmatch(r"([0-9]{1,6}),([0-9]{1,6})", number)):
        amount, lost = divmod(int(found[1] + found[2]) * factor, _power(len(found[2])))
        if lost:
            raise _refused(MONEY_FRACTION, text, "IDR")
        return amount
    raise _two_readings(number, factor, "IDR", text)


def _with_cents(number: str, currency: str, text: str) -> int:
    digits = shown_digits(currency)
    figures = re.sub("[.,]", "", number)
    cents = rf"(?:[0-9]{{1,15}}|[0-9]{{1,3}}([.,])[0-9]{{3}}(?:\1[0-9]{{3}}){{0,3}}(?!\1))[.,][0-9]{{{digits}}}"
    if digits and re.fullmatch(cents, number):
        return int(figures)
    if re.fullmatch(r"[0-9]{1,15}|[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3}){0,3}", number):
        return int(figures) * _power(digits)
    raise _two_readings(number, 1, currency, text)


def _two_readings(number: str, factor: int, currency: str, text: str) -> Refused:
    """Both things that a number with an odd sign can mean: the last sign as decimal sign, or as grouping."""
    found = re.fullmatch(r"([0-9.,]*)[.,]([0-9]+)", number)
    whole, part = (re.sub("[.,]", "", group) for group in found.groups()) if found else ("", "")
    if not whole or len(whole + part) > 15:
        return _refused(MONEY_FORM, text, currency)
    scale = _power(shown_digits(currency))
    fraction = int(whole + part) * factor * scale
    unit = _power(len(part))
    one = written(fraction // unit, currency) if fraction % unit == 0 else f"{whole},{part.rstrip('0')}"
    joined = int(whole + part.ljust(3, "0")) * factor
    other = written(joined * scale, currency)
    # Two zeros after a comma, behind proper grouping, are sen that nobody uses.
    sure = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{3})+),00", number) if currency == "IDR" else None
    shown = "Rp" if currency == "IDR" else f"{currency} "
    return Refused(
        MONEY_TWO_READINGS,
        instead=sure[1] if sure else "",
        text=text,
        one=shown + one,
        other=shown + other,
        example=_example(currency),
    )


def _example(currency: str) -> str:
    if currency == "IDR":
        return "150.000, 150rb, 1,5jt"
    return written(25 * _power(shown_digits(currency)), currency)


def _power(digits: int) -> int:
    return int("1" + "0" * digits)


def _refused(kind: Kind, text: str, currency: str) -> Refused:
    return Refused(kind, text=text, currency=currency, example=_example(currency))


# Percentages and the rounding rule


def parse_percent(text: str) -> int:
    """The percentage in hundredths of a percent (`12,5%` → 1250), from 0 to `WHOLE`. Raises `Refused`."""
    found = re.fullmatch(
        r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))? ?(?:%|persen|percent)", _SPACES.sub(" ", text).strip().lower()
    )
    percent = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else WHOLE + 1
    if percent > WHOLE:
        raise Refused(PERCENT_FORM, text=text)
    return percent


def share(amount: int, percent: int) -> int:
    """The part of an amount, `percent` in hundredths of a percent, rounded half up to the whole unit.

    The only rounding rule: what is left over is always taken by subtraction, so parts equal their total.
    """
    return (2 * amount * percent + WHOLE) // (2 * WHOLE)


# The split of a total into payments


class Share(Frozen):
    """A payment of `percent` hundredths of a percent of the total."""

    percent: int


class Fixed(Frozen):
    """A payment of a fixed amount, or of what is left when that is less."""

    amount: int


class Rest(Frozen):
    """The payment of all that the others leave."""


Part: TypeAlias = Share | Fixed | Rest


def check_parts(parts: tuple[Part, ...]) -> None:
    """Nothing, when the parts pay every total exactly: one takes the rest, or percentages make 100 %.

    Raises `Refused`, with `below` naming the part where one is to blame.
    """
    rests = [position for position, part in enumerate(parts) if isinstance(part, Rest)]
    percent = sum(part.percent for part in parts if isinstance(part, Share))
    if len(rests) > 1:
        raise Refused(PARTS_RESTS, below=(rests[1],))
    if percent > WHOLE:
        raise Refused(PARTS_OVER, percent=f"{percent / 100:g}")
    if not rests and (percent != WHOLE or any(isinstance(part, Fixed) for part in parts)):
        raise Refused(PARTS_UNDER)


def split(total: int, parts: tuple[Part, ...]) -> tuple[int, ...]:
    """What each part pays of the total, in order; the sum is always the total.

    Shares are of the whole total, rounded by `share`. No part pays more than is left after those before it.
    Without a `Rest` the last share takes what rounding left. Raises `Refused` as `check_parts` does.
    """
    check_parts(parts)
    left = total
    amounts = []
    for part in parts:
        wanted = (
            share(total, part.percent) if isinstance(part, Share) else part.amount if isinstance(part, Fixed) else 0
        )
        amounts.append(min(wanted, left))
        left -= amounts[-1]
    taker = next((position for position, part in enumerate(parts) if isinstance(part, Rest)), len(parts) - 1)
    amounts[taker] += left
    return tuple(amounts)
