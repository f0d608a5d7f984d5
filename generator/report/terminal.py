"""Problems as people read them: a place, a sentence, the line with a caret, one next step, the line as it should be.

Owns the layout and the colours. Plain text where nobody watches (a pipe, a file), coloured on a terminal; the words
are the same. It must not decide which problems are shown. rich is slow to import, and a plain line needs none of it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from generator.page.catalogue import Catalogue
from generator.problems import Problem, Severity, in_order
from generator.report.display import visible
from generator.report.github import unobeyed
from generator.report.sentences import sentences, severity_word

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

PIPE_CELLS = 120
"""How wide a line of source may be where no terminal says its own width."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.HINT: "bold cyan"}
_NUMBER_CELLS = 4
MIND_CHANGERS = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
"""Variables of the environment by which a pipe counts as a terminal."""


class Screen:
    """A stream that problems and results are printed on: rich's console, without its guesses about text."""

    def __init__(
        self, stream: TextIO, *, colour: bool | None = None, guarded: bool = False, pipe_is_plain: bool = False
    ) -> None:
        """`colour` None lets the terminal and the usual variables (NO_COLOR, FORCE_COLOR) decide. Nothing that is said
        on a `guarded` screen is a command to the runner of a build server that reads it. `pipe_is_plain` says that no
        variable speaks of pipes."""
        self._guarded = guarded
        self._stream = stream
        self._colour = colour
        self._is_plain = pipe_is_plain and colour is None and not stream.isatty()

    @cached_property
    def console(self) -> Console:
        from rich.console import Console  # noqa: PLC0415

        class Own(Console):
            def on_broken_pipe(self) -> None:
                raise BrokenPipeError from None  # whoever runs the program decides how it ends

        return Own(
            file=self._stream,
            force_terminal=self._colour,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )

    @property
    def is_terminal(self) -> bool:
        return not self._is_plain and self.console.is_terminal

    @property
    def width_cells(self) -> int:
        return self.console.width if self.is_terminal else PIPE_CELLS

    def say(self, text: str | Text = "", style: str = "") -> None:
        """Print one line as it is; nothing in a string is markup."""
        if self._guarded:
            text = unobeyed(text if isinstance(text, str) else text.plain)
        if not isinstance(text, str):
            self.console.print(text)
        elif self._is_plain and all(each.isprintable() for each in text.split("\n")):
            self._stream.write(f"{text}\n")
            self._stream.flush()
        else:
            from rich.text import Text  # noqa: PLC0415

            self.console.print(Text(text, style=style))

    def held(self, speak: Callable[[], object]) -> str | None:
        """What this screen would get to print while `speak` runs. None where no text says it: old consoles of Windows
        are told colours another way."""
        if self._is_plain:
            stream, told = self._stream, io.StringIO()
            self._use(told)
            try:
                speak()
            finally:
                self._use(stream)
            return told.getvalue()
        with self.console.capture() as said:
            speak()
        return None if self.console.legacy_windows else said.get()

    def _use(self, stream: TextIO) -> None:
        self._stream = stream
        self.__dict__.pop("console", None)  # it writes to the one that it was made with

    def command(self, text: str) -> None:
        """Print lines that the runner of a build server obeys."""
        from rich.text import Text  # noqa: PLC0415

        self.console.print(Text(text))

    def problems(self, found: Iterable[Problem], catalogue: Catalogue) -> None:
        """Print the problems in file order, an empty line after each."""
        for problem in in_order(found):
            for line in problem_lines(problem, catalogue, self.width_cells):
                self.say(line)
            self.say()


def as_text(found: Iterable[Problem], catalogue: Catalogue, *, width_cells: int = PIPE_CELLS) -> str:
    """The problems in file order as plain text, an empty line between them."""
    blocks = (
        "\n".join(line.plain for line in problem_lines(problem, catalogue, width_cells)) for problem in in_order(found)
    )
    return "\n\n".join(blocks)


def problem_lines(problem: Problem, catalogue: Catalogue, width_cells: int) -> list[Text]:
    """The lines of one problem. A line of source is cut to the width; sentences are left to the terminal to wrap."""
    from rich.text import Text  # noqa: PLC0415

    from generator.report.excerpt import excerpt  # noqa: PLC0415

    said = sentences(problem, catalogue)
    style = _STYLES[problem.severity]
    lines = [
        Text.assemble(
            (place(problem), "bold"),
            (severity_word(problem.severity, catalogue), style),
            ": ",
            said.found,
            (f" [{problem.code}]", "dim"),
        )
    ]
    number = str(problem.mark.line) if problem.mark else ""
    gutter = max(_NUMBER_CELLS, len(number))
    margin = " " * (gutter + 1)
    shown = excerpt(problem.mark, width_cells - gutter - 3) if problem.mark else None
    if shown:
        lines.append(Text.assemble((f"{number:>{gutter}} | ", "dim"), shown.line))
        lines.append(Text.assemble((f"{margin}| ", "dim"), (shown.caret, style)))
    lines += [Text(margin + line) for line in said.fix.splitlines()]
    for better in problem.better.splitlines():
        label = catalogue.text("As it should be:")
        lines.append(Text.assemble(margin, (label, "green"), " ", visible(better.replace("\t", "    "))))
    return lines


def place(problem: Problem) -> str:
    """`content/shop.yaml:3:7: `, or nothing where no file is to blame."""
    mark = problem.mark
    return f"{visible(mark.file)}:{mark.line}:{mark.column}: " if mark else ""
