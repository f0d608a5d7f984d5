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
        start, foot = (72, safe.top + 590) if form.code else (safe.top, safe.top + 640)
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
    _what(sheet, Box(box.left, top + px(20), box.right, foot - px(20)), unit, 7)


def _below(sheet: Sheet, box: Box) -> None:
    """Under the photo: what it is over the whole width; below it until when, beside the code."""
    if not sheet.code:
        line = Box(box.left, box.bottom - 60, box.right, box.bottom)
        sheet.signature(line, 33)
        foot = _dates_apart(sheet, Box(box.left, box.top, box.right, line.top - 44), 1.42)
        _what(sheet, Box(box.left, box.top, box.right, foot - 26), 1.42, 4)
        return
    top = _whose(sheet, box, 64, 33)
    side = 310
    sheet.panel_code(Box(box.right - side, box.bottom - side, box.right, box.bottom), radius=14)
    right = box.right - side - 36
    foot = _address(sheet, Box(box.left, box.top, right, box.bottom), 30)
    foot = _dates(sheet, Box(box.left, top, right, foot), 1.42)
    _what(sheet, Box(box.left, top + 22, box.right, min(foot, box.bottom - side) - 26), 1.42, 4)


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
    if not sheet.facts.dates:
        return box.bottom
    clock, count = bool(sheet.facts.dates[0].clock), len(sheet.facts.dates) - 1
    height = int((50 + 44 * clock + 40 * count) * unit)
    room = Box(box.left, max(box.top, box.bottom - height), box.right, box.bottom)
    covered = sheet.column(room, [*_first(sheet, unit), *_others(sheet, unit)], valign="bottom")
    return _rule(sheet, box.left, covered[0].top, unit)


def _dates_apart(sheet: Sheet, box: Box, unit: float) -> int:
    """The same in two columns: until when at the left, the other dates at the right, their feet on one line."""
    if not sheet.facts.dates:
        return box.bottom
    top = box.bottom - int(94 * unit)
    middle = box.left + int(box.width * 0.54)
    covered = sheet.column(Box(box.left, top, middle - 24, box.bottom), _first(sheet, unit), valign="bottom")
    sheet.column(Box(middle, top, box.right, box.bottom), _others(sheet, unit), align="right", valign="bottom")
    return _rule(sheet, box.left, covered[0].top, unit)


def _first(sheet: Sheet, unit: float) -> list[Block]:
    ink, first = sheet.look["ink"], sheet.facts.dates[0]
    return [
        Block(f"{first.label} {first.day}", Type("strong", ink, int(37 * unit), 20, lines=2)),
        Block(first.clock, Type("strong", ink, int(28 * unit), 17), gap=int(12 * unit)),
    ]


def _others(sheet: Sheet, unit: float) -> list[Block]:
    small = Type("text", sheet.look["soft"], int(22 * unit), 15)
    return [
        Block(f"{each.label} {moment_of(each)}", small, gap=int((10 if number else 20) * unit), spare=True)
        for number, each in enumerate(sheet.facts.dates[1:])
    ]


def _rule(sheet: Sheet, left: int, below: int, unit: float) -> int:
    """The thin line in the theme's colour above the dates. Returns where it begins."""
    top = below - int(26 * unit)
    sheet.canvas.rect(Box(left, top, left + int(64 * unit), top + int(5 * unit)), sheet.look["accent"])
    return top


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
            Block(facts.price, Type("strong", look["ink"], int(42 * unit), 22, tabular=True), gap=int(28 * unit)),
            Block(facts.excludes, Type("text", look["soft"], int(22 * unit), 15), gap=int(14 * unit), spare=True),
        ],
        valign="middle",
    )
