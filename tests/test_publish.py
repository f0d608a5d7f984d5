"""What publishing writes, leaves alone, removes and refuses."""

from __future__ import annotations

import errno
import json
import os
import pickle
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from faults import FaultyOs, disk_with, files, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.paths import collision_key, facts_of
from generator.plan import InPlace, Output, folded
from generator.problems import ProblemsFound, Severity
from generator.publish.folder import Published, publish
from generator.publish.manifest import FILE_NAME, Manifest, to_bytes

LANDING = Output("index.html", b"<h1>Toko</h1>")
CAMPAIGN = Output("campaigns/melati/index.html", b"<h1>Melati</h1>")
FEED = Output("feed.xml", b"<feed/>")


TEMPORARY = ".etalase-0123abcd.tmp"


def photo(version: int) -> Output:
    return Output(f"pictures/melati-{version}.jpg", f"JPEG {version}".encode(), hashed=True)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def build(output: Path, tmp_path: Path) -> Callable[..., Published]:
    """Publish some outputs into `output`."""
    return lambda *outputs: publish(outputs, output, lock_file=tmp_path / ".etalase" / "lock")


def refusal(build: Callable[..., Published], *outputs: Output) -> list[tuple[str, dict[str, str | int]]]:
    """The codes and parameters of what a build is refused for."""
    with pytest.raises(ProblemsFound) as found:
        build(*outputs)
    return [(problem.code, dict(problem.parameters)) for problem in found.value.problems]


def site(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in files(folder).items() if path != FILE_NAME}


# Writing


def test_a_first_build_makes_the_folder_with_every_output(
    build: Callable[..., Published], output: Path, tmp_path: Path
) -> None:
    in_cache = tmp_path / "cache.jpg"
    in_cache.write_bytes(b"picture")
    done = build(LANDING, CAMPAIGN, Output("pictures/a.jpg", source=in_cache, hashed=True), Output("empty.txt", b""))
    assert site(output) == {
        "index.html": b"<h1>Toko</h1>",
        "campaigns/melati/index.html": b"<h1>Melati</h1>",
        "pictures/a.jpg": b"picture",
        "empty.txt": b"",
    }
    assert done == Published(
        written=("pictures/a.jpg", "empty.txt", "campaigns/melati/index.html", "index.html"), unchanged=(), removed=()
    )


def test_only_what_differs_is_written(build: Callable[..., Published], output: Path) -> None:
    build(LANDING, CAMPAIGN, FEED)
    before = {path: (output / path).stat() for path in site(output)}
    done = build(LANDING, CAMPAIGN, Output("feed.xml", b"<FEED/>"))
    assert (done.written, done.unchanged) == (("feed.xml",), ("campaigns/melati/index.html", "index.html"))
    after = {path: (output / path).stat() for path in site(output)}
    assert {path for path in after if after[path].st_ino != before[path].st_ino} == {"feed.xml"}


def test_a_build_that_changes_nothing_touches_nothing(
    build: Callable[..., Published], output: Path, tmp_path: Path
) -> None:
    in_cache = tmp_path / "cache.jpg"
    in_cache.write_bytes(b"picture")
    outputs = (LANDING, CAMPAIGN, photo(2), Output("pictures/b.jpg", source=in_cache, hashed=True))
    build(LANDING, photo(1))
    build(*outputs)
    before = {path: path.stat().st_mtime_ns for path in (output, *output.rglob("*"))}
    with disk_with(FaultyOs()) as seen:
        done = build(*outputs)
    assert seen.changes == [("mkdir", str(tmp_path / ".etalase")), ("create", str(tmp_path / ".etalase" / "lock"))]
    assert done == Published(unchanged=tuple(sorted(o.path for o in outputs)))
    assert {path: path.stat().st_mtime_ns for path in (output, *output.rglob("*"))} == before


