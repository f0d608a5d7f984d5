"""Lines put in, taken out and rewritten, for one key.

Owns what happens to the text: a value replaced where it stands, a new key behind its neighbour, a key without its
lines. It must not judge the result; `change` reads it again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.editing.layout import LINE_END, Layout, Region, Unsure, child
from generator.editing.values import Value, listed, rendered, scalar
from generator.problems import Path
from generator.source.nodes import Mapping as Map
from generator.source.nodes import Node, Scalar
from generator.source.nodes import Sequence as List

_LAST_LINE_END = re.compile(rf"(?:{LINE_END.pattern})\Z")
_KEY = re.compile(r"""\s*(?:-\s+)*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^:]+?)\s*:""")


def with_value(layout: Layout, path: Path, value: Value, *, after: Sequence[str] = ()) -> bytes:
    """The text with this value at the path; a new key goes behind the first of `after` that its map has.

    Raises `Unsure`.
    """
    node = child(layout.at(path[:-1]), path[-1])
    if node is None:
        text = _with_new(layout, path, value, after)
    elif isinstance(node, Scalar) and isinstance(value, str):
        text = _with_scalar(layout, path, node, value)
    else:
        text = _with_block(layout, path, node, value)
    return _encoded(layout, text)


def without(layout: Layout, path: Path) -> bytes:
    """The text without the key at the path and its lines; of two gaps around it one stays. Raises `Unsure`."""
    if child(layout.at(path[:-1]), path[-1]) is None:
        return _encoded(layout, layout.text)
    region = layout.region(path)
    start, end = region.start, region.end
    if isinstance(path[-1], int) or layout.line(start)[: region.indent].strip():
        raise Unsure  # the line begins with a dash that others need
    last = len(layout.lines)
    if start == 1 or not layout.line(start - 1).strip():
        while end <= last and not layout.line(end).strip():
            end += 1
        while end > last and start > 1 and not layout.line(start - 1).strip():
            start -= 1
    return _encoded(layout, _spliced(layout, start, end, []))


def _encoded(layout: Layout, text: str) -> bytes:
    try:
        return (layout.bom + text).encode()
    except UnicodeEncodeError:
        raise Unsure from None  # half a character, from a broken terminal


def _with_scalar(layout: Layout, path: Path, node: Scalar, value: str) -> str:
    """The value alone is replaced; a comment behind it stays, and quotes around it."""
    start = layout.offset(node.line, node.column)
    end = start + node.length
    in_flow = False
    try:
        last = _last_line(layout, node, layout.region(path))
        if last > node.line:
            end = layout.offset(last, 1) + len(layout.line(last))
    except Unsure:
        in_flow = True  # in braces a bare comma would end the value
    written = scalar(value)
    if written == value and (in_flow or node.quoted):
        mark = layout.text[start] if layout.text[start] in "\"'" else '"'
        written = f"{mark}{value}{mark}"
    return layout.text[:start] + written + layout.text[end:]


def _with_block(layout: Layout, path: Path, node: Node, value: Value) -> str:
    """Another kind of value under the same key: its lines are written anew, a comment beside the key stays."""
    region, key = layout.region(path), path[-1]
    own = layout.line(region.start)
    colon = _KEY.match(own)
    if colon is None or isinstance(key, int):
        raise Unsure
    remark, last = "", region.end - 1
    if isinstance(node, Scalar):
        last = _last_line(layout, node, region)
        remark = own[node.column - 1 + node.length :].rstrip() if last == region.start else ""
    else:
        first_inside = region.start
        if node.line > region.start:
            remark, first_inside = own[colon.end() :].rstrip(), node.line
        if any("#" in layout.line(number) for number in range(first_inside, region.end)):
            raise Unsure  # a comment that would be lost
    lines = rendered(str(key), value, region.indent)
    lines[0] = own[: colon.end()] + lines[0].partition(":")[2] + remark
    return _spliced(layout, region.start, last + 1, lines)


def _last_line(layout: Layout, node: Scalar, region: Region) -> int:
    """The last line that the value stands on: comments below it, indented, are not the value."""
    if layout.line(node.line)[node.column - 1 : node.column] in ("|", ">"):
        return region.end - 1
    last = region.end - 1
    while last > node.line and not layout.line(last).split("#")[0].strip():
        last -= 1
    return last


def _with_new(layout: Layout, path: Path, value: Value, after: Sequence[str]) -> str:
    above, last = path[:-1], path[-1]
    holder = layout.at(above)
    if layout.in_flow(holder):
        raise Unsure
    indents = [indent for _, indent in layout.starts(holder)]
    if isinstance(holder, List) and isinstance(last, int):
        at = layout.region((*above, len(holder.items) - 1)).end
        lines = listed(value, indents[-1])
    elif isinstance(holder, Map) and isinstance(last, str):
        behind = next((key for key in after if holder.get(key)), holder.entries[-1].key.text)
        at = layout.region((*above, behind)).end
        lines = rendered(last, value, indents[-1])
    else:
        raise Unsure
    return _spliced(layout, at, at, lines)


def _spliced(layout: Layout, start: int, end: int, lines: Sequence[str]) -> str:
    """The text with the lines from `start` to before `end` (1-based) replaced."""
    text = layout.text
    head, tail = text[: layout.offsets[start - 1]], text[layout.offsets[end - 1] :]
    found = _LAST_LINE_END.search(head)
    newline = found[0] if found else layout.newline
    if head and lines and not found:
        head += newline
    new = "".join(line + newline for line in lines)
    if not tail and not _LAST_LINE_END.search(text):
        new = new.removesuffix(newline)
    return head + new + tail
