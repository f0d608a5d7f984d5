"""The shop's sign as square pictures: for browsers' tabs, home screens and phones' launchers.

Owns how a logo or the name's letters are set on a tile: what ground a logo needs, how much air it gets, what stays
when a launcher cuts a circle out. Pictures are made from bare pixels of a picture that was made anew before
(`images`). It must not know where they are published.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import math
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from generator.media.monogram import initials
from generator.media.picturecache import Entry, keep, kept
from generator.problems import Refused
from generator.shop.colours import GRAPHIC_RATIO, WHITE, Colour, contrast, parse_colour, text_on
from generator.structs import Frozen, astuple

RECIPE_VERSION = 5
"""Raised whenever the same sign gives other pixels."""
SAFE = 0.8
"""What is in a circle of this diameter stays, whatever shape a launcher cuts out (W3C, Web Application Manifest)."""
ROUNDED = 14 / 64
"""The corner of a tile by its side: that of favicon.svg."""

WIDEST = 2.0
"""How many times its height a logo may be wide (or the other way round) to be shown in tabs."""

_FINE = 4
"""Shapes are drawn so many times larger and shrunk."""
_EVEN = 10
"""How far the pixels along a logo's edge may lie apart, of 255, to be one ground."""


class Sign(Frozen):
    """What stands for a shop: its `logo` (the bytes of a prepared picture), else the initials of its name on the `tile`
    colour, in the first of the fonts (`faces`) that has them. `grounds` are what a logo with transparent parts may be
    set on, the likelier first."""

    name: str
    tile: Colour
    faces: tuple[bytes, ...]
    grounds: tuple[Colour, ...]
    logo: bytes | None = None


class Shape(Frozen):
    """A picture to make: `size` pixels square, with `rounded` corners or to its edges, and whether everything must
    lie in the `safe` circle."""

    stem: str
    size: int
    rounded: bool = False
    safe: bool = False


FAVICON = Shape("icon-96", 96, rounded=True)
TOUCH = Shape("icon-180", 180)
SMALL = Shape("icon-192", 192, rounded=True)
LARGE = Shape("icon-512", 512, rounded=True)
MASKABLE = Shape("icon-maskable-512", 512, safe=True)


class Icon(Frozen):
    """A finished PNG. Its `name` holds a hash of what it was made from."""

    shape: Shape
    name: str
    content: bytes


def draw_icon(sign: Sign, shape: Shape, cache: Path) -> Icon:
    """The sign in that shape, from the cache where it was drawn before. A cache that cannot be written costs time."""
    made_from = repr((RECIPE_VERSION, astuple(shape), sign.name, sign.tile, sign.grounds)).encode()
    faces = b"".join(hashlib.sha256(face).digest() for face in sign.faces)
    key = hashlib.sha256(made_from + b"\n" + faces + (sign.logo or b"")).hexdigest()[:32]
    name = f"{shape.stem}.{key[:10]}.png"
    if entry := kept(cache, f"{key}.png"):
        return Icon(shape, name, entry.content)
    content = _finished(sign, shape)
    with contextlib.suppress(Refused):
        keep(cache, f"{key}.png", Entry(content, shape.size, shape.size))
    return Icon(shape, name, content)


@lru_cache(maxsize=32)
def _finished(sign: Sign, shape: Shape) -> bytes:
    return _png(_cornered(_drawn(sign, shape), shape))


def _drawn(sign: Sign, shape: Shape) -> Image.Image:
    if sign.logo is None:
        return _lettered(sign, shape)
    with Image.open(BytesIO(sign.logo)) as file:
        logo = file.convert("RGBA")
    return _set(logo, sign.grounds, shape)


# Letters


def _lettered(sign: Sign, shape: Shape) -> Image.Image:
    """The initials on their tile, fitted by measuring; a shop window where the face has not all of them."""
    side, ink = shape.size, text_on(sign.tile)
    letters = initials(sign.name)
    font = next(filter(None, (_font(face, letters) for face in sign.faces if letters)), None)
    if font is None:
        fine = Image.new("RGB", (side * _FINE, side * _FINE), sign.tile)
        _window(ImageDraw.Draw(fine), side * _FINE, 0.7 if shape.safe else 1.0, ink)
        return fine.resize((side, side), Image.Resampling.LANCZOS)
    tile = Image.new("RGB", (side, side), sign.tile)
    wide, high = (0.6, 0.36) if shape.safe else (0.74, 0.44) if len(letters) > 1 else (0.7, 0.54)
    left, top, right, bottom = _ink(font, letters)
    fitted = font.font_variant(size=font.size * min(side * wide / (right - left), side * high / (bottom - top)))
    left, top, right, bottom = _ink(fitted, letters)
    place = ((side - left - right) / 2, (side - top - bottom) / 2)
    ImageDraw.Draw(tile).text(place, letters, fill=ink, font=fitted, anchor="ls")
    return tile


