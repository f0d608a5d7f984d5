"""Renders every sample page with a theme and, if asked, takes pictures of them in Chromium.

    python tests/themes/gallery.py FOLDER [--theme etalase] [--shots NAME ...]

Pictures go to FOLDER/shots: 360x600 (a phone inside an in-app browser), 360x740 and 1280x800, light and dark.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE), str(HERE.parent)]

from machine import CHROMIUM_FLAGS, chromium_path  # noqa: E402  the paths above come first
from playwright.sync_api import sync_playwright  # noqa: E402
from sample import samples  # noqa: E402

from generator.theme.assets import gather_assets  # noqa: E402
from generator.theme.options import choose  # noqa: E402
from generator.theme.package import load_theme  # noqa: E402
from generator.theme.render import Renderer  # noqa: E402
from generator.theme.words import load_words  # noqa: E402

SCREENS = ((360, 600), (360, 740), (1280, 800))
SCHEMES = ("light", "dark")
FAVICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#235347"/></svg>'


def render(folder: Path, theme_name: str = "etalase") -> dict[str, Path]:
    """Writes every sample page flat into `folder`, the demo's photos and the theme's faces beside them; name → file."""
    theme = load_theme(theme_name, [ROOT / "themes"])
    values, _ = choose(theme.options, {}, theme=theme.name, path=())
    assets = gather_assets(theme, values)
    renderer = Renderer(theme, load_words(theme, "id"), assets)
    folder.mkdir(parents=True, exist_ok=True)
    own = {asset.path: asset.content for asset in assets.files.values()}
    for path, content in {**own, **assets.faces.files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    shutil.copytree(ROOT / "content" / "images", folder / "gambar", dirs_exist_ok=True)
    (folder / "favicon.svg").write_text(FAVICON, encoding="utf-8")
    files: dict[str, Path] = {}
    for name, view in samples().items():
        files[name] = folder / f"{name}.html"
        files[name].write_text(renderer.render(f"{view.kind}.html", view, page=files[name].name), encoding="utf-8")
    return files


def shoot(files: dict[str, Path], into: Path) -> None:
    """Takes a full-height picture of each page on each screen, light and dark."""
    into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        for name, file in files.items():
            for width, height in SCREENS:
                for scheme in SCHEMES:
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme=scheme,  # type: ignore[arg-type]
                    )
                    page = context.new_page()
                    page.goto(file.as_uri())
                    page.evaluate(
                        "Promise.all([...document.images].map(i => "
                        "{ i.loading = 'eager'; return i.decode().catch(() => 0) }))"
                    )
                    page.screenshot(path=into / f"{name}-{width}x{height}-{scheme}.png", full_page=height != 600)
                    context.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", default="etalase")
    parser.add_argument("--shots", nargs="*", metavar="NAME", help="pages to picture; all when none is named")
    given = parser.parse_args()
    files = render(given.folder, given.theme)
    if given.shots is not None:
        shoot({name: files[name] for name in given.shots or files}, given.folder / "shots")
    sys.stdout.write(f"{len(files)} pages in {given.folder}\n")


if __name__ == "__main__":
    main()
