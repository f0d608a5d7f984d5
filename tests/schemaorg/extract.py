"""Makes vocabulary.json from the two CSV files of a release: `python extract.py types.csv properties.csv`."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

USED = (
    "Answer", "BreadcrumbList", "ContactPoint", "DefinedRegion", "FAQPage", "ItemAvailability", "ListItem",
    "MerchantReturnEnumeration", "MerchantReturnPolicy", "MonetaryAmount", "Offer", "OfferShippingDetails",
    "OnlineStore", "PostalAddress", "Product", "ProductGroup", "PropertyValue", "QuantitativeValue", "Question",
    "ShippingDeliveryTime", "WebSite", "ImageObject", "Country", "Date", "DateTime", "Number", "Integer", "URL", "Text",
)  # fmt: skip
RELEASE = "30.0"


def short(listed: str) -> list[str]:
    return [name.rpartition("/")[2] for name in listed.replace(" ", "").split(",") if name.startswith("https://schema")]


def rows(file: str) -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def main(types_file: str, properties_file: str) -> None:
    parents = {row["label"]: short(row["subTypeOf"]) for row in rows(types_file)}
    members = {row["label"]: short(row["enumerationtype"]) for row in rows(types_file) if row["enumerationtype"]}
    types: dict[str, list[str]] = {}
    wanted = list(USED)
    while wanted:
        name = wanted.pop()
        if name not in types:
            types[name] = parents.get(name, [])
            wanted += types[name]
    properties = {
        row["label"]: {"domain": short(row["domainIncludes"]), "range": short(row["rangeIncludes"])}
        for row in rows(properties_file)
        if set(short(row["domainIncludes"])) & set(types)
    }
    extract = {
        "release": RELEASE,
        "types": dict(sorted(types.items())),
        "members": {name: of for name, of in sorted(members.items()) if set(of) & set(types)},
        "properties": dict(sorted(properties.items())),
    }
    lines = json.dumps(extract, indent=None, separators=(",", ":"))
    target = Path(__file__).with_name("vocabulary.json")
    target.write_text(lines.replace('},"', '},\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
