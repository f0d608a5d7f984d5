"""Fonts cut down to what pages use, kept between builds in a folder that is safe to delete.

Owns the files of that cache: each cut lies under a hash of what it was made from, with a hash of its own, so that an
altered entry is noticed and made again. It must not know how a font is cut, and asks for that only when it has to.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from generator.media.cut import Cut
from generator.structs import asdict

RECIPE_VERSION = 1
"""Changes when the same font and signs give another cut."""


def cut_once(content: bytes, characters: frozenset[str], weight: int, cache: Path | None, known_as: str) -> Cut:
    """The font cut down to these characters (`typeface.cut_face`), from the cache where it was cut before.

    A cache that cannot be written only costs time. Raises Refused.
    """
    made_from = repr((RECIPE_VERSION, weight, "".join(sorted(characters)))).encode() + b"\n" + content
    file = cache / f"{sha256(made_from).hexdigest()[:32]}.json" if cache else None
    if file and (known := _read(file)):
        return known
    from generator.media.typeface import cut_face  # noqa: PLC0415  a third of a second, needed once for a font

    cut = cut_face(content, characters, weight, known_as)
    if file:
        with contextlib.suppress(OSError):
            _write(file, cut)
    return cut


def _read(file: Path) -> Cut | None:
    """The cut in this file if it is there, whole and unaltered; else None."""
    try:
        noted, _, text = file.read_text("utf-8").partition("\n")
        if sha256(text.encode()).hexdigest() != noted:
            return None
        facts = json.loads(text)
        return Cut(**{**facts, "woff2": b64decode(facts["woff2"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(file: Path, cut: Cut) -> None:
    text = json.dumps({**asdict(cut), "woff2": b64encode(cut.woff2).decode()})
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".new-{uuid.uuid4().hex}")
    try:
        new.write_text(f"{sha256(text.encode()).hexdigest()}\n{text}", "utf-8", newline="\n")
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
