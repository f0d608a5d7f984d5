"""A disk that breaks at the n-th call, for the tests of publishing.

Owns `FaultyOs`, which stands in for the `os` of `generator.publish.disk` and `.lock`, counts what goes through
it and lets one call fail. It must not know what is being published.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

READS = ("lstat", "stat", "listdir", "read")
WRITES = ("write", "fsync", "replace", "unlink", "mkdir", "rmdir")
Failure = Callable[[], None]


class FaultyOs:
    """`os`, with the `fail_at`-th counted call (1-based; 0: none) failing, and every one after it if `lasting`.

    `after`: the call is done before it fails, as with a signal that arrives late. `log` holds the calls as
    (name, path); a write that fails has written half its bytes before. Flushes are counted, not done.
    """

    def __init__(
        self,
        fail_at: int = 0,
        failure: Failure = lambda: None,
        *,
        lasting: bool = False,
        after: bool = False,
        counted: tuple[str, ...] = ("open", *READS, *WRITES),
    ) -> None:
        self.fail_at, self.failure, self.lasting, self.after, self.counted = fail_at, failure, lasting, after, counted
        self.calls = 0
        self.log: list[tuple[str, str]] = []
        self._opened: dict[int, str] = {}

    @property
    def triggered(self) -> bool:
        return 0 < self.fail_at <= self.calls

    @property
    def changes(self) -> list[tuple[str, str]]:
        """The calls that change the disk."""
        return [call for call in self.log if call[0] in ("create", *WRITES)]

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in ("open", *READS, *WRITES):
            return real

        def call(*arguments: Any) -> Any:
            if name not in self.counted:
                return self._do(name, real, arguments)
            self.calls += 1
            if self.calls != self.fail_at and not (self.lasting and self.triggered):
                return self._do(name, real, arguments)
            if self.after:
                with suppress(OSError):
                    self._do(name, real, arguments)
            elif name == "write":
                os.write(arguments[0], arguments[1][: len(arguments[1]) // 2])
            return self.failure()

        return call

    def _do(self, name: str, real: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        where = self._opened.get(arguments[0], "") if name in ("read", "write", "fsync") else str(arguments[-1])
        if name == "open":
            where = str(arguments[0])
            self.log.append(("create" if arguments[1] & os.O_CREAT else "open", where))
        elif name == "mkdir":
            self.log.append((name, str(arguments[0])))
        else:
            self.log.append((name, where))
        if name == "fsync":
            return None
        result = real(*arguments)
        if name == "open":
            self._opened[result] = where
        return result


def system_error(number: int) -> Failure:
    """The operating system says no, with this errno."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def interrupt() -> None:
    """Ctrl-C."""
    raise KeyboardInterrupt


DISK_FULL, NO_PERMISSION, BROKEN = (system_error(n) for n in (errno.ENOSPC, errno.EACCES, errno.EIO))


@contextmanager
def disk_with(fault: Any) -> Iterator[Any]:
    """Publishing sees the world through this `os` while the block runs."""
    with mock.patch("generator.publish.disk.os", fault), mock.patch("generator.publish.lock.os", fault):
        yield fault


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path with `/`, with its bytes; folders end with `/` and hold none."""
    return {
        path.relative_to(folder).as_posix() + "/" * path.is_dir(): b"" if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def files(folder: Path) -> dict[str, bytes]:
    """The same without folders."""
    return {path: content for path, content in tree(folder).items() if not path.endswith("/")}