def _window(pen: ImageDraw.ImageDraw, side: int, share: float, ink: Colour) -> None:
    """The shop window of favicon.svg, in units of a 64th of the tile: an awning with four waves, and a counter."""
    unit = side / 64 * share

    def place(x: float, y: float) -> tuple[float, float]:
        return side / 2 + (x - 32) * unit, side / 2 + (y - 34) * unit

    pen.polygon([place(14, 18), place(50, 18), place(54, 31), place(10, 31)], fill=ink)
    for wave in range(4):
        pen.ellipse((*place(10 + 11 * wave, 25), *place(21 + 11 * wave, 36)), fill=ink)
    pen.rectangle((*place(16, 40), *place(48, 50)), fill=ink)


def _ink(font: ImageFont.FreeTypeFont, letters: str) -> tuple[int, int, int, int]:
    """The box of what is drawn from the origin of the line, without the air that letters have at their sides."""
    drawn, (x, y) = font.getmask2(letters, mode="L", anchor="ls")
    left, top, right, bottom = drawn.getbbox() or (0, 0, 1, 1)
    return left + x, top + y, right + x, bottom + y


def _font(face: bytes, letters: str) -> ImageFont.FreeTypeFont | None:
    """The face, if it has these letters."""
    font = None
    with contextlib.suppress(OSError):
        font = _opened(face)
    if font is None:  # a FreeType without brotli reads no WOFF2
        from generator.media.typeface import unpacked  # noqa: PLC0415  slow to import

        content = unpacked(face)
        font = _opened(content) if content else None
    return font if font and _has(font, letters) else None


def _has(font: ImageFont.FreeTypeFont, letters: str) -> bool:
    """Whether the font draws these letters, and not what it draws for any that it lacks."""
    lacking = font.getmask("\U0010ffff", mode="L")
    return not any(_is_same(font.getmask(letter, mode="L"), lacking) for letter in letters)


def _is_same(one: Any, other: Any) -> bool:
    return one.size == other.size and bytes(one) == bytes(other)


def _opened(face: bytes) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(face), 200, layout_engine=ImageFont.Layout.BASIC)


# Logos


