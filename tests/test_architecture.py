"""The shape of the code as docs/architecture.md draws it, held by reading the imports."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"

ORDER = (
    ("structs",),
    ("problems",),
    ("paths",),
    ("hands", "watch", "kept"),
    ("memory",),
    ("shop",),
    ("source",),
    ("editing",),
    ("weekly",),
    ("page",),
    ("media",),
    ("theme",),
    ("plan",),
    ("lasting",),
    ("wardrobe",),
    ("nameplate", "album"),
    ("cards",),
    ("staging", "look", "prose"),
    ("pages", "sitefiles"),
    ("draft",),
    ("build",),
    ("themecheck",),
    ("report",),
    ("publish", "preview", "starter"),
    ("deploy",),
    ("themestart",),
    ("contentfile", "outside"),
    ("ci",),
    ("unchanged",),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}

# Where shipped files lie is no step of the pipeline; these alone may ask.
SHIPPED_READERS = {"theme", "starter", "cli", "wardrobe"}

DOORS = {
    "yaml": {"source/yamltree"},
    "msgspec": {"structs"},
    "pydantic": {"shop/model", "source/decode"},
    "pydantic_core": {"shop/model", "source/decode"},
    "markdown": {"page/richtext"},
    "nh3": {"page/richtext"},
    "babel": {"page/i18n", "page/pofile"},
    "jinja2": {"theme/render", "theme/sandbox", "theme/trace"},
    "markupsafe": {"theme", "page/richtext"},
    "PIL": {"media"},
    "pillow_heif": {"media/photofile"},
    "fontTools": {"media/typeface", "media/cards/motif"},
    "brotli": {"media/typeface"},
    "segno": {"media/qr"},
    "zxingcpp": {"media/qrread"},
    "icalendar": {"page/calendar"},
    "phonenumbers": {"shop/phones"},
    "obstore": {"deploy/s3"},
    "asyncssh": {"deploy/sftp"},
    "watchdog": {"preview/watcher"},
    "starlette": {"preview/server"},
    "uvicorn": {"preview/server"},
    "click": {"cli"},
    "rich": {"report"},
}

PURE = ("structs", "problems", "paths", "shop", "editing", "weekly", "page", "plan")

# Modules whose very import in the pure core would mean I/O, a clock, the environment or the process's locale.
IMPURE_MODULES = {
    "asyncio", "builtins", "configparser", "ctypes", "fcntl", "fileinput", "ftplib", "getpass", "glob", "http",
    "importlib.resources", "locale", "logging", "multiprocessing", "os", "platform", "random", "secrets",
    "select", "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "sys", "sysconfig",
    "tempfile", "threading", "time", "urllib.request", "uuid", "webbrowser",
}  # fmt: skip
# What is pure only in part, by the attribute that is not.
IMPURE_CALLS = {
    "open", "input", "print", "exec", "eval", "__import__", "breakpoint",
    "utcnow", "fromtimestamp", "getenv", "getlocale", "setlocale", "localtime", "tzlocal",
    "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "glob", "rglob", "exists",
    "is_file", "is_dir", "cwd", "expanduser", "symlink_to",
}  # fmt: skip


# Constants of an installed package are no input of a build.
PURE_EXCEPTIONS = {
    ("shop/zones", "importlib.resources"),  # the list of zone names in tzdata
    ("shop/zones", "read_text"),
}


class Import(NamedTuple):
    """One import: the module it stands in (`shop/money`), the module it names, and where."""

    module: str
    named: str
    where: str


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its path without suffix, packages by their folder."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("__init__").rstrip("/")
        found[name] = ast.parse(file.read_text(encoding="utf-8"), str(file))
    return found


def part(module: str) -> str:
    return module.split("/", maxsplit=1)[0]


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every module, those inside functions and `if TYPE_CHECKING` too."""
    return tuple(found for module, tree in modules().items() for found in imports_of(module, tree))


def imports_of(module: str, tree: ast.Module) -> Iterator[Import]:
    for node in ast.walk(tree):
        where = f"generator/{module}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, where) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{where}: imports say the full name"
            assert node.module
            if node.module == "generator":
                yield from (Import(module, f"generator.{alias.name}", where) for alias in node.names)
            else:
                yield Import(module, node.module, where)


def test_every_part_has_its_place_in_the_order() -> None:
    parts = {part(module) for module in modules()} - {"", "__main__", "shipped"}

    assert parts <= set(RANK), f"say in ORDER and docs/architecture.md where these stand: {parts - set(RANK)}"


