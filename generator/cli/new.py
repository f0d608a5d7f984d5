"""`etalase new`: asks three questions, writes a first shop, and says what to type next.

Owns the questions. What is written belongs to `starter`.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from generator.cli.questions import Questions
from generator.cli.session import LANGUAGES, Session, moment, zone_of
from generator.cli.speech import Misused, Spoken
from generator.report.display import in_sentence


@click.command(cls=Spoken)
@click.argument("folder")
@click.option("--name", metavar="TEXT", help="The shop's name.")
@click.option("--whatsapp", metavar="NUMBER", help="The WhatsApp number that takes orders: 0812-3456-789.")
@click.option("--city", metavar="TEXT", help="Where you work from; may be left out.")
@click.option("--demo", is_flag=True, help="Copy the demo shop instead, to look around in.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages and of the new files: id or en.")
@click.pass_context
def new(
    context: click.Context,
    /,
    *,
    folder: str,
    name: str | None,
    whatsapp: str | None,
    city: str | None,
    demo: bool,
    **_: object,
) -> int:
    """Start a shop in a new FOLDER."""
    from generator import starter  # noqa: PLC0415

    session: Session = context.obj
    words = session.catalogue
    home = Path(folder)
    if demo:
        starter.copy_demo(home)
    else:
        starter.check_empty(home)  # before anyone answers questions for nothing
        ask = Questions(session)
        shop = ask.until_right("--name", "What is your shop called?", name, _some_name)
        phone = ask.until_right("--whatsapp", "Which WhatsApp number takes orders?", whatsapp, starter.check_whatsapp)
        town = starter.check_name(ask.once("In which city are you? (Enter: leave it out)", city))
        now = moment(context, session, zone_of(home))
        starter.write_starter(home, starter.Answers(shop, phone, town), language=words.language, now=now)
    starter.write_schemas(home, words.unfilled)
    click.echo(words.text("Your shop is in {folder}. Next:", folder=in_sentence(folder, 200)))
    for command in _next_commands(session.world.program, folder):
        click.echo(f"  {command}")
    return 0


def _some_name(text: str) -> str:
    from generator.starter import check_name  # noqa: PLC0415

    name = check_name(text)
    if not name:
        raise Misused("The name is empty.")
    return name


def _next_commands(program: str, folder: str) -> tuple[str, str]:
    """Two commands to type. `uv run` and `python -m` find the program only from the folder they are used in."""
    place = f'"{folder}"' if os.name == "nt" and " " in folder else folder if os.name == "nt" else shlex.quote(folder)
    if program == "etalase":
        return f"cd {place}", f"{program} serve"
    return f"{program} serve --root {place}", f"{program} build --root {place}"
