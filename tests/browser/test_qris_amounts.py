"""A QRIS with an amount, in a real browser: the same payload as Python, a code that scans, and only on request."""

from __future__ import annotations

import gzip
import io
import json
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import published, write_shop

from generator.shop.qris import parse_qris, with_amount

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/qris.json").read_text(encoding="utf-8"))
PAYLOAD = VECTORS["codes"][0]["payload"]
AT = "2026-12-12T12:00:00+07:00"
SCRIPT_BYTES = 5 * 1024
"""Amounts and the drawing of codes, gzip (issue: at most 5 KB)."""

SHOP = """\
    name: Toko Coba
    contact:
      whatsapp: 0812-345-678
    accounts:
      - qris:
          payload: {payload}
          {amounts}
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
      - {{name: DP, amount: 50%, due: 1 day after confirmation}}
      - {{name: Pelunasan, amount: rest, due: 2026-12-24}}
    receive: [{receive}]
    """
TRY = """([payload, amount]) => {
    try { return etalase.amounts.withAmount(payload, amount) } catch (refused) { return refused.message }
}"""


@cache
def shop(root: Path, *, amounts: str = "amounts: yes", receive: str = "pickup") -> Path:
    text = SHOP.format(payload=PAYLOAD, amounts=amounts)
    root = root / f"{bool(amounts)} {receive}"
    write_shop(root, shop=text, melati=MELATI.format(receive=receive))
    published(root, AT)
    return root / "output"


def amounts_script(markup: str) -> str:
    return markup.rpartition("<script>")[2].partition("</script>")[0]


Open = Callable[..., Page]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("amounts")


@pytest.fixture
def opened(root: Path, chromium: Browser) -> Iterator[Open]:
    """`opened(amounts=…, receive=…)`: the campaign's page at an instant, its trouble refused."""
    contexts = []

    def go(*, scripts: bool = True, **options: str) -> Page:
        context = chromium.new_context(
            viewport={"width": 360, "height": 740}, device_scale_factor=2, java_script_enabled=scripts
        )
        contexts.append(context)
        context.add_init_script(f"Date.now = () => {round(datetime.fromisoformat(AT).timestamp() * 1000)}")
        seen = context.new_page()
        seen.on("pageerror", lambda error: pytest.fail(str(error)))
        seen.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
        seen.goto((shop(root, **options) / "po/melati/index.html").as_uri())
        return seen

    yield go
    for context in contexts:
        context.close()


def scanned(drawn: Locator) -> list[str]:
    """What an independent reader finds on the screen."""
    image = Image.open(io.BytesIO(drawn.screenshot())).convert("L")
    return [found.bytes.decode() for found in zxingcpp.read_barcodes(image)]


def test_every_amount_gives_the_payload_that_python_gives(opened: Open) -> None:
    seen = opened()
    for vector in VECTORS["amounts"]:
        assert seen.evaluate(TRY, [vector["payload"], vector["amount"]]) == vector["result"]
    for vector in VECTORS["checksums"]:
        assert seen.evaluate("text => etalase.amounts.checksum(text)", vector["text"]) == vector["checksum"]


def test_every_code_that_python_refuses_is_refused_for_the_same_reason(opened: Open) -> None:
    seen = opened()
    for vector in VECTORS["refused"]:
        assert seen.evaluate(TRY, [vector["payload"], 1000]) == vector["code"], vector["payload"]
    for amount in (0, -1, 1.5, 10_000_001, None):
        assert seen.evaluate(TRY, [PAYLOAD, amount]) == "qris-limit"


def test_every_module_of_every_version_is_the_one_of_another_encoder(opened: Open) -> None:
    """Texts that fill their version: segno writes a byte of zeros before the padding, which no reader looks at."""
    seen = opened()
    full = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
    for version, size in enumerate(full, 1):
        text = "É" + ("Kafé ☕ di Jl. Melati 7; " * 40).encode()[: size - 2].decode("utf-8", "ignore")
        text += "x" * (size - len(text.encode()))
        drawn = seen.evaluate("text => etalase.amounts.modules(text).map(row => row.map(Number))", text)
        made = [
            segno.make_qr(text, error="m", boost_error=False, encoding="utf-8", mask=mask, mode="byte")
            for mask in range(8)
        ]
        assert made[0].version == version
        assert drawn in [[list(row) for row in code.matrix] for code in made], version


def test_a_text_of_any_length_is_scanned_byte_for_byte(opened: Open) -> None:
    seen = opened()
    for size in (1, 13, 60, 121, 153, 212, 230, 300, 449, 600):
        text = ("KAFÉ ☕ 24 " * 60).encode()[:size].decode("utf-8", "ignore")
        rows = seen.evaluate("text => etalase.amounts.modules(text).map(row => row.map(Number))", text)
        side = len(rows) + 8
        image = Image.new("L", (side, side), 255)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                image.putpixel((x + 4, y + 4), 0 if dark else 255)
        large = image.resize((side * 4, side * 4), Image.Resampling.NEAREST)
        assert [found.bytes.decode() for found in zxingcpp.read_barcodes(large)] == [text]


