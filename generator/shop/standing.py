"""What a campaign is, has and lacks at an instant: the model's facts brought to the form that `schedule` decides on.

Owns codes, quotas, counts, price bounds and the windows of a repeating PO. It must not word anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import takewhile

from generator.shop import schedule
from generator.shop.durations import Event
from generator.shop.model.campaign import Batch, Campaign, Cancelled, Done
from generator.shop.model.items import Item, Variant
from generator.shop.model.reading import WhenFull
from generator.shop.moments import Moment
from generator.shop.periods import Days, span_days
from generator.shop.repeats import Repeat, Window, windows
from generator.shop.schedule import State, Timeline
from generator.structs import Frozen, replace

WINDOWS_AHEAD = 3
_MOST_WINDOWS = 1_000


class Standing(Frozen):
    """Where a campaign stands: the window that counts now, its state, and the one before it.

    `number` is the batch, None where nobody said it. `ships` are absolute days, None while they are not known.
    """

    state: State
    timeline: Timeline
    opens: Moment | None
    closes: Moment | None
    ships: Days | None
    number: int | None
    taken: dict[str, int] | None
    counted: Moment | None
    done: Done | None
    cancelled: Cancelled | None
    full_since: Moment | None
    batch: Batch | None = None
    previous: Standing | None = None
    upcoming: tuple[Window, ...] = ()


def standing(campaign: Campaign, now: datetime, zone: tzinfo) -> Standing:
    """Where the campaign stands at an instant. `zone` is the shop's."""
    if campaign.repeats is None:
        return _single(campaign, now, zone)
    return _repeating(campaign, now, zone)


def change_instants(campaign: Campaign, now: datetime, zone: tzinfo) -> Iterator[datetime]:
    """Every instant at which this campaign's page may change, as far as it is known now."""
    here = standing(campaign, now, zone)
    yield from (change.at for change in schedule.changes(here.timeline))
    if here.previous:
        yield from (change.at for change in schedule.changes(here.previous.timeline))
    if campaign.repeats and here.closes:  # the next window follows, also on one that was called off
        yield here.closes.at
    if campaign.stage:
        yield campaign.stage.since.at
    yield from (step.starts.at for step in campaign.steps if step.starts)
    yield from (item.early.until.at for item in campaign.items if item.early)
    yield from (voucher.until.at for voucher in campaign.vouchers if voucher.until)
    payments = (*campaign.payments, *(each for terms in campaign.for_.values() for each in terms.payments))
    yield from (payment.due.at for payment in payments if isinstance(payment.due, Moment))


def _single(campaign: Campaign, now: datetime, zone: tzinfo) -> Standing:
    closes = None if isinstance(campaign.closes, WhenFull) else campaign.closes
    starts = {event: moment for event, moment in ((Event.CLOSING, closes), (Event.OPENING, campaign.opens)) if moment}
    ships = span_days(campaign.ships, starts) if campaign.ships else None
    taken = dict(campaign.taken) if campaign.taken is not None else None
    full = campaign.full.since if campaign.full else None
    if full is None and campaign.counted and all_taken(campaign, taken):
        full = campaign.counted
    timeline = Timeline(
        opens=campaign.opens.at if campaign.opens else None,
        closes=closes.at if closes else None,
        ships=ships.instants(zone) if ships else None,
        last_call=timedelta(hours=campaign.last_call),
        full_since=full.at if full else None,
        cancelled_at=campaign.cancelled.date.at if campaign.cancelled else None,
        done_at=campaign.done.date.at if campaign.done else None,
    )
    return Standing(
        schedule.state(timeline, now), timeline, campaign.opens, closes, ships, campaign.batch,
        taken, campaign.counted, campaign.done, campaign.cancelled, full,
    )  # fmt: skip


def _repeating(campaign: Campaign, now: datetime, zone: tzinfo) -> Standing:
    plan = campaign_windows(campaign, now, zone)
    found = schedule.phases([window for window, _ in plan], now)
    known = {window.number: batch for window, batch in plan}
    previous = None
    if found.previous:
        previous = _window(campaign, found.previous, known[found.previous.number], now)
    current = found.current or found.previous
    if current is None:  # every window is skipped or over before the first
        return replace(_single(campaign, now, zone), number=None)
    here = _window(campaign, current, known[current.number], now)
    ahead = tuple(window for window, _ in plan if window.closes.at > now)[:WINDOWS_AHEAD]
    return replace(here, previous=previous if found.current else None, upcoming=ahead)


def windows_ahead(campaign: Campaign, now: datetime, zone: tzinfo) -> tuple[Standing, ...]:
    """Where each window of a repeating campaign stands that has not closed, in order, as far as `campaign_windows`
    knows them; those that are skipped or called off are left out."""
    plan = campaign_windows(campaign, now, zone)
    coming = [(window, batch) for window, batch in plan if window.closes.at > now and not (batch and batch.cancelled)]
    return tuple(_window(campaign, window, batch, now) for window, batch in coming)


def campaign_windows(
    campaign: Campaign, now: datetime, zone: tzinfo, *, ahead: int = WINDOWS_AHEAD
) -> list[tuple[Window, Batch | None]]:
    """The windows of a repeating campaign from its first (or, where that is not said, ten weeks back) to `ahead` ones
    after the one that counts now, each with the facts of its batch. Windows that are skipped are left out."""
    rule = campaign.repeats
    assert rule is not None
    repeat = Repeat(rule.opens, rule.closes, rule.ships, zone)
    first = campaign.batch or 1
    if rule.from_ and rule.until:
        planned: Iterable[Window] = _planned(repeat, rule.from_.at, rule.until.at, first)
    else:
        start = rule.from_.at if rule.from_ else now - timedelta(days=70)
        planned = windows(repeat, start, _MOST_WINDOWS, number=first)
    facts = {batch.number: batch for batch in campaign.batches}
    found: list[tuple[Window, Batch | None]] = []
    coming = 0
    for window in planned:
        if rule.until and window.opens.at >= rule.until.at:
            break
        batch = facts.get(window.number) if rule.from_ else None
        if batch and batch.skip:
            continue
        shown = _with_batch(window, batch)
        found.append((shown, batch))
        coming += shown.closes.at > now
        if coming > ahead:
            break
    return found


