"""One campaign's file, opened for a command, and written after a look and a yes.

Owns how a campaign is named on the command line, and the order: show, ask, write. It must not know what is changed.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.cli.questions import Questions
from generator.cli.session import LANGUAGES, Session, moment, said, shop_folder, zone_of
from generator.cli.speech import Misused
from generator.problems import Mark, Problem, ProblemsFound, Refused, Severity
from generator.structs import Frozen

if TYPE_CHECKING:
    from generator.editing import Change
    from generator.shop.model.campaign import Campaign
    from generator.shop.model.site import Site
    from generator.source.load import Loaded
    from generator.source.nodes import Document


_F = TypeVar("_F", bound=Callable[..., Any])


def places(command: _F) -> _F:
    """The options of every command here that say where and when."""
    for option in (
        click.option("--at", metavar="MOMENT", help="Act as if it were this moment: 2026-12-09 09:00."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages: id or en."),
        click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one."),
    ):
        command = option(command)
    return command


yes_option = click.option("-y", "--yes", is_flag=True, help="Write without asking, for scripts.")


class Opened(Frozen):
    """A campaign without errors, its file as read (`raw`, `document`), and the shop around it. `now` is in the shop's
    zone; `file` is project-relative."""

    root: Path
    file: str
    raw: bytes
    document: Document
    campaign: Campaign
    site: Site
    loaded: Loaded
    now: datetime

    def refusal(self, refused: Refused) -> ProblemsFound:
        """What cannot be said of this campaign, with its file."""
        return ProblemsFound([Problem(refused.kind, Mark(self.file), parameters=tuple(refused.parameters.items()))])


def load_shop(context: click.Context, session: Session) -> tuple[Path, datetime, Loaded, Site]:
    """The shop in its folder, and now in its zone. Raises `ProblemsFound` when shop.yaml cannot be trusted."""
    from generator.source.load import load_site  # noqa: PLC0415
    from generator.theme.words import known_languages  # noqa: PLC0415

    root = shop_folder(context)
    loaded = load_site(root, languages=known_languages(root))
    if loaded.site is None:
        raise ProblemsFound(loaded.problems)
    _refuse_errors(loaded, "content/shop.yaml")
    return root, moment(context, session, zone_of(root)), loaded, loaded.site


def open_campaign(context: click.Context, session: Session, name: str) -> Opened:
    """The campaign of this name (or path of its file). Raises `Misused` where there is none, `ProblemsFound` where
    its file has errors."""
    from generator.source.yamltree import read_yaml  # noqa: PLC0415

    root, now, loaded, site = load_shop(context, session)
    slug = _slug(name)
    source = loaded.sources.get(("campaigns", slug))
    if source is None:
        known = [str(path[1]) for path in loaded.sources if len(path) == 2 and path[0] == "campaigns"]
        near = difflib.get_close_matches(slug, known, 1, 0.5)
        if near:
            raise Misused("There is no PO “{name}”. Did you mean “{near}”?", name=name, near=near[0])
        raise Misused("There is no PO “{name}”.", "`etalase po list` shows them all.", name=name)
    file = source.document.file
    _refuse_errors(loaded, file)
    raw = (root / file).read_bytes()
    campaign = next((each for each in site.campaigns if each.slug == slug), None)
    document = read_yaml(raw, file)
    if campaign is None or document.problems:
        raise ProblemsFound(document.problems or loaded.problems)
    return Opened(root, file, raw, document, campaign, site, loaded, now)


def _refuse_errors(loaded: Loaded, file: str) -> None:
    errors = [p for p in loaded.problems if p.severity is Severity.ERROR and p.mark and p.mark.file == file]
    if errors:
        raise ProblemsFound(errors)


def _slug(name: str) -> str:
    """`content/campaigns/melati-7.yaml` and `melati-7/campaign.yaml` name a campaign too."""
    path = Path(name)
    if path.name == "campaign.yaml" and path.parent.name:
        return path.parent.name
    return path.stem if path.suffix == ".yaml" else path.name


def write_changes(
    context: click.Context, session: Session, opened: Opened, changes: Sequence[Change], *, yes: bool
) -> int:
    """Show what the changes do to the file, ask, and write it; the exit code."""
    from generator.contentfile import rewrite  # noqa: PLC0415
    from generator.editing import edited  # noqa: PLC0415
    from generator.report.difference import difference_lines  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.source.yamltree import read_yaml  # noqa: PLC0415
    from generator.weekly.aftermath import new_problems  # noqa: PLC0415

    words, screen, errors = session.catalogue, Screen(sys.stdout), Screen(sys.stderr)
    after = edited(opened.raw, opened.file, changes)
    if after == opened.raw:
        screen.say(words.text("The file says so already; nothing was changed."))
        return 0
    for line in difference_lines(opened.raw.decode("utf-8-sig"), after.decode("utf-8-sig"), opened.file):
        screen.say(line)
    screen.say()
    document, keys = read_yaml(after, opened.file), {str(change.path[0]) for change in changes}
    found = new_problems(opened.site, opened.campaign, document, keys, opened.now)
    errors.problems(found, words)
    if any(each.severity is Severity.ERROR for each in found):
        errors.say(words.text("Nothing was written."))
        return 1
    if not Questions(session).agreed("Write it? (y/n)", yes=yes):
        screen.say(words.text("Nothing was written."))
        return 1
    rewrite(opened.root, opened.file, opened.raw, after)
    say_written(context, session, opened.file)
    return 0


def say_written(context: click.Context, session: Session, file: str) -> None:
    """Name the file that was written, and the command that puts it on the site."""
    words = session.catalogue
    root = said(context, "root")
    command = f"{session.world.program} build" + (f" --root {root}" if root else "")
    click.echo(words.text("Written: {path}", path=file))
    click.echo(words.text("Put it on the site: {command}", command=command))
