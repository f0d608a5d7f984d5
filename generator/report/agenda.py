"""The list of all campaigns for people and for programs.

Owns its columns, its words and the names of its JSON fields, which are a promise. It must not decide any state.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table

from generator.page.catalogue import Catalogue
from generator.page.i18n import breakable, format_moment
from generator.report.display import in_sentence
from generator.report.terminal import Screen
from generator.shop.schedule import State
from generator.weekly.agenda import Row

_TITLE_CELLS = 80

_STATES = {
    State.UPCOMING: "Opens soon",
    State.OPEN: "Open now",
    State.CLOSING: "Last day",
    State.FULL: "Full",
    State.CLOSED: "Closed",
    State.SHIPPING: "Shipping time",
    State.OVERDUE: "Behind schedule",
    State.DONE: "Done",
    State.CANCELLED: "Cancelled",
}
_STYLES = {
    State.OPEN: "green",
    State.CLOSING: "bold green",
    State.FULL: "cyan",
    State.UPCOMING: "cyan",
    State.OVERDUE: "bold yellow",
    State.DONE: "dim",
    State.CANCELLED: "dim",
}


def show_agenda(rows: Sequence[Row], screen: Screen, catalogue: Catalogue) -> None:
    """Print the rows: a table on a terminal, elsewhere one line each with tabs between, and no heading."""
    cells = [_cells(row, catalogue) for row in rows]
    if not screen.is_terminal:
        for line in cells:
            screen.console.file.write("\t".join(line) + "\n")  # the console would make spaces of the tabs
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in (catalogue.text("Campaign"), catalogue.text("Now"), catalogue.text("Next"), catalogue.text("Title")):
        table.add_column(head, overflow="fold")
    for row, line in zip(rows, cells, strict=True):
        table.add_row(*line, style="dim" if row.archived else _STYLES.get(row.state, ""))
    screen.console.print(table)


def _cells(row: Row, catalogue: Catalogue) -> tuple[str, str, str, str]:
    coming = "–"
    if row.next:
        when = breakable(format_moment(row.next.at, catalogue.language, style="weekday"))
        coming = f"{when}: {_word(row.next.state, catalogue)}"
    state = _word(row.state, catalogue)
    if row.archived:
        state = catalogue.text("{state}, archived", state=state)
    title = in_sentence(row.title.in_(catalogue.language), _TITLE_CELLS)
    if row.number is not None:
        title += f" · {catalogue.text('Batch {number}', number=row.number)}"
    return row.slug, state, coming, title


def _word(state: State, catalogue: Catalogue) -> str:
    return catalogue.unfilled(_STATES[state])


def agenda_json(rows: Sequence[Row], catalogue: Catalogue) -> str:
    """`{"campaigns": […]}` in the same order, in ASCII.

    Each has `slug`, `title`, `batch` (null where none is said), `state` and `next_state` in the words of the files
    (`upcoming` … `cancelled`), `next_change` (ISO 8601 with offset; both null when nothing comes any more) and
    `archived`.
    """
    records = [
        {
            "slug": row.slug,
            "title": row.title.in_(catalogue.language),
            "batch": row.number,
            "state": row.state.value,
            "next_change": row.next.at.isoformat(timespec="seconds") if row.next else None,
            "next_state": row.next.state.value if row.next else None,
            "archived": row.archived,
        }
        for row in rows
    ]
    return json.dumps({"campaigns": records}, indent=2)
