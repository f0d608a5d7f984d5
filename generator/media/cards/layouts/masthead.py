"""`masthead`: a zine. The shop's name as wide as the page, a thick rule, a photo that bleeds off with two corners cut
out of it, one spot colour under the date."""

from __future__ import annotations

from generator.media.cards.canvas import Type
from generator.media.cards.fitting import MAY_BREAK
from generator.media.cards.formats import Box
from generator.media.cards.sheet import Block, Sheet, moment_of
from generator.shop.colours import text_on


def masthead(sheet: Sheet) -> None:
    """Draws the picture."""
    form, safe, look = sheet.format, sheet.format.safe, sheet.look
    unit = 1.0 if form.wide else 1.5
    top = safe.top if form.code else 40 if form.wide else 64
    if form.code:
        # Where the app's own controls lie, nothing but the spot colour.
        sheet.canvas.rect(Box(0, 0, form.width, top - 52), look["accent"])
        sheet.canvas.rect(Box(0, safe.bottom + 52, form.width, form.height), look["accent"])
    room = Box(safe.left, top, safe.right, top + int((108 if form.wide else 130) * unit))
    name = sheet.canvas.text(room, sheet.facts.shop, Type("title", look["ink"], 300, 40, lines=1))
    rule = name.bottom + int(14 * unit)
    sheet.canvas.rect(Box(0, rule, form.width, rule + int(8 * unit)), look["ink"])
    front = rule + int(8 * unit)
    if form.wide or form.name == "square":
        wide = 590 if form.wide else 500
        _front(sheet, Box(0, front, wide, form.height), unit if form.wide else 1.1)
        _words(sheet, Box(wide + 40, front + int(34 * unit), safe.right, form.height - 44), unit if form.wide else 1.2)
        return
    body = {"story": 570, "feed": 480}[form.name]
    foot = (safe.bottom if form.code else form.height - 48) - body
    _front(sheet, Box(0, front, form.width, foot), unit)
    sheet.canvas.rect(Box(0, foot, form.width, foot + int(8 * unit)), look["ink"])
    _words(sheet, Box(safe.left, foot + 50, safe.right, foot + body), unit)


def _front(sheet: Sheet, box: Box, unit: float) -> None:
    """The photo, its number and price in the corners; without a photo the spot colour, filled by number or title."""
    facts, look, canvas = sheet.facts, sheet.look, sheet.canvas
    number = f"No. {facts.batch_number}" if facts.batch_number else ""
    pad = int(18 * unit)
    beside = box.right < sheet.format.width
    left = sheet.format.safe.left
    if sheet.photo:
        sheet.place_photo(box)
        if number:
            how = Type("title", look["ink"], int(46 * unit), 20)
            fitted = canvas.fitted(number, box.width // 2, int(50 * unit), how)
            corner = Box(box.left, box.top, left + int(fitted.width) + pad, box.top + int(fitted.height) + pad * 2)
            canvas.rect(corner, look["paper"])
            canvas.text(Box(left, corner.top, corner.right - pad + 2, corner.bottom), number, how, valign="middle")
    else:
        canvas.rect(box, look["accent"])
        ink = text_on(look["accent"])
        room = Box(left, box.top + pad, box.right - left, box.bottom - pad - int(60 * unit) * bool(facts.price))
        words = number or facts.title
        canvas.text(room, words, Type("title", ink, 620, 40, lines=1 if number else 4, leading=1.02), valign="middle")
    if facts.price:
        price = facts.price.replace("–", f"–{MAY_BREAK}")
        how = Type("title", look["ink"], int(40 * unit), 18, lines=2, leading=1.1, tabular=True)
        fitted = canvas.fitted(price, int(box.width * 0.42), int(96 * unit), how)
        note = Type("text", look["ink"], int(19 * unit), 12)
        under = int(canvas.fitted(facts.excludes, int(box.width * 0.5), 40, note).width) if facts.excludes else 0
        right = box.right if beside else sheet.format.safe.right + pad
        wide = max(int(fitted.width), under) + pad * 2
        deep = int(fitted.height) + pad * 2 + int(34 * unit) * bool(under)
        corner = Box(right - wide, box.bottom - deep, right if beside else box.right, box.bottom)
        canvas.rect(corner, look["paper"])
        room = Box(corner.left + pad, corner.top + pad, corner.left + wide - pad + 4, corner.bottom - pad + 4)
        sheet.column(room, [Block(price, how), Block(facts.excludes, note, gap=int(10 * unit), spare=True)])


def _words(sheet: Sheet, box: Box, unit: float) -> None:
    """Title, the date on the spot colour, the address; the code beside them."""
    facts, look, canvas = sheet.facts, sheet.look, sheet.canvas
    right = box.right
    if sheet.code:
        side = 270
        sheet.panel_code(Box(box.right - side + 26, box.bottom - side, box.right + 26, box.bottom))
        right = box.right - side
    foot = box.bottom
    if facts.address:
        line = Box(box.left, foot - int(28 * unit), right, foot)
        canvas.text(line, facts.address, Type("text", look["ink"], int(20 * unit), 13), valign="bottom")
        foot = line.top - int(18 * unit)
    if facts.dates:
        rest = facts.dates[1:]
        small = Type("text", look["ink"], int(20 * unit), 13)
        deep = int(31 * unit) * len(rest)
        if rest:
            covered = sheet.column(
                Box(box.left, foot - deep, right, foot),
                [Block(f"{each.label} {moment_of(each)}", small, gap=int(9 * unit), spare=True) for each in rest],
                valign="bottom",
            )
            foot = covered[0].top - int(18 * unit)
        foot = _stamp(sheet, Box(box.left, box.top, right, foot), unit) - int(24 * unit)
    shown = sheet.photo is not None or bool(facts.batch_number)
    wide = box.right if foot <= box.bottom - 270 or not sheet.code else right
    title = Type(
        "title", look["ink"], int((84 if sheet.format.wide or not sheet.code else 66) * unit), 22, lines=6, leading=1.05
    )
    quiet = Type("text", look["ink"], int(23 * unit), 14)
    sheet.column(
        Box(box.left, box.top, wide, foot),
        [
            Block(facts.title if shown and not facts.of_shop else "", title),
            Block(facts.note, Type("strong", look["ink"], int(32 * unit), 17, lines=4, leading=1.25)),
            Block(facts.batch if facts.of_shop else "", quiet, gap=int(20 * unit)),
        ],
    )


def _stamp(sheet: Sheet, box: Box, unit: float) -> int:
    """The first date on the spot colour, at the foot of the box. Returns where it begins."""
    look, canvas = sheet.look, sheet.canvas
    first = sheet.facts.dates[0]
    ink, pad = text_on(look["accent"]), int(14 * unit)
    day = Type("title", ink, int(44 * unit), 20)
    small = Type("strong", ink, int(22 * unit), 13)
    label = " · ".join(filter(None, (first.label, first.clock)))
    room = box.width - pad * 2
    top, bottom = canvas.fitted(label, room, 40, small), canvas.fitted(first.day, room, int(60 * unit), day)
    deep = int(top.height + bottom.height + pad * 2 + 12 * unit) + 4
    block = Box(box.left, box.bottom - deep, box.left + int(max(top.width, bottom.width)) + pad * 2 + 4, box.bottom)
    canvas.rect(block, look["accent"])
    sheet.column(block.inset(pad), [Block(label, small), Block(first.day, day, gap=int(12 * unit))])
    return block.top
