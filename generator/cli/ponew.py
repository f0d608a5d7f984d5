"""`etalase po new`: the next PO from the last one, looked at before it is written.

Owns the question for the opening and the summary of the copy. What is copied belongs to `weekly`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from generator.cli.campaignfile import Opened, open_campaign, places, say_written, yes_option
from generator.cli.questions import Questions
from generator.cli.session import Session
from generator.cli.speech import Misused, Spoken
from generator.problems import Kind, Mark, Path, ProblemsFound, Refused, problem

if TYPE_CHECKING:
    from generator.page.catalogue import Catalogue
    from generator.shop.moments import Moment
    from generator.weekly.copying import Copy

OPENS_PAST = Kind("opens-past", "{opens} has passed already.", "Give an opening to come.")
_LINES = 8
_LINE_LENGTH = 100


@click.command("new", cls=Spoken)
@click.argument("slug", metavar="NAME")
@click.option("--from", "source", metavar="NAME", required=True, help="The PO to copy: melati-7.")
@click.option("--opens", metavar="MOMENT", help="Its opening; without it, whole weeks later.")
@yes_option
@places
@click.pass_context
def new_campaign(
    context: click.Context, /, *, slug: str, source: str, opens: str | None, yes: bool, **_: object
) -> int:
    """Start the next PO as a copy of an old one: no counts, no news, dates moved."""
    from generator.contentfile import create, create_beside_copies  # noqa: PLC0415
    from generator.editing import edited  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.source.translations import sibling_name  # noqa: PLC0415
    from generator.weekly.copying import plan_copy  # noqa: PLC0415

    session: Session = context.obj
    old = open_campaign(context, session, source)
    file = _new_file(old, slug)
    opening, days = _opening(old, session, opens, yes=yes)
    copy = plan_copy(old.site, old.campaign, old.document, days=days, opens=opening)
    text = edited(old.raw, old.file, copy.changes)
    words = tuple(_words(old, text))
    screen = Screen(sys.stdout)
    screen.say(session.catalogue.text("{new}, from {old}", new=file, old=old.file), "bold")
    for line in _summary(copy, text.decode("utf-8-sig"), old.campaign.slug, session.catalogue):
        screen.say(line)
    screen.say()
    if not Questions(session).agreed("Write it? (y/n)", yes=yes):
        screen.say(session.catalogue.text("Nothing was written."))
        return 1
    if PurePosixPath(file).name == "campaign.yaml":
        siblings = [PurePosixPath(sibling_name(old.file, language)).name for language, _ in words]
        left = (*_tables_of_counts(old), *siblings)
        create_beside_copies(old.root, file, text, source=old.file, without=left)
    else:
        create(old.root, file, text)
    for language, said in words:
        create(old.root, sibling_name(file, language), said)
    say_written(context, session, file)
    return 0


def _words(old: Opened, text: bytes) -> Iterator[tuple[str, bytes]]:
    """What the old PO says in other languages, without what its copy does not say: language and file."""
    from generator.editing import Change, edited  # noqa: PLC0415
    from generator.source.nodes import Mapping  # noqa: PLC0415
    from generator.source.translations import sibling_name  # noqa: PLC0415
    from generator.source.yamltree import read_yaml  # noqa: PLC0415

    kept = read_yaml(text, old.file).root
    for language in old.site.shop.published[1:]:
        file = sibling_name(old.file, language)
        if file not in old.loaded.listed:
            continue
        raw = (old.root / file).read_bytes()
        said = read_yaml(raw, file).root
        keys = [entry.key.text for entry in said.entries] if isinstance(said, Mapping) else []
        gone = [key for key in keys if not (isinstance(kept, Mapping) and kept.get(key))]
        if len(gone) < len(keys):
            yield language, edited(raw, file, [Change((key,), None) for key in gone])


def _new_file(old: Opened, slug: str) -> str:
    """Where the copy goes: beside the old file, in a folder of its own where the old one has one."""
    from generator.contentfile import EXISTS  # noqa: PLC0415
    from generator.paths import check_slug  # noqa: PLC0415

    try:
        check_slug(slug)
    except Refused as refused:
        raise Misused.because(refused) from None
    flat, folder = f"content/campaigns/{slug}.yaml", f"content/campaigns/{slug}/campaign.yaml"
    taken = old.loaded.sources.get(("campaigns", slug))
    if taken or (old.root / flat).exists() or (old.root / folder).parent.exists():
        raise ProblemsFound([problem(EXISTS, mark=Mark(taken.document.file if taken else flat))])
    return folder if PurePosixPath(old.file).name == "campaign.yaml" else flat


def _opening(old: Opened, session: Session, given: str | None, *, yes: bool) -> tuple[Moment | None, int]:
    """The opening that was said, if any, and how many days later everything is."""
    from generator.shop.moments import parse_moment  # noqa: PLC0415
    from generator.weekly.copying import days_to_next, opening_after  # noqa: PLC0415
    from generator.weekly.dates import written  # noqa: PLC0415

    days, before = days_to_next(old.campaign, old.now), old.campaign.opens
    if before is None:
        if given is not None:
            raise Misused("The old PO says no `opens`, so there is nothing to move to {opens}.", opens=given)
        return None, days
    usual = opening_after(before, days)

    def read(text: str) -> Moment:
        if not text.strip():
            return usual
        said = parse_moment(text, old.site.shop.timezone)
        opens = said if said.has_time else opening_after(before, (said.day - before.day).days)
        if opens.at <= old.now:
            raise Refused(OPENS_PAST, opens=written(opens))
        return opens

    ask = Questions(session)
    if given is None and (yes or not ask.interactive):
        return None, days
    question = session.catalogue.text("When does it open? (Enter: {opens})", opens=written(usual))
    opens = ask.until_right("--opens", question, given, read)
    return opens, (opens.day - before.day).days


def _tables_of_counts(old: Opened) -> tuple[str, ...]:
    """The names of tables beside the file that only the counts of the old batch stand in."""
    from generator.source.nodes import plain  # noqa: PLC0415

    said = plain(old.document.root)
    taken = said.get("taken")
    return (taken,) if isinstance(taken, str) and taken != said.get("items") else ()


def _summary(copy: Copy, text: str, old: str, words: Catalogue) -> Iterator[str]:
    """What the copy of the PO `old` moves and leaves out, and which of its lines want reading."""
    from generator.report.display import in_sentence  # noqa: PLC0415
    from generator.weekly.copying import lines_to_read  # noqa: PLC0415

    if copy.batch:
        yield f"batch: {copy.batch.before} → {copy.batch.after}"
    moved = [each for each in copy.moved if each.before != each.after]
    if moved and copy.days % 7:
        yield words.plural("{count} day later:", "{count} days later:", copy.days)
    elif moved:
        yield words.plural("{count} week later, same weekdays:", "{count} weeks later, same weekdays:", copy.days // 7)
    for each in moved:
        yield "  " + in_sentence(f"{_place(each.path)}: {each.before} → {each.after}", _LINE_LENGTH)
    if copy.reopened:
        places = ", ".join(_place(path[:-1]) for path in copy.reopened)
        yield words.text("Can be ordered again: {places}", places=places)
    if copy.left_out:
        yield words.text("Left out: {keys}", keys=", ".join(copy.left_out))
    lines = lines_to_read(text, old)
    if lines:
        yield words.text("Read these lines again; they may speak of the old batch:")
    for number, line in lines[:_LINES]:
        yield f"  {number}: {in_sentence(line, _LINE_LENGTH)}"
    if len(lines) > _LINES:
        yield "  " + words.text("… and {count} more", count=len(lines) - _LINES)


def _place(path: Path) -> str:
    """`items[1].early.until`, counted from 1 as people do."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
