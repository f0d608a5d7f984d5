"""What a command found wrong, on a stream.

Owns the choice between people and build servers. It must not decide whether a finding fails a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.buildserver import is_github, summarise_problems
from generator.cli.session import Session, said
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.report.terminal import Screen


def tell(found: Sequence[Problem], session: Session, screen: Screen, *, below: str, headline: str = "") -> None:
    """The problems and how many they are; on GitHub as annotations beside the lines of a change, and in the summary
    of the job below a `headline`."""
    from generator.report.machine import as_annotations  # noqa: PLC0415
    from generator.report.summary import count_problems  # noqa: PLC0415

    if is_github(session) and found:
        screen.command(as_annotations(found, session.catalogue, below=below))
        summarise_problems(found, session, headline=headline, below=below)
    else:
        screen.problems(found, session.catalogue)
    screen.say(count_problems(found, session.catalogue))


def below(context: click.Context) -> str:
    """The shop's folder as a build server sees it, from the folder the run began in."""
    root = Path(said(context, "root") or ".")
    return "" if root.is_absolute() or root == Path() else f"{root.as_posix()}/"
