"""The command line: languages, folders, moments, exit codes, streams."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

import generator.build
from generator.build import Built
from generator.cli import run
from generator.cli.commands import SCHEMAS, program
from generator.cli.session import World, language_of
from generator.cli.speech import Spoken
from generator.page.catalogue import Catalogue
from generator.plan import Output
from generator.problems import Kind, Mark, Problem, ProblemsFound, Severity, problem
from generator.shipped import catalogue_text
from generator.source.schema import MODELS

NOW = datetime(2026, 12, 9, 2, tzinfo=UTC)
WRONG = Kind("wrong-thing", "`{found}` is wrong.")
LAW = Kind("terms", "No word on refunds.", severity=Severity.WARNING)
TIP = Kind("tip", "Could be nicer.", severity=Severity.HINT)


@dataclass
class FakeBuild:
    """Stands in for the pipeline: what it finds, and what it was asked for."""

    problems: tuple[Problem, ...] = ()
    error: BaseException | None = None
    asked: list[tuple[Path, datetime, Path]] = field(default_factory=list)
    made_pictures: bool | None = None

    def __call__(
        self,
        root: Path,
        now: datetime,
        *,
        cache: Path,
        progress: Callable[[int, int], None] | None = None,
        pictures: bool = True,
        **_: object,
    ) -> Built:
        assert progress
        self.made_pictures = pictures
        self.asked.append((root, now, cache))
        if self.error:
            raise self.error
        outputs = (Output("index.html", b"<!doctype html>"), Output("404.html", b"<!doctype html>"))
        return Built(outputs, self.problems, None, 7_250, 28_000, 2)


@pytest.fixture
def building(monkeypatch: pytest.MonkeyPatch) -> FakeBuild:
    fake = FakeBuild()
    monkeypatch.setattr(generator.build, "build", fake)
    return fake


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A shop in Makassar, and the working folder in it."""
    root = tmp_path / "toko"
    (root / "content").mkdir(parents=True)
    (root / "content" / "shop.yaml").write_text("name: Toko\ntimezone: WITA\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def etalase(
    *arguments: str, environment: Mapping[str, str] | None = None, interactive: bool = False, program: str = "etalase"
) -> int:
    seconds = iter(range(1000))
    return run(
        arguments,
        World(environment or {}, program, interactive, lambda: NOW, lambda: float(next(seconds))),
    )


# Languages


