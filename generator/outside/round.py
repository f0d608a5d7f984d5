"""Asking many addresses politely: side by side, at most two at one host, answers kept for a day.

Owns how many are under way and what is remembered. What an answer means to a seller belongs to `judged`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Semaphore

from generator.outside.asking import Answer, Found
from generator.paths import host_of
from generator.structs import Frozen

AT_ONCE = 8
AT_ONE_HOST = 2
KEPT = timedelta(days=1)
_KEPT = (Answer.FINE, Answer.SHUT)
"""A link that was mended is asked anew at once, so only these answers are kept."""

Progress = Callable[[int, int], None]


class _Kept(Frozen):
    """An answer of before, and when it was given."""

    answer: Answer
    detail: str
    at: datetime


def ask_all(
    links: Iterable[str], ask: Callable[[str], Found], *, memory: Path, now: datetime, step: Progress | None = None
) -> dict[str, Found]:
    """The answer of each address, each asked once; `memory` is the file that keeps answers."""
    wanted = list(dict.fromkeys(links))
    kept = _read(memory, now)
    doors: dict[str, Semaphore] = defaultdict(lambda: Semaphore(AT_ONE_HOST))
    order = _mixed([link for link in wanted if link not in kept])
    for link in order:
        doors[host_of(link)]  # made here: threads only look

    def one(link: str) -> Found:
        with doors[host_of(link)]:
            return ask(link)

    answers = {link: Found(kept[link].answer, kept[link].detail) for link in wanted if link in kept}
    with ThreadPoolExecutor(AT_ONCE) as workers:
        for number, (link, found) in enumerate(zip(order, workers.map(one, order), strict=True), 1):
            answers[link] = found
            if step:
                step(number, len(order))
    _write(memory, {link: found for link, found in answers.items() if found.answer in _KEPT}, kept, now)
    return answers


def _mixed(links: list[str]) -> list[str]:
    """The links in an order that comes back to a host as late as it can, so that few wait for one another."""
    hosts: dict[str, list[str]] = {}
    for link in links:
        hosts.setdefault(host_of(link), []).append(link)
    turns = [(turn, number, link) for number, own in enumerate(hosts.values()) for turn, link in enumerate(own)]
    return [link for _, _, link in sorted(turns)]


def _read(memory: Path, now: datetime) -> dict[str, _Kept]:
    """What is remembered and not too old; a file that cannot be read is as good as none."""
    try:
        found = json.loads(memory.read_bytes())
        told = {
            str(link): _Kept(Answer(each["answer"]), str(each["detail"]), datetime.fromisoformat(each["at"]))
            for link, each in found.items()
        }
        return {link: each for link, each in told.items() if timedelta() <= now - each.at < KEPT}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _write(memory: Path, answers: dict[str, Found], kept: dict[str, _Kept], now: datetime) -> None:
    told = {
        link: {
            "answer": found.answer.value,
            "detail": found.detail,
            "at": (kept[link].at if link in kept else now).isoformat(),
        }
        for link, found in answers.items()
    }
    memory.parent.mkdir(parents=True, exist_ok=True)
    unfinished = memory.with_name(f"{memory.name}.tmp")
    unfinished.write_text(json.dumps(told, indent=1, sort_keys=True), encoding="utf-8")
    unfinished.replace(memory)
