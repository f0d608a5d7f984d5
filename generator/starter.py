"""A seller's first shop: a small commented one of their own, or a copy of the demo.

Owns which files a new folder gets, and that whatever a seller answers (quotes, `#`, emoji) reads back exactly as
typed. It must not ask, and it never writes into a folder that holds anything.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from generator import shipped
from generator.page.i18n import breakable, format_date
from generator.problems import Kind, ProblemsFound, problem
from generator.shop.phones import Phone, parse_phone
from generator.shop.zones import parse_zone
from generator.source.schema import MODELS, json_schema
from generator.structs import Frozen

NOT_EMPTY = Kind(
    "new-folder-not-empty",
    "The folder {folder} is not empty: it holds {name}.",
    "Choose another name; nothing was changed.",
)
NOT_A_FOLDER = Kind("new-not-a-folder", "{folder} is a file.", "Choose another name for the new folder.")
NOT_WRITTEN = Kind(
    "new-not-written", "Could not write {file}: {reason}.", "Choose a folder in which you may write, then try again."
)

SCHEMA_FOLDER: Final = "content/.schema"
IGNORED: Final = "# Made anew by every build:\noutput/\n.etalase/\n"
"""What git leaves out of a shop's folder."""

_FILES = Path(__file__).resolve().parent / "starter_files"
_EDITOR = '{\n  "recommendations": ["redhat.vscode-yaml"]\n}\n'
# What systems and git put into a folder that is otherwise empty.
_NOBODYS = frozenset({".git", ".ds_store", "desktop.ini", "thumbs.db", ".directory"})

# Cities by zone, so that a shop in Denpasar does not close an hour late. Elsewhere the file's own line can be changed.
_WITA = frozenset((
    "denpasar", "badung", "gianyar", "tabanan", "singaraja", "ubud", "bali", "mataram", "lombok", "bima", "sumbawa",
    "kupang", "ende", "maumere", "makassar", "gowa", "maros", "parepare", "palopo", "manado", "bitung", "tomohon",
    "palu", "kendari", "gorontalo", "mamuju", "banjarmasin", "banjarbaru", "martapura", "balikpapan", "samarinda",
    "bontang", "tarakan", "tenggarong", "nunukan",
))  # fmt: skip
_WIT = frozenset((
    "jayapura", "sentani", "merauke", "timika", "sorong", "manokwari", "nabire", "biak", "ambon", "ternate",
    "tidore", "tual",
))  # fmt: skip


class Answers(Frozen):
    """What the seller says of the new shop; `city` may be empty."""

    name: str
    whatsapp: Phone
    city: str = ""


def check_name(text: str) -> str:
    """The name on one line, without characters that nobody can see; empty when nothing is left."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable() or c in "\u200c\u200d")


def check_whatsapp(text: str) -> Phone:
    """The number. Raises `Refused` for what no telephone can have."""
    return parse_phone(text)


def write_starter(folder: Path, answers: Answers, *, language: str, now: datetime) -> tuple[str, ...]:
    """Write a small shop whose comments speak `language`; the paths written, below `folder`.

    Raises `ProblemsFound` before the first write if the folder holds anything.
    """
    source = _FILES / language
    fields = _fields(answers, language, now)
    files = {
        file.relative_to(source).as_posix(): fill_in(file.read_text(encoding="utf-8"), fields)
        for file in sorted(source.rglob("*"))
        if file.suffix in (".yaml", ".md")
    }
    check_empty(folder)
    _write(folder, {**files, ".gitignore": IGNORED, ".vscode/extensions.json": _EDITOR})
    with _reporting(folder / "content" / "images"):
        (folder / "content" / "images").mkdir()
    return tuple(files)


def copy_demo(folder: Path) -> tuple[str, ...]:
    """Copy the demo shop; the paths written, below `folder`. Raises `ProblemsFound` as `write_starter` does."""
    check_empty(folder)
    with _reporting(folder):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(shipped.demo_folder(), folder / "content", ignore=shutil.ignore_patterns(".*"))
    _write(folder, {".gitignore": IGNORED, ".vscode/extensions.json": _EDITOR})
    return tuple(sorted(file.relative_to(folder).as_posix() for file in (folder / "content").rglob("*.*")))


def schema_text(name: str, translate: Callable[[str], str]) -> str:
    """The JSON Schema of one kind of file, as editors read it. Raises KeyError."""
    return json.dumps(json_schema(name, translate), indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path, translate: Callable[[str], str]) -> tuple[str, ...]:
    """Write all schemas beside the shop's files, where their modelines look; the paths written."""
    files = {f"{SCHEMA_FOLDER}/{name}.json": schema_text(name, translate) for name in MODELS}
    _write(folder, files)
    return tuple(files)


def fill_in(template: str, fields: Mapping[str, str]) -> str:
    """The template with each `«field»` replaced. Raises KeyError for a field that is not given."""
    return re.sub("«([a-z_]+)»", lambda found: fields[found[1]], template)


def as_scalar(text: str) -> str:
    """The text as a YAML value that reads back as typed: bare where that is safe, else in double quotes."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 '&().,-]*[A-Za-z0-9)]", text)
    if plain and text.lower() not in ("null", "true", "false", "yes", "no", "on", "off"):
        return text
    # JSON's strings are YAML's, but for characters that YAML wants escaped and JSON lets stand.
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff]", lambda c: f"\\u{ord(c[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def _fields(answers: Answers, language: str, now: datetime) -> dict[str, str]:
    zone = _zone_of(answers.city)
    today = now.astimezone(parse_zone(zone)).date()
    opens = today + timedelta(days=3)
    closes = opens + timedelta(days=10)
    while all(10 < (opens + timedelta(days=n)).day < 25 for n in range((closes - opens).days + 1)):
        closes += timedelta(days=1)  # pay-day runs from the 25th to the 10th
    phone = answers.whatsapp
    return {
        "name": as_scalar(answers.name),
        "city": f"city: {as_scalar(answers.city)}" if answers.city else "# city: Bandung",
        "timezone": zone,
        "whatsapp": phone.national if phone.country == "ID" else phone.international,
        "opens_day": str(opens),
        "opens_words": breakable(format_date(opens, language, style="long")),
        "opens": f"{opens} 09:00",
        "closes": f"{closes} 23:59",
        "ships": f"{closes + timedelta(days=1)} to {closes + timedelta(days=8)}",
    }


def _zone_of(city: str) -> str:
    words = set(re.findall(r"[a-z]+", city.lower()))
    if words & _WIT:
        return "WIT"
    return "WITA" if words & _WITA else "WIB"


def check_empty(folder: Path) -> None:
    with _reporting(folder):
        if folder.exists() and not folder.is_dir():
            raise ProblemsFound([problem(NOT_A_FOLDER, folder=str(folder))])
        names = sorted(each.name for each in folder.iterdir()) if folder.exists() else []
    if held := [name for name in names if name.lower() not in _NOBODYS]:
        raise ProblemsFound([problem(NOT_EMPTY, folder=str(folder), name=held[0])])


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        with _reporting(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _reporting(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ProblemsFound([problem(NOT_WRITTEN, file=str(file), reason=reason)]) from error
