"""Which pages search engines are told of, and when each last changed.

Owns the dates: the newest moment in the past that the page's own content names, never the clock of the build. A page
whose content names none has no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from generator.page import addresses
from generator.page.present.context import Context
from generator.page.present.lists import archived_on, on_landing
from generator.page.sitemap import Listed
from generator.shop.model.campaign import Campaign
from generator.shop.moments import Moment


def listing(contexts: Iterable[Context], pages: Iterable[tuple[str, str, str, int]]) -> Iterator[Listed]:
    """The pages as they are listed: `pages` are (path in the shop's own language, kind, slug, number), one context
    for each language."""
    spoken = tuple(contexts)
    for path, kind, slug, number in pages:
        for ctx in spoken:
            changed = _changed(ctx, kind, slug, number)
            yield Listed(ctx.absolute(path), changed, _alternates(spoken, path))


def _alternates(spoken: tuple[Context, ...], path: str) -> tuple[tuple[str, str], ...]:
    if len(spoken) < 2:
        return ()
    known = tuple((ctx.words.language, ctx.absolute(path)) for ctx in spoken)
    return (*known, ("x-default", known[0][1]))


def _changed(ctx: Context, kind: str, slug: str, number: int) -> datetime | None:
    moments = [moment.at for moment in _moments(ctx, kind, slug, number) if moment and moment.at <= ctx.now]
    return max(moments, default=None)


def _shown(ctx: Context, kind: str, slug: str, number: int) -> tuple[Campaign, ...]:
    """The campaigns that stand on a page, whose moments date it."""
    if kind == "campaign":
        return (ctx.campaign(slug),)
    return on_landing(ctx) if kind == "landing" else archived_on(ctx, number)


def _moments(ctx: Context, kind: str, slug: str, number: int) -> Iterator[Moment | None]:
    if kind == "free":
        yield next((page.updated for page in ctx.site.pages if page.slug == slug), None)
        return
    for campaign in _shown(ctx, kind, slug, number):
        yield from campaign_moments(ctx, campaign)
    if kind == "archive" and number == 1:  # which counts how all of them went
        for campaign in ctx.site.campaigns:
            yield from _ends(ctx, campaign)
    if kind == "landing":
        yield ctx.site.shop.updated
        yield from (store.checked for store in ctx.site.marketplaces.marketplaces)


def campaign_moments(ctx: Context, campaign: Campaign) -> Iterator[Moment | None]:
    """Every moment at which something was said of a campaign, or its orders began or ended."""
    here = ctx.standing(campaign.slug)
    yield from (campaign.updated, campaign.counted, here.counted, here.full_since, here.opens, here.closes)
    yield from (news.date for news in campaign.updates)
    yield from _ends(ctx, campaign)
    if campaign.stage:
        yield campaign.stage.since


def _ends(ctx: Context, campaign: Campaign) -> Iterator[Moment]:
    """When the seller called it done or off."""
    here = ctx.standing(campaign.slug)
    for window in (here, here.previous):
        if window:
            yield from (fact.date for fact in (window.done, window.cancelled) if fact)


def is_listed(kind: str) -> bool:
    """Whether search engines may find a page of this kind."""
    return kind in ("landing", "campaign", "archive", "free")


SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
"""At the site's root, whatever the language."""


def sitemap_address(ctx: Context) -> str:
    return f"{ctx.site.shop.url}{addresses.folder_of(SITEMAP)}"
