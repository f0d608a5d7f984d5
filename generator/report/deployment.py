"""A deployment in words: what changes for buyers, what is sent, how it went.

Owns these sentences only. It takes what it tells as values, since the parts that deploy stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from generator.page.catalogue import Catalogue
from generator.page.i18n import format_number
from generator.page.present.facts import SORTS, Fact
from generator.report.display import visible

_LABELS = {
    "cancelled": "called off",
    "full": "nothing left since",
    "price": "price of {name}",
    "early": "early price of {name}",
    "opens": "PO opens",
    "closes": "PO closes",
    "ships": "parcels go out",
    "account": "account {name}",
    "phone": "phone",
}
"""What a fact is about, by its sort; a PO itself has its title."""
_NAMES = {"qris": "QRIS", "whatsapp": "WhatsApp"}
"""The same in every language."""


class Sent(Protocol):
    """What a deployment puts, leaves and takes away, as counts of files; `weight` is of what it puts, in bytes."""

    @property
    def put(self) -> Sequence[str]: ...
    @property
    def weight(self) -> int: ...
    @property
    def unchanged(self) -> Sequence[str]: ...
    @property
    def removed(self) -> Sequence[str]: ...
    @property
    def kept(self) -> int: ...


def change_lines(before: Iterable[Fact], after: Iterable[Fact], catalogue: Catalogue) -> list[str]:
    """What is other for buyers, the shop's own facts first, then PO by PO. Empty where nothing is."""
    old, new = ({fact.key: fact for fact in each} for each in (before, after))
    lines: list[str] = []
    for slug in dict.fromkeys(key[1] for key in (*new, *old)):
        keys = [key for key in dict.fromkeys((*new, *old)) if key[1] == slug]
        keys.sort(key=lambda key: SORTS.index(key[0]))
        told = list(_lines(keys, old, new, catalogue, slug))
        if told and slug:
            known = new.get(("po", slug, "")) or old.get(("po", slug, "")) or (new.get(keys[0]) or old[keys[0]])
            title = visible(known.about)
            if ("po", slug, "") not in old:
                title = catalogue.text("{title} (new)", title=title)
            elif ("po", slug, "") not in new:
                title = catalogue.text("{title} (no longer there)", title=title)
            lines.append(title)
        lines += [f"  {line}" if slug else line for line in told if line]
    return lines


_Key = tuple[str, str, str]


def _lines(
    keys: Sequence[_Key], old: Mapping[_Key, Fact], new: Mapping[_Key, Fact], catalogue: Catalogue, slug: str
) -> Iterator[str]:
    """What differs of one PO, or of the shop; of a PO that is gone one empty line."""
    po = ("po", slug, "")
    if po in old and po not in new:
        yield ""
        return
    fresh = po in new and po not in old
    for key in keys:
        one, two = old.get(key), new.get(key)
        fact = two or one
        if fact is None or key == po or (one and two and one.value == two.value):
            continue
        sort = key[0]
        label = catalogue.text(_LABELS[sort], name=visible(fact.name)) if sort in _LABELS else _NAMES[sort]
        if one and two:
            yield f"{label}: {visible(one.text)} → {visible(two.text)}"
        elif two:
            text = visible(two.text)
            yield f"{label}: {text}" if fresh else catalogue.text("{what}: {text} (new)", what=label, text=text)
        elif one:
            yield catalogue.text("{what}: {text} (no longer there)", what=label, text=visible(one.text))
    if fresh and len(keys) == 1:
        yield ""


def sent_line(sent: Sent, catalogue: Catalogue) -> str:
    """How much is sent, stays and goes."""
    if not sent.put and not sent.removed:
        return catalogue.plural(
            "Nothing to send: {count} file, and it is there already.",
            "Nothing to send: {count} files, all there already.",
            len(sent.unchanged),
        )
    weight = format_number((Decimal(sent.weight) / 1000).quantize(Decimal(1), ROUND_HALF_UP), catalogue.language)
    return catalogue.text(
        "{put} to send ({weight} KB), {unchanged} there already, {removed} to delete.",
        put=len(sent.put),
        weight=weight,
        unchanged=len(sent.unchanged),
        removed=len(sent.removed),
    )


def kept_line(sent: Sent, catalogue: Catalogue) -> str:
    """What stays for those who have an old page open; empty where nothing does."""
    if not sent.kept:
        return ""
    return catalogue.plural(
        "{count} file of the last version stays once more, for those who have its pages open.",
        "{count} files of the last version stay once more, for those who have its pages open.",
        sent.kept,
    )


def seen_line(same: int, catalogue: Catalogue) -> str:
    """How many pages anyone gets as they were sent."""
    return catalogue.plural(
        "Looked at: {count} page shows what was sent.", "Looked at: {count} pages show what was sent.", same
    )
