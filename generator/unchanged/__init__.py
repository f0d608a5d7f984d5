"""Whether a build would change nothing, known before anything heavy is imported.

Owns one idea: what a build was made from and what it made, spelled as a text; while the text is the same, so is the
site, and what the build would say is said at once. Wherever there is a doubt it answers nothing, and the build runs.
It must not know what a shop is, and must import nothing but the smallest parts of the standard library.
"""

from __future__ import annotations

import os
import sys
import time

from generator.unchanged.record import Record, holds, place, write
from generator.unchanged.surroundings import Unsure, around, contents, is_fresh, line, look, outputs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

UNREAD = 141


def answer(arguments: Sequence[str], environment: Mapping[str, str]) -> int | None:
    """Say what the build that is asked for would say, and return its exit code, if it would change nothing. None: it
    has to run."""
    if "build" not in arguments:
        return None
    began_ns, started = time.time_ns(), time.perf_counter()
    try:
        with open(file := place(arguments, environment), "rb") as opened:
            record = Record.read(opened.read())
        if not holds(record, around(arguments, environment), began_ns) or not _is_as_it_was(record):
            return None
        if record.contents:
            _calm(record, file, began_ns)
    except (OSError, ValueError, Unsure):
        return None
    seconds = f"{time.perf_counter() - started:.1f}".replace(".", record.zero[1:2])
    try:
        _say(sys.stderr, record.errors)
        _say(sys.stdout, record.said.replace(record.zero, seconds, 1))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return 0


def _is_as_it_was(record: Record) -> bool:
    """Whether every file is the one that was read or written then."""
    lines, _ = look(record.folders.split("\n"))
    if "\n".join(lines) != record.inputs:
        return False
    made = [line.split(" ", 5)[5] for line in record.outputs.split("\n")]
    if "\n".join(line(path, facts) for path, facts in outputs(made)) != record.outputs:
        return False
    return contents(line.partition(" ")[2] for line in record.contents.split("\n") if line) == record.contents


def _calm(record: Record, file: str, now_ns: int) -> None:
    """Files that have their times for long enough are told by them from now on: what is in them was just compared."""
    fresh = [each for each in record.contents.split("\n") if is_fresh(os.stat(each.partition(" ")[2]), now_ns)]
    record.contents = "\n".join(fresh)
    write(file, record)


def _say(stream: TextIO, text: str) -> None:
    if text:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[attr-defined]
        stream.write(text)
    stream.flush()
