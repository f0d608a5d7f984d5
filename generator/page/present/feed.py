"""What followers of a shop read: its POs as they open, and the seller's news.

Owns which entries there are and what they say: dates and facts with a date, never a state, since readers keep old
copies. How a feed is written belongs to `feeds`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC

from generator.page import addresses, feeds
from generator.page.present.card import batch_words, row
from generator.page.present.context import Context
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.schedule import State
from generator.shop.standing import Standing

MOST_ENTRIES = 50


def has_feed(site: Site) -> bool:
    """Whether there is a feed: its addresses must be absolute."""
    return bool(site.shop.url and site.campaigns)


def feed_view(ctx: Context) -> feeds.Feed:
    """The newest entries of the whole shop; those with a date to come are left out."""
    here = ctx.at(addresses.FEED)  # addresses in texts then start at the site's root, in every language
    entries = [each for campaign in ctx.site.campaigns if not campaign.archived for each in _entries(here, campaign)]
    return feeds.Feed(
        title=ctx.words.text(ctx.site.shop.name),
        home=ctx.absolute(addresses.LANDING),
        address=ctx.absolute(addresses.FEED),
        language=ctx.words.language,
        entries=feeds.newest(entries, MOST_ENTRIES),
        subtitle=ctx.words.text(ctx.site.shop.tagline),
    )


def _entries(ctx: Context, campaign: Campaign) -> Iterator[feeds.Entry]:
    here = ctx.standing(campaign.slug)
    for window in (here, here.previous):
        if window and (entry := _campaign(ctx, campaign, window)):
            yield entry
    yield from _news(ctx, campaign, here)


def _campaign(ctx: Context, campaign: Campaign, here: Standing) -> feeds.Entry | None:
    """The PO, dated by its opening and by what the seller said since; None until there is a date in the past."""
    facts = [here.opens, here.done.date if here.done else None, here.cancelled.date if here.cancelled else None]
    if here is ctx.standing(campaign.slug):
        facts.append(campaign.updated)
    past = [moment.at for moment in facts if moment and moment.at <= ctx.now]
    if not past:
        return None
    page = ctx.absolute(addresses.campaign_path(campaign.slug))
    opened = here.opens.at if here.opens and here.opens.at <= ctx.now else min(past)
    return feeds.Entry(
        id=f"{page}#{here.opens.day:%Y%m%d}" if campaign.repeats and here.opens else page,
        title=_title(ctx, campaign, here),
        link=page,
        published=opened,
        updated=max(past),
        text="\n".join(_lines(ctx, campaign, here)),
    )


def _lines(ctx: Context, campaign: Campaign, here: Standing) -> Iterator[str]:
    w = ctx.words
    if campaign.summary:
        yield w.text(campaign.summary)
    if here.opens:
        yield w("Opens {date}", date=w.moment(here.opens))
    if here.closes:
        yield w("Closes {date}", date=w.moment(here.closes))
    if ships := w.span(campaign.ships, here.ships):
        yield f"{w('Shipping planned')}: {ships}"
    if here is ctx.standing(campaign.slug) and here.state in (State.DONE, State.CANCELLED):
        shown = row(ctx, campaign)
        yield from filter(None, (shown.state.headline, shown.result))


def _news(ctx: Context, campaign: Campaign, here: Standing) -> Iterator[feeds.Entry]:
    """The seller's words, one entry each. Its moment is its name: the place in the file shifts with the next one."""
    page = ctx.absolute(addresses.campaign_path(campaign.slug))
    told: Counter[str] = Counter()
    for number, news in enumerate(campaign.updates):
        if news.date.at > ctx.now:
            continue
        name = f"{news.date.at.astimezone(UTC):%Y%m%dT%H%MZ}"
        told[name] += 1
        again = f"-{told[name]}" if told[name] > 1 else ""
        subject = ctx.words.text(campaign.title) if campaign.repeats else _title(ctx, campaign, here)
        headline = ctx.words.text(news.title)
        body = ctx.html(news.text, "campaigns", campaign.slug, "updates", number, "text")
        yield feeds.Entry(
            id=f"{page}#news-{name}{again}",
            title=f"{subject}: {headline}" if headline else subject,
            link=f"{page}#updates",
            published=news.date.at,
            updated=news.date.at,
            html=feeds.absolute(str(body or ""), ctx.site.shop.url or ""),
        )


def _title(ctx: Context, campaign: Campaign, here: Standing) -> str:
    title, batch = ctx.words.text(campaign.title), batch_words(ctx, campaign, here)
    return f"{title} · {batch}" if batch else title
