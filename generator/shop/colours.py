"""Colours as numbers: reading them, measuring contrast, choosing one that can be read.

Owns the WCAG 2.x arithmetic for every colour that meets text or an icon: brand buttons, theme options, links
on paper. It must not know a brand, a theme or CSS.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Iterator
from typing import Final, NewType

from generator.problems import Kind, Refused

Colour = NewType("Colour", str)
"""An opaque sRGB colour, always as `#rrggbb` in lower case."""

WHITE: Final = Colour("#ffffff")
INK: Final = Colour("#16130f")
BLACK: Final = Colour("#000000")

TEXT_RATIO: Final = 4.5
"""Least contrast of text (WCAG 2.x, 1.4.3)."""
GRAPHIC_RATIO: Final = 3.0
"""Least contrast of an icon or the edge of a control (WCAG 2.x, 1.4.11)."""

NOT_A_COLOUR: Final = Kind(
    "not-a-colour",
    "“{colour}” is not a colour we can read.",
    "Write it with # and 3 or 6 digits 0-9 a-f, in quotes, such as '#b3541e'.",
)
CONTRAST_OUT_OF_REACH: Final = Kind(
    "contrast-out-of-reach",
    "No shade of {colour} can be read on {on}: even black and white stay under {ratio} to 1.",
    "Choose a lighter or a darker background.",
)

_HEX: Final = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.ASCII | re.IGNORECASE)
_BARE: Final = re.compile(r"[0-9a-f]{6}", re.ASCII | re.IGNORECASE)
_STEPS: Final = 256


def parse_colour(text: str) -> Colour:
    """The colour written as `#rgb` or `#rrggbb`, in either case; Refused for anything else, names included."""
    written = text.strip()
    if not _HEX.fullmatch(written):
        raise Refused(NOT_A_COLOUR, instead=f"#{written.lower()}" if _BARE.fullmatch(written) else "", colour=text)
    digits = written[1:].lower()
    return Colour("#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)))


def luminance(colour: Colour) -> float:
    """The relative luminance, 0 (black) to 1 (white), as WCAG 2.x defines it."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21, whichever comes first."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_on(background: Colour) -> Colour:
    """The text colour for a background, always 4.5:1 or better: white, else ink, else black.

    Black never fails where white does: their two ratios multiply to 21, and 21 / 4.5 is above 4.5.
    """
    return next((text for text in (WHITE, INK) if contrast(text, background) >= TEXT_RATIO), BLACK)


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """The colour with a `share` (0 to 1) of the other in it, channel by channel in sRGB."""
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return Colour("#" + "".join(f"{round(here + (there - here) * share):02x}" for here, there in pairs))


def readable(colour: Colour, on: Colour, ratio: float = TEXT_RATIO) -> Colour:
    """The colour itself, or its nearest darker or lighter shade that reaches the ratio on a background.

    A shade keeps hue and saturation (HLS): navy turns blue on dark paper, not grey. Moves away from the
    background's own lightness first. Raises Refused when no shade reaches it.
    """
    away = (0.0, 1.0) if contrast(BLACK, on) >= contrast(WHITE, on) else (1.0, 0.0)
    for end in away:
        shade = next((shade for shade in _shades(colour, end) if contrast(shade, on) >= ratio), None)
        if shade is not None:
            return shade
    raise Refused(CONTRAST_OUT_OF_REACH, colour=colour, on=on, ratio=f"{ratio:g}")


def nearest_shade(colour: Colour, fits: Callable[[Colour], bool]) -> Colour | None:
    """The colour itself or its nearest shade, darker or lighter, that `fits`; None when none does."""
    found = [shade for end in (0.0, 1.0) if (shade := next(filter(fits, _shades(colour, end)), None))]
    return min(found, key=lambda shade: abs(_lightness(shade) - _lightness(colour)), default=None)


def is_neutral(colour: Colour) -> bool:
    """Whether the colour is black, white or a grey to the eye: its channels hardly differ."""
    channels = _channels(colour)
    return max(channels) - min(channels) <= 16


def _shades(colour: Colour, end: float) -> Iterator[Colour]:
    """The colour, then ever darker (`end` 0) or lighter (`end` 1) shades of it, to black or white."""
    yield colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    for step in range(1, _STEPS + 1):
        shade = colorsys.hls_to_rgb(hue, lightness + (end - lightness) * step / _STEPS, saturation)
        yield Colour("#" + "".join(f"{round(channel * 255):02x}" for channel in shade))


def _lightness(colour: Colour) -> float:
    return colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))[1]


def _channels(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: float) -> float:
    # 0.04045 is sRGB's own threshold; WCAG's older 0.03928 falls between the same two 8-bit steps.
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
