"""What a theme adds to every page: two stylesheets, one script, files named by their hash, and the policy.

Owns joining and checking them, once for a site: the executable bytes are the same on all pages, so a handful of
hashes closes the policy. It must not render a page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from markupsafe import Markup, escape

from generator.problems import Kind, Mark, Problem, ProblemsFound, problem
from generator.shop.analytics import SERVICES, Reach
from generator.structs import Frozen
from generator.theme.faces import Faces, Lettering, set_faces
from generator.theme.minify import foreign_addresses, minify_css, minify_js
from generator.theme.options import Value, custom_properties
from generator.theme.package import Theme, ThemeFile, read_theme_text

STYLE_FETCHES = Kind(
    "style-fetches",
    "This stylesheet fetches `{found}`.",
    "Write it as a data: address, or leave it out: pages ask no other file for their style.",
)
ENDS_EARLY = Kind("style-ends-early", "This file holds `{found}`, which would end it inside the page.", "Take it out.")
SCRIPT_REPLACED = Kind(
    "script-replaced",
    "This file would take the place of a script that the page needs: it counts down, closes POs and adds up orders.",
    "Give it another name; scripts can be added, not replaced.",
)
ASSET_KIND = Kind("asset-kind", "A theme may not publish files of this kind.", "Use one of: {known}.")

HASH_DIGITS = 10
_IN_HEAD = "scripts/head/"
"""Scripts that set the page right before its first paint."""
_WINDOWS = "scripts/windows/"
"""Scripts of shops whose POs repeat: they stand in the head before the others."""
_AMOUNTS = "scripts/amounts/"
"""Scripts of shops that let buyers put an amount into a QRIS."""
_ANALYTICS = "scripts/analytics/"
"""Scripts of shops whose visits are counted: at the end with the others. What is named after a service (`2-umami.js`)
is there only where the shop uses it."""
_CHOICE = "styles/analytics/"
"""Styles of such shops."""
_CAMPAIGN = "styles/campaign/"
"""Styles of the pages of POs: a stylesheet of their own after the one that all pages have."""
_BEGINNING = 60
"""Characters by which a text is looked for first."""
_KINDS = (".avif", ".gif", ".ico", ".jpg", ".png", ".svg", ".txt", ".webp", ".woff2")


class AssetFile(Frozen):
    """A file of the theme as it is published: `assets/<name>.<hash>.<ending>`."""

    path: str
    content: bytes


class Assets(Frozen):
    """What all pages of a site share. The styles and scripts stand in the page byte for byte, or the policy blocks
    them. `campaign_style` follows `style` on the pages of POs. `head_script` is run before anything is seen
    (`rolling_script` in its place on pages that know later windows, and empty for shops that have none), `script` at
    the end, `amounts_script` (empty unless the shop asked for it) after that. `files` maps a file's path in the theme
    (`assets/star.png`) to what is published."""

    options: Mapping[str, Value]
    style: Markup
    campaign_style: Markup
    head_script: Markup
    rolling_script: Markup
    script: Markup
    amounts_script: Markup
    policy: str
    files: Mapping[str, AssetFile]
    faces: Faces

    @property
    def styles(self) -> tuple[str, ...]:
        """Every inline style of the site's pages: the one that all share, the one for pages of a PO, and what links the
        faces at each depth."""
        return tuple(text for text in (str(self.style), str(self.campaign_style), *self.faces.linked.values()) if text)

    def with_own_policy(self, page: str) -> str:
        """The page with its policy narrowed to what stands in it: no other page's styles and scripts, whose hashes
        would cost the first screen bytes that no packing makes fewer."""
        scripts = map(str, (self.head_script, self.rolling_script, self.script, self.amounts_script))
        absent = {_hash(text) for text in (*self.styles, *scripts) if not _stands_in(page, f">{text}</")}
        parts = [[source for source in part.split(" ") if source not in absent] for part in self.policy.split("; ")]
        own = "; ".join(" ".join(part) for part in parts if len(part) > 1)
        return page.replace(f'"{escape(self.policy)}"', f'"{own}"', 1)


def _stands_in(page: str, text: str) -> bool:
    """Whether a long text stands in a page. Python's own search prepares for each long text anew, which takes longer
    than looking for its beginning."""
    start = page.find(text[:_BEGINNING])
    while start >= 0 and not page.startswith(text, start):
        start = page.find(text[:_BEGINNING], start + 1)
    return start >= 0


def gather_assets(
    theme: Theme,
    values: Mapping[str, Value],
    lettering: Lettering | None = None,
    *,
    amounts: bool = False,
    windows: bool = False,
    analytics: Mapping[str, Reach] | None = None,
) -> Assets:
    """The theme's stylesheet, scripts, faces and files under these option values; what puts amounts into a QRIS and
    what words the dates of later `windows` only for a shop that needs it, and what counts visits only for the services
    of `analytics`. Raises ProblemsFound; what is wrong with the seller's own font is in `faces`."""
    analytics = analytics or {}
    faces = set_faces(theme, values, lettering or Lettering())
    problems: list[Problem] = [found for found in faces.problems if found.mark]
    chosen = custom_properties(theme.options, values, faces.stacks)
    sheets = [(file.inside, _style(file, problems)) for file in theme.files("styles", ".css")]
    sheets = [(inside, text) for inside, text in sheets if analytics or not inside.startswith(_CHOICE)]
    style = chosen + faces.rules + "".join(text for inside, text in sheets if not inside.startswith(_CAMPAIGN))
    campaign_style = "".join(text for inside, text in sheets if inside.startswith(_CAMPAIGN))
    problems += (problem(SCRIPT_REPLACED, mark=Mark(file.label)) for file in _replaced(theme))
    scripts = [(file.inside, _script(file, problems)) for file in theme.files("scripts", ".js")]
    early = "".join(text for inside, text in scripts if inside.startswith(_IN_HEAD))
    rolling = "".join(text for inside, text in scripts if windows and inside.startswith(_WINDOWS))
    head_script = _closed(early) if early else ""
    rolling_script = _closed(rolling) + head_script if rolling else ""
    own = (_IN_HEAD, _WINDOWS, _AMOUNTS, _ANALYTICS)
    script = "".join(_closed(text) for inside, text in scripts if not inside.startswith(own))
    counting = "".join(text for inside, text in scripts if _counts(inside, analytics))
    script += _closed(counting) if counting else ""
    asked = "".join(text for inside, text in scripts if amounts and inside.startswith(_AMOUNTS))
    amounts_script = _closed(asked) if asked else ""
    files = {file.inside: asset for file in theme.files("assets") if (asset := _published(file, problems))}
    if problems:
        raise ProblemsFound(problems)
    fonts = bool(faces.files) or any(path.endswith(".woff2") for path in files)
    inline = [text for text in (head_script, rolling_script, script, amounts_script) if text]
    styles = [text for text in (style, campaign_style, *dict.fromkeys(faces.linked.values())) if text]
    shown = policy(styles, inline, fonts=fonts, reached=tuple(analytics.values()))
    main, campaign = map(Markup, (style, campaign_style))
    first, rolls, last, third = map(Markup, (head_script, rolling_script, script, amounts_script))
    return Assets(values, main, campaign, first, rolls, last, third, shown, files, faces)


