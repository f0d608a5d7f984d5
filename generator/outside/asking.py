"""Asking one address whether it is there: HEAD, else GET, a time-out, one retry, never an address at home.

Owns the request and what its answer means. The standard library's client sends no cookie and no referrer. Whatever
name an address has, what it leads to is looked at before a byte is sent: a link in a shop must not make this computer
talk to its own network (and neither may a redirect).
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

AGENT = "etalase-check/1 (asks once a day whether a link of a shop still works)"
TIMEOUT_S = 10.0
RETRY_AFTER_S = 2.0
_SHUT = frozenset((401, 402, 403, 405, 406, 407, 418, 429, 451, 501, 503, 999))
"""Answers that many places give to programs only."""
_GONE = frozenset((404, 410))


class Answer(StrEnum):
    """What asking came to."""

    FINE = "fine"
    SHUT = "shut"  # there is something, and it answers people only
    GONE = "gone"  # the host says that there is nothing
    BROKEN = "broken"  # the host answers with a fault of its own, or redirects for ever
    SILENT = "silent"  # no such host, no answer, no secure connection
    HOME = "home"  # an address of this computer or its network: not asked


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, and in a few words of the protocol why: `404`, `timed out`."""

    answer: Answer
    detail: str = ""


Allowed = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    given = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(given, "ipv4_mapped", None)
    return (mapped or given).is_global and not (mapped or given).is_multicast


class _AtHome(OSError):
    """The name leads to an address that must not be asked."""


def ask(
    link: str,
    *,
    allowed: Allowed = is_public,
    timeout_s: float = TIMEOUT_S,
    retry_after_s: float = RETRY_AFTER_S,
    sleep: Callable[[float], None] = time.sleep,
) -> Found:
    """What the address answers. Whatever may be a passing fault is asked once more."""
    opener = _opener(allowed, timeout_s)
    found = _once(opener, link, timeout_s)
    if found.answer in (Answer.SILENT, Answer.BROKEN):
        sleep(retry_after_s)
        found = _once(opener, link, timeout_s)
    return found


def _once(opener: urllib.request.OpenerDirector, link: str, timeout_s: float) -> Found:
    found = _request(opener, link, "HEAD", timeout_s)
    # Many places answer HEAD with a fault and GET as they should.
    return found if found.answer in (Answer.FINE, Answer.HOME) else _request(opener, link, "GET", timeout_s)


def _request(opener: urllib.request.OpenerDirector, link: str, method: str, timeout_s: float) -> Found:
    request = urllib.request.Request(link.partition("#")[0], method=method)  # noqa: S310 - judged: http(s) only
    request.add_header("User-Agent", AGENT)
    request.add_header("Accept", "text/html,*/*;q=0.8")
    try:
        with opener.open(request, timeout=timeout_s):
            return Found(Answer.FINE)
    except urllib.error.HTTPError as error:
        with error:
            return _meaning(error.code)
    except urllib.error.URLError as error:
        reason = error.reason
        if isinstance(reason, _AtHome):
            return Found(Answer.HOME)
        return Found(Answer.SILENT, _words(reason))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Found(Answer.HOME) if isinstance(error, _AtHome) else Found(Answer.SILENT, _words(error))


def _meaning(code: int) -> Found:
    if code in _GONE:
        return Found(Answer.GONE, str(code))
    return Found(Answer.SHUT if code in _SHUT else Answer.BROKEN, str(code))


def _words(reason: object) -> str:
    """Why there was no answer, short and the same on every system."""
    if isinstance(reason, (TimeoutError, socket.timeout)):
        return "timed out"
    if isinstance(reason, socket.gaierror):
        return "no such host"
    if isinstance(reason, ssl.SSLError):
        return "no secure connection"
    if isinstance(reason, ConnectionRefusedError):
        return "refused"
    return type(reason).__name__


def _opener(allowed: Allowed, timeout_s: float) -> urllib.request.OpenerDirector:
    """A client that looks at every address before it connects, those of redirects too; no proxy stands between."""

    def connect(place: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        host, port = place
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not all(allowed(str(each[4][0])) for each in found):
            raise _AtHome(host)
        return socket.create_connection((str(found[0][4][0]), port), timeout_s)

    class Plain(http.client.HTTPConnection):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._create_connection = connect

    class Secure(http.client.HTTPSConnection):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._create_connection = connect

    class OpenPlain(urllib.request.HTTPHandler):
        def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, request)

    class OpenSecure(urllib.request.HTTPSHandler):
        def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, request, context=ssl.create_default_context())

    opener = urllib.request.OpenerDirector()  # `build_opener` would follow redirects to ftp: too
    for handler in (
        OpenPlain(), OpenSecure(), urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(), urllib.request.UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener
