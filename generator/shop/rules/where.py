"""Where a problem of the rules stands, and which campaigns advice still helps.

Owns the few words that all rules share. It must not judge anything; values are found with `model.walk`.
"""

from __future__ import annotations

from generator.problems import Parameter, Path, Problem, Refused
from generator.shop.model.campaign import Campaign


def of(campaign: Campaign) -> Path:
    """The path of a campaign."""
    return ("campaigns", campaign.slug)


def is_over(campaign: Campaign) -> bool:
    """Whether the seller has put the campaign away, so that advice comes too late."""
    return campaign.archived or bool(campaign.done or campaign.cancelled)


def refused_at(refused: Refused, *path: str | int, **shown: Parameter) -> Problem:
    """What a parser or a sum refused, as a problem at a place; `shown` replaces parameters of the same name."""
    return Problem(refused.kind, None, path, tuple((dict(refused.parameters) | shown).items()))
