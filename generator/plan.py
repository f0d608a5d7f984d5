"""Which pages and files exist, at which addresses; what collides; when anything changes next.

Owns the `Output`: one file of the site before it is written. It must not render, read or write.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from generator.page import addresses, securitytxt
from generator.page.present.lists import archive_pages
from generator.paths import collision_key, is_internal, page_path, safe_output_path
from generator.problems import Kind, Problem, Refused, problem
from generator.problems import Path as ModelPath
from generator.shop import schedule
from generator.shop.model.base import Model
from generator.shop.model.bio import Banner, Marketplaces, Store
from generator.shop.model.campaign import Campaign
from generator.shop.model.pictures import Link
from generator.shop.model.shop import Announcement, Certificate, Holiday, Shop
from generator.shop.model.site import Site
from generator.shop.model.walk import every, site_parts
from generator.shop.model.walk import links as links_of
from generator.shop.moments import Moment
from generator.shop.standing import change_instants
from generator.shop.zones import start_of_day
from generator.structs import Frozen, replace

ADDRESS_TWICE = Kind(
    "address-twice",
    "“{one}” and “{other}” want the same address `{path}`.",
    "Rename one of the two files, or change the alias.",
)
LINK_NOWHERE = Kind(
    "page-unknown", "No page of this site has the address `{found}`.", "Write the address of a page: {pages}."
)
BAD_ALIAS = Kind(
    "alias", "`{found}` cannot be an address.", "Write the old address without the domain: `po/melati-lama`."
)


class Output(Frozen):
    """One file of the site.

    `path` is relative with `/` (`po/melati-7/index.html`). Small files carry their `content`; a picture names the
    verified `source` in the cache that holds its bytes, a page of the build before the file that it stands in. Exactly
    one of the two is set. `hashed` says that the
    name changes with the bytes, so an old copy may stay one build longer.
    """

    path: str
    content: bytes | None = None
    source: Path | None = None
    hashed: bool = False


class InPlace(Output):
    """A page of the build before in the file that it stands in, its `source`: the bytes there are those that were made.
    `facts` are that file's (`facts_of`), from before it was looked at."""

    facts: tuple[int, ...] = ()


class Folded(Output):
    """The same with its content held compressed, to be unfolded whenever it is asked for."""

    folded: bytes = b""

    @property  # type: ignore[misc]
    def content(self) -> bytes:  # it hides the field, which is not set
        return zlib.decompress(self.folded)


def folded(output: Output) -> Output:
    """The output with its content compressed: where there are very many, they would not all fit into memory."""
    if output.content is None:
        return output
    return Folded(output.path, hashed=output.hashed, folded=zlib.compress(output.content, 1))


class Place(Frozen):
    """A page to make: its output path, the view it gets (`landing`, `campaign`, `archive`, `free`, `not-found`,
    `redirect`), the slug it is about, and where a redirect leads. `source` is its place in the model. `language` is set
    for a page in another language than the shop's own. `short` is set for a redirect that a link of the bio
    asks for (`slug` is its name). `number` counts the pages of the archive."""

    path: str
    kind: str
    slug: str = ""
    target: str = ""
    source: ModelPath = ("shop",)
    language: str = ""
    short: bool = False
    number: int = 1


class Plan(Frozen):
    """Every page of a site, and the problems of their addresses."""

    places: tuple[Place, ...]
    problems: tuple[Problem, ...]


def plan_site(site: Site, links: Iterable[tuple[ModelPath, str]] | None = None) -> Plan:
    """The pages that the site has. Two that want one file (also by case or composed letters) are a problem, and so
    is a link to none of them; `links` are the `internal_links` of all its files, where they are known."""
    problems: list[Problem] = []
    places = (*_wanted(site), *_aliases(site, problems), *_short_links(site))
    languages = site.shop.published[1:]
    taken: dict[str, Place] = {}
    kept: list[Place] = []
    for place in (*places, *(_abroad(place, each) for each in languages for place in places if _in_all(place))):
        key = collision_key(place.path)
        other = taken.setdefault(key, place)
        if other is not place:
            one, two = _name(other), _name(place)
            problems.append(problem(ADDRESS_TWICE, *place.source, path=place.path, one=one, other=two))
            continue
        kept.append(place)
    if links is None:
        links = (found for path, part in site_parts(site) for found in internal_links(path, part))
    problems.extend(_dead_links(links, {place.path for place in kept}))
    return Plan(tuple(kept), tuple(problems))


def _wanted(site: Site) -> Iterator[Place]:
    yield Place(addresses.LANDING, "landing")
    if site.campaigns:
        for number in range(1, archive_pages(site) + 1):
            yield Place(addresses.archive_path(number), "archive", number=number)
    for campaign in site.campaigns:
        source = ("campaigns", campaign.slug)
        yield Place(addresses.campaign_path(campaign.slug), "campaign", campaign.slug, source=source)
    for page in site.pages:
        yield Place(addresses.free_path(page.slug), "free", page.slug, source=("pages", page.slug))
    if site.shop.analytics and site.own_privacy is None:
        path = addresses.privacy_path(site.shop.locale)
        yield Place(path, "free", addresses.folder_of(path).strip("/"), source=("shop", "analytics"))
    yield Place(addresses.NOT_FOUND, "not-found")


