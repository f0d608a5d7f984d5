"""What a stranger can check: maker, materials, certificates, earlier batches, testimonials, press, risks, questions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.page import addresses
from generator.page.present.context import Context
from generator.page.views import (
    ActionView,
    CertificateView,
    DetailRow,
    HistoryRow,
    HistoryView,
    MakerView,
    PictureView,
    QuestionView,
    TestimonialView,
)
from generator.shop.model.campaign import Campaign, Cancelled, Done
from generator.shop.model.ordering import Faq, PublicQuestion
from generator.shop.model.shop import Certificate, CertificateKind, PastBatch, Testimonial
from generator.shop.moments import Moment
from generator.shop.periods import Days
from generator.shop.schedule import State
from generator.shop.standing import campaign_windows

_KINDS = {
    CertificateKind.HALAL: "Halal certificate",
    CertificateKind.BPOM: "BPOM registration",
    CertificateKind.PIRT: "P-IRT registration",
    CertificateKind.SNI: "SNI certificate",
    CertificateKind.NIB: "NIB (business number)",
    CertificateKind.BRAND: "Registered brand",
    CertificateKind.OTHER: "Certificate",
}


def maker_view(ctx: Context, campaign: Campaign) -> MakerView | None:
    """Who makes it and how, in words and photos."""
    w = ctx.words
    maker = campaign.maker
    shots = [maker.photo] if maker and maker.photo else []
    pictures = ctx.gallery((*shots, *campaign.process), "maker")
    if maker is None and not pictures:
        return None
    text = ctx.html(maker.about, "campaigns", campaign.slug, "maker", "about") if maker else None
    name = f"{maker.name}, {w.text(maker.place)}" if maker and maker.place else maker.name if maker else ""
    return MakerView(name=name, text=text, pictures=pictures)


def materials(ctx: Context, campaign: Campaign) -> tuple[DetailRow, ...]:
    return tuple(DetailRow(label=ctx.words.text(row.name), text=ctx.words.text(row.text)) for row in campaign.materials)


def certificates(ctx: Context, listed: tuple[Certificate, ...]) -> tuple[CertificateView, ...]:
    """Certificates as facts to look up; one that ran out says so."""
    w = ctx.words
    views = []
    for one in listed:
        valid = ""
        if one.valid_until:
            over = one.valid_until.at <= ctx.now
            valid = (
                w("ran out {date}", date=w.day(one.valid_until))
                if over
                else w("valid until {date}", date=w.day(one.valid_until))
            )
        kind = w.text(one.name) or w(_KINDS[one.kind])
        lookup = ctx.action(w("Look it up"), one.check, branded=False) if one.check else None
        views.append(CertificateView(kind=kind, number=one.number, issuer=one.issuer or "", valid=valid, lookup=lookup))
    return tuple(views)


def proofs(ctx: Context, campaign: Campaign) -> tuple[PictureView, ...]:
    return ctx.gallery(campaign.proof, "proof")


def history_view(ctx: Context, campaign: Campaign) -> HistoryView | None:
    """Earlier batches of the same series, those with a page, those without, and past windows of a repeating PO,
    newest first; late, overdue and cancelled ones stand and count like the others."""
    rows = sorted(_earlier(ctx, campaign), key=lambda row: row[0], reverse=True)
    if not rows:
        first = campaign.batch == 1 and not ctx.site.shop.history and ctx.alone
        return HistoryView(rows=(), summary=ctx.words("This is our first PO.")) if first else None
    return HistoryView(rows=tuple(row for _, row in rows), summary=_summary(ctx, [row.outcome for _, row in rows]))


def _earlier(ctx: Context, campaign: Campaign) -> Iterator[tuple[str, HistoryRow]]:
    """The rows, each with the day (ISO) that it is sorted by."""
    past = [row for row in ctx.site.shop.history if campaign.series and row.series == campaign.series]
    for row in (*campaign.history, *past):
        yield _past_row(ctx, row)
    for other in ctx.site.campaigns:
        own = other.slug == campaign.slug
        if not own and (campaign.series is None or other.series != campaign.series):
            continue
        href = "" if own else ctx.to(addresses.campaign_path(other.slug))
        if other.repeats:
            yield from _window_rows(ctx, other, href)
        elif not own and ctx.standing(other.slug).state in (State.DONE, State.CANCELLED, State.OVERDUE):
            here = ctx.standing(other.slug)
            promised = ctx.words.span(other.ships, here.ships)
            yield _batch_row(
                ctx, other, other.batch, promised=promised, ships=here.ships, done=here.done, off=here.cancelled,
                href=href,
            )  # fmt: skip


def _window_rows(ctx: Context, campaign: Campaign, href: str) -> Iterator[tuple[str, HistoryRow]]:
    """The windows of a repeating PO whose end the seller has told."""
    for window, batch in campaign_windows(campaign, ctx.now, ctx.zone):
        done = batch.done if batch and batch.done and batch.done.date.at <= ctx.now else None
        off = batch.cancelled if batch and batch.cancelled and batch.cancelled.date.at <= ctx.now else None
        if done or off:
            promised = ctx.words.span(None, window.ships)
            yield _batch_row(
                ctx, campaign, window.number, promised=promised, ships=window.ships, done=done, off=off, href=href
            )


def record_view(ctx: Context) -> HistoryView | None:
    """How every batch of the shop went, in one sentence that counts all; the rows are those without a page."""
    paged = [outcome for campaign in ctx.site.campaigns for outcome in _outcomes(ctx, campaign)]
    told = [row for campaign in ctx.site.campaigns for row in campaign.history]
    past = sorted(
        (_past_row(ctx, row) for row in (*ctx.site.shop.history, *told)), key=lambda row: row[0], reverse=True
    )
    rows = tuple(view for _, view in past)
    if not rows and not paged:
        return None
    return HistoryView(rows=rows, summary=_summary(ctx, [*paged, *(row.outcome for row in rows)]))


def _outcomes(ctx: Context, campaign: Campaign) -> tuple[str, ...]:
    """How the batches of a campaign went; worked out once for as long as it stands where it does."""
    here = ctx.standing(campaign.slug)
    known = ctx.outcomes.get(campaign.slug)
    if known is None or known[0] is not here:
        views: list[HistoryRow] = []
        if campaign.repeats:
            views.extend(view for _, view in _window_rows(ctx, campaign, ""))
        elif here.state in (State.DONE, State.CANCELLED, State.OVERDUE):
            _, view = _batch_row(
                ctx, campaign, None, promised="", ships=here.ships, done=here.done, off=here.cancelled, href=""
            )
            views.append(view)
        known = ctx.outcomes[campaign.slug] = (here, tuple(view.outcome for view in views))
    return known[1]


def _summary(ctx: Context, outcomes: list[str]) -> str:
    w = ctx.words
    counted = {name: outcomes.count(name) for name in ("on-time", "late", "cancelled", "undated")}
    said = [w("{count} on time", count=w.number(counted["on-time"]))]
    said.append(w("{count} late", count=w.number(counted["late"])))
    said.append(w("{count} cancelled", count=w.number(counted["cancelled"])))
    if counted["undated"]:
        said.append(w("{count} without both dates", count=w.number(counted["undated"])))
    return w.plural("{count} batch: {results}", "{count} batches: {results}", len(outcomes), results=", ".join(said))


def _past_row(ctx: Context, row: PastBatch) -> tuple[str, HistoryRow]:
    w = ctx.words
    title = w.text(row.title)
    if row.batch:
        title = f"{title}, {w('Batch {number}', number=row.batch)}"
    promised, shipped = row.promised, row.shipped
    outcome, words = _outcome(
        ctx,
        promised if isinstance(promised, Days) else None,
        shipped if isinstance(shipped, Days) else None,
        cancelled=row.cancelled,
    )
    note = w.text(row.note)
    when = shipped if isinstance(shipped, Days) else promised if isinstance(promised, Days) else None
    return when.last.isoformat() if when else "", HistoryRow(
        title=title, promised=w.span(promised), actual=w("cancelled") if row.cancelled else w.span(shipped),
        outcome=outcome, words=f"{words}. {note}" if words and note else words or note,
        quantity=w.number(row.quantity) if row.quantity else "", href=ctx.href(row.url) if row.url else "",
    )  # fmt: skip


def _batch_row(
    ctx: Context, campaign: Campaign, number: int | None, *, promised: str, ships: Days | None,
    done: Done | None, off: Cancelled | None, href: str,
) -> tuple[str, HistoryRow]:  # fmt: skip
    """A batch of ours: shipped (`done`), called off (`off`), or past its date with neither said."""
    w = ctx.words
    title = w.text(campaign.title)
    if number:
        title = f"{title}, {w('Batch {number}', number=number)}"
    day = off.date.day if off else done.date.day if done else ships.last if ships else None
    if off:
        actual, note = w("cancelled"), w.text(off.why)
    elif done:
        actual, note = w.day(done.date), w.text(done.note)
    else:
        actual, note = w("not shipped yet"), ""
    outcome, words = _outcome(ctx, ships, Days(day, day) if done and day else None, cancelled=off is not None)
    if not done and not off and ships:
        outcome, words = "late", w("Behind its shipping schedule since {date}", date=w.last_day(ships))
    return day.isoformat() if day else "", HistoryRow(
        title=title, promised=promised, actual=actual, outcome=outcome,
        words=f"{words}. {note}" if words and note else words or note,
        quantity=w.number(done.quantity) if done and done.quantity else "", href=href,
    )  # fmt: skip


def _outcome(ctx: Context, promised: Days | None, shipped: Days | None, *, cancelled: bool) -> tuple[str, str]:
    """Who keeps no date was not on time: without both dates nobody can say."""
    w = ctx.words
    if cancelled:
        return "cancelled", ""
    if promised is None or shipped is None:
        return "undated", ""
    if shipped.last > promised.last:
        late = (shipped.last - promised.last).days
        return "late", w.plural("{count} day late", "{count} days late", late)
    return "on-time", w("on time")


def testimonials(ctx: Context, campaign: Campaign | None) -> tuple[TestimonialView, ...]:
    """What buyers said: of one campaign (or its series' others), or of the whole shop."""
    listed = ctx.site.shop.testimonials
    if campaign is not None:
        listed = tuple(one for one in listed if one.campaign == campaign.slug)
    return tuple(_testimonial(ctx, one) for one in listed if one.text or one.consent)


def _testimonial(ctx: Context, one: Testimonial) -> TestimonialView:
    w = ctx.words
    return TestimonialView(
        quote=w.text(one.text),
        author=one.name or w("A buyer"),
        source=one.source or "",
        when=w.when(one.date) if one.date else None,
        proof=ctx.action(w("Read it there"), one.url, branded=False) if one.url else None,
        picture=ctx.picture(one.photo, w("Screenshot of a message")) if one.consent else None,
        caution=w("a screenshot, which nobody can check") if one.photo and one.consent else "",
    )


def press(ctx: Context, campaign: Campaign) -> tuple[ActionView, ...]:
    w = ctx.words
    return tuple(
        ctx.action(
            w.text(one.title),
            one.url,
            note=f"{one.outlet}, {w.day(one.date)}" if one.date else one.outlet,
            branded=False,
        )
        for one in campaign.press
    )


def risks(ctx: Context, campaign: Campaign) -> tuple[DetailRow, ...]:
    return tuple(DetailRow(label=ctx.words.text(row.risk), text=ctx.words.text(row.answer)) for row in campaign.risks)


def questions(ctx: Context, campaign: Campaign) -> tuple[QuestionView, ...]:
    """The seller's own questions first, then those that buyers asked in public, dated."""
    own = [
        _question(ctx, row, None, "campaigns", campaign.slug, "faq", number, "answer")
        for number, row in enumerate(campaign.faq)
    ]
    asked = [
        _question(ctx, row, row.date, "campaigns", campaign.slug, "questions", number, "answer")
        for number, row in enumerate(campaign.questions)
    ]
    return (*own, *asked)


def policies(ctx: Context) -> tuple[QuestionView, ...]:
    """The shop's promises, to unfold like questions."""
    shown = []
    for number, policy in enumerate(ctx.site.shop.policies):
        answer = ctx.html(policy.text, "shop", "policies", number, "text")
        assert answer is not None
        shown.append(QuestionView(question=ctx.words.text(policy.title), answer=answer))
    return tuple(shown)


def _question(ctx: Context, row: Faq | PublicQuestion, date: Moment | None, *path: str | int) -> QuestionView:
    answer = ctx.html(row.answer, *path)
    assert answer is not None
    return QuestionView(
        question=ctx.words.text(row.question), answer=answer, when=ctx.words.when(date) if date else None
    )
