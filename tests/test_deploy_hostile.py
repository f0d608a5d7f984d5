"""Hosts, files and variables that mean harm, or are broken in ways that nobody meant: each is told, none is obeyed."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from deploykit import (
    ENVIRONMENT,
    FolderHost,
    GitHost,
    Host,
    S3Host,
    SftpHost,
    Watched,
    ZipHost,
    contents,
    free_thread,
    fresh_host,
    git_at,
    impatient,
    moto,
    site,
    ssh,
)
from problemkit import LANGUAGES

from generator.deploy import live
from generator.deploy.changes import Changes, compare
from generator.deploy.git import Branch
from generator.deploy.opening import Around, in_folder, open_target
from generator.deploy.record import FILE_NAME
from generator.deploy.s3 import Bucket
from generator.deploy.target import ASK_FIRST, Headers, Unreachable
from generator.deploy.transfer import transfer
from generator.page.present.facts import Fact
from generator.plan import Output
from generator.problems import ProblemsFound, Refused
from generator.report.deployment import change_lines
from generator.shop.model.deploy import S3, Deploy, Git, Sftp
from generator.shop.model.shop import Shop

__all__ = ["free_thread", "impatient", "moto", "ssh"]

PLAIN = Headers("text/plain", ASK_FIRST)


def put(host: Host, outputs: tuple[Output, ...], facts: tuple[Fact, ...] = ()) -> Changes:
    target = host.open()
    try:
        changes = compare(target, outputs, facts)
        transfer(changes, target, "Etalase")
    finally:
        target.close()
    return changes


def codes(found: pytest.ExceptionInfo[ProblemsFound]) -> list[str]:
    return [each.code for each in found.value.problems]


# What a shop's own file may say


@pytest.mark.parametrize(
    ("model", "given", "key"),
    [
        (Git, {"repository": "--upload-pack=touch /tmp/x"}, "repository"),
        (Git, {"repository": "git@github.com:nama/toko.git", "branch": "--force"}, "branch"),
        (Git, {"branch": "main:gh-pages"}, "branch"),
        (S3, {"bucket": ".."}, "bucket"),
        (S3, {"bucket": "toko/../lain"}, "bucket"),
        (S3, {"bucket": "Toko Melati"}, "bucket"),
        (S3, {"bucket": "toko", "folder": "../lain"}, "folder"),
        (S3, {"bucket": "toko", "folder": "a//b"}, "folder"),
        (S3, {"bucket": "toko", "folder": "."}, "folder"),
        (S3, {"bucket": "toko", "region": "ap southeast"}, "region"),
        (S3, {"bucket": "toko", "endpoint": "https://a.example:99999"}, "endpoint"),
        (S3, {"bucket": "toko", "endpoint": "https://a.example:b"}, "endpoint"),
        (S3, {"bucket": "toko", "endpoint": "https://[::1"}, "endpoint"),
        (Sftp, {"host": "-oProxyCommand=x", "folder": "/toko"}, "host"),
        (Sftp, {"host": "toko.example -e sh", "folder": "/toko"}, "host"),
        (Sftp, {"host": "toko.example", "user": "-l;x", "folder": "/toko"}, "user"),
    ],
)
def test_nothing_written_for_a_host_is_an_option_or_a_way_out(
    model: type[Git | S3 | Sftp], given: dict[str, str], key: str
) -> None:
    with pytest.raises(Refused) as found:
        model.arrange(given)

    assert found.value.below == (key,)


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (Git, {"repository": "https://github.com/nama/toko.git", "branch": "situs/utama"}),
        (Git, {"repository": "../toko.git"}),
        (S3, {"bucket": "toko-melati.example", "endpoint": "https://abc123.r2.cloudflarestorage.com"}),
        (S3, {"bucket": "Toko_Melati", "endpoint": "http://127.0.0.1:9000/", "region": "auto", "folder": "/a b/..c/"}),
        (S3, {"bucket": "toko", "endpoint": "http://[::1]:9000", "folder": "toko"}),
        (Sftp, {"host": "server-toko_1", "user": "saya@domain", "folder": "/toko"}),
        (Sftp, {"host": "::1", "folder": "/toko"}),
    ],
)
def test_what_hosts_are_called_is_taken(model: type[Git | S3 | Sftp], given: dict[str, str]) -> None:
    assert model.arrange(dict(given)) == given


def test_an_address_of_git_that_looks_like_an_option_runs_nothing(tmp_path: Path) -> None:
    """As it may also come from the repository's own `origin`, which no model reads."""
    place = Git.model_construct(repository=f"--upload-pack=touch {tmp_path}/ran;true", branch="gh-pages")
    target = Branch(place, tmp_path, host="", environment=git_at(tmp_path), interactive=False)
    try:
        with pytest.raises(ProblemsFound):
            target.read("index.html")
    finally:
        target.close()

    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("place", [{"folder": "~siapa-ini/situs"}, {"zip": "~siapa-ini/toko.zip"}])
