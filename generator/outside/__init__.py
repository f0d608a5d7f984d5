"""Whether what a shop links to is still there: the only part that asks other hosts anything, and only when told to."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from generator.outside.asking import Answer, ask
from generator.outside.client import Allowed, is_public
from generator.outside.judged import judged
from generator.outside.outgoing import outgoing
from generator.outside.round import Progress, ask_all
from generator.problems import Problem
from generator.shop.rules import without_ignored
from generator.source.load import Loaded

MEMORY = "online.json"
"""The file in the cache that keeps answers for a day."""


def check_links(
    loaded: Loaded,
    *,
    cache: Path,
    now: datetime,
    step: Progress | None = None,
    allowed: Allowed = is_public,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[tuple[Problem, ...], int, int]:
    """What is wrong with the links that leave the shop, with their places; how many were asked for, and how many
    of them answer people only."""
    site = loaded.site
    if site is None:
        return (), 0, 0
    links = tuple(outgoing(site))
    answers = ask_all(
        (link for _, link in links),
        partial(ask, allowed=allowed, sleep=sleep),
        memory=cache / MEMORY,
        now=now,
        step=step,
    )
    found = [each.at(loaded.mark(each.path)) for each in without_ignored(site, judged(links, answers))]
    return tuple(found), len(answers), sum(found.answer is Answer.SHUT for found in answers.values())
