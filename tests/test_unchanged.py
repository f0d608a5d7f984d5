"""A build that would change nothing is answered at once, and any change or doubt makes it run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from shopkit import write_shop

from generator import unchanged
from generator.unchanged import answer, before, record, surroundings
from generator.unchanged.before import Before
from generator.unchanged.record import cache_home
from generator.unchanged.surroundings import Unsure, is_fresh

PACKAGE = Path(__file__).parent.parent / "generator"
HOUR_NS = 3_600_000_000_000
SECOND_NS = 1_000_000_000


@dataclass
class Shop:
    """A folder that was built: one page from one file."""

    root: Path
    environment: dict[str, str]
    arguments: tuple[str, ...] = ("build",)

    @property
    def source(self) -> Path:
        return self.root / "content" / "shop.yaml"

    @property
    def page(self) -> Path:
        return self.root / "output" / "index.html"

    def keep(self, meanwhile: Callable[[], object] = lambda: None, *, lasts_ns: int = HOUR_NS) -> None:
        noted = Before(self.arguments, self.environment, [str(self.root / "content"), str(self.root / "themes")])
        meanwhile()
        noted.keep(
            written=[str(self.page)],
            untouched=[],
            until_ns=noted.began_ns + lasts_ns,
            errors="careful\n",
            said="Done in 0,0 seconds.\n",
            zero="0,0",
        )

    def answer(self) -> int | None:
        return answer(self.arguments, self.environment)

    @property
    def kept(self) -> Path:
        (file,) = Path(self.environment["XDG_CACHE_HOME"], "etalase", "unchanged").iterdir()
        return file


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    shop = Shop(tmp_path / "toko", {"XDG_CACHE_HOME": str(tmp_path / "cache"), "TERM": "xterm"})
    for file in (shop.source, shop.page):
        file.parent.mkdir(parents=True)
        file.write_text("Melati", "utf-8")
    monkeypatch.chdir(shop.root)
    monkeypatch.setattr(sys, "warnoptions", [])
    monkeypatch.setattr(surroundings, "is_traced", lambda: False)  # as tests are when their coverage is measured
    shop.keep()
    return shop


def test_a_build_of_the_same_says_what_it_would_say(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert shop.answer() == 0

    said, errors = capsys.readouterr()
    assert errors == "careful\n"
    assert re.fullmatch(r"Done in \d,\d seconds\.\n", said)


def moved(file: Path) -> None:
    file.replace(file.with_name("other.yaml"))


def rewritten(file: Path, text: str = "Mawar!") -> None:
    """Another text of the same length, with the time that the file had."""
    times = file.stat()
    file.write_text(text, "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


CHANGES: dict[str, Callable[[Shop], object]] = {
    "a file grew": lambda shop: shop.source.write_text("Melati 7", "utf-8"),
    "a file with its old time and length": lambda shop: rewritten(shop.source),
    "a file came": lambda shop: (shop.root / "content" / "links.yaml").write_text(""),
    "a file below came": lambda shop: [
        (shop.root / "content" / "images").mkdir(),
        (shop.root / "content" / "images" / "a.jpg").touch(),
    ],
    "a folder came": lambda shop: (shop.root / "content" / "x.yaml").mkdir(),
    "a theme came": lambda shop: (shop.root / "themes" / "pasar").mkdir(parents=True),
    "a file went": lambda shop: shop.source.unlink(),
    "a file moved": lambda shop: moved(shop.source),
    "all moved away": lambda shop: (shop.root / "content").rename(shop.root / "away"),
    "a page went": lambda shop: shop.page.unlink(),
    "a page was edited": lambda shop: shop.page.write_text("Lain", "utf-8"),
    "a page with its old time and length": lambda shop: rewritten(shop.page),
    "a page became a folder": lambda shop: [shop.page.unlink(), shop.page.mkdir()],
    "another language": lambda shop: shop.environment.update(ETALASE_LANG="en"),
    "no colours": lambda shop: shop.environment.update(NO_COLOR="1"),
    "another zone": lambda shop: shop.environment.update(TZ="Asia/Tokyo"),
    "a date that is given": lambda shop: shop.environment.update(SOURCE_DATE_EPOCH="1"),
    "a build server": lambda shop: shop.environment.update(GITHUB_ACTIONS="true"),
    "no cache folder": lambda shop: shop.environment.pop("XDG_CACHE_HOME"),
    "other arguments": lambda shop: setattr(shop, "arguments", ("build", "--quiet")),
    "another command": lambda shop: setattr(shop, "arguments", ("check",)),
    "the record is gone": lambda shop: shop.kept.unlink(),
    "the record is empty": lambda shop: shop.kept.write_bytes(b""),
    "the record is no text": lambda shop: shop.kept.write_bytes(b"\xff" * 100),
    "the record is a folder": lambda shop: [(kept := shop.kept).unlink(), kept.mkdir()],
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_build_runs(shop: Shop, change: str, capsys: pytest.CaptureFixture[str]) -> None:
    kept_before = shop.answer()
    capsys.readouterr()
    CHANGES[change](shop)

    assert (kept_before, shop.answer()) == (0, None)
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_what_a_link_leads_to_is_looked_at(shop: Shop) -> None:
    target = shop.root / "asli.yaml"
    target.write_text("a", "utf-8")
    (shop.root / "content" / "links.yaml").symlink_to(target)
    (shop.root / "content" / ".#shop.yaml").symlink_to("nobody@nowhere:1")  # as emacs locks a file
    shop.keep()
    assert shop.answer() == 0

    target.write_text("ab", "utf-8")
    assert shop.answer() is None


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_around_is_not_followed_for_ever(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "_MOST_FILES", 50)
    for name in ("a", "b"):
        (shop.root / "content" / name).symlink_to(shop.root / "content")

    with pytest.raises((Unsure, OSError)):
        shop.keep()


def test_every_damage_of_the_record_is_noticed(shop: Shop) -> None:
    whole = shop.kept.read_bytes()
    for end in range(0, len(whole), 97):
        shop.kept.write_bytes(whole[:end])
        assert shop.answer() is None, f"cut at {end}"
    for place in range(0, len(whole), 97):
        shop.kept.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert shop.answer() is None, f"damaged at {place}"
    shop.kept.write_bytes(whole)
    assert shop.answer() == 0


def test_a_record_of_another_version_is_not_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "_FORMAT", "etalase unchanged 0")

    assert shop.answer() is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows keeps other users out by itself")
@pytest.mark.parametrize("how", ["another user's", "open to all"])
def test_a_folder_that_others_write_in_is_not_trusted(shop: Shop, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "open to all":
        shop.kept.parent.chmod(0o777)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)

    assert shop.answer() is None


def test_a_shop_cannot_bring_a_record_of_its_own(shop: Shop) -> None:
    inside = [Path(shop.environment["XDG_CACHE_HOME"], "etalase"), shop.root / ".etalase", shop.root]
    assert [folder in shop.kept.parents for folder in inside] == [True, False, False]


@pytest.mark.parametrize(("passed_ns", "answered"), [(-1, False), (0, True), (HOUR_NS - 1, True), (HOUR_NS, False)])
def test_it_holds_from_the_build_until_something_changes(
    shop: Shop,
    passed_ns: int,
    *,
    answered: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began_ns = int(record.Record.read(shop.kept.read_bytes()).began_ns)
    monkeypatch.setattr(unchanged.time, "time_ns", lambda: began_ns + passed_ns)

    assert (shop.answer() == 0) is answered


@pytest.mark.parametrize("argument", ["--at", "--at=2026-12-12", "--profile"])
def test_a_run_of_a_special_sort_is_neither_answered_nor_kept(shop: Shop, argument: str) -> None:
    shop.arguments = ("build", argument, "2026-12-12")

    assert shop.answer() is None
    with pytest.raises(Unsure):
        shop.keep()


@pytest.mark.parametrize(
    ("age_ns", "written_ns", "fresh"),
    [
        (0, 123, True),
        (40_000_000, 123, True),
        (60_000_000, 123, False),
        (-SECOND_NS, 123, True),  # from the future
        (60_000_000, 0, True),  # whole seconds: a disk that counts in them
        (1_900_000_000, 0, True),
        (2_100_000_000, 0, False),
    ],
)
def test_a_file_is_fresh_while_another_writing_could_have_its_time(
    age_ns: int, written_ns: int, *, fresh: bool
) -> None:
    mtime_ns = 1_800_000_000 * SECOND_NS + written_ns
    facts = SimpleNamespace(st_mtime_ns=mtime_ns, st_ctime_ns=mtime_ns)

    assert is_fresh(facts, mtime_ns + age_ns) is fresh  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["source", "page"])
def test_a_fresh_file_is_told_by_its_content(shop: Shop, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk whose clock does not move, another text of the same length has the same times."""
    for module in (surroundings, unchanged, before):
        monkeypatch.setattr(module, "line", lambda name, facts: f"0 {facts.st_size} 0 0 0 {name}")
    shop.source.write_text("Melur.", "utf-8")
    shop.page.write_text("Melur.", "utf-8")
    shop.keep()
    getattr(shop, name).write_text("Mawar!", "utf-8")

    assert shop.answer() is None


