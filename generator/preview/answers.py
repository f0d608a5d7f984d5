"""What is answered to an address: a page or file of the newest draft, or why there is none.

Everything comes from `draft.output`, a mapping: no address is ever joined to a folder. The only files opened are
pictures in the cache, which an `Output` names. It must not know HTTP's wire or any server.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from generator.build import Draft
from generator.page import addresses
from generator.page.catalogue import Catalogue
from generator.plan import Output
from generator.preview.facts import Facts
from generator.preview.looking import Looking, Looks, read_looking
from generator.preview.policy import own_policy, widened, with_preview, without_policy
from generator.preview.shown import Source
from generator.problems import Problem, ProblemsFound, Refused
from generator.structs import Frozen, field

HTML = "text/html; charset=utf-8"
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For whatever is no page: a drawing that is opened by itself runs nothing."""
_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": HTML,
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""Ours and not the machine's, which differ, and are read from files."""


class Answer(Frozen):
    """A response before it is sent."""

    status: int
    body: bytes = b""
    type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class Answers:
    """Answers of one preview. `words` is the seller's language, `script` the preview's own script for pages."""

    def __init__(self, source: Source, words: Catalogue, facts: Facts, script: str) -> None:
        self._source = source
        self._words = words
        self._facts = facts
        self._script = script
        self._looks = Looks()

    def answer(self, path: str, query: str) -> Answer:
        """The answer to an address: its decoded path, which starts with `/`, and its query."""
        shown = self._source.shown
        draft = shown.draft
        wanted = path.removeprefix("/")
        if wanted == "" or wanted.endswith("/"):
            wanted += "index.html"
        if draft is None:
            return self._panel_only(wanted, query, 503, ())
        if draft.has_page(f"{wanted}/index.html"):
            address = "/" + quote(wanted, safe="/") + "/" + (f"?{query}" if query else "")
            return Answer(307, headers={"Location": address})
        if draft.has_page(wanted):
            return self._page(draft, wanted, query, 404 if wanted == addresses.NOT_FOUND else 200)
        try:
            file = draft.file(wanted) or self._looks.file(wanted)
        except Refused:  # a photo that was replaced just now; the next draft knows the new one
            return Answer(404)
        if file is not None:
            return _file(file)
        return self._page(draft, addresses.NOT_FOUND, query, 404)

    def event(self, page: str, query: str, have: str, changed: tuple[str, ...]) -> tuple[str, str]:
        """What a browser with this page must know now, as JSON, and the hash of what it has then. The page itself is
        in it (`html`, as it is published but for its policy) unless the browser has it: `have` is the hash it was
        last sent."""
        shown = self._source.shown
        if shown.draft is None:
            return json.dumps(self._facts.news(shown, None, page, "", changed)), have
        try:
            seen, text = self._text(shown.draft, page, query)
        except (ProblemsFound, Refused, KeyError) as why:
            news = self._facts.news(shown, shown.draft, page, "", changed, more=_problems(why))
            return json.dumps({**news, "gone": isinstance(why, KeyError)}), have
        news = self._facts.news(shown, seen, page, text, changed)
        return json.dumps(news if news["hash"] == have else {**news, "html": text}), news["hash"]

    def seen(self, query: str) -> Draft | None:
        """The newest draft under the look of this query. Raises ProblemsFound and Refused."""
        draft = self._source.shown.draft
        return self._looks.seen(draft, read_looking(query, draft.context.zone, draft.spoken)) if draft else None

    def _text(self, draft: Draft, page: str, query: str) -> tuple[Draft, str]:
        """The draft under its look, and the page without its policy."""
        seen = self._looks.seen(draft, read_looking(query, draft.context.zone, draft.spoken))
        text, _ = without_policy((seen.output(page).content or b"").decode(), seen.chosen.assets.policy)
        return seen, text

    def _page(self, draft: Draft, page: str, query: str, status: int) -> Answer:
        try:
            looking = read_looking(query, draft.context.zone, draft.spoken)
            seen = self._looks.seen(draft, looking)
            raw = (seen.output(page).content or b"").decode()
        except (ProblemsFound, Refused) as why:
            return self._panel_only(page, query, 400 if isinstance(why, Refused) else 500, _problems(why))
        text, policy = without_policy(raw, seen.chosen.assets.policy)
        facts = self._page_facts(seen, page, query, text, looking)
        body = with_preview(text, facts, self._script).encode()
        return Answer(status, body, HTML, {"Content-Security-Policy": widened(policy, [self._script])})

    def _page_facts(self, seen: Draft, page: str, query: str, text: str, looking: Looking) -> dict[str, Any]:
        news = self._facts.news(self._source.shown, seen, page, text, ())
        return self._facts.of_page(news, page, query, looking)

    def _panel_only(self, page: str, query: str, status: int, more: tuple[Problem, ...]) -> Answer:
        """A page of our own that shows what is wrong and nothing else, until it is mended."""
        shown = self._source.shown
        news = self._facts.news(shown, shown.draft, page, "", (), more=more)
        facts = self._facts.of_page(news, page, query, Looking())
        title = html.escape(self._words.text("This page cannot be shown yet"))
        bare = (
            f'<!doctype html>\n<html lang="{self._words.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n</head>\n'
            f"<body>\n<h1>{title}</h1>\n</body>\n</html>\n"
        )
        body = with_preview(bare, {**facts, "bare": True}, self._script).encode()
        return Answer(status, body, HTML, {"Content-Security-Policy": own_policy(self._script)})


def _problems(why: Exception) -> tuple[Problem, ...]:
    if isinstance(why, ProblemsFound):
        return why.problems
    if isinstance(why, Refused):
        return (Problem(why.kind, parameters=tuple(why.parameters.items())),)
    return ()


def _file(file: Output) -> Answer:
    kind = _TYPES.get(PurePosixPath(file.path).suffix.lower(), "application/octet-stream")
    if file.content is not None:
        body = file.content
    elif file.source is not None:
        try:
            body = file.source.read_bytes()
        except OSError:  # the cache was emptied; the next build fills it
            return Answer(404)
    else:
        return Answer(404)
    return Answer(200, body, kind, {"Content-Security-Policy": _FILE_POLICY})
