"""What a share picture wears: the layout's name, its colours by role, and its voices.

Owns the roles that layouts may count on, with what stands in for one that a theme leaves out. It must not read a
theme: `theme/cardlook` does.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.shop.colours import Colour, mix, text_on
from generator.structs import Frozen

ROLES = ("paper", "surface", "ink", "soft", "line", "accent", "block", "tile")
"""Ground, cards on it, text, quiet text, hairlines, the theme's colour, and the two more that some ideas need."""
LAYOUTS = ("calm", "board", "titlepage", "score", "masthead", "leaf")
"""One for each idea; `layouts` draws them."""
VOICES = ("title", "strong", "text")


class FontFile(Frozen):
    """A font as shipped: its bytes and the name that messages give it."""

    content: bytes
    known_as: str


class Look(Frozen):
    """`layout` names a function of `layouts`; `fonts` the first font of each voice; `motif` is one tile of a pattern
    as SVG, where the idea has one."""

    layout: str
    colours: Mapping[str, Colour]
    fonts: Mapping[str, FontFile]
    motif: str = ""

    def __getitem__(self, role: str) -> Colour:
        """The colour of a role."""
        known = self.colours
        if role in known:
            return known[role]
        match role:
            case "paper":
                return Colour("#ffffff")
            case "ink":
                return text_on(self["paper"])
            case "soft":
                return mix(self["ink"], self["paper"], 0.3)
            case "line":
                return mix(self["ink"], self["paper"], 0.8)
            case "accent":
                return self["ink"]
            case "surface":
                return self["paper"]
            case _:
                return self["accent"]

    def on(self, role: str) -> Colour:
        """The colour of text on a ground of this role: the look's own ink where it can be read there."""
        return text_on(self[role])
