"""A site that is decided and not yet made: every page is a pure function of it, made when somebody asks.

Owns what all pages share, and the files that are no pages. Reading, judging and planning are done before (`build`);
it must not write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.album import Album
from generator.cards.shelf import Shelf
from generator.look import Look
from generator.media.images import LOGO, Darkroom, Opened, Variant, file_stamp
from generator.media.qriscodes import QrisPictures
from generator.media.sitecodes import SiteCode
from generator.memory import Memory
from generator.nameplate import Dress, Nameplate, codes_of, nameplate_of, published
from generator.page import addresses
from generator.page.calendar import event_file
from generator.page.catalogue import Catalogue
from generator.page.feeds import atom
from generator.page.present.brief import brief, brief_page
from generator.page.present.context import Code, Context
from generator.page.present.feed import feed_view, has_feed
from generator.page.present.reminders import reminders
from generator.page.present.sharing import ShareFacts
from generator.page.present.shopfront import dated, dates_of
from generator.page.present.spells import Spell, known_ahead
from generator.page.present.words import Words
from generator.pages import Pages
from generator.plan import Output, Place, Plan, next_change
from generator.problems import Problem, ProblemsFound, Severity
from generator.prose import prose
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.model.walk import site_parts
from generator.shop.moments import Moment
from generator.shop.text import LANGUAGES
from generator.sitefiles import site_files
from generator.source.load import Loaded
from generator.structs import Frozen, replace
from generator.theme.chosen import ChosenTheme
from generator.theme.faces import Lettering
from generator.theme.render import Renderer
from generator.theme.sandbox import COMPILED
from generator.theme.words import load_words
from generator.wardrobe import root_of, sign_faces, theme_of

if TYPE_CHECKING:
    from generator.cards.studio import Studio


class Draft(Frozen, dict=True):
    """`site` with all that its pages need: where they are (`plan`), their theme, the moment `now` (and until when
    nothing changes by itself), the seller's `photos` by their names, and the `darkroom` that makes pictures of them in
    the theme's widths. `codes` are pictures to publish, `problems` warnings and hints, `lettering` what faces are made
    for in such a site, `cache` the folder of what is safe to delete."""

    root: Path
    loaded: Loaded
    site: Site
    plan: Plan
    chosen: ChosenTheme
    now: datetime
    holds_until: datetime
    photos: Mapping[str, Opened]
    darkroom: Darkroom
    codes: Mapping[str, QrisPictures]
    problems: tuple[Problem, ...]
    memory: Memory
    lettering: Callable[[Site], Lettering]
    cache: Path
    look: Look = Look()

    def seen(self, look: Look) -> Draft:
        """The same shop in another theme or language, or at another moment; its problems stay those of its own.

        Raises ProblemsFound where there is no such theme or option, or where its words cannot be read.
        """
        shop = self.site.shop
        theme = shop.theme
        if look.theme and look.theme != theme.name:
            theme = theme.model_copy(update={"name": look.theme, "options": {}})
        theme = theme.model_copy(update={"options": {**theme.options, **dict(look.options)}})
        shop = shop.model_copy(update={"theme": theme, "locale": look.locale or shop.locale})
        site = self.site.model_copy(update={"shop": shop})
        chosen, wrong = theme_of(site, self.root, self.lettering, self.memory)
        if chosen is None or any(each.severity is Severity.ERROR for each in wrong):
            raise ProblemsFound(wrong)
        return replace(self, site=site, chosen=chosen, now=look.at or self.now, look=look)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the shop publishes, its own first, whatever the look."""
        return (self.loaded.site or self.site).shop.published

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages that pages can be looked at in: ours, and those of the shop."""
        return tuple(dict.fromkeys((*LANGUAGES, *self.languages)))

    @property
    def pages(self) -> tuple[Place, ...]:
        """Every page, the landing page first."""
        return self.plan.places

    def has_page(self, path: str) -> bool:
        """Whether the site has a page at this path."""
        return path in self._places

    @cached_property
    def next_change(self) -> datetime | None:
        """When the same content would give another site, in UTC; None where nothing changes any more."""
        now, zone = self.now, self.site.shop.timezone
        found = (
            at
            for path, part in site_parts(self.site)
            for at in self.memory.recall(
                ("change", *path),
                (self.loaded.stamps.get(path, ""), now, zone),
                partial(next_change, path, part, now=now, zone=zone),
            )
        )
        return min(found, default=None)

    def output(self, path: str) -> Output:
        """The file at this path of the site (`po/melati/index.html`).

        Raises KeyError where the site has none, ProblemsFound for a mistake in a template, Refused for a photo that
        has changed since.
        """
        if (place := self._places.get(path)) is not None:
            return self._pages.page(place)
        if (file := self.file(path)) is None:
            raise KeyError(path)
        return file

    def file(self, path: str) -> Output | None:
        """The file at this path that is no page; None where the site has none. A picture is made now, if it was not.

        Raises Refused for a photo that has changed since.
        """
        self.album.make(path)
        return self._at_hand.get(path) or self._told.get(path) or self.shelf.output(path)

    def outputs(self) -> Iterator[Output]:
        """Every file of the site, pages first. The `source` of a picture may not be there before `make_pictures`.
        Raises ProblemsFound."""
        self._pages.make_ahead()
        yield from map(self._pages.page, self.plan.places)
        yield from self._at_hand.values()
        yield from self._told.values()
        yield from self.shelf.outputs()

    def make_pictures(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Makes every picture that the cache does not have. `progress` hears how many photos are done, of how many.
        Raises Refused for a photo that has changed since, and where the cache cannot be written."""
        self.album.make_all(progress)
        self.shelf.make_all()

    @cached_property
    def album(self) -> Album:
        """The photos in the widths of this theme."""
        return Album(self.photos, self.darkroom, self.chosen.theme.widths)

    # Files that are no pages

    @cached_property
    def _at_hand(self) -> dict[str, Output]:
        """What needs no making."""
        assets = self.chosen.assets
        tongues = [self._plain_contexts(each) for each in ("", *self.languages[1:])]
        found = [
            *self._nameplate.outputs,
            *site_files(tongues, self.plan.places, assets.policy),
            *(Output(asset.path, asset.content, hashed=True) for asset in assets.files.values()),
            *(Output(path, content, hashed=True) for path, content in assets.faces.files.items()),
            *self.album.outputs(),
        ]
        drawn = (each for made in self.codes.values() for each in (made.shown, made.saved))
        found += [Output(f"{addresses.ASSETS}/{each.name}", each.content, hashed=True) for each in drawn]
        return {output.path: output for output in found}

    @cached_property
    def _nameplate(self) -> Nameplate:
        """Icons, manifest, codes and contact cards; what a look changes are their colours and words."""
        listed = tuple((each.slug, each.archived) for each in self.site.campaigns)
        logo = self.site.shop.logo
        stamp = file_stamp(self.darkroom.root / logo.file) if logo else ()
        made_from = (self.loaded.stamps.get(("shop",)), listed, self.chosen.stamp, stamp)
        slot = ("nameplate", self.look.theme, self.look.options, self.look.locale)
        return self.memory.recall(slot, made_from, self._make_nameplate)

    def site_codes(self) -> Mapping[str, SiteCode]:
        """The codes that lead to the shop, by the path of what each leads to; without `url` those that need none."""
        return codes_of(self.site, self._voices, self.chosen.schemes, self.memory)

    @property
    def _voices(self) -> Mapping[str, Words]:
        """Each language's voice, by where its pages live."""
        return {abroad: self._words(abroad) for abroad in ("", *self.languages[1:])}

    def _make_nameplate(self) -> Nameplate:
        dress = Dress(self.chosen.schemes, sign_faces(self.chosen), self._logo())
        return nameplate_of(self.site, self._voices, dress, self.darkroom.cache, self.memory)

    def _logo(self) -> bytes | None:
        """The logo as pages show it: bare pixels, nothing of the seller's file."""
        logo = self.site.shop.logo
        if logo is None:
            return None
        seen = self.darkroom.look(self.darkroom.root / logo.file, LOGO)
        return self.darkroom.make(Variant(seen, seen.formats[-1], seen.width_px)).read_bytes()

    @cached_property
    def _told(self) -> dict[str, Output]:
        """The feed, and a calendar file for each reminder, in each language."""
        found: list[Output] = []
        recall = self.memory.recall
        for abroad in ("", *self.languages[1:]):
            ctx = self.context_in(abroad)
            if has_feed(self.site):
                made_from = tuple(self.loaded.stamps[each] for each in self.loaded.stamps if each[0] == "campaigns")
                found.append(recall(("feed", self.look, abroad), (self._around, made_from), partial(self._feed, ctx)))
            campaigns = self.site.campaigns
            names = [(self.look, abroad, each.slug) for each in campaigns]
            make = partial(self._reminders, ctx, campaigns)
            found += self.memory.recall_each("reminders", names, self._stamps, self._around, make)
        return {output.path: output for output in found}

    def _feed(self, ctx: Context) -> Output:
        return Output(ctx.here(addresses.FEED), atom(feed_view(ctx)))

    def _reminders(self, ctx: Context, campaigns: Sequence[Campaign], at: int) -> tuple[Output, ...]:
        return tuple(Output(ctx.here(each.path), event_file(each.event)) for each in reminders(ctx, campaigns[at]))

    # Share pictures

    @cached_property
    def shelf(self) -> Shelf:
        """The share pictures of the site."""
        return Shelf(self.site.shop, self._studio, ("", *self.languages[1:]), self._plain_contexts, self._share)

    def _studio(self) -> Studio:
        from generator.cards.studio import Studio  # noqa: PLC0415  slow to import

        return Studio(self.darkroom.root, self.cache, self.site, self.chosen, self.memory)

    def _share(self, abroad: str, slug: str, make: Callable[[], ShareFacts]) -> ShareFacts:
        around = (self.now, self.chosen.stamp, self.loaded.stamps.get(("shop",)))
        return self.memory.recall(("share", self.look, abroad, slug), (around, self._stamp("campaigns", slug)), make)

    # Pages

    @cached_property
    def _pages(self) -> Pages:
        return Pages(
            self.memory, self.look, self.chosen, self.plan.places, self._campaigns, self._in_brief, self._around,
            self._stamp, self.context_in, self._renderer,
        )  # fmt: skip

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {place.path: place for place in self.plan.places}

    @cached_property
    def _campaigns(self) -> dict[str, Campaign]:
        return {campaign.slug: campaign for campaign in self.context.site.campaigns}

    @cached_property
    def _stamps(self) -> list[str]:
        """What each campaign was made from, in their order."""
        return [self._stamp("campaigns", each.slug) for each in self.site.campaigns]

    def _stamp(self, part: str, slug: str) -> str:
        return self.loaded.stamps.get((part, slug), "")

    @cached_property
    def _in_brief(self) -> Site:
        """The site as a page knows what is not its own."""
        recall, now = self.memory.recall, self.context.now
        whole = self.context.site.campaigns
        names = [(each.slug,) for each in whole]
        made_from = [(stamp, now if each.repeats else None) for stamp, each in zip(self._stamps, whole, strict=True)]
        campaigns = tuple(
            self.memory.recall_each("brief", names, made_from, (), lambda at: (brief(whole[at]),), steady=True)
        )
        listed = tuple(
            recall(("brief-page", each.slug), self._stamp("pages", each.slug), partial(brief_page, each), steady=True)
            for each in self.site.pages
        )
        return self.context.site.model_copy(update={"campaigns": campaigns, "pages": listed})

    @cached_property
    def _dated(self) -> tuple[Moment, ...]:
        """The moments by which the shop's pages are dated."""
        campaigns, names = self.site.campaigns, [(each.slug,) for each in self.site.campaigns]
        found = self.memory.recall_each("dated", names, self._stamps, (), lambda at: dates_of(campaigns[at]))
        return dated(self.site.marketplaces.marketplaces, found)

    @cached_property
    def _around(self) -> tuple[object, ...]:
        """What every page is made from besides what it knows of the shop's campaigns."""
        stamps = tuple(self.loaded.stamps.get((part,)) for part in ("shop", "links", "marketplaces"))
        found = (
            self.now, self.look, self.chosen.stamp, stamps, self._in_brief.pages, self.context.dated,
            self.context.alone, self.plan.places, tuple(self.album.pictures.items()), tuple(self.codes),
            self._nameplate.signs, tuple(self._nameplate.codes.items()),
        )  # fmt: skip
        # The same object as before where nothing of it changed: a thousand pages compare it.
        return self.memory.recall(("around", self.look), found, lambda: found)

    @cached_property
    def _series(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of each series of campaigns."""
        found: dict[str, tuple[str, ...]] = {}
        for each in self.site.campaigns:
            if each.series:
                found[each.series] = (*found.get(each.series, ()), each.slug)
        return found

    @property
    def context(self) -> Context:
        """What every page in the shop's own language is presented with."""
        return self.context_in("")

    def _catalogue(self, language: str) -> Catalogue:
        make = partial(load_words, self.chosen.theme, language)
        return self.memory.recall(("words", language), self.chosen.stamp, make)

    def broken_words(self) -> Iterator[Problem]:
        """What is wrong with the catalogues of the languages that the shop publishes."""
        for language in self.languages:
            try:
                self._catalogue(language)
            except ProblemsFound as found:
                yield from found.problems

    def context_in(self, abroad: str) -> Context:
        """What every page in a language is presented with; "" is the shop's own."""
        return self._contexts(abroad)

    @cached_property
    def _contexts(self) -> Callable[[str], Context]:
        return cache(lambda abroad: replace(self._plain_contexts(abroad), cards=self.shelf.shown(abroad)))

    @cached_property
    def _plain_contexts(self) -> Callable[[str], Context]:
        """The same without share pictures, which are made from it."""
        return cache(self._context)

    def _words(self, abroad: str) -> Words:
        shop = self.site.shop
        catalogue = self._catalogue(abroad or shop.locale)
        return Words(catalogue, shop.currency, shop.timezone, shop.people == 1, own=self.languages[0])

    def _context(self, abroad: str) -> Context:
        words = self._words(abroad)
        known = frozenset(place.path for place in self.plan.places)
        markdown = prose(self.album.pictures, known, lambda page: context.at(page))  # noqa: PLW0108  made below
        context = Context(
            known_ahead(self.site, self.now), words, self.now, addresses.LANDING, self.album.pictures, markdown,
            self.chosen.schemes.light.accent,
            codes={each: Code(published(made.shown), published(made.saved)) for each, made in self.codes.items()},
            site_codes=self._nameplate.codes, signs=self._nameplate.signs, languages=self.languages, abroad=abroad,
            dated=self._dated, series=self._series, alone=len(self.site.campaigns) == 1,
        )  # fmt: skip
        return context

    def _renderer(self, abroad: str) -> Renderer:
        language = abroad or self.site.shop.locale
        made_from = (self.chosen.stamp, language)
        words, assets = self._catalogue(language), self.chosen.assets
        make = partial(Renderer, self.chosen.theme, words, assets, compiled=COMPILED)
        return self.memory.recall(("renderer", self.look.theme, self.look.options, language), made_from, make)

    def spells(self, path: str) -> tuple[Spell, ...]:
        """What the page at this path says from now on, a view for each rendering. Raises KeyError."""
        return self._pages.spells(self._places[path])

    def home_of(self, path: str) -> str:
        """What leads from the page at this path to the site's first folder. Raises KeyError."""
        return root_of(self._places[path], self.context.site)
