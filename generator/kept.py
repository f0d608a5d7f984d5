"""Bytes that one run leaves to the next, in a folder that is this user's alone.

Owns that what is found is what was left: whole, and by the same maker. Losing any of it costs time and nothing else.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_SUM = 16


class Kept:
    """What `maker` left in `folder`, by keys that are names of files."""

    def __init__(self, folder: Path, maker: str) -> None:
        self._folder = folder
        self._maker = maker.encode()

    def get(self, key: str) -> bytes | None:
        """What was kept under this key; None where nothing was, or where it is no longer what was kept."""
        with suppress(OSError):
            raw = (self._folder / key).read_bytes()
            if raw[:_SUM] == self._sum(raw[_SUM:]):
                return raw[_SUM:]
        return None

    def keep(self, key: str, content: bytes) -> None:
        """Leave this to later runs, if it can be written."""
        new = self._folder / f"{key}.{os.getpid()}"
        with suppress(OSError):
            new.write_bytes(self._sum(content) + content)
            new.replace(self._folder / key)

    def _sum(self, content: bytes) -> bytes:
        return blake2b(self._maker + content, digest_size=_SUM).digest()
