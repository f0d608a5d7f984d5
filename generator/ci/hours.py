"""When a build server wakes up for a shop: once a night, and every hour for a look.

Owns the minutes. They follow from the shop, so that not all shops wake up together and the same shop always at the
same minute. It must not ask the clock.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from typing import Final

from generator.structs import Frozen

MINUTES: Final = tuple(minute for minute in range(3, 28) if minute not in (14, 15))
"""Soon after the hour, when most POs open and close, and never when everybody's jobs start: at 0 GitHub drops some.
Half an hour later, in any zone, is none of the crowded minutes either."""
NIGHTLY_AFTER: Final = 31
"""Minutes between the look and the nightly build, so that the two never start together."""


class Crons(Frozen):
    """Two lines of cron, in UTC: the build at night, and the look every hour."""

    nightly: str
    hourly: str


def crons(shop: str, offset: timedelta) -> Crons:
    """The lines of a shop, whose night is `offset` ahead of UTC. `shop` is what tells it from others."""
    digest = hashlib.sha256(shop.encode()).digest()
    minute = MINUTES[int.from_bytes(digest[:2]) % len(MINUTES)]
    # Any day does: only hour and minute are used, and zones with summer time are an hour off for half a year.
    night = datetime(2026, 1, 2, 1 + digest[2] % 4, minute + NIGHTLY_AFTER, tzinfo=timezone(offset))
    utc = night.astimezone(timezone.utc)  # noqa: UP017  the class is at hand
    return Crons(f"{utc.minute} {utc.hour} * * *", f"{minute} * * * *")
