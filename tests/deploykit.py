"""Hosts for the tests of deployments, each a real one on this computer: a folder, a ZIP, a bare git repository, moto's
S3, asyncssh's own server.

Owns how each is started, opened, and looked into behind our back. It must not know what is put there.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
import subprocess
import threading
import uuid
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import asyncssh
import pytest

from generator.deploy import patience
from generator.deploy.archive import Archive
from generator.deploy.folder import Folder
from generator.deploy.git import Branch
from generator.deploy.record import FILE_NAME
from generator.deploy.s3 import Bucket
from generator.deploy.sftp import Server
from generator.deploy.target import Headers, Stored, Target
from generator.plan import Output
from generator.shop.model.deploy import S3, Git, Sftp

ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "s3cret-of-the-tests", "PATH": "/usr/bin:/bin"}


def git_at(home: Path) -> dict[str, str]:
    """The environment of a git that knows nothing of this computer's. Where there is no git, the test is skipped."""
    if shutil.which("git") is None:
        pytest.skip("no git here")
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}


class Host(Protocol):
    """A host behind our back."""

    def open(self) -> Target:
        """What a deployment gets, as from a fresh machine."""

    def files(self) -> dict[str, bytes]:
        """What is there, the record left out."""

    def plant(self, path: str, content: bytes) -> None:
        """Put a file there as somebody else."""


@dataclass
class FolderHost:
    folder: Path

    def open(self) -> Target:
        return Folder(self.folder, "toko")

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        named = {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}
        return {path: content for path, content in named.items() if path != FILE_NAME}

    def plant(self, path: str, content: bytes) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


@dataclass
class ZipHost:
    file: Path

    def open(self) -> Target:
        return Archive(self.file, "toko.zip")

    def files(self) -> dict[str, bytes]:
        if not self.file.exists():
            return {}
        with zipfile.ZipFile(self.file) as packed:
            return {name: packed.read(name) for name in packed.namelist() if name != FILE_NAME}

    def plant(self, path: str, content: bytes) -> None:
        with zipfile.ZipFile(self.file, "a") as packed:
            packed.writestr(path, content)


@dataclass
class GitHost:
    folder: Path
    branch: str = "gh-pages"
    address: str = ""

    def __post_init__(self) -> None:
        self.git("init", "--quiet", "--bare", str(self.bare))

    @property
    def bare(self) -> Path:
        return self.folder / "toko.git"

    def git(self, *arguments: str, given: bytes = b"") -> str:
        who = {f"GIT_{role}_{part}": "x@y.z" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        around = git_at(self.folder) | who
        done = subprocess.run(["git", *arguments], check=True, capture_output=True, env=around, input=given)
        return done.stdout.decode()

    def open(self) -> Target:
        place = Git(repository=str(self.bare), branch=self.branch)
        return Branch(place, self.folder, host=self.address, environment=git_at(self.folder), interactive=False)

    def commits(self) -> list[str]:
        with suppress(subprocess.CalledProcessError):
            return self.git("-C", str(self.bare), "log", "--format=%s", self.branch).splitlines()
        return []

    def files(self) -> dict[str, bytes]:
        if not self.commits():
            return {}
        names = self.git("-C", str(self.bare), "ls-tree", "-r", "--name-only", self.branch).splitlines()
        shown = {name: self.git("-C", str(self.bare), "show", f"{self.branch}:{name}").encode() for name in names}
        return {name: content for name, content in shown.items() if name not in (FILE_NAME, ".nojekyll")}

    def plant(self, path: str, content: bytes) -> None:
        bare = ("-C", str(self.bare))
        blob = self.git(*bare, "hash-object", "-w", "--stdin", given=content).strip()
        rows = self.git(*bare, "ls-tree", "-r", self.branch) if self.commits() else ""
        self.git(*bare, "read-tree", "--empty")
        self.git(*bare, "update-index", "--index-info", given=f"{rows}100644 blob {blob}\t{path}\n".encode())
        tree = self.git(*bare, "write-tree").strip()
        parent = ("-p", self.branch) if self.commits() else ()
        commit = self.git(*bare, "commit-tree", tree, "-m", "someone else", *parent).strip()
        self.git(*bare, "update-ref", f"refs/heads/{self.branch}", commit)


@dataclass
class S3Host:
    endpoint: str
    bucket: str
    folder: str = ""

    @property
    def client(self) -> object:
        import boto3  # noqa: PLC0415  a second that only tests of S3 pay

        return boto3.client(
            "s3", endpoint_url=self.endpoint, region_name="us-east-1",
            aws_access_key_id="testing", aws_secret_access_key="testing",
        )  # fmt: skip

    def open(self) -> Target:
        place = S3(bucket=self.bucket, endpoint=self.endpoint, folder=self.folder or None)
        return Bucket(place, ENVIRONMENT)

    def files(self) -> dict[str, bytes]:
        return {name: self.object(name)["Body"].read() for name in self._names() if name != FILE_NAME}

    def object(self, path: str) -> dict[str, object]:
        return self.client.get_object(Bucket=self.bucket, Key=path)  # type: ignore[attr-defined]

    def _names(self) -> list[str]:
        listed = self.client.list_objects_v2(Bucket=self.bucket)  # type: ignore[attr-defined]
        return [each["Key"] for each in listed.get("Contents", ())]

    def plant(self, path: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=path, Body=content)  # type: ignore[attr-defined]


@dataclass
class SftpHost(FolderHost):
    port: int = 0

    def open(self) -> Target:
        return Server(Sftp(host="127.0.0.1", user="toko", port=self.port, folder="/toko"))


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of moto's S3."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415  the same

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


@dataclass
class SshServer:
    """asyncssh's server in a thread of its own; a client of it lives in `home`, with a key and the server's name."""

    folder: Path
    home: Path
    port: int = 0
    known: str = ""

    @contextmanager
    def running(self) -> Iterator[SshServer]:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        server = asyncio.run_coroutine_threadsafe(self._start(), loop).result(30)
        try:
            yield self
        finally:

            async def stop() -> None:
                server.close()
                await server.wait_closed()

            asyncio.run_coroutine_threadsafe(stop(), loop).result(30)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(30)
            loop.close()

    async def _start(self) -> asyncssh.SSHAcceptor:
        host_key, own_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
        ssh = self.home / ".ssh"
        ssh.mkdir(parents=True)
        own_key.write_private_key(ssh / "id_ed25519")
        own_key.write_public_key(ssh / "authorized")
        server = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[host_key],
            authorized_client_keys=str(ssh / "authorized"),
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(self.folder).encode()),
        )
        self.port = server.get_port()
        public = host_key.export_public_key().decode().strip()
        self.known = f"[127.0.0.1]:{self.port} {public}\n"
        (ssh / "known_hosts").write_text(self.known)
        return server


