"""Money, dates, times and numbers in the page's language. With `catalogue` the only door to Babel.

Owns how a value reads in Indonesian and in English; both write the day before the month and the clock in
24 hours. Spaces where a line break would hurt are no-break spaces (U+00A0). It must not know the model or any
sentence, or look at a clock or at the process locale.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Literal, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names
from babel.lists import format_list as babel_list
from babel.numbers import format_decimal, get_currency_symbol
from babel.units import format_unit

from generator.shop.money import shown_digits

NBSP = "\u00a0"

DateStyle: TypeAlias = Literal["short", "medium", "weekday", "long", "full"]
"""`20 Des`, `20 Des 2026`, `Min, 20 Des 2026`, `20 Desember 2026`, `Minggu, 20 Desember 2026`."""
DatePart: TypeAlias = Literal["day", "month", "year", "weekday"]
"""`20`, `Des`, `2026`, `Min`."""
Unit: TypeAlias = Literal["second", "minute", "hour", "day", "week", "month", "year"]


@cache
def _babel(language: str) -> Locale:
    """Babel's locale. English is the international one: `US$` for dollars and no comma before "and"; a language whose
    dates Babel does not know has them in it."""
    try:
        return Locale.parse("en_001" if language == "en" else language, sep="_" if "_" in language else "-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_001")


def language_name(language: str) -> str:
    """The language as those who speak it call it: `Bahasa Indonesia`, `English`, `Basa Jawa`."""
    if language in _OWN_NAMES:
        return _OWN_NAMES[language]
    try:
        found = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    name = found.get_display_name(found) or language
    return name[0].upper() + name[1:]


_OWN_NAMES = {"id": "Bahasa Indonesia", "en": "English", "ms": "Bahasa Melayu", "jv": "Basa Jawa", "su": "Basa Sunda"}
"""Where Babel's names are short of how people say it."""


# Money and numbers


def locale_name(language: str) -> str:
    """The language with the country that most of its speakers live in: `id_ID`; "" where nobody says which."""
    return next((name for name in _LOCALES if name.startswith(f"{language}_")), "")


_LOCALES = ("id_ID", "en_US", "jv_ID", "ms_MY", "zh_CN", "ar_AR", "ja_JP", "ko_KR", "nl_NL", "de_DE", "fr_FR")
"""Those that Facebook's documentation lists, as far as shops here may publish in them."""


def format_number(value: int | Decimal, language: str) -> str:
    """`1.204` or `4,9`; in English `1,204` or `4.9`. Digits after the point stay as they are."""
    digits = max(0, -_exponent(value))
    return format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=_babel(language))


def _exponent(value: int | Decimal) -> int:
    exponent = Decimal(value).as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a number: {value}")
    return exponent


def format_percent(percent: int | Decimal, language: str) -> str:
    """`50%` for 50."""
    return format_number(percent, language) + "%"


@cache
def format_money(amount: int, currency: str, language: str, *, signed: bool = False) -> str:
    """`Rp150.000`, in English `IDR 150,000`. `amount` counts the smallest unit that prices in the ISO 4217
    `currency` show (`shop.money`): rupiah, but cents. `signed` writes `+` before a sum that comes on top.
    """
    symbol = get_currency_symbol(currency, locale=_babel(language))
    gap = NBSP if symbol == currency else ""
    sign = "-" if amount < 0 else "+" if signed else ""
    whole = Decimal(abs(amount)).scaleb(-shown_digits(currency))
    return f"{sign}{symbol}{gap}{format_number(whole, language)}"


def format_money_range(low: int, high: int, currency: str, language: str) -> str:
    """`Rp65.000–Rp150.000`; one sum when both are equal."""
    texts = dict.fromkeys(format_money(amount, currency, language) for amount in (low, high))
    return "–".join(texts)


_LAST_GROUP = re.compile(r"(\D*)(\d.*?)(\D\d+)?")


def split_money(text: str) -> tuple[str, str, str]:
    """`Rp150.000` as ("Rp", "150", ".000"): the sign, the digits read first, the last group with its mark (thousands,
    or cents). The three joined are `text`."""
    found = _LAST_GROUP.fullmatch(text)
    return (found[1], found[2], found[3] or "") if found else ("", text, "")


# Dates


def format_date(day: date, language: str, *, style: DateStyle = "medium") -> str:
    """The day as `style` says. A datetime is read as the day on its own clock."""
    wide = style in ("long", "full")
    month = _month(day.month, language, wide=wide)
    text = f"{day.day}{NBSP}{month}"
    if style != "short":
        text += f"{NBSP}{day.year}"
    if style in ("weekday", "full"):
        text = f"{format_weekday(day.weekday(), language, wide=wide)}, {text}"
    return text


