"""A text a buyer reads: one string, or the same in several languages."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("id", "en")
"""Languages a text may be written in; the first is the default of a shop."""


@dataclass(frozen=True, slots=True)
class Text:
    """What the seller wrote, by language; the key `""` holds a text written without one."""

    words: tuple[tuple[str, str], ...]

    def in_(self, language: str) -> str:
        """The words in this language, else those without a language, else the first there are."""
        known = dict(self.words)
        return known.get(language) or known.get("") or self.words[0][1]

    def everything(self) -> str:
        """All words of all languages, for rules that look for a phrase."""
        return "\n".join(words for _, words in self.words)


def plain(words: str) -> Text:
    """A text in no particular language."""
    return Text((("", words),))
