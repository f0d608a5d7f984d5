"""`board`: a stall's price board. A dark name board, a block of full colour with the price as large as it will go, the
photo square and flush with the edge, and the date as a ticket."""

from __future__ import annotations

from generator.media.cards.canvas import Type
from generator.media.cards.fitting import MAY_BREAK
from generator.media.cards.formats import Box
from generator.media.cards.sheet import Block, Sheet, moment_of
from generator.page.views import FigureView
from generator.shop.colours import text_on

_SMALL = 0.44
"""The size of a sum's sign and thousands by that of its digits."""
_APART = 0.05


def board(sheet: Sheet) -> None:
    """Draws the picture."""
    form, safe, look = sheet.format, sheet.format.safe, sheet.look
    unit = 1.0 if form.wide else 1.4
    sign = Box(0, 0, form.width, form.safe.top + int(72 * unit) if form.code else int(92 * unit))
    sheet.canvas.rect(form.whole, look["accent"])
    sheet.canvas.rect(sign, look["block"])
    if form.code:
        _awning(sheet, 176)
    name = Box(safe.left, sign.bottom - int(80 * unit), safe.right, sign.bottom - int(12 * unit))
    sheet.brand(name, text_on(look["block"]), size=int(34 * unit), voice="title")
    if form.wide:
        _wide(sheet, sign.bottom)
    else:
        _tall(sheet, sign.bottom, unit)


