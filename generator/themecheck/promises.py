"""What a page has to say and to carry for its view: the facts of the first screen, the hooks of the script that
follows the clock, every part that has content.

Owns the findings that need the view beside the page. What any page needs stands in `structure`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.page.views import (
    CampaignCardView,
    CampaignRowView,
    CampaignView,
    CountdownView,
    Html,
    LandingView,
    PageView,
    StateView,
)
from generator.problems import Kind, Severity
from generator.structs import Frozen, field_names
from generator.themecheck.markup import Element, Page, plain, read_page
from generator.themecheck.structure import Finding, finding

LANGUAGE = Kind(
    "theme-language",
    '<html> has lang="{found}" where the page speaks `{right}` (seen {count}×, first on: {page}).',
    'Write `<html lang="{{{{ page.meta.lang }}}}">`.',
)
SKIP_LINK = Kind(
    "theme-skip-link",
    "The first link of a page does not lead to its main part (seen {count}×, first on: {page}).",
    'Begin <body> with `<a class="skip" href="#main">` and give <main> `id="main"`.',
)
LIVE_MISSING = Kind(
    "theme-hook-live",
    "A page that changes with time does not carry its facts, so it stays as it was built "
    "(seen {count}×, first on: {page}).",
    'Print `<script type="application/json" id="live">{{{{ page.live }}}}</script>` in <head>.',
)
SAID_MISSING = Kind(
    "theme-hook-said",
    "A page that changes with time has no place where the change is read out (seen {count}×, first on: {page}).",
    'Write `<p class="said" role="status"></p>` in <body>.',
)
CAMPAIGN_UNNAMED = Kind(
    "theme-hook-campaign",
    "No element of the page is the PO `{example}` to the script (seen {count}×, first on: {page}).",
    'Give the element around it `data-campaign="{{{{ {field}.slug }}}}"`.',
)
STATE_UNNAMED = Kind(
    "theme-hook-state",
    "The main PO does not carry its state `{example}` (seen {count}×, first on: {page}).",
    'Give the element around it `data-state="{{{{ card.state.key }}}}"`.',
)
COUNTDOWN_BROKEN = Kind(
    "theme-hook-countdown",
    "The countdown cannot be filled: {reason} (seen {count}×, first on: {page}).",
    'Print it as partials/state.html does: `class="countdown"`, `data-to`, `data-date`, `data-zone`, and inside '
    'three empty elements, the first with `role="timer"`.',
)
COUNTDOWN_WRONG = Kind(
    "theme-hook-countdown",
    "The countdown has no `{found}`, or another than the view's (seen {count}×, first on: {page}).",
    "Print `data-to`, `data-date` and `data-zone` of `state.countdown`, as partials/state.html does.",
)
FACT_MISSING = Kind(
    "theme-fact-missing",
    "A page does not say {what}: “{example}” (seen {count}×, first on: {page}).",
    "Print `{field}`; partials/{partial} does.",
)
ACTION_MISSING = Kind(
    "theme-action-missing",
    "A page has no button “{example}”, the one thing to do in this state (seen {count}×, first on: {page}).",
    "Print `part.button({field})` where there is one.",
)
PART_LEFT_OUT = Kind(
    "theme-part-left-out",
    "The theme shows nothing of `page.{found}`, which has content (seen {count}×, first on: {page}).",
    "Show it, or let an option of the theme say that it is left out.",
    Severity.WARNING,
)

_UNSHOWN = frozenset(("kind", "meta", "live", "rolls", "items_first", "head", "footer", "back"))
"""Fields of a page that are no part of it, or that have checks of their own."""
_FRAME = ("page.html",)


_SECTIONS = {
    "link_groups": "links", "contacts": "contact", "archive": "others", "pictures": "gallery", "about": "gallery",
    "item_groups": "items", "materials": "maker", "certificates": "proof", "proofs": "proof", "press": "proof",
    "reminders": "share", "address": "share", "card": "contact", "code": "share",
}  # fmt: skip
"""Parts of a page whose section, as sellers list it, has another name."""


def section_of(part: str) -> str:
    """The section that shows this field of a page."""
    return _SECTIONS.get(part, part)


def check_promises(view: PageView, page: Page) -> Iterator[Finding]:
    """Everything that this view has and the page does not say or carry."""
    every = tuple(page.root.elements)
    yield from _frame(view, every)
    # Before its script runs the order bar says nothing to anybody.
    bars = [each for each in every if "order-bar" in each.get("class").split()]
    unsaid = {id(each) for bar in bars for each in (bar, *bar.elements)}
    elements = tuple(each for each in every if id(each) not in unsaid)
    text = plain(page.root.text_without(bars))
    if isinstance(view, CampaignView):
        yield from _card(view.campaign, elements, text)
    if isinstance(view, LandingView) and view.main:
        yield from _card(view.main, elements, text)
    if isinstance(view, LandingView) and view.nothing:
        for action in view.nothing.actions[:1]:
            if not _has_link(elements, action.href):
                yield finding(
                    ACTION_MISSING,
                    owners=("partials/nothing.html", "landing.html"),
                    example=action.label,
                    field="page.nothing.actions",
                )
    for row in _rows(view):
        if _has_link(elements, row.href) and not _named(elements, row.slug):
            owners = ("partials/campaign-row.html", f"{view.kind}.html")
            yield finding(CAMPAIGN_UNNAMED, owners=owners, example=row.slug, field="row")


def parts_shown(view: PageView, page: Page) -> Iterator[tuple[str, bool]]:
    """The parts of the page that have content, each with whether any of it is shown."""
    text = plain(page.root.text)
    elements = tuple(page.root.elements)
    for name in field_names(type(view)):
        if name in _UNSHOWN:
            continue
        said = {plain(each) for each in _texts(getattr(view, name))}
        said = {each for each in said if len(each) > 2}
        if said:
            links = {each.get(key) for each in elements for key in ("href", "src", "alt", "value")}
            yield name, any(each in text or each in links for each in said)


def _frame(view: PageView, elements: tuple[Element, ...]) -> Iterator[Finding]:
    document = next((each for each in elements if each.tag == "html"), None)
    spoken = document.get("lang") if document else ""
    if spoken != view.meta.lang:
        yield finding(LANGUAGE, document, owners=_FRAME, found=spoken, right=view.meta.lang)
    first = next((each for each in elements if each.tag == "a"), None)
    main = next((each for each in elements if each.tag == "main"), None)
    if first is None or main is None or not main.get("id") or first.get("href") != f"#{main.get('id')}":
        yield finding(SKIP_LINK, owners=_FRAME)
    if view.live is None:
        return
    held = (each for each in elements if each.get("id") == "live" and each.get("type") == "application/json")
    if not any("".join(map(str, each.children)) == view.live.source for each in held):
        yield finding(LIVE_MISSING, owners=_FRAME)
    if not any("said" in each.get("class").split() and each.get("role") == "status" for each in elements):
        yield finding(SAID_MISSING, owners=_FRAME)


def _card(card: CampaignCardView, elements: tuple[Element, ...], text: str) -> Iterator[Finding]:
    owner = ("partials/card.html",)
    around = _named(elements, card.slug)
    if not around:
        yield finding(CAMPAIGN_UNNAMED, owners=owner, example=card.slug, field="card")
    elif not any(each.get("data-state") == card.state.key for each in around):
        yield finding(STATE_UNNAMED, around[0], example=card.state.key)
    yield from _said(card.state, "card.state", text, owner)
    if card.price and plain(card.price.text) not in text:
        yield _fact("the price", card.price.text, "card.price.text", "price.html", owner)
    if plain(card.title) not in text:
        yield _fact("what is sold", card.title, "card.title", "card.html", owner)
    if card.state.countdown:
        yield from _countdown(card.state.countdown, elements, owner)
    if card.action and not _has_link(elements, card.action.href):
        yield finding(ACTION_MISSING, owners=owner, example=card.action.label, field="card.action")
    for right in card.rights:
        if plain(right.condition) not in text:
            yield _fact("the buyer's right", right.condition, "card.rights", "card.html", owner)


def _said(state: StateView, field: str, text: str, owner: tuple[str, ...]) -> Iterator[Finding]:
    told = (("the state", state.label, "label"), ("where the PO stands", state.headline, "headline"))
    for what, said, name in told:
        if plain(said) not in text:
            yield _fact(what, said, f"{field}.{name}", "state.html" if name == "headline" else "card.html", owner)


def _fact(what: str, said: str, field: str, partial: str, owner: tuple[str, ...]) -> Finding:
    return finding(
        FACT_MISSING, owners=(f"partials/{partial}", *owner), what=what, example=said, field=field, partial=partial
    )


def _countdown(wanted: CountdownView, elements: tuple[Element, ...], owner: tuple[str, ...]) -> Iterator[Finding]:
    owners = ("partials/state.html", *owner)
    found = [each for each in elements if "countdown" in each.get("class").split()]
    if not found:
        yield finding(COUNTDOWN_BROKEN, owners=owners, reason="it is not on the page")
    right = {"data-to": wanted.to, "data-date": wanted.date, "data-zone": wanted.zone}
    for each in found[:1]:
        wrong = [name for name, value in right.items() if each.get(name) != str(value)]
        inside = [child for child in each.children if isinstance(child, Element)]
        if wrong:
            yield finding(COUNTDOWN_WRONG, each, found=wrong[0])
        elif len(inside) != 3 or any(child.text for child in inside):
            yield finding(COUNTDOWN_BROKEN, each, reason="it does not hold three empty elements")
        elif inside[0].get("role") != "timer":
            yield finding(COUNTDOWN_BROKEN, each, reason="its first element is no timer")


def _named(elements: tuple[Element, ...], slug: str) -> list[Element]:
    return [each for each in elements if each.get("data-campaign") == slug]


def _has_link(elements: tuple[Element, ...], href: str) -> bool:
    return any(each.tag == "a" and each.get("href") == href for each in elements)


def _rows(view: PageView) -> Iterator[CampaignRowView]:
    if isinstance(view, LandingView):
        yield from view.others


def _texts(value: object) -> Iterator[str]:
    """Every text inside a view, as a reader of the page would see it."""
    if isinstance(value, Html):
        yield from read_page(value.source).root.text.split("\n")
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Frozen):
        for name in field_names(type(value)):
            yield from _texts(getattr(value, name))
