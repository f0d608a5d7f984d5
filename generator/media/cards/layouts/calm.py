"""`calm`: a shop window. One photo in a quiet frame, the facts beside or below it, one thin line in the theme's
colour."""

from __future__ import annotations

from generator.media.cards.canvas import Type
from generator.media.cards.formats import Box
from generator.media.cards.sheet import Block, Sheet, moment_of

_RADIUS = 16


def calm(sheet: Sheet) -> None:
    """Draws the picture."""
    form, safe = sheet.format, sheet.format.safe
    if form.wide or form.name == "square":
        words = safe
        if sheet.photo:
            side = 452 if form.wide else 430
            sheet.place_photo(Box(safe.right - side, safe.top, safe.right, safe.bottom), radius=_RADIUS)
            words = Box(safe.left, safe.top, safe.right - side - 48, safe.bottom)
        _beside(sheet, words, 1.0 if form.wide else 1.25)
        return
    top = safe.top
    if sheet.photo:
        # The window reaches into a story's head, where the app's controls may lie on a photo but not on words.
        start, foot = (72, safe.top + 650) if form.code else (safe.top, safe.top + 560)
        sheet.place_photo(Box(safe.left, start, safe.right, foot), radius=_RADIUS + 8)
        top = foot + 44
    _below(sheet, Box(safe.left, top, safe.right, safe.bottom))


def _beside(sheet: Sheet, box: Box, unit: float) -> None:
    """One column: whose it is, what it is, until when."""

    def px(value: int) -> int:
        return int(value * unit)

    top = _whose(sheet, box, px(54), px(26))
    foot = _address(sheet, box, px(22))
    foot = _dates(sheet, Box(box.left, top, box.right, foot), unit)
    _what(sheet, Box(box.left, top + px(20), box.right, foot - px(20)), unit, 4)


def _below(sheet: Sheet, box: Box) -> None:
    """Under the photo: what it is over the whole width; below it until when, beside the code."""
    top = _whose(sheet, box, 64, 33)
    right = box.right
    if sheet.code:
        side = 310
        sheet.panel_code(Box(box.right - side, box.bottom - side, box.right, box.bottom), radius=14)
        right -= side + 36
    foot = _address(sheet, Box(box.left, box.top, right, box.bottom), 30)
    foot = _dates(sheet, Box(box.left, top, right, foot), 1.42)
    if sheet.code:
        foot = min(foot, box.bottom - 310)
    _what(sheet, Box(box.left, top + 22, box.right, foot - 26), 1.42, 3)


def _whose(sheet: Sheet, box: Box, height: int, size: int) -> int:
    """The shop at the top; its own picture has the mark alone, for the name follows large. Returns where that ends."""
    if not sheet.facts.of_shop:
        sheet.brand(Box(box.left, box.top, box.right, box.top + height), sheet.look["ink"], size=size)
        return box.top + height
    side = int(height * 1.5)
    sheet.mark(Box(box.left, box.top, box.left + side, box.top + side))
    return box.top + side


def _address(sheet: Sheet, box: Box, size: int) -> int:
    """The address at the foot. Returns where it begins."""
    if not sheet.facts.address:
        return box.bottom
    line = Box(box.left, box.bottom - int(size * 1.3), box.right, box.bottom)
    sheet.canvas.text(line, sheet.facts.address, Type("text", sheet.look["soft"], size, 13), valign="bottom")
    return line.top - int(size * 0.7)


def _dates(sheet: Sheet, box: Box, unit: float) -> int:
    """The dates at the foot of the box, under a thin line. Returns where that line is."""
    look, dates = sheet.look, sheet.facts.dates
    if not dates:
        return box.bottom
    first, rest = dates[0], dates[1:]
    small = Type("text", look["soft"], int(22 * unit), 15)
    blocks = [
        Block(f"{first.label} {first.day}", Type("strong", look["ink"], int(37 * unit), 20, lines=2)),
        Block(first.clock, Type("strong", look["ink"], int(28 * unit), 17), gap=int(10 * unit)),
        *(
            Block(f"{each.label} {moment_of(each)}", small, gap=int((9 if number else 20) * unit), spare=True)
            for number, each in enumerate(rest)
        ),
    ]
    height = int((50 + 44 * bool(first.clock) + 40 * len(rest)) * unit)
    room = Box(box.left, max(box.top, box.bottom - height), box.right, box.bottom)
    covered = sheet.column(room, blocks, valign="bottom")
    rule = covered[0].top - int(26 * unit)
    sheet.canvas.rect(Box(box.left, rule, box.left + int(64 * unit), rule + int(5 * unit)), look["accent"])
    return rule


def _what(sheet: Sheet, box: Box, unit: float, lines: int) -> None:
    """Batch, title and price, in the middle of what is left."""
    facts, look = sheet.facts, sheet.look
    quiet = Type("text", look["soft"], int(24 * unit), 16)
    title = Type("title", look["ink"], int(70 * unit), 26, lines=lines, leading=1.1)
    sheet.column(
        box,
        [
            Block("" if facts.of_shop else facts.batch, quiet, spare=True),
            Block(facts.title, title, gap=int(12 * unit)),
            Block(facts.note, Type("text", look["ink"], int(29 * unit), 18, lines=3, leading=1.35), gap=int(24 * unit)),
            Block(facts.batch if facts.of_shop else "", quiet, gap=int(20 * unit), spare=True),
            Block(facts.price, Type("strong", look["ink"], int(42 * unit), 22, tabular=True), gap=int(20 * unit)),
            Block(facts.excludes, Type("text", look["soft"], int(22 * unit), 15), gap=int(14 * unit), spare=True),
        ],
        valign="middle",
    )
