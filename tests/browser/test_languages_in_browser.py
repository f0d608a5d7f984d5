"""A shop in two languages in a real browser: the switch is in the first screen and costs it nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shopkit import published

ROOT = Path(__file__).resolve().parents[2]
AT = "2026-12-12T12:00:00+07:00"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Path:
    return published(ROOT / "tests/shops/kopi", AT, cache=pictures, into=tmp_path_factory.mktemp("kopi"))


@pytest.mark.parametrize("page", ["index.html", "en/index.html"])
def test_first_screen_holds_the_switch_beside_state_price_date_and_order(
    page: str, site: Path, visit: Callable[..., Any]
) -> None:
    shown = visit((site / page).as_uri(), viewport={"width": 360, "height": 600}).page
    for selector in (".languages a", ".label-state", ".card .price", ".headline", ".card-action a"):
        box = shown.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 600, selector
        assert box["x"] + box["width"] <= 360, selector
    switch = shown.locator(".languages a").bounding_box()
    assert switch
    assert min(switch["width"], switch["height"]) >= 44
    with_switch = shown.locator(".masthead-top").bounding_box()
    name = shown.locator(".masthead-who").bounding_box()
    assert with_switch and name  # noqa: PT018
    assert with_switch["height"] == name["height"], "the switch makes no row of its own"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_switch_leads_to_the_same_page_and_back(width: int, site: Path, visit: Callable[..., Any]) -> None:
    visited = visit((site / "po/panen-raya/index.html").as_uri(), viewport={"width": width, "height": 740})
    shown = visited.page
    shown.locator(".languages a").click()
    assert shown.url.endswith("/output/en/po/panen-raya/index.html")
    assert shown.locator("h1").inner_text() == "Main Harvest Coffee"
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.locator(".languages a").click()
    assert shown.url.endswith("/output/po/panen-raya/index.html")
    assert shown.locator("h1").inner_text() == "Kopi Panen Raya"
    assert visited.trouble == []
