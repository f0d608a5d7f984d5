"""The JSON Schema that editors use: it must accept what the reader accepts, and underline what no shop may say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from generator.page.catalogue import Catalogue
from generator.source.schema import MODELS, json_schema

ROOT = Path(__file__).resolve().parent.parent
SHOPS = (ROOT / "content", *sorted((ROOT / "tests" / "shops").glob("*/content")))


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: only `true` and `false` are booleans, dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_editors_read(text: str) -> Any:
    def with_text_keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): with_text_keys(each) for key, each in value.items()}
        return [with_text_keys(each) for each in value] if isinstance(value, list) else value

    return with_text_keys(yaml.load(text, Loader=EditorLoader))


def schema(name: str) -> dict[str, Any]:
    return json_schema(name, str)


@pytest.fixture(scope="module")
def check() -> dict[str, Callable[[Any], Any]]:
    return {name: fastjsonschema.compile(schema(name)) for name in MODELS}


def seller_files() -> list[tuple[str, Path]]:
    """Every file of the sample shops with the name of its schema; those with words in another language have none."""
    found: list[tuple[str, Path]] = []
    for content in SHOPS:
        for name in ("shop", "links", "marketplaces", "defaults"):
            found += [(name, content / f"{name}.yaml")] * (content / f"{name}.yaml").is_file()
        found += [("campaign", file) for file in sorted(content.glob("campaigns/*.yaml"))]
        found += [("campaign", file) for file in sorted(content.glob("campaigns/*/campaign.yaml"))]
        found += [("page", file) for file in sorted(content.glob("pages/*.md"))]
    return [(name, file) for name, file in found if "." not in file.stem]


@pytest.mark.parametrize(("name", "file"), seller_files(), ids=lambda each: str(each).removeprefix(str(ROOT)))
def test_the_sample_shops_are_valid(name: str, file: Path, check: dict[str, Callable[[Any], Any]]) -> None:
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix == ".md":
        text = text.split("---", 2)[1]

    check[name](as_editors_read(text) or {})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shop", "name: Toko\nlogo: logo.jpg\ncontact:\n  whatsapp: 0812-3456-789\ntheme: etalase"),
        ("shop", "name: {id: Toko, en: Shop}\nlogo: {file: logo.jpg, alt: Logo}\ncontact: [{email: a@b.example}]"),
        ("shop", "name: Toko\naccounts:\n  - qris: qris.png\n  - bank: BCA\n    number: 0215550123\n    holder: Rani"),
        ("campaign", "title: Lilin\nprice: 65rb\nvariants: [Melati, Sereh]\ncloses: when full"),
        ("campaign", "title: Lilin\nprice: 65000\nchoices: warna"),
        ("campaign", "title: Lilin\nitems: barang.csv\ntaken: taken.csv\ncounted: 2026-12-12 18:00"),
        ("campaign", "title: Lilin\nchoices:\n  warna: [merah, biru]\nitems:\n  - name: A\n    choices: warna"),
        ("campaign", "title: Lilin\nreceive: kurir\norder_via: wa\nstage:\n  name: Produksi\n  since: 2026-12-12"),
        ("campaign", "title: Lilin\ndone: 2026-12-12\nextended: 2026-12-01\nfor:\n  luar:\n    label: Luar negeri"),
        ("defaults", "payments:\n  - name: DP\n    amount: 50%"),
    ],
)
def test_shorthand_is_valid(name: str, text: str, check: dict[str, Callable[[Any], Any]]) -> None:
    check[name](as_editors_read(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shop", "name: Toko\nharga: 5000"),
        ("shop", "tagline: tanpa nama"),
        ("campaign", "title: Lilin\nitems:\n  - nama: 30 ml"),
        ("campaign", "title: Lilin\nitems: barang.xlsx"),
        ("campaign", "title: [a, b]"),
        ("links", "links: satu"),
    ],
)
def test_what_the_reader_refuses_is_underlined(name: str, text: str, check: dict[str, Callable[[Any], Any]]) -> None:
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        check[name](as_editors_read(text))


def test_keys_that_come_from_the_file_name_are_not_offered() -> None:
    assert "slug" not in schema("campaign")["properties"]
    assert not {"slug", "body"} & set(schema("page")["properties"])


def test_closed_lists_are_offered_by_name() -> None:
    way = schema("campaign")["definitions"]["Receive"]["anyOf"][1]["properties"]["way"]

    assert {"enum": ["courier", "instant", "pickup", "meetup", "cod", "digital"]} in way["anyOf"]


def test_descriptions_speak_the_language_asked_for() -> None:
    catalogue = Catalogue.from_po("id", 'msgid "The price of one."\nmsgstr "Harga satu buah."\n')

    price = json_schema("campaign", catalogue.unfilled)["properties"]["price"]

    assert price["description"].startswith("Harga satu buah.")


def test_every_key_explains_itself() -> None:
    silent = [
        f"{name}.{key}"
        for name in MODELS
        for where in (schema(name), *schema(name).get("definitions", {}).values())
        for key, value in _properties(where).items()
        if not value.get("description")
    ]

    assert not silent


def _properties(where: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in where:
        return where["anyOf"][-1].get("properties", {})
    return where.get("properties", {})


def test_a_schema_is_plain_json_of_the_draft_that_editors_read() -> None:
    for name in MODELS:
        written = json.loads(json.dumps(schema(name)))

        assert written["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert written["additionalProperties"] is False
