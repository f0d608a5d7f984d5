"""`_redirects`, as Netlify and Cloudflare Pages read it: old and short addresses answered by the host itself.

Owns the format and its limits. Every address in it has a page of its own too, for hosts that do not read this file.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.structs import Frozen

MOST_RULES = 2_000
LONGEST_LINE = 1_000
"""developers.cloudflare.com/pages/configuration/redirects: longer files and lines are left out there."""

MOVED, FOUND = 301, 302


class Redirect(Frozen):
    """From a folder of the site (`/go/shopee/`) to an address of it or to an `https:` one. `status` is MOVED for good
    or FOUND for now."""

    source: str
    target: str
    status: int = FOUND


def redirects_file(wanted: Iterable[Redirect]) -> str:
    """The rules, each for its address with and without the slash at the end."""
    lines = []
    for each in wanted:
        for source in (each.source, each.source.rstrip("/")):
            line = f"{source} {each.target} {each.status}"
            if len(line) <= LONGEST_LINE:
                lines.append(line)
    return "".join(f"{line}\n" for line in lines[:MOST_RULES])
