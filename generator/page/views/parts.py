"""The small values that views are made of: a date, a picture, a button, a fact with its proof.

Owns no sentence and no section. Everything here is finished text, a checked address or a measured number.
"""

from __future__ import annotations

from generator.structs import Frozen


class Html(Frozen):
    """Markup that has passed the allow-list of `richtext`; templates print it as it is.

    Autoescape asks a value for `__html__` (the protocol of MarkupSafe), so no template needs `|safe`.
    Headings inside start at level 2 on free pages and at level 3 in the
    sections of other pages; texts said to be short hold none.
    """

    source: str  # the markup

    def __html__(self) -> str:
        return self.source

    def __str__(self) -> str:
        return self.source


class WhenView(Frozen, kw_only=True):
    """A moment or a span of days, as people read it and as machines do."""

    text: str  # "Min, 20 Des 2026, 23.59 WIB" or "21–28 Des 2026"; always with zone where there is a time
    iso: str = ""  # for <time datetime>: "2026-12-20T23:59+07:00" or "2026-12-20"; empty for spans and words


class SourceView(Frozen, kw_only=True):
    """A photo in a format that not every browser knows: a `<source>` of `<picture>`."""

    type: str  # "image/avif"
    srcset: str  # every width: "assets/melati-240.avif 240w, assets/melati-720.avif 720w"


class PictureView(Frozen, kw_only=True):
    """A photo, upright and without metadata."""

    src: str  # relative address
    width: int  # pixels of the file at `src`
    height: int  # pixels of the file at `src`
    alt: str  # what it shows; empty only where the text beside says the same
    srcset: str = ""  # candidates for the attribute of that name; empty when `src` is the only size
    sources: tuple[SourceView, ...] = ()  # the same in better formats, the best first
    blur: str = ""  # a few pixels of it as a data: address, to stand in its place; empty for codes
    focus_x: int = 50  # what must stay in sight when cropped, from the left: 0, 25, 50, 75 or 100 (percent)
    focus_y: int = 50  # the same from the top
    credit: str = ""  # whose photo it is
    caption: str = ""  # a sentence under it
    anchor: str = ""  # "photo-2": its id where a page shows several beside one another
    video: ActionView | None = None  # the video that it is a still of; nothing is asked of its host before a tap


class MonogramView(Frozen, kw_only=True):
    """The shop's letters in its colour, where there is no logo."""

    letters: str  # one or two
    fill: str  # "#7a4b5e", for SVG's attribute
    ink: str  # the text colour on `fill`, at least 4.5:1


class BrandView(Frozen, kw_only=True):
    """A platform's sign: name the icon, fill a tile with the colour."""

    key: str  # "shopee": the icon is theme.icon(key)
    name: str  # "Shopee"
    fill: str  # the brand's colour, "#ee4d2d", for SVG's attribute
    ink: str  # the colour of the sign on `fill`


class ActionView(Frozen, kw_only=True):
    """Something to press: a button or a link."""

    label: str  # "Pesan lewat WhatsApp"
    href: str  # relative, "#part" of the same page, or an https/mailto/tel address
    brand: BrandView | None = None  # the platform that opens
    icon: str = ""  # a name for theme.icon, where there is no brand: "ui/calendar"
    note: str = ""  # small words under or beside it
    external: bool = False  # leaves the site: rel="noopener noreferrer"


class DetailRow(Frozen, kw_only=True):
    """A label and what holds for it: "Bahan" and "Katun 100 %"."""

    label: str  # a noun
    text: str  # the value
    href: str = ""  # where it can be looked up
    external: bool = False  # `href` leaves the site


class FactView(Frozen, kw_only=True):
    """One reason to trust, with the way to check it."""

    text: str  # "42 batch selesai sejak 2019, 3 terlambat"
    icon: str = ""  # a name for theme.icon: "ui/list"
    proof: ActionView | None = None  # where a stranger can check it
    checked: str = ""  # "dicek 3 Des 2026"


class QuestionView(Frozen, kw_only=True):
    """A question and its answer."""

    question: str  # as people ask it
    answer: Html  # short
    when: WhenView | None = None  # the day it was answered, for questions asked in public
