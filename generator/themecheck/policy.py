"""What the page's policy would block without a word to anybody.

Owns the findings that a browser keeps to itself. The policy itself is made by `theme/assets`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Kind
from generator.theme.assets import Assets
from generator.themecheck.markup import Element, Page
from generator.themecheck.structure import Finding, finding

STYLE_ATTRIBUTE = Kind(
    "theme-style-attribute",
    "{found} has a `style` attribute, which the page's policy blocks (seen {count}×, first on: {page}).",
    "Give the element a class and write the rule in styles/.",
)
HANDLER = Kind(
    "theme-handler",
    "{found} has a script in `{attribute}`, which the page's policy blocks (seen {count}×, first on: {page}).",
    "Take it out; scripts stand in scripts/.",
)
OTHER_SCRIPT = Kind(
    "theme-other-script",
    "{found} is a script or a style of its own, which the page's policy blocks (seen {count}×, first on: {page}).",
    'Put it into scripts/ or styles/; facts of one page travel as <script type="application/json">.',
)
POLICY_MISSING = Kind(
    "theme-policy",
    "A page does not carry the policy that protects it (seen {count}×, first on: {page}).",
    'Print `<meta http-equiv="Content-Security-Policy" content="{{{{ theme.policy }}}}">` in <head>.',
)

_DATA = ("application/json", "application/ld+json")


def check_policy(page: Page, assets: Assets) -> Iterator[Finding]:
    """What the policy of these assets would block on the page, and whether the page carries it."""
    elements = tuple(page.root.elements)
    carried = (each.get("content") for each in elements if each.get("http-equiv") == "Content-Security-Policy")
    if assets.policy not in carried:
        yield finding(POLICY_MISSING, owners=("page.html",))
    for each in elements:
        if each.has("style"):
            yield finding(STYLE_ATTRIBUTE, each, found=each.start)
        for name, value in each.attributes.items():
            if name.startswith("on") or (name == "href" and value.strip().lower().startswith("javascript:")):
                yield finding(HANDLER, each, found=each.start, attribute=name)
        if each.tag in ("script", "style") and not _allowed(each, assets):
            yield finding(OTHER_SCRIPT, each, found=each.start)


def _allowed(element: Element, assets: Assets) -> bool:
    """Whether these are bytes that the policy knows, or no script at all."""
    if element.get("type") in _DATA:
        return True
    held = "".join(map(str, element.children))
    scripts = (assets.head_script, assets.rolling_script, assets.script, assets.amounts_script)
    ours = assets.styles if element.tag == "style" else scripts
    return bool(held) and not element.attributes and held in map(str, ours)
