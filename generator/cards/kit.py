"""Everything that a seller posts and prints around a PO, as files: `etalase promo` writes them.

Owns which files a kit has and their names. It must not write them.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.cards.studio import Studio
from generator.media.cards.encode import encoded, pdf
from generator.media.cards.formats import FORMATS, SQUARE
from generator.media.cards.print import A4_PX, A5_PX, DOTS_PER_INCH, Printing, poster, price_list
from generator.page.present.context import Context
from generator.page.present.promo import PromoFacts, campaign_promo, shop_promo
from generator.page.present.sharing import ShareFacts, campaign_facts, shop_facts
from generator.shop.model.campaign import Campaign

SHOP = "toko"
"""The folder of the shop's own kit."""


def kit(studio: Studio, ctx: Context, campaign: Campaign | None) -> Iterator[tuple[str, bytes]]:
    """The files of one kit, each as it is made: its path (`melati-7/story.jpg`) and its bytes."""
    facts = campaign_facts(ctx, campaign) if campaign else shop_facts(ctx)
    promo = campaign_promo(ctx, campaign, facts) if campaign else shop_promo(ctx, facts)
    folder = campaign.slug if campaign else SHOP
    for name, content in _files(studio, facts, promo):
        yield f"{folder}/{name}", content


def _files(studio: Studio, facts: ShareFacts, promo: PromoFacts) -> Iterator[tuple[str, bytes]]:
    yield "caption-short.txt", promo.short.encode()
    yield "caption-long.txt", promo.long.encode()
    for form in FORMATS:
        yield f"{form.name}.jpg", encoded(studio.canvas(facts, form)).content
    fonts = studio.fonts((*facts.texts(), *promo.texts()))
    job = Printing(facts, promo, studio.look, fonts, studio.logo(facts))
    for paper, width in (("a4", A4_PX), ("a5", A5_PX)):
        head = studio.canvas(facts, SQUARE, width / SQUARE.width).image
        yield f"poster-{paper}.pdf", pdf([poster(job, head, width)], DOTS_PER_INCH)
    if promo.prices:
        yield "price-list.pdf", pdf(price_list(job, A4_PX), DOTS_PER_INCH)
