"""CSV table → nodes. A header row of keys, `,` or `;` or a tab between cells; problems keep row and column.

Spreadsheets write what a seller sees (RFC 4180, with the separators of all locales); this module must not know any
key of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.problems import Kind, Mark, Problem, problem
from generator.source.nodes import Document, Entry, Mapping, Scalar, Sequence
from generator.source.textfile import read_text

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
QUOTE_INSIDE = Kind(
    "table-quote", "The quote ends before the cell does.", "Write two quotes for each one inside the cell."
)
MAX_ROWS = 5_000
MAX_PROBLEMS = 100
TOO_MANY_ROWS = Kind("table-rows", "This table has more than {limit} rows.", "Split it into several campaigns.")


class _Cell(NamedTuple):
    """`length` is what the caret underlines on the line where the cell begins."""

    text: str
    line: int
    column: int
    length: int


def read_table(raw: bytes, file: str) -> Document:
    """The table as a list of maps; empty cells are absent keys. Never raises for what a seller can write.

    A key's place is its cell in the first row, a map's place the beginning of its row.
    """
    text, problems = read_text(raw, file)
    lines = tuple(text.split("\n"))
    if problems:
        return Document(file, lines, None, problems, incomplete=True)
    shell = Document(file, lines, None, ())
    found: list[Problem] = []
    rows = [row for row in _rows(text, shell, found) if any(cell.text.strip() for cell in row)]
    if len(rows) < 2:
        if not found:
            found.append(problem(EMPTY_TABLE, mark=Mark(file, text=lines[0])))
        return Document(file, lines, None, tuple(found), incomplete=True)
    if len(rows) > MAX_ROWS:
        found.append(problem(TOO_MANY_ROWS, mark=_mark(shell, rows[MAX_ROWS][0]), limit=MAX_ROWS))
        return Document(file, lines, None, tuple(found), incomplete=True)
    header = _header(rows[0], shell, found)
    nodes = tuple(_row(header, row, shell, found) for row in rows[1:])
    return Document(file, lines, Sequence(nodes, nodes[0].line, 1), tuple(found[:MAX_PROBLEMS]))


def _header(row: list[_Cell], shell: Document, found: list[Problem]) -> list[Scalar | None]:
    """The keys, None for a column that has none of its own."""
    keys: list[Scalar | None] = []
    while row and not row[-1].text.strip():  # spreadsheets leave empty columns at the end
        row.pop()
    for number, cell in enumerate(row, 1):
        text = cell.text.strip().lower().replace(" ", "_")
        if not text:
            found.append(problem(HEADER_EMPTY, mark=_mark(shell, cell), column=number))
        elif any(key and key.text == text for key in keys):
            found.append(problem(HEADER_TWICE, mark=_mark(shell, cell), key=text))
            text = ""
        keys.append(Scalar(text, cell.line, cell.column, cell.length, quoted=True) if text else None)
    return keys


def _row(header: list[Scalar | None], row: list[_Cell], shell: Document, found: list[Problem]) -> Mapping:
    while len(row) > len(header) and not row[-1].text.strip():
        row.pop()
    if len(row) != len(header):
        kind = TOO_MANY_CELLS if len(row) > len(header) else TOO_FEW_CELLS
        at = row[len(header)] if len(row) > len(header) else row[-1]
        found.append(problem(kind, mark=_mark(shell, at), found=len(row), expected=len(header)))
    entries = (
        Entry(key, Scalar(cell.text.strip(), cell.line, cell.column, cell.length, quoted=True))
        for key, cell in zip(header, row, strict=False)
        if key and cell.text.strip()
    )
    return Mapping(tuple(entries), row[0].line, 1)


_QUOTED = re.compile(r' *"([^"]*(?:""[^"]*)*)"[ ]*')


def _rows(text: str, shell: Document, found: list[Problem]) -> Iterator[list[_Cell]]:
    """The cells of each row with their places; stops at a quote that nobody closed."""
    first = next((line for line in shell.lines if line.strip()), "")
    delimiter = max((",", ";", "\t"), key=first.count)
    bare = re.compile(rf"[^{delimiter}\n]*")
    row: list[_Cell] = []
    at, line, start = 0, 1, 0  # `start` is where the line begins
    while at < len(text):
        column = at - start + 1
        if hit := _QUOTED.match(text, at):
            lead = len(hit[0]) - len(hit[0].lstrip(" "))
            shown = hit[0].strip(" ").split("\n", 1)[0]
            row.append(_Cell(hit[1].replace('""', '"'), line, column + lead, len(shown)))
            if "\n" in hit[0]:
                line += hit[0].count("\n")
                start = text.rfind("\n", 0, hit.end()) + 1
            at = hit.end()
            rest = bare.match(text, at)
            if rest and rest[0]:
                found.append(problem(QUOTE_INSIDE, mark=shell.line_mark(line, at - start + 1, len(rest[0].rstrip()))))
                at = rest.end()
                if len(found) >= MAX_PROBLEMS:
                    return
        else:
            value = bare.match(text, at)[0]  # type: ignore[index]  # may be empty, always matches
            lead = len(value) - len(value.lstrip())
            if value.lstrip().startswith('"'):
                found.append(problem(QUOTE_OPEN, mark=shell.line_mark(line, column + lead, len(value.strip()))))
                return
            row.append(_Cell(value, line, column + lead, max(1, len(value.strip()))))
            at += len(value)
        if text[at : at + 1] == delimiter:
            at += 1
            if at == len(text) or text[at] == "\n":  # an empty cell ends the row
                row.append(_Cell("", line, at - start + 1, 1))
        if at >= len(text) or text[at] == "\n":
            yield row
            row, at, line, start = [], at + 1, line + 1, at + 1


def _mark(shell: Document, cell: _Cell) -> Mark:
    return shell.line_mark(cell.line, cell.column, cell.length)
