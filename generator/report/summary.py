"""What a run came to, in a few lines: how many problems, what was written, how heavy, what changes next.

Owns these sentences only. It takes what it tells as values, since the parts that publish stand behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from generator.page.catalogue import Catalogue
from generator.page.i18n import breakable, format_moment, format_number
from generator.problems import Problem, Severity
from generator.report.display import visible

LISTED = 5
"""So many paths are named; the others are counted."""


class Written(Protocol):
    """What a publication did, as paths below the output folder."""

    @property
    def written(self) -> Sequence[str]: ...
    @property
    def unchanged(self) -> Sequence[str]: ...
    @property
    def removed(self) -> Sequence[str]: ...


class Weighed(Protocol):
    """What was built: the pages, the landing page's HTML in bytes after gzip and what the theme wants it to stay
    under (0: it says nothing), the next moment anything changes, what is read back to the seller."""

    @property
    def pages(self) -> int: ...
    @property
    def landing_bytes(self) -> int: ...
    @property
    def ceiling_bytes(self) -> int: ...
    @property
    def next_change(self) -> datetime | None: ...
    @property
    def notices(self) -> Sequence[str]: ...


def count_problems(found: Iterable[Problem], catalogue: Catalogue) -> str:
    """`3 kesalahan, 1 peringatan, 2 saran di 2 berkas`, or that there is none."""
    problems = tuple(found)
    by_severity = Counter(problem.severity for problem in problems)
    files = {problem.mark.file for problem in problems if problem.mark}
    forms = (
        (Severity.ERROR, "{count} error", "{count} errors"),
        (Severity.WARNING, "{count} warning", "{count} warnings"),
        (Severity.HINT, "{count} hint", "{count} hints"),
    )
    counts = ", ".join(catalogue.plural(one, many, n) for severity, one, many in forms if (n := by_severity[severity]))
    if not counts:
        return catalogue.text("No problems found.")
    if not files:
        return catalogue.text("{counts}.", counts=counts)
    return catalogue.plural("{counts} in {count} file.", "{counts} in {count} files.", len(files), counts=counts)


def publication_lines(
    published: Written,
    built: Weighed,
    seconds: float,
    catalogue: Catalogue,
    *,
    zone: tzinfo,
    page: str,
) -> list[str]:
    """What `build` says when all went well. `page` is the file to open; `zone` is the shop's."""
    lines = [_done(published, seconds, catalogue)]
    lines += listed(published.written, "+", catalogue) + listed(published.removed, "-", catalogue)
    counted = catalogue.plural("{count} page.", "{count} pages.", built.pages)
    lines.append(f"{counted} {budget_line(built.landing_bytes, built.ceiling_bytes, catalogue)}")
    lines.extend(f"  {visible(notice)}" for notice in built.notices)
    if built.next_change:
        when = breakable(format_moment(built.next_change.astimezone(zone), catalogue.language))
        lines.append(catalogue.text("Something changes next on {when}; build again after that.", when=when))
    lines.append(catalogue.text("Open it: {page}", page=visible(page)))
    return lines


def budget_line(landing_bytes: int, ceiling_bytes: int, catalogue: Catalogue) -> str:
    """How much of the theme's budget the landing page takes, in bytes of HTML after gzip; a ceiling of 0 is none."""
    weight = tenths(Decimal(landing_bytes) / 1000, catalogue)
    if not ceiling_bytes:
        return catalogue.text("Front page {weight} KB (gzip).", weight=weight)
    ceiling = format_number(Decimal(ceiling_bytes) / 1000, catalogue.language)
    if landing_bytes > ceiling_bytes:
        return catalogue.text(
            "Front page {weight} KB (gzip), over the theme's ceiling of {ceiling} KB.", weight=weight, ceiling=ceiling
        )
    return catalogue.text("Front page {weight} KB (gzip), ceiling {ceiling} KB.", weight=weight, ceiling=ceiling)


def _done(published: Written, seconds: float, catalogue: Catalogue) -> str:
    took = tenths(seconds, catalogue)
    if not published.written and not published.removed:
        return catalogue.plural(
            "Done in {seconds} seconds: {count} file, and it was up to date already.",
            "Done in {seconds} seconds: {count} files, all up to date already.",
            len(published.unchanged),
            seconds=took,
        )
    return catalogue.text(
        "Done in {seconds} seconds: {written} written, {unchanged} unchanged, {removed} removed.",
        seconds=took,
        written=len(published.written),
        unchanged=len(published.unchanged),
        removed=len(published.removed),
    )


def listed(paths: Sequence[str], sign: str, catalogue: Catalogue) -> list[str]:
    """The first paths, pages before the files they use, the front page before all."""
    ordered = sorted(paths, key=lambda path: (path != "index.html", not path.endswith(".html")))
    more = len(ordered) - LISTED
    if more <= 1:
        return [f"  {sign} {visible(path)}" for path in ordered]
    lines = [f"  {sign} {visible(path)}" for path in ordered[:LISTED]]
    return [*lines, f"  {sign} " + catalogue.text("… and {count} more", count=more)]


def tenths(value: Decimal | float, catalogue: Catalogue) -> str:
    """A number with one decimal."""
    return format_number(Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP), catalogue.language)
