"""security.txt (RFC 9116): whom to tell of a hole in the site, and until when that holds.

Owns the format and the choice of `Expires`. It must not read a clock: the moment is the build's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

PATH = ".well-known/security.txt"


def security_txt(contact: str, languages: Iterable[str], canonical: str, now: datetime) -> str:
    """The text; `contact` is a `mailto:`, `https:` or `tel:` address, `canonical` where the file stands, if known."""
    lines = [f"Contact: {contact}", f"Expires: {expires(now):%Y-%m-%dT%H:%M:%SZ}"]
    lines.append(f"Preferred-Languages: {', '.join(languages)}")
    if canonical:
        lines.append(f"Canonical: {canonical}")
    return "\n".join(lines) + "\n"


def expires(now: datetime) -> datetime:
    """The 1 January or 1 July (UTC) after the next one: six months ahead at least, a year at most, as the RFC advises.
    It moves twice a year, so that two builds of the same content between two changes stay equal."""
    following = renewal(now)
    return renewal(following)


def renewal(now: datetime) -> datetime:
    """When `expires` moves next: the first 1 January or 1 July (UTC) after `now`."""
    here = now.astimezone(UTC)
    july = datetime(here.year, 7, 1, tzinfo=UTC)
    return july if here < july else datetime(here.year + 1, 1, 1, tzinfo=UTC)
