"""The commands: what each one takes, calls and says.

Owns options, help texts (message ids, translated when shown) and what goes to which stream. The work is done by the
parts it imports when a command runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.cli.buildserver import screen_on
from generator.cli.findings import below, tell
from generator.cli.session import LANGUAGES, PRIVATE, Session, cache_of, moment, said, shop_folder, zone_of
from generator.cli.speech import Commands, EndsSoon, Spoken, SpokenGroup
from generator.problems import Problem, ProblemsFound, Severity
from generator.watch import UNWATCHED, Watch

if TYPE_CHECKING:
    from generator.build import Built
    from generator.lasting import Lasting
    from generator.report.terminal import Screen

OUTPUT = "output"

SCHEMAS = ("shop", "links", "marketplaces", "defaults", "campaign", "page")
"""The kinds of file that have a schema; said here too, so that help needs no model."""

_F = TypeVar("_F", bound=Callable[..., Any])


def _places(command: _F) -> _F:
    """The options that may stand before or after the command's name."""
    for option in (
        click.option("--at", metavar="MOMENT", help="Build for this moment: 2026-12-09 09:00."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages: id or en."),
        click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one."),
    ):
        command = option(command)
    return command


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  slow to import

        try:
            number = version("etalase")
        except PackageNotFoundError:
            number = "0"
        click.echo(f"etalase {number}")
        context.exit()


_HELP = {"help_option_names": ["-h", "--help"]}


_ELSEWHERE = ("ci", "deploy", "new", "po", "promo", "qr", "qris", "serve", "themes", "translate")


@click.group(
    cls=SpokenGroup, commands=Commands("generator.cli", _ELSEWHERE), invoke_without_command=True,
    subcommand_metavar="COMMAND", context_settings=_HELP,
)  # fmt: skip
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
@_places
@click.pass_context
def program(context: click.Context, /, **_: object) -> None:
    """Turn a few YAML files into a shop window for pre-orders."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@program.command(cls=EndsSoon)
@click.argument("shops", nargs=-1, metavar="[SHOP]...")
@click.option("--out", metavar="FOLDER", help="Build many shops, each into a folder of its name in here.")
@click.option("--jobs", type=int, metavar="COUNT", help="Work in so many processes at most; without it, as pays.")
@click.option("--profile", is_flag=True, help="Say where the time went.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@_places
@click.pass_context
def build(
    context: click.Context, /, *, shops: tuple[str, ...], out: str | None, jobs: int | None, profile: bool, quiet: bool,
    **_: object,
) -> int:  # fmt: skip
    """Build the site: content/ becomes output/. Many shops at once: etalase build shops/* --out sites/"""
    if shops or out is not None:
        from generator.cli.many import build_many  # noqa: PLC0415

        return build_many(context, shops, out, jobs=jobs, profile=profile, quiet=quiet)
    from generator.cli.profile import Stopwatch  # noqa: PLC0415
    from generator.cli.remembered import Told, leave, noted, remember, results_of  # noqa: PLC0415
    from generator.publish.folder import publish  # noqa: PLC0415

    session: Session = context.obj
    root, errors = shop_folder(context), screen_on(sys.stderr, session)
    before = noted(root, session)
    zone = zone_of(root)
    began = session.world.seconds()
    watch = Stopwatch(session.world.seconds) if profile else UNWATCHED
    results = results_of(root, root / OUTPUT, session, before)
    try:
        built = _built(root, moment(context, session, zone), session, errors, jobs=jobs, watch=watch, results=results)
    except ProblemsFound as failure:
        same = session.catalogue.text("Nothing was written; the site stays as it was.")
        tell(failure.problems, session, errors, below=below(context), headline=same)
        errors.say(same)
        return 1
    told = Told(built, session, zone, (root / OUTPUT / "index.html").as_posix(), below(context), quiet)
    told.problems(errors)
    watch.stage("Writing", len(built.outputs))
    published = publish(built.outputs, root / OUTPUT, lock_file=root / PRIVATE / "lock")
    told.publication(screen_on(sys.stdout, session), published, session.world.seconds() - began)
    if isinstance(watch, Stopwatch):
        for line in watch.lines(len(published.written) + len(published.removed), session.catalogue):
            screen_on(sys.stdout, session).say(line)
    leave(results)
    remember(before, told, published, root / OUTPUT)
    return 0


@program.command(cls=EndsSoon)
@click.option("--strict", is_flag=True, help="Warnings fail too (hints never do).")
@click.option("--json", "as_records", is_flag=True, help="Print the problems as JSON.")
@click.option("--online", is_flag=True, help="Ask every place that your links lead to whether it is still there.")
@_places
@click.pass_context
def check(context: click.Context, /, *, strict: bool, as_records: bool, online: bool, **_: object) -> int:
    """Look for mistakes; nothing is written to output/."""
    from generator.report.machine import as_json  # noqa: PLC0415

    session: Session = context.obj
    found: tuple[Problem, ...]
    try:
        root = shop_folder(context)
        now = moment(context, session, zone_of(root))
        found = _built(root, now, session, screen_on(sys.stderr, session), pictures=False).problems
    except ProblemsFound as failure:
        found = failure.problems
    screen = screen_on(sys.stdout, session)
    if online:
        asked, said = _asked_outside(context, session)
        found = (*found, *asked)
        if not as_records:
            screen.say(said)
    if as_records:
        screen.command(as_json(found, session.catalogue))
    else:
        tell(found, session, screen, below=below(context))
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(problem.severity in fatal for problem in found))


@program.command(cls=Spoken)
@click.argument("name", required=False, type=click.Choice(SCHEMAS))
@_places
@click.pass_context
def schema(context: click.Context, /, *, name: str | None, **_: object) -> int:
    """Write content/.schema/, which lets editors complete and underline; with a NAME, print that one."""
    from generator.starter import schema_text, write_schemas  # noqa: PLC0415

    session: Session = context.obj
    if name:
        click.echo(schema_text(name, session.catalogue.unfilled), nl=False)
        return 0
    root = Path(said(context, "root") or ".")
    for path in write_schemas(root, session.catalogue.unfilled):
        click.echo(session.catalogue.text("Written: {path}", path=(root / path).as_posix()))
    return 0


def _asked_outside(context: click.Context, session: Session) -> tuple[tuple[Problem, ...], str]:
    """What is wrong with the links that leave the shop, and a line about the round."""
    from generator.outside import check_links  # noqa: PLC0415
    from generator.report.progress import progress  # noqa: PLC0415
    from generator.source.load import load_site  # noqa: PLC0415

    root, words = shop_folder(context), session.catalogue
    with progress(screen_on(sys.stderr, session), words, session.world.seconds, doing="Asking") as step:
        found, asked, shut = check_links(
            load_site(root), cache=root / PRIVATE / "cache", now=session.world.now(), step=step
        )
    said = words.plural("{count} link was asked for.", "{count} links were asked for.", asked)
    if shut:
        said += " " + words.plural(
            "{count} answers people only, so nothing is known of it.",
            "{count} answer people only, so nothing is known of them.",
            shut,
        )
    return found, said


def _built(
    root: Path, now: datetime, session: Session, errors: Screen, *, pictures: bool = True, jobs: int | None = None,
    watch: Watch = UNWATCHED, results: Lasting | None = None,
) -> Built:  # fmt: skip
    from generator.build import build as build_site  # noqa: PLC0415
    from generator.cli.profile import hands_for  # noqa: PLC0415
    from generator.cli.remembered import keep_compiled  # noqa: PLC0415
    from generator.memory import Memory  # noqa: PLC0415
    from generator.report.progress import progress  # noqa: PLC0415

    keep_compiled(session)
    memory = Memory(hands_for(jobs, watch), lasting=results)
    with progress(errors, session.catalogue, session.world.seconds) as step:
        return build_site(root, now, cache=cache_of(root), memory=memory, progress=step, pictures=pictures, watch=watch)
