"""What a seller prints around a PO: a poster with the order flow and the code, and the price list, page by page.

Both are drawn for A4 at a scale for print; A5 is the same at its own scale. Owns their layout, which wears the theme's
colours and type. It must not know what is sold.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.media.cards.canvas import Canvas, Type
from generator.media.cards.draw import Cast
from generator.media.cards.encode import Pixels
from generator.media.cards.formats import Box, Format
from generator.media.cards.look import Look
from generator.media.cards.sheet import Sheet
from generator.media.qr import qr_modules
from generator.page.present.promo import PriceRow, PromoFacts
from generator.page.present.sharing import ShareFacts
from generator.shop.colours import WHITE
from generator.structs import Frozen

DOTS_PER_INCH = 300
PAGE = Format("a4", 1080, 1527, Box(72, 72, 1008, 1455))
A4_PX, A5_PX = 2480, 1748
"""Widths at 300 dots to the inch: 210 and 148 mm."""
_TOP = 1080
_ROWS_PX = 52


class Printing(Frozen):
    """What posters and lists are printed with."""

    facts: ShareFacts
    promo: PromoFacts
    look: Look
    fonts: Cast
    logo: Pixels | None = None

    def canvas(self, width_px: int) -> Canvas:
        return Canvas(PAGE, self.look["paper"], self.fonts.voices, width_px / PAGE.width)


def poster(job: Printing, picture: Pixels, width_px: int) -> Pixels:
    """The square share picture (as wide as the page) at the head, the order flow and the code under it."""
    canvas = job.canvas(width_px)
    canvas.image.paste(picture, (0, 0))
    look, promo = job.look, job.promo
    canvas.rect(Box(0, _TOP, PAGE.width, _TOP + 6), look["accent"])
    foot = Box(PAGE.safe.left, _TOP + 46, PAGE.safe.right, PAGE.height - 56)
    left = foot
    if job.facts.link:
        side = 300
        code = Box(foot.right - side, foot.top, foot.right, foot.top + side)
        canvas.rounded(code, WHITE, 12)
        canvas.code(code, qr_modules(job.facts.link))
        how = Type("text", look["soft"], 22, 14, lines=2, leading=1.3)
        canvas.text(Box(code.left, code.bottom + 8, code.right, foot.bottom), promo.scan, how, align="centre")
        left = Box(foot.left, foot.top, code.left - 40, foot.bottom)
    sheet = Sheet(canvas, job.facts, look, None, job.logo)
    if promo.steps:
        _flow(sheet, left, promo)
    else:
        how = Type("title", look["ink"], 54, 24, lines=3, leading=1.15)
        canvas.text(left, job.facts.address or job.facts.shop, how, valign="middle")
    return canvas.finish()


def _flow(sheet: Sheet, box: Box, promo: PromoFacts) -> None:
    canvas, look = sheet.canvas, sheet.look
    heading = canvas.text(box, promo.flow, Type("title", look["ink"], 36, 20))
    top = heading.bottom + 22
    high = min(66, (box.bottom - top) // len(promo.steps))
    for number, step in enumerate(promo.steps, 1):
        line = Box(box.left, top + (number - 1) * high, box.right, top + number * high)
        dot = min(44, high - 10)
        circle = Box(line.left, line.top + (high - dot) // 2, line.left + dot, line.top + (high + dot) // 2)
        canvas.ellipse(circle, look["accent"])
        inner = circle.inset(dot // 5)
        canvas.text(inner, str(number), Type("strong", look.on("accent"), 24, 10), align="centre", valign="middle")
        words = Box(circle.right + 18, line.top, line.right, line.bottom)
        if not step.when:
            canvas.text(words, step.title, Type("strong", look["ink"], 26, 14), valign="middle")
            continue
        middle = line.top + high // 2
        upper = Box(words.left, line.top, words.right, middle + 2)
        lower = Box(words.left, middle + 6, words.right, line.bottom)
        canvas.text(upper, step.title, Type("strong", look["ink"], 24, 13), valign="bottom")
        canvas.text(lower, step.when, Type("text", look["soft"], 20, 12))


def price_list(job: Printing, width_px: int) -> list[Pixels]:
    """The prices on as many pages as they need."""
    pages: list[Pixels] = []
    left = list(job.promo.prices)
    while left or not pages:
        canvas = job.canvas(width_px)
        top = _head(job, canvas, first=not pages)
        foot = PAGE.safe.bottom - 90
        count = max(1, (foot - top) // _ROWS_PX)
        _rows(job, canvas, left[:count], top)
        left = left[count:]
        _foot(job, canvas, len(pages) + 1)
        pages.append(canvas.finish())
    return pages


def _head(job: Printing, canvas: Canvas, *, first: bool) -> int:
    safe, look, facts = PAGE.safe, job.look, job.facts
    sheet = Sheet(canvas, facts, look, None, job.logo)
    sheet.brand(Box(safe.left, safe.top, safe.right, safe.top + 56), look["ink"], size=30)
    title = Box(safe.left, safe.top + 84, safe.right, safe.top + (190 if first else 140))
    words = " · ".join(filter(None, (facts.title, facts.batch)))
    end = canvas.text(title, words, Type("title", look["ink"], 54 if first else 34, 24, lines=2, leading=1.1)).bottom
    note = Box(safe.left, end + 16, safe.right, end + 52)
    said = ", ".join(filter(None, (job.promo.list_title, facts.excludes)))
    end = canvas.text(note, said, Type("text", look["soft"], 24, 14)).bottom
    canvas.rect(Box(safe.left, end + 20, safe.right, end + 24), look["accent"])
    return end + 34


def _rows(job: Printing, canvas: Canvas, rows: Sequence[PriceRow], top: int) -> None:
    safe, look = PAGE.safe, job.look
    for number, row in enumerate(rows):
        line = Box(safe.left, top + number * _ROWS_PX, safe.right, top + (number + 1) * _ROWS_PX)
        if row.heading:
            canvas.text(line, row.name, Type("title", look["ink"], 28, 16), valign="middle")
            continue
        canvas.rect(Box(line.left, line.bottom - 2, line.right, line.bottom), look["line"])
        code = Box(line.left, line.top, line.left + 110, line.bottom - 2)
        price = Box(line.right - 330, line.top, line.right, line.bottom - 2)
        name = Box(code.right + (24 if row.below else 0), line.top, price.left - 16, line.bottom - 2)
        canvas.text(code, row.code, Type("text", look["soft"], 22, 11, tabular=True), valign="middle")
        words = f"{row.name}, {row.note}" if row.note else row.name
        canvas.text(name, words, Type("text" if row.below else "strong", look["ink"], 25, 14), valign="middle")
        canvas.text(price, row.price, Type("strong", look["ink"], 27, 13, tabular=True), align="right", valign="middle")


def _foot(job: Printing, canvas: Canvas, number: int) -> None:
    safe, look, facts = PAGE.safe, job.look, job.facts
    line = Box(safe.left, safe.bottom - 60, safe.right - 120, safe.bottom)
    dates = [f"{each.label} {each.day}{', ' if each.clock else ''}{each.clock}" for each in facts.dates[:1]]
    canvas.text(line, " · ".join((*dates, facts.address)), Type("text", look["soft"], 22, 12), valign="bottom")
    corner = Box(safe.right - 110, line.top, safe.right, safe.bottom)
    canvas.text(corner, str(number), Type("text", look["soft"], 22, 12), align="right", valign="bottom")
