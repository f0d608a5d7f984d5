"""A rendered page as a tree of elements, each knowing which line of which template wrote it.

Owns the reading of HTML, as far as a page of ours needs it. It must not judge what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from generator.structs import Frozen, Struct, field
from generator.theme.trace import ATTRIBUTE

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_MAY_STAY_OPEN = frozenset(("p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "html", "body"))
"""Elements that HTML closes by itself."""
_UNREAD = frozenset(("script", "style", "template", "title"))
"""Elements whose text nobody reads on the page."""


class Element(Struct, eq=False):
    """`written` is the number of its place in the trace; None for what no template wrote (an icon, a seller's text).
    `children` holds elements and texts in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    written: int | None = None
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The attribute, or ""."""
        return self.attributes.get(name, "")

    def has(self, name: str) -> bool:
        return name in self.attributes

    @property
    def elements(self) -> Iterator[Element]:
        """Every element inside, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements

    @property
    def above(self) -> Iterator[Element]:
        """The elements around it, nearest first."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    @property
    def text(self) -> str:
        """What is read of it, with single spaces."""
        return self.text_without(())

    def text_without(self, left_out: Iterable[Element]) -> str:
        """What is read of it but for these elements, with single spaces."""
        return " ".join("".join(_texts(self, frozenset(map(id, left_out)))).split())

    @property
    def place(self) -> int | None:
        """Where it, or the nearest element around it that a template wrote, is written."""
        return next((each.written for each in (self, *self.above) if each.written is not None), None)

    @property
    def start(self) -> str:
        """Its start tag, shortened, for messages."""
        kept = {name: self.get(name) for name in ("id", "class", "href", "src", "name") if self.get(name)}
        return f"<{self.tag}{''.join(f' {name}={value[:40]}' for name, value in [*kept.items()][:1])}>"


class Page(Frozen):
    """A page read; `unclosed` are elements that nothing closes, `unopened` ends without a start, each with the
    element that it stands in."""

    root: Element
    unclosed: tuple[Element, ...]
    unopened: tuple[tuple[str, Element], ...]


def read_page(text: str) -> Page:
    """The page in this text, which may be traced."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.unclosed += [each for each in reader.stack[1:] if each.tag not in _MAY_STAY_OPEN]
    return Page(reader.root, tuple(reader.unclosed), tuple(reader.unopened))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.stack = [self.root]
        self.unclosed: list[Element] = []
        self.unopened: list[tuple[str, Element]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in reversed(attrs)}  # of two, browsers take the first
        written = found.pop(ATTRIBUTE, None)
        element = Element(tag, found, int(written) if written else None, self.stack[-1])
        self.stack[-1].children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        depth = next((n for n in range(len(self.stack) - 1, 0, -1) if self.stack[n].tag == tag), 0)
        if not depth:
            self.unopened.append((tag, self.stack[-1]))
            return
        self.unclosed += [each for each in self.stack[depth + 1 :] if each.tag not in _MAY_STAY_OPEN]
        del self.stack[depth:]

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def _texts(element: Element, left_out: frozenset[int]) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in _UNREAD and id(child) not in left_out:
            yield from _texts(child, left_out)
            if not re.fullmatch("b|i|em|strong|span|small|a|code|time|wbr", child.tag):
                yield " "


def plain(text: str) -> str:
    """A text as pages show it: single spaces, the no-break ones among them."""
    return " ".join(text.split())
