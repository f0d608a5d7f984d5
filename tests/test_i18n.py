"""How money, dates and times read, and how sentences are looked up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from generator.page import i18n
from generator.page.catalogue import Catalogue
from generator.page.pofile import UNKNOWN_FIELD, UNREADABLE
from generator.problems import Refused


def plain(text: str) -> str:
    """The text with its no-break spaces shown as `~`."""
    return text.replace(i18n.NBSP, "~")


# Money and numbers


@pytest.mark.parametrize(
    ("amount", "currency", "language", "text"),
    [
        (150_000, "IDR", "id", "Rp150.000"),
        (450_000, "IDR", "en", "IDR~450,000"),
        (0, "IDR", "id", "Rp0"),
        (999, "IDR", "id", "Rp999"),
        (1_500_000_000, "IDR", "id", "Rp1.500.000.000"),
        (-10_000, "IDR", "id", "-Rp10.000"),
        (1200, "USD", "id", "US$12,00"),
        (5, "USD", "en", "US$0.05"),
        (1250, "SGD", "id", "SGD~12,50"),
        (1200, "JPY", "en", "JP¥1,200"),
    ],
)
def test_money_reads_as_the_language_writes_it(amount: int, currency: str, language: str, text: str) -> None:
    assert plain(i18n.format_money(amount, currency, language)) == text


def test_an_extra_shows_its_sign() -> None:
    assert i18n.format_money(10_000, "IDR", "id", signed=True) == "+Rp10.000"


def test_a_money_range_names_the_currency_at_both_ends() -> None:
    assert i18n.format_money_range(65_000, 150_000, "IDR", "id") == "Rp65.000–Rp150.000"
    assert i18n.format_money_range(65_000, 65_000, "IDR", "id") == "Rp65.000"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rp150.000", ("Rp", "150", ".000")),
        ("Rp1.250.000", ("Rp", "1.250", ".000")),
        ("Rp500", ("Rp", "500", "")),
        ("IDR\u00a0450,000", ("IDR\u00a0", "450", ",000")),
        ("+Rp10.000", ("+Rp", "10", ".000")),
        ("US$25.00", ("US$", "25", ".00")),
        ("gratis", ("", "gratis", "")),
    ],
)
def test_a_sum_comes_apart_into_its_sign_what_is_read_first_and_the_last_group(
    text: str, parts: tuple[str, str, str]
) -> None:
    assert i18n.split_money(text) == parts
    assert "".join(parts) == text


def test_numbers_keep_the_digits_they_came_with() -> None:
    assert i18n.format_number(1204, "id") == "1.204"
    assert i18n.format_number(Decimal("4.90"), "id") == "4,90"
    assert i18n.format_number(Decimal("4.9"), "en") == "4.9"
    assert i18n.format_number(Decimal("1E+3"), "id") == "1.000"
    assert i18n.format_percent(50, "id") == "50%"
    assert i18n.format_percent(Decimal("12.5"), "id") == "12,5%"


def test_what_is_no_number_is_not_shown_as_one() -> None:
    with pytest.raises(ValueError, match="not a number"):
        i18n.format_number(Decimal("NaN"), "id")


# Dates


@pytest.mark.parametrize(
    ("style", "indonesian", "english"),
    [
        ("short", "20~Des", "20~Dec"),
        ("medium", "20~Des~2026", "20~Dec~2026"),
        ("weekday", "Min, 20~Des~2026", "Sun, 20~Dec~2026"),
        ("long", "20~Desember~2026", "20~December~2026"),
        ("full", "Minggu, 20~Desember~2026", "Sunday, 20~December~2026"),
    ],
)
def test_a_date_stands_day_before_month_in_both_languages(style: i18n.DateStyle, indonesian: str, english: str) -> None:
    day = date(2026, 12, 20)
    assert plain(i18n.format_date(day, "id", style=style)) == indonesian
    assert plain(i18n.format_date(day, "en", style=style)) == english


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 12, 21), date(2026, 12, 21), "21~Des~2026"),
        (date(2026, 12, 21), date(2026, 12, 28), "21–28~Des~2026"),
        (date(2026, 11, 28), date(2026, 12, 28), "28~Nov~– 28~Des~2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28~Des~2026~– 3~Jan~2027"),
        (date(2026, 12, 28), date(2027, 12, 28), "28~Des~2026~– 28~Des~2027"),
    ],
)
def test_a_range_says_what_both_ends_share_once(first: date, last: date, text: str) -> None:
    assert plain(i18n.format_date_range(first, last, "id")) == text


@pytest.mark.parametrize(
    ("first", "last", "parts"),
    [
        (date(2026, 12, 21), date(2026, 12, 21), ["21", "Des", "2026"]),
        (date(2026, 12, 21), date(2026, 12, 28), ["21–28", "Des", "2026"]),
        (date(2026, 11, 28), date(2026, 12, 28), ["28–28", "Nov–Des", "2026"]),
        (date(2026, 12, 28), date(2027, 1, 3), ["28–3", "Des–Jan", "2026–2027"]),
        (date(2026, 12, 28), date(2027, 12, 28), ["28–28", "Des–Des", "2026–2027"]),
    ],
)
def test_the_parts_of_a_range_say_once_what_nothing_above_them_tells_apart(
    first: date, last: date, parts: list[str]
) -> None:
    assert [i18n.format_range_part(first, last, part, "id") for part in ("day", "month", "year")] == parts


def test_the_parts_of_a_day_are_those_of_the_date_in_words() -> None:
    parts = (i18n.format_part(date(2026, 12, 20), part, "id") for part in ("weekday", "day", "month", "year"))
    assert plain("{}, {}~{}~{}".format(*parts)) == plain(i18n.format_date(date(2026, 12, 20), "id", style="weekday"))


def test_a_range_of_moments_is_a_range_of_their_days() -> None:
    zone = ZoneInfo("Asia/Jakarta")
    morning, night = datetime(2026, 12, 21, 9, tzinfo=zone), datetime(2026, 12, 21, 23, tzinfo=zone)
    assert plain(i18n.format_date_range(morning, night, "id")) == "21~Des~2026"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 12, 1), date(2026, 12, 31), "Desember~2026"),
        (date(2026, 11, 1), date(2026, 12, 31), "November–Desember~2026"),
        (date(2026, 12, 1), date(2027, 1, 31), "Desember~2026~– Januari~2027"),
    ],
)
def test_a_date_known_to_the_month_shows_no_day(first: date, last: date, text: str) -> None:
    assert plain(i18n.format_month_range(first, last, "id")) == text


# Times


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Jakarta", "WIB"),
        ("Asia/Pontianak", "WIB"),
        ("Asia/Makassar", "WITA"),
        ("Asia/Jayapura", "WIT"),
        ("Asia/Tokyo", "UTC+9"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC-3:30"),
        ("UTC", "UTC"),
    ],
)
def test_every_time_carries_its_zone(zone: str, name: str) -> None:
    moment = datetime(2026, 12, 20, 23, 59, tzinfo=ZoneInfo(zone))
    assert plain(i18n.format_time(moment, "id")) == f"23.59~{name}"
    assert plain(i18n.format_time(moment, "en")) == f"23:59~{name}"


def test_seven_hours_ahead_of_utc_is_wib_only_where_it_is_called_so() -> None:
    offset = timedelta(hours=7)
    assert i18n.zone_name(datetime(2026, 1, 1, tzinfo=timezone(offset, "WIB"))) == "WIB"
    assert i18n.zone_name(datetime(2026, 1, 1, tzinfo=timezone(offset))) == "UTC+7"


def test_a_moment_without_a_zone_is_never_shown() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        i18n.format_time(datetime(2026, 12, 20, 23, 59), "id")  # noqa: DTZ001  the mistake under test


def test_a_moment_is_long_for_headlines_and_short_for_rows() -> None:
    moment = datetime(2026, 12, 20, 16, 59, tzinfo=UTC).astimezone(ZoneInfo("Asia/Jakarta"))
    assert plain(i18n.format_moment(moment, "id")) == "Minggu, 20~Desember~2026, 23.59~WIB"
    assert plain(i18n.format_moment(moment, "id", style="weekday")) == "Min, 20~Des~2026, 23.59~WIB"
    assert plain(i18n.format_moment(moment, "id", style="short")) == "20~Des~23.59~WIB"
    assert i18n.breakable(i18n.format_moment(moment, "en", style="short")) == "20 Dec 23:59 WIB"


# Durations and lists


def test_durations_take_the_plural_of_their_language() -> None:
    assert plain(i18n.format_duration(24, "hour", "id")) == "24~jam"
    assert plain(i18n.format_duration(1, "hour", "en")) == "1~hour"
    assert plain(i18n.format_duration(3, "hour", "en")) == "3~hours"
    assert plain(i18n.format_duration_range(3, 4, "week", "id")) == "3–4~minggu"
    assert plain(i18n.format_duration_range(3, 3, "week", "id")) == "3~minggu"


def test_a_list_reads_as_a_sentence() -> None:
    assert i18n.format_list(("a", "b", "c"), "id") == "a, b, dan c"
    assert i18n.format_list(("a", "b"), "id", either=True) == "a atau b"
    assert i18n.format_list(("a",), "id") == "a"
    assert i18n.format_list((), "id") == ""


# Sentences

BASE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Opens {date}"
msgstr "Buka {date}"

msgctxt "state"
msgid "Open"
msgstr "Sedang buka"

msgid "{count} item"
msgid_plural "{count} items"
msgstr[0] "{count} barang"

#, fuzzy
msgid "Perhaps"
msgstr "Mungkin"
"""


