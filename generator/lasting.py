"""Results that outlive the process, so that the next build makes only what changed.

Owns how a result is found again: by its slot and a digest of all that it was made from. It keeps no pages: those stand
in the folder of the site, and count only while they are the bytes that were made. The file is this user's alone and
lies outside of every shop, for what is read from it is trusted. Whatever is wrong with it costs time and nothing else.
"""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import blake2b
from pathlib import Path, PurePath
from typing import Any, cast

from generator.plan import Output
from generator.shop.model.base import Model

STEPS = frozenset(
    ("moment", "instants", "links", "rules", "texts", "pictures", "characters", "reminders", "page", "asked", "feed")
)
"""The first words of the slots that are worth it: making takes longer than reading."""
_FORMAT = b"etalase lasting 1 "
_PLAIN = (str, bytes, int, float, bool, type(None), Decimal, date, time, timedelta, tzinfo, PurePath)


class _Unspelled(Exception):
    """Something of a type that says nothing of what it is."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """An output whose bytes stand in the folder of the site."""

    path: str
    digest: bytes
    hashed: bool


class Lasting:
    """What earlier builds of a site left in `file`. `around` names the program that made it: another one believes
    nothing of it. `site` is the folder that the site is published in."""

    steps = STEPS

    def __init__(self, file: Path, around: str, site: Path) -> None:
        self.file = file
        self._head = _FORMAT + _digest(around)
        self._site = site
        self._known: dict[tuple[Hashable, ...], tuple[bytes, Any]] = {}
        self._new: dict[tuple[Hashable, ...], tuple[bytes, Any]] = {}
        self._digests: dict[int, tuple[object, bytes]] = {}
        with suppress(Exception):  # unpickling raises whatever damaged bytes lead it to
            self._known = self._read()

    def _read(self) -> dict[tuple[Hashable, ...], tuple[bytes, Any]]:
        with self.file.open("rb") as opened:
            facts = os.fstat(opened.fileno())
            if hasattr(os, "geteuid") and (facts.st_uid != os.geteuid() or facts.st_mode & 0o022):
                return {}
            raw = opened.read()
        head, check, body = (
            raw[: len(self._head)],
            raw[len(self._head) : len(self._head) + 4],
            raw[len(self._head) + 4 :],
        )
        if head != self._head or int.from_bytes(check, "big") != zlib.crc32(body):
            return {}
        found: dict[tuple[Hashable, ...], tuple[bytes, Any]] = pickle.loads(body)  # noqa: S301  this user's own file
        return found

    def find(self, slot: tuple[Hashable, ...], made_from: object) -> tuple[Any] | None:
        """The result in this slot, if it was made from the same, as a tuple of one."""
        known = self._known.get(slot)
        if known is None or (key := self._key(made_from)) is None or key != known[0]:
            return None
        with suppress(OSError, ValueError):
            value = self._whole(known[1])
            self._new[slot] = known
            return (value,)
        return None

    def note(self, slot: tuple[Hashable, ...], made_from: object, value: object) -> None:
        """This result is one to find again."""
        if (key := self._key(made_from)) is not None:
            self._new[slot] = key, _standing(value)

    def save(self) -> None:
        """Leave what this build asked for to the next one. Raises OSError."""
        if self._new == self._known:
            return
        body = pickle.dumps(self._new, pickle.HIGHEST_PROTOCOL)
        new = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(self._head + zlib.crc32(body).to_bytes(4, "big") + body)
            new.replace(self.file)
        except BaseException:
            new.unlink(missing_ok=True)
            raise

    def _key(self, made_from: object) -> bytes | None:
        """A digest of it; None where that cannot be said. What is the same object for many results is spelled once."""
        parts = made_from if type(made_from) is tuple else (made_from,)
        found = []
        for part in parts:
            kept = self._digests.get(id(part))
            if kept is None or kept[0] is not part:
                try:
                    kept = part, _digest(_spelled(part))
                except _Unspelled:
                    return None
                self._digests[id(part)] = kept
            found.append(kept[1])
        return b"".join(found)

    def _whole(self, value: Any) -> Any:
        """The value with its outputs read. Raises OSError or ValueError where one is not what was made."""
        if type(value) is _Standing:
            content = (self._site / value.path).read_bytes()
            if _digest(content) != value.digest:
                raise ValueError(value.path)
            return Output(value.path, content, hashed=value.hashed)
        return tuple(map(self._whole, value)) if type(value) is tuple else value


def _standing(value: Any) -> Any:
    if type(value) is Output and value.content is not None:
        return _Standing(value.path, _digest(value.content), value.hashed)
    return tuple(map(_standing, value)) if type(value) is tuple else value


def _digest(value: bytes | str) -> bytes:
    return blake2b(value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value, digest_size=16).digest()


def _spelled(value: Any) -> str:
    """The value as a text that no other value has, the same in every process. Raises `_Unspelled`."""
    kind = type(value)
    if kind is str or value is None or kind is int or kind is bool:
        return repr(value)
    if kind is tuple or kind is list:
        return f"({','.join(map(_spelled, value))})"
    if isinstance(value, Enum):
        return f"{kind.__qualname__}.{value.name}"
    if isinstance(value, (frozenset, set)):
        return f"{{{','.join(sorted(map(_spelled, value)))}}}"
    if isinstance(value, Mapping):
        return f"<{','.join(f'{_spelled(key)}:{_spelled(held)}' for key, held in value.items())}>"
    if isinstance(value, Model):
        held = value.__dict__
        return f"{kind.__module__}.{kind.__qualname__}({','.join(f'{key}={_spelled(held[key])}' for key in held)})"
    if names := _names(cast("Hashable", kind)):
        inside = ",".join(_spelled(getattr(value, name)) for name in names)
        return f"{kind.__module__}.{kind.__qualname__}({inside})"
    if isinstance(value, _PLAIN):
        return f"{kind.__qualname__}:{value!r}"
    if isinstance(value, tuple):
        return f"{kind.__qualname__}({','.join(map(_spelled, value))})"
    raise _Unspelled(kind)


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    """What a dataclass is compared by."""
    return tuple(each.name for each in fields(kind) if each.compare) if is_dataclass(kind) else ()
