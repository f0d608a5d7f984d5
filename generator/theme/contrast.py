"""Which tokens stand on which, how far apart they must be, and whether a seller's colour is.

Owns the table of pairs and the warning for a seller who chose a colour. What a theme's author is told stands in
`themecheck/contrast`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.problems import Kind, Problem, Severity, problem
from generator.shop.colours import GRAPHIC_RATIO, TEXT_RATIO, Colour, contrast, nearest_shade, parse_colour, text_on
from generator.structs import Frozen, field
from generator.theme.options import Option, Value
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


class Look(Frozen):
    """A page under some choices: what its <html> and <body> wear, the options' values, and how a message calls them
    (`palette: dusk`; "the defaults")."""

    values: Mapping[str, Value]
    worn: Worn = field(default_factory=Worn)
    words: str = "the defaults"


class WeakPair(Frozen):
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


def check_chosen_colours(theme: Theme, values: Mapping[str, Value], chosen: Iterable[str]) -> Iterator[Problem]:
    """A warning for each colour option that the seller `chosen` and that cannot be seen where the theme uses it."""
    found = declarations(theme)
    worn = probably_worn(theme.options, values)
    for key in chosen:
        option = next((each for each in theme.options if each.key == key and each.type == "colour"), None)
        if option is None or values.get(key) is None:
            continue
        colour = parse_colour(str(values[key]))

        def weak_with(shade: Colour, key: str = key) -> list[WeakPair]:
            look = Look({**values, key: shade}, worn)
            return [weak for weak in weak_pairs(found, theme.options, look) if _through(weak, key)]

        weak = sorted(weak_with(colour), key=lambda each: each.ratio / each.need)
        if weak:
            near = nearest_shade(colour, lambda shade: not weak_with(shade))
            yield problem(
                CHOSEN_CONTRAST, "shop", "theme", "options", key, found=str(colour), option=key,
                ratio=in_digits(weak[0].ratio), need=in_digits(weak[0].need), scheme=weak[0].scheme,
                near=near or str(option.default),
            )  # fmt: skip


def option_properties(options: Iterable[Option], values: Mapping[str, Value]) -> dict[str, str]:
    """The custom properties of the colour options: `--option-accent`, `--option-accent-ink`."""
    given: dict[str, str] = {}
    for option in options:
        value = values.get(option.key)
        if option.type == "colour" and value is not None:
            colour = parse_colour(str(value))
            given[property_name(option.key)] = colour
            given[f"{property_name(option.key)}-ink"] = text_on(colour)
    return given


def weak_pairs(found: tuple[Declaration, ...], options: Iterable[Option], look: Look) -> Iterator[WeakPair]:
    """Of every front that is too close to what it stands on, the worst pair, in light and in dark."""
    given = option_properties(options, look.values)
    for scheme in (LIGHT, DARK):
        page = tokens_on(look.worn, scheme, found, given)
        yield from _weak_in(page, scheme, None)
        for _, part, names in local_sets(scheme, found, given):
            inside = Tokens({**page.set, **part.set}, given)
            yield from _weak_in(inside, scheme, names)


def _weak_in(tokens: Tokens, scheme: str, names: frozenset[str] | None) -> Iterator[WeakPair]:
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
        told = [WeakPair(front, ground, need, scheme, here, found, every) for ground, need, found in grounds]
        worst = min(told, key=lambda pair: pair.ratio / pair.need)
        if worst.ratio < worst.need:
            yield worst


def probably_worn(options: Iterable[Option], values: Mapping[str, Value]) -> Worn:
    """What pages probably wear, told from the choices alone: a class is usually the word of a choice, with or without
    the option's name before it."""
    worn: set[str] = set()
    for option in options:
        if option.type == "choice" and (value := values.get(option.key)):
            name = option.key.replace("_", "-")
            worn |= {f".{value}", f".{name}-{value}", f".is-{value}", f"[data-{name}={value}]"}
    return Worn(frozenset(worn), frozenset(worn))


def _through(weak: WeakPair, key: str) -> bool:
    names = (*weak.front_found.through, *weak.ground_found.through)
    return property_name(key) in names or f"{property_name(key)}-ink" in names


def property_name(key: str) -> str:
    """The custom property of an option: `--option-accent`."""
    return f"--option-{key.replace('_', '-')}"


def in_digits(ratio: float) -> str:
    """Two digits, cut and not rounded: 4.4999 is not 4.5."""
    return f"{int(ratio * 100) / 100:g}"
