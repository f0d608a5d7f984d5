"""Compares the pictures of every theme between a commit and the working tree, taken in one run on one machine.

    uv run python tests/themes/pixels.py [COMMIT] [--into FOLDER]

Says which pages look different, and by how much of their area; with `--into` it leaves both pictures and their
difference there. It tells and does not fail: whether a change is meant is for people to say.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ((360, 740), (1280, 800))
SCHEMES = ("light", "dark")
TREE = "ETALASE_TREE"
"""The environment variable that names the tree whose generator and themes are pictured."""


def shoot(into: Path) -> None:
    """Pictures of the demo's two main pages in every theme of this tree."""
    from machine import CHROMIUM_FLAGS, chromium_path  # noqa: PLC0415  the tree is chosen before anything is imported
    from playwright.sync_api import sync_playwright  # noqa: PLC0415
    from states import CAMPAIGN, LANDING, SIX, Site, drafts  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        made = drafts(Path(scratch))("open")
        for theme in SIX:
            site = Site(made, theme)
            for width, height in SCREENS:
                for scheme in SCHEMES:
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme=scheme,  # type: ignore[arg-type]
                        reduced_motion="reduce",
                    )
                    for path in (LANDING, CAMPAIGN):
                        page, _ = site.visit(context, path)
                        page.reload(wait_until="load")  # the face is at hand now
                        page.evaluate(
                            "Promise.all([document.fonts.ready, ...[...document.images].map("
                            "it => { it.loading = 'eager'; return it.decode().catch(() => 0) })]).then(() => true)"
                        )
                        kind = "landing" if path == LANDING else "campaign"
                        page.screenshot(path=into / f"{theme}-{kind}-{width}-{scheme}.png")
                        page.close()
                    context.close()
        browser.close()


def pictured(tree: Path, into: Path) -> None:
    """The pictures of a tree, taken by a process of its own."""
    into.mkdir(parents=True)
    subprocess.run(
        [sys.executable, __file__, "--shoot", into], check=True, cwd=tree, env={**os.environ, TREE: str(tree)}
    )


def differences(before: Path, after: Path, into: Path | None) -> list[str]:
    """A line for each page that is new, gone or looks different."""
    from PIL import Image, ImageChops  # noqa: PLC0415

    told = []
    for name in sorted({file.name for folder in (before, after) for file in folder.iterdir()}):
        if not (before / name).exists() or not (after / name).exists():
            told.append(f"{name}: {'new' if (after / name).exists() else 'gone'}")
            continue
        one, other = (Image.open(folder / name).convert("RGB") for folder in (before, after))
        changed = ImageChops.difference(one, other).convert("L").point(lambda value: 255 * (value > 8))
        share = changed.histogram()[255] / (changed.width * changed.height)
        if share > 0:
            told.append(f"{name}: {share:.1%} looks different")
            if into:
                for kind, picture in (("before", one), ("after", other), ("changed", changed)):
                    picture.save(into / f"{Path(name).stem}-{kind}.png")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", nargs="?", default="HEAD")
    parser.add_argument("--into", type=Path)
    parser.add_argument("--shoot", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.shoot:
        tree = os.environ[TREE]
        sys.path[:0] = [tree, str(ROOT / "tests"), str(Path(__file__).parent)]
        shoot(given.shoot)
        return
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch, "base")
        archive = subprocess.run(["git", "archive", given.commit], cwd=ROOT, check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(base, filter="data")
        pictured(base, Path(scratch, "before"))
        pictured(ROOT, Path(scratch, "after"))
        if given.into:
            shutil.rmtree(given.into, ignore_errors=True)
            given.into.mkdir(parents=True)
        told = differences(Path(scratch, "before"), Path(scratch, "after"), given.into)
    sys.stdout.write("\n".join(told or [f"Every theme looks as it did in {given.commit}."]) + "\n")


if __name__ == "__main__":
    main()
