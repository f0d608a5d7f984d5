"""`theme.yaml` → what a theme declares about itself.

Owns the keys of that file and their messages. It must not look for other files or themes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from generator.media.cards.look import LAYOUTS, ROLES, VOICES
from generator.problems import Kind, Path, Problem, Refused
from generator.source.yamltree import Document, Mapping, Node, Scalar, Sequence
from generator.structs import Frozen, replace
from generator.theme.options import FONT_ENDINGS, NONE, SYSTEM, TYPES, Option, is_choice, is_option_key, nearest

KEYS = ("name", "description", "author", "license", "extends", "api", "budget", "options", "widths", "fonts", "card")
BUDGET_KEYS = ("landing_kb", "fonts_kb")
OPTION_KEYS = ("type", "default", "choices", "help", "low", "high", "unit", "needs", "group")
FONT_KEYS = ("family", "file", "weight", "fallback", "license")
CARD_KEYS = ("layout", "scheme", "title", "strong", "text", "motif", "colours")
FALLBACKS = ("sans", "serif")
SCHEMES = ("light", "dark")
UNITS = ("", "px", "rem", "em", "ch", "%")

KEY_UNKNOWN = Kind("theme-key-unknown", "theme.yaml has no key `{found}`.", "Choose one of: {known}.")
KEY_MISSING = Kind("theme-key-missing", "`{key}` is missing here.", "Add a line `{key}: …`.")
NOT_A_MAP = Kind("theme-form", "`{key}` must be keys with values.", "Write one `key: value` per line, indented.")
NOT_A_LIST = Kind("theme-form", "`{key}` must be a list.", "Write one value per line, each after `- `.")
NOT_A_TEXT = Kind("theme-form", "`{key}` must be one value.", "Write it on the same line, after the colon.")
NOT_A_WORD = Kind(
    "theme-word", "`{found}` cannot be a name here.", "Begin with a letter; use small letters and digits."
)
NOT_A_NUMBER = Kind("theme-number", "`{found}` is not a number that fits here.", "Write digits, for example {example}.")
TYPE_UNKNOWN = Kind("theme-option-type", "`{found}` is not a type of option.", "Choose one of: {known}.")
FALLBACK_UNKNOWN = Kind("theme-font-fallback", "`{found}` is no kind of font.", "Choose one of: {known}.")
FAMILY = Kind(
    "theme-font-family", "`{found}` cannot be the family of a font.", "Use letters, digits and spaces: its own name."
)
FONT_FILE = Kind("theme-font-file", "`{found}` is not the name of a font file.", "Let it end in one of: {known}.")
CARD_WORD = Kind("theme-card", "`{found}` is no {key} of share pictures.", "Choose one of: {known}.")
_FAMILY = re.compile(r"[A-Za-z][A-Za-z0-9 -]{0,59}")


class FontFace(Frozen):
    """A face that a theme brings: `name` as options say it, `family` as CSS says it, its `file` and the `license`
    beside it as paths inside the theme. `weight` is taken of a variable font; `fallback` says which of the reader's
    own fonts stand in for it."""

    name: str
    family: str
    file: str
    license: str
    weight: int = 700
    fallback: str = "sans"


class Budget(Frozen):
    """How heavy pages may be, in kilobytes of 1,000 bytes; 0 where the theme does not say. `landing_kb` is the
    landing page's HTML after gzip, `fonts_kb` all faces of a page together."""

    landing_kb: int = 0
    fonts_kb: int = 0


class Card(Frozen):
    """How share pictures look: the `layout`, whose colours they take (`scheme`), the font files of the three voices as
    paths inside the theme, the option that names a pattern in `icons/motif/`, and for roles of colour (`look.ROLES`)
    the custom property that has it, without its dashes, where that is not the role's own name."""

    layout: str
    scheme: str = "light"
    fonts: tuple[tuple[str, str], ...] = ()
    motif: str = ""
    colours: tuple[tuple[str, str], ...] = ()


class Manifest(Frozen):
    """What one theme.yaml says. `api` is None when it is missing or no number, which is a problem already."""

    description: str
    extends: str
    api: int | None
    options: tuple[Option, ...]
    widths: tuple[int, ...]
    budget: Budget
    fonts: tuple[FontFace, ...] = ()
    card: Card | None = None


