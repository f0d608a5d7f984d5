"""The preview follows the files, however they are saved, and never hangs or lies; real files, real events."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from shopkit import write_shop

from generator.preview.session import BREATH_S, Rebuilt, Session
from generator.preview.shown import Shown
from generator.preview.watcher import changed_files, fingerprint

NOW = datetime.fromisoformat("2026-12-12T12:00:00+07:00")
SHOP = """
    name: Toko Coba
    contact:
      whatsapp: 0812-345-678
"""
PO = """title: {title}
price: {price}
opens: 2026-12-09 09:00
closes: 2026-12-20 23:59
"""
PAGE = "po/melati/index.html"
SOON_S = 2.0


def po(title: str = "Melati", price: str = "150.000") -> str:
    return PO.format(title=title, price=price)


class Followed:
    """A running session, and everything it showed."""

    def __init__(self, root: Path, *, poll: bool = False) -> None:
        self.now = NOW
        self.rounds: list[Rebuilt] = []
        self._news = threading.Condition()
        self._shown: list[Shown] = []
        self.session = Session(
            root, lambda: self.now, time.monotonic, cache=root / ".etalase", poll=poll, tell=self.rounds.append
        )
        self.session.look()
        self.session.listen(self._hear)
        self.session.watch_page(PAGE)
        self.session.start()

    def _hear(self, shown: Shown) -> None:
        with self._news:
            self._shown.append(shown)
            self._news.notify_all()

    def until(self, holds: Callable[[Shown], bool], timeout_s: float = SOON_S) -> Shown:
        """What is shown once that holds."""
        with self._news:
            assert self._news.wait_for(lambda: holds(self.session.shown), timeout_s), self.session.shown.problems
            return self.session.shown

    def page(self, path: str = PAGE) -> str:
        site = self.session.shown.draft
        assert site is not None
        return (site.output(path).content or b"").decode()

    def until_page_says(self, words: str, timeout_s: float = SOON_S) -> None:
        self.until(lambda shown: not shown.broken and words in self.page(), timeout_s)

    def until_quiet(self) -> int:
        """How many builds there were once none has come for half a second."""
        seen = -1
        while seen != self.session.builds:
            seen = self.session.builds
            threading.Event().wait(0.5)
        return seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_shop(tmp_path, shop=SHOP, melati=po())


@pytest.fixture
def file(root: Path) -> Path:
    return root / "content/campaigns/melati.yaml"


@pytest.fixture
def follow(root: Path) -> Iterator[Callable[..., Followed]]:
    started: list[Followed] = []

    def go(**options: bool) -> Followed:
        started.append(Followed(root, **options))
        return started[-1]

    yield go
    for each in started:
        each.session.stop()


def in_pieces(file: Path, text: str) -> None:
    third = len(text) // 3
    with file.open("w", encoding="utf-8") as opened:
        for piece in (text[:third], text[third : 2 * third], text[2 * third :]):
            opened.write(piece)
            opened.flush()
            os.fsync(opened.fileno())


def like_vim(file: Path, text: str) -> None:
    backup = file.with_name(file.name + "~")
    file.rename(backup)
    file.write_text(text, "utf-8")
    backup.unlink()


def beside_and_over(file: Path, text: str) -> None:
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(file)


def from_elsewhere(file: Path, text: str) -> None:
    beside = file.parents[2] / "elsewhere.tmp"
    beside.write_text(text, "utf-8")
    beside.replace(file)


def away_and_new(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, "utf-8")


def at_once(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


def open_files() -> int:
    """How many files this process has open, where the system tells."""
    listed = Path("/proc/self/fd")
    return sum(1 for _ in listed.iterdir()) if listed.is_dir() else 0


SAVES = (at_once, in_pieces, like_vim, beside_and_over, from_elsewhere, away_and_new)


@pytest.mark.parametrize("save", SAVES)
def test_every_way_of_saving_shows_the_right_page_and_leaves_no_error(
    follow: Callable[..., Followed], file: Path, save: Callable[[Path, str], None]
) -> None:
    seen = follow()
    before = seen.until_quiet()
    save(file, po(price="175.000"))
    seen.until_page_says("175.000")
    after = seen.until_quiet()
    assert not seen.session.shown.broken
    assert 1 <= after - before <= 2


@pytest.mark.parametrize("save", SAVES)
def test_without_a_watcher_every_save_is_found_too(
    follow: Callable[..., Followed], file: Path, save: Callable[[Path, str], None]
) -> None:
    seen = follow(poll=True)
    save(file, po(price="175.000"))
    seen.until_page_says("175.000")
    seen.until_quiet()
    assert not seen.session.shown.broken


def test_it_watches_rather_than_polls_where_it_can(follow: Callable[..., Followed]) -> None:
    assert follow().session.polls is False


def test_nothing_is_built_when_nothing_changes(follow: Callable[..., Followed], file: Path) -> None:
    seen = follow()
    before = seen.until_quiet()
    file.read_text("utf-8")  # reading is no change, and neither are our own reads and writes
    for _ in range(3):
        seen.page()
    assert seen.until_quiet() == before


def test_a_thousand_touches_in_a_second_are_at_most_three_builds(follow: Callable[..., Followed], root: Path) -> None:
    files = [root / f"content/images/foto-{number}.txt" for number in range(50)]
    for each in files:
        each.parent.mkdir(exist_ok=True)
        each.touch()
    seen = follow()
    before = seen.until_quiet()
    for number in range(1_000):
        files[number % 50].touch()
    assert seen.until_quiet() - before <= 3


@pytest.mark.slow
def test_fifty_breaks_and_fixes_leave_the_right_page_and_nothing_behind(
    follow: Callable[..., Followed], file: Path
) -> None:
    seen = follow()

    def round_of(number: int) -> None:
        file.write_text(po(price="15.50"), "utf-8")
        broken = seen.until(lambda shown: shown.broken)
        assert broken.draft is not None
        assert [found.code for found in broken.problems if found.severity == "error"] == ["money-two-readings"]
        file.write_text(po(price=f"{100 + number}.000"), "utf-8")
        seen.until_page_says(f"{100 + number}.000")

    for number in range(5):
        round_of(number)
    gc.collect()
    threads, files = threading.active_count(), open_files()
    for number in range(5, 50):
        round_of(number)
    assert threading.active_count() <= threads
    assert open_files() <= files + 2


@pytest.mark.slow
def test_memory_stays_flat_over_hours_of_saves(follow: Callable[..., Followed], root: Path, file: Path) -> None:
    seen = follow()
    seen.until_quiet()
    kept = seen.session._memory
    sizes = []
    for number in range(120):
        extra = root / f"content/campaigns/coba-{number}.yaml"
        extra.write_text(po(title=f"Coba {number}"), "utf-8")
        file.write_text(po(price=f"{100 + number}.000"), "utf-8")
        seen.until_page_says(f"{100 + number}.000")
        extra.unlink()
        sizes.append(len(kept._slots))
    assert max(sizes[60:]) <= 1.2 * max(sizes[30:60])


def test_a_page_whose_file_is_deleted_is_gone(follow: Callable[..., Followed], root: Path) -> None:
    seen = follow()
    (root / "content/campaigns/melati.yaml").rename(root / "content/campaigns/kenanga.yaml")
    shown = seen.until(
        lambda shown: (
            shown.draft is not None
            and {place.slug for place in shown.draft.pages if place.kind == "campaign"} == {"kenanga"}
        )
    )
    assert shown.draft is not None
    with pytest.raises(KeyError):
        shown.draft.output(PAGE)


def test_content_that_goes_away_and_comes_back_is_shown_again(follow: Callable[..., Followed], root: Path) -> None:
    seen = follow()
    away = root / "elsewhere"
    (root / "content").rename(away)
    gone = seen.until(lambda shown: shown.broken)
    assert [found.code for found in gone.problems] == ["no-shop"]
    assert gone.draft is not None  # the last good page stays
    away.rename(root / "content")
    seen.until_page_says("150.000")
    (root / "content/campaigns/melati.yaml").write_text(po(price="190.000"), "utf-8")  # and it is followed again
    seen.until_page_says("190.000")


def test_a_folder_that_is_replaced_as_a_checkout_does_is_followed(follow: Callable[..., Followed], root: Path) -> None:
    seen = follow()
    other = root / "other"
    shutil.copytree(root / "content", other)
    (other / "campaigns/melati.yaml").write_text(po(price="210.000"), "utf-8")
    shutil.rmtree(root / "content")
    other.rename(root / "content")
    seen.until_page_says("210.000")
    (root / "content/campaigns/melati.yaml").write_text(po(price="220.000"), "utf-8")
    seen.until_page_says("220.000")


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_switching_branches_shows_the_other_shop(follow: Callable[..., Followed], root: Path, file: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=Coba", "-c", "user.email=coba@toko.example", "-c", "init.defaultBranch=main")
        subprocess.run(("git", *who, *words), cwd=root, check=True, capture_output=True)

    git("init", "-q")
    git("add", "content")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    file.write_text(po(price="230.000"), "utf-8")
    (root / "content/campaigns/kenanga.yaml").write_text(po(title="Kenanga"), "utf-8")
    git("add", "content")
    git("commit", "-qm", "two")
    seen = follow()
    for branch, price, pages in (("main", "150.000", 1), ("other", "230.000", 2), ("main", "150.000", 1)):
        git("checkout", "-q", branch)
        seen.until_page_says(price)
        shown = seen.until(lambda shown, pages=pages: campaigns(shown) == pages)  # type: ignore[misc]
        assert not shown.broken


def campaigns(shown: Shown) -> int:
    return sum(place.kind == "campaign" for place in shown.draft.pages) if shown.draft else 0


def test_a_shop_that_is_broken_from_the_start_is_shown_once_it_is_mended(root: Path, file: Path) -> None:
    file.write_text(po(price="15.50"), "utf-8")
    seen = Followed(root)
    try:
        assert seen.session.shown.broken
        assert seen.session.shown.draft is None
        file.write_text(po(price="150.000"), "utf-8")
        seen.until_page_says("150.000")
    finally:
        seen.session.stop()


def test_the_clock_alone_closes_a_po(follow: Callable[..., Followed]) -> None:
    seen = follow()
    seen.until_quiet()
    assert "state-open" in seen.page()
    seen.now = NOW + timedelta(days=9)
    seen.until(lambda _: "state-closed" in seen.page(), 3 * SOON_S)


def test_a_mistake_in_a_theme_is_shown_beside_the_last_good_page(follow: Callable[..., Followed], root: Path) -> None:
    seen = follow()
    seen.until_quiet()
    theme = root / "themes/warung"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: warung\ndescription: Coba.\nextends: etalase\napi: 1\n", "utf-8")
    (theme / "templates/404.html").write_text("x", "utf-8")
    (theme / "templates/archive.html").write_text("{{ page.nothing }}", "utf-8")
    (root / "content/shop.yaml").write_text(
        "name: Toko Coba\ncontact:\n  whatsapp: 0812-345-678\ntheme: warung\n", "utf-8"
    )
    broken = seen.until(lambda shown: shown.broken and any(p.code == "template-name" for p in shown.problems))
    assert broken.draft is not None
    assert broken.draft.chosen.theme.name == "etalase"
    (theme / "templates/archive.html").unlink()
    seen.until(lambda shown: not shown.broken)


def test_a_mistake_of_ours_is_told_once_and_does_not_end_the_preview(
    follow: Callable[..., Followed], file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = follow()
    seen.until_quiet()
    failed = threading.Semaphore(0)

    def fail(*_: object, **__: object) -> None:
        failed.release()
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("generator.preview.session.draft", fail)
    file.write_text(po(price="160.000"), "utf-8")
    assert failed.acquire(timeout=SOON_S)
    assert failed.acquire(timeout=2 * SOON_S)  # it is tried again although nothing changed
    monkeypatch.undo()
    seen.until_page_says("160.000", 2 * SOON_S)
    assert capsys.readouterr().err.count("RuntimeError: a mistake of ours") == 1


def test_each_round_is_told_with_what_changed(follow: Callable[..., Followed], file: Path) -> None:
    seen = follow()
    seen.until_quiet()
    file.write_text(po(title="Kenanga"), "utf-8")
    seen.until_page_says("Kenanga")
    seen.until_quiet()
    last = seen.rounds[-1]
    assert last.changed == ("content/campaigns/melati.yaml",)
    assert 0 < last.made <= last.pages
    assert not last.broken


def test_whoever_looks_gets_the_page_before_all_others_are_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(root, lambda: NOW, time.monotonic, cache=root / ".etalase")
    made: list[tuple[float | None, int]] = []
    monkeypatch.setattr(
        session._wake, "wait", lambda seconds=None: made.append((seconds, session._memory.made["page"])) or False
    )
    session.look()
    assert made == []  # nobody looks

    session.watch_page(PAGE)
    (root / "content/shop.yaml").write_text(SHOP.replace("Toko", "Warung"), "utf-8")
    before = session._memory.made["page"]
    session.look()
    assert made == [(BREATH_S, before + 1)]
    assert session._memory.made["page"] > before + 1


def test_the_same_files_have_the_same_name_in_another_run(root: Path) -> None:
    names = []
    for _ in range(2):
        session = Session(root, lambda: NOW, time.monotonic, cache=root / ".etalase")
        session.look()
        names.append(session.shown.id)
    assert names[0] == names[1] != ""


def test_a_fingerprint_tells_what_changed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("1")
    (tmp_path / ".hidden").write_text("1")
    before = fingerprint([tmp_path, tmp_path / "nowhere"])
    assert [Path(path).name for path in before] == ["a.yaml"]
    (tmp_path / "b.yaml").write_text("2")
    (tmp_path / "a.yaml").unlink()
    after = fingerprint([tmp_path])
    assert [Path(path).name for path in changed_files(before, after)] == ["a.yaml", "b.yaml"]
