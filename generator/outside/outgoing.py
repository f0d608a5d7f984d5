"""Every link of a shop that leaves it, each with its place in the seller's files.

Owns what leaves. Which fields hold links is the model's to say, which ones a text holds its markup. Pure: nobody is
asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from generator.page.richtext import render_markdown
from generator.paths import host_of
from generator.problems import Path
from generator.shop import brands
from generator.shop.links import is_chat
from generator.shop.model.bio import Social, Store
from generator.shop.model.site import Site
from generator.shop.model.walk import every, links, prose, site_parts


def outgoing(site: Site) -> Iterator[tuple[Path, str]]:
    """The place and the address of every web link to another site, also those made from account names and those inside
    texts. Chats are left out: their pages say the same for every number."""
    for path, link in _written(site):
        if host_of(link) and not is_chat(link) and not _is_own(link, site.shop.url):
            yield path, link


def _is_own(link: str, url: str | None) -> bool:
    """Whether a web link leads into the shop itself, which may not be published yet."""
    return url is not None and f"{_place(link)}/".startswith(_place(url))


def _place(link: str) -> str:
    """A web link without its scheme and without what follows its path."""
    return link.partition("://")[2].partition("#")[0].partition("?")[0]


def _written(site: Site) -> Iterator[tuple[Path, str]]:
    for path, part in site_parts(site):
        yield from links(path, part)
        accounts: Iterator[tuple[Path, Social | Store]] = every((Social, Store), part, path)
        for where, account in accounts:
            if account.handle and not account.url:
                yield (*where, "handle"), brands.profile_url(brands.brand(account.brand), account.handle)
        for where, text in prose(path, part):
            for _, words in text.words:
                yield from ((where, link) for link in _linked(words))


def _linked(text: str) -> list[str]:
    """What a text links to, as its page does."""
    found = _Links()
    found.feed(render_markdown(text).html.source)
    found.close()
    return found.hrefs


class _Links(HTMLParser):
    """The addresses that markup links to."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value for name, value in attrs if (tag, name) == ("a", "href") and value]
