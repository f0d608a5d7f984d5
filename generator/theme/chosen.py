"""The theme that a shop chose, with its options filled in: what every page of the site wears.

Owns that a theme is read again only when one of its files changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.media.images import file_stamp
from generator.memory import Memory
from generator.problems import Problem, ProblemsFound
from generator.theme.assets import Assets, gather_assets
from generator.theme.faces import Lettering
from generator.theme.options import FONT_ENDINGS, choose
from generator.theme.package import Theme, load_theme


@dataclass(frozen=True, slots=True)
class ChosenTheme:
    """A theme, what it adds to every page, and a stamp that differs when any file or option of it does."""

    theme: Theme
    assets: Assets
    stamp: object


@dataclass(frozen=True, slots=True)
class Additions:
    """What only some shops need of a theme: the script that puts an amount into a QRIS, and the one that words the
    dates of later windows."""

    amounts: bool
    windows: bool


def choose_theme(
    name: str,
    options: Mapping[str, str],
    roots: Sequence[Path],
    *,
    adds: Additions,
    lettering: Lettering,
    memory: Memory,
) -> tuple[ChosenTheme | None, tuple[Problem, ...]]:
    """The theme `name` from the first of the `roots` that has it, and what is wrong with it or its `options`. None
    where no page can be made with it."""
    content = lettering.content or Path()
    own = tuple(file_stamp(content / value.strip()) for value in options.values() if _is_font(value))
    stamp = (name, tuple(options.items()), adds, own, tuple(_files(roots)))

    def make() -> tuple[ChosenTheme | None, tuple[Problem, ...]]:
        wrong: tuple[Problem, ...] = ()
        try:
            theme = load_theme(name, roots)
            values, wrong = choose(theme.options, options, theme=theme.name, path=("shop", "theme", "options"))
            assets = gather_assets(theme, values, lettering, amounts=adds.amounts, windows=adds.windows)
            seen = (stamp, assets.policy, tuple(assets.faces.files))
            return ChosenTheme(theme, assets, seen), (*wrong, *assets.faces.problems)
        except ProblemsFound as found:
            return None, (*wrong, *found.problems)

    return memory.recall(("theme", name, tuple(options.items())), (stamp, lettering), make)


def _is_font(value: str) -> bool:
    """Whether an option names a file of the seller's."""
    return value.isprintable() and value.strip().lower().endswith(FONT_ENDINGS)


def _files(roots: Sequence[Path]) -> Iterator[tuple[str, int, int, int]]:
    """Every file below these folders with its times and size."""
    for root in roots:
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.join(folder, name)  # noqa: PTH118  hundreds of files, at every save
                try:
                    facts = os.stat(path)  # noqa: PTH116
                except OSError:  # gone since it was listed, as editors' own files are
                    continue
                yield path, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size
