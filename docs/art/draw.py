"""Renders the drawings beside this script to the JPEG photos of the sample shops.

It owns the way from `docs/art/<shop>/<name>.svg` to that shop's `content/images/<name>.jpg`: it puts the shared parts
into the scene, lets Chromium paint it at the exact pixel size of the scene's `viewBox`, and looks for the highest JPEG
quality that stays under the shop's size limit. It is run by hand after a drawing changed and is no part of a build:

    uv run python docs/art/draw.py                 all drawings
    uv run python docs/art/draw.py melati/cover    only the named ones

`CHROMIUM` names the browser when it is not on PATH. The labels are set in Noto Serif Display and Noto Sans.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# shop → (folder of its photos, most kilobytes a photo may take)
SHOPS = {
    "melati": (ROOT / "content/images", 178),
    "figur": (ROOT / "tests/shops/figur/content/images", 58),
    "keramik": (ROOT / "tests/shops/keramik/content/images", 88),
}
QUALITIES = (86, 84, 82, 80, 78, 75, 72, 69, 66, 62, 58)


def with_parts(svg: str) -> str:
    """The scene with each `<?parts name?>` replaced by the text of `parts/name.svg`."""
    return re.sub(r"<\?parts ([a-z]+)\?>", lambda m: (HERE / "parts" / f"{m[1]}.svg").read_text("utf-8"), svg)


def painted(page: Page, svg: str) -> Image.Image:
    """The scene as pixels, one for each unit of its `viewBox`."""
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    if size is None:
        raise ValueError('a scene needs viewBox="0 0 WIDTH HEIGHT"')
    page.set_viewport_size({"width": int(size[1]), "height": int(size[2])})
    page.set_content(f"<style>*{{margin:0}}body>svg{{display:block;width:{size[1]}px;height:{size[2]}px}}</style>{svg}")
    return Image.open(io.BytesIO(page.screenshot(type="png"))).convert("RGB")


def as_jpeg(picture: Image.Image, limit_kb: int) -> bytes:
    """Progressive JPEG at the best quality that fits; the last one tried when none does."""
    encoded = b""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, progressive=True, optimize=True)
        encoded = buffer.getvalue()
        if len(encoded) <= limit_kb * 1000:
            break
    return encoded


def main(names: list[str]) -> None:
    """Draw the named scenes (`shop/name`), or all when none is named."""
    scenes = [path for shop in SHOPS for path in sorted((HERE / shop).glob("*.svg"))]
    chosen = [path for path in scenes if not names or f"{path.parent.name}/{path.stem}" in names]
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path)
        page = browser.new_page()
        for scene in chosen:
            folder, limit_kb = SHOPS[scene.parent.name]
            folder.mkdir(parents=True, exist_ok=True)
            picture = painted(page, with_parts(scene.read_text("utf-8")))
            encoded = as_jpeg(picture, limit_kb)
            (folder / f"{scene.stem}.jpg").write_bytes(encoded)
            sys.stdout.write(
                f"{scene.parent.name}/{scene.stem}.jpg {picture.width}x{picture.height} {len(encoded) / 1000:.0f} kB\n"
            )
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
