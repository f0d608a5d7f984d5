"""What the preview answers with at one moment, as one value that is replaced and never changed.

Owns the terms between whoever builds (`session`) and whoever answers (`server`). It must not build or serve.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from generator.build import Draft
from generator.problems import Problem
from generator.structs import Frozen


class Shown(Frozen):
    """The state of the preview after a look at the files.

    `id` names what is seen: other pages or other problems, another id. `draft` is the last good site, None until
    there was one. `problems` are those of the newest look: with errors among them when it is `broken` (the pages
    are then older than the files), else warnings and hints. `changed` are the files, project-relative with `/`,
    whose change led here.
    """

    id: str
    draft: Draft | None
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    changed: tuple[str, ...] = ()


class Source(Protocol):
    """What the server asks of the session. All of it may be called from any thread."""

    @property
    def shown(self) -> Shown: ...

    def listen(self, listener: Callable[[Shown], None]) -> Callable[[], None]:
        """Calls `listener` (in the builder's thread) with everything that is shown from now on, until the function
        that it returns is called."""
        ...

    def watch_page(self, path: str) -> Callable[[], None]:
        """Says that a browser looks at this page (`po/melati/index.html`): it is made before its site is shown.
        The function that it returns takes that back."""
        ...
