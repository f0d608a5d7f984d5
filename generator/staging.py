"""Which view a place of the plan gets, and whose changes in time it follows. Owns nothing else: views are made by
`page/present`, kept by `draft`.
"""

from __future__ import annotations

from typing import TypeVar

from generator.page.present import pages
from generator.page.present.context import Context
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


def view_of(here: Context, place: Place) -> PageView:
    match place.kind:
        case "landing":
            return pages.landing(here)
        case "campaign":
            return pages.campaign_page(here, named(here.site.campaigns, place.slug))
        case "archive":
            return pages.archive(here)
        case "free":
            return pages.free_page(here, named(here.site.pages, place.slug))
        case "redirect":
            return pages.redirect(here, place.target)
        case _:
            return pages.not_found(here)


_Named = TypeVar("_Named", Campaign, Page)


def named(things: tuple[_Named, ...], slug: str) -> _Named:
    return next(thing for thing in things if thing.slug == slug)
