"""`etalase po`: the list of all POs, and one word about one of them.

Owns the options and which fact a command says. What a fact does to a file belongs to `weekly`, the way into the file
to `campaignfile`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import click

from generator.cli.campaignfile import Opened, load_shop, open_campaign, places, write_changes, yes_option
from generator.cli.ponew import new_campaign
from generator.cli.questions import Questions
from generator.cli.session import Session
from generator.cli.speech import Misused, Spoken, SpokenGroup
from generator.problems import Refused, Severity

if TYPE_CHECKING:
    from generator.editing import Change
    from generator.shop.moments import Moment
    from generator.weekly.subject import Subject

_T = TypeVar("_T")

_batch = click.option("--batch", metavar="NUMBER", help="Which window, in a PO that repeats.")


@click.group(cls=SpokenGroup, invoke_without_command=True, subcommand_metavar="COMMAND")
@places
@click.pass_context
def po(context: click.Context, /, **_: object) -> None:
    """List your POs, start the next one, or say that one is full, extended, cancelled or done."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


po.add_command(new_campaign)


@po.command("list", cls=Spoken)
@click.option("--json", "as_records", is_flag=True, help="Print the list as JSON.")
@places
@click.pass_context
def list_campaigns(context: click.Context, /, *, as_records: bool, **_: object) -> int:
    """Show where every PO stands, and what happens to it next."""
    from generator.report.agenda import agenda_json, show_agenda  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.weekly.agenda import agenda  # noqa: PLC0415

    session: Session = context.obj
    _root, now, loaded, site = load_shop(context, session)
    broken = {p.mark.file for p in loaded.problems if p.severity is Severity.ERROR and p.mark}
    unsure = {path[1]: source.document.file for path, source in loaded.sources.items() if path[0] == "campaigns"}
    wrong = {str(slug): file for slug, file in unsure.items() if file in broken}
    rows = [row for row in agenda(site, now) if row.slug not in wrong]
    screen, errors = Screen(sys.stdout), Screen(sys.stderr)
    if as_records:
        screen.say(agenda_json(rows, session.catalogue))
    elif rows:
        show_agenda(rows, screen, session.catalogue)
    elif not wrong:
        screen.say(session.catalogue.text("There is no PO yet."))
    for file in wrong.values():
        errors.say(
            session.catalogue.text("{file} has mistakes and is left out; `etalase check` names them.", file=file)
        )
    return int(bool(wrong))


@po.command(cls=Spoken)
@click.argument("slug", metavar="NAME")
@yes_option
@places
@click.pass_context
def full(context: click.Context, /, *, slug: str, yes: bool, **_: object) -> int:
    """Say that nothing is left from now on."""
    from generator.weekly.facts import say_full  # noqa: PLC0415

    return _say(context, slug, lambda about, opened: say_full(about, opened.now), yes=yes)


@po.command(cls=Spoken)
@click.argument("slug", metavar="NAME")
@click.option("--to", metavar="MOMENT", help="The new closing: 2026-12-22 23:59.")
@click.option("--why", metavar="TEXT", help="The reason, which buyers read.")
@_batch
@yes_option
@places
@click.pass_context
def extend(
    context: click.Context, /, *, slug: str, to: str | None, why: str | None, batch: str | None, yes: bool, **_: object
) -> int:
    """Close later; the closing first announced stays on the page."""
    from generator.weekly import facts  # noqa: PLC0415

    def changes(about: Subject, opened: Opened) -> tuple[Change, ...]:
        ask = Questions(context.obj)
        closes = ask.until_right("--to", "When does it close now?", to, lambda text: _closing(text, opened))
        return facts.extend(about, opened.now, to=closes, why=_read(why, _words) or "")

    return _say(context, slug, changes, batch=batch, yes=yes)


