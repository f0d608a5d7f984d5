"""A preview without files to watch: a source whose state a test sets, and a real server on a real socket for it."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from generator.build import Draft, draft
from generator.page.catalogue import Catalogue
from generator.preview.editor import VSCODE, Editor
from generator.preview.server import Server, make_app, open_socket
from generator.preview.shown import Shown
from generator.problems import ProblemsFound
from generator.shipped import catalogue_text

INDONESIAN = Catalogue.from_po("id", catalogue_text("id"))
NOW = datetime.fromisoformat("2026-12-12T12:00:00+07:00")
DEADLINE_S = 20


@dataclass
class Stand:
    """A source of which a test decides what it shows."""

    shown: Shown = field(default_factory=lambda: Shown("0", None))
    listeners: list[Callable[[Shown], None]] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)
    number: int = 0

    def listen(self, listener: Callable[[Shown], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def watch_page(self, path: str) -> Callable[[], None]:
        self.watched.append(path)
        return lambda: self.watched.remove(path)

    def show(self, shown: Shown) -> None:
        self.shown = shown
        for listener in list(self.listeners):
            listener(shown)

    def build(self, root: Path, *changed: str, now: datetime = NOW) -> Draft | None:
        """Shows the shop as it is on the disk, or what is wrong with it beside the last good one."""
        self.number += 1
        try:
            made = draft(root, now, cache=root / ".etalase/cache")
        except ProblemsFound as found:
            self.show(Shown(str(self.number), self.shown.draft, found.problems, broken=True, changed=changed))
            return None
        self.show(Shown(str(self.number), made, made.problems, changed=changed))
        return made


class Answered(NamedTuple):
    """A response."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Running:
    """A preview that answers at `address` (`http://127.0.0.1:4321`)."""

    address: str
    server: Server
    thread: threading.Thread

    @property
    def port(self) -> int:
        return int(urlsplit(self.address).port or 0)

    def ask(self, target: str, method: str = "GET", *, own: str = "127.0.0.1", **headers: str) -> Answered:
        """One request on a connection of its own; `own` is the address of this machine that it comes from and goes
        to."""
        connection = HTTPConnection(own, self.port, timeout=DEADLINE_S, source_address=(own, 0))
        try:
            connection.request(method, target, headers=headers)
            answer = connection.getresponse()
            return Answered(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    @contextlib.contextmanager
    def events(self, page: str, **more: str) -> Iterator[Iterator[dict[str, Any]]]:
        """What an open page is told, as it comes; it ends with the stream."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_S)
        try:
            connection.request("GET", f"/__preview/events?{urlencode({'page': page, **more})}")
            answer = connection.getresponse()
            assert answer.status == 200
            assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
            lines = iter(answer.readline, b"")
            yield (json.loads(line.removeprefix(b"data: ")) for line in lines if line.startswith(b"data: "))
            answer.close()
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """Everything that comes back for these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=DEADLINE_S) as wire:
            wire.sendall(request)
            received = b""
            while part := wire.recv(65_536):
                received += part
            return received

    def stop(self) -> None:
        self.server.stop()
        self.thread.join(DEADLINE_S)
        assert not self.thread.is_alive(), "the server does not stop"


@contextlib.contextmanager
def running(source: Stand, root: Path, *, port: int = 0, **options: Any) -> Iterator[Running]:
    """A preview of this source; `options` are those of `make_app`: with a token it listens to the network too."""
    listening = open_socket(port, lan="token" in options)
    number = listening.getsockname()[1]
    words, editor = INDONESIAN, Editor(VSCODE, root)
    app = make_app(source, words=words, editor=editor, port=number, **options)
    server = Server(app, [listening])
    thread = threading.Thread(target=server.serve_until_stopped, daemon=True)
    thread.start()
    started = Running(f"http://127.0.0.1:{number}", server, thread)
    ends = time.monotonic() + DEADLINE_S
    while not server.started and thread.is_alive() and time.monotonic() < ends:
        time.sleep(0.005)  # it imports its packages meanwhile, which would count as files that a request opened
    try:
        yield started
    finally:
        started.stop()
