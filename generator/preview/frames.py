"""The page of frames: one page of the shop at several sizes side by side, in any theme, language and light.

Owns `/__preview/`: the looks that can be chosen there, and the YAML lines that would make one last. It must not make
pages of the shop.
"""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import parse_qsl

from generator.draft import Draft
from generator.editing.values import Value as YamlValue
from generator.editing.values import rendered
from generator.media.qr import qr_svg
from generator.page import addresses
from generator.page.catalogue import Catalogue
from generator.plan import Place
from generator.preview.answers import HTML, Answer, Answers
from generator.preview.looking import OPTION, kept_query
from generator.preview.policy import inside_script, own_policy
from generator.preview.scripts import frames_script, frames_style
from generator.preview.shown import Source
from generator.preview.words import frames_words
from generator.problems import ProblemsFound, Refused
from generator.theme.options import NONE, Option, Value
from generator.theme.package import themes_in
from generator.wardrobe import theme_roots

SIZES = (
    ("frame_phone", 360, 740),
    ("frame_large", 390, 844),
    ("frame_inapp", 360, 600),
    ("frame_tablet", 768, 1024),
    ("frame_desktop", 1280, 800),
)
"""Width and height in CSS pixels, as Indonesian buyers' devices have them; the third is a phone less the bars of an
in-app browser."""


class Frames:
    """The page of frames of one preview. `lan_url` is what a phone scans, with the key; "" without `--lan`."""

    def __init__(self, source: Source, answers: Answers, words: Catalogue, lan_url: str) -> None:
        self._source = source
        self._answers = answers
        self._words = words
        self._lan_url = lan_url

    def answer(self, query: str) -> Answer:
        """The page itself."""
        draft = self._source.shown.draft
        if draft is None:
            return self._answers.answer("/", query)
        words = frames_words(self._words)
        page = dict(parse_qsl(query)).get("page", addresses.LANDING)
        facts = {
            "words": {**words, "alone": words["alone"].replace("{option}", "--lan")},
            "pages": [_page(place, draft, self._words) for place in draft.pages if place.kind != "redirect"],
            "page": page if any(place.path == page for place in draft.pages) else addresses.LANDING,
            "query": kept_query(query),
            "sizes": [{"word": words[word], "width": width, "height": height} for word, width, height in SIZES],
            "lan": self._lan_url.partition("?")[0],
            **self._looks(draft, query),
        }
        style, script, title = frames_style(), frames_script(), html.escape(words["title"])
        text = (
            f'<!doctype html>\n<html lang="{self._words.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title} · Etalase</title>\n"
            f'<link rel="icon" href="/favicon.svg">\n<style>{style}</style>\n</head>\n<body>\n'
            f'<script type="application/json" id="facts">{inside_script(facts)}</script>\n'
            f"<script>{script}</script>\n</body>\n</html>\n"
        )
        policy = own_policy(script, style, frames=True)
        return Answer(200, text.encode(), HTML, {"Content-Security-Policy": policy})

    def looks(self, query: str) -> Answer:
        """What can be chosen under this look, as JSON: asked again whenever the choice changes."""
        draft = self._source.shown.draft
        return Answer(200, json.dumps(self._looks(draft, query) if draft else {}).encode(), "application/json")

    def code(self) -> Answer:
        """The code that opens the preview on a phone."""
        if not self._lan_url:
            return Answer(404)
        return Answer(200, qr_svg(self._lan_url).content, "image/svg+xml")

    def _looks(self, draft: Draft, query: str) -> dict[str, Any]:
        """`themes`, `theme` and `locale` in force, `locales`, the theme's `options` with their values, the YAML
        `lines`, and whether this is the `own` look of the shop."""
        try:
            seen = self._answers.seen(query) or draft
        except (ProblemsFound, Refused):
            seen = draft
        shop, own = seen.site.shop, draft.site.shop
        roots = theme_roots(draft.root)
        return {
            "themes": list(themes_in(roots)),
            "theme": shop.theme.name,
            "locales": list(draft.spoken),
            "locale": shop.locale,
            "options": [_option(option, seen) for option in seen.chosen.theme.options],
            "lines": "\n".join(yaml_lines(seen)),
            "own": shop.theme == own.theme and shop.locale == own.locale,
        }


def yaml_lines(seen: Draft) -> list[str]:
    """The lines of shop.yaml that make this look the shop's own."""
    choice = seen.site.shop.theme
    theme: YamlValue = {"name": choice.name, "options": dict(choice.options)} if choice.options else choice.name
    return [*rendered("theme", theme, 0), *rendered("locale", seen.site.shop.locale, 0)]


def _option(option: Option, seen: Draft) -> dict[str, Any]:
    value = seen.chosen.assets.options.get(option.key)
    return {
        "name": f"{OPTION}{option.key}",
        "key": option.key,
        "type": option.type,
        "help": option.help,
        "choices": list(option.choices),
        "low": float(option.low),
        "high": float(option.high),
        "unit": option.unit,
        "value": _as_written(value),
    }


def _as_written(value: Value) -> str:
    """The value of an option as a seller writes it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value) or NONE
        case _:
            return str(value)


def _page(place: Place, draft: Draft, words: Catalogue) -> dict[str, str]:
    texts = draft.context_in(place.language).words
    titles = {page.slug: page.title for page in draft.site.pages} if place.kind == "free" else {}
    titles |= {each.slug: each.title for each in draft.site.campaigns} if place.kind == "campaign" else {}
    named = {"landing": words.text("Front page"), "archive": words.text("All POs"), "not-found": "404"}
    title = texts.text(titles.get(place.slug)) or named.get(place.kind, place.path)
    return {
        "path": place.path,
        "address": "/" + addresses.folder_of(place.path),
        "title": f"{title} ({place.language})" if place.language else title,
    }
