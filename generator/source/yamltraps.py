"""What a seller meant where YAML gave up: a parser failure and the lines → the trap, and the line as it should be.

Each trap is one small function. They see text only; nothing here knows PyYAML or the keys of the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from generator.problems import Kind, Parameter
from generator.shop.model.shapes import SPACE_AFTER_COLON
from generator.structs import Frozen, field, replace

QUOTE_NEEDED = Kind(
    "quote-needed",
    "`{found}` at the start of a value means something else in YAML.",
    "Put quotes around the whole value.",
)
BRACKET_TEXT = Kind(
    "bracket-text", "Text that starts with `{found}` is read as a list or a map.", "Put quotes around the whole value."
)
COLON_IN_TEXT = Kind(
    "colon-in-text", "A colon followed by a space inside a text starts a new key.", "Put quotes around the whole text."
)
TAB_INDENT = Kind("tab-indent", "This line is indented with a tab.", "Use spaces: two for each level.")
NO_COLON = Kind("colon-missing", "There is no `:` between key and value here.", "Write `key: value`.")
QUOTE_OPEN = Kind(
    "quote-open", "The text starts with a quote that is never closed.", "Close it at the end of the text."
)
QUOTE_INSIDE = Kind(
    "quote-inside", "The quote ends before the text does.", "Put the other kind of quotes around the whole text."
)
BAD_ESCAPE = Kind(
    "bad-escape",
    "`\\` inside double quotes starts a code that YAML does not know.",
    "Put single quotes around the text.",
)
BLOCK_TEXT = Kind(
    "block-mark",
    "Text right after `{found}` is not read.",
    "Put quotes around the text, or start it on the next line, indented.",
)
BAD_INDENT = Kind(
    "indent",
    "This line's indentation fits none of the lines above.",
    "Start it in the same column as the keys it belongs with.",
)
BRACKET_OPEN = Kind(
    "bracket-open", "`{found}` is never closed.", "Close it on the same line, or write one entry per line with `- `."
)
LIST_ON_KEY_LINE = Kind(
    "list-on-key-line", "A list cannot start on the line of its key.", "Start the list on the next line."
)
DASH_MISSING = Kind(
    "dash-missing",
    "This line stands in a list but has no `- `.",
    "Start it with `- `, or indent it under the entry above.",
)
HASH_GLUED = Kind(
    "hash-cuts-text",
    "Everything from ` {found}` on is a comment, so the text ends at “{kept}”.",
    "Put quotes around the whole text; for a comment write `# ` with a space.",
)
DASH_GLUED = Kind("space-after-dash", "There is no space after the dash.", "Write `- {value}`.")
HASH_IN_BRACKET = Kind(
    "value-vanished", "Everything after ` #` is a comment, so the value is gone.", "Put quotes around the value."
)
DOCUMENT_END = Kind(
    "document-end", "`...` on a line of its own ends the file for YAML.", "Delete the line, or put quotes around it."
)
UNREADABLE = Kind("yaml", "YAML cannot be read here: {reason}.", "Compare this line with the ones above it.")


class Failure(Frozen):
    """Where the parser gave up: its `words` (context, problem), 1-based `place` and `began` (line, column)."""

    words: tuple[str, str]
    place: tuple[int, int]
    began: tuple[int, int] | None


class Mend(Frozen):
    """The trap, its 1-based place, and the line as it should be (empty when nobody can know).

    `mended` is the line with which reading goes on, where that is another than `better`: it never reaches the seller.
    """

    kind: Kind
    line: int
    column: int
    length: int = 1
    better: str = ""
    parameters: dict[str, Parameter] = field(default_factory=dict)
    mended: str | None = None


# `  - key: value`: the indent with dashes, the key with its colon, the value.
_LINE = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?:(?P<key>[^\s:#'\"{}\[\],&*!|>%@`][^:#]*?):(?P<gap>\s+))?(?P<value>.*)$")
_GLUED = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s/:].*)$")


def quoted(value: str) -> str:
    """The text as a quoted YAML scalar that reads back as typed."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def diagnose(failure: Failure, lines: Sequence[str]) -> Mend:
    """The most likely trap behind a parser failure."""
    for trap in _TRAPS:
        if found := trap(failure, lines):
            return found
    line, column = _clamp(failure.place, lines)
    return Mend(UNREADABLE, line, column, parameters={"reason": failure.words[1] or failure.words[0]})


