"""The pipeline: content/ → Site → Plan → outputs. Read this first.

`build` makes every output in memory (pictures in the cache) or raises every problem at once. Publishing,
checking and serving are what a caller does with the result; nothing here knows which.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from generator import shipped
from generator.media.images import LOGO, PictureRequest, Prepared, prepare_pictures
from generator.media.monogram import favicon_svg
from generator.media.qr import QrPicture
from generator.media.qriscodes import QrisPictures, draw_codes, with_payloads
from generator.page import addresses
from generator.page.calendar import event_file
from generator.page.feeds import atom
from generator.page.present import pages
from generator.page.present.context import Code, Context, Picture
from generator.page.present.feed import feed_view, has_feed
from generator.page.present.notices import notices
from generator.page.present.reminders import reminders
from generator.page.present.spells import known_ahead, spells
from generator.page.present.words import Words
from generator.page.richtext import render_markdown
from generator.page.texts import check_texts, leads_to
from generator.page.views import Html, PageView, PictureView
from generator.paths import relative_url
from generator.plan import Output, Place, Plan, check_outputs, next_change, plan_site
from generator.problems import Path as ModelPath
from generator.problems import Problem, ProblemsFound, Severity, in_order
from generator.shop.model.bio import Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.pictures import Photo
from generator.shop.model.site import Site
from generator.shop.model.walk import everything
from generator.shop.rules import check_site, without_ignored
from generator.shop.text import Text
from generator.source.load import Loaded, load_site
from generator.theme.assets import Assets, gather_assets, headers_file
from generator.theme.options import choose
from generator.theme.package import Theme, load_theme
from generator.theme.render import Renderer
from generator.theme.rolls import settled
from generator.theme.spells import merge
from generator.theme.words import load_words

_PICTURE_JOBS = 2
_ACCENT = "#235347"
"""The monogram's colour where a theme has no option `accent`."""
_MARKDOWN_PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^\s)>]+)")


@dataclass(frozen=True, slots=True)
class Built:
    """A whole site before it is written. `problems` are warnings and hints. `next_change` is when the same
    content would give another site. `landing_bytes` is the landing page's HTML, gzip.
    `notices` read back what the seller left to us."""

    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    next_change: datetime | None
    landing_bytes: int
    pages: int
    notices: tuple[str, ...] = ()


def build(root: Path, now: datetime, *, cache: Path, progress: Callable[[int, int], None] | None = None) -> Built:
    """The site of the shop at `root` as it is at the instant `now`.

    `progress(done, total)` is called as pictures are made. Raises `ProblemsFound` with everything that is wrong,
    warnings included, when there is an error.
    """
    loaded = load_site(root)
    if loaded.site is None:
        raise ProblemsFound(_settled(loaded.problems, loaded))
    site, unread = with_payloads(loaded.site, root)
    plan = plan_site(site)
    found = (*check_site(site, now), *plan.problems, *_texts(site, plan, root, loaded))
    problems = [*loaded.problems, *unread, *(each for each in found if not loaded.follows(each))]
    theme, assets = _theme(site, root, problems)
    pictures, prepared = _pictures(site, root, cache, problems, progress)
    if theme is None or assets is None or _errors(problems):
        raise ProblemsFound(_settled(problems, loaded))
    codes = draw_codes(site)
    context = _context(site, theme, assets, now, pictures, codes=codes)
    outputs = [*_pages(context, plan, theme, assets), *_files(context, assets, prepared, codes)]
    problems.extend((*context.problems, *check_outputs(outputs)))
    if _errors(problems):
        raise ProblemsFound(_settled(problems, loaded))
    landing = next(output.content or b"" for output in outputs if output.path == addresses.LANDING)
    return Built(
        tuple(outputs),
        in_order(_settled(problems, loaded)),
        next_change(site, now),
        len(gzip.compress(landing, 9, mtime=0)),
        sum(output.path.endswith(".html") for output in outputs),
        notices(context),
    )


def _texts(site: Site, plan: Plan, root: Path, loaded: Loaded) -> Iterator[Problem]:
    def has_picture(name: str) -> bool:
        return (root / "content/images" / name.removeprefix("images/")).is_file()

    pages = {place.path for place in plan.places}
    return check_texts(site, pages=pages, has_picture=has_picture, place=loaded.place)


def _errors(problems: list[Problem]) -> bool:
    return any(found.severity is Severity.ERROR for found in problems)


def _settled(problems: Iterable[Problem], loaded: Loaded) -> tuple[Problem, ...]:
    """The problems with their places, without those that the seller silenced. One mistake in the defaults shows
    once, not once for each campaign that takes it over."""
    kept = without_ignored(loaded.site, problems) if loaded.site else tuple(problems)
    marked = [found if found.mark or not found.path else found.at(loaded.mark(found.path)) for found in kept]
    once = {(found.kind, found.mark or found.path, found.parameters): found for found in reversed(marked)}
    return tuple(reversed(once.values()))


def _theme(site: Site, root: Path, problems: list[Problem]) -> tuple[Theme | None, Assets | None]:
    chosen = site.shop.theme
    try:
        theme = load_theme(chosen.name, (root / "themes", shipped.themes_folder()))
        values, wrong = choose(theme.options, chosen.options, theme=theme.name, path=("shop", "theme", "options"))
        problems.extend(wrong)
        amounts = any(account.qris and account.qris.amounts and account.published for account in site.shop.accounts)
        windows = any(campaign.repeats for campaign in site.campaigns)
        return theme, gather_assets(theme, values, amounts=amounts, windows=windows)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return None, None


