"""What is remembered of one build, and the file it is kept in.

Owns its spelling and its place: the user's own cache folder and no other. A shop's folder may come from a stranger,
and what is kept here is printed.
"""

from __future__ import annotations

import os
import sys
import zlib

from generator.unchanged.surroundings import Unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FORMAT = "etalase unchanged 1"
_CODING = ("utf-8", "surrogateescape")
_LASTING = 40
"""So many builds are remembered; the oldest make way."""


class Record:
    """One build that succeeded. All parts are texts: `around` the command and where it ran, `folders` with all that it
    might have read, a path a line; `inputs` and `outputs` a line for each file; `contents` the digests of files that
    were too fresh for their times to tell another writing; `began_ns` and `until_ns` (since 1970) the time in which
    it holds; what it says on stderr and stdout where nothing changes, and how that spells 0.0 seconds."""

    __slots__ = ("around", "began_ns", "contents", "errors", "folders", "inputs", "outputs", "said", "until_ns", "zero")

    def __init__(self, *parts: str) -> None:
        for name, part in zip(self.__slots__, parts, strict=True):
            setattr(self, name, part)

    around: str
    began_ns: str
    contents: str
    errors: str
    folders: str
    inputs: str
    outputs: str
    said: str
    until_ns: str
    zero: str

    def spelled(self) -> bytes:
        body = "\0".join((_FORMAT, *(getattr(self, name) for name in self.__slots__))).encode(*_CODING)
        return b"%08x" % zlib.crc32(body) + body

    @classmethod
    def read(cls, raw: bytes) -> Record:
        """Raises ValueError for what was not spelled like this, or is not whole."""
        if int(raw[:8], 16) != zlib.crc32(raw[8:]):
            raise ValueError("damaged")
        form, *parts = raw[8:].decode(*_CODING).split("\0")
        if form != _FORMAT:
            raise ValueError("of another version")
        return cls(*parts)


def holds(record: Record, around: str, now_ns: int) -> bool:
    """Whether the record is of such a run, at a time when it still holds. A clock that went back says nothing."""
    return record.around == around and int(record.began_ns) <= now_ns < int(record.until_ns)


def place(arguments: Sequence[str], environment: Mapping[str, str], *, make: bool = False) -> str:
    """The file for such a run. Raises `Unsure` where there is no place for it."""
    folder = own_folder("unchanged", environment, make=make)
    return os.path.join(folder, f"{zlib.crc32(repr((os.getcwd(), list(arguments))).encode(*_CODING)):08x}")


def own_folder(name: str, environment: Mapping[str, str], *, make: bool = False) -> str:
    """A folder for caches that is this user's alone. Raises `Unsure` where there is none."""
    folder = cache_home(environment)
    if not folder:
        raise Unsure
    folder = os.path.join(folder, name)
    if make:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    facts = os.stat(folder)
    if hasattr(os, "geteuid") and (facts.st_uid != os.geteuid() or facts.st_mode & 0o022):
        raise Unsure
    return folder


def cache_home(environment: Mapping[str, str]) -> str:
    """Where this user's caches of Etalase lie, outside of every shop; empty where the system does not say."""
    if os.name == "nt":
        base = environment.get("LOCALAPPDATA", "")
    elif not (base := environment.get("XDG_CACHE_HOME", "")) and (home := environment.get("HOME", "")):
        base = os.path.join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
    return os.path.join(base, "etalase") if os.path.isabs(base) else ""


def write(file: str, record: Record) -> None:
    new = f"{file}.{os.getpid()}"
    with open(new, "wb") as opened:
        opened.write(record.spelled())
    os.replace(new, file)


def make_room(folder: str) -> None:
    with os.scandir(folder) as found:
        oldest = sorted(found, key=lambda one: -one.stat().st_mtime_ns)[_LASTING:]
    for each in oldest:
        os.unlink(each.path)
