"""`etalase themes`: which themes there are, a new one begun, and whether one keeps the contract.

Owns the options and what goes to which stream. What a theme must do belongs to `themecheck`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.findings import below, tell
from generator.cli.session import (
    LANGUAGES,
    PRIVATE,
    Session,
    cache_of,
    is_shop,
    moment,
    shop_folder,
    shop_value,
    zone_of,
)
from generator.cli.speech import Misused, Spoken, SpokenGroup
from generator.problems import Problem, ProblemsFound, Refused, Severity, in_order, problem
from generator.shipped import demo_folder, themes_folder
from generator.structs import replace

if TYPE_CHECKING:
    from generator.draft import Draft
    from generator.report.themes import ListedTheme

GALLERY = f"{PRIVATE}/themes"
"""Where `--preview` writes, in the shop's folder; safe to delete."""

_lang = click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages: id or en.")
_root = click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one.")


@click.group(cls=SpokenGroup, invoke_without_command=True, subcommand_metavar="[COMMAND]")
@click.option("--preview", is_flag=True, help="Write your shop in every theme to look at, and say where.")
@_lang
@_root
@click.pass_context
def themes(context: click.Context, /, *, preview: bool, **_: object) -> int:
    """List the themes there are, try them on your shop, begin one, check one."""
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.report.themes import theme_lines  # noqa: PLC0415

    if context.invoked_subcommand is not None:
        return 0
    session: Session = context.obj
    root, screen, words = shop_folder(context), Screen(sys.stdout), session.catalogue
    if preview:
        page = _gallery(context, session, root)
        screen.say(words.text("Open it: {page}", page=page))
        return 0
    for line in theme_lines(_listed(root), words):
        screen.say(line)
    command = session.world.program
    screen.say()
    screen.say(words.text("Its options and how to write them: {command}", command=f"{command} themes show etalase"))
    screen.say(words.text("Your shop in each of them: {command}", command=f"{command} themes --preview"))
    screen.say(words.text("While you write: {command}, then add {address}", command=f"{command} serve",
                          address="/__preview/"))  # fmt: skip
    return 0


@themes.command(cls=Spoken)
@click.argument("name", metavar="NAME")
@_lang
@_root
@click.pass_context
def show(context: click.Context, /, *, name: str, **_: object) -> int:
    """Say what can be chosen in a theme, and the lines to paste."""
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.report.themes import option_lines  # noqa: PLC0415
    from generator.theme.package import load_theme  # noqa: PLC0415

    session: Session = context.obj
    theme = load_theme(name, _roots(shop_folder(context)), path=())
    screen = Screen(sys.stdout)
    for line in option_lines(theme.name, theme.description, theme.options, session.catalogue):
        screen.say(line)
    return 0


@themes.command(cls=Spoken)
@click.argument("name", metavar="NAME")
@click.option("--extends", metavar="NAME", default="etalase", help="The theme to build on; without it, etalase.")
@_lang
@_root
@click.pass_context
def new(context: click.Context, /, *, name: str, extends: str, **_: object) -> int:
    """Begin a theme of your own in themes/NAME."""
    from generator.theme.package import themes_in  # noqa: PLC0415
    from generator.themestart import check_parent, check_theme_name, write_theme  # noqa: PLC0415

    session: Session = context.obj
    root, words, command = shop_folder(context), session.catalogue, session.world.program
    try:
        check_theme_name(name, themes_in([themes_folder()]))
        check_parent(extends, _roots(root))
    except Refused as refused:
        raise Misused.because(refused) from None
    for path in write_theme(root, name, extends, language=words.language, program=command):
        click.echo(words.text("Written: {path}", path=path))
    click.echo(words.text("Next:"))
    click.echo("  " + words.text("write `theme: {name}` in content/shop.yaml", name=name))
    click.echo(f"  {command} serve")
    click.echo(f"  {command} themes check {name}")
    return 0


@themes.command(cls=Spoken)
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--strict", is_flag=True, help="Warnings fail too (hints never do).")
@click.option("--json", "as_records", is_flag=True, help="Print the problems as JSON.")
@_lang
@_root
@click.pass_context
def check(context: click.Context, /, *, name: str | None, strict: bool, as_records: bool, **_: object) -> int:
    """Try a theme on sample pages in every state, language and extreme; without a NAME, every theme."""
    from generator.report.machine import as_json  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.theme.package import themes_in  # noqa: PLC0415
    from generator.themecheck.check import check_theme  # noqa: PLC0415

    session: Session = context.obj
    roots, screen, errors = _roots(shop_folder(context)), Screen(sys.stdout), Screen(sys.stderr)
    found: list[Problem] = []
    for each in (name,) if name else themes_in(roots):
        if errors.is_terminal:
            errors.say(session.catalogue.text("Trying {name} …", name=each))
        found += check_theme(each, roots)
    told = in_order(_once(found))
    if as_records:
        screen.say(as_json(told, session.catalogue))
    else:
        tell(told, session, screen, below=below(context))
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(problem.severity in fatal for problem in told))


def _once(found: Sequence[Problem]) -> list[Problem]:
    """A mistake of a parent shows in every theme that builds on it: told once."""
    from generator.themecheck.tally import told_apart  # noqa: PLC0415

    return list({(each.kind, each.mark, told_apart(each)): each for each in reversed(found)}.values())


def _roots(root: Path) -> tuple[Path, Path]:
    from generator.wardrobe import theme_roots  # noqa: PLC0415

    return theme_roots(root)


def _listed(root: Path) -> list[ListedTheme]:
    """The seller's own themes, then those that are shipped, `base` last."""
    from generator.report.themes import ListedTheme  # noqa: PLC0415
    from generator.theme.package import load_theme, themes_in  # noqa: PLC0415

    roots, used = _roots(root), _used(root)
    own = themes_in(roots[:1]) if roots[0].resolve() != roots[1].resolve() else ()
    listed: list[ListedTheme] = []
    for name in sorted(themes_in(roots), key=lambda each: (each not in own, each == "base", each)):
        try:
            theme = load_theme(name, roots, path=())
        except ProblemsFound:
            listed.append(ListedTheme(name, mine=name in own, used=name == used, broken=True))
            continue
        keys = tuple(option.key for option in theme.options)
        listed.append(ListedTheme(name, theme.description, keys, name in own, name == used))
    return listed


def _used(root: Path) -> str:
    if not (root / "content" / "shop.yaml").is_file():
        return ""
    return shop_value(root, "theme") or shop_value(root, "theme", "name") or "etalase"


def _gallery(context: click.Context, session: Session, root: Path) -> str:
    """Write the shop (the demo where there is none) in every theme; the path of the page to open."""
    from generator.report.gallery import gallery_page  # noqa: PLC0415
    from generator.starter import NOT_WRITTEN  # noqa: PLC0415
    from generator.themecheck.gallery import write_gallery  # noqa: PLC0415

    folder = root / GALLERY
    names = [each.name for each in _listed(root)]
    try:
        shown = list(write_gallery(_shop(context, session, root), names, folder))
        page = folder / "index.html"
        page.write_text(gallery_page(shown, session.catalogue, used=_used(root)), encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ProblemsFound([problem(NOT_WRITTEN, file=str(folder), reason=reason)]) from error
    return page.as_posix()


def _shop(context: click.Context, session: Session, root: Path) -> Draft:
    """The shop here, or the demo, which then may wear the themes that lie here."""
    from generator.build import draft  # noqa: PLC0415

    here = root if is_shop(root) else demo_folder().parent
    made = draft(here, moment(context, session, zone_of(here)), cache=cache_of(root))
    return replace(made, root=root)
