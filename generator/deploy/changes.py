"""What a host has, compared with what it should have.

Owns the look before the first byte is sent: what differs, what is somebody else's, what goes and what stays one
deployment longer. It must not change anything on the host.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.deploy.failures import ADDRESS_GOES, ADDRESS_MOVED, BAD_RECORD, FOREIGN
from generator.deploy.patience import patiently
from generator.deploy.record import FILE_NAME, BadManifest, Record, read_record
from generator.deploy.target import Stored, Target
from generator.page import addresses
from generator.page.present.facts import Fact
from generator.plan import Output
from generator.problems import Problem, ProblemsFound, problem
from generator.publish import disk
from generator.publish.manifest import Manifest, parents
from generator.publish.turns import is_page
from generator.structs import Frozen


class Changes(Frozen):
    """What a deployment has to do. `old` is the record on the host and `after` the one it will have; `puts` are the
    outputs to send, `unchanged` the paths whose bytes are there, `standing` all paths on the host, `displaced` files of
    ours that stand where a folder must be, `removed` what goes in the end."""

    old: Record
    after: Record
    puts: tuple[Output, ...]
    unchanged: tuple[str, ...]
    standing: frozenset[str]
    displaced: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the host has all of it already."""
        return not self.puts and not self.removed and self.old == self.after

    @property
    def put(self) -> tuple[str, ...]:
        """The paths of what is sent."""
        return tuple(output.path for output in self.puts)

    @property
    def weight(self) -> int:
        """The bytes of what is sent."""
        return sum(len(disk.content_of(output)) for output in self.puts)

    @property
    def kept(self) -> int:
        """How many files of the last version stay once more."""
        return len(self.after.manifest.kept)

    @property
    def announced(self) -> Record:
        """Names what is and what will be ours, before any of it is sent. Of what is on its way no digest is known."""
        coming = {*self.put, *self.displaced, *self.removed}
        digests = {path: digest for path, digest in self.old.digests.items() if path not in coming}
        return Record(self.old.manifest.with_coming(self.after.manifest), digests, self.old.facts)


def compare(target: Target, outputs: Sequence[Output], facts: tuple[Fact, ...]) -> Changes:
    """What putting these outputs on the host takes. Raises `ProblemsFound` for a file of somebody else that stands
    where one of ours must, and for a record that cannot be read."""
    old = record_on(target)
    names = {*old.manifest.names, *(output.path for output in outputs)}
    folders = frozenset({"", *(above for path in names for above in parents(path))})
    stored = patiently(lambda: target.files(folders))
    found = [_judge(target, old, stored, output) for output in outputs]
    if strangers := [each.output.path for each in found if each.foreign and each.differs]:
        raise ProblemsFound([problem(FOREIGN, file=path, host=target.shown) for path in strangers])
    puts = tuple(each.output for each in found if each.differs)
    ours = [each for each in found if not each.foreign]
    wanted = {output.path for output in outputs}
    displaced = _displaced(old, wanted)
    manifest = old.manifest.followed_by(
        [each.output for each in ours],
        changed=bool(puts),
        displaced=displaced,
        is_new=lambda _folder: False,  # who made the folders of a host, no host says
    )
    after = Record(manifest, {each.output.path: each.digest for each in ours} | _kept_digests(old, manifest), facts)
    gone = (path for path in old.manifest.names - manifest.names - wanted - displaced if path in stored)
    return Changes(
        old,
        after,
        puts,
        tuple(each.output.path for each in found if not each.differs),
        frozenset(stored),
        tuple(sorted(displaced & stored.keys())),
        tuple(sorted(gone)),
    )


def vanishing(changes: Changes, outputs: Iterable[Output]) -> Iterator[Problem]:
    """Addresses of pages that are live and would be no more, each once, whatever its languages."""
    pages = {output.path for output in outputs if is_page(output.path)}
    gone = sorted(path for path in changes.old.manifest.files - pages if path.endswith("/index.html"))
    new = sorted(pages - changes.old.manifest.names)
    for path in gone:
        own = path.partition("/")[2]
        if own in gone or (own in pages and own in changes.old.manifest.files and len(path.partition("/")[0]) == 2):
            continue  # the page in another language, or a whole language that goes
        alias = addresses.folder_of(path).strip("/")
        near = [
            each for each in new if each.rpartition("/index.html")[0].rpartition("/")[0] == alias.rpartition("/")[0]
        ]
        if len(near) == 1 and (file := _file_of(near[0])):
            yield problem(ADDRESS_MOVED, address=f"/{alias}/", alias=alias, file=file)
        else:
            yield problem(ADDRESS_GOES, address=f"/{alias}/", alias=alias)


def _file_of(page: str) -> str:
    """The seller's file that a page is made from, as far as its address tells."""
    parts = page.split("/")
    if len(parts) == 3 and parts[0] == "po":
        return f"content/campaigns/{parts[1]}.yaml"
    return f"content/pages/{parts[0]}.md" if len(parts) == 2 else ""


class _Finding(Frozen):
    output: Output
    digest: str
    differs: bool
    foreign: bool = False


def record_on(target: Target) -> Record:
    """What the host says is ours on it. Raises `ProblemsFound` where it cannot be read."""
    content = patiently(lambda: target.read(FILE_NAME))
    if content is None:
        return Record()
    try:
        return read_record(content)
    except BadManifest as error:
        raise ProblemsFound([problem(BAD_RECORD, file=FILE_NAME, host=target.shown)]) from error


def _judge(target: Target, old: Record, stored: Mapping[str, Stored], output: Output) -> _Finding:
    content = disk.content_of(output)
    digest = hashlib.sha256(content).hexdigest()
    there = stored.get(output.path)
    if there is None:
        return _Finding(output, digest, differs=True)
    foreign = output.path not in old.manifest.names
    if there.size != len(content):
        same = False
    elif there.md5:
        same = there.md5 == hashlib.md5(content, usedforsecurity=False).hexdigest()
    elif foreign:
        same = patiently(lambda: target.read(output.path)) == content
    elif output.path in old.digests:
        same = old.digests[output.path] == digest
    else:
        # Sent by a deployment that was cut off. Its name says its bytes, and no host shows half a file.
        same = output.hashed
    return _Finding(output, digest, differs=not same, foreign=foreign)


def _kept_digests(old: Record, manifest: Manifest) -> dict[str, str]:
    return {path: old.digests[path] for path in manifest.kept if path in old.digests}


def _displaced(old: Record, wanted: set[str]) -> set[str]:
    """Files of ours that stand where a folder must be, or below the name of a file."""
    above = {each for path in wanted for each in parents(path)}
    return {path for path in old.manifest.names if path in above or not wanted.isdisjoint(parents(path))}
