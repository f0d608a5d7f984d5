"""A bar for work that takes longer than a second, on a terminal and nowhere else.

Owns when it appears and that it leaves no trace. It must not know what the work is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator.page.catalogue import Catalogue
from generator.report.terminal import Screen

PATIENCE_S = 1.0
"""Shorter work would only flicker."""

Step = Callable[[int, int], None]
"""Called with how many steps are done and how many there are."""


@contextmanager
def progress(
    screen: Screen, catalogue: Catalogue, clock: Callable[[], float], *, doing: str = "Building"
) -> Iterator[Step]:
    """What the work calls after each step; `clock` counts seconds, `doing` is what is done, as a message id."""
    if not screen.is_terminal:
        yield lambda *_: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415  slow to import

    bar = Progress(
        TextColumn(catalogue.text(doing)),
        BarColumn(),
        MofNCompleteColumn(),
        console=screen.console,
        transient=True,
        auto_refresh=False,  # it would take a thread, and a process with threads cannot be copied
    )
    task = bar.add_task("")
    began = clock()
    started = False

    def step(done: int, total: int) -> None:
        nonlocal started
        bar.update(task, completed=done, total=total)
        if not started and done < total and clock() - began >= PATIENCE_S:
            started = True
            bar.start()
        if started:
            bar.refresh()

    try:
        yield step
    finally:
        if started:
            bar.stop()
