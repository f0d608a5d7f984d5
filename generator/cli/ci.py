"""`etalase ci`: files with which a build server builds and publishes the shop.

Owns the options, what is written and said. What is in the files belongs to `ci`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.session import LANGUAGES, Session, is_shop, shop_folder, shop_value, zone_of
from generator.cli.speech import Misused, Spoken, SpokenGroup
from generator.problems import Mark, ProblemsFound, problem

if TYPE_CHECKING:
    from generator.ci.writing import Fate
    from generator.page.catalogue import Catalogue


@click.group(cls=SpokenGroup, subcommand_metavar="COMMAND")
def ci(**_: object) -> None:
    """Let a build server build and publish the shop."""


@ci.command(cls=Spoken)
@click.option("--phone", metavar="FOLDER", help="First copy the shop into this new folder, without code, for a phone.")
@click.option("--package", metavar="PACKAGE", help="Which Etalase the server installs; without it, this version.")
@click.option("--force", is_flag=True, help="Replace files that were changed by hand.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages: id or en.")
@click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one.")
@click.pass_context
def github(context: click.Context, /, *, phone: str | None, package: str | None, force: bool, **_: object) -> int:
    """Write a workflow for GitHub: built on every change, every night and when a PO opens or closes."""
    from generator.ci import github as on_github  # noqa: PLC0415
    from generator.ci.hours import crons  # noqa: PLC0415
    from generator.ci.packages import installed, is_requirement  # noqa: PLC0415
    from generator.ci.writing import write_all  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.source.load import NO_SHOP  # noqa: PLC0415
    from generator.structs import replace  # noqa: PLC0415

    session: Session = context.obj
    words, root, screen = session.catalogue, shop_folder(context), Screen(sys.stdout)
    if not is_shop(root):
        raise ProblemsFound([problem(NO_SHOP, mark=Mark("content/shop.yaml"))])
    etalase = installed()
    if package:
        if not is_requirement(package):
            raise Misused(
                "“{found}” names no Etalase that can be installed.",
                "Write etalase==0.1.0, or etalase @ git+https://… with a commit at its end.",
                found=package,
            )
        etalase = replace(etalase, requirement=package)
    place = on_github.lay_out(root, Path(phone)) if phone else on_github.find_place(root)
    offset = session.world.now().astimezone(zone_of(root)).utcoffset()
    assert offset is not None
    hours = crons(_told_apart(root), offset)
    files = on_github.files(place, hours, etalase, words.language, words.unfilled)
    written = write_all(place.repository, files, force=force)
    if not place.code:
        guide = on_github.readme(etalase, words.language)
        written += write_all(place.repository, (guide,), force=False, skip=True)
    for path, fate in written:
        screen.say(_fate(place.repository / path if phone else Path(path), fate, words))
    screen.say()
    for line in _next_lines(words, wanted="" if place.code else etalase.requirement, url=shop_value(root, "url")):
        screen.say(line)
    return 0


def _told_apart(root: Path) -> str:
    """What tells this shop from others, the same on every machine."""
    return "\n".join((shop_value(root, "name"), shop_value(root, "url"))).strip() or root.resolve().name


def _fate(path: Path, fate: Fate, words: Catalogue) -> str:
    from generator.ci.writing import Fate  # noqa: PLC0415

    shown = path.as_posix()
    if fate is Fate.SAME:
        return words.text("As it was: {path}", path=shown)
    if fate is Fate.THEIRS:
        return words.text("Left as it is, since it is yours: {path}", path=shown)
    return words.text("Written: {path}", path=shown)


def _next_lines(words: Catalogue, *, wanted: str, url: str) -> list[str]:
    """What to do now, and what to know of GitHub."""
    lines = [
        words.text("Next:"),
        "  1. " + words.text("Put all of it on GitHub: commit and push, or upload the files in the browser."),
        "  2. " + words.text("There: Settings, Pages, Source: GitHub Actions."),
    ]
    if not url:
        lines.append("  3. " + words.text("Write the address that it shows you there as `url:` into shop.yaml."))
    if wanted:
        lines.append(words.text("The build server installs: {package}", package=wanted))
    lines.append(words.text("GitHub stops builds by the clock after 60 days without a change in the repository."))
    lines.append(
        words.text("It is told at the last commit after 45, 52 and 58 days; any change starts the count again.")
    )
    return lines
