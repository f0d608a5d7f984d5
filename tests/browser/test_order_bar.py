"""The bar at the foot of the screen, and many items in short rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from shopkit import built, page, published, write_shop

OPEN = "2026-12-12T12:00:00+07:00"
CAMPAIGN = """
    title: Melati
    opens: 2026-12-09 09:00
    closes: 2026-12-20 21:00
    ships: 2026-12-24 to 2026-12-28
    items:
      - name: Botol
        code: A1
        price: 50.000
        limit: 3
    terms:
      text: |
        {long}
"""
LONG = CAMPAIGN.replace("{long}", "\n\n        ".join(f"Ketentuan nomor {number}." for number in range(40)))


def shop_file(root: Path, campaign: str = LONG, at: str = OPEN) -> Path:
    published(write_shop(root, melati=campaign), at)
    return root / "output/po/melati/index.html"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop_file(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def visit_at(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`visit_at(file, at, **context)`: a phone whose clock says that; an error in the page fails the test."""
    contexts = []

    def go(file: Path, at: str = OPEN, **options: object) -> Page:
        context = chromium.new_context(
            **{"viewport": {"width": 360, "height": 640}, "reduced_motion": "reduce", **options}
        )  # type: ignore[arg-type]
        contexts.append(context)
        now = round(datetime.fromisoformat(at).timestamp() * 1000)
        context.add_init_script(
            f"Date.now = () => {now}; window.shifted = 0; new PerformanceObserver(list => list.getEntries()"
            ".forEach(it => { window.shifted += it.value })).observe({ type: 'layout-shift', buffered: true })"
        )
        shown = context.new_page()
        shown.on("pageerror", lambda error: pytest.fail(str(error)))
        shown.goto(file.as_uri())
        return shown

    yield go
    for context in contexts:
        context.close()


BAR = ".order-bar"


def settled(shown: Page) -> bool:
    """Whether the bar is in sight, once observers have had their turn."""
    frame = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    shown.evaluate(frame)
    shown.evaluate(frame)
    return shown.locator(BAR).is_visible()


def scroll_to(shown: Page, selector: str) -> bool:
    shown.evaluate("selector => document.querySelector(selector).scrollIntoView()", selector)
    return settled(shown)


@pytest.mark.parametrize(
    ("at", "facts", "verb"),
    [
        ("2026-12-08T12:00:00+07:00", "", "Ingatkan saya"),
        (OPEN, "", "Pesan"),
        ("2026-12-20T12:00:00+07:00", "", "Pesan"),
        (OPEN, "full: 2026-12-11", "Daftar tunggu"),
        ("2026-12-21T12:00:00+07:00", "", "Tanya pesanan saya"),
        ("2026-12-26T12:00:00+07:00", "", "Tanya pesanan saya"),
        ("2027-01-02T12:00:00+07:00", "", "Hubungi"),
        ("2027-01-02T12:00:00+07:00", "done:\n      date: 2026-12-27", "PO berikutnya"),
        (OPEN, "cancelled:\n      date: 2026-12-11\n      why: Pabrik tutup.", "Cara uang kembali"),
    ],
)
def test_the_bar_holds_the_one_verb_of_the_state(tmp_path: Path, at: str, facts: str, verb: str) -> None:
    site = built(write_shop(tmp_path, melati=f"{LONG}    {facts}\n"), at)
    text = page(site, "po/melati/index.html")
    bar = re.findall(r'<aside[^>]*class="order-bar[^>]*>.*?</aside>', text, re.DOTALL)
    now = [each for each in bar if " hidden" not in each[: each.index(">")]]
    assert len(now) == 1
    shown = re.findall(r'<a([^>]*)class="button order-bar-go"[^>]*>(.*?)</a>', now[0])
    words = [label for marks, label in shown if " hidden" not in marks]
    assert [re.sub(r"<span[^>]* hidden>.*?</span>|<[^>]+>", "", label) for label in words] == [verb]


