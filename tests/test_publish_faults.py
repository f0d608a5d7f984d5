"""Promise 1, tested as SQLite tests itself: the n-th call of the operating system fails, for every n."""

from __future__ import annotations

import os
import re
import shutil
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import faults
import pytest
from faults import FaultyOs, disk_with, files, tree

from generator.plan import Output
from generator.problems import ProblemsFound
from generator.publish import disk
from generator.publish.folder import publish
from generator.publish.manifest import FILE_NAME, from_bytes, is_temporary


def page(path: str, *references: str, words: str = "") -> Output:
    up = "../" * path.count("/")
    links = "".join(
        f'<a href="{up}{reference}">' if reference.endswith(".html") else f'<img src="{up}{reference}">'
        for reference in references
    )
    return Output(path, f"<!doctype html><p>{words}</p>{links}</html>".encode())


def asset(path: str) -> Output:
    return Output(path, f"bytes of {path}".encode() * 3, hashed=True)


OLD = (
    page(
        "index.html",
        "assets/style-1.css",
        "assets/both.css",
        "about/index.html",
        "gone/index.html",
        "feed.xml",
        words="old",
    ),
    page("about/index.html", "assets/photo-1.jpg", "vanishing/deep/index.html", words="old"),
    page("gone/index.html", "assets/photo-gone.jpg", "gone/list.txt", "index.html"),
    page("vanishing/deep/index.html", "assets/photo-1.jpg", "gone/index.html"),
    *(asset(f"assets/{name}") for name in ("style-1.css", "both.css", "photo-1.jpg", "photo-gone.jpg")),
    Output("gone/list.txt", b"list"),
    Output("feed.xml", b"old feed"),
)
NEW = (
    page("index.html", "assets/style-2.css", "assets/both.css", "about/index.html", "new/deep/index.html", words="new"),
    page("about/index.html", "assets/photo-2.jpg", "a/index.html", words="new"),
    page("new/deep/index.html", "assets/photo-new.jpg", "new/extra.txt", "a/index.html"),
    page("a/index.html", "new/deep/index.html", "index.html"),
    *(asset(f"assets/{name}") for name in ("style-2.css", "both.css", "photo-2.jpg", "photo-new.jpg")),
    Output("new/extra.txt", b"extra"),
    Output("feed.xml", b"new feed"),
)
FOREIGN = {"CNAME": b"toko.example\n", ".git/config": b"[core]\n", "gone/mine.txt": b"mine"}

CHANGES = ("open", *faults.WRITES)
BROKEN_DISKS = {
    "full from then on": {"failure": faults.DISK_FULL, "lasting": True, "counted": CHANGES},
    "no permission from then on": {"failure": faults.NO_PERMISSION, "lasting": True, "counted": CHANGES},
    "broken once": {"failure": faults.BROKEN},
    "Ctrl-C just after": {"failure": faults.interrupt, "after": True, "counted": CHANGES},
}


