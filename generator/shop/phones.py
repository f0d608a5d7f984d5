"""Telephone numbers: read as people write them, checked, and shown; and account numbers, which are not phones.

Owns everything that needs the numbering plans of the world (phonenumbers, no other module imports it).
It must not build links: `links` does, from the digits found here.
"""

from __future__ import annotations

import re
from functools import cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from generator.problems import Kind, Refused
from generator.structs import Frozen

PHONE_FORM = Kind(
    "phone-form", "“{text}” is not a telephone number.", "Write one number with all its digits, for example {example}."
)
PHONE_INVALID = Kind(
    "phone-invalid",
    "No telephone can have the number “{text}” ({shown}).",
    "Check for a missing or doubled digit; a complete number looks like {example}.",
)
PHONE_TWO = Kind("phone-two", "“{text}” holds more than one number.", "Write one number, for example {example}.")
ACCOUNT_FORM = Kind(
    "account-number-form",
    "“{text}” is not an account number.",
    "Write only its digits, as the bank or e-wallet shows them; put the bank's name in its own key.",
)

_CHAT_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?([0-9]+)/?", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\r\n\xa0\u2007\u2009\u202f]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


class Phone(Frozen):
    """A valid number. `digits` is E.164 without `+` (`6281234567890`); `national` and `international` are how
    people read it aloud; `country` is its ISO 3166 code. `mobile` says that it can be a mobile phone:
    WhatsApp also works on landlines, so a number that is not is worth a question, not a refusal."""

    digits: str
    national: str
    international: str
    country: str
    mobile: bool


def parse_phone(text: str, country: str = "ID") -> Phone:
    """The number as seen from a country (ISO 3166): `0812…`, `812…`, `62812…`, `+62 812…`, `0062812…`, or a
    `wa.me` link. Raises `Refused` with an example for whatever no telephone can have."""
    plain = _DASHES.sub("-", _SPACES.sub(" ", text)).strip()
    if found := _CHAT_LINK.fullmatch(plain):
        plain = f"+{found[1]}"
    example = _example(country)
    if not re.fullmatch(r"\+?[0-9 ().-]{3,40}", plain):
        several = re.fullmatch(r"[0-9 +().-]{6,}(?:[/,;|&]|\b(?:dan|atau|and|or)\b)[0-9 +().-]{6,}", plain)
        raise Refused(PHONE_TWO if several else PHONE_FORM, text=text, example=example)
    try:
        number = _read(re.sub(r"^00(?=[1-9])", "+", plain), country)
    except phonenumbers.NumberParseException as error:
        raise Refused(PHONE_FORM, text=text, example=example) from error
    if not phonenumbers.is_valid_number(number):
        shown = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        raise Refused(PHONE_INVALID, text=text, shown=shown, example=example)
    return Phone(
        digits=phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+"),
        national=phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        international=phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        country=phonenumbers.region_code_for_number(number) or "",
        mobile=phonenumbers.number_type(number) in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
    )


def example_phone(country: str = "ID") -> Phone:
    """The mobile number that libphonenumber prints as its example; for demos, it belongs to nobody here."""
    number = phonenumbers.example_number_for_type(country, PhoneNumberType.MOBILE)
    if number is None:
        return example_phone("ID")
    return parse_phone(phonenumbers.format_number(number, PhoneNumberFormat.E164), country)


def is_example_number(phone: Phone) -> bool:
    """Whether the number is one of libphonenumber's printed examples of its country, so never a real shop's."""
    return f"+{phone.digits}" in _examples(phone.country)


@cache
def _examples(country: str) -> frozenset[str]:
    """The example numbers of a country, as E.164 writes them."""
    numbers = (phonenumbers.example_number_for_type(country, kind) for kind in PhoneNumberType.values())
    return frozenset(phonenumbers.format_number(number, PhoneNumberFormat.E164) for number in numbers if number)


def account_digits(text: str) -> str:
    """The bare digits of a bank or e-wallet account, leading zeros kept; never read as a telephone number.

    Raises `Refused` for anything but 5 to 24 digits with spaces, dots or dashes between them.
    """
    plain = _DASHES.sub("-", _SPACES.sub(" ", text)).strip()
    digits = re.sub(r"[ .-]", "", plain)
    if not re.fullmatch(r"[0-9]{5,24}", digits) or not plain[0].isdecimal() or not plain[-1].isdecimal():
        raise Refused(ACCOUNT_FORM, text=text)
    return digits


def _read(plain: str, country: str) -> phonenumbers.PhoneNumber:
    calling_code = str(phonenumbers.country_code_for_region(country))
    if plain.startswith(calling_code):
        # `62812…` is a number with the country's code first, even where it could be a landline without its zero.
        number = phonenumbers.parse(f"+{plain}", country)
        if phonenumbers.is_valid_number(number):
            return number
    return phonenumbers.parse(plain, country)


def _example(country: str) -> str:
    number = phonenumbers.example_number_for_type(country, PhoneNumberType.MOBILE)
    if number is None:
        return "+62 812-345-678"
    return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))