def test_once_compared_and_old_enough_a_file_is_told_by_its_times(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.source.write_text("Melur.", "utf-8")
    shop.keep()
    kept = record.Record.read(shop.kept.read_bytes())
    assert "shop.yaml" in kept.contents
    monkeypatch.setattr(unchanged.time, "time_ns", lambda: int(kept.began_ns) + 10 * SECOND_NS)

    assert shop.answer() == 0
    assert record.Record.read(shop.kept.read_bytes()).contents == ""
    assert shop.answer() == 0


def test_what_changes_during_a_build_is_built_by_the_next(shop: Shop) -> None:
    shop.keep(meanwhile=lambda: shop.source.write_text("Mawar!", "utf-8"))

    assert shop.answer() is None


def test_a_page_that_was_touched_during_a_build_that_left_it_alone_is_doubtful(shop: Shop) -> None:
    noted = Before(shop.arguments, shop.environment, [str(shop.root / "content")])
    os.utime(shop.page, ns=(noted.began_ns + 1, noted.began_ns + 1))

    with pytest.raises(Unsure):
        noted.keep(written=[], untouched=[str(shop.page)], until_ns=0, errors="", said="", zero="0,0")


def test_only_so_many_builds_are_remembered(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "_LASTING", 3)
    for number in range(5):
        shop.arguments = ("build", f"--root={number}")
        shop.keep()

    assert len([*Path(shop.environment["XDG_CACHE_HOME"], "etalase", "unchanged").iterdir()]) == 3
    assert shop.answer() == 0


@pytest.mark.parametrize(
    ("system", "platform", "environment", "home"),
    [
        ("posix", "linux", {"HOME": "/home/ayu"}, "/home/ayu/.cache/etalase"),
        ("posix", "linux", {"HOME": "/home/ayu", "XDG_CACHE_HOME": "/tmp/x"}, "/tmp/x/etalase"),
        ("posix", "linux", {"HOME": "/home/ayu", "XDG_CACHE_HOME": "toko"}, ""),
        ("posix", "darwin", {"HOME": "/Users/ayu"}, "/Users/ayu/Library/Caches/etalase"),
        ("posix", "linux", {}, ""),
    ],
)
def test_caches_lie_where_the_system_keeps_them(
    system: str, platform: str, environment: dict[str, str], home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "name", system)
    monkeypatch.setattr(sys, "platform", platform)

    assert cache_home(environment) == home


def test_every_variable_that_a_build_asks_for_is_compared() -> None:
    sources = [(PACKAGE / "cli" / f"{name}.py").read_text("utf-8") for name in ("session", "buildserver", "commands")]
    asked = set(re.findall(r"environment\.get\(\"(\w+)\"", "".join(sources)))

    assert {"ETALASE_LANG", "GITHUB_ACTIONS"} <= asked
    compared = {*surroundings._VARIABLES, *surroundings._SPECIAL_VARIABLES}
    assert [name for name in asked - compared if not name.startswith(surroundings._FAMILIES)] == []


# The whole command

_WATCHED = """
import json, os, sys
opened = []
def watch(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and not (args[2] or 0) & os.O_WRONLY:
        opened.append(os.fsdecode(args[0]))
sys.addaudithook(watch)
from generator.__main__ import main
try:
    main()
finally:
    with open(os.environ["REPORT"], "w") as report:
        json.dump({"modules": sorted(sys.modules), "opened": opened}, report)
"""


@dataclass
class Ran:
    said: str
    errors: str
    modules: list[str]
    opened: list[Path]


@pytest.fixture
def ran(tmp_path: Path) -> Callable[..., Ran]:
    """The command in a process of its own, with what it imported and opened."""

    def run(*arguments: str) -> Ran:
        report = tmp_path / "report.json"
        home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "REPORT": str(report)}
        around = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GITHUB_"))}
        code = _WATCHED.replace("main()", f"sys.argv[1:] = {list(arguments)!r}; main()", 1)
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**around, **home},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        told = json.loads(report.read_text("utf-8"))
        return Ran(done.stdout, done.stderr, told["modules"], [Path(each) for each in told["opened"]])

    return run


