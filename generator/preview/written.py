"""Every value that the seller wrote, and the words in which pages show it.

Owns the order in which values are believed to be the source of a text. It must not compare texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

from generator.build import Draft
from generator.page.i18n import DateStyle
from generator.page.present.words import Words
from generator.page.richtext import plain_text
from generator.preview.facts import campaign_in_sight
from generator.problems import Path
from generator.shop.costs import Cost
from generator.shop.durations import After, Duration
from generator.shop.hours import Hours
from generator.shop.model.base import Model
from generator.shop.model.walk import site_parts
from generator.shop.moments import Moment
from generator.shop.money import Fixed, Share
from generator.shop.periods import Days
from generator.shop.phones import Phone
from generator.shop.standing import standing
from generator.shop.text import Text
from generator.structs import Frozen

_SPACES = re.compile(r"\s+")


class Value(Frozen):
    """A value that the seller wrote: its place in the model, and the words that pages show it in."""

    path: Path
    shown: tuple[str, ...]


def plain(text: str) -> str:
    """The text with every run of spaces, no-break ones too, as one space."""
    return _SPACES.sub(" ", text.replace("\u00a0", " ")).strip()


def written_values(draft: Draft, page: str) -> list[Value]:
    """All values in the order in which they are believed: the campaign in sight, the shop, links, stores, pages, the
    other campaigns."""
    text = (draft.output(page).content or b"").decode() if any(each.path == page for each in draft.pages) else ""
    seen = campaign_in_sight(draft, page, text)
    first = ("campaigns", seen.slug) if seen else ()
    parts = sorted(site_parts(draft.site), key=lambda part: (part[0] != first, part[0][0] == "campaigns"))
    own = next((place.source for place in draft.pages if place.path == page and place.kind == "free"), None)
    parts.sort(key=lambda part: part[0] != own)
    words = words_of(draft, page)
    return [value for path, part in parts for value in _of_part(draft, words, path, part)]


def words_of(draft: Draft, page: str) -> Words:
    """The words of a page's language."""
    abroad = next((place.language for place in draft.pages if place.path == page), "")
    return draft.context_in(abroad).words


def value_at(draft: Draft, path: Path) -> object:
    """The value at a model path, or None."""
    for top, part in site_parts(draft.site):
        if path[: len(top)] == top:
            return dict(_written(part, top)).get(path)
    return None


def _of_part(draft: Draft, words: Words, path: Path, part: Model) -> Iterator[Value]:
    for where, leaf in _written(part, path):
        shown = {plain(each) for each in _shown(leaf, words, str(where[-1]))}
        if path[0] == "campaigns" and where[2:] == ("ships",):
            shown |= _shipping(draft, words, path)
        if kept := tuple(each for each in shown if each):
            yield Value(where, kept)


def _shipping(draft: Draft, words: Words, path: Path) -> set[str]:
    """The days that "3-4 weeks after closing" comes to."""
    campaign = next(each for each in draft.site.campaigns if each.slug == path[1])
    days = standing(campaign, draft.context.now, draft.context.zone).ships
    return {plain(words.days(days)), plain(words.last_day(days))} if days else set()


def _written(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every single value that stands in a file; what is only the format's default is left out."""
    if isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set and not (field.exclude and name == "slug"):
                yield from _written(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for position, item in enumerate(value):
            yield from _written(item, (*path, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _written(item, (*path, key))
    elif value is not None:
        yield path, value


def _shown(value: Any, words: Words, key: str) -> Iterator[str]:
    if isinstance(value, (bool, Enum)):
        return
    if key == "weight":
        yield words.weight(value)
    for kind, say in _SAYING:
        if isinstance(value, kind):
            yield from say(words, value)
            return


_STYLES: tuple[DateStyle, ...] = ("short", "medium", "weekday", "long", "full")
_SAYING: tuple[tuple[type[Any] | tuple[type[Any], ...], Callable[[Words, Any], Iterable[str]]], ...] = (
    (Text, lambda words, text: _pieces(words.text(text))),
    (str, lambda _, text: (text,)),
    (int, lambda words, number: (words.money(number), words.number(number))),
    (Decimal, lambda words, number: (words.number(number),)),
    (Moment, lambda words, moment: (*(words.moment(moment, style) for style in _STYLES), words.day(moment))),
    (Days, lambda words, days: (words.days(days), words.last_day(days))),
    (After, lambda words, after: (words.after(after),)),
    (Duration, lambda words, duration: (words.duration(duration),)),
    ((Share, Fixed), lambda words, amount: (words.amount(amount),)),
    (Cost, lambda words, cost: (words.cost(cost),)),
    (Hours, lambda words, hours: (words.hours(hours),)),
    (Phone, lambda _, phone: (phone.national, phone.international, phone.digits)),
)
"""In which words a value of a type can stand on a page."""


def _pieces(text: str) -> Iterator[str]:
    """A text whole, and its paragraphs and lines as they read without Markdown."""
    yield text
    for line in text.split("\n"):
        if line.strip():
            yield line
            yield plain_text(line)
