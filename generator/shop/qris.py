"""QRIS payloads: read, verified, and given an amount. Source: EMVCo Merchant-Presented QR, v1.1.

Owns the text inside the code only. It must not decode or draw pictures, and never edits a payload as text:
every change goes through the parsed fields and a new checksum.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

from generator.problems import Kind, Refused
from generator.structs import Frozen

QRIS_FORM = Kind(
    "qris-form",
    "This is not a complete QRIS code: it cannot be read from character {position} on.",
    "Copy the whole text again from a QR scanner; it starts with 000201.",
)
QRIS_CHECKSUM = Kind(
    "qris-checksum",
    "The QRIS code is damaged: its checksum says {found}, but it adds up to {expected}.",
    "Copy the whole text again from a QR scanner; do not change a character.",
)
QRIS_FOREIGN = Kind(
    "qris-foreign",
    "This payment code is not Indonesian: country {country}, currency {currency}.",
    "Use the QRIS that your Indonesian bank or e-wallet gave you.",
)
QRIS_ONE_TIME = Kind(
    "qris-one-time",
    "This QRIS is for one payment only.",
    "Use the permanent QRIS of your shop, the one that is printed on the sticker.",
)
QRIS_HAS_AMOUNT = Kind(
    "qris-has-amount",
    "An amount is already inside this QRIS: {amount}.",
    "Use the permanent QRIS of your shop, without an amount.",
)
QRIS_NAME = Kind(
    "qris-name",
    "The QRIS belongs to “{merchant}”, but you wrote “{written}”.",
    "If the QRIS is yours, write its name exactly: {merchant}.",
)
QRIS_LIMIT = Kind(
    "qris-limit",
    "QRIS takes between Rp1 and Rp10.000.000, not {amount}.",
    "Offer a bank transfer for this amount.",
)

MAX_AMOUNT = 10_000_000
"""Bank Indonesia's limit of one QRIS payment, in rupiah."""

SYNTHETIC_NMID = "ID1020012345678"
"""The merchant number of the payload in our demo and tests; it belongs to nobody."""

Field: TypeAlias = tuple[str, str]
_NATIONAL = "ID.CO.QRIS.WWW"


class Qris(Frozen):
    """A verified permanent QRIS. `payload` is published byte for byte; `merchant` and `city` stand in it as
    the bank wrote them; `nmid` is the national merchant number, or "" where the code has none."""

    payload: str
    merchant: str
    city: str
    nmid: str


def parse_qris(text: str) -> Qris:
    """The verified code. Raises `Refused` for damaged, foreign, one-time codes, and codes with an amount."""
    payload = text.strip()
    fields = _verified(payload)
    values = dict(fields)
    if values.get("58") != "ID" or values.get("53") != "360":
        raise Refused(QRIS_FOREIGN, country=values.get("58", "?"), currency=values.get("53", "?"))
    if values.get("01") == "12":
        raise Refused(QRIS_ONE_TIME)
    if "54" in values:
        raise Refused(QRIS_HAS_AMOUNT, amount=values["54"])
    return Qris(payload, values["59"].strip(), values["60"].strip(), _nmid(fields))


def check_merchant(qris: Qris, written: str) -> None:
    """Nothing, when the seller wrote the name that buyers will see (case and spaces aside). Raises `Refused`."""
    if _comparable(qris.merchant) != _comparable(written):
        raise Refused(QRIS_NAME, instead=qris.merchant, merchant=qris.merchant, written=written)


def with_amount(qris: Qris, amount: int) -> str:
    """The payload for one payment of this many rupiah; a tip or fee field falls away. Raises `Refused`."""
    if not 1 <= amount <= MAX_AMOUNT:
        raise Refused(QRIS_LIMIT, amount="Rp" + f"{amount:,}".replace(",", "."))
    kept = [(tag, value) for tag, value in _verified(qris.payload) if tag not in ("01", "54", "55", "56", "57", "63")]
    place = [tag for tag, _ in kept].index("58")
    return _sealed([kept[0], ("01", "12"), *kept[1:place], ("54", str(amount)), *kept[place:]])


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE over the UTF-8 bytes, as four capital hex digits."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def _verified(payload: str) -> tuple[Field, ...]:
    """The fields of a payload that is complete, unambiguous and undamaged."""
    fields = _fields(payload)
    tags = [tag for tag, _ in fields]
    if tags[0] != "00" or fields[0][1] != "01" or tags[-1] != "63" or len(set(tags)) != len(tags):
        raise Refused(QRIS_FORM, position=1)
    found, expected = fields[-1][1], checksum(payload[:-4])
    if found.upper() != expected:
        raise Refused(QRIS_CHECKSUM, found=found, expected=expected)
    if not {"53", "58", "59", "60"} <= set(tags):
        raise Refused(QRIS_FORM, position=len(payload))
    return fields


def _fields(text: str) -> tuple[Field, ...]:
    """Two digits of tag, two of length (in characters, not bytes), then the value; at least one field."""
    fields: list[Field] = []
    at = 0
    while at < len(text) or not fields:
        head = re.match(r"([0-9]{2})([0-9]{2})", text[at : at + 4])
        value = text[at + 4 : at + 4 + int(head[2])] if head else ""
        if not head or len(value) != int(head[2]) or not value.isprintable():
            raise Refused(QRIS_FORM, position=at + 1)
        fields.append((head[1], value))
        at += 4 + len(value)
    return tuple(fields)


def _sealed(fields: list[Field]) -> str:
    text = "".join(f"{tag}{len(value):02}{value}" for tag, value in fields) + "6304"
    return text + checksum(text)


def _nmid(fields: tuple[Field, ...]) -> str:
    """The merchant number below the national identifier, in one of the account templates 26 to 51."""
    for tag, value in fields:
        if 26 <= int(tag) <= 51:
            try:
                inner = dict(_fields(value))
            except Refused:
                continue  # a template of a network that writes its own format
            if inner.get("00", "").upper() == _NATIONAL:
                return inner.get("02", "")
    return ""


def _comparable(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
