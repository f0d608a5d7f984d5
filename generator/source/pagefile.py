"""A free page: the lines between its two `---` as a model, the text below them, and both in other languages.

Owns the form of such a file. It must not open files.
"""

from __future__ import annotations

from generator.problems import Kind, Mark, Path, Problem, Refused, problem
from generator.shop.model.bio import Page
from generator.shop.model.reading import Reading, text
from generator.shop.text import Text
from generator.source.decode import Source
from generator.source.nodes import Document, Scalar
from generator.source.part import Part, Sibling, decoded
from generator.source.siblings import readable, with_words
from generator.source.wordings import Wording, is_language
from generator.source.yamltree import parse, read_text
from generator.structs import replace

NO_FRONT_MATTER = Kind(
    "front-matter",
    "This page does not start with `---` and its title.",
    "Put `---`, `title: …` and `---` on the first three lines.",
)
NO_ORIGINAL_BODY = Kind(
    "sibling-alone",
    "`{file}` has no text below its `---`, so this one belongs nowhere.",
    "Write it there first, or delete it here.",
)


def read_page(raw: bytes, file: str, slug: str, reading: Reading, siblings: tuple[Sibling, ...]) -> Part[Page | None]:
    path: Path = ("pages", slug)
    document, first, problems = _front_matter(raw, file)
    if document is None:
        return Part(None, {}, problems)
    beside = [(each, *_front_matter(each.raw, each.file)) for each in siblings]
    heads = [(each.language, head) for each, head, _, _ in beside if head]
    source, alone = with_words(Page, Source.of(document), readable(heads), reading.published[0], path)
    part = decoded(Page, path, source, reading)
    body, at, wrong = _body((*path, "body"), document, first)
    sources = dict(part.sources)
    if at:
        sources[*path, "body"] = at
    for each, head, start, _ in beside:
        if head:
            said, there, more = _body((*path, "body", each.language), head, start)
            wrong += more
            if said and there and body is None:
                wrong += (problem(NO_ORIGINAL_BODY, *path, mark=there.mark(()), file=file.rsplit("/", 1)[1]),)
            elif said and there and body:
                sources[*path, "body", each.language] = there
                body = Text((*_in(body, reading.published[0]), (each.language, said.in_(""))))
    page = part.said.model_copy(update={"slug": slug, "body": body}) if part.said else None
    written = (*part.written, *(found for _, _, _, wrong_there in beside for found in wrong_there))
    texts = part.wordings + (_body_wording(body, at, reading, file, path) if len(reading.published) > 1 else ())
    return Part(page, sources, written, (*alone, *part.meant, *wrong), wordings=texts)


def _front_matter(raw: bytes, file: str) -> tuple[Document | None, int, tuple[Problem, ...]]:
    """The lines between the two `---` of a page as a document, the number of lines up to the second, or what is
    wrong."""
    whole, problems = read_text(raw, file)
    lines = tuple(whole.split("\n"))
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if problems:
        return None, 0, problems
    if lines[0].rstrip() != "---" or not end:
        return None, 0, (problem(NO_FRONT_MATTER, mark=Mark(file, text=lines[0])),)
    # An empty line in place of the first `---` keeps the numbers of the lines.
    document = replace(parse("\n".join(("", *lines[1:end])), file), lines=lines)
    return document, end + 1, document.problems


def _in(text: Text, own: str) -> tuple[tuple[str, str], ...]:
    """The words of a text, those without a language in the shop's own."""
    return tuple((language or own, words) for language, words in text.words)


def _body_wording(body: Text | None, at: Source | None, reading: Reading, file: str, path: Path) -> tuple[Wording, ...]:
    own = reading.published[0]
    if body is None or at is None or not is_language(body.in_(own)):
        return ()
    languages = frozenset(language for language, _ in _in(body, own))
    return (Wording(file, ("body",), (*path, "body"), at.mark(()), body.in_(own), languages),)


def _body(path: Path, document: Document, first: int) -> tuple[Text | None, Source | None, tuple[Problem, ...]]:
    """The text below the front matter, which begins after `first` lines."""
    while first < len(document.lines) and not document.lines[first].strip():
        first += 1
    words = "\n".join(document.lines[first:])
    if not words.strip():
        return None, None, ()
    node = Scalar(words, first + 1, 1, max(1, len(document.lines[first])), quoted=True)
    source = Source(document, node)
    try:
        return text(words, Reading()), source, ()
    except Refused as refused:
        mark = document.mark_of(node)
        return None, source, (problem(refused.kind, *path, mark=mark, better="", **refused.parameters),)
