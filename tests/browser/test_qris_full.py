"""A QRIS on the whole screen: black on white, with the names to compare and the order's code, without a script too."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import zxingcpp
from machine import absent
from PIL import Image
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import built, write_shop

from generator.publish.folder import publish
from generator.shop.qris import parse_qris, with_amount

AXE = Path(__file__).parents[1] / "audit/node_modules/axe-core/axe.min.js"
VECTORS = json.loads((Path(__file__).parents[1] / "vectors/qris.json").read_text(encoding="utf-8"))
PAYLOAD = VECTORS["codes"][0]["payload"]
AT = "2026-12-12T12:00:00+07:00"
SHOP = """\
    name: Toko Coba
    contact:
      whatsapp: 0812-345-678
    accounts:
      - qris:
          payload: {payload}
          amounts: {amounts}
        holder: TOKO CONTOH
    """
MELATI = """\
    title: Melati
    opens: 2026-12-01 09:00
    closes: 2026-12-20 23:59
    items:
      - name: Mug
        code: M1
        price: 150.000
    payments:
      - {name: Lunas, amount: 100%, due: 1 day after confirmation}
    receive: [pickup]
    """
OPEN, CLOSE = "Layar penuh", "Tutup"
SCREENS = [(320, 568), (360, 740), (740, 360), (1280, 800)]


@pytest.fixture
def opened(tmp_path: Path, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`opened(amounts=…, **context)`: the PO's page while its accounts are shown, in dark mode."""
    contexts = []

    def go(*, amounts: str = "no", **options: object) -> Page:
        root = write_shop(tmp_path / amounts, shop=SHOP.format(payload=PAYLOAD, amounts=amounts), melati=MELATI)
        publish(built(root, AT).outputs, root / "output", lock_file=root / "lock")
        context = chromium.new_context(
            **{"viewport": {"width": 360, "height": 740}, "color_scheme": "dark", **options}  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.add_init_script(f"Date.now = () => {round(datetime.fromisoformat(AT).timestamp() * 1000)}")
        seen = context.new_page()
        seen.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
        seen.goto((root / "output/po/melati/index.html").as_uri())
        return seen

    yield go
    for context in contexts:
        context.close()


def scanned(seen: Page) -> list[str]:
    """What an independent reader finds on the screen."""
    image = Image.open(io.BytesIO(seen.screenshot())).convert("L")
    return [found.bytes.decode() for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_code_fills_a_white_screen_without_a_script_and_closes_again(
    width: int, height: int, opened: Callable[..., Page]
) -> None:
    seen = opened(java_script_enabled=False, viewport={"width": width, "height": height})
    small = seen.locator(".account-code img").bounding_box()
    seen.get_by_role("link", name=OPEN).click()

    code = seen.locator(".account-code img").bounding_box()
    assert code["width"] == code["height"] >= min(width - 32, height - 208, 576)
    assert code["y"] >= 0
    assert code["y"] + code["height"] <= height
    assert width > height or code["width"] > small["width"]
    picture = Image.open(io.BytesIO(seen.screenshot())).convert("RGB")
    edge = [picture.getpixel((x, y)) for x in (0, width - 1) for y in (0, height // 2, height - 1)]
    assert set(edge) == {(255, 255, 255)}
    assert scanned(seen) == [PAYLOAD]
    qris = parse_qris(PAYLOAD)
    assert f"{qris.merchant} · NMID\u00a0{qris.nmid}" in seen.locator(".account-who").inner_text()
    assert seen.locator(".account [data-order-code]:visible").count() == 0

    close = seen.get_by_role("link", name=CLOSE, exact=True)
    assert close.bounding_box()["height"] >= 44
    close.click()
    assert seen.locator(".account-code img").bounding_box()["width"] == small["width"]
    assert not close.is_visible()


@pytest.mark.parametrize("amounts", ["no", "yes"])
def test_code_of_an_order_carries_its_code_and_amount(amounts: str, opened: Callable[..., Page]) -> None:
    seen = opened(amounts=amounts)
    assert seen.locator(".account [data-order-code]:visible").count() == 0
    seen.locator("[data-count]").first.fill("2")
    code = seen.locator(".order-form [data-order-code]").inner_text()
    seen.get_by_role("link", name=OPEN).click()

    assert code
    assert seen.locator(".account [data-order-code]:visible").inner_text() == code
    assert scanned(seen) == [PAYLOAD if amounts == "no" else with_amount(parse_qris(PAYLOAD), 300_000)]


@pytest.mark.audit
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whole_screen_has_no_barriers(scheme: str, opened: Callable[..., Page]) -> None:
    if not AXE.exists():
        absent("tests/audit/node_modules/axe-core (npm install --prefix tests/audit --no-package-lock)")
    seen = opened(amounts="yes", color_scheme=scheme, bypass_csp=True)
    seen.get_by_role("link", name=OPEN).click()
    seen.evaluate(AXE.read_text(encoding="utf-8"))
    assert seen.evaluate("axe.run().then(found => found.violations.map(each => each.id))") == []
