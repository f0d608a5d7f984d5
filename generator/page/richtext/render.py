"""One text of the seller → markup for the page, with every link judged and every picture looked up.

Owns the pass over the parsed tree. It must not decide what Markdown means (`dialect`) or what may stay
(`allowlist`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import islice
from typing import TypeAlias, TypeVar
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from generator import paths
from generator.page.richtext.allowlist import HEADINGS, sanitise
from generator.page.richtext.dialect import give_back, take_parser
from generator.page.richtext.guard import TEXT_NESTED, guarded
from generator.page.views.parts import Html, PictureView
from generator.problems import Kind, Mark, Problem, Refused, problem
from generator.structs import Frozen

PICTURE_UNKNOWN = Kind(
    "text-picture-unknown",
    "The text shows the picture `{found}`, which does not exist.",
    "Put the file into images/ and write its name as it is there.",
)
PAGE_UNKNOWN = Kind(
    "text-page-unknown", "The text links to `{found}`, which is no page of this site.", "Write the page's address."
)

ID_PREFIX = "t-"
"""Before every id of a text in a page, so that none of them is one of the page's own."""

T = TypeVar("T")

_SENTENCES = re.compile(r"""(?!.*://)[^\W\d_](?:[^\W_]|[ ,.;:?!%()'"“”‘’…–/+=@~-]){0,1999}(?<! )""")
"""A line in which no character can mean anything but itself. Most texts of a shop are one; parsing it costs a hundred
times as much."""

_alone: dict[tuple[str, int, str], Html] = {}
"""Texts without links and pictures of the site, whose markup depends on nothing around them: a text is looked through
for mistakes first and stands in a page, for each of its moments, later."""
_MOST_ALONE = 20_000

Alone: TypeAlias = Mapping[tuple[str, int, str], Html]
Place: TypeAlias = Callable[[int, int, int], Mark]
"""(1-based line, 1-based column, length) of the text → its place in the file: `Document.line_mark`."""


class RichText(Frozen):
    """Markup and what was wrong with the text it came from; a wrong link or picture leaves only its words."""

    html: Html
    problems: tuple[Problem, ...] = ()


def render_markdown(
    text: str,
    *,
    heading_level: int = 3,
    id_prefix: str = "",
    picture: Callable[[str], PictureView | None] = lambda _: None,
    address: Callable[[str], str | None] = lambda _: None,
    place: Place | None = None,
) -> RichText:
    """The text as markup.

    The first heading stands at `heading_level` (2 to 6), deeper ones follow without a gap. `id_prefix` (a slug
    with `-` at its end) begins every id and makes headings linkable; without it none has an id. `picture` answers
    the checked name of a file with its measured picture, `address` an internal link (`/ukuran`) with its address
    from this page; both answer None for what does not exist. Problems have a mark only where `place` is given.
    """
    if _SENTENCES.fullmatch(text):
        return RichText(Html(f"<p>{text}</p>"))
    key = (text, heading_level, id_prefix)
    if (known := _alone.get(key)) is not None:
        return RichText(known)
    parser = take_parser()
    walk = _Walk(parser, text, _Lookup(heading_level, id_prefix, picture, address, place))
    # After the package's own last step (`unescape`, 0), so that links are judged as they will be written.
    parser.treeprocessors.register(walk, "etalase", -1)
    try:
        markup = parser.convert(guarded(text))
    except Refused as refused:
        return RichText(Html(""), (Problem(refused.kind, parameters=tuple(refused.parameters.items())),))
    except RecursionError:
        return RichText(Html(""), (problem(TEXT_NESTED, found=text.strip()[:40]),))
    give_back(parser)
    clean = Html(sanitise(markup, id_prefix=id_prefix, pictures=walk.shown))
    if not (walk.asked or walk.problems):
        keep_alone({key: clean})
    return RichText(clean, tuple(walk.problems))


def alone_after(work: Callable[[], T]) -> tuple[T, Alone]:
    """What the work gives, and the texts that it read which depend on nothing around them: another process begins with
    them by `keep_alone`, so that none is parsed twice."""
    before = len(_alone)
    result = work()
    return result, dict(islice(reversed(_alone.items()), max(0, len(_alone) - before)))


def keep_alone(made: Alone) -> None:
    """Texts that were read, here or by `alone_after`."""
    if len(_alone) + len(made) > _MOST_ALONE:
        _alone.clear()
    _alone.update(made)


