"""The types of single values, as models name them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from generator import paths
from generator.shop import (
    brands,
    costs,
    durations,
    hours,
    moments,
    money,
    periods,
    phones,
    qris,
    quantities,
    repeats,
    zones,
)
from generator.shop.model import reading
from generator.shop.model.reading import LIST, MANY, choice
from generator.shop.text import CODE, LANGUAGES, Text

_BY_LANGUAGE = {
    "type": "object",
    "properties": {code: {"type": "string"} for code in LANGUAGES},
    "patternProperties": {f"^{CODE}$": {"type": "string"}},
    "additionalProperties": False,
}

Words: TypeAlias = Annotated[
    Text, reading.Whole(reading.text, anyOf=[{"type": ["string", "number", "boolean"]}, _BY_LANGUAGE])
]
"""Text for buyers: a string, or a map of languages."""
Prose: TypeAlias = Annotated[Words, reading.MARKDOWN]
"""Text for buyers in which Markdown works."""
Name: TypeAlias = Annotated[Words, reading.NAME]
"""A name or a place: text for buyers that need not be translated."""
Line: TypeAlias = Annotated[
    str, reading.Leaf(reading.short, **reading.says("a short text, the same in every language", "Rani"))
]
Setting: TypeAlias = Annotated[
    str,
    reading.Whole(
        reading.setting,
        **reading.says("a short text, or a list of words", "6"),
        anyOf=[{"type": ["string", "number", "boolean"]}, {"type": "array", "items": {"type": "string"}}],
    ),
]
"""What a theme's option is set to: a short text, or a list of words."""
YesNo: TypeAlias = Annotated[bool, reading.Leaf(reading.yes_no, **reading.says("yes or no", "yes", "no"))]
Count: TypeAlias = Annotated[int, reading.Leaf(reading.count, **reading.says("a whole number", "60"))]
Focus: TypeAlias = Annotated[
    tuple[int, int],
    reading.Leaf(
        reading.focus, **reading.says("what must stay in sight: percent from the left, percent from the top", "40% 20%")
    ),
]
File: TypeAlias = Annotated[
    str, reading.Leaf(reading.file_name, **reading.says("a file in images/ (or beside the campaign)", "melati-1.jpg"))
]
Slug: TypeAlias = Annotated[
    str, reading.Leaf(lambda t, _: paths.check_slug(t), **reading.says("small letters, digits and -", "melati-7"))
]
Link: TypeAlias = Annotated[
    str,
    reading.Leaf(
        lambda t, _: paths.judge_link(t),
        **reading.says("an address that starts with https://", "https://rumahmelati.example/"),
    ),
    reading.LINK,
]
SiteUrl: TypeAlias = Annotated[
    str,
    reading.Leaf(
        lambda t, _: paths.judge_site_url(t),
        **reading.says("where the site will be hosted", "https://rumahmelati.example/"),
    ),
]
Email: TypeAlias = Annotated[
    str,
    reading.Leaf(lambda t, _: paths.check_email(t), **reading.says("an e-mail address", "halo@rumahmelati.example")),
]
Desk: TypeAlias = Annotated[
    str,
    reading.Leaf(
        lambda t, _: paths.judge_desk(t), **reading.says("an e-mail address or a page", "halo@rumahmelati.example")
    ),
]
BrandKey: TypeAlias = Annotated[
    str, reading.Leaf(lambda t, _: brands.brand(t).key, **reading.says("a platform", "shopee", "instagram"))
]
Phone: TypeAlias = Annotated[
    phones.Phone,
    reading.Leaf(lambda t, r: phones.parse_phone(t, r.country), **reading.says("a telephone number", "0812-3456-789")),
]
Digits: TypeAlias = Annotated[
    str,
    reading.Leaf(
        lambda t, _: phones.account_digits(t), **reading.says("an account number; its digits are kept", "0215550123")
    ),
]
Handle: TypeAlias = Annotated[
    str, reading.Leaf(reading.handle, **reading.says("a name on a platform, without @", "rumahmelati"))
]
Payload: TypeAlias = Annotated[
    qris.Qris, reading.Leaf(lambda t, _: qris.parse_qris(t), **reading.says("the text inside a QRIS code", "000201…"))
]
Money: TypeAlias = Annotated[
    int,
    reading.Leaf(
        lambda t, r: money.parse_money(t, r.currency), **reading.says("an amount of money", "150.000", "65rb", "1,5jt")
    ),
]
Amount: TypeAlias = Annotated[
    costs.Amount,
    reading.Leaf(
        lambda t, r: costs.parse_amount(t, r.currency),
        **reading.says("what one payment asks for", "50%", "100.000", "rest", "later"),
    ),
]
Cost: TypeAlias = Annotated[
    costs.Cost,
    reading.Leaf(
        lambda t, r: costs.parse_cost(t, r.currency),
        **reading.says("a sum, a range, free or later", "15.000", "10.000-25.000", "free", "later"),
    ),
]
Percent: TypeAlias = Annotated[
    int, reading.Leaf(lambda t, _: money.parse_percent(t), **reading.says("a percentage", "50%"))
]
Rating: TypeAlias = Annotated[
    Decimal, reading.Leaf(lambda t, _: quantities.parse_rating(t), **reading.says("a rating out of five", "4,9"))
]
Sold: TypeAlias = Annotated[
    quantities.Sold, reading.Leaf(lambda t, _: quantities.parse_sold(t), **reading.says("how many were sold", "10rb+"))
]
Weight: TypeAlias = Annotated[
    int, reading.Leaf(lambda t, _: quantities.parse_weight(t), **reading.says("a weight", "250 g", "0,5 kg"))
]
Moment: TypeAlias = Annotated[
    moments.Moment,
    reading.Leaf(
        lambda t, r: moments.parse_moment(t, r.zone),
        **reading.says("a date, with a time where it matters", "2026-12-09 09:00"),
    ),
]
Closing: TypeAlias = Annotated[
    moments.Moment,
    reading.Leaf(
        lambda t, r: moments.parse_moment(t, r.zone, end_of_day=True),
        **reading.says("a date (its end counts) or a date with a time", "2026-12-20 23:59"),
    ),
]
Closes: TypeAlias = Annotated[
    moments.Moment | reading.WhenFull,
    reading.Leaf(
        reading.closes,
        **reading.says("a date (its end counts), a date with a time, or `when full`", "2026-12-20 23:59", "when full"),
    ),
]
Span: TypeAlias = Annotated[
    periods.Span,
    reading.Leaf(
        lambda t, _: periods.parse_span(t),
        **reading.says(
            "a date, a range, months, or a time after an event",
            "2026-12-21 to 2026-12-28",
            "Februari 2027",
            "3-4 weeks after closing",
        ),
    ),
]
Due: TypeAlias = Annotated[
    durations.Due,
    reading.Leaf(
        lambda t, r: durations.parse_due(t, r.zone),
        **reading.says("a date, or a duration with its start", "24 hours after confirmation"),
    ),
]
Duration: TypeAlias = Annotated[
    durations.Duration,
    reading.Leaf(lambda t, _: durations.parse_duration(t), **reading.says("a length of time", "24 hours", "7 hari")),
]
Hours: TypeAlias = Annotated[
    hours.Hours,
    reading.Leaf(
        lambda t, r: hours.parse_hours(t, r.zone), **reading.says("weekdays and times", "Senin-Jumat 08.30-17.00")
    ),
]
Every: TypeAlias = Annotated[
    repeats.Every, reading.Leaf(lambda t, _: repeats.parse_every(t), enum=["weekly", "monthly"])
]
Turn: TypeAlias = Annotated[
    repeats.Turn,
    reading.Leaf(
        lambda t, _: repeats.parse_turn(t),
        **reading.says("a weekday or a day of the month, with a time", "Senin 09:00", "1 09:00", "last day 21:00"),
    ),
]
Zone: TypeAlias = Annotated[
    ZoneInfo,
    reading.Leaf(
        lambda t, _: zones.parse_zone(t), **reading.says("WIB, WITA, WIT, or a name such as Asia/Jakarta", "WIB")
    ),
]
Currency: TypeAlias = Annotated[str, reading.Leaf(reading.currency, **reading.says("three letters of ISO 4217", "IDR"))]
Country: TypeAlias = Annotated[str, reading.Leaf(reading.country, **reading.says("two letters of ISO 3166", "ID"))]
Language: TypeAlias = Annotated[str, reading.Leaf(reading.language, enum=list(LANGUAGES))]
Code: TypeAlias = Annotated[
    str, reading.Leaf(reading.code, **reading.says("a short code: letters, digits and -", "A1"))
]
Amounts: TypeAlias = Annotated[
    dict[str, int],
    reading.Whole(reading.amounts, type=["object", "string"], additionalProperties={"type": ["integer", "string"]}),
]
"""How many, by code: `{"A1": 22}`."""


__all__ = ["LIST", "MANY", "choice"]
