"""Small shops for tests: files as text in, a site, its pages or its problems out."""

from __future__ import annotations

import html
import re
from datetime import datetime
from pathlib import Path
from textwrap import dedent

from generator.build import Built, build
from generator.problems import Problem, ProblemsFound

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


def built(root: Path, at: str) -> Built:
    """The site at an instant (ISO, with offset)."""
    return build(root, datetime.fromisoformat(at), cache=root / ".etalase/cache")


def page(site: Built, path: str) -> str:
    """One page of a site, as markup."""
    return next(output.content or b"" for output in site.outputs if output.path == path).decode()


def words(markup: str) -> str:
    """What a reader sees, on one line; ordinary spaces only."""
    body = re.sub(r"<(style|script|svg|head)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())


def problems_of(root: Path, at: str = "2026-12-12T05:00:00+00:00") -> tuple[Problem, ...]:
    """Everything a build finds wrong, errors or not."""
    try:
        return built(root, at).problems
    except ProblemsFound as found:
        return found.problems