@lru_cache(4096)
def plain_text(text: str) -> str:
    """The words of the text on one line, for descriptions; "" for a text that cannot be rendered."""
    words = nh3.clean(render_markdown(text, id_prefix=ID_PREFIX).html.source, tags=set())
    return " ".join(html.unescape(words).split())


class _Lookup(Frozen):
    """What `render_markdown` was told about the page around the text."""

    heading_level: int
    id_prefix: str
    picture: Callable[[str], PictureView | None]
    address: Callable[[str], str | None]
    place: Place | None


class _Walk(Treeprocessor):
    """The pass over the tree of one text."""

    def __init__(self, parser: Markdown, source: str, lookup: _Lookup) -> None:
        super().__init__(parser)
        self.source = source
        self.lookup = lookup
        self.problems: list[Problem] = []
        self.asked = False
        """Whether anything of the page around the text was looked up."""
        self.shown: set[str] = set()
        self.ids: dict[str, int] = {}
        self.open: list[int] = []

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag in HEADINGS:
                self._heading(element)
            elif element.tag == "a":
                self._link(element)
            elif element.tag == "img":
                self._picture(element)
            elif element.tag in ("th", "td"):
                _cell(element)

    def _heading(self, element: Element) -> None:
        element.tag = f"h{self._level(HEADINGS.index(element.tag) + 1)}"
        if self.lookup.id_prefix:
            element.set("id", self.lookup.id_prefix + self._free_id(paths.slug_from("".join(element.itertext()))))

    def _level(self, written: int) -> int:
        """The level on the page: the text's first heading stands at `heading_level`, and no level is skipped."""
        while self.open and self.open[-1] >= written:
            self.open.pop()
        self.open.append(written)
        return min(min(max(self.lookup.heading_level, 2), 6) + len(self.open) - 1, 6)

    def _free_id(self, words: str) -> str:
        words = words or "bagian"
        name = words
        while name in self.ids:
            self.ids[words] += 1
            name = f"{words}-{self.ids[words]}"
        self.ids[name] = 1
        return name

    def _link(self, element: Element) -> None:
        written = element.attrib.get("href", "")
        element.attrib.clear()
        try:
            link = paths.judge_link(written)
        except Refused as refused:
            self._report(refused.kind, written, **refused.parameters)
            element.tag = "span"
            return
        if link.startswith("#"):
            element.set("href", f"#{self.lookup.id_prefix}{link[1:]}")
        elif paths.is_internal(link):
            self.asked = True
            found = self.lookup.address(link)
            if found is None:
                self._report(PAGE_UNKNOWN, written, found=written)
                element.tag = "span"
            else:
                element.set("href", found)
        else:
            element.set("href", link)
            if paths.host_of(link):
                element.set("rel", "noopener noreferrer")

    def _picture(self, element: Element) -> None:
        written, alt = element.attrib.get("src", ""), element.attrib.get("alt", "")
        element.attrib.clear()
        self.asked = True
        try:
            found = self.lookup.picture(paths.inside(written))
        except Refused as refused:
            self._report(refused.kind, written, **refused.parameters)
            found = None
        else:
            if found is None:
                self._report(PICTURE_UNKNOWN, written, found=written)
        if found is None:
            element.tag, element.text = "span", alt
            return
        self.shown.add(found.src)
        size = {"width": str(found.width), "height": str(found.height)}
        element.attrib.update(src=found.src, alt=alt or found.alt, **size, loading="lazy", decoding="async")

    def _report(self, kind: Kind, written: str, **parameters: str | int) -> None:
        self.problems.append(Problem(kind, self._mark(written), parameters=tuple(parameters.items())))

    def _mark(self, written: str) -> Mark | None:
        at = self.source.find(written) if written else -1
        if self.lookup.place is None or at < 0:
            return None
        line = self.source.count("\n", 0, at) + 1
        column = at - self.source.rfind("\n", 0, at)
        return self.lookup.place(line, column, len(written))


def _cell(element: Element) -> None:
    """The column's alignment as a class: the package writes a style attribute, which the policy blocks."""
    side = re.fullmatch(r"text-align: (left|center|right);", element.attrib.get("style", ""))
    element.attrib.clear()
    if side:
        element.set("class", f"align-{side[1]}")