def test_the_home_of_nobody_is_told(tmp_path: Path, place: dict[str, str]) -> None:
    around = Around(tmp_path, ENVIRONMENT, interactive=False, install="")
    with pytest.raises(ProblemsFound) as found:
        open_target(Shop.model_construct(url=None), Deploy.model_construct(**place), around)

    assert codes(found) == ["deploy-home"]


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "putar").symlink_to(tmp_path / "putar")
    around = Around(tmp_path, ENVIRONMENT, interactive=False, install="")
    with pytest.raises(ProblemsFound) as found:
        open_target(Shop.model_construct(url=None), in_folder(tmp_path / "putar/situs"), around)

    assert codes(found) == ["output-link"]


# What is there already


@pytest.mark.parametrize("path", ["po", "index.html/lama"])
def test_no_file_of_somebody_else_is_pushed_out_of_a_branch_by_a_name(tmp_path: Path, path: str) -> None:
    host = GitHost(tmp_path)
    host.plant(path, b"milik orang lain")

    with pytest.raises(ProblemsFound) as found:
        put(host, site("Rp1"))

    assert codes(found) == ["deploy-file-not-ours"]
    assert host.files() == {path: b"milik orang lain"}


def test_a_damaged_zip_is_refused_wherever_it_is_damaged(tmp_path: Path) -> None:
    host = ZipHost(tmp_path / "toko.zip")
    put(host, site("Rp1"))
    whole = host.file.read_bytes()
    told = set()
    for at in range(0, len(whole), 3):
        host.file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            host.open()
        except ProblemsFound as found:
            told |= {each.code for each in found.problems}

    assert told == {"deploy-zip-not-ours"}


def test_facts_of_a_tampered_record_are_neither_obeyed_nor_carried_on(tmp_path: Path) -> None:
    host = FolderHost(tmp_path / "toko")
    put(host, site("Rp1"))
    record = host.folder / FILE_NAME
    told = json.loads(record.read_text("utf-8"))
    told["facts"] = [
        ["\x1b[2J", "melati", "1", "Melati", "n", "v", "t"],
        ["price", "melati", "1", "Melati", "\ud800", "v", "t"],
        ["price", "melati", "2", "Melati\x1b[2J", "30 ml", "v", "Rp1"],
    ]
    record.write_text(json.dumps(told), encoding="utf-8")

    changes = put(host, site("Rp2"))

    lines = change_lines(changes.old.facts, (), LANGUAGES["id"])
    assert "\x1b" not in "".join(lines)
    assert [fact.key for fact in changes.old.facts] == [("price", "melati", "2")]
    assert host.files() == contents(site("Rp2"))


# A bucket