def test_imports_run_one_way() -> None:
    wrong = []
    for found in imports():
        if not found.named.startswith("generator."):
            continue
        importer, imported = part(found.module), found.named.split(".")[1]
        if importer in {"__main__", imported}:
            continue
        if imported == "shipped":
            if importer not in SHIPPED_READERS:
                wrong.append(f"{found.where} asks where shipped files are")
        elif importer == "shipped" or RANK[imported] >= RANK[importer]:
            wrong.append(f"{found.where} imports {found.named}")

    assert not wrong, "\n".join(wrong)


def test_modules_of_a_part_do_not_import_in_a_circle() -> None:
    def file_of(named: str) -> str:
        steps = named.split(".")[1:]
        while steps and "/".join(steps) not in modules():
            steps.pop()
        return "/".join(steps)

    targets: dict[str, set[str]] = {module: set() for module in modules()}
    for found in imports():
        if found.named.startswith("generator.") and (target := file_of(found.named)) != found.module:
            targets[found.module].add(target)

    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for target in sorted(targets[module]):
                walk(target, (*trail, module))
            done.add(module)

    for module in targets:
        walk(module, ())


def test_every_dependency_has_one_door() -> None:
    wrong = []
    for found in imports():
        top = found.named.split(".")[0]
        if top in sys.stdlib_module_names or top == "generator":
            continue
        doors = DOORS.get(top)
        if doors is None:
            wrong.append(f"{found.where} imports {top}, which has no door in DOORS")
        elif not any(found.module == door or found.module.startswith(f"{door}/") for door in doors):
            wrong.append(f"{found.where} imports {top}; its door is {', '.join(sorted(doors))}")

    assert not wrong, "\n".join(wrong)


def test_no_class_is_built_anew_at_every_start() -> None:
    assert [found.where for found in imports() if found.named.partition(".")[0] == "dataclasses"] == []


@pytest.mark.parametrize("name", PURE)
def test_the_core_is_pure(name: str) -> None:
    wrong = [
        f"{found.where} imports {found.named}"
        for found in imports()
        if part(found.module) == name
        and (found.module, found.named) not in PURE_EXCEPTIONS
        and any(found.named == impure or found.named.startswith(f"{impure}.") for impure in IMPURE_MODULES)
    ]
    for module, tree in modules().items():
        if part(module) == name:
            wrong += (
                f"generator/{module}:{line} uses {used}"
                for used, line in impure_uses(tree)
                if (module, used) not in PURE_EXCEPTIONS
            )

    assert not wrong, "\n".join(wrong)


def impure_uses(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Calls, and attributes read, whose name alone gives away I/O, a clock or the environment."""
    yield from asks_clock_or_environment(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in IMPURE_CALLS:
                yield called, node.lineno


def asks_clock_or_environment(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """`environ`, and `datetime.now()` and its like; a method of our own may be called `now`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        of = getattr(node.value, "id", getattr(node.value, "attr", ""))
        clock = of in {"datetime", "date", "time"} and node.attr in {"now", "utcnow", "today", "time", "time_ns"}
        if clock or node.attr in {"environ", "getenv"}:
            yield node.attr, node.lineno


def test_only_the_command_line_asks_the_clock_and_the_environment() -> None:
    wrong = [
        f"generator/{module}:{line} asks {asked}"
        for module, tree in modules().items()
        if part(module) not in {"cli", "unchanged", "__main__"}
        for asked, line in asks_clock_or_environment(tree)
    ]

    assert not wrong, "\n".join(wrong)


def test_the_package_runs_as_a_module() -> None:
    assert "__main__" in modules(), "python -m generator must work"
    assert {found.named for found in imports() if found.module == "__main__"} <= {
        "gc",
        "generator.cli",
        "generator.unchanged",
        "os",
        "sys",
    }


def test_every_module_says_what_it_owns() -> None:
    silent = [module for module, tree in modules().items() if tree.body and not (ast.get_docstring(tree) or "").strip()]

    assert not silent, f"without a docstring: {silent}"


def test_modules_are_read_in_one_sitting() -> None:
    long = {
        file.relative_to(ROOT).as_posix(): lines
        for file in PACKAGE.rglob("*.py")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert not long, f"more than 400 lines: {long}"


def test_there_is_no_module_without_an_idea() -> None:
    nameless = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "data"}

    assert not [module for module in modules() if nameless & set(module.split("/"))]


@pytest.mark.parametrize(
    ("code", "used"),
    [
        ("from datetime import datetime\ndatetime.now()", "now"),
        ("open('x')", "open"),
        ("Path('x').read_text()", "read_text"),
        ("import os\nos.environ['A']", "environ"),
        ("print(1)", "print"),
    ],
)
def test_the_check_itself_sees_what_is_impure(code: str, used: str) -> None:
    assert used in {name for name, _ in impure_uses(ast.parse(code))}