def _clamp(place: tuple[int, int], lines: Sequence[str]) -> tuple[int, int]:
    line = min(place[0], len(lines))
    while line > 1 and not lines[line - 1].strip():
        line -= 1
    return (line, place[1]) if line == place[0] else (line, len(lines[line - 1]) or 1)


def _value_of(line: str) -> re.Match[str]:
    found = _LINE.match(line.rstrip())
    assert found is not None  # every part of the pattern may be empty
    return found


def _quote_value(
    kind: Kind, lines: Sequence[str], line: int, column: int, length: int, **parameters: Parameter
) -> Mend:
    full = lines[line - 1]
    found = _value_of(full)
    better = full[: found.start("value")] + quoted(found["value"]) if found["value"] else ""
    return Mend(kind, line, column, length, better, dict(parameters))


def _tab(failure: Failure, lines: Sequence[str]) -> Mend | None:
    for line in dict.fromkeys((failure.place[0], _clamp(failure.place, lines)[0])):
        full = lines[line - 1] if line <= len(lines) else ""
        indent = full[: len(full) - len(full.lstrip())]
        if "\t" in indent:
            better = indent.replace("\t", "  ") + full.lstrip()
            return Mend(TAB_INDENT, line, indent.index("\t") + 1, 1, better)
    return None


def _glued_colon(failure: Failure, lines: Sequence[str]) -> Mend | None:
    if not re.search("mapping values|could not find expected ':'|expected key", failure.words[1]):
        return None
    last = min(failure.place[0], len(lines))
    for line in (last, last - 1, last - 2):
        if line >= 1 and (hit := _GLUED.match(lines[line - 1].rstrip())):
            better = f"{hit['lead']}{hit['key']}: {hit['value']}"
            parameters: dict[str, Parameter] = {"key": hit["key"], "value": hit["value"]}
            return Mend(SPACE_AFTER_COLON, line, hit.start("key") + 1, len(hit["key"]) + 1, better, parameters)
    return None


def _quote_never_closed(failure: Failure, lines: Sequence[str]) -> Mend | None:
    if "quoted scalar" not in failure.words[0] or not failure.began:
        return None
    line, column = failure.began
    full = lines[line - 1]
    if re.search("escape|hexa?decimal|Unicode", failure.words[1]):
        line, column = failure.place
        full = lines[line - 1]
        column = full.rfind("\\", 0, column) + 1 or column
        body = _value_of(full)
        text = body["value"].strip('"')
        better = (
            full[: body.start("value")] + "'" + text.replace("'", "''") + "'" if body["value"].endswith('"') else ""
        )
        return Mend(BAD_ESCAPE, line, column, 1, better)
    mark = full[column - 1]
    return Mend(QUOTE_OPEN, line, column, max(1, len(full.rstrip()) - column + 1), full.rstrip() + mark)


def _forbidden_start(failure: Failure, lines: Sequence[str]) -> Mend | None:
    context, what = failure.words
    if not (
        "cannot start any token" in what
        or "scanning an alias" in context
        or "scanning an anchor" in context
        or "scanning a tag" in context
        or "parsing a tag" in context
        or "scanning a directive" in context
    ):
        return None
    line, column = failure.began or failure.place
    if line > len(lines):
        return None
    full = lines[line - 1]
    found = full[column - 1 : column] or " "
    part = re.compile(r"[^,\]}]*").match(full, column - 1)
    if part and column - 1 > _value_of(full).start("value"):  # inside [ ] or { }
        better = full[: column - 1] + quoted(part[0].rstrip()) + full[part.end() :]
        return Mend(QUOTE_NEEDED, line, column, 1, better, {"found": found})
    return _quote_value(QUOTE_NEEDED, lines, line, column, 1, found=found)


