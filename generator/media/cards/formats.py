"""The pictures that a seller posts: their names and sizes in pixels, and where nothing of a platform covers them."""

from __future__ import annotations

from typing import NamedTuple

from generator.structs import Frozen


class Box(NamedTuple):
    """A rectangle in pixels; `right` and `bottom` are the first that no longer belong to it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def inset(self, by: int, by_y: int | None = None) -> Box:
        across = by if by_y is None else by_y
        return Box(self.left + by, self.top + across, self.right - by, self.bottom - across)

    def holds(self, other: Box) -> bool:
        inside = self.left <= other.left and other.right <= self.right
        return inside and self.top <= other.top and other.bottom <= self.bottom


class Format(Frozen):
    """One size of picture. `safe` is where text may stand: a story's head and foot lie under the app's own controls,
    and a feed picture loses its edges in the grid. `code` says that it carries a code to scan."""

    name: str
    width: int
    height: int
    safe: Box
    code: bool = False

    @property
    def whole(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def wide(self) -> bool:
        return self.width > self.height


OPEN_GRAPH = Format("og", 1200, 630, Box(64, 64, 1136, 566))
STORY = Format("story", 1080, 1920, Box(72, 250, 1008, 1580), code=True)
FEED = Format("feed", 1080, 1350, Box(64, 64, 1016, 1286))
SQUARE = Format("square", 1080, 1080, Box(64, 64, 1016, 1016))
FORMATS = (OPEN_GRAPH, STORY, FEED, SQUARE)
