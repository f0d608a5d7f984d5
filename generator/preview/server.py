"""The preview over HTTP: who is asked what, and how it is sent. The only door to starlette and uvicorn.

Owns the addresses below `/__preview/`, the headers of every response, the socket, and a clean stop. What is answered
comes from `answers`; making it is work for a thread, so that the loop always has time for the next event.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qsl, quote, urlencode

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from generator.page.catalogue import Catalogue
from generator.preview.answers import Answer, Answers
from generator.preview.editor import Editor
from generator.preview.events import Listener
from generator.preview.facts import Facts
from generator.preview.frames import Frames
from generator.preview.guard import KEY, Caller, Guard, Verdict, own_hosts
from generator.preview.looking import AT
from generator.preview.moments import written_at
from generator.preview.origins import Origins
from generator.preview.scripts import page_script
from generator.preview.shown import Source
from generator.structs import Frozen

PORT = 4321
PORTS_TRIED = 50
OWN = "/__preview/"
_METHODS = ("GET", "HEAD")
_SAFE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_LONGEST_HEADERS = 16_384


class Setting(Frozen):
    """How a preview is reached and speaks. `words` is the seller's language, `guard` says who is answered,
    `lan_url` is the address for other devices, with its key ("" when there is none), `at` the moment that all pages
    are at unless their address says another (None: now)."""

    words: Catalogue
    editor: Editor
    guard: Guard
    lan_url: str = ""
    at: datetime | None = None


class Preview:
    """The ASGI application."""

    def __init__(self, source: Source, setting: Setting) -> None:
        facts = Facts(setting.words, setting.editor)
        self._source = source
        self._setting = setting
        self._answers = Answers(source, setting.words, facts, page_script())
        self._frames = Frames(source, self._answers, setting.words, setting.lan_url)
        self._origins = Origins(setting.words, setting.editor)
        self._streams: set[asyncio.Event] = set()

    def end_streams(self) -> None:
        """Ends every open event stream at once; called in the server's loop."""
        for gone in self._streams:
            gone.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        if early := self._refusal(request):
            await early(scope, receive, send)
        elif scope["path"] == OWN + "events" and request.method == "GET":
            await self._stream(request, send)
        else:
            query = self._dated(scope["query_string"].decode("latin-1"))
            answer = await asyncio.to_thread(self._answer, scope["path"], query)
            await _response(answer)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        scope = request.scope
        query = scope["query_string"].decode("latin-1")
        headers = request.headers
        caller = Caller(
            headers.getlist("host"), headers.getlist("origin"), headers.getlist("cookie"), query,
            scope["client"][0] if scope.get("client") else "",
        )  # fmt: skip
        verdict = self._setting.guard.judge(caller)
        if verdict is Verdict.LET_IN:
            rest = urlencode([(name, value) for name, value in parse_qsl(query) if name != KEY])
            location = quote("/" + scope["path"].lstrip("/"), safe="/") + (f"?{rest}" if rest else "")
            clean = {"Location": location, "Set-Cookie": self._setting.guard.cookie()}
            return _response(Answer(303, headers=clean))
        if verdict is not Verdict.ANSWERED:
            said = self._setting.words.text("This preview answers under its own addresses only.")
            return _response(Answer(verdict.value, f"{said}\n".encode()))
        if request.method not in _METHODS:
            return _response(Answer(405, headers={"Allow": ", ".join(_METHODS)}))
        if not scope["path"].startswith("/"):  # `GET http://elsewhere/ HTTP/1.1`: we are nobody's proxy
            return _response(Answer(400))
        return None

    def _dated(self, query: str) -> str:
        """The query with the moment of the whole preview, where it says none: the browser's clock then follows."""
        if self._setting.at is None or AT in dict(parse_qsl(query)):
            return query
        return "&".join(filter(None, (query, urlencode({AT: written_at(self._setting.at)}))))

    def _answer(self, path: str, query: str) -> Answer:
        if not path.startswith(OWN):
            return self._answers.answer(path, query)
        match path.removeprefix(OWN):
            case "":
                return self._frames.answer(query)
            case "qr.svg":
                return self._frames.code()
            case "looks":
                return self._frames.looks(query)
            case "origin":
                return self._origins.answer(self._answers, query)
            case _:
                return self._answers.answer(path, query)

    async def _stream(self, request: Request, send: Send) -> None:
        """Server-sent events (html.spec.whatwg.org, 9.2). `page`: the page in sight; `have`: the hash of what the
        browser has of it; `query`: the parameters of its address."""
        given = dict(parse_qsl(request.url.query))
        page, have = given.get("page", "")[:500], given.get("have", "")
        query = self._dated(given.get("query", "")[:4000])
        gone = asyncio.Event()
        self._streams.add(gone)

        def tell(changed: tuple[str, ...]) -> str:
            nonlocal have
            text, have = self._answers.event(page, query, have, changed)
            return text

        leaving = asyncio.ensure_future(_leaves(request.receive, gone))
        try:
            await send(_start({**_SAFE, "Content-Type": "text/event-stream; charset=utf-8"}))
            async with contextlib.aclosing(Listener(self._source, page).events(tell, gone)) as events:
                async for text in events:
                    await send(_part(f"data: {text}\n\n".encode(), more=True))
            await send(_part(b"", more=False))
        finally:
            leaving.cancel()
            self._streams.discard(gone)


