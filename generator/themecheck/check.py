"""One theme on all sample pages: everything that keeps it from being fit for a shop.

Owns which checks are run on what. It writes only into a folder of its own that is gone afterwards.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path
from typing import TypeAlias

from generator.draft import Draft
from generator.look import Look
from generator.page.catalogue import Catalogue
from generator.problems import Problem, ProblemsFound, in_order, problem
from generator.shop.analytics import EVERY_SERVICE
from generator.structs import Struct, field
from generator.theme.assets import Assets, gather_assets
from generator.theme.contrast import Look as Seen
from generator.theme.options import NONE, Option, Value, choose
from generator.theme.package import Theme, load_theme
from generator.theme.render import Renderer
from generator.theme.sandbox import CompiledTemplates
from generator.theme.tokens import Worn
from generator.theme.trace import Trace
from generator.themecheck.contrast import check_contrast
from generator.themecheck.markup import Element, Page, read_page
from generator.themecheck.policy import check_policy
from generator.themecheck.promises import PART_LEFT_OUT, check_promises, parts_shown, section_of
from generator.themecheck.samples import SPOKEN, Sample, sample_pages, sample_shops
from generator.themecheck.structure import check_structure
from generator.themecheck.tally import Tally, blamed

_WHOLE = "lengkap"
"""The sample shop that is tried under every choice of the theme's options."""
_MOST_SETS = 40
"""So many sets of choices are tried together at most."""

Chosen: TypeAlias = tuple[tuple[str, str], ...]
"""Options with what a seller wrote for them."""


def check_theme(name: str, roots: Sequence[Path]) -> tuple[Problem, ...]:
    """What is wrong with the theme `name` of the first of the `roots` that has it, in file order; empty for a theme
    that keeps the contract."""
    try:
        theme = load_theme(name, roots, path=())
    except ProblemsFound as found:
        return found.problems
    trial = _Trial(theme, Tally(theme))
    with tempfile.TemporaryDirectory(prefix="etalase-", ignore_cleanup_errors=True) as scratch:
        try:
            for shop, sample in sample_shops(Path(scratch), theme.chain):
                trial.shop(shop, sample)
        except ProblemsFound as found:  # nothing can be rendered with it
            return in_order((*trial.tally.problems(), *found.problems))
    trial.missing_parts()
    return in_order((*trial.tally.problems(), *check_contrast(theme, trial.looks)))


