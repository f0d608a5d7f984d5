"""How money goes: instalments, what the price leaves out, accounts by state, the way back."""

from __future__ import annotations

from generator.page.present.context import Context, first_channel
from generator.page.present.prices import left_out
from generator.page.views import (
    AccountsView,
    AccountView,
    ActionView,
    BrandView,
    PaymentPlanView,
    PaymentRow,
    PaymentsView,
)
from generator.problems import Refused
from generator.shop import brands
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import FeePeriod, Payment
from generator.shop.model.shop import Account
from generator.shop.schedule import State
from generator.shop.standing import Standing

_PERIODS = {FeePeriod.DAY: "per day", FeePeriod.WEEK: "per week", FeePeriod.ONCE: "once"}
_STILL_PAYING = (State.FULL, State.CLOSED, State.SHIPPING, State.OVERDUE)


def payments_view(ctx: Context, campaign: Campaign, here: Standing) -> PaymentsView | None:
    """Everything about paying for this campaign, or None where the seller says nothing of it."""
    w = ctx.words
    plans = []
    if campaign.payments:
        plans.append(PaymentPlanView(rows=tuple(_row(ctx, payment) for payment in campaign.payments)))
    for terms in campaign.for_.values():
        if terms.payments:
            rows = tuple(_row(ctx, payment) for payment in terms.payments)
            plans.append(PaymentPlanView(rows=rows, title=w.text(terms.label), note=w.text(terms.note)))
    accounts = _accounts(ctx, here)
    refund = _refund(ctx, here)
    what = left_out(ctx, campaign)
    if not plans and accounts is None and not refund:
        return None
    return PaymentsView(
        plans=tuple(plans) if here.state is not State.CANCELLED else (),
        excludes=w("The price does not include: {what}.", what=what) if what else "",
        unique_code=w.text(campaign.unique_code),
        late_fee=_late_fee(ctx, campaign),
        accounts=accounts,
        refund=refund,
    )


def _row(ctx: Context, payment: Payment) -> PaymentRow:
    w = ctx.words
    note = w.text(payment.note)
    if payment.estimate:
        about = w("about {cost}, an estimate", cost=w.cost(payment.estimate))
        note = f"{about}. {note}" if note else about
    return PaymentRow(name=w.text(payment.name), amount=w.amount(payment.amount), due=w.due(payment.due), note=note)


def _late_fee(ctx: Context, campaign: Campaign) -> str:
    fee = campaign.late_fee
    if fee is None:
        return ""
    w = ctx.words
    return w(
        "Late payment: {amount} {period}, at most {cap}.",
        amount=w.money(fee.amount),
        period=w(_PERIODS[fee.per]),
        cap=w.money(fee.cap),
    )


def _refund(ctx: Context, here: Standing) -> str:
    w = ctx.words
    if here.state is State.CANCELLED and here.cancelled:
        until = here.cancelled.refund_until
        by = (
            w("All money is back by {date} at the latest.", date=w.day(until))
            if until
            else w("All money is paid back.")
        )
        how = w.text(here.cancelled.refund) or w("Send the number of your order and the account to pay back to.")
        return f"{by} {how}"
    if here.state is State.OVERDUE:
        return w("If you want your money back, write to us with the number of your order.")
    return ""


def _accounts(ctx: Context, here: Standing) -> AccountsView | None:
    """Accounts by state: none before opening and after the end, under a condition while payments are due."""
    if not ctx.site.shop.accounts:
        return None
    w = ctx.words
    if here.state is State.UPCOMING:
        return AccountsView(caution=w("Do not transfer before the PO opens."))
    if here.state is State.CANCELLED:
        return AccountsView(caution=w("Do not transfer: this PO is cancelled."))
    if here.state is State.DONE:
        return None
    caution = w("Pay only after your order is answered with its final total.")
    if here.state in _STILL_PAYING:
        caution = w("Only for orders that are already confirmed.")
    second = _second_channel(ctx)
    only = w("Transfer only to an account on this page. If a chat gives you another one, ask first.")
    if second:
        only = w("Transfer only to an account on this page. If a chat gives you another one, ask first through")
    shown = tuple(_account(ctx, account, number) for number, account in enumerate(ctx.site.shop.accounts, 1))
    valid = w("A payment counts once the money has arrived. We never ask for an OTP or a PIN.")
    return AccountsView(accounts=shown, caution=caution, only_here=only, ask=second, valid=valid)


def _second_channel(ctx: Context) -> ActionView | None:
    """Another way than the first chat: whoever took that over cannot answer there."""
    people = ctx.site.shop.contact
    first = first_channel(people[0]) if people else None
    message = ctx.words("Hello {shop}, is this account really yours?", shop=ctx.words.text(ctx.site.shop.name))
    for person in people:
        for channel in ("email", "instagram", "telegram", "line", "phone", "whatsapp"):
            if getattr(person, channel) is not None and not (person is people[0] and channel == first):
                return ctx.channel(person, channel, message, label=_channel_words(ctx, channel))
    return None


def _channel_words(ctx: Context, channel: str) -> str:
    words = {"email": "e-mail", "phone": "telephone"}
    return (
        ctx.words(words[channel])
        if channel in words
        else {"instagram": "Instagram", "telegram": "Telegram", "line": "LINE", "whatsapp": "WhatsApp"}[channel]
    )


def _sign(ctx: Context, name: str) -> BrandView | None:
    """The bank's or wallet's sign, where its name is one we know."""
    try:
        return ctx.brand(brands.brand(name).key)
    except Refused:
        return None


def _account(ctx: Context, account: Account, number: int) -> AccountView:
    w = ctx.words
    anchor = f"account-{number}"
    if account.qris:
        qris = account.qris
        merchant = qris.payload.merchant if qris.payload else qris.name or ""
        picture = ctx.qris_picture(qris) if account.published else None
        return AccountView(
            kind="qris", name="QRIS", anchor=anchor, holder=account.holder or merchant,
            holder_is=w.text(account.holder_is),
            picture=picture, save=ctx.qris_save(qris) if picture else None,
            merchant=merchant, nmid=(qris.payload.nmid if qris.payload else "") or qris.nmid or "",
            note=w.text(account.note), withheld="" if picture else w("The admin sends the code."),
            brand=ctx.brand("qris"),
            payload=qris.payload.payload if picture and qris.payload and qris.amounts else "",
            takes_due=ctx.site.shop.currency == "IDR",
        )  # fmt: skip
    name = account.bank or account.wallet or ""
    digits = account.number if account.published and account.number else ""
    return AccountView(
        kind="bank" if account.bank else "wallet",
        name=name,
        anchor=anchor,
        holder=account.holder or "",
        number=digits,
        groups=tuple(digits[at : at + 4] for at in range(0, len(digits), 4)),
        holder_is=w.text(account.holder_is),
        withheld="" if digits else w("The admin sends the number."),
        brand=_sign(ctx, name),
        note=w.text(account.note),
    )
