"""Every mistake has its message: the files of tests/problems/ and the exact words for them, in both languages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from problemkit import CASES, LANGUAGES, Case, problems_of

import generator.shop
import generator.shop.model
import generator.source
from generator import paths
from generator.problems import Kind
from generator.report.terminal import as_text
from generator.shop.rules import ALL_KINDS

ALL = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())

# What needs a file of a size or sort that nobody wants in a repository: in test_load, test_table and test_yamltree.
TOLD_ELSEWHERE = {
    "file-too-big",
    "file-unreadable",
    "file-linked",
    "table-rows",
    "too-many-values",
    "duration-too-long",
}
# What is found elsewhere than by reading: by the rules, in a theme's options, in parsers that models do not use.
NOT_READ = {kind.code for kind in ALL_KINDS} | {
    "badge-unknown", "badge-impossible", "handle-form", "handle-without-address", "account-name-elsewhere",
    "account-name-form", "qris-name", "qris-limit", "not-a-colour", "contrast-out-of-reach",
}  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_every_mistake_is_told_in_both_languages(
    name: str, tmp_path: Path, expect: Callable[[Path, str], None]
) -> None:
    case = Case(name)
    problems = case.problems(tmp_path)

    assert problems, "nothing is wrong with this case"
    for language, catalogue in LANGUAGES.items():
        expect(case.folder / f"expected.{language}.txt", as_text(problems, catalogue) + "\n")


def test_no_expected_message_is_left_of_a_case_that_is_gone() -> None:
    for folder in CASES.iterdir():
        assert (folder / "content").is_dir(), folder
        assert {file.name for file in folder.iterdir()} == {"content", "expected.id.txt", "expected.en.txt"}, folder


def test_every_mistake_points_into_its_file(tmp_path: Path) -> None:
    for name in ALL:
        for found in Case(name).problems(tmp_path):
            assert found.mark is not None, (name, found.code)
            lines = found.mark.text.split("\n")
            assert 1 <= found.mark.column <= len(lines[0]) + 1, (name, found)


def kinds() -> Iterator[Kind]:
    """Every kind that reading a file can find."""
    modules = [paths]
    for package in (generator.source, generator.shop, generator.shop.model):
        names = [module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg]
        modules += [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    for module in modules:
        yield from (value for value in vars(module).values() if isinstance(value, Kind))


def test_every_kind_of_mistake_has_a_case(tmp_path: Path) -> None:
    told = {(found.kind.found, found.kind.fix) for name in ALL for found in Case(name).problems(tmp_path)}
    excused = TOLD_ELSEWHERE | NOT_READ

    missing = {kind for kind in kinds() if (kind.found, kind.fix) not in told and kind.code not in excused}

    assert not missing


@pytest.mark.parametrize("name", ALL)
def test_the_better_line_ends_its_problem(name: str, tmp_path: Path) -> None:
    root = Case(name).copy(tmp_path)
    for problem in problems_of(root):
        if not problem.better or not problem.mark:
            continue
        file = root / problem.mark.file
        before = file.read_text("utf-8")
        lines = before.split("\n")
        lines[problem.mark.line - 1] = problem.better
        file.write_text("\n".join(lines), "utf-8")

        left = {(other.kind, other.mark, other.parameters) for other in problems_of(root)}

        assert (problem.kind, problem.mark, problem.parameters) not in left, (problem.mark.text, problem.better)
        file.write_text(before, "utf-8")
