"""What the rules say of a shop written inline: the shortest way from YAML to codes."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from generator.problems import Problem
from generator.shop.rules import check_site
from generator.source.load import Loaded, load_site

SHOP = """\
name: Rumah Melati
contact:
  email: halo@rumahmelati.internal
"""
"""A shop that is no demo, and yet nobody's: `.internal` is kept for private networks."""

NOON = "2026-12-12 12:00"


def load(*, shop: str = SHOP, now: str = NOON, **files: str) -> tuple[Loaded, tuple[Problem, ...]]:
    """The shop and what the rules find in it. Files by name: `links`, `marketplaces`, `defaults`, `page`, `po` (as
    `campaigns/po.yaml`), or `po_<slug>`. Everything written must load."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        (content / "campaigns").mkdir(parents=True)
        (content / "pages").mkdir()
        (content / "images").mkdir()
        for name in ("a.jpg", "b.jpg", "c.jpg"):
            (content / "images" / name).write_bytes(b"")
        (content / "shop.yaml").write_text(shop, encoding="utf-8")
        for name, text in files.items():
            (content / _place(name)).write_text(text, encoding="utf-8")
        loaded = load_site(Path(folder))
    assert loaded.site is not None
    assert loaded.problems == (), loaded.problems
    at = datetime.fromisoformat(f"{now}+07:00")
    return loaded, check_site(loaded.site, at)


def said(**files: str) -> list[tuple[str, str]]:
    """The code of each problem with the line that it stands on."""
    loaded, problems = load(**files)
    found = []
    for one in problems:
        mark = loaded.mark(one.path)
        assert mark is not None, one.path
        found.append((one.code, mark.text.strip()))
    return found


def po(text: str) -> str:
    """A campaign with a title, and with price and closing where the text says none."""
    head = "title: Parfum\n"
    if not any(text.startswith(key) or f"\n{key}" in text for key in ("items:", "price:", "variants:")):
        head += "price: 150.000\n"
    if not any(text.startswith(key) or f"\n{key}" in text for key in ("closes:", "repeats:", "quota:", "cancelled:")):
        head += "closes: 2026-12-20\n"
    return head + text


def _place(name: str) -> str:
    if name == "page":
        return "pages/syarat.md"
    if name == "po" or name.startswith("po_"):
        return f"campaigns/{name.removeprefix('po_')}.yaml"
    return f"{name}.yaml"
