"""Template source without the indentation and blank lines that only its author needs.

Done to the source and not to the finished page, so that no word of the seller, no message with line breaks and
no `<pre>` is ever touched. Line numbers stay: an error still names the author's line.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\})", re.DOTALL)
_AS_WRITTEN = re.compile(r"<(pre|textarea)\b", re.IGNORECASE)


def tidy_source(source: str) -> str:
    """The same template with each line of its text starting at the margin and no line empty.

    A template with `<pre>` or `<textarea>` of its own is left as it is.
    """
    if _AS_WRITTEN.search(source):
        return source
    parts = _TAG.split(source)
    parts[::2] = [_tidy(text) for text in parts[::2]]
    return "".join(parts)


def _tidy(text: str) -> str:
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"\n[ \t]+", "\n", text)
    # An empty comment swallows the line break after it (trim_blocks), and the line stays counted.
    return re.sub(r"\n(?=\n)", "\n{##}", text)
