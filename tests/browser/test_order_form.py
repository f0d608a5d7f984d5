"""The order form in a real browser: the same sums and messages as Python, and what it does for the buyer."""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))
from ordering import ORDERS, SHOPS, vector_shop
from shopkit import published, write_shop
from test_order_sums import message_in

from generator.theme.minify import minify_js

AT = "2026-12-12T12:00:00+07:00"
AXE = Path(__file__).parents[1] / "audit/node_modules/axe-core/axe.min.js"
FORM_BYTES = 4096
"""Form, messages and copying, gzip (issue: at most 4 KB)."""
BAR_BYTES = 1024
"""The bar at the foot of the screen and the search among many rows, gzip."""

TAKE = """(order) => {
    const form = document.querySelector('.order-form')
    const all = (selector, from = form) => [...from.querySelectorAll(selector)]
    const set = (it, value) => { it.value = value; it.dispatchEvent(new Event('input', { bubbles: true })) }
    const tick = (it, on) => { it.checked = on; it.dispatchEvent(new Event('input', { bubbles: true })) }
    Date.now = () => order.now
    for (const row of all('.order-row')) {
        all('.order-line', row).slice(1).forEach(line => {
            set(line.querySelector('[data-count]'), 1)
            line.querySelector('[data-step="-1"]').click()
        })
        all('[data-count]', row).forEach(it => set(it, ''))
    }
    const used = {}
    for (const line of order.lines) {
        const row = all('.order-row').find(row => row.dataset.code === line.code)
        if (used[line.code]) all('[data-again]', row).pop().click()
        used[line.code] = true
        const here = all('.order-line', row).pop()
        set(here.querySelector('[data-count]'), line.quantity)
        all('[data-choice]', here).forEach((it, at) => {
            it.selectedIndex = ((line.choices || [])[at] ?? -1) + 1
            it.dispatchEvent(new Event('input', { bubbles: true }))
        })
        all('[data-extra]', here).forEach((it, at) => tick(it, (line.extras || []).includes(at)))
        all('[data-ask]', here).forEach((it, at) => set(it, (line.answers || [])[at] || ''))
    }
    const way = all('[name=order-way]')[order.way || 0]
    if (way) tick(way, true)
    all('[data-field]').forEach(it => set(it, order[it.dataset.field] || ''))
    all('[data-answer]').forEach((it, at) => set(it, (order.answers || [])[at] || ''))
    return {
        message: document.getElementById('order-message').value,
        links: all('[data-channel]').map(it => it.href),
        payments: form.querySelector('[data-payments]').textContent,
        total: form.querySelector('[data-total]').textContent
    }
}"""


def milliseconds(at: str) -> int:
    return round(datetime.fromisoformat(at).timestamp() * 1000)


