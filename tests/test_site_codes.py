"""Codes that lead to a shop: they scan as printed and after a JPEG, in the shop's colours only where those scan."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from shopkit import built, page, published, write_shop
from test_qris_pictures import PAYLOADS

from generator.build import Built
from generator.cli import run
from generator.cli.session import World
from generator.media.qr import QUIET_ZONE, SCANS, qr_png, qr_svg, scannable
from generator.page.vcard import Card, Telephone, card_code
from generator.shop.colours import BLACK, WHITE, Colour, contrast, luminance

AT = "2026-12-12T12:00:00+07:00"
SHOP = "name: Toko Coba\nurl: https://tokocoba.example/\ncontact:\n  whatsapp: 0812-345-678\n"
MELATI = "title: Melati\nprice: 150.000\nopens: 2026-12-01 09:00\ncloses: 2026-12-20 23:59\n"
ADDRESS = "https://tokocoba.example/po/melati/"
CARD = card_code(
    Card("Persewaan Kostum Rumah Melati", (Telephone("62812345678"), Telephone("62215550123")), url=ADDRESS), 213
)
DOTS_A_CM = 300 / 2.54


def decoded(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))]


def printed(content: bytes, cm: float) -> Image.Image:
    """The code as a printer of 300 dots an inch puts it on white paper, with the paper around it."""
    side = round(cm * DOTS_A_CM)
    code = Image.open(io.BytesIO(content)).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (side + 80, side + 80), "white")
    sheet.paste(code, (40, 40))
    return sheet


def as_jpeg(picture: Image.Image, quality: int = 60) -> Image.Image:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality)
    return Image.open(io.BytesIO(written.getvalue()))


def files(site: Built, ending: str = "") -> dict[str, bytes]:
    return {o.path: o.content or b"" for o in site.outputs if "/qr-" in o.path and o.path.endswith(ending)}


# Colours


@settings(max_examples=80)
@given(st.integers(0, 0xFFFFFF))
def test_whatever_colour_a_shop_has_its_code_scans(number: int) -> None:
    ink = scannable(Colour(f"#{number:06x}"))

    assert contrast(ink, WHITE) >= SCANS
    assert luminance(ink) < 0.11
    assert decoded(as_jpeg(printed(qr_png(ADDRESS, "qr", ink).content, 2), 40)) == [ADDRESS]


def test_the_first_colour_that_scans_is_taken_as_it_is() -> None:
    yellow, green, brown = Colour("#ffc928"), Colour("#235347"), Colour("#16130d")

    assert scannable(green, brown) == green
    assert scannable(yellow, brown) == brown
    assert scannable(yellow, WHITE) == BLACK


def test_a_code_is_dark_on_white_with_four_modules_of_white_around_it() -> None:
    made = qr_png(ADDRESS, "qr", Colour("#235347"))
    picture = Image.open(io.BytesIO(made.content)).convert("RGB")
    module = made.size // made.modules

    assert {colour for _, colour in picture.getcolors() or ()} == {(0x23, 0x53, 0x47), (255, 255, 255)}
    dark = picture.convert("L").point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert dark == (QUIET_ZONE * module, QUIET_ZONE * module, *[made.size - QUIET_ZONE * module] * 2)


# Sizes


@pytest.mark.parametrize("text", [ADDRESS, "https://tokocoba.example/", CARD], ids=["po", "shop", "card"])
@pytest.mark.parametrize("quality", [None, 60])
def test_a_code_scans_as_small_as_it_may_be_printed(text: str, quality: int | None) -> None:
    made = qr_png(text, "qr", Colour("#235347"))

    for cm in (made.least_cm, 3.5, 5):
        sheet = printed(made.content, cm)
        assert decoded(as_jpeg(sheet, quality) if quality else sheet) == [text], cm


def test_an_address_may_be_two_centimetres_and_a_card_three_and_a_half() -> None:
    assert qr_svg("https://tokocoba.example/").least_cm <= 2
    assert qr_svg(ADDRESS).least_cm <= 2
    assert qr_svg(CARD).least_cm <= 3.5


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_qris_scans_as_wide_as_pages_print_it_after_a_jpeg(payload: str) -> None:
    """4 cm, as 9-print.css says."""
    assert qr_svg(payload).least_cm <= 4
    assert decoded(as_jpeg(printed(qr_png(payload, "qris").content, 4))) == [payload]


# What is published


def test_a_site_publishes_a_code_for_itself_each_po_and_its_contact(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI, lama=MELATI + "archived: yes\n")
    site = built(root, AT)

    said = {
        re.sub(r"\.[0-9a-f]{10}\.png$", "", path.removeprefix("assets/")): decoded(Image.open(io.BytesIO(content)))
        for path, content in files(site, ".png").items()
    }

    assert said["qr-toko"] == ["https://tokocoba.example/"]
    assert said["qr-po-melati"] == [ADDRESS]
    assert "TEL:+62812345678" in said["qr-kontak"][0]
    assert set(said) == {"qr-toko", "qr-po-melati", "qr-kontak"}
    assert len(files(site, ".svg")) == len(said)
    assert all(output.hashed for output in site.outputs if "/qr-" in output.path)


def test_names_stay_while_a_code_says_the_same(tmp_path: Path) -> None:
    one = built(write_shop(tmp_path / "one", shop=SHOP, melati=MELATI), AT)
    two = built(write_shop(tmp_path / "two", shop=SHOP + "city: Bandung\n", melati=MELATI), "2026-12-25T12:00:00+07:00")
    other = built(write_shop(tmp_path / "three", shop=SHOP.replace("tokocoba.", "tokolain."), melati=MELATI), AT)

    assert files(one) == files(two)
    assert not set(files(one)) & set(files(other))


def test_without_an_address_no_code_is_published(tmp_path: Path) -> None:
    bare = SHOP.replace("url: https://tokocoba.example/\n", "")
    site = built(write_shop(tmp_path, shop=bare, melati=MELATI), AT)

    assert files(site) == {}
    assert "Kode QR" not in page(site, "index.html") + page(site, "po/melati/index.html")


def test_every_page_of_a_language_offers_the_code_that_leads_to_it(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP + "languages: [id, en]\n", melati=MELATI), AT)
    known = files(site)

    for path, label, address in (
        ("po/melati/index.html", "Kode QR halaman ini", ADDRESS),
        ("en/po/melati/index.html", "QR code of this page", "https://tokocoba.example/en/po/melati/"),
    ):
        row = rf'href="(?:\.\./)+(assets/[^"]+\.png)"[^>]*>(?:(?!</a>).)*{label}'
        found = re.search(row, page(site, path), re.DOTALL)
        assert found, path
        assert decoded(Image.open(io.BytesIO(known[found[1]]))) == [address]
    assert re.search(r'href="assets/qr-toko\.\w+\.png">Kode QR toko', page(site, "index.html"))


def test_the_printed_page_of_a_po_carries_its_code(tmp_path: Path, visit: Callable[..., object]) -> None:
    published(write_shop(tmp_path, shop=SHOP, melati=MELATI), AT)

    seen = visit((tmp_path / "output/po/melati/index.html").as_uri(), device_scale_factor=2)
    code = seen.page.locator(".share-code")
    assert not code.is_visible()
    seen.page.emulate_media(media="print")
    code.scroll_into_view_if_needed()
    seen.page.wait_for_function("document.querySelector('.share-code').complete")

    assert code.bounding_box()["width"] == pytest.approx(3.5 / 2.54 * 96, abs=1)
    assert decoded(as_jpeg(Image.open(io.BytesIO(code.screenshot())).convert("RGB"))) == [ADDRESS]
    assert seen.trouble == []


# `etalase qr`


def etalase(*arguments: str) -> int:
    return run(
        arguments,
        World({}, "etalase", interactive=False, now=lambda: datetime(2026, 12, 12, tzinfo=UTC), seconds=lambda: 0.0),
    )


def test_qr_writes_every_code_ready_to_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI)

    assert etalase("qr", "--root", str(root)) == 0

    folder = root / "qr"
    assert {file.name for file in folder.iterdir()} == {
        f"{stem}.{ending}" for stem in ("toko", "kontak", "po-melati") for ending in ("svg", "png")
    }
    picture = Image.open(folder / "po-melati.png")
    assert picture.width >= 1200
    assert decoded(picture) == [ADDRESS]
    assert re.search(
        r'width="29\.6mm" height="29\.6mm" viewBox="0 0 29\.6 29\.6"', (folder / "po-melati.svg").read_text()
    )
    said = capsys.readouterr().out
    assert f"po-melati.svg, po-melati.png  {ADDRESS}" in said
    assert "cetak paling kecil 2 cm" in said


def test_qr_writes_one_code_where_the_seller_wants_it_and_again_without_a_word(tmp_path: Path) -> None:
    root, out = write_shop(tmp_path, shop=SHOP, melati=MELATI), tmp_path / "cetak"

    assert etalase("qr", "melati", "--root", str(root), "--out", str(out)) == 0
    before = {file.name: file.stat().st_mtime_ns for file in out.iterdir()}
    assert etalase("qr", "melati", "--root", str(root), "--out", str(out)) == 0

    assert set(before) == {"po-melati.svg", "po-melati.png"}
    assert {file.name: file.stat().st_mtime_ns for file in out.iterdir()} == before


def test_qr_never_writes_over_a_file_that_is_something_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI)
    (root / "qr").mkdir()
    (root / "qr/toko.png").write_bytes(b"punyaku")

    assert etalase("qr", "toko", "--root", str(root)) == 1

    assert (root / "qr/toko.png").read_bytes() == b"punyaku"
    assert "qr-file-taken" in capsys.readouterr().err


def test_a_file_where_the_folder_of_codes_must_be_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI)
    (root / "qr").write_bytes(b"punyaku")

    assert etalase("qr", "toko", "--root", str(root)) == 1

    assert "qr/toko.svg:1:1: salah: Berkas ini gagal ditulis: sudah ada berkas" in capsys.readouterr().err
    assert (root / "qr").read_bytes() == b"punyaku"


def test_qr_without_an_address_writes_the_contact_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_shop(tmp_path, shop=SHOP.replace("url: https://tokocoba.example/\n", ""), melati=MELATI)

    assert etalase("qr", "--root", str(root)) == 0
    assert {file.name for file in (root / "qr").iterdir()} == {"kontak.svg", "kontak.png"}
    assert "`url: https://…/`" in capsys.readouterr().out

    assert etalase("qr", "melati", "--root", str(root)) == 1
    assert "qr-no-address" in capsys.readouterr().err


def test_qr_asks_whether_another_name_was_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI)

    assert etalase("qr", "melti", "--root", str(root)) == 2
    assert "“melati”" in capsys.readouterr().err
