"""`titlepage`: the title page of an exhibition catalogue. A band of pattern, everything on a centre axis, one plate in
3:4, the dates as a colophon between hairlines."""

from __future__ import annotations

from PIL import Image

from generator.media.cards.canvas import Type
from generator.media.cards.formats import Box
from generator.media.cards.sheet import Block, Sheet, moment_of


def titlepage(sheet: Sheet) -> None:
    """Draws the picture."""
    form, safe = sheet.format, sheet.format.safe
    if form.wide or form.name == "square":
        deep = 52 if form.wide else 72
        _band(sheet, 0, deep, rows=1)
        _band(sheet, form.height - deep, deep, rows=1)
        air = 28 if form.wide else 40
        page = Box(safe.left, deep + air, safe.right, form.height - deep - air)
        if sheet.photo:
            wide = min(page.height * 3 // 4, int(page.width * 0.42))
            plate = Box(page.right - wide, page.top, page.right, page.top + wide * 4 // 3)
            drop = (page.height - plate.height) // 2
            _plate(sheet, Box(plate.left, plate.top + drop, plate.right, plate.bottom + drop))
            page = Box(page.left, page.top, plate.left - 44, page.bottom)
        _page(sheet, page, 1.0 if form.wide else 1.2, code=None)
        return
    deep = 96
    _band(sheet, 0, deep, rows=2 if form.code else 1)
    _band(sheet, form.height - deep * (3 if form.code else 1), deep, rows=3 if form.code else 1)
    page = safe if form.code else Box(safe.left, deep + 40, safe.right, form.height - deep - 36)
    code = None
    if sheet.code:
        code = Box((form.width - 250) // 2, page.bottom - 250, (form.width + 250) // 2, page.bottom)
        page = Box(page.left, page.top, page.right, code.top - 20)
    if not sheet.photo:
        _page(sheet, page, 1.7, code)
        return
    top = _title(sheet, Box(page.left, page.top, page.right, page.top + int(page.height * 0.34)), 1.5)
    foot = _colophon(sheet, page, 1.32)
    # As near to 3:4 as leaves the plate wide enough to be looked at.
    deep = foot - top - 72
    wide = min(max(deep * 3 // 4, min(deep, 520)), 620)
    if deep > 240:
        left, head = (form.width - wide) // 2, top + 36
        _plate(sheet, Box(left, head, left + wide, head + deep))
    if code:
        sheet.panel_code(code)


def _page(sheet: Sheet, page: Box, unit: float, code: Box | None) -> None:
    """Title at the top, colophon at the foot, on one axis."""
    foot = _colophon(sheet, page, unit)
    _title(sheet, Box(page.left, page.top, page.right, foot - int(24 * unit)), unit, middle=True)
    if code:
        sheet.panel_code(code)


def _title(sheet: Sheet, box: Box, unit: float, *, middle: bool = False) -> int:
    """The shop, the title, a short rule. Returns where it ends."""
    facts, look = sheet.facts, sheet.look
    name = Box(box.left, box.top, box.right, box.top + int(46 * unit))
    if facts.of_shop:
        side = int(70 * unit)
        left = (box.left + box.right - side) // 2
        sheet.mark(Box(left, box.top, left + side, box.top + side))
        name = Box(left, box.top, left, box.top + side)
    else:
        sheet.brand(name, look["ink"], size=int(25 * unit), align="centre", voice="title")
    quiet = Type("text", look["soft"], int(22 * unit), 15)
    title = Type("title", look["ink"], int(70 * unit), 26, lines=6, leading=1.1)
    covered = sheet.column(
        Box(box.left, name.bottom + int(22 * unit), box.right, box.bottom - int(30 * unit)),
        [
            Block("" if facts.of_shop else facts.batch, quiet, spare=True),
            Block(facts.title, title, gap=int(16 * unit)),
            Block(facts.note, Type("text", look["ink"], int(26 * unit), 16, lines=3, leading=1.4), gap=int(24 * unit)),
            Block(facts.batch if facts.of_shop else "", quiet, gap=int(20 * unit), spare=True),
        ],
        align="centre",
        valign="middle" if middle else "top",
    )
    end = (covered[-1].bottom if covered else name.bottom) + int(24 * unit)
    middle_x = (box.left + box.right) // 2
    sheet.canvas.rect(Box(middle_x - int(54 * unit), end, middle_x + int(54 * unit), end + 2), look["ink"])
    return end + 2


def _colophon(sheet: Sheet, box: Box, unit: float) -> int:
    """Price, dates and address at the foot, the dates between two hairlines. Returns where it begins."""
    facts, look, canvas = sheet.facts, sheet.look, sheet.canvas
    foot = box.bottom
    if facts.address:
        line = Box(box.left, foot - int(30 * unit), box.right, foot)
        canvas.text(
            line, facts.address, Type("text", look["soft"], int(21 * unit), 13), align="centre", valign="bottom"
        )
        foot = line.top - int(14 * unit)
    if facts.dates:
        first, rest = facts.dates[0], facts.dates[1:]
        small = Type("text", look["soft"], int(21 * unit), 14)
        said = f"{first.label} {moment_of(first)}"
        blocks = [
            Block(said, Type("title", look["ink"], int(29 * unit), 17, lines=2, leading=1.2)),
            *(
                Block(f"{each.label} {moment_of(each)}", small, gap=int((10 if number else 15) * unit), spare=True)
                for number, each in enumerate(rest)
            ),
        ]
        height = int((52 + 36 * len(rest)) * unit)
        room = Box(box.left, foot - height - int(16 * unit), box.right, foot - int(16 * unit))
        covered = sheet.column(room, blocks, align="centre", valign="bottom")
        for y in (covered[0].top - int(20 * unit), foot):
            canvas.rect(Box(box.left, y, box.right, y + 2), look["line"])
        foot = covered[0].top - int(20 * unit)
    if facts.price:
        blocks = [
            Block(facts.price, Type("title", look["ink"], int(32 * unit), 18, tabular=True)),
            Block(facts.excludes, Type("text", look["soft"], int(20 * unit), 14), gap=int(9 * unit), spare=True),
        ]
        height = int((40 + 30 * bool(facts.excludes)) * unit)
        room = Box(box.left, foot - height - int(20 * unit), box.right, foot - int(20 * unit))
        covered = sheet.column(room, blocks, align="centre", valign="bottom")
        foot = covered[0].top
    return foot


def _plate(sheet: Sheet, box: Box) -> None:
    """The photo like a plate tipped onto the page: a hairline, a margin of card, the print."""
    sheet.canvas.rect(Box(box.left - 2, box.top - 2, box.right + 2, box.bottom + 2), sheet.look["line"])
    sheet.canvas.rect(box, sheet.look["surface"])
    sheet.place_photo(box.inset(12))


def _band(sheet: Sheet, top: int, deep: int, rows: int) -> None:
    """The pattern over the whole width, cut between two tiles on both sides alike."""
    canvas, look = sheet.canvas, sheet.look
    if not sheet.look.motif:
        canvas.rect(Box(0, top, sheet.format.width, top + deep * rows), look["block"])
        return
    width, side = round(sheet.format.width * canvas.scale), round(deep * canvas.scale)
    from generator.media.cards.motif import tile_mask  # noqa: PLC0415  fontTools is slow to import

    tile = tile_mask(sheet.look.motif, side)
    band = Image.new("L", (width, side * rows))
    start = (width - side) // 2 % side - side
    for row in range(rows):
        for left in range(start, width, side):
            band.paste(tile, (left, row * side))
    canvas.shade(band, (0, top), look["block"])
    edge = top + deep * rows if top == 0 else top - 2
    canvas.rect(Box(0, edge, sheet.format.width, edge + 2), look["block"])
