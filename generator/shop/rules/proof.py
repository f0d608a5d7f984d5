"""Rules about what others said and what photos show: testimonials, consent, sources, text for those who cannot see.

Owns what a buyer needs to believe a proof. Words that claim too much are in `words`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Kind, Problem, Severity, problem
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.rules.where import Scope, of

CONSENT_MISSING = Kind(
    "consent-missing",
    "This screenshot shows what someone wrote to you, and does not say that they agreed.",
    "Ask them; then add `consent: yes`. Or quote the words without the picture.",
)
SOURCE_MISSING = Kind(
    "testimonial-source",
    "This testimonial does not say {missing}, so nobody can believe it.",
    "Add where and when it was said: `source: Shopee` and `date: 2026-11-02`.",
    Severity.WARNING,
)
ALT_MISSING = Kind(
    "alt-missing",
    "Photos without `alt`: {count}. People who cannot see them do not know what sets them apart.",
    "Write a few words for each: `alt: Botol 30 ml di atas kain putih`.",
    Severity.HINT,
)
BANNER_ALT_MISSING = Kind(
    "banner-alt",
    "This banner has no `alt`, so people who cannot see it do not know what it says.",
    "Write the words of the picture: `alt: Gratis ongkir sampai 31 Desember`.",
    Severity.WARNING,
)

KINDS = (CONSENT_MISSING, SOURCE_MISSING, ALT_MISSING, BANNER_ALT_MISSING)


def check_proof(scope: Scope) -> Iterator[Problem]:
    """Every proof that lacks what makes it one."""
    if scope.rest:
        yield from _shop(scope.site)
    for campaign in scope.campaigns:
        yield from _photos(campaign)


def _shop(site: Site) -> Iterator[Problem]:
    for position, said in enumerate(site.shop.testimonials):
        path = ("shop", "testimonials", position)
        if said.photo and not said.consent:
            yield problem(CONSENT_MISSING, *path, "photo")
        missing = [key for key, there in (("source", said.source or said.url), ("date", said.date)) if not there]
        if missing:
            yield problem(SOURCE_MISSING, *path, missing=", ".join(f"`{key}`" for key in missing))
    for position, banner in enumerate(site.links.banners):
        if banner.photo.alt is None:
            yield problem(BANNER_ALT_MISSING, "links", "banners", position, "photo")


def _photos(campaign: Campaign) -> Iterator[Problem]:
    """One hint for all photos of a campaign. The first one has its title, those of items and people their names."""
    bare = [
        (*of(campaign), key, position)
        for key in ("photos", "process", "proof")
        for position, photo in enumerate(getattr(campaign, key))
        if photo.alt is None and photo.caption is None and (key, position) != ("photos", 0)
    ]
    if bare:
        yield problem(ALT_MISSING, *bare[0], count=len(bare))
