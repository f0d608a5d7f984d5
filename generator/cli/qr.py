"""`etalase qr`: the codes that lead to a shop, as files to print.

Owns the folder they go into and the lines about each. What a code says and how it is drawn is decided by the same
draft that a build makes.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.findings import below, tell
from generator.cli.session import LANGUAGES, Session, cache_of, moment, shop_folder, zone_of
from generator.cli.speech import Misused, Spoken
from generator.problems import Kind, Mark, ProblemsFound, problem

if TYPE_CHECKING:
    from generator.media.sitecodes import Print

FOLDER = "qr"
"""Where the files go unless the seller says another place, in the shop's folder."""

NO_ADDRESS = Kind(
    "qr-no-address",
    "Without `url` nobody knows where the shop will be, so no code can lead there.",
    "Write `url: https://…/` in content/shop.yaml, with the address that you will publish at.",
)
TAKEN = Kind(
    "qr-file-taken",
    "This file exists already and holds something else.",
    "Move it away, or choose another folder with --out.",
)


@click.command(cls=Spoken)
@click.argument("slug", required=False, metavar="[SLUG]")
@click.option("--out", metavar="FOLDER", help="Where to put the files; without it, qr/ in the shop's folder.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages: id or en.")
@click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one.")
@click.pass_context
def qr(context: click.Context, /, *, slug: str | None, out: str | None, **_: object) -> int:
    """Write the QR codes of the shop, its POs and its contact as SVG and PNG to print; with a SLUG only that one."""
    from generator.build import draft  # noqa: PLC0415
    from generator.media.sitecodes import for_print  # noqa: PLC0415
    from generator.report.display import visible  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415

    session: Session = context.obj
    root, screen, words = shop_folder(context), Screen(sys.stdout), session.catalogue
    try:
        made = draft(root, moment(context, session, zone_of(root)), cache=cache_of(root))
    except ProblemsFound as failure:
        tell(failure.problems, session, Screen(sys.stderr), below=below(context))
        return 1
    codes = {code.stem: code for code in made.site_codes().values()}
    chosen = tuple(_chosen(codes, slug, has_address=bool(made.site.shop.url)))
    folder = Path(out) if out else root / FOLDER
    prints = [for_print(codes[stem]) for stem in chosen]
    for each in prints:
        _write(folder, each)
        address = each.text if each.text.startswith("http") else words.text("the contact card")
        names = ", ".join(f"{each.stem}.{ending}" for ending in each.files)
        screen.say(f"{names}  {visible(address)}")
        screen.say("  " + words.text("print it at least {cm} cm wide", cm=_cm(each.least_cm, words.language)))
    screen.say(words.text("They are in {folder}.", folder=folder.as_posix()))
    if not made.site.shop.url:
        screen.say(words.text(NO_ADDRESS.fix))
    return 0


def _chosen(codes: Iterable[str], slug: str | None, *, has_address: bool) -> Iterator[str]:
    """The codes that are asked for, by the beginnings of their files' names: `melati-7` is `po-melati-7`."""
    known = list(codes)
    wanted = [stem for stem in known if slug in (None, stem, stem.removeprefix("po-"))]
    if wanted:
        yield from wanted
        return
    if not has_address and slug != "kontak":
        raise ProblemsFound([problem(NO_ADDRESS, mark=Mark("content/shop.yaml"))])
    names = [stem.removeprefix("po-") for stem in known]
    near = difflib.get_close_matches(slug or "", names, 1, 0.6)
    if near:
        raise Misused("There is no code “{name}”. Did you mean “{near}”?", name=slug, near=near[0])
    raise Misused("There is no code “{name}”.", name=slug)


def _write(folder: Path, made: Print) -> None:
    """Both files of a code; one that holds the same already is left as it is."""
    from generator.contentfile import create  # noqa: PLC0415

    for ending, content in made.files.items():
        file = folder / f"{made.stem}.{ending}"
        if not file.exists():
            create(folder.parent, f"{folder.name}/{file.name}", content)
        elif file.read_bytes() != content:
            raise ProblemsFound([problem(TAKEN, mark=Mark(file.as_posix()))])


def _cm(width: float, language: str) -> str:
    shown = f"{width:g}"
    return shown if language == "en" else shown.replace(".", ",")
