"""Every pair of a theme's colours under every look of it, and tokens that are none.

Owns what a theme's author is told of colours, and at which line. The pairs stand in `theme/contrast`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.problems import Kind, Mark, Problem, Severity, problem
from generator.shop.colours import contrast, nearest_shade, text_on
from generator.source.yamltree import read_yaml
from generator.theme.contrast import PAIRS, Look, WeakPair, in_digits, option_properties, property_name, weak_pairs
from generator.theme.options import Option, nearest
from generator.theme.package import Theme
from generator.theme.tokens import DARK, LIGHT, Declaration, declarations, tokens_on, unset

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


def check_contrast(theme: Theme, looks: Iterable[Look]) -> Iterator[Problem]:
    """Every pair of tokens that is too close under one of these looks, once; and tokens that are none."""
    options = {option.key: option for option in theme.options}
    given = {name for key in options for name in (property_name(key), f"{property_name(key)}-ink")}
    found = declarations(theme)
    names = {each.name for each in found} | given
    for name, mark in unset(theme, given):
        yield problem(TOKEN_UNSET, mark=mark, found=name, near=nearest(name, sorted(names)) or "--ink")
    told: set[object] = set()
    for look in looks:
        for weak in weak_pairs(found, theme.options, look):
            key = (weak.front, weak.ground, weak.scheme, weak.front_found.colour, weak.ground_found.colour)
            if key not in told:
                told.add(key)
                yield _told(theme, weak, look)
        for each in _unread(found, theme.options, look):
            if each.mark not in told:
                told.add(each.mark)
                yield each


def _told(theme: Theme, weak: WeakPair, look: Look) -> Problem:
    parameters = {
        "front": weak.front, "front_colour": str(weak.front_found.colour), "ground": weak.ground,
        "ground_colour": str(weak.ground_found.colour), "ratio": in_digits(weak.ratio), "need": in_digits(weak.need),
        "scheme": weak.scheme, "choices": look.words,
    }  # fmt: skip
    near = nearest_shade(
        weak.front_found.colour, lambda shade: all(contrast(shade, ground) >= need for ground, need in weak.grounds)
    ) or text_on(weak.ground_found.colour)
    through = next((name for name in weak.front_found.through if not name.endswith("-ink")), "")
    option = next((each for each in theme.options if property_name(each.key) == through), None)
    if option is not None:
        return problem(LOW_CONTRAST_OPTION, mark=_default_mark(theme, option.key), option=option.key,
                       near=near, **parameters)  # fmt: skip
    return problem(LOW_CONTRAST, mark=_nearest_mark(theme, weak), near=near, **parameters)


def _nearest_mark(theme: Theme, weak: WeakPair) -> Mark | None:
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
