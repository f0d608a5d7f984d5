"""The only writer of the output folder.

Owns the order in which a site comes into being, so that a build stopped at any point (a full disk, a kill, a
power cut) leaves the old site or one in which every page has its files, and the next build repairs it. It must
not render, and it must not delete anything that our own manifest does not name.

The order: the manifest names old and new, so that no file of ours is ever a stranger. Everything that differs is
written in full to temporary files, while the old site is untouched. Then renames only: assets whose names change
with their bytes, other files, new pages, changed pages, the landing page. Then what is no longer wanted goes,
pages first, and the manifest forgets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.paths import collision_key, safe_output_path
from generator.plan import Output
from generator.problems import ProblemsFound, problem
from generator.publish import disk
from generator.publish.disk import Entry
from generator.publish.failures import LINK_IN_THE_WAY, STAYS_OLD, STAYS_USABLE, NotWritten, reporting
from generator.publish.lock import exclusive
from generator.publish.manifest import FILE_NAME, Manifest, folders_of, is_safe, to_bytes
from generator.publish.survey import Ground, Survey, survey
from generator.publish.turns import Turn, order_of_removal, turn_of
from generator.structs import Frozen


class Published(Frozen):
    """What a publication did, as paths in the order it was done; the manifest is not counted."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def publish(outputs: Sequence[Output], folder: Path, *, lock_file: Path, wait_s: float = 10.0) -> Published:
    """Make the folder hold exactly these outputs, and report what that took.

    Files that are right already are left alone, and if all are, nothing is written. Hashed assets of the build
    before this one stay (builds that change nothing do not count). Files that we did not write stay too; when
    one stands where an output with other bytes belongs, or the folder is neither empty nor ours, everything is
    refused before the first write. Another build that holds `lock_file` (outside the folder) is waited for.

    Raises `ProblemsFound` for refusals and for what the operating system refuses, then with a hint that says
    whether the old site is intact; ValueError for outputs that no plan should hold.
    """
    wanted = _checked(outputs)
    ground = _ground(folder)
    steps: list[str] = []
    try:
        with exclusive(lock_file, wait_s=wait_s):
            found = survey(ground, wanted)
            _sweep(ground, found.leftovers)
            after = _manifest_after(ground, found, wanted)
            if after == found.old and not found.changed:
                return Published(unchanged=found.unchanged)
            return _Publication(ground, found, after, steps).run()
    except NotWritten as failure:
        left = problem(STAYS_USABLE if steps else STAYS_OLD, folder=ground.shown)
        raise ProblemsFound([*failure.problems, left]) from failure


