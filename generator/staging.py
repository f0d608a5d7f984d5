"""Which view a place of the plan gets, what of the site it knows, and whose changes in time it follows. Owns nothing
else: views are made by `page/present`, kept by `draft`.
"""

from __future__ import annotations

from generator.page.present import onward, pages
from generator.page.present.analytics import analytics_view
from generator.page.present.context import Context
from generator.page.present.lists import archived_on, next_ones, on_landing
from generator.page.present.privacy import privacy_page
from generator.page.views import PageView
from generator.plan import Place
from generator.shop.model.bio import Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.structs import replace


def followed(here: Context, place: Place) -> tuple[tuple[Campaign, ...], tuple[Campaign, ...]]:
    """The campaigns whose changes a page can show, and those of which it says at most that they are the next one;
    `here` knows the site in brief."""
    match place.kind:
        case "landing":
            return on_landing(here), ()
        case "archive":
            return archived_on(here, place.number), ()
        case "campaign":
            own = here.campaign(place.slug)
            # Its record shows the batches of its series; once it is done, its button leads to the next PO.
            series = (here.campaign(slug) for slug in here.series.get(own.series or "", ()) if slug != own.slug)
            return (own, *series), next_ones(here, own.series) if own.done else ()
        case _:
            return (), ()


def known_to(place: Place, brief: Site, named: tuple[Campaign, ...], whole: Site) -> Site:
    """The site as a page knows it: what it is about whole, the rest in brief; of campaigns that a page does not name
    (`named` are those that it names) it knows no more than that there are some."""
    if place.kind in ("landing", "archive"):
        return brief
    if place.kind == "campaign":
        once = {each.slug: each for each in reversed(named)}
        return brief.model_copy(update={"campaigns": tuple(once[slug] for slug in sorted(once))})
    few = {"campaigns": brief.campaigns[:1]}
    return brief.model_copy(update=few | ({"pages": whole.pages} if place.kind == "free" else {}))


def view_of(here: Context, place: Place, campaigns: tuple[Campaign, ...]) -> PageView:
    """The view; `campaigns` are those that the page follows."""
    view = _view_of(here, place, campaigns)
    return view if place.kind == "redirect" else replace(view, analytics=analytics_view(here))


def _view_of(here: Context, place: Place, campaigns: tuple[Campaign, ...]) -> PageView:
    match place.kind:
        case "landing":
            return pages.landing(here, campaigns)
        case "campaign":
            return pages.campaign_page(here, here.campaign(place.slug))
        case "archive":
            return pages.archive(here, campaigns, place.number)
        case "free" if place.source[:1] == ("shop",):
            return privacy_page(here)
        case "free":
            return pages.free_page(here, named(here.site.pages, place.slug))
        case "redirect":
            return onward.redirect(here, place.target, short=place.slug if place.short else "")
        case _:
            return pages.not_found(here)


def named(pages: tuple[Page, ...], slug: str) -> Page:
    return next(page for page in pages if page.slug == slug)