def test_a_message_is_answered_in_the_language_with_its_fields() -> None:
    words = Catalogue.from_po("id", BASE)
    assert words.text("Opens {date}", date="20 Des") == "Buka 20 Des"
    assert words.text("Open", context="state") == "Sedang buka"
    assert words.plural("{count} item", "{count} items", 1) == "1 barang"
    assert words.plural("{count} item", "{count} items", 1204, count="1.204") == "1.204 barang"


def test_a_message_without_translation_stays_english() -> None:
    words = Catalogue.from_po("id", BASE)
    assert words.text("Closes {date}", date="20 Des") == "Closes 20 Des"
    assert words.text("Open") == "Open"
    assert words.text("Perhaps") == "Perhaps"


def test_english_needs_no_catalogue() -> None:
    words = Catalogue.english()
    assert words.plural("{count} item", "{count} items", 1) == "1 item"
    assert words.plural("{count} item", "{count} items", 2) == "2 items"


def test_a_theme_s_catalogue_wins_over_the_generator_s() -> None:
    words = Catalogue.from_po("id", BASE, 'msgid "Opens {date}"\nmsgstr "Mulai {date}"\n')
    assert words.text("Opens {date}", date="20 Des") == "Mulai 20 Des"
    assert words.text("Open", context="state") == "Sedang buka"


def test_a_field_is_a_name_and_never_a_way_into_the_value() -> None:
    shown = Catalogue.english().text("{date.__class__} {date!r} {{date}}", date="20 Des")
    assert shown == "{date.__class__} {date!r} {date}"


def test_a_value_that_looks_like_a_field_is_not_filled_again() -> None:
    assert Catalogue.english().text("{a} {b}", a="{b}", b="x") == "{b} x"


def test_a_missing_field_is_never_left_blank() -> None:
    with pytest.raises(KeyError):
        Catalogue.english().text("Opens {date}")


def test_a_translation_with_a_field_of_its_own_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        Catalogue.from_po("id", BASE, 'msgid "Opens {date}"\nmsgstr "Buka {tanggal}"\n')
    assert refused.value.kind is UNKNOWN_FIELD
    assert refused.value.below == (1,)
    assert refused.value.parameters["found"] == "tanggal"


def test_a_broken_catalogue_names_its_line() -> None:
    with pytest.raises(Refused) as refused:
        Catalogue.from_po("id", 'msgid "a"\nmsgstr "b"\nnonsense\n')
    assert refused.value.kind is UNREADABLE
    assert refused.value.parameters["line"] == 3
