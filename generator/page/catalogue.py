"""Sentences in the page's language: gettext catalogues, looked up by their English message.

Owns reading `.po` text and filling `{name}` fields. It must not open files, and it fills fields by name only:
a catalogue or a theme from elsewhere cannot reach into a value through a format string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from hashlib import sha256
from io import BytesIO, StringIO
from typing import ClassVar, Protocol

from babel import Locale, UnknownLocaleError, __version__
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from generator.problems import Kind, Refused
from generator.structs import Frozen

UNREADABLE = Kind(
    "catalogue-unreadable",
    "Line {line} of this translation file cannot be read: {reason}.",
    "Compare it with the lines around it: every `msgid` and `msgstr` is one line in quotes.",
)
UNKNOWN_FIELD = Kind(
    "catalogue-field",
    "The translation of “{message}” uses a field that its message does not have: {found}.",
    "Use only the fields of the message: {known}.",
)

_PLURAL_FORMS = {"id": "nplurals=1; plural=0;"}  # Babel's own table of plural forms lacks Indonesian
_SAID_PLURALS = re.compile(r"\"Plural-Forms: *(nplurals=[0-9]+; *plural=[^\"]+?;?) *\\n\"")
_RECIPE = 1
"""Counts how texts are compiled: a new number, and nothing of earlier runs is found."""
_FIELD = re.compile(r"\{\{|\}\}|\{(\w+)\}")


class Outliving(Protocol):
    """Where compiled catalogues are kept from one run to the next."""

    def get(self, key: str) -> bytes | None: ...

    def keep(self, key: str, content: bytes) -> None: ...


class Catalogue(Frozen):
    """The words of one language. Messages it does not have are answered in English, as they are."""

    language: str
    translations: NullTranslations

    outliving: ClassVar[Outliving | None] = None
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
        key = sha256(repr((_RECIPE, __version__, language, texts)).encode("utf-8", "surrogatepass")).hexdigest()
        compiled = cls.outliving.get(key) if cls.outliving else None
        if compiled is None:
            compiled = _compiled(_merged(language, texts))
            if cls.outliving:
                cls.outliving.keep(key, compiled)
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


def fill(text: str, fields: Mapping[str, object]) -> str:
    """The text with each `{name}` replaced; `{{` and `}}` stand for the braces themselves."""

    def value(found: re.Match[str]) -> str:
        return str(fields[found[1]]) if found[1] else found[0][0]

    return _FIELD.sub(value, text)


def fields_of(text: str) -> frozenset[str]:
    """The names of the fields in a message."""
    return frozenset(name for name in _FIELD.findall(text) if name)


def _merged(language: str, texts: tuple[str, ...]) -> Catalog:
    """One catalogue of these texts, a later one first. Raises Refused."""
    merged = Catalog(locale=_known(language), fuzzy=False)
    plurals = _PLURAL_FORMS.get(language) or _said_plurals(texts) or merged.plural_forms
    merged.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", plurals)]
    for position, text in enumerate(texts):
        for message in _messages(text, language, position):
            merged.delete(message.id, message.context)  # Babel would keep the earlier string
            merged[message.id] = message
    return merged


def _messages(text: str, language: str, position: int) -> Iterable[Message]:
    try:
        catalog = read_po(StringIO(text), locale=_known(language), abort_invalid=True)
    except PoFileError as error:
        raise Refused(UNREADABLE, below=(position,), line=(error.lineno or 0) + 1, reason=str(error)) from error
    for message in catalog:
        if not message.id or message.fuzzy or not message.string:
            continue
        ids, strings = _tuple(message.id), _tuple(message.string)
        known = frozenset().union(*map(fields_of, ids)) | ({"count"} if len(ids) > 1 else set())
        if unknown := sorted(frozenset().union(*map(fields_of, strings)) - known):
            raise Refused(
                UNKNOWN_FIELD,
                below=(position,),
                message=ids[0],
                found=", ".join(unknown),
                known=", ".join(sorted(known)) or "–",
            )
        yield message


def _compiled(catalog: Catalog) -> bytes:
    """As gettext reads it. Raises ValueError for plural forms that it cannot."""
    compiled = BytesIO()
    write_mo(compiled, catalog)
    GNUTranslations(BytesIO(compiled.getvalue()))
    return compiled.getvalue()


def _said_plurals(texts: Iterable[str]) -> str:
    """The plural forms that the last of these texts declares; empty where none does so in a way gettext can read."""
    for text in reversed(tuple(texts)):
        if found := _SAID_PLURALS.search(text):
            header = f'msgid ""\nmsgstr "Plural-Forms: {found[1]}\\n"\n'
            try:
                _compiled(read_po(StringIO(header), locale="en"))
            except ValueError:
                continue
            return found[1]
    return ""


def _known(language: str) -> Locale:
    """Babel's locale; English for a language it does not know, whose catalogue then says its plural forms itself."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _tuple(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