@po.command(cls=Spoken)
@click.argument("slug", metavar="NAME")
@click.option("--why", metavar="TEXT", help="The reason, which buyers read.")
@click.option("--refund-until", metavar="MOMENT", help="When all money is back at the latest: 2026-12-31.")
@_batch
@yes_option
@places
@click.pass_context
def cancel(
    context: click.Context,
    /,
    *,
    slug: str,
    why: str | None,
    refund_until: str | None,
    batch: str | None,
    yes: bool,
    **_: object,
) -> int:
    """Call the PO off, with the reason."""
    from generator.weekly import facts  # noqa: PLC0415

    def changes(about: Subject, opened: Opened) -> tuple[Change, ...]:
        ask = Questions(context.obj)
        reason = ask.until_right("--why", "Why is it called off? (buyers read this)", why, _some_reason)
        until = _read(refund_until, lambda text: _closing(text, opened))
        return facts.cancel(about, opened.now, why=reason, refund_until=until)

    return _say(context, slug, changes, batch=batch, yes=yes)


@po.command(cls=Spoken)
@click.argument("slug", metavar="NAME")
@click.option("--date", metavar="DAY", help="The day the last parcel was really shipped; without it, today.")
@click.option("--quantity", metavar="NUMBER", help="How many orders or pieces went out.")
@click.option("--note", metavar="TEXT", help="How it went, which buyers read.")
@_batch
@yes_option
@places
@click.pass_context
def done(
    context: click.Context,
    /,
    *,
    slug: str,
    date: str | None,
    quantity: str | None,
    note: str | None,
    batch: str | None,
    yes: bool,
    **_: object,
) -> int:
    """Say that the last parcel was shipped."""
    from generator.shop.moments import parse_moment  # noqa: PLC0415
    from generator.shop.quantities import parse_count  # noqa: PLC0415
    from generator.weekly import facts  # noqa: PLC0415

    def changes(about: Subject, opened: Opened) -> tuple[Change, ...]:
        return facts.finish(
            about,
            opened.now,
            date=_read(date, lambda text: parse_moment(text, _zone(opened))),
            quantity=_read(quantity, parse_count),
            note=_read(note, _words) or "",
        )

    return _say(context, slug, changes, batch=batch, yes=yes, finished=True)


def _say(
    context: click.Context,
    slug: str,
    changes: Callable[[Subject, Opened], tuple[Change, ...]],
    *,
    yes: bool,
    batch: str | None = None,
    finished: bool = False,
) -> int:
    """Say a fact of a campaign: work out the changes, show them, ask, write."""
    from generator.shop.quantities import parse_count  # noqa: PLC0415
    from generator.weekly.subject import subject  # noqa: PLC0415

    session: Session = context.obj
    opened = open_campaign(context, session, slug)
    window = _read(batch, parse_count)
    try:
        about = subject(
            opened.campaign, opened.document, batch=window, now=opened.now, zone=_zone(opened), finished=finished
        )
        wanted = changes(about, opened)
    except Refused as refused:
        raise opened.refusal(refused) from None
    return write_changes(context, session, opened, wanted, yes=yes)


def _zone(opened: Opened) -> ZoneInfo:
    return opened.site.shop.timezone


def _closing(text: str, opened: Opened) -> Moment:
    from generator.shop.moments import parse_moment  # noqa: PLC0415

    return parse_moment(text, _zone(opened), end_of_day=True)


def _read(given: str | None, read: Callable[[str], _T]) -> _T | None:
    """An option's value as `read` understands it. Raises `Misused`."""
    try:
        return None if given is None else read(given)
    except Refused as refused:
        raise Misused.because(refused) from None


def _words(text: str) -> str:
    """A text as the model reads it. Raises `Refused` for one that is too long or says nothing."""
    from generator.shop.model import reading  # noqa: PLC0415

    return reading.text(text, reading.Reading()).everything()


def _some_reason(text: str) -> str:
    if not text.strip():
        raise Misused("The reason is empty.")
    return _words(text)
