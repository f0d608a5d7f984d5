"""Themes and their options for people.

Owns the lines of the list and of one theme. It must not look for themes.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.page.catalogue import Catalogue
from generator.report.display import in_sentence
from generator.structs import Frozen
from generator.theme.options import Option

_LINE = 200

_TYPES = {
    "colour": "a colour",
    "choice": "one of",
    "number": "a number",
    "yes_no": "yes or no",
    "text": "a text",
    "list": "a list of",
}


class ListedTheme(Frozen):
    """A theme in the list; `mine` is one of the seller's own, `broken` one that cannot be read."""

    name: str
    description: str = ""
    options: tuple[str, ...] = ()
    mine: bool = False
    used: bool = False
    broken: bool = False


def theme_lines(themes: Iterable[ListedTheme], words: Catalogue) -> list[str]:
    """The list, a theme on two or three lines."""
    lines: list[str] = []
    for each in themes:
        notes = [
            *([words.text("your shop wears it")] if each.used else []),
            *([words.text("your own")] if each.mine else []),
            *([words.text("the base of the others")] if each.name == "base" else []),
        ]
        lines.append(f"{each.name} ({', '.join(notes)})" if notes else each.name)
        if each.broken:
            lines.append("    " + words.text("It has mistakes; `etalase themes check` names them."))
            continue
        lines.append("    " + in_sentence(each.description, _LINE))
        if each.options:
            lines.append("    " + words.text("Options: {options}", options=", ".join(each.options)))
    return lines


def option_lines(name: str, description: str, options: Iterable[Option], words: Catalogue) -> list[str]:
    """One theme: each option with what it takes, and the lines to paste into shop.yaml."""
    shown = tuple(options)
    lines = [f"{name}: {in_sentence(description, _LINE)}"]
    if not shown:
        return [*lines, words.text("This theme has no options."), "", *_paste(name, shown, words)]
    for option in shown:
        lines += ["", f"{option.key}: {_takes(option, words)}"]
        if option.help:
            lines.append("    " + in_sentence(option.help, _LINE))
    return [*lines, "", *_paste(name, shown, words)]


def _takes(option: Option, words: Catalogue) -> str:
    kind = words.text(_TYPES.get(option.type, "a text"))
    match option.type:
        case "choice" | "list":
            kind = f"{kind} {', '.join(option.choices)}"
        case "number":
            kind = words.text("a number from {low} to {high}", low=f"{option.low:f}", high=f"{option.high:f}")
    return f"{kind}; " + words.text("without it {value}", value=_written(option, words))


def _written(option: Option, words: Catalogue) -> str:
    """The default as a seller would write it."""
    match option.default:
        case None:
            return words.text("nothing")
        case bool(value):
            return words.text("yes") if value else words.text("no")
        case tuple(values):
            return ", ".join(map(str, values))
        case value:
            return f'"{value}"' if option.type in ("colour", "text") else str(value)


def _paste(name: str, options: tuple[Option, ...], words: Catalogue) -> list[str]:
    lines = [words.text("In content/shop.yaml:"), "  theme:", f"    name: {name}"]
    if options:
        lines.append("    options:")
        for option in options:
            if isinstance(option.default, tuple):
                lines += [f"      {option.key}:", *(f"        - {value}" for value in option.default)]
            elif option.default is not None:
                lines.append(f"      {option.key}: {_written(option, words)}")
    return lines
