"""The order in which the files of a site are put in their places, wherever those are.

Owns when a file's turn comes: whatever is shown or linked comes before what shows or links it, and goes after it. It
must not write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum

from generator.page.addresses import LANDING
from generator.plan import Output


class Turn(IntEnum):
    """When a file is put in its place."""

    ASSET = 0
    FILE = 1
    NEW_PAGE = 2
    CHANGED_PAGE = 3
    LANDING_PAGE = 4


def turn_of(output: Output, *, stands: bool) -> Turn:
    """The turn of a file; `stands` says that one of its name is there already."""
    if output.hashed:
        return Turn.ASSET
    if not is_page(output.path):
        return Turn.FILE
    if output.path == LANDING:
        return Turn.LANDING_PAGE
    return Turn.CHANGED_PAGE if stands else Turn.NEW_PAGE


def order_of_removal(paths: Iterable[str], assets: Collection[str]) -> list[str]:
    """Pages first: a page that goes takes its links along before the files behind them go."""
    return sorted(paths, key=lambda path: (not is_page(path), path in assets, path))


def is_page(path: str) -> bool:
    """Whether a path is a page."""
    return path.endswith(".html")