async def _leaves(receive: Receive, gone: asyncio.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()


def _start(headers: dict[str, str], status: int = 200) -> dict[str, object]:
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": raw}


def _part(body: bytes, *, more: bool) -> dict[str, object]:
    return {"type": "http.response.body", "body": body, "more_body": more}


def _response(answer: Answer) -> Response:
    headers = {**_SAFE, **answer.headers}
    if answer.body or answer.status == 200:
        headers["Content-Type"] = answer.type
    return Response(answer.body, answer.status, headers)


def make_app(
    source: Source,
    *,
    words: Catalogue,
    editor: Editor,
    port: int,
    lan_address: str = "",
    token: str = "",
    at: datetime | None = None,
) -> Preview:
    """The application for a preview that listens on this port.

    `words` is the language it speaks to the seller. With a `token` other devices are let in that show it, under
    `lan_address` (an IPv4 address of this computer) besides loopback's names. `at` is the moment that
    pages are at instead of now.
    """
    addresses = (lan_address,) if lan_address and token else ()
    lan_url = f"http://{lan_address}:{port}/?{KEY}={token}" if addresses else ""
    guard = Guard(own_hosts(port, addresses), token if addresses else "")
    return Preview(source, Setting(words, editor, guard, lan_url, at))


def open_socket(port: int = PORT, *, lan: bool = False, tried: int = PORTS_TRIED) -> socket.socket:
    """A listening socket on this port, else on the next free one; on this computer alone unless `lan`.

    Raises OSError when none of `tried` ports is free. The number is `getsockname()[1]`.
    """
    refused: OSError | None = None
    for number in range(port, min(port + tried, 65_536)) if port else (0,):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if exclusive := getattr(socket, "SO_EXCLUSIVEADDRUSE", None):  # Windows shares ports that others listen on
            made.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind(("0.0.0.0" if lan else "127.0.0.1", number))  # noqa: S104  only with --lan, and behind a key
            made.listen(128)
        except OSError as error:
            made.close()
            refused = error
            continue
        return made
    raise refused or OSError("no port to try")


def lan_address() -> str:
    """This computer's IPv4 address in the local network, or "" without one. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # TEST-NET-1 (RFC 5737): only the way there is looked up
            found = str(asked.getsockname()[0])
        except OSError:
            return ""
    return "" if found.startswith("127.") else found


class Server(uvicorn.Server):
    """uvicorn without its words, which ends event streams when it is asked to stop."""

    def __init__(self, app: Preview, sockets: Sequence[socket.socket]) -> None:
        super().__init__(
            uvicorn.Config(
                app, loop="asyncio", http="h11", ws="none", lifespan="off", log_config=None, log_level="error",
                access_log=False, server_header=False, date_header=False, proxy_headers=False,
                h11_max_incomplete_event_size=_LONGEST_HEADERS, timeout_graceful_shutdown=2,
            )
        )  # fmt: skip
        self._app = app
        self._sockets = list(sockets)

    def serve_until_stopped(self) -> None:
        """Serves until Ctrl+C, or until another thread calls `stop`."""
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises the signal again once it has stopped
            self.run(self._sockets)

    def stop(self) -> None:
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.end_streams()
        await super().shutdown(sockets)


def serve(app: Preview, listening: socket.socket) -> None:
    """Answers on this socket until Ctrl+C; then open streams end at once and the socket is closed."""
    Server(app, [listening]).serve_until_stopped()
