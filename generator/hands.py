"""Work in several processes, where that pays. The only door to multiprocessing.

Owns starting, feeding and ending them. A worker that is killed costs its work and nothing else; one whose master is
gone ends by itself; Ctrl+C is the master's to hear. It must not know what the work is.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import sleep
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from generator.structs import Frozen

if TYPE_CHECKING:  # where one process does all, none of it is read
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

PORTIONS = 16
"""A worker gets its share in about so many portions, so that none waits long for the others at the end."""
MOST_AT_ONCE = 32
"""Things in one portion at most: what comes back is held in memory."""


class Done(Frozen, Generic[R]):
    """What the work gave, and the seconds that it took, where a clock was given."""

    result: R
    seconds: float = 0.0


class Lost(Frozen):
    """Work that gave nothing: the `traceback` of a mistake in it, or none where its process was killed; then
    `code` is how that ended (a signal is negative)."""

    traceback: str = ""
    code: int | None = None


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def can_copy() -> bool:
    """Whether this process may be copied (`fork`), so that a worker begins with all that is known here. Windows cannot,
    macOS' own libraries forbid it, and a lock that another thread holds would stay closed in the copy for ever."""
    if sys.platform == "darwin" or not hasattr(os, "fork"):
        return False
    if threading.active_count() > 1:
        return False
    for _ in range(10):  # a thread that has been waited for takes a moment to be gone
        if _system_threads() == 1:
            return True
        sleep(0.002)
    return False


def _system_threads() -> int:
    """The threads of this process, those of libraries too, where the system tells."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208
    except OSError:
        return 1


class Hands(Frozen):
    """Up to `jobs` processes for a build. With a `clock` (seconds of processor time) `took` hears how long each thing
    took there."""

    jobs: int = 1
    clock: Callable[[], float] | None = None
    took: Callable[[object, float], object] | None = None

    def each(self, work: Callable[[T], R], things: Sequence[T], *, worth: int) -> Iterator[tuple[T, R]]:
        """What copies of this process made of these things, as it comes, in no order. Whatever is not among them is
        the caller's to do: all, where there are fewer than `worth` things for each of two processes or this one cannot
        be copied; and what gave no result there, so that a mistake rises where it always does."""
        jobs = min(self.jobs, len(things) // worth)
        if jobs < 2 or not can_copy():
            return
        size = max(1, min(MOST_AT_ONCE, len(things) // (jobs * PORTIONS)))
        portions = [things[at : at + size] for at in range(0, len(things), size)]
        clock = self.clock

        import multiprocessing  # noqa: PLC0415

        def some(number: int) -> list[Done[R] | None]:
            return [_attempt(work, thing, clock) for thing in portions[number]]

        for number, found in spread(some, range(len(portions)), jobs, multiprocessing.get_context("fork")):
            for thing, one in zip(portions[number], found.result if isinstance(found, Done) else (), strict=False):
                if one is not None:
                    if self.took:
                        self.took(thing, one.seconds)
                    yield thing, one.result


ALONE = Hands()


def _attempt(work: Callable[[T], R], thing: T, clock: Callable[[], float] | None) -> Done[R] | None:
    began = clock() if clock else 0.0
    try:
        result = work(thing)
    except Exception:  # noqa: BLE001  the caller does it again, and it rises there
        return None
    return Done(result, clock() - began if clock else 0.0)


def spread(
    work: Callable[[T], R], things: Sequence[T], jobs: int, context: BaseContext | None = None
) -> Iterator[tuple[int, Done[R] | Lost]]:
    """The position of each thing with what the work made of it, as it comes. Where processes are not copied, `work` is
    a function that can be imported. Each worker has one thing at a time; one that dies is replaced."""
    import multiprocessing  # noqa: PLC0415
    from multiprocessing.connection import wait  # noqa: PLC0415

    context = context or multiprocessing.get_context(None if not can_copy() else "fork")
    waiting = iter(range(len(things)))
    crew: dict[Connection, tuple[BaseProcess, int]] = {}
    try:
        for _ in range(min(jobs, len(things))):
            _hire(crew, context, work, things, waiting)
        while crew:
            for line in cast("list[Connection]", wait(list(crew))):
                process, at = crew[line]
                try:
                    found = line.recv()
                except (EOFError, OSError):
                    del crew[line]
                    _end(process, line)
                    _hire(crew, context, work, things, waiting)
                    yield at, Lost(code=process.exitcode)
                    continue
                if (following := next(waiting, None)) is None:
                    del crew[line]
                    _end(process, line)
                else:
                    crew[line] = (process, following)
                    _hand(line, things[following])
                yield at, found
    finally:
        for line, (process, _) in crew.items():
            process.terminate()
            _end(process, line)


def _hire(
    crew: dict[Connection, tuple[BaseProcess, int]],
    context: BaseContext,
    work: Callable[[Any], object],
    things: Sequence[object],
    waiting: Iterator[int],
) -> None:
    """One more worker, if something waits for it."""
    if (at := next(waiting, None)) is None:
        return
    ours, theirs = context.Pipe()
    # A copy holds our ends of the others' lines too: as long as it did, they would not notice that we are gone.
    copied = (*crew, ours) if context.get_start_method() == "fork" else ()
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_serve, args=(theirs, work, copied), daemon=True
    )
    with _undisturbed():
        process.start()
    theirs.close()
    crew[ours] = (process, at)
    _hand(ours, things[at])


def _hand(line: Connection, thing: object) -> None:
    with suppress(OSError):  # it died; reading from it says so
        line.send(thing)


def _end(process: BaseProcess, line: Connection) -> None:
    line.close()
    process.join()


def _serve(line: Connection, work: Callable[[Any], object], copied: tuple[Connection, ...]) -> None:
    """A worker: one thing after the other, until its master hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in copied:
        each.close()
    gc.freeze()  # or a collection would touch, and so copy, all that was there before
    while True:
        try:
            thing = line.recv()
        except (EOFError, OSError):
            return
        found: Done[object] | Lost
        try:
            found = Done(work(thing))
        except Exception:  # noqa: BLE001  it is the master's to tell
            found = Lost(traceback.format_exc())
        try:
            line.send(found)
        except OSError:
            return


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without Ctrl+C, which then waits: a process that starts in here never hears it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
