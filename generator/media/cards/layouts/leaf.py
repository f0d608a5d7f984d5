"""`leaf`: a cake box. A square photo with round corners on a tinted ground, the date as the leaf of a calendar that
lies on its edge."""

from __future__ import annotations

from generator.media.cards.canvas import Type
from generator.media.cards.formats import Box
from generator.media.cards.sheet import Block, Sheet, moment_of
from generator.shop.colours import text_on


def leaf(sheet: Sheet) -> None:
    """Draws the picture."""
    (_wide if sheet.format.wide else _tall)(sheet)


def _wide(sheet: Sheet) -> None:
    safe = sheet.format.safe
    words = safe
    if sheet.photo:
        box = Box(safe.left, safe.top + 10, safe.left + 470, safe.bottom)
        sheet.place_photo(box, radius=44)
        if sheet.facts.leaf:
            _leaf(sheet, Box(box.right - 118, box.bottom - 262, box.right + 92, box.bottom - 22))
        words = Box(box.right + (124 if sheet.facts.leaf else 52), safe.top, safe.right, safe.bottom)
    elif sheet.facts.leaf:
        _leaf(sheet, Box(safe.left, safe.top + 90, safe.left + 320, safe.top + 460))
        words = Box(safe.left + 320 + 60, safe.top, safe.right, safe.bottom)
    sheet.brand(Box(words.left, words.top, words.right, words.top + 56), sheet.look["ink"], size=26, voice="title")
    foot = _foot(sheet, words, 1.0, align_centre=False)
    _said(sheet, Box(words.left, words.top + 72, words.right, foot - 20), 1.0, centre=False)


def _tall(sheet: Sheet) -> None:
    form, safe, look = sheet.format, sheet.format.safe, sheet.look
    unit = 1.5
    if form.code:
        _doily(sheet, 0, 128)
        _doily(sheet, form.height, form.height - 128)
    name = Box(safe.left, safe.top, safe.right, safe.top + 80)
    sheet.brand(name, look["ink"], size=38, align="centre", voice="title")
    foot = safe.bottom
    if sheet.code:
        panel = Box(safe.left, safe.bottom - 300, safe.right, safe.bottom)
        sheet.canvas.rounded(panel, look["surface"], 44)
        sheet.panel_code(Box(panel.left + 16, panel.top + 16, panel.left + 284, panel.bottom - 16), radius=30)
        words = Box(panel.left + 310, panel.top + 26, panel.right - 36, panel.bottom - 26)
        _lines(sheet, words, unit)
        foot = panel.top - 28
    else:
        foot = _foot(sheet, Box(safe.left, safe.top, safe.right, foot), 1.4, align_centre=True) - 16
    facts = sheet.facts
    if not sheet.photo:
        middle = name.bottom + 40
        if facts.leaf:
            side = {"story": 420, "feed": 400}.get(form.name, 300)
            left = (form.width - side) // 2
            _leaf(sheet, Box(left, middle, left + side, middle + int(side * 1.14)))
            middle += int(side * 1.14) + 30
        _said(sheet, Box(safe.left, middle, safe.right, foot), unit, centre=True)
        return
    side = {"story": 590, "feed": 600}.get(form.name, 480)
    left = (form.width - side) // 2 - (60 if facts.leaf else 0)
    photo = Box(left, name.bottom + 28, left + side, name.bottom + 28 + side)
    sheet.place_photo(photo, radius=64)
    if facts.leaf:
        wide = int(side * 0.4)
        right, bottom = photo.right + int(wide * 0.48), photo.bottom - int(wide * 0.18)
        _leaf(sheet, Box(right - wide, bottom - int(wide * 1.14), right, bottom))
    _said(sheet, Box(safe.left, photo.bottom + 24, safe.right, foot), unit, centre=True)


