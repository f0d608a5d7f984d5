"""How the goods reach the buyer."""

from __future__ import annotations

from generator.page.present.context import Context
from generator.page.views import DetailRow, ReceiveView, ReceiveWay, WhenView
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Receive, ReceiveKind
from generator.shop.standing import Standing

_NAMES = {
    ReceiveKind.COURIER: "Courier",
    ReceiveKind.INSTANT: "Instant courier",
    ReceiveKind.PICKUP: "Pick-up",
    ReceiveKind.MEETUP: "Meet-up",
    ReceiveKind.COD: "Cash on delivery",
    ReceiveKind.DIGITAL: "Download",
}
_ICONS = {
    ReceiveKind.COURIER: "ui/truck",
    ReceiveKind.INSTANT: "ui/truck",
    ReceiveKind.PICKUP: "ui/store",
    ReceiveKind.MEETUP: "ui/users",
    ReceiveKind.COD: "ui/wallet",
    ReceiveKind.DIGITAL: "ui/download",
}


def receive_view(ctx: Context, campaign: Campaign, here: Standing) -> ReceiveView | None:
    """The ways, the guide of costs, and how the tracking number comes; None where nothing is said."""
    w = ctx.words
    ways = [_way(ctx, campaign, here, way) for way in campaign.receive]
    for terms in campaign.for_.values():
        ways.extend(_way(ctx, campaign, here, way, w.text(terms.label)) for way in terms.receive)
    if not ways and not campaign.shipping_guide and not campaign.tracking:
        return None
    guide = tuple(DetailRow(label=w.text(row.area), text=w.cost(row.cost)) for row in campaign.shipping_guide)
    note = w("An estimate. The admin tells you the exact cost.") if guide else ""
    return ReceiveView(ways=tuple(ways), guide=guide, guide_note=note, tracking=w.text(campaign.tracking))


def way_name(ctx: Context, way: Receive) -> str:
    """What the way is called; the seller's own name wins."""
    return ctx.words.text(way.name) or ctx.words(_NAMES[way.way])


def _way(ctx: Context, campaign: Campaign, here: Standing, way: Receive, whom: str = "") -> ReceiveWay:
    w = ctx.words
    dates = w.span(way.dates) or w.span(campaign.ships, here.ships)
    when = f"{dates}, {w.text(way.hours)}" if dates and way.hours else dates or w.text(way.hours)
    area = w.text(way.place) or w.text(way.areas)
    if way.place and way.areas:
        area = f"{w.text(way.place)} · {w.text(way.areas)}"
    name = way_name(ctx, way)
    return ReceiveWay(
        name=f"{name} ({whom})" if whom else name,
        icon=_ICONS[way.way],
        when=WhenView(text=when) if when else None,
        area=area,
        cost=w.cost(way.cost),
        note=w.text(way.note),
    )
