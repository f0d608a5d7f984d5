"""Lighthouse on every theme's landing page, as a phone sees the demo: the median of five runs."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from states import ROOT, SIX

sys.path.insert(0, str(Path(__file__).parents[1]))
from test_audit import AT, MARKED, lighthouse

from generator.build import draft
from generator.draft import Draft, Look
from generator.publish.folder import publish

pytestmark = pytest.mark.lighthouse

RUNS = 5
LCP_TO_FCP = 1.6
"""How much later than the first paint the largest one may come: the photo does not keep a buyer waiting."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    return draft(ROOT, datetime.fromisoformat(AT), cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("theme", SIX)
def test_a_landing_page_is_fast_and_does_not_move(
    demo: Draft, serve: Callable[..., str], theme: str, tmp_path: Path
) -> None:
    seen = demo.seen(Look(theme=theme))
    seen.make_pictures()
    publish(tuple(seen.outputs()), tmp_path / "site", lock_file=tmp_path / "lock")
    address = serve(tmp_path / "site")
    scores: dict[str, list[int]] = {}
    shifts, waits, lost = [], [], []
    for run in range(RUNS):
        report = tmp_path / f"{run}.json"
        for name, (score, audits) in lighthouse(address, report, categories=f"performance,{MARKED}").items():
            scores.setdefault(name, []).append(score)
            lost += [f"{name}: {audit}" for audit in audits]
        audits = json.loads(report.read_text(encoding="utf-8"))["audits"]
        shifts.append(audits["cumulative-layout-shift"]["numericValue"])
        waits.append(
            audits["largest-contentful-paint"]["numericValue"] / audits["first-contentful-paint"]["numericValue"]
        )
    medians = {name: statistics.median(found) for name, found in scores.items()}
    assert medians.pop("performance") >= 99, (scores, sorted(set(lost)))
    assert medians == {"accessibility": 100, "best-practices": 100, "seo": 100}, (scores, sorted(set(lost)))
    assert max(shifts) == 0, shifts
    assert statistics.median(waits) <= LCP_TO_FCP, waits
