"""What comes into a campaign's tree from other files: shared defaults, a table of items, a table of counts.

Owns which key takes what from where, and keeps each part's file. It must not make models of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.problems import Kind, Path, Problem, problem
from generator.shop.model.base import key_names
from generator.shop.model.ordering import Sharing
from generator.shop.model.reading import nearest_file
from generator.source.decode import CELL_MISSING, MISSING_KEY, UNKNOWN_KEY, UNKNOWN_KEY_NEAR, Source, near_key
from generator.source.nodes import Document, Entry, Mapping, Scalar, Sequence
from generator.source.table import read_table
from generator.source.yamltree import DUPLICATE_KEY

TABLE_MISSING = Kind("file-missing", "There is no file “{found}”.", "Put it beside the campaign, or correct the name.")
TABLE_NEAR = Kind("file-missing", "There is no file “{found}”.", "Did you mean “{near}”?")
NOT_CSV = Kind(
    "table-form", "“{found}” is not a CSV table.", "Save the sheet as CSV (comma separated) and write that file's name."
)

TABLES = ("items", "taken")
"""The keys of a campaign that may name a table."""
_COUNTS = ("code", "taken")
_SHEET = re.compile(r"[^\n]+\.(?:xlsx?|ods|numbers|tsv|txt)", re.IGNORECASE)


class Tables:
    """The CSV files of one shop: `files` are all there are, `read` answers the bytes of one or reports."""

    def __init__(self, files: frozenset[str], read: Callable[[str], bytes | None]) -> None:
        self.files = files
        self.read = read
        self.problems: list[Problem] = []

    def table(self, key: str, name: Scalar, document: Document, folder: str) -> Document | None:
        """The table that a campaign names, as what the key wants; None after a problem."""
        mark = document.line_mark(name.line, name.column, name.length)
        if _SHEET.fullmatch(name.text):
            self.problems.append(problem(NOT_CSV, mark=mark, found=name.text))
            return None
        beside = (f"{folder}/", "content/")
        file = next((place + name.text for place in beside if place + name.text in self.files), None)
        if file is None:
            near = nearest_file(name.text, self._tables_in(beside))
            kind, more = (TABLE_NEAR, {"near": near}) if near else (TABLE_MISSING, {})
            self.problems.append(problem(kind, mark=mark, found=name.text, **more))
            return None
        raw = self.read(file)
        if raw is None:
            return None
        table = read_table(raw, file)
        self.problems.extend(table.problems)
        if key == "taken":
            table = self._counts(table)
        return table if table.root else None

    def _tables_in(self, places: tuple[str, ...]) -> Iterator[str]:
        for place in places:
            for file in self.files:
                if file.startswith(place) and file.lower().endswith(".csv"):
                    yield file.removeprefix(place)

    def _counts(self, table: Document) -> Document:
        """The same table as a map of code to number, as `taken:` wants it."""
        if not isinstance(table.root, Sequence):
            return table
        rows = [row for row in table.root.items if isinstance(row, Mapping)]
        header = {entry.key: None for row in rows for entry in row.entries}
        self.problems.extend(_strange_columns(header, table))
        entries: dict[str, Entry] = {}
        for row in rows:
            code, number = (row.get(key) for key in _COUNTS)
            for key, entry in zip(_COUNTS, (code, number), strict=True):
                if entry is None and any(known.text == key for known in header):
                    self.problems.append(problem(CELL_MISSING, mark=table.mark_of(row), key=key))
            if not code or not number or not isinstance(code.value, Scalar):
                continue
            if (first := entries.get(code.value.text.upper())) is not None:
                mark = table.mark_of(code.value)
                self.problems.append(problem(DUPLICATE_KEY, mark=mark, key=code.value.text, line=first.key.line))
                continue
            entries[code.value.text.upper()] = Entry(code.value, number.value)
        return Document(table.file, table.lines, Mapping(tuple(entries.values()), 2, 1), table.problems)


def _strange_columns(header: dict[Scalar, None], table: Document) -> Iterator[Problem]:
    known = {key.text for key in header}
    meant = set()
    for key in header:
        if key.text in _COUNTS:
            continue
        mark = table.mark_of(key)
        near = near_key(key.text, _COUNTS)
        meant.add(near)
        if near:
            better = mark.text[: mark.column - 1] + near + mark.text[mark.column - 1 + mark.length :]
            yield problem(UNKNOWN_KEY_NEAR, mark=mark, better=better, key=key.text, near=near)
        else:
            yield problem(UNKNOWN_KEY, mark=mark, key=key.text, keys=", ".join(f"`{each}`" for each in _COUNTS))
    for missing in _COUNTS:
        if missing not in known | meant:
            yield problem(MISSING_KEY, mark=table.line_mark(1, 1), key=missing)


def with_grafts(document: Document, defaults: Source | None, tables: Tables) -> Source:
    """The campaign's tree with what it takes over from the defaults and from tables."""
    if not isinstance(document.root, Mapping | None):
        return Source.of(document)
    entries: list[Entry] = []
    grafts: list[tuple[Path, Document]] = []
    folder = document.file.rsplit("/", 1)[0]
    for entry in document.root.entries if document.root else ():
        key, value = entry.key.text, entry.value
        if key in TABLES and isinstance(value, Scalar) and re.fullmatch(r"[^\n]+\.[a-z]{2,7}", value.text.lower()):
            table = tables.table(key, value, document, folder)
            if table and table.root:
                # The key stands in the campaign; what a rule says of the whole belongs to the table.
                entries.append(Entry(entry.key._replace(line=1, column=1, length=len(table.lines[0])), table.root))
                grafts.append(((key,), table))
        else:
            entries.append(entry)
    named = {entry.key.text for entry in document.root.entries} if document.root else set()
    if defaults and isinstance(defaults.root, Mapping):
        shared = [entry for entry in defaults.root.entries if entry.key.text in key_names(Sharing)]
        taken = [entry for entry in shared if entry.key.text not in named]
        entries += taken
        places: list[Path] = [(entry.key.text,) for entry in taken]
        places += _merge_terms(entries, shared)
        # What the defaults themselves took from elsewhere, their words in another language, stands deeper.
        grafts += [deep for deep in defaults.grafts if any(deep[0][: len(place)] == place for place in places)]
        grafts += [(place, defaults.document) for place in places]
    whole = document.root or Mapping((), 1, 1)
    return Source(document, whole._replace(entries=tuple(entries)) if entries else document.root, tuple(grafts))


def _merge_terms(entries: list[Entry], shared: list[Entry]) -> Iterator[Path]:
    """Rows of `terms` that only the defaults have come to those of the campaign; their places."""
    common = next((entry.value for entry in shared if entry.key.text == "terms"), None)
    for position, entry in enumerate(entries):
        said = entry.value
        if (
            entry.key.text == "terms"
            and said is not common
            and isinstance(common, Mapping)
            and isinstance(said, Mapping)
        ):
            rows = tuple(row for row in common.entries if said.get(row.key.text) is None)
            entries[position] = Entry(entry.key, said._replace(entries=said.entries + rows))
            yield from (("terms", row.key.text) for row in rows)
