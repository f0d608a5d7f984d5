"""`score`: a scoreboard at night. Title and thumbnail at the head, two cells with large figures, the rest as a table;
everything lines up."""

from __future__ import annotations

from generator.media.cards.canvas import Type
from generator.media.cards.fitting import MAY_BREAK
from generator.media.cards.formats import Box
from generator.media.cards.sheet import Block, Sheet, moment_of, rows_of

_EDGE = 3
_RADIUS = 10
_BESIDE = 408


def score(sheet: Sheet) -> None:
    """Draws the picture."""
    form, safe, look = sheet.format, sheet.format.safe, sheet.look
    unit = 1.0 if form.wide else 1.5
    foot = _foot(sheet, unit)
    # A photo may lie under the app's own controls in a story's head; words may not.
    board = Box(safe.left, 96 if form.code and sheet.photo else safe.top, safe.right, foot)
    sheet.canvas.frame(board, look["line"], _EDGE, look["surface"], radius=_RADIUS)
    inner = board.inset(_EDGE)
    if sheet.photo and form.wide:
        photo = Box(inner.right - _BESIDE, inner.top, inner.right, inner.bottom)
        sheet.place_photo(photo, radius=_RADIUS - _EDGE, corners=(False, True, True, False))
        sheet.canvas.rect(Box(photo.left, photo.top, photo.left + 2, photo.bottom), look["line"])
        inner = Box(inner.left, inner.top, photo.left, inner.bottom)
    facts = sheet.facts
    rest = facts.dates[1:]
    row = int(52 * unit)
    cells = int(170 * unit) if facts.price or facts.dates else 0
    table = Box(inner.left, inner.bottom - row * len(rest), inner.right, inner.bottom)
    cell_row = Box(inner.left, table.top - cells, inner.right, table.top)
    head = Box(inner.left, inner.top, inner.right, cell_row.top)
    _head(sheet, head, unit)
    if cells:
        _cells(sheet, cell_row, unit)
    for line, date in zip(rows_of(table, len(rest)), rest, strict=True):
        sheet.canvas.rect(Box(line.left, line.top, line.right, line.top + 2), look["line"])
        pad = int(24 * unit)
        label = Box(line.left + pad, line.top, line.left + int(line.width * 0.36), line.bottom)
        value = Box(label.right, line.top, line.right - pad, line.bottom)
        sheet.canvas.text(label, date.label, Type("text", look["soft"], int(23 * unit), 13), valign="middle")
        how = Type("strong", look["ink"], int(25 * unit), 13, tabular=True)
        sheet.canvas.text(value, moment_of(date), how, align="right", valign="middle")


def _head(sheet: Sheet, box: Box, unit: float) -> None:
    """What it is. In a square the photo stands at its left, in tall pictures it takes what the words leave above."""
    facts, look, form = sheet.facts, sheet.look, sheet.format
    pad = int(24 * unit)
    words = box.inset(pad)
    beside = form.name == "square"
    quiet = Type("text", look["soft"], int(24 * unit), 15)
    size, lines = (60, 4) if form.wide else (50, 7) if beside else (56, 4)
    title = Type("title", look["ink"], int(size * unit), 24, lines=lines, leading=1.1)
    blocks = [
        Block("" if facts.of_shop else facts.batch, Type("strong", look["block"], int(24 * unit), 15), spare=True),
        Block(facts.title, title, gap=int(14 * unit)),
        Block(facts.note, Type("text", look["ink"], int(27 * unit), 17, lines=3, leading=1.35), gap=int(20 * unit)),
        Block(facts.batch if facts.of_shop else "", quiet, gap=int(18 * unit), spare=True),
    ]
    if sheet.photo and beside:
        side = min(box.height - pad * 2, 360)
        sheet.place_photo(Box(words.left, words.top, words.left + side, words.top + side), radius=6)
        words = Box(words.left + side + pad, words.top, words.right, words.top + side)
    elif sheet.photo and not form.wide:
        deep = max(box.height // 2, box.height - sheet.natural(words, blocks) - pad * 2)
        photo = Box(box.left, box.top, box.right, box.top + deep)
        sheet.place_photo(photo, radius=_RADIUS - _EDGE, corners=(True, True, False, False))
        words = Box(words.left, photo.bottom + pad, words.right, words.bottom)
    sheet.column(words, blocks, valign="middle")


def _cells(sheet: Sheet, box: Box, unit: float) -> None:
    """What it costs and until when, side by side in figures of one width."""
    facts, look, canvas = sheet.facts, sheet.look, sheet.canvas
    first = facts.dates[0] if facts.dates else None
    cells = [each for each in (
        (facts.price_label, _stacked(facts.price), facts.excludes) if facts.price else None,
        (first.label, first.day, first.clock) if first else None,
    ) if each]  # fmt: skip
    canvas.rect(Box(box.left, box.top, box.right, box.top + 2), look["line"])
    figures = Type("strong", look["block"], int(44 * unit), 18, lines=2, leading=1.12, tabular=True)
    wide = box.width // len(cells)
    for number, (label, figure, note) in enumerate(cells):
        cell = Box(box.left + wide * number, box.top, box.left + wide * (number + 1), box.bottom)
        if number:
            canvas.rect(Box(cell.left, cell.top, cell.left + 2, cell.bottom), look["line"])
        sheet.column(
            cell.inset(int(24 * unit), int(16 * unit)),
            [
                Block(label, Type("text", look["soft"], int(21 * unit), 13)),
                Block(figure, figures, gap=int(13 * unit)),
                Block(note, Type("text", look["ink"], int(22 * unit), 13, tabular=True), gap=int(11 * unit)),
            ],
        )


def _stacked(price: str) -> str:
    """A range with a place to break after its dash."""
    return price.replace("–", f"–{MAY_BREAK}")


def _foot(sheet: Sheet, unit: float) -> int:
    """The shop at the left, its address or the code at the right. Returns where the board above may end."""
    safe, look, facts = sheet.format.safe, sheet.look, sheet.facts
    height = 300 if sheet.code else int(52 * unit)
    line = Box(safe.left, safe.bottom - height, safe.right, safe.bottom)
    if sheet.code:
        sheet.panel_code(Box(line.right - height, line.top, line.right, line.bottom), radius=8)
        words = Box(line.left, line.top + 40, line.right - height - 32, line.bottom - 40)
        half = words.height // 2
        sheet.brand(Box(words.left, words.top, words.right, words.top + half), look["ink"], size=int(27 * unit))
        how = Type("text", look["soft"], int(22 * unit), 15, lines=2, leading=1.3)
        address = facts.address.replace("/", f"/{MAY_BREAK}")
        sheet.canvas.text(Box(words.left, words.top + half + 12, words.right, words.bottom), address, how)
        return line.top - 32
    sheet.signature(line, int(23 * unit))
    return line.top - int(20 * unit)
