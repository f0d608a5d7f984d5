"""What every part of a page needs: the site, the words, the moment, the pictures, and where the page is.

Owns links, pictures, brands and chats as views. It must not know any section.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from urllib.parse import quote

from generator.page import addresses
from generator.page.present.words import Words
from generator.page.views import ActionView, BrandView, CampaignRowView, Html, MonogramView, PictureView, SourceView
from generator.paths import host_of, is_internal, page_path, relative_url
from generator.problems import Path
from generator.shop import brands, links, schedule
from generator.shop.colours import parse_colour, text_on
from generator.shop.model.campaign import Campaign
from generator.shop.model.pictures import Photo
from generator.shop.model.shop import CHANNELS, Contact, Qris
from generator.shop.model.site import Site
from generator.shop.moments import Moment
from generator.shop.standing import Standing, standing
from generator.shop.text import Text
from generator.structs import Frozen, field, replace


class Source(Frozen):
    """The files of a picture in one format: the `type` that browsers ask for, and paths in the site by width in
    pixels, ascending."""

    type: str
    paths: tuple[tuple[str, int], ...]


class Picture(Frozen):
    """A picture of the site: the path of the file that any browser can show, its size in pixels, all its files by
    format (the best first, the one of `path` last), and a few pixels of it as a `data:` address."""

    path: str
    width: int
    height: int
    sources: tuple[Source, ...] = ()
    blur: str = ""

    @property
    def widest(self) -> str:
        """The path of the largest file that any program can show."""
        return self.sources[-1].paths[-1][0] if self.sources else self.path


class ShareCard(Frozen):
    """A share picture, and what it says for those who cannot see it."""

    picture: Picture
    alt: str


class Code(Frozen):
    """A code to scan: `shown` on the page, `saved` to keep in the phone's gallery."""

    shown: Picture
    saved: Picture


class Signs(Frozen):
    """What the head of every page names, as paths in the site: the icon for tabs and its type, the one for home
    screens (`touch`), the manifest; and the colours of browsers' bars by day and by night."""

    favicon: str = addresses.FAVICON
    favicon_type: str = "image/svg+xml"
    touch: str = ""
    manifest: str = ""
    light: str = ""
    dark: str = ""


class Course(Frozen):
    """Where a campaign stands from the build on: `standings[0]` at the build, the others each from the instant of
    `changes` (in order) that comes before it."""

    changes: tuple[datetime, ...]
    standings: tuple[Standing, ...]

    def turn(self, now: datetime) -> int:
        """How many of the changes have been."""
        return bisect_right(self.changes, schedule.epoch_ms(now), key=schedule.epoch_ms)


