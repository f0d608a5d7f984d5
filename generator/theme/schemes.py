"""The colours of a theme that are needed outside its pages: by browsers' bars, home screens, codes and share pictures.

Owns which tokens bars, home screens and codes take, and what stands in for one that a theme leaves out. What a token
comes to is worked out in `tokens`.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.shop.colours import INK, WHITE, Colour
from generator.structs import Frozen
from generator.theme.contrast import option_properties, probably_worn
from generator.theme.options import Value
from generator.theme.package import Theme
from generator.theme.tokens import DARK, LIGHT, Tokens, declarations, tokens_on

_PLAIN = {
    LIGHT: {"--paper": WHITE, "--chrome": WHITE, "--ink": INK, "--accent": INK},
    DARK: {"--paper": INK, "--chrome": INK, "--ink": WHITE, "--accent": WHITE},
}
"""Where a theme's token is no colour that we can read."""


class Scheme(Frozen):
    """A theme by day or by night: the ground of the page, what browsers colour their own bars in, text, and the main
    button."""

    paper: Colour
    chrome: Colour
    ink: Colour
    accent: Colour


class Schemes(Frozen):
    """Both."""

    light: Scheme
    dark: Scheme


def tokens_in(theme: Theme, values: Mapping[str, Value], scheme: str) -> Tokens:
    """What the theme's custom properties come to with these values of its options, by day or by night."""
    worn = probably_worn(theme.options, values)
    return tokens_on(worn, scheme, declarations(theme), option_properties(theme.options, values))


def schemes_of(theme: Theme, values: Mapping[str, Value]) -> Schemes:
    """What the theme's tokens come to with these values of its options."""

    def scheme(name: str) -> Scheme:
        tokens = tokens_in(theme, values, name)

        def colour(token: str) -> Colour:
            told = tokens.colour(token)
            return told.colour if told else _PLAIN[name][token]

        return Scheme(*map(colour, ("--paper", "--chrome", "--ink", "--accent")))

    return Schemes(scheme(LIGHT), scheme(DARK))
