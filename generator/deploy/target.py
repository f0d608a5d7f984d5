"""What every host of a site can do, whatever it is.

Owns the terms between a deployment and a host: files by their path, the headers they are served with, and how a host
says that it cannot be reached just now. It must not know any host, nor what is put there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from generator.structs import Frozen

MOST_BYTES = 32 << 20
"""No list of a site, and no file of it that is read back, is larger: what a host says beyond that is not read."""


class Stored(Frozen):
    """A file on a host: its size in bytes, and the MD5 of its bytes in hex where the host knows it ("" elsewhere)."""

    size: int
    md5: str = ""


class Headers(Frozen):
    """What a file is served with, on hosts that keep this beside the file."""

    content_type: str
    cache_control: str


class Unreachable(Exception):
    """The host did not answer, or broke off; it may answer when asked again. `reason` is for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Target(Protocol):
    """A host. Paths are relative with `/`. Every call raises `Unreachable` when trying again may help, and
    `ProblemsFound` when it cannot. A call that is repeated does no harm.

    `shown` is the host as the seller knows it, without any secret. `jobs` is how many calls may run at once. `whole`
    says that nothing is seen of what was put until `finish`.
    """

    shown: str
    jobs: int
    whole: bool

    def read(self, path: str) -> bytes | None:
        """All bytes of a file; None where there is none."""

    def files(self, folders: Collection[str]) -> Mapping[str, Stored]:
        """The files in these folders ("" is the first), perhaps also those in others."""

    def put(self, path: str, content: bytes, headers: Headers) -> None:
        """Give a file these bytes. Whoever reads it meanwhile gets the old ones or the new ones, never a part."""

    def delete(self, path: str) -> None:
        """Take a file away if it is there, and folders that are empty then, where the host has folders."""

    def finish(self, note: str) -> None:
        """All is put; `note` says in a line what it was."""

    def close(self) -> None:
        """Let go of the connection."""


_CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
}
"""By suffix. Asking the system would give another answer on every machine."""

FOREVER = "public, max-age=31536000, immutable"
"""For names that change with their bytes."""
ASK_FIRST = "no-cache"
"""Kept by the browser, and asked about every time: a page must never show an old price."""


def headers_of(path: str, *, hashed: bool) -> Headers:
    """What a file of the site is served with."""
    name, _, suffix = path.rpartition("/")[2].rpartition(".")
    plain = "text/plain; charset=utf-8" if not name or path.startswith("_") else "application/octet-stream"
    return Headers(_CONTENT_TYPES.get(suffix.lower(), plain), FOREVER if hashed else ASK_FIRST)
