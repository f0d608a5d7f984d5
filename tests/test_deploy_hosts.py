"""What a deployment does to a host, the same on every host: what is sent, what goes, what a cut leaves behind."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from deploykit import (
    HOSTS,
    Cut,
    FolderHost,
    GitHost,
    Host,
    S3Host,
    SftpHost,
    SshServer,
    Watched,
    ZipHost,
    contents,
    is_whole,
    moto,
    site,
    ssh,
)

from generator.deploy import patience
from generator.deploy.changes import Changes, compare, vanishing
from generator.deploy.record import FILE_NAME
from generator.deploy.target import ASK_FIRST, FOREVER, Unreachable
from generator.deploy.transfer import transfer
from generator.page.present.facts import Fact
from generator.plan import Output
from generator.problems import ProblemsFound
from generator.publish.folder import publish

__all__ = ["moto", "ssh"]

PRICE = Fact(("price", "melati", "1"), "Melati", "30 ml", "150000 IDR", "Rp150.000")
CUT_HOSTS = [
    each if each == "folder" else pytest.param(each, marks=pytest.mark.slow) for each in HOSTS if each != "zip"
]


@pytest.fixture
def host(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    return fresh_host(request, request.param, tmp_path, monkeypatch)


def fresh_host(request: pytest.FixtureRequest, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """A host with nothing on it."""
    if name == "folder":
        return FolderHost(tmp_path / "toko")
    if name == "zip":
        return ZipHost(tmp_path / "toko.zip")
    if name == "git":
        if shutil.which("git") is None:
            pytest.skip("no git here")
        return GitHost(tmp_path)
    if name == "s3":
        made = S3Host(request.getfixturevalue("moto"), f"toko-{uuid.uuid4().hex[:12]}")
        made.client.create_bucket(Bucket=made.bucket)  # type: ignore[attr-defined]
        return made
    server: SshServer = request.getfixturevalue("ssh")
    monkeypatch.setenv("HOME", str(server.home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    shutil.rmtree(server.folder / "toko", ignore_errors=True)
    (server.folder / "toko").mkdir()
    return SftpHost(server.folder / "toko", port=server.port)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits between two tries."""
    monkeypatch.setattr(patience, "PAUSES_S", (0.0, 0.0, 0.0))


@contextmanager
def opened(host: Host) -> Iterator[Watched]:
    target = Watched(host.open())
    try:
        yield target
    finally:
        target.close()


def put(host: Host, outputs: tuple[Output, ...], *, facts: tuple[Fact, ...] = ()) -> tuple[Watched, Changes]:
    """A deployment from a fresh machine."""
    with opened(host) as target:
        changes = compare(target, outputs, facts)
        transfer(changes, target, "Etalase")
    return target, changes


@pytest.mark.parametrize("host", HOSTS, indirect=True)
def test_a_site_is_sent_whole_once_and_then_what_changed(host: Host) -> None:
    first, _ = put(host, site("Rp150.000"))
    assert host.files() == contents(site("Rp150.000"))
    assert first.puts[0].startswith("assets/")
    assert first.puts[-1] == "index.html"
    assert first.headers[first.puts[0]].cache_control == FOREVER
    assert first.headers["index.html"].cache_control == ASK_FIRST

    again, changes = put(host, site("Rp150.000"))
    assert (again.changes, changes.nothing) == (0, True)

    dearer, _ = put(host, site("Rp165.000"))
    assert (dearer.puts, dearer.deletes) == (["po/melati/index.html"], [])
    assert host.files() == contents(site("Rp165.000"))


@pytest.mark.parametrize("host", HOSTS, indirect=True)
def test_assets_stay_one_deployment_longer_and_pages_go_at_once(host: Host) -> None:
    put(host, site("Rp1", style="a"))
    second, _ = put(host, site("Rp1", style="b", pages=("melati",)))
    assert second.deletes == ["po/mawar/index.html"]
    a, b, c = (contents(site("Rp1", style=style, pages=("melati",))) for style in "abc")
    assert host.files() == b | {path: content for path, content in a.items() if path.startswith("assets/")}

    third, _ = put(host, site("Rp1", style="c", pages=("melati",)))
    assert len(third.deletes) == 1
    assert host.files() == c | {path: content for path, content in b.items() if path.startswith("assets/")}


@pytest.mark.parametrize("host", HOSTS, indirect=True)
def test_files_of_somebody_else_are_left_alone(host: Host) -> None:
    put(host, site("Rp1"))
    host.plant("iklan.txt", b"milik orang lain")
    host.plant("assets/foto.jpg", b"juga")

    put(host, site("Rp2", style="b", pages=("melati",)))

    files = host.files()
    if not isinstance(host, ZipHost):  # a ZIP is one file, and all of it is ours
        assert files["iklan.txt"] == b"milik orang lain"
    assert files["assets/foto.jpg"] == b"juga"


@pytest.mark.parametrize("host", [each for each in HOSTS if each not in ("zip", "folder")], indirect=True)
def test_a_page_of_somebody_else_is_not_overwritten(host: Host) -> None:
    host.plant("index.html", b"selamat datang")

    with pytest.raises(ProblemsFound) as found:
        put(host, site("Rp1"))

    assert [problem.code for problem in found.value.problems] == ["deploy-file-not-ours"]
    assert host.files() == {"index.html": b"selamat datang"}


