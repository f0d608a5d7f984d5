"""The wheel as a stranger gets it: in a fresh environment, in an empty folder, with no checkout in reach."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
UV = shutil.which("uv") or "uv"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by way of the source distribution, so that one is known to be complete too."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([UV, "build", "--quiet", "--out-dir", out, ROOT], check=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment that holds the wheel and what it asks for, nothing else."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    pins = home / "pins.txt"
    pins.write_text("\n".join(PROJECT["tool"]["uv"]["constraint-dependencies"]), encoding="utf-8")
    command = [
        UV,
        "pip",
        "install",
        "--quiet",
        "--no-config",
        "--python",
        scripts / "python",
        "--constraint",
        pins,
        wheel,
    ]
    subprocess.run(command, check=True, cwd=home)
    return scripts


class Stranger:
    """Someone in an empty folder, with an environment that names nothing of the checkout."""

    def __init__(self, scripts: Path, folder: Path) -> None:
        self.scripts, self.folder = scripts, folder

    def run(self, *arguments: str, command: str = "etalase", code: int = 0) -> str:
        """What the command prints; it must end with `code` and without a traceback."""
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        done = subprocess.run(
            [self.scripts / command, *arguments],
            cwd=self.folder,
            env={**kept, "PATH": str(self.scripts), "HOME": str(self.folder), "PYTHONWARNINGS": "error"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        assert "Traceback" not in said
        return done.stdout


@pytest.fixture
def stranger(scripts: Path, tmp_path: Path) -> Stranger:
    return Stranger(scripts, tmp_path)


def test_the_wheel_carries_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.split("/")[0] for name in names}
    assert tops == {"generator", f"etalase-{PROJECT['project']['version']}.dist-info"}
    for inside in (
        "generator/_shipped/themes/base/",
        "generator/_shipped/content/shop.yaml",
        "generator/locales/id.po",
        "generator/themecheck/samples/lengkap/content/images/tegak.png",
        "generator/themestart_files/id/styles/5-theme.css",
    ):
        assert any(name.startswith(inside) for name in names), f"{inside} is missing"
    strays = [name for name in names if "/tests/" in name or "__pycache__" in name or "/.keep" in name]
    assert not strays
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_command_tells_its_version(stranger: Stranger) -> None:
    assert PROJECT["project"]["version"] in stranger.run("--version")
    assert PROJECT["project"]["version"] in stranger.run("-m", "generator", "--version", command="python")


def test_a_new_shop_builds_without_a_single_problem(stranger: Stranger) -> None:
    stranger.run("new", "toko", "--name", "Dapur Rani", "--whatsapp", "0812 3456 7890", "--city", "Bandung")
    shop = Stranger(stranger.scripts, stranger.folder / "toko")

    report = json.loads(shop.run("check", "--strict", "--json"))
    shop.run("build")

    assert report["problems"] == []
    assert "Dapur Rani" in (shop.folder / "output" / "index.html").read_text(encoding="utf-8")


def test_the_demo_can_be_copied_checked_and_built(stranger: Stranger) -> None:
    stranger.run("new", "demo", "--demo")
    shop = Stranger(stranger.scripts, stranger.folder / "demo")

    shop.run("check")
    shop.run("build")
    once = {path: path.read_bytes() for path in (shop.folder / "output").rglob("*") if path.is_file()}
    shop.run("build")
    twice = {path: path.read_bytes() for path in (shop.folder / "output").rglob("*") if path.is_file()}

    assert once == twice
    pages = {path.relative_to(shop.folder / "output").as_posix() for path in once if path.suffix == ".html"}
    assert {"index.html", "404.html"} < pages
    assert any(page.startswith("po/melati-7/") for page in pages)


def test_a_theme_of_ones_own_can_be_begun_and_checked(stranger: Stranger) -> None:
    stranger.run("themes", "new", "warung")

    stranger.run("themes", "check", "warung")


def test_a_shop_elsewhere_is_built_by_root(stranger: Stranger) -> None:
    stranger.run("new", "demo", "--demo")

    stranger.run("build", "--root", "demo")

    assert (stranger.folder / "demo" / "output" / "index.html").is_file()


def test_the_schema_needs_no_shop(stranger: Stranger) -> None:
    printed = stranger.run("schema")

    written = [path.read_text(encoding="utf-8") for path in stranger.folder.rglob("*.json")]
    schemas = [json.loads(text) for text in ([printed] if printed.startswith("{") else written)]
    assert schemas
    assert all("properties" in schema or "$defs" in schema for schema in schemas)


def test_a_folder_without_a_shop_is_told_so_in_words(stranger: Stranger) -> None:
    stranger.run("build", code=1)
    stranger.run("build", "--no-such-option", code=2)


def test_the_checkout_is_out_of_reach(stranger: Stranger) -> None:
    where = stranger.run("-c", "import generator; print(generator.__file__)", command="python")

    assert str(ROOT) not in where
    assert sys.prefix not in where
