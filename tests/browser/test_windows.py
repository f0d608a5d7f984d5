"""POs that open again and again: a page held open, or opened long after its build, says what a page built then says."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pace import at_once
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import built, pages_at, words, write_shop

from generator.theme.assets import Assets, gather_assets
from generator.theme.options import choose
from generator.theme.package import load_theme

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests/vectors/dates.json"

BUILT = datetime.fromisoformat("2026-12-12T12:00:00+07:00")
SECOND = timedelta(seconds=1)
TIMER = timedelta(milliseconds=40)
"""By then a timer that was set for an instant has run."""
WEEKLY = """
    title: Titip mingguan
    batch: 10
    repeats:
      every: weekly
      opens: Senin 09:00
      closes: Kamis
      ships: Sabtu
      from: 2026-12-07
    batches:
      - number: 10
        taken:
          A: 3
        counted: 2026-12-09 10:00
      - number: 13
        note: Libur tahun baru, dikirim Senin
        closes: 2026-12-31 12:00
        ships: 2027-01-04
      - number: 15
        skip: yes
      - number: 17
        cancelled:
          date: 2027-01-27 08:00
          why: Tokonya banjir
          refund_until: 2027-02-05
    code: A
    price: 35.000
    quota: 20
    payments:
      - name: Lunas
        amount: 100%
        due: 12 jam setelah konfirmasi
    terms:
      cancel:
        - by: buyer
          until: closing
          back: 100%
      late:
        after: 3 hari
        do: Uang kembali
        back: 100%
"""
MONTHLY = """
    title: Bulanan
    repeats:
      every: monthly
      opens: tanggal 20 08:00
      closes: last day
      ships: tanggal 15
    price: 99.000
"""
LAST_FRIDAY = """
    title: Kiln club
    repeats:
      every: monthly
      opens: last Friday 20:00
      closes: day 31 23:00
      ships: first Saturday
      from: 2026-10-01
      until: 2027-11-30
    price: 99.000
"""
SINGLE = """
    title: Sekali saja
    opens: 2027-02-10 09:00
    closes: 2027-02-20 21:00
    ships: 2027-03-01 to 2027-03-09
    price: 10.000
"""
SHOP = "name: Toko Coba\nurl: https://coba.example/\ncontact:\n  whatsapp: 0812-345-678\n"
SHOPS = {
    "wib": {"shop": SHOP, "mingguan": WEEKLY, "bulanan": MONTHLY, "sekali": SINGLE},
    "dst": {"shop": f"{SHOP}locale: en\ntimezone: Europe/Amsterdam\n", "club": LAST_FRIDAY, "mingguan": WEEKLY},
}
WHOLE = {name: ROOT / "tests/shops" / name for name in ("figur", "keramik")}
"""Shops with everything: of these only the pages that roll are looked at."""
ZONES = {
    "wib": ZoneInfo("Asia/Jakarta"),
    "dst": ZoneInfo("Europe/Amsterdam"),
    "figur": ZoneInfo("Asia/Jakarta"),
    "keramik": ZoneInfo("Asia/Jayapura"),
}
SOME = {
    "wib": ("2026-12-31T12:00", "2027-01-27T08:00", "2027-06-20T08:00", "2027-11-29T09:00"),
    "dst": ("2027-03-29T09:00", "2027-10-29T20:00"),
    "keramik": ("2027-03-14T20:00",),
}
REST = {
    "wib": (
        "2026-12-18T00:00", "2027-01-01T00:00", "2027-01-05T00:00", "2027-01-29T00:00", "2027-02-10T09:00",
        "2027-02-19T23:59", "2027-03-01T00:00", "2027-03-04T00:00", "2027-08-06T00:00",
    ),
    "dst": ("2026-12-25T20:00", "2027-03-26T20:00", "2027-07-31T23:00", "2027-11-01T09:00"),
    "keramik": ("2027-01-01T19:00", "2027-07-02T19:00"),
    "figur": ("2027-01-01T09:00", "2027-04-05T09:00", "2027-07-08T21:00"),
}  # fmt: skip
SEEN = """() => {
  // Links to calendar files are left out: a page has them for windows that its build made files of, for no later one.
  const out = '[hidden],script,style,svg,.said,a[href$=".ics"]';
  const kept = ['href', 'datetime', 'data-to', 'data-date', 'data-zone', 'data-state'];
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if ((node.closest ? node : node.parentElement).closest(out)) continue;
    if (!node.closest) found.push(node.data);
    else for (const name of kept) if (node.hasAttribute(name)) found.push(' ' + name + '=' + node.getAttribute(name));
  }
  return found.join('').replace(/\\s+/g, '');
}"""
"""Every word and address in sight."""


def pages_of(root: Path, at: datetime, paths: Iterable[str] | None = None) -> dict[str, str]:
    """These pages; or the landing page, the archive and the POs' own pages."""
    pages = pages_at(root, at.isoformat(), paths)
    return {path: text for path, text in pages.items() if path.endswith("index.html")}


def opened(browser: Browser, file: Path, at: datetime) -> Page:
    shown = browser.new_page()
    shown.clock.install(time=at)
    shown.goto(file.as_uri())
    return shown


@pytest.mark.parametrize("shop", at_once(["keramik"], SOME))
def test_page_says_all_year_what_a_page_built_then_says(shop: str, tmp_path: Path, chromium: Browser) -> None:
    check_year(shop, SOME[shop], tmp_path, chromium)


@pytest.mark.slow
@pytest.mark.parametrize("shop", REST)
def test_page_says_at_every_turn_of_the_year_what_a_page_built_then_says(
    shop: str, tmp_path: Path, chromium: Browser
) -> None:
    check_year(shop, REST[shop], tmp_path, chromium)


