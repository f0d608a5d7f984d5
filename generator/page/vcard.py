"""A contact card (vCard 3.0, RFC 2426), as phones import it.

Owns how a card is written: escaping, folding, which properties iOS and Android both read. 3.0 and not 4.0, which
older Androids refuse. It carries no picture: a card is text, the same bytes on every machine, and goes into a code.
It must not know shops or languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.structs import Frozen

LINE_BYTES = 75
"""A line at most, its break not counted (RFC 2426, 2.6)."""

_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, which RFC 2426 (4, `SAFE-CHAR`, `QSAFE-CHAR`) lets no value hold."""


class Telephone(Frozen):
    """A number to save: E.164 without `+` (`62812…`), whether it can be a mobile phone, and what for."""

    digits: str
    mobile: bool = True
    label: str = ""


class Card(Frozen):
    """What a phone saves of a shop. `url` is absolute or empty; `uid` stays the same while the shop is the same, so
    that a card saved again takes the old one's place."""

    name: str
    telephones: tuple[Telephone, ...]
    emails: tuple[str, ...] = ()
    url: str = ""
    note: str = ""
    street: str = ""
    city: str = ""
    uid: str = ""


def card_file(card: Card) -> bytes:
    """The whole card, ready to be hosted."""
    return _file(_lines(card))


def card_code(card: Card, most_bytes: int) -> str:
    """The card as short as a code to scan wants it: name and first number, then what still fits in `most_bytes` of
    UTF-8: the site's address, the other numbers."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:;{_text(card.name)};;;", f"FN:{_text(card.name)}"]
    first, *others = (f"TEL:+{phone.digits}" for phone in card.telephones)
    lines.append(first)
    for more in (*((f"URL:{card.url}",) if card.url else ()), *others):
        if len("\r\n".join((*lines, more, "END:VCARD", "")).encode()) <= most_bytes:
            lines.append(more)
    return "\r\n".join((*lines, "END:VCARD", ""))


def _lines(card: Card) -> Iterator[str]:
    name = _text(card.name)
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield "PRODID:-//Etalase//etalase//EN"
    # The given name, since Android shows N where it makes no sense of FN; iOS takes ORG and shows a company.
    yield f"N:;{name};;;"
    yield f"FN:{name}"
    yield f"ORG:{name}"
    yield "X-ABSHOWAS:COMPANY"
    for number, phone in enumerate(card.telephones, 1):
        kind = "CELL" if phone.mobile else "WORK"
        label = _text(phone.label)
        yield f"{f'item{number}.' if label else ''}TEL;TYPE={kind}:+{phone.digits}"
        if label:
            yield f"item{number}.X-ABLABEL:{label}"
    for email in card.emails:
        yield f"EMAIL;TYPE=INTERNET:{_text(email)}"
    if card.url:
        yield f"URL:{card.url}"
    if card.street or card.city:
        yield f"ADR;TYPE=WORK:;;{_text(card.street)};{_text(card.city)};;;"
    if card.note:
        yield f"NOTE:{_lines_of_text(card.note)}"
    if card.uid:
        yield f"UID:{_text(card.uid)}"
    yield "END:VCARD"


def _file(lines: Iterator[str]) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """The line and its break; a long one goes on after a break and a space, never inside a letter's bytes."""
    written, room = bytearray(), LINE_BYTES
    for sign in line:
        letter = sign.encode()
        if len(letter) > room:
            written += b"\r\n "
            room = LINE_BYTES - 1
        written += letter
        room -= len(letter)
    return bytes(written + b"\r\n")


def _text(text: str) -> str:
    """A text of one line: what would end a value, a part of one or the line is escaped or a space."""
    return _escaped(" ".join(_UNWRITABLE.sub("", _BREAKS.sub(" ", text)).split()))


def _lines_of_text(text: str) -> str:
    lines = (" ".join(_UNWRITABLE.sub("", line).split()) for line in _BREAKS.split(text))
    return _escaped("\n".join(lines).strip())


def _escaped(text: str) -> str:
    return re.sub(r"[\\,;]", r"\\\g<0>", text).replace("\n", r"\n")
