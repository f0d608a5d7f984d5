"""One share picture in the making: shapes and photos first, then every text on top.

Owns drawing, and that a text can be read on what lies under it, measured on the pixels. `texts` says where each one
stands. It must not know what is written or why it stands there: layouts do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PIL import Image, ImageDraw

from generator.media.cards.fitting import Fitted, Room, fit
from generator.media.cards.formats import Box, Format
from generator.media.cards.letters import Letters
from generator.shop.colours import BLACK, TEXT_RATIO, WHITE, Colour, contrast, readable
from generator.structs import Frozen, replace

Align = Literal["left", "centre", "right"]
Valign = Literal["top", "middle", "bottom"]
Corners = tuple[bool, bool, bool, bool]
ALL: Corners = (True, True, True, True)
_SMOOTH = 4
"""Shapes with curves are drawn so many times larger first."""


class Type(Frozen):
    """How a text is set: the voice that the look names (`title`, `strong`, `text`), its colour, and its bounds."""

    voice: str
    colour: Colour
    largest: int
    smallest: int
    lines: int = 1
    leading: float = 1.15
    tabular: bool = False


class Placed(Frozen):
    """A text on the picture: the box that it was given, what it really covers, and its colour."""

    words: str
    box: Box
    ink: Box
    colour: Colour
    fitted: Fitted
    voice: str = "text"
    baseline: float = 0.0
    align: Align = "left"
    tabular: bool = False


class Canvas:
    """`image` is the picture without its texts until `finish` draws them; `ground` stays without. All
    lengths are in the format's pixels; the image has `scale` times as many, for print."""

    def __init__(self, format_: Format, paper: Colour, voices: Mapping[str, Letters], scale: float = 1.0) -> None:
        self.format = format_
        self.voices = voices
        self.scale = scale
        self.image = Image.new("RGB", (round(format_.width * scale), round(format_.height * scale)), paper)
        self.ground = self.image
        self.texts: list[Placed] = []
        self.codes: list[Box] = []

    def real(self, box: Box) -> Box:
        """The box in pixels of the image."""
        return Box(*(round(each * self.scale) for each in box))

    # Shapes

    def rect(self, box: Box, fill: Colour) -> None:
        here = self.real(box)
        if here.width > 0 and here.height > 0:
            ImageDraw.Draw(self.image).rectangle((here.left, here.top, here.right - 1, here.bottom - 1), fill)

    def rounded(self, box: Box, fill: Colour, radius: int, corners: Corners = ALL) -> None:
        """A rectangle with round corners: top left, top right, bottom right, bottom left."""
        here = self.real(box)
        self.image.paste(fill, here[:2], _rounded_mask(here, round(radius * self.scale), corners))

    def ellipse(self, box: Box, fill: Colour) -> None:
        self.rounded(box, fill, min(box.width, box.height) // 2)

    def frame(self, box: Box, colour: Colour, width: int, inner: Colour, radius: int = 0) -> None:
        """A filled rectangle with an edge."""
        self.rounded(box, colour, radius)
        self.rounded(box.inset(width), inner, max(0, radius - width))

    def shade(self, mask: Image.Image, at: tuple[int, int], colour: Colour) -> None:
        """Colour laid through a mask that has the image's own pixels; `at` is its corner in the format's."""
        self.image.paste(colour, (round(at[0] * self.scale), round(at[1] * self.scale)), mask)

    def photo(
        self, box: Box, photo: Image.Image, focus: tuple[int, int], *, radius: int = 0, corners: Corners = ALL
    ) -> None:
        """The photo filling the box, cropped around `focus` (percent from left and top)."""
        here = self.real(box)
        filled = cropped(photo, here.width, here.height, focus)
        if filled.mode == "RGBA":
            ground = self.image.crop(here)
            filled = Image.alpha_composite(ground.convert("RGBA"), filled).convert("RGB")
        mask = _rounded_mask(here, round(radius * self.scale), corners) if radius else None
        self.image.paste(filled, here[:2], mask)

    def code(self, box: Box, modules: tuple[tuple[bool, ...], ...]) -> Box:
        """A code to scan in black on white, in the middle of the box, each module a whole number of pixels."""
        here, side = self.real(box), len(modules)
        module = max(1, min(here.width, here.height) // side)
        left, top = here.left + (here.width - side * module) // 2, here.top + (here.height - side * module) // 2
        drawn = Image.frombytes("L", (side, side), bytes(0 if dark else 255 for row in modules for dark in row))
        large = drawn.resize((side * module, side * module), Image.Resampling.NEAREST)
        self.image.paste(large.convert("RGB"), (left, top))
        self.codes.append(Box(left, top, left + side * module, top + side * module))
        return self.codes[-1]

    # Texts

    def written(self, words: str, how: Type) -> str:
        """What of the words the fonts can write."""
        return self.voices[how.voice].written(words).strip()

    def fitted(self, words: str, width: int, height: int, how: Type) -> Fitted:
        """How the words would be set in so much room."""
        room = Room(width, height, how.largest, how.smallest, how.lines, how.leading, how.tabular)
        return fit(self.voices[how.voice], words, room)

    def text(self, box: Box, words: str, how: Type, *, align: Align = "left", valign: Valign = "top") -> Box:
        """Sets the words in the box when the picture is finished; returns what they will cover (an empty box at its
        top where there is nothing to say)."""
        words = self.written(words, how)
        if not words:
            return Box(box.left, box.top, box.left, box.top)
        fitted = self.fitted(words, box.width, box.height, how)
        spare = box.height - fitted.height
        top = box.top + {"top": 0.0, "middle": spare / 2, "bottom": spare}[valign]
        spare = box.width - fitted.width
        left = box.left + {"left": 0.0, "centre": spare / 2, "right": spare}[align]
        ink = Box(int(left), int(top), -int(-(left + fitted.width)), -int(-(top + fitted.height)))
        self.texts.append(Placed(words, box, ink, how.colour, fitted, how.voice, top + fitted.rise, align, how.tabular))
        return ink

    def finish(self) -> Image.Image:
        """The picture with its texts, each in its colour or the nearest shade that can be read where it stands."""
        ground = self.ground = self.image
        self.image = ground.copy()
        for number, placed in enumerate(self.texts):
            colour = legible(placed.colour, ground.crop(self.real(placed.ink)))
            self.texts[number] = replace(placed, colour=colour)
            self._draw(self.texts[number])
        return self.image

    def _draw(self, placed: Placed) -> None:
        letters, fitted, tabular = self.voices[placed.voice], placed.fitted, placed.tabular
        size, box = round(fitted.size * self.scale), self.real(placed.box)
        for row, line in enumerate(fitted.lines):
            left, _, right, _ = letters.ink(line, size, tabular=tabular)
            spare = box.width - (right - left)
            x = box.left - left + {"left": 0.0, "centre": spare / 2, "right": spare}[placed.align]
            y = (placed.baseline + row * fitted.size * fitted.leading) * self.scale
            for run in letters.runs(line):
                run.face.draw(self.image, (x, y), run.text, size, placed.colour, rtl=run.rtl, tabular=tabular)
                x += run.face.width(run.text, size, rtl=run.rtl, tabular=tabular)


def cropped(photo: Image.Image, width: int, height: int, focus: tuple[int, int]) -> Image.Image:
    """The largest part of the photo of this shape with `focus` as near to its middle as there is photo."""
    scale = max(width / photo.width, height / photo.height)
    part_width, part_height = min(photo.width, width / scale), min(photo.height, height / scale)
    left = min(max(photo.width * focus[0] / 100 - part_width / 2, 0), photo.width - part_width)
    top = min(max(photo.height * focus[1] / 100 - part_height / 2, 0), photo.height - part_height)
    return photo.resize(
        (width, height), Image.Resampling.LANCZOS, box=(left, top, left + part_width, top + part_height)
    )


def legible(colour: Colour, ground: Image.Image) -> Colour:
    """The colour, or its nearest shade that reaches 4.5:1 against every pixel of the ground; where none does, the
    better of black and white."""
    grounds = grounds_of(ground)
    if worst(colour, grounds) >= TEXT_RATIO:
        return colour
    for on in (min(grounds, key=lambda each: contrast(colour, each)), *grounds[:3]):
        shade = readable(colour, on)
        if worst(shade, grounds) >= TEXT_RATIO:
            return shade
    return max((BLACK, WHITE), key=lambda each: worst(each, grounds))


def grounds_of(ground: Image.Image) -> list[Colour]:
    """The colours of these pixels, most frequent first; of a photo those of its smaller copy."""
    found = ground.getcolors(4096) or ground.reduce(4).getcolors(1 << 20) or []
    found.sort(reverse=True)
    return [Colour("#{:02x}{:02x}{:02x}".format(*pixel)) for _, pixel in found]  # type: ignore[misc]


def worst(colour: Colour, grounds: list[Colour]) -> float:
    """The least contrast of the colour with any of these."""
    return min((contrast(colour, each) for each in grounds), default=21.0)


def _rounded_mask(box: Box, radius: int, corners: Corners) -> Image.Image:
    radius = min(radius, box.width // 2, box.height // 2)
    large = Image.new("L", (box.width * _SMOOTH, box.height * _SMOOTH), 0)
    edge = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(edge, radius * _SMOOTH, 255, corners=corners)
    return large.resize((box.width, box.height), Image.Resampling.BOX)