@pytest.mark.parametrize(
    ("arguments", "environment", "locale", "spoken"),
    [
        ([], {}, "", "id"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "", "id"),
        ([], {}, "en", "en"),
        ([], {"ETALASE_LANG": "en"}, "id", "en"),
        (["check", "--lang", "id"], {"ETALASE_LANG": "en"}, "en", "id"),
        (["--lang=en", "check"], {}, "id", "en"),
        (["--lang"], {}, "en", "en"),
        ([], {"ETALASE_LANG": "fr"}, "", "id"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_shops_then_indonesian(
    shop: Path, arguments: list[str], environment: dict[str, str], locale: str, spoken: str
) -> None:
    (shop / "content" / "shop.yaml").write_text(f"name: Toko\nlocale: {locale or 'id'}\n", encoding="utf-8")

    assert language_of(arguments, environment) == spoken


def test_a_shop_of_several_languages_is_spoken_to_in_its_first(shop: Path) -> None:
    (shop / "content" / "shop.yaml").write_text("name: Toko\nlanguages: [en, id]\n", encoding="utf-8")

    assert language_of([], {}) == "en"


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("--help") == 0
    indonesian = capsys.readouterr().out
    assert etalase("--help", "--lang", "en") == 0
    english = capsys.readouterr().out

    assert indonesian.startswith("Cara pakai: etalase [OPSI] PERINTAH\n")
    assert english.startswith("Usage: etalase [OPTIONS] COMMAND\n")
    for said in (indonesian, english):
        assert [name for name in ("new", "build", "check", "schema") if f"  {name} " not in said] == []


def test_help_of_a_required_option_is_translated_too(capsys: pytest.CaptureFixture[str]) -> None:
    """click adds "[required]" to the text by itself, which no catalogue has."""
    assert etalase("po", "new", "--help") == 0
    shown = capsys.readouterr().out
    assert "PO yang disalin: melati-7." in shown
    assert "required" not in shown


def test_only_commands_that_end_soon_look_for_no_garbage() -> None:
    soon = {name for name, command in program.commands.items() if not getattr(command, "collects", True)}
    assert soon == {"build", "check"}
    assert all(isinstance(command, Spoken) for command in program.commands.values())


def test_a_command_that_may_take_long_looks_for_garbage(capsys: pytest.CaptureFixture[str]) -> None:
    gc.disable()
    try:
        assert etalase("schema", "campaign") == 0
        assert gc.isenabled()
    finally:
        gc.enable()
    assert capsys.readouterr().out


def test_the_bare_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase() == 0
    assert "Perintah" in capsys.readouterr().out


def test_every_text_of_the_command_line_is_in_indonesian() -> None:
    words = Catalogue.from_po("id", catalogue_text("id"))
    context = click.Context(program)
    texts = {"[OPTIONS]", "COMMAND", "[NAME]"}
    for command in (program, *program.commands.values()):
        texts.add(" ".join((command.help or "").split()))
        texts |= {option.help or "" for option in command.get_params(context) if isinstance(option, click.Option)}
    for module in (Path(generator.build.__file__).parent / "cli").glob("*.py"):
        texts |= set(re.findall(r'(?:text|unfilled|Misused)\(\s*"([^"]+)"', module.read_text(encoding="utf-8")))

    same = {"FOLDER", " "}
    assert len(texts) > 40
    assert {text for text in texts - same if words.unfilled(text) == text} == set()


# What was typed wrong


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "Tidak ada perintah “bild”. Maksudmu “build”?"),
        (["check", "--strickt"], "Tidak ada opsi --strickt. Maksudmu “--strict”?"),
        (["check", "toko"], "“toko” kelebihan di sini."),
        (["check", "--strict=ya"], "--strict tidak pakai isi."),
        (["check", "--root"], "--root perlu isi."),
        (["check", "--lang", "fr"], "--lang harus salah satu dari: id, en."),
        (["schema", "toko"], "NAMA harus salah satu dari: shop, links, marketplaces, defaults, campaign, page."),
        (["new"], "FOLDER belum diisi."),
        (["check", "--root", "contnt"], "Tidak ada folder “contnt”. Maksudmu “content”?"),
        (["check", "--root", "di/mana"], "Tidak ada folder “di/mana”."),
        (["new", "x", "--name", "Rani"], "--whatsapp belum diisi, dan tidak ada yang bisa ditanya di sini."),
        (["new", "x", "--name", " ", "--whatsapp", "0812-3456-7890"], "Namanya masih kosong."),
    ],
)
def test_wrong_usage_is_told_in_words_with_the_help_to_read(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert etalase(*arguments) == 2

    output = capsys.readouterr()
    first, *_, last = output.err.splitlines()
    assert (first, output.out) == (said, "")
    assert re.fullmatch(r"Bantuan: etalase( \w+)? --help", last)


@pytest.mark.usefixtures("building")
def test_a_moment_nobody_understands_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("build", "--at", "besok", "--lang", "en") == 2
    assert "`besok` is not a date." in capsys.readouterr().err
    assert etalase("build", environment={"SOURCE_DATE_EPOCH": "besok"}) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err


def test_a_hostile_argument_cannot_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    etalase("check", "\x1b[2J\u202e")
    etalase("check", "--root", "\x1b[2J")
    etalase("\x1b[2J")

    assert "\x1b" not in capsys.readouterr().err


# Moments and folders


@pytest.mark.parametrize(
    ("arguments", "environment", "utc"),
    [
        ([], {}, "2026-12-09T02:00"),
        ([], {"SOURCE_DATE_EPOCH": "1796000000"}, "2026-11-30T00:53"),
        (["--at", "2026-12-20 09:00"], {"SOURCE_DATE_EPOCH": "1796000000"}, "2026-12-20T01:00"),
        (["--at", "20 Desember 2026 09.00 WIB"], {}, "2026-12-20T02:00"),
        (["--at", "2026-12-20T09:00:00+00:00"], {}, "2026-12-20T09:00"),
    ],
)
def test_the_moment_is_the_one_said_in_the_shops_zone_then_the_clock(
    arguments: list[str], environment: dict[str, str], utc: str, building: FakeBuild
) -> None:
    assert etalase("check", *arguments, environment=environment) == 0

    ((_, now, _),) = building.asked
    assert str(now.tzinfo) == "Asia/Makassar"
    assert now.astimezone(UTC).isoformat(timespec="minutes").startswith(utc)


def test_places_may_stand_before_or_after_the_command(shop: Path, building: FakeBuild) -> None:
    os.chdir(shop.parent)

    assert etalase("--root", "toko", "--at", "2026-12-20", "check") == 0
    assert etalase("check", "--root", "toko", "--at", "2026-12-20") == 0

    first, second = building.asked
    assert first == second
    assert first[0] == Path("toko")
    assert first[2] == Path("toko/.etalase/cache")


def test_a_shop_close_by_is_pointed_at(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.chdir(shop.parent)
    assert etalase("build") == 1
    assert "Ada toko di `toko`: tambahkan `--root toko`." in capsys.readouterr().err

    os.chdir(shop / "content")
    assert etalase("check") == 1
    assert "Ada toko di `..`" in capsys.readouterr().out


def test_a_folder_without_any_shop_is_a_problem_and_no_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "lain" / "dalam" / "sekali" / "lagi"
    empty.mkdir(parents=True)
    monkeypatch.chdir(empty)

    assert etalase("build") == 1
    assert "[no-shop]" in capsys.readouterr().err
    assert list(empty.iterdir()) == []


# Build


def test_build_writes_the_site_and_says_what_it_did(
    shop: Path, building: FakeBuild, capsys: pytest.CaptureFixture[str]
) -> None:
    building.problems = (problem(TIP),)

    assert etalase("build", "--lang", "en") == 0

    output = capsys.readouterr()
    assert building.made_pictures
    assert (shop / "output" / "index.html").read_bytes() == b"<!doctype html>"
    assert output.out.splitlines() == [
        "Done in 1.0 seconds: 2 written, 0 unchanged, 0 removed.",
        "  + index.html",
        "  + 404.html",
        "2 pages. Front page 7.3 KB (gzip), ceiling 28 KB.",
        "Open it: output/index.html",
    ]
    assert "hint: Could be nicer. [tip]" in output.err


def test_build_with_problems_keeps_the_old_site(
    shop: Path, building: FakeBuild, capsys: pytest.CaptureFixture[str]
) -> None:
    etalase("build")
    capsys.readouterr()
    building.error = ProblemsFound([problem(WRONG, mark=Mark("content/shop.yaml", 3, 2, 1, "x: y"), found="y")])

    assert etalase("build", "--lang", "en") == 1

    output = capsys.readouterr()
    assert output.out == ""
    assert "content/shop.yaml:3:2: error: `y` is wrong. [wrong-thing]\n   3 | x: y\n     |  ^\n" in output.err
    assert output.err.endswith("1 error in 1 file.\nNothing was written; the site stays as it was.\n")
    assert (shop / "output" / "index.html").is_file()


def test_build_tells_what_publishing_refuses(
    shop: Path, building: FakeBuild, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "output").mkdir()
    (shop / "output" / "skripsi.docx").write_bytes(b"")

    assert etalase("build") == 1
    assert "[output-not-ours]" in capsys.readouterr().err
    assert building.asked


def test_a_quiet_build_says_nothing_unless_something_is_wrong(
    building: FakeBuild, capsys: pytest.CaptureFixture[str]
) -> None:
    building.problems = (problem(TIP),)
    assert etalase("build", "-q") == 0
    assert capsys.readouterr() == ("", "")

    building.problems = (problem(LAW),)
    assert etalase("build", "--quiet") == 0
    assert "[terms]" in capsys.readouterr().err


# Check


@pytest.mark.parametrize(
    ("found", "strict", "code"),
    [((), False, 0), ((TIP,), True, 0), ((LAW,), False, 0), ((LAW,), True, 1), ((WRONG,), False, 1)],
)
def test_check_fails_by_severity(
    found: tuple[Kind, ...], *, strict: bool, code: int, shop: Path, building: FakeBuild
) -> None:
    problems = tuple(problem(kind, found="x") for kind in found)
    if WRONG in found:
        building.error = ProblemsFound(problems)
    building.problems = problems

    assert etalase("check", *["--strict"] * strict) == code
    assert not (shop / "output").exists()
    assert building.made_pictures is False


def test_check_prints_problems_and_their_number(building: FakeBuild, capsys: pytest.CaptureFixture[str]) -> None:
    building.problems = (problem(LAW, mark=Mark("content/shop.yaml")),)

    etalase("check")

    assert capsys.readouterr().out == (
        "content/shop.yaml:1:1: peringatan: No word on refunds. [terms]\n\n1 peringatan di 1 berkas.\n"
    )


def test_check_as_json_prints_json_and_nothing_else(building: FakeBuild, capsys: pytest.CaptureFixture[str]) -> None:
    building.error = ProblemsFound([problem(WRONG, found="香" * 200)])

    assert etalase("check", "--json") == 1

    output = capsys.readouterr()
    assert json.loads(output.out)["problems"][0]["code"] == "wrong-thing"
    assert output.err == ""


def test_on_github_problems_become_annotations(
    shop: Path, building: FakeBuild, capsys: pytest.CaptureFixture[str]
) -> None:
    os.chdir(shop.parent)
    building.problems = (problem(LAW, mark=Mark("content/shop.yaml", 2)),)

    etalase("check", "--root", "toko", environment={"GITHUB_ACTIONS": "true"})

    assert capsys.readouterr().out.splitlines() == [
        "::warning file=toko/content/shop.yaml,line=2,col=1,endColumn=2,title=terms::No word on refunds.",
        "1 peringatan di 1 berkas.",
    ]


# Schema


def test_schema_writes_what_the_modelines_name(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("schema") == 0

    written = {path.name for path in (shop / "content" / ".schema").iterdir()}
    assert written == {f"{name}.json" for name in MODELS}
    assert len(capsys.readouterr().out.splitlines()) == len(MODELS)


def test_schema_prints_one_by_name(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("schema", "campaign") == 0

    assert "opens" in json.loads(capsys.readouterr().out)["properties"]
    assert not (shop / "content" / ".schema").exists()
    assert set(SCHEMAS) == set(MODELS)


# New


def test_new_ends_with_the_two_commands_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.chdir(tmp_path)

    assert etalase("new", "toko rani", "--name", "Dapur Rani", "--whatsapp", "0812-3456-7890") == 0

    quoted = '"toko rani"' if os.name == "nt" else "'toko rani'"
    assert capsys.readouterr().out.splitlines()[-2:] == [f"  cd {quoted}", "  etalase serve"]
    assert (tmp_path / "toko rani" / "content" / ".schema" / "shop.json").is_file()


def test_new_suggests_the_command_as_it_was_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.chdir(tmp_path)

    etalase("new", "a", "--name", "A", "--whatsapp", "0812-3456-7890", program="uv run etalase")

    assert "  uv run etalase build --root a" in capsys.readouterr().out


def test_new_asks_again_until_the_number_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    os.chdir(tmp_path)
    answers = iter(["", "Dapur Rani", "0812", "0812-3456-7890", ""])
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))

    assert etalase("new", "toko2", interactive=True) == 0

    said = capsys.readouterr().out
    assert "Namanya masih kosong." in said
    assert "+62 0812" in said
    content = (tmp_path / "toko2" / "content" / "shop.yaml").read_text(encoding="utf-8")
    assert "name: Dapur Rani\n" in content
    assert "whatsapp: 0812-3456-7890\n" in content
    assert "\n# city: " in content


def test_new_refuses_a_folder_with_something_in_it_before_asking(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(click, "prompt", lambda *_, **__: pytest.fail("asked"))

    assert etalase("new", ".", interactive=True) == 1
    assert "[new-folder-not-empty]" in capsys.readouterr().err
    assert [path.name for path in shop.iterdir()] == ["content"]


# Endings


def test_ctrl_c_ends_without_a_traceback(building: FakeBuild, capsys: pytest.CaptureFixture[str]) -> None:
    building.error = KeyboardInterrupt()

    assert etalase("build") == 130
    assert capsys.readouterr().err == "\nDihentikan.\n"


def test_a_bug_keeps_its_traceback(building: FakeBuild) -> None:
    building.error = RuntimeError("ours")

    with pytest.raises(RuntimeError, match="ours"):
        etalase("build")


def start(*arguments: str, module: bool = False) -> subprocess.Popen[bytes]:
    code = "import sys; from generator.cli import main; sys.argv = ['etalase', *sys.argv[1:]]; main()"
    command = [sys.executable, *(["-m", "generator"] if module else ["-c", code]), *arguments]
    paths = {"PYTHONPATH": str(Path(generator.build.__file__).parents[1]), "PYTHONIOENCODING": "ascii"}
    return subprocess.Popen(
        command, env={**os.environ, **paths}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )


def test_a_reader_that_leaves_is_no_crash() -> None:
    running = start("schema", "campaign")
    assert running.stdout
    running.stdout.close()

    assert running.wait(60) == 141
    assert running.stderr
    assert running.stderr.read() == b""
    running.stderr.close()


def test_output_is_utf_8_whatever_the_console_says() -> None:
    out, error = start("check", "“toko”", module=True).communicate(timeout=60)

    assert "““toko”” kelebihan di sini." in error.decode("utf-8")
    assert "Bantuan: python -m generator check --help" in error.decode("utf-8")
    assert out == b""
