"""What search engines are told of a page as data (JSON-LD, schema.org): the shop, its goods, questions, the way here.

Owns which page says what. It is the same at every moment that the page knows, so it is made once, for the moment of the
build; nothing in it may become untrue by the passing of time alone. Without `url` there is none: search engines know
things by their addresses.
"""

from __future__ import annotations

from generator.page import addresses
from generator.page.jsondata import inside_script
from generator.page.present.context import Context
from generator.page.present.goods import SHOP, Node, goods, shortened
from generator.page.present.lists import archive_pages
from generator.page.present.spells import Spell
from generator.page.richtext import plain_text
from generator.page.views import Html
from generator.shop import brands
from generator.shop.model.bio import Social, Store
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Faq, PublicQuestion
from generator.shop.model.shop import CertificateKind, Contact
from generator.structs import replace

MOST_ABOUT = 300


def with_data(ctx: Context, kind: str, slug: str, told: tuple[Spell, ...], number: int = 1) -> tuple[Spell, ...]:
    """The renderings of a page (`plan.Place.kind`, `slug` and `number`), all with the same data."""
    data = structured(ctx, kind, slug, number)
    if data is None:
        return told
    return tuple(
        replace(spell, view=replace(spell.view, meta=replace(spell.view.meta, structured=data))) for spell in told
    )


def structured(ctx: Context, kind: str, slug: str, number: int = 1) -> Html | None:
    """The data of one page; None for a page that has none."""
    nodes = _nodes(ctx, kind, slug, number) if ctx.site.shop.url else []
    return inside_script({"@context": "https://schema.org", "@graph": nodes}) if nodes else None


def _nodes(ctx: Context, kind: str, slug: str, number: int) -> list[Node]:
    w = ctx.words
    match kind:
        case "landing":
            return [shop(ctx), _website(ctx)]
        case "campaign":
            campaign = ctx.campaign(slug)
            sold = goods(ctx, campaign)
            trail = _trail(ctx, (w("All POs"), addresses.ARCHIVE), (w.text(campaign.title), ""))
            return [*sold, *([_seller(ctx)] if sold else []), *_questions(ctx, campaign), trail]
        case "archive" if number > 1:
            page = w("Page {number} of {count}", number=w.number(number), count=w.number(archive_pages(ctx.site)))
            return [_trail(ctx, (w("All POs"), addresses.ARCHIVE), (page, ""))]
        case "archive":
            return [_trail(ctx, (w("All POs"), ""))]
        case "free":
            # A page that is none of the seller's is the one on privacy.
            title = next((w.text(each.title) for each in ctx.site.pages if each.slug == slug), w("Privacy"))
            return [_trail(ctx, (title, ""))]
    return []


def shop(ctx: Context) -> Node:
    """The shop itself, and the accounts that are its own."""
    w, said = ctx.words, ctx.site.shop
    who = said.identity
    logo = ctx.pictures.get(said.logo.file) if said.logo else None
    about = w.text(said.tagline) or plain_text(w.text(said.about))
    listed: tuple[Social | Store, ...] = (*ctx.site.links.socials, *ctx.site.marketplaces.marketplaces)
    accounts = [_account(one) for one in listed]
    found: Node = {
        **_seller(ctx),
        "description": shortened(about, MOST_ABOUT),
        "logo": f"{said.url}{logo.widest}" if logo else "",
        "foundingDate": said.since if said.since and said.since.isdecimal() and len(said.since) == 4 else "",
        "legalName": (who.legal_name or "") if who else "",
        "address": _address(ctx),
        "contactPoint": [point for person in said.contact if (point := _contact(ctx, person))],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "NIB", "value": one.number}
            for one in (who.registrations if who else ())
            if one.kind is CertificateKind.NIB
        ],
        "sameAs": list(dict.fromkeys(accounts)),
    }
    return {key: value for key, value in found.items() if value}


def _seller(ctx: Context) -> Node:
    home = ctx.absolute(addresses.LANDING)
    name = ctx.words.text(ctx.site.shop.name)
    return {"@type": "OnlineStore", "@id": home + SHOP, "name": name, "url": home}


def _website(ctx: Context) -> Node:
    home = ctx.absolute(addresses.LANDING)
    return {
        "@type": "WebSite", "name": ctx.words.text(ctx.site.shop.name), "url": home,
        "inLanguage": ctx.words.language, "publisher": {"@id": home + SHOP},
    }  # fmt: skip


def _account(one: Social | Store) -> str:
    return one.url or brands.profile_url(brands.brand(one.brand), one.handle or "")


def _address(ctx: Context) -> Node | None:
    """Where letters reach the shop; a city alone is said as one."""
    w, said = ctx.words, ctx.site.shop
    street = w.text(said.identity.address) if said.identity and said.identity.address else ""
    city = w.text(said.city)
    if not street and not city:
        return None
    return {
        "@type": "PostalAddress",
        **({"streetAddress": street} if street else {}),
        **({"addressLocality": city} if city else {}),
        "addressCountry": said.country,
    }


def _contact(ctx: Context, person: Contact) -> Node | None:
    number = person.whatsapp or person.phone
    if number is None and person.email is None:
        return None
    return {
        "@type": "ContactPoint",
        "contactType": ctx.words.text(person.purpose) or "customer service",
        **({"telephone": f"+{number.digits}"} if number else {}),
        **({"email": person.email} if person.email else {}),
    }


def _questions(ctx: Context, campaign: Campaign) -> list[Node]:
    """The questions that stand on the page, with their answers as plain words."""
    w = ctx.words
    rows: tuple[Faq | PublicQuestion, ...] = (*campaign.faq, *campaign.questions)
    asked = [
        {
            "@type": "Question",
            "name": w.text(row.question),
            "acceptedAnswer": {"@type": "Answer", "text": plain_text(w.text(row.answer))},
        }
        for row in rows
    ]
    return [{"@type": "FAQPage", "mainEntity": asked}] if asked else []


def _trail(ctx: Context, *steps: tuple[str, str]) -> Node:
    """From the shop to this page; the last step is the page itself and needs no address."""
    whole = ((ctx.words.text(ctx.site.shop.name), addresses.LANDING), *steps)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                **({"item": ctx.absolute(path)} if path else {}),
            }
            for position, (name, path) in enumerate(whole, 1)
        ],
    }
