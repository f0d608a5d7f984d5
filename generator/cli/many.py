"""Many shops in one run, side by side: `etalase build shops/* --out sites/`.

Owns which folders are built into which, and what is said of them all. One shop's mistake, or the death of the process
that builds it, stops no other; its site stays as it was.
"""

from __future__ import annotations

import gc
import glob
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from generator.cli.buildserver import screen_on
from generator.cli.findings import tell
from generator.cli.profile import hands_for
from generator.cli.session import PRIVATE, Session, cache_of, is_shop, moment, moment_of, said, zone_of
from generator.cli.speech import Misused
from generator.hands import Done, Lost, spread
from generator.memory import Memory, Shared
from generator.problems import Problem, ProblemsFound, Severity
from generator.report.display import visible
from generator.structs import Frozen, replace
from generator.watch import UNWATCHED


class Task(Frozen):
    """One shop to build. `at`, `epoch` and `now` say for which moment; the shop's zone says the rest."""

    root: Path
    into: Path
    at: str | None
    epoch: str
    now: datetime


class Outcome(Frozen):
    """What became of it."""

    problems: tuple[Problem, ...]
    broken: bool = False
    changed: bool = False


def build_many(
    context: click.Context, shops: Sequence[str], out: str | None, *, jobs: int | None, profile: bool, quiet: bool
) -> int:
    """Builds each shop into a folder of its name in `out`; 1 where one of them is broken. Raises Misused."""
    session: Session = context.obj
    words, now = session.catalogue, session.world.now()
    if profile or said(context, "root"):
        raise Misused("--profile and --root are for one shop.")
    moment(context, session, zone_of(Path()))  # what is typed wrong is wrong for all
    hands, folders = hands_for(jobs, UNWATCHED), _folders(shops, out)
    at, epoch = said(context, "at"), session.world.environment.get("SOURCE_DATE_EPOCH", "")
    tasks = [Task(root, into, at, epoch, now) for root, into in folders]
    began = session.world.seconds()
    gc.enable()  # one process builds many
    from generator import build  # noqa: F401, PLC0415  known to every copy of this process

    errors, waiting = screen_on(sys.stderr, session), dict[int, Outcome | Lost]()
    broken = changed = told = 0
    for number, found in spread(build_one, tasks, hands.jobs):
        waiting[number] = found.result if isinstance(found, Done) else found
        while told in waiting:  # in the order that was asked for
            outcome = waiting.pop(told)
            _tell(tasks[told].root, outcome, session, quiet=quiet)
            broken += isinstance(outcome, Lost) or outcome.broken
            changed += isinstance(outcome, Outcome) and outcome.changed
            told += 1
    counts = (
        words.plural("{count} shop", "{count} shops", len(tasks)),
        words.plural("{count} built", "{count} built", changed),
        words.plural("{count} up to date already", "{count} up to date already", len(tasks) - changed - broken),
        words.plural("{count} broken", "{count} broken", broken),
    )
    if broken or not quiet:
        seconds = f"{session.world.seconds() - began:.1f}"
        line = words.text("{counts}, in {seconds} seconds.", counts=", ".join(counts), seconds=seconds)
        (errors if broken else screen_on(sys.stdout, session)).say(line)
    return int(broken > 0)


def _tell(root: Path, outcome: Outcome | Lost, session: Session, *, quiet: bool) -> None:
    """What is wrong with one shop, below its name, with paths that lead there from here."""
    errors, words = screen_on(sys.stderr, session), session.catalogue
    if isinstance(outcome, Lost):
        errors.say(visible(root.as_posix()), "bold")
        if outcome.traceback:
            errors.say(outcome.traceback)
        else:
            errors.say(words.text("The process that built it was ended ({code}); its site stays.", code=outcome.code))
        return
    if not outcome.problems or (quiet and all(each.severity is Severity.HINT for each in outcome.problems)):
        return
    errors.say(visible(root.as_posix()), "bold")
    marked = [
        replace(each, mark=replace(each.mark, file=f"{root.as_posix()}/{each.mark.file}")) if each.mark else each
        for each in outcome.problems
    ]
    same = words.text("Nothing was written; the site stays as it was.") if outcome.broken else ""
    tell(marked, session, errors, below="", headline=same or root.as_posix())
    if same:
        errors.say(same)


_SHARED = Shared()
"""What the shops that one process builds have in common."""


def build_one(task: Task) -> Outcome:
    """Builds and publishes one shop, in whichever process."""
    from generator.build import build  # noqa: PLC0415
    from generator.publish.folder import publish  # noqa: PLC0415

    root = task.root
    try:
        now = moment_of(task.at, task.epoch, task.now, zone_of(root))
        built = build(root, now, cache=cache_of(root), memory=Memory(shared=_SHARED))
        published = publish(built.outputs, task.into, lock_file=root / PRIVATE / "lock")
    except ProblemsFound as failure:
        return Outcome(failure.problems, broken=True)
    return Outcome(built.problems, changed=bool(published.written or published.removed))


def _folders(shops: Sequence[str], out: str | None) -> list[tuple[Path, Path]]:
    """Each shop's folder and the one that its site goes to. Raises Misused for whatever would mix two of them up."""
    if out is None:
        raise Misused(
            "“{found}” is too much here.",
            "One shop's folder is named with --root; several shops need --out FOLDER, where their sites go.",
            found=shops[0],
        )
    # A shell that leaves `*` to the program, as on Windows, hands it on.
    names = [name for each in shops for name in (sorted(glob.glob(each)) if _is_pattern(each) else [each])]  # noqa: PTH207
    if not names:
        raise Misused("No shop is named.", "Name their folders: etalase build shops/* --out sites/")
    seen: dict[Path, str] = {}
    called: dict[str, str] = {}
    found: list[tuple[Path, Path]] = []
    for name in names:
        root = Path(name)
        if not is_shop(root):
            raise Misused("“{folder}” is no shop: it has no content/shop.yaml.", folder=name)
        whole = root.resolve()
        if whole in seen:
            raise Misused("“{folder}” is named twice.", folder=name)
        if (other := called.get(whole.name.casefold())) is not None:
            raise Misused(
                "“{folder}” and “{other}” have the same name, so their sites would be one.",
                "Rename one of the two folders.",
                folder=name, other=other,
            )  # fmt: skip
        seen[whole] = called[whole.name.casefold()] = name
        found.append((root, Path(out) / whole.name))
    above = {folder: name for shop, name in seen.items() for folder in (shop, *shop.parents)}
    contents = {shop / "content": name for shop, name in seen.items()}
    for _, into in found:
        whole = into.resolve()
        inside = (contents.get(folder) for folder in (whole, *whole.parents))
        if there := seen.get(whole.parent) or above.get(whole) or next(filter(None, inside), None):
            raise Misused(
                "The sites cannot go to “{folder}”: the shop “{shop}” is there.",
                "Name another folder with --out.",
                folder=out, shop=there,
            )  # fmt: skip
    return found


def _is_pattern(name: str) -> bool:
    return any(sign in name for sign in "*?[") and not Path(name).exists()
