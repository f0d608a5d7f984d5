"""What is left to the next process: found again only whole, only by the same program, only while it is true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.lasting import Lasting
from generator.plan import InPlace, Output
from generator.structs import Frozen

SLOT = ("page", "po/melati/index.html")
MADE = Output("po/melati/index.html", b"<h1>Melati</h1>")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Left by a build that published one page."""
    (tmp_path / "site/po/melati").mkdir(parents=True)
    (tmp_path / "site" / MADE.path).write_bytes(MADE.content or b"")
    results = Lasting(tmp_path / "results", "program", tmp_path / "site")
    results.note(SLOT, ("stamp", frozenset("ab")), MADE)
    results.note(("rules", "melati"), "stamp", ())
    results.save()
    return tmp_path / "results"


def found(file: Path, made_from: object = ("stamp", frozenset("ab")), *, program: str = "program") -> object:
    given = Lasting(file, program, file.parent / "site").find(SLOT, made_from)
    return given[0] if given else None


def test_a_page_is_found_again_while_it_stands_as_it_was_made(file: Path) -> None:
    stands = found(file)
    assert isinstance(stands, InPlace)
    assert stands.source == (file.parent / "site" / MADE.path).resolve()
    assert found(file, ("stamp", frozenset("abc"))) is None
    (file.parent / "site" / MADE.path).write_bytes(b"<h1>Melatx</h1>")
    assert found(file) is None
    (file.parent / "site" / MADE.path).unlink()
    assert found(file) is None


def test_another_program_believes_nothing_of_it(file: Path) -> None:
    assert found(file, program="program 2") is None


def test_a_file_that_is_damaged_anywhere_costs_time_only(file: Path) -> None:
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at])
        assert found(file) is None
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert found(file) is None
    file.unlink()
    file.mkdir()
    assert found(file) is None


@pytest.mark.skipif(os.name == "nt", reason="needs the permissions of POSIX")
def test_a_file_that_others_may_write_is_not_read(file: Path) -> None:
    file.chmod(0o622)
    assert found(file) is None


@pytest.mark.skipif(os.name == "nt", reason="needs the permissions of POSIX")
def test_it_is_written_for_this_user_alone(file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0


def test_what_was_not_asked_for_again_is_left_out(file: Path) -> None:
    results = Lasting(file, "program", file.parent / "site")
    assert results.find(("rules", "melati"), "stamp") == ((),)
    results.save()
    assert found(file) is None


def test_what_does_not_say_what_it_is_is_not_kept(tmp_path: Path) -> None:
    results = Lasting(tmp_path / "results", "program", tmp_path)
    results.note(SLOT, object(), ())
    assert results.find(SLOT, object()) is None
    results.save()
    assert not (tmp_path / "results").exists()


class _One(Frozen):
    name: str


class _Other(Frozen):
    name: str


@pytest.mark.parametrize("pair", [
    ("1", 1), (("a", "b"), ("ab",)), (("a", ("b",)), ("a", "b")), ({"a": "b"}, {"a": None}), (True, 1), (b"a", "a"),
    (_One("a"), _Other("a")), (_One("a"), _One("b")), (frozenset("ab"), frozenset("a")),
])  # fmt: skip
def test_what_differs_is_not_taken_for_the_same(pair: tuple[object, object], tmp_path: Path) -> None:
    results = Lasting(tmp_path / "results", "program", tmp_path)
    results.note(SLOT, ((pair[0],),), ())
    results.save()
    again = Lasting(tmp_path / "results", "program", tmp_path)
    assert again.find(SLOT, ((pair[1],),)) is None
    assert again.find(SLOT, ((pair[0],),)) == ((),)


def test_another_process_finds_the_same_whatever_its_hashes(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from generator.lasting import Lasting\n"
        "file = Path(sys.argv[1]); results = Lasting(file, 'program', file.parent / 'site')\n"
        "print(results.find(('page', 'po/melati/index.html'), ('stamp', frozenset('ba')))[0].path)"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(file)], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, encoding="utf-8", check=True, cwd=Path(__file__).parents[1],
        )  # fmt: skip
        assert done.stdout.strip() == MADE.path
