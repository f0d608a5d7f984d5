"""`etalase translate`: how complete each language is, and empty places for the words that are missing.

Owns what is said and which files are written. What is missing is known from reading (`source/wordings`); how a file
takes an empty place belongs to `editing/stubs`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.session import LANGUAGES, Session, shop_folder
from generator.cli.speech import Misused, Spoken
from generator.problems import ProblemsFound, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.page.catalogue import Catalogue
    from generator.report.terminal import Screen
    from generator.source.load import Loaded
    from generator.source.wordings import Wording


@click.command(cls=Spoken)
@click.argument("language", required=False)
@click.option("--missing", is_flag=True, help="Write an empty place for every text that is missing.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of messages: id or en.")
@click.option("--root", metavar="FOLDER", help="The shop's folder; without it, this one.")
@click.pass_context
def translate(context: click.Context, /, *, language: str | None, missing: bool, **_: object) -> int:
    """Say how complete each language is, or one LANGUAGE; with --missing, write empty places to fill in."""
    from generator.report.terminal import Screen  # noqa: PLC0415
    from generator.report.translation import completeness_lines  # noqa: PLC0415
    from generator.source.load import load_site  # noqa: PLC0415
    from generator.theme.words import known_languages  # noqa: PLC0415

    session: Session = context.obj
    words, screen = session.catalogue, Screen(sys.stdout)
    root = shop_folder(context)
    loaded = load_site(root, languages=known_languages(root))
    errors = [found for found in loaded.problems if found.severity is Severity.ERROR]
    if loaded.site is None or errors:
        raise ProblemsFound(errors or loaded.problems)
    published = loaded.site.shop.published
    if len(published) == 1:
        both = f"[{published[0]}, {'id' if published[0] == 'en' else 'en'}]"
        screen.say(
            words.text("This shop has one language. For two, write `languages: {both}` in shop.yaml.", both=both)
        )
        return 0
    if language is not None and language not in published:
        raise Misused(
            "This shop has no pages in “{found}”; it has {known}.", found=language, known=", ".join(published)
        )
    wanted = (language,) if language else published
    if not missing:
        for line in completeness_lines(loaded.wordings, wanted, published, words):
            screen.say(line)
        return 0
    written = 0
    for each in wanted:  # of its own language a shop has no other file
        written += _write_stubs(root, loaded, each, words, screen)
    if written:
        screen.say(words.text("Write between the quotes, below each original. Until then the pages show the original."))
    else:
        screen.say(words.text("Every missing text has its place already, or none is missing."))
    return 0


def _write_stubs(root: Path, loaded: Loaded, language: str, words: Catalogue, screen: Screen) -> int:
    """Write the empty places of one language; how many files were written."""
    from generator.contentfile import create, rewrite  # noqa: PLC0415
    from generator.source.translations import sibling_name  # noqa: PLC0415

    own = loaded.site.shop.published[0] if loaded.site else ""
    homes: dict[str, list[Wording]] = {}
    for text in loaded.wordings:
        if language not in text.languages and language != own:
            homes.setdefault(text.home, []).append(text)
    written = 0
    for home, texts in homes.items():
        file = sibling_name(home, language)
        before = (root / file).read_bytes() if file in loaded.listed else b""
        heading = "" if before or file.endswith(".md") else _heading(words, home, language)
        after = _with_stubs(loaded, before or heading.encode(), file, texts, own)
        if after == before:
            continue
        if before:
            rewrite(root, file, before, after)
        else:
            create(root, file, after)
        written += 1
        screen.say(words.plural("{path}: {count} place", "{path}: {count} places", len(texts), path=file))
    return written


def _heading(words: Catalogue, home: str, language: str) -> str:
    from generator.page.i18n import language_name  # noqa: PLC0415

    name = home.rsplit("/", 1)[1]
    said = words.text("{file} in {language}: words only, no facts.", file=name, language=language_name(language))
    return f"# {said}\n"


def _with_stubs(loaded: Loaded, raw: bytes, file: str, texts: Sequence[Wording], own: str) -> bytes:
    from generator.editing.stubs import page_with_stubs, with_stubs  # noqa: PLC0415
    from generator.source.schema import MODELS  # noqa: PLC0415
    from generator.source.wordings import stubs  # noqa: PLC0415

    part = texts[0].place[0]
    model = MODELS[{"campaigns": "campaign", "pages": "page"}.get(str(part), str(part))]
    source = loaded.sources[texts[0].place[: 2 if part in ("campaigns", "pages") else 1]]
    body = next((text.words for text in texts if part == "pages" and text.path == ("body",)), "")
    paths = [text.path for text in texts if not (body and text.path == ("body",))]
    made = stubs(model, source.root, own, paths) if source.root else {}
    if part == "pages":
        return page_with_stubs(raw, file, model, made, body)
    return with_stubs(raw, file, model, made)
