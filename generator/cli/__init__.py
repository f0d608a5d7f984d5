"""The command `etalase`: what it understands, how it ends, and the only place that asks clock and environment.

Owns the exit codes: 0 fine, 1 problems, 2 wrong usage (130 after Ctrl+C, 141 when nobody reads on, as shells count).
What commands need is imported when they run, so that `--help` answers at once. It must hold no rule of any shop.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.commands import program
from generator.cli.session import Session, World, language_of, this_program
from generator.cli.speech import mistake
from generator.kept import Kept
from generator.page.catalogue import Catalogue
from generator.problems import ProblemsFound
from generator.shipped import catalogue_text
from generator.unchanged.record import own_folder
from generator.unchanged.surroundings import Unsure

FINE, PROBLEMS, MISUSED, STOPPED, UNREAD = 0, 1, 2, 130, 141


def main() -> None:
    """Run the program on this machine and exit with its code."""
    # pydantic would look through every package that is installed for plugins, and load what calls itself one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            # Windows' pipes and old consoles speak other code pages; a name with a broken byte must not end the run.
            reconfigure(encoding="utf-8", errors="backslashreplace")
    world = World(
        environment=os.environ,
        program=_program(sys.argv[0], os.environ.get("UV", "")),
        interactive=sys.stdin is not None and sys.stdin.isatty(),
        now=lambda: datetime.now(UTC),
        seconds=time.monotonic,
    )
    sys.exit(run(sys.argv[1:], world))


def _program(called: str, uv: str) -> str:
    """How the seller typed the command, for the commands we suggest; `uv run` tells its own path in UV."""
    if called.endswith("__main__.py"):
        return "python -m generator"
    return "uv run etalase" if uv else "etalase"


def run(arguments: Sequence[str], world: World) -> int:
    """What these arguments ask for; returns the exit code."""
    language = language_of(arguments, world.environment)
    Catalogue.compiled_before = None
    with contextlib.suppress(Unsure, OSError):
        Catalogue.compiled_before = Kept(Path(own_folder("catalogues", world.environment, make=True)), this_program())
    words = Catalogue.english() if language == "en" else Catalogue.from_po(language, catalogue_text(language))
    try:
        try:
            with program.make_context(world.program, list(arguments), obj=Session(world, words)) as context:
                code = program.invoke(context)
            sys.stdout.flush()
        except click.exceptions.Exit as done:
            return done.exit_code
        except click.UsageError as error:
            click.echo(mistake(error, words, world.program), err=True)
            return MISUSED
        except ProblemsFound as found:
            _tell(found, words)
            return PROBLEMS
        except (click.Abort, KeyboardInterrupt):
            click.echo("\n" + words.text("Stopped."), err=True)
            return STOPPED
    except BrokenPipeError:
        _stop_writing()
        return UNREAD
    return code if isinstance(code, int) else FINE


def _tell(found: ProblemsFound, words: Catalogue) -> None:
    from generator.report.terminal import Screen  # noqa: PLC0415

    Screen(sys.stderr).problems(found.problems, words)


def _stop_writing() -> None:
    """Whoever read our output left (`etalase check | head`). What is still buffered has nowhere to go; without this
    Python would complain about it at the end. docs.python.org/3/library/signal.html#note-on-sigpipe"""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
