"""A deployment carried out, in the order that leaves a whole site wherever it stops.

Owns that order: the record names old and new; then assets, other files, new pages, changed pages, the
landing page; then the record of what is there now; then what is no longer wanted goes, and the record forgets it. It
must not decide what is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

from generator.deploy.changes import Changes, record_on
from generator.deploy.failures import MEANWHILE, STAYS_WHOLE
from generator.deploy.patience import patiently, reporting_silence
from generator.deploy.record import FILE_NAME, Record, write_record
from generator.deploy.target import Target, headers_of
from generator.plan import Output
from generator.problems import ProblemsFound, problem
from generator.publish import disk
from generator.publish.turns import order_of_removal, turn_of
from generator.structs import Struct

Step = Callable[[int, int], None]


def transfer(changes: Changes, target: Target, note: str, *, step: Step | None = None) -> None:
    """Make the host hold what the changes say. `step` is called with how much is done, of how much.

    Raises `ProblemsFound` with what went wrong and, unless nothing shows before the end, a word on the state.
    """
    if changes.nothing:
        return
    with reporting_silence(target.shown):
        # The question may have stood unanswered for hours, and another computer may have answered it.
        if record_on(target) != changes.old:
            raise ProblemsFound([problem(MEANWHILE, host=target.shown)])
    try:
        with reporting_silence(target.shown):
            _Transfer(changes, target, step or (lambda _done, _total: None)).run(note)
    except ProblemsFound as found:
        state = () if target.whole else (problem(STAYS_WHOLE, host=target.shown),)
        raise ProblemsFound([*found.problems, *state]) from found


class _Transfer(Struct):
    changes: Changes
    target: Target
    step: Step
    done: int = 0

    def run(self, note: str) -> None:
        changes = self.changes
        if changes.puts or changes.removed or changes.displaced:
            self._record(changes.announced)
        for path in changes.displaced:
            self._delete(path)
        ordered = sorted(changes.puts, key=lambda output: (self._turn(output), output.path))
        for _, group in groupby(ordered, key=self._turn):
            self._put_all(tuple(group))
        for path in order_of_removal(changes.removed, changes.old.manifest.assets | changes.old.manifest.kept):
            self._delete(path)
        self._record(changes.after)
        patiently(lambda: self.target.finish(note))

    def _turn(self, output: Output) -> int:
        return turn_of(output, stands=output.path in self.changes.standing)

    def _put_all(self, outputs: Iterable[Output]) -> None:
        """Put the files of one turn, in any order among themselves; all are there when this returns."""
        if self.target.jobs == 1:
            for output in outputs:
                self._put(output)
            return
        with ThreadPoolExecutor(self.target.jobs) as pool:
            waiting = [pool.submit(self._put, output) for output in outputs]
            try:
                for each in waiting:
                    each.result()
            except BaseException:
                for each in waiting:
                    each.cancel()
                raise

    def _put(self, output: Output) -> None:
        content, headers = disk.content_of(output), headers_of(output.path, hashed=output.hashed)
        patiently(lambda: self.target.put(output.path, content, headers))
        self._step()

    def _delete(self, path: str) -> None:
        patiently(lambda: self.target.delete(path))
        self._step()

    def _record(self, record: Record) -> None:
        content, headers = write_record(record), headers_of(FILE_NAME, hashed=False)
        patiently(lambda: self.target.put(FILE_NAME, content, headers))

    def _step(self) -> None:
        self.done += 1
        changes = self.changes
        self.step(self.done, len(changes.puts) + len(changes.removed) + len(changes.displaced))
