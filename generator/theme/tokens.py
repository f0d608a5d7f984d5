"""The custom properties of a theme's stylesheets: who sets which, where, and what they come to.

Owns a small reading of CSS that knows blocks, `@media`, declarations and `var(…)`, and nothing of layout. Its only
use is to measure colours, so it need not understand what it does not find there; for the few things that are asked a
parser of the whole language would be one more dependency of every shop.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from generator.problems import Mark, Refused
from generator.shop.colours import Colour, parse_colour
from generator.structs import Frozen, field
from generator.theme.package import Theme, read_theme_text

LIGHT, DARK = "light", "dark"

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PIECE = re.compile(
    r"""(?P<kept>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\([^()]*(?:\([^()]*\)[^()]*)*\))|(?P<mark>[{};])|[^"'(){};]+|.""",
    re.VERBOSE | re.DOTALL,
)
_SCHEME = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)")
_COMPOUND = re.compile(r"(:root|html|body)?((?:\.[\w-]+|\[[\w-]+(?:=[\"']?[\w-]*[\"']?)?\])*)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*(.*))?\)", re.DOTALL)
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_RGB = re.compile(r"rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)\s*(?:[,/]\s*(?:1(?:\.0+)?|100%)\s*)?\)")
_HSL = re.compile(r"hsla?\(\s*(\d+)(?:deg)?[,\s]+(\d+)%[,\s]+(\d+)%\s*(?:[,/]\s*(?:1(?:\.0+)?|100%)\s*)?\)")
FALLBACKS = {"--ring": "--accent", "--chrome": "--paper"}
"""What is used where a theme leaves a token out: by base's stylesheets, and for the bars of browsers."""
_NAMED = {"white": "#ffffff", "black": "#000000"}


class Declaration(Frozen):
    """`--name: value` in a rule. `scheme` is "light", "dark" or "" for both; `mark` its line."""

    name: str
    value: str
    selector: str
    scheme: str
    mark: Mark


class Worn(Frozen):
    """What stands on <html> and <body> of a page, as simple selectors: `.dusk`, `[data-palette=dusk]`, `[lang]`."""

    html: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()


class Found(Frozen):
    """A colour, the declaration that set it (None: an option did), and the options that it came through."""

    colour: Colour
    declaration: Declaration | None
    through: tuple[str, ...] = ()


class Tokens(Frozen):
    """The custom properties that hold somewhere. `given` are the options' own, by name."""

    set: Mapping[str, Declaration]
    given: Mapping[str, str] = field(default_factory=dict)

    def colour(self, name: str, *, seen: tuple[str, ...] = ()) -> Found | None:
        """The colour that `--name` comes to; None where nothing sets it, or no colour of ours."""
        if name in self.given:
            return _found(self.given[name], None, (name,))
        declaration = self.set.get(name)
        if declaration is None and name in FALLBACKS:
            return self.colour(FALLBACKS[name], seen=(*seen, name))
        if declaration is None or name in seen:
            return None
        found = self._read(declaration.value, (*seen, name))
        return found and Found(found.colour, declaration, found.through)

    def _read(self, value: str, seen: tuple[str, ...]) -> Found | None:
        if (asked := _VAR.fullmatch(value)) is None:
            return _found(value, None, ())
        found = self.colour(asked[1], seen=seen)
        if found or asked[1] in self.set or not asked[2]:
            return found
        return self._read(asked[2].strip(), seen)


def declarations(theme: Theme) -> tuple[Declaration, ...]:
    """Every custom property that the theme's stylesheets set on screens, in the order of the joined stylesheet."""
    return tuple(
        each for file in theme.files("styles", ".css") for each in read_declarations(read_theme_text(file), file.label)
    )


@lru_cache(maxsize=64)
def read_declarations(text: str, file: str) -> tuple[Declaration, ...]:
    """The custom properties that this stylesheet sets, but for those that hold in print or in narrow cases only."""
    if "--" not in text.replace("var(--", ""):
        return ()
    shown = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    lines = text.split("\n")
    preludes: list[str] = []
    declared: list[Declaration] = []
    held, start = "", 0
    for piece in _PIECE.finditer(shown):
        if piece["mark"] is None:
            if held:
                held += piece[0]
            else:
                held = piece[0].lstrip()
                start = piece.end() - len(held)
            continue
        if piece[0] == "{":
            preludes.append(" ".join(held.split()))
        else:
            declared.extend(_declared(held, preludes, file, shown.count("\n", 0, start) + 1, lines))
            if piece[0] == "}" and preludes:
                preludes.pop()
        held = ""
    return tuple(declared)


