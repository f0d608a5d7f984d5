"""A build's surroundings as texts: the command, the files it may read, those it made.

Owns what counts as the same surroundings. It must not keep or judge anything.
"""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# What a build, or how it is told, may depend on.
_VARIABLES = frozenset({
    "COLORTERM", "COLUMNS", "FORCE_COLOR", "HOME", "LANG", "LANGUAGE", "LINES", "NO_COLOR", "TERM", "TZ", "UV",
    "WT_SESSION",
})  # fmt: skip
_FAMILIES = ("CI", "ETALASE_", "GITHUB_", "JUPYTER_", "LC_", "PYTHON", "TTY_")
# What makes a run a special one: nothing is known of it before, and nothing is kept.
_SPECIAL_VARIABLES = ("SOURCE_DATE_EPOCH", "GITHUB_ACTIONS", "PYTHONPROFILEIMPORTTIME", "PYTHONTRACEMALLOC")
_SPECIAL_OPTIONS = ("--at", "--profile")

_MOST_FILES = 200_000

_FINE_NS = 50_000_000
"""Longer than a tick of any system's clock: Linux 10 ms, Windows 16 ms."""
_COARSE_NS = 2_000_000_000
"""What FAT counts in; HFS+ and ext3 count in whole seconds."""


class Unsure(Exception):
    """Something cannot be compared."""


def around(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The command and all that it runs in. Raises `Unsure` for a run of a special sort."""
    special = any(environment.get(name) for name in _SPECIAL_VARIABLES)
    if special or is_traced() or any(argument.startswith(_SPECIAL_OPTIONS) for argument in arguments):
        raise Unsure
    named = sorted(name for name in environment if name in _VARIABLES or name.startswith(_FAMILIES))
    return repr((
        sys.version, sys.executable, sys.argv[:1], list(arguments), os.getcwd(),
        [(name, environment[name]) for name in named], [_terminal(number) for number in (0, 1, 2)], list(_packages()),
    ))  # fmt: skip


def program(folders: Iterable[str]) -> str:
    """The program that runs: Python, every package, and the files in these folders of its own."""
    return repr((sys.version, list(_packages()), look(folders)[0]))


def is_traced() -> bool:
    """Whether somebody wants to see what really runs."""
    return bool(sys.flags.dev_mode or sys._xoptions or sys.warnoptions or sys.gettrace() or sys.getprofile())


def _terminal(number: int) -> tuple[int, ...]:
    """Columns and lines of the terminal behind a stream; nothing where there is none."""
    try:
        return tuple(os.get_terminal_size(number)) if os.isatty(number) else ()
    except OSError:
        return (0,)


def _packages() -> Iterator[tuple[str, int, int]]:
    """Every package that is installed, by the folder that names it with its version."""
    for place in sys.path:
        try:
            with os.scandir(place or ".") as found:
                named = [each for each in found if each.name.endswith((".dist-info", ".egg-info", ".pth"))]
        except OSError:
            continue
        for each in sorted(named, key=lambda one: one.name):
            facts = each.stat()
            yield each.path, facts.st_mtime_ns, facts.st_ctime_ns


def look(folders: Iterable[str]) -> tuple[list[str], list[tuple[str, os.stat_result]]]:
    """A line for every file below these folders, in order, and the files. Links are followed."""
    lines: list[str] = []
    files: list[tuple[str, os.stat_result]] = []
    waiting = [*folders]
    while waiting:
        if len(lines) > _MOST_FILES:
            raise Unsure  # a link leads around, or out to a whole disk
        folder = waiting.pop()
        lines.append(folder)
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda one: one.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_symlink():
                lines.append(f"{entry.name} -> {os.readlink(entry.path)}")
            if entry.is_dir():
                waiting.append(entry.path)
                continue
            try:
                facts = entry.stat()
            except FileNotFoundError:  # a link that leads nowhere, as editors leave them
                continue
            lines.append(line(entry.name, facts))
            files.append((entry.path, facts))
    return lines, files


def line(name: str, facts: os.stat_result) -> str:
    return f"{facts.st_mode} {facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_ino} {name}"


def outputs(paths: Iterable[str]) -> list[tuple[str, os.stat_result]]:
    """The files at these paths as they are; FileNotFoundError where one is gone."""
    return [(path, os.lstat(path)) for path in paths]


def contents(files: Iterable[str]) -> str:
    """Paths with what is in the files: a line each."""
    found = []
    for path in files:
        import hashlib  # noqa: PLC0415  seldom needed

        if not stat.S_ISREG(os.stat(path).st_mode):
            raise Unsure
        with open(path, "rb") as file:
            found.append(f"{hashlib.blake2b(file.read(), digest_size=16).hexdigest()} {path}")
    return "\n".join(found)


def is_fresh(found: os.stat_result, now_ns: int) -> bool:
    """Whether a file could be written again after `now_ns` and have the same times (git calls that racy)."""
    return newest(found) >= now_ns - (_COARSE_NS if found.st_mtime_ns % 1_000_000_000 == 0 else _FINE_NS)


def newest(facts: os.stat_result) -> int:
    """When a file was last written or changed otherwise, in nanoseconds since 1970."""
    return max(facts.st_mtime_ns, facts.st_ctime_ns)
