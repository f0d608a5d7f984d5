"""What can go wrong while publishing, in words for the seller.

Owns the kinds of refusal and of failure, and which error of the operating system means which. It must not
write, delete or retry.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from generator.problems import Kind, ProblemsFound, Severity, problem

NOT_OURS = Kind(
    "output-not-ours",
    "{folder} was not made by Etalase and is not empty: it holds {name}.",
    "Choose an empty folder for the site, or move what is in it somewhere else.",
)
NOT_A_FOLDER = Kind(
    "output-not-a-folder",
    "{folder} is a file, but the site needs a folder of that name.",
    "Move or rename the file, then build again.",
)
BAD_MANIFEST = Kind(
    "output-list-unreadable",
    "{file}, the list of what Etalase wrote, is damaged or comes from another version, so nothing was touched.",
    "Move your own files out of {folder}, delete the folder and build again.",
)
FOREIGN_FILE = Kind(
    "output-file-not-ours",
    "{file} belongs to the site, but a file that Etalase did not write stands there.",
    "Move or rename that file, then build again.",
)
FOREIGN_FOLDER = Kind(
    "output-folder-not-ours",
    "{file} belongs to the site, but a folder with other things in it stands there.",
    "Move or rename that folder, then build again.",
)
LINK_IN_THE_WAY = Kind(
    "output-link",
    "{file} is a link to another place, and Etalase writes only inside its own folder.",
    "Delete the link, then build again.",
)
OVERTAKEN = Kind(
    "output-overtaken",
    "{file} was changed while the site was being built, by another build or another program.",
    "Build again.",
)
BUSY = Kind(
    "output-busy",
    "Another build is still writing the site.",
    "Wait until it is done, then build again.",
)
DISK_FULL = Kind(
    "output-disk-full",
    "Could not write {file}: the disk is full.",
    "Free some space, then build again.",
)
NO_PERMISSION = Kind(
    "output-no-permission",
    "Could not write {file}: no permission.",
    "Close programs that have it open, check that you may write there, then build again.",
)
READ_ONLY = Kind(
    "output-read-only",
    "Could not write {file}: the disk can only be read.",
    "Choose a folder on another disk, or unlock this one, then build again.",
)
IN_USE = Kind(
    "output-in-use",
    "Could not write {file}: another program has it open.",
    "Close that program, then build again.",
)
NOT_WRITTEN = Kind(
    "output-not-written",
    "Could not write {file}: {reason}.",
    "Build again; if it happens again, try a folder on another disk.",
)
STAYS_OLD = Kind(
    "output-stays-old",
    "Nothing in {folder} was replaced: the old site is intact.",
    severity=Severity.HINT,
)
STAYS_USABLE = Kind(
    "output-stays-usable",
    "In {folder} some pages are new already and some still old; each has the files it needs.",
    "The next build repairs it.",
    severity=Severity.HINT,
)

_KINDS = {
    errno.ENOSPC: DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): DISK_FULL,
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.EROFS: READ_ONLY,
    errno.EBUSY: IN_USE,
    getattr(errno, "ETXTBSY", errno.EBUSY): IN_USE,
}
_WINDOWS_KINDS = {32: IN_USE, 33: IN_USE, 19: READ_ONLY, 39: DISK_FULL, 112: DISK_FULL}


class NotWritten(ProblemsFound):
    """The operating system refused, at any point of the work; unlike a refusal of ours, the site may be half new."""


@contextmanager
def reporting(file: str) -> Iterator[None]:
    """Turn the system's refusal to work on `file` (as the seller knows it) into `NotWritten`."""
    try:
        yield
    except OSError as error:
        raise NotWritten([problem(_kind(error), file=file, reason=_reason(error))]) from error


def _kind(error: OSError) -> Kind:
    windows = _WINDOWS_KINDS.get(getattr(error, "winerror", None) or 0)
    return windows or _KINDS.get(error.errno or 0, NOT_WRITTEN)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
