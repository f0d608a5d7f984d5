"""How a page is looked at: another theme, language, options or moment, as parameters of its address.

Owns these parameters and the drafts that they lead to, the last few of which are kept. It must not answer requests.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from datetime import datetime, tzinfo
from urllib.parse import parse_qsl, urlencode

from generator.draft import Draft
from generator.look import Look
from generator.plan import Output
from generator.preview.moments import read_at
from generator.shop.text import LANGUAGES
from generator.structs import Frozen, field, replace

THEME, LOCALE, AT, OPTION = "theme", "locale", "at", "option."
_FIELDS = 40
_VALUE = 300
_KEPT = 8


class Looking(Frozen):
    """A look, and the moment that it is at; None is the moment of the draft."""

    look: Look = field(default_factory=Look)
    at: datetime | None = None

    @property
    def plain(self) -> bool:
        """Whether this is the shop as it is."""
        return self == Looking()


def read_looking(query: str, zone: tzinfo, languages: Collection[str] = LANGUAGES) -> Looking:
    """The look that an address asks for. What it does not know it leaves alone: a language, where it is none of these.
    Raises Refused for a moment that cannot be read."""
    given = [(name, value[:_VALUE]) for name, value in parse_qsl(query)[:_FIELDS]]
    last = dict(given)
    options = {name.removeprefix(OPTION): value for name, value in given if name.startswith(OPTION)}
    locale = last.get(LOCALE, "")
    look = Look(last.get(THEME, ""), tuple(sorted(options.items())), locale if locale in languages else "")
    return Looking(look, read_at(last[AT], zone) if last.get(AT) else None)


def kept_query(query: str) -> str:
    """The parameters that pages keep as one goes from one to the next; the key of `--lan` is not among them."""
    given = parse_qsl(query)[:_FIELDS]
    known = (THEME, LOCALE, AT, "scheme")
    return urlencode([(name, value) for name, value in given if name in known or name.startswith(OPTION)])


class Looks:
    """The last looks at the newest draft. May be asked from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[Looking, tuple[Draft, Draft]] = {}

    def seen(self, draft: Draft, looking: Looking) -> Draft:
        """The draft under this look. Raises ProblemsFound where there is no such theme, option or language."""
        if looking.plain:
            return draft
        with self._lock:
            of, seen = self._seen.get(looking, (None, None))
        if of is not draft or seen is None:
            seen = draft.seen(replace(looking.look, at=looking.at))
            with self._lock:
                self._seen.pop(looking, None)
                self._seen[looking] = (draft, seen)
                while len(self._seen) > _KEPT:
                    del self._seen[next(iter(self._seen))]
        return seen

    def file(self, path: str) -> Output | None:
        """A file that only a look has: another theme's pictures, which pages ask for without parameters."""
        with self._lock:
            drafts = [seen for _, seen in self._seen.values()]
        return next(_having(path, reversed(drafts)), None)


def _having(path: str, drafts: Iterator[Draft]) -> Iterator[Output]:
    for draft in drafts:
        if (file := draft.file(path)) is not None:
            yield file
