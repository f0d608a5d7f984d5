"""What each command imports, exactly: whoever waits for `--help` waits for every package that comes in here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from shopkit import write_shop

ROOT = Path(__file__).parents[1]
RUN = """
import importlib.metadata, json, sys
from generator.__main__ import main

ours = ("generator.build", "generator.cards.studio", "generator.deploy", "generator.media.cards.canvas",
        "generator.media.emblem", "generator.media.typeface", "generator.preview",
        "generator.publish", "generator.shop.rules", "generator.theme", "generator.themecheck", "generator.outside",
        "generator.weekly")
sys.argv = ["etalase", *sys.argv[1:]]
try:
    main()
except SystemExit as done:
    code = done.code
found = {name.partition(".")[0]: getattr(module, "__file__", "") or "" for name, module in list(sys.modules.items())}
packages = sorted(name for name, file in found.items() if "site-packages" in file)
print("\\n" + json.dumps([code, packages, [name for name in ours if name in sys.modules]]))
"""
COMMAND = {"click", "msgspec", "typing_extensions", "yaml"}
MODELS = {"annotated_types", "phonenumbers", "pydantic", "pydantic_core", "typing_inspection"}
READING = COMMAND | MODELS | {"babel", "markupsafe"}
PAGES = READING | {"PIL", "jinja2", "markdown", "nh3"}
ANYWAY = {"pytz", "_brotli", "_virtualenv", "backports", "zoneinfo"}
"""What babel and typing take if it is there, and what environments bring."""

SHOP = "name: Toko Melati\nlocale: id\ncontact: {whatsapp: 0812-345-678}\n"
WITH_URL = SHOP + "url: https://tokocoba.example\n"
CAMPAIGN = "title: Melati\nopens: 2020-01-01 09:00\ncloses: 2099-12-20 23:59\nitems: [{name: Melati, price: 50000}]\n"
PAST = CAMPAIGN.replace("2099", "2021")
MAKING = ["generator.build", "generator.media.emblem", "generator.publish", "generator.shop.rules", "generator.theme"]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop, on a computer where Etalase ran before: its words are compiled."""
    root = write_shop(tmp_path, shop=SHOP, melati=PAST)
    assert "babel" in imported(root, "--version", "--lang", "id")[1]
    return root


def imported(root: Path, *arguments: str) -> tuple[int | None, set[str], list[str]]:
    """How a command ends in this shop, the packages that it imports, and the parts of ours that few need."""
    home = {"HOME": str(root), "XDG_CACHE_HOME": str(root / "home"), "LOCALAPPDATA": str(root / "home")}
    path = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=root, env={**os.environ, **home, "PYTHONPATH": path},
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    code, packages, parts = json.loads(done.stdout.splitlines()[-1])
    return code, set(packages) - ANYWAY, parts


@pytest.mark.parametrize("arguments", [
    ("--version",), ("--help",), ("build", "--help"), ("check", "--help"), ("deploy", "--help"), ("serve", "--help"),
    ("promo", "--help"), ("po", "--help"), ("bulid",),
], ids=" ".join)  # fmt: skip
def test_help_needs_next_to_nothing(arguments: tuple[str, ...], shop: Path) -> None:
    _, packages, parts = imported(shop, *arguments)

    assert (packages, parts) == (COMMAND, [])


def test_a_schema_needs_the_models(shop: Path) -> None:
    assert imported(shop, "schema", "campaign") == (0, COMMAND | MODELS | {"babel"}, [])


def test_a_list_of_campaigns_needs_what_reads_them_and_what_draws_the_list(shop: Path) -> None:
    code, packages, parts = imported(shop, "po", "list")

    assert (code, packages, parts) == (0, READING | {"rich"}, ["generator.theme", "generator.weekly"])


def test_a_build_imports_no_more_than_its_pages_need(shop: Path) -> None:
    assert imported(shop, "build", "--quiet") == (0, PAGES, MAKING)


def test_a_build_that_says_what_it_did_needs_no_more(shop: Path) -> None:
    assert imported(shop, "build") == (0, PAGES, MAKING)


def test_a_build_that_changes_nothing_imports_no_package_at_all(shop: Path) -> None:
    imported(shop, "build", "--quiet")
    assert imported(shop, "build", "--quiet")[1] == set()


def test_a_reminder_needs_icalendar(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=CAMPAIGN)

    code, packages, parts = imported(root, "build", "--quiet")

    assert (code, packages - {"six"}, parts) == (0, PAGES | {"dateutil", "icalendar"}, MAKING)


def test_share_pictures_need_a_studio(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=WITH_URL, melati=PAST)

    assert imported(root, "build", "--quiet") == (
        0, PAGES | {"segno", "fontTools", "brotli"},
        [*MAKING[:1], "generator.cards.studio", "generator.media.cards.canvas", MAKING[1], "generator.media.typeface",
         *MAKING[2:]],
    )  # fmt: skip
