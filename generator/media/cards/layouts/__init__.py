"""The ideas of share pictures, a module and a function each, under the name that theme.yaml calls it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.media.cards.layouts.board import board
from generator.media.cards.layouts.calm import calm
from generator.media.cards.layouts.leaf import leaf
from generator.media.cards.layouts.masthead import masthead
from generator.media.cards.layouts.score import score
from generator.media.cards.layouts.titlepage import titlepage
from generator.media.cards.sheet import Sheet

DRAWN: Mapping[str, Callable[[Sheet], None]] = MappingProxyType(
    {
        "calm": calm,
        "board": board,
        "titlepage": titlepage,
        "score": score,
        "masthead": masthead,
        "leaf": leaf,
    }
)