class Context(Frozen):
    """`page` is the path of the page being made. `pictures` maps the seller's file names to prepared pictures.
    `markdown` turns a text into safe markup; it gets the text, its place in the model and the page's path. `base`
    is set for a page that is served at any address (404): its links then start there. `codes` are the published
    QRIS by payload, `site_codes` the codes that lead to pages and cards of the site, by their paths, `signs` what the
    head of a page names. `languages` are those of the site, its own first; pages in another than that one live below
    `addresses.in_language` of `abroad`. Other campaigns than a page's own stand in `site` in `brief`; `wholes`
    gives one whole. `files` are the calendar files that the build makes, None where every one is there. `cards`
    are the share pictures by the slug of their PO, the shop's own under "". `rows` are lines of lists made so far,
    `orders` and `coming` what `lists` worked out. `series` are the slugs of each series; `alone` says that the shop has
    no other PO; `dated` are the moments by which its pages are dated, the newest first. At a later moment than the
    build's (`built`), campaigns that are not in `moves` stay as they stood then."""

    site: Site
    words: Words
    now: datetime
    page: str
    pictures: Mapping[str, Picture]
    markdown: Callable[[str, Path, str], Html]
    accent: str = "#235347"
    base: str = ""
    codes: Mapping[str, Code] = field(default_factory=dict)
    site_codes: Mapping[str, Code] = field(default_factory=dict)
    signs: Signs = field(default_factory=Signs)
    languages: tuple[str, ...] = ()
    abroad: str = ""
    wholes: Callable[[str], Campaign] | None = None
    standings: dict[str, Standing] = field(default_factory=dict)
    later: dict[datetime, dict[str, Standing]] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    rows: dict[tuple[object, ...], CampaignRowView] = field(default_factory=dict)
    outcomes: dict[str, tuple[Standing, tuple[str, ...]]] = field(default_factory=dict)
    orders: dict[datetime, tuple[str, ...]] = field(default_factory=dict)
    coming: dict[datetime, tuple[str, ...]] = field(default_factory=dict)
    series: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alone: bool = False
    dated: tuple[Moment, ...] = ()
    moves: frozenset[str] = frozenset()
    built: Context | None = None
    files: frozenset[str] | None = None
    cards: Mapping[str, ShareCard] = field(default_factory=dict)

    @property
    def zone(self) -> tzinfo:
        return self.site.shop.timezone

    def at(self, page: str) -> Context:
        """The same for another page."""
        return replace(self, page=page)

    def moved_to(self, now: datetime) -> Context:
        """The same at another moment."""
        return replace(self, now=now, standings=self.later.setdefault(now, {}))

    def standing(self, slug: str) -> Standing:
        """Where a campaign stands; worked out once."""
        if self.built and slug not in self.moves:
            return self.built.standing(slug)
        if slug not in self.standings:
            course = self.courses.get(slug)
            if course:
                self.standings[slug] = course.standings[course.turn(self.now)]
            else:
                self.standings[slug] = standing(self.campaign(slug), self.now, self.zone)
        return self.standings[slug]

    def campaign(self, slug: str) -> Campaign:
        """The campaign of this slug, as this page knows it; they stand in the order of their slugs."""
        campaigns = self.site.campaigns
        return campaigns[bisect_left(campaigns, slug, key=lambda each: each.slug)]

    def whole(self, campaign: Campaign) -> Campaign:
        """Everything that the seller said of a campaign that the page knows in brief."""
        return self.wholes(campaign.slug) if self.wholes else campaign

    # Addresses

    def to(self, path: str, part: str = "") -> str:
        """The relative address of another page of the site, or of a part of this one; in this page's language."""
        path = self.here(path)
        if path == self.page and part and not self.base:
            return f"#{part}"
        return self.from_here(path) + (f"#{part}" if part else "")

    def from_here(self, path: str) -> str:
        """The address of a path of the site as this page writes it."""
        return f"{self.base}{addresses.folder_of(path)}" if self.base else relative_url(self.page, path)

    def page_in(self, language: str) -> str:
        """The path of this page in another language of the site, or of its front page where this one exists once."""
        own = addresses.LANDING if self.page == addresses.NOT_FOUND else self.page.removeprefix(f"{self.abroad}/")
        return addresses.in_language(own, "" if language == self.languages[0] else language)

    def here(self, path: str) -> str:
        """The path of a page or file of the site in this page's language; what all languages share, and what names
        another language, stays as it is."""
        first = path.partition("/")[0]
        if first == addresses.ASSETS or first in self.languages[1:]:
            return path
        return addresses.in_language(path, self.abroad)

    def href(self, link: str) -> str:
        """A judged link as this page writes it."""
        if not is_internal(link):
            return link
        address, _, part = link.partition("#")
        if not address:
            return link
        return self.to(page_path(address.strip("/")) if address.strip("/") else addresses.LANDING, part)

    def out(self, link: str) -> str:
        """A judged link of the shop's own offers as this page writes it, with what the seller counts buyers by. Not
        within the shop's own host: there it would hide where a buyer came from."""
        utm, url = self.site.shop.utm, self.site.shop.url
        if utm is None or is_internal(link) or (url and host_of(link) == host_of(url)):
            return self.href(link)
        said = ((key, getattr(utm, key)) for key in ("source", "medium", "campaign", "term", "content"))
        return links.counted(link, ((f"utm_{key}", value) for key, value in said if value))

    def absolute(self, path: str) -> str:
        """The folder address under the shop's `url`, or empty without one; in this page's language."""
        url = self.site.shop.url
        return url + addresses.folder_of(self.here(path)) if url else ""

    def action(
        self, label: str, link: str, *, note: str = "", icon: str = "", branded: bool = True, counted: bool = False
    ) -> ActionView:
        """A link with the sign of the place it leads to; `counted`, with what the seller counts buyers by."""
        found = brands.brand_of(link) if branded and not is_internal(link) else None
        external = link.startswith("http")
        sign = self.brand(found.key) if found else None
        return ActionView(
            label=label, href=self.out(link) if counted else self.href(link), brand=sign, icon="" if sign else icon,
            note=note, external=external,
        )  # fmt: skip

    # Pictures and brands

    def picture(self, photo: Photo | None, fallback_alt: str = "") -> PictureView | None:
        """The photo as prepared for the site, or None without one."""
        if photo is None or (made := self.pictures.get(photo.file)) is None:
            return None
        focus = photo.focus or (50, 50)
        return replace(
            picture_view(made, self.page),
            alt=self.words.text(photo.alt) or fallback_alt,
            focus_x=_quarter(focus[0]),
            focus_y=_quarter(focus[1]),
            credit=photo.credit or "",
            caption=self.words.text(photo.caption),
            video=self.action(self.words("Watch the video"), photo.video) if photo.video else None,
        )

    def gallery(self, photos: Iterable[Photo], name: str) -> tuple[PictureView, ...]:
        """Photos that a page shows beside one another, each with an anchor that begins with `name`."""
        views = (view for photo in photos if (view := self.picture(photo)))
        return tuple(replace(view, anchor=f"{name}-{number}") for number, view in enumerate(views, 1))

    def qris_picture(self, qris: Qris) -> PictureView | None:
        """The code drawn from its payload; None where the admin sends it."""
        code = self.codes.get(qris.payload.payload) if qris.payload else None
        if code is None or qris.payload is None:
            return None
        made = code.shown
        alt = self.words("QRIS code of {name}", name=qris.payload.merchant)
        return PictureView(src=relative_url(self.page, made.path), width=made.width, height=made.height, alt=alt)

    def qris_save(self, qris: Qris) -> ActionView | None:
        """The code as a file for the phone's gallery, where a bank's app on the same phone finds it. A plain link:
        in-app browsers ignore `download`, and an iPhone would put the file where no bank looks."""
        code = self.codes.get(qris.payload.payload) if qris.payload else None
        if code is None:
            return None
        return ActionView(
            label=self.words("Save the QRIS picture"),
            href=self.to(code.saved.path),
            note=self.words("press and hold it, then save"),
        )

    def code_to(self, path: str) -> Code | None:
        """The code that leads to a page or card of the site, in this page's language; None without `url`."""
        return self.site_codes.get(self.here(path))

    def brand(self, key: str) -> BrandView:
        """A platform's sign and colours."""
        known = brands.brand(key)
        fill, ink = brands.button_colours(known)
        return BrandView(key=known.key, name=known.name, fill=fill, ink=ink)

    def monogram(self) -> MonogramView:
        """The shop's initials on the theme's colour."""
        ink = text_on(parse_colour(self.accent))
        return MonogramView(letters=initials(self.words.text(self.site.shop.name)), fill=self.accent, ink=ink)

    # Texts

    def html(self, text: Text | None, *path: str | int) -> Html | None:
        """Markdown as safe markup; `path` is the text's place in the model."""
        return self.markdown(self.words.text(text), path, self.page) if text else None

    # People

    def chat(
        self, message: str = "", *, label: str = "", contact: Contact | None = None, note: str = ""
    ) -> ActionView | None:
        """A link that writes to the first channel of a contact (the shop's first, if none is named)."""
        person = contact or (self.site.shop.contact[0] if self.site.shop.contact else None)
        channel = first_channel(person) if person else None
        if person is None or channel is None:
            return None
        return self.channel(person, channel, message, label=label, note=note)

    def channel(
        self, person: Contact, channel: str, message: str = "", *, label: str = "", note: str = ""
    ) -> ActionView:
        """A link to one channel of a contact, the message written where the channel can take one."""
        href = channel_link(person, channel, message, self.words.text(self.site.shop.name))
        known = "email" if channel == "email" else channel
        sign = self.brand(known) if channel != "phone" else None
        icon = "ui/phone" if channel == "phone" else ""
        return ActionView(
            label=label or channel_name(channel), href=href, brand=sign, icon=icon, note=note,
            external=href.startswith("http"),
        )  # fmt: skip

    def calendar_link(self, title: str, start: datetime, end: datetime, details: str) -> str:
        """Google Calendar's page with the event filled in; times in UTC."""
        times = f"{self.words.calendar_time(start)}/{self.words.calendar_time(end)}"
        what = f"&text={quote(title, safe='')}&dates={times}&details={quote(details, safe='')}"
        return f"https://calendar.google.com/calendar/render?action=TEMPLATE{what}"

    def visible(self, thing: object) -> bool:
        """Whether something with `from` and `until` is shown at this moment."""
        start, end = getattr(thing, "from_", None), getattr(thing, "until", None)
        return schedule.visible(start.at if start else None, end.at if end else None, self.now)


