"""CSV table → nodes. A header row of keys, `,` or `;`; problems keep the row and column of the table.

Spreadsheets write what a seller sees; this module must not know any key of the format.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from generator.problems import Kind, Mark, Problem, problem
from generator.source.yamltree import Document, Entry, Mapping, Scalar, Sequence, read_text

EMPTY_TABLE = Kind("table-empty", "This table has no rows.", "Write the keys in the first row, one item per row below.")
HEADER_EMPTY = Kind("table-header", "Column {column} has no key in the first row.", "Write one, or delete the column.")
HEADER_TWICE = Kind("table-header", "The key `{key}` stands in two columns.", "Keep one of them.")
TOO_MANY_CELLS = Kind(
    "table-row",
    "This row has {found} cells; the first row has {expected}.",
    "Put quotes around a text with a comma in it.",
)
TOO_FEW_CELLS = Kind(
    "table-row",
    "This row has {found} cells; the first row has {expected}.",
    "Add the missing cells; they may be empty.",
)
QUOTE_OPEN = Kind("table-quote", "A quote is opened here and never closed.", "Close it, or write two quotes for one.")
MAX_ROWS = 5_000
TOO_MANY_ROWS = Kind("table-rows", "This table has more than {limit} rows.", "Split it into several campaigns.")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    line: int
    column: int
    length: int


def read_table(raw: bytes, file: str) -> Document:
    """The table as a list of maps; empty cells are absent keys. Never raises for what a seller can write."""
    text, problems = read_text(raw, file)
    lines = tuple(text.split("\n"))
    if problems:
        return Document(file, lines, None, problems, incomplete=True)
    shell = Document(file, lines, None, ())
    found: list[Problem] = []
    rows = [row for row in _rows(text, shell, found) if any(cell.text for cell in row)]
    if len(rows) < 2:
        found.append(problem(EMPTY_TABLE, mark=Mark(file)))
        return Document(file, lines, None, tuple(found), incomplete=True)
    if len(rows) > MAX_ROWS:
        found.append(problem(TOO_MANY_ROWS, mark=_mark(shell, rows[MAX_ROWS][0]), limit=MAX_ROWS))
        return Document(file, lines, None, tuple(found), incomplete=True)
    header = _header(rows[0], shell, found)
    nodes = tuple(_row(header, row, shell, found) for row in rows[1:])
    return Document(file, lines, Sequence(nodes, nodes[0].line, 1), tuple(found))


def amounts(table: Document, code: str = "code", number: str = "taken") -> Document:
    """The same table as a map of code to number, as `taken:` wants it."""
    if not isinstance(table.root, Sequence):
        return table
    entries: list[Entry] = []
    for row in table.root.items:
        assert isinstance(row, Mapping)
        key, value = row.get(code), row.get(number)
        if key and value and isinstance(key.value, Scalar):
            entries.append(Entry(key.value, value.value))
    return Document(table.file, table.lines, Mapping(tuple(entries), 2, 1), table.problems)


def _header(row: list[_Cell], shell: Document, found: list[Problem]) -> list[str]:
    keys: list[str] = []
    while row and not row[-1].text:  # spreadsheets leave empty columns at the end
        row.pop()
    for number, cell in enumerate(row, 1):
        key = cell.text.strip().lower().replace(" ", "_")
        if not key:
            found.append(problem(HEADER_EMPTY, mark=_mark(shell, cell), column=number))
        elif key in keys:
            found.append(problem(HEADER_TWICE, mark=_mark(shell, cell), key=key))
            key = ""
        keys.append(key)
    return keys


def _row(header: list[str], row: list[_Cell], shell: Document, found: list[Problem]) -> Mapping:
    while len(row) > len(header) and not row[-1].text:
        row.pop()
    if len(row) != len(header):
        kind = TOO_MANY_CELLS if len(row) > len(header) else TOO_FEW_CELLS
        at = row[len(header)] if len(row) > len(header) else row[-1]
        found.append(problem(kind, mark=_mark(shell, at), found=len(row), expected=len(header)))
    entries = []
    for key, cell in zip(header, row, strict=False):
        if key and cell.text.strip():
            here = Scalar(key, cell.line, cell.column, cell.length, quoted=True)
            entries.append(Entry(here, Scalar(cell.text.strip(), cell.line, cell.column, cell.length, quoted=True)))
    return Mapping(tuple(entries), row[0].line, row[0].column)


def _rows(text: str, shell: Document, found: list[Problem]) -> list[list[_Cell]]:
    """The cells with their places. The csv module reads, and a second look at its line gives the columns."""
    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows: list[list[_Cell]] = []
    line = 1
    try:
        for values in reader:
            rows.append(_cells(values, line, shell.lines[line - 1], delimiter))
            line = reader.line_num + 1
    except csv.Error:
        here = shell.lines[min(line, len(shell.lines)) - 1]
        found.append(problem(QUOTE_OPEN, mark=shell.line_mark(line, here.find('"') + 1 or 1)))
    return rows


def _cells(values: list[str], line: int, text: str, delimiter: str) -> list[_Cell]:
    cells: list[_Cell] = []
    at = 0
    for value in values:
        quoted = text[at : at + 1] == '"'
        written = len(value) + value.count('"') + 2 if quoted else len(value)
        lead = 0 if quoted else len(value) - len(value.lstrip())
        cells.append(_Cell(value, line, at + lead + 1, max(1, (written if quoted else len(value.strip())))))
        at += written + len(delimiter)
    return cells


def _mark(shell: Document, cell: _Cell) -> Mark:
    return shell.line_mark(cell.line, cell.column, cell.length)
