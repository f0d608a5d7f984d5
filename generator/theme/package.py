"""A theme: the chain of folders from the theme down to what it extends, and what `theme.yaml` declares.

Owns finding themes, following `extends`, and finding a file by its path: the nearest theme's copy wins,
`base:partials/card.html` names the copy of a theme further down. It must not render, or know what a page is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.problems import Kind, Mark, Problem, ProblemsFound, Severity, problem
from generator.problems import Path as ModelPath
from generator.source.yamltree import Document, read_yaml
from generator.structs import Frozen, replace
from generator.theme.manifest import Budget, Card, FontFace, Manifest, decode_manifest
from generator.theme.options import OPTION_FONT, SYSTEM, Option, nearest

API = 1
"""The version of the theme API (`page/views`, `theme`, `t`) that this Etalase offers."""

THEME_UNKNOWN = Kind("theme-unknown", "There is no theme `{found}`.", "Choose one of: {known}.")
PARENT_UNKNOWN = Kind(
    "theme-parent-unknown", "This theme extends `{found}`, which does not exist.", "Choose one of: {known}."
)
EXTENDS_CYCLE = Kind(
    "theme-extends-cycle", "These themes extend each other: {chain}.", "Let one of them extend base, or nothing."
)
API_DIFFERS = Kind(
    "theme-api",
    "This theme is written for theme API {found}; this Etalase has {expected}.",
    "Look for a newer version of the theme or of Etalase.",
)
OVERRIDE_NEAR = Kind(
    "override-unused",
    "The theme has no template of this name, so no page shows this file.",
    "Rename it to `{near}`.",
    Severity.WARNING,
)
OVERRIDE_UNUSED = Kind(
    "override-unused",
    "The theme has no template of this name, so no page shows this file.",
    "Give it the name of a template that the theme has; docs/themes.md lists them.",
    Severity.WARNING,
)
FILE_BROKEN = Kind(
    "theme-file",
    "This file of the theme cannot be read as UTF-8 text.",
    "Save it again as UTF-8.",
)
FONT_ABSENT = Kind("theme-font-absent", "The theme has no file {found}.", "Add it, or correct its name.")

OVERRIDES = "overrides"
"""The folder below content/ whose files stand before those of the theme, and the name of that first link of a chain."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class ThemeFolder(Frozen):
    """One theme of a chain: its name and where it lies."""

    name: str
    path: Path

    def label(self, inside: str) -> str:
        """How messages name a file of this theme, on every machine alike."""
        return f"content/{OVERRIDES}/{inside}" if self.name == OVERRIDES else f"themes/{self.name}/{inside}"


class ThemeFile(Frozen):
    """A file of a theme: which theme's copy it is, its path inside that theme, and its place on this disk."""

    folder: ThemeFolder
    inside: str
    path: Path

    @property
    def label(self) -> str:
        return self.folder.label(self.inside)


class Theme(Frozen):
    """A theme ready to use. `chain` is nearest first: the seller's overrides where there are any, the theme itself,
    its parent, … `options` holds those of the whole chain, a child's declaration in place of its parent's, and so
    does `fonts`. `widths` are the picture widths in pixels, ascending. `card` is how share pictures look, as the
    nearest theme that says it wants them."""

    name: str
    description: str
    chain: tuple[ThemeFolder, ...]
    options: tuple[Option, ...]
    widths: tuple[int, ...]
    budget: Budget
    fonts: tuple[FontFace, ...] = ()
    card: Card | None = None

    def find(self, inside: str, *, start: str = "") -> ThemeFile | None:
        """The nearest copy of a file, or None. `start` names the theme of the chain to begin with."""
        if not _is_plain(inside):
            return None
        for folder in self._from(start):
            path = folder.path / inside
            # A link in a theme from elsewhere must not lead to other files of this computer.
            if path.is_file() and (_is_linkless(folder.path, inside) or _is_within(path, folder.path)):
                return ThemeFile(folder, inside, path)
        return None

    def files(self, folder: str, suffix: str = "") -> tuple[ThemeFile, ...]:
        """The nearest copy of every file below `folder` whose name ends in `suffix`, in name order over the
        whole chain: `5-window.css` of a child stands between `4-…` and `9-…` of its parent."""
        seen: set[str] = set()
        for theme in self.chain:
            paths = (theme.path / folder).rglob(f"*{suffix}")
            seen.update(path.relative_to(theme.path).as_posix() for path in paths if path.is_file())
        return tuple(file for inside in sorted(seen) if (file := self.find(inside)))

    def _from(self, start: str) -> tuple[ThemeFolder, ...]:
        names = [folder.name for folder in self.chain]
        if start and start not in names:
            return ()
        return self.chain[names.index(start) if start else 0 :]


