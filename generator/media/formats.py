"""The formats that pictures are published in, and how each is written: settings chosen by what eyes see.

Owns the encoders and the table of their settings. It must not decode, read or write files, or know what a
picture shows.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageChops


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a picture: `name` as Pillow says it, the `suffix` of its files, the `type` browsers ask for."""

    name: str
    suffix: str
    type: str


AVIF = Format("AVIF", "avif", "image/avif")
WEBP = Format("WEBP", "webp", "image/webp")
JPEG = Format("JPEG", "jpg", "image/jpeg")
PNG = Format("PNG", "png", "image/png")
FORMATS = {each.suffix: each for each in (AVIF, WEBP, JPEG, PNG)}

QUALITY = {
    "AVIF": ((300, 50), (600, 50), (900, 42), (0, 40)),
    "WEBP": ((300, 72), (600, 72), (900, 64), (0, 62)),
    "JPEG": ((300, 74), (600, 74), (900, 66), (0, 64)),
}
"""The encoder's setting by the picture's width: up to so many pixels, this; 0: above. Chosen by
tests/benchmarks/picture_quality.py, which says how; docs/pictures.md says what it found."""

SHARP = {"AVIF": 70, "WEBP": 90, "JPEG": 88}
"""The same for a logo, whose flat colours and letters show what a photo hides."""

_AVIF_SPEED = 6
"""Of 0 to 10. 4 saves a tenth of the bytes and takes five times as long; 7 saves a third of the time and costs a tenth
of the bytes."""
_LOOKED_AT_PX = 480
_FLAT = 0.8
_STEP = 8
_SOFT, _BUSY = 0.1, 0.4
_BLUR_PX = 14
_BLUR_QUALITY = 30
STAMP = (QUALITY, SHARP, _AVIF_SPEED, _BLUR_PX, _BLUR_QUALITY)
"""Changes whenever the same pixels may be written otherwise."""


def kind_of(pixels: Image.Image) -> str:
    """What a picture is to an encoder (`pixels`: RGB, any size): "drawn" where most of it is flat, as in screenshots,
    charts and logos; "soft", "photo" or "busy" by how much of it changes from one pixel to the next."""
    grey = pixels.convert("L")
    grey.thumbnail((_LOOKED_AT_PX, _LOOKED_AT_PX), Image.Resampling.BOX)
    beside = (ImageChops.offset(grey, 1, 0), ImageChops.offset(grey, 0, 1))
    steps = [ImageChops.difference(grey, each).histogram() for each in beside]
    area = grey.width * grey.height
    if min(each[0] for each in steps) > _FLAT * area:
        return "drawn"
    rough = sum(sum(each[_STEP:]) for each in steps) / 2 / area
    return "soft" if rough < _SOFT else "busy" if rough > _BUSY else "photo"


def encode(pixels: Image.Image, how: Format, *, sharp: bool = False) -> bytes:
    """The picture in this format (`pixels`: RGB, or RGBA where the format knows transparency), on one thread.

    `sharp` keeps the full resolution of colour, for logos.
    """
    setting = SHARP.get(how.name, 0) if sharp else _setting(how.name, pixels.width)
    sampling = "4:4:4" if sharp else "4:2:0"
    written = io.BytesIO()
    match how.name:
        case "AVIF":
            # libavif's own choice of threads changes the bytes.
            pixels.save(
                written,
                "AVIF",
                quality=setting,
                speed=_AVIF_SPEED,
                max_threads=1,
                subsampling=sampling,
                autotiling=False,
            )
        case "WEBP":
            pixels.save(written, "WEBP", quality=setting, method=6, use_sharp_yuv=sharp)
        case "JPEG":
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


def _setting(name: str, width_px: int) -> int:
    return next((setting for most, setting in QUALITY.get(name, ()) if most == 0 or width_px <= most), 0)
