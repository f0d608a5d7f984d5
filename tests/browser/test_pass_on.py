"""Handing a page on: the share sheet where there is one, the address for the clipboard, nothing without script."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pace import at_once
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import published, write_shop

URL = "https://tokocoba.example/"
SHOP = f"name: Toko Coba\nurl: {URL}\ncontact:\n  whatsapp: 0812-345-678\n"
PO = "title: Melati\nprice: 150.000\ncloses: 2026-12-20\n"
CLIPBOARD = "navigator.clipboard.writeText = async text => { window.copied = text }"
SHARE = "navigator.share = async what => { window.shared = what }"
THEMES = sorted(folder.name for folder in (Path(__file__).parents[2] / "themes").iterdir() if folder.name != "base")
BODY = "[items, order, payments, receive, terms]"
PAGES = {"index.html": URL, "po/melati/index.html": f"{URL}po/melati/"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Callable[[str], Path]:
    def make(shop: str) -> Path:
        root = write_shop(tmp_path_factory.mktemp("shop"), shop=shop, melati=PO)
        return published(root, "2026-12-12T12:00+07:00", cache=pictures)

    return make


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[[str, str], Page]]:
    """`opened(url, script)`: the page on a phone, the script run before its own."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})

    def open_page(url: str, script: str) -> Page:
        page = context.new_page()
        page.add_init_script(script)
        page.goto(url)
        return page

    yield open_page
    context.close()


def test_every_page_can_be_shared_and_its_address_copied(
    output: Callable[[str], Path], opened: Callable[[str, str], Page]
) -> None:
    made = output(SHOP)
    for path, address in PAGES.items():
        page = opened((made / path).as_uri(), f"{CLIPBOARD};{SHARE}")
        assert page.locator(".pass-on button:visible").count() == 2, path
        page.locator(".pass-on button").nth(0).click()
        assert page.evaluate("shared.url") == address
        page.locator(".pass-on button").nth(1).click()
        assert page.evaluate("copied") == address
        assert page.locator(".pass-on small").inner_text() == "Tersalin"
        assert page.locator("#page-address").count() == 1


@pytest.mark.parametrize("url", [f"url: {URL}\n", ""])
def test_a_po_without_the_section_on_sharing_can_be_handed_on(
    url: str, output: Callable[[str], Path], opened: Callable[[str, str], Page]
) -> None:
    shop = SHOP.replace(f"url: {URL}\n", url)
    made = output(f"{shop}theme:\n  name: etalase\n  options:\n    campaign_body: {BODY}\n")
    address = (made / "po/melati/index.html").as_uri()
    page = opened(address, f"{CLIPBOARD};{SHARE}")
    page.locator(".pass-on button:visible").nth(1).click()
    assert page.evaluate("copied") == (f"{URL}po/melati/" if url else address)
    assert page.locator(".pass-on").count() == page.locator("#page-address:visible").count() == 1


def test_where_there_is_no_share_sheet_only_copying_is_offered_and_a_refused_clipboard_selects(
    output: Callable[[str], Path], opened: Callable[[str, str], Page]
) -> None:
    script = (
        "delete Navigator.prototype.share; navigator.clipboard.writeText = () => Promise.reject(); "
        "document.execCommand = () => false"
    )
    page = opened((output(SHOP) / "index.html").as_uri(), script)
    assert page.locator(".pass-on button:visible").count() == 1
    page.locator(".pass-on button").nth(1).click()
    page.wait_for_function("getSelection().toString().trim()")
    assert page.evaluate("getSelection().toString().trim()") == URL


def test_a_page_that_does_not_know_its_address_hands_on_the_one_it_was_opened_at(
    output: Callable[[str], Path], serve: Callable[..., str], opened: Callable[[str, str], Page]
) -> None:
    address = serve(output(SHOP.replace(f"url: {URL}\n", "")))
    for path in PAGES:
        page = opened(f"{address}{path}?fbclid=IwAR0&utm_source=ig#main", CLIPBOARD)
        page.locator(".pass-on button").nth(1).click()
        assert page.evaluate("copied") == f"{address}{path}"


def test_without_script_there_is_nothing_to_press(output: Callable[[str], Path], visit: Callable[..., object]) -> None:
    made = output(SHOP)
    for path in PAGES:
        page = visit((made / path).as_uri(), java_script_enabled=False).page
        assert page.locator(".pass-on:visible, .pass-on button:visible").count() == 0
    assert page.locator("#page-address").inner_text() == f"{URL}po/melati/", "the page of a PO says it in any case"


@pytest.mark.parametrize("theme", at_once(["etalase", "pasar"], THEMES))
def test_the_buttons_stand_in_line_with_the_page_and_are_large_enough_to_press(
    theme: str, output: Callable[[str], Path], opened: Callable[[str, str], Page]
) -> None:
    made = output(f"{SHOP}theme: {theme}\n")
    plain = output(f"{SHOP}theme:\n  name: {theme}\n  options:\n    campaign_body: {BODY}\n")
    for path in (*(made / path for path in (*PAGES, "po/index.html")), plain / "po/melati/index.html"):
        page = opened(path.as_uri(), SHARE)
        assert page.locator(".pass-on button:visible").count() == 2, path
        for button in page.locator(".pass-on button").all():
            box = button.bounding_box()
            assert box is not None
            assert box["x"] >= 12, path
            assert box["x"] + box["width"] <= 348, path
            assert box["height"] >= 44, path
