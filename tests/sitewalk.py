"""Every address that a built page names, and where on a page one can arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from generator.themecheck.markup import Element, read_page

_PLAIN = {"a": "href", "area": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action"}
_IN_STYLE = re.compile(r"""url\(["']?([^"')]+)""")
_REFRESH = re.compile(r"\burl=(.*)", re.IGNORECASE)


def addresses(markup: str) -> Iterator[str]:
    """What a page links to, loads, tells other sites of itself or leads on to, as written."""
    for element in read_page(markup).root.elements:
        yield from filter(None, _of(element))


def _of(element: Element) -> Iterator[str]:
    if element.tag in _PLAIN:
        yield element.get(_PLAIN[element.tag])
    if element.tag in ("img", "source"):
        yield from (part.split()[0] for part in element.get("srcset").split(", ") if part)
    if element.tag == "style":
        yield from _IN_STYLE.findall("".join(each for each in element.children if isinstance(each, str)))
    if element.tag == "meta" and element.get("property") in ("og:url", "og:image"):
        yield element.get("content")
    if element.tag == "meta" and element.get("http-equiv").lower() == "refresh":
        yield from _REFRESH.findall(element.get("content"))


def arrivals(markup: str) -> set[str]:
    """The parts of a page that an address can name."""
    return {element.get("id") for element in read_page(markup).root.elements} - {""}


def leads(path: str, markup: str, root: str, home: str) -> Iterator[tuple[str, str]]:
    """What the page at a path below `root` (an address) names within its own site: each address, and the part of it.
    What begins with `home`, the address by which the site calls itself, is looked for below `root`."""
    for written in addresses(markup):
        ours = home and written.startswith(home)
        whole = root + written.removeprefix(home) if ours else urljoin(root + path, written)
        address, part = urldefrag(whole)
        if address.startswith(root):
            yield address, part


def pages(output: Path) -> list[str]:
    """The path of every page in an output folder."""
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*.html"))
