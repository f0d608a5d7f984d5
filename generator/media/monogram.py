"""A shop's initials on a tile in its colour: the picture of a shop that has none yet, and its favicon.

Owns the choice of letters and the drawing, as one SVG text. It must not read fonts or files: the letters
are set in the reader's own system font.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from generator.shop.colours import parse_colour, text_on

_WORD = re.compile(r"[^\W_]+")

# A shop window with its awning, for a name without a letter or digit.
_WINDOW = "M14 18h36l4 12a6 6 0 0 1-11 3 6 6 0 0 1-11 0 6 6 0 0 1-11 0 6 6 0 0 1-11-3zM16 40h32v10H16z"


def initials(name: str) -> str:
    """One or two capitals that stand for the name: `Melati & Co.` → `MC`, `toko 88` → `T8`, `花屋` → `花`.

    Emoji and punctuation are passed over; "" when nothing is left.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", name))
    letters = [word[0].upper()[:1] for word in words[:2]]
    # Scripts without capitals draw each sign as wide as two Latin letters.
    return "".join(letters) if all(letter.isupper() or letter.isdigit() for letter in letters) else letters[0]


def favicon_svg(name: str, colour: str) -> str:
    """An SVG tile of 64 units with the name's initials, in letters that can be read on `colour`.

    `colour` is `#rgb` or `#rrggbb`; anything else is `Refused`, for it stands in the markup.
    """
    tile = parse_colour(colour)
    ink = text_on(tile)
    letters = initials(name)
    size, baseline = (40, 46) if len(letters) == 1 else (28, 42)
    drawn = (
        f'<text x="32" y="{baseline}" fill="{ink}" font-family="system-ui, -apple-system, Segoe UI, Roboto, sans-serif"'
        f' font-size="{size}" font-weight="700" text-anchor="middle">{escape(letters)}</text>'
        if letters
        else f'<path fill="{ink}" d="{_WINDOW}"/>'
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="14" fill="{tile}"/>{drawn}</svg>\n'
    )
