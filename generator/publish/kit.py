"""A folder of files that a seller may also put things into: only what we wrote, and nobody changed since, is written
over.

Owns the note of what is ours (`.etalase.json`). It must not know what the files are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from generator.publish import disk
from generator.publish.failures import reporting
from generator.publish.manifest import is_safe
from generator.structs import Struct, field

NOTE = ".etalase.json"


class Filed(Struct):
    """What became of each file, as paths below the folder. `kept` were not ours, or were changed by somebody."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def file_kit(folder: Path, files: Iterable[tuple[str, bytes]]) -> Filed:
    """Writes the files into the folder, each whole or not at all."""
    filed, ours = Filed(), dict(_ours(folder))
    for path, content in files:
        target = folder / path
        digest = sha256(content).hexdigest()
        there = target.read_bytes() if target.is_file() and not target.is_symlink() else None
        if there == content:
            filed.unchanged.append(path)
        elif not (_is_free(target) or (there is not None and ours.get(path) == sha256(there).hexdigest())):
            filed.kept.append(path)
            continue
        else:
            with reporting(target.as_posix()):
                _write(target, content)
            filed.written.append(path)
        ours[path] = digest
    with reporting((folder / NOTE).as_posix()):
        _write(folder / NOTE, (json.dumps({"files": dict(sorted(ours.items()))}, indent=1) + "\n").encode())
    return filed


def _is_free(target: Path) -> bool:
    return not (target.exists() or target.is_symlink())


def _ours(folder: Path) -> Mapping[str, str]:
    try:
        said = json.loads((folder / NOTE).read_text("utf-8"))["files"]
        return {str(path): str(digest) for path, digest in said.items() if is_safe(str(path))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = disk.temporary_beside(target)
    try:
        disk.write_new(temporary, content)
        disk.replace(temporary, target)
    except BaseException:
        disk.discard(temporary)
        raise
