"""Questions on a terminal, and what happens where nobody can answer.

Owns when something is asked, again or not at all. It must not know what an answer is for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from generator.cli.session import Session
from generator.cli.speech import Misused
from generator.page.fields import fill
from generator.problems import Refused

_T = TypeVar("_T")


class Questions:
    """Asks on a terminal; elsewhere an answer that is missing or wrong is wrong usage."""

    def __init__(self, session: Session) -> None:
        self.words = session.catalogue
        self.interactive = session.world.interactive

    def once(self, question: str, given: str | None) -> str:
        if given is not None or not self.interactive:
            return given or ""
        return str(click.prompt(self.words.unfilled(question), default="", show_default=False))

    def until_right(self, option: str, question: str, given: str | None, read: Callable[[str], _T]) -> _T:
        """The answer as `read` understands it; asked again while it does not."""
        if given is None and not self.interactive:
            raise Misused("{option} is missing, and nobody is here to ask.", option=option)
        if given is not None:
            try:
                return read(given)
            except Refused as refused:
                raise Misused.because(refused) from None
        while True:
            try:
                return read(self.once(question, None))
            except Refused as refused:
                wrong = Misused.because(refused)
            except Misused as misused:
                wrong = misused
            for message in filter(None, (wrong.message, wrong.then)):
                click.echo(fill(self.words.unfilled(message), wrong.fields))

    def agreed(self, question: str, *, yes: bool) -> bool:
        """Whether the answer is yes; `yes` answers without asking, an empty answer is no."""
        from generator.shop.model.reading import Reading, yes_no  # noqa: PLC0415

        if yes:
            return True
        if not self.interactive:
            raise Misused("Nobody is here to ask, so nothing was written.", "To write without being asked, add --yes.")
        while answer := self.once(question, None).strip():
            try:
                return yes_no(answer, Reading())
            except Refused as refused:
                click.echo(fill(self.words.unfilled(refused.kind.fix), refused.parameters))
        return False
