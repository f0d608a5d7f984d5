"""From wish to message: the steps with their dates, the links that open a chat with the order written, whom to ask."""

from __future__ import annotations

from generator.page import i18n
from generator.page.present.context import Context, channel_link, channel_name, channel_shown, first_channel
from generator.page.present.items import line_name
from generator.page.present.orderform import order_form
from generator.page.views import (
    ActionView,
    ChannelView,
    ContactView,
    DetailRow,
    HereView,
    OrderLine,
    OrderView,
    StepView,
    WhenView,
)
from generator.shop import brands, links
from generator.shop import standing as facts
from generator.shop.durations import Due
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Ask, OrderVia, QuestionKind, Safer, SaferWay, Via
from generator.shop.model.shop import CHANNELS, Contact
from generator.shop.moments import Moment
from generator.shop.ordermessage import fill
from generator.shop.schedule import ORDERABLE, State
from generator.shop.standing import Sellable, Standing

MOST_PAYMENTS = 3
"""How many payments are steps of the order flow."""
MOST_LINES = 20
"""Above this many variants there is one link per item."""


def steps(ctx: Context, campaign: Campaign, here: Standing) -> tuple[StepView, ...]:
    """The order flow with real dates: the seller's own steps, else those that follow from payments and receiving."""
    w = ctx.words
    if campaign.steps:
        own = [
            StepView(
                title=w.text(s.title),
                status="next",
                when=WhenView(text=w.text(s.when)) if s.when else w.when(s.starts) if s.starts else None,
                buyer=w.text(s.buyer),
                seller=w.text(s.seller),
            )
            for s in campaign.steps
        ]
        dated = [(number, s.starts.at) for number, s in enumerate(campaign.steps) if s.starts]
        if not dated or here.state in (State.DONE, State.CANCELLED):
            return tuple(own)
        now = max((number for number, at in dated if at <= ctx.now), default=-1)
        return tuple(_placed(ctx, step, number, now) for number, step in enumerate(own))
    if here.state is State.CANCELLED:
        return ()
    made = _usual_steps(ctx, campaign, here)
    current = {
        State.UPCOMING: -1,
        State.FULL: _paying_step(ctx, campaign),
        State.CLOSED: _paying_step(ctx, campaign),
        State.SHIPPING: len(made) - 2,
        State.OVERDUE: len(made) - 2,
        State.DONE: len(made),
    }.get(here.state, 0)
    return tuple(_placed(ctx, step, number, current) for number, step in enumerate(made))


def _paying_step(ctx: Context, campaign: Campaign) -> int:
    """Once nobody can order any more: the first payment whose date is still to come, else the making."""
    listed = campaign.payments[:MOST_PAYMENTS]
    for number, payment in enumerate(listed, 1):
        if isinstance(payment.due, Moment) and payment.due.at > ctx.now:
            return number
    return len(listed) + 1


def _placed(ctx: Context, step: StepView, number: int, current: int) -> StepView:
    status = "done" if number < current else "now" if number == current else "next"
    mark = ctx.words("You are here") if status == "now" else ""
    return StepView(title=step.title, status=status, when=step.when, buyer=step.buyer, seller=step.seller, mark=mark)


def _usual_steps(ctx: Context, campaign: Campaign, here: Standing) -> list[StepView]:
    w = ctx.words
    until = (
        WhenView(text=w("until {date}", date=w.moment(here.closes)), iso=w.when(here.closes).iso)
        if here.closes
        else None
    )
    if here.state is State.UPCOMING and here.opens:
        until = WhenView(text=w("from {date}", date=w.moment(here.opens)), iso=w.when(here.opens).iso)
    channel = _channels(ctx, campaign)
    through = channel[0][1] if channel else ""
    made = [
        StepView(
            title=w("Order"), status="next", when=until,
            buyer=w("send your order through {channel}, from this page.", channel=through) if through else "",
            seller=w("answer with the final total."),
        )
    ]  # fmt: skip
    for payment in campaign.payments[:MOST_PAYMENTS]:
        title = w("Pay: {name} {amount}", name=w.text(payment.name), amount=w.amount(payment.amount))
        seller = w("note your order once the money has arrived.") if len(made) == 1 else ""
        buyer = w("transfer to an account on this page and send the receipt.") if len(made) == 1 else ""
        made.append(StepView(title=title, status="next", when=_due(ctx, payment.due), buyer=buyer, seller=seller))
    making = w("after closing") if here.closes else ""
    made.append(
        StepView(
            title=w("Making"),
            status="next",
            when=WhenView(text=making) if making else None,
            seller=w("make your order."),
        )
    )
    ships = w.span(campaign.ships, here.ships)
    made.append(
        StepView(
            title=w("Shipping"), status="next", when=_planned(ctx, ships),
            seller=f"{w('pack and send.')} {w.text(campaign.tracking)}".strip(),
        )
    )  # fmt: skip
    complaint = campaign.terms.complaint if campaign.terms else None
    check = (
        w("check the goods; tell us within {duration} if something is wrong.", duration=w.duration(complaint.within))
        if complaint
        else w("check the goods and tell us if something is wrong.")
    )
    made.append(StepView(title=w("Arrived"), status="next", buyer=check))
    return made


