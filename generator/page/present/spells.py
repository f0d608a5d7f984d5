"""When a page says something else: the instants after now, and the page's views between them.

Owns how far ahead a page knows itself. What it says at a moment is decided by the pages alone, which are simply asked
again for each moment: the state table stands there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from generator.page.present.context import Context
from generator.page.present.live import live_facts
from generator.page.views import PageView
from generator.shop import schedule
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.moments import Moment
from generator.shop.schedule import Change
from generator.shop.standing import campaign_windows, change_instants, standing

WINDOWS_ON_PAGE = 3
"""How many windows of a repeating PO a page carries: the one to order in, and those after it. Past them it says that it
knows of no later dates, and stays closed."""
_MOST_CHANGES = 400


@dataclass(frozen=True, slots=True)
class Spell:
    """From `at` on (the first: since the build), until the next spell, the page is `view`."""

    at: datetime
    view: PageView


def spells(ctx: Context, present: Callable[[Context], PageView], campaigns: tuple[Campaign, ...]) -> tuple[Spell, ...]:
    """What a page says from now on, spell by spell. `campaigns` are those whose changes it can show. The views carry
    the list of all changes for the script."""
    found = [Spell(ctx.now, present(ctx))]
    for at in changes_ahead(ctx, campaigns):
        view = present(ctx.moved_to(at))
        if view != found[-1].view:
            found.append(Spell(at, view))
    if len(found) == 1:
        return tuple(found)
    turns = {each.slug: states_ahead(ctx, each) for each in campaigns}
    live = live_facts(ctx.words, tuple(spell.at for spell in found[1:]), turns)
    return tuple(Spell(spell.at, replace(spell.view, live=live)) for spell in found)


def known_ahead(site: Site, now: datetime) -> Site:
    """The site with no more windows of its repeating POs than a page carries."""
    return site.model_copy(update={"campaigns": tuple(_known_ahead(each, now, site) for each in site.campaigns)})


def _known_ahead(campaign: Campaign, now: datetime, site: Site) -> Campaign:
    if campaign.repeats is None:
        return campaign
    zone = site.shop.timezone
    coming = [window for window, _ in campaign_windows(campaign, now, zone) if window.closes.at > now]
    if len(coming) <= WINDOWS_ON_PAGE:
        return campaign
    until = Moment(coming[WINDOWS_ON_PAGE].opens.at, has_time=True)
    return campaign.model_copy(update={"repeats": campaign.repeats.model_copy(update={"until": until})})


def changes_ahead(ctx: Context, campaigns: tuple[Campaign, ...]) -> tuple[datetime, ...]:
    """Every instant after now at which the shop's notices, links and badges or these campaigns change, in order."""
    found = {at for each in campaigns for at in _campaign_changes(ctx, each)}
    found.update(_shop_changes(ctx.site))
    return tuple(sorted({at.astimezone(ctx.zone) for at in found if at > ctx.now}, key=schedule.epoch_ms))


def states_ahead(ctx: Context, campaign: Campaign) -> tuple[schedule.State, tuple[Change, ...]]:
    """The campaign's state now and every later one; of a repeating PO the state of the window that counts then."""
    first = last = ctx.standing(campaign.slug).state
    found = []
    for at in _campaign_changes(ctx, campaign):
        here = standing(campaign, at, ctx.zone).state
        if here is not last:
            found.append(Change(at, here))
            last = here
    return first, tuple(found)


def _campaign_changes(ctx: Context, campaign: Campaign) -> tuple[datetime, ...]:
    """In order. After each one is asked again, for a window shows its changes only once it is near."""
    told = {moment.at for moment in _told(campaign)}
    found: list[datetime] = []
    at: datetime | None = ctx.now
    while at is not None and len(found) < _MOST_CHANGES:
        at = schedule.next_change(at, (*told, *change_instants(campaign, at, ctx.zone)))
        if at is not None:
            found.append(at)
    return tuple(found)


def _told(campaign: Campaign) -> Iterator[Moment]:
    """The moments at which the seller's own words begin to hold."""
    yield from (news.date for news in campaign.updates)
    yield from (fact.date for fact in (campaign.done, campaign.cancelled) if fact)
    yield from (moment for moment in (campaign.updated, campaign.counted) if moment)
    yield from (one.valid_until for one in campaign.certificates if one.valid_until)
    if campaign.stage:
        yield campaign.stage.since


def _shop_changes(site: Site) -> Iterator[datetime]:
    shop, links = site.shop, site.links
    grouped = (link for group in links.groups for link in group.links)
    bounds = [(one.from_, one.until) for one in (*links.links, *grouped)]
    bounds.extend((one.from_, one.until) for one in links.banners)
    bounds.extend((one.from_, one.until) for one in shop.holiday)
    if shop.announcement:
        bounds.append((shop.announcement.from_, shop.announcement.until))
    for store in site.marketplaces.marketplaces:
        if store.checked:
            yield from (store.checked.at, schedule.badge_until(store.checked.at))
    yield from (moment.at for both in bounds for moment in both if moment)
