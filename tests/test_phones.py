"""Telephone and account numbers (promise 8); the vectors are shared with the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Refused
from generator.shop import phones

VECTORS = json.loads((Path(__file__).parent / "vectors" / "phones.json").read_text(encoding="utf-8"))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30) | st.text("+0812 ()-.x/", max_size=18)


@pytest.mark.parametrize("vector", VECTORS["numbers"], ids=lambda vector: vector["text"])
def test_number_as_people_write_it_keeps_its_digits(vector: dict[str, Any]) -> None:
    phone = phones.parse_phone(vector["text"], vector["country"])
    found = {name: getattr(phone, name) for name in ("digits", "national", "international", "mobile")}
    assert found == {name: vector[name] for name in found}


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["text"])
def test_what_no_telephone_can_have_is_refused_with_an_example(vector: dict[str, str]) -> None:
    with pytest.raises(Refused) as caught:
        phones.parse_phone(vector["text"], vector["country"])
    assert caught.value.kind.code == vector["code"]
    assert caught.value.parameters["example"] == "+62 812-345-678"


@given(ANY_TEXT, st.sampled_from(["ID", "US", "SG", "IT", "XX", ""]))
def test_reading_a_number_never_breaks_and_its_shown_form_is_read_back(text: str, country: str) -> None:
    try:
        phone = phones.parse_phone(text, country)
    except Refused:
        return
    assert phone.digits.isdecimal()
    assert not phone.digits.startswith("0")
    assert phones.parse_phone(phone.international, country) == phone
    assert phones.parse_phone(f"+{phone.digits}") == phone


def test_printed_example_numbers_are_known_as_examples() -> None:
    assert phones.example_phone("ID").digits == "62812345678"
    assert phones.is_example_number(phones.parse_phone("0812-345-678"))
    assert phones.is_example_number(phones.parse_phone("(021) 8350123"))
    assert not phones.is_example_number(phones.parse_phone("0812-3456-7890"))


@pytest.mark.parametrize(
    ("text", "digits"), [("0123-4567 89", "0123456789"), ("0812 3456 7890", "081234567890"), ("12.34.567", "1234567")]
)
def test_account_number_keeps_its_zeros_and_is_no_telephone(text: str, digits: str) -> None:
    assert phones.account_digits(text) == digits


@pytest.mark.parametrize("text", ["BCA 1234567", "1234", "-12345", "1" * 25, "", "١٢٣٤٥٦"])
def test_what_is_no_account_number_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        phones.account_digits(text)
    assert caught.value.kind is phones.ACCOUNT_FORM


@given(ANY_TEXT)
def test_reading_an_account_number_never_breaks(text: str) -> None:
    try:
        digits = phones.account_digits(text)
    except Refused:
        return
    assert phones.account_digits(digits) == digits