def _block_mark(failure: Failure, lines: Sequence[str]) -> Mend | None:
    if "block scalar" not in failure.words[0]:
        return None
    line, column = failure.began or failure.place
    return _quote_value(BLOCK_TEXT, lines, line, column, 1, found=lines[line - 1][column - 1])


def _question_mark(failure: Failure, lines: Sequence[str]) -> Mend | None:
    line, column = failure.place
    if "mapping keys are not allowed" not in failure.words[1] or line > len(lines):
        return None
    return _quote_value(QUOTE_NEEDED, lines, line, column, 1, found="?")


def _document_end(failure: Failure, lines: Sequence[str]) -> Mend | None:
    if "document start" not in failure.words[1]:
        return None
    for line in range(min(failure.place[0], len(lines)), 0, -1):
        if lines[line - 1].rstrip() == "...":
            return Mend(DOCUMENT_END, line, 1, 3, mended="")
    first = next((n for n, full in enumerate(lines, 1) if full.strip() and not full.lstrip().startswith("#")), 0)
    if first and first < failure.place[0] and lines[first - 1][:1] == " ":
        full = lines[first - 1]
        return Mend(BAD_INDENT, first, len(full) - len(full.lstrip()) + 1, 1, full.lstrip())
    return None


def _hash_inside_text(failure: Failure, lines: Sequence[str]) -> Mend | None:
    """A text over several lines that a comment cuts in two: YAML gives up at the line after it."""
    if not re.search("did not find expected key|could not find expected ':'|block end", failure.words[1]):
        return None
    above = next((i for i in range(_clamp(failure.place, lines)[0] - 1, 0, -1) if lines[i - 1].strip()), 0)
    hit = re.search(r"(?<=\s)#\w\S*", lines[above - 1]) if above else None
    if not hit or (hit.start() and not lines[above - 1][: hit.start()].strip() and above < 2):
        return None
    before = lines[above - 1][: hit.start()].rstrip()
    kept = (before or lines[above - 2].rstrip()).rpartition(": ")[2].strip()
    return Mend(HASH_GLUED, above, hit.start() + 1, len(hit[0]), "", {"found": hit[0], "kept": kept}, before)


def _list_on_key_line(failure: Failure, lines: Sequence[str]) -> Mend | None:
    if "block sequence entries are not allowed" not in failure.words[1]:
        return None
    line, column = failure.place
    if line > len(lines):
        return None
    mend = _quote_value(LIST_ON_KEY_LINE, lines, line, column, 1)
    below = next((text for text in lines[line:] if text.strip()), "")
    a_list = re.search(r"-\s+[\w-]+:(?:\s|$)", lines[line - 1]) or re.match(r"\s*-\s", below)
    return replace(mend, better="", mended=mend.better) if a_list else mend


def _colon_in_text(failure: Failure, lines: Sequence[str]) -> Mend | None:
    if "mapping values are not allowed" not in failure.words[1]:
        return None
    line, column = failure.place
    full = lines[line - 1]
    body = _value_of(full)
    if body["key"] and body.start("value") < column:
        start = body.start("value") + 1
        return _quote_value(COLON_IN_TEXT, lines, line, column, 1) if start <= column else None
    above = next((i for i in range(line - 1, 0, -1) if lines[i - 1].strip()), 0)
    better = ""
    if above:
        indent = re.match(r"\s*", lines[above - 1])
        better = (indent[0] if indent else "") + full.lstrip()
    return Mend(BAD_INDENT, line, len(full) - len(full.lstrip()) + 1, 1, better if better != full else "")


