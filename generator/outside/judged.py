"""What the answers of other hosts mean to a seller: problems with their places. Nothing here is an error: a shop is not
wrong because another host sleeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.outside.asking import Answer, Found
from generator.problems import Kind, Path, Problem, Severity, problem
from generator.structs import replace

LINK_GONE = Kind(
    "link-gone",
    "“{link}” leads nowhere: its host answers {detail}.",
    "Write the address that works now, or take the link out.",
    Severity.WARNING,
)
LINK_SILENT = Kind(
    "link-silent",
    "“{link}” cannot be reached: {detail}.",
    "Open it in a browser. If it does not load there either, change it.",
    Severity.WARNING,
)
LINK_FAULT = Kind(
    "link-fault",
    "“{link}” answers with a fault of its host: {detail}.",
    "Look again tomorrow; if it stays so, ask the place that runs it.",
    Severity.HINT,
)
LINK_HOME = Kind(
    "link-home",
    "“{link}” leads to an address inside a home or office network.",
    "Write an address that buyers can open on their own phone.",
    Severity.WARNING,
)
_KINDS = {
    Answer.GONE: LINK_GONE,
    Answer.SILENT: LINK_SILENT,
    Answer.BROKEN: LINK_FAULT,
    Answer.HOME: LINK_HOME,
}


def judged(links: Iterable[tuple[Path, str]], answers: Mapping[str, Found]) -> Iterator[Problem]:
    """The links that do not do what they should, each at its place."""
    for path, link in links:
        found = answers[link]
        if kind := _KINDS.get(found.answer):
            told = problem(kind, *path, link=link)
            yield told if kind is LINK_HOME else replace(told, parameters=(*told.parameters, ("detail", found.detail)))
