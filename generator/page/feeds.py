"""The Atom feed (RFC 4287): entries in, XML out.

Owns the format and its escaping. It must not know campaigns, words or the build's clock: every entry carries its own
dates, and the feed's is the newest of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from generator.structs import Frozen

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(Frozen):
    """One thing to read. `id` never changes, `link` is absolute, dates are aware. `text` is plain, `html` is safe
    markup with absolute addresses; one of the two is enough."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    text: str = ""
    html: str = ""


class Feed(Frozen):
    """`home` is the shop's page and `address` the feed's own, both absolute. `language` is BCP 47."""

    title: str
    home: str
    address: str
    language: str
    entries: tuple[Entry, ...]
    subtitle: str = ""


def atom(feed: Feed) -> bytes:
    """The feed as a file, in the order of its entries."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language})
    _add(root, "id", feed.home)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _stamp(max((entry.updated for entry in feed.entries), default=_NEVER)))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.home)
    _add(_add(root, "author"), "name", feed.title)
    for entry in feed.entries:
        _entry(root, entry)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def newest(entries: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    """The newest entries, newest first; the same order every time."""
    return tuple(sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:most])


def absolute(markup: str, base: str) -> str:
    """Sanitised markup whose relative addresses, which start at the site's root, begin with `base`."""
    return re.sub(
        r'\b(href|src)="(?![a-z][a-z0-9+.-]*:|#)([^"]*)"',
        lambda found: f'{found[1]}="{base}{found[2].removesuffix("index.html").replace("index.html#", "#")}"',
        markup,
    )


def _entry(root: ET.Element, entry: Entry) -> None:
    shown = _add(root, "entry")
    _add(shown, "id", entry.id)
    _add(shown, "title", entry.title)
    _add(shown, "link", rel="alternate", type="text/html", href=entry.link)
    _add(shown, "published", _stamp(entry.published))
    _add(shown, "updated", _stamp(entry.updated))
    if entry.html:
        _add(shown, "content", entry.html, type="html")
    else:
        _add(shown, "content", entry.text, type="text")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, {key: _clean(value) for key, value in attributes.items()})
    made.text = _clean(text) or None
    return made


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
