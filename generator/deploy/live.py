"""The pages as anyone gets them now, compared with what was sent.

Owns how a host is asked: few pages at a time, each within a time-out, again after a while where the old page still
shows. It must not follow the seller's links, only the site's own addresses.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from generator.paths import absolute_url
from generator.plan import Output
from generator.publish import disk
from generator.structs import Frozen

TIMEOUT_S = 10
AT_ONCE = 2
MOST = 40
"""Of a large site so many pages are looked at, the first ones given."""
MOST_BYTES = 8 << 20
"""Larger than any page; what comes after it is not waited for."""
PAUSES_S = (2.0, 6.0, 12.0)
"""How long to wait before another look at what is not there yet."""

Fetch = Callable[[str], bytes]


class Seen(Frozen):
    """What anyone gets: the addresses that show what was sent, those that show something else, and those that show
    nothing, with the reason."""

    same: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()


def fetch_page(address: str) -> bytes:
    """The bytes at an address, past caches where they can be passed. Raises OSError."""
    headers = {"User-Agent": "etalase-deploy", "Cache-Control": "no-cache", "Accept-Encoding": "identity"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  the shop's `url`, judged as http(s)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
            return _all_of(answer)
    except (http.client.HTTPException, ValueError) as error:  # ValueError: it sends us to what is no address
        raise OSError(str(error)) from error


def _all_of(answer: http.client.HTTPResponse) -> bytes:
    """The bytes of an answer, as far as any page goes. Raises TimeoutError for one that does not end."""
    end_s, content = time.monotonic() + TIMEOUT_S, bytearray()
    while len(content) <= MOST_BYTES and (piece := answer.read1(1 << 16)):
        content += piece
        if time.monotonic() > end_s:
            raise TimeoutError
    return bytes(content)


def look(url: str, pages: Sequence[Output], fetch: Fetch, *, pause: Callable[[float], None] = time.sleep) -> Seen:
    """What the addresses of these pages show. `url` is the site's address with a slash at its end."""
    waiting = {absolute_url(url, page.path): disk.content_of(page) for page in pages[:MOST]}
    asked = tuple(waiting)
    wrong: dict[str, str] = {}
    for pause_s in (*PAUSES_S, None):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = dict(zip(waiting, pool.map(partial(_wrong_with, fetch), waiting.items()), strict=True))
        wrong = {address: reason for address, reason in answers.items() if reason is not None}
        if not wrong or pause_s is None:
            break
        waiting = {address: waiting[address] for address in wrong}
        pause(pause_s)
    return Seen(
        tuple(address for address in asked if address not in wrong),
        tuple(address for address, reason in wrong.items() if not reason),
        tuple((address, reason) for address, reason in wrong.items() if reason),
    )


def _wrong_with(fetch: Fetch, page: tuple[str, bytes]) -> str | None:
    """None where the page is as sent, "" where it is another one, else why there is none."""
    address, sent = page
    try:
        return None if fetch(address) == sent else ""
    except urllib.error.HTTPError as error:
        return f"HTTP {error.code}"
    except TimeoutError:
        return "no answer"
    except urllib.error.URLError as error:
        return getattr(error.reason, "strerror", None) or "no answer"
    except OSError as error:
        return error.strerror or "no answer"
