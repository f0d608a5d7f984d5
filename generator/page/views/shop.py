"""What pages show of the shop: its head, its accounts, links, stores, notices and the footer.

Owns nothing about a single pre-order.
"""

from __future__ import annotations

from generator.page.views.parts import ActionView, BrandView, DetailRow, Html, MonogramView, PictureView
from generator.structs import Frozen


class BarView(Frozen, kw_only=True):
    """A notice above everything: an announcement or a holiday."""

    kind: str  # "announcement" or "holiday"
    text: str  # one or two sentences
    dates: str = ""  # "24–31 Des 2026", where it holds only for a while
    action: ActionView | None = None  # where to read more


class RatingView(Frozen, kw_only=True):
    """What buyers said elsewhere. Never without its source."""

    score: str  # "4,9"
    out_of: str  # "5"
    source: str  # "Shopee"
    count: str = ""  # "1.204 ulasan"
    proof: ActionView | None = None  # the page that shows it
    checked: str = ""  # "dicek 3 Des 2026"


class SocialView(Frozen, kw_only=True):
    """One account of the shop."""

    brand: BrandView  # whose platform it is
    label: str  # "Instagram"
    handle: str  # "@rumahmelati"
    href: str  # the account's own page
    note: str = ""  # "tempat kami umumkan PO"


class OfficialView(Frozen, kw_only=True):
    """ "Akun kami hanya ini": the full list of accounts and how to check it both ways."""

    title: str  # "Akun kami hanya ini" ("saya" in a one-person shop)
    accounts: tuple[SocialView, ...]  # socials, stores and contacts, each once
    check: str  # how to check in both directions: from here to the account, and from its bio back to here
    report: ActionView | None = None  # whom to ask about another account


class HeadView(Frozen, kw_only=True):
    """Who this is. `compact` pages (all but the landing page) show name, sign and a way home."""

    name: str  # the shop
    home: str  # address of the landing page
    logo: PictureView | None  # square or wide; None: show the monogram
    monogram: MonogramView  # the sign without a logo; the favicon looks the same
    tagline: str = ""  # what the shop does, in one sentence
    about: Html | None = None  # a short paragraph; landing page only
    cover: PictureView | None = None  # a wide photo; landing page only
    city: str = ""  # "Bandung"
    since: str = ""  # "sejak 2019"
    rating: RatingView | None = None  # what buyers said elsewhere
    official: OfficialView | None = None  # the list of all accounts


class LinkView(Frozen, kw_only=True):
    """One bio link."""

    label: str  # what it leads to
    href: str  # where it leads
    brand: BrandView | None = None  # sign in front, where the address belongs to a known platform
    icon: str = "ui/link"  # sign in front otherwise
    picture: PictureView | None = None  # a thumbnail that takes the sign's place
    note: str = ""  # a few small words
    pinned: bool = False  # the seller wants it seen first
    external: bool = True  # leaves the site


class LinkGroupView(Frozen, kw_only=True):
    """Links that belong together."""

    links: tuple[LinkView, ...]  # pinned ones first
    title: str = ""  # empty: the group needs no heading of its own


class StoreView(Frozen, kw_only=True):
    """An official store on a marketplace. The badge is the marketplace's word, never ours."""

    brand: BrandView  # whose marketplace it is
    label: str  # "Shopee"
    handle: str  # "rumahmelati.example"
    href: str  # the store's own page
    badge: str = ""  # "Star+", only with a proof link and a date that is not too old
    rating: str = ""  # "4,9 dari 5 · 1.204 ulasan"
    proof: ActionView | None = None  # the page that shows badge and rating
    checked: str = ""  # "dicek 3 Des 2026"
    note: str = ""  # a few small words


class BannerView(Frozen, kw_only=True):
    """A wide picture, possibly a link."""

    picture: PictureView  # what it shows; its `alt` says where the link leads
    href: str = ""  # empty: not a link
    external: bool = False  # `href` leaves the site


class CommunityView(Frozen, kw_only=True):
    """Where buyers meet: a channel, a group, a broadcast list."""

    title: str  # the heading
    actions: tuple[ActionView, ...]  # one for each place
    text: str = ""  # what one gets there


class LanguageView(Frozen, kw_only=True):
    """This page in one of the shop's languages."""

    name: str  # as its speakers call it: "Bahasa Indonesia", "English"
    lang: str  # BCP 47, for `lang` and `hreflang`: "en"
    href: str  # the same page in it; a relative address
    current: bool = False  # the language of this page


class FooterView(Frozen, kw_only=True):
    """The end of every page. A theme may place `honesty` and dress it, never leave it out."""

    honesty: str  # "Halaman dibuat sendiri oleh penjual; Etalase tidak memeriksa penjual."
    name: str  # the shop
    links: tuple[ActionView, ...] = ()  # free pages, archive, home
    identity: tuple[DetailRow, ...] = ()  # owner, address, business number
    updated: str = ""  # "Diperbarui 12 Des 2026"
