"""The fields that a seller's own order message may hold, and how they are found in it.

Owns their names. It must not fill them in: the order form does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MESSAGE_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "shop": "The shop's name.",
        "campaign": "The campaign's title, with its batch.",
        "items": "One line for each item: code, name, choices, number, price.",
        "total": "The sum of what is known, and what is still to come.",
        "code": "The order code, for matching only.",
        "name": "The buyer's name.",
        "receive": "How the buyer receives the goods.",
        "address": "The address, where the way of receiving needs one.",
        "payment": "The first payment: its name and amount.",
        "questions": "The answers to your questions.",
        "note": "What the buyer adds.",
    }
)
"""Field → what stands in its place."""


def fields_in(message: str) -> tuple[str, ...]:
    """The names in braces, in order: `Halo, pesan {items}` holds `items`."""
    return tuple(re.findall(r"\{ ?([A-Za-z_]{1,40}) ?\}", message))
