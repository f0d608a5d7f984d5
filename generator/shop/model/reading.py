"""How one value is read: the annotation that carries a reader, what a reader may know, and the readers of
plain values. Each rule of reading lives with its subject (`money`, `moments`, `paths`, `phones`)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from generator import paths
from generator.problems import Kind, Refused
from generator.shop import moments, money, quantities
from generator.shop.model.shapes import EMPTY, EXPECTED_CHOICE, EXPECTED_LIST, EXPECTED_TEXT, NEAR_CHOICE, shape
from generator.shop.text import LANGUAGES, Text
from generator.structs import Frozen, field

NOT_YES_NO = Kind("yes-no", "`{found}` is neither yes nor no.", "Write `yes` or `no`.")
NOT_A_COUNT = Kind("count", "`{found}` is not a whole number.", "Write digits, for example `60`.")
LANGUAGE_UNKNOWN = Kind("language", "`{found}` is not a language of this site.", "Write one of: {languages}.")
FILE_MISSING = Kind("file-missing", "There is no file “{found}”.", "Put it into `{folder}`, or correct the name.")
FILE_NEAR = Kind("file-missing", "There is no file “{found}”.", "Did you mean “{near}”?")
BAD_FOCUS = Kind(
    "focus", "`{found}` is not a point in a photo.", "Write two percentages, from the left and from the top: `40% 20%`."
)
BAD_HANDLE = Kind(
    "handle", "`{found}` is not a name on a platform.", "Write only the name, without spaces: `rumahmelati`."
)
BAD_CURRENCY = Kind("currency", "`{found}` is not a currency.", "Write its three letters: `IDR`, `USD`, `MYR`.")
BAD_COUNTRY = Kind("country", "`{found}` is not a country code.", "Write its two letters: `ID`, `MY`, `SG`.")
BAD_CODE = Kind("item-code", "`{found}` is not a short code.", "Use up to 16 letters, digits and `-`: `A1`.")
EXPECTED_AMOUNTS = Kind(
    "amounts-expected", "Expected `code: number` lines here, found {found}.", "Write one line for each code: `A1: 22`."
)
CODE_TWICE = Kind("code-twice", "`{found}` stands here twice.", "Keep one of the two lines.")
TOO_LONG = Kind(
    "text-too-long",
    "This text has {found} characters; there is room for {limit}.",
    "Shorten it, or move the rest to a longer text.",
)

MAX_LINE = 300
MAX_TEXT = 100_000


class Reading(Frozen):
    """What a leaf needs to know about the shop to be read, and which files stand beside the YAML.

    `files` are the project-relative paths that exist; `folders` are where a bare file name is looked up, in order.
    `languages` are those that there are catalogues for; `published` are those of the shop's pages, its own first.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    currency: str = "IDR"
    country: str = "ID"
    files: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ("content/images",)
    languages: tuple[str, ...] = LANGUAGES
    published: tuple[str, ...] = LANGUAGES[:1]


_DEFAULT = Reading()


class Leaf:
    """An annotation: how pydantic reads a text leaf, and what JSON Schema says of it.

    A value that is no text is passed through, so that models can be built from values too.
    """

    def __init__(self, read: Callable[[str, Reading], Any], **schema: Any) -> None:
        self.read = read
        self.schema = {"type": ["string", "number", "boolean"]} | schema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.schema

    def _validate(self, given: Any, info: core_schema.ValidationInfo) -> Any:
        if isinstance(given, (Mapping, list)):
            raise Refused(EXPECTED_TEXT, found=shape(given))
        if not isinstance(given, str):
            return given
        text = given.strip()
        if not text:
            raise Refused(EMPTY)
        return self.read(text, info.context or _DEFAULT)


class Whole(Leaf):
    """An annotation for values that may be a map as well as a text."""

    def __init__(self, read: Callable[[Any, Reading], Any], **schema: Any) -> None:
        super().__init__(read)
        self.schema = schema

    def _validate(self, given: Any, info: core_schema.ValidationInfo) -> Any:
        return self.read(given, info.context or _DEFAULT)


def says(description: str, *examples: str) -> dict[str, Any]:
    return {"description": description, "examples": list(examples)}


def short(text: str, _: Reading) -> str:
    if len(text) > MAX_LINE:
        raise Refused(TOO_LONG, found=len(text), limit=MAX_LINE)
    return " ".join(text.split())


def setting(given: Any, reading: Reading) -> Any:
    """The words of a list with commas between them, as they could be written on one line."""
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return short(", ".join(given), reading)
    if isinstance(given, (Mapping, list)):
        raise Refused(EXPECTED_TEXT, found=shape(given))
    if not isinstance(given, str):
        return given
    if not given.strip():
        raise Refused(EMPTY)
    return short(given, reading)


def yes_no(text: str, _: Reading) -> bool:
    word = text.casefold()
    if word in ("yes", "ya", "true", "on", "iya", "y"):
        return True
    if word in ("no", "tidak", "false", "off", "enggak", "n"):
        return False
    raise Refused(NOT_YES_NO, found=text)


def count(text: str, _: Reading) -> int:
    try:
        return quantities.parse_count(text)
    except Refused as refused:
        raise Refused(NOT_A_COUNT, found=text) from refused


def focus(text: str, _: Reading) -> tuple[int, int]:
    parts = text.replace(",", " ").split()
    numbers = [part.removesuffix("%") for part in parts]
    if len(numbers) != 2 or not all(re.fullmatch("[0-9]{1,3}", n) and int(n) <= 100 for n in numbers):
        raise Refused(BAD_FOCUS, found=text)
    return int(numbers[0]), int(numbers[1])


