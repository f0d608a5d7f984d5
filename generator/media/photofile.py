"""A picture file of the seller's, read safely: the right file, a sane size, bytes of a format we open.

Owns the kinds of problem that a picture file can have and the telling of formats by their first bytes
(never by the name: phones and chat apps save WebP as `.jpg`). It must not decode pictures: `images` does.
"""

from __future__ import annotations

import difflib
import functools
import stat
from pathlib import Path

from generator.problems import Kind, Refused, Severity
from generator.structs import Frozen

MAX_FILE_BYTES = 40_000_000

PICTURE_MISSING = Kind(
    "picture-missing",
    "The picture {file} does not exist.",
    "Put the file there, or correct its name; upper and lower case count.",
)
PICTURE_OUTSIDE = Kind(
    "picture-outside",
    "The picture {file} lies outside the shop's folder.",
    "Copy the file itself into content/images and use its name.",
)
PICTURE_UNREADABLE = Kind(
    "picture-unreadable",
    "The picture {file} cannot be opened ({reason}).",
    "Check that it is a file, that no other program holds it, and that you may read it.",
)
PICTURE_EMPTY = Kind(
    "picture-empty",
    "The picture {file} is empty (0 bytes).",
    "Copy or download it again.",
)
PICTURE_TOO_HEAVY = Kind(
    "picture-too-heavy",
    "The picture {file} weighs {megabytes} MB; at most {most} MB are read.",
    "Save it smaller, for example 2,000 pixels on the long side.",
)
PICTURE_TOO_LARGE = Kind(
    "picture-too-large",
    "The picture {file} has more than {most} million pixels, more than can be opened safely.",
    "Save it smaller, for example 2,000 pixels on the long side.",
)
PICTURE_VECTOR = Kind(
    "picture-vector",
    "The picture {file} is an SVG drawing, which can carry scripts and is not published.",
    "Export it as PNG (a logo) or JPEG (a photo) and use that file.",
)
PICTURE_HEIC = Kind(
    "picture-heic",
    "The picture {file} is in Apple's HEIC format, which browsers cannot show.",
    "Send it to yourself over WhatsApp, or export it as JPEG, and use that file.",
)
PICTURE_FOREIGN = Kind(
    "picture-foreign",
    "The file {file} is no JPEG, PNG, WebP or GIF, whatever its name says; it looks like {looks_like}.",
    "Open it in a picture program and save it as JPEG.",
)
PICTURE_BROKEN = Kind(
    "picture-broken",
    "The picture {file} is damaged or cut off and cannot be opened to its end.",
    "Copy or download it again, and look whether your own picture viewer shows all of it.",
)
PICTURE_ANIMATED = Kind(
    "picture-animated",
    "The picture {file} moves; the page shows its first frame.",
    "Nothing to do, unless another moment says more: then save that one as JPEG.",
    Severity.HINT,
)

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class PhotoFile(Frozen):
    """The bytes of a picture file, its `format` as Pillow names it, and the name the seller knows it by."""

    known_as: str
    stem: str
    format: str
    content: bytes


def read_photo(source: Path, root: Path) -> PhotoFile:
    """The picture at `source`, which must lie below `root` after links are followed.

    Raises `Refused` with the kind of whatever is wrong with it; at most `MAX_FILE_BYTES` are read.
    """
    known_as = _known_as(source, root)
    try:
        real = source.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            raise Refused(PICTURE_OUTSIDE, file=known_as)
        if not stat.S_ISREG(real.stat().st_mode):
            raise Refused(PICTURE_UNREADABLE, file=known_as, reason="not a file")
        weight = real.stat().st_size
        if weight > MAX_FILE_BYTES:
            megabytes = -(-weight // 1_000_000)
            raise Refused(PICTURE_TOO_HEAVY, file=known_as, megabytes=megabytes, most=MAX_FILE_BYTES // 1_000_000)
        with real.open("rb") as file:
            content = file.read(MAX_FILE_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(PICTURE_MISSING, instead=_near_miss(source), file=known_as) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Refused(PICTURE_UNREADABLE, file=known_as, reason=reason) from error
    return PhotoFile(known_as, source.stem, _format(content, known_as), content)


def _known_as(source: Path, root: Path) -> str:
    return source.relative_to(root).as_posix() if source.is_relative_to(root) else source.name


def _near_miss(source: Path) -> str:
    """The name of a file beside the missing one that was probably meant, or nothing."""
    try:
        names = {entry.name.lower(): entry.name for entry in source.parent.iterdir()}
    except OSError:
        return ""
    close = difflib.get_close_matches(source.name.lower(), sorted(names), n=1, cutoff=0.7)
    return names[close[0]] if close else ""


def _format(content: bytes, known_as: str) -> str:
    """`JPEG`, `PNG`, `WEBP`, `GIF` or (where it can be opened) `HEIF`, judged by the bytes alone."""
    if not content:
        raise Refused(PICTURE_EMPTY, file=known_as)
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return "GIF"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        if open_heif():
            return "HEIF"
        raise Refused(PICTURE_HEIC, file=known_as)
    if b"<svg" in content[:4096].lower() or known_as.lower().endswith((".svg", ".svgz")):
        raise Refused(PICTURE_VECTOR, file=known_as)
    raise Refused(PICTURE_FOREIGN, file=known_as, looks_like=_looks_like(content))


@functools.cache
def open_heif() -> bool:
    """Whether Pillow can open HEIC from now on: only with the extra `heic`, for the codec is large and patented."""
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415
    except ImportError:
        return False
    register_heif_opener(thumbnails=False)
    return True


def _looks_like(content: bytes) -> str:
    """A name for what the bytes are, from their opening; for a message, so an approximate one will do."""
    openings = (
        (b"%PDF", "PDF"),
        (b"BM", "BMP"),
        (b"II*\x00", "TIFF"),
        (b"MM\x00*", "TIFF"),
        (b"8BPS", "Photoshop"),
        (b"PK\x03\x04", "ZIP"),
    )
    for opening, name in openings:
        if content.startswith(opening):
            return name
    if content[4:8] == b"ftyp":
        return "AVIF" if content[8:12] in {b"avif", b"avis"} else "MP4"
    start = content[:512].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    return "?"
