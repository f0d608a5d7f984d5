"""Which warnings and hints the seller asked to leave out.

Owns `ignore:` of the shop and of campaigns. Errors stay, whatever is written there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.problems import Kind, Path, Problem, Severity, problem
from generator.shop.model.site import Site
from generator.shop.rules.counts import near
from generator.shop.rules.where import Scope, of

NAME_UNKNOWN = Kind(
    "ignore-unknown", "No warning or hint is called `{name}`.", "Copy the name from the message.", Severity.WARNING
)
NAME_NEAR = Kind("ignore-unknown", "No warning or hint is called `{name}`.", "Did you mean `{near}`?", Severity.WARNING)
NAME_OF_ERROR = Kind(
    "ignore-error",
    "`{name}` is an error, and errors cannot be left out.",
    "Remove the name here, and correct what the error says.",
    Severity.WARNING,
)

KINDS = (NAME_UNKNOWN, NAME_OF_ERROR)

ELSEWHERE = (
    *("file-unknown", "picture-animated", "override-unused", "theme-colour-contrast", "faces-heavy"),
    *("sibling-unpublished", "translation-missing"),
)
"""Warnings and hints that other parts find; `without_ignored` leaves them out like ours."""


def without_ignored(site: Site, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that the seller has not asked to leave out; for those of rules, files and pictures alike."""
    problems = tuple(problems)
    if not problems:
        return ()
    shop = frozenset(site.shop.ignore)
    own = {of(campaign): frozenset(campaign.ignore) for campaign in site.campaigns if campaign.ignore}

    def stays(found: Problem) -> bool:
        return found.severity is Severity.ERROR or found.code not in shop | own.get(found.path[:2], frozenset())

    return tuple(found for found in problems if stays(found))


def check_ignore(scope: Scope, kinds: Iterable[Kind]) -> Iterator[Problem]:
    """Every name in `ignore:` that silences nothing. `kinds` are those that rules can find."""
    known = list(kinds)
    quiet = {kind.code for kind in known if kind.severity is not Severity.ERROR} | set(ELSEWHERE)
    errors = {kind.code for kind in known} - quiet
    lists: list[tuple[Path, tuple[str, ...]]] = [(("shop",), scope.site.shop.ignore)] if scope.rest else []
    lists += [(of(campaign), campaign.ignore) for campaign in scope.campaigns]
    for path, names in lists:
        for position, name in enumerate(names):
            if name in errors:
                yield problem(NAME_OF_ERROR, *path, "ignore", position, name=name)
            elif name not in quiet:
                if meant := near(name, quiet):
                    yield problem(NAME_NEAR, *path, "ignore", position, name=name, near=meant)
                else:
                    yield problem(NAME_UNKNOWN, *path, "ignore", position, name=name)
