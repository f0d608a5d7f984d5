"""The preview's scripts: the files of `browser/`, joined to one inline script for pages and one for the page of frames.

Owns their order. They are read once, at the start; nothing of them is ever in an output.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "browser"


@cache
def page_script() -> str:
    """What every page gets: the clock first, then the rest once the page is read in."""
    return _joined("shared", "page", style="controls.css")


@cache
def frames_script() -> str:
    """What the page of frames gets."""
    return _joined("shared", "frames")


@cache
def frames_style() -> str:
    """The stylesheet of the page of frames."""
    return (_FOLDER / "frames.css").read_text("utf-8")


def _joined(*folders: str, style: str = "") -> str:
    """The files of these folders by name, with their names to themselves. A stylesheet goes in as a text: the page's
    policy lets no element of it in, but scripts may adopt one."""
    parts = [file.read_text("utf-8") for folder in folders for file in sorted((_FOLDER / folder).glob("*.js"))]
    if style:
        parts.insert(0, f"const STYLE = {json.dumps((_FOLDER / style).read_text('utf-8'))};\n")
    return "(function () {\n'use strict';\n" + "".join(parts) + "})();\n"
