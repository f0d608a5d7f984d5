"""What a theme lets the seller choose, and the seller's choices as typed values.

Owns the option types. A value reaches a stylesheet only as the type it was checked to be: a colour is
`#rrggbb`, a number has digits, a choice is one of the theme's words. It must not read files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeAlias

from generator.problems import Kind, Path, Problem, Refused, problem
from generator.shop.colours import Colour, parse_colour, text_on
from generator.structs import Frozen

TYPES = ("colour", "choice", "font", "list", "number", "yes_no", "text")
NONE = "none"
"""How a seller leaves a list empty."""
SYSTEM = "system"
"""The choice of every font option that is no face of a theme: the fonts of the reader's own device."""
FONT_ENDINGS = (".ttf", ".otf", ".woff2")

OPTION_UNKNOWN = Kind(
    "theme-option-unknown",
    "The theme {theme} has no option `{found}`.",
    "Choose one of: {known}.",
)
OPTION_NO_OPTIONS = Kind(
    "theme-option-unknown", "The theme {theme} has no options, so `{found}` does nothing.", "Delete this line."
)
OPTION_CHOICE = Kind("theme-option-choice", "`{found}` is not a choice of `{option}`.", "Choose one of: {known}.")
OPTION_TWICE = Kind("theme-option-twice", "`{found}` stands twice.", "Keep it in one place of `{option}`.")
OPTION_TWICE_APART = Kind(
    "theme-option-twice", "`{found}` stands in `{option}` already.", "Take it out of one of the two lists."
)
OPTION_NEEDED = Kind(
    "theme-option-needed", "`{option}` lacks `{found}`, which every page must show.", "Add `{found}` to the list."
)
OPTION_NUMBER = Kind("theme-option-number", "`{found}` is not a number.", "Write digits, for example {example}.")
OPTION_RANGE = Kind(
    "theme-option-range", "`{option}` is {found}, outside {low} to {high}.", "Write a number between the two."
)
OPTION_YES_NO = Kind("theme-option-yes-no", "`{found}` is neither yes nor no.", "Write yes or no.")
OPTION_TEXT = Kind(
    "theme-option-text",
    "`{option}` is too long or holds an invisible character.",
    "Write at most {limit} ordinary characters on one line.",
)
OPTION_FONT = Kind(
    "theme-option-font",
    "`{found}` is not a font of this theme.",
    "Choose one of: {known}; or name a file below content/ that ends in .ttf, .otf or .woff2.",
)

Value: TypeAlias = Colour | Decimal | bool | str | tuple[str, ...] | None

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CHOICE = re.compile(r"[a-z][a-z0-9-]{0,39}")
_NUMBER = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,4})?")
_YES_NO = MappingProxyType(
    {"yes": True, "ya": True, "true": True, "on": True, "no": False, "tidak": False, "false": False, "off": False}
)
_TEXT_LIMIT = 200


class Option(Frozen):
    """One thing a seller can choose. `default` is already typed; None says that nothing is set.

    `low` and `high` bound a number, both included. `unit` follows the number in CSS (`px`, `rem`, "").
    A list is some of its `choices` in the seller's order; the words that it `needs` are always in it. Of lists in
    one `group`, only one may hold a word.
    """

    key: str
    type: str
    default: Value = None
    choices: tuple[str, ...] = ()
    help: str = ""
    low: Decimal = Decimal(-1_000_000)
    high: Decimal = Decimal(1_000_000)
    unit: str = ""
    needs: tuple[str, ...] = ()
    group: str = ""

    def read(self, text: str) -> Value:
        """The typed value of what the seller wrote. Raises Refused."""
        match self.type:
            case "colour":
                return parse_colour(text)
            case "choice":
                return self._choice(text)
            case "font":
                return self._font(text)
            case "list":
                return self._list(text)
            case "number":
                return self._number(text)
            case "yes_no":
                return _yes_no(text)
            case _:
                return self._text(text)

    def _choice(self, text: str) -> str:
        word = text.strip().lower()
        if word not in self.choices:
            raise Refused(
                OPTION_CHOICE,
                instead=nearest(word, self.choices),
                found=text,
                option=self.key,
                known=", ".join(self.choices),
            )
        return word

    def _list(self, text: str) -> tuple[str, ...]:
        words = [part for part in text.split(",") if part.strip()]
        chosen = () if text.strip().lower() == NONE else tuple(map(self._choice, words))
        for word in chosen:
            if chosen.count(word) > 1:
                raise Refused(OPTION_TWICE, found=word, option=self.key)
        for word in self.needs:
            if word not in chosen:
                raise Refused(OPTION_NEEDED, found=word, option=self.key)
        return chosen

    def _font(self, text: str) -> str:
        """The name of a face, or the seller's own file below content/, which alone has a dot."""
        word = text.strip()
        if word.lower() in self.choices:
            return word.lower()
        if word.lower().endswith(FONT_ENDINGS) and len(word) <= _TEXT_LIMIT and word.isprintable():
            return word.replace("\\", "/")
        near = nearest(word.lower(), self.choices)
        known = ", ".join(sorted(self.choices, key=lambda name: name != near))
        raise Refused(OPTION_FONT, instead=near, found=text, known=known)

    def _number(self, text: str) -> Decimal:
        if not _NUMBER.fullmatch(text.strip()):
            raise Refused(OPTION_NUMBER, found=text, example=str(self.default or self.low))
        number = Decimal(text.strip().replace(",", "."))
        if not self.low <= number <= self.high:
            raise Refused(OPTION_RANGE, option=self.key, found=text, low=str(self.low), high=str(self.high))
        return number

    def _text(self, text: str) -> str:
        if len(text) > _TEXT_LIMIT or not text.isprintable():
            raise Refused(OPTION_TEXT, option=self.key, limit=_TEXT_LIMIT)
        return text