def check_year(shop: str, turns: tuple[str, ...], tmp_path: Path, chromium: Browser) -> None:
    """Around each of these instants a page held open since the build and one built then say the same."""
    root = WHOLE[shop] if shop in WHOLE else write_shop(tmp_path / "toko", **SHOPS[shop])
    held: dict[str, Page] = {}
    for path, text in pages_of(root, BUILT).items():
        if shop in WHOLE and '"roll"' not in text:
            continue
        file = tmp_path / "held" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        held[path] = opened(chromium, file, BUILT)
    then = chromium.new_page()
    then.clock.install(time=BUILT)
    fresh: dict[str, str] = {}
    for turn in turns:
        for late in (-SECOND, timedelta(), SECOND):
            at = datetime.fromisoformat(turn).replace(tzinfo=ZONES[shop]).astimezone(UTC) + late
            fresh = fresh if late == SECOND else pages_of(root, at, held)
            then.clock.pause_at(at + TIMER)
            for path, page in held.items():
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_text(fresh[path], encoding="utf-8")
                then.goto((tmp_path / path).as_uri())
                page.clock.pause_at(at + TIMER)
                assert page.evaluate(SEEN) == then.evaluate(SEEN), f"{path} at {at}"
    for page in (then, *held.values()):
        page.close()


@pytest.mark.slow
def test_page_opened_for_the_first_time_months_later_says_what_a_page_built_then_says(
    tmp_path: Path, chromium: Browser
) -> None:
    root, at = write_shop(tmp_path / "toko", **SHOPS["wib"]), datetime.fromisoformat("2027-09-02T20:30:00+07:00")
    old, new = pages_of(root, BUILT), pages_of(root, at)
    for path in old:
        said = []
        for text in (old[path], new[path]):
            (tmp_path / "index.html").write_text(text, encoding="utf-8")
            shown = opened(chromium, tmp_path / "index.html", at)
            said.append(shown.evaluate(SEEN))
            shown.close()
        assert said[0] == said[1], path


def test_page_past_its_last_window_says_so_and_takes_no_order(tmp_path: Path, chromium: Browser) -> None:
    root = write_shop(tmp_path / "toko", **SHOPS["dst"])
    path = "po/club/index.html"
    (tmp_path / "index.html").write_text(pages_of(root, BUILT, [path])[path], encoding="utf-8")
    shown = opened(chromium, tmp_path / "index.html", datetime.fromisoformat("2027-12-31T12:00:00+01:00"))
    assert "This page knows of no later dates" in shown.locator("article").inner_text()
    assert not shown.locator("#order").is_visible()
    assert not shown.locator(".countdown").first.is_visible()
    shown.close()


def test_script_words_dates_as_the_vectors_say(tmp_path: Path, chromium: Browser) -> None:
    root = write_shop(tmp_path / "toko", **SHOPS["dst"])
    (tmp_path / "index.html").write_text(pages_of(root, BUILT, ["index.html"])["index.html"], encoding="utf-8")
    shown = opened(chromium, tmp_path / "index.html", BUILT)
    for case in json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]:
        script = "case_ => case_.rows.map((row) => roll.word(row.pattern, row.values, case_.names))"
        said = shown.evaluate(script, case)
        assert list(said) == [row["text"] for row in case["rows"]]
    shown.close()


def test_script_for_windows_is_small_and_only_where_a_po_repeats(tmp_path: Path) -> None:
    root = write_shop(tmp_path / "toko", **SHOPS["wib"])
    pages = pages_of(root, BUILT)
    assets = _assets(windows=True)
    added = str(assets.rolling_script).removesuffix(str(assets.head_script))
    assert len(gzip.compress(added.encode(), 9, mtime=0)) <= 1_536
    assert added in pages["index.html"]
    assert added in pages["po/mingguan/index.html"]
    assert added not in pages["po/sekali/index.html"]
    alone = pages_of(write_shop(tmp_path / "lain", shop=SHOP, sekali=SINGLE), BUILT)
    assert not any(added in text or '"roll"' in text for text in alone.values())
    assert _assets(windows=False).rolling_script == ""


def test_windows_are_read_where_no_script_runs(tmp_path: Path) -> None:
    """The page of the build holds this window and the next one as text."""
    path = "po/mingguan/index.html"
    markup = pages_of(write_shop(tmp_path / "toko", **SHOPS["wib"]), BUILT, [path])[path]
    seen = words(markup)
    assert "Buka 14 Des 2026, 09.00 WIB" in seen
    assert "21 Des 2026" in seen
    every = re.sub(r"<span data-roll.*?</span>|<[^>]+>|\s+", " ", markup).replace("\u00a0", " ")
    for date in (
        "14 Des 2026, 09.00 WIB",
        "17 Des 2026, 23.59 WIB",
        "21 Des 2026, 09.00 WIB",
        "24 Des 2026, 23.59 WIB",
    ):
        assert date in every
    assert "\ufdd0" not in markup
    assert "%EF%B7%9" not in markup


@pytest.mark.slow
def test_two_builds_between_two_changes_are_the_same_pages(tmp_path: Path) -> None:
    root = write_shop(tmp_path / "toko", **SHOPS["wib"])
    site = built(root, BUILT.isoformat())
    assert site.next_change is not None
    before, there = site.next_change - SECOND, site.next_change
    assert pages_of(root, before) == pages_of(root, BUILT)
    assert pages_of(root, there) != pages_of(root, BUILT)


def _assets(*, windows: bool) -> Assets:
    theme = load_theme("etalase", (ROOT / "themes",))
    values, _ = choose(theme.options, {}, theme="etalase", path=())
    return gather_assets(theme, values, windows=windows)
