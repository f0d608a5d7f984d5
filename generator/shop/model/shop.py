"""`shop.yaml`: who the seller is, how to reach them, how to check and to pay them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from generator.shop.model.base import Model, need_one
from generator.shop.model.deploy import Deploy
from generator.shop.model.leaves import (
    LIST,
    MANY,
    Closing,
    Count,
    Country,
    Currency,
    Desk,
    Digits,
    Email,
    File,
    Handle,
    Hours,
    Language,
    Line,
    Link,
    Moment,
    Name,
    Payload,
    Phone,
    Prose,
    Setting,
    SiteUrl,
    Slug,
    Span,
    Words,
    YesNo,
    Zone,
    choice,
)
from generator.shop.model.pictures import Photo

CHANNELS = ("whatsapp", "telegram", "line", "instagram", "email", "phone")
"""The ways to reach a person, in the order in which pages offer them."""


class Contact(Model):
    """A person or a desk that answers, with one or more ways to write."""

    whatsapp: Phone | None = Field(None, description="A WhatsApp number: `0812-3456-789`.")
    telegram: Handle | None = Field(None, description="A Telegram name, without `@`.")
    line: Handle | None = Field(None, description="The id of a LINE official account, without `@`.")
    instagram: Handle | None = Field(None, description="An Instagram name, without `@`.")
    email: Email | None = Field(None, description="An e-mail address.")
    phone: Phone | None = Field(None, description="A number to call.")
    name: Line | None = Field(None, description="Who answers.")
    purpose: Words | None = Field(None, description="What for: orders, complaints, wholesale.")
    hours: Hours | None = Field(None, description="When someone answers: `Senin-Jumat 08.30-17.00`.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        need_one(given, CHANNELS)
        return given


class CertificateKind(StrEnum):
    """What a registration or certificate is about."""

    HALAL = "halal"
    BPOM = "bpom"
    PIRT = "pirt"
    SNI = "sni"
    NIB = "nib"
    BRAND = "brand"
    OTHER = "other"


class Certificate(Model):
    """A registration that can be looked up. It is shown as facts, never as a seal."""

    known_by: ClassVar[str] = "number"

    kind: Annotated[
        CertificateKind, choice(CertificateKind, {"merek": "brand", "lainnya": "other", "p irt": "pirt"})
    ] = Field(description="What it is.")
    name: Name | None = Field(None, description="Its name, for `kind: other` or where the kind says too little.")
    number: Line = Field(description="Its number, as printed.")
    issuer: Line | None = Field(None, description="Who issued it.")
    check: Link | None = Field(None, description="Where anyone can look it up.")
    valid_until: Closing | None = Field(None, description="Until when it is valid; not shown as valid after that.")


class LegalForm(StrEnum):
    """How the business is registered."""

    PERSON = "person"
    CV = "cv"
    PT = "pt"
    COOPERATIVE = "cooperative"


class Identity(Model):
    """Who stands behind the shop: what a buyer needs when something goes wrong."""

    owner: Line | None = Field(None, description="The name of the person who is responsible.")
    legal_name: Line | None = Field(None, description="The registered name, if there is one.")
    form: Annotated[LegalForm, choice(LegalForm, {"perorangan": "person", "koperasi": "cooperative"})] | None = Field(
        None, description="How the business is registered."
    )
    address: Name | None = Field(
        None, description="Where letters reach you; a district is enough if you work from home."
    )
    registrations: Annotated[tuple[Certificate, ...], LIST] = Field(
        (), description="NIB and other registrations, each with a place to look it up."
    )


class Qris(Model):
    """A QRIS code. Exactly one of `picture` and `payload`; a lone text is one of them."""

    shorthand: ClassVar[str] = "picture"

    picture: File | None = Field(None, description="The picture that the bank gave.")
    payload: Payload | None = Field(None, description="The text inside the code; it starts with 000201.")
    name: Line | None = Field(None, description="The merchant's name as the code says it.")
    nmid: Line | None = Field(None, description="The NMID printed under the code.")
    amounts: YesNo = Field(
        default=False, description="`yes` to let buyers put the amount into the code; the page carries a script for it."
    )

    @classmethod
    def expand(cls, given: str) -> dict[str, Any]:
        return {"payload" if given.strip().startswith("0002") else "picture": given}

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        need_one(given, ("picture", "payload"), only=True)
        return given


ACCOUNT_KINDS = ("bank", "wallet", "qris")


class Account(Model):
    """Where money goes. The holder's name is always shown."""

    bank: Line | None = Field(None, description="A bank: BCA, Mandiri, BRI …")
    wallet: Line | None = Field(None, description="An e-wallet: DANA, OVO, GoPay …")
    qris: Qris | None = Field(None, description="A QRIS code: the picture that the bank gave, or the text inside it.")
    number: Digits | None = Field(None, description="The account number; its digits are kept as written.")
    holder: Line | None = Field(None, description="The holder's name, exactly as the bank shows it.")
    holder_is: Words | None = Field(None, description="Who that is, when the name is not the shop's or the owner's.")
    published: YesNo = Field(default=True, description="`no` when the admin sends the number after the order.")
    note: Words | None = Field(None, description="Small words under the account.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        need_one(given, ACCOUNT_KINDS, only=True)
        return given


class Policy(Model):
    """A promise of the shop in a few lines."""

    title: Words = Field(description="What it is about: returns, privacy, packing.")
    text: Prose = Field(description="The promise itself. Markdown works.")


class Testimonial(Model):
    """What a buyer said, with where and when, so that it can be checked."""

    text: Words | None = Field(None, description="The buyer's words.")
    photo: Photo | None = Field(None, description="A screenshot; it is labelled as one that cannot be checked.")
    name: Line | None = Field(None, description="Who said it; initials are fine.")
    source: Line | None = Field(None, description="Where it was said: Shopee, Instagram, WhatsApp.")
    url: Link | None = Field(None, description="Where anyone can read it.")
    date: Moment | None = Field(None, description="When it was said.")
    consent: YesNo = Field(default=False, description="`yes` when the person agreed to be shown here.")
    campaign: Slug | None = Field(None, description="The campaign it is about.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        need_one(given, ("text", "photo"))
        return given


class PastBatch(Model):
    """An earlier batch: what was promised and what happened. Late and cancelled ones belong here too."""

    title: Words = Field(description="What was sold.")
    series: Slug | None = Field(None, description="The series it belongs to.")
    batch: Count | None = Field(None, description="Its number.")
    promised: Span | None = Field(None, description="When it should have been shipped.")
    shipped: Span | None = Field(None, description="When it really was.")
    quantity: Count | None = Field(None, description="How many pieces or orders.")
    cancelled: YesNo = Field(default=False, description="`yes` when it was cancelled and refunded.")
    note: Words | None = Field(None, description="What happened, in a sentence.")
    url: Link | None = Field(None, description="Where it can be seen.")


class Announcement(Model):
    """A bar above everything."""

    shorthand: ClassVar[str] = "text"

    text: Words = Field(description="One or two sentences.")
    url: Link | None = Field(None, description="Where to read more.")
    from_: Moment | None = Field(None, alias="from", description="Shown from this moment on.")
    until: Closing | None = Field(None, description="Gone after this moment.")


class Holiday(Model):
    """Days on which nobody answers or ships."""

    from_: Moment = Field(alias="from", description="The first day.")
    until: Closing = Field(description="The last day.")
    text: Words | None = Field(None, description="What buyers should know.")


class Community(Model):
    """Where buyers meet or hear the news first."""

    title: Name = Field(description="Its name.")
    url: Link = Field(description="Where to join.")
    text: Words | None = Field(None, description="What happens there.")


class ThemeChoice(Model):
    """Which theme, and how it is set."""

    shorthand: ClassVar[str] = "name"

    name: Slug = Field("etalase", description="The theme's name.")
    options: dict[str, Setting] = Field({}, description="The theme's own options; its theme.yaml lists them.")


class Utm(Model):
    """What is added to links that leave the site, so that the place they lead to can count who came from here."""

    shorthand: ClassVar[str] = "source"

    source: Line | None = Field(None, description="Where buyers come from: `bio`.")
    medium: Line | None = Field(None, description="What kind of place that is: `link`.")
    campaign: Line | None = Field(None, description="What it is about: `po-melati`.")
    term: Line | None = Field(None, description="A word of your own.")
    content: Line | None = Field(None, description="Which of several links.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        need_one(given, ("source", "medium", "campaign"))
        return given


class Shop(Model):
    """`content/shop.yaml`."""

    format: Count = Field(1, description="The version of this format; leave it out or write 1.")
    name: Name = Field(description="The shop's name.")
    tagline: Words | None = Field(None, description="What you make, in one line.")
    about: Prose | None = Field(None, description="Who you are, in a short paragraph. Markdown works.")
    logo: Photo | None = Field(None, description="Your logo; without it your initials serve.")
    cover: Photo | None = Field(None, description="A wide photo for the top of the page.")
    since: Line | None = Field(None, description="The year you began.")
    city: Name | None = Field(None, description="Where you work from.")
    locale: Language = Field("id", description="The language of the pages: `id` or `en`.")
    languages: Annotated[tuple[Language, ...], MANY] = Field(
        (),
        description=(
            "All languages that the pages are published in. `locale` (without it, the first) is at `/`, the others at "
            "`/en/`."
        ),
    )
    timezone: Zone = Field(
        ZoneInfo("Asia/Jakarta"), description="Your clock: WIB, WITA, WIT, or a name such as `Asia/Jakarta`."
    )
    currency: Currency = Field("IDR", description="The currency of all prices, as three letters.")
    country: Country = Field(
        "ID", description="The country of telephone numbers without a country code, as two letters."
    )
    url: SiteUrl | None = Field(None, description="Where the site will be hosted: `https://rumahmelati.example/`.")
    deploy: Deploy | None = Field(None, description="Where `etalase deploy` puts the site.")
    theme: ThemeChoice = Field(ThemeChoice(), description="The theme, or its name and options.")
    fonts: Annotated[tuple[Line, ...], MANY] = Field(
        (),
        description=(
            "Font files, or a folder of them, in content/: for words on share pictures that the theme's face cannot "
            "write, such as Japanese, Arabic or emoji."
        ),
    )
    people: Count | None = Field(None, description="How many people run the shop; with 1 the pages say “saya”.")
    contact: Annotated[tuple[Contact, ...], MANY] = Field(
        (), description="How to reach you; the first one takes orders."
    )
    identity: Identity | None = Field(None, description="Who stands behind the shop.")
    accounts: Annotated[tuple[Account, ...], LIST] = Field((), description="Where money goes: banks, e-wallets, QRIS.")
    policies: Annotated[tuple[Policy, ...], LIST] = Field((), description="Promises of the shop in a few lines.")
    testimonials: Annotated[tuple[Testimonial, ...], LIST] = Field((), description="What buyers said.")
    history: Annotated[tuple[PastBatch, ...], LIST] = Field(
        (), description="Earlier batches that have no page of their own."
    )
    announcement: Announcement | None = Field(None, description="A bar above everything.")
    holiday: Annotated[tuple[Holiday, ...], MANY] = Field((), description="Days on which nobody answers or ships.")
    community: Annotated[tuple[Community, ...], MANY] = Field(
        (), description="Where buyers meet or hear the news first."
    )
    utm: Utm | None = Field(
        None,
        description=(
            "Added to links, banners, stores and order forms (`utm_source=…`), never to chats, accounts and proofs."
        ),
    )
    security: Desk | None = Field(
        None, description="Whom to tell of a hole in the site: an e-mail address or a page. It makes security.txt."
    )
    updated: Moment | None = Field(None, description="The date the pages show as last changed.")
    ignore: Annotated[tuple[Line, ...], MANY] = Field((), description="Names of warnings and hints to leave out.")

    @model_validator(mode="after")
    def _first_language(self) -> Self:
        if self.languages and "locale" not in self.model_fields_set:
            return self.model_copy(update={"locale": self.languages[0]})
        return self

    @property
    def published(self) -> tuple[str, ...]:
        """The languages of the pages, each once, the one at `/` first."""
        return tuple(dict.fromkeys((self.locale, *self.languages)))
