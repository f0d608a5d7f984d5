"""Counting visits: what the script must know, and how buyers are asked and can choose anew."""

from __future__ import annotations

from generator.page.views.parts import ActionView, DetailRow, Html
from generator.structs import Frozen


class ConsentView(Frozen, kw_only=True):
    """The question whether a visit may be counted. Both answers look alike."""

    text: str  # "Boleh kunjunganmu dihitung lewat Google Analytics? …"
    yes: str  # "Izinkan"
    no: str  # "Tolak"
    more: ActionView  # to the privacy page


class AnalyticsView(Frozen, kw_only=True):
    """What a page must carry where visits are counted. Nothing is asked of any service without the script."""

    facts: Html  # JSON for the script: the services, and where the site begins
    consent: ConsentView | None = None  # None where no service needs a yes


class ChoiceSaid(Frozen, kw_only=True):
    """How this browser's choice stands; the script shows the one that holds."""

    key: str  # open, yes, no, browser (which asks not to be tracked)
    text: str  # "Kamu menolak: tidak ada layanan yang dihubungi dari peramban ini."


class ChoiceView(Frozen, kw_only=True):
    """Who counts visits, and the way to choose anew; at the end of the privacy page."""

    title: str  # the heading
    services: tuple[DetailRow, ...]  # each with its host and its cookies
    text: str  # what they get, and what they never get
    never: str  # when nobody is asked at all
    said: tuple[ChoiceSaid, ...]  # hidden until the script shows one
    yes: str  # "Izinkan"
    no: str  # "Tolak"
