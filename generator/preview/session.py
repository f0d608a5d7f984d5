"""The last good site of a shop, made again whenever its files or the clock change it.

Owns the loop: woken by the watcher, it looks at the files from outside, builds if they differ from what it built
last, and replaces `shown` by one assignment. It must not serve anything. One thread builds; all others only read.
"""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from threading import Event, Lock, Thread

from generator.build import Progress, draft
from generator.draft import Draft
from generator.memory import Memory
from generator.plan import check_outputs
from generator.preview.shown import Shown
from generator.preview.watcher import Fingerprint, Watcher, changed_files, fingerprint
from generator.problems import Problem, ProblemsFound
from generator.structs import Frozen, Struct
from generator.wardrobe import theme_roots

LOOK_AGAIN_S = 2.0
"""How often the files are looked at although nobody called: the net under a watcher that misses something."""
POLL_S = 0.3
"""The same where there is no watcher."""
SETTLE_S = 0.008
"""How long it must be quiet after an event: one save is several."""
SETTLE_AT_MOST_S = 0.1
BREATH_S = 0.1
"""Whoever is looking gets the page first: while all others are made, the answer would have to wait its turn again and
again."""
DOUBT_S = 0.15
"""How long files with a mistake are watched before it is shown: it may be half of a save."""
PROBE_S = 1.0


class Rebuilt(Frozen):
    """One round of the loop, for the terminal: what changed, how many pages were made of how many, how long from
    the look at the files to the page in sight and to the last page (seconds), and what is wrong."""

    changed: tuple[str, ...]
    made: int
    pages: int
    seen_s: float
    whole_s: float
    problems: tuple[Problem, ...]
    broken: bool


class _Round(Struct):
    """What is going on: the files whose change is not shown yet, when it began, how many pages were made before."""

    unshown: tuple[str, ...]
    began: float
    made_before: int
    seen_s: float = 0.0