class _Trial(Struct):
    """A theme being tried. `left_out` holds the parts that have content and were never shown, with the first page and
    its template."""

    theme: Theme
    tally: Tally
    left_out: dict[str, Sample] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    trace: Trace = field(default_factory=Trace)
    worn: dict[tuple[Chosen, Worn], Mapping[str, Value]] = field(default_factory=dict)
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)

    def shop(self, name: str, shop: Draft) -> None:
        """Try the pages of a sample shop in every language, and one of them under every choice of the options."""
        for number, language in enumerate(SPOKEN):
            seen = shop.seen(Look(theme=self.theme.name, locale=language))
            words, assets = seen.context.words.catalogue, seen.chosen.assets
            renderer = self._renderer(words, assets)
            if name == _WHOLE and not number:
                self._unreadable(renderer)
            samples = tuple(sample_pages(name, seen, thin=bool(number)))
            for sample in samples:
                self._page(sample, renderer, assets)
            if name == _WHOLE and number:
                self._choices(samples, words)

    def _choices(self, samples: tuple[Sample, ...], words: Catalogue) -> None:
        """Try these pages under every choice of the options, one at a time; and those that change what <html> or
        <body> wear together, since a stylesheet can tell them apart."""
        plain = self._worn(())
        felt: dict[str, list[str]] = {}
        for option, value in choices(self.theme.options):
            self._look(((option, value),), samples, words)
            if self._worn(((option, value),)) - plain:
                felt.setdefault(option, []).append(value)
        if len(felt) > 1:
            sets = product(*([(option, value) for value in ("", *felt[option])] for option in felt))
            several = (tuple(pair for pair in chosen if pair[1]) for chosen in sets)
            for chosen in islice((each for each in several if len(each) > 1), _MOST_SETS):
                self._look(chosen, samples, words)

    def _look(self, chosen: Chosen, samples: tuple[Sample, ...], words: Catalogue) -> None:
        values, _ = choose(self.theme.options, dict(chosen), theme=self.theme.name, path=())
        assets = gather_assets(self.theme, values, amounts=True, windows=True, analytics=EVERY_SERVICE)
        renderer = self._renderer(words, assets)
        for sample in {(sample.template, sample.state): sample for sample in reversed(samples)}.values():
            self._page(sample, renderer, assets, chosen)

    def _worn(self, chosen: Chosen) -> set[Worn]:
        return {worn for key, worn in self.worn if key == chosen}

    def missing_parts(self) -> None:
        """Tell the parts with content that no page showed."""
        unlisted = _unlisted(self.theme.options)
        for part, sample in self.left_out.items():
            if part not in self.shown and section_of(part.partition(".")[2]) not in unlisted:
                mark = blamed(self.theme, (sample.template,))
                found = part.partition(".")[2]
                self.tally.add(problem(PART_LEFT_OUT, mark=mark, found=found, page=sample.page))

    @property
    def looks(self) -> Iterator[Seen]:
        """What pages wore, under each choice that was tried."""
        for (chosen, worn), values in self.worn.items():
            words = ", ".join(f"{option}: {value}" for option, value in chosen)
            yield Seen(values, worn, words or "the defaults")

    def _renderer(self, words: Catalogue, assets: Assets) -> Renderer:
        return Renderer(self.theme, words, assets, compiled=self.compiled, trace=self.trace)

    def _unreadable(self, renderer: Renderer) -> None:
        """Templates that no page uses are read too."""
        for file in self.theme.files("templates", ".html"):
            try:
                renderer.read(file.inside.removeprefix("templates/"))
            except ProblemsFound as found:
                for each in found.problems:
                    self.tally.add(each)

    def _page(self, sample: Sample, renderer: Renderer, assets: Assets, chosen: Chosen = ()) -> None:
        try:
            text = renderer.render(sample.template, sample.view, page=sample.page, root=sample.root)
        except ProblemsFound as found:
            for each in found.problems:
                self.tally.add(each)
            return
        page = read_page(text)
        for finding in (*check_policy(page, assets), *check_structure(page), *check_promises(sample.view, page)):
            self.tally.note(finding, sample.page, sample.template, trace=self.trace, renderer=renderer)
        self.worn[chosen, _worn_by(page)] = assets.options
        if not chosen:
            for part, is_shown in parts_shown(sample.view, page):
                name = f"{sample.view.kind}.{part}"
                if is_shown:
                    self.shown.add(name)
                else:
                    self.left_out.setdefault(name, sample)


def choices(options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    """Every choice of an option that is not its default, as sellers write it; one option at a time. Of a list, its
    default from the end, and the least that it may hold."""
    for option in options:
        if option.type == "choice":
            yield from ((option.key, choice) for choice in option.choices if choice != option.default)
        elif option.type == "list" and isinstance(option.default, tuple):
            yield option.key, ", ".join(reversed(option.default)) or NONE
            yield option.key, ", ".join(option.needs) or NONE
        elif option.type == "yes_no":
            yield option.key, "no" if option.default is True else "yes"


def _unlisted(options: Sequence[Option]) -> set[str]:
    """The sections that sellers may show and that the theme leaves out until they do."""
    lists = [option for option in options if option.type == "list"]
    shown = {word for option in lists if isinstance(option.default, tuple) for word in option.default}
    return {word for option in lists for word in option.choices} - shown


def _worn_by(page: Page) -> Worn:
    """What the page's <html> and <body> wear."""
    found = {each.tag: _simple(each) for each in page.root.elements if each.tag in ("html", "body")}
    return Worn(found.get("html", frozenset()), found.get("body", frozenset()))


def _simple(element: Element) -> frozenset[str]:
    named = (f".{name}" for name in element.get("class").split())
    others = (each for name, value in element.attributes.items() for each in (f"[{name}]", f"[{name}={value}]"))
    return frozenset((*named, *others))
