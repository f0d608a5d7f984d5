"""Who is answered: requests that name this very preview, from this computer or with the key of `--lan`.

Owns the rules against DNS rebinding, foreign pages and strangers on the same network. It must not answer anything.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from enum import Enum
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from generator.structs import Frozen

COOKIE = "etalase-preview"
KEY = "key"
"""The parameter that carries the token, once; a cookie does so afterwards."""

_LOOPBACK = re.compile(r"127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+")


class Verdict(Enum):
    """What becomes of a request."""

    ANSWERED = 200
    LET_IN = 303
    """The right key is in the address: it moves into a cookie and out of sight."""
    REFUSED = 403
    MISDIRECTED = 421


class Caller(Frozen):
    """What a request says of itself: every Host, Origin and Cookie header, its query, and the peer's address."""

    hosts: Sequence[str]
    origins: Sequence[str]
    cookies: Sequence[str]
    query: str
    address: str


class Guard(Frozen):
    """`hosts` are the exact names with port under which the preview may be asked. `token` opens it to other
    computers; without one nobody but this computer is answered."""

    hosts: frozenset[str]
    token: str = ""

    def judge(self, caller: Caller) -> Verdict:
        """What becomes of the request. A name in Host or Origin that is not exactly ours is a page from elsewhere
        that made its own name point here (DNS rebinding), or one that reads over our shoulder."""
        if len(caller.hosts) != 1 or caller.hosts[0].lower() not in self.hosts:
            return Verdict.MISDIRECTED
        if any(origin.lower() not in {f"http://{host}" for host in self.hosts} for origin in caller.origins):
            return Verdict.REFUSED
        if _LOOPBACK.fullmatch(caller.address):
            return Verdict.ANSWERED
        if not self.token:
            return Verdict.REFUSED
        if any(self._fits(value) for value in _cookies(caller.cookies)):
            return Verdict.ANSWERED
        given = [value for name, value in parse_qsl(caller.query[:4096]) if name == KEY]
        return Verdict.LET_IN if any(map(self._fits, given)) else Verdict.REFUSED

    def cookie(self) -> str:
        """The header that keeps the key in the browser: out of reach of scripts, sent to no other site."""
        return f"{COOKIE}={self.token}; Path=/; HttpOnly; SameSite=Strict"

    def _fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())


def own_hosts(port: int, addresses: Sequence[str] = ()) -> frozenset[str]:
    """The names of a preview on this port: of this computer, and the `addresses` it has in the local network."""
    names = ("127.0.0.1", "localhost", "[::1]", *addresses)
    with_port = {f"{name}:{port}" for name in names}
    return frozenset(with_port | (set(names) if port == 80 else set()))


def _cookies(headers: Sequence[str]) -> list[str]:
    found = []
    for header in headers:
        try:
            morsel = SimpleCookie(header[:4096]).get(COOKIE)
        except CookieError:
            continue
        if morsel:
            found.append(morsel.value)
    return found
