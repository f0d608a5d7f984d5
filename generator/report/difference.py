"""What a change does to a file, as lines with `+` and `-`.

Owns how a difference is laid out and coloured. It must not decide whether it is written.
"""

from __future__ import annotations

import difflib
import re

from rich.text import Text

from generator.report.display import visible

_AROUND = 2
"""So many lines around a change are shown."""

_STYLES = {"+": "green", "-": "red", "@": "dim"}


def difference_lines(before: str, after: str, file: str) -> list[Text]:
    """The lines that differ, each with its sign, and a few around them, below the file's name."""
    old, new = (re.split("\r\n|\r|\n", text) for text in (before, after))
    told = list(difflib.unified_diff(old, new, lineterm="", n=_AROUND))[2:]
    return [Text(visible(file), style="bold"), *(Text(visible(line), style=_STYLES.get(line[:1], "")) for line in told)]
