"""The five shops that stand for real input: they load and keep the rules, say everything that can be said, and
hold nothing that belongs to anyone."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import UnionType
from typing import Any, Union

import pytest
from pydantic import BaseModel

from generator.paths import host_belongs, host_of
from generator.problems import Severity
from generator.shop import phones, qris
from generator.shop.model.base import Model, key_names
from generator.shop.model.campaign import Campaign
from generator.shop.model.site import Site
from generator.shop.rules import check_site
from generator.shop.schedule import State
from generator.shop.standing import standing
from generator.shop.text import Text
from generator.source.load import load_site

ROOT = Path(__file__).resolve().parent.parent
SHOPS = {"demo": ROOT, **{name: ROOT / "tests" / "shops" / name for name in ("kecil", "figur", "keramik", "kopi")}}
GOLDEN_MOMENT = datetime.fromisoformat("2026-12-12T12:00+07:00")

REGISTERS = ("oss.go.id", "cekbpom.pom.go.id", "pdki-indonesia.dgip.go.id")
"""Public registers, where a number made of zeros finds nothing."""
PLACES = ("https://www.google.com/maps/search/?api=1&query=",)
"""Addresses that name a district and nobody in it."""
EXAMPLE_DIGITS = "62812345678"


def site_of(name: str) -> Site:
    site = load_site(SHOPS[name]).site
    assert site is not None
    return site


def inside(value: object) -> Iterator[object]:
    """The value and every value below it that a seller wrote."""
    yield value
    if isinstance(value, BaseModel):
        children = [getattr(value, name) for name in value.model_fields_set]
    elif isinstance(value, dict):
        children = [*value, *value.values()]
    else:
        children = list(value) if isinstance(value, (tuple, list)) else []
    for child in children:
        yield from inside(child)


def links_in(site: Site) -> Iterator[str]:
    for value in inside(site):
        words = value.everything() if isinstance(value, Text) else value if isinstance(value, str) else ""
        yield from re.findall(r"https?://[^\s)>\"]+", words)


def models_in(annotation: Any, seen: set[type[Model]]) -> set[type[Model]]:
    """Every model that a value of this type can hold."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        if annotation not in seen:
            seen.add(annotation)
            for field in annotation.model_fields.values():
                models_in(field.annotation, seen)
    elif typing.get_origin(annotation) in (tuple, dict, Union, UnionType, typing.Annotated):
        for inner in typing.get_args(annotation):
            models_in(inner, seen)
    return seen


@pytest.mark.parametrize("name", SHOPS)
def test_shop_loads_without_a_problem(name: str) -> None:
    loaded = load_site(SHOPS[name])

    assert [(p.mark, p.code, p.parameters) for p in loaded.problems] == []


@pytest.mark.parametrize("name", SHOPS)
@pytest.mark.parametrize("at", ["2026-11-23T12:00+07:00", "2026-12-12T12:00+07:00", "2027-02-01T12:00+07:00"])
def test_shop_keeps_the_rules(name: str, at: str) -> None:
    found = check_site(site_of(name), datetime.fromisoformat(at))

    assert [(p.code, p.path, p.parameters) for p in found if p.severity is not Severity.HINT] == []


def test_every_key_of_the_model_is_used_by_some_shop() -> None:
    used: dict[type[Model], set[str]] = {}
    for name in SHOPS:
        for value in inside(site_of(name)):
            if isinstance(value, Model):
                used.setdefault(type(value), set()).update(value.model_fields_set)

    unused = {
        f"{model.__name__}.{key}"
        for model in models_in(Site, set())
        for key, attribute in key_names(model).items()
        if attribute not in used.get(model, set())
    }

    assert unused == set()


def test_smallest_shop_is_a_name_a_number_and_a_link() -> None:
    site = site_of("kecil")

    assert site.shop.model_fields_set == {"name", "contact"}
    assert [contact.model_fields_set for contact in site.shop.contact] == [{"whatsapp"}]
    assert len(site.links.links) == 1
    assert site.model_fields_set - {"shop", "links"} <= {"marketplaces", "campaigns", "pages"}
    assert not site.campaigns
    assert not site.pages


def states_of(name: str) -> dict[str, State]:
    site = site_of(name)
    return {each.slug: standing(each, GOLDEN_MOMENT, site.shop.timezone).state for each in site.campaigns}