class _Publication(Frozen):
    """One run. `steps` collects the paths at which readers can notice it."""

    ground: Ground
    found: Survey
    after: Manifest
    steps: list[str]

    def run(self) -> Published:
        self._announce()
        changed = sorted(self.found.changed, key=lambda output: (self._turn(output), output.path))
        manifest = Output(FILE_NAME, content=to_bytes(self.after))
        temporaries = {o.path: disk.temporary_beside(self.ground.at(o.path)) for o in (*changed, manifest)}
        try:
            displaced = self._make_way()
            self._write((*changed, manifest), temporaries)
            self._rename((o for o in changed if self._turn(o) < Turn.NEW_PAGE), temporaries)
            self._rename((o for o in changed if self._turn(o) >= Turn.NEW_PAGE), temporaries)
            removed = self._remove_the_rest()
            self._rename([manifest], temporaries)
        except BaseException:
            for temporary in temporaries.values():
                disk.discard(temporary)
            raise
        return Published(tuple(output.path for output in changed), self.found.unchanged, displaced + removed)

    def _announce(self) -> None:
        """Name what is and what will be ours before any of it exists."""
        both = self.found.old.with_coming(self.after)
        with reporting(self.ground.name(FILE_NAME)):
            disk.make_folder(self.ground.home)
            disk.write_over(self.ground.at(FILE_NAME), to_bytes(both))

    def _make_way(self) -> tuple[str, ...]:
        """Remove files of ours that stand where others must: the one case in which a kill can leave a page
        without its file. It takes a path that turns from file to folder or back, or changes only its case."""
        removed = tuple(self._remove(self.found.displaced))
        self._remove_folders(folders_of(removed) & self.found.old.folders)
        return removed

    def _write(self, outputs: Sequence[Output], temporaries: Mapping[str, Path]) -> None:
        """Write everything in full, and return once the disk has it."""
        many = len(outputs) >= disk.MANY
        for output in outputs:
            with reporting(self.ground.name(output.path)):
                disk.make_folder(temporaries[output.path].parent)
                disk.write_new(temporaries[output.path], disk.content_of(output), flushed=not many)
        if many:
            disk.catch_up()
            for output in outputs:
                with reporting(self.ground.name(output.path)):
                    disk.flush(temporaries[output.path])

    def _rename(self, outputs: Iterable[Output], temporaries: Mapping[str, Path]) -> None:
        """Put files in their places, and have the disk remember it before anything that builds on them."""
        placed = []
        for output in outputs:
            with reporting(self.ground.name(output.path)):
                disk.replace(temporaries[output.path], self.ground.at(output.path))
            placed.append(output.path)
            self.steps.append(output.path)
        self._sync_folders(placed)

    def _sync_folders(self, paths: Iterable[str]) -> None:
        """Have the disk remember what happened at these paths; all folders above, as one of them may be new."""
        changed = {*paths}
        folders = sorted({"", *folders_of(changed)} if changed else ())
        if len(folders) >= disk.MANY:
            disk.catch_up()
        for folder in folders:
            with reporting(self.ground.name(folder)):
                disk.sync_folder(self.ground.at(folder))

    def _turn(self, output: Output) -> Turn:
        return turn_of(output, stands=self.ground.entry(output.path) is not Entry.NOTHING)

    def _remove_the_rest(self) -> tuple[str, ...]:
        old = self.found.old
        spellings = {collision_key(path): path for path in self.after.names}
        rest = (
            path
            for path in old.names - self.after.names - self.found.displaced
            # On a disk that ignores case, an old spelling may lead to a wanted file.
            if collision_key(path) not in spellings
            or not self.ground.is_same_file(path, spellings[collision_key(path)])
        )
        ordered = order_of_removal(rest, old.assets | old.kept)
        removed = tuple(self._remove(ordered))
        self._sync_folders(removed)
        self._remove_folders(old.folders - self.after.folders)
        return removed

    def _remove(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            if self.ground.entry(path) is not Entry.FILE:
                continue
            with reporting(self.ground.name(path)):
                removed = disk.remove(self.ground.at(path))
            if removed:
                self.steps.append(path)
                yield path

    def _remove_folders(self, folders: Iterable[str]) -> None:
        for folder in sorted(folders, reverse=True):  # inner ones first
            if self.ground.entry(folder) is Entry.FOLDER:
                with reporting(self.ground.name(folder)):
                    disk.remove_if_empty(self.ground.at(folder))


def _checked(outputs: Sequence[Output]) -> tuple[Output, ...]:
    """The outputs by path, if each is safe and no two want one place on any system. Plans promise both."""
    by_key: dict[str, Output] = {}
    for output in outputs:
        if not is_safe(output.path) or safe_output_path(output.path) != output.path:
            raise ValueError(f"unsafe, or not in NFC: {output.path}")
        if (output.content is None) is (output.source is None):
            raise ValueError(f"neither or both of content and source: {output.path}")
        if by_key.setdefault(collision_key(output.path), output) is not output:
            raise ValueError(f"two outputs for one file: {output.path}")
    for folder in folders_of(output.path for output in outputs):
        if collision_key(folder) in by_key:
            raise ValueError(f"a file where a folder is needed: {folder}")
    return tuple(sorted(outputs, key=lambda output: output.path))


def _ground(folder: Path) -> Ground:
    """The folder to work in. Should its own name be a link, the seller chose where it leads."""
    shown = folder.name or str(folder)
    try:
        with reporting(shown):
            return Ground(folder.resolve(), shown)
    except RuntimeError as error:  # a link that leads to itself, on Python before 3.13
        raise ProblemsFound([problem(LINK_IN_THE_WAY, file=shown)]) from error


def _manifest_after(ground: Ground, found: Survey, wanted: Sequence[Output]) -> Manifest:
    return found.old.followed_by(
        [output for output in wanted if output.path not in found.not_ours],
        changed=bool(found.changed),
        displaced=found.displaced,
        is_new=lambda folder: ground.entry(folder) is not Entry.FOLDER,
    )


def _sweep(ground: Ground, leftovers: Iterable[str]) -> None:
    for path in leftovers:
        if ground.entry(path) is Entry.FILE:
            with reporting(ground.name(path)):
                disk.remove(ground.at(path))