def _yes_no(text: str) -> bool:
    word = text.strip().lower()
    if word not in _YES_NO:
        raise Refused(OPTION_YES_NO, found=text)
    return _YES_NO[word]


def is_option_key(text: str) -> bool:
    """Whether an option may be called so: small letters, digits and `_`, as templates and CSS can say it."""
    return bool(_KEY.fullmatch(text))


def is_choice(text: str) -> bool:
    """Whether a choice may be called so: a word that is safe as a CSS class."""
    return bool(_CHOICE.fullmatch(text))


def choose(
    options: Iterable[Option], given: Mapping[str, str], *, theme: str, path: Path
) -> tuple[Mapping[str, Value], tuple[Problem, ...]]:
    """The values of all options, the theme's defaults where the seller said nothing, and what was wrong.

    `path` is the place of `given` in the model.
    """
    known = {option.key: option for option in options}
    values = {option.key: option.default for option in known.values()}
    problems: list[Problem] = []
    for key, text in given.items():
        option = known.get(key)
        if option is None:
            near = sorted(known, key=lambda name: name != nearest(key, known))
            kind = OPTION_UNKNOWN if known else OPTION_NO_OPTIONS
            problems.append(problem(kind, *path, key, theme=theme, found=key, known=", ".join(near)))
            continue
        try:
            values[key] = option.read(text)
        except Refused as refused:
            problems.append(Problem(refused.kind, path=(*path, key), parameters=tuple(refused.parameters.items())))
    problems += _in_two_lists(known, values, given, path)
    return MappingProxyType(values), tuple(problems)


def _in_two_lists(
    known: Mapping[str, Option], values: Mapping[str, Value], given: Mapping[str, str], path: Path
) -> Iterator[Problem]:
    """Words that stand in two lists of one group; told at the list that the seller wrote."""
    seen: dict[tuple[str, str], str] = {}
    for key in sorted(known, key=lambda key: key in given):
        words = values[key]
        if not known[key].group or not isinstance(words, tuple):
            continue
        for word in words:
            other = seen.setdefault((known[key].group, word), key)
            if other != key:
                yield problem(OPTION_TWICE_APART, *path, key, found=word, option=other)


def custom_properties(
    options: Iterable[Option], values: Mapping[str, Value], fonts: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The choices as one CSS rule: `--option-<key>` for colours, numbers, choices and fonts (a whole `font-family`,
    by option from `fonts`); for a colour also `--option-<key>-ink`, the text colour that can be read on it (4.5:1 or
    better). "" when there are none."""
    lines: list[str] = []
    for option in options:
        value, name = values[option.key], f"--option-{option.key.replace('_', '-')}"
        if option.key in fonts:
            lines.append(f"{name}:{fonts[option.key]}")
        if value is None:
            continue
        if option.type == "colour":
            colour = parse_colour(str(value))
            lines += [f"{name}:{colour}", f"{name}-ink:{text_on(colour)}"]
        elif option.type == "number":
            lines.append(f"{name}:{value:f}{option.unit}")
        elif option.type == "choice":
            lines.append(f"{name}:{value}")
    return f":root{{{';'.join(lines)}}}" if lines else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, or ""."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")
