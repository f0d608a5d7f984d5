"""How a shop is looked at without touching its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Look:
    """Another theme, some of its options, another language, another moment. Empty leaves what the shop and the clock
    say."""

    theme: str = ""
    options: tuple[tuple[str, str], ...] = ()
    locale: str = ""
    at: datetime | None = None
