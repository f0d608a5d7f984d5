"""Says when to look at a shop's files again, and what they look like from outside. The only door to watchdog.

An event means only "look": watchers fire for nothing, twice, late, or never. What changed is told by comparing two
`fingerprint`s. It must not open a file, or know what any of them means.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Event
from typing import TypeAlias

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from generator.paths import facts_of

Fingerprint: TypeAlias = Mapping[str, tuple[int, ...]]
"""Each file by its path, with what changes when it does (`facts_of`)."""

_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip


def fingerprint(folders: Iterable[Path]) -> Fingerprint:
    """Every file below the folders as it lies on the disk; hidden ones, and folders that are not there, left out."""
    found: dict[str, tuple[int, ...]] = {}
    waiting = [os.fspath(top) for top in folders]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listed:
                entries = list(listed)
        except OSError:
            continue
        for each in entries:  # hundreds of files, at every save
            if each.name.startswith("."):
                continue
            try:
                if each.is_dir(follow_symlinks=False):
                    waiting.append(each.path)
                elif stat.S_ISREG((facts := os.stat(each.path)).st_mode):  # noqa: PTH116
                    found[each.path] = facts_of(facts)
            except OSError:  # gone since it was listed, or a link to nowhere
                continue
    return found


def changed_files(before: Fingerprint, after: Fingerprint) -> tuple[str, ...]:
    """The paths that are in one of the two only, or not the same in both, sorted."""
    changed = [path for path, facts in after.items() if before.get(path) != facts]
    return tuple(sorted((*changed, *(path for path in before if path not in after))))


class Watcher:
    """Calls `wake` when something may have changed below some folders.

    `being_written` holds the files that somebody is in the middle of writing, where the system says so (Linux).
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._observer: BaseObserver | None = None
        self._watches: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self.being_written: set[str] = set()

    def start(self) -> bool:
        """Whether this system can watch at all."""
        observer = Observer()
        try:
            observer.start()
        except (OSError, RuntimeError):
            return False
        self._observer = observer
        return True

    def stop(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def follow(self, folders: Iterable[Path], *, shallow: Iterable[Path] = ()) -> bool:
        """Watches these folders with all below them, and the `shallow` ones by themselves, from now on, instead of
        those before. A folder that was replaced by another of its name is followed anew. False when the system has
        no more watches to give: then someone has to look without being called."""
        if self._observer is None:
            return False
        wanted = {**dict.fromkeys(shallow, False), **dict.fromkeys(folders, True)}
        there = {path: mark for path in wanted if (mark := _mark(path))}
        for path, (mark, watch) in list(self._watches.items()):
            if there.get(path) != mark:
                del self._watches[path]
                self._forget(watch)
        for path, mark in there.items():
            if path in self._watches:
                continue
            handler = _Handler(self)
            try:
                watch = self._observer.schedule(handler, str(path), recursive=wanted[path], event_filter=_CHANGES)
            except OSError:
                return False
            self._watches[path] = (mark, watch)
        return True

    def proves_itself(self, folder: Path, timeout_s: float) -> bool:
        """Whether a file written into `folder` is really told of within the time. Some network folders and
        containers accept a watch and never call."""
        if self._observer is None:
            return False
        told = Event()
        probe = folder / "watch-probe"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            watch = self._observer.schedule(_Probe(told), str(folder), event_filter=_CHANGES)
        except OSError:
            return False
        try:
            probe.write_bytes(b"")
            return told.wait(timeout_s)
        except OSError:
            return False
        finally:
            probe.unlink(missing_ok=True)
            self._forget(watch)

    def _forget(self, watch: ObservedWatch) -> None:
        if self._observer is not None:
            try:
                self._observer.unschedule(watch)
            except (KeyError, OSError):  # the folder is gone, and its watch with it
                return

    def noticed(self, event: FileSystemEvent) -> None:
        """What the observer's thread calls."""
        path = os.fsdecode(event.src_path)
        if isinstance(event, FileModifiedEvent) and sys.platform.startswith("linux"):  # no other says when it is over
            self.being_written.add(path)
        else:
            self.being_written.discard(path)
        self._wake()


class _Handler(FileSystemEventHandler):
    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._watcher.noticed(event)


class _Probe(FileSystemEventHandler):
    def __init__(self, told: Event) -> None:
        self._told = told

    def on_any_event(self, event: FileSystemEvent) -> None:
        del event
        self._told.set()


def _mark(path: Path) -> tuple[int, int] | None:
    """Which folder it is, whatever it is called; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return (facts.st_dev, facts.st_ino) if stat.S_ISDIR(facts.st_mode) else None
