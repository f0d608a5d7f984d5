"""The page's own content security policy, moved from its markup into a header and widened by the preview's scripts.

Owns the place where the preview enters a page. Outputs are never touched: what is added here is added to one answer.
"""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

FACTS_ID = "etalase-preview"
"""The id of the JSON that the preview's script reads."""

_META = re.compile(r"""<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"\s*/?>\n?""", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>\s*(?:<meta\s+charset=[^>]*>\n?)?", re.IGNORECASE)
_BARE = "default-src 'none'; base-uri 'none'; form-action 'none'"


def without_policy(page: str, otherwise: str) -> tuple[str, str]:
    """The page without its policy, and the policy; `otherwise` where a theme's page has none."""
    found = _META.search(page)
    if found is None:
        return page, otherwise
    return page[: found.start()] + page[found.end() :], html.unescape(found[1])


def with_preview(page: str, facts: Mapping[str, Any], script: str) -> str:
    """The page with the preview's facts and script before everything else that runs in it."""
    data = f'<script type="application/json" id="{FACTS_ID}">{inside_script(facts)}</script>'
    added = f"{data}<script>{script}</script>"
    found = _HEAD.search(page)
    at = found.end() if found else 0
    return page[:at] + added + page[at:]


def inside_script(facts: Mapping[str, Any]) -> str:
    """JSON that cannot end the script that it stands in."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def widened(policy: str, scripts: Iterable[str], *, frames: bool = False) -> str:
    """The same policy, with these inline scripts let in besides its own, questions to this host, and (with
    `frames`) pages of this host in frames. Only this host may frame the answer, and no other is let in: a preview is
    no visit, so what counts visits is not reached."""
    parts: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split()[:1] + directive.split()[1:] or [""]
        if name:
            parts.setdefault(name.lower(), [each for each in sources if not each.startswith("https:")])
    _allow(parts, "script-src", [hash_source(script) for script in scripts])
    _allow(parts, "connect-src", ["'self'"])
    if frames:
        _allow(parts, "frame-src", ["'self'"])
    parts["frame-ancestors"] = ["'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in parts.items())


def own_policy(script: str, style: str = "", *, frames: bool = False) -> str:
    """The policy of a page that is the preview's own from beginning to end."""
    base = f"{_BARE}; img-src 'self' data:" + (f"; style-src {hash_source(style)}" if style else "")
    return widened(base, [script], frames=frames)


def hash_source(text: str) -> str:
    """How a policy names these inline bytes."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _allow(parts: dict[str, list[str]], name: str, sources: list[str]) -> None:
    kept = [source for source in parts.get(name, []) if source != "'none'"]
    parts[name] = [*kept, *(source for source in sources if source not in kept)]