def _planned(ctx: Context, ships: str) -> WhenView | None:
    return WhenView(text=ctx.words("planned {dates}", dates=ships)) if ships else None


def _due(ctx: Context, due: Due | None) -> WhenView | None:
    if due is None:
        return None
    return ctx.words.when(due) if isinstance(due, Moment) else WhenView(text=ctx.words.due(due))


def here_view(ctx: Context, shown: tuple[StepView, ...]) -> HereView | None:
    """One line and the marks: which step is the buyer's now."""
    now = next((number for number, step in enumerate(shown, 1) if step.status == "now"), 0)
    if not now:
        return None
    w = ctx.words
    step = shown[now - 1].title
    text = w(
        "You are here: step {number} of {count}, {step}", number=now, count=len(shown), step=step[:1].lower() + step[1:]
    )
    return HereView(text=text, marks=tuple(step.status for step in shown))


def order_view(ctx: Context, campaign: Campaign, here: Standing) -> OrderView | None:
    """The ways to order. Read only before opening; gone once nothing can be ordered."""
    w = ctx.words
    contacts = contact_views(ctx)
    form = order_form(ctx, campaign, here, form_channels(ctx, campaign)) if here.state in ORDERABLE else None
    if here.state is State.UPCOMING:
        return OrderView(
            channels=(),
            closed=w("The PO is not open yet. You can look at everything already."),
            questions=_questions(ctx, campaign),
            contacts=contacts,
        )
    if here.state not in ORDERABLE:
        return None
    channels = tuple(
        _channel(ctx, campaign, here, via, name, first=number == 0)
        for number, (via, name) in enumerate(_channels(ctx, campaign))
    )
    caution = w("Do not transfer yet: wait for the answer with the final total.")
    if campaign.limit:
        caution = f"{caution} {w('At most {count} pieces in one order.', count=w.number(campaign.limit))}"
    return OrderView(
        channels=channels,
        caution=caution,
        questions=_questions(ctx, campaign),
        contacts=contacts,
        safer=tuple(_safer(ctx, way) for way in campaign.safer),
        form=form,
    )


def form_channels(ctx: Context, campaign: Campaign) -> tuple[tuple[Contact, str, str], ...]:
    """Who gets the form's message, through which channel; forms and stores elsewhere have their own."""
    found = []
    for via, name in _channels(ctx, campaign):
        person = _person(ctx, via)
        if person and not via.url:
            found.append((person, via.via.value, name))
    return tuple(found)


def _person(ctx: Context, via: OrderVia) -> Contact | None:
    """The first contact that has this channel."""
    if via.via.value not in CHANNELS:
        return None
    return next((person for person in ctx.site.shop.contact if getattr(person, via.via.value) is not None), None)


def _channels(ctx: Context, campaign: Campaign) -> list[tuple[OrderVia, str]]:
    """The ways to order with their names; the first contact's first channel where none is named."""
    if campaign.order_via:
        return [(via, _via_name(ctx, via)) for via in campaign.order_via]
    people = ctx.site.shop.contact
    channel = first_channel(people[0]) if people else None
    if channel is None or channel == "phone":
        return []
    return [(OrderVia(via=Via(channel), url=None, note=None), channel_name(channel))]


def _via_name(ctx: Context, via: OrderVia) -> str:
    if via.via is Via.FORM:
        return ctx.words("the form")
    return "e-mail" if via.via is Via.EMAIL else brands.brand(via.via.value).name


def _channel(ctx: Context, campaign: Campaign, here: Standing, via: OrderVia, name: str, *, first: bool) -> ChannelView:
    w = ctx.words
    person = _person(ctx, via)
    sign = None if via.via is Via.FORM else ctx.brand(via.via.value)
    icon = "ui/document" if via.via is Via.FORM else "ui/chat"
    note = w.text(via.note)
    if via.url or person is None:
        action = ctx.action(w("Order through {channel}", channel=name), via.url or "#order", counted=True)
        return ChannelView(
            name=name, lines=(OrderLine(label=w.text(campaign.title), action=action),), brand=sign, icon=icon, note=note
        )
    if via.via is Via.INSTAGRAM:
        note = note or w("Instagram cannot fill in the message: please write the code of what you want.")
    lines = _lines(ctx, campaign, here, person, via.via.value) if first else ()
    if not lines:
        message = order_message(ctx, campaign, w.text(campaign.title), "")
        lines = (
            OrderLine(
                label=w.text(campaign.title), action=ctx.channel(person, via.via.value, message, label=w("Order"))
            ),
        )
    return ChannelView(name=name, lines=lines, brand=sign, icon=icon, note=note, in_form=True)


def _lines(ctx: Context, campaign: Campaign, here: Standing, person: Contact, channel: str) -> tuple[OrderLine, ...]:
    every = facts.sellables(campaign)
    if len(every) > MOST_LINES:
        seen: dict[int, Sellable] = {}
        for line in every:
            seen.setdefault(id(line.item), line)
        return tuple(
            _line(ctx, campaign, here, line, person=person, channel=channel, whole_item=True) for line in seen.values()
        )
    return tuple(_line(ctx, campaign, here, line, person=person, channel=channel, whole_item=False) for line in every)


