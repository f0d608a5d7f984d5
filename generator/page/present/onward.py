"""Addresses that lead on: old ones, and the short names of links (`go: shopee`).

Owns where each leads, as a page for every host and as a rule for those that can redirect (`page/redirects.py`).
"""

from __future__ import annotations

from generator.page.present import pages, shopfront
from generator.page.present.context import Context
from generator.page.views import ActionView, RedirectView
from generator.paths import is_internal
from generator.shop.model.pictures import Link


def redirect(ctx: Context, target: str, *, short: str = "") -> RedirectView:
    """An old address that leads to the page that took its place, or the `short` name of a link."""
    w = ctx.words
    if link := named_link(ctx, short) if short else None:
        title = w.text(link.title)
        return RedirectView(
            kind="redirect",
            meta=pages.meta(ctx, title, "", indexed=False),
            head=shopfront.head(ctx),
            footer=shopfront.footer(ctx),
            title=title,
            target=ctx.out(link.url),
            link=ctx.action(w("Continue"), link.url, counted=True),
        )
    href = ctx.to(target)
    return RedirectView(
        kind="redirect",
        meta=pages.meta(ctx, w("This page has moved"), "", indexed=False, canonical=target),
        head=shopfront.head(ctx),
        footer=shopfront.footer(ctx),
        title=w("This page has moved"),
        target=href,
        link=ActionView(label=w("Go to the new address"), href=href),
    )


def named_link(ctx: Context, name: str) -> Link | None:
    """The link that a short name stands for."""
    found = ctx.site.links
    listed = (*found.links, *(link for group in found.groups for link in group.links))
    return next((link for link in listed if link.go == name), None)


def short_link(ctx: Context, name: str) -> str:
    """Where a short name leads, from the site's root: an https: address or `/ukuran/`; "" for what a host cannot
    redirect to (mail, telephone)."""
    link = named_link(ctx, name)
    if link is None:
        return ""
    if is_internal(link.url):
        address, mark, part = link.url.partition("#")
        return f"/{address.strip('/')}/{mark}{part}" if address.strip("/") else f"/{mark}{part}"
    return ctx.out(link.url) if link.url.startswith("http") else ""
