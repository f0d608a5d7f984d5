"""Lists as people indent them → lists as the parser wants them.

Owns the indentation: two, three or four spaces nest alike, and a list may follow its sentence without an empty
line, as in every chat. It must not change a word.
"""

from __future__ import annotations

import re

STEP = 2
"""Spaces for one level, as `dialect` reads them."""

_ITEM = re.compile(r"(?:[*+-]|[0-9]{1,9}[.)])[ ]+\S")
_FIRST_ITEM = re.compile(r"(?:[*+-]|1[.)])[ ]+\S")
_RULE = re.compile(r"([-*_])[ ]*(?:\1[ ]*){2,}$")


def even_lists(text: str) -> str:
    """The text with every list level two spaces deep. Tabs are spaces already."""
    out: list[str] = []
    levels: list[int] = []  # the indentation of each open list, outermost first
    apart = False  # inside a further paragraph of an item, which the next item does not end by itself
    for line in text.split("\n"):
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        after_gap = not out or not out[-1]
        if not words:
            out.append("")
        elif _ITEM.match(words) and not _RULE.match(words):
            if not levels and not after_gap:
                if not _FIRST_ITEM.match(words):
                    out.append(words)
                    continue
                out.append("")
            elif apart and not after_gap:
                out.append("")
            apart = False
            while levels and indent < levels[-1]:
                levels.pop()
            if not levels or indent >= levels[-1] + STEP:
                levels.append(indent)
            out.append(" " * STEP * (len(levels) - 1) + words)
        else:
            if after_gap and not indent:
                levels.clear()
            apart = bool(levels) and (apart or after_gap)
            out.append(" " * STEP * sum(level < indent for level in levels) + words)
    return "\n".join(out)
