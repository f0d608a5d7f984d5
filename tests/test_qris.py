"""QRIS payloads (promise 7); the vectors are shared with the browser and belong to nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Refused
from generator.shop import qris

VECTORS = json.loads((Path(__file__).parent / "vectors" / "qris.json").read_text(encoding="utf-8"))
SYNTHETIC: str = VECTORS["codes"][0]["payload"]
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
NAMES = st.text(st.characters(categories=("L", "N", "So"), include_characters=" "), min_size=1, max_size=25)


def sealed(text: str) -> str:
    return f"{text}6304{qris.checksum(text + '6304')}"


@pytest.mark.parametrize("vector", VECTORS["checksums"])
def test_checksum_is_crc16_ccitt_false(vector: dict[str, str]) -> None:
    assert qris.checksum(vector["text"]) == vector["checksum"]


@pytest.mark.parametrize("vector", VECTORS["codes"])
def test_permanent_code_is_read_and_kept_byte_for_byte(vector: dict[str, str]) -> None:
    code = qris.parse_qris(f" {vector['payload']}\n")
    assert code == qris.Qris(vector["payload"], vector["merchant"], vector["city"], vector["nmid"])


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["code"])
def test_code_that_must_not_stand_on_a_page_is_refused(vector: dict[str, str]) -> None:
    with pytest.raises(Refused) as caught:
        qris.parse_qris(vector["payload"])
    assert caught.value.kind.code == vector["code"]


@pytest.mark.parametrize("vector", VECTORS["amounts"])
def test_amount_goes_before_the_country_and_the_code_becomes_one_time(vector: dict[str, Any]) -> None:
    assert qris.with_amount(qris.parse_qris(vector["payload"]), vector["amount"]) == vector["result"]


def test_amount_of_the_published_vector_has_its_checksum() -> None:
    assert qris.with_amount(qris.parse_qris(SYNTHETIC), 150_000).endswith("6304F5C9")


@pytest.mark.parametrize("amount", [0, -1, 10_000_001])
def test_amount_beyond_the_limit_of_qris_is_refused(amount: int) -> None:
    with pytest.raises(Refused) as caught:
        qris.with_amount(qris.parse_qris(SYNTHETIC), amount)
    assert caught.value.kind is qris.QRIS_LIMIT


def test_amount_is_not_put_into_a_payload_whose_checksum_is_wrong() -> None:
    with pytest.raises(Refused) as caught:
        qris.with_amount(qris.Qris(SYNTHETIC[:-1] + "D", "TOKO CONTOH", "JAKARTA", ""), 1000)
    assert caught.value.kind is qris.QRIS_CHECKSUM


def test_name_in_the_code_must_be_the_name_that_the_seller_wrote() -> None:
    code = qris.parse_qris(SYNTHETIC)
    qris.check_merchant(code, "Toko  Contoh ")
    with pytest.raises(Refused) as caught:
        qris.check_merchant(code, "Toko Lain")
    assert (caught.value.kind, caught.value.instead) == (qris.QRIS_NAME, "TOKO CONTOH")


@given(NAMES, st.integers(1, qris.MAX_AMOUNT))
def test_code_with_an_amount_still_holds_its_name_and_is_never_taken_for_permanent(name: str, amount: int) -> None:
    code = qris.parse_qris(sealed(f"00020153033605802ID59{len(name):02}{name}6007JAKARTA"))
    assert code.merchant == name.strip()
    paid = qris.with_amount(code, amount)
    assert paid == sealed(paid[:-8])
    assert f"54{len(str(amount)):02}{amount}5802ID59{len(name):02}{name}" in paid
    with pytest.raises(Refused) as caught:
        qris.parse_qris(paid)
    assert caught.value.kind is qris.QRIS_ONE_TIME


@given(st.integers(0, len(SYNTHETIC) - 1), st.characters(exclude_categories=()))
def test_one_changed_character_is_always_refused(at: int, character: str) -> None:
    damaged = SYNTHETIC[:at] + character + SYNTHETIC[at + 1 :]
    if damaged.upper() == SYNTHETIC.upper() or damaged.strip() != damaged:
        return
    with pytest.raises(Refused):
        qris.parse_qris(damaged)


@given(ANY_TEXT | ANY_TEXT.map(lambda text: SYNTHETIC[:40] + text + SYNTHETIC[40:]))
def test_reading_a_code_never_breaks(text: str) -> None:
    try:
        code = qris.parse_qris(text)
    except Refused:
        return
    assert qris.parse_qris(code.payload) == code
