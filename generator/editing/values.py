"""Values as YAML writes them: bare or in quotes, on one line or as a block.

Owns that whatever is written reads back as it was given. It must not know any key, or the text around a value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

Value: TypeAlias = str | Mapping[str, "Value"] | tuple["Value", ...]
"""A text, `key: value` lines, or a list that is not empty."""

# What may stand without quotes whatever is around it. A colon only inside a time: `a: b` and `a:` are keys.
_BARE = re.compile(r"[^\W_](?:[\w .()/+%;!?–…-]|(?<=\d):(?=\d))*")


def scalar(text: str) -> str:
    """The text as a YAML value on one line that reads back as it is: bare where that is safe, else in quotes."""
    if _BARE.fullmatch(text) and not text.endswith(" ") and text.lower() != "null":
        return text
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(character: str) -> str:
    """JSON's strings are YAML's, but for what YAML wants escaped, our reader replaces, or nobody can see."""
    code = ord(character)
    if character.isprintable() or character in "\u200c\u200d":  # joiners make the families among emoji
        return character
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def rendered(key: str, value: Value, indent: int) -> list[str]:
    """The lines of a key, block style, two spaces a level; no line ends."""
    lead = " " * indent
    if isinstance(value, str):
        return [f"{lead}{scalar(key)}: {scalar(value)}"]
    if not value:
        return [f"{lead}{scalar(key)}: {{}}"]
    lines = [f"{lead}{scalar(key)}:"]
    if isinstance(value, Mapping):
        for name, each in value.items():
            lines += rendered(name, each, indent + 2)
    else:
        for each in value:
            lines += listed(each, indent + 2)
    return lines


def listed(value: Value, indent: int) -> list[str]:
    """The lines of one entry of a list, its dash at `indent`."""
    lead = " " * indent
    if isinstance(value, str):
        return [f"{lead}- {scalar(value)}"]
    if not isinstance(value, Mapping):
        raise TypeError("a list in a list has no place in any of our files")
    if not value:
        return [f"{lead}- {{}}"]
    lines = [line for name, each in value.items() for line in rendered(name, each, indent + 2)]
    return [f"{lead}- {lines[0].lstrip()}", *lines[1:]]


def as_read(value: Value) -> Any:
    """The value as dicts, lists and texts: what reading it gives."""
    if isinstance(value, Mapping):
        return {key: as_read(each) for key, each in value.items()}
    return [as_read(each) for each in value] if isinstance(value, tuple) else value
