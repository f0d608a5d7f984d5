"""Where a problem of the rules stands, and which campaigns advice still helps.

Owns the few words that all rules share, and the `Scope` that they judge. It must not judge anything; values are
found with `model.walk`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from generator.problems import Parameter, Path, Problem, Refused
from generator.shop.model.base import Model
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.model.walk import every, site_parts
from generator.structs import Frozen

T = TypeVar("T")


class Scope(Frozen):
    """What is judged in one go, beside the whole site that it belongs to: some campaigns, and perhaps the `rest`: the
    shop, its links, stores and pages, and what lies between campaigns. Each campaign alone and then the rest finds
    the same as everything at once."""

    site: Site
    campaigns: tuple[Campaign, ...]
    rest: bool

    def parts(self) -> Iterator[tuple[Path, Model]]:
        """The files that are judged, as models with their paths."""
        if self.rest:
            yield from (found for found in site_parts(self.site) if found[0][0] != "campaigns")
        yield from ((of(campaign), campaign) for campaign in self.campaigns)

    def everything(self, kind: type[T] | tuple[type[T], ...]) -> Iterator[tuple[Path, T]]:
        """All values of a type in them, with their paths."""
        for path, part in self.parts():
            yield from every(kind, part, path)


def of(campaign: Campaign) -> Path:
    """The path of a campaign."""
    return ("campaigns", campaign.slug)


def is_over(campaign: Campaign) -> bool:
    """Whether the seller has put the campaign away, so that advice comes too late."""
    return campaign.archived or bool(campaign.done or campaign.cancelled)


def refused_at(refused: Refused, *path: str | int, **shown: Parameter) -> Problem:
    """What a parser or a sum refused, as a problem at a place; `shown` replaces parameters of the same name."""
    return Problem(refused.kind, None, path, tuple((dict(refused.parameters) | shown).items()))
