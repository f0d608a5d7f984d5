"""The stream of events that an open page listens to: it is told whenever something else is shown.

Owns one listening browser from its first event to its last. It must not make pages or know HTTP.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from threading import Lock

from generator.preview.shown import Shown, Source


class Listener:
    """One open page. Lives in the server's loop; the builder's thread only leaves a note."""

    def __init__(self, source: Source, page: str) -> None:
        self._source = source
        self._page = page
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._lock = Lock()
        self._changed: dict[str, None] = {}

    def _shown(self, shown: Shown) -> None:
        with self._lock:
            self._changed.update(dict.fromkeys(shown.changed))
        with suppress(RuntimeError):  # the server is stopping and its loop is gone
            self._loop.call_soon_threadsafe(self._news.set)

    async def events(self, tell: Callable[[tuple[str, ...]], str], gone: asyncio.Event) -> AsyncGenerator[str, None]:
        """The texts of all events, the first one at once, until `gone` is set. `tell` is called in a worker thread."""
        unlisten = self._source.listen(self._shown)
        unwatch = self._source.watch_page(self._page)
        leaving = asyncio.ensure_future(gone.wait())
        try:
            while not gone.is_set():
                self._news.clear()
                with self._lock:
                    changed, self._changed = tuple(self._changed), {}
                yield await asyncio.to_thread(tell, changed)
                waiting = asyncio.ensure_future(self._news.wait())
                await asyncio.wait({waiting, leaving}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
        finally:
            leaving.cancel()
            unlisten()
            unwatch()
