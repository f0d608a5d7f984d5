"""Pages held open while time goes on: what a page built earlier shows at an instant is what a page built then says."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pace import at_once
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import pages_at, words

ROOT = Path(__file__).parents[2]
SHOPS = {"melati": ROOT, **{name: ROOT / "tests/shops" / name for name in ("kecil", "figur", "keramik")}}
BUILT = datetime.fromisoformat("2026-12-12T12:00:00+07:00")
LATER = {
    "melati": (
        "2026-12-13T23:59",
        "2026-12-20T12:00",
        "2026-12-20T23:59",
        "2026-12-25T00:00",
        "2026-12-29T00:00",
        "2027-03-20T00:00",
    ),
    "kecil": ("2026-12-13T23:59", "2026-12-20T23:59"),
    "figur": ("2026-12-15T10:00", "2026-12-17T21:00", "2026-12-20T23:59", "2026-12-22T08:00"),
    "keramik": ("2026-12-13T20:00", "2026-12-19T22:00", "2026-12-26T00:00", "2026-12-31T00:00"),
}
MOST_PAGES = 6
"""Of a shop: the landing page, the archive, those that repeat, and some more."""
TEXT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest('[hidden],script,style,svg,.countdown,.said')) found.push(node.data);
  }
  return found.join(' ').replace(/\\s+/g, ' ').trim();
}"""


def without_form_script(markup: str) -> str:
    """The page without the scripts at its end, the order form's and that for amounts, which write into it."""
    return re.sub(r"(?:<script>\(function(?:(?!</script>).)*</script>\s*)+(?=</body>)", "", markup, flags=re.DOTALL)


def live_pages(shop: str) -> dict[str, str]:
    found = pages_at(SHOPS[shop], BUILT.isoformat())
    live = {path: text for path, text in found.items() if path.endswith("index.html") and 'id="live"' in text}
    lists = ("index.html", "po/index.html")
    wanted = sorted(live, key=lambda path: (path not in lists, -live[path].count("data-spell")))
    return {path: live[path] for path in wanted[:MOST_PAGES]}


@pytest.mark.parametrize("shop", at_once(["melati"], SHOPS))
def test_page_held_open_says_at_each_instant_what_a_page_built_then_says(
    shop: str, tmp_path: Path, chromium: Browser
) -> None:
    markup = live_pages(shop)
    moments = [datetime.fromisoformat(f"{at}:00+07:00") for at in LATER[shop]]
    said: dict[tuple[str, datetime], str] = {}
    context = chromium.new_context()
    for path, text in markup.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(without_form_script(text), encoding="utf-8")
        shown = context.new_page()
        shown.clock.install(time=BUILT)
        shown.goto(file.as_uri())
        for at in moments:
            shown.clock.pause_at(at + timedelta(milliseconds=40))
            said[path, at] = shown.evaluate(TEXT)
        shown.close()
    context.close()
    for at in moments:
        then = pages_at(SHOPS[shop], at.isoformat(), markup)
        for path in markup:
            assert said[path, at] == words(then[path]), f"{path} at {at}"


def test_page_past_its_last_known_window_says_so_and_takes_no_order(tmp_path: Path, chromium: Browser) -> None:
    (markup,) = pages_at(SHOPS["figur"], BUILT.isoformat(), ["po/mingguan/index.html"]).values()
    (tmp_path / "index.html").write_text(markup, encoding="utf-8")
    shown = chromium.new_page()
    shown.clock.install(time=datetime.fromisoformat("2028-02-01T12:00:00+07:00"))
    shown.goto((tmp_path / "index.html").as_uri())
    assert "Halaman ini belum tahu tanggal berikutnya" in shown.evaluate(TEXT)
    assert not shown.locator("#order").is_visible()
    assert not shown.locator(".countdown").first.is_visible()
    shown.close()
