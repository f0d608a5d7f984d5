"""The pipeline: content/ → Site → Plan → outputs. Read this first.

`draft` reads, judges and plans a site, or raises every problem at once; `build` makes all its outputs in memory
(pictures in the cache). Publishing, checking and serving are what a caller does with the result; nothing here knows
which. A `Memory` kept from one call to the next saves making again what did not change; it never changes a result.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from functools import cache as cache_once
from functools import partial
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from generator.draft import Draft
from generator.look import Look
from generator.media.images import LOGO, PHOTO, Darkroom, Opened, PictureRequest, file_stamp
from generator.media.qriscodes import draw_codes, with_payloads
from generator.memory import NOTHING, Carried, Memory
from generator.page import addresses
from generator.page.present.facts import Fact, facts
from generator.page.present.notices import notices
from generator.page.richtext import alone_after, keep_alone
from generator.page.texts import check_texts
from generator.plan import (
    Output,
    Place,
    Plan,
    check_outputs,
    instants,
    internal_links,
    next_instant,
    plan_site,
    settled_moment,
)
from generator.problems import Path as ModelPath
from generator.problems import Problem, ProblemsFound, Refused, Severity, in_order
from generator.shop.model.base import Model
from generator.shop.model.campaign import Campaign
from generator.shop.model.pictures import Photo
from generator.shop.model.shop import Shop
from generator.shop.model.site import Site
from generator.shop.model.walk import every, site_parts
from generator.shop.rules import asked_of_campaigns, check_campaign, check_rest, without_ignored
from generator.shop.text import Text
from generator.source.load import Loaded, load_site
from generator.structs import Frozen, replace
from generator.theme.chosen import ChosenTheme
from generator.theme.contrast import check_chosen_colours
from generator.theme.faces import SIGNS
from generator.theme.words import known_languages
from generator.wardrobe import lettering_of, theme_of
from generator.watch import UNWATCHED, Watch

__all__ = ["Built", "Draft", "Look", "build", "draft"]

_MARKDOWN_PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^\s)>]+)")

_WORTH = 50
"""Files that are worth a process to judge."""
_SLOW = {"texts": Carried(alone_after, keep_alone), "rules": NOTHING}
"""The steps of one file at a time that take longer than handing out the work, and what the pages want of each."""

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called as pictures are made: how many are done, of how many."""


class Built(Frozen):
    """A whole site before it is written. `problems` are warnings and hints. `next_change` is when the same
    content would give another site. `landing_bytes` is the landing page's HTML, gzip,
    and `ceiling_bytes` what the theme wants it to stay under (0: it says nothing).
    `notices` read back what the seller left to us. `site` is what it was made from, `facts` tells what buyers count
    on in it. Up to the instant `until` the same content gives the same site and the same problems, as far as is
    known."""

    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    next_change: datetime | None
    landing_bytes: int
    ceiling_bytes: int
    pages: int
    notices: tuple[str, ...] = ()
    site: Site | None = None
    facts: Callable[[], tuple[Fact, ...]] = tuple
    until: datetime | None = None


def build(
    root: Path,
    now: datetime,
    *,
    cache: Path,
    memory: Memory | None = None,
    progress: Progress | None = None,
    pictures: bool = True,
    watch: Watch = UNWATCHED,
) -> Built:
    """The site of the shop at `root` as it is at the instant `now`. Without `pictures` they are opened and named, and
    none is made: enough to find what is wrong. `watch` hears how far it is.

    Raises `ProblemsFound` with everything that is wrong, warnings included, when there is an error.
    """
    made = draft(root, now, cache=cache, memory=memory, progress=progress, watch=watch)
    if pictures:
        _make_pictures(made, progress)
    watch.stage("Pages", len(made.photos))
    outputs = tuple(_heard(made.outputs(), watch))
    watch.stage("Checks", len(made.pages))
    if collisions := check_outputs(outputs):
        raise ProblemsFound((*made.problems, *collisions))
    return Built(
        outputs,
        made.problems,
        made.next_change,
        len(gzip.compress(_bytes_of(made.output(addresses.LANDING)), 9, mtime=0)),
        made.chosen.theme.budget.landing_kb * 1000,
        sum(output.path.endswith(".html") for output in outputs),
        (*notices(made.context), *made.shelf.notices()),
        made.site,
        partial(facts, made.context),
        made.holds_until,
    )


def _bytes_of(page: Output) -> bytes:
    """What a page says; nothing where it stood in a file that somebody has taken away since: it is not published."""
    if page.source is None:
        return page.content or b""
    try:
        return page.source.read_bytes()
    except OSError:
        return b""


