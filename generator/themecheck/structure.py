"""What a screen reader, a keyboard and a browser need of every page, whatever it is about.

Owns the findings on landmarks, headings, ids, references, pictures, labels and parts without content. It must not know
a view: what a page has to say stands in `promises`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from generator.problems import Kind, Parameter
from generator.structs import Frozen
from generator.themecheck.markup import Element, Page

NO_FIRST_HEADING = Kind(
    "theme-heading-first", "A page has no <h1> (seen {count}×, first on: {page}).", "Make its title the <h1>."
)
FIRST_HEADINGS = Kind(
    "theme-heading-first",
    "This is one <h1> more than a page may have (seen {count}×, first on: {page}).",
    "Write <h2> here; a page has one <h1>.",
)
HEADING_SKIPPED = Kind(
    "theme-heading-skipped",
    "<h{level}> follows <h{before}>, and a level is left out (seen {count}×, first on: {page}).",
    "Write <h{right}> here, or the level that the partial is given (`heading`, `level`); "
    "how it looks is a matter of styles/.",
)
HEADING_EMPTY = Kind(
    "theme-heading-empty",
    "A heading is empty (seen {count}×, first on: {page}).",
    "Write it only where there is something to say: `{{% if … %}}` around it.",
)
LANDMARK_MISSING = Kind(
    "theme-landmark",
    "A page has no <{tag}> of its own (seen {count}×, first on: {page}).",
    "Put {what} into <{tag}>, directly in <body>.",
)
LANDMARK_TWICE = Kind(
    "theme-landmark",
    "This is a second <{tag}> (seen {count}×, first on: {page}).",
    "Write <div> or <section> here.",
)
NAV_UNLABELLED = Kind(
    "theme-nav-label",
    "This <nav> has no name (seen {count}×, first on: {page}).",
    'Add `aria-label="{{{{ t("…") }}}}"`, so that several can be told apart.',
)
ID_TWICE = Kind(
    "theme-id-twice",
    "The id `{found}` stands on the page twice (seen {count}×, first on: {page}).",
    "Give one of the two another id.",
)
TARGET_MISSING = Kind(
    "theme-target-missing",
    '`{attribute}="{found}"` leads to no id of the page (seen {count}×, first on: {page}).',
    "Write an id that the page has: `{near}`.",
)
PICTURE_BARE = Kind(
    "theme-picture",
    "<img> lacks {missing} (seen {count}×, first on: {page}).",
    "Write what is missing; `part.picture(…)` of partials/parts.html writes all of it.",
)
FIELD_UNLABELLED = Kind(
    "theme-field-label",
    "This form field has no label: {found} (seen {count}×, first on: {page}).",
    'Put it into <label>, or add `aria-label="{{{{ t("…") }}}}"`.',
)
NAMELESS = Kind(
    "theme-nameless",
    "{found} has no words, so a screen reader cannot say what it does (seen {count}×, first on: {page}).",
    "Write words into it, or give its icon a `label`.",
)
LIST_EMPTY = Kind(
    "theme-list-empty",
    "<{tag}> is empty (seen {count}×, first on: {page}).",
    "Write it only where there is something to list: `{{% if … %}}` around it.",
)
SECTION_EMPTY = Kind(
    "theme-section-empty",
    "Under the heading “{found}” there is nothing (seen {count}×, first on: {page}).",
    "Put `{{% if … %}}` around heading and section, so that nothing is left without content.",
)
REL_MISSING = Kind(
    "theme-link-rel",
    "This link leaves the site and tells the other side where from (seen {count}×, first on: {page}).",
    'Add `rel="noopener noreferrer"`; `part.rel(…)` of partials/parts.html writes it.',
)
UNCLOSED = Kind(
    "theme-unclosed", "<{tag}> is never closed (seen {count}×, first on: {page}).", "Write </{tag}> where it ends."
)
UNOPENED = Kind(
    "theme-unclosed",
    "</{tag}> ends nothing (seen {count}×, first on: {page}).",
    "Take it out, or write <{tag}> where it should begin.",
)

HEADINGS = re.compile("h[1-6]")
_SECTIONS = frozenset(("article", "aside", "main", "nav", "section"))
_LISTS = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd", "div")}
_SHOWS = frozenset(("img", "svg", "input", "select", "textarea", "button", "progress", "iframe", "hr", "canvas"))
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list")
_WHAT = {
    "header": "the shop's name",
    "main": "what the page is about",
    "footer": "the end of the page",
}


class Finding(Frozen):
    """One thing that is wrong with a page. `element` is where; None for what is missing altogether, and then `owners`
    are the templates that should have it, the most likely first."""

    kind: Kind
    element: Element | None = None
    parameters: tuple[tuple[str, Parameter], ...] = ()
    owners: tuple[str, ...] = ()


def finding(
    kind: Kind, element: Element | None = None, *, owners: tuple[str, ...] = (), **parameters: Parameter
) -> Finding:
    return Finding(kind, element, tuple(parameters.items()), owners)


def check_structure(page: Page) -> Iterator[Finding]:
    """Everything that a page of any theme has to be, and this one is not."""
    elements = tuple(page.root.elements)
    yield from _nesting(page)
    yield from _headings(elements)
    yield from _landmarks(elements)
    yield from _ids(elements)
    yield from _references(elements)
    for element in elements:
        yield from _lone(element)


def _nesting(page: Page) -> Iterator[Finding]:
    for element in page.unclosed:
        yield finding(UNCLOSED, element, tag=element.tag)
    for tag, inside in page.unopened:
        yield finding(UNOPENED, inside, tag=tag)


def _headings(elements: tuple[Element, ...]) -> Iterator[Finding]:
    headings = [each for each in elements if HEADINGS.fullmatch(each.tag)]
    first = [each for each in headings if each.tag == "h1"]
    if not first:
        yield finding(NO_FIRST_HEADING, owners=("partials/masthead.html", "partials/card.html"))
    for another in first[1:]:
        yield finding(FIRST_HEADINGS, another)
    for before, after in pairwise(headings):
        above, level = int(before.tag[1]), int(after.tag[1])
        if level > above + 1:
            yield finding(HEADING_SKIPPED, after, level=level, before=above, right=above + 1)
    for heading in headings:
        if not _named(heading):
            yield finding(HEADING_EMPTY, heading)


def _landmarks(elements: tuple[Element, ...]) -> Iterator[Finding]:
    for tag, what in _WHAT.items():
        found = [
            each for each in elements if each.tag == tag and not any(around.tag in _SECTIONS for around in each.above)
        ]
        if not found:
            owners = {"header": "partials/masthead-small.html", "footer": "partials/footer.html"}
            yield finding(LANDMARK_MISSING, owners=(owners.get(tag, "page.html"), "page.html"), tag=tag, what=what)
        for another in found[1:]:
            yield finding(LANDMARK_TWICE, another, tag=tag)
    for each in elements:
        if each.tag == "nav" and not (each.get("aria-label").strip() or each.get("aria-labelledby")):
            yield finding(NAV_UNLABELLED, each)


def _ids(elements: tuple[Element, ...]) -> Iterator[Finding]:
    counted = Counter(each.get("id") for each in elements if each.has("id"))
    seen: set[str] = set()
    for element in elements:
        name = element.get("id")
        if counted[name] > 1 and element.has("id"):
            if name in seen:
                yield finding(ID_TWICE, element, found=name)
            seen.add(name)


def _references(elements: tuple[Element, ...]) -> Iterator[Finding]:
    known = {each.get("id") for each in elements if each.get("id")}
    for element in elements:
        named = [(name, part) for name in _REFERENCES for part in element.get(name).split()]
        href = element.get("href")
        if element.tag == "a" and href.startswith("#") and len(href) > 1:
            named.append(("href", href[1:]))
        for attribute, target in named:
            if target not in known:
                near = get_close_matches(target, sorted(known), 1, 0.5) or ["main"]
                sign = "#" if attribute == "href" else ""
                yield finding(TARGET_MISSING, element, attribute=attribute, found=sign + target, near=sign + near[0])


def _lone(element: Element) -> Iterator[Finding]:
    """What can be said of an element by itself."""
    tag = element.tag
    if tag == "img":
        missing = [name for name in ("alt", "width", "height") if not element.has(name)]
        if missing:
            yield finding(PICTURE_BARE, element, missing=", ".join(missing))
    if tag in ("input", "select", "textarea") and not _labelled(element):
        yield finding(FIELD_UNLABELLED, element, found=element.start)
    if (tag == "button" or (tag == "a" and element.has("href"))) and not _named(element) and not _unseen(element):
        yield finding(NAMELESS, element, found=element.start)
    if tag in _LISTS and not any(each.tag in _LISTS[tag] for each in element.elements):
        yield finding(LIST_EMPTY, element, tag=tag)
    if tag == "section" and (heading := _heading_alone(element)) is not None:
        yield finding(SECTION_EMPTY, element, found=heading.text)
    if tag == "a" and re.match(r"https?://", element.get("href")) and element.written is not None:
        rel = element.get("rel").split()
        if not {"noopener", "noreferrer"} <= set(rel) and not _same_host(element):
            yield finding(REL_MISSING, element)


def _heading_alone(section: Element) -> Element | None:
    """The section's heading where it stands there with nothing under it."""
    inside = tuple(section.elements)
    headings = [each for each in inside if HEADINGS.fullmatch(each.tag)]
    if not headings or any(each.tag in _SHOWS and not _within(each, headings) for each in inside):
        return None
    return headings[0] if section.text == headings[0].text else None


