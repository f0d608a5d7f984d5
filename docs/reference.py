"""The reference part of docs/content.md and docs/content.id.md, written from the models, the rules and the brands; and
that of docs/themes.md (`theme_reference`).

    uv run python docs/reference.py            say which of them are out of date (exit code 1)
    uv run python docs/reference.py --update   write them anew

Owns what stands between the two markers of each file; everything around them is written by hand.
"""

from __future__ import annotations

import inspect
import re
import sys
import types
import typing
from collections.abc import Iterator
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from theme_reference import theme_reference

from generator.page.catalogue import Catalogue
from generator.problems import Kind, Severity
from generator.shipped import catalogue_text
from generator.shop.brand_table import BRANDS
from generator.shop.model import leaves
from generator.shop.model.base import Model
from generator.shop.model.bio import Links, Marketplaces, Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.items import FLAT_ITEM_KEYS
from generator.shop.model.ordering import Defaults, Sharing
from generator.shop.model.reading import Leaf
from generator.shop.model.shop import Shop
from generator.shop.rules import ALL_KINDS

FOLDER = Path(__file__).resolve().parent
THEMES = FOLDER / "themes.md"
FILES = {"en": FOLDER / "content.md", "id": FOLDER / "content.id.md"}
BEGIN = "<!-- reference: written by docs/reference.py, not by hand -->"
END = "<!-- end of the reference -->"

TOP: tuple[tuple[str, type[Model]], ...] = (
    ("content/shop.yaml", Shop),
    ("content/links.yaml", Links),
    ("content/marketplaces.yaml", Marketplaces),
    ("content/defaults.yaml", Defaults),
    ("content/campaigns/<slug>.yaml", Campaign),
    ("content/pages/<slug>.md", Page),
)

INDONESIAN = {
    "Every file and key": "Semua berkas dan kunci",
    "Key": "Kunci",
    "Takes": "Isinya",
    "If absent": "Kalau tidak ditulis",
    "Meaning": "Artinya",
    "**required**": "**wajib**",
    "text": "teks",
    "a short text": "teks pendek",
    "lines `code: number`": "baris `kode: jumlah`",
    "one of {choices}": "salah satu dari {choices}",
    "{entry}, or a list of them": "{entry}, atau daftarnya",
    "a list: {entry}": "daftar: {entry}",
    "lines `name:` with {entry}": "baris `nama:` berisi {entry}",
    "A lone value stands for `{key}`.": "Satu nilai saja berarti `{key}`.",
    "Written under {keys}.": "Ditulis di {keys}.",
    "Every key of [defaults.yaml]({link}) may stand here too, and then wins.": (
        "Semua kunci [defaults.yaml]({link}) boleh ditulis di sini juga, dan yang di sini yang dipakai."
    ),
    "With a single item, these keys of [Item]({link}) may stand here directly: {keys}.": (
        "Kalau barangnya cuma satu, kunci [Item]({link}) ini boleh langsung ditulis di sini: {keys}."
    ),
    "Rules by name": "Aturan dan namanya",
    "Warnings and hints": "Peringatan dan saran",
    "Each can be left out with `ignore:`.": "Masing-masing bisa didiamkan dengan `ignore:`.",
    "Errors": "Kesalahan",
    "These stop a build; `ignore:` does not reach them.": "Ini menghentikan build; `ignore:` tidak berlaku untuknya.",
    "Name": "Nama",
    "Severity": "Tingkat",
    "What it says": "Bunyinya",
    "What helps": "Yang membantu",
    "Brands": "Merek dan platform",
    "Also understood": "Dimengerti juga",
    "Handle is enough": "Cukup nama akun",
    "Store badges": "Lencana toko",
    "Links may lead to": "Tautan boleh ke",
    "yes": "ya",
    "any host": "alamat mana pun",
    "error": "kesalahan",
    "warning": "peringatan",
    "hint": "saran",
    "social": "Media sosial",
    "chat": "Chat",
    "marketplace": "Marketplace",
    "food": "Makanan",
    "support": "Dukungan dan karya digital",
    "music": "Musik",
    "portfolio": "Portofolio",
    "tool": "Alat",
    "bank": "Bank",
    "wallet": "Dompet digital",
}
KINDS_OF_BRANDS = {
    "social": "Social media", "chat": "Chat", "marketplace": "Marketplaces", "food": "Food", "support": "Support",
    "music": "Music", "portfolio": "Portfolio", "tool": "Tools", "bank": "Banks", "wallet": "Wallets",
}  # fmt: skip


