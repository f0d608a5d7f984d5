"""Asking one address whether it is there: HEAD, else GET, a time-out, one retry, never an address at home.

Owns what an answer means. The time-out holds for a whole exchange, so that a host that drips its answer holds nobody.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from enum import StrEnum

from generator.outside.client import Allowed, AtHome, Clock, exchange, is_public
from generator.structs import Frozen

AGENT = "etalase-check/1 (asks once a day whether a link of a shop still works)"
TIMEOUT_S = 10.0
"""For one exchange: connecting, asking, and every redirect."""
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


class Found(Frozen):
    """An answer, and in a few words of the protocol why: `404`, `timed out`."""

    answer: Answer
    detail: str = ""


def ask(
    link: str,
    *,
    allowed: Allowed = is_public,
    timeout_s: float = TIMEOUT_S,
    retry_after_s: float = RETRY_AFTER_S,
    sleep: Callable[[float], None] = time.sleep,
) -> Found:
    """What the address answers. Whatever may be a passing fault is asked once more."""
    found = _once(link, allowed, timeout_s)
    if found.answer in (Answer.SILENT, Answer.BROKEN):
        sleep(retry_after_s)
        found = _once(link, allowed, timeout_s)
    return found


def _once(link: str, allowed: Allowed, timeout_s: float) -> Found:
    found = _request(link, "HEAD", allowed, timeout_s)
    # Many places answer HEAD with a fault and GET as they should.
    return found if found.answer in (Answer.FINE, Answer.HOME) else _request(link, "GET", allowed, timeout_s)


def _request(link: str, method: str, allowed: Allowed, timeout_s: float) -> Found:
    request = urllib.request.Request(link.partition("#")[0], method=method)  # noqa: S310 - judged: http(s) only
    request.add_header("User-Agent", AGENT)
    request.add_header("Accept", "text/html,*/*;q=0.8")
    try:
        with exchange(allowed, Clock(timeout_s)).open(request, timeout=timeout_s):
            return Found(Answer.FINE)
    except urllib.error.HTTPError as error:
        with error:
            return _meaning(error.code)
    except urllib.error.URLError as error:
        reason = error.reason
        if isinstance(reason, AtHome):
            return Found(Answer.HOME)
        return Found(Answer.SILENT, _words(reason))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Found(Answer.HOME) if isinstance(error, AtHome) else Found(Answer.SILENT, _words(error))


def _meaning(code: int) -> Found:
    if code in _GONE:
        return Found(Answer.GONE, str(code))
    return Found(Answer.SHUT if code in _SHUT else Answer.BROKEN, str(code))


def _words(reason: object) -> str:
    """Why there was no answer, short and the same on every system."""
    if isinstance(reason, (TimeoutError, socket.timeout)):
        return "timed out"
    if isinstance(reason, (socket.gaierror, UnicodeError)):  # UnicodeError: no name of a host can be so long
        return "no such host"
    if isinstance(reason, ssl.SSLError):
        return "no secure connection"
    if isinstance(reason, ConnectionRefusedError):
        return "refused"
    if isinstance(reason, str):  # what the standard library says of a scheme that it was not given
        return "redirected out of the web"
    return type(reason).__name__
