"""The client for one exchange with a host, redirects included: bounded in time, in bytes, and in whom it reaches.

Owns connections. Whatever name an address has, what it leads to is looked at before a byte is sent: a link in a shop
must not make this computer talk to its own network (and neither may a redirect). Only looking a name up takes the time
that the system gives it. The standard library's client sends no cookie and no referrer.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from typing import Any

MOST_BYTES = 1 << 20
"""Larger than any head, and than the body of any redirect, which the standard library reads to its end."""

Allowed = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    given = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(given, "ipv4_mapped", None)
    return (mapped or given).is_global and not (mapped or given).is_multicast


class AtHome(OSError):
    """The name leads to an address that must not be asked."""


class Clock:
    """How long an exchange may still take."""

    def __init__(self, timeout_s: float) -> None:
        self._end_s = time.monotonic() + timeout_s

    def left_s(self) -> float:
        """Seconds, more than none. Raises TimeoutError."""
        if (left := self._end_s - time.monotonic()) <= 0:
            raise TimeoutError
        return left


class _Timely(io.RawIOBase):
    """What a host sends, as far as there is time for it and as far as any head goes."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self._connection, self._clock, self._read = connection, clock, 0
        self._held = connection.makefile("rb", buffering=0)  # keeps it open until the answer is closed

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if self._read > MOST_BYTES:
            return 0
        self._connection.settimeout(self._clock.left_s())
        got = self._connection.recv_into(into)
        self._read += got
        return got

    def close(self) -> None:
        self._held.close()
        super().close()


def _reached(addresses: list[str], port: int, clock: Clock) -> socket.socket:
    """A connection to the first of these addresses that takes one; none may use up the time of those after it."""
    for share in range(len(addresses), 1, -1):
        with suppress(OSError):
            return socket.create_connection((addresses[-share], port), clock.left_s() / share)
    return socket.create_connection((addresses[-1], port), clock.left_s())


def exchange(allowed: Allowed, clock: Clock) -> urllib.request.OpenerDirector:
    """A client for one exchange. It looks at every address before it connects, those of redirects too; no proxy stands
    between. Raises `AtHome` for one that is not allowed."""

    def connect(place: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        host, port = place
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not all(map(allowed, addresses)):
            raise AtHome(host)
        connection = _reached(addresses, port, clock)
        connection.settimeout(clock.left_s())
        return connection

    class Answered(http.client.HTTPResponse):
        def __init__(self, connection: socket.socket, *given: Any, **named: Any) -> None:
            super().__init__(connection, *given, **named)
            self.fp.close()
            self.fp = io.BufferedReader(_Timely(connection, clock))

    class Plain(http.client.HTTPConnection):
        response_class = Answered

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._create_connection = connect

    class Secure(http.client.HTTPSConnection):
        response_class = Answered

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
