"""From the bytes of a photo to bare pixels: decode, shrink, turn, sRGB.

Owns how the seller's files are opened. Pictures are made from what comes out here, so nothing that stood beside the
pixels in the source can come along. It must not encode, read or write files, or know where a picture is used.
"""

from __future__ import annotations

import functools
import io
import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import (
    Image,
    ImageCms,
    WebPImagePlugin,  # noqa: F401 - Pillow loads it late, and every other format with it
)

from generator.media.photofile import PICTURE_BROKEN, PICTURE_TOO_LARGE, PhotoFile, open_heif
from generator.problems import Refused
from generator.structs import Frozen

# Megapixels opened at most. A JPEG is decoded at a fraction of its size, so phones with 50 MP and more are welcome;
# the others unfold to 4 bytes a pixel first.
MEGAPIXELS = {"JPEG": 80, "PNG": 40, "WEBP": 40, "GIF": 40, "HEIF": 40}

# Encoders write about ten scans; thousands of them in a small file only burn time.
MAX_JPEG_SCANS = 50

# What Pillow raises on broken input, by its documentation and by fuzzing.
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, AttributeError, OverflowError,
    ZeroDivisionError, MemoryError, struct.error,
)  # fmt: skip

_ORIENTATION = 0x0112
_TURNS = {  # EXIF 2.32, tag Orientation: what undoes each value
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = (5, 6, 7, 8)
"""Those whose stored width is the height."""


class Recipe(Frozen):
    """What becomes of a picture before it is encoded: it is shrunk to this long side and this width at most, in
    pixels, and transparent parts stay or become white."""

    long_side_px: int = 2400
    width_px: int = 2400
    keep_alpha: bool = False


def bare_pixels(photo: PhotoFile, recipe: Recipe) -> tuple[Image.Image, bool]:
    """The picture before it is encoded (mode RGB or RGBA, upright, sRGB), and whether the source was an animation.

    Raises `Refused` when the file is damaged, cut off, or has more pixels than we open. Threads need `quietly`
    around them.
    """
    if photo.format == "HEIF":
        open_heif()
    if photo.format == "JPEG" and _scans(photo.content) > MAX_JPEG_SCANS:
        raise Refused(PICTURE_BROKEN, file=photo.known_as)
    most = MEGAPIXELS[photo.format]
    try:
        with Image.open(io.BytesIO(photo.content), formats=[photo.format]) as image:
            large = image.width * image.height > most * 1_000_000
            if not large:
                animated = photo.format != "JPEG" and bool(getattr(image, "is_animated", False))
                return _pixels(image, recipe), animated
    except Image.DecompressionBombError:
        pass
    except _BROKEN as error:
        raise Refused(PICTURE_BROKEN, file=photo.known_as) from error
    raise Refused(PICTURE_TOO_LARGE, file=photo.known_as, most=most)


@contextmanager
def quietly() -> Iterator[None]:
    """Pillow's warnings say nothing that a seller can use: what matters is refused by name, by our own limits.

    Filters belong to the whole process, so this goes around all threads, not into each.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        yield


def _pixels(image: Image.Image, recipe: Recipe) -> Image.Image:
    """Upright sRGB pixels within the recipe's size, in mode RGB or RGBA, with nothing attached."""
    stored = image.size
    width_px, height_px = _within(stored, recipe, _orientation(image))
    image.draft(None, (width_px * 3 // 2, height_px * 3 // 2))  # a JPEG unfolds at 1/2, 1/4 or 1/8; a no-op for others
    image.load()
    orientation, profile = _orientation(image), image.info.get("icc_profile")
    width_px, height_px = _within(stored, recipe, orientation)  # a PNG may tell how it was held after its pixels
    shown = _plain(image)
    if shown.size != (width_px, height_px):
        shown = shown.resize((width_px, height_px), Image.Resampling.LANCZOS)
    shown = _srgb(shown, profile)
    if orientation in _TURNS:
        shown = shown.transpose(_TURNS[orientation])
    if shown.mode == "RGBA" and (not recipe.keep_alpha or shown.getchannel("A").getextrema() == (255, 255)):
        white = Image.new("RGBA", shown.size, "white")
        shown = Image.alpha_composite(white, shown).convert("RGB")
    return Image.frombytes(shown.mode, shown.size, shown.tobytes())


def _within(size: tuple[int, int], recipe: Recipe, orientation: int) -> tuple[int, int]:
    """The size to shrink stored pixels to; the recipe means them upright."""
    width_px = size[1] if orientation in _LYING else size[0]
    part = min(1, recipe.long_side_px / max(size), recipe.width_px / width_px)
    return max(1, round(size[0] * part)), max(1, round(size[1] * part))


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(_ORIENTATION)
    except _BROKEN:
        return 1  # a broken note beside a good photo
    return value if isinstance(value, int) else 1


def _plain(image: Image.Image) -> Image.Image:
    """The same pixels in mode L, RGB, RGBA or CMYK."""
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith(("I", "F")):  # 16 bits of grey; a plain conversion would cut, not scale
        return image.convert("F").point(lambda grey: grey / 257).convert("L")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as the profile means them. One that does not fit the pixels is ignored, as browsers do."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, meant, _srgb_profile(), outputMode=mode)
        except (ImageCms.PyCMSError, *_BROKEN):
            return image.convert(mode)
        if converted is not None:
            return converted
    return image.convert(mode)


@functools.cache
def _srgb_profile() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


_NEXT_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)


def _scans(jpeg: bytes) -> int:
    """How many scans the first image of a JPEG file has (ITU T.81, B.1.1): markers are walked, not searched for,
    because thumbnails and the videos that phones append hold the same two bytes."""
    position, scans = 2, 0
    while marker := _NEXT_MARKER.search(jpeg, position):
        if marker[1] == b"\xd9" or marker.end() + 2 > len(jpeg):
            break
        scans += marker[1] == b"\xda"
        position = marker.end() + max(2, int.from_bytes(jpeg[marker.end() : marker.end() + 2]))
    return scans
