"""What can be wrong with a seller's files, and where.

Owns the values that describe a mistake (`Kind`, `Mark`, `Problem`) and the two exceptions that carry
them. It must not read files, know any language's words beyond the English message ids, or print:
`report` turns problems into sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeAlias

from generator.structs import Frozen, replace

Path: TypeAlias = tuple[str | int, ...]
"""A place in the model, as keys and 0-based positions: `("campaigns", "melati", "items", 2, "price")`."""


class Severity(StrEnum):
    """How bad it is: an error stops publishing, a warning should be read, a hint never fails anything."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Kind(Frozen):
    """One sort of problem, declared once beside the code that finds it.

    `code` is the kebab-case name that `ignore:` and `--json` use. `found` and `fix` are English message
    ids with `{name}` fields, translated and filled in by `report`; `fix` says one next step.
    """

    code: str
    found: str
    fix: str = ""
    severity: Severity = Severity.ERROR


class Mark(Frozen):
    """A place in a file: `file` as the seller knows it (`content/shop.yaml`, with `/`), 1-based `line` and
    `column` in characters, `length` of the caret in characters, and the source `text` of the line."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1
    text: str = ""


Parameter: TypeAlias = str | int


class Problem(Frozen):
    """One thing to change. `mark` is None until the place is known; `path` is its place in the model.

    `parameters` fill the fields of the kind's messages. `better` is the source line as it should be,
    where that can be known.
    """

    kind: Kind
    mark: Mark | None = None
    path: Path = ()
    parameters: tuple[tuple[str, Parameter], ...] = ()
    better: str = ""

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    def at(self, mark: Mark | None) -> Problem:
        """The same problem with its place in the source."""
        return replace(self, mark=mark)


def problem(
    kind: Kind, *path: str | int, mark: Mark | None = None, better: str = "", **parameters: Parameter
) -> Problem:
    """A problem of this kind at a place in the model or the source."""
    return Problem(kind, mark, path, tuple(parameters.items()), better)


class Refused(ValueError):
    """A value that cannot be read. Raised by parsers that do not know where the value stands;
    whoever knows turns it into a `Problem`.

    `below` leads from the value to the part that is wrong (keys and positions). `instead` is the value as
    it could be written, where one reading is certain enough to offer.
    """

    def __init__(self, kind: Kind, *, below: Path = (), instead: str = "", **parameters: Parameter) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.below = below
        self.instead = instead
        self.parameters: Mapping[str, Parameter] = parameters


class ProblemsFound(Exception):
    """All problems of a run, in file order; at least one is an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(", ".join(p.code for p in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file, line and column; those without a place last. Exact repeats appear once."""
    return tuple(sorted(dict.fromkeys(problems), key=_order))


def _order(found: Problem) -> tuple[int, str, int, int, str]:
    mark = found.mark
    if mark is None:
        return (1, "", 0, 0, found.code)
    return (0, mark.file, mark.line, mark.column, found.code)
