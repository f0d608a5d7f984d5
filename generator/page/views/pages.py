"""The views that templates receive as `page`, one per kind of page.

Owns which facts a page carries and their common frame. `kind` names the template: `landing`, `campaign`,
`archive`, `free`, `not-found`, `redirect`.
"""

from __future__ import annotations

from generator.page.views.analytics import AnalyticsView, ChoiceView
from generator.page.views.campaign import (
    CampaignCardView,
    CampaignRowView,
    CertificateView,
    ContactView,
    HistoryView,
    ItemGroupView,
    MakerView,
    OrderView,
    PaymentsView,
    ReceiveView,
    StepView,
    TermsView,
    TestimonialView,
    UpdateView,
)
from generator.page.views.parts import ActionView, DetailRow, FactView, Html, PictureView, QuestionView, WhenView
from generator.page.views.shop import (
    BannerView,
    BarView,
    CommunityView,
    FooterView,
    HeadView,
    LanguageView,
    LinkGroupView,
    SocialView,
    StoreView,
)
from generator.structs import Frozen


class AlternateView(Frozen, kw_only=True):
    """This page in another language, for search engines."""

    lang: str  # BCP 47, or "x-default"
    href: str  # absolute
    open_locale: str = ""  # og:locale:alternate: "en_US"; empty for this page's own language and where nobody knows it


class MetaView(Frozen, kw_only=True):
    """What the <head> says. Grows old unseen, so it carries dates and never a state word."""

    lang: str  # BCP 47: "id"
    title: str  # of the document, shop included
    description: str = ""  # a sentence for search results and shared links
    canonical: str = ""  # absolute, with a trailing slash; empty without `url`
    favicon: str = ""  # address of the icon for tabs: a relative path or a data: URL
    favicon_type: str = "image/svg+xml"  # the media type of `favicon`; a logo makes it a PNG
    touch_icon: str = ""  # address of the icon for home screens, a PNG to its edges; empty where no one keeps the page
    manifest: str = ""  # address of the web app manifest; empty where no one keeps the page
    card: PictureView | None = None  # the share picture; `src` is absolute
    site_name: str = ""  # the shop's name
    open_type: str = "website"  # og:type
    open_locale: str = ""  # og:locale: "id_ID"; empty where nobody knows the country of the language
    structured: Html | None = None  # JSON-LD, safe inside <script type="application/ld+json">
    indexed: bool = True  # False: robots noindex
    feed: str = ""  # address of the Atom feed; empty without `url`
    theme_light: str = ""  # browser chrome; empty: the theme's own
    theme_dark: str = ""  # the same in the dark
    alternates: tuple[AlternateView, ...] = ()  # the page in every language; empty with one, or without `url`


class PageView(Frozen, kw_only=True):
    """The frame of every page."""

    kind: str  # the template's name
    meta: MetaView  # the <head>
    head: HeadView  # who this is
    footer: FooterView  # the end of the page
    bars: tuple[BarView, ...] = ()  # notices that hold now, the most pressing first
    languages: tuple[LanguageView, ...] = ()  # the page in every language of the shop; empty where it has one
    live: Html | None = None  # JSON for the script that follows the clock; None where nothing changes any more
    analytics: AnalyticsView | None = None  # what counts visits; None where the seller wants none counted
    rolls: bool = False  # whether `live` holds dates of later windows, which `theme.head_script` then words


class NothingView(Frozen, kw_only=True):
    """No PO at all: say so, and what is known."""

    title: str  # "Belum ada PO"
    text: str = ""  # "PO berikutnya diumumkan di Instagram."
    last: CampaignRowView | None = None  # the last batch's result
    actions: tuple[ActionView, ...] = ()  # where to be told; the first is the main button


class LandingView(PageView, kw_only=True):
    """The landing page: the PO that matters now, and who is selling."""

    main: CampaignCardView | None = None  # the PO that matters now
    nothing: NothingView | None = None  # instead of `main`; both None where a shop never runs a PO
    others: tuple[CampaignRowView, ...] = ()  # the other POs that run, the most pressing first
    archive: ActionView | None = None  # the list of all
    facts: tuple[FactView, ...] = ()  # three reasons to trust, each with its proof
    link_groups: tuple[LinkGroupView, ...] = ()  # bio links
    stores: tuple[StoreView, ...] = ()  # official stores
    socials: tuple[SocialView, ...] = ()  # social accounts
    banners: tuple[BannerView, ...] = ()  # wide pictures
    questions: tuple[QuestionView, ...] = ()  # short FAQ
    testimonials: tuple[TestimonialView, ...] = ()  # a few, each with its source
    contacts: tuple[ContactView, ...] = ()  # whom to talk to
    community: CommunityView | None = None  # where buyers meet
    card: tuple[ActionView, ...] = ()  # keeping the numbers: the contact card, and a code of it; empty without a number