def test_files_are_flushed_before_they_appear_and_appear_in_the_order_that_needs_them(
    build: Callable[..., Published], output: Path
) -> None:
    build(LANDING, CAMPAIGN, photo(1), Output("old/index.html", b"old"))
    with disk_with(FaultyOs()) as seen:
        build(
            *(Output(o.path, b"new") for o in (LANDING, CAMPAIGN, FEED)),
            *(photo(2), Output("a/index.html", b"a"), Output("zz/index.html", b"zz")),
        )
    replaced = [Path(path).relative_to(output).as_posix() for name, path in seen.log if name == "replace"]
    assert replaced == [
        *(FILE_NAME, "pictures/melati-2.jpg", "feed.xml"),
        *("a/index.html", "zz/index.html", "campaigns/melati/index.html", "index.html", FILE_NAME),
    ]
    # Every file is flushed before the first of the site appears; nothing is created after.
    changes = [(name, path) for name, path in seen.changes if path.endswith(".tmp") or name == "replace"]
    created = [path for name, path in changes if name == "create"]
    first = changes.index(("replace", str(output / "pictures/melati-2.jpg")))
    assert {path for name, path in changes[:first] if name == "fsync"} == set(created)
    assert len(created) == len(replaced)
    assert {name for name, _ in changes[first:]} == {"replace"}
    # The folders are flushed between what is shown and what shows it, and before anything is removed.
    if os.name == "posix":
        log = seen.changes
        for earlier, later in [
            (("replace", str(output / FILE_NAME)), ("replace", str(output / "pictures/melati-2.jpg"))),
            (("replace", str(output / "feed.xml")), ("replace", str(output / "a/index.html"))),
            (("replace", str(output / "index.html")), ("unlink", str(output / "old/index.html"))),
        ]:
            between = log[log.index(earlier) : log.index(later)]
            assert ("fsync", str(output)) in between
        # And the list forgets what is removed only when the disk has.
        assert ("fsync", str(output / "old")) in log[log.index(("unlink", str(output / "old/index.html"))) :]