def unset(theme: Theme, known: Iterable[str]) -> Iterator[tuple[str, Mark]]:
    """Every `var(--name)` without a value of its own whose name nothing sets, at its first place."""
    told = {*known, *(each.name for each in declarations(theme))}
    for file in theme.files("styles", ".css"):
        text = read_theme_text(file)
        shown = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        told |= set(re.findall(r"(--[\w-]+)\s*:", shown))
    for file in theme.files("styles", ".css"):
        text = read_theme_text(file)
        shown = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        for used in _USED.finditer(shown):
            if used[1] not in told:
                told.add(used[1])
                line = shown.count("\n", 0, used.start()) + 1
                source = text.split("\n")[line - 1]
                yield used[1], Mark(file.label, line, source.index(used[1]) + 1, len(used[1]), source)


def tokens_on(page: Worn, scheme: str, found: Iterable[Declaration], given: Mapping[str, str]) -> Tokens:
    """What holds for a whole page that wears this, in a colour scheme; the later of two rules wins, as one that names
    more does."""
    holding: dict[str, tuple[int, Declaration]] = {}
    for each in found:
        weight = max((_weight(part, page) for part in each.selector.split(",")), default=-1)
        if weight < 0 or each.scheme not in ("", scheme):
            continue
        if each.name not in holding or holding[each.name][0] <= weight:
            holding[each.name] = (weight, each)
    return Tokens({name: each for name, (_, each) in holding.items()}, given)


def local_sets(
    scheme: str, found: Iterable[Declaration], given: Mapping[str, str]
) -> Iterator[tuple[str, Tokens, frozenset[str]]]:
    """Rules for a part of the page that set custom properties: the selector, what holds there by itself, and the
    names that it sets."""
    by_selector: dict[str, dict[str, Declaration]] = {}
    for each in found:
        if each.scheme in ("", scheme) and not any(_is_page(part) for part in each.selector.split(",")):
            by_selector.setdefault(each.selector, {})[each.name] = each
    for selector, names in by_selector.items():
        yield selector, Tokens(names, given), frozenset(names)


def css_colour(text: str) -> Colour | None:
    """The opaque colour that this CSS value is: `#rgb`, `#rrggbb`, `rgb(…)`, `hsl(…)`, white or black; else None."""
    value = _NAMED.get(text.strip().lower(), text.strip().lower())
    if rgb := _RGB.fullmatch(value):
        channels = [min(int(part), 255) for part in rgb.groups()]
    elif hsl := _HSL.fullmatch(value):
        hue, saturation, lightness = (int(part) for part in hsl.groups())
        spread = colorsys.hls_to_rgb(hue % 360 / 360, min(lightness, 100) / 100, min(saturation, 100) / 100)
        channels = [round(part * 255) for part in spread]
    else:
        try:
            return parse_colour(value)
        except Refused:
            return None
    return parse_colour("#" + "".join(f"{channel:02x}" for channel in channels))


def _found(value: str, declaration: Declaration | None, through: tuple[str, ...]) -> Found | None:
    colour = css_colour(value)
    return Found(colour, declaration, through) if colour else None


def _declared(held: str, preludes: list[str], file: str, line: int, lines: list[str]) -> Iterator[Declaration]:
    name, colon, value = held.partition(":")
    name = name.strip()
    if not (colon and name.startswith("--") and preludes and not preludes[-1].startswith("@")):
        return
    scheme = ""
    for prelude in preludes[:-1]:
        query = prelude.removeprefix("@media").strip()
        if query == prelude or query in ("screen", "all"):
            continue  # @supports, or for every screen
        if (wanted := _SCHEME.fullmatch(query)) is None:
            return
        scheme = wanted[1]
    source = lines[line - 1]
    column = source.find(name) + 1
    yield Declaration(name, value.strip(), preludes[-1], scheme, Mark(file, line, max(column, 1), len(name), source))


def _simple(part: str) -> tuple[str, frozenset[str]] | None:
    """A selector of <html> or <body>, as the element and what it wears; None for any other."""
    found = _COMPOUND.fullmatch(part.strip())
    if found is None or not part.strip():
        return None
    worn = re.findall(r"\.[\w-]+|\[[^\]]+\]", found[2])
    return found[1] or "", frozenset(re.sub("[\"']", "", each) for each in worn)


def _is_page(part: str) -> bool:
    simple = _simple(part)
    return simple is not None and bool(simple[0])


def _weight(part: str, page: Worn) -> int:
    """How much a selector names if it holds for the page, else -1."""
    simple = _simple(part)
    if simple is None:
        return -1
    element, worn = simple
    if not element:
        return len(worn) if worn and (worn <= page.html or worn <= page.body) else -1
    on = page.body if element == "body" else page.html
    return len(worn) + (element == ":root") if worn <= on else -1
