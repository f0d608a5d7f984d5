"""`etalase serve` as a seller types it: what it says, what it answers, how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from shopkit import write_shop

from generator.cli.serve import editor_link
from generator.cli.speech import Misused

SHOP = """
    name: Toko Coba
    contact:
      whatsapp: 0812-345-678
"""
PO = """
    title: Melati
    price: {price}
    closes: 2026-12-20 23:59
"""
ROOT = Path(__file__).parents[1]
WAIT_S = 30


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_shop(tmp_path, shop=SHOP, melati=PO.format(price="150.000"))


@pytest.fixture
def started(root: Path) -> Iterator[subprocess.Popen[str]]:
    words = ("serve", "--no-open", "--root", str(root), "--at", "2026-12-12 12:00", "--editor", "none")
    process = subprocess.Popen(
        (sys.executable, "-m", "generator", *words), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    with process:
        yield process
        process.kill()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """What the command printed up to the line that holds these words."""
    assert process.stdout
    said = ""
    while words not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    return said


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=WAIT_S) as answer:
        return str(answer.read().decode())


@pytest.mark.skipif(sys.platform == "win32", reason="sends Ctrl+C as POSIX does")
def test_from_the_first_look_to_ctrl_c(started: subprocess.Popen[str], root: Path) -> None:
    said = read_until(started, "Ctrl+C")
    address = re.search(r"http://127\.0\.0\.1:\d+/", said)
    assert address, said
    assert "150.000" in get(f"{address[0]}po/melati/")
    write_shop(root, shop=SHOP, melati=PO.format(price="175.000"))
    assert "content/campaigns/melati.yaml" in read_until(started, "halaman dibuat")
    assert "175.000" in get(f"{address[0]}po/melati/")
    write_shop(root, shop=SHOP, melati=PO.format(price="15.50"))
    assert "money-two-readings" in read_until(started, "sampai ini dibetulkan")
    assert "175.000" in get(f"{address[0]}po/melati/")
    started.send_signal(signal.SIGINT)
    assert started.wait(WAIT_S) == 0
    assert not (root / "output").exists()


def test_a_folder_without_a_shop_is_told_and_nothing_is_served(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "generator", "serve", "--no-open", "--root", str(tmp_path / "nichts")),
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=WAIT_S, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "nichts" in done.stderr


def test_an_editor_is_named_or_given_as_a_link() -> None:
    assert editor_link("vscode", {}) == "vscode://file/{path}:{line}:{column}"
    assert editor_link("none", {}) == ""
    assert editor_link("idea://open?file={path}&line={line}", {}) == "idea://open?file={path}&line={line}"
    assert editor_link(None, {"ETALASE_EDITOR": "none"}) == ""
    assert editor_link(None, {"TERM_PROGRAM": "vscode"}).startswith("vscode://")
    with pytest.raises(Misused):
        editor_link("notepad", {})
