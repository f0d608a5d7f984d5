"""The sample shops on which themes are tried, and which of their pages, states and languages.

Owns what is worth trying. The shops are YAML and go through the one pipeline, so their views cannot differ from those
that sellers' shops get.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from generator.build import draft
from generator.draft import Draft
from generator.page.views import CampaignView, LandingView, PageView
from generator.structs import Frozen
from generator.theme.package import ThemeFolder
from generator.wardrobe import theme_roots

NOW: Final = datetime.fromisoformat("2026-12-12T12:00+07:00")
"""The moment at which the sample shops stand in all states."""

SAMPLES: Final = {
    "lengkap": "every part, photos upright and wide",
    "panjang": "40 items, long words, right to left, text that looks like HTML",
    "pertama": "first batch, one item, no logo, no photo",
    "tautan": "links only",
    "usai": "all done",
    "batal": "nothing but a cancelled PO",
}
"""The folders of the shops, each with what is special about it."""

KINDS: Final = {
    "landing": "landing page",
    "campaign": "page of a PO",
    "archive": "list of all POs",
    "free": "free page",
    "not-found": "404 page",
    "redirect": "page of an old address",
}
STATES: Final = {
    "upcoming": "state upcoming",
    "open": "state open",
    "closing": "state closing",
    "full": "state full",
    "closed": "state closed",
    "shipping": "state shipping",
    "overdue": "state overdue",
    "done": "state done",
    "cancelled": "state cancelled",
}
SPOKEN: Final = {"id": "language id", "en": "language en"}

_FOLDER = Path(__file__).resolve().parent / "samples"


class Sample(Frozen):
    """One page to try: its view, what leads from it to the site's first folder, and what a message calls it."""

    root: str
    view: PageView
    page: str

    @property
    def state(self) -> str:
        """The state of the PO that the page is about, or ""."""
        return _state(self.view)

    @property
    def template(self) -> str:
        return f"{self.view.kind}.html"


def sample_shops(scratch: Path, chain: Sequence[ThemeFolder]) -> Iterator[tuple[str, Draft]]:
    """The sample shops by their names, in the empty folder `scratch`, each with a copy of the themes of `chain` that
    are not shipped. Raises ProblemsFound."""
    for name in SAMPLES:
        root = scratch / name
        shutil.copytree(_FOLDER / name, root)
        for folder in chain:
            if folder.path.parent.resolve() != theme_roots(root)[1]:
                shutil.copytree(folder.path, root / "themes" / folder.name)
        yield name, draft(root, NOW, cache=scratch / "cache")


def sample_pages(name: str, shop: Draft, *, thin: bool = False) -> Iterator[Sample]:
    """The pages of a sample shop, each in the first moment of every state that it comes to; `thin` leaves out every
    other PO."""
    language = SPOKEN[shop.site.shop.locale]
    for number, place in enumerate(shop.pages):
        if thin and place.kind == "campaign" and number % 2:
            continue
        states: set[str] = set()
        for spell in shop.spells(place.path):
            state = _state(spell.view)
            if state not in states:
                states.add(state)
                words = [KINDS[place.kind], *([STATES[state]] if state else []), language, SAMPLES[name]]
                yield Sample(shop.home_of(place.path), spell.view, ", ".join(words))


def words_of_pages() -> frozenset[str]:
    """Every word that a page is called by in messages."""
    told = [*SAMPLES.values(), *KINDS.values(), *STATES.values(), *SPOKEN.values()]
    return frozenset(word for words in told for word in words.split(", "))


def _state(view: PageView) -> str:
    match view:
        case CampaignView():
            return view.campaign.state.key
        case LandingView() if view.main:
            return view.main.state.key
        case _:
            return ""
