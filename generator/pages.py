"""The pages of a draft, each made when somebody asks and kept while what it was made from is the same.

Owns what a page is made from: all that every page shares, what it knows of the shop's campaigns, and those that it
asked for whole. It must not decide which pages there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial

from generator.look import Look
from generator.memory import Memory, Slot
from generator.page.present.context import Context
from generator.page.present.spells import Spell, spells
from generator.page.present.structured import with_data
from generator.plan import Output, Place, folded
from generator.problems import ProblemsFound
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.staging import followed, known_to, view_of
from generator.structs import Frozen, field, replace
from generator.theme.chosen import ChosenTheme
from generator.theme.render import Renderer
from generator.theme.rolls import settled
from generator.theme.spells import merge
from generator.wardrobe import root_of

_WORTH = 10
"""Pages that are worth a process."""
_VERY_MANY = 3_000
"""So many pages are held compressed until they are published: it takes a twentieth of the time that makes them."""


class Pages(Frozen):
    """`campaigns` are the whole ones by slug, `brief` is the site as a page knows what is not its own, `around` what
    every page is made from besides. `stamp` names what a campaign or page of the site was made from, by its part and
    slug; a page is presented and rendered in its language by `context_in` and `renderer`."""

    memory: Memory
    look: Look
    chosen: ChosenTheme
    places: tuple[Place, ...]
    campaigns: Mapping[str, Campaign]
    brief: Site
    around: tuple[object, ...]
    stamp: Callable[[str, str], str]
    context_in: Callable[[str], Context]
    renderer: Callable[[str], Renderer]
    _known: dict[str, Output] = field(default_factory=dict)

    def page(self, place: Place) -> Output:
        """The page at this place. Raises ProblemsFound for a mistake in a template."""
        return self._known.get(place.path) or self._kept(place) or self._keep(place, *self._anew(place))

    def make_ahead(self) -> None:
        """Makes pages that are not made yet with as many hands as there are; what is left is made one by one."""
        missing = [place for place in self.places if self._kept(place) is None]
        first = next((place for place in missing if place.kind == "campaign"), None)
        if first and self.memory.hands.jobs > 1:
            with suppress(ProblemsFound):  # it rises again when it is this page's turn
                self.page(first)  # so that templates are read once, not once by each
        for place, made in self.memory.hands.each(self._anew, missing, worth=_WORTH):
            self._keep(place, *made)

    def _anew(self, place: Place) -> tuple[Output, dict[str, None]]:
        seen: dict[str, None] = {}
        made = self._made(place, seen)
        return folded(made) if len(self.places) >= _VERY_MANY else made, seen

    def _kept(self, place: Place) -> Output | None:
        slot = self._slot(place)
        # Which campaigns a list shows whole, and with which stamp, is known only after it was made once.
        asked: dict[str, str] = self.memory.known(("asked", *slot), place) or {}
        made: Output | None = self.memory.known(slot, self._made_from(place, asked))
        if made is not None:
            self._known[place.path] = made
        return made

    def _keep(self, place: Place, made: Output, seen: Iterable[str]) -> Output:
        slot, asked = self._slot(place), self._stamped(seen)
        self.memory.keep(("asked", *slot), place, asked)
        self.memory.keep(slot, self._made_from(place, asked), made)
        self._known[place.path] = made
        return made

    def _slot(self, place: Place) -> Slot:
        return ("page", self.look, place.path)

    def _made_from(self, place: Place, asked: Iterable[str]) -> tuple[object, ...]:
        """What a page is made from; `asked` are the slugs of the campaigns that it asks for whole."""
        card = self.context_in(place.language).cards.get(place.slug if place.kind == "campaign" else "")
        stamp = self.stamp("pages" if place.kind == "free" else "campaigns", place.slug)
        known = self._site_of(place).campaigns
        if place.kind == "campaign":  # its own is named by its stamp
            known = tuple(each for each in known if each.slug != place.slug)
        return self.around, known, stamp, card, self._stamped(asked)

    def _site_of(self, place: Place) -> Site:
        """The site as the page at this place knows it."""
        named = self._followed(place) if place.kind == "campaign" else ((), ())
        return known_to(place, self.brief, (*named[0], *named[1]), self.context_in("").site)

    def _followed(self, place: Place) -> tuple[tuple[Campaign, ...], tuple[Campaign, ...]]:
        """The campaigns that a page follows, its own whole; and those of which it says when they can be ordered."""
        brief = replace(self.context_in(place.language).at(place.path), site=self.brief)
        campaigns, coming = followed(brief, place)
        if own := self.campaigns.get(place.slug) if place.kind == "campaign" else None:
            campaigns = (own, *campaigns[1:])
        return campaigns, coming

    def _stamped(self, slugs: Iterable[str]) -> dict[str, str]:
        return {slug: self.stamp("campaigns", slug) for slug in slugs}

    def _made(self, place: Place, seen: dict[str, None]) -> Output:
        """The page itself; `seen` takes the slugs of the campaigns that it asked for whole."""
        root, told = root_of(place, self.context_in("").site), self._spells(place, seen)
        template = f"{place.kind}.html"
        renderer = self.renderer(place.language)
        texts = [renderer.render(template, spell.view, page=place.path, root=root) for spell in told]
        return Output(place.path, self.chosen.assets.with_own_policy(settled(merge(texts))).encode())

    def spells(self, place: Place) -> tuple[Spell, ...]:
        """What the page says from now on, a view for each rendering."""
        return self._spells(place, {})

    def _spells(self, place: Place, seen: dict[str, None]) -> tuple[Spell, ...]:
        def whole(slug: str) -> Campaign:
            seen[slug] = None
            return self.campaigns[slug]

        campaigns, coming = self._followed(place)
        here = replace(self.context_in(place.language).at(place.path), site=self._site_of(place), wholes=whole)
        root = root_of(place, here.site)
        if place.kind == "not-found":
            here = replace(here, base=root)
        told = spells(here, partial(view_of, place=place, campaigns=campaigns), campaigns, coming)
        return with_data(here, place.kind, place.slug, told, place.number)
