"""Where the time of a build went: a stopwatch that the pipeline tells of its stages, and the hands of a run.

Owns the measuring and its lines. What workers did counts for the stage that they worked for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from decimal import Decimal

from generator.cli.speech import Misused
from generator.hands import Hands, cores
from generator.page.catalogue import Catalogue
from generator.page.i18n import format_number
from generator.report.display import visible
from generator.watch import Watch

MOST_JOBS = 64
DEAREST = 5
"""So many pages are named."""


def hands_for(jobs: int | None, watch: Watch) -> Hands:
    """The processes of a run: `--jobs`, else as many as there are processors. Raises Misused."""
    if jobs is not None and not 1 <= jobs <= MOST_JOBS:
        raise Misused("--jobs needs a whole number from 1 to {most}.", most=MOST_JOBS)
    if isinstance(watch, Stopwatch):
        return Hands(jobs or cores(), time.process_time, watch.took)
    return Hands(jobs or cores())


def _processor() -> float:
    """Seconds of processor time, those of ended workers included."""
    return sum(os.times()[:4])


class Stopwatch(Watch):
    """Hears the stages of a build; `seconds` is the clock on the wall."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._stage = "Start-up"
        self._began = (seconds(), 0.0)
        self._lap = time.process_time()
        self._stages: list[tuple[str, float, float, int]] = []
        self._pages: dict[str, float] = {}

    def stage(self, name: str, count: int = 0) -> None:
        now = (self._seconds(), _processor())
        wall, processor = (end - start for start, end in zip(self._began, now, strict=True))
        self._stages.append((self._stage, wall, processor, count))
        self._stage, self._began = name, now
        self._lap = time.process_time()

    def page(self, path: str) -> None:
        now = time.process_time()
        self._pages.setdefault(path, now - self._lap)
        self._lap = now

    def took(self, thing: object, seconds: float) -> None:
        """A worker took so long for a page."""
        if path := getattr(thing, "path", ""):
            self._pages[path] = seconds

    def lines(self, written: int, catalogue: Catalogue) -> list[str]:
        """What was measured: seconds on the wall and of processors for each stage, then the dearest pages. Of
        start-up only the processor counts what Python needed before it could look at a clock."""
        self.stage("", written)
        words = {
            "Start-up": catalogue.text("start-up"),
            "Reading": catalogue.text("reading"),
            "Judging": catalogue.text("judging"),
            "Pictures": catalogue.text("pictures"),
            "Pages": catalogue.text("pages"),
            "Checks": catalogue.text("looking over"),
            "Writing": catalogue.text("writing"),
        }
        counted = {
            "Reading": ("{count} file", "{count} files"),
            "Pictures": ("{count} photo", "{count} photos"),
            "Pages": ("{count} page", "{count} pages"),
            "Writing": ("{count} file changed", "{count} files changed"),
        }
        said = [catalogue.text("Where the time went, in seconds (clock, processors):")]
        for stage, wall, processor, count in self._stages:
            dealt = f"  {catalogue.plural(*counted[stage], count)}" if stage in counted else ""
            figures = f"{_figure(wall, catalogue)} {_figure(processor, catalogue)}"
            said.append(f"  {words[stage]:<16}{figures}{dealt}")
        dearest = sorted(self._pages.items(), key=lambda each: -each[1])[:DEAREST]
        if dearest:
            said.append(catalogue.text("The pages that took longest:"))
            said += [f"  {_figure(seconds, catalogue)}  {visible(path)}" for path, seconds in dearest]
        return said


def _figure(seconds: float, catalogue: Catalogue) -> str:
    number = format_number(Decimal(seconds).quantize(Decimal("0.01")), catalogue.language)
    return f"{number:>7}"
