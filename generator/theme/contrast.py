"""Whether what a theme writes can be read on what it writes on: the pairs of tokens, and how far apart they must be.

Owns the table of pairs and its messages, for the theme's author and for a seller who chose a colour. It must not draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.problems import Kind, Mark, Problem, Severity, problem
from generator.shop.colours import GRAPHIC_RATIO, TEXT_RATIO, Colour, contrast, nearest_shade, parse_colour, text_on
from generator.source.yamltree import read_yaml
from generator.theme.options import Option, Value, nearest
from generator.theme.package import Theme
from generator.theme.tokens import (
    DARK,
    LIGHT,
    Declaration,
    Found,
    Tokens,
    Worn,
    declarations,
    local_sets,
    tokens_on,
    unset,
)

LOW_CONTRAST = Kind(
    "theme-contrast",
    "`{front}` {front_colour} on `{ground}` {ground_colour} has a contrast of {ratio} where {need} is needed "
    "({scheme}; {choices}).",
    "Write `{front}: {near};`, the nearest shade that reaches it, or change `{ground}`.",
)
LOW_CONTRAST_OPTION = Kind(
    "theme-contrast",
    "The default of `{option}` makes `{front}` {front_colour} on `{ground}` {ground_colour}: a contrast of {ratio} "
    "where {need} is needed ({scheme}; {choices}).",
    "Write `{near}` as its default, the nearest shade that reaches it, or give `{front}` another colour.",
)
COLOUR_UNREAD = Kind(
    "theme-colour-unread",
    "`{found}` is `{value}`, and its contrast cannot be measured.",
    "Write a colour as `#rrggbb`.",
    Severity.WARNING,
)
TOKEN_UNSET = Kind(
    "theme-token-unset",
    "Nothing sets `{found}`, so what this line says is lost.",
    "Write `{near}`, or set it in styles/1-tokens.css.",
)
CHOSEN_CONTRAST = Kind(
    "theme-colour-contrast",
    "`{found}` as `{option}` is hard to see on the page: its contrast is {ratio} where {need} is needed ({scheme}).",
    "Write `{near}`, the nearest shade that can be seen.",
    Severity.WARNING,
)

GROUNDS: Final = ("--paper", "--surface", "--sunk")
PAIRS: Final[tuple[tuple[str, str, float], ...]] = (
    *((front, ground, TEXT_RATIO) for front in ("--ink", "--soft", "--go", "--wait", "--plan") for ground in GROUNDS),
    ("--accent-ink", "--accent", TEXT_RATIO),
    ("--edge", "--paper", GRAPHIC_RATIO),
    ("--edge", "--surface", GRAPHIC_RATIO),
    ("--ring", "--paper", GRAPHIC_RATIO),
    ("--ring", "--surface", GRAPHIC_RATIO),
)
"""What stands on what, and the least contrast: text by WCAG 1.4.3, edges and the ring of the focus by 1.4.11."""


@dataclass(frozen=True, slots=True)
class Look:
    """A page under some choices: what its <html> and <body> wear, the options' values, and how a message calls them
    (`palette: dusk`; "the defaults")."""

    values: Mapping[str, Value]
    worn: Worn = field(default_factory=Worn)
    words: str = "the defaults"


@dataclass(frozen=True, slots=True)
class _Weak:
    """A pair that is too close, in a scheme. `grounds` are all that its front stands on, each with the need."""

    front: str
    ground: str
    need: float
    scheme: str
    front_found: Found
    ground_found: Found
    grounds: tuple[tuple[Colour, float], ...]

    @property
    def ratio(self) -> float:
        return contrast(self.front_found.colour, self.ground_found.colour)


def check_contrast(theme: Theme, looks: Iterable[Look]) -> Iterator[Problem]:
    """Every pair of tokens that is too close under one of these looks, once; and tokens that are none."""
    options = {option.key: option for option in theme.options}
    given = {name for key in options for name in (_property(key), f"{_property(key)}-ink")}
    found = declarations(theme)
    names = {each.name for each in found} | given
    for name, mark in unset(theme, given):
        yield problem(TOKEN_UNSET, mark=mark, found=name, near=nearest(name, sorted(names)) or "--ink")
    told: set[object] = set()
    for look in looks:
        for weak in _pairs(found, theme.options, look):
            key = (weak.front, weak.ground, weak.scheme, weak.front_found.colour, weak.ground_found.colour)
            if key not in told:
                told.add(key)
                yield _told(theme, weak, look)
        for each in _unread(found, theme.options, look):
            if each.mark not in told:
                told.add(each.mark)
                yield each


def check_chosen_colours(theme: Theme, values: Mapping[str, Value], chosen: Iterable[str]) -> Iterator[Problem]:
    """A warning for each colour option that the seller `chosen` and that cannot be seen where the theme uses it."""
    found = declarations(theme)
    worn = _guessed(theme.options, values)
    for key in chosen:
        option = next((each for each in theme.options if each.key == key and each.type == "colour"), None)
        if option is None or values.get(key) is None:
            continue
        colour = parse_colour(str(values[key]))

        def weak_with(shade: Colour, key: str = key) -> list[_Weak]:
            look = Look({**values, key: shade}, worn)
            return [weak for weak in _pairs(found, theme.options, look) if _through(weak, key)]

        weak = sorted(weak_with(colour), key=lambda each: each.ratio / each.need)
        if weak:
            near = nearest_shade(colour, lambda shade: not weak_with(shade))
            yield problem(
                CHOSEN_CONTRAST, "shop", "theme", "options", key, found=str(colour), option=key,
                ratio=_number(weak[0].ratio), need=_number(weak[0].need), scheme=weak[0].scheme,
                near=near or str(option.default),
            )  # fmt: skip


def option_properties(options: Iterable[Option], values: Mapping[str, Value]) -> dict[str, str]:
    """The custom properties of the colour options: `--option-accent`, `--option-accent-ink`."""
    given: dict[str, str] = {}
    for option in options:
        value = values.get(option.key)
        if option.type == "colour" and value is not None:
            colour = parse_colour(str(value))
            given[_property(option.key)] = colour
            given[f"{_property(option.key)}-ink"] = text_on(colour)
    return given


def _pairs(found: tuple[Declaration, ...], options: Iterable[Option], look: Look) -> Iterator[_Weak]:
    given = option_properties(options, look.values)
    for scheme in (LIGHT, DARK):
        page = tokens_on(look.worn, scheme, found, given)
        yield from _weak_in(page, scheme, None)
        for _, part, names in local_sets(scheme, found, given):
            inside = Tokens({**page.set, **part.set}, given)
            yield from _weak_in(inside, scheme, names)


def _weak_in(tokens: Tokens, scheme: str, names: frozenset[str] | None) -> Iterator[_Weak]:
    """Of every front the pair that is worst. `names` limits the pairs to those of which a part of the page sets
    both."""
    pairs: dict[str, list[tuple[str, float, Found]]] = {}
    for front, ground, need in PAIRS:
        if (names is None or {front, ground} <= names) and (found := tokens.colour(ground)):
            pairs.setdefault(front, []).append((ground, need, found))
    for front, grounds in pairs.items():
        if (here := tokens.colour(front)) is None:
            continue
        every = tuple((found.colour, need) for _, need, found in grounds)
        told = [_Weak(front, ground, need, scheme, here, found, every) for ground, need, found in grounds]
        worst = min(told, key=lambda pair: pair.ratio / pair.need)
        if worst.ratio < worst.need:
            yield worst


def _told(theme: Theme, weak: _Weak, look: Look) -> Problem:
    parameters = {
        "front": weak.front, "front_colour": str(weak.front_found.colour), "ground": weak.ground,
        "ground_colour": str(weak.ground_found.colour), "ratio": _number(weak.ratio), "need": _number(weak.need),
        "scheme": weak.scheme, "choices": look.words,
    }  # fmt: skip
    near = nearest_shade(
        weak.front_found.colour, lambda shade: all(contrast(shade, ground) >= need for ground, need in weak.grounds)
    ) or text_on(weak.ground_found.colour)
    through = next((name for name in weak.front_found.through if not name.endswith("-ink")), "")
    option = next((each for each in theme.options if _property(each.key) == through), None)
    if option is not None:
        return problem(LOW_CONTRAST_OPTION, mark=_default_mark(theme, option.key), option=option.key,
                       near=near, **parameters)  # fmt: skip
    return problem(LOW_CONTRAST, mark=_nearest_mark(theme, weak), near=near, **parameters)


def _nearest_mark(theme: Theme, weak: _Weak) -> Mark | None:
    """The line of the pair that is the theme's own, not its parent's; that of the front where both are."""
    names = [folder.label("") for folder in theme.chain]
    declared = (weak.front_found.declaration, weak.ground_found.declaration)
    marks = [each.mark for each in declared if each]
    return min(marks, key=lambda mark: [mark.file.startswith(name) for name in names].index(True), default=None)


def _unread(found: tuple[Declaration, ...], options: tuple[Option, ...], look: Look) -> Iterator[Problem]:
    """Tokens of the pairs that are set and are no colour that can be measured."""
    given = option_properties(options, look.values)
    for scheme in (LIGHT, DARK):
        tokens = tokens_on(look.worn, scheme, found, given)
        for name in dict.fromkeys(name for pair in PAIRS for name in pair[:2]):
            declared = tokens.set.get(name)
            if declared and tokens.colour(name) is None and "var(--option" not in declared.value:
                yield problem(COLOUR_UNREAD, mark=declared.mark, found=name, value=declared.value)


def _default_mark(theme: Theme, key: str) -> Mark | None:
    """The line of theme.yaml that declares the option's default, in the nearest theme that does."""
    for folder in theme.chain:
        document = read_yaml((folder.path / "theme.yaml").read_bytes(), folder.label("theme.yaml"))
        mark = document.mark(("options", key, "default"))
        if mark.text.strip().startswith("default:"):
            return mark
    return None


def _guessed(options: Iterable[Option], values: Mapping[str, Value]) -> Worn:
    """What pages probably wear, told from the choices alone: a class is usually the word of a choice, with or without
    the option's name before it."""
    worn: set[str] = set()
    for option in options:
        if option.type == "choice" and (value := values.get(option.key)):
            name = option.key.replace("_", "-")
            worn |= {f".{value}", f".{name}-{value}", f".is-{value}", f"[data-{name}={value}]"}
    return Worn(frozenset(worn), frozenset(worn))


def _through(weak: _Weak, key: str) -> bool:
    names = (*weak.front_found.through, *weak.ground_found.through)
    return _property(key) in names or f"{_property(key)}-ink" in names


def _property(key: str) -> str:
    return f"--option-{key.replace('_', '-')}"


def _number(ratio: float) -> str:
    """Two digits, cut and not rounded: 4.4999 is not 4.5."""
    return f"{int(ratio * 100) / 100:g}"
