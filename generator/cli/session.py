"""What one run of the program knows: the outside world, the language, and what was said about where and when.

Owns the order in which a language, a folder and a moment are chosen. It must not print, or know any command.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from generator.cli.speech import Misused
from generator.page.catalogue import Catalogue
from generator.problems import Kind, Mark, ProblemsFound, Refused, problem
from generator.shipped import program_folders
from generator.structs import Frozen
from generator.unchanged.surroundings import program

LANGUAGES = ("id", "en")
PRIVATE = ".etalase"
"""The folder of caches and locks, inside the shop's; safe to delete."""

NO_SHOP_NEAR = Kind(
    "no-shop", "There is no `content/shop.yaml` in this folder.", "There is a shop in `{near}`: add `--root {near}`."
)


class World(Frozen):
    """Everything from outside. `program` is how a seller types the command; `now` is the clock (UTC), `seconds` a
    stopwatch; `interactive` says that someone can answer questions."""

    environment: Mapping[str, str]
    program: str
    interactive: bool
    now: Callable[[], datetime]
    seconds: Callable[[], float]


class Session(Frozen):
    """One run: the world, and the words of the language it speaks."""

    world: World
    catalogue: Catalogue


def said(context: click.Context, name: str) -> str | None:
    """An option that may stand before or after the command; the later one wins."""
    here: click.Context | None = context
    while here is not None:
        value = here.params.get(name)
        if value is not None:
            return str(value)
        here = here.parent
    return None


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language to speak: `--lang`, else ETALASE_LANG, else the shop's `locale`, else Indonesian.

    The system's own language is not asked: most sellers' computers speak English, and they do not. Read from the
    bare arguments, since mistakes in them are told in it too.
    """
    root = Path(_given(arguments, "--root") or ".")
    own = shop_value(root, "locale") or shop_value(root, "languages")
    for wish in (_given(arguments, "--lang"), environment.get("ETALASE_LANG", ""), own):
        if wish[:2].lower() in LANGUAGES:
            return wish[:2].lower()
    return LANGUAGES[0]


def _given(arguments: Sequence[str], option: str) -> str:
    found = ""
    for argument, following in zip(arguments, (*arguments[1:], ""), strict=False):
        if argument == option:
            found = following
        elif argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
    return found


def shop_value(root: Path, *keys: str) -> str:
    """A single value of the shop's own file, as written, under these keys, or the first of a list; empty when it has
    none or cannot be read."""
    from generator.source.nodes import Sequence as List  # noqa: PLC0415
    from generator.source.yamltree import Mapping as Map  # noqa: PLC0415
    from generator.source.yamltree import Scalar, read_yaml  # noqa: PLC0415

    try:
        raw = (root / "content" / "shop.yaml").read_bytes()
    except (OSError, ValueError):
        return ""
    tree = read_yaml(raw, "content/shop.yaml").root
    for key in keys:
        entry = tree.get(key) if isinstance(tree, Map) else None
        tree = entry.value if entry else None
    if isinstance(tree, List) and tree.items:
        tree = tree.items[0]
    return tree.text if isinstance(tree, Scalar) else ""


def zone_of(root: Path) -> ZoneInfo:
    """The shop's time zone, Jakarta's until it says another."""
    from generator.shop.zones import parse_zone  # noqa: PLC0415

    try:
        return parse_zone(shop_value(root, "timezone") or "WIB")
    except Refused:
        return parse_zone("WIB")  # the reader reports it with its place


def moment(context: click.Context, session: Session, zone: ZoneInfo) -> datetime:
    """The instant to build for: `--at` in the shop's zone, else SOURCE_DATE_EPOCH, else the clock."""
    epoch = session.world.environment.get("SOURCE_DATE_EPOCH", "")
    return moment_of(said(context, "at"), epoch, session.world.now(), zone)


def moment_of(at: str | None, epoch: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The same from what was typed, what the environment says, and the clock."""
    from generator.shop.moments import parse_moment  # noqa: PLC0415

    if at:
        try:
            exact = datetime.fromisoformat(at)
        except ValueError:
            exact = None
        if exact and exact.tzinfo:
            return exact.astimezone(zone)
        try:
            return parse_moment(at, zone).at
        except Refused as refused:
            raise Misused.because(refused) from None
    if not epoch:
        return now.astimezone(zone)
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        raise Misused("SOURCE_DATE_EPOCH must be seconds since 1970, found “{found}”.", found=epoch) from None


def shop_folder(context: click.Context) -> Path:
    """The folder of the shop. Raises `Misused` for one that does not exist, `ProblemsFound` where another folder
    close by has the shop; that nothing has one is left to the reader to say."""
    given = said(context, "root")
    root = Path(given or ".")
    if not root.is_dir():
        near = _near_folder(root)
        if near:
            raise Misused("There is no folder “{folder}”. Did you mean “{near}”?", folder=str(root), near=near)
        raise Misused("There is no folder “{folder}”.", folder=str(root))
    if not is_shop(root) and (near := _near_shop(root)):
        raise ProblemsFound([problem(NO_SHOP_NEAR, mark=Mark("content/shop.yaml"), near=near)])
    return root


def cache_of(root: Path) -> Path:
    """Where the pictures of the shop at `root` are kept from one build to the next."""
    return root / PRIVATE / "cache"


def is_shop(folder: Path) -> bool:
    """Whether a shop lies in this folder."""
    return (folder / "content" / "shop.yaml").is_file()


def _near_folder(root: Path) -> str:
    above = root.parent
    names = [each.name for each in above.iterdir() if each.is_dir()] if above.is_dir() else []
    close = difflib.get_close_matches(root.name, names, 1, 0.6)
    return str(above / close[0]) if close else ""


def _near_shop(root: Path) -> str:
    """A shop one folder further in, or around this one."""
    try:
        inner = sorted(each for each in root.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError:
        inner = []
    for folder in (*inner, *list(root.resolve().parents)[:3]):
        if is_shop(folder):
            return os.path.relpath(folder)
    return ""


@cache
def this_program() -> str:
    """What runs here: Python, every package and our own files. What another program left is not for this one."""
    return program(map(os.fspath, program_folders()))