def test_it_appears_once_the_main_button_has_left_the_screen(shop: Path, visit_at: Callable[..., Page]) -> None:
    shown = visit_at(shop)
    assert not settled(shown)
    assert scroll_to(shown, "#terms")
    box = shown.locator(BAR).bounding_box()
    assert box is not None
    assert box["height"] <= 64
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 360, 640)
    assert shown.locator(".order-bar-in").inner_text().split("\n") == ["Sedang buka", "Rp50.000", "Pesan"]
    assert not scroll_to(shown, ".card"), "the main button is back"
    assert shown.evaluate("window.shifted") == 0


def test_it_is_not_in_the_way_of_what_it_leads_to(shop: Path, visit_at: Callable[..., Page]) -> None:
    shown = visit_at(shop)
    assert not scroll_to(shown, "#order"), "nothing is chosen: the form itself is in sight"
    shown.locator('[data-step="1"]').click()
    shown.locator('[data-step="1"]').click()
    assert scroll_to(shown, "#terms")
    assert shown.locator(".order-bar-in").inner_text().split("\n") == ["Sedang buka", "Rp100.000", "Pesananmu"]
    shown.locator(".order-bar-own").click()
    assert not settled(shown)
    assert shown.locator("#order-sum").bounding_box()["y"] < 320  # type: ignore[index]
    shown.locator(".order-chosen button").click()
    assert shown.evaluate("document.activeElement.matches('.order-row[data-code=A1] [data-step=\"1\"]')")


def test_it_gives_way_to_the_keyboard(shop: Path, visit_at: Callable[..., Page]) -> None:
    shown = visit_at(shop, viewport={"width": 360, "height": 300})
    shown.locator('[data-step="1"]').click()
    assert scroll_to(shown, ".order-row")
    shown.locator("[data-count]").focus()
    assert not settled(shown)
    shown.locator("[data-count]").blur()
    assert settled(shown)


def test_it_covers_neither_focus_nor_the_last_line(shop: Path, visit_at: Callable[..., Page]) -> None:
    shown = visit_at(shop)
    shown.locator('[data-step="1"]').click()
    covered = """() => {
        const bar = document.querySelector('.order-bar'), it = document.activeElement
        if (it === document.body) return null
        const box = it.getBoundingClientRect(), top = bar.getBoundingClientRect().top
        const up = document.documentElement.classList.contains('bar-up') && !bar.contains(it)
        return [it.outerHTML.slice(0, 80), up && box.bottom > top + 1 && box.height < 500, up]
    }"""
    seen = []
    shown.evaluate("document.querySelector('.card-action a').focus()")
    for _ in range(60):
        shown.keyboard.press("Tab")
        settled(shown)
        found = shown.evaluate(covered)
        if found is None:
            break
        seen.append(found)
    assert any(up for *_, up in seen), "the bar was there while something had focus"
    assert [what for what, hidden, _ in seen if hidden] == []
    shown.evaluate("document.activeElement.blur(); scrollTo(0, document.body.scrollHeight)")
    assert settled(shown)
    line = shown.evaluate(
        "[...document.querySelectorAll('.footer p')].pop().getBoundingClientRect().bottom"
        " - document.querySelector('.order-bar').getBoundingClientRect().top"
    )
    assert line <= 0


def test_it_follows_the_clock(shop: Path, visit_at: Callable[..., Page]) -> None:
    shown = visit_at(shop, "2026-12-21T12:00:00+07:00")
    assert scroll_to(shown, "#terms")
    state, *_, verb = shown.locator(".order-bar-in").inner_text().split("\n")
    assert (state, verb) == ("Ditutup", "Tanya pesanan saya")


