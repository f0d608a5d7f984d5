"""CSS and scripts with their comments and needless spaces taken out, and what a stylesheet of ours may not hold.

Owns a conservative reading of CSS: strings and `url(…)` are kept byte for byte, and only spaces that cannot
mean anything go. It must not rename, reorder or shorten values.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
    (?P<comment>/\*.*?(?:\*/|\Z))
    | (?P<kept>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\(\s*[^"'\s)][^)]*\))
    | (?P<space>\s+)
    | (?P<mark>[{};,])
    | (?P<other>\\.|[^\s{};,"'/u\\]+|.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_LOOSE = ("", "{", "}", ";", ",")
"""What a space may stand after without meaning anything."""
_URL = re.compile(r"""url\(\s*["']?\s*(?!data:|\#|["'\s])([^"')\s]*)""", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b\s*([^;]*)", re.IGNORECASE)
_LINE_START = re.compile(r"^(?:[ \t]*//[^\n]*\n|[ \t]*\n|[ \t]+)", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


def minify_css(text: str) -> str:
    """The same rules in fewer bytes. Minifying the result changes nothing. What has a quote that nothing closes stays
    as it is: without its line break it would close another one."""
    tokens = tuple(_TOKEN.finditer(text))
    if any(token.lastgroup == "other" and token[0] in ('"', "'") for token in tokens):
        return text
    out: list[str] = [""]
    space = comment = False
    for token in tokens:
        last = out[-1]
        match token.lastgroup:
            case "space":
                space = True
                continue
            case "comment":
                comment = True
                continue
            case "mark":
                while token[0] in ";}" and out[-1] == ";":
                    out.pop()
                if space and last.endswith(":"):  # `--x: ;` is a value of nothing, `--x:;` was none at all
                    out.append(" ")
            case _:
                if space and last not in _LOOSE and not last.endswith(":"):
                    out.append(" ")
                elif comment and last not in _LOOSE:  # a comment parts two words without being a space
                    out.append("/**/")
        out.append(token[0])
        space = comment = False
    return "".join(out)


def minify_js(text: str) -> str:
    """The same script without indents, empty lines and comments that have a line of their own. A script with a
    backtick stays as it is, for a text between two may go over lines."""
    return text if "`" in text else _LINE_START.sub("", text)


def foreign_addresses(text: str) -> tuple[tuple[int, str], ...]:
    """Every address that this stylesheet would fetch, with its 1-based line: `@import`, and `url(…)` that is
    neither `data:` nor a part of the page. Inline styles are the same on every page, so none could resolve."""
    shown = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    found = [*_URL.finditer(shown), *_IMPORT.finditer(shown)]
    return tuple((shown.count("\n", 0, hit.start()) + 1, hit[1].strip()) for hit in sorted(found, key=re.Match.start))