class Words:
    """The reference's own words and the generator's, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.catalogue = Catalogue.from_po(language, catalogue_text(language)) if language != "en" else None

    def own(self, message: str, **fields: str) -> str:
        said = INDONESIAN[message] if self.language == "id" else message
        return said.format(**fields) if fields else said

    def shipped(self, message: str) -> str:
        return self.catalogue.unfilled(message) if self.catalogue else message


class Used(NamedTuple):
    """A model of the format and the keys under which it is written."""

    model: type[Model]
    keys: list[str]


def reference(language: str) -> str:
    """The generated part in this language, without the markers."""
    words = Words(language)
    blocks = [f"## {words.own('Every file and key')}"]
    done: set[type[Model]] = set()
    used = {each.model: each.keys for each in models_used()}
    for file, model in TOP:
        blocks.append(f"### {file}")
        blocks += _file_notes(model, words)
        blocks.append(_table(model, words))
        for nested in _nested(model):
            if nested not in done:
                done.add(nested)
                blocks += _model(nested, used[nested], words)
    blocks += _rules(words)
    blocks += _brands(words)
    return "\n\n".join(blocks)


def models_used() -> Iterator[Used]:
    """Every model below a file's top, once, with the keys it is written under."""
    keys: dict[type[Model], list[str]] = {}
    for _, top in TOP:
        for model in (top, *_nested(top)):
            for key, field in _fields(model):
                for inner in _models_in(field.annotation):
                    if key not in keys.setdefault(inner, []):
                        keys[inner].append(key)
    yield from (Used(model, under) for model, under in keys.items())


def heading(model: type[Model]) -> str:
    """`LinkGroup` → `Link group`."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: " " + found[1].lower(), model.__name__)


def anchor(text: str) -> str:
    """The anchor that a heading gets: small letters, `-` for spaces, no other signs."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _file_notes(model: type[Model], words: Words) -> list[str]:
    if model is not Campaign:
        return []
    flat = ", ".join(f"`{key}`" for key in FLAT_ITEM_KEYS)
    return [
        words.own(
            "Every key of [defaults.yaml]({link}) may stand here too, and then wins.",
            link="#" + anchor("content/defaults.yaml"),
        ),
        words.own(
            "With a single item, these keys of [Item]({link}) may stand here directly: {keys}.",
            link="#item",
            keys=flat,
        ),
    ]


def _model(model: type[Model], keys: list[str], words: Words) -> list[str]:
    said = words.shipped(" ".join((inspect.getdoc(model) or "").split()))
    notes = [words.own("Written under {keys}.", keys=", ".join(f"`{key}`" for key in keys))]
    if model.shorthand:
        notes.append(words.own("A lone value stands for `{key}`.", key=model.shorthand))
    return [f"#### {heading(model)}", " ".join((_cell(said), *notes)), _table(model, words)]


def _table(model: type[Model], words: Words) -> str:
    rows = [tuple(words.own(name) for name in ("Key", "Takes", "If absent", "Meaning"))]
    for key, field in _fields(model):
        if model is Campaign and key in _SHARED:
            continue
        takes = _takes(field.annotation, tuple(field.metadata), words)
        rows.append((f"`{key}`", takes, _default(field, words), words.shipped(field.description or "")))
    return _rows(rows)


def _rows(rows: list[tuple[str, ...]]) -> str:
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _fields(model: type[Model]) -> list[tuple[str, Any]]:
    return [(f.alias or name, f) for name, f in model.model_fields.items() if not f.exclude]


_SHARED = {key for key, _ in _fields(Sharing)}


def _default(field: Any, words: Words) -> str:
    if field.is_required():
        return words.own("**required**")
    value = field.default
    if isinstance(value, bool):
        return "`yes`" if value else "`no`"
    if isinstance(value, ZoneInfo):
        return "`WIB`"
    if isinstance(value, Enum):
        return f"`{value.value}`"
    if isinstance(value, Model):
        return f"`{getattr(value, value.shorthand)}`"
    return f"`{value}`" if value not in (None, (), {}, "") else "–"


_TEXT, _LINE, _AMOUNTS = (typing.get_args(leaf)[1] for leaf in (leaves.Words, leaves.Line, leaves.Amounts))


def _takes(annotation: Any, metadata: tuple[Any, ...], words: Words) -> str:
    """What a key takes, in words and examples."""
    if typing.get_origin(annotation) is typing.Annotated:
        inner, *outer = typing.get_args(annotation)
        return _takes(inner, (*outer, *metadata), words)
    for mark in metadata:
        if isinstance(mark, Leaf):
            return _leaf(mark, words)
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        (kept,) = (each for each in typing.get_args(annotation) if each is not type(None))
        return _takes(kept, metadata, words)
    if origin is tuple:
        entry = _takes(typing.get_args(annotation)[0], (), words)
        either = leaves.MANY in metadata
        return words.own("{entry}, or a list of them" if either else "a list: {entry}", entry=entry)
    if origin is dict:
        return words.own("lines `name:` with {entry}", entry=_takes(typing.get_args(annotation)[1], (), words))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return f"[{heading(annotation)}](#{anchor(heading(annotation))})"
    raise TypeError(f"no words for {annotation}")