def test_the_command_answers_as_a_build_that_wrote_nothing(tmp_path: Path, ran: Callable[..., Ran]) -> None:
    root = write_shop(tmp_path / "toko", **{"links.yml": "links: []\n"})
    ran("build", "--root", str(root))
    record_folder = tmp_path / "cache" / "etalase" / "unchanged"
    for file in record_folder.iterdir():
        file.unlink()
    built, again = ran("build", "--root", str(root)), ran("build", "--root", str(root))

    assert "generator.build" in built.modules
    assert "generator.build" not in again.modules
    assert again.said.partition(":")[2] == built.said.partition(":")[2] != ""
    assert again.errors == built.errors != ""

    (root / "output" / "index.html").write_text("rusak", "utf-8")
    ran("build", "--root", str(root))
    assert "rusak" not in (root / "output" / "index.html").read_text("utf-8")


def test_every_file_that_a_build_opens_is_looked_at(tmp_path: Path, ran: Callable[..., Ran]) -> None:
    root = write_shop(tmp_path / "toko")
    built = ran("build", "--root", str(root))
    (file,) = (tmp_path / "cache" / "etalase" / "unchanged").iterdir()
    looked_at = [Path(each) for each in record.Record.read(file.read_bytes()).folders.split("\n")]
    python = [Path(each) for each in (*sys.path, sys.prefix, sys.base_prefix) if each and Path(each) != PACKAGE.parent]
    system = [Path(each) for each in ("/proc", "/dev", "/etc", "/usr/share/zoneinfo", "/usr/lib")]
    own = [root / ".etalase", root / "output", tmp_path / "cache"]

    unseen = {
        str(path)
        for path in (each.absolute() for each in built.opened)
        if not any(path.is_relative_to(folder) for folder in (*looked_at, *python, *system, *own))
    }
    assert not unseen