@lru_cache(maxsize=64)
def _planned(repeat: Repeat, start: datetime, until: datetime, number: int) -> tuple[Window, ...]:
    """The windows of a rule that has an end, kept: a page asks for them at each of its changes."""
    planned = windows(repeat, start, _MOST_WINDOWS, number=number)
    return tuple(takewhile(lambda window: window.opens.at < until, planned))


def _with_batch(window: Window, batch: Batch | None) -> Window:
    if batch is None:
        return window
    closes = batch.closes or window.closes
    ships = span_days(batch.ships, {Event.CLOSING: closes}) if batch.ships else window.ships
    return replace(window, opens=batch.opens or window.opens, closes=closes, ships=ships)


def _window(campaign: Campaign, window: Window, batch: Batch | None, now: datetime) -> Standing:
    taken = dict(batch.taken) if batch and batch.taken is not None else None
    counted = batch.counted if batch else None
    full = counted if counted and all_taken(campaign, taken) else None
    timeline = replace(
        schedule.window_timeline(window),
        last_call=timedelta(hours=campaign.last_call),
        full_since=full.at if full else None,
        cancelled_at=batch.cancelled.date.at if batch and batch.cancelled else None,
        done_at=batch.done.date.at if batch and batch.done else None,
    )
    number = window.number if campaign.repeats and campaign.repeats.from_ else None
    return Standing(
        schedule.state(timeline, now), timeline, window.opens, window.closes, window.ships, number,
        taken, counted, batch.done if batch else None, batch.cancelled if batch else None, full, batch,
    )  # fmt: skip


# Codes, quotas and counts


class Sellable(Frozen):
    """What one line of an order names: an item, or a variant of it. `price` is None where none is said."""

    item: Item
    variant: Variant | None
    code: str
    price: int | None
    quota: int | None


def sellables(campaign: Campaign) -> tuple[Sellable, ...]:
    """Everything that can be ordered, in order, each with its code (`A1`, or made by order: `1`, `1-2`)."""
    found: list[Sellable] = []
    for position, item in enumerate(campaign.items, 1):
        code = item_code(item, position)
        if not item.variants:
            found.append(Sellable(item, None, code, item.price, item.quota))
        for number, variant in enumerate(item.variants, 1):
            price = item.price if variant.price is None else variant.price
            found.append(Sellable(item, variant, variant.code or f"{code}-{number}", price, variant.quota))
    return tuple(found)


def item_code(item: Item, position: int) -> str:
    """The item's code, made from its 1-based position where the seller gave none."""
    return item.code or str(position)


def drawn(campaign: Campaign, taken: dict[str, int] | None) -> dict[str, int]:
    """How many of each code are taken, the parts of packages included."""
    counts = dict(taken or {})
    for position, item in enumerate(campaign.items, 1):
        packages = (taken or {}).get(item_code(item, position), 0)
        for code, quantity in (item.contains or {}).items():
            counts[code] = counts.get(code, 0) + packages * quantity
    return counts


def is_full(campaign: Campaign, sellable: Sellable, taken: dict[str, int] | None) -> bool:
    """Whether this line cannot be ordered: said so, its own or its item's quota taken, or a part of it is gone."""
    counts = drawn(campaign, taken)
    if sellable.item.full or (sellable.variant and sellable.variant.full):
        return True
    if sellable.quota is not None and counts.get(sellable.code, 0) >= sellable.quota:
        return True
    item = sellable.item
    if sellable.variant and item.quota is not None and item_taken(campaign, item, counts) >= item.quota:
        return True
    return any(_gone(campaign, code, quantity, counts) for code, quantity in (item.contains or {}).items())


def _gone(campaign: Campaign, code: str, quantity: int, counts: dict[str, int]) -> bool:
    part = next((each for each in sellables(campaign) if each.code == code), None)
    return part is not None and part.quota is not None and part.quota - counts.get(code, 0) < quantity


def item_taken(campaign: Campaign, item: Item, counts: dict[str, int]) -> int:
    """How many of an item are taken, all its variants together; `counts` as `drawn` gives them."""
    codes = {each.code for each in sellables(campaign) if each.item is item}
    codes.add(item_code(item, campaign.items.index(item) + 1))
    return sum(counts.get(code, 0) for code in codes)


def total_taken(taken: dict[str, int] | None) -> int:
    """How many pieces are taken in all, a package as one."""
    return sum((taken or {}).values())


def all_taken(campaign: Campaign, taken: dict[str, int] | None) -> bool:
    """Whether every quota that there is has been taken, so that nothing can be ordered any more."""
    if taken is None:
        return False
    if campaign.quota is not None and total_taken(taken) >= campaign.quota:
        return True
    lines = sellables(campaign)
    return bool(lines) and all(is_full(campaign, line, taken) for line in lines)


def price_bounds(campaign: Campaign) -> tuple[int, int] | None:
    """The lowest and the highest regular price, or None where no price is said."""
    prices = [line.price for line in sellables(campaign) if line.price is not None]
    return (min(prices), max(prices)) if prices else None
