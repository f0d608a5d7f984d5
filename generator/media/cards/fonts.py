"""Which signs a font file has, and the fonts of this system, for words that the theme's own face cannot write.

Owns the folders where systems keep fonts, and a note of what was found there, kept beside the pictures.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from generator.media.cards.face import Face

FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts", "/data/data/com.termux/files/usr/share/fonts",
)  # fmt: skip
ENDINGS = (".ttf", ".otf", ".ttc", ".otc", ".woff2")
MOST_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class Having:
    """The signs of a font file, and the size of its bitmaps (`Face.strike_px`)."""

    signs: frozenset[int]
    strike_px: int


def face_of(content: bytes, known_as: str, index: int = 0) -> Face:
    """The font in these bytes. Raises Refused where it cannot be used."""
    having = _read(content, index, known_as)
    return Face(content, known_as, having.signs, having.strike_px, index)


@cache
def _read(content: bytes, index: int, known_as: str) -> Having:
    from generator.media.typeface import signs_of  # noqa: PLC0415  a third of a second, needed once

    return Having(*signs_of(content, index, known_as))


def system_faces(signs: Iterable[str], cache_folder: Path | None, folders: Iterable[str] = FOLDERS) -> tuple[Face, ...]:
    """The fonts of this system that have any of these signs: for each sign the plainest font that has it."""
    wanted = sorted(set(signs))
    if not wanted:
        return ()
    files = sorted(set(_files(folders)), key=_plainness)
    stamp = sha256(repr([(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files]).encode()).hexdigest()
    note = cache_folder / "system-fonts.json" if cache_folder else None
    known = _noted(note, stamp)
    if unknown := [sign for sign in wanted if sign not in known]:
        known.update(_looked_for(unknown, files))
        if note:
            with contextlib.suppress(OSError):
                note.parent.mkdir(parents=True, exist_ok=True)
                note.write_text(json.dumps({"stamp": stamp, "found": known}), "utf-8")
    faces = []
    for file, index in dict.fromkeys((known[sign][0], known[sign][1]) for sign in wanted if known[sign]):
        with contextlib.suppress(Exception):  # a font of the system that cannot be opened is no mistake of the seller's
            faces.append(face_of(Path(str(file)).read_bytes(), Path(str(file)).name, int(index)))
    return tuple(faces)


def _looked_for(signs: list[str], files: list[Path]) -> dict[str, list[str | int]]:
    from generator.media.typeface import open_signs  # noqa: PLC0415

    found: dict[str, list[str | int]] = {}
    left = dict.fromkeys(signs)
    for file in files:
        if not left:
            break
        for index, having in open_signs(file):
            for sign in [each for each in left if ord(each) in having]:
                found[sign] = [str(file), index]
                del left[sign]
    return {**found, **{sign: [] for sign in left}}


def _noted(note: Path | None, stamp: str) -> dict[str, list[str | int]]:
    try:
        said = json.loads(note.read_text("utf-8")) if note else {}
        return dict(said["found"]) if said.get("stamp") == stamp else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _files(folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        with contextlib.suppress(OSError, RuntimeError):
            for file in Path(folder).expanduser().rglob("*"):
                if file.suffix.lower() in ENDINGS and file.stat().st_size <= MOST_BYTES:
                    yield file


def _plainness(file: Path) -> tuple[int, str]:
    """Upright sans faces of a middling weight first, and what was made for many scripts before what was not."""
    name = file.stem.lower()
    odd = sum(word in name for word in ("italic", "oblique", "mono", "condensed", "light", "thin", "serif", "math"))
    bold = "bold" in name or "black" in name
    return odd * 4 + (not bold) * (0 if "regular" in name or "-" not in name else 1) + bold * 2 - 3 * ("noto" in name), name
