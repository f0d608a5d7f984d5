"""The theme that a shop chose, with its options filled in: what every page of the site wears.

Owns that a theme is read again only when one of its files changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.memory import Memory
from generator.problems import Problem, ProblemsFound
from generator.theme.assets import Assets, gather_assets
from generator.theme.options import choose
from generator.theme.package import Theme, load_theme, unused_overrides


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
    memory: Memory,
    overrides: Path | None = None,
) -> tuple[ChosenTheme | None, tuple[Problem, ...]]:
    """The theme `name` from the first of the `roots` that has it, below the seller's `overrides`, and what is wrong
    with it or its `options`. None where no page can be made with it."""
    folders = (*roots, overrides) if overrides else roots
    stamp = (name, tuple(options.items()), adds, tuple(_files(folders)))

    def make() -> tuple[ChosenTheme | None, tuple[Problem, ...]]:
        wrong: tuple[Problem, ...] = ()
        try:
            theme = load_theme(name, roots, overrides=overrides)
            values, wrong = choose(theme.options, options, theme=theme.name, path=("shop", "theme", "options"))
            wrong = (*wrong, *unused_overrides(theme))
            return ChosenTheme(
                theme, gather_assets(theme, values, amounts=adds.amounts, windows=adds.windows), stamp
            ), wrong
        except ProblemsFound as found:
            return None, (*wrong, *found.problems)

    return memory.recall(("theme", name, tuple(options.items())), stamp, make)


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
