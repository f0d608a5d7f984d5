"""What the preview's script in the browser must know, as values for JSON: the state of the build, the page, the words.

Owns the names of these fields, which `browser/` reads. It must not answer requests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from generator.build import Draft
from generator.page import addresses
from generator.page.catalogue import Catalogue
from generator.page.i18n import breakable, format_moment
from generator.page.present.live import STATE_LABELS
from generator.preview.editor import Editor
from generator.preview.looking import Looking, kept_query
from generator.preview.moments import stops, written_at
from generator.preview.shown import Shown
from generator.preview.words import page_words
from generator.problems import Problem
from generator.report.machine import for_panel
from generator.shop.model.campaign import Campaign
from generator.shop.schedule import epoch_ms
from generator.source.files import sibling_of
from generator.structs import Frozen

_CARD = re.compile(r'\bdata-campaign="([a-z0-9-]+)"')
_CAMPAIGN_FILE = re.compile(r"content/campaigns/([^/]+?)(?:\.yaml|/.+)")
_PAGE_FILE = re.compile(r"content/pages/([^/]+)\.md")
_LANDING_FILES = ("content/shop.yaml", "content/links.yaml", "content/marketplaces.yaml")


class Facts(Frozen):
    """Facts in the seller's language, with links to the seller's editor."""

    words: Catalogue
    editor: Editor

    def news(
        self,
        shown: Shown,
        seen: Draft | None,
        page: str,
        text: str,
        changed: Sequence[str],
        *,
        more: tuple[Problem, ...] = (),
    ) -> dict[str, Any]:
        """What may be another with each build: `id`, `broken`, `problems` (with `open`, a link to the editor),
        `changed` (file, and the address of its own page or ""), `hash` of the page, `stops` of the time machine.

        `more` are problems of this page alone, which then is broken too.
        """
        problems = for_panel((*shown.problems, *more), self.words)
        for each in problems:
            each["open"] = self.editor.link(each["file"] or "", each["line"] or 1, each["column"] or 1, seen)
        return {
            "id": shown.id,
            "broken": shown.broken or bool(more),
            "problems": problems,
            "changed": [{"file": file, "address": own_address(file, seen)} for file in changed],
            "hash": page_hash(text) if text else "",
            "stops": self._stops(shown.draft, page, text),
        }

    def of_page(self, news: dict[str, Any], page: str, query: str, looking: Looking) -> dict[str, Any]:
        """The news, and what stays the same while a page is open: its path (`page`), the parameters that go with it
        to other pages (`query`), the moment it is at (`at`: epoch milliseconds or null, `at_written` as an address
        carries it, `at_words`), `words`."""
        return {
            **news,
            "page": page,
            "query": kept_query(query),
            "at": epoch_ms(looking.at) if looking.at else None,
            "at_written": written_at(looking.at) if looking.at else "",
            "at_words": breakable(format_moment(looking.at, self.words.language, style="short")) if looking.at else "",
            "words": page_words(self.words),
        }

    def _stops(self, draft: Draft | None, page: str, text: str) -> list[dict[str, str]]:
        campaign = campaign_in_sight(draft, page, text) if draft else None
        if draft is None or campaign is None:
            return []
        return [
            {
                "state": stop.state.value,
                "word": self.words.unfilled(STATE_LABELS[stop.state]),
                "at": written_at(stop.at),
                "when": breakable(format_moment(stop.at, self.words.language, style="short")),
            }
            for stop in stops(campaign, draft.context.now, draft.context.zone)
        ]


def page_hash(text: str) -> str:
    """What two browsers that have the same page agree on."""
    return sha256(text.encode()).hexdigest()[:16]


def campaign_in_sight(draft: Draft, page: str, text: str) -> Campaign | None:
    """The campaign that a page is about: its own, else the first that it shows."""
    place = next((each for each in draft.pages if each.path == page), None)
    slugs = [place.slug] if place and place.kind == "campaign" else _CARD.findall(text)[:1]
    return next((each for each in draft.site.campaigns if each.slug in slugs), None)


def own_address(file: str, draft: Draft | None) -> str:
    """Where a content file shows first: the address of its page (`/po/melati/`), or ""."""
    language = ""
    if draft is not None and (beside := sibling_of(file, draft.languages)):
        file, language = beside
        language = "" if language == draft.languages[0] else language
    if found := _CAMPAIGN_FILE.fullmatch(file):
        path = addresses.campaign_path(found[1])
    elif found := _PAGE_FILE.fullmatch(file):
        path = addresses.free_path(found[1])
    elif file in _LANDING_FILES:
        path = addresses.LANDING
    else:
        return ""
    path = addresses.in_language(path, language)
    known = draft is not None and any(place.path == path for place in draft.pages)
    return "/" + addresses.folder_of(path) if known else ""