def draft(
    root: Path,
    now: datetime,
    *,
    cache: Path,
    memory: Memory | None = None,
    progress: Progress | None = None,
    watch: Watch = UNWATCHED,
    looked_at: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
) -> Draft:
    """The shop at `root` read, judged and planned for the instant `now`; its pages are made when asked for.

    With a `memory` from earlier drafts `now` may stay the earlier instant for as long as nothing changes between
    the two. `looked_at` are facts of files (`facts_of`) from just before, by their paths. Raises `ProblemsFound` with
    everything that is wrong, warnings included, when there is an error.
    """
    memory = memory or Memory()
    memory.begin()
    watch.stage("Reading")
    loaded = load_site(root, memory, languages=known_languages(root), looked_at=looked_at)
    if loaded.site is None:
        raise ProblemsFound(_settled(loaded.problems, loaded))
    site, unread, loaded = _with_payloads(loaded.site, loaded, root, memory)
    parts = _Parts(site, loaded.stamps, memory)
    watch.stage("Judging", len(loaded.files))
    now, until = _moment(parts, now)
    plan = _planned(parts)
    found = (*_judged(parts, now), *plan.problems, *_texts(parts, plan.places, loaded))
    watch.stage("Pictures", len(loaded.files))
    lettering = partial(lettering_of, root=root, plan=plan, characters=_characters(parts), cache_folder=cache)
    chosen, wrong = theme_of(site, root, lettering, memory)
    darkroom = memory.recall(("darkroom",), (root, cache), lambda: Darkroom(root, cache / "pictures"))
    photos, spoilt = _photos(parts, loaded, darkroom, progress)
    unseen = memory.recall(("colours",), chosen.stamp, partial(_unseen_colours, chosen, site)) if chosen else ()
    problems = (
        *loaded.problems, *unread, *(each for each in found if not loaded.follows(each)), *wrong, *unseen, *spoilt,
    )  # fmt: skip
    settled = _settled(problems, loaded)
    if chosen is None or any(each.severity is Severity.ERROR for each in problems):
        raise ProblemsFound(settled)
    codes = memory.recall(("codes",), parts.stamp(("shop",)), partial(draw_codes, site))
    made = Draft(
        root,
        loaded,
        site,
        plan,
        chosen,
        now,
        until,
        photos,
        darkroom,
        codes,
        in_order(settled),
        memory,
        lettering,
        cache,
    )
    if broken := tuple(made.broken_words()):
        raise ProblemsFound((*settled, *broken))
    return replace(made, problems=in_order((*settled, *_settled(made.shelf.problems(), loaded))))


class _Parts:
    """The files of a site, each with the stamp of what it was made from, for steps that look at one file at a time."""

    def __init__(self, site: Site, stamps: Mapping[ModelPath, str], memory: Memory) -> None:
        self.site = site
        self.memory = memory
        self._stamps = stamps
        self.paths, self._models = zip(*site_parts(site), strict=True)
        self._made_from = tuple(map(stamps.get, self.paths, repeat("")))

    def stamp(self, path: ModelPath) -> str:
        return self._stamps.get(path, "")

    @property
    def shop_stamps(self) -> tuple[str, ...]:
        """The stamps of all files that are no campaigns."""
        return tuple(stamp for path, stamp in self._stamps.items() if path[0] != "campaigns")

    def each(
        self, step: str, work: Callable[[ModelPath, Model], tuple[T, ...]], made_from: object = None
    ) -> Iterator[T]:
        """What `work` finds in every file; `made_from` is what it looks at besides."""
        paths, models = self.paths, self._models

        def make(at: int) -> tuple[T, ...]:
            return work(paths[at], models[at])

        worth, carried = (_WORTH, _SLOW[step]) if step in _SLOW else (0, NOTHING)
        return self.memory.recall_each(step, paths, self._made_from, made_from, make, worth=worth, carried=carried)


def _with_payloads(site: Site, loaded: Loaded, root: Path, memory: Memory) -> tuple[Site, tuple[Problem, ...], Loaded]:
    """The site with what is in the pictures of its QRIS; those pictures are then part of what shop.yaml is."""
    pictures = [account.qris.picture for account in site.shop.accounts if account.qris and account.qris.picture]
    stamp = repr((loaded.stamps["shop",], [file_stamp(root / picture) for picture in pictures]))
    shop, unread = memory.recall(("payloads",), stamp, partial(_read_payloads, site, root))
    return (
        site.model_copy(update={"shop": shop}), unread, replace(loaded, stamps={**loaded.stamps, ("shop",): stamp}),
    )  # fmt: skip


def _read_payloads(site: Site, root: Path) -> tuple[Shop, tuple[Problem, ...]]:
    site, unread = with_payloads(site, root)
    return site.shop, unread


def _planned(parts: _Parts) -> Plan:
    site, links = parts.site, tuple(parts.each("links", internal_links))
    listed = tuple((each.slug, each.aliases, each.archived) for each in site.campaigns)
    return parts.memory.recall(("plan",), (parts.shop_stamps, listed, links), lambda: plan_site(site, links))


