"""Sentences in the page's language: gettext catalogues, looked up by their English message.

Owns looking them up and keeping what `pofile` compiles. It must not open files.
"""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from hashlib import sha256
from io import BytesIO
from typing import ClassVar, Protocol

from generator.page.fields import fill
from generator.structs import Frozen


class CompiledBefore(Protocol):
    """Where compiled catalogues are kept from one run to the next."""

    def get(self, key: str) -> bytes | None: ...

    def keep(self, key: str, content: bytes) -> None: ...


class Catalogue(Frozen):
    """The words of one language. Messages it does not have are answered in English, as they are."""

    language: str
    translations: NullTranslations

    compiled_before: ClassVar[CompiledBefore | None] = None
    """What this user's earlier runs compiled, where it is kept."""

    @classmethod
    def english(cls) -> Catalogue:
        """English needs no file: messages are written in it."""
        return cls("en", NullTranslations())

    @classmethod
    @lru_cache(maxsize=32)
    def from_po(cls, language: str, *texts: str) -> Catalogue:
        """The catalogue in these `.po` texts; a later one (a theme's) wins over an earlier one. Those of the
        last few calls are kept: reading them takes longer than writing a page.

        Raises Refused (`UNREADABLE`, `UNKNOWN_FIELD`) with the 0-based number of the text as `below`.
        """
        key = sha256(repr((language, texts)).encode("utf-8", "surrogatepass")).hexdigest()
        compiled = cls.compiled_before.get(key) if cls.compiled_before else None
        if compiled is None:
            from generator.page.pofile import compile_po  # noqa: PLC0415  slow to import, and seldom wanted

            compiled = compile_po(language, texts)
            if cls.compiled_before:
                cls.compiled_before.keep(key, compiled)
        return cls(language, GNUTranslations(BytesIO(compiled)))

    def unfilled(self, message: str, many: str = "", /, *, count: int = 1, context: str = "") -> str:
        """The message in this language with its fields still open; with `many` the form for `count`.
        `context` tells two meanings of one English word apart."""
        if many:
            return self.translations.ngettext(message, many, count)
        return self.translations.pgettext(context, message) if context else self.translations.gettext(message)

    def text(self, message: str, /, *, context: str = "", **fields: object) -> str:
        """The message in this language with its fields filled in. Raises KeyError for a field not given."""
        return fill(self.unfilled(message, context=context), fields)

    def plural(self, one: str, many: str, count: int, /, **fields: object) -> str:
        """The form for `count`, which is also the field `{count}` unless given as text of its own."""
        return fill(self.unfilled(one, many, count=count), {"count": count, **fields})
