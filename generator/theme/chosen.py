"""The theme that a shop chose, with its options filled in: what every page of the site wears.

Owns that a theme is read again only when one of its files changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.media.images import file_stamp
from generator.memory import Memory
from generator.problems import Problem, ProblemsFound
from generator.shop.analytics import Reach
from generator.structs import Frozen
from generator.theme.assets import Assets, gather_assets
from generator.theme.faces import Lettering, own_files, wants_faces
from generator.theme.options import Value, choose
from generator.theme.package import Theme, load_theme, unused_overrides
from generator.theme.schemes import Schemes, schemes_of


class ChosenTheme(Frozen):
    """A theme, what it adds to every page, its colours by day and by night, and a stamp that differs when any file or
    option of it does."""

    theme: Theme
    assets: Assets
    schemes: Schemes
    stamp: object


class Additions(Frozen):
    """What only some shops need of a theme: the script that puts an amount into a QRIS, the one that words the dates of
    later windows, and the one that counts visits, with what each service must be reached at."""

    amounts: bool
    windows: bool
    analytics: tuple[tuple[str, Reach], ...] = ()


def choose_theme(
    name: str,
    options: Mapping[str, str],
    roots: Sequence[Path],
    *,
    adds: Additions,
    lettering: Callable[[], Lettering],
    memory: Memory,
    overrides: Path | None = None,
) -> tuple[ChosenTheme | None, tuple[Problem, ...]]:
    """The theme `name` from the first of the `roots` that has it, below the seller's `overrides`, and what is wrong
    with it or its `options`. None where no page can be made with it. `lettering` is asked only where these options
    want a face."""
    given = tuple(options.items())
    folders = (*roots, overrides) if overrides else roots
    stamp = (name, given, adds, tuple(_files(folders)))
    read = memory.recall(("theme-read", name, given), stamp, partial(_read, name, options, roots, overrides))
    if isinstance(read, ProblemsFound):
        return None, read.problems
    theme, values, wrong = read
    letters = lettering() if wants_faces(theme, values) else Lettering()
    own = tuple(file_stamp(file) for file in own_files(theme, values, letters))

    def make() -> tuple[ChosenTheme | None, tuple[Problem, ...]]:
        try:
            counting = dict(adds.analytics)
            assets = gather_assets(
                theme, values, letters, amounts=adds.amounts, windows=adds.windows, analytics=counting
            )
        except ProblemsFound as found:
            return None, (*wrong, *found.problems)
        seen = (stamp, assets.policy, tuple(assets.faces.files))
        return ChosenTheme(theme, assets, schemes_of(theme, values), seen), (*wrong, *assets.faces.problems)

    return memory.recall(("theme", name, given), (stamp, letters, own), make)


def _read(
    name: str, options: Mapping[str, str], roots: Sequence[Path], overrides: Path | None
) -> tuple[Theme, Mapping[str, Value], tuple[Problem, ...]] | ProblemsFound:
    try:
        theme = load_theme(name, roots, overrides=overrides)
    except ProblemsFound as found:
        return found
    values, wrong = choose(theme.options, options, theme=theme.name, path=("shop", "theme", "options"))
    return theme, values, (*wrong, *unused_overrides(theme))


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