@pytest.fixture(scope="module")
def open_form(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`open_form(file, at)`: the page at an instant, its trouble refused."""
    contexts = []

    def go(file: Path, at: str = AT, script: str = "", **options: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 360, "height": 740}, **options})
        contexts.append(context)
        context.add_init_script(f"Date.now = () => {milliseconds(at)}; {script}")
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(file.as_uri())
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def vector_pages(tmp_path_factory: pytest.TempPathFactory, open_form: Callable[..., Page]) -> Callable[[str], Page]:
    pages: dict[str, Page] = {}

    def page(name: str) -> Page:
        if name not in pages:
            output = published(vector_shop(tmp_path_factory.mktemp(name), name), SHOPS[name]["at"])
            zeros = "crypto.getRandomValues = bytes => bytes"
            pages[name] = open_form(output / "po/coba/index.html", SHOPS[name]["at"], zeros)
        return pages[name]

    return page


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order["title"])
def test_the_form_writes_the_message_of_the_vectors(order: dict[str, Any], vector_pages: Callable[[str], Page]) -> None:
    now = milliseconds(order.get("at") or SHOPS[order["shop"]]["at"])
    shown = vector_pages(order["shop"]).evaluate(TAKE, {**order, "now": now})
    message = "\n".join(order["message"])
    assert shown["message"] == message
    assert [line.partition(": ")[0] for line in shown["payments"].split("\n") if line] == [
        name for name, _ in order["payments"]
    ]
    carried = [link for link in shown["links"] if "?" in link]
    assert bool(carried) == order["fits"]
    for link in carried:
        assert message_in(link) == message
        assert len(link) < 2_000


SHOP = """
    name: Toko Coba
    url: https://toko.example/
    contact:
      whatsapp: 0812-345-678
      instagram: "@toko..coba"
    accounts:
      - bank: BCA
        number: 0215550123
        holder: Toko Coba
"""
CAMPAIGN = """
    title: Melati
    opens: 2026-12-09
    closes: 2026-12-20
    order_via: [whatsapp, instagram]
    items:
      - name: Botol
        code: A1
        price: 50.000
        limit: 3
        choices: tutup
      - name: Habis
        code: B1
        price: 20.000
        full: yes
      - name: Kartu
        code: C1
        price: 5.000
    choices:
      tutup: [hitam, emas]
    limit: 5
    payments:
      - name: DP
        amount: 50%
        due: 24 jam setelah konfirmasi
      - name: Pelunasan
        amount: rest
        due: 2026-12-20
    receive:
      - way: courier
        cost: later
      - way: pickup
        place: Bandung
        cost: free
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return (
        published(write_shop(tmp_path_factory.mktemp("shop"), shop=SHOP, melati=CAMPAIGN), AT) / "po/melati/index.html"
    )


@pytest.fixture
def form(shop: Path, open_form: Callable[..., Page]) -> Page:
    return open_form(shop)


def more(page: Page, code: str, times: int = 1) -> None:
    for _ in range(times):
        page.locator(f'[data-code="{code}"] [data-step="1"]').last.click()


def clicked_away(page: Page, channel: int = 0) -> bool:
    """Whether a tap on the channel's button would leave for the chat; it does not leave the test's page."""
    page.evaluate(
        """window.left = null; document.body.addEventListener('click', event => {
            if (window.left === null) { window.left = !event.defaultPrevented; event.preventDefault() }
        }, { once: true })"""
    )
    page.locator("[data-channel]").nth(channel).click()
    return bool(page.evaluate("window.left"))


def fill_in(page: Page) -> None:
    more(page, "C1")
    page.fill('[data-field="name"]', "Sari")
    page.fill('[data-field="address"]', "Jl. Mawar 1")


def test_without_javascript_the_links_stay_and_the_form_is_not_there(
    shop: Path, open_form: Callable[..., Page]
) -> None:
    page = open_form(shop, java_script_enabled=False)
    assert page.locator(".order-lines a[href^='https://wa.me/628']").first.is_visible()
    assert not page.locator(".order-form").is_visible()
    assert not page.locator(".copy").first.is_visible()
    assert "Kode pesanan" not in page.locator(".order-lines").first.inner_html()


def test_with_javascript_the_form_takes_their_place(form: Page) -> None:
    assert form.locator(".order-form").is_visible()
    assert form.locator(".order-plain:visible").count() == 0


def test_what_is_full_stands_last_can_be_read_and_not_ordered(form: Page) -> None:
    codes = form.locator(".order-row").evaluate_all("rows => rows.map(row => row.dataset.code)")
    assert codes == ["A1", "C1", "B1"]
    assert form.locator('[data-code="B1"]').inner_text().startswith("Habis")
    assert form.locator('[data-code="B1"] [data-count]').count() == 0


def test_limits_hold_for_steps_and_for_typed_numbers_and_are_said(form: Page) -> None:
    more(form, "A1", 4)
    assert form.input_value('[data-code="A1"] [data-count]') == "3"
    assert "Paling banyak 3 × Botol" in form.inner_text('[data-code="A1"] [data-over]')
    form.fill('[data-code="C1"] [data-count]', "99")
    assert form.input_value('[data-code="C1"] [data-count]') == "2"
    assert "Paling banyak 5 pcs" in form.inner_text('[data-code="C1"] [data-over]')
    form.fill('[data-code="C1"] [data-count]', "1x")
    assert form.input_value('[data-code="C1"] [data-count]') == "1"
    assert form.locator("[data-over]").all_inner_texts() == ["", ""]


def test_total_and_what_is_open_are_said_before_sending(form: Page) -> None:
    more(form, "C1", 2)
    assert form.inner_text("[data-total]") == "Total barang: Rp10.000"
    assert form.inner_text("[data-unknown]") == "Ongkir: menyusul dari admin"
    assert form.inner_text("[data-payments]") == "DP: Rp5.000\nPelunasan: Rp5.000"
    assert "Jangan transfer dulu" in form.inner_text("[data-caution]")
    form.locator('[name="order-way"]').nth(1).check()
    assert not form.locator("[data-caution]").is_visible()
    assert not form.locator('[data-field="address"]').is_visible()


def test_one_item_can_be_ordered_with_two_choices(form: Page) -> None:
    more(form, "A1")
    row = form.locator('[data-code="A1"]')
    row.locator("[data-choice]").select_option(label="hitam")
    row.locator("[data-again]").click()
    row.locator("[data-choice]").last.select_option(label="emas")
    message = form.input_value("#order-message")
    assert "• 1 × Botol (A1) – Rp50.000\n  tutup: hitam\n• 1 × Botol (A1) – Rp50.000\n  tutup: emas" in message
    more(form, "A1", 3)
    assert row.locator("[data-count]").last.input_value() == "2", "both lines share the limit"
    for _ in range(2):
        row.locator('[data-step="-1"]').last.click()
    assert row.locator(".order-line").count() == 1


def test_what_is_still_empty_is_named_and_nothing_is_sent(form: Page) -> None:
    more(form, "A1")
    assert not clicked_away(form)
    assert form.inner_text("[data-missing]") == "Masih kosong: Tutup, Namamu, Alamat."
    assert form.evaluate("document.activeElement.matches('[data-choice]')")
    assert form.get_attribute('[data-field="name"]', "aria-invalid") == "true"
    form.locator("[data-choice]").select_option(index=1)
    form.fill('[data-field="name"]', "Sari")
    form.fill('[data-field="address"]', "Jl. Mawar 1")
    assert form.inner_text("[data-missing]") == ""
    assert clicked_away(form)


def test_a_form_that_has_gone_sends_nothing(form: Page) -> None:
    fill_in(form)
    form.evaluate("document.getElementById('order').hidden = true")
    sent = form.evaluate(
        "!document.querySelector('[data-channel]').dispatchEvent(new MouseEvent('click', "
        "{ bubbles: true, cancelable: true }))"
    )
    assert sent, "the click must be stopped"


def test_an_early_price_that_has_ended_stops_the_message_that_was_not_seen(
    vector_pages: Callable[[str], Page],
) -> None:
    page = vector_pages("melati")
    order = next(order for order in ORDERS if order["title"] == "one piece, early price")
    page.evaluate(TAKE, {**order, "now": milliseconds(AT)})
    page.evaluate(f"Date.now = () => {milliseconds('2026-12-14T00:00:00+07:00')}")
    assert not clicked_away(page)
    assert "Rp150.000" in page.input_value("#order-message")
    assert clicked_away(page)


def test_the_draft_survives_a_reload_and_stays_in_the_tab(
    form: Page, shop: Path, open_form: Callable[..., Page]
) -> None:
    more(form, "A1")
    form.locator("[data-choice]").select_option(label="emas")
    form.locator("[data-again]").click()
    fill_in(form)
    form.fill('[data-field="note"]', "Baris satu\nBaris dua")
    before = form.input_value("#order-message")
    form.reload()
    assert form.input_value("#order-message") == before
    assert form.locator('[data-code="A1"] .order-line').count() == 2
    assert form.evaluate("localStorage.length") == 0
    assert open_form(shop).locator(".order-none").is_visible(), "another tab starts empty"


def test_where_storage_is_refused_the_form_works_without_a_draft(shop: Path, open_form: Callable[..., Page]) -> None:
    refuse = "Object.defineProperty(window, 'sessionStorage', { get () { throw new Error('refused') } })"
    page = open_form(shop, script=refuse)
    fill_in(page)
    assert "Kartu" in page.input_value("#order-message")


def test_the_order_code_is_short_clear_new_each_time_and_kept(
    form: Page, shop: Path, open_form: Callable[..., Page]
) -> None:
    assert form.text_content("[data-order-code]") == ""
    more(form, "C1")
    code = form.inner_text("[data-order-code]")
    assert re.fullmatch("[A-HJ-NP-Z2-9]{5}", code)
    more(form, "C1")
    assert form.inner_text("[data-order-code]") == code
    assert f"Kode pesanan: {code}" in form.input_value("#order-message")
    other = open_form(shop)
    more(other, "C1")
    assert other.inner_text("[data-order-code]") != code


def test_half_an_emoji_does_not_break_the_link(form: Page) -> None:
    fill_in(form)
    form.evaluate(
        """(it => { it.value = 'Sari \\ud83d'; it.dispatchEvent(new Event('input', { bubbles: true })) })
        (document.querySelector('[data-field=name]'))"""
    )
    assert "Sari%20%3F" in (form.get_attribute("[data-channel]", "href") or "")


@pytest.mark.audit
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_in_a_filled_form(scheme: str, shop: Path, open_form: Callable[..., Page]) -> None:
    page = open_form(shop, color_scheme=scheme)
    more(page, "A1")
    fill_in(page)
    clicked_away(page)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then(found => found.violations.map(it => it.id + ' ' + it.nodes[0].html))")
    assert found == []


def test_nothing_leaves_the_phone_before_it_is_sent(shop: Path, open_form: Callable[..., Page]) -> None:
    page = open_form(shop)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    fill_in(page)
    page.fill('[data-field="note"]', "rahasia")
    assert [url for url in asked if not url.endswith("/favicon.svg")] == []


def test_instagram_gets_the_order_by_the_clipboard(shop: Path, open_form: Callable[..., Page]) -> None:
    page = open_form(shop, script="navigator.clipboard.writeText = async text => { window.copied = text }")
    fill_in(page)
    assert clicked_away(page, 1)
    assert page.evaluate("window.copied") == page.input_value("#order-message")
    assert page.get_attribute("[data-channel='1']", "href") == "https://ig.me/m/toko..coba"


REFUSED = "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"


def test_copying_gives_bare_digits(shop: Path, open_form: Callable[..., Page]) -> None:
    page = open_form(shop, script="navigator.clipboard.writeText = async text => { window.copied = text }")
    page.locator(".account .copy").click()
    assert page.evaluate("window.copied") == "0215550123"
    assert page.locator(".account .copy + small").inner_text() == "Tersalin"


def test_where_the_clipboard_is_refused_the_text_is_selected(shop: Path, open_form: Callable[..., Page]) -> None:
    page = open_form(shop, script=REFUSED)
    page.locator(".account .copy").click()
    page.locator(".account .copy + small:not(:empty)").wait_for()
    assert page.locator(".account .copy + small").inner_text() == "Sudah terpilih: tekan lama, lalu pilih Salin."
    assert page.evaluate("getSelection().toString()") == "0215550123"
    fill_in(page)
    page.locator('[data-copy="order-message"]').click()
    page.locator('[data-copy="order-message"] + small:not(:empty)').wait_for()
    chosen = "(it => it.value.slice(it.selectionStart, it.selectionEnd))(document.getElementById('order-message'))"
    assert page.evaluate(chosen) == page.input_value("#order-message")


def test_many_items_can_be_searched_by_name_code_and_group(tmp_path: Path, open_form: Callable[..., Page]) -> None:
    names = [("Kucing", "Bumi"), ("Anjing", "Bumi"), *((f"Ikan {n}", "Neptunus") for n in range(38))]
    rows = []
    for number, (name, group) in enumerate(names):
        code = f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}"
        rows.append(f"\n      - name: {name}\n        group: {group}\n        code: {code}\n        price: 10.000")
    items = "".join(rows)
    root = write_shop(tmp_path, melati=f"\n    title: Banyak\n    closes: 2026-12-20\n    items:{items}\n")
    page = open_form(published(root, AT) / "po/melati/index.html", viewport={"width": 320, "height": 640})
    shown = page.locator(".order-row:visible")
    assert shown.count() == 40
    assert page.locator(".order-form .jumps a").all_inner_texts() == ["Bumi", "Neptunus"]
    for words, found in (
        ("kuc", 1),
        ("qah", 1),
        ("BUMI", 2),
        ("ikan 3", 11),
        ("neptunus ikan 12", 1),
        ("tidak ada", 0),
    ):
        page.fill("[data-find]", words)
        assert shown.count() == found, words
        assert page.locator("[data-none]").is_visible() == (found == 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_to_press_is_44_pixels_and_nothing_is_wider_than_320(
    shop: Path, open_form: Callable[..., Page]
) -> None:
    page = open_form(shop, viewport={"width": 320, "height": 640})
    more(page, "A1")
    fill_in(page)
    small = page.evaluate(
        """[...document.querySelectorAll('#order :is(button, a, input, select, textarea), .copy')]
        .map(it => it.matches('[type=radio],[type=checkbox]') ? it.closest('label') : it)
        .filter(it => {
            const box = it.getBoundingClientRect()
            return box.height > 0 && (box.height < 43.5 || box.width < 39.5)
        })
        .map(it => it.outerHTML.slice(0, 90))"""
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_field_has_a_name_of_its_own(form: Page) -> None:
    more(form, "A1")
    unnamed = form.evaluate(
        """[...document.querySelectorAll('#order input, #order select, #order textarea')]
        .filter(it => !it.getAttribute('aria-label') && !(it.labels && it.labels[0] && it.labels[0].innerText.trim()))
        .map(it => it.outerHTML)"""
    )
    assert unnamed == []


def test_the_form_can_be_filled_in_by_keyboard_alone(form: Page) -> None:
    form.locator('[data-code="C1"] [data-count]').focus()
    form.keyboard.press("Tab")
    form.keyboard.press("Enter")
    assert form.input_value('[data-code="C1"] [data-count]') == "1"
    form.keyboard.press("Shift+Tab")
    form.keyboard.type("2")
    assert form.inner_text("[data-total]") == "Total barang: Rp10.000"


def weight(*names: str) -> int:
    """Bytes on the way, gzip, of these scripts of base as they stand in a page."""
    files = [Path(__file__).parents[2] / "themes/base/scripts" / name for name in names]
    shown = "".join(f"(function(){{\n{minify_js(file.read_text('utf-8')).rstrip()}\n}})();\n" for file in files)
    return len(gzip.compress(shown.encode(), 9, mtime=0))


def test_form_messages_and_copying_fit_their_budget(shop: Path) -> None:
    assert weight("3-copy.js", "4-order-sums.js", "5-order-form.js") <= FORM_BYTES
    assert weight("5-order-find.js", "6-order-bar.js") <= BAR_BYTES
    script = shop.read_text("utf-8").rpartition("<script>")[2].partition("</script>")[0]
    assert len(gzip.compress(script.encode(), 9, mtime=0)) <= FORM_BYTES + BAR_BYTES, "another script came in"