def test_demo_shows_four_states() -> None:
    assert states_of("demo") == {
        "hujan-sore": State.UPCOMING,
        "lilin-sereh-3": State.OVERDUE,
        "melati-6": State.DONE,
        "melati-7": State.OPEN,
    }


def test_figure_shop_has_every_state_in_twenty_five_campaigns() -> None:
    states = states_of("figur")

    assert len(states) == 25
    assert set(states.values()) == set(State)


def test_figure_shop_has_long_names_and_mixed_scripts() -> None:
    titles = [campaign.title.everything() for campaign in site_of("figur").campaigns]

    assert max(map(len, titles)) >= 90
    for script in ("\u3040-\u30ff", "\u4e00-\u9fff", "\u0600-\u06ff", "\uac00-\ud7af", "\U0001f300-\U0001faff"):
        assert any(re.search(f"[{script}]", title) for title in titles), script


def test_tables_fill_campaigns_with_either_separator() -> None:
    campaigns: dict[str, Campaign] = {campaign.slug: campaign for campaign in site_of("figur").campaigns}

    assert len(campaigns["kebun-binatang"].items) == 40
    assert len(campaigns["kebun-binatang"].taken or {}) > 30
    assert [item.code for item in campaigns["blind-box"].items] == ["BB1", "BB6", "BB12", "RHS"]
    assert len(campaigns["aksesori"].items) == 6


@pytest.mark.parametrize("name", SHOPS)
def test_no_telephone_of_a_shop_rings(name: str) -> None:
    numbers = [value for value in inside(site_of(name)) if isinstance(value, phones.Phone)]

    assert numbers
    assert all(phones.is_example_number(number) for number in numbers)


@pytest.mark.parametrize("name", SHOPS)
def test_no_account_of_a_shop_takes_money(name: str) -> None:
    for account in site_of(name).shop.accounts:
        assert account.number is None or account.number.startswith("000") or account.number == "0812345678"
        if account.qris:
            nmid = account.qris.payload.nmid if account.qris.payload else account.qris.nmid
            assert nmid == qris.SYNTHETIC_NMID


@pytest.mark.parametrize("name", SHOPS)
def test_no_link_of_a_shop_leads_to_someone(name: str) -> None:
    """Example domains, registers, districts, the example number, and names that no platform gives away."""
    strangers = [
        link
        for link in links_in(site_of(name))
        if not host_belongs(host_of(link), ("example", *REGISTERS))
        and not link.startswith((*PLACES, f"https://wa.me/{EXAMPLE_DIGITS}"))
        and not re.search(r"/[@\w-]*(?:\.\.|__|--)|_$", link)
    ]

    assert strangers == []


@pytest.mark.parametrize("name", SHOPS)
def test_no_name_of_a_shop_can_be_an_account(name: str) -> None:
    site = site_of(name)
    contacts = [
        handle
        for contact in site.shop.contact
        for handle in (contact.instagram, contact.telegram, contact.line)
        if handle is not None
    ]
    accounts = [
        *(account.handle for account in site.links.socials if account.handle),
        *(store.handle for store in site.marketplaces.marketplaces if store.handle),
    ]
    mailboxes = [contact.email for contact in site.shop.contact if contact.email]

    assert all(re.search(r"\.\.|__|_$", handle) for handle in (*contacts, *accounts))
    assert all(mailbox.endswith(".example") for mailbox in mailboxes)


def test_every_file_of_the_demo_names_its_schema_to_editors() -> None:
    content = ROOT / "content"
    named = {
        path.relative_to(content).as_posix(): path.read_text(encoding="utf-8").split("\n", 1)[0]
        for path in content.rglob("*.yaml")
    }

    campaigns = [name for name in named if name.startswith("campaigns/")]
    wanted = {
        f"{name}.yaml": f"# yaml-language-server: $schema=.schema/{name}.json"
        for name in ("shop", "links", "marketplaces", "defaults")
    } | dict.fromkeys(campaigns, "# yaml-language-server: $schema=../.schema/campaign.json")
    assert named == wanted


def test_demo_is_written_in_block_style() -> None:
    """Commas and `#` bite inside `{ }`, and sellers copy what they see."""
    flowing = [
        (path.name, line)
        for path in (ROOT / "content").rglob("*.yaml")
        for line in path.read_text(encoding="utf-8").split("\n")
        if re.search(r"^[^#]*:\s+[\[{]", line)
    ]

    assert flowing == []