class CampaignView(PageView, kw_only=True):
    """One PO with everything a buyer asks before paying."""

    campaign: CampaignCardView  # its `href` is this page
    back: ActionView  # to the landing page
    pictures: tuple[PictureView, ...] = ()  # after the first, which is `campaign.picture`
    photos: tuple[PictureView, ...] = ()  # the first too
    about: Html | None = None  # the story of the goods
    items_first: bool = False  # more than six items: show them before the flow
    items_short: bool = False  # more than twelve: a line each, the rest in a fold, and the headings as links
    items_exclude: str = ""  # "ongkir": what no price includes, said once above items that are short
    item_groups: tuple[ItemGroupView, ...] = ()  # everything that can be bought
    steps: tuple[StepView, ...] = ()  # the order flow, first step first
    order: OrderView | None = None  # None once nothing can be ordered
    payments: PaymentsView | None = None  # paying, or the way money comes back
    receive: ReceiveView | None = None  # getting the goods
    terms: TermsView | None = None  # what both sides agree on
    maker: MakerView | None = None  # who makes it
    materials: tuple[DetailRow, ...] = ()  # what it is made of
    certificates: tuple[CertificateView, ...] = ()  # permits to look up
    proofs: tuple[PictureView, ...] = ()  # photos that prove something: stock, parcels, receipts
    history: HistoryView | None = None  # earlier batches
    testimonials: tuple[TestimonialView, ...] = ()  # what buyers said
    press: tuple[ActionView, ...] = ()  # `note` is outlet and date
    risks: tuple[DetailRow, ...] = ()  # what can go wrong, and what we do about it
    updates: tuple[UpdateView, ...] = ()  # newest first
    questions: tuple[QuestionView, ...] = ()  # asked in public, and the usual ones
    reminders: tuple[ActionView, ...] = ()  # calendar links
    share: tuple[ActionView, ...] = ()  # plain links, no script
    address: str = ""  # the page's absolute address as text, for copying by hand
    code: PictureView | None = None  # a QR code that leads to this page, for paper; None without `url`


class ArchiveGroup(Frozen, kw_only=True):
    """POs of one year, or of one kind."""

    title: str  # "2026", "Berjalan"
    rows: tuple[CampaignRowView, ...]  # newest first


class PageNumberView(Frozen, kw_only=True):
    """One page of a long list."""

    number: int  # counted from 1
    href: str  # where it is
    current: bool = False  # whether it is this page
    gap: bool = False  # pages before it are left out: show that


class PageTurnsView(Frozen, kw_only=True):
    """The way to the other pages of a long list."""

    label: str  # "Halaman 2 dari 7"
    previous: ActionView | None = None  # None on the first page
    next: ActionView | None = None  # None on the last page
    numbers: tuple[PageNumberView, ...] = ()  # the first, the last, and those beside this one


class ArchiveView(PageView, kw_only=True):
    """All POs that the shop lists, or a page of them where there are many."""

    title: str  # the heading
    back: ActionView  # to the landing page
    summary: str = ""  # "12 PO sejak 2019: 10 tepat waktu, 1 telat, 1 batal"
    groups: tuple[ArchiveGroup, ...] = ()  # running ones first, then by year
    empty: str = ""  # in place of the groups
    history: HistoryView | None = None  # batches that have no page; the summary above counts all
    turns: PageTurnsView | None = None  # the way to the other pages; None where one page holds all


class FreePageView(PageView, kw_only=True):
    """A page of the seller's own words."""

    title: str  # the heading
    back: ActionView  # to the landing page
    body: Html  # the page itself
    summary: str = ""  # one sentence under the heading
    updated: WhenView | None = None  # the day that the seller names, else None
    choice: ChoiceView | None = None  # on the privacy page of a shop whose visits are counted: who does, and a way out


class NotFoundView(PageView, kw_only=True):
    """404. Needs no other file: `head.logo` is None, and addresses come from `url`."""

    title: str  # the heading: "Halaman ini tidak ada"
    text: str  # what may have happened, and where to go
    actions: tuple[ActionView, ...] = ()  # home first


class RedirectView(PageView, kw_only=True):
    """An old address that leads to the new one."""

    title: str  # "Halaman ini pindah"
    target: str  # relative address, for the refresh and the link
    link: ActionView  # the same, to press
