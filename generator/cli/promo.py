"""`etalase promo`: everything to post and to print around a PO, in a folder.

Owns the options, which kits are made, and what is told. What a kit holds belongs to `cards/kit`.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.campaignfile import places
from generator.cli.findings import below, tell
from generator.cli.session import Session, cache_of, moment, shop_folder, zone_of
from generator.cli.speech import Misused, Spoken
from generator.problems import ProblemsFound, Severity
from generator.shop.schedule import State

if TYPE_CHECKING:
    from generator.draft import Draft
    from generator.shop.model.campaign import Campaign

FOLDER = "promo"
_OVER = (State.DONE, State.CANCELLED)


@click.command(cls=Spoken)
@click.argument("slug", metavar="[NAME]", required=False)
@click.option("--out", metavar="FOLDER", help="Where to write; without it, promo in the shop's folder.")
@places
@click.pass_context
def promo(context: click.Context, /, *, slug: str | None, out: str | None, **_: object) -> int:
    """Write pictures, captions, posters and price lists to post and to print: of one PO, or of the shop and every PO
    that is not over."""
    from generator.build import draft  # noqa: PLC0415
    from generator.publish.kit import file_kit  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415

    session: Session = context.obj
    root, screen, errors = shop_folder(context), Screen(sys.stdout), Screen(sys.stderr)
    words = session.catalogue
    try:
        made = draft(root, moment(context, session, zone_of(root)), cache=cache_of(root))
    except ProblemsFound as failure:
        tell(failure.problems, session, errors, below=below(context))
        return 1
    chosen = _chosen(made, slug)
    if found := [each for each in made.problems if each.severity is not Severity.HINT]:
        tell(found, session, errors, below=below(context))
    if not made.site.shop.url:
        errors.say(words.text("Without `url` in shop.yaml there is no link and no code to scan on them."))
    folder = Path(out) if out else root / FOLDER
    filed = file_kit(folder, _told(made, chosen, errors.is_terminal))
    screen.say(
        words.text(
            "{folder}: {written} written, {unchanged} unchanged.",
            folder=folder.as_posix(), written=len(filed.written), unchanged=len(filed.unchanged),
        )
    )  # fmt: skip
    for path in filed.kept:
        errors.say(
            words.text("{path} is not ours or was changed, and stays as it is.", path=(folder / path).as_posix())
        )
    for notice in made.shelf.notices():
        screen.say(notice)
    return 0


def _chosen(made: Draft, slug: str | None) -> list[Campaign | None]:
    """The POs to make kits of; None is the shop itself."""
    if slug is None:
        going = [c for c in made.site.campaigns if not c.archived and made.context.standing(c.slug).state not in _OVER]
        return [None, *going]
    name = Path(slug).stem
    found = [campaign for campaign in made.site.campaigns if campaign.slug == name]
    if not found:
        near = difflib.get_close_matches(name, [campaign.slug for campaign in made.site.campaigns], 1, 0.5)
        if near:
            raise Misused("There is no PO “{name}”. Did you mean “{near}”?", name=slug, near=near[0])
        raise Misused("There is no PO “{name}”.", "`etalase po list` shows them all.", name=slug)
    return list(found)


def _told(made: Draft, chosen: list[Campaign | None], telling: bool) -> Iterator[tuple[str, bytes]]:  # noqa: FBT001
    from generator.cards.kit import kit  # noqa: PLC0415

    for campaign in chosen:
        for path, content in kit(made.shelf.studio, made.context, campaign):
            if telling:
                click.echo(f"  {path}", err=True)
            yield path, content
