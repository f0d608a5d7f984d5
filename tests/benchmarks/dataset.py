"""`python tests/benchmarks/dataset.py DATA SHOP`: the benchmark kit's data set as one of our shops.

DATA is what the kit's `make_data.py N DATA` wrote: shop.yaml and campaigns/<slug>.yaml with the kit's own keys. The
shop has no `url`, so that what peers lack (codes, share pictures) is not made, and `everything` gives it one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

READ = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

STORES = ("shopee", "tokopedia", "lazada", "carousell", "ebay", "etsy")
"""Stores of ours in the place of the kit's, whose addresses lead to example.com."""


class _Written(yaml.SafeDumper):
    """YAML as people write it: long texts as blocks."""


def _text(dumper: _Written, words: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style="|" if "\n" in words else None)


_Written.add_representer(str, _text)


def shop_of(told: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """shop.yaml, links.yaml and marketplaces.yaml."""
    shop = {
        "name": told["name"],
        "tagline": told["tagline"],
        "about": told["bio"],
        "locale": told["lang"],
        "currency": "EUR",
        "contact": {"whatsapp": "0812-345-678"},
        "theme": "etalase",
        "testimonials": [
            {"text": each["text"], "name": each["by"], "source": "chat", "date": "2026-05-01", "consent": True}
            for each in told["testimonials"]
        ],
    }
    # The kit's links are called after brands and lead to example.com, which we refuse.
    links = [
        {"title": f"Link {number}", "url": each["url"], "note": each["note"]}
        for number, each in enumerate(told["links"], 1)
    ]
    stores = [{"brand": brand, "handle": "moonrabbit"} for brand in STORES[: len(told["marketplaces"])]]
    return shop, {"links": links}, {"marketplaces": stores}


def campaign_of(told: dict[str, Any]) -> dict[str, Any]:
    """One campaign. The kit's goal is left out: a minimum above the quotas is refused; its picture, which is none."""
    return {
        "title": told["title"],
        "summary": told["summary"],
        "about": told["story"],
        "opens": told["opens"],
        "closes": told["closes"],
        "ships": told["ships"],
        "items": [
            {
                "name": each["name"],
                "code": each["sku"],
                "price": each["price"],
                "quota": each["limit"],
                "about": each["note"],
            }
            for each in told["variants"]
        ],
        "steps": [{"title": each["title"], "buyer": each["text"]} for each in told["steps"]],
        "faq": [{"question": each["q"], "answer": each["a"]} for each in told["faq"]],
    }


def write_shop(data: Path, root: Path, *, everything: bool = False) -> int:
    """Writes the shop, with an address of its own for `everything`; how many campaigns it has."""
    content = root / "content"
    (content / "campaigns").mkdir(parents=True, exist_ok=True)

    def write(path: str, value: object) -> None:
        text = yaml.dump(value, Dumper=_Written, allow_unicode=True, sort_keys=False, width=1_000)
        (content / path).write_text(text, encoding="utf-8")

    shop, links, stores = shop_of(yaml.load((data / "shop.yaml").read_bytes(), READ))
    write("shop.yaml", shop | ({"url": "https://moonrabbit.example"} if everything else {}))
    write("links.yaml", links)
    write("marketplaces.yaml", stores)
    files = sorted((data / "campaigns").glob("*.yaml"))
    for file in files:
        told = yaml.load(file.read_bytes(), READ)
        write(f"campaigns/{told['slug']}.yaml", campaign_of(told))
    return len(files)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.stdout.write(f"{write_shop(Path(sys.argv[1]), Path(sys.argv[2]))} campaigns\n")
