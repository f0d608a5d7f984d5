"""The manifest as it lies on a host: which files are ours, what was in them, what they said to buyers.

Owns the `Record` and its bytes: those of the manifest in output/ with two keys more, so that a folder that was copied
there by hand is ours as well. It must not reach a host.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from generator.page.present.facts import SORTS, Fact
from generator.publish.manifest import FILE_NAME, BadManifest, Manifest, from_bytes, to_bytes
from generator.structs import Frozen, field

__all__ = ["FILE_NAME", "BadManifest", "Record", "read_record", "write_record"]

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Record(Frozen):
    """What is ours on a host. `digests` are the SHA-256 of the files whose bytes are known to be there, in hex;
    `facts` what the pages tell buyers."""

    manifest: Manifest = field(default_factory=partial(Manifest, finished=True))
    digests: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


def write_record(record: Record) -> bytes:
    """The record as JSON."""
    facts = [[*fact.key, fact.about, fact.name, fact.value, fact.text] for fact in record.facts]
    return to_bytes(record.manifest, digests=dict(sorted(record.digests.items())), facts=facts)


def read_record(content: bytes) -> Record:
    """The record these bytes hold; that of a folder copied by hand has neither digests nor facts. Raises
    `BadManifest`."""
    manifest = from_bytes(content)
    document: dict[str, Any] = json.loads(content)
    digests = document.get("digests")
    known = digests.items() if isinstance(digests, dict) else ()
    return Record(
        manifest,
        {path: digest for path, digest in known if path in manifest.names and _is_digest(digest)},
        tuple(_facts(document.get("facts"))),
    )


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _is_text(value: object) -> bool:
    """Whether this can be shown and written again; JSON may hold halves of characters, which cannot."""
    return isinstance(value, str) and not any(0xD800 <= ord(c) < 0xE000 for c in value)


def _facts(value: object) -> Iterable[Fact]:
    """The facts that can be read: they are shown and nothing more, so what cannot be read is left out."""
    for row in value if isinstance(value, list) else ():
        if isinstance(row, list) and len(row) == 7 and all(map(_is_text, row)) and row[0] in SORTS:
            yield Fact((row[0], row[1], row[2]), *row[3:])