class HesitantOs(FaultyOs):
    """Writes three bytes at a time, and cannot flush folders."""

    def write(self, descriptor: int, content: bytes) -> int:
        return os.write(descriptor, content[:3])

    def fsync(self, descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")


def test_disks_that_write_in_pieces_or_cannot_flush_folders_hold_the_same_site(
    build: Callable[..., Published], output: Path
) -> None:
    with disk_with(HesitantOs()):
        build(LANDING, CAMPAIGN)
    assert site(output) == {LANDING.path: LANDING.content, CAMPAIGN.path: CAMPAIGN.content}


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_a_web_server_may_read_what_was_written(build: Callable[..., Published], output: Path) -> None:
    before = os.umask(0o022)
    try:
        build(LANDING)
    finally:
        os.umask(before)
    assert (output / "index.html").stat().st_mode & 0o777 == 0o644


def test_a_damaged_file_is_written_again_even_if_its_size_is_right(
    build: Callable[..., Published], output: Path
) -> None:
    build(LANDING, photo(1))
    (output / photo(1).path).write_bytes(b"XXXX X")
    assert build(LANDING, photo(1)).written == (photo(1).path,)


@pytest.mark.parametrize(
    "path",
    [
        "../out.html",
        "/out.html",
        "a/../../out.html",
        "C:/out.html",
        "a\\b.html",
        ".git/config",
        FILE_NAME,
        TEMPORARY,
        "",
    ],
)
def test_an_unsafe_output_path_is_a_bug_and_writes_nothing(
    path: str, build: Callable[..., Published], tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="unsafe"):
        build(LANDING, Output(path, b"x"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "outputs",
    [
        (Output("a.html", b"1"), Output("A.html", b"2")),
        (Output("é.html", b"1"), Output("É.html", b"2")),
        (Output("a", b"1"), Output("A/b.html", b"2")),
        (Output("e\u0301.html", b"1"),),
        (Output("a.html"),),
        (Output("a.html", b"1", Path("a.html")),),
    ],
)
def test_outputs_that_no_disk_could_hold_are_a_bug_and_write_nothing(
    outputs: tuple[Output, ...], build: Callable[..., Published], tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"NFC|two outputs|a folder is needed|content and source"):
        build(*outputs)
    assert list(tmp_path.iterdir()) == []


# Removing


def test_what_is_no_longer_wanted_goes_with_the_folders_we_made(build: Callable[..., Published], output: Path) -> None:
    build(LANDING, CAMPAIGN, FEED)
    done = build(LANDING)
    assert done.removed == ("campaigns/melati/index.html", "feed.xml")
    assert set(tree(output)) == {"index.html", FILE_NAME}


def test_hashed_assets_stay_exactly_one_build_longer(build: Callable[..., Published], output: Path) -> None:
    build(LANDING, photo(1))
    assert build(LANDING, photo(2)).removed == ()
    assert set(site(output)) == {"index.html", photo(1).path, photo(2).path}
    # A build that changes nothing does not count.
    build(LANDING, photo(2))
    assert photo(1).path in site(output)
    assert build(LANDING, photo(3)).removed == (photo(1).path,)
    assert set(site(output)) == {"index.html", photo(2).path, photo(3).path}
    # One that is wanted again is there still, and young again.
    assert build(LANDING, photo(2)).written == ()
    assert build(LANDING).removed == (photo(3).path,)
    assert build(LANDING, FEED).removed == (photo(2).path,)
    assert set(tree(output)) == {"index.html", "feed.xml", FILE_NAME}


def test_folders_that_others_made_or_use_stay(build: Callable[..., Published], output: Path) -> None:
    build(LANDING, CAMPAIGN)
    (output / "campaigns" / "mine.txt").write_bytes(b"mine")
    (output / "theirs").mkdir()
    build(LANDING, CAMPAIGN, Output("theirs/ours.html", b"x"))
    build(LANDING)
    assert set(tree(output)) == {"index.html", FILE_NAME, "campaigns/", "campaigns/mine.txt", "theirs/"}


def test_what_hosts_and_git_keep_in_the_folder_survives(build: Callable[..., Published], output: Path) -> None:
    keep = {"CNAME": b"toko.example", ".git/HEAD": b"ref", ".gitignore": b"*", ".nojekyll": b"", ".DS_Store": b"\0"}
    for path, content in keep.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(content)
    build(LANDING, CAMPAIGN)
    build(FEED)
    build()
    assert site(output) == keep


def test_leftovers_of_a_killed_build_are_swept_but_nothing_that_only_looks_alike(
    build: Callable[..., Published], output: Path
) -> None:
    build(LANDING, CAMPAIGN)
    litter = [".etalase-0123abcd.tmp", "campaigns/melati/.etalase-ffffffff.tmp"]
    others = ["mine.tmp", ".etalase-0123.tmp", ".etalase-0123abcd.tmp.txt", "theirs/.etalase-0123abcd.tmp"]
    (output / "theirs").mkdir()
    for name in (*litter, *others):
        (output / name).write_bytes(b"x")
    assert build(LANDING, CAMPAIGN).removed == ()
    assert set(site(output)) == {"index.html", "campaigns/melati/index.html", *others}


def test_a_path_may_turn_from_file_to_folder_and_back(build: Callable[..., Published], output: Path) -> None:
    file, below = Output("shop", b"file"), Output("shop/deep/index.html", b"folder")
    build(LANDING, file)
    done = build(LANDING, below)
    assert (done.written, done.removed) == ((below.path,), (file.path,))
    assert site(output) == {"index.html": LANDING.content, below.path: b"folder"}
    build(LANDING, file)
    assert site(output) == {"index.html": LANDING.content, "shop": b"file"}


class CaselessOs:
    """`os` on a disk that, like those of macOS and Windows, ignores case and Unicode form but keeps spellings."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in ("open", "lstat", "stat", "listdir", "replace", "unlink", "mkdir", "rmdir"):
            return real
        return lambda *arguments: real(*(self._spelled(a) if isinstance(a, Path) else a for a in arguments))

    def _spelled(self, path: Path) -> Path:
        found = self._root
        for part in path.relative_to(self._root).parts if path.is_relative_to(self._root) else ():
            there = [entry.name for entry in found.iterdir()] if found.is_dir() else []
            found /= next((name for name in there if collision_key(name) == collision_key(part)), part)
        return found if path.is_relative_to(self._root) else path


def test_on_a_disk_that_ignores_case_a_new_spelling_replaces_the_old_one(
    build: Callable[..., Published], output: Path, tmp_path: Path
) -> None:
    with disk_with(CaselessOs(tmp_path)):
        build(LANDING, Output("About/index.html", b"1"), Output("Foto-é.jpg", b"jpeg", hashed=True))
        build(LANDING, Output("about/index.html", b"1"), Output("foto-É.jpg", b"jpeg", hashed=True))
        assert site(output) == {"index.html": LANDING.content, "about/index.html": b"1", "foto-É.jpg": b"jpeg"}
        # Nor does an old spelling in a manifest from another computer take the new file away.
        manifest = Manifest(
            frozenset({"foto-É.jpg"}), frozenset({"index.html", "about/index.html"}), frozenset({"FOTO-é.jpg"})
        )
        (output / FILE_NAME).write_bytes(to_bytes(manifest))
        build(LANDING, Output("about/index.html", b"2"), Output("foto-É.jpg", b"jpeg", hashed=True))
        assert site(output) == {"index.html": LANDING.content, "about/index.html": b"2", "foto-É.jpg": b"jpeg"}


def test_an_output_that_is_held_folded_is_written_whole_and_found_again(
    build: Callable[..., Published], output: Path
) -> None:
    sent = pickle.loads(pickle.dumps(folded(CAMPAIGN)))
    assert (sent.path, sent.content, sent.source, sent.hashed) == (CAMPAIGN.path, CAMPAIGN.content, None, False)
    assert build(sent).written == (CAMPAIGN.path,)
    assert (output / CAMPAIGN.path).read_bytes() == CAMPAIGN.content
    assert build(sent).unchanged == (CAMPAIGN.path,)
    assert folded(stands := Output("a.jpg", source=output / CAMPAIGN.path)) is stands


# Refusing


def test_a_folder_that_is_not_ours_is_refused_and_left_as_it_is(build: Callable[..., Published], output: Path) -> None:
    output.mkdir()
    (output / "thesis.doc").write_bytes(b"years of work")
    assert refusal(build, LANDING) == [("output-not-ours", {"folder": "output", "name": "thesis.doc"})]
    assert tree(output) == {"thesis.doc": b"years of work"}


def test_a_page_that_stands_is_left_alone_while_it_is_the_one_that_was_found(
    build: Callable[..., Published], output: Path
) -> None:
    build(LANDING, CAMPAIGN)
    place = output / CAMPAIGN.path
    stands = InPlace(CAMPAIGN.path, source=place, facts=facts_of(place.stat()))
    changed = Output("index.html", b"changed")
    assert build(changed, stands) == Published(("index.html",), (CAMPAIGN.path,))

    place.write_bytes(b"<h1>Another build's</h1>")
    before = tree(output)
    overtaken = [("output-overtaken", {"file": f"output/{CAMPAIGN.path}"})]
    assert refusal(build, LANDING, stands) == overtaken
    assert tree(output) == before
    place.unlink()
    place.parent.rmdir()
    assert refusal(build, LANDING, stands) == overtaken


def test_a_file_instead_of_the_folder_is_refused(build: Callable[..., Published], output: Path) -> None:
    output.write_bytes(b"x")
    assert refusal(build, LANDING) == [("output-not-a-folder", {"folder": "output"})]
    assert output.read_bytes() == b"x"


def test_everything_in_the_way_is_named_at_once_before_the_first_write(
    build: Callable[..., Published], output: Path
) -> None:
    build(LANDING)
    (output / "feed.xml").write_bytes(b"my own feed")
    (output / "campaigns").write_bytes(b"a file")
    (output / "robots.txt" / "inside").mkdir(parents=True)
    before = tree(output)
    changed = Output("index.html", b"changed")
    assert refusal(build, changed, FEED, CAMPAIGN, Output("robots.txt", b"x")) == [
        ("output-file-not-ours", {"file": "output/campaigns"}),
        ("output-file-not-ours", {"file": "output/feed.xml"}),
        ("output-folder-not-ours", {"file": "output/robots.txt"}),
    ]
    assert tree(output) == before


def test_somebody_elses_file_with_the_very_bytes_we_want_is_fine_and_stays_theirs(
    build: Callable[..., Published], output: Path
) -> None:
    output.mkdir()
    (output / ".nojekyll").write_bytes(b"")
    assert build(LANDING, Output(".nojekyll", b"")).unchanged == (".nojekyll",)
    assert build(LANDING).removed == ()
    assert (output / ".nojekyll").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"made_by": "etalase", "format": 2, "finished": true, "assets": [], "files": [], "kept": [], "folders": []}',
        b'{"made_by": "other", "format": 1, "finished": true, "assets": [], "files": [], "kept": [], "folders": []}',
        b'{"made_by": "etalase", "format": 1, "finished": true, "files": ["a"]}',
        b'{"made_by": "etalase", "format": 1, "finished": "no", "assets": [], "files": [], "kept": [], "folders": []}',
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused_and_nothing_is_touched(
    content: bytes, build: Callable[..., Published], output: Path
) -> None:
    build(LANDING, CAMPAIGN)
    (output / FILE_NAME).write_bytes(content)
    before = tree(output)
    assert refusal(build, FEED) == [
        ("output-list-unreadable", {"file": f"output/{FILE_NAME}", "folder": "output"}),
    ]
    assert tree(output) == before


UNSAFE = [
    *("../victim.txt", "a/../../victim.txt", "./victim.txt", "//victim.txt", "..", "", ".git/HEAD", ".GIT/HEAD"),
    *("..\\victim.txt", "C:\\victim.txt", "C:victim.txt", "victim.txt.", "victim.txt ", "\ud800", "a\0b", "a//b"),
    *(FILE_NAME, TEMPORARY, f"a/{TEMPORARY}"),
]


@pytest.mark.parametrize("kind", ["assets", "files", "kept", "folders"])
@pytest.mark.parametrize("path", [*UNSAFE, None, 7, ["a"]])
def test_a_tampered_manifest_deletes_nothing(
    kind: str, path: object, build: Callable[..., Published], output: Path, tmp_path: Path
) -> None:
    build(LANDING)
    (tmp_path / "victim.txt").write_bytes(b"precious")
    (output / ".git").mkdir()
    (output / ".git" / "HEAD").write_bytes(b"ref")
    document = json.loads((output / FILE_NAME).read_bytes())
    document[kind] = [str(tmp_path / "victim.txt") if path == "" else path]
    (output / FILE_NAME).write_text(json.dumps(document))
    before = tree(tmp_path)
    assert [code for code, _ in refusal(build, FEED)] == ["output-list-unreadable"]
    assert {path: b for path, b in tree(tmp_path).items() if not path.startswith(".etalase/")} == {
        path: b for path, b in before.items() if not path.startswith(".etalase/")
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=st.lists(st.text(st.sampled_from("./\\ab:~\0é"), max_size=8)), finished=st.booleans())
def test_whatever_a_manifest_says_nothing_outside_the_folder_is_deleted(
    tmp_path_factory: pytest.TempPathFactory, *, paths: list[str], finished: bool
) -> None:
    root = tmp_path_factory.mktemp("root")
    for victim in ("a", "b", "output/.git/a", "ab/a", "ab/b"):
        (root / victim).parent.mkdir(parents=True, exist_ok=True)
        (root / victim).write_bytes(b"precious")
    document = {"made_by": "etalase", "format": 1, "finished": finished, "kept": [], "folders": [], "files": paths}
    (root / "output" / FILE_NAME).write_text(json.dumps(document | {"assets": []}))
    before = {path for path in files(root) if path != f"output/{FILE_NAME}"}
    with disk_with(FaultyOs()), suppress(ProblemsFound):
        publish([LANDING], root / "output", lock_file=root / "lock")
    assert before <= set(files(root))


# Links


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder outside the output with a file that the manifest could mean."""
    folder = tmp_path / "elsewhere"
    (folder / "melati").mkdir(parents=True)
    (folder / "melati" / "index.html").write_bytes(b"precious")
    return folder


def make_link(link: Path, target: Path) -> None:
    try:
        link.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("no links here")


def test_a_folder_that_became_a_link_is_neither_written_through_nor_emptied(
    build: Callable[..., Published], output: Path, elsewhere: Path
) -> None:
    build(LANDING, CAMPAIGN)
    (output / "campaigns" / "melati" / "index.html").unlink()
    (output / "campaigns" / "melati").rmdir()
    (output / "campaigns").rmdir()
    make_link(output / "campaigns", elsewhere)
    assert refusal(build, LANDING, CAMPAIGN) == [("output-link", {"file": "output/campaigns"})]
    assert build(LANDING).removed == ()
    assert files(elsewhere) == {"melati/index.html": b"precious"}
    assert (output / "campaigns").is_symlink()


def test_a_file_that_became_a_link_is_neither_written_through_nor_removed(
    build: Callable[..., Published], output: Path, elsewhere: Path
) -> None:
    build(LANDING, FEED)
    (output / "feed.xml").unlink()
    make_link(output / "feed.xml", elsewhere / "melati" / "index.html")
    assert refusal(build, LANDING, FEED) == [("output-link", {"file": "output/feed.xml"})]
    assert build(LANDING).removed == ()
    assert (output / "feed.xml").is_symlink()
    assert files(elsewhere) == {"melati/index.html": b"precious"}


def test_a_link_under_the_name_of_a_temporary_file_is_not_written_through(
    build: Callable[..., Published], output: Path, elsewhere: Path
) -> None:
    build(LANDING)
    make_link(output / TEMPORARY, elsewhere / "melati" / "index.html")
    with mock.patch("generator.publish.manifest.secrets.token_hex", return_value="0123abcd"):
        assert [code for code, _ in refusal(build, FEED)] == ["output-not-written", "output-stays-old"]
    assert files(elsewhere) == {"melati/index.html": b"precious"}


def test_an_output_folder_that_is_a_link_itself_is_the_sellers_choice(
    build: Callable[..., Published], output: Path, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    make_link(output, tmp_path / "real")
    build(LANDING)
    assert site(tmp_path / "real") == {"index.html": LANDING.content}
    assert output.is_symlink()


def test_an_output_folder_that_links_to_itself_is_refused(build: Callable[..., Published], output: Path) -> None:
    make_link(output, output)
    assert refusal(build, LANDING)[0][0] in ("output-link", "output-not-a-folder")


# When the operating system refuses


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("ENOSPC", "output-disk-full"),
        ("EACCES", "output-no-permission"),
        ("EPERM", "output-no-permission"),
        ("EROFS", "output-read-only"),
        ("EBUSY", "output-in-use"),
        ("EIO", "output-not-written"),
    ],
)
def test_the_reason_is_told_with_the_file_and_what_became_of_the_site(
    number: str, code: str, build: Callable[..., Published], output: Path
) -> None:
    build(LANDING)
    failing = OSError(getattr(errno, number), "as the system says")
    with (
        mock.patch("generator.publish.disk.write_new", side_effect=[None, failing]),
        mock.patch("generator.publish.disk.replace"),
        pytest.raises(ProblemsFound) as found,
    ):
        build(LANDING, FEED)
    cause, consequence = found.value.problems
    assert (cause.code, dict(cause.parameters)["file"]) == (code, "output/feed.xml")
    assert (consequence.code, consequence.severity) == ("output-stays-old", Severity.HINT)
    for problem in found.value.problems:
        assert "{" not in problem.kind.found.format(**dict(problem.parameters))
    assert site(output) == {"index.html": LANDING.content}


def test_a_picture_that_vanished_from_the_cache_stops_the_build_before_the_first_write(
    build: Callable[..., Published], output: Path, tmp_path: Path
) -> None:
    build(LANDING, photo(1))
    before = tree(output)
    gone = Output(photo(1).path, source=tmp_path / "gone.jpg", hashed=True)
    codes = [code for code, _ in refusal(build, Output("index.html", b"new"), gone)]
    assert codes == ["output-not-written", "output-stays-old"]
    assert tree(output) == before


class HeldOs(FaultyOs):
    """Windows: another program holds the target of a rename `times` times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def replace(self, source: Path, target: Path) -> None:
        if target.name == "index.html" and self.times:
            self.times -= 1
            error = PermissionError(13, "Access is denied")
            error.winerror = 32  # type: ignore[misc]
            raise error
        source.replace(target)


@pytest.mark.parametrize(("times", "codes"), [(3, []), (99, ["output-in-use", "output-stays-usable"])])
def test_a_file_that_is_open_on_windows_is_tried_again_for_a_moment(
    times: int, codes: list[str], build: Callable[..., Published], output: Path
) -> None:
    build(LANDING)
    pauses: list[float] = []
    with disk_with(HeldOs(times)), mock.patch("generator.publish.disk.time.sleep", pauses.append):
        outputs = (Output("index.html", b"new"), FEED)
        assert ([code for code, _ in refusal(build, *outputs)] if codes else build(*outputs) and []) == codes
    assert len(pauses) == min(times, 5)
    assert sum(pauses) < 1
    assert (output / "index.html").read_bytes() == (LANDING.content if codes else b"new")


def test_no_retry_where_waiting_cannot_help(build: Callable[..., Published]) -> None:
    build(LANDING)
    with (
        mock.patch("generator.publish.disk.time.sleep", side_effect=AssertionError("waited")),
        mock.patch("generator.publish.disk.os", FaultyOs(1, _denied, counted=("replace",))),
        pytest.raises(ProblemsFound),
    ):
        build(FEED)


def _denied() -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_without_permission_is_told(build: Callable[..., Published], output: Path) -> None:
    build(LANDING)
    output.chmod(0o555)
    try:
        assert [code for code, _ in refusal(build, FEED)] == ["output-no-permission", "output-stays-old"]
    finally:
        output.chmod(0o755)
