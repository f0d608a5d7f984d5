"""The words of a site: the generator's catalogue with those of the theme's chain on top, and `t` for templates.

Owns the order in which catalogues win, and which languages there are: every one that somebody has a catalogue of. It
must not know a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from markupsafe import Markup, escape

from generator import shipped
from generator.page.catalogue import Catalogue
from generator.page.fields import fill
from generator.problems import Kind, Mark, Problem, ProblemsFound, Refused
from generator.shop.text import CODE, LANGUAGES
from generator.theme.package import OVERRIDES, Theme, read_theme_text

FIELD_MISSING = Kind(
    "template-field", "The text “{message}” has a field that is not given: {found}.", "Write `{found}=…` inside `t( )`."
)
COUNT_MISSING = Kind(
    "template-count", "The text “{message}” has two forms.", "Write `count=…` with a whole number inside `t( )`."
)


def known_languages(root: Path) -> tuple[str, ...]:
    """Every language that pages of the shop at `root` can be written in: Etalase's own first, then those of other
    catalogues, sorted. One `.po` file of the seller's, a theme's or ours is enough."""
    themes = (folder for roots in (root / "themes", shipped.themes_folder()) for folder in roots.glob("*/locales"))
    own = root / "content" / OVERRIDES / "locales"
    others = {path.stem for path in _catalogues((shipped.locales_folder(), own, *themes))}
    return (*LANGUAGES, *sorted(others - set(LANGUAGES)))


def _catalogues(folders: Iterable[Path]) -> list[Path]:
    paths = (path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.po")))
    return [path for path in paths if re.fullmatch(CODE, path.stem) and path.is_file() and not path.is_symlink()]


def load_words(theme: Theme, language: str) -> Catalogue:
    """The catalogue for pages in this language: the child's words win over its parent's, the theme's over the
    generator's. Raises ProblemsFound."""
    files = [
        (f"generator/locales/{language}.po", shipped.catalogue_text(language)),
        *(
            (file.label, read_theme_text(file))
            for folder in reversed(theme.chain)
            if (file := theme.find(f"locales/{language}.po", start=folder.name)) and file.folder == folder
        ),
    ]
    try:
        return Catalogue.from_po(language, *(text for _, text in files))
    except Refused as refused:
        position = refused.below[0] if refused.below else 0
        label, text = files[position if isinstance(position, int) else 0]
        line = int(refused.parameters.get("line", 1))
        shown = text.split("\n")[line - 1 : line]
        mark = Mark(label, line, text=shown[0] if shown else "")
        raise ProblemsFound([Problem(refused.kind, mark, parameters=tuple(refused.parameters.items()))]) from refused


def translator(words: Catalogue) -> Callable[..., str]:
    """`t` as templates get it: `t("Closes {date}", date=…)`, `t("{count} item", "{count} items", count=3)`,
    `t("Open", context="state")`. A field that is markup keeps the whole text markup, the rest escaped.
    Raises Refused when a field is missing."""

    def t(message: str, many: str = "", /, *, context: str = "", **fields: object) -> str:
        count = fields.get("count", 1)
        if many and ("count" not in fields or not isinstance(count, int)):
            raise Refused(COUNT_MISSING, message=message)
        text = words.unfilled(message, many, count=count if isinstance(count, int) else 1, context=context)
        try:
            if not any(hasattr(value, "__html__") for value in fields.values()):
                return fill(text, fields)
            return Markup(fill(escape(text), {name: escape(value) for name, value in fields.items()}))  # noqa: S704
        except KeyError as error:
            raise Refused(FIELD_MISSING, message=message, found=str(error.args[0])) from error

    return t
