"""What a build says, and a build that went well kept for the next time, so that it is answered without building.

Owns which folders a build may read, and what is said where nothing changes. When that can be trusted belongs to
`unchanged`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.buildserver import screen_on
from generator.cli.findings import tell
from generator.cli.session import Session, language_of, this_program
from generator.media.systemfonts import FOLDERS
from generator.problems import Severity
from generator.shipped import program_folders
from generator.structs import Frozen
from generator.unchanged.before import Before
from generator.unchanged.record import make_room, own_folder
from generator.unchanged.surroundings import Unsure

if TYPE_CHECKING:
    from generator.build import Built
    from generator.lasting import Lasting
    from generator.publish.folder import Published
    from generator.report.terminal import Screen

_BILLION = 1_000_000_000


class Told(Frozen):
    """What a build says: `zone` is the shop's, `page` the file to open, `below` the shop's folder as a build server
    sees it."""

    built: Built
    session: Session
    zone: tzinfo
    page: str
    below: str
    quiet: bool

    def problems(self, screen: Screen) -> None:
        """What it found."""
        found = self.built.problems
        if found and not (self.quiet and all(each.severity is Severity.HINT for each in found)):
            tell(found, self.session, screen, below=self.below)

    def publication(self, screen: Screen, published: Published, seconds: float) -> None:
        """What it did."""
        from generator.report.summary import publication_lines  # noqa: PLC0415

        words = self.session.catalogue
        if not self.quiet:
            for line in publication_lines(published, self.built, seconds, words, zone=self.zone, page=self.page):
                screen.say(line)


def noted(root: Path, session: Session) -> Before | None:
    """What a build of this shop is made from, to be asked before it reads anything; None where nothing is kept."""
    own = [root / "content", root / "themes", *program_folders(), *(Path(each).expanduser() for each in FOLDERS)]
    arguments, environment = sys.argv[1:], session.world.environment
    with contextlib.suppress(Unsure, OSError, RuntimeError):
        before = Before(arguments, environment, [os.fspath(each) for each in own])
        # The language was chosen from shop.yaml before this; only here is it certain that it is this one's.
        return before if language_of(arguments, environment) == session.catalogue.language else None
    return None


def results_of(root: Path, output: Path, session: Session, before: Before | None) -> Lasting | None:
    """What earlier builds of this shop left to this one; None for a build that nothing is kept of."""
    from generator.lasting import Lasting  # noqa: PLC0415

    if before is None:
        return None
    with contextlib.suppress(Unsure, OSError):
        folder = own_folder("lasting", session.world.environment, make=True)
        name = hashlib.blake2b(os.fsencode(root.resolve()), digest_size=16).hexdigest()
        return Lasting(Path(folder, name), this_program(), output)
    return None


def keep_compiled(session: Session) -> None:
    """Have templates compiled once for all builds of this user, and no more catalogues kept than are wanted."""
    from generator.theme.sandbox import COMPILED  # noqa: PLC0415

    with contextlib.suppress(Unsure, OSError):
        COMPILED.keep_in(Path(own_folder("templates", session.world.environment, make=True)), this_program())
        make_room(own_folder("catalogues", session.world.environment))


def leave(results: Lasting | None) -> None:
    """Leave this build's results to the next; one that cannot be kept costs time and nothing else."""
    if results:
        with contextlib.suppress(OSError):
            results.save()
            make_room(os.fspath(results.file.parent))


def remember(before: Before | None, told: Told, published: Published, output: Path) -> None:
    """Keep a build that went well, if it can be."""
    from generator.publish.folder import Published  # noqa: PLC0415
    from generator.publish.manifest import FILE_NAME  # noqa: PLC0415
    from generator.report.summary import tenths  # noqa: PLC0415

    built, session = told.built, told.session
    if before is None or built.until is None:
        return
    again = Published(unchanged=(*published.unchanged, *published.written))
    errors, screen = screen_on(sys.stderr, session), screen_on(sys.stdout, session)
    problems = errors.held(lambda: told.problems(errors))
    said = screen.held(lambda: told.publication(screen, again, 0))
    if problems is None or said is None:
        return
    with contextlib.suppress(Unsure, OSError):
        before.keep(
            written=[os.fspath(output / each) for each in (*published.written, FILE_NAME)],
            untouched=[os.fspath(output / each) for each in published.unchanged],
            until_ns=int(built.until.timestamp()) * _BILLION,
            errors=problems,
            said=said,
            zero=tenths(0, session.catalogue),
        )
