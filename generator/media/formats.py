"""The formats that pictures are published in, and how each is written: settings chosen by what eyes see.

Owns the encoders and the table of their settings. It must not decode, read or write files.
"""

from __future__ import annotations

import io

from PIL import Image, ImageChops

from generator.structs import Frozen


class Format(Frozen):
    """A way to write a picture: `name` as Pillow says it, the `suffix` of its files, the `type` browsers ask for."""

    name: str
    suffix: str
    type: str


AVIF = Format("AVIF", "avif", "image/avif")
WEBP = Format("WEBP", "webp", "image/webp")
JPEG = Format("JPEG", "jpg", "image/jpeg")
PNG = Format("PNG", "png", "image/png")
FORMATS = {each.suffix: each for each in (AVIF, WEBP, JPEG, PNG)}

UP_TO_PX = (300, 600, 900)
QUALITY = {
    "soft": {"AVIF": (46, 42, 36, 32), "WEBP": (66, 66, 56, 48), "JPEG": (60, 58, 50, 46)},
    "photo": {"AVIF": (58, 54, 48, 38), "WEBP": (72, 70, 58, 50), "JPEG": (66, 64, 54, 48)},
    "busy": {"AVIF": (56, 48, 42, 34), "WEBP": (52, 48, 44, 40), "JPEG": (50, 46, 44, 40)},
    "drawn": {"AVIF": (70, 66, 64, 64), "WEBP": (90, 90, 88, 88), "JPEG": (90, 88, 86, 86)},
}
"""The encoder's setting by the kind of picture and its width: up to so many pixels (`UP_TO_PX`), and above. Chosen by
tests/benchmarks/picture_quality.py, which says how; docs/pictures.md says what it found."""

_AVIF_SPEED = 6
"""Of 0 to 10. 4 saves a tenth of the bytes and takes five times as long; 7 saves a third of the time and costs a tenth
of the bytes."""
_LOOKED_AT_PX = 480
_FLAT = 0.8
"""The share of pixels that are exactly as the one beside them, above which a picture is drawn."""
_STEP = 8
"""From how far two pixels lie apart (of 255) there is something between them."""
_SOFT, _BUSY = 0.1, 0.4
"""The shares of such pixels up to which a picture is soft, and above which it is busy."""
_BLUR_PX = 14
_BLUR_QUALITY = 30
STAMP = (UP_TO_PX, QUALITY, _AVIF_SPEED, _LOOKED_AT_PX, _FLAT, _STEP, _SOFT, _BUSY, _BLUR_PX, _BLUR_QUALITY)
"""Changes whenever the same pixels may be written otherwise."""


def kind_of(pixels: Image.Image) -> str:
    """What a picture of any size is to an encoder: "drawn" where most of it is flat, as in screenshots, charts and
    logos; else "soft", "photo" or "busy" by how much of it changes from one pixel to the next."""
    grey = pixels.convert("L")
    grey.thumbnail((_LOOKED_AT_PX, _LOOKED_AT_PX), Image.Resampling.BOX)
    beside = (ImageChops.offset(grey, 1, 0), ImageChops.offset(grey, 0, 1))
    steps = [ImageChops.difference(grey, each).histogram() for each in beside]
    area = grey.width * grey.height
    if min(each[0] for each in steps) > _FLAT * area:
        return "drawn"
    rough = sum(sum(each[_STEP:]) for each in steps) / 2 / area
    return "soft" if rough < _SOFT else "busy" if rough > _BUSY else "photo"


def encode(pixels: Image.Image, how: Format, kind: str) -> bytes:
    """The picture in this format (`pixels`: RGB, or RGBA where the format knows transparency), on one thread.

    What is `drawn` keeps the full resolution of colour, for its letters and edges.
    """
    drawn = kind == "drawn"
    sampling = "4:4:4" if drawn else "4:2:0"
    written = io.BytesIO()
    match how.name:
        case "AVIF":
            # libavif's own choice of threads changes the bytes.
            pixels.save(
                written,
                "AVIF",
                quality=_setting(kind, how, pixels.width),
                speed=_AVIF_SPEED,
                max_threads=1,
                subsampling=sampling,
                autotiling=False,
            )
        case "WEBP":
            setting = _setting(kind, how, pixels.width)
            pixels.save(written, "WEBP", quality=setting, method=6, use_sharp_yuv=drawn)
        case "JPEG":
            setting = _setting(kind, how, pixels.width)
            pixels.save(written, "JPEG", quality=setting, progressive=True, optimize=True, subsampling=sampling)
        case _:
            pixels.save(written, "PNG", optimize=True)
    return written.getvalue()


def blur(pixels: Image.Image) -> bytes:
    """The picture as a WebP of a few pixels, about 80 bytes: what stands in its place until it is there."""
    longest = max(pixels.size)
    size = (max(1, round(pixels.width * _BLUR_PX / longest)), max(1, round(pixels.height * _BLUR_PX / longest)))
    written = io.BytesIO()
    pixels.convert("RGB").resize(size, Image.Resampling.BOX).save(written, "WEBP", quality=_BLUR_QUALITY, method=6)
    return written.getvalue()


def _setting(kind: str, how: Format, width_px: int) -> int:
    return QUALITY[kind][how.name][sum(width_px > most for most in UP_TO_PX)]