def _text_after_end(failure: Failure, lines: Sequence[str]) -> Mend | None:
    """`title: [READY] Parfum`, `t: "a" b`, `t: 'it's'`: a bracket or quote closes before the value ends."""
    if "did not find expected" not in failure.words[1] or failure.place[0] > len(lines):
        return None
    line, column = failure.place
    body = _value_of(lines[line - 1])
    first = body["value"][:1]
    if body.start("value") + 1 >= column or first not in ("[", "{", '"', "'"):
        return None
    kind = BRACKET_TEXT if first in "[{" else QUOTE_INSIDE
    start = body.start("value") + 1
    if kind is BRACKET_TEXT:
        return _quote_value(kind, lines, line, start, 1, found=first)
    value = body["value"]
    inner = value[1:-1] if value.endswith(first) and value.count(first) > 2 else value
    better = lines[line - 1][: start - 1] + quoted(inner)
    return Mend(kind, line, column, 1, better)


def _bracket_never_closed(failure: Failure, lines: Sequence[str]) -> Mend | None:
    context, what = failure.words
    if "flow" not in context and "flow" not in what:
        return None
    end = min(failure.place[0], len(lines))
    for line in range(end, max(0, end - 30), -1):
        full = lines[line - 1]
        bare = re.sub(r"\"[^\"]*\"|'[^']*'|(?:^|\s)#.*$", "", full)
        for opening, closing in (("{", "}"), ("[", "]")):
            if bare.count(opening) > bare.count(closing):
                column = full.index(opening) + 1
                cut = re.search(r"\s#\S", full[column:])
                if cut:
                    at = column + cut.start()
                    value = re.compile(r"[^,\]}]*").match(full, at)
                    start = max(full.rfind(mark, 0, at) + len(mark) for mark in (": ", ", ", "{", "["))
                    start += len(full[start:at]) - len(full[start:at].lstrip())
                    end = value.end() if value else len(full)
                    rest = full[end:].rstrip()
                    better = full[:start] + quoted(full[start:end].rstrip()) + rest
                    better += "" if rest.endswith(closing) else closing
                    return Mend(HASH_IN_BRACKET, line, at + 2, 1, better)
                return Mend(BRACKET_OPEN, line, column, 1, full.rstrip() + closing, {"found": opening})
    return None


def _no_colon(failure: Failure, lines: Sequence[str]) -> Mend | None:
    if "could not find expected ':'" not in failure.words[1] or not failure.began:
        return None
    line, column = failure.began
    full = lines[line - 1]
    if dash := re.match(r"(\s*)-([^\W\d_].*)$", full.rstrip()):
        better = f"{dash[1]}- {dash[2]}"
        return Mend(DASH_GLUED, line, dash.end(1) + 1, 1, better, {"value": dash[2]})
    word = re.match(r"\s*(?:-\s+)*([A-Za-z_][\w-]*)\s+(\S.*)$", full.rstrip())
    better = f"{full[: word.start(1)]}{word[1]}: {word[2]}" if word else ""
    return Mend(
        NO_COLON, line, column, max(1, len(full.rstrip()) - column + 1), better, {"key": full.strip(" -;=:")}, better
    )


def _indent(failure: Failure, lines: Sequence[str]) -> Mend | None:
    what = failure.words[1]
    line, column = _clamp(failure.place, lines)
    if "did not find expected '-'" in what:
        full = lines[line - 1]
        return Mend(DASH_MISSING, line, column, max(1, len(full.strip())))
    if "did not find expected key" in what or "block end" in what:
        return Mend(BAD_INDENT, line, column, 1)
    return None


_TRAPS: tuple[Callable[[Failure, Sequence[str]], Mend | None], ...] = (
    _tab,
    _glued_colon,
    _quote_never_closed,
    _block_mark,
    _forbidden_start,
    _question_mark,
    _document_end,
    _hash_inside_text,
    _list_on_key_line,
    _colon_in_text,
    _bracket_never_closed,
    _text_after_end,
    _no_colon,
    _indent,
)