class Cut(BaseException):
    """The power is gone."""


@dataclass
class Watched:
    """A target that counts what changes it, the record left out, and is cut off at the n-th change of all (1-based)."""

    target: Target
    cut_at: int = 0
    after: bool = False
    puts: list[str] = field(default_factory=list)
    deletes: list[str] = field(default_factory=list)
    headers: dict[str, Headers] = field(default_factory=dict)
    changes: int = 0
    failing: Callable[[str], None] = lambda _path: None

    @property
    def shown(self) -> str:
        return self.target.shown

    @property
    def jobs(self) -> int:
        return 1 if self.cut_at else self.target.jobs

    @property
    def whole(self) -> bool:
        return self.target.whole

    def read(self, path: str) -> bytes | None:
        return self.target.read(path)

    def files(self, folders: Collection[str]) -> Mapping[str, Stored]:
        return self.target.files(folders)

    def put(self, path: str, content: bytes, headers: Headers) -> None:
        self.failing(path)
        self._change(lambda: self.target.put(path, content, headers))
        self.headers[path] = headers
        if path != FILE_NAME:
            self.puts.append(path)

    def delete(self, path: str) -> None:
        self._change(lambda: self.target.delete(path))
        self.deletes.append(path)

    def finish(self, note: str) -> None:
        self._change(lambda: self.target.finish(note))

    def close(self) -> None:
        self.target.close()

    def _change(self, change: Callable[[], None]) -> None:
        self.changes += 1
        if self.changes == self.cut_at:
            if self.after:
                change()
            raise Cut
        change()


def asset(text: str) -> Output:
    """A file whose name says its bytes."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Output(f"assets/gaya.{digest}.css", text.encode(), hashed=True)


def site(price: str, *, style: str = "a", pages: tuple[str, ...] = ("melati", "mawar")) -> tuple[Output, ...]:
    """A small site: a landing page, a page for each PO (the first shows the price), their stylesheet, a feed."""
    look = asset(style)
    made = [look, Output("feed.xml", b"<feed/>"), Output("index.html", f"<link href='{look.path}'>toko".encode())]
    for number, name in enumerate(pages):
        shown = price if number == 0 else "Rp1"
        made.append(Output(f"po/{name}/index.html", f"<link href='../../{look.path}'>{name} {shown}".encode()))
    return tuple(made)


def is_whole(files: Mapping[str, bytes]) -> bool:
    """Whether every page has the files that it names."""
    named = (
        match
        for path, content in files.items()
        if path.endswith(".html")
        for match in re.findall(r"assets/[\w.-]+", content.decode())
    )
    return all(name in files for name in named)


def contents(outputs: tuple[Output, ...]) -> dict[str, bytes]:
    """The outputs as files."""
    return {output.path: output.content or b"" for output in outputs}


def fresh_host(request: pytest.FixtureRequest, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """A host with nothing on it."""
    if name == "folder":
        return FolderHost(tmp_path / "toko")
    if name == "zip":
        return ZipHost(tmp_path / "toko.zip")
    if name == "git":
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


@pytest.fixture(autouse=True)
def free_thread() -> Iterator[None]:
    """Playwright leaves its event loop marked as running in a thread in which a browser was opened before; a target
    behind SSH brings a loop of its own, as in the program, where there is no other."""
    other = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(other)


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture(scope="session")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    base = tmp_path_factory.mktemp("ssh")
    (base / "server").mkdir()
    with SshServer(base / "server", base / "home").running() as server:
        yield server