@pytest.fixture(autouse=True, params=["each flushed", pytest.param("all written first", marks=pytest.mark.slow)])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways in which files get to the disk: few, and many."""
    if request.param == "all written first":
        monkeypatch.setattr(disk, "MANY", 1)
        monkeypatch.setattr(disk, "catch_up", lambda: None)  # flushes are counted here, not done


@pytest.fixture(scope="module", params=["first build", "second build"])
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site before the build that fails: only foreign files, or the old site with them."""
    folder = tmp_path_factory.mktemp("start") / "output"
    if request.param == "second build":
        with disk_with(FaultyOs()):
            # Twice, so that the asset of a still older build is on its way out.
            publish([*OLD, asset("assets/older.css")], folder, lock_file=folder.parent / "lock")
            publish(OLD, folder, lock_file=folder.parent / "lock")
    for path, content in FOREIGN.items():
        if request.param == "second build" or not path.startswith("gone"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return folder


@pytest.fixture
def goal(start: Path, tmp_path: Path) -> dict[str, bytes]:
    """What a build that nothing disturbs makes of the start."""
    folder = tmp_path / "goal" / "output"
    shutil.copytree(start, folder)
    with disk_with(FaultyOs()):
        publish(NEW, folder, lock_file=tmp_path / "lock")
    assert {output.path: output.content for output in NEW}.items() <= tree(folder).items()
    return tree(folder)


def site(found: dict[str, bytes]) -> dict[str, bytes]:
    """What a visitor could see of it: all but our own list and files that are being written."""
    return {path: b for path, b in found.items() if path != FILE_NAME and not is_temporary(path.rpartition("/")[2])}


def every_call(start: Path, tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A fresh copy of the start for n = 1, 2, 3 …; whoever iterates stops at the n that is never reached."""
    for n in range(1, 1000):
        folder = tmp_path / str(n) / "output"
        shutil.copytree(start, folder, copy_function=os.link)  # files are replaced, never written into
        yield n, folder
    pytest.fail("the number of calls has no end")


def publishing_fails(outputs: Sequence[Output], folder: Path) -> list[str]:
    """The codes of the problems it fails with; none if it succeeds."""
    try:
        publish(outputs, folder, lock_file=folder.parent / "lock")
    except ProblemsFound as found:
        return [problem.code for problem in found.problems]
    except KeyboardInterrupt:
        return ["interrupted"]
    return []


def assert_every_page_has_its_files(folder: Path) -> None:
    known = {(output.path, output.content) for output in (*OLD, *NEW)}
    for found in folder.rglob("*.html"):
        path = found.relative_to(folder).as_posix()
        assert (path, found.read_bytes()) in known, "half a page"
        for shown in re.findall(r'src="([^"]+)"', found.read_text()):
            target = (found.parent / shown).resolve()
            assert target.is_file(), f"{path} shows {shown}, which is not there"
            assert (target.relative_to(folder).as_posix(), target.read_bytes()) in known, "half a file"
    if (folder / "index.html").exists():
        assert_no_dead_end(folder / "index.html", set())


def assert_no_dead_end(landing: Path, visited: set[Path]) -> None:
    visited.add(landing)
    for linked in re.findall(r'href="([^"]+)"', landing.read_text()):
        target = (landing.parent / linked).resolve()
        assert target.is_file(), f"a visitor gets to {landing} and from there to {linked}, which is not there"
        if target not in visited:
            assert_no_dead_end(target, visited)


def assert_repaired(folder: Path, goal: dict[str, bytes]) -> None:
    with disk_with(FaultyOs()):
        publish(NEW, folder, lock_file=folder.parent / "lock")
    assert tree(folder) == goal


def test_a_build_after_the_last_one_writes_nothing(start: Path, goal: dict[str, bytes], tmp_path: Path) -> None:
    """So does one after a repair, which ends in the same bytes."""
    folder = tmp_path / "output"
    shutil.copytree(start, folder)
    assert_repaired(folder, goal)
    with disk_with(FaultyOs()) as idle:
        publish(NEW, folder, lock_file=tmp_path / "lock")
    assert {path for _, path in idle.changes} <= {str(tmp_path), str(tmp_path / "lock")}
    assert tree(folder) == goal


def test_the_disk_has_every_file_before_anything_is_renamed(start: Path, tmp_path: Path) -> None:
    folder = tmp_path / "output"
    shutil.copytree(start, folder)
    with disk_with(FaultyOs()) as seen:
        publish(NEW, folder, lock_file=tmp_path / "lock")
    names = [name for name, _ in seen.log]
    announced = names.index("replace") + 1  # our own list, which names what is coming
    renamed = announced + names[announced:].index("replace")
    before = seen.log[announced:renamed]
    written = {path for name, path in before if name == "create"}
    assert len(written) >= len(NEW) - 2  # two files are the same in both sites
    assert written <= {path for name, path in before if name == "fsync"}


@pytest.mark.parametrize("disk", BROKEN_DISKS)
def test_whichever_call_fails_every_page_has_its_files_and_the_next_build_repairs(
    disk: str, start: Path, goal: dict[str, bytes], tmp_path: Path
) -> None:
    before = files(start)
    for n, folder in every_call(start, tmp_path):
        fault = FaultyOs(n, **BROKEN_DISKS[disk])
        with disk_with(fault):
            codes = publishing_fails(NEW, folder)
        assert bool(codes) is fault.triggered, f"call {n} failed and nobody noticed"
        if not codes:
            assert tree(folder) == goal
            return
        after = files(folder)
        assert FOREIGN.items() & before.items() <= after.items()
        assert_every_page_has_its_files(folder)
        if "lasting" not in BROKEN_DISKS[disk]:
            assert not [path for path in after if is_temporary(path.rpartition("/")[2])], f"call {n} left litter"
        if "output-stays-old" in codes:
            assert site(after) == site(before)
        else:
            assert codes == ["interrupted"] or "output-stays-usable" in codes
        assert_repaired(folder, goal)
        shutil.rmtree(folder.parent)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_call_every_page_has_its_files_and_the_next_build_repairs(
    start: Path, goal: dict[str, bytes], tmp_path: Path
) -> None:
    for n, folder in every_call(start, tmp_path):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the test runner may have threads
            child = os.fork()
        if child == 0:
            with disk_with(FaultyOs(n, lambda: os._exit(77), counted=CHANGES)):
                try:
                    publish(NEW, folder, lock_file=folder.parent / "lock")
                finally:
                    os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            assert tree(folder) == goal
            return
        assert code == 77
        assert_every_page_has_its_files(folder)
        assert_repaired(folder, goal)
        shutil.rmtree(folder.parent)


def test_a_full_disk_leaves_the_old_site_untouched(start: Path, tmp_path: Path) -> None:
    # Given a disk that takes no new bytes (renaming and removing still work, as on real disks)
    before = files(start)
    for n, folder in every_call(start, tmp_path):
        fault = FaultyOs(n, faults.DISK_FULL, lasting=True, counted=("write", "mkdir"))
        # When it fills up at any moment
        with disk_with(fault):
            codes = publishing_fails(NEW, folder)
        # Then it is said so, and nothing but the list of our files is new
        assert codes == (["output-disk-full", "output-stays-old"] if fault.triggered else [])
        if not codes:
            return
        assert site(files(folder)) == site(before)


def test_builds_that_fail_one_after_the_other_with_other_contents_still_end_well(start: Path, tmp_path: Path) -> None:
    # Given builds of three different contents, each killed a little later than the one before
    contents = [NEW, OLD, (*OLD[1:], page("index.html", "assets/third.css"), asset("assets/third.css"))]
    folder = tmp_path / "output"
    shutil.copytree(start, folder)
    for n in range(8, 80):
        with disk_with(FaultyOs(n, faults.interrupt, lasting=True)):
            assert publishing_fails(contents[n % 3], folder) == ["interrupted"]
        for found in folder.rglob("*.html"):
            for reference in re.findall(r'src="([^"]+)"', found.read_text()):
                assert (found.parent / reference).is_file()
    # When one gets through
    with disk_with(FaultyOs()):
        publish(NEW, folder, lock_file=tmp_path / "lock")
        publish((*NEW, Output("one.txt", b"more")), folder, lock_file=tmp_path / "lock")
    # Then nothing of the failed ones is left
    manifest = from_bytes((folder / FILE_NAME).read_bytes())
    assert manifest.kept == set()
    assert set(files(folder)) - {FILE_NAME, *FOREIGN} == {output.path for output in NEW} | {"one.txt"}
