"""What a deployment does to a host, the same on every host: what is sent, what goes, what a cut leaves behind."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import pytest
from deploykit import (
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
    free_thread,
    fresh_host,
    impatient,
    is_whole,
    moto,
    site,
    ssh,
)

from generator.deploy.changes import Changes, compare, vanishing
from generator.deploy.record import FILE_NAME
from generator.deploy.target import ASK_FIRST, FOREVER, Unreachable
from generator.deploy.transfer import transfer
from generator.page.present.facts import Fact
from generator.plan import Output
from generator.problems import ProblemsFound
from generator.publish.folder import publish
from generator.shop.model.deploy import HOSTS

__all__ = ["free_thread", "impatient", "moto", "ssh"]

PRICE = Fact(("price", "melati", "1"), "Melati", "30 ml", "150000 IDR", "Rp150.000")
CUT_HOSTS = [
    each if each == "folder" else pytest.param(each, marks=pytest.mark.slow) for each in HOSTS if each != "zip"
]


@pytest.fixture
def host(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    return fresh_host(request, request.param, tmp_path, monkeypatch)


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


def test_of_a_host_that_is_silent_before_anything_is_sent_no_state_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_path: str) -> bytes:
        raise Unreachable("no answer")

    with opened(FolderHost(tmp_path / "toko")) as target:
        changes = compare(target, site("Rp1"), ())
        monkeypatch.setattr(target, "read", silent)
        with pytest.raises(ProblemsFound) as found:
            transfer(changes, target, "Etalase")

    assert [problem.code for problem in found.value.problems] == ["deploy-unreachable"]
    assert target.changes == 0


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


# What only some hosts have


@pytest.mark.parametrize("host", ["s3"], indirect=True)
def test_a_bucket_serves_each_file_as_what_it_is(host: S3Host) -> None:
    outputs = (*site("Rp1"), Output("_headers", b"/*"), Output("assets/f.1a2b3c4d.avif", b"AVIF", hashed=True))
    put(host, outputs)

    served = {name: host.object(name) for name in host.files()}

    told = {name: (each["ContentType"], each["CacheControl"]) for name, each in served.items()}
    style = next(name for name in told if name.endswith(".css"))
    assert told["index.html"] == ("text/html; charset=utf-8", "no-cache")
    assert told["feed.xml"] == ("application/xml; charset=utf-8", "no-cache")
    assert told["_headers"] == ("text/plain; charset=utf-8", "no-cache")
    assert told[style] == ("text/css; charset=utf-8", "public, max-age=31536000, immutable")
    assert told["assets/f.1a2b3c4d.avif"] == ("image/avif", "public, max-age=31536000, immutable")


@pytest.mark.parametrize("host", ["s3"], indirect=True)
def test_a_site_in_a_folder_of_a_bucket_stays_in_it(host: S3Host) -> None:
    host.plant("index.html", b"milik orang lain")
    inside = S3Host(host.endpoint, host.bucket, folder="toko")

    put(inside, site("Rp1"))

    assert host.files()["index.html"] == b"milik orang lain"
    assert host.files()["toko/index.html"] == contents(site("Rp1"))["index.html"]
    assert put(inside, site("Rp1"))[1].nothing


@pytest.mark.parametrize("host", ["s3"], indirect=True)
def test_a_bucket_that_is_not_there_is_named(host: S3Host) -> None:
    with pytest.raises(ProblemsFound) as found:
        put(S3Host(host.endpoint, "tidak-ada"), site("Rp1"))

    assert [(each.code, dict(each.parameters)["place"]) for each in found.value.problems] == [
        ("deploy-no-place", "tidak-ada")
    ]


@pytest.mark.parametrize(
    ("known", "code"), [("", "deploy-host-key"), ("another", "deploy-host-key"), ("right", "")], ids=str
)
@pytest.mark.parametrize("host", ["sftp"], indirect=True)
def test_a_server_is_believed_only_when_it_is_known(host: SftpHost, ssh: SshServer, known: str, code: str) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    lines = {"": "", "another": f"[127.0.0.1]:{ssh.port} {other}", "right": ssh.known}
    file = ssh.home / ".ssh/known_hosts"
    file.write_text(lines[known])
    try:
        put(host, site("Rp1"))
        told = ""
    except ProblemsFound as found:
        told = found.problems[0].code
    finally:
        file.write_text(ssh.known)

    assert told == code
    assert bool(host.files()) is not bool(code)


@pytest.mark.parametrize("host", ["sftp"], indirect=True)
def test_a_key_that_the_server_does_not_know_is_told(host: SftpHost, ssh: SshServer) -> None:
    own = ssh.home / ".ssh/id_ed25519"
    kept = own.read_bytes()
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(own)
    try:
        with pytest.raises(ProblemsFound) as found:
            put(host, site("Rp1"))
    finally:
        own.write_bytes(kept)

    assert [each.code for each in found.value.problems] == ["deploy-denied"]


@pytest.mark.parametrize("host", ["sftp"], indirect=True)
def test_no_piece_of_a_cut_off_file_stays_on_the_server(host: SftpHost) -> None:
    host.plant(".etalase-0123abcd.tmp", b"half")

    put(host, site("Rp1"))

    assert host.files() == contents(site("Rp1"))


@pytest.mark.parametrize(
    ("address", "named"),
    [("", ""), ("nama.github.io", ""), ("rumahmelati.com", "rumahmelati.com\n")],
    ids=["none", "theirs", "own"],
)
def test_pages_of_github_get_their_two_files(tmp_path: Path, address: str, named: str) -> None:
    host = GitHost(tmp_path, address=address)
    put(host, site("Rp1"))

    listed = host.git("-C", str(host.bare), "ls-tree", "-r", "--name-only", host.branch).splitlines()
    assert ".nojekyll" in listed
    assert host.files().get("CNAME", b"").decode() == named
    assert host.commits() == ["Etalase"]
    assert put(host, site("Rp1"))[1].nothing
    assert host.commits() == ["Etalase"]


def test_what_somebody_pushed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    host = GitHost(tmp_path)
    put(host, site("Rp1"))
    with opened(host) as target:
        changes = compare(target, site("Rp2"), ())
        host.plant("tulisan.txt", b"baru saja")
        with pytest.raises(ProblemsFound) as found:
            transfer(changes, target, "Etalase")

    assert [each.code for each in found.value.problems] == ["deploy-meanwhile"]
    assert host.commits() == ["someone else", "Etalase"]
    put(host, site("Rp2"))
    assert host.files() == contents(site("Rp2")) | {"tulisan.txt": b"baru saja"}


def test_a_zip_is_the_same_on_every_machine(tmp_path: Path) -> None:
    one, two = ZipHost(tmp_path / "satu.zip"), ZipHost(tmp_path / "dua.zip")
    put(one, site("Rp1"))
    put(two, tuple(reversed(site("Rp1"))))

    assert one.file.read_bytes() == two.file.read_bytes()


def test_a_folder_or_zip_of_somebody_else_is_refused(tmp_path: Path) -> None:
    folder, packed = FolderHost(tmp_path / "rumah"), ZipHost(tmp_path / "foto.zip")
    folder.plant("surat.txt", b"penting")
    packed.plant("foto.jpg", b"penting")

    for host, code in ((folder, "output-not-ours"), (packed, "deploy-zip-not-ours")):
        with pytest.raises(ProblemsFound) as found:
            host.open()
        assert [each.code for each in found.value.problems] == [code]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    host = FolderHost(tmp_path / "toko")
    put(host, site("Rp1"))
    (tmp_path / "lain").mkdir()
    shutil.rmtree(host.folder / "po/melati")
    (host.folder / "po/melati").symlink_to(tmp_path / "lain")

    with pytest.raises(ProblemsFound) as found:
        put(host, site("Rp2"))

    assert "output-link" in [each.code for each in found.value.problems]
    assert list((tmp_path / "lain").iterdir()) == []
