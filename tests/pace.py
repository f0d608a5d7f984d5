"""Which cases of a test run every time, and which where there is time (`pytest -m slow`, which CI runs too)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def at_once(now: Iterable[Any], every: Iterable[Any]) -> list[Any]:
    """All of `every` for `parametrize`; those that are not in `now` are slow."""
    chosen, known = list(now), list(every)
    assert all(each in known for each in chosen), "a case that does not exist would never run"
    return [each if each in chosen else pytest.param(each, marks=pytest.mark.slow) for each in known]
