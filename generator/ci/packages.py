"""What a build server installs: this very Etalase, and the packages that it runs with here.

Owns the reading of what is installed. It must not reach any registry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from generator.structs import Frozen

NAME: Final = "etalase"
EXTRAS: Final = "heic"
"""Photos as iPhones take them: a seller with a phone has no program to turn them into JPEG."""
_SAFE = re.compile(r"etalase(\[[a-z0-9,]+\])?(==[0-9A-Za-z.+!]+| @ (git\+)?https://[\w./@%+~:#=&-]+)")
_ALNUM = re.compile(r"[A-Za-z0-9._-]+")


class Installed(Frozen):
    """`requirement` installs this Etalase elsewhere; `pins` are its packages, each as `name==version`."""

    version: str
    requirement: str
    pins: tuple[str, ...]


def installed() -> Installed:
    """This Etalase. From where it was installed, where that is an address (PEP 610), else by its version."""
    try:
        own = distribution(NAME)
    except PackageNotFoundError:  # the sources run as they are
        return Installed("0", NAME, ())
    wanted = _origin(own) or f"{NAME}[{EXTRAS}]=={own.version}"
    return Installed(own.version, wanted, tuple(sorted(_pins(own))))


def is_requirement(text: str) -> bool:
    """Whether this names one Etalase and nothing else, and can stand in a workflow as it is."""
    return _SAFE.fullmatch(text) is not None


def _origin(own: Distribution) -> str:
    """Where a git repository or a file on the web was installed from; empty for a registry or a local folder."""
    try:
        told = json.loads(own.read_text("direct_url.json") or "{}")
    except ValueError:
        return ""
    url = str(told.get("url", ""))
    if (vcs := told.get("vcs_info")) and vcs.get("vcs") == "git":
        found = f"{NAME}[{EXTRAS}] @ git+{url}@{vcs.get('commit_id', '')}"
    else:
        found = f"{NAME}[{EXTRAS}] @ {url}"
    return found if is_requirement(found) and "@" not in url else ""


def _pins(own: Distribution) -> Iterator[str]:
    """Every package that Etalase needs, directly or not, as it is here. What is not installed here (for another
    system, or a part that was left out) stays open."""
    waiting, seen = [own], {NAME}
    while waiting:
        here = waiting.pop()
        extras = {EXTRAS} if here is own else set()
        for text in here.requires or ():
            name = (_ALNUM.match(text) or [""])[0]
            key = re.sub(r"[-_.]+", "-", name).lower()
            extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)", text)
            if key in seen or (extra and extra[1] not in extras):
                continue
            seen.add(key)
            try:
                found = distribution(name)
            except PackageNotFoundError:
                continue
            yield f"{key}=={found.version}"
            waiting.append(found)
