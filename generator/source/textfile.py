"""Bytes → text, for every file of the seller's: UTF-8 as editors of all systems write it, within a size.

It must not know what the text means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.problems import Kind, Mark, Problem, problem

MAX_BYTES = 1_000_000
MAX_CONTROLS = 10

TOO_BIG = Kind(
    "file-too-big", "This file has {found} bytes.", "Keep every file under {limit} bytes; move long text to a page."
)
NOT_UTF8 = Kind("not-utf8", "This file is not saved as UTF-8.", "Open it in your editor and save it again as UTF-8.")
NOT_TEXT = Kind(
    "not-text",
    "This is not a text file.",
    "Save it as plain text in UTF-8; a document of an office program does not work.",
)
CONTROL_CHARACTER = Kind(
    "control-character", "There is an invisible control character here ({found}).", "Delete it and type the text again."
)

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff\ufeff]")


def read_text(raw: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file (BOM dropped, line ends as `\\n`, non-breaking spaces as spaces) or what is wrong."""
    if len(raw) > MAX_BYTES:
        return "", (problem(TOO_BIG, mark=Mark(file), found=len(raw), limit=MAX_BYTES),)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", (problem(NOT_UTF8, mark=Mark(file)),)
    if b"\x00" in raw:
        return "", (problem(NOT_TEXT, mark=Mark(file)),)
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", (problem(NOT_UTF8, mark=_wrong_byte(raw, error.start, file)),)
    # YAML 1.1 breaks lines at these, editors do not: one space each keeps lines and columns as the seller sees them.
    text = re.sub("[\u00a0\u0085\u2028\u2029\u202f]", " ", text)
    return text, tuple(islice(_control_characters(text, file), MAX_CONTROLS))


def _wrong_byte(raw: bytes, at: int, file: str) -> Mark:
    start = raw.rfind(b"\n", 0, at) + 1
    line = raw[start:].split(b"\n", 1)[0].decode("utf-8", "replace")
    return Mark(file, raw.count(b"\n", 0, at) + 1, len(raw[start:at].decode()) + 1, 1, line)


def _control_characters(text: str, file: str) -> Iterator[Problem]:
    if not _CONTROLS.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for found in _CONTROLS.finditer(line):
            yield problem(
                CONTROL_CHARACTER,
                mark=Mark(file, number, found.start() + 1, 1, line),
                found=f"U+{ord(found.group()):04X}",
            )
