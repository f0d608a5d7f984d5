# pathlib would go around the `os` below, which the tests of broken disks replace.
# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH116, PTH208
"""The few disk operations that publishing is made of.

Owns how a file comes into being whole (a temporary file beside its target, flushed, then renamed over it)
and how the systems differ in it. It must not decide what is written or deleted. Every system call goes
through this module's `os`, so that tests can make the n-th one fail.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path

from generator.paths import facts_of
from generator.plan import InPlace, Output
from generator.publish.manifest import temporary_name

_BINARY = getattr(os, "O_BINARY", 0)
_CHUNK_BYTES = 1 << 20
# Access denied, sharing violation, lock violation: on Windows a virus scanner or an editor holds a file for a moment.
_HELD_BRIEFLY = frozenset({5, 32, 33})
_RETRY_PAUSES_S = (0.02, 0.05, 0.1, 0.2, 0.4)
# Windows' junctions are links that `S_ISLNK` does not know.
_MOUNT_POINT = 0xA0000003
# File systems (network, FUSE) that cannot flush a folder say so with one of these.
_CANNOT_SYNC_FOLDERS = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS})


class Entry(Enum):
    """What stands at a path. A link is never followed; junctions count as links."""

    NOTHING = auto()
    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()


def entry(path: Path) -> Entry:
    """What stands at the path itself."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return Entry.NOTHING
    if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _MOUNT_POINT:
        return Entry.LINK
    if stat.S_ISREG(found.st_mode):
        return Entry.FILE
    return Entry.FOLDER if stat.S_ISDIR(found.st_mode) else Entry.OTHER


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two existing spellings lead to one file, as on a disk that ignores case."""
    a, b = os.lstat(one), os.lstat(other)
    return (a.st_dev, a.st_ino) == (b.st_dev, b.st_ino)


def names(folder: Path) -> tuple[str, ...]:
    """The names in a folder, sorted."""
    return tuple(sorted(os.listdir(folder)))


def read(path: Path) -> bytes:
    """All bytes of a file."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY)
    try:
        chunks = []
        while chunk := os.read(descriptor, _CHUNK_BYTES):
            chunks.append(chunk)
        return b"".join(chunks)
    finally:
        os.close(descriptor)


def content_of(output: Output) -> bytes:
    """The bytes of an output, from memory or from the cache."""
    return output.content if output.content is not None else read(_source(output))


def is_up_to_date(path: Path, output: Output) -> bool:
    """Whether the file holds exactly the output's bytes. An output's source that cannot be read raises OSError."""
    if isinstance(output, InPlace) and output.source == path:
        return facts_of(os.lstat(path)) == output.facts
    expected_bytes = len(output.content) if output.content is not None else os.stat(_source(output)).st_size
    return os.lstat(path).st_size == expected_bytes and read(path) == content_of(output)


def temporary_beside(target: Path) -> Path:
    """A fresh name in the target's folder, hence on the same disk, where a rename is atomic."""
    return target.with_name(temporary_name())


MANY = 50
"""From so many files on the disk is asked to catch up with everything first: it does that in one go, and then finds
nothing to do when it is asked about each."""


def catch_up() -> None:
    """Have the disk write what waits, as far as the system has a word for it. It proves nothing: `flush` does."""
    if hasattr(os, "sync"):
        os.sync()


def write_new(path: Path, content: bytes, *, flushed: bool = True) -> None:
    """Create the file with these bytes and flush it, so that a rename can never expose an empty file after
    a power cut; not `flushed`, that is the caller's to do. The umask decides who may read it, as for any file (a web
    server must)."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest[:_CHUNK_BYTES]) :]
        if flushed:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush(path: Path) -> None:
    """Return once the disk has what was written to this file; OSError where it could not keep it."""
    descriptor = os.open(path, os.O_RDWR | _BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(temporary: Path, target: Path) -> None:
    """Put the finished file in its place in one step."""
    _patiently(lambda: os.replace(temporary, target))


def write_over(target: Path, content: bytes) -> None:
    """Give one file new bytes in one step, remembered by the disk before this returns."""
    temporary = temporary_beside(target)
    try:
        write_new(temporary, content)
        replace(temporary, target)
    except BaseException:
        discard(temporary)
        raise
    sync_folder(target.parent)


def discard(temporary: Path) -> None:
    """Remove a temporary file if it is there and can be removed; the next build tries again."""
    with suppress(OSError):
        os.unlink(temporary)


def remove(path: Path) -> bool:
    """Remove one file; False if it was gone already."""
    try:
        _patiently(lambda: os.unlink(path))
    except FileNotFoundError:
        return False
    return True


def remove_if_empty(folder: Path) -> bool:
    """Remove a folder that holds nothing; False if something is in it or it is gone."""
    try:
        os.rmdir(folder)
    except OSError as error:
        # Solaris and some network disks say EEXIST for "not empty".
        if error.errno in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR}:
            return False
        raise
    return True


def make_folder(folder: Path) -> bool:
    """Make a folder and those above it; False if it, or a file of that name, was there already."""
    try:
        os.mkdir(folder)
    except FileNotFoundError:
        make_folder(folder.parent)
        os.mkdir(folder)
    except FileExistsError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Make the disk remember the renames in a folder before any later one, so that after a power cut no page is
    newer than the files it shows. Windows cannot (and journals renames in order); nor can some network disks."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDERS:
            raise
    finally:
        os.close(descriptor)


def _patiently(operation: Callable[[], None]) -> None:
    for pause_s in _RETRY_PAUSES_S:
        try:
            return operation()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD_BRIEFLY:
                raise
        time.sleep(pause_s)
    return operation()


def _source(output: Output) -> Path:
    if output.source is None:
        raise ValueError(f"output without content or source: {output.path}")
    return output.source
