"""Judges JSON-LD by the vocabulary of schema.org and by what Google asks for. Data beside it; see README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).parent
VOCABULARY = json.loads((HERE / "vocabulary.json").read_text("utf-8"))
GOOGLE = json.loads((HERE / "google.json").read_text("utf-8"))
SCHEMA = "https://schema.org/"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph_of(markup: str) -> list[dict[str, Any]]:
    """The nodes of a page's data; an empty list where it has none."""
    found = SCRIPT.findall(markup)
    assert len(found) <= 1
    if not found:
        return []
    data = json.loads(found[0])
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def mistakes(graph: list[dict[str, Any]]) -> list[str]:
    """Everything that is wrong with the nodes, by the vocabulary and by Google's rules."""
    known = {node["@id"] for node in nodes(graph) if "@type" in node and "@id" in node}
    found = [said for number, node in enumerate(graph) for said in _node(node, f"[{number}]", known)]
    return found + [said for node in nodes(graph) if "@type" in node for said in _asked(node)]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node in a value, itself first."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def kinds_of(name: str) -> set[str]:
    """A type and everything that it is a kind of."""
    found = {name}
    for parent in VOCABULARY["types"].get(name, ()):
        found |= kinds_of(parent)
    return found


def _node(node: dict[str, Any], at: str, known: set[str]) -> Iterator[str]:
    kind = node.get("@type", "")
    if kind not in VOCABULARY["types"]:
        yield f"{at}: no type {kind!r}"
        return
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        about = VOCABULARY["properties"].get(name)
        if about is None or not set(about["domain"]) & kinds_of(kind):
            yield f"{at}: {kind} has no {name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            place = f"{at}.{name}"
            if isinstance(each, dict) and set(each) == {"@id"}:
                # What the landing page says of the shop is known from every page.
                if each["@id"] not in known:
                    yield f"{place}: nothing is called {each['@id']}"
            elif isinstance(each, dict):
                if not kinds_of(each.get("@type", "")) & set(about["range"]):
                    yield f"{place}: {each.get('@type')} is none of {about['range']}"
                yield from _node(each, place, known)
            elif not any(_fits(each, wanted) for wanted in about["range"]):
                yield f"{place}: {each!r} is none of {about['range']}"


def _fits(value: Any, wanted: str) -> bool:
    """Whether a bare value can be of a type: data as written, a member of a list of values, the address of a thing."""
    if wanted in ("Number", "Integer"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if not isinstance(value, str) or not value.strip():
        return False
    if wanted == "Text":
        return True
    if wanted == "Date":
        return bool(re.fullmatch(r"\d{4}", value)) or _parses(date, value)
    if wanted == "DateTime":
        return "T" in value and _parses(datetime, value) and datetime.fromisoformat(value).tzinfo is not None
    if "Enumeration" in kinds_of(wanted):
        return wanted in VOCABULARY["members"].get(value.removeprefix(SCHEMA), ()) and value.startswith(SCHEMA)
    if wanted in ("URL", "Thing"):
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in value
    return False


def _parses(kind: type[date], text: str) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True


def _asked(node: dict[str, Any]) -> Iterator[str]:
    kind = node["@type"]
    asked = GOOGLE.get(kind)
    if asked is None:
        return
    for name in (*asked["required"], *asked.get("always", ())):
        if not node.get(name) and node.get(name) != 0:
            yield f"{kind} needs {name} ({asked['source']})"
    for group in asked.get("one_of", ()):
        if not any(name in node for name in group):
            yield f"{kind} needs one of {group} ({asked['source']})"
    for name, values in asked.get("values", {}).items():
        if name in node and node[name].removeprefix(SCHEMA) not in values:
            yield f"{kind}.{name} may not be {node[name]} ({asked['source']})"
    if kind == "Offer" and ("availability" in node) != ("availabilityEnds" in node) and _open_ended(node):
        yield "Offer says availability without the moment it ends, or the moment alone"
    if kind == "BreadcrumbList":
        yield from _trail(node["itemListElement"])
    if kind == "ProductGroup" and len({each["sku"] for each in node["hasVariant"]}) != len(node["hasVariant"]):
        yield "variants share a sku"


def _open_ended(offer: dict[str, Any]) -> bool:
    """Whether what an offer says of availability can grow old: that nothing is left stays true."""
    return offer.get("availability", "").removeprefix(SCHEMA) not in ("SoldOut", "Discontinued")


def _trail(steps: list[dict[str, Any]]) -> Iterator[str]:
    if len(steps) < 2:
        yield "a BreadcrumbList needs two steps"
    if [step["position"] for step in steps] != list(range(1, len(steps) + 1)):
        yield "the steps of a BreadcrumbList are not in order"
    if not all("item" in step for step in steps[:-1]):
        yield "only the last step of a BreadcrumbList may lack its item"
