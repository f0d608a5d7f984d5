"""The words of dates and times, Indonesian and English.

Owns the names of months, weekdays, units and midnight, and how written time is made plain before it is
matched. It must not know what a date means or judge one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

LONGEST: Final = 200
"""Characters beyond this are no date, time or rule; parsers refuse them unread."""

_DASHES = re.compile(r"[‐‑‒–—―−]")
_QUOTES = re.compile(r"[‘’ʼ`´]")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_TO = re.compile(
    r"\s*(?:(?<![a-z])(?:s/d|s\.d\.?|sd|sampai dengan|sampai|hingga|until|till|through|thru|to)(?![a-z])|\.\.+|~)\s*"
)


def plain(text: str) -> str:
    """The text for matching, never for showing: small letters, single spaces, plain dashes and quotes."""
    if len(text) > LONGEST:
        return ""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    text = _QUOTES.sub("'", _DASHES.sub("-", text.casefold()))
    return " ".join(text.split())


def shown(text: str) -> str:
    """The text as a message may quote it: on one line, at most 60 characters."""
    line = " ".join(text[:LONGEST].split())
    return line if len(line) <= 60 else line[:59] + "…"


def with_dashes(words: str) -> str:
    """Plain words in which `s/d`, `sampai`, `to` and their like have become a dash."""
    return _TO.sub(" - ", words)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that this one most likely means, or an empty text."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.7)), "")


def _numbered(first: int, *lines: str) -> Mapping[str, int]:
    return MappingProxyType({word: number for number, line in enumerate(lines, first) for word in line.split()})


MONTHS: Final = _numbered(
    1,
    "januari january jan",
    "februari february pebruari feb febr peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu agus ags agt aug",
    "september sep sept",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
"""Every month's names → 1…12."""

WEEKDAYS: Final = _numbered(
    0,
    "senin monday sen mon",
    "selasa tuesday sel tue tues",
    "rabu wednesday rab wed",
    "kamis thursday kam thu thur thurs",
    "jumat jum'at friday jum fri",
    "sabtu saturday sab sat",
    "minggu ahad sunday min mgg sun",
)
"""Every weekday's names → 0 (Monday) … 6 (Sunday), as `date.weekday()` counts."""

NUMBERS: Final = _numbered(
    1,
    "satu one a an",
    "dua two",
    "tiga three",
    "empat four",
    "lima five",
    "enam six",
    "tujuh seven",
    "delapan eight",
    "sembilan nine",
    "sepuluh ten",
)
"""Small numbers in words → 1…10."""

MIDNIGHT: Final = frozenset(
    {
        "tengah malam",
        "midnight",
        "at midnight",
        "12 malam",
        "12.00 malam",
        "12:00 malam",
        "12 am",
        "12am",
        "12.00 am",
        "12:00 am",
    }
)
"""Words for midnight; all of them can mean the start or the end of the day."""