def _is_linkless(folder: Path, inside: str) -> bool:
    """Whether no step from the folder to a file in it can be a link, so that nobody has to ask where it leads. Windows
    has links of other sorts."""
    if os.name == "nt":
        return False
    at = os.fspath(folder)
    for part in inside.split("/"):
        at = f"{at}/{part}"
        if os.path.islink(at):  # noqa: PTH114  hundreds of files, in every build
            return False
    return True


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def load_theme(
    name: str,
    roots: Sequence[Path],
    *,
    path: ModelPath = ("shop", "theme", "name"),
    overrides: Path | None = None,
) -> Theme:
    """The theme of that name from the first of the `roots` that has it: the seller's own folder of themes
    comes before the shipped one. `path` is where the seller named it; files in `overrides`, laid out as in a theme,
    come before all. Raises ProblemsFound."""
    folder = _folder(name, roots)
    if folder is None:
        raise ProblemsFound([problem(THEME_UNKNOWN, *path, found=name, known=_known(name, roots))])
    chain: list[ThemeFolder] = []
    manifests: list[Manifest] = []
    documents: list[Document] = []
    problems: list[Problem] = []
    while folder is not None:
        document = read_yaml((folder.path / "theme.yaml").read_bytes(), folder.label("theme.yaml"))
        manifest, found = decode_manifest(document)
        chain.append(folder)
        manifests.append(manifest)
        documents.append(document)
        problems += found
        problems += _wrong_api(manifest, document)
        parent = manifest.extends
        folder = _folder(parent, roots) if parent else None
        names = [known.name for known in chain]
        if parent in names:
            mark = document.mark(("extends",))
            raise ProblemsFound([*problems, problem(EXTENDS_CYCLE, mark=mark, chain=" → ".join([*names, parent]))])
        if parent and folder is None:
            mark = document.mark(("extends",))
            problems.append(problem(PARENT_UNKNOWN, mark=mark, found=parent, known=_known(parent, roots)))
    if problems:
        raise ProblemsFound(problems)
    fonts = {font.name: font for manifest in reversed(manifests) for font in manifest.fonts}
    faces = (*fonts, SYSTEM)
    options = {
        option.key: replace(option, choices=faces, default=option.default or SYSTEM)
        if option.type == "font"
        else option
        for manifest in reversed(manifests)
        for option in manifest.options
    }
    widths = next((manifest.widths for manifest in manifests if manifest.widths), ())
    first = (ThemeFolder(OVERRIDES, overrides),) if overrides is not None and overrides.is_dir() else ()
    theme = Theme(
        name,
        manifests[0].description,
        (*first, *chain),
        tuple(options.values()),
        widths,
        _budget(manifests),
        tuple(fonts.values()),
        next((manifest.card for manifest in manifests if manifest.card), None),
    )
    for manifest, document in zip(manifests, documents, strict=True):
        problems += _wrong_fonts(theme, manifest, document)
    if problems:
        raise ProblemsFound(problems)
    return theme


def unused_overrides(theme: Theme) -> Iterator[Problem]:
    """Templates among the seller's overrides that stand in place of nothing, so that no page shows them."""
    if theme.chain[0].name != OVERRIDES:
        return
    below = replace(theme, chain=theme.chain[1:])
    known = [file.inside for file in below.files("templates", ".html")]
    for file in theme.files("templates", ".html"):
        if file.folder.name == OVERRIDES and file.inside not in known:
            near = nearest(file.inside, known)
            kind = OVERRIDE_NEAR if near else OVERRIDE_UNUSED
            yield problem(kind, mark=Mark(file.label), near=f"content/{OVERRIDES}/{near}")


def _budget(manifests: Sequence[Manifest]) -> Budget:
    """What the nearest theme that says it allows."""
    said = [manifest.budget for manifest in manifests]
    return Budget(
        landing_kb=next((each.landing_kb for each in said if each.landing_kb), 0),
        fonts_kb=next((each.fonts_kb for each in said if each.fonts_kb), 0),
    )


def themes_in(roots: Sequence[Path]) -> tuple[str, ...]:
    """The names of all themes in these folders, sorted."""
    return tuple(sorted({found.parent.name for root in roots for found in root.glob("*/theme.yaml")}))


def is_theme_name(text: str) -> bool:
    """Whether a theme may be called so: small letters, digits and `-`."""
    return bool(_NAME.fullmatch(text))


def read_theme_text(file: ThemeFile) -> str:
    """The text of a theme's file, line ends as `\\n`. Raises ProblemsFound when it is not UTF-8 or unreadable."""
    try:
        text = file.path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemsFound([problem(FILE_BROKEN, mark=Mark(file.label))]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _folder(name: str, roots: Sequence[Path]) -> ThemeFolder | None:
    if not _NAME.fullmatch(name):
        return None
    return next((ThemeFolder(name, root / name) for root in roots if (root / name / "theme.yaml").is_file()), None)


def _known(name: str, roots: Sequence[Path]) -> str:
    names = themes_in(roots)
    near = nearest(name, names)
    return ", ".join(sorted(names, key=lambda known: known != near)) or "–"


def _wrong_api(manifest: Manifest, document: Document) -> Iterator[Problem]:
    if manifest.api not in (None, API):
        yield problem(API_DIFFERS, mark=document.mark(("api",)), found=str(manifest.api), expected=API)


def _wrong_fonts(theme: Theme, manifest: Manifest, document: Document) -> Iterator[Problem]:
    """Font files that are not there, and font options whose default is no face of the chain."""
    for font in manifest.fonts:
        for key, file in (("file", font.file), ("license", font.license)):
            if theme.find(file) is None:
                yield problem(FONT_ABSENT, mark=document.mark(("fonts", font.name, key)), found=file)
    for voice, file in manifest.card.fonts if manifest.card else ():
        if theme.find(file) is None:
            yield problem(FONT_ABSENT, mark=document.mark(("card", voice)), found=file)
    known = (*(font.name for font in theme.fonts), SYSTEM)
    for option in manifest.options:
        if option.type == "font" and option.default not in (None, *known):
            mark = document.mark(("options", option.key, "default"))
            yield problem(OPTION_FONT, mark=mark, found=str(option.default), known=", ".join(known))


def _is_plain(inside: str) -> bool:
    """Whether this is a path below the theme's folder: no `..`, drive, backslash or hidden part."""
    return all(re.fullmatch(r"[\w-][\w.-]*", part, re.ASCII) for part in inside.split("/"))
