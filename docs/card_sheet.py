"""Draws the share pictures of every theme for twelve awkward POs, as one picture to look over.

    uv run python docs/card_sheet.py [--format og] [THEME ...]

Owns .etalase/cards/sheet-<format>.png. The POs are the ones that `tests/awkward.py` writes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from awkward import CAMPAIGNS, drafted, draw_all, make_shop  # noqa: E402  what the tests draw

from generator.media.cards.formats import FORMATS  # noqa: E402

THEMES = ("etalase", "pasar", "batik", "malam", "arsip", "manis")
ACROSS_PX = 400
GAP_PX = 12


def sheet(form_name: str, themes: tuple[str, ...]) -> Image.Image:
    """A row for each PO, a column for each theme."""
    form = next(each for each in FORMATS if each.name == form_name)
    high = ACROSS_PX * form.height // form.width
    with tempfile.TemporaryDirectory() as folder:
        made = drafted(make_shop(Path(folder)))
        columns = [list(draw_all(made, theme, (form,), tuple(CAMPAIGNS))) for theme in themes]
    rows = len(columns[0])
    whole = Image.new("RGB", ((ACROSS_PX + GAP_PX) * len(themes) + GAP_PX, (high + GAP_PX) * rows + GAP_PX), "#8a8a8a")
    for column, drawn in enumerate(columns):
        for row, (_, _, canvas) in enumerate(drawn):
            small = canvas.image.resize((ACROSS_PX, high), Image.Resampling.LANCZOS)
            whole.paste(small, (GAP_PX + column * (ACROSS_PX + GAP_PX), GAP_PX + row * (high + GAP_PX)))
    return whole


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", default="all", choices=["all", *(each.name for each in FORMATS)])
    parser.add_argument("themes", nargs="*", metavar="THEME")
    asked = parser.parse_args()
    for form in FORMATS:
        if asked.format in ("all", form.name):
            file = ROOT / ".etalase" / "cards" / f"sheet-{form.name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            sheet(form.name, tuple(asked.themes) or THEMES).save(file)
            sys.stdout.write(f"{file.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
