"""Where a text on a page comes from: the file and line of the value that it shows.

Owns the way back from words to values, without templates knowing of it: every value that the seller wrote is put into
the words that pages show it in, and a text on the page is compared with those. It must not change a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from generator.build import Draft
from generator.page.catalogue import Catalogue
from generator.preview.answers import Answer, Answers
from generator.preview.editor import Editor
from generator.preview.written import Value, plain, value_at, words_of, written_values
from generator.problems import Mark, Path, ProblemsFound, Refused
from generator.report.display import in_sentence
from generator.shop.text import Text
from generator.structs import Frozen

SHOWN = 3
"""So many places are told; the first is the likeliest."""
_LONGEST, _AROUND, _LEVELS = 600, 3_000, 5
_SHORTEST = 3


class Origin(Frozen):
    """Where a text may come from."""

    mark: Mark
    path: Path


def find_origins(draft: Draft, page: str, text: str, around: Sequence[str] = ()) -> tuple[Origin, ...]:
    """The places that a text on this page may come from, the likeliest first; at most `SHOWN`.

    `around` are the texts of the elements around it, the nearest first. The longest match wins: a value that is all
    of the text, or a part of it. Among equals the one whose neighbours in the file stand around the text on the page,
    then the one of the campaign in sight.
    """
    wanted = plain(text)[:_LONGEST]
    places = [plain(each)[:_AROUND] for each in around[:_LEVELS]]
    values = written_values(draft, page)
    language = words_of(draft, page).language
    found = [(_overlap(wanted, value.shown), value) for value in values]
    best = sorted({length for length, _ in found if length}, reverse=True)[:SHOWN]
    near = [(length, value) for length, value in found if length in best]
    neighbours = _Neighbours(values)
    rank = {id(value): number for number, value in enumerate(values)}
    near.sort(key=lambda each: (-each[0], neighbours.missing(each[1], places), rank[id(each[1])]))
    origins: dict[tuple[str, int], Origin] = {}
    for _, value in near[:40]:
        mark = _mark(draft, value.path, wanted, language)
        if mark and mark.file:
            origins.setdefault((mark.file, mark.line), Origin(mark, value.path))
        if len(origins) == SHOWN:
            break
    return tuple(origins.values())


# Which of them a text is


def _overlap(wanted: str, shown: Sequence[str]) -> int:
    """How much of the text is one of these, in characters; a whole value counts a little more than a part of one."""
    best = 0
    for each in shown:
        if each == wanted:
            best = max(best, 2 * len(each) + 1)
        elif len(each) < _SHORTEST or len(wanted) < _SHORTEST:
            continue
        elif _stands_in(each, wanted):
            best = max(best, 2 * len(each))
        elif _stands_in(wanted, each):
            best = max(best, 2 * len(wanted) - 1)
    return best


def _stands_in(part: str, whole: str) -> bool:
    """Whether the part is there as words of its own: `15` is not in `150.000`."""
    at = whole.find(part)
    while at >= 0:
        before, after = whole[:at], whole[at + len(part) :]
        if not re.search(r"[^\W_]$|\d[.,]$", before) and not re.match(r"[^\W_]|[.,]\d", after):
            return True
        at = whole.find(part, at + 1)
    return False


class _Neighbours:
    """Which values stand beside one another in the files."""

    def __init__(self, values: Sequence[Value]) -> None:
        self._below: dict[Path, list[Value]] = {}
        for value in values:
            for length in range(2, len(value.path)):
                self._below.setdefault(value.path[:length], []).append(value)

    def missing(self, value: Value, places: Sequence[str]) -> tuple[int, ...]:
        """Smaller for the value whose neighbours, of its own map first, show around the text; for each place the
        count of those that do, negative."""
        counts = []
        for place in places:
            for length in range(len(value.path) - 1, 1, -1):
                beside = self._below.get(value.path[:length], ())
                counts.append(-sum(self._shows(each, place) for each in beside[:80] if each is not value))
                if length == len(value.path) - 2:
                    break
        return tuple(counts)

    def _shows(self, value: Value, place: str) -> bool:
        return any(len(each) >= _SHORTEST and each in place for each in value.shown)


def _mark(draft: Draft, path: Path, wanted: str, language: str) -> Mark | None:
    """The place in the file: of the words themselves where they can be found in a longer text."""
    mark = draft.loaded.mark((*path, language))
    text = value_at(draft, path)
    if mark is None or not isinstance(text, Text):
        return mark
    words = text.in_(language, draft.languages[0])
    start = wanted[:40]
    for number, line in enumerate(words.split("\n"), 1):
        if "\n" in words and start in line:
            return draft.loaded.place((*path, language), words)(number, line.index(start) + 1, len(start))
    return mark


class Origins:
    """`/__preview/origin`: places for the text that is pointed at."""

    def __init__(self, words: Catalogue, editor: Editor) -> None:
        self._words = words
        self._editor = editor

    def answer(self, answers: Answers, query: str) -> Answer:
        """JSON: `places`, each with `file`, `line`, `column`, `line_text` and `open`. Asked with `page`, `query` (of
        the page), `text`, and `around` for each element around it."""
        given = parse_qsl(query[:20_000])
        asked = dict(given)
        try:
            draft = answers.seen(asked.get("query", ""))
            around = [value for name, value in given if name == "around"]
            origins = find_origins(draft, asked.get("page", ""), asked.get("text", ""), around) if draft else ()
        except (ProblemsFound, Refused):
            draft, origins = None, ()
        places = [self._record(origin.mark, draft) for origin in origins]
        return Answer(200, json.dumps({"places": places}).encode(), "application/json")

    def _record(self, mark: Mark, draft: Draft | None) -> dict[str, Any]:
        return {
            "file": mark.file,
            "line": mark.line,
            "column": mark.column,
            "line_text": in_sentence(mark.text, 120),
            "open": self._editor.link(mark.file, mark.line, mark.column, draft),
        }
