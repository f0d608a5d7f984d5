"""When a page says something else: the instants after now, and the page's views between them.

Owns how far ahead a page knows itself. What it says at a moment is decided by the pages alone, which are simply asked
again for each moment: the state table stands there and nowhere else. Moments that differ only in the dates of windows
to come share a rendering (`rolling`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from generator.page import datepatterns as patterns
from generator.page.present.context import Context, Course
from generator.page.present.live import live_facts
from generator.page.present.marks import Marks
from generator.page.present.reminders import reminders
from generator.page.present.rolling import Told, rolled
from generator.page.present.words import as_read
from generator.page.views import CampaignCardView, CampaignView, LandingView, PageView
from generator.shop import schedule
from generator.shop.model.campaign import Campaign, Repeats
from generator.shop.model.site import Site
from generator.shop.moments import Moment
from generator.shop.schedule import ORDERABLE, Change, State
from generator.shop.standing import campaign_windows, change_instants, standing
from generator.structs import Frozen, replace

TEXT_WINDOWS = 2
"""How many windows of a repeating PO a page holds as text: the one to order in, and the next."""
WINDOWS_KNOWN = timedelta(days=366)
"""How far ahead, from the opening of the window to order in, a page knows later ones. Past the last it says that it
knows of no later dates, and stays closed."""
_MOST_WINDOWS = 60
_MOST_CHANGES = 400


class Spell(Frozen):
    """One rendering of a page: what it says from `at` on (the first: since the build) until another one holds, and
    again whenever the page's list of turns says so."""

    at: datetime
    view: PageView


def spells(
    ctx: Context,
    present: Callable[[Context], PageView],
    campaigns: tuple[Campaign, ...],
    coming: tuple[Campaign, ...] = (),
) -> tuple[Spell, ...]:
    """What a page says from now on, each rendering once. `campaigns` are those whose changes it can show; of `coming`
    it can show whether they can be ordered, or will open. The views carry the list of all changes for the script."""
    found = [Told(ctx.now, present(ctx))]
    later = _following(ctx, _marking(ctx, campaigns), {each.slug for each in (*campaigns, *coming)})
    for at in changes_ahead(ctx, campaigns, coming):
        view = present(later.moved_to(at))
        if view != found[-1].view:
            found.append(Told(at, view))
    if len(found) == 1:
        return (Spell(ctx.now, found[0].view),)
    carded = {card.slug for told in found if (card := _card(told.view))}
    turns = {each.slug: states_ahead(ctx, each) for each in campaigns if each.slug in carded}
    roll = rolled(found, later.words) if later.words.marks else None
    live = live_facts(ctx.words, tuple(told.at for told in found[1:]), turns, roll)
    shown = [found[number] for number in roll.firsts] if roll else found
    views = roll.views if roll else [told.view for told in found]
    return tuple(
        Spell(told.at, replace(view, live=live, rolls=roll is not None))
        for told, view in zip(shown, views, strict=True)
    )


def _following(ctx: Context, later: Context, moving: set[str]) -> Context:
    """The later moments of a page: it follows only what it can show, and the other campaigns stay as they stand now."""
    return replace(later, moves=frozenset(moving), built=ctx) if len(moving) < len(ctx.site.campaigns) else later


def _card(view: PageView) -> CampaignCardView | None:
    """The summary that the page opens with: the one thing whose state the script follows."""
    if isinstance(view, CampaignView):
        return view.campaign
    return view.main if isinstance(view, LandingView) else None


def known_ahead(site: Site, now: datetime) -> Site:
    """The site with no more windows of its repeating POs than a page knows."""
    known = tuple(_known_ahead(each, each.repeats, now, site) if each.repeats else each for each in site.campaigns)
    return site.model_copy(update={"campaigns": known})


