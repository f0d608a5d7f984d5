"""Which view a place of the plan gets, what of the site it knows, and whose changes in time it follows. Owns nothing
else: views are made by `page/present`, kept by `draft`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from generator.page.present import onward, pages
from generator.page.present.analytics import analytics_view
from generator.page.present.context import Context
from generator.page.present.privacy import privacy_page
from generator.page.views import PageView
from generator.plan import Place
from generator.shop.model.bio import Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site


def followed(site: Site, place: Place) -> tuple[tuple[Campaign, ...], tuple[Campaign, ...]]:
    """The campaigns whose changes a page can show, and those of which it says at most that they are the next one."""
    match place.kind:
        case "landing" | "archive":
            return tuple(each for each in site.campaigns if not each.archived), ()
        case "campaign":
            own = named(site.campaigns, place.slug)
            # Its record shows the batches of its series; once it is done, its button leads to the next PO.
            series = (each for each in site.campaigns if own.series and each.series == own.series and each is not own)
            return (own, *series), site.campaigns if own.done else ()
        case _:
            return (), ()


def known_to(place: Place, whole: Site, brief: Site) -> Site:
    """The site as a page knows it: what it is about whole, the rest in brief."""
    if place.kind == "campaign":
        own = named(whole.campaigns, place.slug)
        campaigns = tuple(own if each.slug == place.slug else each for each in brief.campaigns)
        return brief.model_copy(update={"campaigns": campaigns})
    if place.kind == "free":
        return brief.model_copy(update={"pages": whole.pages})
    return brief


def view_of(here: Context, place: Place) -> PageView:
    view = _view_of(here, place)
    return view if place.kind == "redirect" else replace(view, analytics=analytics_view(here))


def _view_of(here: Context, place: Place) -> PageView:
    match place.kind:
        case "landing":
            return pages.landing(here)
        case "campaign":
            return pages.campaign_page(here, named(here.site.campaigns, place.slug))
        case "archive":
            return pages.archive(here)
        case "free" if place.source[:1] == ("shop",):
            return privacy_page(here)
        case "free":
            return pages.free_page(here, named(here.site.pages, place.slug))
        case "redirect":
            return onward.redirect(here, place.target, short=place.slug if place.short else "")
        case _:
            return pages.not_found(here)


_Named = TypeVar("_Named", Campaign, Page)


def named(things: tuple[_Named, ...], slug: str) -> _Named:
    return next(thing for thing in things if thing.slug == slug)
