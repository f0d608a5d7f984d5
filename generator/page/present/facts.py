"""What buyers count on, as a short list that can be compared with the one that is live.

Owns which facts those are: prices, the dates of a PO, where money goes, whom to write to. Each is worked out where the
pages take it from. It must not compare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.page.i18n import breakable
from generator.page.present.context import Context
from generator.shop.model.campaign import Campaign
from generator.shop.standing import sellables
from generator.structs import Frozen

SORTS = (
    "po", "cancelled", "full", "price", "early", "opens", "closes", "ships", "account", "qris", "whatsapp", "phone",
)  # fmt: skip
"""What a fact can be about, in the order in which they are shown."""


class Fact(Frozen):
    """One thing that a buyer reads and counts on.

    `key` tells it from all others: its sort, the campaign's slug, which of several. `about` and `name` are the
    campaign and the thing in words. `value` is compared, and means the same in every language; `text` is shown.
    """

    key: tuple[str, str, str]
    about: str
    name: str
    value: str
    text: str

    @property
    def sort(self) -> str:
        return self.key[0]


def facts(ctx: Context) -> tuple[Fact, ...]:
    """Every fact of the site, in the order of the shop and its campaigns."""
    return (*_of_shop(ctx), *(fact for each in ctx.site.campaigns for fact in _of_campaign(ctx, each)))


def _of_shop(ctx: Context) -> Iterator[Fact]:
    places: Counter[str] = Counter()
    for account in ctx.site.shop.accounts:
        if account.qris:
            name = account.qris.payload.merchant if account.qris.payload else account.qris.name or ""
            code = account.qris.payload.payload if account.qris.payload else account.qris.picture or ""
            yield Fact(("qris", "", name), "", "QRIS", code, name)
        elif account.published and account.number:
            place = account.bank or account.wallet or ""
            places[place] += 1
            which = f"{place} {places[place]}" if places[place] > 1 else place
            yield Fact(
                ("account", "", which), "", place, f"{account.number} {account.holder}",
                " · ".join(filter(None, (account.number, account.holder))),
            )  # fmt: skip
    for number, contact in enumerate(ctx.site.shop.contact, 1):
        for sort, phone in (("whatsapp", contact.whatsapp), ("phone", contact.phone)):
            if phone:
                yield Fact((sort, "", str(number)), "", contact.name or "", phone.digits, phone.national)


def _of_campaign(ctx: Context, campaign: Campaign) -> Iterator[Fact]:
    w, here, slug = ctx.words, ctx.standing(campaign.slug), campaign.slug
    title = w.text(campaign.title)

    def fact(sort: str, value: str, text: str, which: str = "", name: str = "") -> Fact:
        return Fact((sort, slug, which), title, name, value, breakable(text))

    yield fact("po", slug, title)
    if here.cancelled:
        yield fact("cancelled", here.cancelled.date.at.isoformat(), w.moment(here.cancelled.date))
    if here.full_since:
        yield fact("full", here.full_since.at.isoformat(), w.moment(here.full_since))
    for sort, moment in (("opens", here.opens), ("closes", here.closes)):
        if moment:
            yield fact(sort, moment.at.isoformat(), w.moment(moment))
    if here.ships:
        yield fact("ships", f"{here.ships.first} {here.ships.last}", w.days(here.ships))
    for line in sellables(campaign):
        name = " ".join(w.text(each.name) for each in (line.item, line.variant) if each)
        if line.price is not None:
            yield fact("price", f"{line.price} {w.currency}", w.money(line.price), line.code, name)
        if line.item.early and (line.variant is None or line.variant is line.item.variants[0]):
            early = line.item.early
            text = f"{w.money(early.price)} ({w.moment(early.until)})"
            yield fact("early", f"{early.price} {early.until.at.isoformat()}", text, line.code, w.text(line.item.name))
