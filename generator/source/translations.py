"""What is not said yet in a language that the shop publishes.

Owns how this is told: a file that lacks a few words hears of each, one that lacks many hears once, at the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.problems import Kind, Path, Problem, Severity, problem
from generator.source.wordings import Wording

MISSING = Kind(
    "translation-missing",
    "`{key}` has no words in `{language}` yet, so those pages show it in `{own}`.",
    "Write them in `{sibling}`; `etalase translate --missing` puts the empty places there.",
    Severity.WARNING,
)
MISSING_MANY = Kind(
    "translation-missing",
    "{count} texts of `{file}` have no words in `{language}` yet: {keys}.",
    "Write them in `{sibling}`; `etalase translate --missing` puts the empty places there.",
    Severity.WARNING,
)
MISSING_OWN = Kind(
    "translation-missing",
    "`{key}` has no words in `{own}`, the language of the pages at `/`.",
    "Write them here, beside those in the other language.",
    Severity.WARNING,
)

ONE_BY_ONE = 3
"""So many missing texts of a file are told each at its place."""
_NAMED = 5


def missing_words(wordings: Iterable[Wording], published: Sequence[str]) -> Iterator[Problem]:
    """A warning for what each file lacks; `published` are the languages of the pages, the shop's own first."""
    texts = tuple(wordings)
    for language in published:
        lacking: dict[str, list[Wording]] = {}
        for text in texts:
            if language not in text.languages:
                lacking.setdefault(text.home, []).append(text)
        for home, missing in lacking.items():
            yield from _told(home, missing, language, published[0])


def _told(home: str, missing: Sequence[Wording], language: str, own: str) -> Iterator[Problem]:
    beside = sibling_name(home, language).rsplit("/", 1)[1]
    if language == own:
        yield from (
            problem(MISSING_OWN, *text.place, mark=text.mark, key=written(text.path), own=own) for text in missing
        )
        return
    if len(missing) <= ONE_BY_ONE:
        for text in missing:
            known = {"key": written(text.path), "language": language, "own": own, "sibling": beside}
            yield problem(MISSING, *text.place, mark=text.mark, **known)
        return
    first = missing[0]
    keys = ", ".join(f"`{written(text.path)}` ({text.mark.line})" for text in missing[:_NAMED])
    keys += ", …" if len(missing) > _NAMED else ""
    yield problem(
        MISSING_MANY, *first.place, mark=first.mark, count=len(missing), file=home.rsplit("/", 1)[1],
        language=language, keys=keys, sibling=beside,
    )  # fmt: skip


def sibling_name(file: str, language: str) -> str:
    """`content/about.en.md` for `content/about.md`."""
    stem, _, ending = file.rpartition(".")
    return f"{stem}.{language}.{ending}"


def written(path: Path) -> str:
    """A place in a file as people read it: `faq 2 answer`, positions counted from 1."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in path)
