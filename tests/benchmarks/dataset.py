"""The peers' data set (one shop, N campaigns, equal facts for every tool) written as a shop of ours.

`python tests/benchmarks/dataset.py DATA ROOT` reads what the kit's make_data.py wrote into DATA and writes
ROOT/content/. The same data gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml


def shop_text(shop: dict[str, Any]) -> str:
    """shop.yaml; the number belongs to nobody, and `.example` is nobody's address."""
    lines = [
        f"name: {_quoted(shop['name'])}",
        f"tagline: {_quoted(shop['tagline'])}",
        f"about: {_quoted(shop['bio'])}",
        "locale: en",
        "timezone: WIB",
        "currency: EUR",
        "contact:",
        "  - whatsapp: 0812-345-678",
        "testimonials:",
    ]
    for told in shop["testimonials"]:
        lines += [
            f"  - name: {_quoted(told['by'])}",
            f"    text: {_quoted(told['text'])}",
            "    source: chat",
            "    date: 2026-01-05",
        ]
    return "\n".join(lines) + "\n"


def links_text(shop: dict[str, Any]) -> str:
    """links.yaml: the links, and the stores that are none of ours among them."""
    lines = ["links:"]
    for link in shop["links"]:
        lines += [f"  - title: {_quoted(_nobodys(link['label']))}", f"    url: {link['url']}"]
        lines.append(f"    note: {_quoted(link['note'])}")
    for store in shop["marketplaces"]:
        lines += [f"  - title: {_quoted(_nobodys(store['name']))}", f"    url: {store['url']}"]
    return "\n".join(lines) + "\n"


def campaign_text(data: dict[str, Any]) -> str:
    """One PO with the same facts: dates, price, four variants, six steps, five questions, the story."""
    lines = [
        f"title: {_quoted(data['title'])}",
        f"summary: {_quoted(data['summary'])}",
        f"opens: {data['opens']} 09:00",
        f"closes: {data['closes']} 21:00",
        f"ships: {data['ships']}",
        f"minimum: {data['goal']}",
        "items:",
    ]
    for variant in data["variants"]:
        lines += [
            f"  - name: {_quoted(variant['name'])}",
            f"    code: {variant['sku']}",
            f"    price: {variant['price']}",
            f"    limit: {variant['limit']}",
            f"    note: {_quoted(variant['note'])}",
        ]
    lines.append("order_via:")
    lines += ["  - via: form", f"    url: {data['order_url']}"]
    lines.append("steps:")
    for step in data["steps"]:
        lines += [f"  - title: {_quoted(step['title'])}", f"    buyer: {_quoted(step['text'])}"]
    lines.append("faq:")
    for asked in data["faq"]:
        lines += [f"  - question: {_quoted(asked['q'])}", f"    answer: {_quoted(asked['a'])}"]
    lines.append("about: |")
    lines += [f"  {line}" if line else "" for line in data["story"].rstrip("\n").split("\n")]
    return "\n".join(lines) + "\n"


def _nobodys(name: str) -> str:
    """The name of no platform: a link that says Shopee and leads to example.com is an error, as it should be."""
    return f"{name[:2]}q{name[2:]}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write(data: Path, root: Path) -> None:
    """The data set at `data` as a shop at `root`."""
    content = root / "content"
    (content / "campaigns").mkdir(parents=True, exist_ok=True)
    shop = yaml.load((data / "shop.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    (content / "shop.yaml").write_text(shop_text(shop), encoding="utf-8")
    (content / "links.yaml").write_text(links_text(shop), encoding="utf-8")
    for file in sorted((data / "campaigns").glob("*.yaml")):
        told = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        (content / "campaigns" / file.name).write_text(campaign_text(told), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(Path(sys.argv[1]), Path(sys.argv[2]))
