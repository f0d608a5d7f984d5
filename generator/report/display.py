"""Text from strangers, made safe for a terminal and short enough for a sentence.

Owns what a control character, an escape code or a bidirectional override looks like when it is shown instead of
obeyed, and which characters a terminal shows as one. It must not know what the text means.
"""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"  # holds families of emoji together
_CONTROL_PICTURES = 0x2400
_DELETE_PICTURE = "\u2421"
_UNPRINTABLE = "\ufffd"


def visible(text: str) -> str:
    """The text with every character that a terminal would obey shown as a sign: escape codes, carriage returns,
    bidirectional overrides, invisible format characters, broken surrogates. No character more, none less."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return _DELETE_PICTURE
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and character != _JOINER):
        return _UNPRINTABLE
    return character


def in_sentence(text: str, limit: int) -> str:
    """The text on one line, visible, and cut to `limit` characters with an ellipsis."""
    line = " ".join(text.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return visible(line)


def clusters(text: str) -> tuple[str, ...]:
    """The text in pieces that a terminal shows as one: a letter with its accents, an emoji with its joiners."""
    found: list[str] = []
    for character in text:
        joins = character == _JOINER or unicodedata.category(character).startswith("M")
        if found and (joins or found[-1].endswith(_JOINER)):
            found[-1] += character
        else:
            found.append(character)
    return tuple(found)
