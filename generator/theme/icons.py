"""Icons: one SVG file each, set into the page as markup.

Owns which SVG a theme may bring: plain shapes. An icon appears many times on a page and under a closed policy,
so ids, styles, scripts, references and text are refused. It must not open files.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from markupsafe import Markup

from generator.problems import Kind, Refused
from generator.structs import Frozen

ICON_BROKEN = Kind(
    "icon-broken",
    "This icon is not SVG that can be read: {reason}.",
    "Export it again as plain SVG, one shape per path.",
)
ICON_UNSAFE = Kind(
    "icon-unsafe",
    "An icon may not hold `{found}`.",
    "Keep shapes only (path, circle, rect, line, polygon, g), without ids, styles, scripts or links.",
)
ICON_LARGE = Kind(
    "icon-large", "This icon has {found} bytes.", "Simplify it to under {limit} bytes; it is on every page."
)
ICON_ARGUMENT = Kind("icon-argument", "An icon takes no `{found}`.", "It takes: {known}.")

SIZE_PX = 22
"""Width and height of an icon unless the template says otherwise; styles may change it."""
_LIMIT_BYTES = 16_000
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"})
_DROPPED = frozenset({"title", "desc", "metadata"})
_ATTRIBUTES = frozenset(
    (
        *("viewBox", "fill", "fill-rule", "fill-opacity", "clip-rule", "opacity", "transform"),
        *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-opacity"),
        *("stroke-miterlimit", "stroke-dasharray"),
        *("d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "points"),
    )
)
_GIVEN = frozenset({"class", "width", "height", "label"})


class Icon(Frozen):
    """An icon as read: the attributes of its root, and its shapes as markup."""

    root: Mapping[str, str]
    shapes: Markup

    def markup(self, given: Mapping[str, object]) -> Markup:
        """The icon as an element of the page. `given` may say class, width, height, and `label`: with a label
        the icon speaks to screen readers, without one it is hidden from them. Raises Refused for others."""
        if unknown := sorted(set(given) - _GIVEN):
            raise Refused(ICON_ARGUMENT, found=", ".join(unknown), known=", ".join(sorted(_GIVEN)))
        label = given.get("label", "")
        attributes: dict[str, object] = {
            "class": given.get("class") or "icon",
            "width": given.get("width", SIZE_PX),
            "height": given.get("height", given.get("width", SIZE_PX)),
            **self.root,
            **({"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}),
            "focusable": "false",
        }
        return Markup("<svg{}>{}</svg>").format(_attributes(attributes), self.shapes)


def read_icon(text: str) -> Icon:
    """The icon in this SVG text. Raises Refused."""
    if len(text.encode()) > _LIMIT_BYTES:
        raise Refused(ICON_LARGE, found=len(text.encode()), limit=_LIMIT_BYTES)
    if "<!" in text.replace("<!--", ""):
        raise Refused(ICON_UNSAFE, found="<!")
    try:
        root = ET.fromstring(text)  # noqa: S314  a declaration, and so every entity, is refused above
    except ET.ParseError as error:
        raise Refused(ICON_BROKEN, reason=str(error)) from error
    if root.tag != f"{_NAMESPACE}svg" or "viewBox" not in root.attrib:
        raise Refused(ICON_BROKEN, reason="no <svg xmlns=… viewBox=…> around it")
    attributes = {name: value for name, value in _checked(root).items() if name not in ("width", "height")}
    return Icon(MappingProxyType(attributes), _shapes(root))


def _shapes(parent: ET.Element) -> Markup:
    parts: list[Markup] = []
    for element in parent:
        tag = str(element.tag).removeprefix(_NAMESPACE)
        if tag in _DROPPED:
            continue
        if tag not in _ELEMENTS - {"svg"}:
            raise Refused(ICON_UNSAFE, found=f"<{tag}>")
        inner = _shapes(element)
        opening = Markup("<{}{}").format(tag, _attributes(_checked(element)))
        parts.append(opening + (Markup(">{}</{}>").format(inner, tag) if inner else Markup("/>")))
    return Markup("").join(parts)


def _checked(element: ET.Element) -> dict[str, str]:
    for name, value in element.attrib.items():
        if name not in _ATTRIBUTES or "url(" in value.lower():
            raise Refused(ICON_UNSAFE, found=name.replace(_NAMESPACE, ""))
    return dict(element.attrib)


def _attributes(attributes: Mapping[str, object]) -> Markup:
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in attributes.items())
