"""Encoded pictures kept between builds in a folder that is safe to delete.

Owns the files of the cache: each picture lies under a hash of what it was made from, beside a note of its
own hash and size, so that a truncated or altered entry is noticed and made again. It must not know how
pictures are made.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from generator.media.pixels import Encoded
from generator.problems import Kind, Refused

CACHE_UNWRITABLE = Kind(
    "picture-cache",
    "The folder for prepared pictures, {folder}, cannot be written ({reason}).",
    "Make room on the disk, or check that you may write there; what it holds may be deleted at any time.",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A verified picture in the cache."""

    path: Path
    width_px: int
    height_px: int
    suffix: str
    animated: bool


def kept(cache: Path, key: str) -> Entry | None:
    """The entry under this key if it is there, whole and unaltered; else None."""
    try:
        note = json.loads((cache / f"{key}.json").read_bytes())
        entry = Entry(
            path=cache / f"{key}.{_one_of(note['suffix'], 'jpg', 'png')}",
            width_px=_positive(note["width_px"]),
            height_px=_positive(note["height_px"]),
            suffix=note["suffix"],
            animated=note["animated"] is True,
        )
        intact = hashlib.sha256(entry.path.read_bytes()).hexdigest() == note["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return entry if intact else None


def keep(cache: Path, key: str, encoded: Encoded) -> Entry:
    """The entry made from `encoded`. Readers see the old entry or the new one, never half of one.

    Raises `Refused` when the folder cannot be written.
    """
    note = {
        "sha256": hashlib.sha256(encoded.content).hexdigest(),
        "width_px": encoded.width_px,
        "height_px": encoded.height_px,
        "suffix": encoded.suffix,
        "animated": encoded.animated,
    }
    path = cache / f"{key}.{encoded.suffix}"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        _replace(path, encoded.content)
        _replace(cache / f"{key}.json", json.dumps(note).encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(CACHE_UNWRITABLE, folder=cache.as_posix(), reason=reason) from error
    return Entry(path, encoded.width_px, encoded.height_px, encoded.suffix, encoded.animated)


def _replace(path: Path, content: bytes) -> None:
    new = path.with_name(f".new-{uuid.uuid4().hex}")  # not tempfile: its files are for their owner's eyes only
    try:
        new.write_bytes(content)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def _one_of(value: object, *allowed: str) -> str:
    if value not in allowed:
        raise ValueError(value)
    return str(value)


def _positive(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError(value)
    return value
