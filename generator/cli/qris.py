"""`etalase qris`: says what a QRIS code holds, and how to write it into the shop.

Owns the table and the lines to paste. Reading belongs to `media/qrread`, judging to `shop/qris`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.session import LANGUAGES, Session, said
from generator.cli.speech import Misused, Spoken
from generator.problems import Problem, ProblemsFound, Refused

if TYPE_CHECKING:
    from generator.page.catalogue import Catalogue
    from generator.shop.qris import Qris


@click.command(cls=Spoken)
@click.argument("picture", required=False)
@click.option("--payload", metavar="TEXT", help="The text inside the code, from a QR scanner, instead of a picture.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages: id or en.")
@click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one.")
@click.pass_context
def qris(context: click.Context, /, *, picture: str | None, payload: str | None, **_: object) -> int:
    """Say what the QRIS in a PICTURE holds, and what to write into shop.yaml."""
    from generator.media.qrread import read_qris  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.shop.qris import parse_qris  # noqa: PLC0415

    session: Session = context.obj
    if (picture is None) == (payload is None):
        raise Misused("Name the picture of a QRIS, or give its text with --payload.")
    file = Path(picture).absolute() if picture else None
    try:
        code = read_qris(file, file.parent) if file else parse_qris(payload or "")
    except Refused as refused:
        parameters = tuple(refused.parameters.items())
        raise ProblemsFound([Problem(refused.kind, parameters=parameters, better=refused.instead)]) from None
    screen = Screen(sys.stdout)
    for label, value in _facts(code, session.catalogue):
        screen.say(f"{label:<16}{value}")
    screen.say()
    screen.say(session.catalogue.text("To paste into content/shop.yaml:"))
    screen.say()
    images = Path(said(context, "root") or ".").absolute() / "content" / "images"
    for line in _yaml(code, file.relative_to(images).as_posix() if file and file.is_relative_to(images) else ""):
        screen.say(line)
    return 0


def _facts(code: Qris, words: Catalogue) -> tuple[tuple[str, str], ...]:
    """What the code says, as labels and values; buyers see the first in their bank's app."""
    from generator.report.display import visible  # noqa: PLC0415

    return (
        (words.text("Merchant name"), visible(code.merchant)),
        ("NMID", visible(code.nmid) or words.text("none in the code")),
        (words.text("City"), visible(code.city)),
        (words.text("Type"), words.text("permanent, for any number of payments")),
        ("CRC", words.text("{checksum}, correct", checksum=code.payload[-4:])),
    )


def _yaml(code: Qris, picture: str) -> tuple[str, ...]:
    """The account; a picture that lies among the shop's is named, else the payload stands for it."""
    from generator.starter import as_scalar  # noqa: PLC0415

    source = f"picture: {as_scalar(picture)}" if picture else f"payload: {as_scalar(code.payload)}"
    return ("accounts:", "  - qris:", f"      {source}", f"      name: {as_scalar(code.merchant)}")
