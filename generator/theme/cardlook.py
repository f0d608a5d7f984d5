"""A theme's `card:` and its stylesheets' colours → what share pictures wear.

Owns that pictures follow the seller's options as pages do: the same custom properties, and the face that was chosen for
titles. It must not draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.media.cards.look import ROLES, FontFile, Look
from generator.media.fontfile import read_font
from generator.problems import Refused
from generator.theme.manifest import Card
from generator.theme.options import SYSTEM, Value
from generator.theme.package import Theme, read_theme_text
from generator.theme.schemes import tokens_in

_PLAIN = Card("calm")


def card_look(theme: Theme, values: Mapping[str, Value], content: Path) -> Look:
    """The look of share pictures under these option values. `content` is where the seller's own fonts lie; one that
    cannot be read is a problem already, and the theme's own stands in for it."""
    card = theme.card or _PLAIN
    tokens = tokens_in(theme, values, card.scheme)
    said = dict(card.colours)
    colours = {
        role: found.colour for role in ROLES if (found := tokens.colour(f"--{said.get(role, role)}")) is not None
    }
    fonts = {voice: font for voice, file in card.fonts if (font := _shipped(theme, file))}
    if own := _chosen(theme, values, content):
        fonts["title"] = own
    motif = theme.find(f"icons/motif/{values.get(card.motif)}.svg") if card.motif else None
    return Look(card.layout, colours, fonts, read_theme_text(motif) if motif else "")


def _shipped(theme: Theme, file: str) -> FontFile | None:
    found = theme.find(file)
    if found is None:
        return None
    return FontFile(read_font(found.path, found.folder.path, found.label), found.label)


def _chosen(theme: Theme, values: Mapping[str, Value], content: Path) -> FontFile | None:
    """The face of the first font option that is set to one: titles wear it."""
    for option in theme.options:
        chosen = str(values.get(option.key) or SYSTEM)
        if option.type != "font" or chosen == SYSTEM:
            continue
        face = next((font for font in theme.fonts if font.name == chosen), None)
        if face:
            return _shipped(theme, face.file)
        try:
            file = f"content/{chosen}"
            return FontFile(read_font(content / chosen, content, file), file)
        except Refused:
            return None
    return None
