"""A QRIS alone on white: opened by its address, closed by a link or Back, made for a screenshot."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import built, write_shop

AT = "2026-12-12T12:00:00+07:00"
PAYLOAD = (
    "00020101021126620014COM.GO-JEK.WWW011993600914123456789010210G1234567890303UMI51440014ID.CO.QRIS.WWW0215"
    "ID10200123456780303UMI5204581253033605802ID5911TOKO CONTOH6007JAKARTA61051011062120708KASIR-0163043ACC"
)
SHOP = f"""
    name: Toko Contoh
    contact:
      whatsapp: 0812-345-678
    accounts:
      - qris:
          payload: {PAYLOAD}
          name: TOKO CONTOH
          nmid: ID1020012345678
        holder: TOKO CONTOH
"""
PO = """
    title: Melati
    code: A1
    price: 150.000
    closes: 2026-12-20 23:59
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_shop(tmp_path_factory.mktemp("qris"), shop=SHOP, melati=PO)
    for output in built(root, AT).outputs:
        target = root / "output" / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(output.content if output.content is not None else output.source.read_bytes())  # type: ignore[union-attr]
    return root / "output"


@pytest.mark.parametrize("script", ["with", "without"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_fills_the_screen_black_on_white(
    folder: Path, serve: Callable[..., str], visit: Callable[..., Visit], script: str, scheme: str
) -> None:
    seen = visit(serve(folder) + "po/melati/index.html", java_script_enabled=script == "with", color_scheme=scheme)
    page = seen.page
    large = page.locator(".code-full")
    expect(large).to_be_hidden()
    page.locator("a.account-code").first.click()
    expect(large).to_be_visible()
    box = large.bounding_box()
    assert box
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
    assert large.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 255, 255)"
    code = large.locator("img").bounding_box()
    assert code
    assert code["width"] >= 115
    for words in ("TOKO CONTOH", "NMID ID1020012345678"):
        expect(large.get_by_text(words)).to_be_in_viewport()
    close = large.get_by_role("link", name="Tutup")
    expect(close).to_be_in_viewport()
    close.click()
    expect(large).to_be_hidden()
    page.go_back()
    expect(large).to_be_visible()
    assert seen.trouble == []


def test_the_order_code_stands_beside_it_once_there_is_one(
    folder: Path, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    page = visit(serve(folder) + "po/melati/index.html").page
    page.clock.install()
    code = page.locator(".code-full-order")
    assert code.inner_text() == ""
    page.locator("[data-step='1']").first.click()
    assert len(code.text_content() or "") == 5
    assert code.text_content() == page.locator(".order-form [data-order-code]").text_content()
