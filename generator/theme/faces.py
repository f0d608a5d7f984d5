"""The faces that a site's headings and prices are set in: which, cut to which signs, and the CSS that names them.

Owns the signs that every cut has and the budget. A stylesheet is the same on every page and cannot say where a file
lies from there, so the one rule that links a face is made for every depth a page may have. `font-display: optional`
is why nothing shifts: a face that is not there when a page is first drawn stays away from it, and waits in the cache
for the next one. It must not read pages or render them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from generator import shipped
from generator.media.cut import Cut
from generator.media.facecache import RECIPE_VERSION, cut_once
from generator.media.fontfile import read_font
from generator.paths import slug_from
from generator.problems import Kind, Mark, Problem, Refused, Severity, problem
from generator.problems import Path as ModelPath
from generator.structs import Frozen, field
from generator.theme.fallbacks import fallback_rules, font_stack, line_metrics
from generator.theme.manifest import FontFace
from generator.theme.options import SYSTEM, Option, Value
from generator.theme.package import Theme, read_theme_text

FACES_HEAVY = Kind(
    "faces-heavy",
    "The fonts of every page weigh {found} KB together; up to {most} KB load without keeping a buyer waiting.",
    "Take a simpler font, use one font instead of two, or choose `system`.",
    Severity.WARNING,
)

MOST_BYTES = 24_000
"""What all faces of a page may weigh together."""
SIGNS = frozenset(map(chr, range(32, 127))) | frozenset("\u00a0–—‘’“”…·•×±°©€£¥←→№")
"""What every cut has, whatever is written: so most edits leave the file as it is."""
_SAID = re.compile(r'^(?:msgstr(?:\[\d\])? )?"(.*)"$', re.MULTILINE)
OPTIONS: ModelPath = ("shop", "theme", "options")


class Lettering(Frozen):
    """What faces are made for: the ways from pages to the site's first folder (`roots`), the `characters` that the
    seller wrote, the `languages` of the pages; `content` is where the seller's own font files are, `cache` where
    cuts are kept."""

    roots: tuple[str, ...] = ("",)
    characters: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    content: Path | None = None
    cache: Path | None = None


class Faces(Frozen):
    """`stacks` is the `font-family` of every font option, `rules` the part of the stylesheet that all pages share,
    `linked` the rest by the root of a page. `files` are published, by their path in the site; `problems` are what is
    wrong with the seller's own file."""

    stacks: Mapping[str, str] = field(default_factory=dict)
    rules: str = ""
    linked: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def wants_faces(theme: Theme, values: Mapping[str, Value]) -> bool:
    """Whether these option values ask for any face."""
    return any(True for _ in _chosen(theme, values))


def own_files(theme: Theme, values: Mapping[str, Value], lettering: Lettering) -> tuple[Path, ...]:
    """The seller's own font files among them, there or not."""
    names = {font.name for font in theme.fonts}
    content = lettering.content or Path()
    return tuple(content / chosen for _, chosen in _chosen(theme, values) if chosen not in names)


def set_faces(theme: Theme, values: Mapping[str, Value], lettering: Lettering) -> Faces:
    """The faces that these option values ask for. What is wrong with a font is among their problems, and its option
    is then set in the device's own fonts."""
    stacks = {option.key: "var(--font)" for option in theme.options if option.type == "font"}
    rules: dict[str, str] = {}
    links: dict[str, tuple[str, Cut]] = {}
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    signs = SIGNS | lettering.characters | _words(theme, lettering.languages)
    for option, chosen in _chosen(theme, values):
        face = next((font for font in theme.fonts if font.name == chosen), None) or _own(option, chosen)
        try:
            content, known_as = _read(theme, face, chosen, lettering)
            cut = cut_once(content, signs, face.weight, lettering.cache, known_as)
        except Refused as refused:
            problems.append(_wrong(refused, theme, face, option))
            continue
        path = _address(face, content, cut)
        stacks[option.key] = font_stack(face.family, face.fallback)
        rules[face.family] = fallback_rules(face.family, face.fallback, cut)
        links[face.family] = path, cut
        files[path] = cut.woff2
    if (weight := sum(map(len, files.values()))) > MOST_BYTES:
        problems.append(problem(FACES_HEAVY, *OPTIONS[:-1], found=-(-weight // 1000), most=MOST_BYTES // 1000))
    linked = {root: "".join(_linked(links, root)) for root in lettering.roots} if links else {}
    return Faces(stacks, "".join(rules.values()), linked, files, tuple(problems))


def _chosen(theme: Theme, values: Mapping[str, Value]) -> Iterator[tuple[Option, str]]:
    """The font options that are set to something, with the name of a face or the seller's file."""
    for option in theme.options:
        chosen = str(values.get(option.key) or SYSTEM)
        if option.type == "font" and chosen != SYSTEM:
            yield option, chosen


def _own(option: Option, file: str) -> FontFace:
    """The seller's own file as a face."""
    return FontFace(option.key, f"Shop {option.key.replace('_', ' ')}", file, "")


def _read(theme: Theme, face: FontFace, chosen: str, lettering: Lettering) -> tuple[bytes, str]:
    """The bytes of a face, and the name of its file in messages."""
    if face.name == chosen:
        found = theme.find(face.file)
        assert found, "load_theme looks for it"
        return read_font(found.path, found.folder.path, found.label), found.label
    content = lettering.content or Path()
    known_as = f"content/{face.file}"
    return read_font(content / face.file, content, known_as), known_as


def _wrong(refused: Refused, theme: Theme, face: FontFace, option: Option) -> Problem:
    parameters = tuple(refused.parameters.items())
    if face.license:
        found = theme.find(face.file)
        return Problem(refused.kind, Mark(found.label) if found else None, parameters=parameters)
    return Problem(refused.kind, path=(*OPTIONS, option.key), parameters=parameters)


def _address(face: FontFace, content: bytes, cut: Cut) -> str:
    """Where a cut is published, named by what it was made from: encoders differ from one version to the next."""
    made_from = repr((RECIPE_VERSION, face.weight, cut.signs)).encode() + b"\n" + content
    stem = Path(face.file).stem
    return f"assets/{slug_from(stem)[:40].strip('-') or 'font'}.{sha256(made_from).hexdigest()[:10]}.woff2"


def _linked(links: Mapping[str, tuple[str, Cut]], root: str) -> Iterator[str]:
    for family, (path, cut) in links.items():
        yield (
            f'@font-face{{font-family:"{family}";src:url("{quote(root, safe="/.~%")}{path}") format("woff2");'
            f"font-weight:1 1000;font-display:optional;{line_metrics(cut)}}}"
        )


def _words(theme: Theme, languages: tuple[str, ...]) -> frozenset[str]:
    """Every sign of the texts that the generator and the theme bring in these languages."""
    if not languages:
        return frozenset()
    texts = [shipped.catalogue_text(language) for language in languages]
    texts += [read_theme_text(file) for file in theme.files("locales", ".po") if Path(file.inside).stem in languages]
    return frozenset("".join(said for text in texts for said in _SAID.findall(text)))
