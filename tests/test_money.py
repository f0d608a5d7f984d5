"""Amounts, shares, splits, price rules and quantities; the vectors are shared with the browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Kind, Refused
from generator.shop import money, prices, quantities

VECTORS = json.loads((Path(__file__).parent / "vectors" / "money.json").read_text(encoding="utf-8"))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
MONEYISH = st.lists(st.sampled_from(["1", "0", "25", "000", ".", ",", "rb", "jt", "k", "Rp", " ", "-", "$", "٣"]))
CURRENCIES = st.sampled_from(["IDR", "USD", "JPY", "KWD"])
AMOUNTS = st.integers(0, money.MAX_AMOUNT)
PARTS = st.lists(
    st.integers(1, 5000).map(money.Share) | st.integers(0, 10**6).map(money.Fixed), max_size=2
).flatmap(lambda parts: st.permutations([*parts, money.Rest()]).map(tuple))  # fmt: skip


def refusal(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def fill(found: Refused) -> str:
    """The message in words; fails when a field has no parameter."""
    return (found.kind.found + found.kind.fix).format_map(found.parameters)


def parts_of(vector: list[Any]) -> tuple[money.Part, ...]:
    return tuple(
        money.Rest()
        if part == "rest"
        else money.Share(part["share"])
        if "share" in part
        else money.Fixed(part["fixed"])
        for part in vector
    )


# Amounts


@pytest.mark.parametrize("vector", VECTORS["amounts"], ids=lambda vector: f"{vector['currency']} {vector['text']}")
def test_amount_as_sellers_write_it_is_read(vector: dict[str, Any]) -> None:
    assert money.parse_money(vector["text"], vector["currency"]) == vector["amount"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: f"{vector['currency']} {vector['text']}")
def test_amount_without_one_sure_reading_is_refused(vector: dict[str, Any]) -> None:
    found = refusal(lambda: money.parse_money(vector["text"], vector["currency"]))
    assert found.kind.code == vector["code"]
    if "one" in vector:
        assert (found.parameters["one"], found.parameters["other"]) == (vector["one"], vector["other"])


def test_sen_behind_a_grouped_amount_are_refused_with_the_amount_meant() -> None:
    assert refusal(lambda: money.parse_money("Rp150.000,00")).instead == "150.000"


def test_amount_of_thousands_of_digits_is_refused() -> None:
    assert refusal(lambda: money.parse_money("9" * 5000)).kind is money.MONEY_FORM


@given(AMOUNTS, CURRENCIES)
def test_written_amount_is_read_back(amount: int, currency: str) -> None:
    assert money.parse_money(money.written(amount, currency), currency) == amount


@given(ANY_TEXT | MONEYISH.map("".join), CURRENCIES)
def test_reading_an_amount_never_breaks_and_messages_are_complete(text: str, currency: str) -> None:
    try:
        amount = money.parse_money(text, currency)
    except Refused as found:
        fill(found)
        return
    assert 0 <= amount <= money.MAX_AMOUNT


# Percentages, shares, splits


@pytest.mark.parametrize(
    ("text", "percent"), [("50%", 5000), ("50 %", 5000), ("12,5%", 1250), ("0.25 persen", 25), ("100%", 10000)]
)
def test_percentage_is_read_in_hundredths(text: str, percent: int) -> None:
    assert money.parse_percent(text) == percent


@pytest.mark.parametrize("text", ["50", "-5%", "101%", "100,01%", "1.000%", "%", "٥٠%"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    assert refusal(lambda: money.parse_percent(text)).kind is money.PERCENT_FORM


@pytest.mark.parametrize("vector", VECTORS["shares"])
def test_share_is_rounded_half_up(vector: dict[str, int]) -> None:
    assert money.share(vector["amount"], vector["percent"]) == vector["share"]


@pytest.mark.parametrize("vector", VECTORS["splits"])
def test_total_is_split_into_its_payments(vector: dict[str, Any]) -> None:
    assert money.split(vector["total"], parts_of(vector["parts"])) == tuple(vector["amounts"])


@given(AMOUNTS, PARTS)
def test_payments_always_add_up_to_the_total(total: int, parts: tuple[money.Part, ...]) -> None:
    amounts = money.split(total, parts)
    assert sum(amounts) == total
    assert min(amounts) >= 0


@given(AMOUNTS, st.integers(0, 10_000))
def test_percentages_of_one_hundred_add_up_without_a_rest(total: int, percent: int) -> None:
    amounts = money.split(total, (money.Share(percent), money.Share(10_000 - percent)))
    assert sum(amounts) == total
    assert amounts[0] == money.share(total, percent)


@pytest.mark.parametrize(
    ("parts", "kind", "below"),
    [
        ((), money.PARTS_UNDER, ()),
        ((money.Share(5000),), money.PARTS_UNDER, ()),
        ((money.Share(5000), money.Fixed(75_000)), money.PARTS_UNDER, ()),
        ((money.Share(6000), money.Share(5000)), money.PARTS_OVER, ()),
        ((money.Rest(), money.Fixed(1), money.Rest()), money.PARTS_RESTS, (2,)),
    ],
)
def test_payments_that_cannot_pay_every_total_are_refused(
    parts: tuple[money.Part, ...], kind: Kind, below: tuple[int, ...]
) -> None:
    found = refusal(lambda: money.split(150_000, parts))
    assert (found.kind, found.below) == (kind, below)


# Price rules


@pytest.mark.parametrize("vector", VECTORS["prices"])
def test_lowest_price_that_applies_is_charged(vector: dict[str, Any]) -> None:
    early, until = vector["early"]
    price = prices.Price(
        vector["regular"],
        prices.Early(early, datetime.fromtimestamp(until / 1000, UTC)),
        tuple(prices.Step(*step) for step in vector["steps"]),
    )
    at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=vector["at"])
    assert prices.unit_price(price, vector["quantity"], at) == vector["price"]


@pytest.mark.parametrize(
    ("price", "kind", "below"),
    [
        (prices.Price(100, prices.Early(100, datetime.max.replace(tzinfo=UTC))), prices.EARLY_NOT_LOWER, ("early",)),
        (prices.Price(100, steps=(prices.Step(1, 90),)), prices.STEP_SMALL, ("steps", 0)),
        (prices.Price(100, steps=(prices.Step(10, 90), prices.Step(10, 80))), prices.STEP_REPEATED, ("steps", 1)),
        (prices.Price(100, steps=(prices.Step(50, 90), prices.Step(10, 80))), prices.STEP_NOT_LOWER, ("steps", 0)),
    ],
)
def test_rule_that_does_not_lower_the_price_is_refused_at_its_place(
    price: prices.Price, kind: Kind, below: tuple[str | int, ...]
) -> None:
    found = refusal(lambda: prices.check_price(price))
    assert (found.kind, found.below) == (kind, below)


def test_rules_that_lower_the_price_step_by_step_pass() -> None:
    prices.check_price(prices.Price(100, None, (prices.Step(50, 80), prices.Step(10, 90))))


def test_lines_add_up_and_a_package_saves_the_difference() -> None:
    parts = (prices.Line(150_000), prices.Line(65_000, 2))
    assert prices.lines_total(parts) == 280_000
    assert prices.package_saving(250_000, parts) == 30_000
    assert refusal(lambda: prices.package_saving(280_001, parts)).kind is prices.PACKAGE_DEARER


# Ratings, counts, weights


@pytest.mark.parametrize(("text", "rating"), [("4,9", "4.9"), ("4.9", "4.9"), ("5", "5"), ("4,95 / 5", "4.95")])
def test_rating_takes_comma_and_dot(text: str, rating: str) -> None:
    assert quantities.parse_rating(text) == Decimal(rating)


@pytest.mark.parametrize("text", ["5,1", "6", "49", "-4", "4,9,1", "bagus"])
def test_what_is_no_rating_is_refused(text: str) -> None:
    assert refusal(lambda: quantities.parse_rating(text)).kind is quantities.RATING_FORM


@pytest.mark.parametrize(("text", "count"), [("60", 60), ("1.250", 1250), ("10rb", 10_000), ("1,5rb", 1500)])
def test_count_takes_grouping_dots_and_thousands(text: str, count: int) -> None:
    assert quantities.parse_count(text) == count


@pytest.mark.parametrize("text", ["25.00", "1,500", "1.5rb", "1,000"])
def test_count_with_two_readings_is_refused(text: str) -> None:
    assert refusal(lambda: quantities.parse_count(text)).kind is quantities.COUNT_TWO_READINGS


def test_number_sold_may_be_a_lower_bound() -> None:
    assert quantities.parse_sold("10rb+") == quantities.Sold(10_000, at_least=True)
    assert quantities.parse_sold("1.250") == quantities.Sold(1250)


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("250 g", 250),
        ("250gram", 250),
        ("0,5 kg", 500),
        ("0.5kg", 500),
        ("1.250 g", 1250),
        ("1,25 kg", 1250),
        ("2 ons", 200),
    ],
)
def test_weight_is_read_in_grams(text: str, grams: int) -> None:
    assert quantities.parse_weight(text) == grams


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("250", quantities.WEIGHT_UNIT),
        ("1.250 kg", quantities.WEIGHT_TWO_READINGS),
        ("1,250 g", quantities.WEIGHT_TWO_READINGS),
        ("25,5 g", quantities.WEIGHT_FORM),
        ("0 g", quantities.WEIGHT_FORM),
        ("5 ton", quantities.WEIGHT_FORM),
        ("2000 kg", quantities.WEIGHT_FORM),
    ],
)
def test_weight_without_one_sure_reading_is_refused(text: str, kind: Kind) -> None:
    assert refusal(lambda: quantities.parse_weight(text)).kind is kind


@given(ANY_TEXT | MONEYISH.map("".join) | MONEYISH.map(lambda parts: "".join(parts) + "kg"))
def test_reading_a_quantity_never_breaks(text: str) -> None:
    for parse in (quantities.parse_rating, quantities.parse_sold, quantities.parse_weight, money.parse_percent):
        try:
            parse(text)
        except Refused as found:
            fill(found)
