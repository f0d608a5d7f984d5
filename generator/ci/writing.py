"""Files for a build server, written beside a seller's own.

Owns that a file which the seller changed is never overwritten unasked: each of ours says in one line what was in the
others when we wrote it. It must not know what a file is for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path

from generator.contentfile import create, rewrite
from generator.problems import Kind, Mark, ProblemsFound, problem
from generator.publish import disk
from generator.structs import Frozen

CHANGED = Kind(
    "ci-file-changed",
    "This file was changed by hand since Etalase wrote it, or is not from Etalase.",
    "Nothing was written. To replace it all the same, add --force; your version is then gone unless git has it.",
)

_STAMP = re.compile(r"\betalase ci github [^\s]+ ([0-9a-f]{16})\b")


class Fate(Enum):
    """What becomes of a file."""

    NEW = auto()
    SAME = auto()
    NEWER = auto()
    THEIRS = auto()


class Ours(Frozen):
    """A file to write: `path` project-relative with `/`, `text` with `«stamp»` where its stamp goes."""

    path: str
    text: str
    version: str

    def stamped(self) -> bytes:
        """Its bytes. The stamp is over everything but the line that it stands on."""
        return self.text.replace("«stamp»", self._stamp(), 1).encode()

    def _stamp(self) -> str:
        return f"etalase ci github {self.version} {_digest(self.text)}"


def write_all(root: Path, files: Iterable[Ours], *, force: bool, skip: bool = False) -> tuple[tuple[str, Fate], ...]:
    """Write what is missing, or ours and unchanged; what became of each. What somebody else changed is left with
    `skip`; without it `ProblemsFound` is raised with every such file, before the first write."""
    plans = [(each, _there(root / each.path)) for each in files]
    theirs = {
        each.path
        for each, there in plans
        if there is not None and not force and there != each.stamped() and not is_ours(there)
    }
    if theirs and not skip:
        raise ProblemsFound([problem(CHANGED, mark=Mark(path)) for path in sorted(theirs)])
    return tuple(
        (each.path, Fate.THEIRS if each.path in theirs else _write(root, each, there)) for each, there in plans
    )


def is_ours(content: bytes) -> bool:
    """Whether these are bytes as we wrote them, once; git and editors may have changed line ends."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    found = _STAMP.search(text)
    return found is not None and found[1] == _digest(text)


def _digest(text: str) -> str:
    lines = (line for line in text.split("\n") if "«stamp»" not in line and not _STAMP.search(line))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _there(file: Path) -> bytes | None:
    return disk.read(file) if file.is_file() else None


def _write(root: Path, ours: Ours, there: bytes | None) -> Fate:
    content = ours.stamped()
    if there is None:
        create(root, ours.path, content)
        return Fate.NEW
    if there == content:
        return Fate.SAME
    rewrite(root, ours.path, there, content)
    return Fate.NEWER
