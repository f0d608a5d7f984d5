"""Takes the README's picture of the demo shop: built, opened in Chromium, three windows on one sheet.

    uv run python docs/picture.py

Owns docs/images/etalase.webp. It builds the demo for a fixed moment, so that the picture changes only when the
theme or the demo does.
"""

from __future__ import annotations

import base64
import io
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from machine import CHROMIUM_FLAGS, chromium_path  # noqa: E402  what the tests use

from generator.build import build  # noqa: E402
from generator.publish.folder import publish  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "etalase.webp"
MOMENT = datetime.fromisoformat("2026-12-12T12:00+07:00")
WIDTH_PX, HEIGHT_PX = 1360, 720
MOST_BYTES = 200_000

SHEET = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: {width}px; height: {height}px; position: relative; overflow: hidden;
        background: linear-gradient(135deg, #e9efe9, #cddcd3); }}
img {{ position: absolute; display: block; box-shadow: 0 18px 50px rgb(20 40 30 / .28); }}
.desk {{ left: 44px; top: 52px; width: 860px; border-radius: 12px; }}
.phone {{ width: 264px; border-radius: 26px; border: 7px solid #1b211d; }}
.light {{ right: 336px; top: 124px; }}
.dark {{ right: 40px; top: 76px; }}
</style>
<img class="desk" src="{desk}"><img class="phone light" src="{light}"><img class="phone dark" src="{dark}">"""

SEEN = """() => Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.complete || new Promise((done) => { image.onload = image.onerror = () => done(true); });
})).then(() => true)"""
"""Waits for every picture of a page, those that would load late too."""


def main() -> None:
    """Writes the picture, and says how heavy it is."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "output")
        built = build(ROOT, MOMENT, cache=Path(folder, "cache"))
        publish(built.outputs, site, lock_file=Path(folder, "lock"))
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        landing, campaign = site / "index.html", site / "po" / "melati-7" / "index.html"
        sheet = SHEET.format(
            width=WIDTH_PX,
            height=HEIGHT_PX,
            desk=shot(browser, landing, 1280, 880, "light"),
            light=shot(browser, landing, 360, 740, "light"),
            dark=shot(browser, campaign, 360, 740, "dark"),
        )
        page = browser.new_page(viewport={"width": WIDTH_PX, "height": HEIGHT_PX}, device_scale_factor=1.5)
        page.set_content(sheet)
        png = page.screenshot()
        browser.close()
    save(Image.open(io.BytesIO(png)).convert("RGB"))


def shot(browser: Browser, file: Path, width: int, height: int, scheme: str) -> str:
    """The first screen of a page, as a data address."""
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=2,
        color_scheme=scheme,  # type: ignore[arg-type]
        timezone_id="Asia/Jakarta",
    )
    page.clock.set_fixed_time(MOMENT)
    page.goto(file.as_uri(), wait_until="load")
    page.evaluate(SEEN)
    png = page.screenshot()
    page.close()
    return "data:image/png;base64," + base64.b64encode(png).decode()


def save(picture: Image.Image) -> None:
    """The sheet as WebP, as good as the limit of its weight allows."""
    PICTURE.parent.mkdir(exist_ok=True)
    for quality in range(90, 40, -5):
        picture.save(PICTURE, quality=quality, method=6)
        if PICTURE.stat().st_size <= MOST_BYTES:
            break
    sys.stderr.write(f"{PICTURE.name}: {PICTURE.stat().st_size} bytes, quality {quality}\n")


if __name__ == "__main__":
    main()
