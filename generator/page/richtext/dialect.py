"""The Markdown that sellers may write: paragraphs with their line breaks, emphasis, lists, quotes, tables, links,
pictures, headings and rules.

Owns where this differs from the Markdown of the package: HTML is text, `#7` is no heading, an indented line is no
code, a line of dashes is a rule, two spaces nest a list, a bare address is a link. It must not judge a link.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_BARE_LINK = r"""(?<![\w@/:.-])(https?://[^\s<>()\[\]"'“”]*[^\s<>()\[\]"'“”.,;:!?…*_~])"""


_ready: list[Markdown] = []


def take_parser() -> Markdown:
    """A parser for one text, as if it were new. Whoever took it gives it back once the text was read to its end; one
    that gave up in the middle is thrown away, so that nothing of one text reaches another."""
    try:
        return _ready.pop()
    except IndexError:
        return _make_parser()


def give_back(parser: Markdown) -> None:
    """The parser may be taken for another text."""
    _ready.append(parser.reset())


def _make_parser() -> Markdown:
    return Markdown(
        extensions=[TableExtension(), SaneListExtension(), Nl2BrExtension(), _Dialect()],
        output_format="html",
        tab_length=2,
    )


class _Dialect(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the package's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.deregister("setextheader")
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        md.inlinePatterns.register(_BareLink(_BARE_LINK, md), "bare_link", 115)
        md.treeprocessors.register(_Plain(md), "plain", 25)  # before the package's `inline`, 20


class _Plain(Treeprocessor):
    """Says of texts without any sign of Markdown that they are read already: each of a dozen patterns would look
    through them."""

    SIGN = re.compile(r"[\\`\[\]!<>&*_\n\x02\x03]|://")

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not self.SIGN.search(element.text):
                element.text = AtomicString(element.text)


class _Heading(HashHeaderProcessor):
    """Headings need the space after their marks: `#melati` is a hashtag, `#7` a number."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:\\.|[^\\\n])*?)#*(?:\n|$)")


class _BareLink(InlineProcessor):
    """An address as people paste it."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        link = Element("a", {"href": m[1]})
        link.text = m[1]
        return link, m.start(0), m.end(0)
