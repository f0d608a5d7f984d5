"""One run says everything: a shop with thirty mistakes in six files, through the whole pipeline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from problemkit import NOW

from generator.build import build
from generator.problems import ProblemsFound, in_order

SHOP = Path(__file__).parent / "rusak"
EXPECTED = json.loads((SHOP / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> ProblemsFound:
    root = shutil.copytree(SHOP, tmp_path_factory.mktemp("rusak") / "shop")
    with pytest.raises(ProblemsFound) as raised:
        build(root, NOW, cache=root / ".etalase/cache")
    return raised.value


def test_all_thirty_are_told_in_file_order_with_line_and_column(told: ProblemsFound) -> None:
    found = [
        {"place": f"{each.mark.file}:{each.mark.line}:{each.mark.column}", "code": each.code}
        for each in told.problems
        if each.mark
    ]

    assert found == EXPECTED
    assert len(found) == len(told.problems) == 30
    assert len({each["place"].split(":")[0] for each in found}) == 6


def test_the_order_is_that_of_the_files(told: ProblemsFound) -> None:
    assert told.problems == in_order(told.problems)
    places = [(each.mark.file, each.mark.line, each.mark.column) for each in told.problems if each.mark]
    assert places == sorted(places)


def test_every_caret_stands_under_what_is_wrong(told: ProblemsFound) -> None:
    for each in told.problems:
        assert each.mark is not None
        line = (SHOP / each.mark.file).read_text("utf-8").split("\n")[each.mark.line - 1]
        assert line == each.mark.text
        assert line[each.mark.column - 1 : each.mark.column - 1 + each.mark.length].strip() or each.code == "tab-indent"
