"""What it costs and what is taken, for a whole PO: price range, codes, what the price leaves out, counts by state."""

from __future__ import annotations

import re

from generator.page.present.context import Context
from generator.page.views import CountRow, CountsView, PriceRule, PriceView
from generator.shop import standing as facts
from generator.shop.model.campaign import Campaign
from generator.shop.schedule import ORDERABLE, State
from generator.shop.standing import Standing

WITH_PRICE = (State.UPCOMING, State.OPEN, State.CLOSING, State.FULL, State.CLOSED)
"""States that show the price large; later ones show it small."""


def price_view(ctx: Context, campaign: Campaign, here: Standing) -> PriceView | None:
    """The price range of the whole PO, or None where the state or the seller shows none."""
    w = ctx.words
    bounds = facts.price_bounds(campaign)
    if bounds is None or here.state is State.CANCELLED:
        return None
    single = campaign.items[0] if len(campaign.items) == 1 else None
    rules: list[PriceRule] = []
    if single and single.early and here.state in (State.UPCOMING, *ORDERABLE) and ctx.now < single.early.until.at:
        rules.append(
            PriceRule(label=w("Until {date}", date=w.moment(single.early.until)), price=w.money(single.early.price))
        )
    return PriceView(
        text=w.money_range(*bounds),
        figures=w.figures(*bounds),
        unit=w.text(single.unit) if single else "",
        label=w("Price of this batch") if here.state is State.CLOSED else "",
        excludes=excludes(ctx, campaign),
        rules=(*rules, *_vouchers(ctx, campaign, here)),
        quiet=here.state not in WITH_PRICE,
    )


def _vouchers(ctx: Context, campaign: Campaign, here: Standing) -> list[PriceRule]:
    """The codes that can be used now; the admin confirms them."""
    w = ctx.words
    if here.state not in (State.UPCOMING, *ORDERABLE):
        return []
    shown = []
    for voucher in campaign.vouchers:
        if voucher.until and voucher.until.at <= ctx.now:
            continue
        less = w.percent(voucher.percent) if voucher.percent is not None else w.money(voucher.amount or 0)
        until = w("until {date}", date=w.moment(voucher.until)) if voucher.until else ""
        note = " · ".join(part for part in (w.text(voucher.note), until, w("the admin confirms it")) if part)
        shown.append(PriceRule(label=w("Code {code}", code=voucher.code), price=f"−{less}", note=note))
    return shown


def excludes(ctx: Context, campaign: Campaign) -> str:
    """What the price leaves out, in the words that stand beside every price."""
    what = left_out(ctx, campaign)
    return ctx.words("not included: {what}", what=what) if what else ""


def left_out(ctx: Context, campaign: Campaign) -> str:
    """What the price leaves out, as nouns. Sellers often write the whole sentence (`Belum termasuk ongkir`)."""
    return _NOT_INCLUDED.sub("", ctx.words.text(campaign.excludes)).rstrip(". ")


_NOT_INCLUDED = re.compile(
    r"^(?:harga )?(?:belum|tidak|nggak) termasuk:? |^excludes:? |^not included:? |^excluding ", re.IGNORECASE
)


def counts_view(ctx: Context, campaign: Campaign, here: Standing) -> CountsView | None:
    """What is taken, per the moment it was counted; before opening only the target. Never a number without its date."""
    w = ctx.words
    minimum = w("Goes ahead from {count} orders", count=w.number(campaign.minimum)) if campaign.minimum else ""
    counted = here.taken is not None and here.counted is not None
    if not campaign.show_counts or not counted or here.state is State.UPCOMING:
        hidden = not minimum or not campaign.show_counts or here.state in (State.CANCELLED, State.DONE)
        return None if hidden else CountsView(rows=(), per="", minimum=minimum)
    assert here.counted is not None
    total, quota = facts.total_taken(here.taken), campaign.quota or _sum_of_quotas(campaign)
    text = w("{taken} taken", taken=w.number(total))
    if quota:
        text = w("{taken} of {quota} taken", taken=w.number(total), quota=w.number(quota))
    if here.state is State.CANCELLED:
        text = w("{taken} taken, all to be paid back", taken=w.number(total))
    per = w("as of {date}", date=w.moment(here.counted))
    # Only a count made after the closing is the last one.
    if here.closes and here.counted.at >= here.closes.at:
        per = w("final count, {date}", date=w.moment(here.counted))
    shown = CountRow(text=text, taken=min(total, quota) if quota else total, quota=quota)
    return CountsView(rows=(shown,), per=per, minimum="" if here.state in (State.CANCELLED, State.DONE) else minimum)


def _sum_of_quotas(campaign: Campaign) -> int:
    """The quotas of all lines, where each has one and no package draws on another's."""
    lines = facts.sellables(campaign)
    quotas = [line.quota for line in lines if not line.item.contains]
    if any(line.item.contains for line in lines) or not quotas or any(quota is None for quota in quotas):
        return 0
    return sum(quota for quota in quotas if quota is not None)
