"""`serve`: the live preview, from the first look at the files to Ctrl+C.

Owns the options and what the terminal says. Building, answering and watching are the preview's.
"""

from __future__ import annotations

import secrets
import shutil
import sys
import webbrowser
from datetime import datetime
from typing import TYPE_CHECKING

import click

from generator.cli.session import Session, cache_of, moment, said, shop_folder, zone_of
from generator.cli.speech import Misused, Spoken

if TYPE_CHECKING:
    from generator.preview.session import Rebuilt
    from generator.report.terminal import Screen

EDITORS = {"vscode": "vscode", "cursor": "cursor", "vscodium": "vscodium", "zed": "zed"}
"""Editors that open a place by a link `name://file/<path>:<line>:<column>`, and their scheme."""
_COMMANDS = {"code": "vscode", "cursor": "cursor", "codium": "vscodium", "zed": "zed"}
NO_EDITOR = "none"


@click.command(cls=Spoken)
@click.option("--port", type=click.IntRange(1, 65535), help="The port; without it the first free one from 4321 on.")
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option("--poll", is_flag=True, help="Look at the files by time: for folders whose changes the system hides.")
@click.option("--lan", is_flag=True, help="Let phones in the same network look too; they need the key in the address.")
@click.option("--editor", metavar="NAME", help="vscode, cursor, vscodium, zed, none, or a link with {path} and {line}.")
@click.option("--at", metavar="MOMENT", help="Build for this moment: 2026-12-09 09:00.")
@click.option("--lang", type=click.Choice(("id", "en")), help="The language of messages: id or en.")
@click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one.")
@click.pass_context
def serve(
    context: click.Context,
    /,
    *,
    port: int | None,
    no_open: bool,
    poll: bool,
    lan: bool,
    editor: str | None,
    **_: object,
) -> int:
    """Show the shop in the browser, and every save as you make it."""
    from generator.preview import server  # noqa: PLC0415
    from generator.preview.editor import Editor  # noqa: PLC0415
    from generator.preview.session import Session as Preview  # noqa: PLC0415
    from generator.report.preview import rebuilt_lines  # noqa: PLC0415
    from generator.report.progress import progress  # noqa: PLC0415
    from generator.report.terminal import Screen  # noqa: PLC0415

    session: Session = context.obj
    words, root, screen = session.catalogue, shop_folder(context), Screen(sys.stdout)
    template = editor_link(editor, session.world.environment)
    zone = zone_of(root)
    fixed = moment(context, session, zone).astimezone(zone) if said(context, "at") else None

    def clock() -> datetime:
        return fixed or moment(context, session, zone)

    def tell(done: Rebuilt) -> None:
        if done.broken:
            screen.problems(done.problems, words)
        for line in rebuilt_lines(done, words):
            screen.say(line)

    preview = Preview(root, clock, session.world.seconds, cache=cache_of(root), poll=poll, tell=tell)
    address = server.lan_address() if lan else ""
    if lan and not address:
        raise Misused("This computer is in no network that phones could reach it by.")
    try:
        listening = server.open_socket(port or server.PORT, lan=lan)
    except OSError as error:
        raise Misused("No port is free: {reason}.", reason=str(error)) from error
    with listening:
        number: int = listening.getsockname()[1]
        with progress(Screen(sys.stderr), words, session.world.seconds) as step:
            preview.look(step)
        preview.start()
        try:
            _greet(screen, session, number, asked=port, lan=address, polls=preview.polls and not poll)
            token = secrets.token_urlsafe(16) if lan else ""
            app = server.make_app(
                preview,
                words=words,
                editor=Editor(template, root),
                port=number,
                lan_address=address,
                token=token,
                at=fixed,
            )
            if lan:
                screen.say(f"  http://{address}:{number}/?key={token}")
            if not no_open:
                webbrowser.open(f"http://127.0.0.1:{number}/")
            server.serve(app, listening)
        finally:
            preview.stop()
    screen.say(words.text("The preview has ended."))
    return 0


def _greet(screen: Screen, session: Session, number: int, *, asked: int | None, lan: str, polls: bool) -> None:
    words = session.catalogue
    screen.say(words.text("Your shop: {address}", address=f"http://127.0.0.1:{number}/"))
    screen.say(words.text("All screen sizes: {address}", address=f"http://127.0.0.1:{number}/__preview/"))
    if asked and asked != number:
        screen.say(words.text("Port {asked} is taken, so this is {port}.", asked=asked, port=number))
    if lan:
        screen.say(words.text("Whoever has this address can look along until you stop:"))
    if polls:
        screen.say(words.text("This folder does not say when it changes, so it is looked at three times a second."))
    screen.say(words.text("Save a file and watch the page. Ctrl+C ends it."))


def editor_link(wish: str | None, environment: object) -> str:
    """The link that opens a file at a line: as wished, else for the editor that is there, else empty.

    Raises Misused for a name that is none.
    """
    known = getattr(environment, "get", lambda *_: "")
    name = wish or known("ETALASE_EDITOR", "")
    if not name:
        if known("TERM_PROGRAM", "") == "vscode":
            name = "vscode"
        else:
            name = next((mine for command, mine in _COMMANDS.items() if shutil.which(command)), NO_EDITOR)
    if name == NO_EDITOR:
        return ""
    if "{path}" in name and "://" in name:
        return name
    if name not in EDITORS:
        raise Misused(
            "“{found}” is no editor known here. Possible: {names}, or a link with {path}.",
            found=name, names=", ".join((*EDITORS, NO_EDITOR)), path="{path}",
        )  # fmt: skip
    return f"{EDITORS[name]}://file/{{path}}:{{line}}:{{column}}"
