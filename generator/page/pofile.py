"""`.po` texts → a compiled catalogue. Only where none is kept: reading them takes longer than writing a page.

Owns what is wrong with a text, and how those of a theme and of its parents become one. It must not open files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from gettext import GNUTranslations
from io import BytesIO, StringIO

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from generator.page.fields import fields_of
from generator.problems import Kind, Refused

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


def compile_po(language: str, texts: tuple[str, ...]) -> bytes:
    """The catalogue in these texts as gettext reads it; a later one wins over an earlier one.

    Raises Refused (`UNREADABLE`, `UNKNOWN_FIELD`) with the 0-based number of the text as `below`.
    """
    return _compiled(_merged(language, texts))


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
