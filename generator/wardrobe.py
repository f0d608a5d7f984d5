"""What a site wears: where themes are looked for, which one a shop chose, and what its faces are made for.

Owns what of a shop and a plan a theme has to know. It must not make a page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from generator import shipped
from generator.memory import Memory
from generator.plan import Place, Plan
from generator.problems import Problem
from generator.shop.model.site import Site
from generator.theme.chosen import Additions, ChosenTheme, choose_theme
from generator.theme.faces import Lettering
from generator.theme.package import OVERRIDES

SIGN_FACE = "arsip/fonts/archivo-800.woff2"
"""What sets the initials of a shop whose theme uses the device's own fonts, in pictures that must look alike
everywhere."""


def theme_roots(root: Path) -> tuple[Path, Path]:
    """The folders that hold themes: the seller's own, then ours."""
    return root / "themes", shipped.themes_folder()


def lettering_of(
    site: Site, *, root: Path, plan: Plan, characters: Callable[[], frozenset[str]], cache_folder: Path
) -> Lettering:
    """What the faces of this site are made for. Redirects, which may lie at any depth, are seen for no time and go
    without."""
    roots = dict.fromkeys(root_of(place, site) for place in plan.places if place.kind != "redirect")
    return Lettering(tuple(roots), characters(), site.shop.published, root / "content", cache_folder / "faces")


def root_of(place: Place, site: Site) -> str:
    """The way from a page to the site's first folder; the 404 page is served at any depth, so its own is absolute."""
    if place.kind == "not-found":
        return urlsplit(site.shop.url or "").path or "/"
    return "../" * place.path.count("/")


def sign_faces(chosen: ChosenTheme) -> tuple[bytes, ...]:
    """The fonts that a shop's initials may be set in: the theme's own as its pages get them, then one of ours."""
    own = tuple(content for path, content in chosen.assets.faces.files.items() if path.endswith(".woff2"))
    return (*own, (shipped.themes_folder() / SIGN_FACE).read_bytes())


def theme_of(
    site: Site, root: Path, lettering: Callable[[Site], Lettering], memory: Memory
) -> tuple[ChosenTheme | None, tuple[Problem, ...]]:
    """The theme that the shop at `root` chose, and what is wrong with the choice or the theme."""
    shop = site.shop
    windows = any(campaign.repeats for campaign in site.campaigns)
    amounts = any(account.qris and account.qris.amounts and account.published for account in shop.accounts)
    counting = tuple((str(each.service), each.reach) for each in shop.analytics)
    adds = Additions(amounts=amounts, windows=windows, analytics=counting)
    letters = partial(lettering, site)
    return choose_theme(
        shop.theme.name,
        shop.theme.options,
        theme_roots(root),
        adds=adds,
        lettering=letters,
        memory=memory,
        overrides=root / "content" / OVERRIDES,
    )
