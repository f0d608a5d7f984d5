"""What a machine must have for some tests, what happens where it is missing, and how long a slow one may take."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from typing import NoReturn

import pytest
from playwright.sync_api import Page

PATIENCE_S = 20
"""How long a slow machine may take for what it does at once on others."""

# Without these a closed network gets refused connections by the dozen, and a root user no browser at all.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # the headless shell alone would round the width of each letter
)


WINDOWED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str:
    """The system's Chromium or Chrome; Playwright's own download is never used.

    Debian's `chromium-headless-shell` is the same engine without the windows and profiles of a desktop: a fresh context
    takes a fifth of the time in it.
    """
    return shutil.which("chromium-headless-shell") or program(*WINDOWED)


def windowed_chromium_path() -> str:
    """The browser as people have it, for what Lighthouse measures."""
    return program(*WINDOWED)


def program(*names: str) -> str:
    """The path of the first of these programs that is installed; the test is skipped or failed when none is."""
    return next((path for name in names if (path := shutil.which(name))), None) or absent(names[0])


def absent(what: str) -> NoReturn:
    """Skips the test with the reason; where a whole machine is promised (.ci/run), fails it instead."""
    if os.environ.get("ETALASE_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what} is missing, and ETALASE_REQUIRE_BROWSER=1 promises it")
    pytest.skip(f"{what} is not installed")


def await_that(holds: Callable[[], bool], page: Page) -> None:
    """Waits until this holds, and no longer than `PATIENCE_S`, while the events of this page's browser come in.

    For what a test's own handlers write down: Playwright's waits look at a page, and a state that it has reached once
    (`networkidle`) is not waited for again.
    """
    end = time.monotonic() + PATIENCE_S
    while not holds() and time.monotonic() < end:
        page.wait_for_timeout(20)
