"""What a machine must have for some tests, and what happens where it is missing."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

# Without these a closed network gets refused connections by the dozen, and a root user no browser at all.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str:
    """The system's Chromium or Chrome; Playwright's own download is never used."""
    return program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def program(*names: str) -> str:
    """The path of the first of these programs that is installed; the test is skipped or failed when none is."""
    return next((path for name in names if (path := shutil.which(name))), None) or absent(names[0])


def absent(what: str) -> NoReturn:
    """Skips the test with the reason; where a whole machine is promised (.ci/run), fails it instead."""
    if os.environ.get("ETALASE_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what} is missing, and ETALASE_REQUIRE_BROWSER=1 promises it")
    pytest.skip(f"{what} is not installed")
