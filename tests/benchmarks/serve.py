"""`python tests/benchmarks/serve.py EDITS SHOP [SHOP ...]`: from a save to the new page, as an open page gets it.

Each shop (of `dataset.py`) is served by the installed `etalase serve`. For every edit a story in the middle gets
another word; the page that shows it listens for events as a browser does, and asks for itself at each. Shops take
turns, so that a slow minute of the machine meets them all.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

PATIENCE_S = 120
PAUSE_S = 1.5
"""Until the next save: by then the preview has made the pages that nobody looks at."""


class Served:
    """One shop in a preview, with one page open."""

    def __init__(self, shop: Path) -> None:
        files = sorted((shop / "content/campaigns").iterdir())
        self.file, self.count = files[len(files) // 2], len(files)
        self.page = f"/po/{self.file.stem}/"
        self.times_ms: list[float] = []
        self.port = random.randrange(20_000, 40_000)
        home = {"HOME": str(shop / "home"), "XDG_CACHE_HOME": str(shop / "home")}
        program = str(Path(sys.executable).parent / "etalase")
        self._program = subprocess.Popen(
            [program, "serve", "--port", str(self.port)], cwd=shop, env={**os.environ, **home},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        ends = time.monotonic() + PATIENCE_S
        while not self._says("Revision"):
            assert time.monotonic() < ends, f"{shop} is not served"
            time.sleep(0.2)
        self._stream = self._connect()
        self._stream.request("GET", f"/__preview/events?page={self.page[1:]}index.html")
        self._events = self._stream.getresponse()
        self._wait()

    def edit(self, number: int) -> None:
        text = re.sub(r"Revision \d+", f"Revision {number}", self.file.read_text("utf-8"))
        new = self.file.with_name("~new")
        new.write_text(text, "utf-8")
        began = time.perf_counter()
        new.replace(self.file)
        while not self._says(f"Revision {number}"):
            self._wait()
        self.times_ms.append(1000 * (time.perf_counter() - began))

    def stop(self) -> None:
        self._program.send_signal(signal.SIGINT)
        self._program.wait(20)

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def _wait(self) -> None:
        """Until the next event has come whole."""
        while self._events.readline().strip():
            pass

    def _says(self, words: str) -> bool:
        connection = self._connect()
        try:
            connection.request("GET", self.page)
            return words in connection.getresponse().read().decode("utf-8")
        except OSError:
            return False
        finally:
            connection.close()


def main() -> None:
    edits, shops = int(sys.argv[1]), [Served(Path(each).resolve()) for each in sys.argv[2:]]
    for number in range(5_000, 5_000 + edits):
        for shop in shops:
            time.sleep(PAUSE_S)
            shop.edit(number)
    for shop in shops:
        shop.stop()
        low, middle, high = (f(shop.times_ms) for f in (min, statistics.median, max))
        sys.stdout.write(f"{shop.count:,} campaigns: {middle:.0f} ms (min {low:.0f}, max {high:.0f})\n")
    ratios = [b / a for a, b in zip(shops[0].times_ms, shops[-1].times_ms, strict=True)]
    sys.stdout.write(f"the last beside the first, within its turn: {statistics.median(ratios):.2f}\n")


if __name__ == "__main__":
    main()
