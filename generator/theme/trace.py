"""Which line of which template wrote an element, said by the element itself.

Owns an attribute that is put into the source of templates while a theme is checked. It never reaches a page that
anybody publishes: a renderer traces only when it is given a `Trace`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from generator.structs import Frozen, field

ATTRIBUTE = "data-written-at"
_OPENS = re.compile(r"<[a-zA-Z][\w-]*(?=[\s/>])|<[a-zA-Z][\w-]*\Z|<\Z")
_WRITTEN = re.compile(rf' {ATTRIBUTE}="\d+"')


class Place(Frozen):
    """`template` is the file as the environment names it, `line` is 1-based."""

    template: str
    line: int


class Trace(Frozen):
    """Every place that wrote an element; the attribute holds its number."""

    places: list[Place] = field(default_factory=list)

    def number(self, place: Place) -> int:
        self.places.append(place)
        return len(self.places) - 1


def untraced(text: str) -> str:
    """The page as it would be without a trace."""
    return _WRITTEN.sub("", text)


def tracing(trace: Trace) -> type[Extension]:
    """An extension of Jinja that notes in `trace` where elements are written."""

    class Tracing(Extension):
        def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
            return _traced(stream, trace)

    return Tracing


def _traced(stream: TokenStream, trace: Trace) -> Iterator[Token]:
    """The tokens with the attribute in every start tag. A name that a variable ends (`<h{{ level }}`) gets it after
    the variable."""
    tokens = [*stream]
    half_named = ""
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type == "data":
            grows = following is not None and following.type == "variable_begin"
            text, half = _with_places(token, trace, stream.filename or "", grows=grows)
            yield Token(token.lineno, "data", text)
            half_named = half or half_named
            continue
        yield token
        if half_named and token.type == "variable_end" and not (following and following.type == "variable_begin"):
            yield Token(token.lineno, "data", half_named)
            half_named = ""


def _with_places(token: Token, trace: Trace, template: str, *, grows: bool) -> tuple[str, str]:
    """The text with the attribute after every name, and the attribute for a name that goes on after the text."""
    half = ""

    def place(found: re.Match[str]) -> str:
        nonlocal half
        line = token.lineno + token.value.count("\n", 0, found.start())
        written = f' {ATTRIBUTE}="{trace.number(Place(template, line))}"'
        if found.end() < len(token.value) or not grows:
            return found[0] + written if found[0] != "<" else found[0]
        half = written
        return found[0]

    return _OPENS.sub(place, token.value), half
