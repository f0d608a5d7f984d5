# pathlib would go around the `os` below, which the tests of broken disks replace.
# ruff: noqa: PTH101, PTH104, PTH116
"""A seller's own file written by us, whole or not at all.

Owns that the old text is never lost: not by a crash, a full disk, or an editor that saved in between. It must not
know what the text says.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems import Kind, Mark, ProblemsFound, problem
from generator.publish import disk

CHANGED_MEANWHILE = Kind(
    "file-changed-meanwhile",
    "This file was changed by someone else just now.",
    "Nothing was written; look at the file, then try again.",
)
NOT_CHANGED = Kind(
    "file-not-written",
    "This file could not be written: {reason}.",
    "It is as it was. Check that you may write there and that the disk has room, then try again.",
)
EXISTS = Kind("file-exists", "This file exists already.", "Choose another name; nothing was written.")

# Disks that know no hard links (FAT, some network and phone storage) say so with one of these.
_CANNOT_LINK = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EXDEV, errno.EINVAL})


def rewrite(root: Path, file: str, before: bytes, after: bytes) -> None:
    """Give the file the bytes `after` in one step, its mode kept; a link leads to the file that is rewritten.

    `file` is project-relative, with `/`. Raises `ProblemsFound` when it no longer holds `before`
    (`CHANGED_MEANWHILE`) or cannot be written; then it is as it was.
    """
    with _reporting(file):
        target = (root / file).resolve()
        temporary = disk.temporary_beside(target)
        try:
            disk.write_new(temporary, after)
            os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
            if disk.read(target) != before:
                raise ProblemsFound([problem(CHANGED_MEANWHILE, mark=Mark(file))])
            disk.replace(temporary, target)
        except BaseException:
            disk.discard(temporary)
            raise
        disk.sync_folder(target.parent)


def create(root: Path, file: str, content: bytes) -> None:
    """Write a new file in one step, its folders too where they are missing. Raises `ProblemsFound` where one stands
    already (`EXISTS`), or when it cannot be written; then there is none."""
    with _reporting(file):
        target = root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = disk.temporary_beside(target)
        try:
            disk.write_new(temporary, content)
            _put(temporary, target, file)
        finally:
            disk.discard(temporary)
        disk.sync_folder(target.parent)


def create_beside_copies(root: Path, file: str, content: bytes, *, source: str, without: Iterable[str]) -> None:
    """Write a new file into a new folder that holds copies of what stands beside `source`, in one step; the names in
    `without` and hidden ones are left out. Raises as `create` does."""
    with _reporting(file):
        target = (root / file).parent
        if os.path.lexists(target):
            raise ProblemsFound([problem(EXISTS, mark=Mark(file))])
        temporary = disk.temporary_beside(target)
        try:
            old = (root / source).parent
            ignored = shutil.ignore_patterns(".*")
            unwanted = {Path(source).name, *without}
            shutil.copytree(
                old, temporary, symlinks=True, ignore=lambda here, names: ignored(here, names) | (unwanted & {*names})
            )
            disk.write_new(temporary / Path(file).name, content)
            disk.sync_folder(temporary)
            os.rename(temporary, target)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        disk.sync_folder(target.parent)


def _put(temporary: Path, target: Path, file: str) -> None:
    """Give the finished file its name, unless something has that name."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise ProblemsFound([problem(EXISTS, mark=Mark(file))]) from None
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        if os.path.lexists(target):
            raise ProblemsFound([problem(EXISTS, mark=Mark(file))]) from None
        disk.replace(temporary, target)


@contextmanager
def _reporting(file: str) -> Iterator[None]:
    try:
        yield
    except shutil.Error as error:
        raise ProblemsFound([problem(NOT_CHANGED, mark=Mark(file), reason=str(error.args[0][0][2]))]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ProblemsFound([problem(NOT_CHANGED, mark=Mark(file), reason=reason)]) from error