class Session:
    """The preview of the shop at `root`. `clock` tells the moment to build for, `seconds` is a stopwatch; `tell` hears
    of every round. With `poll` the files are looked at by time alone."""

    def __init__(
        self,
        root: Path,
        clock: Callable[[], datetime],
        seconds: Callable[[], float],
        *,
        cache: Path,
        poll: bool = False,
        tell: Callable[[Rebuilt], None] = lambda _: None,
    ) -> None:
        self.root = root
        self.polls = poll
        self.builds = 0
        self._clock = clock
        self._seconds = seconds
        self._cache = cache
        self._tell = tell
        self._memory = Memory()
        self._shown = Shown("", None)
        self._good: Draft | None = None
        self._making: Draft | None = None
        self._due: datetime | None = None
        self._owes_a_look = False
        self._told_of = ""
        self._round = _Round((), 0.0, 0)
        self._seen: Fingerprint = {}
        self._wake = Event()
        self._stopping = False
        self._watcher = Watcher(self._wake.set)
        self._listeners: list[Callable[[Shown], None]] = []
        self._watched: Counter[str] = Counter()
        self._lock = Lock()
        self._thread: Thread | None = None

    # What the server asks

    @property
    def shown(self) -> Shown:
        return self._shown

    def listen(self, listener: Callable[[Shown], None]) -> Callable[[], None]:
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def watch_page(self, path: str) -> Callable[[], None]:
        with self._lock:
            self._watched[path] += 1

        def stop() -> None:
            with self._lock:
                self._watched[path] -= 1
                if not self._watched[path]:
                    del self._watched[path]

        return stop

    # The loop

    def start(self) -> None:
        """Begins to follow the files. Whether by a watcher or by looking is then in `polls`."""
        if not self.polls:
            self.polls = not (
                self._watcher.start() and self._watcher.proves_itself(self._cache / "probe", PROBE_S) and self._follow()
            )
        self._wake.set()  # something may have changed since the first look
        self._thread = Thread(target=self._run, name="preview", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        self._watcher.stop()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.wait(self._patience_s())
            if self._stopping:
                return
            self._wait_until_quiet()
            try:
                self.look()
            except Exception:  # noqa: BLE001  our own mistake must not end the seller's day
                self._owes_a_look = True
                if (told := traceback.format_exc()) != self._told_of:
                    self._told_of = told
                    sys.stderr.write(told)

    def _patience_s(self) -> float:
        wait = POLL_S if self.polls else LOOK_AGAIN_S
        if self._making is not None:
            return 0.0
        if self._due is not None:
            wait = min(wait, max(0.01, (self._due - self._clock()).total_seconds()))
        return wait

    def _wait_until_quiet(self) -> None:
        """One save is several events, and a file may be in the middle of being written."""
        ends = self._seconds() + SETTLE_AT_MOST_S
        while self._wake.is_set() or self._watcher.being_written:
            self._wake.clear()
            if self._seconds() >= ends:
                self._watcher.being_written.clear()
                return
            if not self._wake.wait(SETTLE_S) and not self._watcher.being_written:
                return

    def _folders(self) -> tuple[Path, ...]:
        """What decides how the site looks: the shop's own files, and the themes."""
        return self.root / "content", *theme_roots(self.root)

    def _follow(self) -> bool:
        return self._watcher.follow(self._folders(), shallow=(self.root,))

    def look(self, progress: Progress | None = None) -> None:
        """Builds if the files or the clock ask for it, and shows what came of it."""
        if not self.polls and self._thread is not None and not self._follow():
            self.polls = True  # no more watches to be had
        began = self._seconds()
        now = fingerprint(self._folders())
        changed = changed_files(self._seen, now)
        due = self._due is not None and self._clock() >= self._due
        if changed or due or self._owes_a_look or not self.builds:
            self._round = _Round(self._round.unshown + self._named(changed), began, self._memory.made["page"])
            self._seen = now
            self._build(progress)
        elif self._making is not None:
            self._finish(self._making)

    def _named(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The files as the seller knows them; none for the first build, to which all are new."""
        if not self.builds:
            return ()
        inside = ((path, os.path.relpath(path, self.root)) for path in paths)
        return tuple(Path(path if short.startswith("..") else short).as_posix() for path, short in inside)

    def _build(self, progress: Progress | None) -> None:
        self.builds += 1
        self._due = self._making = None
        self._owes_a_look = False
        try:
            site = draft(
                self.root,
                self._clock(),
                cache=self._cache,
                memory=self._memory,
                progress=progress,
                looked_at=self._seen,
            )
            for path in self._looked_at(site):
                site.output(path)
        except ProblemsFound as found:
            self._refuse(found)
            return
        self._due = site.holds_until
        self._making = site
        self._round.seen_s = self._seconds() - self._round.began
        self._show(Shown(_name(site), site, site.problems, changed=self._round.unshown))
        if self._watched and self._wake.wait(BREATH_S):
            return  # what is left is made when it is quiet
        self._finish(site)

    def _finish(self, site: Draft) -> None:
        """Makes the pages that nobody looks at: their mistakes are wanted too. It stops when somebody calls."""
        try:
            for place in site.pages:
                if self._wake.is_set():
                    return  # what is left is made when it is quiet
                site.output(place.path)
            if collisions := check_outputs(site.outputs()):
                raise ProblemsFound((*site.problems, *collisions))
        except ProblemsFound as found:
            self._refuse(found)
            return
        self._good = site
        self._told(site.problems, broken=False)

    def _refuse(self, found: ProblemsFound) -> None:
        """Shows what is wrong beside the last good site, unless it was only half of a save."""
        self._making = None
        if self.builds > 1 and self._wake.wait(DOUBT_S):
            self._owes_a_look = True
            return
        self._round.seen_s = self._seconds() - self._round.began
        name = _digest(repr(found.problems))
        self._show(Shown(name, self._good, found.problems, broken=True, changed=self._round.unshown))
        self._told(found.problems, broken=True)

    def _told(self, problems: tuple[Problem, ...], *, broken: bool) -> None:
        done, self._making = self._round, None
        self._round = _Round((), done.began, 0)
        made = self._memory.made["page"] - done.made_before
        pages = len(self._good.pages) if self._good else 0
        whole_s = self._seconds() - done.began
        self._tell(Rebuilt(done.unshown, made, pages, done.seen_s, whole_s, problems, broken))

    def _looked_at(self, site: Draft) -> list[str]:
        with self._lock:
            paths = list(self._watched)
        there = {place.path for place in site.pages}
        return [path for path in paths if path in there]

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(shown)


def _name(site: Draft) -> str:
    """The same for the same files between two changes, in another run too."""
    return _digest("".join(site.loaded.stamps.values()) + repr((site.chosen.stamp, site.holds_until)))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
