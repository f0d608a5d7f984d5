"""Many shops in one run: each as if built alone, none in another's way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pace import at_once
from shopkit import write_shop

ROOT = Path(__file__).parents[1]
AT = "2026-12-12 12:00"
PO = "title: PO\nprice: 10.000\nopens: 2026-12-09 09:00\ncloses: {closes}\n"


def etalase(folder: Path, *arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "generator", *arguments, "--at", AT, "--lang", lang],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "SYSTEMROOT": "C:\\Windows", "PYTHONUTF8": "1"},
    )  # fmt: skip


def site(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def shops(tmp_path: Path) -> Path:
    """Four shops that differ in all that one could take over from another: options, language, zone, words, theme."""
    said = {
        "biru": "name: Biru\ntheme:\n  name: etalase\n  options:\n    accent: '#1d4ed8'\n",
        "merah": "name: Merah\ntimezone: WIT\ntheme:\n  name: etalase\n  options:\n    accent: '#b91c1c'\n",
        "english": "name: English\nlocale: en\ntheme: pasar\n",
        "sendiri": "name: Sendiri\n",
    }
    for name, text in said.items():
        shop = f"{text}contact:\n  whatsapp: 0812-345-678\n"
        write_shop(tmp_path / "shops" / name, shop=shop, melati=PO.format(closes="2026-12-12 13:00"))
    words = tmp_path / "shops/sendiri/content/overrides/locales/id.po"
    words.parent.mkdir(parents=True)
    words.write_text('msgid "Order"\nmsgstr "Titip dong"\n', "utf-8")
    return tmp_path


@pytest.mark.parametrize("jobs", at_once(["3"], ["1", "3"]))
def test_each_shop_is_what_it_is_when_built_alone(shops: Path, jobs: str) -> None:
    done = etalase(shops, "build", "shops/*", "--out", "sites", "--jobs", jobs)

    assert done.returncode == 0, done.stderr
    assert "4 shops, 4 built, 0 up to date already, 0 broken" in done.stdout
    for root in sorted((shops / "shops").iterdir()):
        assert etalase(shops, "build", "--root", str(root), "-q").returncode == 0
        assert site(shops / "sites" / root.name) == site(root / "output"), root.name
    again = etalase(shops, "build", "shops/*", "--out", "sites", lang="id")
    assert "4 toko, 0 diperbarui, 4 sudah yang terbaru, 0 bermasalah" in again.stdout
    assert etalase(shops, "build", "shops/*", "--out", "sites", "-q").stdout == ""


def test_a_broken_shop_keeps_its_site_and_stops_no_other(shops: Path) -> None:
    etalase(shops, "build", "shops/*", "--out", "sites")
    before = site(shops / "sites/biru")
    broken = shops / "shops/biru/content/campaigns/melati.yaml"
    broken.write_text(broken.read_text("utf-8").replace("10.000", "mahal"), "utf-8")
    write_shop(shops / "shops/merah", shop="name: Lain\ncontact:\n  whatsapp: 0812-345-678\n")
    done = etalase(shops, "build", "shops/*", "--out", "sites")

    assert done.returncode == 1
    assert "shops/biru\nshops/biru/content/campaigns/melati.yaml:2:8: error" in done.stderr
    assert "4 shops, 1 built, 2 up to date already, 1 broken" in done.stderr
    assert site(shops / "sites/biru") == before
    assert b"Lain" in (shops / "sites/merah/index.html").read_bytes()


def test_what_would_mix_two_up_is_refused_before_anything_is_built(shops: Path) -> None:
    def refused(*arguments: str) -> str:
        done = etalase(shops, "build", *arguments)
        assert done.returncode == 2, done.stderr
        assert not (shops / "sites").exists()
        return done.stderr

    shutil.copytree(shops / "shops/biru", shops / "lain/biru")
    (shops / "kosong").mkdir()
    assert "named twice" in refused("shops/biru", "shops/../shops/biru", "--out", "sites")
    assert "have the same name" in refused("shops/biru", "lain/biru", "--out", "sites")
    assert "is no shop" in refused("shops/biru", "kosong", "--out", "sites")
    assert "is no shop" in refused("shops/biru", "tidak-ada", "--out", "sites")
    assert "the shop “shops/biru” is there" in refused("shops/biru", "--out", "shops")
    assert "the shop “shops/biru” is there" in refused("shops/biru", "--out", "shops/biru")
    assert "is there" in refused("shops/biru", "shops/merah", "--out", "shops/merah/content/x")
    assert "need --out" in refused("shops/biru")
    assert "No shop is named" in refused("nirgends/*", "--out", "sites")
    assert "from 1 to 64" in refused("shops/biru", "--out", "sites", "--jobs", "0")


def test_a_killed_worker_stops_no_other(shops: Path) -> None:
    """A worker that the system ends (no memory left), made to do so by a shop's name."""
    code = (
        "import os, sys, generator.cli.many as many\n"
        "real = many.build_one\n"
        "def build_one(task):\n"
        "    if task.root.name == 'merah':\n"
        "        os._exit(9)\n"
        "    return real(task)\n"
        "many.build_one = build_one\n"
        "from generator.cli import main\n"
        "sys.argv[0] = 'etalase'\n"
        "main()\n"
    )
    if sys.platform in ("win32", "darwin"):
        pytest.skip("a worker there imports what it runs")
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "shops/*", "--out", "sites", "--at", AT, "--lang", "en"],
        cwd=shops, capture_output=True, text=True, timeout=300, check=False, env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip

    assert done.returncode == 1
    assert "shops/merah\nThe process that built it was ended (9); its site stays." in done.stderr
    assert "4 shops, 3 built, 0 up to date already, 1 broken" in done.stderr
    assert sorted(each.name for each in (shops / "sites").iterdir()) == ["biru", "english", "sendiri"]


def test_profile_says_where_the_time_went(shops: Path) -> None:
    plain = etalase(shops, "build", "--root", "shops/biru")
    assert "Where the time went" not in plain.stdout
    said = etalase(shops, "build", "--root", "shops/biru", "--profile").stdout

    for word in (
        "start-up",
        "reading",
        "judging",
        "pictures",
        "pages",
        "looking over",
        "writing",
        "  po/melati/index.html",
    ):
        assert word in said
    assert "Ke mana waktunya" in etalase(shops, "build", "--root", "shops/biru", "--profile", lang="id").stdout
