"""What a build reads back to the seller: a closing without a time, and the next windows of a PO that repeats."""

from __future__ import annotations

from collections.abc import Iterator

from generator.page.i18n import breakable
from generator.page.present.context import Context
from generator.shop.moments import Moment


def notices(ctx: Context) -> tuple[str, ...]:
    """Sentences in the page's language, in the order of the campaigns."""
    return tuple(breakable(line) for line in _notices(ctx))


def _notices(ctx: Context) -> Iterator[str]:
    w = ctx.words
    for campaign in ctx.site.campaigns:
        title = w.text(campaign.title)
        closes = campaign.closes
        if isinstance(closes, Moment) and closes.ends_day and closes.at > ctx.now:
            yield w("{title}: closes at the end of the day, {date}.", title=title, date=w.moment(closes))
        for number, window in enumerate(ctx.standing(campaign.slug).upcoming if campaign.repeats else (), 1):
            ships = w.days(window.ships) if window.ships else w("not said")
            yield w(
                "{title}, window {number}: opens {opens}, closes {closes}, ships {ships}.",
                title=title, number=number, opens=w.moment(window.opens), closes=w.moment(window.closes), ships=ships,
            )  # fmt: skip
