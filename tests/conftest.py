"""What many tests stand on: Chromium, a loopback server for built folders, and a visit that notices trouble."""

from __future__ import annotations

import contextlib
import functools
import gzip
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from machine import CHROMIUM_FLAGS, PATIENCE_S, chromium_path
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright
from playwright.sync_api import expect as awaited

# A shared machine is slow by fits: no example fails for its time alone.
hypothesis.settings.register_profile("etalase", deadline=None, print_blob=True)
hypothesis.settings.load_profile("etalase")


PACKED = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".webmanifest")
"""What static hosts send packed (gzip)."""


@pytest.fixture(scope="session", autouse=True)
def _caches(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What commands in processes of their own remember is not the developer's."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("caches"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium for the whole run; each test opens its own contexts."""
    path = chromium_path()
    awaited.set_options(timeout=PATIENCE_S * 1000)  # what is there ends the wait at once
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A cache for the pictures of shops that tests publish, one for all processes of this run: content decides what is
    in it, and the same photos are drawn in many tests."""
    ours = tmp_path_factory.getbasetemp()
    folder = (ours.parent if hasattr(request.config, "workerinput") else ours) / "pictures"
    folder.mkdir(exist_ok=True)
    return folder


class _Folder(SimpleHTTPRequestHandler):
    """One folder below one prefix, like a plain static host: text packed for those who accept it, connections kept,
    404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, prefix: str, **options: object) -> None:
        self.prefix = prefix
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        asked = urlsplit(path).path
        if not asked.startswith(self.prefix):
            return str(Path(self.directory, "nothing-outside-the-prefix"))
        return super().translate_path("/" + asked.removeprefix(self.prefix))

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if file.suffix not in PACKED or "gzip" not in self.headers.get("Accept-Encoding", "") or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def list_directory(self, path: object) -> None:
        del path  # static hosts show no listings
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """`serve(folder)` or `serve(folder, prefix="/sub/")`: the address of a loopback server for that folder.

    Nothing answers outside the prefix, so a link that forgets it is a 404 here as on a real host.
    """
    with contextlib.ExitStack() as servers:

        def start(folder: Path, prefix: str = "/") -> str:
            handler = functools.partial(_Folder, directory=str(folder), prefix=prefix)
            server = servers.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            thread.start()
            servers.callback(thread.join)
            servers.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}{prefix}"

        yield start


@dataclass
class Visit:
    """An open page and whatever went wrong on it, in the order it happened."""

    page: Page
    trouble: list[str] = field(default_factory=list)

    def go_on(self, url: str) -> Visit:
        """The same tab at another page of the same host; what went wrong before is forgotten."""
        self.page.goto("about:blank")
        self.trouble.clear()
        self.page.goto(url, wait_until="load")
        return self


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """`visit(url, **context)` opens a page in a context of its own, a phone of 360x740 unless told otherwise.

    Console errors, page errors, failed or missing files, and every request that leaves the page's own host
    (which is refused) are collected in `trouble`. An icon that was still on its way when the page was left is none.
    """

    def left(request: Request) -> bool:
        return request.failure == "net::ERR_ABORTED" and "icon" in request.url

    with contextlib.ExitStack() as contexts:

        def go(url: str, **options: object) -> Visit:
            context = chromium.new_context(**{"viewport": {"width": 360, "height": 740}, **options})
            contexts.callback(context.close)
            seen = Visit(context.new_page())
            own = urlsplit(url)[:2]

            def guard(route: Route) -> None:
                asked = route.request.url
                if urlsplit(asked).scheme in {"data", "blob", "about"} or urlsplit(asked)[:2] == own:
                    route.continue_()
                else:
                    seen.trouble.append(f"foreign request: {asked}")
                    route.abort()

            seen.page.route("**/*", guard)
            seen.page.on("console", lambda m: seen.trouble.append(f"console: {m.text}") if m.type == "error" else None)
            seen.page.on("pageerror", lambda error: seen.trouble.append(f"error: {error}"))
            seen.page.on("requestfailed", lambda it: left(it) or seen.trouble.append(f"failed: {it.url}"))
            seen.page.on("response", lambda r: seen.trouble.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
            seen.page.goto(url, wait_until="load")
            return seen

        yield go


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected files anew instead of comparing")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`expect(file, text)`: the file holds this text; with `--update-golden` it is written."""

    def check(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        assert file.exists(), f"{file} is missing: run pytest with --update-golden"
        assert text == file.read_text("utf-8")

    return check
