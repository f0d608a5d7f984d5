"""`analytics:` of `shop.yaml`: who counts visits, if anyone."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from generator.problems import Kind, Refused
from generator.shop import analytics
from generator.shop.model import reading
from generator.shop.model.base import Model
from generator.shop.model.leaves import Line, choice
from generator.shop.model.shapes import ONE_OF

BAD_ID = Kind(
    "analytics-id", "`{found}` is not an id of {service}.", "Copy it from {service}; it looks like `{example}`."
)
HOST_FIXED = Kind("analytics-host", "{service} runs on its own servers only.", "Delete this line.")


class AnalyticsService(StrEnum):
    """A service that counts visits."""

    PLAUSIBLE = "plausible"
    UMAMI = "umami"
    GOATCOUNTER = "goatcounter"
    CLOUDFLARE = "cloudflare"
    GOOGLE = "google"
    META = "meta"
    TIKTOK = "tiktok"


_ALSO = {
    "goat counter": "goatcounter",
    "cloudflare web analytics": "cloudflare",
    "google analytics": "google",
    "google analytics 4": "google",
    "ga4": "google",
    "facebook": "meta",
    "facebook pixel": "meta",
    "meta pixel": "meta",
    "tiktok pixel": "tiktok",
}

_Host = Annotated[
    str,
    reading.Leaf(
        lambda t, _: analytics.parse_host(t), **reading.says("a server's name", "statistik.rumahmelati.example")
    ),
]


class Analytics(Model):
    """A service that counts visits."""

    known_by: ClassVar[str] = "service"

    service: Annotated[AnalyticsService, choice(AnalyticsService, _ALSO)] = Field(
        description="Which one: plausible, umami, goatcounter, cloudflare, google, meta or tiktok."
    )
    id: Line | None = Field(None, description="Your site's id there, as the service shows it.")
    host: _Host | None = Field(
        None, description="Your own server, where you run Plausible, Umami or GoatCounter yourself."
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        service = analytics.SERVICES[self.service]
        if self.host and not service.own_host:
            raise Refused(HOST_FIXED, below=("host",), service=service.name)
        if self.id is None:
            if self.service is AnalyticsService.GOATCOUNTER and self.host:
                return self
            raise Refused(ONE_OF, keys="`id`")
        if not analytics.fits(self.service, self.id):
            raise Refused(BAD_ID, below=("id",), found=self.id, service=service.name, example=service.example)
        return self

    @property
    def reach(self) -> analytics.Reach:
        """What a page must load and reach for it."""
        return analytics.reach(self.service, self.id or "", self.host or "")
