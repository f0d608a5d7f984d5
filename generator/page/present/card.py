"""A PO at a glance: its state in words, its dates, price, counts, and the one button that fits the state.

Owns the state table of product.md for the summary; the sections of the campaign page are elsewhere.
"""

from __future__ import annotations

from datetime import date, timedelta

from generator.page import addresses
from generator.page import datepatterns as patterns
from generator.page.present.context import Context
from generator.page.present.headline import headline, headline_parts
from generator.page.present.live import STATE_LABELS
from generator.page.present.prices import WITH_PRICE, counts_view, price_view
from generator.page.present.terms import rights
from generator.page.present.words import as_read
from generator.page.views import (
    ActionView,
    CampaignCardView,
    CampaignRowView,
    CountdownView,
    DetailRow,
    LeafView,
    StateView,
    UpdateView,
    WindowView,
)
from generator.shop import standing as facts
from generator.shop.model.campaign import Campaign, StageName
from generator.shop.moments import Moment
from generator.shop.periods import Days
from generator.shop.schedule import ORDERABLE, State, changes, epoch_ms
from generator.shop.standing import Standing
from generator.structs import replace

LATE_FIRST = (State.CLOSED, State.SHIPPING, State.OVERDUE, State.CANCELLED)
"""States whose first screen lifts the terms and the newest news."""

_STAGES = {
    StageName.ORDERED: "Ordered from the maker",
    StageName.PRODUCTION: "Being made",
    StageName.READY: "Ready",
    StageName.CUSTOMS: "In customs",
    StageName.PACKING: "Being packed",
    StageName.SHIPPING: "Being shipped",
}


def state_view(ctx: Context, campaign: Campaign, here: Standing) -> StateView:
    """The state in words, with its absolute date."""
    w = ctx.words
    moment = {State.UPCOMING: here.opens, State.OPEN: here.closes, State.CLOSING: here.closes}.get(here.state)
    stage = campaign.stage
    title = headline(ctx, campaign, here)
    said = ""
    if stage and stage.since.at <= ctx.now and here.state in (State.CLOSED, State.SHIPPING, State.OVERDUE):
        said = w("{stage}, says the seller ({date}).", stage=w(_STAGES[stage.name]), date=w.day(stage.since))
        if stage.note:
            said = f"{said} {w.text(stage.note)}"
    return StateView(
        key=here.state.value,
        label=w(STATE_LABELS[here.state]),
        headline=title,
        parts=headline_parts(here, title, ctx.words),
        leaf=_leaf(ctx, campaign, here),
        at=w.when(moment) if moment else None,
        detail=_detail(ctx, campaign, here),
        as_of=_as_of(ctx, campaign, here),
        stage=said,
        countdown=_countdown(ctx, moment) if moment else None,
        notices=_notices(ctx, campaign, here),
    )


def _leaf(ctx: Context, campaign: Campaign, here: Standing) -> LeafView | None:
    """The date that the headline speaks of; the closing where a closed PO waits for a decision."""
    waits = campaign.minimum and not (campaign.stage or here.done)
    match here.state:
        case State.UPCOMING if here.opens:
            on: Moment | Days | date | None = here.opens
        case State.FULL:
            on = here.full_since
        case State.CLOSED | State.SHIPPING if here.ships and not (waits and here.state is State.CLOSED):
            on = here.ships
        case State.OVERDUE:
            on = here.ships.last if here.ships else None
        case State.DONE:
            on = here.done.date if here.done else None
        case State.CANCELLED:
            on = here.cancelled.date if here.cancelled else None
        case _:
            on = here.closes
    return ctx.words.leaf(on) if on else None


def _countdown(ctx: Context, moment: Moment) -> CountdownView:
    number, shown = ctx.words.clock_number, as_read(moment)
    zone = (moment.at.utcoffset() or timedelta()) // timedelta(minutes=1)
    return CountdownView(
        to=number(epoch_ms(moment.at), patterns.EPOCH_MS, moment.at),
        date=number(epoch_ms(shown), patterns.EPOCH_MS, shown),
        zone=number(zone, patterns.ZONE_MINUTES, moment.at),
    )


def _as_of(ctx: Context, campaign: Campaign, here: Standing) -> str:
    """The newest instant that the state rests on, never the clock of the build: two builds between two changes are
    the same page."""
    said = [m.at for m in (here.counted, campaign.updated, campaign.stage and campaign.stage.since) if m]
    told = [news.date.at for news in campaign.updates]
    past = [at for at in (*said, *told, *(change.at for change in changes(here.timeline))) if at <= ctx.now]
    return ctx.words("State as of {date}", date=ctx.words.now(max(past))) if past else ""


