"""What stands in the output folder, compared with what should.

Owns the look before the leap: whose folder it is, what differs, what is in the way. It must not change
anything; whatever it refuses, it refuses before the first write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.paths import collision_key
from generator.plan import InPlace, Output
from generator.problems import Kind, Problem, ProblemsFound, problem
from generator.publish import disk
from generator.publish.disk import Entry
from generator.publish.failures import (
    BAD_MANIFEST,
    FOREIGN_FILE,
    FOREIGN_FOLDER,
    LINK_IN_THE_WAY,
    NOT_A_FOLDER,
    NOT_OURS,
    OVERTAKEN,
    reporting,
)
from generator.publish.manifest import FILE_NAME, BadManifest, Manifest, folders_of, from_bytes, is_temporary, parents
from generator.structs import Frozen, field

# What hosts, git and file managers leave in a folder that is otherwise empty; compared in lower case.
_NOBODYS = frozenset(
    {
        *(".git", ".gitignore", ".gitattributes", ".gitkeep", ".keep", ".github", ".gitlab-ci.yml"),
        *("cname", ".nojekyll", ".well-known", ".netlify", ".vercel", ".wrangler", ".domains"),
        *(".ds_store", ".localized", "thumbs.db", "desktop.ini", ".directory"),
    }
)


class Ground(Frozen):
    """An output folder as it was when first looked at; `home` has no link in it, paths are relative with `/`."""

    home: Path
    shown: str
    _seen: dict[str, Entry] = field(default_factory=dict)

    def at(self, path: str) -> Path:
        return self.home / path

    def name(self, path: str) -> str:
        """The path as the seller knows it."""
        return f"{self.shown}/{path}" if path else self.shown

    def entry(self, path: str) -> Entry:
        """What stands at the path. Below a link there is nothing: what lies behind it is not in this folder."""
        if path not in self._seen:
            above = parents(path)
            reachable = not above or self.entry(above[-1]) is Entry.FOLDER
            with reporting(self.name(path)):
                self._seen[path] = disk.entry(self.at(path)) if reachable else Entry.NOTHING
        return self._seen[path]

    def is_same_file(self, one: str, other: str) -> bool:
        """Whether two spellings lead to one file, as on a disk that ignores case."""
        if self.entry(one) is not Entry.FILE or self.entry(other) is not Entry.FILE:
            return False
        with reporting(self.name(one)):
            return disk.is_same_file(self.at(one), self.at(other))

    def names(self, folder: str) -> tuple[str, ...]:
        """The names in a folder (`""` is the output folder itself)."""
        with reporting(self.name(folder)):
            return disk.names(self.at(folder))


class Survey(Frozen):
    """What publishing has to do, and to whom the rest belongs.

    `old` is the manifest that was there, `changed` the outputs to write, `unchanged` the paths whose bytes are
    right already, `not_ours` those of them that somebody else wrote (never ours to delete), `displaced` files of
    ours that must go before others can come (a file where a folder is wanted, or a name in other spelling on a
    disk that ignores case), `leftovers` temporary files of a build that was killed.
    """

    old: Manifest
    changed: tuple[Output, ...]
    unchanged: tuple[str, ...]
    not_ours: frozenset[str]
    displaced: frozenset[str]
    leftovers: tuple[str, ...]


def survey(ground: Ground, wanted: Sequence[Output]) -> Survey:
    """Compare the folder with the wanted outputs. Raises `ProblemsFound` with everything that is in the way."""
    old = read_manifest(ground)
    findings = [_judge(ground, old, output) for output in wanted]
    problems = [found.problem for found in findings if found.problem]
    # What another build has put there since belongs to its site; this one has no other bytes to put there.
    lost = (found.output for found in findings if found.differs and isinstance(found.output, InPlace))
    problems += [problem(OVERTAKEN, file=ground.name(output.path)) for output in lost]
    if problems:
        raise ProblemsFound(problems)
    return Survey(
        old=old,
        changed=tuple(found.output for found in findings if found.differs),
        unchanged=tuple(found.output.path for found in findings if not found.differs),
        not_ours=frozenset(found.output.path for found in findings if found.not_ours),
        displaced=frozenset(path for found in findings for path in found.displaces),
        leftovers=tuple(_leftovers(ground, old, wanted)),
    )


def read_manifest(ground: Ground) -> Manifest:
    """The manifest of our folder; an empty one for a folder that is new or empty. Refuses any other folder."""
    if ground.entry("") is Entry.NOTHING:
        return Manifest(finished=True)
    if ground.entry("") is not Entry.FOLDER:
        raise ProblemsFound([problem(NOT_A_FOLDER, folder=ground.shown)])
    if ground.entry(FILE_NAME) is Entry.NOTHING:
        strangers = [n for n in ground.names("") if n.lower() not in _NOBODYS and not is_temporary(n)]
        if strangers:
            raise ProblemsFound([problem(NOT_OURS, folder=ground.shown, name=strangers[0])])
        return Manifest(finished=True)
    try:
        if ground.entry(FILE_NAME) is not Entry.FILE:
            raise BadManifest("not a file")
        with reporting(ground.name(FILE_NAME)):
            return from_bytes(disk.read(ground.at(FILE_NAME)))
    except BadManifest as error:
        refusal = problem(BAD_MANIFEST, file=ground.name(FILE_NAME), folder=ground.shown)
        raise ProblemsFound([refusal]) from error


class _Finding(Frozen):
    output: Output
    differs: bool = True
    not_ours: bool = False
    displaces: frozenset[str] = frozenset()
    problem: Problem | None = None


def _judge(ground: Ground, old: Manifest, output: Output) -> _Finding:
    for above in parents(output.path):
        match ground.entry(above):
            case Entry.NOTHING:
                return _Finding(output)
            case Entry.FILE if above in old.names:
                return _Finding(output, displaces=frozenset({above}))
            case Entry.FILE | Entry.OTHER:
                return _refused(ground, output, FOREIGN_FILE, above)
            case Entry.LINK:
                return _refused(ground, output, LINK_IN_THE_WAY, above)
    match ground.entry(output.path):
        case Entry.NOTHING:
            return _Finding(output)
        case Entry.LINK:
            return _refused(ground, output, LINK_IN_THE_WAY, output.path)
        case Entry.FOLDER:
            return _judge_folder(ground, old, output)
        case Entry.FILE:
            return _judge_file(ground, old, output)
    return _refused(ground, output, FOREIGN_FILE, output.path)


def _judge_folder(ground: Ground, old: Manifest, output: Output) -> _Finding:
    inside = frozenset(_below(ground, output.path))
    files = {path for path in inside if ground.entry(path) is not Entry.FOLDER}
    if files <= old.names and {output.path, *(inside - files)} <= old.folders:
        return _Finding(output, displaces=frozenset(files))
    return _refused(ground, output, FOREIGN_FOLDER, output.path)


def _judge_file(ground: Ground, old: Manifest, output: Output) -> _Finding:
    path = ground.at(output.path)
    with reporting(ground.name(output.path)):
        if output.path not in old.names:
            spelled_otherwise = frozenset(_other_spellings(ground, old, output.path))
            if spelled_otherwise:
                return _Finding(output, displaces=spelled_otherwise)
            if not disk.is_up_to_date(path, output):
                return _refused(ground, output, FOREIGN_FILE, output.path)
            return _Finding(output, differs=False, not_ours=True)
        return _Finding(output, differs=not disk.is_up_to_date(path, output))


def _other_spellings(ground: Ground, old: Manifest, path: str) -> Iterator[str]:
    for other in sorted(old.names):
        if collision_key(other) == collision_key(path) and ground.is_same_file(other, path):
            yield other


def _refused(ground: Ground, output: Output, kind: Kind, path: str) -> _Finding:
    return _Finding(output, problem=problem(kind, file=ground.name(path)))


def _below(ground: Ground, folder: str) -> Iterator[str]:
    for name in ground.names(folder):
        path = f"{folder}/{name}"
        yield path
        if ground.entry(path) is Entry.FOLDER:
            yield from _below(ground, path)


def _leftovers(ground: Ground, old: Manifest, wanted: Iterable[Output]) -> Iterator[str]:
    paths = [*old.names, *(output.path for output in wanted)]
    for folder in sorted({"", *folders_of(paths), *old.folders}):
        if ground.entry(folder) is Entry.FOLDER:
            yield from (f"{folder}/{name}".lstrip("/") for name in ground.names(folder) if is_temporary(name))
