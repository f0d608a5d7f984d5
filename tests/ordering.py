"""What the order vectors hold, and the shop around each: read by the sums in Python and by the form in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shopkit import write_shop

from generator import shipped
from generator.page import i18n
from generator.page.catalogue import Catalogue
from generator.page.present.context import Context, channel_link
from generator.page.present.order import form_channels
from generator.page.present.orderfacts import message_words, order_facts
from generator.page.present.words import Words
from generator.page.views import Html
from generator.shop.ordermessage import MessageWords, Written, write_order
from generator.shop.orders import Facts, Order, OrderedLine, Sums, add_up
from generator.source.load import load_site

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors/orders.json").read_text("utf-8"))
ORDERS: list[dict[str, Any]] = VECTORS["orders"]
SHOPS: dict[str, dict[str, Any]] = VECTORS["shops"]


def vector_shop(root: Path, name: str) -> Path:
    """The shop of this name, its campaign at po/coba/."""
    return write_shop(root, shop="\n".join(SHOPS[name]["shop"]), coba="\n".join(SHOPS[name]["campaign"]))


@dataclass(frozen=True, slots=True)
class Counter:
    """Where orders of one shop are added up and written."""

    facts: Facts
    words: MessageWords
    money: Callable[[int], str]
    channels: tuple[tuple[Callable[[str], str] | None, str], ...]

    def sums(self, order: dict[str, Any]) -> Sums:
        return add_up(self.facts, as_order(order), moment(order))

    def written(self, order: dict[str, Any]) -> Written:
        return write_order(
            self.facts, self.words, as_order(order), money=self.money, at=moment(order), channels=self.channels
        )


def moment(order: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(order.get("at") or SHOPS[order["shop"]]["at"])


def as_order(given: dict[str, Any]) -> Order:
    lines = tuple(
        OrderedLine(
            line["code"], line["quantity"], *(tuple(line.get(key, ())) for key in ("choices", "extras", "answers"))
        )
        for line in given["lines"]
    )
    texts = {key: given.get(key, "") for key in ("name", "address", "voucher", "note", "code")}
    return Order(lines, way=given.get("way", 0), answers=tuple(given.get("answers", ())), **texts)


def counter(root: Path, name: str) -> Counter:
    """The counter of a vector shop, from its files."""
    loaded = load_site(vector_shop(root, name))
    site = loaded.site
    assert site is not None
    assert not loaded.problems
    language = site.shop.locale
    catalogue = (
        Catalogue.english() if language == "en" else Catalogue.from_po(language, shipped.catalogue_text(language))
    )
    words = Words(catalogue, site.shop.currency, site.shop.timezone, site.shop.people == 1)
    now = datetime.fromisoformat(SHOPS[name]["at"])
    ctx = Context(site, words, now, "po/coba/index.html", {}, lambda *_: Html(""))
    campaign = site.campaigns[0]
    channels = []
    for person, channel, _ in form_channels(ctx, campaign):

        def link(text: str, person: Any = person, channel: str = channel) -> str:
            return channel_link(person, channel, text, words.text(site.shop.name))

        channels.append((link if link("x") != link("") else None, link("")))
    return Counter(
        order_facts(ctx, campaign, ctx.standing(campaign.slug)),
        message_words(ctx, campaign),
        lambda amount: i18n.breakable(words.money(amount)),
        tuple(channels),
    )