def test_on_the_landing_page_it_leads_to_the_form(shop: Path, visit_at: Callable[..., Page]) -> None:
    shown = visit_at(shop.parents[2] / "index.html", viewport={"width": 360, "height": 300})
    assert not settled(shown)
    shown.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert settled(shown)
    assert shown.get_attribute(".order-bar-go", "href") == "po/melati/index.html#order"


def test_without_script_there_is_no_bar(shop: Path, visit_at: Callable[..., Page]) -> None:
    assert not visit_at(shop, java_script_enabled=False).locator(BAR).is_visible()


def test_it_keeps_clear_of_the_home_indicator(shop: Path) -> None:
    text = shop.read_text("utf-8")
    assert "viewport-fit=cover" in text
    assert re.search(r"\.order-bar\{[^}]*padding-bottom:env\(safe-area-inset-bottom", text)


# Many items

LETTERS = "Gantungan kunci akrilik kucing oranye"
MANY = """
    title: Banyak
    closes: 2026-12-20
    excludes: ongkir
    items:""" + "".join(
    f"""
      - name: {LETTERS} {number:02}
        group: {"Bumi" if number < 8 else "Mars"}
        code: Q{number:02}
        {"full: yes" if number == 1 else "note: Satu per orang"}
        variants:
          - name: tali merah
            code: Q{number:02}-B
            price: 150.000
          - name: kecil
            code: Q{number:02}-K
            price: 65.000"""
    for number in range(13)
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop_file(tmp_path_factory.mktemp("many"), MANY + "\n")


def heights(shown: Page, selector: str) -> list[float]:
    return shown.locator(selector).evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")


def test_each_of_many_items_is_a_short_row_with_all_that_tells_it_apart(
    many: Path, visit_at: Callable[..., Page]
) -> None:
    shown = visit_at(many)
    assert len(LETTERS) + 3 == 40
    for rows, count in ((".item-line:not([hidden])", 13), (".order-row:not([hidden])", 26)):
        assert len(heights(shown, rows)) == count
        assert max(heights(shown, rows)) <= 64, rows
    row = shown.locator('[data-code="Q00-B"]')
    assert row.locator(".order-name").inner_text().split("\n") == [
        f"{LETTERS} 00",
        "tali merah Q00-B Rp150.000",
    ]
    cut = ".order-row b, .item-line-text b"
    assert shown.locator(cut).evaluate_all("all => all.filter(it => it.scrollHeight > it.clientHeight + 1).length") == 0
    row.locator('[data-step="1"]').click()
    assert row.locator('[data-step="-1"]').is_visible()
    row.locator('[data-step="-1"]').click()
    assert shown.evaluate('document.activeElement.matches(\'[data-code="Q00-B"] [data-step="1"]\')')
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360


def test_headings_of_many_items_are_links_and_details_a_fold_without_script(
    many: Path, visit_at: Callable[..., Page]
) -> None:
    shown = visit_at(many, java_script_enabled=False)
    assert shown.locator("#items .jumps a").all_inner_texts() == ["Bumi", "Mars"]
    shown.locator("#items .jumps a").last.click()
    assert abs(shown.locator("#items-group-2").bounding_box()["y"]) < 20  # type: ignore[index]
    item = shown.locator(".item-line").last
    assert not item.locator(".variants").is_visible()
    item.locator("summary").click()
    assert item.locator(".variants").is_visible()


def test_what_is_full_stands_last_in_its_group_and_is_as_clear_as_the_rest(
    many: Path, visit_at: Callable[..., Page]
) -> None:
    shown = visit_at(many)
    for group, last in (("#items-group-1 .item-line", f"{LETTERS} 01"), ("#order-group-1 .order-row", f"{LETTERS} 01")):
        rows = shown.locator(group)
        assert last in rows.last.inner_text()
        assert "penuh" in rows.last.inner_text().lower()
        faded = "all => all.filter(it => getComputedStyle(it).opacity !== '1').length"
        assert shown.locator(f"{group}, {group} *").evaluate_all(faded) == 0