def _detail(ctx: Context, campaign: Campaign, here: Standing) -> str:
    w = ctx.words
    match here.state:
        case State.UPCOMING:
            return w("Please do not transfer before it opens.")
        case State.OPEN | State.CLOSING if here.closes:
            return w("After that no orders are taken.")
        case State.FULL:
            note = campaign.full.note if campaign.full else None
            return w.text(note) or w("There may be room again if someone cancels.")
        case State.OVERDUE:
            return w("The seller's last news and your rights are below.")
        case State.DONE:
            parts = (
                [w("{count} shipped", count=w.number(here.done.quantity))] if here.done and here.done.quantity else []
            )
            return " · ".join([*parts, w.text(here.done.note if here.done else None)]).strip(" ·")
        case State.CANCELLED if here.cancelled:
            until = here.cancelled.refund_until
            back = w("All money is back by {date} at the latest.", date=w.day(until)) if until else ""
            return f"{w.text(here.cancelled.why)} {back}".strip()
        case _:
            return ""


def _notices(ctx: Context, campaign: Campaign, here: Standing) -> tuple[str, ...]:
    w = ctx.words
    notices: list[str] = []
    if campaign.extended and here.state in (State.UPCOMING, State.OPEN, State.CLOSING, State.CLOSED):
        said = w("Extended; first announced: {date}.", date=w.moment(campaign.extended.from_))
        notices.append(f"{said} {w.text(campaign.extended.why)}".strip())
    if here.batch and here.batch.note:
        notices.append(w.text(here.batch.note))
    if campaign.repeats and here.state in (State.UPCOMING, *ORDERABLE) and len(here.upcoming) > 1:
        following = here.upcoming[1]
        notices.append(w("After this one it opens again {date}.", date=w.moment(following.opens)))
    if campaign.repeats and not here.upcoming:
        notices.append(w("This page knows of no later dates. Ask the seller for the next one."))
    return tuple(notices)


def batch_words(ctx: Context, campaign: Campaign, here: Standing) -> str:
    number = batch_number(ctx, campaign, here)
    return ctx.words("Batch {number}", number=number) if number else ""


def batch_number(ctx: Context, campaign: Campaign, here: Standing) -> str:
    if campaign.repeats:
        return ctx.words.batch(here.number) if here.number else ""
    return str(campaign.batch or "")


def date_rows(ctx: Context, campaign: Campaign, here: Standing) -> tuple[DetailRow, ...]:
    """The absolute dates that the headline does not say already."""
    w = ctx.words
    rows = []
    if here.opens and here.state in (State.OPEN, State.CLOSING, State.FULL):
        rows.append(DetailRow(label=w("Opened"), text=w.moment(here.opens)))
    if here.closes and here.state in (State.UPCOMING, State.FULL):
        rows.append(DetailRow(label=w("Closes"), text=w.moment(here.closes)))
    if here.closes and here.state in (State.CLOSED, State.SHIPPING, State.OVERDUE):
        rows.append(DetailRow(label=w("Closed on"), text=w.moment(here.closes)))
    ships = w.span(campaign.ships, here.ships)
    if ships and here.state in (State.UPCOMING, *ORDERABLE, State.FULL):
        rows.append(DetailRow(label=w("Shipping planned"), text=ships))
    return tuple(rows)


def main_action(ctx: Context, campaign: Campaign, here: Standing) -> ActionView | None:
    """The one button of the state table."""
    w = ctx.words
    title = w.text(campaign.title)
    shop = w.text(ctx.site.shop.name)
    page = addresses.campaign_path(campaign.slug)
    match here.state:
        case State.UPCOMING if here.opens:
            details = ctx.absolute(page)
            link = ctx.calendar_link(
                w("{title} opens", title=title), here.opens.at, here.opens.at + timedelta(minutes=30), details
            )
            return ActionView(label=w("Remind me"), href=link, icon="ui/bell", external=True)
        case State.OPEN | State.CLOSING:
            return ActionView(label=w("Order"), href=ctx.to(page, "order"), icon="ui/bag")
        case State.FULL:
            return ctx.chat(
                w("Hello {shop}, please put me on the waiting list for {title}.", shop=shop, title=title),
                label=w("Waiting list"),
            )
        case State.CLOSED | State.SHIPPING:
            return ctx.chat(
                w("Hello {shop}, I would like to ask about my order of {title}. Name: ", shop=shop, title=title),
                label=w("Ask about my order"),
            )
        case State.OVERDUE:
            return ctx.chat(
                w("Hello {shop}, {title} is past its shipping date. How is my order? Name: ", shop=shop, title=title),
                label=w("Write to the seller"),
            )
        case State.DONE:
            return next_po(ctx, campaign)
        case State.CANCELLED:
            return ActionView(label=w("How money comes back"), href=ctx.to(page, "refund"), icon="ui/refund")
        case _:
            return None


def _verb(ctx: Context, state: State, action: ActionView) -> str:
    """The main button's label where room is scarce."""
    short = {State.OVERDUE: "Contact the seller", State.DONE: "Next PO"}.get(state)
    return ctx.words(short) if short else action.label