def file_name(text: str, reading: Reading) -> str:
    wanted = paths.inside(text)
    candidates = [f"{folder}/{wanted}" for folder in reading.folders] + [f"content/{wanted}", wanted]
    for candidate in candidates:
        if candidate in reading.files:
            return candidate
    here = {
        path.removeprefix(f"{folder}/")
        for folder in reading.folders
        for path in reading.files
        if path.startswith(f"{folder}/")
    }
    if near := nearest_file(wanted, here):
        raise Refused(FILE_NEAR, instead=near, found=text, near=near)
    raise Refused(FILE_MISSING, found=text, folder=reading.folders[0])


def nearest_file(wanted: str, known: Iterable[str]) -> str:
    """The file that was probably meant: its name nearly the same, whatever its ending; else empty."""
    stems = {name.rpartition(".")[0].lower(): name for name in sorted(known, reverse=True)}
    near = difflib.get_close_matches(wanted.rpartition(".")[0].lower() or wanted.lower(), list(stems), 1, 0.75)
    return stems[near[0]] if near else ""


def text(given: Any, reading: Reading) -> Text:
    if isinstance(given, Text):
        return given
    if isinstance(given, str):
        return Text((("", _words(given)),))
    if not isinstance(given, Mapping):
        raise Refused(EXPECTED_TEXT, found=shape(given))
    words: list[tuple[str, str]] = []
    for language, said in given.items():
        if language not in reading.languages:
            raise Refused(LANGUAGE_UNKNOWN, below=(language,), found=language, languages=", ".join(reading.languages))
        if not isinstance(said, str):
            raise Refused(EXPECTED_TEXT, below=(language,), found=shape(said))
        words.append((language, _words(said)))
    if not words:
        raise Refused(EMPTY)
    return Text(tuple(words))


def _words(given: str) -> str:
    words = given.strip()
    if not words:
        raise Refused(EMPTY)
    if len(words) > MAX_TEXT:
        raise Refused(TOO_LONG, found=len(words), limit=MAX_TEXT)
    return words


class WhenFull(Frozen):
    """A closing that comes when the quota is taken."""


def closes(text: str, reading: Reading) -> moments.Moment | WhenFull:
    if " ".join(text.casefold().split()) in (
        "when full",
        "full",
        "kalau penuh",
        "saat penuh",
        "sampai penuh",
        "kuota habis",
    ):
        return WhenFull()
    return moments.parse_moment(text, reading.zone, end_of_day=True)


def handle(text: str, _: Reading) -> str:
    name = text.removeprefix("@").strip()
    if not re.fullmatch(r"[\w.+~-]{1,64}(?:/[\w.-]{1,64})?", name, re.ASCII):
        raise Refused(BAD_HANDLE, found=text)
    return name


def currency(text: str, _: Reading) -> str:
    code = text.upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise Refused(BAD_CURRENCY, found=text)
    money.shown_digits(code)
    return code


def country(text: str, _: Reading) -> str:
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise Refused(BAD_COUNTRY, found=text)
    return text.upper()


def language(text: str, reading: Reading) -> str:
    word = text.casefold()
    if word not in reading.languages:
        raise Refused(LANGUAGE_UNKNOWN, found=text, languages=", ".join(reading.languages))
    return word


def code(text: str, _: Reading) -> str:
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,14}[A-Za-z0-9])?", text):
        raise Refused(BAD_CODE, found=text)
    return text.upper()


def amounts(given: Any, reading: Reading) -> dict[str, int]:
    if not isinstance(given, Mapping):
        raise Refused(EXPECTED_AMOUNTS, found=shape(given))
    found: dict[str, int] = {}
    for key, number in given.items():
        try:
            if not isinstance(number, (str, int)):
                raise Refused(EXPECTED_TEXT, found=shape(number))
            name = code(key, reading)
            if name in found:
                raise Refused(CODE_TWICE, found=name)
            found[name] = number if isinstance(number, int) else count(number, reading)
        except Refused as refused:
            raise Refused(refused.kind, below=(key,), instead=refused.instead, **refused.parameters) from refused
    return found


def choice(enum: type[StrEnum], also: Mapping[str, str] | None = None) -> Leaf:
    """The annotation of a closed list. `also` maps other spellings, Indonesian ones among them, to its values."""
    spellings = {member.value: member.value for member in enum} | dict(also or {})

    def read(text: str, _: Reading) -> StrEnum:
        word = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
        known = {key.replace("-", " ").replace("_", " "): value for key, value in spellings.items()}
        if word in known:
            return enum(known[word])
        choices = ", ".join(member.value for member in enum)
        if near := difflib.get_close_matches(word, list(known), 1, 0.7):
            raise Refused(NEAR_CHOICE, instead=known[near[0]], found=text, near=known[near[0]], choices=choices)
        raise Refused(EXPECTED_CHOICE, found=text, choices=choices)

    return Leaf(read, enum=[member.value for member in enum])


def _as_list(given: Any) -> Any:
    return given if isinstance(given, (list, tuple)) else [given]


def _expect_list(given: Any) -> Any:
    if isinstance(given, (list, tuple)):
        return given
    raise Refused(EXPECTED_LIST, found=shape(given))


MARKDOWN = "markdown"
"""The annotation of texts that may hold Markdown."""
LINK = "link"
"""The annotation of links, out of the site or to a page of it."""
NAME = "name"
"""The annotation of names and places: they may be translated, and most read the same in every language."""
MANY = BeforeValidator(_as_list)
"""A list that may be written as one value when there is only one."""
LIST = BeforeValidator(_expect_list)
"""A list, and nothing else."""
