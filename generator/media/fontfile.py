"""A font file, read safely: the right file, a sane size, bytes of a format that can be cut.

Owns the kinds of problem that a font file can have and the telling of formats by their first bytes. It must not
look at the shapes: `typeface` does.
"""

from __future__ import annotations

import stat
from pathlib import Path

from generator.problems import Kind, Refused

MAX_FILE_BYTES = 5_000_000

FONT_MISSING = Kind(
    "font-missing", "The font {file} does not exist.", "Put the file there, or correct its name; case counts."
)
FONT_OUTSIDE = Kind(
    "font-outside", "The font {file} lies outside its folder.", "Copy the file itself there and use its name."
)
FONT_UNREADABLE = Kind(
    "font-unreadable",
    "The font {file} cannot be opened ({reason}).",
    "Check that it is a file, that no other program holds it, and that you may read it.",
)
FONT_TOO_HEAVY = Kind(
    "font-too-heavy",
    "The font {file} weighs {megabytes} MB or more; at most {most} MB are read.",
    "Use a font of one weight and without Chinese, Japanese or Korean signs.",
)
FONT_FOREIGN = Kind(
    "font-foreign",
    "The file {file} is no font that can be used, whatever its name says; it looks like {looks_like}.",
    "Take the .ttf, .otf or .woff2 file of one weight; unpack a .zip first.",
)
FONT_BROKEN = Kind(
    "font-broken",
    "The font {file} is damaged, or lacks what a page needs of a font.",
    "Download it again, and look whether your computer shows it.",
)

_FONTS = (b"\x00\x01\x00\x00", b"true", b"OTTO", b"wOF2")
_OTHERS = (
    (b"PK\x03\x04", "ZIP"),
    (b"wOFF", "WOFF"),
    (b"ttcf", "TTC"),
    (b"%!PS", "PostScript"),
    (b"%PDF", "PDF"),
)


def read_font(source: Path, below: Path, known_as: str, most_bytes: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of the font at `source`, which must lie below the folder `below` after links are followed.

    Raises `Refused` with the kind of whatever is wrong with it; `known_as` is its name in messages.
    """
    try:
        real = source.resolve(strict=True)
        if not real.is_relative_to(below.resolve()):
            raise Refused(FONT_OUTSIDE, file=known_as)
        facts = real.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise Refused(FONT_UNREADABLE, file=known_as, reason="not a file")
        if facts.st_size > most_bytes:
            raise too_heavy(known_as, facts.st_size, most_bytes)
        with real.open("rb") as file:
            content = file.read(most_bytes)
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(FONT_MISSING, file=known_as) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Refused(FONT_UNREADABLE, file=known_as, reason=reason) from error
    if not content.startswith(_FONTS):
        looks_like = next((name for opening, name in _OTHERS if content.startswith(opening)), "?")
        raise Refused(FONT_FOREIGN, file=known_as, looks_like=looks_like)
    return content


def too_heavy(known_as: str, found_bytes: int, most_bytes: int = MAX_FILE_BYTES) -> Refused:
    """What is said of a font that is larger than it may be, packed or unpacked."""
    return Refused(FONT_TOO_HEAVY, file=known_as, megabytes=-(-found_bytes // 1_000_000), most=most_bytes // 1_000_000)