def _awning(sheet: Sheet, deep: int) -> None:
    """The stall's awning at the head of a story, where the app's controls lie: stripes that end in half circles."""
    canvas, look, count = sheet.canvas, sheet.look, 9
    side = sheet.format.width // count
    for number in range(count):
        stripe = Box(number * side, 0, (number + 1) * side, deep)
        colour = look["tile"] if number % 2 else look["surface"]
        canvas.rounded(stripe, colour, side // 2, (False, False, True, True))


def _wide(sheet: Sheet, top: int) -> None:
    form, safe = sheet.format, sheet.format.safe
    right = safe.right
    if sheet.photo:
        side = form.height - top
        sheet.place_photo(Box(form.width - side, top, form.width, form.height))
        right = form.width - side - 36
    foot = _address(sheet, Box(safe.left, top, right, form.height - 30), 22)
    foot = _ticket(sheet, Box(safe.left, top, right, foot), 1.0)
    _said(sheet, Box(safe.left, top + 34, right, foot - 26), 1.0)


def _tall(sheet: Sheet, top: int, unit: float) -> None:
    form, safe, look = sheet.format, sheet.format.safe, sheet.look
    foot = form.height
    if form.code:
        foot = safe.bottom - 330
        sheet.canvas.rect(Box(0, foot, form.width, form.height), look["tile"])
        left = safe.left
        if sheet.code:
            sheet.panel_code(Box(safe.left, foot + 32, safe.left + 298, foot + 330))
            left += 298 + 36
        how = Type("strong", text_on(look["tile"]), 36, 20, lines=3, leading=1.3)
        room = Box(left, foot + 32, safe.right, foot + 330)
        sheet.canvas.text(room, sheet.facts.address.replace("/", f"/{MAY_BREAK}"), how, valign="middle")
    elif sheet.facts.address:
        line = Box(safe.left, safe.bottom - 40, safe.right, safe.bottom)
        sheet.canvas.text(line, sheet.facts.address, Type("strong", text_on(look["accent"]), 30, 15), valign="bottom")
        foot = line.top
    ticket = _ticket(sheet, Box(safe.left, top, safe.right, foot - 34), unit)
    box = Box(safe.left, top + 44, safe.right, ticket - 40)
    if not sheet.photo:
        _said(sheet, box, unit)
        return
    side = {"story": 440, "feed": 540}.get(form.name, 430)
    sheet.place_photo(Box(form.width - side, top, form.width, top + side))
    beside = Box(safe.left, top + 44, form.width - side - 32, top + side)
    if sheet.facts.figures:
        below = _priced(sheet, beside, unit)
        _named(sheet, Box(safe.left, max(below, top + side) + 36, safe.right, ticket - 34), unit)
    else:
        _named(sheet, Box(safe.left, top + side + 36, safe.right, ticket - 34), unit)


def _said(sheet: Sheet, box: Box, unit: float) -> None:
    """The price as large as it will go, the name under it; without a price the name has its room."""
    top = box.top
    if sheet.facts.figures:
        top = _priced(sheet, Box(box.left, box.top, box.right, box.top + int(box.height * 0.6)), unit) + int(22 * unit)
    _named(sheet, Box(box.left, top, box.right, box.bottom), unit)


def _priced(sheet: Sheet, box: Box, unit: float) -> int:
    """The price and what it leaves out. Returns where that ends."""
    facts = sheet.facts
    note = int(34 * unit) * bool(facts.excludes)
    end = _price(sheet, Box(box.left, box.top, box.right, box.bottom - note), facts.figures)
    line = Box(box.left, end + int(14 * unit), box.right, end + int(48 * unit))
    how = Type("text", text_on(sheet.look["accent"]), int(23 * unit), 13, lines=2, leading=1.25)
    return sheet.canvas.text(line, facts.excludes, how).bottom


def _named(sheet: Sheet, box: Box, unit: float) -> None:
    facts, ink = sheet.facts, text_on(sheet.look["accent"])
    quiet = Type("text", ink, int(23 * unit), 15)
    priced = bool(facts.figures)
    size = 84 if not priced else 48 if sheet.format.wide else 62
    title = Type("title", ink, int(size * unit), 22, lines=5, leading=1.08)
    blocks = [
        Block(facts.title, title),
        Block("" if facts.of_shop else facts.batch, quiet, gap=int(14 * unit), spare=True),
        Block(facts.note, Type("strong", ink, int(29 * unit), 17, lines=3, leading=1.3), gap=int(22 * unit)),
        Block(facts.batch if facts.of_shop else "", quiet, gap=int(18 * unit), spare=True),
    ]
    sheet.column(box, blocks, valign="top" if priced and sheet.format.wide else "middle")


def _price(sheet: Sheet, box: Box, figures: tuple[FigureView, ...]) -> int:
    """Each sum on a row, or all in one where they are larger that way: a small sign, large digits, the thousands
    small and raised. Returns where the last row ends."""
    canvas, ink = sheet.canvas, text_on(sheet.look["accent"])
    apart = [_parts(each, last=number == len(figures) - 1) for number, each in enumerate(figures)]
    together = [[part for row in apart for part in row]]
    rows, size = max(((rows, _size(sheet, box, rows)) for rows in (apart, together)), key=lambda each: each[1])
    y = box.top
    for row in rows:
        x, end = float(box.left), y
        for text, share in row:
            px = int(size * share)
            wide = canvas.voices["title"].width(text, px, tabular=True)
            room = Box(int(x), y, int(x + wide) + 4, y + px)
            end = max(end, canvas.text(room, text, Type("title", ink, px, px, tabular=True)).bottom)
            x += wide + size * _APART
        y = end + int(size * 0.16)
    return y - int(size * 0.16)


def _parts(figure: FigureView, *, last: bool) -> list[tuple[str, float]]:
    """The sum in parts, each with its share of the size."""
    dash = "" if last else "–"
    rest = (f"{figure.rest}{dash}", _SMALL) if figure.rest else (dash, _SMALL)
    return [each for each in ((figure.sign, _SMALL), (figure.lead, 1.0), rest) if each[0]]


def _size(sheet: Sheet, box: Box, rows: list[list[tuple[str, float]]]) -> int:
    """The largest size at which the rows fit."""
    letters = sheet.canvas.voices["title"]
    size = min(int(box.height / len(rows) * 1.18), 190 if sheet.format.wide else 300)
    while size > 24:
        wide = max(
            sum(letters.width(text, int(size * share), tabular=True) + size * _APART for text, share in row)
            for row in rows
        )
        if wide <= box.width and size * 0.86 * len(rows) <= box.height:
            break
        size = int(size * 0.96)
    return size


def _ticket(sheet: Sheet, box: Box, unit: float) -> int:
    """The dates on a ticket at the foot of the box: a stub, a perforation, what it says. Returns where it begins."""
    canvas, look, dates = sheet.canvas, sheet.look, sheet.facts.dates
    if not dates:
        return box.bottom
    first, rest = dates[0], dates[1:]
    height = int((104 + 34 * len(rest)) * unit)
    ticket = Box(box.left, box.bottom - height, box.right, box.bottom)
    canvas.rect(ticket, look["surface"])
    stub = ticket.left + int(min(142 * unit, ticket.width * 0.3))
    notch = int(11 * unit)
    for y in (ticket.top, ticket.bottom):
        canvas.ellipse(Box(stub - notch, y - notch, stub + notch, y + notch), look["accent"])
    for y in range(ticket.top + notch + 10, ticket.bottom - notch - 8, int(13 * unit)):
        canvas.ellipse(Box(stub - 2, y, stub + 3, y + 5), look["ink"])
    ink, pad = text_on(look["surface"]), int(16 * unit)
    label = Box(ticket.left + pad, ticket.top + pad, stub - pad, ticket.bottom - pad)
    canvas.text(label, first.label, Type("title", ink, int(34 * unit), 14), align="centre", valign="middle")
    small = Type("text", ink, int(21 * unit), 13)
    sheet.column(
        Box(stub + pad + notch, ticket.top + pad, ticket.right - pad, ticket.bottom - pad),
        [
            Block(first.day, Type("title", ink, int(38 * unit), 20)),
            Block(first.clock, Type("strong", ink, int(25 * unit), 15), gap=int(8 * unit)),
            *(
                Block(f"{each.label} {moment_of(each)}", small, gap=int((8 if number else 14) * unit), spare=True)
                for number, each in enumerate(rest)
            ),
        ],
        valign="middle",
    )
    return ticket.top


def _address(sheet: Sheet, box: Box, size: int) -> int:
    if not sheet.facts.address:
        return box.bottom
    line = Box(box.left, box.bottom - int(size * 1.3), box.right, box.bottom)
    ink = text_on(sheet.look["accent"])
    sheet.canvas.text(line, sheet.facts.address, Type("strong", ink, size, 13), valign="bottom")
    return line.top - int(size * 0.8)
