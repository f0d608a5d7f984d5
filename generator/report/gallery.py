"""The page that shows a shop in every theme, side by side at the width of a phone.

Owns its words and its markup. It needs no script and asks nobody for anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Protocol

from generator.page.catalogue import Catalogue

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.25rem; }
h2 { margin: 0; font-size: 1.1rem; }
p { margin: .25rem 0 1rem; max-width: 46rem; }
ul { display: flex; overflow-x: auto; margin: 0 0 3rem; padding: 0; list-style: none; }
li { flex: none; margin-right: 1.5rem; }
iframe { display: block; width: 360px; height: 740px; border: 1px solid; border-radius: 12px; }
"""


class Shown(Protocol):
    """A theme, what it says of itself, and its pages as addresses from here; none where it has mistakes."""

    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def options(self) -> tuple[str, ...]: ...
    @property
    def pages(self) -> tuple[str, ...]: ...


def gallery_page(shown: Iterable[Shown], words: Catalogue, *, used: str) -> str:
    """The whole page; `used` is the theme that the shop wears now."""
    title = words.text("Your shop in every theme")
    parts = [
        f'<!doctype html>\n<html lang="{words.language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>",
    ]
    for each in shown:
        parts.append(f"<h2>{escape(each.name)}{_used(each, words, used)}</h2>")
        if not each.pages:
            parts.append(f"<p>{escape(words.text('It has mistakes; `etalase themes check` names them.'))}</p>")
            continue
        options = ", ".join(each.options)
        told = words.text("Options: {options}", options=options) if options else ""
        parts.append(f"<p>{escape(each.description)}{f'<br>{escape(told)}' if told else ''}</p><ul>")
        for page in each.pages:
            address, name = escape(page), escape(f"{each.name}: {page}")
            parts.append(f'<li><iframe src="{address}" title="{name}" loading="lazy"></iframe></li>')
        parts.append("</ul>")
    return "\n".join([*parts, "</body></html>\n"])


def _used(each: Shown, words: Catalogue, used: str) -> str:
    return f" · {escape(words.text('your shop wears it'))}" if each.name == used else ""
