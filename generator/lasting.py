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
from datetime import date, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import blake2b
from pathlib import Path, PurePath
from typing import Any, BinaryIO, TypeAlias, cast

from generator.paths import facts_of
from generator.plan import InPlace, Output
from generator.shop.model.base import Model
from generator.structs import Frozen, field_names

STEPS = frozenset((
    "moment", "instants", "links", "rules", "texts", "pictures", "characters", "reminders", "page", "asked", "feed",
    "campaign", "brief", "change", "code",
))  # fmt: skip
"""The first words of the slots that are worth it: making takes longer than reading."""
_FORMAT = b"etalase lasting 2 "
_PLAIN = (str, bytes, int, float, bool, type(None), Decimal, date, time, timedelta, tzinfo, PurePath)


class _Unspelled(Exception):
    """Something of a type that says nothing of what it is."""


class _Made(Frozen):
    """An output whose bytes stand in the folder of the site, for the next build to find there."""

    path: str
    digest: bytes


_Result: TypeAlias = tuple[bytes, bytes, bytes]
"""A result: the digest of what it was made from, how it is written, and, of a model, its own digest."""


class _Checked:
    """A file that is being written, with the checksum of what was written so far."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.checksum = 0

    def write(self, content: bytes) -> int:
        self.checksum = zlib.crc32(content, self.checksum)
        return self.file.write(content)


class Lasting:
    """What earlier builds of a site left in `file`. `around` names the program that made it: another one believes
    nothing of it. `site` is the folder that the site is published in."""

    steps = STEPS

    def __init__(self, file: Path, around: str, site: Path) -> None:
        self.file = file
        self._head = _FORMAT + _digest(around)
        self._site = site.resolve()
        self._known: dict[tuple[Hashable, ...], _Result] = {}
        self._new: dict[tuple[Hashable, ...], _Result] = {}
        self._digests: dict[int, tuple[object, bytes]] = {}
        with suppress(Exception):  # unpickling raises whatever damaged bytes lead it to
            self._known = self._read()

    def _read(self) -> dict[tuple[Hashable, ...], _Result]:
        with self.file.open("rb") as opened:
            facts = os.fstat(opened.fileno())
            if hasattr(os, "geteuid") and (facts.st_uid != os.geteuid() or facts.st_mode & 0o022):
                return {}
            head, check = opened.read(len(self._head)), opened.read(4)
            body = opened.read()
        if head != self._head or int.from_bytes(check, "big") != zlib.crc32(body):
            return {}
        found: dict[tuple[Hashable, ...], _Result] = pickle.loads(body)  # noqa: S301  this user's own file
        return found

    def find(self, slot: tuple[Hashable, ...], made_from: object) -> tuple[Any] | None:
        """The result in this slot, if it was made from the same, as a tuple of one. A page of the site names the file
        that it stands in, whose bytes were just found to be those that were made."""
        known = self._known.get(slot)
        if known is None or (key := self._key(made_from)) is None or key != known[0]:
            return None
        with suppress(OSError, ValueError):
            value = self._whole(pickle.loads(known[1]))  # noqa: S301  as above
            if known[2]:
                self._digests[id(value)] = value, known[2]
            self._new[slot] = known
            return (value,)
        return None

    def note(self, slot: tuple[Hashable, ...], made_from: object, value: object) -> None:
        """This result is one to find again."""
        if (key := self._key(made_from)) is not None:
            body = pickle.dumps(self._standing(value), pickle.HIGHEST_PROTOCOL)
            digest = b""
            if isinstance(value, Model):
                with suppress(_Unspelled):
                    digest = self._model(value)
            self._new[slot] = key, body, digest

    def save(self) -> None:
        """Leave what this build asked for to the next one. Raises OSError."""
        if self._new == self._known:
            return
        new = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(self._head + bytes(4))
                checked = _Checked(opened)
                pickle.dump(self._new, checked, pickle.HIGHEST_PROTOCOL)
                opened.seek(len(self._head))
                opened.write(checked.checksum.to_bytes(4, "big"))
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
                    kept = part, _digest(self._spelled(part))
                except _Unspelled:
                    return None
                self._digests[id(part)] = kept
            found.append(kept[1])
        return b"".join(found)

    def _spelled(self, part: object) -> str:
        """The same as `_spelled` below, where models in a list are named by their digests."""
        if type(part) is tuple and part and all(isinstance(each, Model) for each in part):
            return f"[{','.join(self._model(each).hex() for each in part)}]"
        return _spelled(part)

    def _model(self, model: object) -> bytes:
        """The digest of a model."""
        kept = self._digests.get(id(model))
        if kept is None or kept[0] is not model:
            kept = self._digests[id(model)] = model, _digest(_spelled(model))
        return kept[1]

    def _whole(self, value: Any) -> Any:
        """The value with its outputs where they stand. Raises OSError or ValueError where one is not what was made."""
        if type(value) is _Made:
            place = self._site / value.path
            with place.open("rb") as opened:
                facts = facts_of(os.fstat(opened.fileno()))
                if _digest(opened.read()) != value.digest:
                    raise ValueError(value.path)
            return InPlace(value.path, source=place, facts=facts)
        return tuple(map(self._whole, value)) if type(value) is tuple else value

    def _standing(self, value: Any) -> Any:
        if isinstance(value, Output) and not value.hashed and (content := value.content) is not None:
            return _Made(value.path, _digest(content))
        return tuple(map(self._standing, value)) if type(value) is tuple else value


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
    if (names := _names(cast("Hashable", kind))) is not None:
        inside = ",".join(_spelled(getattr(value, name)) for name in names)
        return f"{kind.__module__}.{kind.__qualname__}({inside})"
    if isinstance(value, _PLAIN):
        return f"{kind.__qualname__}:{value!r}"
    if isinstance(value, tuple):
        return f"{kind.__qualname__}({','.join(map(_spelled, value))})"
    raise _Unspelled(kind)


@cache
def _names(kind: Hashable) -> tuple[str, ...] | None:
    """What a frozen value is compared by; None for another type."""
    return field_names(kind) if isinstance(kind, type) and issubclass(kind, Frozen) else None
