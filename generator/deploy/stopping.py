"""Which warnings stop a deployment: those that cost a buyer or the seller money, or their safety.

Owns the list, by subject; docs/hosting.md shows it. It must not find anything itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from generator.problems import Kind, Problem
from generator.shop.prices import PACKAGE_DEARER
from generator.shop.rules import dates, demo, news, payments, phrases

STOPPING: Final[Mapping[str, tuple[Kind, ...]]] = MappingProxyType(
    {
        "accounts, QRIS and prices": (
            payments.HOLDER_STRANGE, payments.QRIS_TOO_MUCH, phrases.QRIS_SURCHARGE, PACKAGE_DEARER,
        ),
        "dates": (
            dates.SHIPS_EARLY, dates.DUE_BEFORE_CLOSING, dates.EARLY_NEVER, dates.EARLY_ALWAYS,
            dates.MINIMUM_WITHOUT_CLOSING, news.IN_FUTURE, news.CERTIFICATE_EXPIRED, news.HOLIDAY_CROSSES,
        ),
        "refunds": (phrases.DEPOSIT_FORFEITED, phrases.NO_REFUND, phrases.TERMS_CHANGE),
        "demo data": (demo.DEMO_HANDLE, demo.DEMO_ADDRESS),
    }
)  # fmt: skip
"""Subject → the kinds that stop; whatever is an error stops anyway."""

_CODES = frozenset(kind.code for kinds in STOPPING.values() for kind in kinds)


def stopping(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that must be settled, or left out by name with `ignore:`, before the site is published."""
    return tuple(problem for problem in found if problem.code in _CODES)
