"""A folder as a host: one that a web server serves, a synchronising program watches, or a disk carries away.

Owns that nothing is written through a link, and nothing into a folder of somebody else. It must not decide what is
written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from generator.deploy.target import Headers, Stored
from generator.problems import ProblemsFound, problem
from generator.publish import disk
from generator.publish.disk import Entry
from generator.publish.failures import FOREIGN_FILE, LINK_IN_THE_WAY, reporting
from generator.publish.manifest import is_temporary, parents
from generator.publish.survey import Ground, read_manifest


class Folder:
    """A `Target` on this computer."""

    jobs = 1
    whole = False

    def __init__(self, folder: Path, shown: str) -> None:
        """Raises `ProblemsFound` for a folder that is neither empty nor ours."""
        self.shown = shown
        try:
            home = folder.resolve()
        except (OSError, RuntimeError) as error:  # links that lead around in a circle
            raise ProblemsFound([problem(LINK_IN_THE_WAY, file=shown)]) from error
        self._ground = Ground(home, shown)
        self._left: set[str] = set()
        read_manifest(self._ground)

    def read(self, path: str) -> bytes | None:
        place = self._ground.at(path)
        with reporting(self._ground.name(path)):
            return disk.read(place) if self._is(Entry.FILE, path) else None

    def files(self, folders: Collection[str]) -> Mapping[str, Stored]:
        found = {}
        for folder in sorted(folders):
            with reporting(self._ground.name(folder)):
                if not self._is(Entry.FOLDER, folder):
                    continue
                for name in disk.names(self._ground.at(folder)):
                    path = f"{folder}/{name}".lstrip("/")
                    if is_temporary(name):
                        self._left.add(path)
                    elif self._is(Entry.FILE, path):
                        found[path] = Stored(self._ground.at(path).stat().st_size)
        return found

    def put(self, path: str, content: bytes, headers: Headers) -> None:
        del headers
        for above in ("", *parents(path)):
            self._refuse_link(above)
        self._refuse_link(path)
        if self._is(Entry.FOLDER, path):
            raise ProblemsFound([problem(FOREIGN_FILE, file=self._ground.name(path))])
        place = self._ground.at(path)
        with reporting(self._ground.name(path)):
            disk.make_folder(place.parent)
            disk.write_over(place, content)

    def delete(self, path: str) -> None:
        with reporting(self._ground.name(path)):
            if self._is(Entry.FILE, path):
                disk.remove(self._ground.at(path))
            for above in reversed(parents(path)):
                if not self._is(Entry.FOLDER, above) or not disk.remove_if_empty(self._ground.at(above)):
                    break

    def finish(self, note: str) -> None:
        del note
        for path in sorted(self._left):  # pieces of a deployment that was cut off
            with reporting(self._ground.name(path)):
                disk.remove(self._ground.at(path))

    def close(self) -> None:
        pass

    def _is(self, kind: Entry, path: str) -> bool:
        """What stands at the path itself; below a link there is nothing of ours."""
        if any(disk.entry(self._ground.at(above)) is Entry.LINK for above in parents(path)):
            return False
        return disk.entry(self._ground.at(path)) is kind

    def _refuse_link(self, path: str) -> None:
        if path and disk.entry(self._ground.at(path)) is Entry.LINK:
            raise ProblemsFound([problem(LINK_IN_THE_WAY, file=self._ground.name(path))])
