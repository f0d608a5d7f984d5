"""Encoded pictures kept between builds in a folder that is safe to delete.

Owns the files of the cache: each picture lies under a hash of what it was made from, beside a note of its
own hash and of its source's size, so that a truncated or altered entry is noticed and made again. It must not know how
pictures are made.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from pathlib import Path

from generator.problems import Kind, Refused
from generator.structs import Frozen

CACHE_UNWRITABLE = Kind(
    "picture-cache",
    "The folder for prepared pictures, {folder}, cannot be written ({reason}).",
    "Make room on the disk, or check that you may write there; what it holds may be deleted at any time.",
)


class Entry(Frozen):
    """A picture of the cache, its `content` as it was written. `width_px` and `height_px` are what its maker wrote
    beside it, and so is whether it comes from an `animated` one."""

    content: bytes
    width_px: int
    height_px: int
    animated: bool = False


def kept(cache: Path, name: str) -> Entry | None:
    """The entry of this name (`3fa9c1d2e0-480.avif`) if it is there, whole and unaltered; else None."""
    try:
        note = json.loads((cache / f"{name}.json").read_bytes())
        entry = Entry(
            (cache / name).read_bytes(),
            _positive(note["width_px"]),
            _positive(note["height_px"]),
            note["animated"] is True,
        )
        intact = _seal(entry) == note["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return entry if intact else None


def keep(cache: Path, name: str, entry: Entry) -> None:
    """Keeps the entry. Readers see the old one or the new one, never half of one.

    Raises `Refused` when the folder cannot be written.
    """
    note = {
        "sha256": _seal(entry),
        "width_px": entry.width_px,
        "height_px": entry.height_px,
        "animated": entry.animated,
    }
    try:
        cache.mkdir(parents=True, exist_ok=True)
        _replace(cache / name, entry.content)
        _replace(cache / f"{name}.json", json.dumps(note).encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(CACHE_UNWRITABLE, folder=cache.as_posix(), reason=reason) from error


def _seal(entry: Entry) -> str:
    facts = repr((entry.width_px, entry.height_px, entry.animated)).encode()
    return hashlib.sha256(facts + entry.content).hexdigest()


def _replace(path: Path, content: bytes) -> None:
    new = path.with_name(f".new-{uuid.uuid4().hex}")  # not tempfile: its files are for their owner's eyes only
    try:
        new.write_bytes(content)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def _positive(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError(value)
    return value
