"""What rich text may hold, enforced by a parser over the finished markup (promise 15).

Owns the list. The tree that `render` makes is clean already; this is the second wall, and it trusts nothing of
the first: no svg, math, style, iframe, form, event handler, style attribute, foreign picture or other scheme.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import nh3

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = frozenset(
    (
        *("p", "br", "hr", "strong", "em", "code", "blockquote", "ul", "ol", "li", "a", "img"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *HEADINGS[1:],
    )
)
CELL_CLASSES = frozenset({"align-left", "align-center", "align-right"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    **{tag: {"id"} for tag in HEADINGS[1:]},
}
_DROPPED_WHOLE = {"script", "style", "svg", "math", "iframe", "object", "embed", "template", "noscript", "title"}


def sanitise(markup: str, *, id_prefix: str = "", pictures: Collection[str] = ()) -> str:
    """The markup with everything else taken out. Only these `pictures` may be shown, and only ids that begin
    with `id_prefix` stay. Sanitising twice is sanitising once."""
    return nh3.clean(
        markup,
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED_WHOLE),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_filter(id_prefix, frozenset(pictures)),
        tag_attribute_values={
            "a": {"rel": {"noopener noreferrer"}},
            "img": {"loading": {"lazy"}, "decoding": {"async"}},
        },
        allowed_classes={"th": set(CELL_CLASSES), "td": set(CELL_CLASSES)},
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


def _filter(id_prefix: str, pictures: frozenset[str]) -> Callable[[str, str, str], str | None]:
    def kept(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return value if value in pictures else None
        if attribute == "id":
            return value if id_prefix and value.startswith(id_prefix) else None
        if attribute == "href":
            # Judged before as a browser parses it; what a browser would read as another host never stays.
            bare = value.strip().replace("\\", "/")
            return None if bare.startswith("//") else value
        if attribute in ("width", "height", "start"):
            return value if value.isascii() and value.isdigit() else None
        return value

    return kept