def _within(element: Element, outer: list[Element]) -> bool:
    return any(around in outer for around in element.above)


def _named(element: Element) -> bool:
    """Whether a screen reader has words for it."""
    if element.text or element.get("aria-label").strip() or element.get("aria-labelledby"):
        return True
    return any(
        (each.tag == "img" and each.get("alt").strip()) or each.get("aria-label").strip() for each in element.elements
    )


def _unseen(element: Element) -> bool:
    return any(each.has("hidden") or each.get("aria-hidden") == "true" for each in (element, *element.above))


def _labelled(field: Element) -> bool:
    if field.get("type") in ("hidden", "submit", "button", "image", "reset"):
        return True
    if field.get("aria-label").strip() or field.get("aria-labelledby"):
        return True
    around = tuple(field.above)
    if any(each.tag == "label" and each.text for each in around):
        return True
    labels = (each for each in around[-1].elements if each.tag == "label" and each.text) if around else ()
    return bool(field.get("id")) and any(label.get("for") == field.get("id") for label in labels)


def _same_host(link: Element) -> bool:
    """Whether the address is one of the site itself, as the head tells it."""
    root = tuple(link.above)[-1]
    own = next((each.get("href") for each in root.elements if each.get("rel") == "canonical"), "")
    home = re.match(r"https?://[^/]+", own)
    return home is not None and link.get("href").startswith(home[0])