@pytest.fixture
def bucket(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    return fresh_host(request, "s3", tmp_path, monkeypatch)


@pytest.mark.parametrize("name", ["foto//lama.jpg", "foto/../lama.jpg", "foto/./lama.jpg"])
def test_a_bucket_may_hold_names_of_somebody_else_that_are_no_paths(bucket: S3Host, name: str) -> None:
    bucket.plant(name, b"milik orang lain")
    put(bucket, site("Rp1"))

    changes = put(bucket, site("Rp2", pages=("melati",)))

    assert changes.put == ("po/melati/index.html",)
    assert changes.removed == ("po/mawar/index.html",)
    assert bucket.files() == contents(site("Rp2", pages=("melati",))) | {name: b"milik orang lain"}


def test_a_name_that_cannot_be_passed_by_is_told_as_what_it_is(bucket: S3Host) -> None:
    bucket.plant("../lama.jpg", b"milik orang lain")

    with pytest.raises(ProblemsFound) as found:
        put(bucket, site("Rp1"))

    assert codes(found) == ["deploy-strange-names"]
    put(S3Host(bucket.endpoint, bucket.bucket, folder="toko"), site("Rp1"))


def test_blanks_that_copying_added_to_a_key_do_no_harm(bucket: S3Host) -> None:
    around = {name: f" {value}\n" for name, value in ENVIRONMENT.items()} | {"AWS_ENDPOINT_URL": f"{bucket.endpoint}\n"}

    Bucket(S3(bucket=bucket.bucket), around).put("a.txt", b"a", PLAIN)

    assert bucket.files() == {"a.txt": b"a"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_ACCESS_KEY_ID", "kucing\nompong"),
        ("AWS_SECRET_ACCESS_KEY", "kucing ompong"),
        ("AWS_SESSION_TOKEN", "kucing\x01ompong"),
        ("AWS_REGION", "kucing\nompong"),
        ("AWS_ENDPOINT_URL", "kucing-ompong"),
        ("AWS_ENDPOINT_URL", "https://kucing:ompong@s3.example"),
    ],
)
def test_a_variable_that_cannot_be_sent_is_named_and_not_shown(name: str, value: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        Bucket(S3(bucket="toko"), ENVIRONMENT | {name: value}).put("a.txt", b"a", PLAIN)

    assert [(each.code, dict(each.parameters)) for each in found.value.problems] == [
        ("deploy-variable", {"name": name, "host": "s3://toko"})
    ]


def test_half_a_key_beside_another_way_in_is_told() -> None:
    around = {"AWS_ACCESS_KEY_ID": "toko", "AWS_WEB_IDENTITY_TOKEN_FILE": "/tiket"}
    with pytest.raises(ProblemsFound) as found:
        Bucket(S3(bucket="toko"), around)

    assert codes(found) == ["deploy-no-credentials"]


# Servers that answer what they like


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering(answer: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server that answers so."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_wrong_clock_is_not_told_as_a_wrong_key() -> None:
    class Skewed(_Handler):
        def do_GET(self) -> None:
            said = b"<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>"
            self.send_response(403)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

    with answering(Skewed) as address, pytest.raises(ProblemsFound) as found:
        Bucket(S3(bucket="toko", endpoint=address), ENVIRONMENT).read("index.html")

    assert codes(found) == ["deploy-clock"]


def test_a_page_without_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "TIMEOUT_S", 0.5)

    class Dripping(_Handler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            for _ in range(50):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)

    with answering(Dripping) as address:
        began = time.monotonic()
        seen = live.look(f"{address}/", (Output("index.html", b"toko"),), live.fetch_page, pause=lambda _s: None)

    assert seen.silent == ((f"{address}/", "no answer"),)
    assert time.monotonic() - began < 5 * len(live.PAUSES_S)


def test_of_a_page_that_is_too_large_only_the_beginning_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_BYTES", 1 << 20)

    class Endless(_Handler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            for _ in range(4096):
                self.wfile.write(bytes(1 << 16))

    with answering(Endless) as address:
        assert len(live.fetch_page(f"{address}/")) < 2 << 20


@pytest.mark.parametrize("where", [f"http://{'a' * 70}.example/", "http://[::1", "http://a:b/", "file:///etc/passwd"])
def test_a_page_that_sends_us_to_no_address_is_told(where: str) -> None:
    class Elsewhere(_Handler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", where)
            self.send_header("Content-Length", "0")
            self.end_headers()

    with answering(Elsewhere) as address:
        seen = live.look(f"{address}/", (Output("index.html", b"toko"),), live.fetch_page, pause=lambda _s: None)

    assert [each for each, _ in seen.silent] == [f"{address}/"]


# A server over SSH


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    return fresh_host(request, "sftp", tmp_path, monkeypatch)


def test_a_name_in_an_old_code_page_stops_nothing(server: SftpHost) -> None:
    strange = bytes(server.folder) + b"/caf\xe9.txt"
    Path(strange.decode("utf-8", "surrogateescape")).write_bytes(b"milik orang lain")

    put(server, site("Rp1"))

    assert server.files() == contents(site("Rp1")) | {"caf\udce9.txt": b"milik orang lain"}


def test_a_link_of_somebody_else_is_not_replaced(server: SftpHost) -> None:
    server.plant("rumah.html", b"selamat datang")
    (server.folder / "index.html").symlink_to("rumah.html")

    with pytest.raises(ProblemsFound) as found:
        put(server, site("Rp1"))

    assert codes(found) == ["deploy-file-not-ours"]
    assert (server.folder / "index.html").is_symlink()


# What lies about


@pytest.mark.parametrize("path", ["a/" * 600 + "a", "/etc/passwd", "../rumah/surat.txt", "po/../../surat.txt", "C:/x"])
def test_a_record_with_a_path_that_is_none_of_ours_is_no_licence(tmp_path: Path, path: str) -> None:
    host = FolderHost(tmp_path / "toko")
    put(host, site("Rp1"))
    (tmp_path / "surat.txt").write_text("penting")
    record = host.folder / FILE_NAME
    told = json.loads(record.read_text("utf-8"))
    record.write_text(json.dumps(told | {"files": [*told["files"], path]}), encoding="utf-8")

    with pytest.raises(ProblemsFound):
        put(host, site("Rp2", pages=()))

    assert (tmp_path / "surat.txt").read_text() == "penting"
    assert host.files() == contents(site("Rp1"))


@pytest.mark.parametrize("name", ["s3", "sftp"])
def test_a_record_of_any_size_is_not_read(
    request: pytest.FixtureRequest, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    host: Host = request.getfixturevalue({"s3": "bucket", "sftp": "server"}[name])
    monkeypatch.setattr(f"generator.deploy.{name}.MOST_BYTES", 1000)
    host.plant(FILE_NAME, b" " * 1001)

    with pytest.raises(ProblemsFound) as found:
        put(host, site("Rp1"))

    assert codes(found) == ["deploy-list-unreadable"]


@pytest.mark.parametrize("name", ["folder", "s3", "sftp"])
def test_what_another_computer_published_while_we_asked_is_not_overwritten(
    request: pytest.FixtureRequest, name: str, tmp_path: Path
) -> None:
    host: Host = FolderHost(tmp_path / "toko")
    if name != "folder":
        host = request.getfixturevalue({"s3": "bucket", "sftp": "server"}[name])
    put(host, site("Rp1"))
    target = Watched(host.open())
    try:
        changes = compare(target, site("Rp2"), ())
        put(host, site("Rp3", pages=("melati", "mawar", "kenanga")))
        with pytest.raises(ProblemsFound) as found:
            transfer(changes, target, "Etalase")
    finally:
        target.close()

    assert codes(found) == ["deploy-meanwhile"]
    assert target.changes == 0
    put(host, site("Rp2"))
    assert host.files() == contents(site("Rp2"))


@pytest.mark.parametrize("name", ["folder", "sftp"])
def test_a_look_takes_nothing_away(request: pytest.FixtureRequest, name: str, tmp_path: Path) -> None:
    """Not even a piece of a file: it may be on its way from another computer."""
    host: FolderHost = FolderHost(tmp_path / "toko") if name == "folder" else request.getfixturevalue("server")
    put(host, site("Rp1"))
    host.plant(".etalase-0123abcd.tmp", b"half")
    target = host.open()
    try:
        compare(target, site("Rp2"), ())
    finally:
        target.close()
    assert host.files()[".etalase-0123abcd.tmp"] == b"half"

    put(host, site("Rp2"))
    assert host.files() == contents(site("Rp2"))


def test_a_full_disk_of_ours_is_not_blamed_on_the_host_of_a_branch(tmp_path: Path) -> None:
    bare = GitHost(tmp_path).bare
    fake = tmp_path / "bin/git"
    fake.parent.mkdir()
    full = 'echo "error: unable to write file: No space left on device" >&2; exit 128'
    fake.write_text(
        f'#!/bin/sh\n[ "$1" = hash-object ] && {{ {full}; }}\nexec /usr/bin/env PATH=/usr/bin:/bin git "$@"\n'
    )
    fake.chmod(0o755)
    around = git_at(tmp_path) | {"PATH": f"{fake.parent}:/usr/bin:/bin"}
    target = Branch(Git(repository=str(bare)), tmp_path, host="", environment=around, interactive=False)
    try:
        with pytest.raises(ProblemsFound) as found:
            transfer(compare(target, site("Rp1"), ()), target, "Etalase")
    finally:
        target.close()

    assert codes(found) == ["output-disk-full"]


# Secrets


@pytest.mark.parametrize(
    "address",
    [
        "https://rani:kucing@ompong@127.0.0.1:9/toko.git",
        "https://ghp_kucingompong1234567890@127.0.0.1:9/toko.git",
        "https://rani:kucing-ompong@127.0.0.1:9/toko.git",
    ],
)
def test_a_password_in_the_address_of_a_repository_is_never_shown(tmp_path: Path, address: str) -> None:
    """Where `origin` has one: shop.yaml refuses it."""
    around = git_at(tmp_path)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", address], check=True)
    target = Branch(Git(), tmp_path, host="", environment=around, interactive=False)
    try:
        with pytest.raises((ProblemsFound, Unreachable)) as found:
            target.read("index.html")
    finally:
        target.close()

    told = [target.shown, str(found.value), repr(getattr(found.value, "problems", ""))]
    assert "ompong" not in "".join(told)
