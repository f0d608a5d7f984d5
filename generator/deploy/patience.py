"""How a host that does not answer is asked again, and what is said when it stays silent.

Owns the pauses. It must not know what is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from generator.deploy.failures import UNREACHABLE
from generator.deploy.target import Unreachable
from generator.problems import ProblemsFound, problem

PAUSES_S = (0.5, 2.0, 5.0)
"""How long to wait before each further try."""

T = TypeVar("T")


def patiently(call: Callable[[], T], *, pause: Callable[[float], None] = time.sleep) -> T:
    """What the call gives; it is tried again while the host does not answer. Raises `Unreachable` in the end."""
    for pause_s in PAUSES_S:
        try:
            return call()
        except Unreachable:
            pause(pause_s)
    return call()


@contextmanager
def reporting_silence(host: str) -> Iterator[None]:
    """Turn the last `Unreachable` into words; `host` is as the seller knows it."""
    try:
        yield
    except Unreachable as error:
        raise ProblemsFound([problem(UNREACHABLE, host=host, reason=error.reason)]) from error
