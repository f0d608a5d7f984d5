"""The files at a site's root that hosts and crawlers read: headers, redirects, sitemap, robots.txt, security.txt.

Owns which of them a site has. Without `url` there is no sitemap, since its addresses must be absolute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.page import addresses, securitytxt
from generator.page.present.context import Context
from generator.page.present.listing import ROBOTS, SITEMAP, is_listed, listing, sitemap_address
from generator.page.present.onward import short_link
from generator.page.redirects import FOUND, MOVED, Redirect, redirects_file
from generator.page.sitemap import robots, sitemap
from generator.plan import Output, Place
from generator.theme.assets import headers_file


def site_files(contexts: Sequence[Context], places: Sequence[Place], policy: str) -> Iterator[Output]:
    """The files; `contexts` are those of the languages, the shop's own first."""
    own = contexts[0]
    shop = own.site.shop
    yield Output("_headers", headers_file(policy, _folders(places)).encode())
    if rules := redirects_file(_redirects(own, places)):
        yield Output("_redirects", rules.encode())
    if shop.url:
        own_pages = (each for each in places if not each.language and is_listed(each.kind))
        pages = [(each.path, each.kind, each.slug, each.number) for each in own_pages]
        yield Output(SITEMAP, sitemap(listing(contexts, pages)))
        yield Output(ROBOTS, robots(sitemap_address(own)).encode())
    if shop.security:
        canonical = f"{shop.url}{securitytxt.PATH}" if shop.url else ""
        languages = tuple(ctx.words.language for ctx in contexts)
        yield Output(securitytxt.PATH, securitytxt.security_txt(shop.security, languages, canonical, own.now).encode())


def _folders(places: Sequence[Place]) -> tuple[str, ...]:
    """The first folders of all pages: `po`, `en`, `tentang`."""
    return tuple(sorted({each.path.partition("/")[0] for each in places if "/" in each.path}))


def _redirects(ctx: Context, places: Sequence[Place]) -> Iterator[Redirect]:
    for place in places:
        if place.kind != "redirect":
            continue
        source = f"/{addresses.folder_of(place.path)}"
        if not place.short:
            yield Redirect(source, f"/{addresses.folder_of(place.target)}", MOVED)
        elif target := short_link(ctx.at(""), place.slug):
            yield Redirect(source, target, FOUND)
