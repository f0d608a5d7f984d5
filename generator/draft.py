"""A site that is decided and not yet made: every page is a pure function of it, made when somebody asks.

Owns what each page is made from, so that a page is made again only when that changes. Reading, judging and planning
are done before (`build`); it must not write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TypeVar

from generator.media.images import Prepared
from generator.media.monogram import favicon_svg
from generator.media.qr import QrPicture
from generator.media.qriscodes import QrisPictures
from generator.memory import Memory
from generator.page import addresses
from generator.page.calendar import event_file
from generator.page.catalogue import Catalogue
from generator.page.feeds import atom
from generator.page.present import pages
from generator.page.present.brief import brief, brief_page
from generator.page.present.context import Code, Context, Picture
from generator.page.present.feed import feed_view, has_feed
from generator.page.present.reminders import reminders
from generator.page.present.spells import Spell, known_ahead, spells
from generator.page.present.structured import with_data
from generator.page.present.words import Words
from generator.page.richtext import render_markdown
from generator.page.texts import leads_to
from generator.page.views import Html, PageView, PictureView
from generator.paths import relative_url
from generator.plan import Output, Place, Plan, next_change
from generator.problems import Path as ModelPath
from generator.problems import Problem, ProblemsFound, Severity
from generator.shop.model.bio import Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.text import LANGUAGES
from generator.sitefiles import site_files
from generator.source.load import Loaded
from generator.theme.chosen import ChosenTheme
from generator.theme.faces import Lettering
from generator.theme.render import Renderer
from generator.theme.rolls import settled
from generator.theme.sandbox import COMPILED
from generator.theme.spells import merge
from generator.theme.words import load_words
from generator.wardrobe import root_of, theme_of

_ACCENT = "#235347"
"""The monogram's colour where a theme has no option `accent`."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a shop is looked at without touching its files: another theme, some of its options, another language,
    another moment. Empty leaves what the shop and the clock say."""

    theme: str = ""
    options: tuple[tuple[str, str], ...] = ()
    locale: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Draft:
    """`site` with all that its pages need: where they are (`plan`), their theme, the moment `now` (and until when
    nothing changes by itself), the pictures by the seller's name for each. `photos` and `codes` are pictures to
    publish, `problems` warnings and hints, `lettering` what faces are made for in such a site."""

    root: Path
    loaded: Loaded
    site: Site
    plan: Plan
    chosen: ChosenTheme
    now: datetime
    holds_until: datetime
    pictures: Mapping[str, Picture]
    photos: tuple[Prepared, ...]
    codes: Mapping[str, QrisPictures]
    problems: tuple[Problem, ...]
    memory: Memory
    lettering: Callable[[Site], Lettering]
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

    @cached_property
    def next_change(self) -> datetime | None:
        """When the same content would give another site, in UTC; None where nothing changes any more."""
        return next_change(self.site, self.now)

    def output(self, path: str) -> Output:
        """The file at this path of the site (`po/melati/index.html`).

        Raises KeyError where the site has none, ProblemsFound for a mistake in a template.
        """
        if (place := self._places.get(path)) is not None:
            return self._page(place)
        return self._at_hand[path] if path in self._at_hand else self._told[path]

    def file(self, path: str) -> Output | None:
        """The file at this path that is no page; None where the site has none."""
        return self._at_hand.get(path) or self._told.get(path)

    def outputs(self) -> Iterator[Output]:
        """Every file of the site, pages first. Raises ProblemsFound."""
        yield from (self._page(place) for place in self.plan.places)
        yield from self._at_hand.values()
        yield from self._told.values()

    # Files that are no pages

    @cached_property
    def _at_hand(self) -> dict[str, Output]:
        """What needs no making."""
        ctx, assets = self.context, self.chosen.assets
        found = [
            Output("favicon.svg", favicon_svg(ctx.words.text(self.site.shop.name), ctx.accent).encode()),
            *site_files([self.context_in(each) for each in ("", *self.languages[1:])], self.plan.places, assets.policy),
            *(Output(asset.path, asset.content, hashed=True) for asset in assets.files.values()),
            *(Output(path, content, hashed=True) for path, content in assets.faces.files.items()),
            *(Output(f"{addresses.ASSETS}/{photo.name}", source=photo.path, hashed=True) for photo in self.photos),
        ]
        for made in self.codes.values():
            drawings = (made.shown, made.saved)
            found += [Output(f"{addresses.ASSETS}/{each.name}", each.content, hashed=True) for each in drawings]
        return {output.path: output for output in found}

    @cached_property
    def _told(self) -> dict[str, Output]:
        """The feed, and a calendar file for each reminder, in each language."""
        found: list[Output] = []
        recall = self.memory.recall
        for abroad in ("", *self.languages[1:]):
            ctx = self.context_in(abroad)
            if has_feed(self.site):
                stamps = tuple(self.loaded.stamps[each] for each in self.loaded.stamps if each[0] == "campaigns")
                feed = partial(self._feed, ctx)
                found.append(recall(("feed", self.look, abroad), (self._around, stamps), feed))
            for campaign in self.site.campaigns:
                stamp = self._stamp("campaigns", campaign.slug)
                made = partial(self._reminders, ctx, campaign)
                found += recall(("reminders", self.look, abroad, campaign.slug), (self._around, stamp), made)
        return {output.path: output for output in found}

    def _feed(self, ctx: Context) -> Output:
        return Output(ctx.here(addresses.FEED), atom(feed_view(ctx)))

    def _reminders(self, ctx: Context, campaign: Campaign) -> tuple[Output, ...]:
        return tuple(Output(ctx.here(each.path), event_file(each.event)) for each in reminders(ctx, campaign))

    # Pages

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {place.path: place for place in self.plan.places}

    @cached_property
    def _campaigns(self) -> dict[str, Campaign]:
        return {campaign.slug: campaign for campaign in self.context.site.campaigns}

    def _stamp(self, part: str, slug: str) -> str:
        return self.loaded.stamps.get((part, slug), "")

    @cached_property
    def _in_brief(self) -> Site:
        """The site as a page knows what is not its own."""
        remembered = self.memory.recall
        campaigns = tuple(
            remembered(
                ("brief", slug), (self._stamp("campaigns", slug), self.context.now), partial(brief, each), steady=True
            )
            for slug, each in self._campaigns.items()
        )
        listed = tuple(
            remembered(
                ("brief-page", each.slug), self._stamp("pages", each.slug), partial(brief_page, each), steady=True
            )
            for each in self.site.pages
        )
        return self.context.site.model_copy(update={"campaigns": campaigns, "pages": listed})

    @cached_property
    def _around(self) -> tuple[object, ...]:
        """What every page is made from besides its own campaign or text."""
        stamps = tuple(self.loaded.stamps.get((part,)) for part in ("shop", "links", "marketplaces"))
        brief_site = self._in_brief
        return (
            self.now, self.look, self.chosen.stamp, stamps, brief_site.campaigns, brief_site.pages,
            self.plan.places, tuple(self.pictures.items()), tuple(self.codes),
        )  # fmt: skip

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
        if abroad not in self._contexts:
            self._contexts[abroad] = self._context(abroad)
        return self._contexts[abroad]

    @cached_property
    def _contexts(self) -> dict[str, Context]:
        return {}

    def _context(self, abroad: str) -> Context:
        shop = self.site.shop
        catalogue = self._catalogue(abroad or shop.locale)
        words = Words(catalogue, shop.currency, shop.timezone, shop.people == 1, own=self.languages[0])
        known = frozenset(place.path for place in self.plan.places)

        @cache
        def markdown(text: str, path: ModelPath, page: str) -> Html:
            def picture(name: str) -> PictureView | None:
                made = self.pictures.get(f"content/images/{name.removeprefix('images/')}")
                if made is None:
                    return None
                return PictureView(src=relative_url(page, made.path), width=made.width, height=made.height, alt="")

            def address(link: str) -> str | None:
                target = context.at(page).href(link)
                return target if link.startswith("#") or leads_to(link) in known else None

            rich = render_markdown(
                text, heading_level=2 if path[0] == "pages" else 3, id_prefix="t-", picture=picture, address=address
            )
            return rich.html  # its problems are known from `check_texts`

        context = Context(
            known_ahead(self.site, self.now), words, self.now, addresses.LANDING, self.pictures, markdown,
            str(self.chosen.assets.options.get("accent") or _ACCENT),
            codes={each: Code(_published(made.shown), _published(made.saved)) for each, made in self.codes.items()},
            languages=self.languages, abroad=abroad,
        )  # fmt: skip
        return context

    def _renderer(self, abroad: str) -> Renderer:
        language = abroad or self.site.shop.locale
        made_from = (self.chosen.stamp, language)
        words, assets = self._catalogue(language), self.chosen.assets
        make = partial(Renderer, self.chosen.theme, words, assets, compiled=COMPILED)
        return self.memory.recall(("renderer", self.look.theme, self.look.options, language), made_from, make)

    def _page(self, place: Place) -> Output:
        own = self._stamp("pages" if place.kind == "free" else "campaigns", place.slug)
        slot = ("page", self.look, place.path)
        # Which campaigns a list shows whole, and with which stamp, is known only after it was made once.
        asked: dict[str, str] = self.memory.known(("asked", *slot), place) or {}
        asked = {slug: self._stamp("campaigns", slug) for slug in asked}
        made: Output | None = self.memory.known(slot, (self._around, own, asked))
        if made is None:
            seen: dict[str, None] = {}
            made = self._made(place, seen)
            asked = {slug: self._stamp("campaigns", slug) for slug in seen}
            self.memory.keep(("asked", *slot), place, asked)
            self.memory.keep(slot, (self._around, own, asked), made)
        return made

    def _made(self, place: Place, seen: dict[str, None]) -> Output:
        """The page itself; `seen` takes the slugs of the campaigns that it asked for whole."""
        root, told = root_of(place, self.context.site), self._spells(place, seen)
        template = f"{place.kind}.html"
        renderer = self._renderer(place.language)
        texts = [renderer.render(template, spell.view, page=place.path, root=root) for spell in told]
        return Output(place.path, settled(merge(texts)).encode())

    def spells(self, path: str) -> tuple[Spell, ...]:
        """What the page at this path says from now on, a view for each rendering. Raises KeyError."""
        return self._spells(self._places[path], {})

    def home_of(self, path: str) -> str:
        """What leads from the page at this path to the site's first folder. Raises KeyError."""
        return root_of(self._places[path], self.context.site)

    def _spells(self, place: Place, seen: dict[str, None]) -> tuple[Spell, ...]:
        def whole(slug: str) -> Campaign:
            seen[slug] = None
            return self._campaigns[slug]

        here = replace(self.context_in(place.language).at(place.path), site=self._known_to(place), wholes=whole)
        root = root_of(place, here.site)
        if place.kind == "not-found":
            here = replace(here, base=root)
        followed, coming = _followed(here.site, place)
        told = spells(here, partial(_view, place=place, favicon=f"{root}favicon.svg"), followed, coming)
        return with_data(here, place.kind, place.slug, told)

    def _known_to(self, place: Place) -> Site:
        """The site as a page knows it: what it is about whole, the rest in brief."""
        site = self._in_brief
        if place.kind == "campaign":
            campaigns = tuple(
                self._campaigns[each.slug] if each.slug == place.slug else each for each in site.campaigns
            )
            return site.model_copy(update={"campaigns": campaigns})
        if place.kind == "free":
            return site.model_copy(update={"pages": self.site.pages})
        return site


