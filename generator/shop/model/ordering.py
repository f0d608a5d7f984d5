"""From the order to the parcel: payments, receiving, terms, questions, channels."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from generator.problems import Kind, Refused
from generator.shop.model.base import Model
from generator.shop.model.leaves import (
    LIST,
    MANY,
    Amount,
    Cost,
    Count,
    Due,
    Duration,
    Line,
    Link,
    Moment,
    Money,
    Name,
    Percent,
    Prose,
    Span,
    Words,
    YesNo,
    choice,
)
from generator.shop.model.shapes import ONE_OF


class Payment(Model):
    """One instalment."""

    name: Words = Field(description="What buyers call it: DP, Pelunasan.")
    amount: Amount = Field(description="`50%`, a sum, `rest`, or `later` when it is not known yet.")
    estimate: Cost | None = Field(None, description="For `later`: the range to expect.")
    due: Due | None = Field(None, description="A date, or a duration with its start: `24 hours after confirmation`.")
    note: Words | None = Field(None, description="Small words beside it.")


class FeePeriod(StrEnum):
    """How often a fee is added."""

    DAY = "day"
    WEEK = "week"
    ONCE = "once"


class LateFee(Model):
    """What late payment costs, and the most it can come to."""

    amount: Money = Field(description="How much.")
    per: Annotated[FeePeriod, choice(FeePeriod, {"hari": "day", "minggu": "week", "sekali": "once"})] = Field(
        description="For each day or week, or once."
    )
    cap: Money = Field(description="The most it can come to.")


class ReceiveKind(StrEnum):
    """How goods reach the buyer."""

    COURIER = "courier"
    INSTANT = "instant"
    PICKUP = "pickup"
    MEETUP = "meetup"
    COD = "cod"
    DIGITAL = "digital"


class Receive(Model):
    """One way to receive the goods."""

    shorthand: ClassVar[str] = "way"
    known_by: ClassVar[str] = "way"

    way: Annotated[
        ReceiveKind,
        choice(
            ReceiveKind,
            {
                "kurir": "courier",
                "instan": "instant",
                "ambil": "pickup",
                "ambil sendiri": "pickup",
                "pick up": "pickup",
                "ketemuan": "meetup",
                "meet up": "meetup",
                "bayar di tempat": "cod",
                "unduh": "digital",
            },
        ),
    ] = Field(description="courier, instant, pickup, meetup, cod or digital.")
    name: Name | None = Field(None, description="Its name, when the way says too little: JNE, GoSend.")
    dates: Span | None = Field(None, description="When, if it differs from `ships`.")
    hours: Words | None = Field(None, description="At what time, for pick-up and meet-up.")
    place: Name | None = Field(None, description="Where, for pick-up and meet-up.")
    areas: Words | None = Field(None, description="Where to: all of Indonesia, Jabodetabek only.")
    cost: Cost | None = Field(None, description="A sum, a range `10.000-25.000`, `free`, or `later` from the admin.")
    note: Words | None = Field(None, description="Small words under it.")


class ShippingGuide(Model):
    """What shipping to an area usually costs: an estimate, and labelled as one."""

    area: Words = Field(description="Where to.")
    cost: Cost = Field(description="A sum or a range.")


class Party(StrEnum):
    """Who does something."""

    BUYER = "buyer"
    SELLER = "seller"


class Cancel(Model):
    """What happens when an order is cancelled."""

    known_by: ClassVar[str] = "by"

    by: Annotated[Party, choice(Party, {"pembeli": "buyer", "penjual": "seller"})] = Field(
        description="buyer or seller."
    )
    until: Due | None = Field(None, description="Until when; a date or a duration with its start.")
    back: Percent = Field(description="How much is paid back: `100%`.")
    of: Words | None = Field(None, description="Of what: DP, what was paid.")
    within: Duration | None = Field(None, description="Within how long the money is back.")
    note: Words | None = Field(None, description="A sentence more.")


class Replacement(Model):
    """Whether a buyer may pass the order on to someone else (oper slot)."""

    allowed: YesNo = Field(description="yes or no.")
    until: Due | None = Field(None, description="Until when.")
    fee: Money | None = Field(None, description="What it costs.")
    note: Words | None = Field(None, description="How to do it.")


class Remedy(Model):
    """What the seller does when something goes wrong."""

    after: Duration | None = Field(None, description="How late or how long after, before this holds.")
    do: Words = Field(description="What the seller does, or what the buyer may choose.")
    back: Percent | None = Field(None, description="How much is paid back, if it comes to that.")
    within: Duration | None = Field(None, description="Within how long.")


class Complaint(Model):
    """How to complain."""

    within: Duration = Field(description="Within how long after the parcel arrived.")
    needs: Words | None = Field(None, description="What to send: an unboxing video, photos.")
    to: Words | None = Field(None, description="To whom.")


class Terms(Model):
    """What holds when things do not go as planned, as rows instead of an essay."""

    cancel: Annotated[tuple[Cancel, ...], MANY] = Field(
        (), description="What a cancelled order gets back, for each who cancels."
    )
    replacement: Replacement | None = Field(None, description="Passing an order on (oper slot).")
    late: Remedy | None = Field(None, description="When shipping is later than planned.")
    wrong: Remedy | None = Field(None, description="When the goods are wrong, damaged or missing.")
    complaint: Complaint | None = Field(None, description="How and until when to complain.")
    disputes: Words | None = Field(None, description="What happens when you cannot agree.")
    text: Prose | None = Field(None, description="Anything else. Markdown works.")


class Via(StrEnum):
    """Where an order is placed."""

    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    LINE = "line"
    INSTAGRAM = "instagram"
    EMAIL = "email"
    FORM = "form"
    SHOPEE = "shopee"
    TOKOPEDIA = "tokopedia"
    TIKTOK_SHOP = "tiktok-shop"
    LAZADA = "lazada"
    BLIBLI = "blibli"


NEEDS_URL = (Via.FORM, Via.SHOPEE, Via.TOKOPEDIA, Via.TIKTOK_SHOP, Via.LAZADA, Via.BLIBLI)
URL_NEEDED = Kind("order-url", "Ordering through `{via}` needs its address.", "Add `url: https://…`.")


class OrderVia(Model):
    """One way to order."""

    shorthand: ClassVar[str] = "via"
    known_by: ClassVar[str] = "via"

    via: Annotated[
        Via,
        choice(Via, {"wa": "whatsapp", "ig": "instagram", "surel": "email", "formulir": "form", "google form": "form"}),
    ] = Field(description="whatsapp, telegram, line, instagram, email, form, or a marketplace.")
    url: Link | None = Field(None, description="The form's or product's address.")
    note: Words | None = Field(None, description="Small words under it.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        via = given.get("via")
        if "url" not in given and isinstance(via, str) and via.strip() in {v.value for v in NEEDS_URL}:
            raise Refused(URL_NEEDED, below=("via",), via=via)
        return given

    @classmethod
    def expand(cls, given: str) -> dict[str, Any]:
        return cls.arrange({"via": given})


class QuestionKind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"


class Per(StrEnum):
    """How often a question is asked."""

    ORDER = "order"
    ITEM = "item"


OPTIONS_NEEDED = Kind(
    "options-needed", "A question of kind `choice` needs its options.", "Add `options:` with the possible answers."
)


class Ask(Model):
    """A question of the order form."""

    shorthand: ClassVar[str] = "label"

    label: Words = Field(description="The question, in a few words.")
    kind: Annotated[
        QuestionKind, choice(QuestionKind, {"teks": "text", "angka": "number", "pilihan": "choice", "tanggal": "date"})
    ] = Field(QuestionKind.TEXT, description="text, number, choice or date.")
    options: Annotated[tuple[Words, ...], LIST] = Field((), description="For `choice`: the possible answers.")
    per: Annotated[Per, choice(Per, {"pesanan": "order", "barang": "item"})] = Field(
        Per.ORDER, description="Asked once per order or for each item."
    )
    required: YesNo = Field(default=True, description="`no` when it may stay empty.")
    limit: Count | None = Field(None, description="For `text`: at most how many characters.")
    help: Words | None = Field(None, description="A sentence that explains it.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("kind") in ("choice", "pilihan") and "options" not in given:
            raise Refused(OPTIONS_NEEDED, below=("kind",))
        return given


class SaferWay(StrEnum):
    """Ways for a buyer who is not sure yet."""

    MARKETPLACE = "marketplace"
    REKBER = "rekber"
    COD = "cod"


class Safer(Model):
    """A way for buyers who are not sure yet."""

    known_by: ClassVar[str] = "way"

    way: Annotated[SaferWay, choice(SaferWay, {"rekening bersama": "rekber"})] = Field(
        description="marketplace, rekber or cod."
    )
    name: Line | None = Field(None, description="The service's name.")
    url: Link | None = Field(None, description="Where it is done.")
    record: Link | None = Field(None, description="For rekber: a record that someone else keeps.")
    note: Words | None = Field(None, description="How it works, what it costs.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("way") in ("rekber", "rekening bersama") and "record" not in given:
            raise Refused(ONE_OF, below=("way",), keys="`record`")
        return given


class BuyerTerms(Model):
    """Other terms for a kind of buyer."""

    label: Words = Field(description="Who: buyers abroad, resellers.")
    payments: Annotated[tuple[Payment, ...], LIST] = Field((), description="Their instalments.")
    receive: Annotated[tuple[Receive, ...], MANY] = Field((), description="How they receive the goods.")
    note: Words | None = Field(None, description="What else differs.")


class Faq(Model):
    """A question as people ask it, and a short answer."""

    question: Words = Field(description="The question.")
    answer: Prose = Field(description="The answer. Markdown works.")


class PublicQuestion(Model):
    """A question someone really asked, with the date of the answer."""

    known_by: ClassVar[str] = "date"

    question: Words = Field(description="The question.")
    answer: Prose = Field(description="The answer. Markdown works.")
    date: Moment | None = Field(None, description="When it was answered.")
    by: Line | None = Field(None, description="Who asked; initials are fine.")


class Step(Model):
    """A step of the order flow in your own words."""

    title: Words = Field(description="The step's name.")
    when: Words | None = Field(None, description="When, in words.")
    starts: Moment | None = Field(None, description="From when on buyers are at this step; the page then marks it.")
    buyer: Words | None = Field(None, description="What the buyer does.")
    seller: Words | None = Field(None, description="What you do.")


class Sharing(Model):
    """What campaigns share; each key can stand in `defaults.yaml` and in a campaign, which then wins."""

    payments: Annotated[tuple[Payment, ...], LIST] = Field((), description="The instalments, in order.")
    excludes: Words | None = Field(
        None, description="What the price does not include, as nouns (`ongkir`); printed beside every price."
    )
    unique_code: Words | None = Field(None, description="What a unique code in the last digits is for.")
    late_fee: LateFee | None = Field(None, description="What late payment costs.")
    for_: dict[str, BuyerTerms] = Field(
        {}, alias="for", description="Other terms for a kind of buyer, by a name of yours."
    )
    receive: Annotated[tuple[Receive, ...], MANY] = Field((), description="How goods reach the buyer.")
    shipping_guide: Annotated[tuple[ShippingGuide, ...], LIST] = Field(
        (), description="What shipping usually costs, by area."
    )
    tracking: Words | None = Field(None, description="How a buyer gets the tracking number (resi).")
    terms: Terms | None = Field(
        None,
        description="What holds when things go otherwise. A row here replaces the same row of `defaults.yaml`.",
    )
    order_via: Annotated[tuple[OrderVia, ...], MANY] = Field(
        (), description="Where to order; without it, the first contact."
    )
    ask: Annotated[tuple[Ask, ...], LIST] = Field((), description="Questions of the order form.")
    message: Words | None = Field(
        None, description="The order message. Fields in braces are filled in: {items}, {name}."
    )
    safer: Annotated[tuple[Safer, ...], LIST] = Field((), description="Ways for buyers who are not sure yet.")
    steps: Annotated[tuple[Step, ...], LIST] = Field(
        (), description="The order flow in your own words, in place of the usual one."
    )
    faq: Annotated[tuple[Faq, ...], LIST] = Field((), description="Questions people ask.")
    questions: Annotated[tuple[PublicQuestion, ...], LIST] = Field((), description="Questions buyers asked in public.")


class Defaults(Sharing):
    """`content/defaults.yaml`."""
