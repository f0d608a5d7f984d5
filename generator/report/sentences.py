"""A problem as two sentences in the seller's language: what was found, and one next step.

Owns how parameters enter a message: quoted text is what the seller wrote and is shown as written, made visible
and shortened; a bare value may be a word of ours, which the catalogue then knows in the context "value".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.page.catalogue import Catalogue
from generator.page.fields import fields_of, fill
from generator.problems import Parameter, Problem, Severity
from generator.report.display import in_sentence

QUOTED_LIMIT = 60
PLAIN_LIMIT = 600

SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "hint",
}
"""The word for each severity, as message ids in the context "severity"."""

_QUOTES = re.compile(r"`[^`]*`|“[^”]*”")


class Sentences(NamedTuple):
    """`fix` is empty where there is nothing to do."""

    found: str
    fix: str


def sentences(problem: Problem, catalogue: Catalogue) -> Sentences:
    """The two sentences of a problem, safe to print: `found` on one line, `fix` on one or, as a list, several."""
    given = dict(problem.parameters)
    return Sentences(_say(problem.kind.found, given, catalogue), _say(problem.kind.fix, given, catalogue, whole=True))


def severity_word(severity: Severity, catalogue: Catalogue) -> str:
    """`salah`, `peringatan`, `saran`."""
    return catalogue.text(SEVERITIES[severity], context="severity")


def dotted(problem: Problem) -> str:
    """The problem's place in the model as one would write it: `campaigns.melati.items[2].price`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in problem.path)
    return "".join(parts).removeprefix(".")


def _say(message: str, given: Mapping[str, Parameter], catalogue: Catalogue, *, whole: bool = False) -> str:
    """`whole` keeps quoted values in full length: a fix says exactly what to write."""
    if not message:
        return ""
    quoted = fields_of("".join(_QUOTES.findall(message)))

    def value(name: str, parameter: Parameter) -> str:
        if isinstance(parameter, int):
            return str(parameter)
        if name in quoted:
            return in_sentence(parameter, PLAIN_LIMIT if whole else QUOTED_LIMIT)
        if whole and "\n" in parameter:  # a fix may end in a list of messages of ours, one a line
            return "\n".join(
                in_sentence(catalogue.unfilled(line), PLAIN_LIMIT) for line in parameter.split("\n") if line
            )
        return in_sentence(_own_words(parameter, catalogue), PLAIN_LIMIT)

    fields = _Known({name: value(name, parameter) for name, parameter in given.items()})
    return fill(catalogue.unfilled(message), fields)


def _own_words(value: str, catalogue: Catalogue) -> str:
    """A word of ours, or a list of them with commas, in the catalogue's language; anything else as it is."""
    return ", ".join(catalogue.unfilled(word, context="value") for word in value.split(", "))


class _Known(dict[str, str]):
    """The fields given. One that is missing is our mistake, and must not hide the seller's problem."""

    def __missing__(self, name: str) -> str:
        return "…"
