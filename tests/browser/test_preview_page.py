"""What a seller sees in the preview, in a real Chromium under the page's real policy: pages that follow the files."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1]))
from previewkit import NOW, Running, Stand, running
from shopkit import write_shop

from generator.preview.shown import Shown

SHOP = """
    name: Toko Coba
    tagline: Kue kering dari Kotagede
    about: |
      Kami membuat kue kering sejak 2019.
    city: Yogyakarta
    contact:
      whatsapp: 0812-345-678
    accounts:
      - bank: BCA
        number: "0215550123"
        holder: Toko Coba
    theme: toko
"""
MELATI = """
    title: Kue Melati
    summary: Kue kering dengan teh melati.
    opens: 2026-12-09 09:00
    closes: 2026-12-20 23:59
    ships: 2026-12-23 to 2026-12-28
    photos:
      - file: kue.png
        alt: Kue di piring
    items:
      - name: Toples kecil
        code: A1
        price: 50.000
      - name: Toples besar
        code: A2
        price: 90.000
    payments:
      - name: DP
        amount: 50%
        due: 24 hours after confirmation
      - name: Pelunasan
        amount: rest
        due: 2026-12-20
    faq:
      - question: Tahan berapa lama?
        answer: Dua bulan di toples tertutup.
      - question: Bisa diambil sendiri?
        answer: Bisa, di Kotagede.
    risks:
      - risk: Kue patah di jalan
        answer: Kami ganti.
    questions:
      - question: Ada kacang?
        answer: Tidak ada.
        date: 2026-12-10
        by: Lala