def _set(logo: Image.Image, grounds: tuple[Colour, ...], shape: Shape) -> Image.Image:
    """A logo on its ground. One with a ground of its own keeps it; a photo without one fills the tile."""
    ground, shown = _ground_and_box(logo, grounds)
    if ground is None:
        filled = logo.convert("RGB").crop(shown)
        return filled.resize((shape.size, shape.size), Image.Resampling.LANCZOS)
    tile = Image.new("RGB", (shape.size, shape.size), ground)
    cut = logo.crop(shown)
    diagonal = (cut.width**2 + cut.height**2) ** 0.5
    scale = shape.size * (SAFE * 0.92 / diagonal if shape.safe else 0.82 / max(cut.size))
    size = (max(1, round(cut.width * scale)), max(1, round(cut.height * scale)))
    cut = _whole(cut, ground).resize(size, Image.Resampling.LANCZOS)
    tile.paste(cut, ((shape.size - size[0]) // 2, (shape.size - size[1]) // 2))
    return tile


def _ground_and_box(logo: Image.Image, grounds: tuple[Colour, ...]) -> tuple[Colour | None, tuple[int, int, int, int]]:
    """What a logo stands on and where in its picture it is; for a photo None, and the square in its middle."""
    alpha, whole = logo.getchannel("A"), (0, 0, *logo.size)
    if alpha.getextrema() != (255, 255):
        shown = alpha.point(lambda there: 255 if there > 16 else 0).getbbox()
        return (_ground_for(logo, grounds) if grounds else WHITE), shown or whole
    if (ground := _edge_colour(logo)) is not None:
        return ground, _unlike(logo, ground) or whole
    side = min(logo.size)
    left, top = (logo.width - side) // 2, (logo.height - side) // 2
    return None, (left, top, left + side, top + side)


def _whole(cut: Image.Image, ground: Colour) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", cut.size, ground), cut).convert("RGB")


def _edge_colour(logo: Image.Image) -> Colour | None:
    """The one colour along the edge of a logo; None where it has several, as a photo does."""
    plain = logo.convert("RGB")
    edge = max(1, min(plain.size) // 64)
    strips = (
        (0, 0, plain.width, edge),
        (0, plain.height - edge, plain.width, plain.height),
        (0, 0, edge, plain.height),
        (plain.width - edge, 0, plain.width, plain.height),
    )
    measured = [ImageStat.Stat(plain.crop(strip)) for strip in strips]
    middle = [sum(strip.mean[channel] for strip in measured) / 4 for channel in range(3)]
    apart = max(abs(strip.mean[channel] - middle[channel]) for strip in measured for channel in range(3))
    if apart > _EVEN or max(max(strip.stddev) for strip in measured) > _EVEN:
        return None
    return parse_colour("#" + "".join(f"{round(channel):02x}" for channel in middle))


def _unlike(logo: Image.Image, ground: Colour) -> tuple[int, int, int, int] | None:
    """The box of everything that is not the ground."""
    apart = ImageChops.difference(logo.convert("RGB"), Image.new("RGB", logo.size, ground)).convert("L")
    return apart.point(lambda away: 255 if away > 2 * _EVEN else 0).getbbox()


def _ground_for(logo: Image.Image, grounds: tuple[Colour, ...]) -> Colour:
    """The first of the grounds that most of a transparent logo can be told from, else the best of them."""

    def apart(ground: Colour) -> float:
        """The contrast of the logo's own colour, as an average."""
        mean = ImageStat.Stat(logo.convert("RGB"), mask=logo.getchannel("A")).mean
        return contrast(parse_colour("#" + "".join(f"{round(channel):02x}" for channel in mean)), ground)

    return next((each for each in grounds if apart(each) >= GRAPHIC_RATIO), max(grounds, key=apart))


# Files


def _cornered(tile: Image.Image, shape: Shape) -> Image.Image:
    if not shape.rounded:
        return tile
    around = math.ceil(shape.size * ROUNDED)
    side = around * 2 * _FINE  # all four corners beside one another; what lies between them is whole
    corners = Image.new("L", (side, side))
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, side - 1, side - 1), shape.size * _FINE * ROUNDED, fill=255)
    corners = corners.resize((around * 2, around * 2), Image.Resampling.LANCZOS)
    mask = Image.new("L", tile.size, 255)
    for x, y in itertools.product((0, 1), repeat=2):
        corner = corners.crop((x * around, y * around, (x + 1) * around, (y + 1) * around))
        mask.paste(corner, (x * (shape.size - around), y * (shape.size - around)))
    tile.putalpha(mask)
    return tile


def _png(tile: Image.Image) -> bytes:
    """Nothing beside the pixels: a new picture has nothing else. Packed as hard as can be it would have a tenth fewer
    bytes, which only those fetch who put the shop on their home screen, and take three times as long."""
    written = BytesIO()
    Image.frombytes(tile.mode, tile.size, tile.tobytes()).save(written, "PNG")
    return written.getvalue()


def all_icons(sign: Sign, cache: Path) -> Iterator[Icon]:
    """Every shape that a site publishes; the one for tabs only where a logo fits them, else favicon.svg serves."""
    shapes = (TOUCH, SMALL, LARGE, MASKABLE)
    tabs = sign.logo is not None and fits_tabs(sign.logo)
    yield from (draw_icon(sign, shape, cache) for shape in ((FAVICON, *shapes) if tabs else shapes))


def fits_tabs(logo: bytes) -> bool:
    """Whether a logo is still a logo in the 16 pixels of a tab: a name written out is a line of five pixels there."""
    with Image.open(BytesIO(logo)) as file:
        _, (left, top, right, bottom) = _ground_and_box(file.convert("RGBA"), ())
    return max(right - left, bottom - top) <= WIDEST * max(1, min(right - left, bottom - top))
