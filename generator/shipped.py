"""Where the files shipped with Etalase are: themes, the demo shop, the catalogues.

Owns the one difference between a checkout (beside the package) and an installed wheel (inside it). It must
not know what the files mean.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def themes_folder() -> Path:
    """The folder whose subfolders are the shipped themes."""
    return _shipped("themes")


def demo_folder() -> Path:
    """The `content/` of the demo shop."""
    return _shipped("content")


def locales_folder() -> Path:
    """The folder of the generator's own catalogues."""
    return _PACKAGE / "locales"


def program_folders() -> tuple[Path, ...]:
    """Every folder with files of Etalase's own that a build may read."""
    return _PACKAGE, themes_folder()


def catalogue_text(language: str) -> str:
    """The `.po` text of the generator's own words, or "" for a language without one (English)."""
    file = locales_folder() / f"{language}.po"
    return file.read_text("utf-8") if file.is_file() else ""


def _shipped(name: str) -> Path:
    # A wheel carries its own copy; looking there first keeps an installed Etalase from picking up a stranger's
    # `themes` folder that happens to lie beside it in site-packages.
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