def format_date_range(first: date, last: date, language: str, *, wide: bool = False) -> str:
    """`21–28 Des 2026`, `28 Nov – 28 Des 2026`, `28 Des 2026 – 3 Jan 2027`; both days belong to it."""
    first, last = _day(first), _day(last)
    end = format_date(last, language, style="long" if wide else "medium")
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = f"{first.day}{NBSP}{_month(first.month, language, wide=wide)}"
    if first.year != last.year:
        start += f"{NBSP}{first.year}"
    return f"{start}{NBSP}– {end}"


def format_month_range(first: date, last: date, language: str, *, wide: bool = True) -> str:
    """`Desember 2026`, `November–Desember 2026`, `Desember 2026 – Januari 2027`: dates known to the month."""
    end = f"{_month(last.month, language, wide=wide)}{NBSP}{last.year}"
    start = _month(first.month, language, wide=wide)
    if (first.year, first.month) == (last.year, last.month):
        return end
    if first.year == last.year:
        return f"{start}–{end}"
    return f"{start}{NBSP}{first.year}{NBSP}– {end}"


def format_part(day: date, part: DatePart, language: str) -> str:
    """One part of the day alone: `20`, `Des`, `2026`, `Min`."""
    match part:
        case "day":
            return str(day.day)
        case "month":
            return _month(day.month, language, wide=False)
        case "year":
            return str(day.year)
        case _:
            return format_weekday(day.weekday(), language, wide=False)


def format_range_part(first: date, last: date, part: DatePart, language: str) -> str:
    """One part of two days: `21–28`, `Nov–Des`; once where nothing from the year down to this part differs."""
    first, last = _day(first), _day(last)
    depth = {"year": 1, "month": 2}.get(part, 3)
    days = (last,) if first.timetuple()[:depth] == last.timetuple()[:depth] else (first, last)
    return "–".join(format_part(day, part, language) for day in days)


@cache
def format_weekday(weekday: int, language: str, *, wide: bool = True) -> str:
    """`Senin` or `Sen` for 0, as `date.weekday` counts."""
    return str(get_day_names("wide" if wide else "abbreviated", locale=_babel(language))[weekday])


@cache
def _month(month: int, language: str, *, wide: bool) -> str:
    return str(get_month_names("wide" if wide else "abbreviated", locale=_babel(language))[month])


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def month_names(language: str, *, wide: bool = False) -> tuple[str, ...]:
    """`Jan` … `Des`, or `Januari` … `Desember`: for a script that words a date as `format_date` does."""
    return tuple(_month(month, language, wide=wide) for month in range(1, 13))


# Times of day


def format_clock(value: time | datetime, language: str) -> str:
    """`23.59`, in English `23:59`: no zone, for places that name the zone once."""
    return f"{value.hour:02}{'.' if language == 'id' else ':'}{value.minute:02}"


def format_time(moment: datetime, language: str) -> str:
    """`23.59 WIB`. The moment is shown in its own zone.

    Raises ValueError for a moment without a zone: guessing one would lie to the buyer.
    """
    return f"{format_clock(moment, language)}{NBSP}{zone_name(moment)}"


def format_moment(moment: datetime, language: str, *, style: DateStyle = "full") -> str:
    """`Minggu, 20 Desember 2026, 23.59 WIB`; `short` drops the comma: `20 Des 23.59 WIB`."""
    gap = NBSP if style == "short" else ", "
    return f"{format_date(moment, language, style=style)}{gap}{format_time(moment, language)}"


def zone_name(moment: datetime) -> str:
    """`WIB`, `WITA` or `WIT` in Indonesia's zones, elsewhere the distance to UTC: `UTC+9`, `UTC-3:30`, `UTC`."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without a zone")
    name = moment.tzname()
    if name in ("WIB", "WITA", "WIT"):
        return name
    hours, rest = divmod(abs(offset), timedelta(hours=1))
    minutes = rest // timedelta(minutes=1)
    if not offset:
        return "UTC"
    return f"UTC{'-' if offset < timedelta() else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


# Durations and lists


@cache
def format_duration(count: int, unit: Unit, language: str) -> str:
    """`3 jam`, `2 minggu`; in English `1 hour`, `3 hours`."""
    return _spaces(format_unit(count, f"duration-{unit}", locale=_babel(language)))


def format_duration_range(low: int, high: int, unit: Unit, language: str) -> str:
    """`3–4 minggu`; one number when both are equal."""
    text = format_duration(high, unit, language)
    return text if low == high else f"{format_number(low, language)}–{text}"


def format_list(items: Sequence[str], language: str, *, either: bool = False) -> str:
    """`a, b, dan c`; with `either` `a, b, atau c`."""
    return babel_list(list(items), style="or" if either else "standard", locale=_babel(language))


def _spaces(text: str) -> str:
    """The same text with every kind of space as a no-break space."""
    return re.sub(r"\s", NBSP, text)


def breakable(text: str) -> str:
    """The same text with ordinary spaces, for messages and files that no browser wraps."""
    return text.replace(NBSP, " ")
