"""What the benchmarks stand on: the kit's data is a shop that we take."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from shopkit import pages_at, problems_of

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
from dataset import write_shop

AT = "2026-07-01T12:00:00+07:00"
SHOP = {
    "name": "Moon Rabbit Studio",
    "tagline": "Small-batch enamel",
    "url": "https://shop.example.com",
    "lang": "en",
    "bio": "A two-person studio.",
    "links": [{"label": "Instagram", "url": "https://example.com/instagram", "note": "Month counted."}],
    "marketplaces": [{"name": "Etsy", "url": "https://market.example.com/etsy"}],
    "testimonials": [{"by": "Ayu", "text": "Careful work."}],
}
CAMPAIGN = {
    "title": "Dusk Stamp no. 1",
    "slug": "dusk-stamp-00001",
    "opens": "2026-06-09",
    "closes": "2026-07-11",
    "ships": "2026-08-12",
    "currency": "EUR",
    "price": "35.00",
    "goal": 277,
    "summary": "Update for careful between label.",
    "variants": [{"name": "Standard", "sku": "DUS-1", "price": "35.00", "limit": 40, "note": "So hand quiet queue."}],
    "steps": [{"title": "Choose your variant", "text": "While proof from before."}],
    "faq": [{"q": "When will my order ship?", "a": "Until paper into paper."}],
    "story": "## Why dusk stamp\n\nRevision 0 of this story.\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "campaigns").mkdir(parents=True)
    (data / "shop.yaml").write_text(yaml.safe_dump(SHOP), encoding="utf-8")
    (data / "campaigns/dusk-stamp-00001.yaml").write_text(yaml.safe_dump(CAMPAIGN), encoding="utf-8")
    assert write_shop(data, tmp_path / "shop") == 1
    return tmp_path / "shop"


def test_the_kits_data_is_a_shop_without_a_mistake(root: Path) -> None:
    assert problems_of(root, AT) == ()


def test_its_page_says_what_the_kit_looks_for(root: Path) -> None:
    path = "po/dusk-stamp-00001/index.html"
    page = pages_at(root, AT, [path])[path]
    for told in (
        "Dusk Stamp no. 1",
        "Revision 0 of this story.",
        "So hand quiet queue.",
        "When will my order ship?",
        "€35.00",
    ):
        assert told in page