def _line(
    ctx: Context, campaign: Campaign, here: Standing, line: Sellable, *, person: Contact, channel: str, whole_item: bool
) -> OrderLine:
    w = ctx.words
    label = w.text(line.item.name) if whole_item else line_name(ctx, line)
    position = campaign.items.index(line.item) + 1
    code = facts.item_code(line.item, position) if whole_item else line.code
    siblings = [each for each in facts.sellables(campaign) if each.item is line.item] if whole_item else [line]
    if all(facts.is_full(campaign, each, here.taken) for each in siblings):
        since = here.counted
        return OrderLine(
            label=label, action=None, note=w("Full as of {date}", date=w.day(since)) if since else w("Full")
        )
    prices = [each.price for each in siblings if each.price is not None]
    price = w.money_range(min(prices), max(prices)) if prices else ""
    message = order_message(ctx, campaign, f"{label} ({code})", price, person=person, channel=channel)
    return OrderLine(label=label, price=price, action=ctx.channel(person, channel, message, label=w("Order")))


def order_message(
    ctx: Context, campaign: Campaign, what: str, price: str, *, person: Contact | None = None, channel: str = ""
) -> str:
    """The message of a static link: one line to order and the seller's questions to answer. It has no order code."""
    w = ctx.words
    shop, title = w.text(ctx.site.shop.name), w.text(campaign.title)
    if campaign.batch and not campaign.repeats:
        title = f"{title}, {w('Batch {number}', number=campaign.batch)}"
    line = f"• 1 × {what}" + (f" – {price}" if price else "")
    if campaign.message:
        return fill(w.text(campaign.message), {"items": line, "shop": shop, "campaign": title}, blanks=True)
    asked = [f"{w.text(question.label)}: " for question in campaign.ask]
    rows = [
        w("Hello {shop}, I would like to order from {title}:", shop=shop, title=title),
        line,
        "",
        w("Name: "),
        *asked,
    ]
    full = "\n".join(i18n.breakable(row) for row in rows)
    if person and not links.fits(channel_link(person, channel, full, shop)):
        return "\n".join((rows[0], line))
    return full


def _questions(ctx: Context, campaign: Campaign) -> tuple[DetailRow, ...]:
    return tuple(DetailRow(label=ctx.words.text(ask.label), text=_answer(ctx, ask)) for ask in campaign.ask)


def _answer(ctx: Context, ask: Ask) -> str:
    """What an answer looks like, in words."""
    w = ctx.words
    parts = []
    if ask.kind is QuestionKind.CHOICE:
        parts.append(i18n.format_list([w.text(option) for option in ask.options], w.language, either=True))
    elif ask.kind is QuestionKind.NUMBER:
        parts.append(w("a number"))
    elif ask.kind is QuestionKind.DATE:
        parts.append(w("a date"))
    if ask.limit:
        parts.append(w("at most {count} letters", count=w.number(ask.limit)))
    if not ask.required:
        parts.append(w("may stay empty"))
    if ask.help:
        parts.append(w.text(ask.help))
    return " · ".join(parts)


def contact_views(ctx: Context) -> tuple[ContactView, ...]:
    """Everyone who answers, each channel of theirs once."""
    w = ctx.words
    shown = []
    hello = w("Hello {shop}, I have a question.", shop=w.text(ctx.site.shop.name))
    for person in ctx.site.shop.contact:
        for channel in CHANNELS:
            if getattr(person, channel) is None:
                continue
            name = (
                ctx.words({"email": "e-mail", "phone": "telephone"}[channel])
                if channel in ("email", "phone")
                else channel_name(channel)
            )
            label = (
                w("{channel} · {name}", channel=name[:1].upper() + name[1:], name=person.name)
                if person.name
                else name[:1].upper() + name[1:]
            )
            shown.append(
                ContactView(
                    action=ctx.channel(person, channel, hello, label=label),
                    address=channel_shown(person, channel),
                    purpose=w.text(person.purpose),
                    hours=w.hours(person.hours) if person.hours else "",
                    reply=_reply(ctx, person),
                )
            )
    return tuple(shown)


def _reply(ctx: Context, person: Contact) -> str:
    """What counts outside the hours. It says no day: the page may be read a week after it was made."""
    if person.hours is None:
        return ""
    return ctx.words("Outside these hours, your order counts from the time your message arrives.")


def _safer(ctx: Context, way: Safer) -> ActionView:
    w = ctx.words
    names = {
        SaferWay.MARKETPLACE: w("Marketplace"),
        SaferWay.REKBER: w("Escrow (rekber)"),
        SaferWay.COD: w("Cash on delivery"),
    }
    label = way.name or names[way.way]
    link = way.url or way.record
    if link:
        return ctx.action(label, link, note=w.text(way.note), counted=link == way.url)
    return ActionView(label=label, href="#receive", icon="ui/users", note=w.text(way.note))
