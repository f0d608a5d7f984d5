"""What was found wrong with a theme, each mistake once: how often it was seen, and on which page first.

Owns what makes two findings one, and which file a finding is blamed on.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Mark, Parameter, Problem
from generator.structs import Struct, field, replace
from generator.theme.package import Theme
from generator.theme.render import Renderer
from generator.theme.trace import Trace
from generator.themecheck.structure import Finding

PAGE, COUNT, EXAMPLE = "page", "count", "example"
"""Parameters that do not tell two findings apart."""


def told_apart(found: Problem) -> tuple[tuple[str, Parameter], ...]:
    """What a problem says besides where it was seen."""
    return tuple(pair for pair in found.parameters if pair[0] not in (PAGE, COUNT, EXAMPLE))


class Tally(Struct):
    """The findings on one theme so far."""

    theme: Theme
    _first: dict[object, Problem] = field(default_factory=dict)
    _counts: dict[object, int] = field(default_factory=dict)

    def add(self, found: Problem) -> None:
        """Count this problem; it is the same as an earlier one of its kind at its line. Without a line of its own,
        what it says tells it apart."""
        said = told_apart(found)
        place = found.mark and (found.mark.file, found.mark.line, found.mark.text)
        key = (found.kind, place, () if found.mark and found.mark.text else said)
        self._first.setdefault(key, found)
        self._counts[key] = self._counts.get(key, 0) + 1

    def note(self, found: Finding, page: str, template: str, *, trace: Trace, renderer: Renderer) -> None:
        """Count a finding on a page that `template` made."""
        number = found.element.place if found.element else None
        mark = renderer.mark(trace.places[number]) if number is not None else None
        mark = mark or blamed(self.theme, (*found.owners, template))
        self.add(Problem(found.kind, mark, parameters=(*found.parameters, (PAGE, page))))

    def problems(self) -> Iterator[Problem]:
        """Every problem once, with its count."""
        for key, found in self._first.items():
            yield replace(found, parameters=(*found.parameters, (COUNT, self._counts[key])))


def blamed(theme: Theme, templates: tuple[str, ...]) -> Mark | None:
    """The file that most likely lacks something: of those that could have it, the first that the theme itself brings,
    else the first."""
    files = [file for inside in (*templates, "page.html") if (file := theme.find(f"templates/{inside}"))]
    own = [file for file in files if file.folder == theme.chain[0]]
    return Mark((own or files)[0].label) if files else None
