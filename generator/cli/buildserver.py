"""What a run tells GitHub besides its log: the summary of the job, and values for the jobs after it.

Owns the files that GitHub names in the environment. Elsewhere all of this does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

from generator.cli.session import Session
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.report.terminal import Screen


def is_github(session: Session) -> bool:
    """Whether this run is a step of GitHub Actions."""
    return session.world.environment.get("GITHUB_ACTIONS") == "true"


def screen_on(stream: TextIO, session: Session) -> Screen:
    """A screen whose lines no build server obeys."""
    from generator.report.terminal import MIND_CHANGERS, Screen  # noqa: PLC0415

    plain = not any(map(session.world.environment.get, MIND_CHANGERS))
    return Screen(stream, guarded=is_github(session), pipe_is_plain=plain)


def summarise_problems(found: Sequence[Problem], session: Session, *, headline: str, below: str) -> None:
    """Add the problems to the summary of the job."""
    from generator.report.github import as_summary  # noqa: PLC0415

    if is_github(session):
        text = as_summary(found, session.catalogue, headline=headline, below=below, edit=_edit(session))
        _append(session, "GITHUB_STEP_SUMMARY", text + "\n")


def summarise_lines(headline: str, lines: Sequence[str], session: Session) -> None:
    """Add lines to the summary of the job, if there are any."""
    from generator.report.github import as_list  # noqa: PLC0415

    if is_github(session) and lines:
        _append(session, "GITHUB_STEP_SUMMARY", as_list(headline, lines))


def hand_on(name: str, value: int, session: Session) -> None:
    """Give the jobs after this one a number."""
    if is_github(session):
        _append(session, "GITHUB_OUTPUT", f"{name}={value}\n")


def _append(session: Session, variable: str, text: str) -> None:
    if named := session.world.environment.get(variable, ""):
        with Path(named).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)


def _edit(session: Session) -> str:
    """Where a file of this branch is edited; empty where that is not said."""
    around = session.world.environment
    server, repository, branch = (around.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "REF_NAME"))
    return f"{server}/{quote(repository)}/edit/{quote(branch)}/" if server and repository and branch else ""