def _moment(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """The instant to build for: that of the draft before, where nothing of the site changes between it and `now`.
    And the instant until which nothing does."""
    zone = parts.site.shop.timezone
    before = min(parts.memory.known(("moment",), zone) or now, now)
    found = tuple(parts.each("instants", partial(_instants_ahead, before, zone), before))
    settled = settled_moment(now, before, found, zone)
    parts.memory.keep(("moment",), zone, settled)
    return settled, next_instant(settled, found, zone)


def _instants_ahead(now: datetime, zone: tzinfo, path: ModelPath, part: Model) -> tuple[datetime, ...]:
    return tuple(at for at in instants(path, part, now=now, zone=zone) if at > now)


def _judged(parts: _Parts, now: datetime) -> Iterator[Problem]:
    """What the rules find: in each campaign, and in the rest of the shop."""
    site, around = parts.site, (now, parts.shop_stamps)
    made_from = (around, asked_of_campaigns(site))
    yield from parts.memory.recall(("rules",), made_from, partial(check_rest, site, now))

    def check(_: ModelPath, part: Model) -> tuple[Problem, ...]:
        return check_campaign(site, part, now) if isinstance(part, Campaign) else ()

    yield from parts.each("rules", check, around)


def _texts(parts: _Parts, places: Iterable[Place], loaded: Loaded) -> Iterator[Problem]:
    def has_picture(name: str) -> bool:
        return f"content/images/{name.removeprefix('images/')}" in loaded.listed

    # The same object as before where nothing of it changed: a thousand texts compare it.
    found = frozenset(place.path for place in places)
    pages = parts.memory.recall(("paths",), found, lambda: found)

    def check(path: ModelPath, part: Model) -> tuple[Problem, ...]:
        return tuple(check_texts(path, part, pages=pages, has_picture=has_picture, place=loaded.place))

    return parts.each("texts", check, pages)


def _unseen_colours(chosen: ChosenTheme, site: Site) -> tuple[Problem, ...]:
    """The seller's colours that cannot be seen where the theme uses them."""
    return tuple(check_chosen_colours(chosen.theme, chosen.assets.options, site.shop.theme.options))


def _settled(problems: Iterable[Problem], loaded: Loaded) -> tuple[Problem, ...]:
    """The problems with their places, without those that the seller silenced. One mistake in the defaults shows
    once, not once for each campaign that takes it over."""
    kept = without_ignored(loaded.site, problems) if loaded.site else tuple(problems)
    marked = [found if found.mark or not found.path else found.at(loaded.mark(found.path)) for found in kept]
    once = {(found.kind, found.mark or found.path, found.parameters): found for found in reversed(marked)}
    return tuple(reversed(once.values()))


def _photos(
    parts: _Parts, loaded: Loaded, darkroom: Darkroom, progress: Progress | None
) -> tuple[dict[str, Opened], tuple[Problem, ...]]:
    """Every picture that the site names, opened, by the seller's name for it, and what is wrong."""
    named = tuple(parts.each("pictures", partial(_named_pictures, listed=loaded.listed)))
    requests = {
        PictureRequest(darkroom.root / name, LOGO if path[:2] == ("shop", "logo") else PHOTO, path): name
        for path, name in named
    }
    done = 0

    def each() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, len(requests))

    opened, wrong = darkroom.look_at_all(requests, each=each, memory=parts.memory)
    return {name: opened[request] for request, name in requests.items() if request in opened}, wrong


def _heard(outputs: Iterable[Output], watch: Watch) -> Iterator[Output]:
    for output in outputs:
        if output.path.endswith(".html"):
            watch.page(output.path)
        yield output


def _make_pictures(made: Draft, progress: Progress | None) -> None:
    try:
        made.make_pictures(progress)
    except Refused as refused:  # the disk is full, or a photo was replaced in the middle of the build
        found = Problem(refused.kind, parameters=tuple(refused.parameters.items()))
        raise ProblemsFound((*made.problems, found)) from refused


def _characters(parts: _Parts) -> Callable[[], frozenset[str]]:
    """What finds the characters of the site beyond those that every face is cut with; only some themes ask."""
    return cache_once(lambda: frozenset(parts.each("characters", _characters_of)))


def _characters_of(path: ModelPath, part: Model) -> tuple[str, ...]:
    written: Iterator[tuple[ModelPath, Text | str]] = every((Text, str), part, path)
    found = (text if isinstance(text, str) else text.everything() for _, text in written)
    return tuple(sorted(set().union(*found) - SIGNS))


def _named_pictures(path: ModelPath, part: Model, *, listed: frozenset[str]) -> tuple[tuple[ModelPath, str], ...]:
    """The pictures of one file, each with the place that names it: photos, and those inside texts."""
    found = [(where, photo.file) for where, photo in every(Photo, part, path)]
    for where, text in every(Text, part, path):
        inside = (f"content/images/{name}" for name in _MARKDOWN_PICTURE.findall(text.everything()))
        found += [(where, name) for name in inside if name in listed]
    return tuple(found)
