"""`{name}` fields in sentences, filled in by name only: a sentence from elsewhere cannot reach into a value."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FIELD = re.compile(r"\{\{|\}\}|\{(\w+)\}")


def fill(text: str, fields: Mapping[str, object]) -> str:
    """The text with each `{name}` replaced; `{{` and `}}` stand for the braces themselves."""

    def value(found: re.Match[str]) -> str:
        return str(fields[found[1]]) if found[1] else found[0][0]

    return _FIELD.sub(value, text)


def fields_of(text: str) -> frozenset[str]:
    """The names of the fields in a message."""
    return frozenset(name for name in _FIELD.findall(text) if name)
