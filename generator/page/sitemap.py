"""What crawlers ask for: sitemap.xml (sitemaps.org 0.9, with languages as Google reads them) and robots.txt (RFC 9309).

Owns both formats and their escaping. Which pages there are and when each last changed is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree as ET

from generator.structs import Frozen

_XHTML = "{http://www.w3.org/1999/xhtml}link"


class Listed(Frozen):
    """A page: its absolute address, when it last changed (None where no fact says so), and the same page by language
    (`x-default` among them; empty in a site of one language)."""

    address: str
    changed: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()


def sitemap(pages: Iterable[Listed]) -> bytes:
    """The pages as a file, in their order."""
    ET.register_namespace("xhtml", "http://www.w3.org/1999/xhtml")
    root = ET.Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for page in pages:
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = page.address
        if page.changed:
            ET.SubElement(entry, "lastmod").text = page.changed.isoformat(timespec="seconds")
        for language, address in page.alternates:
            ET.SubElement(entry, _XHTML, {"rel": "alternate", "hreflang": language, "href": address})
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def robots(sitemap_address: str) -> str:
    """Everything may be read; what must not be found says so itself (`noindex`), which only who reads it learns."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap_address}\n"
