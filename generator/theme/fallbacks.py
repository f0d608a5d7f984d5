"""The reader's own fonts made as wide and as high as a face, so that text stands where it would stand in it.

Owns what is known of the fonts of phones and computers. It must not read a font.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.media.cut import Cut
from generator.structs import Frozen

BOLD = 600
"""From this weight on the bold of a font stands in."""


class SystemFont(Frozen):
    """A font of many devices: the names that find its regular and its bold, and how wide a letter of Indonesian is
    in each, in ten-thousandths of the font size (`typeface` counts faces with the same letters)."""

    regular: tuple[str, ...]
    bold: tuple[str, ...]
    regular_average: int
    bold_average: int


_ROBOTO = SystemFont(("Roboto", "Roboto-Regular"), ("Roboto Bold", "Roboto-Bold"), 4559, 4616)
_ARIAL = SystemFont(
    ("Arial", "ArialMT", "Helvetica", "Liberation Sans", "LiberationSans"),
    ("Arial Bold", "Arial-BoldMT", "Helvetica Bold", "Helvetica-Bold", "Liberation Sans Bold", "LiberationSans-Bold"),
    4558,
    4906,
)
_NOTO_SERIF = SystemFont(("Noto Serif", "NotoSerif"), ("Noto Serif Bold", "NotoSerif-Bold"), 4978, 5283)
_GEORGIA = SystemFont(("Georgia", "Gelasio"), ("Georgia Bold", "Georgia-Bold", "Gelasio Bold"), 4560, 5315)
_TIMES = SystemFont(
    ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "LiberationSerif"),
    ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "LiberationSerif-Bold"),
    4115,
    4456,
)
# Counted with `typeface._LETTERS` in Roboto and Noto Serif themselves and in the fonts made to the same widths as
# Arial (Arimo), Georgia (Gelasio) and Times New Roman (Tinos).
_STANDING_IN: Mapping[str, tuple[tuple[SystemFont, ...], str]] = MappingProxyType(
    {
        "sans": ((_ROBOTO, _ARIAL), "var(--font)"),
        "serif": ((_NOTO_SERIF, _GEORGIA, _TIMES), '"Noto Serif",Georgia,"Times New Roman",serif'),
    }
)


def font_stack(family: str, fallback: str) -> str:
    """The whole `font-family` of a face: itself, what stands in for it, then the device's own fonts for the scripts
    that it lacks."""
    fonts, last = _STANDING_IN[fallback]
    names = [family, *(_name(family, number) for number in range(1, len(fonts) + 1))]
    return ",".join([*(f'"{name}"' for name in names), last])


def fallback_rules(family: str, fallback: str, cut: Cut) -> str:
    """`@font-face` rules that make the device's fonts fit a face. They fetch nothing, so they are the same on every
    page. The weight is a range: nothing is to be made bolder by the browser than it was drawn."""
    fonts, _ = _STANDING_IN[fallback]
    return "".join(_rule(_name(family, number), font, cut) for number, font in enumerate(fonts, 1))


def line_metrics(cut: Cut, size: int = 10_000) -> str:
    """The descriptors that make every font's line as high as that of the face; `size` is the font's own
    `size-adjust` in ten-thousandths."""
    ascent, descent, gap = (_percent(each * 10_000 // size) for each in (cut.ascent, cut.descent, cut.gap))
    return f"ascent-override:{ascent};descent-override:{descent};line-gap-override:{gap}"


def _rule(name: str, font: SystemFont, cut: Cut) -> str:
    bold = cut.weight >= BOLD
    names, average = (font.bold, font.bold_average) if bold else (font.regular, font.regular_average)
    size = max(cut.average, 1) * 10_000 // average
    sources = ",".join(f'local("{each}")' for each in names)
    return (
        f'@font-face{{font-family:"{name}";src:{sources};font-weight:1 1000;'
        f"size-adjust:{_percent(size)};{line_metrics(cut, size)}}}"
    )


def _name(family: str, number: int) -> str:
    return f"{family} fallback {number}"


def _percent(ten_thousandths: int) -> str:
    whole, rest = divmod(ten_thousandths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"
