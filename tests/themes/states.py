"""The demo's main PO in every state, in any theme: what the matrix and the contact sheets show.

Owns the moments and the facts that make a state. Pages come out of the one pipeline; nothing is rendered by hand.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

from generator import shipped
from generator.build import draft
from generator.draft import Draft, Look
from generator.theme.package import themes_in

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://toko.example/"
LANDING, CAMPAIGN = "index.html", "po/melati-7/index.html"
SIX = tuple(name for name in themes_in([shipped.themes_folder()]) if name != "base")
"""The themes that a seller chooses from."""


@dataclass(frozen=True)
class State:
    """A state of the main PO: the moment that shows it (Jakarta), and what the seller wrote to bring it about."""

    at: str
    said: str = ""

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(f"{self.at}+07:00")


STATES = {
    "upcoming": State("2026-12-05T12:00"),
    "open": State("2026-12-12T12:00"),
    "closing": State("2026-12-20T12:00"),
    "full": State("2026-12-14T12:00", "full:\n  since: 2026-12-13 10:00\n"),
    "closed": State("2026-12-20T23:59:30"),
    "shipping": State("2026-12-23T12:00"),
    "overdue": State("2027-01-02T12:00"),
    "done": State("2026-12-29T12:00", "done:\n  date: 2026-12-27\n  quantity: 58\n"),
    "cancelled": State(
        "2026-12-16T12:00",
        "cancelled:\n  date: 2026-12-15\n  why: Panen melati gagal karena hujan.\n"
        "  refund_until: 2026-12-18\n  refund: Ke rekening yang dipakai membayar.\n",
    ),
}


def demo_in(state: str, folder: Path) -> Path:
    """A copy of the demo whose only running PO is in this state."""
    shutil.copytree(ROOT / "content", folder / "content")
    campaigns = folder / "content/campaigns"
    for file in campaigns.iterdir():
        said = STATES[state].said if file.stem == "melati-7" else "archived: yes\n"
        file.write_text(file.read_text(encoding="utf-8") + said, encoding="utf-8")
    return folder


class Site:
    """The pages of a shop in one theme at one moment, served from memory to a browser that believes it is then."""

    def __init__(self, made: Draft, theme: str, options: tuple[tuple[str, str], ...] = ()) -> None:
        self.made = made.seen(Look(theme=theme, options=options))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(place.path for place in self.made.pages)

    def text(self, path: str) -> str:
        return (self.made.output(path).content or b"").decode()

    def answer(self, route: Route) -> None:
        """The file of the site that is asked for, with the hour of the moment as its date."""
        asked = route.request.url.removeprefix(ADDRESS).partition("?")[0].partition("#")[0]
        path = asked + "index.html" if not asked or asked.endswith("/") else asked
        headers = {"Date": format_datetime(self.made.now, usegmt=False)}
        if path.startswith("assets/"):
            headers["Cache-Control"] = "max-age=31536000, immutable"
        try:
            output = self.made.output(path)
        except KeyError:
            route.fulfill(status=404, headers=headers, body="")
            return
        body = output.content if output.content is not None else output.source.read_bytes() if output.source else b""
        kinds = {".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
        route.fulfill(status=200, headers=headers, body=body, content_type=kinds.get(Path(path).suffix, "image/jpeg"))

    def visit(self, context: BrowserContext, path: str) -> tuple[Page, list[str]]:
        """The page, opened, and whatever the browser complains of."""
        trouble: list[str] = []
        page = context.new_page()
        page.route("**/*", self.answer)
        page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        if context.browser is not None:
            page.clock.install(time=self.made.now)
        page.goto(ADDRESS + path, wait_until="load")
        return page, trouble


def drafts(folder: Path) -> Callable[[str], Draft]:
    """`made(state)`: the demo in that state, read once."""
    known: dict[str, Draft] = {}

    def made(state: str) -> Draft:
        if state not in known:
            root = demo_in(state, folder / state)
            known[state] = draft(root, STATES[state].now, cache=folder / "cache")
        return known[state]

    return made
