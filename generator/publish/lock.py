"""One build writes at a time.

Owns the lock on a file outside the output. The operating system holds it and lets go when the process ends,
however it ends, so a lock never outlives its build. It must not know what is being written.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems import ProblemsFound, problem
from generator.publish import disk
from generator.publish.failures import BUSY, reporting

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
# A disk that knows no locks (some network and phone storage) must not keep a seller from building at all.
_NO_LOCKS_HERE = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_PAUSE_S = 0.05


@contextmanager
def exclusive(
    lock_file: Path,
    *,
    wait_s: float,
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[None]:
    """Hold the lock while the block runs; wait up to `wait_s` seconds for another build to finish.

    Raises `ProblemsFound` when the other one takes longer or the lock file cannot be made. The file stays:
    removing it would let two builds hold a lock on two files of one name.
    """
    shown = f"{lock_file.parent.name}/{lock_file.name}"
    with reporting(shown):
        disk.make_folder(lock_file.parent)
        descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        give_up = clock() + wait_s
        with reporting(shown):
            while not _take(descriptor):
                if clock() >= give_up:
                    raise ProblemsFound([problem(BUSY)])
                pause(_PAUSE_S)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        if error.errno not in _NO_LOCKS_HERE:
            raise
    return True
