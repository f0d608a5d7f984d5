"""Which pages and files exist, at which addresses; what collides; when anything changes next.

Owns the `Output`: one file of the site before it is written. It must not render, read or write.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site.

    `path` is relative with `/` (`campaigns/melati/index.html`). Small files carry their `content`; a
    picture names the verified `source` in the cache that holds its bytes. Exactly one of the two is set.
    `hashed` says that the name changes with the bytes, so an old copy may stay one build longer.
    """

    path: str
    content: bytes | None = None
    source: Path | None = None
    hashed: bool = False
