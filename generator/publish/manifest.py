"""The list of what we wrote into an output folder, kept inside it as `.etalase.json`.

Owns the `Manifest`, its bytes, what follows from one to the next, and which relative paths may stand in it. It must
not touch the disk: a manifest may come from anywhere, so every path in it is judged before anyone deletes by it.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from generator.paths import collision_key
from generator.plan import Output
from generator.structs import Frozen

FILE_NAME = ".etalase.json"
MAX_PATH = 1024
"""Characters. No build comes near it, and no host keeps longer names."""
_FORMAT = 1
_LISTS = ("assets", "files", "kept", "folders")
_TEMPORARY = re.compile(r"\.etalase-[0-9a-f]{8}\.tmp", re.IGNORECASE)
# `GIT~1` is how Windows may also spell `.git`.
_NEVER_OURS = frozenset({".git", "git~1"})
_NEVER_IN_NAMES = re.compile(r"[\\:*?\"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class BadManifest(ValueError):
    """The bytes are no manifest of ours, or name a path that no build could have written."""


class Manifest(Frozen, dict=True):
    """What is ours in an output folder; all paths relative with `/`.

    `assets` have names that change with their bytes, `files` are everything else we wrote, `kept` are assets
    that only the build before this one used, `folders` are those we made. `finished` is False while a build is
    writing: then the lists name what was there before as well as what is on its way.
    """

    assets: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    finished: bool = False

    @cached_property
    def names(self) -> frozenset[str]:
        """Every file that is ours."""
        return self.assets | self.files | self.kept

    def with_coming(self, after: Manifest) -> Manifest:
        """Names what is and what will be ours, before any of it exists."""
        return Manifest(self.assets | after.assets, self.files | after.files, self.kept, self.folders | after.folders)

    def followed_by(
        self, ours: Collection[Output], *, changed: bool, displaced: Collection[str], is_new: Callable[[str], bool]
    ) -> Manifest:
        """What will be ours when all is done: this manifest itself if there is nothing to do. `displaced` files go
        first, `is_new` says of a folder that we make it."""
        assets = frozenset(output.path for output in ours if output.hashed)
        files = frozenset(output.path for output in ours if not output.hashed)
        if self.finished and not changed and (self.assets, self.files) == (assets, files):
            return self
        kept = self.assets - assets - files - frozenset(displaced)
        needed = folders_of(assets | files | kept)
        made = frozenset(folder for folder in needed if is_new(folder))
        return Manifest(assets, files, kept, needed & (self.folders | made), finished=True)


def to_bytes(manifest: Manifest, **more: object) -> bytes:
    """The manifest as JSON with `more` keys after its own, one path a line, so that a folder kept in git shows
    readable changes."""
    lists = {name: sorted(getattr(manifest, name)) for name in _LISTS}
    document = {"made_by": "etalase", "format": _FORMAT, "finished": manifest.finished, **lists, **more}
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def from_bytes(content: bytes) -> Manifest:
    """The manifest these bytes hold. Raises `BadManifest` as a whole: half a list is no licence to delete."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadManifest("not JSON") from error
    if not isinstance(document, dict) or document.get("made_by") != "etalase" or document.get("format") != _FORMAT:
        raise BadManifest("not ours, or of another version")
    if not isinstance(document.get("finished"), bool):
        raise BadManifest("finished is not a yes or no")
    assets, files, kept, folders = (_paths(document.get(name)) for name in _LISTS)
    return Manifest(assets, files, kept, folders, document["finished"])


def is_safe(path: str) -> bool:
    """Whether the path is relative, stays inside the folder on every system, and is neither git's nor one of our
    own working files. Looser than `safe_output_path`: an older build may have written what today's rules would
    name otherwise, and must still be able to take it away."""
    if len(path) > MAX_PATH:
        return False
    parts = path.split("/")
    return all(_is_plain(part) for part in parts) and collision_key(path) != FILE_NAME and not is_temporary(parts[-1])


def parents(path: str) -> tuple[str, ...]:
    """The folders a path lies in, outermost first: `a/b/c.html` → `a`, `a/b`."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """All folders that these paths lie in."""
    inner = {path.rpartition("/")[0] for path in paths} - {""}
    return frozenset(above for folder in inner for above in (*parents(folder), folder))


def temporary_name() -> str:
    """A fresh name for a file that is still being written."""
    return f".etalase-{secrets.token_hex(4)}.tmp"


def is_temporary(name: str) -> bool:
    """Whether a file name is one we give to files that are still being written."""
    return _TEMPORARY.fullmatch(name) is not None


def _paths(value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(path, str) and is_safe(path) for path in value):
        raise BadManifest("not a list of safe paths")
    return frozenset(value)


def _is_plain(part: str) -> bool:
    if part in {"", ".", ".."} or part.casefold() in _NEVER_OURS:
        return False
    if _NEVER_IN_NAMES.search(part):
        return False
    return part[-1] not in ". "  # Windows drops them, so the file would be another one
