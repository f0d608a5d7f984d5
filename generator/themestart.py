"""A theme begun: the few files of a new folder below `themes/`.

Owns which files these are and that a folder is written whole or not at all. It never writes where one stands.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from generator.problems import Kind, ProblemsFound, Refused, problem
from generator.starter import NOT_WRITTEN, fill_in
from generator.theme.options import nearest
from generator.theme.package import is_theme_name, themes_in

NAME_WRONG = Kind(
    "theme-new-name", "`{found}` cannot be the name of a theme.", "Use small letters, digits and `-`: `{near}`."
)
NAME_SHIPPED = Kind(
    "theme-new-shipped", "`{found}` is a theme that comes with Etalase.", "Choose another name: `{near}`."
)
EXISTS = Kind("theme-new-exists", "The folder {folder} exists already.", "Choose another name; nothing was changed.")
PARENT_UNKNOWN = Kind("theme-new-parent", "There is no theme `{found}` to build on.", "Choose one of: {known}.")

_FILES: Final = Path(__file__).resolve().parent / "themestart_files"
_LONGEST = 64


def check_theme_name(name: str, shipped: Sequence[str]) -> str:
    """The name, if a new theme may have it beside those that are `shipped`. Raises Refused."""
    if not is_theme_name(name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST] or "temaku"
        raise Refused(NAME_WRONG, instead=near, found=name, near=near)
    if name in shipped:
        raise Refused(NAME_SHIPPED, instead=f"{name}-ku", found=name, near=f"{name}-ku")
    return name


def check_parent(name: str, roots: Sequence[Path]) -> str:
    """The name, if there is such a theme to build on. Raises Refused."""
    names = themes_in(roots)
    if name not in names:
        known = sorted(names, key=lambda each: each != nearest(name, names))
        raise Refused(PARENT_UNKNOWN, found=name, known=", ".join(known))
    return name


def write_theme(root: Path, name: str, parent: str, *, language: str, program: str) -> tuple[str, ...]:
    """Begin the theme `name` on top of `parent` in the shop at `root`, with comments in `language`; the paths written,
    below `root`. Raises ProblemsFound where the folder exists or cannot be written; then nothing is left of it."""
    target = root / "themes" / name
    if target.exists() or target.is_symlink():
        raise ProblemsFound([problem(EXISTS, folder=f"themes/{name}")])
    source = _FILES / language
    fields = {"name": name, "parent": parent, "program": program}
    texts = {
        file.relative_to(source).as_posix().replace("5-theme", f"5-{name}"): fill_in(file.read_text("utf-8"), fields)
        for file in sorted(source.rglob("*"))
        if file.is_file()
    }
    begun = target.with_name(f".{name}.new")
    try:
        for inside, text in texts.items():
            file = begun / inside
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        begun.rename(target)
    except OSError as error:
        shutil.rmtree(begun, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        raise ProblemsFound([problem(NOT_WRITTEN, file=str(target), reason=reason)]) from error
    return tuple(f"themes/{name}/{inside}" for inside in texts)
