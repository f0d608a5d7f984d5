"""Draws the motifs of the theme batik: one tile of 48 units each, as shapes that repeat to all sides.

The geometry is our own: petals, ripples and plaits from a few numbers, with the double outlines and the dots that wax
leaves on cloth, and no copy of a named court motif. Lines stand in the first group and fillings in the second, so that
a stylesheet can draw the one before the other. Run by hand after a number changed; a test compares the files:

    uv run python docs/art/batik.py
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "themes" / "batik" / "icons" / "motif"
SIDE = 48
MIDDLE = SIDE / 2
CORNERS = ((0, 0), (SIDE, 0), (0, SIDE), (SIDE, SIDE))


def number(value: float) -> str:
    """At most one decimal, and no `-0`."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def point(angle: float, radius: float, aside: float = 0) -> str:
    """A point seen from the middle: `radius` out along `angle` (in turns), `aside` to its left."""
    x, y = cos(angle * 2 * pi), sin(angle * 2 * pi)
    return f"{number(MIDDLE + x * radius - y * aside)} {number(MIDDLE + y * radius + x * aside)}"


def petal(angle: float, inner: float, outer: float, half: float) -> str:
    """A pointed leaf from radius `inner` to `outer`, `half` as wide as its control points stand apart."""
    belly = inner + (outer - inner) * 0.6
    left, right = point(angle, belly, half), point(angle, belly, -half)
    return f"M{point(angle, inner)}Q{left} {point(angle, outer)}Q{right} {point(angle, inner)}Z"


def dot(x: float, y: float, radius: float = 1.3) -> str:
    """A filled circle."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def path(steps: str) -> str:
    return f'<path d="{steps}"/>'


def petals() -> tuple[list[str], list[str]]:
    """`kelopak`: a flower of four long leaves and four short ones, a seed ring at every corner."""
    quarters, between = (0, 0.25, 0.5, 0.75), (0.125, 0.375, 0.625, 0.875)
    lines = [path("".join(petal(angle, 3.5, 23, 13) for angle in quarters))]
    lines += [f'<circle cx="{x}" cy="{y}" r="7"/>' for x, y in CORNERS]
    filled = "".join(petal(angle, 8, 19, 4.5) for angle in quarters)
    filled += "".join(petal(angle, 5, 17, 7) for angle in between)
    solids = [path(filled), dot(MIDDLE, MIDDLE, 2.2), *(dot(x, y, 3.2) for x, y in CORNERS)]
    solids += [dot(MIDDLE + cos(angle * 2 * pi) * 21, MIDDLE + sin(angle * 2 * pi) * 21) for angle in between]
    return lines, solids


def ripples() -> tuple[list[str], list[str]]:
    """`riak`: two strands that cross every half tile, a seed in each eye, a row of dots where rows meet."""

    def strand(lift: float, swing: float) -> str:
        return f"M0 {number(MIDDLE + lift)}c9 {number(-swing)} 15 {number(-swing)} 24 0s15 {number(swing)} 24 0"

    lines = [path(strand(lift, swing)) for swing in (20, -20) for lift in (-1.8, 1.8)]
    arcs = "".join(f"M{x} {y}a9 9 0 0 {turn} 18 0" for x, y, turn in ((3, 0, 0), (27, 0, 0), (3, 48, 1), (27, 48, 1)))
    lines.append(path(arcs))
    seeds = "".join(f"M{x - 5} 24q5 -6 10 0q-5 6 -10 0Z" for x in (12, 36))
    solids = [path(seeds), *(dot(x, y, 2.4) for x in (12, 36) for y in (0, SIDE))]
    solids += [dot(x, y) for x in (0, 24, 48) for y in (8, 40)]
    return lines, solids


def plaits() -> tuple[list[str], list[str]]:
    """`anyam`: broad strands that pass over and under one another, a seed in every opening."""
    half = 6  # of a strand, measured along an edge of the tile
    over = f"M{half} 0L48 {48 - half}M0 {half}L{48 - half} 48"
    gap = MIDDLE - half
    under = f"M{48 - half} 0L{MIDDLE} {gap}M48 {half}L{MIDDLE + half} {MIDDLE}"
    under += f"M{gap} {MIDDLE}L0 {48 - half}M{MIDDLE} {MIDDLE + half}L{half} 48"
    seeds = "".join(
        f"M{x} {y - 6}l6 6l-6 6l-6 -6Z" for x, y in ((MIDDLE, 0), (0, MIDDLE), (SIDE, MIDDLE), (MIDDLE, SIDE))
    ).replace(".0", "")
    solids = [path(seeds)]
    solids += [dot(MIDDLE + along, MIDDLE + along) for along in (-18, -12, -6, 0, 6, 12, 18)]
    solids += [dot(MIDDLE + along, MIDDLE - along) for along in (-18, -12, 12, 18)]
    return [path(over), path(under)], solids


MOTIFS = {"kelopak": petals, "riak": ripples, "anyam": plaits}


def drawn() -> Iterator[tuple[str, str]]:
    """Each motif's name and its SVG."""
    for name, motif in MOTIFS.items():
        lines, solids = motif()
        yield (
            name,
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
            f'<g fill="none" stroke="currentColor" stroke-width="1.6">{"".join(lines)}</g>'
            f'<g fill="currentColor">{"".join(solids)}</g></svg>\n',
        )


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in drawn():
        (FOLDER / f"{name}.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
