"""The bound on how much work a text can cause, judged before it is parsed.

Python-Markdown looks for the end of every `[` through the rest of its paragraph (88 seconds for 20,000 of them),
walks a heading's paragraph again for every heading, and recurses for every quote or list inside another. So size,
paragraphs, brackets and nesting are bounded by construction; no clock is involved.
"""

from __future__ import annotations

import re

from generator.page.richtext.lists import even_lists
from generator.problems import Kind, Refused

MAX_BYTES = 100_000
MAX_PARAGRAPH = 10_000
MAX_PARAGRAPH_LINES = 500
MAX_BRACKET_WORK = 1_500_000
MAX_MARKERS = 8
MAX_LEAD = 60

TEXT_LONG = Kind(
    "text-too-long", "This text has {found} bytes.", "Keep every text under {limit} bytes; split it into two pages."
)
PARAGRAPH_LONG = Kind(
    "paragraph-too-long",
    "A paragraph of this text has more than {limit} characters, or {lines} lines, without an empty line.",
    "Put an empty line between paragraphs.",
)
TEXT_NESTED = Kind(
    "text-nested",
    "This text nests quotes, lists or brackets too deeply: “{found}”.",
    "Write it flatter; a list inside a list inside a list is enough.",
)

_MARKER = re.compile(r"[ \t]*(?:>|(?:[*+-]|[0-9]{1,9}[.)])(?=[ \t]|$))")
_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_SHOWN = 40


def guarded(text: str) -> str:
    """The text ready for the parser: line ends as `\\n`, no control characters, headings as paragraphs of their
    own. Raises Refused."""
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise Refused(TEXT_LONG, found=size, limit=MAX_BYTES)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # The parser marks its own places with control characters; a text that brings them could forge one.
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text)
    text = re.sub(r"^(#{1,6}[ \t].*)$", r"\n\1\n", text.expandtabs(4), flags=re.MULTILINE)
    text = even_lists(text)
    for line in text.split("\n"):
        _check_lead(line)
    work = 0
    for paragraph in _PARAGRAPHS.split(text):
        if len(paragraph) > MAX_PARAGRAPH or paragraph.count("\n") >= MAX_PARAGRAPH_LINES:
            raise Refused(PARAGRAPH_LONG, limit=MAX_PARAGRAPH, lines=MAX_PARAGRAPH_LINES)
        work += paragraph.count("[") * len(paragraph)
        if work > MAX_BRACKET_WORK:
            raise Refused(TEXT_NESTED, found=paragraph.strip()[:_SHOWN])
    return text


def _check_lead(line: str) -> None:
    """Refuses a line that opens too many quotes and lists at once."""
    if _RULE.match(line):
        return
    at = count = 0
    while found := _MARKER.match(line, at):
        at, count = found.end(), count + 1
        if count > MAX_MARKERS or at > MAX_LEAD:
            raise Refused(TEXT_NESTED, found=line.strip()[:_SHOWN])
    # Spaces after the markers nest as well: `>` and forty spaces is a list twenty levels deep.
    if count and len(line[at:]) - len(line[at:].lstrip(" \t")) > MAX_LEAD // 2:
        raise Refused(TEXT_NESTED, found=line.strip()[:_SHOWN])