def picture_view(made: Picture, page: str) -> PictureView:
    """A picture as a page shows it, without words."""
    sources = tuple(SourceView(type=each.type, srcset=_srcset(each, page)) for each in made.sources)
    return PictureView(
        src=relative_url(page, made.path),
        width=made.width,
        height=made.height,
        alt="",
        srcset=sources[-1].srcset if sources else "",
        sources=sources[:-1],
        blur=made.blur,
    )


def _srcset(source: Source, page: str) -> str:
    return ", ".join(f"{relative_url(page, path)} {width}w" for path, width in source.paths)


def first_channel(person: Contact) -> str | None:
    """The first way to write or call that a contact has."""
    return next((channel for channel in CHANNELS if getattr(person, channel) is not None), None)


def channel_name(channel: str) -> str:
    return {"whatsapp": "WhatsApp", "telegram": "Telegram", "line": "LINE", "instagram": "Instagram"}.get(
        channel, channel
    )


def channel_link(person: Contact, channel: str, message: str, subject: str) -> str:
    """The address that opens the channel with the message written, where the channel can."""
    if channel == "whatsapp" and person.whatsapp:
        return links.whatsapp_link(person.whatsapp.digits, message)
    if channel == "phone" and person.phone:
        return links.tel_link(person.phone.digits)
    if channel == "telegram" and person.telegram:
        return links.telegram_link(person.telegram, message)
    if channel == "line" and person.line:
        return links.line_link(person.line, message)
    if channel == "instagram" and person.instagram:
        return links.instagram_chat(person.instagram)
    if channel == "email" and person.email:
        return links.mailto_link(person.email, subject, message)
    raise ValueError(f"the contact has no {channel}")


def channel_shown(person: Contact, channel: str) -> str:
    """The number or name that people read."""
    value = getattr(person, channel)
    if channel in ("whatsapp", "phone"):
        return str(value.national)
    return str(value) if channel == "email" else f"@{value}"


def initials(name: str) -> str:
    """One or two letters that stand for a name; signs and emoji are passed over."""
    words = ["".join(letter for letter in word if letter.isalnum()) for word in name.split()]
    letters = [word[0].upper() for word in words if word]
    return "".join(letters[:2]) or "•"


def _quarter(percent: int) -> int:
    """The nearest of 0, 25, 50, 75 and 100: stylesheets know no others."""
    return min((0, 25, 50, 75, 100), key=lambda step: abs(step - percent))
