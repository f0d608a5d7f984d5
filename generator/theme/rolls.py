"""Marked dates in a finished page → places that a script fills.

Owns how those places look in markup (docs/themes.md): in text `<span data-roll="3 0">…</span>`, and `data-fill` on an
element whose attributes hold them. Where nothing can be filled (scripts, choices, titles of the body) a rolling date is
left out: absent, never wrong. It must not know what a date says: a mark (`page.present.marks`) names it.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_TOKEN = re.compile(
    r"<!--.*?-->|<(head|script|style|select|textarea|title)\b.*?</\1\s*>"
    r"|<[a-zA-Z/!][^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>|[^<]+|<",
    re.DOTALL,
)
_SIGNS = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK = re.compile(
    "|".join(f"{a}([^{b}]*?){b}(.*?){c}" for a, b, c in (_SIGNS, tuple(quote(sign) for sign in _SIGNS))), re.DOTALL
)
_STRAYS = (*_SIGNS, *(quote(sign) for sign in _SIGNS))
_STRAY = re.compile("|".join(_STRAYS))
_ATTRIBUTE = re.compile(r"\s([^\s=\"'<>/]+)=(?:\"([^\"]*)\"|'([^']*)')")


def settled(page: str) -> str:
    """The page without marks, its rolling dates as places to fill."""
    if not any(sign in page for sign in _STRAYS):
        return page
    return _STRAY.sub("", _TOKEN.sub(_settled, page))


def _settled(token: re.Match[str]) -> str:
    text = token[0]
    if not _STRAY.search(text):
        return text
    if token[1] == "head" or text.startswith("<!"):
        return _plain(text)
    if token[1]:
        return _MARK.sub(lambda found: "" if found[1] or found[3] else _text(found), text)
    if text.startswith("<"):
        return _with_fills(text)
    return _MARK.sub(
        lambda found: f'<span data-roll="{found[1]}">{found[2]}</span>' if found[1] else _text(found), text
    )


def _with_fills(tag: str) -> str:
    fills = [
        f"{name} {_MARK.sub(_place, value)}"
        for name, one, two in _ATTRIBUTE.findall(tag)
        if _STRAY.search(value := one or two)
    ]
    end = "/>" if tag.endswith("/>") else ">"
    return f'{_plain(tag.removesuffix(end))} data-fill="{"&#10;".join(fills)}"{end}'


def _place(found: re.Match[str]) -> str:
    what = found[1] or found[3]
    return f"{{{what}}}" if what else _text(found)


def _plain(text: str) -> str:
    return _MARK.sub(_text, text)


def _text(found: re.Match[str]) -> str:
    return found[2] if found[2] is not None else found[4]
