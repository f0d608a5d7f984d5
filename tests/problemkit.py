"""Shops with mistakes in them: files as they lie in tests/problems/, and everything that reading and the rules find."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.page.catalogue import Catalogue
from generator.page.texts import check_texts
from generator.plan import plan_site
from generator.problems import Problem, Severity, in_order
from generator.shipped import catalogue_text
from generator.shop.model.walk import site_parts
from generator.shop.rules import check_site
from generator.source.load import load_site

CASES = Path(__file__).parent / "problems"
NOW = datetime.fromisoformat("2026-12-12T12:00+07:00")
SHOP = "name: Toko Coba\ncontact:\n  whatsapp: 0812-345-678\n"
LANGUAGES = {"id": Catalogue.from_po("id", catalogue_text("id")), "en": Catalogue.english()}


@dataclass(frozen=True)
class Case:
    """A folder of tests/problems/. What it does not have is added: a shop, and the photo `a.jpg`."""

    name: str

    @property
    def folder(self) -> Path:
        return CASES / self.name

    def copy(self, scratch: Path) -> Path:
        """The case as a shop of its own."""
        root = scratch / self.name
        shutil.copytree(self.folder / "content", root / "content")
        if self.name != "no-shop" and not (root / "content/shop.yaml").exists():
            write(root, {"shop.yaml": SHOP})
        return write(root, {"images/a.jpg": b""})

    def problems(self, scratch: Path) -> tuple[Problem, ...]:
        """What is wrong with it: everything that reading finds, and of the rules the errors."""
        return problems_of(self.copy(scratch))


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """The files below `content/` of a shop, as bytes or as text."""
    for name, content in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def problems_of(root: Path) -> tuple[Problem, ...]:
    """The problems of a shop with their places, in file order."""
    loaded = load_site(root)
    if loaded.site is None:
        return in_order(loaded.problems)
    plan = plan_site(loaded.site)
    pages = {place.path for place in plan.places}
    images = root / "content/images"
    texts = [
        found
        for path, part in site_parts(loaded.site)
        for found in check_texts(
            path, part, pages=pages, has_picture=lambda n: (images / n).is_file(), place=loaded.place
        )
    ]
    found = (*check_site(loaded.site, NOW), *plan.problems, *texts)
    errors = (each for each in found if each.severity is Severity.ERROR and not loaded.follows(each))
    return in_order((*loaded.problems, *(each.at(each.mark or loaded.mark(each.path)) for each in errors)))


def campaign(root: Path, text: str | bytes, **files: str | bytes) -> tuple[Problem, ...]:
    """The problems of a shop with this one campaign, `content/campaigns/po.yaml`."""
    rest = {name.replace("__", "/"): content for name, content in files.items()}
    return problems_of(write(root, {"shop.yaml": SHOP, "images/a.jpg": b"", "campaigns/po.yaml": text, **rest}))
