"""Small shops for tests: files as text in, a site, its pages or its problems out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from textwrap import dedent

from generator.build import Built, build, draft
from generator.problems import Problem, ProblemsFound
from generator.publish.folder import publish

NAMED = "name: Toko Coba\ncontact:\n  whatsapp: 0812-345-678\n"


def write_shop(root: Path, **files: str) -> Path:
    """The shop with these files: `shop="…"`, `links="…"`, `melati="…"` (any other name is a campaign), or
    `**{"pages/tentang.md": "…"}`. A shop file is added where none is given."""
    wanted = {"shop": NAMED, **files}
    for name, text in wanted.items():
        top = name in ("shop", "links", "marketplaces", "defaults")
        path = name if "." in name else f"{name}.yaml" if top else f"campaigns/{name}.yaml"
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
    return root


def built(root: Path, at: str, *, pictures: bool = False) -> Built:
    """The site at an instant (ISO, with offset); its pictures are named, and made only where that is asked."""
    return build(root, datetime.fromisoformat(at), cache=root / ".etalase/cache", pictures=pictures)


def pages_at(root: Path, at: str, paths: Iterable[str] | None = None) -> dict[str, str]:
    """The pages (these, or every one) of the site at an instant, as markup by path. No other page is made."""
    made = draft(root, datetime.fromisoformat(at), cache=root / ".etalase/cache")
    wanted = paths if paths is not None else [place.path for place in made.pages]
    return {path: (made.output(path).content or b"").decode() for path in wanted}


def published(root: Path, at: str, *, cache: Path | None = None, into: Path | None = None) -> Path:
    """The folder (`output` in `into`, else in the shop) that the site at an instant was written to. `cache` is the
    shop's own unless it is said, as for shops with photos: see the fixture `pictures`."""
    site = build(root, datetime.fromisoformat(at), cache=cache or root / ".etalase/cache")
    output = (into or root) / "output"
    publish(site.outputs, output, lock_file=output.parent / "lock")
    return output


def page(site: Built, path: str) -> str:
    """One page of a site, as markup."""
    return next(output.content or b"" for output in site.outputs if output.path == path).decode()


class _Shown(HTMLParser):
    """Markup without what is hidden."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def _off(self) -> bool:
        return any(hidden for _, hidden in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = "hidden" in dict(attrs)
        if not (hidden or self._off()):
            self.out.append(self.get_starttag_text() or "")
        if tag not in _VOID:
            self.open.append((tag, hidden))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs
        if not self._off():
            self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        off = self._off()
        while self.open and self.open.pop()[0] != tag:
            pass
        if not off:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._off():
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")


def shown(markup: str) -> str:
    """The markup that a reader sees without JavaScript: what belongs to another moment is hidden."""
    reader = _Shown()
    reader.feed(markup)
    return "".join(reader.out)


def words(markup: str) -> str:
    """What a reader sees without JavaScript, on one line; ordinary spaces only."""
    markup = shown(markup)
    body = re.sub(r"<(style|script|svg|head)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())


def problems_of(root: Path, at: str = "2026-12-12T05:00:00+00:00") -> tuple[Problem, ...]:
    """Everything a build finds wrong, errors or not."""
    try:
        return built(root, at).problems
    except ProblemsFound as found:
        return found.problems
