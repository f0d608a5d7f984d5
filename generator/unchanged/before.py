"""A build noted before it begins and kept when it is done, so that the next one may be answered without building.

Owns when that can be trusted: what came in between leaves nothing kept.
"""

from __future__ import annotations

import os
import time

from generator.unchanged.record import Record, make_room, place, write
from generator.unchanged.surroundings import Unsure, around, contents, is_fresh, line, look, newest, outputs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Before:
    """What a build will be made from, noted before it reads any of it."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], folders: Sequence[str]) -> None:
        """Raises `Unsure` or OSError where that cannot be said."""
        self.began_ns = time.time_ns()
        self.file = place(arguments, environment, make=True)
        self.around = around(arguments, environment)
        self.folders = "\n".join(folders)
        lines, files = look(folders)
        self.inputs = "\n".join(lines)
        self.contents = contents(path for path, facts in files if is_fresh(facts, self.began_ns))

    def keep(
        self, *, written: Iterable[str], untouched: Iterable[str], until_ns: int, errors: str, said: str, zero: str
    ) -> None:
        """Remember the build: which files it wrote and which it found as they should be. `said` and `errors` are what
        the same build says where it changes nothing. Raises `Unsure` or OSError where something came in between."""
        now_ns = time.time_ns()
        same, new = outputs(untouched), outputs(written)
        if any(newest(facts) >= self.began_ns for _, facts in same) or any(newest(facts) > now_ns for _, facts in new):
            raise Unsure
        fresh = contents(path for path, facts in (*same, *new) if is_fresh(facts, now_ns))
        record = Record(
            self.around, str(self.began_ns), "\n".join(filter(None, (self.contents, fresh))), errors, self.folders,
            self.inputs, "\n".join(line(path, facts) for path, facts in (*same, *new)), said, str(until_ns), zero,
        )  # fmt: skip
        write(self.file, record)
        make_room(os.path.dirname(self.file))