def _in_all(place: Place) -> bool:
    """Whether every language has this page; hosts know one 404 page, and a short link is one for all."""
    return place.kind != "not-found" and not place.short


def _abroad(place: Place, language: str) -> Place:
    target = addresses.in_language(place.target, language) if place.target else ""
    return replace(place, path=addresses.in_language(place.path, language), target=target, language=language)


def _aliases(site: Site, problems: list[Problem]) -> Iterator[Place]:
    listed = [(addresses.campaign_path(c.slug), "campaigns", c.slug, c.aliases) for c in site.campaigns]
    listed += [(addresses.free_path(p.slug), "pages", p.slug, p.aliases) for p in site.pages]
    for target, part, slug, aliases in listed:
        for number, alias in enumerate(aliases):
            source = (part, slug, "aliases", number)
            try:
                path = safe_output_path(page_path(alias.strip().strip("/").removesuffix("/index.html")))
            except Refused:
                problems.append(problem(BAD_ALIAS, *source, found=alias))
                continue
            yield Place(path, "redirect", slug, target, source)


def _short_links(site: Site) -> Iterator[Place]:
    for path, link in every(Link, site.links, ("links",)):
        if link.go:
            yield Place(addresses.short_path(link.go), "redirect", link.go, source=(*path, "go"), short=True)


def _name(place: Place) -> str:
    if place.short:
        return f"go: {place.slug}"
    name = "/".join(str(part) for part in place.source[:2]) if place.slug else place.kind
    if place.number > 1:
        name = f"{name} {place.number}"
    return f"{name} ({place.language})" if place.language else name


def internal_links(path: ModelPath, part: Model) -> tuple[tuple[ModelPath, str], ...]:
    """The links of one file of the site (`walk.site_parts`) that lead to pages of it, with their places."""
    return tuple(
        (where, link) for where, link in links_of(path, part) if is_internal(link) and not link.startswith("#")
    )


def _dead_links(links: Iterable[tuple[ModelPath, str]], known: set[str]) -> Iterator[Problem]:
    """Links of the site that lead to no page of it."""
    pages = ", ".join(f"`/{addresses.folder_of(path)}`" for path in sorted(known) if path.endswith("/index.html"))
    for where, link in links:
        address = link.partition("#")[0].strip("/")
        if (page_path(address) if address else addresses.LANDING) not in known:
            yield problem(LINK_NOWHERE, *where, found=link, pages=pages or "`/`")


def check_outputs(outputs: Iterable[Output]) -> tuple[Problem, ...]:
    """Outputs that would overwrite one another on some system."""
    taken: dict[str, Output] = {}
    problems = []
    for output in outputs:
        other = taken.setdefault(collision_key(output.path), output)
        if other is not output:
            problems.append(problem(ADDRESS_TWICE, path=output.path, one=other.path, other=output.path))
    return tuple(problems)


Timed = (Link, Banner, Announcement, Holiday)
"""The models that are shown from and until a moment."""


def next_change(path: ModelPath, part: Model, *, now: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """The next instant at which a build of the same file of the site would differ, in UTC; empty when there is none."""
    found = schedule.next_change(now, _changes(path, part, now, zone))
    return (found,) if found else ()


def _changes(path: ModelPath, part: Model, now: datetime, zone: tzinfo) -> Iterator[datetime]:
    if isinstance(part, Campaign):
        yield from change_instants(part, now, zone)
        yield from (news.date.at for news in part.updates)
        yield from (due.at for _, due in every(Moment, part.payments))
        yield from (due.at for _, due in every(Moment, part.for_))
    for _, thing in every(Timed, part, path):
        yield from (at.at for at in (getattr(thing, "from_", None), getattr(thing, "until", None)) if at)
    for _, certificate in every(Certificate, part, path):
        if certificate.valid_until:
            yield certificate.valid_until.at
    if isinstance(part, Marketplaces):
        for store in part.marketplaces:
            if store.checked:
                yield schedule.badge_until(store.checked.at)
    if isinstance(part, Shop) and part.security:
        yield securitytxt.renewal(now)


def instants(path: ModelPath, part: Model, *, now: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Every instant at which something in one file of the site may begin or cease to hold, as far as it is known
    `now`, and perhaps some more; what changes with the day is left out."""
    found = [moment.at for _, moment in every(Moment, part, path)]
    found += [schedule.badge_until(store.checked.at) for _, store in every(Store, part, path) if store.checked]
    if isinstance(part, Campaign):
        found += change_instants(part, now, zone)
    return tuple(found)


def next_instant(now: datetime, found: Iterable[datetime], zone: tzinfo) -> datetime:
    """The first of the `found` instants after `now`, at the latest the next midnight of the zone: until then the same
    content gives the same site."""
    tomorrow = start_of_day(now.astimezone(zone).date() + timedelta(days=1), zone)
    return min((at for at in found if now < at < tomorrow), default=tomorrow)


def settled_moment(now: datetime, before: datetime, found: Iterable[datetime], zone: tzinfo) -> datetime:
    """The earlier instant `before` where nothing changes from it to `now`: on the same day of the zone, with none of
    the `found` instants between them. Else `now`."""
    if before > now or before.astimezone(zone).date() != now.astimezone(zone).date():
        return now
    return now if any(before < at <= now for at in found) else before