def _doily(sheet: Sheet, edge: int, reach: int) -> None:
    """The scalloped rim of a doily along the edge of a story, where the app's controls lie: as far as `reach`."""
    width, count = sheet.format.width, 9
    side = width // count
    for colour, by in ((sheet.look["accent"], 0), (sheet.look["surface"], -22 if reach > edge else 22)):
        to = reach + by
        middle = to - side // 2 if to > edge else to + side // 2
        sheet.canvas.rect(Box(0, min(edge, middle), width, max(edge, middle)), colour)
        for left in range(0, width, side):
            sheet.canvas.ellipse(Box(left, middle - side // 2, left + side, middle + side // 2), colour)


def _said(sheet: Sheet, box: Box, unit: float, *, centre: bool) -> None:
    facts, look = sheet.facts, sheet.look
    quiet = Type("text", look["soft"], int(23 * unit), 15)
    sheet.column(
        box,
        [
            Block("" if facts.of_shop else facts.batch, quiet, spare=True),
            Block(
                facts.title,
                Type("title", look["ink"], int((60 if centre else 76) * unit), 24, lines=6, leading=1.08),
                gap=int(12 * unit),
            ),
            Block(facts.note, Type("text", look["ink"], int(27 * unit), 17, lines=3, leading=1.4), gap=int(20 * unit)),
            Block(facts.batch if facts.of_shop else "", quiet, gap=int(18 * unit), spare=True),
            Block(facts.price, Type("title", look["ink"], int(38 * unit), 20, tabular=True), gap=int(24 * unit)),
            Block(facts.excludes, Type("text", look["soft"], int(21 * unit), 14), gap=int(10 * unit), spare=True),
        ],
        align="centre" if centre else "left",
        valign="middle",
    )


def _lines(sheet: Sheet, box: Box, unit: float) -> None:
    """The dates in words and the address."""
    facts, look = sheet.facts, sheet.look
    strong = Type("strong", look["ink"], int(25 * unit), 14, lines=2)
    small = Type("text", look["soft"], int(21 * unit), 13)
    sheet.column(
        box,
        [
            *(
                Block(each, strong if number == 0 and not facts.leaf else small, gap=int(12 * unit), spare=bool(number))
                for number, each in enumerate(_told(sheet))
            ),
            Block(facts.address, small, gap=int(20 * unit)),
        ],
        valign="middle",
    )


def _told(sheet: Sheet) -> list[str]:
    """The dates that the leaf does not show, in words."""
    dates = sheet.facts.dates[1:] if sheet.facts.leaf else sheet.facts.dates
    return [f"{each.label} {moment_of(each)}" for each in dates]


def _foot(sheet: Sheet, box: Box, unit: float, *, align_centre: bool) -> int:
    """The dates in words and the address at the foot. Returns where they begin."""
    facts, look = sheet.facts, sheet.look
    strong = Type("strong", look["ink"], int(27 * unit), 15, lines=2, leading=1.25)
    small = Type("text", look["soft"], int(21 * unit), 13)
    dates = _told(sheet)
    blocks = [
        *(
            Block(each, strong if number == 0 and not facts.leaf else small, gap=int(10 * unit), spare=bool(number))
            for number, each in enumerate(dates)
        ),
        Block(facts.address, small, gap=int(18 * unit)),
    ]
    height = int((28 * bool(dates) + 34 * len(dates) + 54) * unit)
    covered = sheet.column(
        Box(box.left, box.bottom - height, box.right, box.bottom), blocks,
        align="centre" if align_centre else "left", valign="bottom",
    )  # fmt: skip
    return covered[0].top if covered else box.bottom


def _leaf(sheet: Sheet, box: Box) -> None:
    """The first date as the leaf of a calendar: what happens on the coloured head, the day large, the hour below."""
    look, canvas, facts = sheet.look, sheet.canvas, sheet.facts
    assert facts.leaf
    edge = max(8, box.width // 26)
    radius = box.width // 7
    canvas.rounded(box.inset(-edge), look["paper"], radius + edge)
    canvas.rounded(box, look["surface"], radius)
    head = Box(box.left, box.top, box.right, box.top + int(box.height * 0.26))
    canvas.rounded(head, look["accent"], radius, (True, True, False, False))
    pad = box.width // 12
    month = f"{facts.leaf.month} {facts.leaf.year}"
    title = Type("title", text_on(look["accent"]), int(head.height * 0.52), 12)
    canvas.text(head.inset(pad, 4), month, title, align="centre", valign="middle")
    label = facts.dates[0].label if facts.dates else ""
    ink = look["ink"]
    lines = " ".join(filter(None, (facts.leaf.weekday, facts.leaf.time)))
    upper = Box(box.left + pad, head.bottom + pad // 2, box.right - pad, head.bottom + int(box.height * 0.15))
    canvas.text(
        upper, label, Type("strong", look["soft"], int(box.height * 0.095), 11), align="centre", valign="middle"
    )
    lower = Box(box.left + pad, box.bottom - int(box.height * 0.17), box.right - pad, box.bottom - pad // 2)
    canvas.text(lower, lines, Type("strong", ink, int(box.height * 0.085), 11), align="centre", valign="middle")
    day = Box(box.left + pad, upper.bottom + 2, box.right - pad, lower.top - 2)
    canvas.text(day, facts.leaf.day, Type("title", ink, int(box.height * 0.5), 18), align="centre", valign="middle")