"""
STYLE = ".card-title { word-spacing: 1px }\n"
PAGE = "/po/melati/"


@dataclass
class Shopfront:
    """A shop on the disk and the preview of it that runs."""

    root: Path
    stand: Stand
    started: Running

    def save(self, now: datetime = NOW, **files: str) -> None:
        """Saves files and shows what they make, as the session would."""
        write_shop(self.root, **{"shop": SHOP, **files})
        changed = ("shop.yaml" if name == "shop" else f"campaigns/{name}.yaml" for name in files)
        self.stand.build(self.root, *(f"content/{name}" for name in changed), now=now)

    def saved_style(self, text: str) -> None:
        (self.root / "themes/toko/styles/6-own.css").write_text(text, "utf-8")
        self.stand.build(self.root, "themes/toko/styles/6-own.css")


def photo(root: Path, colour: str) -> None:
    folder = root / "content/images"
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (640, 480), colour).save(folder / "kue.png")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shopfront]:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI, mawar=MELATI.replace("Melati", "Mawar"))
    photo(root, "#b08040")
    theme = root / "themes/toko"
    (theme / "styles").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: toko\ndescription: Coba\nextends: etalase\napi: 1\n", "utf-8")
    (theme / "styles/6-own.css").write_text(STYLE, "utf-8")
    stand = Stand()
    assert stand.build(root), stand.shown.problems
    with running(stand, root) as started:
        yield Shopfront(root, stand, started)


@dataclass
class Tab:
    """An open page, and whatever its console complained of."""

    page: Page
    trouble: list[str] = field(default_factory=list)

    def stays(self) -> None:
        """From here on the page is not loaded anew."""
        self.page.evaluate("window.staying = true")

    @property
    def stayed(self) -> bool:
        return bool(self.page.evaluate("window.staying === true"))


@pytest.fixture
def open_tab(chromium: Browser, shop: Shopfront) -> Iterator[Callable[..., Tab]]:
    """`open_tab("/po/melati/", **context)`: a tab that is connected; nothing may be refused by a policy."""
    with contextlib.ExitStack() as contexts:
        tabs: list[Tab] = []

        def go(address: str = PAGE, *, connected: bool = True, **options: object) -> Tab:
            context = chromium.new_context(**{"viewport": {"width": 360, "height": 740}, "locale": "id-ID", **options})  # type: ignore[arg-type]
            contexts.callback(context.close)
            tab = Tab(context.new_page())
            tabs.append(tab)
            tab.page.on("console", lambda m: tab.trouble.append(m.text) if m.type in ("error", "warning") else None)
            tab.page.on("pageerror", lambda error: tab.trouble.append(f"error: {error}"))
            heard = len(shop.stand.listeners)
            tab.page.goto(shop.started.address + address)
            if connected:
                expect(tab.page.locator("etalase-preview[data-ready]")).to_have_count(1)
                assert len(shop.stand.listeners) == heard + 1
            return tab

        yield go
        for tab in tabs:
            assert [text for text in tab.trouble if "Security Policy" in text or text.startswith("error: ")] == []


# The page follows the files


def test_a_changed_text_leaves_everything_else_as_it_was(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.page
    tab.stays()
    page.locator("details:visible").first.evaluate("it => { it.open = true }")
    page.locator('.order-form input[type=text]:visible, .order-form [data-field="name"]').first.fill("Budi Santoso")
    name = page.locator('[data-field="name"]')
    name.evaluate("it => { it.focus(); it.setSelectionRange(2, 6); scrollBy(0, 40) }")
    before = page.evaluate("[scrollY, document.querySelectorAll('details[open]').length]")

    shop.save(melati=MELATI.replace("dengan teh melati", "dengan bunga melati"))

    expect(page.locator("body")).to_contain_text("Kue kering dengan bunga melati.")
    assert tab.stayed
    assert page.evaluate("[scrollY, document.querySelectorAll('details[open]').length]") == before
    assert before[1] == 1
    assert name.input_value() == "Budi Santoso"
    assert page.evaluate("document.activeElement.dataset.field") == "name"
    assert name.evaluate("it => [it.selectionStart, it.selectionEnd]") == [2, 6]
    assert page.title().startswith("Kue Melati")


def test_only_what_changed_is_touched(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    tab.page.evaluate(
        """() => {
            window.seen = []
            new MutationObserver((all) => all.forEach((it) => window.seen.push(it.target.nodeName + ' ' + it.type)))
                .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true })
        }"""
    )

    shop.save(melati=MELATI.replace("Dua bulan di", "Tiga bulan di"))

    expect(tab.page.locator("main")).to_contain_text("Tiga bulan di toples", use_inner_text=False)
    assert tab.page.evaluate("seen") == ["#text characterData"]


def test_a_new_price_reaches_the_order_form_without_a_reload(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.page
    tab.stays()
    row = page.locator('.order-row[data-code="A1"]')
    row.locator('[data-step="1"]').click()
    row.locator('[data-step="1"]').click()
    page.locator('[data-field="name"]').fill("Budi")
    page.locator('[data-field="name"]').evaluate("it => { it.focus(); it.setSelectionRange(1, 3) }")
    code = page.locator("[data-order-code]").text_content()
    assert "Rp100.000" in (page.locator("[data-total]").text_content() or "")

    shop.save(melati=MELATI.replace("50.000", "60.000"))

    expect(page.locator("[data-total]")).to_contain_text("Rp120.000")
    assert tab.stayed
    assert row.locator("[data-count]").input_value() == "2"
    assert page.locator('[data-field="name"]').input_value() == "Budi"
    assert page.evaluate("document.activeElement.dataset.field") == "name"
    assert page.locator('[data-field="name"]').evaluate("it => [it.selectionStart, it.selectionEnd]") == [1, 3]
    assert page.locator("[data-order-code]").text_content() == code
    row.locator('[data-step="1"]').click()
    assert row.locator("[data-count]").input_value() == "3", "one click is one step"
    assert "Rp180.000" in (page.locator("#order-message").input_value())
    assert page.locator(".copy + small").count() == page.locator(".copy:not([hidden])").count()


def test_another_date_loads_the_page_anew_at_the_same_place(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    """The script that follows the clock read the old dates once; the draft of the order is in the session."""
    tab = open_tab()
    page = tab.page
    tab.stays()
    page.locator('.order-row[data-code="A2"] [data-step="1"]').click()
    page.locator("details:visible").last.evaluate("it => { it.open = true }")
    page.evaluate("scrollTo(0, 900)")

    shop.save(melati=MELATI.replace("closes: 2026-12-20 23:59", "closes: 2026-12-21 20:00"))

    expect(page.locator(".card").first).to_contain_text("21 Des 2026, 20.00 WIB")
    expect(page.locator("etalase-preview[data-ready]")).to_have_count(1)
    assert not tab.stayed
    assert page.evaluate("scrollY") == 900
    assert page.locator("details[open]").count() == 1
    assert page.locator('.order-row[data-code="A2"] [data-count]').input_value() == "1"


def test_the_state_on_the_visitors_clock_stays_chosen(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    """The page was built while the PO was open and looked at after it closed: an edit must not open it again."""
    tab = open_tab(f"{PAGE}?at=2026-12-20T23:58:58")
    page = tab.page
    expect(page.locator('.card[data-state="closed"]').first).to_be_visible()
    tab.stays()

    shop.save(melati=MELATI.replace("dengan teh melati", "dengan bunga melati"))

    expect(page.locator("body")).to_contain_text("bunga melati")
    assert tab.stayed
    assert page.locator(".card").first.get_attribute("data-state") == "closed"
    assert page.locator(".card [data-spell]:not([hidden])").count() > 0
    assert page.locator(".order-form:visible").count() == 0


def test_items_come_and_go_in_their_order(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    tab.stays()
    more = "      - name: Toples sedang\n        code: A3\n        price: 70.000\n      - name: Toples besar"

    shop.save(melati=MELATI.replace("      - name: Toples besar", more))
    expect(tab.page.locator(".order-row")).to_have_count(3)
    codes = tab.page.eval_on_selector_all(".order-row", "rows => rows.map((row) => row.dataset.code)")
    assert codes == ["A1", "A3", "A2"]

    shop.save(melati=MELATI)
    expect(tab.page.locator(".order-row")).to_have_count(2)
    assert tab.stayed


@pytest.mark.slow
def test_fifty_edits_in_a_row_end_at_the_same_page_as_a_fresh_one(
    shop: Shopfront, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab()
    for number in range(25):
        shop.save(melati=MELATI.replace("Kue patah", f"Kue patah {number}") + "    limit: 5\n" * (number % 2))
    shop.save(melati=MELATI.replace("Kue patah", "Kue remuk"))
    expect(tab.page.locator("main")).to_contain_text("Kue remuk", use_inner_text=False)

    fresh = open_tab()

    shape = """() => {
        const copy = document.body.cloneNode(true)
        copy.querySelectorAll('.countdown, script, #order-message').forEach((it) => it.replaceChildren())
        return copy.innerHTML
    }"""
    assert tab.page.evaluate(shape) == fresh.page.evaluate(shape)


def test_a_new_style_is_worn_without_a_reload(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    tab.stays()
    title = tab.page.locator(".card-title").first
    expect(title).to_have_css("word-spacing", "1px")

    for wanted in ("3px", "5px"):
        shop.saved_style(STYLE.replace("1px", wanted))
        expect(title).to_have_css("word-spacing", wanted)

    assert tab.stayed


def test_a_new_photo_is_shown_without_a_reload(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    tab.stays()
    first = tab.page.locator(".card img").first
    before = first.get_attribute("src")

    photo(shop.root, "#4080b0")
    shop.stand.build(shop.root, "content/images/kue.png")

    expect(first).not_to_have_attribute("src", before or "")
    assert first.evaluate("it => it.decode().then(() => it.naturalWidth)") > 0
    assert tab.stayed


# What is wrong stands in the page

HOSTILE = MELATI + "    <img src=x onerror=window.hacked=1>: '<script>window.hacked=1</script>'\n"


def test_a_problem_stands_beside_the_last_good_page_and_goes_by_itself(
    shop: Shopfront, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab()
    page = tab.page
    tab.stays()
    panel = page.locator("etalase-preview .problems")
    expect(panel).to_be_hidden()

    shop.save(melati=MELATI.replace("closes: 2026-12-20 23:59", "closes: 2026-12-20 24:00"))

    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Belum diperbarui")
    expect(panel).to_contain_text("content/campaigns/melati.yaml:5:")
    expect(panel.locator("pre").first).to_contain_text("closes: 2026-12-20 24:00")
    expect(panel.locator(".caret")).to_contain_text("^")
    link = panel.locator("a.open").get_attribute("href") or ""
    assert re.fullmatch(r"vscode://file/.*/content/campaigns/melati\.yaml:5:\d+", link)
    expect(page.locator("h1")).to_contain_text("Kue Melati")

    shop.save(melati=MELATI)

    expect(panel).to_be_hidden()
    assert panel.text_content() == ""
    assert tab.stayed


def test_what_a_file_says_is_shown_and_never_run(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()

    shop.save(melati=HOSTILE)

    panel = tab.page.locator("etalase-preview .problems")
    expect(panel).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert panel.locator("img, script").count() == 0
    assert tab.page.evaluate("window.hacked") is None

    fresh = open_tab()
    expect(fresh.page.locator("etalase-preview .problems")).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert fresh.page.evaluate("window.hacked") is None


def test_warnings_and_hints_fold_into_a_quiet_button(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    mild = len(shop.stand.shown.problems)
    assert mild
    button = tab.page.locator("etalase-preview .quiet")
    expect(button).to_have_text(f"Catatan: {mild}")
    expect(tab.page.locator("etalase-preview .notes")).to_be_hidden()

    button.click()

    expect(tab.page.locator("etalase-preview .notes .problem")).to_have_count(mild)
    tab.page.keyboard.press("Escape")
    expect(tab.page.locator("etalase-preview .notes")).to_be_hidden()


def test_a_shop_that_is_broken_from_the_start_appears_once_it_is_mended(
    shop: Shopfront, open_tab: Callable[..., Tab]
) -> None:
    good = shop.stand.shown
    shop.stand.show(Shown("x", None, (), broken=True))
    shop.save(shop="    nama: Toko\n")
    tab = open_tab(connected=False)
    panel = tab.page.locator("etalase-preview .problems")
    expect(panel).to_contain_text("content/shop.yaml:")
    expect(panel).to_contain_text("name")
    tab.trouble.clear()  # the console tells of the 503

    assert good.draft
    shop.save(shop=SHOP)

    expect(tab.page.locator("h1")).to_contain_text("Kue Melati")
    expect(panel).to_be_hidden()


def test_a_page_that_is_gone_says_so(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab("/po/mawar/")
    (shop.root / "content/campaigns/mawar.yaml").unlink()
    shop.stand.build(shop.root, "content/campaigns/mawar.yaml")

    toast = tab.page.locator("etalase-preview .toast")
    expect(toast).to_contain_text("sudah tidak ada")
    toast.locator("a").click()
    expect(tab.page).to_have_url(f"{shop.started.address}/")


# What changed elsewhere


def test_a_file_with_a_page_of_its_own_is_named_with_the_way_there(
    shop: Shopfront, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab("/po/mawar/?locale=en")
    shop.save(melati=MELATI.replace("dengan teh melati", "dengan bunga melati"))

    toast = tab.page.locator("etalase-preview .toast")
    expect(toast).to_contain_text("content/campaigns/melati.yaml berubah")
    toast.locator("a").click()
    expect(tab.page).to_have_url(f"{shop.started.address}{PAGE}?locale=en")
    expect(tab.page.locator("body")).to_contain_text("bunga melati")


def test_a_change_that_is_not_in_sight_can_be_scrolled_to(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    shop.save(melati=MELATI.replace("Kami ganti.", "Kami ganti dengan yang utuh."))

    toast = tab.page.locator("etalase-preview .toast")
    expect(toast).to_contain_text("bagian lain")
    toast.locator("a").click()
    expect(tab.page.get_by_text("Kami ganti dengan yang utuh.")).to_be_in_viewport()


# The connection


def test_the_browser_comes_back_by_itself_and_reloads_for_another_build_only(
    shop: Shopfront, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab()
    page = tab.page
    tab.stays()
    shop.started.stop()
    expect(page.locator("etalase-preview[data-offline]")).to_have_count(1)
    expect(page.locator("etalase-preview .toast")).to_contain_text("Pratinjau berhenti")

    with running(shop.stand, shop.root, port=shop.started.port) as again:
        assert again.port == shop.started.port
        expect(page.locator("etalase-preview[data-offline]")).to_have_count(0)
        expect(page.locator("etalase-preview .toast")).to_be_hidden()
        assert tab.stayed
        again.stop()
        expect(page.locator("etalase-preview[data-offline]")).to_have_count(1)

        shop.save(melati=MELATI.replace("dengan teh melati", "dengan bunga melati"))
        with running(shop.stand, shop.root, port=shop.started.port):
            expect(page.locator("body")).to_contain_text("bunga melati")
            assert tab.stayed
            page.close()
    tab.trouble.clear()


def test_a_tab_that_was_loaded_before_the_build_catches_up(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    """The page became another one between its answer and its first event."""
    held = shop.stand.listen

    def late(listener: Callable[[Shown], None]) -> Callable[[], None]:
        shop.stand.listen = held  # type: ignore[method-assign]
        shop.save(melati=MELATI.replace("dengan teh melati", "dengan bunga melati"))
        return held(listener)

    shop.stand.listen = late  # type: ignore[method-assign]
    tab = open_tab(connected=False)

    expect(tab.page.locator("body")).to_contain_text("bunga melati")


# The time machine


@pytest.mark.parametrize(
    ("word", "state", "said"),
    [
        ("Segera buka", "upcoming", "menit lagi"),
        ("Sedang buka", "open", "11 hari lagi"),
        ("Hari terakhir", "closing", "23 jam 59 menit lagi"),
        ("Ditutup", "closed", ""),
        ("Masa kirim", "shipping", ""),
        ("Lewat jadwal", "overdue", ""),
    ],
)
def test_server_and_browser_are_at_the_same_moment(
    shop: Shopfront, open_tab: Callable[..., Tab], word: str, state: str, said: str
) -> None:
    tab = open_tab()
    page = tab.page
    page.get_by_role("button", name="Waktu", exact=True).click()
    chip = page.locator("etalase-preview .chip", has_text=word)
    href = chip.get_attribute("href") or ""
    chip.click()
    expect(page).to_have_url(re.compile("at="))
    expect(page.locator("etalase-preview[data-ready]")).to_have_count(1)

    at = datetime.fromisoformat(page.evaluate("new URLSearchParams(location.search).get('at')") + "+07:00")
    assert href.startswith(f"{PAGE}?at=")
    assert page.locator(".card").first.get_attribute("data-state") == state
    gap = page.evaluate("[Date.now(), new Date().getTime(), Date.parse(Date())]")
    for seen in gap:
        assert at.timestamp() * 1000 - 1000 <= seen < (at.timestamp() + 30) * 1000
    if said:
        expect(page.locator(".countdown").first).to_contain_text(said)
    expect(page.locator("etalase-preview .bar .on")).to_contain_text(re.compile(r"\d+ Des \d\d\.\d\d WIB"))


def test_time_runs_on_from_the_moment(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(f"{PAGE}?at=2026-12-20T23:58:57")

    assert tab.page.locator(".card").first.get_attribute("data-state") in ("closing", "closed")
    expect(tab.page.locator('.card[data-state="closed"]').first).to_be_visible()


def test_any_moment_can_be_typed_and_links_keep_it(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab("/")
    page = tab.page
    page.get_by_role("button", name="Waktu", exact=True).click()
    page.locator("etalase-preview input[name=at]").fill("2026-12-20T23:58")
    page.get_by_role("button", name="Waktu lain").click()
    expect(page).to_have_url(f"{shop.started.address}/?at=2026-12-20T23%3A58")
    expect(page.locator("etalase-preview[data-ready]")).to_have_count(1)

    page.locator("a[href*='melati']:visible").first.click()

    expect(page).to_have_url(re.compile(r"/po/melati/index\.html\?at=2026-12-20T23%3A58"))
    assert page.locator(".card").first.get_attribute("data-state") == "closing"
    expect(page.locator("etalase-preview[data-ready]")).to_have_count(1)
    page.locator("etalase-preview .bar .on").click()
    page.locator("etalase-preview .chip", has_text="Sekarang").click()
    expect(page).to_have_url(re.compile(r"/po/melati/index\.html$"))


# The bar


def test_the_bar_can_be_folded_and_stays_so(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.page
    bar, unfold = page.locator("etalase-preview .bar"), page.locator("etalase-preview .unfold")
    expect(unfold).to_be_hidden()

    page.get_by_role("button", name="Lipat bilah pratinjau").press("Enter")
    expect(bar).to_be_hidden()
    expect(unfold).to_be_focused()
    page.reload()
    expect(bar).to_be_hidden()
    unfold.press("Enter")
    expect(bar).to_be_visible()


def test_the_last_line_is_not_covered(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    covered = tab.page.evaluate(
        """() => {
            scrollTo(0, document.documentElement.scrollHeight)
            const last = [...document.querySelectorAll('footer *')].filter((it) => it.getClientRects().length).pop()
            const bar = document.querySelector('etalase-preview').shadowRoot.querySelector('.bar')
            return last.getBoundingClientRect().bottom - bar.getBoundingClientRect().top
        }"""
    )
    assert covered <= 0


@pytest.mark.parametrize("width", [320, 360])
def test_the_bar_fits_a_phone(shop: Shopfront, open_tab: Callable[..., Tab], width: int) -> None:
    tab = open_tab(viewport={"width": width, "height": 640})

    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.page.evaluate(
        "(() => { const bar = document.querySelector('etalase-preview').shadowRoot.querySelector('.bar');"
        " return bar.scrollWidth - bar.clientWidth })()"
    ) <= (0 if width >= 360 else 40)


def test_everything_in_the_bar_is_reached_by_keyboard(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.page
    page.locator("etalase-preview .bar button").first.focus()
    reached = []
    for _ in range(5):
        reached.append(page.evaluate("document.querySelector('etalase-preview').shadowRoot.activeElement?.textContent"))
        page.keyboard.press("Tab")

    mild = len(shop.stand.shown.problems)
    assert reached == ["Waktu", "Dari mana?", "Ukuran", f"Catatan: {mild}", "×"]


# Where a value came from


def test_a_text_leads_to_its_line(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.page
    page.get_by_role("button", name="Dari mana?").click()
    card = page.locator("etalase-preview .origin")
    expect(card).to_contain_text("Arahkan")

    page.locator("h1").hover()
    expect(card).to_contain_text("content/campaigns/melati.yaml:2")
    link = card.locator("a").first.get_attribute("href") or ""
    assert link.startswith("vscode://file/")
    assert "/content/campaigns/melati.yaml:2:" in link

    page.locator("#main").focus()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert page.locator("[data-etalase-pointed]").count() == 0


# All sizes


@pytest.fixture
def frames(open_tab: Callable[..., Tab]) -> Tab:
    tab = open_tab("/__preview/?page=po/melati/index.html", connected=False, viewport={"width": 1280, "height": 800})
    for frame in tab.page.locator("iframe").all():
        expect(frame.content_frame.locator("h1")).to_contain_text("Kue Melati")
    return tab


def test_all_sizes_stand_side_by_side_and_follow_the_files(shop: Shopfront, frames: Tab) -> None:
    page = frames.page
    sizes = page.eval_on_selector_all(
        "iframe", "all => all.map((it) => [it.contentWindow.innerWidth, it.contentWindow.innerHeight])"
    )
    assert sizes == [[360, 740], [390, 844], [360, 600], [768, 1024], [1280, 800]]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.eval_on_selector_all("iframe", "all => all.forEach((it) => { it.contentWindow.staying = true })")
    expect(page.locator("html[data-heard]")).to_have_count(1)
    assert len(shop.stand.listeners) == 1, "one stream for all frames"

    shop.save(melati=MELATI.replace("dengan teh melati", "dengan bunga melati"))

    for frame in page.locator("iframe").all():
        expect(frame.content_frame.locator("body")).to_contain_text("bunga melati")
        assert frame.content_frame.locator("etalase-preview").count() == 0
    assert page.eval_on_selector_all("iframe", "all => all.every((it) => it.contentWindow.staying)")


def test_theme_language_and_light_change_without_touching_a_file(shop: Shopfront, frames: Tab) -> None:
    page = frames.page
    first = page.locator("iframe").first.content_frame
    before = (shop.root / "content/shop.yaml").read_bytes()

    root = first.locator("html")
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper')"
    page.get_by_label("Layar").select_option("dark")
    expect(root).to_have_css("color-scheme", "dark")
    night = root.evaluate(f"() => {paper}")
    page.get_by_label("Layar").select_option("light")
    expect(root).to_have_css("color-scheme", "light")
    assert night != root.evaluate(f"() => {paper}")

    page.get_by_label("Bahasa").select_option("en")
    expect(root).to_have_attribute("lang", "en")
    page.get_by_text("Pilihan tema").click()
    page.get_by_label("accent", exact=True).evaluate(
        "it => { it.value = '#aa3300'; it.dispatchEvent(new Event('change')) }"
    )
    expect(root).to_have_css("--option-accent", "#aa3300")
    page.get_by_text("shop.yaml", exact=True).first.click()
    lines = page.get_by_label("shop.yaml", exact=True)
    expect(lines).to_have_value('theme:\n  name: toko\n  options:\n    accent: "#aa3300"\nlocale: en')
    page.get_by_role("button", name="Salin pengaturan ini").click()
    expect(page.locator(".lines small")).not_to_be_empty()
    assert (shop.root / "content/shop.yaml").read_bytes() == before

    page.get_by_role("button", name="Seperti di shop.yaml").click()
    expect(root).to_have_attribute("lang", "id")
    expect(root).to_have_css("--option-accent", "#235347")
    page.locator("label", has_text="Tema").locator("select").select_option("base")
    expect(root).to_have_css("--option-accent", "")


def test_frames_go_from_page_to_page_together(shop: Shopfront, frames: Tab) -> None:
    page = frames.page
    page.get_by_label("Halaman").select_option("index.html")
    for frame in page.locator("iframe").all():
        expect(frame.content_frame.locator("body")).to_have_class(re.compile("page-landing"))

    page.locator("iframe").first.content_frame.locator("a[href*='mawar']:visible").first.click()

    for frame in page.locator("iframe").all():
        expect(frame.content_frame.locator("h1")).to_contain_text("Kue Mawar")
    expect(page.get_by_label("Halaman")).to_have_value("po/mawar/index.html")


def test_a_look_at_night_needs_no_other_policy(shop: Shopfront, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(f"{PAGE}?scheme=dark")
    assert tab.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    night = tab.page.evaluate("getComputedStyle(document.body).backgroundColor")

    shop.saved_style(STYLE.replace("1px", "3px"))

    expect(tab.page.locator(".card-title").first).to_have_css("word-spacing", "3px")
    assert tab.page.evaluate("getComputedStyle(document.body).backgroundColor") == night
    assert night != open_tab(f"{PAGE}?scheme=light").page.evaluate("getComputedStyle(document.body).backgroundColor")