def _known_ahead(campaign: Campaign, repeats: Repeats, now: datetime, site: Site) -> Campaign:
    planned = campaign_windows(campaign, now, site.shop.timezone, ahead=_MOST_WINDOWS)
    coming = [window for window, _ in planned if window.closes.at > now]
    beyond = [window for window in coming if window.opens.at > coming[0].opens.at + WINDOWS_KNOWN]
    if not beyond:
        return campaign
    until = Moment(beyond[0].opens.at, has_time=True)
    return campaign.model_copy(update={"repeats": repeats.model_copy(update={"until": until})})


def _marking(ctx: Context, campaigns: tuple[Campaign, ...]) -> Context:
    """The same with the dates of windows after the next one marked; as it is where no PO of the page repeats."""
    plain: set[tuple[str, tuple[int, ...]]] = set()
    after: list[datetime] = []
    for each in campaigns:
        if each.repeats is None:
            continue
        planned = campaign_windows(each, ctx.now, ctx.zone)
        coming = [window for window, _ in planned if window.closes.at > ctx.now]
        if len(coming) <= TEXT_WINDOWS:
            continue
        after.append(coming[0].opens.at)
        for window in coming[:TEXT_WINDOWS]:
            for moment in (window.opens, window.closes):
                plain.add(("D", (patterns.day_number(moment.day),)))
                plain.update((kind, (patterns.minute_number(as_read(moment)),)) for kind in "LU")
            if window.ships:
                first, last = map(patterns.day_number, (window.ships.first, window.ships.last))
                plain.update((("D", (first, last)), ("D", (last,))))
    if not after:
        return ctx
    start = min(after, key=schedule.epoch_ms)
    minute = patterns.minute_number(start)
    marks = Marks({"L": minute, "U": minute, "D": patterns.day_number(start)}, frozenset(plain))
    files = frozenset(each.path for campaign in campaigns for each in reminders(ctx, campaign))
    return replace(ctx, words=replace(ctx.words, marks=marks), files=files, rows={})


def changes_ahead(
    ctx: Context, campaigns: tuple[Campaign, ...], coming: tuple[Campaign, ...] = ()
) -> tuple[datetime, ...]:
    """Every instant after now at which the shop's notices, links and badges or these campaigns change, in order."""
    found = {at for each in campaigns for at in _course(ctx, each).changes}
    found.update(at for each in coming for at in _turns_to_order(_course(ctx, each)))
    found.update(_shop_changes(ctx.site))
    return tuple(sorted({at.astimezone(ctx.zone) for at in found if at > ctx.now}, key=schedule.epoch_ms))


def _turns_to_order(course: Course) -> Iterator[datetime]:
    """When a campaign becomes, or ceases to be, one that can be ordered or will open."""
    able = [here.state in (State.UPCOMING, *ORDERABLE) for here in course.standings]
    return (at for at, before, then in zip(course.changes, able, able[1:], strict=False) if before is not then)


def states_ahead(ctx: Context, campaign: Campaign) -> tuple[schedule.State, tuple[Change, ...]]:
    """The campaign's state now and every later one; of a repeating PO the state of the window that counts then."""
    course = _course(ctx, campaign)
    first = last = course.standings[0].state
    found = []
    for at, here in zip(course.changes, course.standings[1:], strict=True):
        if here.state is not last:
            found.append(Change(at, here.state))
            last = here.state
    return first, tuple(found)


def _course(ctx: Context, campaign: Campaign) -> Course:
    """Where the campaign stands from the build on, worked out once. After each change is asked again, for a window
    shows its changes only once it is near."""
    if campaign.slug not in ctx.courses:
        told = {moment.at for moment in _told(campaign)}
        changes: list[datetime] = []
        standings = [ctx.standing(campaign.slug)]
        at: datetime | None = ctx.now
        while at is not None and len(changes) < _MOST_CHANGES:
            at = schedule.next_change(at, (*told, *change_instants(campaign, at, ctx.zone)))
            if at is not None:
                changes.append(at)
                standings.append(standing(campaign, at, ctx.zone))
        ctx.courses[campaign.slug] = Course(tuple(changes), tuple(standings))
    return ctx.courses[campaign.slug]


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