def _leaf(leaf: Leaf, words: Words) -> str:
    if leaf is _TEXT:
        return words.own("text")
    if leaf is _LINE:
        return words.own("a short text")
    if leaf is _AMOUNTS:
        return words.own("lines `code: number`")
    if choices := leaf.schema.get("enum"):
        values = (each.value if isinstance(each, Enum) else each for each in choices)
        return words.own("one of {choices}", choices=", ".join(f"`{value}`" for value in values))
    said = words.shipped(leaf.schema["description"])
    examples = ", ".join(f"`{example}`" for example in leaf.schema.get("examples", ()))
    return f"{said}: {examples}" if examples else said


def _nested(model: type[Model], seen: tuple[type[Model], ...] = ()) -> list[type[Model]]:
    """The models below a model, depth first, each once."""
    found: list[type[Model]] = []
    for key, field in _fields(model):
        if model is Campaign and key in _SHARED:
            continue
        for inner in _models_in(field.annotation):
            if inner not in found and inner not in seen:
                found.append(inner)
                found += [each for each in _nested(inner, (*seen, *found)) if each not in found]
    return found


def _models_in(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
        return
    for inner in typing.get_args(annotation):
        yield from _models_in(inner)


def _rules(words: Words) -> list[str]:
    quiet = [kind for kind in ALL_KINDS if kind.severity is not Severity.ERROR]
    loud = [kind for kind in ALL_KINDS if kind.severity is Severity.ERROR]
    return [
        f"## {words.own('Rules by name')}",
        f"### {words.own('Warnings and hints')}",
        words.own("Each can be left out with `ignore:`."),
        _kinds(quiet, words),
        f"### {words.own('Errors')}",
        words.own("These stop a build; `ignore:` does not reach them."),
        _kinds(loud, words),
    ]


def _kinds(kinds: list[Kind], words: Words) -> str:
    rows = [tuple(words.own(name) for name in ("Name", "Severity", "What it says", "What helps"))]
    rows += [
        (f"`{kind.code}`", words.own(kind.severity.value), _message(kind.found, words), _message(kind.fix, words))
        for kind in sorted(kinds, key=lambda kind: kind.code)
    ]
    return _rows(rows)


def _message(message: str, words: Words) -> str:
    """A message with its fields as `…`."""
    said = words.shipped(message) if message else ""
    filled = re.sub(r"\{\{|\}\}|\{\w+\}", lambda found: found[0][0] if found[0] in ("{{", "}}") else "…", said)
    return filled.replace("“…”", "…").replace("`…`", "…")


def _brands(words: Words) -> list[str]:
    blocks = [f"## {words.own('Brands')}"]
    for kind, title in KINDS_OF_BRANDS.items():
        names = ["Key", "Name", "Also understood", "Handle is enough", "Links may lead to"]
        names += ["Store badges"] if kind == "marketplace" else []
        rows = [tuple(words.own(name) for name in names)]
        for brand in (each for each in BRANDS if each.kind == kind):
            domains = ", ".join(brand.domains) or "–"
            row = [f"`{brand.key}`", brand.name, ", ".join(brand.aliases) or "–"]
            row += [words.own("yes") if brand.profile else "–"]
            row += [words.own("any host") if brand.federated else domains]
            row += [", ".join(brand.badges) or "–"] if kind == "marketplace" else []
            rows.append(tuple(row))
        blocks += [f"### {words.own(kind) if words.language == 'id' else title}", _rows(rows)]
    return blocks


def with_reference(text: str, language: str) -> str:
    """The whole file with its generated part made anew."""
    return _between_markers(text, reference(language))


def with_theme_reference(text: str) -> str:
    """The whole of docs/themes.md with its generated part made anew."""
    return _between_markers(text, theme_reference())


def _between_markers(text: str, made: str) -> str:
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the markers are missing: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"


def main(arguments: list[str]) -> int:
    """The exit code: 1 when a file was out of date and `--update` was not given."""
    stale = 0
    made = [(file, partial(with_reference, language=language)) for language, file in FILES.items()]
    for file, make in [*made, (THEMES, with_theme_reference)]:
        text = file.read_text(encoding="utf-8")
        current = make(text)
        if current == text:
            continue
        if "--update" in arguments:
            file.write_text(current, encoding="utf-8", newline="\n")
        else:
            stale = 1
            sys.stderr.write(f"{file.name} is out of date: uv run python docs/reference.py --update\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