def _pictures(
    site: Site, root: Path, cache: Path, problems: list[Problem], progress: Callable[[int, int], None] | None
) -> tuple[dict[str, Picture], tuple[Prepared, ...]]:
    """Every picture that the site names, by the seller's name for it, and the files to publish."""
    requests = dict(_requests(site, root))
    done = 0

    def each() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, len(requests))

    made, wrong = prepare_pictures(requests, root, cache / "pictures", jobs=_PICTURE_JOBS, each=each)
    problems.extend(wrong)
    pictures = {
        name: Picture(f"{addresses.ASSETS}/{(it := made[request]).name}", it.width_px, it.height_px)
        for request, name in requests.items()
        if request in made
    }
    return pictures, tuple(dict.fromkeys(made.values()))


def _requests(site: Site, root: Path) -> Iterator[tuple[PictureRequest, str]]:
    for path, photo in everything(Photo, site):
        recipe = {"recipe": LOGO} if path[:2] == ("shop", "logo") else {}
        yield PictureRequest(root / photo.file, path=path, **recipe), photo.file
    for path, text in everything(Text, site):
        for name in _MARKDOWN_PICTURE.findall(text.everything()):
            if (root / "content/images" / name).is_file():
                yield PictureRequest(root / "content/images" / name, path=path), f"content/images/{name}"


def _context(
    site: Site,
    theme: Theme,
    assets: Assets,
    now: datetime,
    pictures: Mapping[str, Picture],
    *,
    codes: Mapping[str, QrisPictures],
) -> Context:
    words = Words(load_words(theme, site.shop.locale), site.shop.currency, site.shop.timezone, site.shop.people == 1)
    known = {place.path for place in plan_site(site).places}

    @cache
    def markdown(text: str, path: ModelPath, page: str) -> Html:
        def picture(name: str) -> PictureView | None:
            made = pictures.get(f"content/images/{name.removeprefix('images/')}")
            return (
                PictureView(src=relative_url(page, made.path), width=made.width, height=made.height, alt="")
                if made
                else None
            )

        def address(link: str) -> str | None:
            target = context.at(page).href(link)
            return target if link.startswith("#") or leads_to(link) in known else None

        rich = render_markdown(
            text, heading_level=2 if path[0] == "pages" else 3, id_prefix="t-", picture=picture, address=address
        )
        return rich.html  # its problems are known from `check_texts`

    accent = str(assets.options.get("accent") or _ACCENT)
    context = Context(
        known_ahead(site, now), words, now, addresses.LANDING, pictures, markdown, accent,
        codes={payload: Code(_published(made.shown), _published(made.saved)) for payload, made in codes.items()},
    )  # fmt: skip
    return context


def _published(drawn: QrPicture) -> Picture:
    return Picture(f"{addresses.ASSETS}/{drawn.name}", drawn.size, drawn.size)


def _pages(context: Context, plan: Plan, theme: Theme, assets: Assets) -> Iterator[Output]:
    renderer = Renderer(theme, context.words.catalogue, assets)
    for place in plan.places:
        here = context.at(place.path)
        root = "../" * place.path.count("/")
        if place.kind == "not-found":
            root = urlsplit(context.site.shop.url or "").path or "/"
            here = replace(here, base=root)
        followed, coming = _followed(here.site, place)
        told = spells(here, partial(_view, place=place, favicon=f"{root}favicon.svg"), followed, coming)
        texts = [renderer.render(f"{place.kind}.html", spell.view, page=place.path, root=root) for spell in told]
        yield Output(place.path, settled(merge(texts)).encode())


def _followed(site: Site, place: Place) -> tuple[tuple[Campaign, ...], tuple[Campaign, ...]]:
    """The campaigns whose changes a page can show, and those of which it says at most that they are the next one."""
    match place.kind:
        case "landing" | "archive":
            return tuple(each for each in site.campaigns if not each.archived), ()
        case "campaign":
            own = _named(site.campaigns, place.slug)
            return (own,), site.campaigns if own.done else ()  # once it is done, its button leads to the next one
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
            return pages.redirect(here, place.target, favicon)
        case _:
            return pages.not_found(here, "")


_Named = TypeVar("_Named", Campaign, Page)


def _named(things: tuple[_Named, ...], slug: str) -> _Named:
    return next(thing for thing in things if thing.slug == slug)


def _files(
    context: Context, assets: Assets, prepared: tuple[Prepared, ...], codes: Mapping[str, QrisPictures]
) -> Iterator[Output]:
    shop = context.site.shop
    yield Output("favicon.svg", favicon_svg(context.words.text(shop.name), context.accent).encode())
    yield Output("_headers", headers_file(assets.policy).encode())
    for asset in assets.files.values():
        yield Output(asset.path, asset.content, hashed=True)
    for photo in prepared:
        yield Output(f"{addresses.ASSETS}/{photo.name}", source=photo.path, hashed=True)
    if has_feed(context.site):
        yield Output(addresses.FEED, atom(feed_view(context)))
    for campaign in context.site.campaigns:
        for reminder in reminders(context, campaign):
            yield Output(reminder.path, event_file(reminder.event))
    for made in codes.values():
        for drawn in (made.shown, made.saved):
            yield Output(f"{addresses.ASSETS}/{drawn.name}", drawn.content, hashed=True)
