"""One font file that share pictures can be set in: which signs it has, and how a run of them is measured and drawn.

Owns the difference between outlines and the bitmaps of emoji fonts, which exist in one size only. It must not choose
fonts: `letters` does.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TypedDict

from PIL import Image, ImageDraw, ImageFont, features

from generator.structs import Frozen

Ink = tuple[float, float, float, float]
"""Left, top, right, bottom of what is drawn, in pixels from the pen's place on the baseline."""


@cache
def shapes_scripts() -> bool:
    """Whether text can be laid out by script here: joined Arabic, reordered Devanagari. Pillow's wheels can."""
    return bool(features.check("raqm")) and bool(features.check("fribidi"))


class Face(Frozen):
    """A font file's bytes, the name that messages give it, and the signs it has. `strike_px` is the only size of a
    font of coloured bitmaps, 0 for outlines."""

    content: bytes
    known_as: str
    signs: frozenset[int]
    strike_px: int = 0
    index: int = 0

    def has(self, sign: str) -> bool:
        return ord(sign) in self.signs

    def width(self, text: str, size: int, *, rtl: bool, tabular: bool) -> float:
        """How far the pen moves, in pixels."""
        return self._font(size).getlength(text, **_how(rtl=rtl, tabular=tabular)) * self._scale(size)

    def ink(self, text: str, size: int, *, rtl: bool, tabular: bool) -> Ink:
        found = self._font(size).getbbox(text, anchor="ls", **_how(rtl=rtl, tabular=tabular))
        scale = self._scale(size)
        return found[0] * scale, found[1] * scale, found[2] * scale, found[3] * scale

    def draw(
        self,
        image: Image.Image,
        at: tuple[float, float],
        text: str,
        size: int,
        colour: str,
        *,
        rtl: bool,
        tabular: bool,
    ) -> None:
        """Draws the run with its pen at `at`, on the baseline."""
        how, font = _how(rtl=rtl, tabular=tabular), self._font(size)
        if not self.strike_px:
            ImageDraw.Draw(image).text(at, text, colour, font, anchor="ls", **how)
            return
        left, top, right, bottom = (round(each) for each in font.getbbox(text, anchor="ls", **how))
        if right <= left or bottom <= top:
            return
        drawn = Image.new("RGBA", (right - left, bottom - top))
        ImageDraw.Draw(drawn).text((-left, -top), text, "#000", font, anchor="ls", embedded_color=True, **how)
        scale = self._scale(size)
        small = drawn.resize((max(1, round(drawn.width * scale)), max(1, round(drawn.height * scale))))
        image.paste(small, (round(at[0] + left * scale), round(at[1] + top * scale)), small)

    def cap_height(self, size: int) -> float:
        """The height of capitals above the baseline, in pixels."""
        return -self.ink("H", size, rtl=False, tabular=False)[1]

    def _scale(self, size: int) -> float:
        return size / self.strike_px if self.strike_px else 1.0

    def _font(self, size: int) -> ImageFont.FreeTypeFont:
        return _opened(self.content, self.index, self.strike_px or size)


class _How(TypedDict, total=False):
    direction: str
    features: list[str]


def _how(*, rtl: bool, tabular: bool) -> _How:
    if not shapes_scripts():
        return {}
    return {"direction": "rtl" if rtl else "ltr", "features": ["tnum", "lnum"] if tabular else ["lnum"]}


@cache
def _opened(content: bytes, index: int, size: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if shapes_scripts() else ImageFont.Layout.BASIC
    return ImageFont.truetype(BytesIO(content), size, index, layout_engine=engine)
