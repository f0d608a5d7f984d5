"""Marks around the dates of later windows, so that renderings which differ in nothing else stand in a page once.

Owns the signs of a mark, which dates get one, and reading them back out of a view. A mark carries what its text was
made from (a pattern of `datepatterns` and the values for it) and is only believed where the pattern gives that very
text: what cannot be worded again stays plain text. It must not know campaigns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Self, TypeVar
from urllib.parse import quote

from generator.page.datepatterns import Names, Pattern, unbroken, word
from generator.page.views import Html, MetaView
from generator.structs import Frozen, field, field_names, replace

_SIGNS = "\ufdd0", "\ufdd1", "\ufdd2"
"""Around `<what it is>`, `<its text>`: code points that are no characters, so no text and no page has them."""
_QUOTED = tuple(quote(sign) for sign in _SIGNS)
_MARK = re.compile("|".join(f"{a}([\\d.]+){b}(.*?){c}" for a, b, c in (_SIGNS, _QUOTED)), re.DOTALL)


class Marks(Frozen):
    """Which dates are marked: whose last value is from `after` on (by what its pattern counts) and which are not
    `plain`. `patterns` are numbered as they come up."""

    after: dict[str, int]
    plain: frozenset[tuple[str, tuple[int, ...]]]
    patterns: list[Pattern] = field(default_factory=list)

    def mark(self, text: str, pattern: Pattern, *values: int) -> str:
        kind = pattern[0][0]
        if values[-1] < self.after.get(kind, 0) or (kind, values) in self.plain:
            return text
        if pattern not in self.patterns:
            self.patterns.append(pattern)
        return wrapped(".".join(map(str, (self.patterns.index(pattern), *values))), text)


class MarkedNumber(int):
    """A number of a view that is printed with its mark."""

    marked: str

    def __new__(cls, value: int, marked: str) -> Self:
        made = super().__new__(cls, value)
        made.marked = marked
        return made

    def __str__(self) -> str:
        return self.marked


class Mark(Frozen):
    """A marked date: the pattern and values that give its text, and whether it stands percent-encoded in an address."""

    pattern: Pattern
    values: tuple[int, ...]
    encoded: bool
    text: str


def wrapped(what: str, text: str) -> str:
    """The text inside a mark."""
    return f"{_SIGNS[0]}{what}{_SIGNS[1]}{text}{_SIGNS[2]}"


def without_marks(text: str) -> str:
    """The text as it reads."""
    return _MARK.sub(lambda found: found[2] if found[2] is not None else found[4], text) if _has_mark(text) else text


def leaves(view: object) -> Iterator[object]:
    """Everything a view says, in order, marked texts as they are. What the head of the document says is left out: it
    belongs to the moment of the build."""
    if isinstance(view, MarkedNumber):
        yield view.marked
    elif isinstance(view, (Html, str)) or view is None:
        yield view
    elif isinstance(view, tuple):
        yield len(view)
        for each in view:
            yield from leaves(each)
    elif isinstance(view, Frozen) and not isinstance(view, MetaView):
        yield type(view)
        for name in field_names(type(view)):
            yield from leaves(getattr(view, name))
    elif isinstance(view, dict):
        yield tuple(view)
        for each in view.values():
            yield from leaves(each)
    elif not isinstance(view, MetaView):
        yield view


_View = TypeVar("_View")


def rewritten(view: _View, texts: Callable[[str], str]) -> _View:
    """The same view with every text that has a mark as `texts` makes it."""
    made: object = view
    if isinstance(view, MarkedNumber):
        text = texts(view.marked)
        made = MarkedNumber(int(view), text) if _has_mark(text) else int(view)
    elif isinstance(view, str):
        made = texts(view) if _has_mark(view) else view
    elif isinstance(view, tuple):
        parts = tuple(rewritten(each, texts) for each in view)
        made = parts if any(new is not old for new, old in zip(parts, view, strict=True)) else view
    elif isinstance(view, dict):
        made = {key: rewritten(each, texts) for key, each in view.items()}
    elif isinstance(view, Frozen):
        if isinstance(view, (Html, MetaView)):
            texts = without_marks
        found = ((name, getattr(view, name)) for name in field_names(type(view)))
        changed = {name: new for name, old in found if (new := rewritten(old, texts)) is not old}
        made = replace(view, **changed) if changed else view
    return made  # type: ignore[return-value]


def split(leaf: object, patterns: list[Pattern], known: Names) -> tuple[object, tuple[Mark, ...]]:
    """A leaf without the values of its marks, and the marks that hold in it."""
    if isinstance(leaf, Html):
        return without_marks(leaf.source), ()
    if not isinstance(leaf, str) or not _has_mark(leaf):
        return leaf, ()
    found = []

    def take(match: re.Match[str]) -> str:
        mark = _read(match, patterns, known)
        if mark is None:
            return match[2] or match[4]
        found.append(mark)
        return wrapped(f"{mark.pattern} {mark.encoded}", "")

    return _MARK.sub(take, leaf), tuple(found)


def filled(text: str, patterns: list[Pattern], known: Names, what: Callable[[Mark], str]) -> str:
    """The text with each mark that holds as `what` says (empty: plain text), in order; the others as plain text."""

    def put(match: re.Match[str]) -> str:
        mark = _read(match, patterns, known)
        said = what(mark) if mark else ""
        shown = match[2] if match[2] is not None else match[4]
        return wrapped(said, shown) if said else shown

    return _MARK.sub(put, text)


def _read(match: re.Match[str], patterns: list[Pattern], known: Names) -> Mark | None:
    encoded = match[1] is None
    what, text = (match[3], match[4]) if encoded else (match[1], match[2])
    number, *values = map(int, what.split("."))
    for pattern in (patterns[number], unbroken(patterns[number])):
        said = word(pattern, values, known)
        if (quote(said, safe="") if encoded else said) == text:
            return Mark(pattern, tuple(values), encoded, text)
    return None


def _has_mark(text: str) -> bool:
    return _SIGNS[0] in text or _QUOTED[0] in text
