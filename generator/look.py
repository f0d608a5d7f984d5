"""How a shop is looked at without touching its files."""

from __future__ import annotations

from datetime import datetime

from generator.structs import Frozen


class Look(Frozen):
    """Another theme, some of its options, another language, another moment. Empty leaves what the shop and the clock
    say."""

    theme: str = ""
    options: tuple[tuple[str, str], ...] = ()
    locale: str = ""
    at: datetime | None = None
