"""Which signs a font file has, and the fonts of this system, for words that the theme's own face cannot write.

Owns a note of what was found in the folders where systems keep fonts, kept beside the pictures.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from generator.media.cards.face import Face
from generator.media.fontfile import read_font
from generator.media.systemfonts import FOLDERS
from generator.problems import Problem, Refused
from generator.structs import Frozen

ENDINGS = (".ttf", ".otf", ".ttc", ".otc", ".woff2")
MOST_BYTES = 60_000_000


class Having(Frozen):
    """The signs of a font file, and the size of its bitmaps (`Face.strike_px`)."""

    signs: frozenset[int]
    strike_px: int


@lru_cache(64)
def face_of(content: bytes, known_as: str, notes: Path | None = None, index: int = 0) -> Face:
    """The font in these bytes; which signs it has is kept in the folder `notes`, for to read a font takes a while.

    Raises Refused where it cannot be used."""
    file = notes / f"signs-{sha256(content).hexdigest()[:32]}-{index}.json" if notes else None
    having = _read_note(file)
    if having is None:
        from generator.media.typeface import signs_of  # noqa: PLC0415  a third of a second, needed once for a font

        having = Having(*signs_of(content, index, known_as))
        _write_note(file, having)
    return Face(content, known_as, having.signs, having.strike_px, index)


def _read_note(file: Path | None) -> Having | None:
    try:
        said = json.loads(file.read_text("utf-8")) if file else {}
        return Having(
            frozenset(sign for first, last in said["signs"] for sign in range(first, last + 1)), said["strike"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_note(file: Path | None, having: Having) -> None:
    if file is None:
        return
    ranges: list[list[int]] = []
    for sign in sorted(having.signs):
        if ranges and ranges[-1][1] == sign - 1:
            ranges[-1][1] = sign
        else:
            ranges.append([sign, sign])
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".new-{uuid.uuid4().hex}")
        new.write_text(json.dumps({"signs": ranges, "strike": having.strike_px}), "utf-8")
        new.replace(file)


def system_faces(signs: Iterable[str], cache_folder: Path | None, folders: Iterable[str] = FOLDERS) -> tuple[Face, ...]:
    """The fonts of this system that have any of these signs: for each sign the plainest font that has it."""
    wanted = sorted(set(signs))
    if not wanted:
        return ()
    files, stamp = _installed(tuple(folders))
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
            faces.append(face_of(Path(str(file)).read_bytes(), Path(str(file)).name, cache_folder, int(index)))
    return tuple(faces)


@cache
def _installed(folders: tuple[str, ...]) -> tuple[tuple[Path, ...], str]:
    """The font files in these folders, the plainest first, and a stamp of them all. Looked for once: a font that is
    installed while a preview runs is found by the next one."""
    files = sorted(set(_files(folders)), key=_plainness)
    facts = [(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    return tuple(files), sha256(repr(facts).encode()).hexdigest()


def _looked_for(signs: list[str], files: Iterable[Path]) -> dict[str, list[str | int]]:
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
    return odd * 4 + (not bold) * (0 if "regular" in name or "-" not in name else 1) + bold * 2 - 3 * (
        "noto" in name
    ), name


def own_faces(
    names: Iterable[str], content: Path, notes: Path | None = None
) -> tuple[tuple[Face, ...], tuple[Problem, ...]]:
    """The seller's `fonts`: files, and all font files of folders, below content/; and what is wrong with them."""
    faces: list[Face] = []
    problems: list[Problem] = []
    for position, name in enumerate(names):
        folder = content / name
        inside = sorted(each for each in folder.iterdir() if each.suffix.lower() in ENDINGS) if folder.is_dir() else []
        for file in inside or [folder]:
            known_as = f"content/{file.relative_to(content).as_posix()}"
            try:
                faces.append(face_of(read_font(file, content, known_as, MOST_BYTES), known_as, notes))
            except Refused as refused:
                parameters = tuple(refused.parameters.items())
                problems.append(Problem(refused.kind, path=("shop", "fonts", position), parameters=parameters))
    return tuple(faces), tuple(problems)