def test_a_text_that_no_version_holds_is_refused_and_not_cut(opened: Open) -> None:
    assert opened().evaluate(
        "() => { try { etalase.amounts.modules('x'.repeat(700)) } catch (refused) { return refused.message } }"
    )


def test_a_typed_amount_is_in_the_code_that_is_scanned_from_the_screen(opened: Open) -> None:
    seen = opened(receive="courier")
    drawn = seen.locator("[data-drawn]")
    assert not drawn.is_visible()
    seen.fill("[data-amount]", "Rp 1.250.000")
    assert scanned(drawn) == [with_amount(parse_qris(PAYLOAD), 1_250_000)]
    box = seen.locator("[data-drawn] svg").bounding_box()
    assert box
    assert box["width"] >= 115
    for shown in ("TOKO CONTOH", "NMID ID1020012345678", "Rp1.250.000"):
        assert shown in drawn.inner_text()
    assert not seen.is_visible("[data-plain] img")


def test_the_plain_code_is_one_tap_away_and_so_is_the_way_back(opened: Open) -> None:
    seen = opened()
    seen.fill("[data-amount]", "65000")
    seen.click("[data-turn]")
    assert seen.is_visible("[data-plain] img")
    assert not seen.is_visible("[data-drawn]")
    seen.click("[data-turn]")
    assert seen.is_visible("[data-drawn]")


def test_the_first_payment_of_an_order_fills_the_field_and_its_code_stands_beside_it(opened: Open) -> None:
    seen = opened()
    seen.click('[data-code="M1"] [data-step="1"]')
    drawn = seen.locator("[data-drawn]")
    assert seen.input_value("[data-amount]") == "75.000"
    assert scanned(drawn) == [with_amount(parse_qris(PAYLOAD), 75_000)]
    assert seen.inner_text("[data-order-code]") in drawn.inner_text()
    assert "Tunggu jawaban admin" in seen.inner_text("[data-said]")
    seen.click('[data-code="M1"] [data-step="-1"]')
    assert not drawn.is_visible()
    assert seen.is_visible("[data-plain] img")


def test_an_order_with_something_unknown_waits_for_the_admins_amount(opened: Open) -> None:
    seen = opened(receive="courier")
    seen.click('[data-code="M1"] [data-step="1"]')
    assert seen.input_value("[data-amount]") == ""
    assert seen.is_visible("[data-plain] img")


def test_what_the_buyer_typed_is_not_overwritten_by_the_order(opened: Open) -> None:
    seen = opened()
    seen.fill("[data-amount]", "80123")
    seen.click('[data-code="M1"] [data-step="1"]')
    assert seen.input_value("[data-amount]") == "80123"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10.000.001", "paling banyak Rp10.000.000"),
        ("150.000,50", "dengan angka"),
        ("1.5", "dengan angka"),
        ("0", "dengan angka"),
        ("150.00", "dengan angka"),
        ("seratus", "dengan angka"),
        ("-5000", "dengan angka"),
    ],
)
def test_an_amount_that_cannot_be_paid_leaves_the_plain_code(typed: str, said: str, opened: Open) -> None:
    seen = opened()
    seen.fill("[data-amount]", typed)
    assert said in seen.inner_text("[data-said]")
    assert seen.is_visible("[data-plain] img")
    assert not seen.is_visible("[data-drawn]")


def test_a_damaged_code_gets_no_amount_and_the_plain_one_stays(opened: Open) -> None:
    seen = opened()
    seen.evaluate("document.querySelector('[data-qris]').dataset.qris += '0'")
    seen.fill("[data-amount]", "5000")
    assert "tidak bisa dimasukkan" in seen.inner_text("[data-said]")
    assert seen.is_visible("[data-plain] img")
    assert not seen.is_visible("[data-drawn]")


def test_without_scripts_the_plain_code_is_shown_and_no_field(opened: Open) -> None:
    seen = opened(scripts=False)
    assert seen.is_visible("[data-plain] img")
    assert not seen.is_visible("[data-amount]")


def test_amounts_are_off_unless_the_seller_turns_them_on(root: Path) -> None:
    output = shop(root, amounts="")
    for file in output.rglob("*.html"):
        text = file.read_text("utf-8")
        assert "withAmount" not in text
        assert "data-qris" not in text


def test_only_pages_of_campaigns_carry_the_script_and_let_it_run(root: Path) -> None:
    pages = {file.parent.name: file.read_text("utf-8") for file in shop(root).rglob("*.html")}
    assert {name for name, text in pages.items() if "withAmount" in text} == {"melati"}
    let_in = f"'sha256-{b64encode(sha256(amounts_script(pages['melati']).encode()).digest()).decode()}'"
    assert {name for name, text in pages.items() if let_in in text} == {"melati"}


def test_amounts_and_the_encoder_fit_their_budget(root: Path) -> None:
    script = amounts_script((shop(root) / "po/melati/index.html").read_text("utf-8"))
    assert "withAmount" in script
    assert len(gzip.compress(script.encode(), 9, mtime=0)) <= SCRIPT_BYTES
