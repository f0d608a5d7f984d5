"""Every value below a model, with the path a seller would name it by.

Owns the walk that rules about texts, links and dates share, and how they pass on what a parser refused. It must
not judge anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.paths import host_of
from generator.problems import Parameter, Path, Problem, Refused
from generator.shop.model.base import Model, key_names
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.text import Text


def values(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """The value itself and everything in it, in the order of the reference, each with its path in YAML keys."""
    yield path, value
    if isinstance(value, Model):
        for key, name in key_names(type(value)).items():
            yield from values(getattr(value, name), (*path, key))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from values(inner, (*path, key))
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from values(inner, (*path, position))


def parts(site: Site) -> Iterator[tuple[Path, Model]]:
    """The files of a site as models, each with its path."""
    yield ("shop",), site.shop
    yield ("links",), site.links
    yield ("marketplaces",), site.marketplaces
    for campaign in site.campaigns:
        yield of(campaign), campaign
    for page in site.pages:
        yield ("pages", page.slug), page


def of(campaign: Campaign) -> Path:
    """The path of a campaign."""
    return ("campaigns", campaign.slug)


def texts(value: object, path: Path) -> Iterator[tuple[Path, Text]]:
    """Every text for buyers below a value."""
    for where, found in values(value, path):
        if isinstance(found, Text):
            yield where, found


def addresses(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every web address below a value; they are judged already."""
    for where, found in values(value, path):
        if isinstance(found, str) and host_of(found):
            yield where, found


def is_over(campaign: Campaign) -> bool:
    """Whether the seller has put the campaign away, so that advice comes too late."""
    return campaign.archived or bool(campaign.done or campaign.cancelled)


def refused_at(refused: Refused, *path: str | int, **shown: Parameter) -> Problem:
    """What a parser or a sum refused, as a problem at a place; `shown` replaces parameters of the same name."""
    return Problem(refused.kind, None, path, tuple((dict(refused.parameters) | shown).items()))
