"""A ZIP file for hosts that take one by drag and drop.

Owns its bytes: the same site gives the same ones on every machine. What is in the file from the last time is what such
a host has live.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Mapping
from io import BytesIO
from pathlib import Path

from generator.deploy.failures import NOT_A_ZIP
from generator.deploy.record import FILE_NAME
from generator.deploy.target import Headers, Stored
from generator.problems import ProblemsFound, problem
from generator.publish import disk
from generator.publish.disk import Entry
from generator.publish.failures import reporting
from generator.publish.manifest import is_safe

_BEGINNING = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".png", ".jpg", ".webp", ".avif", ".gif", ".woff2")


class Archive:
    """A `Target` in one file, written whole in the end."""

    jobs = 1
    whole = True

    def __init__(self, file: Path, shown: str) -> None:
        """Raises `ProblemsFound` for a file that is not ours."""
        self.shown = shown
        self._file = file
        self._files = self._read()

    def _read(self) -> dict[str, bytes]:
        with reporting(self.shown):
            kind = disk.entry(self._file)
            if kind is Entry.NOTHING:
                return {}
            content = disk.read(self._file) if kind is Entry.FILE else b""
        try:
            with zipfile.ZipFile(BytesIO(content)) as packed:
                names = packed.namelist() if FILE_NAME in packed.namelist() else ()
                found = {name: packed.read(name) for name in names if name == FILE_NAME or is_safe(name)}
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            found = {}
        if FILE_NAME not in found:
            raise ProblemsFound([problem(NOT_A_ZIP, file=self.shown)])
        return found

    def read(self, path: str) -> bytes | None:
        return self._files.get(path)

    def files(self, folders: Collection[str]) -> Mapping[str, Stored]:
        del folders
        return {path: Stored(len(content)) for path, content in self._files.items()}

    def put(self, path: str, content: bytes, headers: Headers) -> None:
        del headers
        self._files[path] = content

    def delete(self, path: str) -> None:
        self._files.pop(path, None)

    def finish(self, note: str) -> None:
        del note
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as out:
            for path, content in sorted(self._files.items()):
                entry = zipfile.ZipInfo(path, _BEGINNING)
                entry.create_system = 3  # a name of its own on every system would give other bytes
                entry.external_attr = 0o644 << 16
                stored = path.endswith(_PACKED_ALREADY)
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                out.writestr(entry, content)
        with reporting(self.shown):
            disk.make_folder(self._file.parent)
            disk.write_over(self._file, packed.getvalue())

    def close(self) -> None:
        pass