def decode_manifest(document: Document) -> tuple[Manifest, tuple[Problem, ...]]:
    """The manifest and everything that is wrong with it, in file order."""
    reader = _Reader(document)
    manifest = reader.manifest()
    return manifest, (*document.problems, *reader.problems)


class _Reader:
    """Walks one document and collects what is wrong."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def manifest(self) -> Manifest:
        root = self.document.root if self.document.root is not None else Mapping((), 1, 1)
        top = self.keys(root, (), KEYS)
        if "api" not in top and isinstance(root, Mapping) and not self.document.incomplete:
            self.report(KEY_MISSING, (), key="api")
        api = self.whole(top["api"], ("api",), example="1") if "api" in top else None
        widths = [
            self.whole(node, ("widths", position), example="720")
            for position, node in enumerate(self.items(top.get("widths"), ("widths",)))
        ]
        return Manifest(
            description=self.text(top.get("description"), ("description",)),
            extends=self.text(top.get("extends"), ("extends",)),
            api=api,
            options=tuple(self.options(top.get("options"))),
            widths=tuple(sorted({width for width in widths if width})),
            budget=self.budget(top.get("budget")),
            fonts=tuple(self.fonts(top.get("fonts"))),
            card=self.card(top["card"]) if "card" in top else None,
        )

    def card(self, node: Node) -> Card | None:
        parts = self.keys(node, ("card",), CARD_KEYS)
        if "layout" not in parts:
            self.report(KEY_MISSING, ("card",), of_key=True, key="layout")
            return None
        layout = self.one_of(parts["layout"], ("card", "layout"), LAYOUTS)
        scheme = self.one_of(parts["scheme"], ("card", "scheme"), SCHEMES) if "scheme" in parts else SCHEMES[0]
        fonts = tuple((voice, self.text(parts[voice], ("card", voice))) for voice in VOICES if voice in parts)
        for voice, file in fonts:
            if not file.lower().endswith(FONT_ENDINGS):
                self.report(FONT_FILE, ("card", voice), found=file, known=", ".join(FONT_ENDINGS))
        said = self.keys(parts.get("colours"), ("card", "colours"), ROLES)
        colours = tuple((role, self.text(token, ("card", "colours", role))) for role, token in said.items())
        return Card(layout, scheme, fonts, self.text(parts.get("motif"), ("card", "motif")), colours)

    def one_of(self, node: Node, path: Path, known: tuple[str, ...]) -> str:
        text = self.text(node, path)
        if text not in known:
            near = nearest(text, known)
            names = ", ".join(sorted(known, key=lambda name: name != near))
            self.report(CARD_WORD, path, found=text, key=path[-1], known=names)
        return text

    def budget(self, node: Node | None) -> Budget:
        parts = self.keys(node, ("budget",), BUDGET_KEYS)
        said = {key: self.whole(spec, ("budget", key), example="28") or 0 for key, spec in parts.items()}
        return Budget(**{key: kilobytes for key, kilobytes in said.items() if key in BUDGET_KEYS})

    def fonts(self, node: Node | None) -> Iterator[FontFace]:
        for name, spec in self.keys(node, ("fonts",), None).items():
            path: Path = ("fonts", name)
            if not is_choice(name) or name == SYSTEM:
                self.report(NOT_A_WORD, path, of_key=True, found=name)
            elif font := self.font(name, spec, path):
                yield font

    def font(self, name: str, spec: Node, path: Path) -> FontFace | None:
        parts = self.keys(spec, path, FONT_KEYS)
        missing = [key for key in ("family", "file", "license") if key not in parts]
        for key in missing if isinstance(spec, Mapping) else ():
            self.report(KEY_MISSING, path, of_key=True, key=key)
        family, file, license_, fallback = (
            self.text(parts.get(key), (*path, key)) for key in ("family", "file", "license", "fallback")
        )
        if "family" in parts and not _FAMILY.fullmatch(family):
            self.report(FAMILY, (*path, "family"), found=family)
        if "file" in parts and not file.lower().endswith(FONT_ENDINGS):
            self.report(FONT_FILE, (*path, "file"), found=file, known=", ".join(FONT_ENDINGS))
        if fallback and fallback not in FALLBACKS:
            self.report(FALLBACK_UNKNOWN, (*path, "fallback"), found=fallback, known=", ".join(FALLBACKS))
        weight = self.whole(parts["weight"], (*path, "weight"), example="700") if "weight" in parts else None
        return None if missing else FontFace(name, family, file, license_, weight or 700, fallback or FALLBACKS[0])

    def options(self, node: Node | None) -> Iterator[Option]:
        for key, spec in self.keys(node, ("options",), None).items():
            path: Path = ("options", key)
            if not is_option_key(key):
                self.report(NOT_A_WORD, path, of_key=True, found=key)
            elif option := self.option(key, spec, path):
                yield option

    def option(self, key: str, spec: Node, path: Path) -> Option | None:
        parts = self.keys(spec, path, OPTION_KEYS)
        kind = self.text(parts.get("type"), (*path, "type"))
        if kind not in TYPES:
            if "type" in parts:
                self.report(TYPE_UNKNOWN, (*path, "type"), found=kind, known=", ".join(TYPES))
            else:
                self.report(KEY_MISSING, path, of_key=True, key="type")
            return None
        choices = self.words(parts.get("choices"), (*path, "choices"))
        if kind in ("choice", "list") and not choices:
            self.report(KEY_MISSING, path, of_key=True, key="choices")
        unit = self.text(parts.get("unit"), (*path, "unit"))
        if unit not in UNITS:
            self.report(NOT_A_WORD, (*path, "unit"), found=unit)
            unit = ""
        option = Option(
            key=key,
            type=kind,
            choices=choices,
            help=self.text(parts.get("help"), (*path, "help")),
            low=self.number(parts.get("low"), (*path, "low"), Decimal(-1_000_000)),
            high=self.number(parts.get("high"), (*path, "high"), Decimal(1_000_000)),
            unit=unit,
            needs=self.words(parts.get("needs"), (*path, "needs")),
            group=self.text(parts.get("group"), (*path, "group")),
        )
        if "default" not in parts:
            return option
        if kind == "font":  # which faces there are is known with the whole chain
            return replace(option, default=self.word(parts["default"], (*path, "default")))
        try:
            default = option.read(self.default(parts["default"], (*path, "default")))
        except Refused as refused:
            mark = self.document.mark((*path, "default"))
            self.problems.append(Problem(refused.kind, mark, parameters=tuple(refused.parameters.items())))
            return option
        return replace(option, default=default)

    def keys(self, node: Node | None, path: Path, known: tuple[str, ...] | None) -> dict[str, Node]:
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.report(NOT_A_MAP, path, key=path[-1] if path else "theme.yaml")
            return {}
        for entry in node.entries:
            key = entry.key.text
            if known and key not in known:
                near = nearest(key, known)
                names = sorted(known, key=lambda name: name != near)
                self.report(KEY_UNKNOWN, (*path, key), of_key=True, found=key, known=", ".join(names))
        return {entry.key.text: entry.value for entry in node.entries}

    def items(self, node: Node | None, path: Path) -> tuple[Node, ...]:
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.report(NOT_A_LIST, path, key=path[-1])
            return ()
        return node.items

    def text(self, node: Node | None, path: Path) -> str:
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.report(NOT_A_TEXT, path, key=path[-1])
            return ""
        return node.text

    def default(self, node: Node, path: Path) -> str:
        """A default as a seller would write it: the words of a list with commas between them."""
        if isinstance(node, Sequence):
            return ", ".join(self.words(node, path)) or NONE
        return self.text(node, path)

    def words(self, node: Node | None, path: Path) -> tuple[str, ...]:
        return tuple(self.word(item, (*path, position)) for position, item in enumerate(self.items(node, path)))

    def word(self, node: Node, path: Path) -> str:
        text = self.text(node, path)
        if not is_choice(text):
            self.report(NOT_A_WORD, path, found=text)
        return text

    def whole(self, node: Node, path: Path, *, example: str) -> int | None:
        text = self.text(node, path)
        if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 10_000 and len(text) <= 5):
            self.report(NOT_A_NUMBER, path, found=text, example=example)
            return None
        return int(text)

    def number(self, node: Node | None, path: Path, otherwise: Decimal) -> Decimal:
        if node is None:
            return otherwise
        text = self.text(node, path)
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.report(NOT_A_NUMBER, path, found=text, example="1.5")
            return otherwise
        return number

    def report(self, kind: Kind, path: Path, *, of_key: bool = False, **parameters: str | int) -> None:
        mark = self.document.mark(path, of_key=of_key)
        self.problems.append(Problem(kind, mark, parameters=tuple(parameters.items())))