@pytest.mark.parametrize("host", HOSTS, indirect=True)
def test_what_buyers_read_is_remembered_by_the_host(host: Host) -> None:
    put(host, site("Rp1"), facts=(PRICE,))

    with opened(host) as target:
        changes = compare(target, site("Rp1"), (PRICE,))

    assert changes.old.facts == (PRICE,)
    assert changes.old.digests.keys() == contents(site("Rp1")).keys()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", CUT_HOSTS)
def test_a_cut_at_any_moment_leaves_a_whole_site_and_the_next_run_repairs_it(
    request: pytest.FixtureRequest, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    old, new = site("Rp1", style="a"), site("Rp2", style="b", pages=("melati", "kenanga"))
    # All that git does before its last step is the same: nothing is seen of it.
    for cut_at in (1, 5, 9, 10, 11) if name == "git" else range(1, 40):
        here = tmp_path / str(cut_at)
        here.mkdir()
        host = fresh_host(request, name, here, monkeypatch)
        put(host, site("Rp0", style="0"))
        put(host, old)
        host.plant("iklan.txt", b"milik orang lain")
        target = Watched(host.open(), cut_at=cut_at, after=after)
        try:
            transfer(compare(target, new, ()), target, "Etalase")
        except Cut:
            pass
        else:
            assert cut_at > 8
            break
        finally:
            target.close()

        files = host.files()
        assert is_whole(files), cut_at
        assert "index.html" in files
        assert files["iklan.txt"] == b"milik orang lain"

        put(host, new)
        kept = {path: content for path, content in contents(old).items() if path.startswith("assets/")}
        assert host.files() == contents(new) | kept | {"iklan.txt": b"milik orang lain"}
        assert put(host, new)[1].nothing
    else:
        pytest.fail("never came to its end")


@pytest.mark.parametrize("host", HOSTS, indirect=True)
def test_what_was_sent_before_a_cut_is_not_sent_again(host: Host) -> None:
    if isinstance(host, (ZipHost, GitHost)):
        pytest.skip("nothing is there before the end")
    target = Watched(host.open(), cut_at=3)  # the record, the asset, then the feed
    with pytest.raises(Cut):
        transfer(compare(target, site("Rp1"), ()), target, "Etalase")
    target.close()

    again, _ = put(host, site("Rp1"))

    assert [path for path in again.puts if path.startswith("assets/")] == []
    assert host.files() == contents(site("Rp1"))


def test_a_host_that_stumbles_is_asked_again(tmp_path: Path) -> None:
    stumbles = iter([True, True, True])

    def stumble(path: str) -> None:
        if path == "feed.xml" and next(stumbles, False):
            raise Unreachable("no answer")

    host = FolderHost(tmp_path / "toko")
    target = Watched(host.open(), failing=stumble)
    transfer(compare(target, site("Rp1"), ()), target, "Etalase")

    assert host.files() == contents(site("Rp1"))


def test_a_host_that_falls_silent_is_told_with_the_state_of_the_site(tmp_path: Path) -> None:
    def silent(path: str) -> None:
        if path == "index.html":
            raise Unreachable("connection refused")

    host = FolderHost(tmp_path / "toko")
    target = Watched(host.open(), failing=silent)
    with pytest.raises(ProblemsFound) as found:
        transfer(compare(target, site("Rp1"), ()), target, "Etalase")

    assert [problem.code for problem in found.value.problems] == ["deploy-stays-whole", "deploy-unreachable"]


def test_a_site_that_was_copied_by_hand_is_ours(tmp_path: Path) -> None:
    publish(site("Rp1"), tmp_path / "toko", lock_file=tmp_path / "lock")

    target, changes = put(FolderHost(tmp_path / "toko"), site("Rp2"))

    assert changes.old.manifest.finished
    assert "po/melati/index.html" in target.puts
    assert publish(site("Rp2"), tmp_path / "toko", lock_file=tmp_path / "lock").written == ()


def test_a_record_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    host = ZipHost(tmp_path / "toko.zip")
    put(host, site("Rp1"))
    host.file.unlink()
    host.plant(FILE_NAME, json.dumps({"made_by": "etalase", "format": 99}).encode())

    with pytest.raises(ProblemsFound) as found:
        put(host, site("Rp2"))

    assert [problem.code for problem in found.value.problems] == ["deploy-list-unreadable"]


def test_an_address_that_would_vanish_comes_with_the_line_to_paste(tmp_path: Path) -> None:
    host = FolderHost(tmp_path / "toko")
    put(host, site("Rp1"))
    with opened(host) as target:
        moved = site("Rp1", pages=("melati", "mawar-2"))
        gone = site("Rp1", pages=("melati",))
        found = [
            (each.code, dict(each.parameters))
            for outputs in (moved, gone, site("Rp2"))
            for each in vanishing(compare(target, outputs, ()), outputs)
        ]

    assert found == [
        (
            "deploy-address-goes",
            {"address": "/po/mawar/", "alias": "po/mawar", "file": "content/campaigns/mawar-2.yaml"},
        ),
        ("deploy-address-goes", {"address": "/po/mawar/", "alias": "po/mawar"}),
    ]
