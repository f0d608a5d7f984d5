"""The project around the code: exact versions, nothing of one machine or registry in git, the promised files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Put together here, so that this file does not hold them.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"), ("deb", "debian", "org"))
)
LOCKS = {
    "uv.lock",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "poetry.lock",
    "pdm.lock",
}


def pins(key: str) -> dict[str, str]:
    """Name and version of every `name==version` of that setting."""
    found = {}
    for line in PROJECT["tool"]["uv"][key]:
        name, exact, version = line.partition("==")
        assert exact, f"{line} names no single version"
        assert canonicalize_name(name) not in found, f"{name} is pinned twice"
        found[canonicalize_name(name)] = version
    return found


def needed(requirements: list[str]) -> Iterator[tuple[str, str]]:
    """Name and installed version of what these need here, directly and through others."""
    waiting, seen = [(Requirement(text), frozenset[str]()) for text in requirements], set()
    while waiting:
        requirement, extras = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted = frozenset(requirement.extras)
        applies = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in (extras or {""})
        )
        if not applies or (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            pytest.fail(f"{name} is needed and not installed")
        yield name, installed.version
        waiting += [(Requirement(text), wanted) for text in installed.requires or ()]


@pytest.mark.skipif(os.environ.get("ETALASE_NEWEST") == "1", reason="this run tries the newest versions on purpose")
def test_every_package_is_pinned_to_the_version_that_runs() -> None:
    pinned = pins("constraint-dependencies")
    asked = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]

    running = dict(needed(asked))

    assert len(running) > len(asked)
    wrong = {name: (version, pinned.get(name)) for name, version in running.items() if pinned.get(name) != version}
    assert not wrong, f"installed, pinned: {wrong}"


def test_what_builds_the_wheel_is_pinned() -> None:
    pinned = pins("build-constraint-dependencies")

    for text in PROJECT["build-system"]["requires"]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])


def test_the_checks_in_node_are_pinned() -> None:
    wanted = json.loads((ROOT / "tests" / "audit" / "package.json").read_text(encoding="utf-8"))["dependencies"]

    assert set(wanted) == {
        "vnu-jar",
        "axe-core",
        "lighthouse",
        "doiuse",
        "eslint",
        "eslint-plugin-compat",
        "postcss",
        "csp_evaluator",
    }
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


@pytest.fixture(scope="module")
def committed() -> list[Path]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_lock_file_is_committed(committed: list[Path]) -> None:
    assert not [path for path in committed if path.name in LOCKS]


def test_no_registry_is_named_in_what_is_committed(committed: list[Path]) -> None:
    naming = [
        (path.relative_to(ROOT).as_posix(), host)
        for path in committed
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    ]

    assert not naming


def test_no_built_or_installed_file_is_committed(committed: list[Path]) -> None:
    strays = [
        name
        for path in committed
        if (name := path.relative_to(ROOT).as_posix()).startswith(("dist/", "build/", ".venv/", "output/"))
        or "node_modules/" in name
        or ".etalase/" in name
    ]

    assert strays in ([], ["output/.gitignore"])


def test_the_top_level_holds_what_every_project_has_and_our_five_folders(committed: list[Path]) -> None:
    top = {file.relative_to(ROOT).parts[0] for file in committed}
    told = {"LICENSE", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "README.md", "pyproject.toml", "docs"}
    assert {name for name in top if not name.startswith(".")} == told | {
        *("generator", "themes", "content", "output", "tests"),
    }


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_project_owes_its_readers_is_there(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8")) > 500


def test_the_script_of_the_checks_is_sound_bash() -> None:
    script = ROOT / ".ci" / "run"

    if bash := shutil.which("bash"):
        subprocess.run([bash, "-n", script], check=True)
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    if os.name == "posix":
        assert os.access(script, os.X_OK)
