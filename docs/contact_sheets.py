"""Takes the pictures of the themes: one sheet each, of the demo in its states and of shops at the edges.

    uv run python docs/contact_sheets.py [THEME ...]

Owns docs/images/themes/. It builds for fixed moments, so that a sheet changes only when its theme or the samples do.
"""

from __future__ import annotations

import base64
import io
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests/themes")]

from machine import CHROMIUM_FLAGS, chromium_path  # noqa: E402  what the tests use
from states import CAMPAIGN, LANDING, SIX, Site, drafts  # noqa: E402

from generator import shipped  # noqa: E402
from generator.draft import Draft  # noqa: E402
from generator.theme.package import load_theme  # noqa: E402
from generator.themecheck.samples import sample_shops  # noqa: E402

FOLDER = ROOT / "docs" / "images" / "themes"
MOST_BYTES = 300_000
PHONE = (360, 740)
DESK = (1280, 800)

SHEET = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 28px; width: 1744px; background: #d9d7d2; font: 15px/1.4 sans-serif; color: #222; }
h1 { margin: 0 0 18px; font-size: 26px; }
h1 small { margin-left: 12px; font-size: 15px; font-weight: 400; }
main { display: grid; grid-template-columns: repeat(8, 200px); gap: 18px 20px; }
figure { margin: 0; }
figure.desk { grid-column: span 4; }
img { display: block; width: 100%; border-radius: 8px; box-shadow: 0 2px 10px rgb(0 0 0 / .25); }
figcaption { margin-top: 6px; }
</style><h1>{name}<small>{description}</small></h1><main>{figures}</main>"""

SEEN = """() => Promise.all([document.fonts.ready, ...[...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => 0);
})]).then(() => true)"""


@dataclass(frozen=True)
class Shot:
    """One picture of the sheet: what stands under it, the page, how it is looked at, and how far down (CSS pixels)."""

    words: str
    made: Draft
    path: str
    scheme: str = "light"
    size: tuple[int, int] = PHONE
    part: str = ""


def shots(made: dict[str, Draft], samples: dict[str, Draft]) -> Iterator[Shot]:
    """What a sheet shows, first things first."""
    open_ = made["open"]
    yield Shot("landing, open", open_, LANDING)
    yield Shot("the same by night", open_, LANDING, "dark")
    yield Shot("page of a PO", open_, CAMPAIGN)
    yield Shot("items", open_, CAMPAIGN, part="#items")
    yield Shot("order flow", open_, CAMPAIGN, part="#steps")
    yield Shot("order form", open_, CAMPAIGN, part="#order")
    yield Shot("accounts, by night", open_, CAMPAIGN, "dark", part=".accounts")
    yield Shot("terms", open_, CAMPAIGN, part="#terms")
    for state in ("upcoming", "closing", "full", "closed", "shipping", "overdue", "done", "cancelled"):
        yield Shot(state, made[state], CAMPAIGN, "dark" if state in ("closing", "shipping") else "light")
    yield Shot("landing, 1280 px", open_, LANDING, size=DESK)
    yield Shot("page of a PO, 1280 px, by night", open_, CAMPAIGN, "dark", size=DESK)
    yield Shot("no PO any more", samples["usai"], LANDING)
    yield Shot("links only", samples["tautan"], LANDING)
    yield Shot("no logo, no photo, first batch", samples["pertama"], LANDING)
    yield Shot("cancelled, no other PO", samples["batal"], LANDING)
    long = samples["panjang"]
    page = next(place.path for place in long.pages if place.kind == "campaign")
    yield Shot("90 characters, long words", long, LANDING)
    yield Shot("40 items", long, page, part="#items")
    yield Shot("40 items, the form", long, page, part="#order")
    yield Shot("404", open_, "404.html")


def main() -> None:
    """Writes the sheets, and says how heavy they are."""
    wanted = sys.argv[1:] or SIX
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        demo = drafts(Path(scratch, "demo"))
        states = ("upcoming", "open", "closing", "full", "closed", "shipping", "overdue", "done", "cancelled")
        made = {state: demo(state) for state in states}
        base = load_theme("etalase", [shipped.themes_folder()])
        samples = dict(sample_shops(Path(scratch, "samples"), base.chain))
        for name in wanted:
            sheet(browser, name, list(shots(made, samples)))
        browser.close()


def sheet(browser: Browser, name: str, wanted: list[Shot]) -> None:
    """One theme's sheet, as WebP as good as the limit of its weight allows."""
    theme = load_theme(name, [shipped.themes_folder()])
    figures = "".join(
        f'<figure{" class=desk" if shot.size == DESK else ""}><img src="{picture(browser, name, shot)}">'
        f"<figcaption>{shot.words}</figcaption></figure>"
        for shot in wanted
    )
    text = SHEET.replace("{name}", name).replace("{description}", theme.description).replace("{figures}", figures)
    page = browser.new_page(viewport={"width": 1800, "height": 800})
    page.set_content(text)
    whole = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    file = FOLDER / f"{name}.webp"
    for quality in range(85, 30, -5):
        whole.save(file, quality=quality, method=6)
        if file.stat().st_size <= MOST_BYTES:
            break
    sys.stderr.write(f"{file.name}: {file.stat().st_size} bytes, quality {quality}\n")


def picture(browser: Browser, theme: str, shot: Shot) -> str:
    """One screen of one page, as a data address."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        timezone_id="Asia/Jakarta",
    )
    page, _ = Site(shot.made, theme).visit(context, shot.path)
    page.reload(wait_until="load")  # the face is at hand now
    page.evaluate(SEEN)
    if shot.part:
        page.evaluate("part => document.querySelector(part).scrollIntoView()", shot.part)
    png = page.screenshot()
    context.close()
    return "data:image/png;base64," + base64.b64encode(png).decode()


if __name__ == "__main__":
    main()
