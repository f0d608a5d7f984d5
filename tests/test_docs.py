"""The docs cannot rot: what they show loads, what they name exists, what they list is complete."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from test_architecture import DOORS, ORDER

from generator.cli.commands import program
from generator.page import views
from generator.page.catalogue import Catalogue
from generator.problems import Severity, in_order
from generator.report.terminal import as_text
from generator.shipped import catalogue_text
from generator.shop.model.base import key_names
from generator.shop.ordermessage import MESSAGE_FIELDS
from generator.shop.rules import ALL_KINDS, check_site
from generator.shop.schedule import State
from generator.source.files import sibling_of
from generator.source.load import Loaded, load_site
from generator.structs import field_names
from generator.theme.manifest import KEYS, OPTION_KEYS
from generator.theme.options import TYPES

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))
import reference  # noqa: E402  the script beside the docs, run by hand too

DOCS = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
NOW = datetime.fromisoformat("2026-12-12T12:00+07:00")

BASE = {
    "content/shop.yaml": {"name": "name: Rumah Melati\n", "contact": "contact:\n  - whatsapp: 0812-345-678\n"},
    "content/campaigns/": {
        "title": "title: Parfum Melati\n",
        "price": "price: 150.000\n",
        "closes": "closes: 2026-12-20\n",
    },
}
"""What an example leaves out: keys that are needed around it, unless it writes them itself."""


class Block(NamedTuple):
    """A fenced block: its language, what stands after it, its text, and where it begins."""

    language: str
    said: str
    text: str
    where: str

    @property
    def title(self) -> str:
        found = re.search(r'title="([^"]+)"', self.said)
        return found[1] if found else ""


def blocks(file: Path) -> Iterator[Block]:
    lines = file.read_text(encoding="utf-8").split("\n")
    start: int | None = None
    for number, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if start is None:
            start = number
            continue
        language, _, said = lines[start].removeprefix("```").partition(" ")
        yield Block(language, said, "\n".join(lines[start + 1 : number]) + "\n", f"{file.name}:{start + 1}")
        start = None
    assert start is None, f"{file.name}: a block that begins on line {(start or 0) + 1} never ends"


BLOCKS = {block.where: block for file in DOCS for block in blocks(file)}
EXAMPLES = [block for block in BLOCKS.values() if block.title.startswith("content/")]
EXAMPLES = [block for block in EXAMPLES if block.language in ("yaml", "markdown")]
RIGHT = [block for block in EXAMPLES if "wrong" not in block.said]
WRONG = [block for block in EXAMPLES if "wrong" in block.said]


def complete(block: Block) -> str:
    """The example with the lines of its base that it does not write itself; a wrong one stands as it is."""
    if block in WRONG or sibling_of(block.title, ()):
        return block.text
    base = next((keys for start, keys in BASE.items() if block.title.startswith(start)), {})
    own = set(re.findall(r"^([a-z_]+):", block.text, re.MULTILINE))
    own |= {"price"} if "items" in own else {"closes"} if "repeats" in own else set()
    return "".join(lines for key, lines in base.items() if key not in own) + block.text


def shop_around(block: Block, folder: Path) -> Path:
    """A shop that holds the example, the tables and pages of the same file, and a file for every photo named."""
    file = block.where.partition(":")[0]
    beside = [b for b in BLOCKS.values() if b.where.startswith(f"{file}:") and b.language in ("csv", "markdown")]
    if sibling_of(block.title, ()) or "\nlanguages:" in block.text:
        beside = []  # pages in one language, which such a shop would be told of
    shop = "".join(BASE["content/shop.yaml"].values())
    texts = {"content/shop.yaml": shop, **{b.title: b.text for b in beside if b.title}, block.title: complete(block)}
    if found := sibling_of(block.title, ()):
        main = next(b for b in BLOCKS.values() if b.where.startswith(f"{file}:") and b.title == found[0])
        texts |= {found[0]: complete(main), "content/shop.yaml": f"{shop}languages: [id, {found[1]}]\n"}
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    images = folder / "content" / "images"
    images.mkdir(exist_ok=True)
    for name in re.findall(r"[\w-]+\.(?:jpg|png|webp)", block.text):
        (images / name).touch()
    return folder


def loaded(block: Block, folder: Path) -> Loaded:
    return load_site(shop_around(block, folder))


@pytest.mark.parametrize("block", RIGHT, ids=lambda block: block.where)
def test_every_example_loads_without_a_problem(block: Block, tmp_path: Path) -> None:
    site = loaded(block, tmp_path)

    assert as_text(site.problems, Catalogue.english()) == ""
    assert site.site is not None
    wrong = [p for p in check_site(site.site, NOW) if p.severity is Severity.ERROR]
    assert [(p.code, p.path) for p in wrong] == []


def test_every_yaml_block_says_which_file_it_belongs_to() -> None:
    assert [block.where for block in BLOCKS.values() if block.language == "yaml" and not block.title] == []


@pytest.mark.parametrize("block", WRONG, ids=lambda block: block.where)
def test_every_message_shown_is_the_message_said(block: Block, tmp_path: Path) -> None:
    after = list(BLOCKS.values())
    shown = after[after.index(block) + 1]
    language = "en" if "lang=en" in block.said else "id"
    words = Catalogue.english() if language == "en" else Catalogue.from_po("id", catalogue_text("id"))

    site = loaded(block, tmp_path)
    assert site.site is not None
    ruled = [p.at(site.mark(p.path)) for p in check_site(site.site, NOW)]
    found = [p for p in in_order((*site.problems, *ruled)) if p.mark and p.mark.file == block.title]

    assert found
    assert shown.language == "text"
    assert as_text(found, words).strip() == shown.text.strip()


# The reference


@pytest.mark.parametrize("language", reference.FILES)
def test_the_reference_is_current(language: str) -> None:
    text = reference.FILES[language].read_text(encoding="utf-8")

    assert reference.with_reference(text, language) == text, "uv run python docs/reference.py --update"


@pytest.mark.parametrize("language", reference.FILES)
def test_every_key_of_every_model_is_in_the_reference(language: str) -> None:
    text = reference.FILES[language].read_text(encoding="utf-8")
    tables = dict(re.findall(r"^#{3,4} ([^\n]+)\n(.*?)(?=^#{2,4} |\Z)", text, re.MULTILINE | re.DOTALL))
    models = [used.model for used in reference.models_used()]

    assert len(models) > 40
    for model in models:
        rows = set(re.findall(r"^\| `([a-z0-9_]+)` \|", tables[reference.heading(model)], re.MULTILINE))
        assert rows == set(key_names(model)), model.__name__
    assert {f"`{kind.code}`" for kind in ALL_KINDS} <= set(re.findall(r"`[a-z-]+`", text))


@pytest.mark.parametrize("language", reference.FILES)
def test_the_guide_names_every_state_and_every_field_of_a_message(language: str) -> None:
    guide = reference.FILES[language].read_text(encoding="utf-8").partition(reference.BEGIN)[0]

    assert [state for state in State if f"\n| `{state.value}` |" not in guide] == []
    assert [field for field in MESSAGE_FIELDS if f"`{{{field}}}`" not in guide] == []


# The reference of themes


def test_the_reference_of_themes_is_current() -> None:
    text = reference.THEMES.read_text(encoding="utf-8")

    assert reference.with_theme_reference(text) == text, "uv run python docs/reference.py --update"


def test_every_field_of_every_view_is_explained_in_the_reference_of_themes() -> None:
    text = reference.THEMES.read_text(encoding="utf-8")
    tables = dict(re.findall(r"^### (\w+)\n(.*?)(?=^#{2,3} |\Z)", text, re.MULTILINE | re.DOTALL))

    assert len(views.__all__) > 50
    for name in views.__all__:
        view = getattr(views, name)
        inherited = {name for base in view.__bases__ for name in field_names(base)}
        told = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.*) \|$", tables[name], re.MULTILINE))
        assert set(told) == set(field_names(view)) - inherited, name
        assert all(told.values()), name


def test_the_reference_of_themes_names_every_file_token_key_and_type() -> None:
    text = reference.THEMES.read_text(encoding="utf-8")
    templates = ROOT / "themes" / "base" / "templates"
    named = {file.relative_to(templates).as_posix() for file in templates.rglob("*.html")}
    tokens = re.findall(r"--[\w-]+(?=:)", (ROOT / "themes" / "base" / "styles" / "1-tokens.css").read_text("utf-8"))

    missing = [name for name in {*named, *tokens, *KEYS, *OPTION_KEYS, *TYPES} if f"\n| `{name}` |" not in text]
    assert missing == []


# Commands


def commands_shown() -> list[tuple[str, str]]:
    """Every `etalase …` in a block of commands or in code between backticks, with its place."""
    shown = []
    for block in BLOCKS.values():
        if block.language in ("sh", "powershell", "console"):
            for line in block.text.splitlines():
                shown += [(block.where, found) for found in re.findall(r"(?:^|&& |\| |run )etalase ([^&|#]*)", line)]
                shown += [(block.where, found) for found in re.findall(r"-m generator ([^&|#]*)", line)]
    for file in DOCS:
        text = re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        shown += [(file.name, found) for found in re.findall(r"`(?:uv run )?etalase ([^`]+)`", text)]
    return shown


def test_every_command_and_option_in_the_docs_exists() -> None:
    shown = commands_shown()
    assert shown

    for where, line in shown:
        words = line.split()
        command: click.Command = program
        path: list[click.Command] = [program]
        while words and isinstance(command, click.Group) and not words[0].startswith("-"):
            assert words[0] in command.commands, f"{where}: etalase {line}"
            command = command.commands[words.pop(0)]
            path.append(command)
        known = {name for each in path for option in each.params for name in option.opts} | {"--help"}
        used = {word.partition("=")[0] for word in words if word.startswith("-")}
        assert used <= known, f"{where}: etalase {line}"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in program.commands if f"etalase {name}" not in readme] == []


def test_the_readme_has_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()

    assert "python3 -m pip install uv && uv run etalase build" in lines
    assert "python3 -m pip install uv && uv run pytest" in lines


# Links, promises, the picture of the code


def anchors(text: str) -> set[str]:
    without_blocks = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found: set[str] = set()
    for title in re.findall(r"^#{1,6} (.+)$", without_blocks, re.MULTILINE):
        plain = reference.anchor(title.replace("`", ""))
        number = 0
        while (plain if not number else f"{plain}-{number}") in found:
            number += 1
        found.add(plain if not number else f"{plain}-{number}")
    return found


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_every_link_of_the_docs_leads_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    prose = re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    for target in re.findall(r"\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"", prose):
        address = target[0] or target[1]
        if re.match(r"[a-z]+:", address):
            continue
        path, _, part = address.partition("#")
        there = (file.parent / path) if path else file
        assert there.exists(), f"{file.name} → {address}"
        if part:
            assert part in anchors(there.read_text(encoding="utf-8")), f"{file.name} → {address}"


def test_every_promise_names_a_test_that_exists() -> None:
    text = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)

    numbers = sorted(int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE))
    assert numbers == list(range(1, max(25, len(numbers)) + 1))
    assert len(named) > 40
    for file, test in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert test in names, f"{file}::{test}"


def test_the_picture_of_the_code_names_every_module() -> None:
    tree = next(block.text for block in blocks(ROOT / "docs" / "architecture.md") if block.said == "tree")
    modules = {
        file.relative_to(ROOT / "generator").as_posix()
        for file in (ROOT / "generator").rglob("*.py")
        if file.read_text(encoding="utf-8").strip()
    }

    drawn: set[str] = set()
    folder = ""
    for line in tree.splitlines()[1:]:
        found = re.match(r"( +)(\S+?)(/?)(?:\s{2,}|$)", line)
        assert found, line
        depth, name, is_folder = len(found[1]) // 2, found[2], found[3]
        folder = "/".join([*folder.split("/")[: depth - 1], name]).strip("/") if is_folder else folder
        if name.endswith(".py"):
            above = folder.split("/")[: depth - 1] if folder else []
            drawn.add("/".join([*above, name]))

    missing = {module for module in modules if module not in drawn and not module.endswith("__init__.py")}
    assert missing == set()
    assert {module for module in drawn if module not in modules} == set()


def test_the_order_and_the_doors_are_those_that_are_held() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+) \| (`[^|]+) \|$", text, re.MULTILINE)
    written = {
        name: set(re.findall(r"`([^`]+)`", doors)) for names, doors in rows for name in re.findall(r"`([^`]+)`", names)
    }

    assert " < ".join(", ".join(names) for names in ORDER) in text
    assert written == DOORS
