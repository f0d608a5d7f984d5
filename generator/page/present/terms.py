"""What holds when things go otherwise: the seller's rows as "Kalau … maka …" sentences with absolute dates."""

from __future__ import annotations

from generator.page.present.context import Context
from generator.page.views import TermRow, TermsView
from generator.shop.durations import After, Duration, Event
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Cancel, Complaint, Party, Remedy, Replacement
from generator.shop.moments import Moment
from generator.shop.schedule import State
from generator.shop.standing import Standing


def terms_view(ctx: Context, campaign: Campaign, here: Standing) -> TermsView | None:
    """All rows in the order of a PO's life, then the free text."""
    if campaign.terms is None:
        return None
    said = campaign.terms
    rows = [_cancel(ctx, row, here) for row in said.cancel]
    if said.replacement:
        rows.append(_replacement(ctx, said.replacement, here))
    if said.late:
        rows.append(_late(ctx, said.late, here))
    if said.wrong:
        rows.append(_wrong(ctx, said.wrong))
    if said.complaint:
        rows.append(_complaint(ctx, said.complaint))
    if said.disputes:
        w = ctx.words
        rows.append(
            TermRow(topic=w("Disputes"), condition=w("If we cannot agree,"), outcome=_then(ctx, w.text(said.disputes)))
        )
    return TermsView(rows=tuple(rows), text=ctx.html(said.text, "campaigns", campaign.slug, "terms", "text"))


def rights(ctx: Context, campaign: Campaign, here: Standing) -> tuple[TermRow, ...]:
    """The rows that a late or cancelled PO lifts to the first screen."""
    said = campaign.terms
    if said is None:
        return ()
    rows = [_late(ctx, said.late, here)] if said.late and here.state is not State.CANCELLED else []
    if here.state in (State.CANCELLED, State.OVERDUE, State.CLOSED):
        wanted = Party.SELLER if here.state is not State.CLOSED else Party.BUYER
        rows.extend(_cancel(ctx, row, here) for row in said.cancel if row.by is wanted)
    return tuple(rows)


def _cancel(ctx: Context, row: Cancel, here: Standing) -> TermRow:
    w = ctx.words
    if row.by is Party.SELLER:
        topic, condition = w("Cancelled by the seller"), w("If we cancel,")
    elif row.until is None:
        topic, condition = w("Cancelled by you"), w("If you cancel,")
    else:
        topic, condition = w("Cancelled by you"), w("If you cancel before {date},", date=_until(ctx, row.until, here))
    if row.back == 0:
        outcome = w("nothing of {what} is paid back.", what=w.text(row.of)) if row.of else w("nothing is paid back.")
    else:
        what = w.text(row.of) or w("what you paid")
        outcome = w(
            "{percent} of {what} is paid back{within}.",
            percent=w.percent(row.back),
            what=what,
            within=_within(ctx, row.within),
        )
    return TermRow(topic=topic, condition=condition, outcome=_with_note(outcome, w.text(row.note)))


def _until(ctx: Context, until: Moment | After, here: Standing) -> str:
    """The absolute moment, worked out from the campaign where the event has a date; else the event's name."""
    w = ctx.words
    if isinstance(until, Moment):
        return w.moment(until)
    start = {Event.CLOSING: here.closes, Event.OPENING: here.opens}.get(until.event)
    if start:
        return w.moment(until.bounds(start)[1])
    return w.event(until.event) if until.duration is None else w.after(until)


def _within(ctx: Context, within: Duration | None) -> str:
    return ctx.words(" within {duration}", duration=ctx.words.duration(within)) if within else ""


def _replacement(ctx: Context, row: Replacement, here: Standing) -> TermRow:
    w = ctx.words
    condition = w("If you want to pass your order on to someone else,")
    if not row.allowed:
        outcome = w("that is not possible.")
    elif row.until:
        outcome = w("you may until {date}.", date=_until(ctx, row.until, here))
    else:
        outcome = w("you may.")
    if row.allowed and row.fee is not None:
        outcome = (
            f"{outcome} {w('It costs {price}.', price=w.money(row.fee))}"
            if row.fee
            else f"{outcome} {w('It costs nothing.')}"
        )
    return TermRow(topic=w("Passing it on"), condition=condition, outcome=_with_note(outcome, w.text(row.note)))


def _late(ctx: Context, row: Remedy, here: Standing) -> TermRow:
    w = ctx.words
    if row.after and here.ships:
        date = w.last_day(here.ships)
        condition = w("If it is not shipped {duration} after {date},", duration=w.duration(row.after), date=date)
    elif here.ships:
        condition = w("If it is not shipped by {date},", date=w.last_day(here.ships))
    elif row.after:
        condition = w("If shipping is more than {duration} late,", duration=w.duration(row.after))
    else:
        condition = w("If shipping is late,")
    return TermRow(topic=w("Late"), condition=condition, outcome=_remedy(ctx, row))


def _wrong(ctx: Context, row: Remedy) -> TermRow:
    w = ctx.words
    return TermRow(
        topic=w("Wrong goods"), condition=w("If the goods are wrong, damaged or missing,"), outcome=_remedy(ctx, row)
    )


def _remedy(ctx: Context, row: Remedy) -> str:
    w = ctx.words
    outcome = _then(ctx, w.text(row.do))
    if row.back is not None:
        back = w("Money back: {percent}{within}.", percent=w.percent(row.back), within=_within(ctx, row.within))
        return _with_note(outcome, back)
    return _with_note(outcome, w("Within {duration}.", duration=w.duration(row.within)) if row.within else "")


def _complaint(ctx: Context, row: Complaint) -> TermRow:
    w = ctx.words
    outcome = w("tell us within {duration} after the parcel arrives", duration=w.duration(row.within))
    if row.needs:
        outcome = w("{outcome}, with {what}", outcome=outcome, what=_bare(w.text(row.needs)))
    outcome = w("{outcome}, through {whom}.", outcome=outcome, whom=_bare(w.text(row.to))) if row.to else f"{outcome}."
    return TermRow(topic=w("Complaints"), condition=w("If something is wrong,"), outcome=outcome)


def _then(ctx: Context, words: str) -> str:
    """The seller's own words as the second half of the sentence."""
    if len(words) > 1 and words[1].islower():
        words = words[0].lower() + words[1:]
    return ctx.words("then {what}", what=words)


def _bare(words: str) -> str:
    """The words without a full stop, to stand inside a sentence."""
    return words.rstrip().rstrip(".")


def _with_note(sentence: str, note: str) -> str:
    """The sentence and a second one, each with its full stop."""
    first = sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
    return f"{first} {note}" if note else first
