"""One round of the live preview in a line or two: what changed, how many pages, how long, how many problems.

Owns these sentences only; it takes what it tells as values, since the preview stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from generator.page.catalogue import Catalogue
from generator.page.i18n import format_number
from generator.problems import Problem
from generator.report.display import visible
from generator.report.summary import count_problems

NAMED = 3


class Round(Protocol):
    """What a round came to; times in seconds."""

    @property
    def changed(self) -> Sequence[str]: ...
    @property
    def made(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def whole_s(self) -> float: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    @property
    def broken(self) -> bool: ...


def rebuilt_lines(done: Round, catalogue: Catalogue) -> Iterator[str]:
    """`content/campaigns/melati.yaml: 2 dari 15 halaman dibuat ulang, 0,03 detik.`"""
    names = [visible(name) for name in done.changed[:NAMED]]
    if more := len(done.changed) - len(names):
        names.append(catalogue.plural("{count} more file", "{count} more files", more))
    what = ", ".join(names)
    seconds = format_number(Decimal(f"{done.whole_s:.2f}"), catalogue.language)
    if done.broken:
        said = catalogue.text("The page stays as it was until this is mended.")
    elif done.made == 0:
        said = catalogue.text("nothing to make again, {seconds} s.", seconds=seconds)
    else:
        said = catalogue.text(
            "{made} of {pages} pages made, {seconds} s.", made=done.made, pages=done.pages, seconds=seconds
        )
    yield f"{what}: {said}" if what and not done.broken else said
    if done.problems:
        yield count_problems(done.problems, catalogue)