def policy(
    inline_styles: Sequence[str],
    inline_scripts: Sequence[str],
    *,
    fonts: bool = False,
    reached: Sequence[Reach] = (),
) -> str:
    """The content security policy of every page, for `<meta>` and for `_headers` alike. Nothing is allowed but
    these inline bytes, the site's own pictures and manifest (and fonts, where the theme has some), questions to
    the site itself: which time it is (scripts), and robots.txt (Lighthouse asks for it from inside the page); and what
    the services that count visits must be `reached` at."""
    parts = ["default-src 'none'"]
    scripts, connects, images = (
        tuple(dict.fromkeys(source for each in reached for source in getattr(each, part)))
        for part in ("scripts", "connects", "images")
    )
    if inline_styles:
        parts.append("style-src " + " ".join(map(_hash, inline_styles)))
    if inline_scripts:
        parts.append(" ".join(("script-src", *map(_hash, inline_scripts), *scripts)))
    if fonts:
        parts.append("font-src 'self'")
    parts += [
        " ".join(("img-src 'self' data:", *images)),
        "manifest-src 'self'",
        " ".join(("connect-src 'self'", *connects)),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


MOST_FOLDERS = 90
"""Cloudflare Pages reads 100 rules; without one of ours, both hosts have pages asked for anew all the same."""


def headers_file(shown_policy: str, folders: Sequence[str] = ()) -> str:
    """The text of `_headers`, as Cloudflare Pages and Netlify read it (at most 100 rules of 2,000 characters
    a line). No word of the seller is in it but the addresses of pages and of a server that counts visits
    (`analytics.host`). `X-Frame-Options` is here because a policy in `<meta>` cannot say who may frame the page. What
    has its hash in its name is kept a year, pages in their `folders` are asked for anew; no address has both rules, for
    Cloudflare joins them."""
    lines = [
        "/*",
        f"  Content-Security-Policy: {shown_policy}",
        "  X-Content-Type-Options: nosniff",
        "  X-Frame-Options: DENY",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "/assets/*",
        "  Cache-Control: public, max-age=31536000, immutable",
    ]
    for address in ("/", "/index.html", "/404.html", *(f"/{folder}/*" for folder in folders[:MOST_FOLDERS])):
        lines += [address, "  Cache-Control: no-cache"]
    return "\n".join(lines) + "\n"


def _counts(inside: str, services: Mapping[str, Reach]) -> bool:
    """Whether this file is a part of the script that counts visits through these services."""
    if not services or not inside.startswith(_ANALYTICS):
        return False
    name = PurePosixPath(inside).stem.partition("-")[2]
    return name not in SERVICES or name in services


def _replaced(theme: Theme) -> Iterator[ThemeFile]:
    """Scripts that stand in place of one of the theme at the end of the chain."""
    for file in theme.files("scripts", ".js"):
        first = theme.find(file.inside, start=theme.chain[-1].name)
        if first is not None and first.path != file.path:
            yield file


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _style(file: ThemeFile, problems: list[Problem]) -> str:
    text = read_theme_text(file)
    for line, address in foreign_addresses(text):
        problems.append(_at(file, text, line, STYLE_FETCHES, address))
    if "</" in text:
        problems.append(_at(file, text, text.count("\n", 0, text.index("</")) + 1, ENDS_EARLY, "</"))
    return minify_css(text)


def _script(file: ThemeFile, problems: list[Problem]) -> str:
    text = read_theme_text(file)
    problems.extend(
        _at(file, text, text.count("\n", 0, found.start()) + 1, ENDS_EARLY, found[0])
        for found in re.finditer("</?script|<!--", text, re.IGNORECASE)
    )
    return minify_js(text)


def _closed(text: str) -> str:
    """The script with its names to itself. The files of the head share theirs, and so do those for windows and for
    amounts: each folder is one script in parts."""
    return f"(function(){{\n{text.rstrip()}\n}})();\n"


def _published(file: ThemeFile, problems: list[Problem]) -> AssetFile | None:
    path = PurePosixPath(file.inside)
    if path.suffix not in _KINDS:
        problems.append(problem(ASSET_KIND, mark=Mark(file.label), known=", ".join(_KINDS)))
        return None
    content = file.path.read_bytes()
    digest = sha256(content).hexdigest()[:HASH_DIGITS]
    return AssetFile(f"assets/{path.stem}.{digest}{path.suffix}", content)


def _at(file: ThemeFile, text: str, line: int, kind: Kind, found: str) -> Problem:
    return problem(kind, mark=Mark(file.label, line, text=text.split("\n")[line - 1]), found=found)
