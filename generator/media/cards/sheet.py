"""What every layout works with: the canvas, the facts, the look and the photos; and the parts that all of them share.

Owns stacking texts so that all of them fit, the shop's name with its logo, and the code to scan. It must not decide
what a picture looks like.
"""

from __future__ import annotations

from PIL import Image

from generator.media.cards.canvas import ALL, Align, Canvas, Corners, Type, Valign
from generator.media.cards.formats import Box, Format
from generator.media.cards.look import Look
from generator.media.monogram import initials
from generator.page.present.sharing import DateFact, ShareFacts
from generator.shop.colours import Colour, text_on
from generator.structs import Frozen, replace

_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
_SMALLER = (0.58, 0.52, 0.46, 0.4)
_LEGIBLE = 0.02
"""The least size of words in a column by the width of the picture: what an eye reads on a phone's screen."""


class Block(Frozen):
    """A text in a column, `gap` pixels below the one before it. One that is `spare` goes when room runs out, the last
    first."""

    words: str
    how: Type
    gap: int = 0
    spare: bool = False


class Sheet(Frozen):
    """A picture to lay out. `photo` is missing where the seller has none; `code` are the modules of the code, empty
    where the picture carries none."""

    canvas: Canvas
    facts: ShareFacts
    look: Look
    photo: Image.Image | None = None
    logo: Image.Image | None = None
    code: tuple[tuple[bool, ...], ...] = ()

    @property
    def format(self) -> Format:
        return self.canvas.format

    def place_photo(self, box: Box, *, radius: int = 0, corners: Corners = ALL) -> None:
        """The photo, or nothing: layouts ask `photo` first where that changes them."""
        if self.photo and self.facts.photo:
            self.canvas.photo(box, self.photo, self.facts.photo.focus, radius=radius, corners=corners)

    def column(self, box: Box, blocks: list[Block], *, align: Align = "left", valign: Valign = "top") -> list[Box]:
        """Texts below one another; all shrink together until they fit, then those that can be spared go, then the rest
        shrinks on. Returns what each of those with words covers."""
        shown = self._written(blocks)
        while True:
            spare = [block for block in shown if block.spare]
            for scale in _SCALES if spare else (*_SCALES, *_SMALLER):
                if (placed := self._stacked(box, shown, scale)) is not None:
                    return self._set(box, list(zip(shown, placed, strict=True)), scale, align, valign)
            if not spare:
                break
            shown.remove(spare[-1])
        scale = _SMALLER[-1]
        heights = [self._height(box, block, scale) for block in shown]
        while shown and sum(heights) + self._gaps(shown, scale) > box.height:
            shown.pop()
            heights.pop()
        return self._set(box, list(zip(shown, heights, strict=True)), scale, align, valign)

    def natural(self, box: Box, blocks: list[Block]) -> int:
        """How high the texts would be at their largest in a box of this width."""
        shown = self._written(blocks)
        return sum(self._height(box, block, 1.0) for block in shown) + self._gaps(shown, 1.0)

    def _written(self, blocks: list[Block]) -> list[Block]:
        """The blocks with what of their words the fonts can write; those without any are left out."""
        said = [replace(block, words=self.canvas.written(block.words, block.how)) for block in blocks]
        return [block for block in said if block.words]

    def _scaled(self, how: Type, scale: float) -> Type:
        """The same type, its sizes by this much smaller; never under its smallest, nor smaller than can be read."""
        least = int(self.format.width * _LEGIBLE)
        smallest = min(how.largest, max(how.smallest, least))
        return replace(how, smallest=smallest, largest=max(smallest, int(how.largest * scale)))

    def _height(self, box: Box, block: Block, scale: float) -> int:
        return int(self.canvas.fitted(block.words, box.width, box.height, self._scaled(block.how, scale)).height) + 2

    def _gaps(self, blocks: list[Block], scale: float) -> int:
        return sum(int(block.gap * scale) for block in blocks[1:])

    def _stacked(self, box: Box, blocks: list[Block], scale: float) -> list[int] | None:
        """The height of each text at this scale; None where together they are higher than the box."""
        heights = [self._height(box, block, scale) for block in blocks]
        return heights if sum(heights) + self._gaps(blocks, scale) <= box.height else None

    def _set(self, box: Box, rows: list[tuple[Block, int]], scale: float, align: Align, valign: Valign) -> list[Box]:
        blocks = [block for block, _ in rows]
        spare = box.height - sum(height for _, height in rows) - self._gaps(blocks, scale)
        y = box.top + {"top": 0, "middle": spare // 2, "bottom": spare}[valign]
        covered = []
        for number, (block, height) in enumerate(rows):
            y += int(block.gap * scale) if number else 0
            line = Box(box.left, y, box.right, y + height)
            covered.append(self.canvas.text(line, block.words, self._scaled(block.how, scale), align=align))
            y += height
        return covered

    def brand(self, box: Box, colour: Colour, *, size: int, align: Align = "left", voice: str = "strong") -> Box:
        """The shop's logo and name in one line in the middle of the box's height. Without a logo its initials."""
        how = Type(voice, colour, size, max(14, size // 2))
        mark, gap = min(box.height, int(size * 1.7)), int(size * 0.5)
        room = box.width - mark - gap
        width = int(self.canvas.fitted(self.facts.shop, room, box.height, how).width) + 2
        left = box.left + {"left": 0, "centre": (room - width) // 2, "right": room - width}[align]
        top = box.top + (box.height - mark) // 2
        self.mark(Box(left, top, left + mark, top + mark))
        name = Box(left + mark + gap, box.top, left + mark + gap + width, box.bottom)
        self.canvas.text(name, self.facts.shop, how, valign="middle")
        return Box(left, top, name.right, top + mark)

    def signature(self, line: Box, size: int) -> None:
        """Whose picture it is and where it leads: the shop at the left of the line, the address at the right."""
        middle = (line.left + line.right) // 2
        self.brand(Box(line.left, line.top, middle - 16, line.bottom), self.look["ink"], size=size)
        how = Type("text", self.look["soft"], int(size * 0.92), 12)
        right = Box(middle, line.top, line.right, line.bottom)
        self.canvas.text(right, self.facts.address, how, align="right", valign="middle")

    def mark(self, box: Box) -> None:
        """The logo in a circle, or the shop's initials on the accent."""
        if self.logo:
            self.canvas.photo(box, self.logo, (50, 50), radius=box.width // 2)
            return
        tile = self.look["accent"]
        self.canvas.ellipse(box, tile)
        letters = initials(self.facts.shop)
        if letters:
            inner = box.inset(box.width // 5)
            how = Type("strong", text_on(tile), int(box.height * 0.46), 10)
            self.canvas.text(inner, letters, how, align="centre", valign="middle")

    def panel_code(self, box: Box, *, radius: int = 0) -> Box:
        """The code on white; the quiet zone is part of it."""
        self.canvas.rounded(box, Colour("#ffffff"), radius)
        return self.canvas.code(box, self.code)

    def date_line(self, date: DateFact) -> str:
        """`Tutup 20 Des 2026, 23.59 WIB`."""
        return f"{date.label} {moment_of(date)}"


def moment_of(date: DateFact) -> str:
    """`20 Des 2026, 23.59 WIB`."""
    return f"{date.day}, {date.clock}" if date.clock else date.day


def rows_of(box: Box, count: int, gap: int = 0) -> list[Box]:
    """The box cut into rows of one height."""
    height = (box.height - gap * (count - 1)) // max(1, count)
    return [Box(box.left, top := box.top + row * (height + gap), box.right, top + height) for row in range(count)]
