"""One tile of a pattern, from the plain SVG of a theme's `icons/motif/` to a mask of pixels.

Owns as much of SVG as those tiles use: paths and circles on a square, filled, or drawn with a line of one width.
"""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree as ET

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw

_SMOOTH = 6
_STEPS = 14
"""Straight pieces to a curve."""

Point = tuple[float, float]


class _Outline(BasePen):  # type: ignore[misc]
    """Collects the contours of a path as points."""

    def __init__(self) -> None:
        super().__init__(None)
        self.contours: list[list[Point]] = []

    def _moveTo(self, pt: Point) -> None:  # noqa: N802  fontTools' names
        self.contours.append([pt])

    def _lineTo(self, pt: Point) -> None:  # noqa: N802
        self.contours[-1].append(pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802
        start = self.contours[-1][-1]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points = (start, pt1, pt2, pt3)
            self.contours[-1].append(
                (
                    sum(w * p[0] for w, p in zip(weights, points, strict=True)),
                    sum(w * p[1] for w, p in zip(weights, points, strict=True)),
                )
            )

    def _closePath(self) -> None:  # noqa: N802
        self.contours[-1].append(self.contours[-1][0])


@cache
def tile_mask(svg: str, side: int) -> Image.Image:
    """The tile as a mask of `side` pixels, white where the pattern is."""
    root = ET.fromstring(svg)  # noqa: S314  a theme's own file, without document type: `theme/icons` reads it too
    units = float((root.get("viewBox") or "0 0 48 48").split()[2])
    scale = side * _SMOOTH / units
    mask = Image.new("L", (side * _SMOOTH, side * _SMOOTH))
    pencil = ImageDraw.Draw(mask)
    for group in root:
        line = float(group.get("stroke-width") or 0) * scale if group.get("stroke") else 0.0
        for shape in group:
            for points in _points(shape):
                scaled = [(x * scale, y * scale) for x, y in points]
                if line:
                    pencil.line(scaled, 255, max(1, round(line)), "curve")
                elif len(scaled) > 2:
                    pencil.polygon(scaled, 255)
    return mask.resize((side, side), Image.Resampling.BOX)


def _points(shape: ET.Element) -> list[list[Point]]:
    pen = _Outline()
    if shape.tag.endswith("circle"):
        x, y, r = (float(shape.get(name) or 0) for name in ("cx", "cy", "r"))
        parse_path(f"M{x - r} {y}A{r} {r} 0 1 1 {x + r} {y}A{r} {r} 0 1 1 {x - r} {y}Z", pen)
    elif shape.tag.endswith("path"):
        parse_path(shape.get("d") or "", pen)
    return pen.contours
