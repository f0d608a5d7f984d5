"""What a stranger can check: maker, materials, certificates, earlier batches, testimonials, press, risks, questions."""

from __future__ import annotations

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
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Faq, PublicQuestion
from generator.shop.model.shop import Certificate, CertificateKind, PastBatch, Testimonial
from generator.shop.moments import Moment
from generator.shop.periods import Days
from generator.shop.schedule import State

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
    pictures = [view for photo in (*shots, *campaign.process) if (view := ctx.picture(photo))]
    if maker is None and not pictures:
        return None
    text = ctx.html(maker.about, "campaigns", campaign.slug, "maker", "about") if maker else None
    name = f"{maker.name}, {w.text(maker.place)}" if maker and maker.place else maker.name if maker else ""
    return MakerView(name=name, text=text, pictures=tuple(pictures))


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
    return tuple(view for photo in campaign.proof if (view := ctx.picture(photo)))


def history_view(ctx: Context, campaign: Campaign) -> HistoryView | None:
    """Earlier batches of the same series, those with a page and those without, newest first; late and cancelled
    ones counted like the others."""
    w = ctx.words
    past = [row for row in ctx.site.shop.history if campaign.series and row.series == campaign.series]
    rows = [_past_row(ctx, row) for row in (*campaign.history, *past)]
    for other in ctx.site.campaigns:
        same = campaign.series is not None and other.series == campaign.series and other.slug != campaign.slug
        if same and ctx.standing(other.slug).state in (State.DONE, State.CANCELLED):
            rows.append(_campaign_row(ctx, other))
    if not rows:
        first = campaign.batch == 1 and not ctx.site.shop.history and len(ctx.site.campaigns) == 1
        return HistoryView(rows=(), summary=w("This is our first PO.")) if first else None
    ordered = sorted(rows, key=lambda row: row[0], reverse=True)
    return HistoryView(rows=tuple(row for _, row in ordered), summary=_summary(ctx, [row for _, row in ordered]))


def _summary(ctx: Context, rows: list[HistoryRow]) -> str:
    w = ctx.words
    counted = {name: sum(row.outcome == name for row in rows) for name in ("on-time", "late", "cancelled")}
    said = [w("{count} on time", count=w.number(counted["on-time"]))]
    said.append(w("{count} late", count=w.number(counted["late"])))
    said.append(w("{count} cancelled", count=w.number(counted["cancelled"])))
    return w.plural("{count} batch: {results}", "{count} batches: {results}", len(rows), results=", ".join(said))


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


def _campaign_row(ctx: Context, campaign: Campaign) -> tuple[str, HistoryRow]:
    w = ctx.words
    here = ctx.standing(campaign.slug)
    title = w.text(campaign.title)
    if campaign.batch:
        title = f"{title}, {w('Batch {number}', number=campaign.batch)}"
    day = here.done.date.day if here.done else None
    outcome, words = _outcome(ctx, here.ships, Days(day, day) if day else None, cancelled=here.state is State.CANCELLED)
    note = w.text(here.done.note if here.done else here.cancelled.why if here.cancelled else None)
    last = day or (here.cancelled.date.day if here.cancelled else None)
    quantity = here.done.quantity if here.done else None
    return last.isoformat() if last else "", HistoryRow(
        title=title, promised=w.span(campaign.ships, here.ships),
        actual=w("cancelled") if here.state is State.CANCELLED else w.day(here.done.date) if here.done else "",
        outcome=outcome, words=f"{words}. {note}" if words and note else words or note,
        quantity=w.number(quantity) if quantity else "", href=ctx.to(addresses.campaign_path(campaign.slug)),
    )  # fmt: skip


def _outcome(ctx: Context, promised: Days | None, shipped: Days | None, *, cancelled: bool) -> tuple[str, str]:
    w = ctx.words
    if cancelled:
        return "cancelled", w("cancelled")
    if promised and shipped and shipped.last > promised.last:
        late = (shipped.last - promised.last).days
        return "late", w.plural("{count} day late", "{count} days late", late)
    return "on-time", w("on time") if promised and shipped else ""


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
