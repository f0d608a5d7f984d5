"""A text a buyer reads: one string, or the same in several languages."""

from __future__ import annotations

from generator.structs import Frozen

LANGUAGES = ("id", "en")
"""The languages that Etalase itself speaks; the first is the default of a shop. A catalogue (`<code>.po`) adds one."""
CODE = r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?"
"""What the code of a language looks like in addresses and names of files: `en`, `jv`, `zh-hant` (BCP 47 in small
letters)."""


class Text(Frozen):
    """What the seller wrote, by language; the key `""` holds a text written without one."""

    words: tuple[tuple[str, str], ...]

    def in_(self, language: str, otherwise: str = "") -> str:
        """The words in this language, else those without a language, else those in `otherwise`, else the first."""
        known = dict(self.words)
        return known.get(language) or known.get("") or known.get(otherwise) or self.words[0][1]

    def everything(self) -> str:
        """All words of all languages, for rules that look for a phrase."""
        return "\n".join(words for _, words in self.words)


def plain(words: str) -> Text:
    """A text in no particular language."""
    return Text((("", words),))