def _published(drawn: QrPicture) -> Picture:
    return Picture(f"{addresses.ASSETS}/{drawn.name}", drawn.size, drawn.size)


def _followed(site: Site, place: Place) -> tuple[tuple[Campaign, ...], tuple[Campaign, ...]]:
    """The campaigns whose changes a page can show, and those of which it says at most that they are the next one."""
    match place.kind:
        case "landing" | "archive":
            return tuple(each for each in site.campaigns if not each.archived), ()
        case "campaign":
            own = _named(site.campaigns, place.slug)
            # Its record shows the batches of its series; once it is done, its button leads to the next PO.
            series = (each for each in site.campaigns if own.series and each.series == own.series and each is not own)
            return (own, *series), site.campaigns if own.done else ()
        case _:
            return (), ()


def _view(here: Context, place: Place, favicon: str) -> PageView:
    match place.kind:
        case "landing":
            return pages.landing(here, favicon)
        case "campaign":
            return pages.campaign_page(here, _named(here.site.campaigns, place.slug), favicon)
        case "archive":
            return pages.archive(here, favicon)
        case "free":
            return pages.free_page(here, _named(here.site.pages, place.slug), favicon)
        case "redirect":
            return pages.redirect(here, place.target, favicon, short=place.slug if place.short else "")
        case _:
            return pages.not_found(here, "")


_Named = TypeVar("_Named", Campaign, Page)


def _named(things: tuple[_Named, ...], slug: str) -> _Named:
    return next(thing for thing in things if thing.slug == slug)
