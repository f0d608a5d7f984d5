"""Whether a theme keeps the contract: every sample view renders, in every language, under strict names.

Owns the checks that need a rendered page: what a browser's policy would block without a word must be known
before a buyer sees it. It must not judge taste.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.problems import Kind, Mark, Problem, ProblemsFound, in_order, problem
from generator.theme.assets import Assets, gather_assets
from generator.theme.options import choose
from generator.theme.package import Theme
from generator.theme.render import Renderer
from generator.theme.words import load_words

STYLE_ATTRIBUTE = Kind(
    "theme-style-attribute",
    "{page} has a `style` attribute, which the page's policy blocks: {found}",
    "Give the element a class and write the rule in styles/.",
)
HANDLER = Kind(
    "theme-handler", "{page} has a script in an attribute, which the page's policy blocks: {found}", "Take it out."
)
OTHER_SCRIPT = Kind(
    "theme-other-script",
    "{page} has a script or a style of its own, which the page's policy blocks: {found}",
    'Put it into scripts/ or styles/; facts of one page travel as <script type="application/json">.',
)
POLICY_MISSING = Kind(
    "theme-policy", "{page} does not carry the page's policy.", "Print `theme.policy` in a <meta http-equiv> of <head>."
)

_TAG = re.compile(r"<[a-z][^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>", re.IGNORECASE)
_HELD = re.compile(r"<(style|script)\b([^>]*)>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_HANDLER = re.compile(r"[\s\"'/]on[a-z]+\s*=", re.IGNORECASE)
_STYLE = re.compile(r"[\s\"'/]style\s*=", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class Sample:
    """One page to try: the template, the view for it, and the name to use in messages."""

    template: str
    view: object
    page: str


def check_theme(theme: Theme, samples: Iterable[Sample], *, languages: Iterable[str] = ("id",)) -> tuple[Problem, ...]:
    """Everything that keeps this theme from showing the samples, with its default options. The views may be in
    one language; `languages` are those of the theme's own words."""
    values, found = choose(theme.options, {}, theme=theme.name, path=())
    problems = list(found)
    try:
        assets = gather_assets(theme, values, amounts=True)
    except ProblemsFound as stopped:
        return stopped.problems
    shown = tuple(samples)
    for language in languages:
        try:
            renderer = Renderer(theme, load_words(theme, language), assets)
        except ProblemsFound as stopped:
            problems += stopped.problems
            continue
        problems += _unreadable(theme, renderer)
        for sample in shown:
            problems += _shown(theme, renderer, assets, sample)
    return in_order(problems)


def _unreadable(theme: Theme, renderer: Renderer) -> Iterator[Problem]:
    for file in theme.files("templates", ".html"):
        try:
            renderer.read(file.inside.removeprefix("templates/"))
        except ProblemsFound as stopped:
            yield from stopped.problems


def _shown(theme: Theme, renderer: Renderer, assets: Assets, sample: Sample) -> Iterator[Problem]:
    try:
        text = renderer.render(sample.template, sample.view, page=sample.page)
    except ProblemsFound as stopped:
        yield from stopped.problems
        return
    mark = Mark(theme.chain[0].label(f"templates/{sample.template}"))
    for found in blocked(text, assets, sample.page):
        yield found.at(mark)


def blocked(text: str, assets: Assets, page: str) -> Iterator[Problem]:
    """What the policy of these assets would block on a rendered page."""
    if f'content="{_attribute(assets.policy)}"' not in text:
        yield problem(POLICY_MISSING, page=page)
    for held in _HELD.finditer(text):
        kind, attributes, content = held[1].lower(), held[2], held[3]
        data = re.search(r"type=\"application/(?:ld\+)?json\"", attributes)
        styles = (assets.style, assets.campaign_style)
        ours = styles if kind == "style" else (assets.head_script, assets.script, assets.amounts_script)
        if not data and (attributes.strip() or not content or content not in ours):
            yield problem(OTHER_SCRIPT, page=page, found=f"<{kind}{attributes}>")
    for tag in _TAG.findall(_HELD.sub("", text)):
        bare = _QUOTED.sub('""', tag)
        if _STYLE.search(bare):
            yield problem(STYLE_ATTRIBUTE, page=page, found=tag[:80])
        if _HANDLER.search(bare):
            yield problem(HANDLER, page=page, found=tag[:80])


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#39;").replace('"', "&#34;")