def next_po(ctx: Context, campaign: Campaign) -> ActionView | None:
    """The next PO of the same series, else any that can be ordered or will open, else a chat that asks for news."""
    w = ctx.words
    coming = [
        each
        for each in ctx.site.campaigns
        if not each.archived and ctx.standing(each.slug).state in (State.OPEN, State.CLOSING, State.UPCOMING)
    ]
    coming.sort(key=lambda each: (each.series != campaign.series or each.series is None, each.slug))
    if coming:
        return ActionView(
            label=w("Next PO: {title}", title=w.text(coming[0].title)),
            href=ctx.to(addresses.campaign_path(coming[0].slug)),
            icon="ui/bag",
        )
    message = w(
        "Hello {shop}, please tell me when the next PO of {title} opens.",
        shop=w.text(ctx.site.shop.name),
        title=w.text(campaign.title),
    )
    return ctx.chat(message, label=w("Tell me about the next PO"))


def card(ctx: Context, campaign: Campaign) -> CampaignCardView:
    """The summary that the landing page and the campaign's own page open with."""
    w = ctx.words
    here = ctx.standing(campaign.slug)
    page = addresses.campaign_path(campaign.slug)
    lifted = here.state in LATE_FIRST
    newest = newest_update(ctx, campaign)
    own = ctx.page == page
    action = main_action(ctx, campaign, here)
    return CampaignCardView(
        title=w.text(campaign.title),
        href=ctx.to(page),
        state=state_view(ctx, campaign, here),
        slug=campaign.slug,
        dates=date_rows(ctx, campaign, here),
        batch=batch_words(ctx, campaign, here),
        batch_number=batch_number(ctx, campaign, here),
        summary=w.text(campaign.summary),
        picture=ctx.picture(campaign.photos[0] if campaign.photos else None, w.text(campaign.title)),
        price=price_view(ctx, campaign, here),
        counts=counts_view(ctx, campaign, here),
        action=action,
        bar=replace(action, label=_verb(ctx, here.state, action), note="") if action else None,
        more=None if own else ActionView(label=w("Contents, payment and terms"), href=ctx.to(page)),
        rights=rights(ctx, campaign, here) if lifted else (),
        update=newest if lifted or here.state in (State.OVERDUE,) else None,
        previous=_previous(ctx, campaign, here),
    )


def _previous(ctx: Context, campaign: Campaign, here: Standing) -> WindowView | None:
    before = here.previous
    if before is None or before.state in (State.DONE, State.CANCELLED, State.OPEN, State.CLOSING, State.UPCOMING):
        return None
    w = ctx.words
    title = w("Batch {number}", number=w.batch(before.number)) if before.number else w("The batch before this one")
    shown = state_view(ctx, campaign, before)
    ask = w(
        "Hello {shop}, I would like to ask about my order of {title}. Name: ",
        shop=w.text(ctx.site.shop.name),
        title=f"{w.text(campaign.title)}, {title}",
    )
    return WindowView(title=title, state=shown, action=ctx.chat(ask, label=w("Ask about my order")))


def newest_update(ctx: Context, campaign: Campaign) -> UpdateView | None:
    shown = updates(ctx, campaign)
    return shown[0] if shown else None


def updates(ctx: Context, campaign: Campaign) -> tuple[UpdateView, ...]:
    """The news that is not in the future, newest first."""
    w = ctx.words
    told = [(number, news) for number, news in enumerate(campaign.updates) if news.date.at <= ctx.now]
    views = []
    for number, news in sorted(told, key=lambda pair: pair[1].date.at, reverse=True):
        body = ctx.html(news.text, "campaigns", campaign.slug, "updates", number, "text")
        assert body is not None
        views.append(
            UpdateView(
                when=w.when(news.date),
                text=body,
                title=w.text(news.title),
                picture=ctx.picture(news.photo, w.text(news.title)),
            )
        )
    return tuple(views)


def row(ctx: Context, campaign: Campaign) -> CampaignRowView:
    """One line of a list, which changes only where the campaign does."""
    course = ctx.courses.get(campaign.slug)
    if course is None:
        return _made_row(ctx, campaign)
    key = (ctx.page, ctx.base, campaign.slug, course.turn(ctx.now))
    if key not in ctx.rows:
        ctx.rows[key] = _made_row(ctx, campaign)
    return ctx.rows[key]


def _made_row(ctx: Context, campaign: Campaign) -> CampaignRowView:
    w = ctx.words
    here = ctx.standing(campaign.slug)
    bounds = facts.price_bounds(campaign)
    result = ""
    if here.state in (State.DONE, State.CANCELLED):
        result = _detail(ctx, campaign, here)
    return CampaignRowView(
        title=w.text(campaign.title),
        href=ctx.to(addresses.campaign_path(campaign.slug)),
        state=state_view(ctx, campaign, here),
        slug=campaign.slug,
        batch=batch_words(ctx, campaign, here),
        batch_number=batch_number(ctx, campaign, here),
        price=w.money_range(*bounds) if bounds and here.state in WITH_PRICE else "",
        picture=ctx.picture(campaign.photos[0] if campaign.photos else None, w.text(campaign.title)),
        result=result,
    )
