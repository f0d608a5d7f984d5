"""The share pictures that a site publishes: the shop's and one for each PO, in each of its languages.

Owns that they are there only where other sites can fetch them, and what a build says of them. It must not draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol

from generator.page.present.context import Context, ShareCard
from generator.page.present.sharing import ShareFacts, campaign_facts, shop_facts
from generator.plan import Output
from generator.problems import Path as ModelPath
from generator.problems import Problem
from generator.shop.model.shop import Shop
from generator.structs import Frozen

if TYPE_CHECKING:
    from generator.cards.studio import Card, Studio

_JOBS = 2


class Remembering(Protocol):
    """What keeps facts between builds: in which language, of which PO ("" is the shop), and how to make them."""

    def __call__(self, abroad: str, slug: str, make: Callable[[], ShareFacts], /) -> ShareFacts: ...


class Shelf(Frozen, dict=True):
    """`languages` are those of the site, "" its own; `contexts` gives each one's words. The studio is opened only for a
    shop that has something to draw, or fonts to look at."""

    shop: Shop
    open: Callable[[], Studio]
    languages: tuple[str, ...]
    contexts: Callable[[str], Context]
    remember: Remembering

    @cached_property
    def studio(self) -> Studio:
        return self.open()

    def facts(self, abroad: str = "") -> dict[str, ShareFacts]:
        """What each picture says, by slug; the shop's own first, under ""."""
        ctx = self.contexts(abroad)
        told = {"": self.remember(abroad, "", partial(shop_facts, ctx))}
        for campaign in ctx.site.campaigns:
            told[campaign.slug] = self.remember(abroad, campaign.slug, partial(campaign_facts, ctx, campaign))
        return told

    @cached_property
    def cards(self) -> dict[str, dict[str, Card]]:
        """The pictures that other sites fetch, by language and slug. Without `url` they have no address there."""
        if not self.shop.url:
            return {}
        return {
            abroad: {slug: self.studio.card(slug, facts) for slug, facts in self.facts(abroad).items()}
            for abroad in self.languages
        }

    def shown(self, abroad: str) -> Mapping[str, ShareCard]:
        """The pictures of a language as its pages name them."""
        return {slug: card.shown for slug, card in self.cards.get(abroad, {}).items()}

    @cached_property
    def by_path(self) -> dict[str, Card]:
        return {card.path: card for cards in self.cards.values() for card in cards.values()}

    def output(self, path: str) -> Output | None:
        """The picture at this path of the site, drawn now if it has to be; None where there is none."""
        card = self.by_path.get(path)
        return Output(path, source=self.studio.drawn(card), hashed=True) if card else None

    def outputs(self) -> Iterator[Output]:
        """All of them; the `source` of one may not be there before it was drawn."""
        for path, card in self.by_path.items():
            yield Output(path, source=self.studio.kept_at(card), hashed=True)

    def make_all(self) -> None:
        """Draws every picture that the cache does not have. Raises `Refused` where the cache cannot be written."""
        if not self.by_path:
            return
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

        with ThreadPoolExecutor(_JOBS, "card") as threads:
            for _ in threads.map(self.studio.drawn, self.by_path.values()):
                pass

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the seller's fonts, and words that none of the fonts can write."""
        told: dict[ModelPath, Card] = {}
        for cards in self.cards.values():
            for slug, card in cards.items():
                told[("campaigns", slug, "title") if slug else ("shop", "name")] = card
        return self.studio.problems(told) if told or self.shop.fonts else ()

    def notices(self) -> Iterator[str]:
        """Which fonts of this computer were needed: on another one the pictures may look different."""
        if self.by_path and (names := self.studio.borrowed(self.by_path.values())):
            words = self.contexts("").words
            yield words("Share pictures use fonts of this computer: {fonts}.", fonts=", ".join(names))
