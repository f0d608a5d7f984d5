"""The reference part of docs/themes.md: views, templates, keys of theme.yaml, tokens, all read where they are declared.

Owns how these become tables. `reference.py` puts them between the markers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.page import views as shipped_views
from generator.theme.contrast import PAIRS
from generator.theme.manifest import BUDGET_KEYS, KEYS, OPTION_KEYS
from generator.theme.tokens import DARK, FALLBACKS, read_declarations

ROOT = Path(__file__).resolve().parent.parent
VIEW_FILES = tuple(ROOT / "generator" / "page" / "views" / f"{name}.py" for name in (
    "pages", "shop", "campaign", "state", "orderform", "accounts", "analytics", "parts"))  # fmt: skip
BASE = ROOT / "themes" / "base"

MEANING = {
    "name": "the folder's name",
    "description": "one sentence, shown by `etalase themes`",
    "author": "who made it",
    "license": "under which terms others may use it",
    "extends": "the theme whose files stand in for those that this one does not have",
    "api": "the version of this page's contract: `1`",
    "budget": "how heavy pages may become: {budget}",
    "options": "what sellers can choose, by key",
    "widths": "a list of picture widths in pixels, of which browsers choose; see [Pictures](#pictures)",
    "card": "how share pictures look; see [Share pictures](#share-pictures)",
    "fonts": "the faces that the theme brings, by name; see [Fonts](#fonts)",
    "family": "of a font: its own name, as CSS says it",
    "file": "of a font: one .woff2, .ttf or .otf in the theme's folder",
    "weight": "of a font in a variable file: the weight to take, 700 unless you say so",
    "fallback": "of a font: `sans` or `serif`, which of the reader's own fonts stand in for it",
    "type": "see [What sellers can choose](#what-sellers-can-choose)",
    "default": "what holds where the seller says nothing",
    "choices": "of `choice` and `list`: the words to choose from",
    "help": "a sentence for the seller",
    "low": "of `number`: the least",
    "high": "of `number`: the most",
    "unit": "of `number`: `px`, `rem`, `em`, `ch` or `%`, put behind it in CSS",
    "needs": "of `list`: words that must be in it",
    "group": "of `list`: lists of one group share no word",
}
TOKENS = {
    "--paper": "the ground of the page",
    "--surface": "the ground of cards and lists",
    "--sunk": "the ground of notes, bars and what is pressed in",
    "--ink": "text",
    "--soft": "small and secondary text, icons",
    "--line": "lines that only divide; nothing depends on them",
    "--edge": "edges of fields and buttons, lines under links",
    "--accent": "the main button, the step that is now",
    "--accent-ink": "text on `--accent`",
    "--ring": "the ring around what has the focus; `--accent` until a theme sets it",
    "--chrome": "the bars of browsers, as the ground at the top of the page; `--paper` until a theme sets it",
    "--go": "the state's word while orders are taken",
    "--wait": "the state's word where something is awaited; the edge of notes",
    "--plan": "the state's word for what is planned",
    "--font": "the face of everything",
    "--small": "small text; never under 13 px",
    "--text": "body text; never under 16 px",
    "--large": "a lead",
    "--title": "headings of sections",
    "--display": "the title of a PO, the shop's name",
    "--leading": "the line height of body text",
    "--space": "the unit that all distances are multiples of",
    "--radius": "how round corners are",
    "--narrow": "the width of a column of text",
    "--wide": "the width of the widest page",
}


class View(NamedTuple):
    """A view as it is declared: what it builds on, its docstring, and its fields with type and comment."""

    name: str
    base: str
    about: str
    fields: tuple[tuple[str, str, str], ...]


def views() -> Iterator[View]:
    """Every view, in the order of their files: pages first."""
    for file in VIEW_FILES:
        source = file.read_text(encoding="utf-8")
        lines = source.split("\n")
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef) and node.name in shipped_views.__all__:
                fields = tuple(
                    (
                        line.target.id,
                        ast.unparse(line.annotation),
                        lines[line.end_lineno - 1].partition("  # ")[2].strip(),
                    )
                    for line in node.body
                    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.end_lineno
                )
                bases = (each.id for each in node.bases if isinstance(each, ast.Name))
                base = next((each for each in bases if each in shipped_views.__all__), "")
                yield View(node.name, base, " ".join((ast.get_docstring(node) or "").split()), fields)


def theme_reference() -> str:
    """The generated part, without the markers."""
    blocks = ["## Every field of every view", "Templates of pages get the view of that page as `page`."]
    for view in views():
        blocks.append(f"### {view.name}")
        more = f" Besides these, every field of [{view.base}](#{view.base.lower()})." if view.base else ""
        blocks += [
            _plain(view.about) + more,
            _rows(("Field", "Type", "What it is"), (_field(*each) for each in view.fields)),
        ]
    blocks += ["## Every template and partial", _rows(("File", "What it is"), _templates())]
    blocks += ["## Every key of theme.yaml", _keys(KEYS), "Of each option:", _keys(OPTION_KEYS)]
    blocks += ["## Every token", "They stand in `styles/1-tokens.css`; the values are those of `base`.", _tokens()]
    return "\n\n".join(blocks)


def _field(name: str, annotation: str, comment: str) -> tuple[str, ...]:
    return f"`{name}`", _type(annotation), _plain(comment)


def _type(annotation: str) -> str:
    """`tuple[StepView, ...]` → a list of StepView; names of views lead to their tables."""
    said = annotation.replace(" | None", " or none")
    said = re.sub(r"tuple\[(.+), \.\.\.\]", r"list of \1", said)
    said = re.sub(r"\bstr\b", "text", re.sub(r"\bint\b", "number", re.sub(r"\bbool\b", "yes/no", said)))
    return re.sub(r"\b([A-Z]\w+)\b", lambda found: f"[{found[1]}](#{found[1].lower()})", said)


def _templates() -> Iterator[tuple[str, ...]]:
    folder = BASE / "templates"
    files = sorted(folder.rglob("*.html"), key=lambda file: (file.parent != folder, file.name))
    for file in files:
        found = re.match(r"\{#(.*?)#\}", file.read_text(encoding="utf-8"), re.DOTALL)
        said = " ".join(found[1].split()) if found else ""
        yield f"`{file.relative_to(folder).as_posix()}`", _plain(said)


def _plain(text: str) -> str:
    """Text that Markdown can hold: tags, and what Jinja would read, as code where they are none yet."""
    parts = re.split(r"(`[^`]*`)", text)
    parts[::2] = [re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^<>]+>", r"`\g<0>`", part) for part in parts[::2]]
    return "".join(parts)


def _keys(keys: tuple[str, ...]) -> str:
    budget = ", ".join(f"`{key}`" for key in BUDGET_KEYS)
    return _rows(("Key", "What it says"), ((f"`{key}`", MEANING[key].replace("{budget}", budget)) for key in keys))


def _tokens() -> str:
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for each in read_declarations((BASE / "styles" / "1-tokens.css").read_text(encoding="utf-8"), "1-tokens.css"):
        (dark if each.scheme == DARK else light)[each.name] = each.value
    light |= dict.fromkeys(FALLBACKS, "")
    rows = (
        (f"`{name}`", TOKENS[name], _value(light[name]), _value(dark.get(name, "")), _needs(name))
        for name in sorted(light, key=[*TOKENS].index)
    )
    return _rows(("Token", "For", "Light", "Dark", "Contrast needed"), rows)


def _needs(front: str) -> str:
    """`4.5 on --paper, --surface`, for each contrast that the token must have."""
    grounds: dict[float, list[str]] = {}
    for name, ground, need in PAIRS:
        if name == front:
            grounds.setdefault(need, []).append(f"`{ground}`")
    return "; ".join(f"{need:g} on {', '.join(on)}" for need, on in grounds.items()) or "–"


def _value(value: str) -> str:
    short = value if len(value) < 40 else value[:36].rstrip(", ") + " …"
    return f"`{short}`" if value else "–"


def _rows(head: tuple[str, ...], body: Iterator[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |" for line in lines
    )
