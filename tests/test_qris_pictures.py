"""QRIS pictures (promise 7): read from what the bank gave, published byte for byte, or refused by name."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image, ImageDraw
from shopkit import built, page, problems_of, published, words, write_shop

from generator.build import Built
from generator.media.qr import QUIET_ZONE, qr_png, qr_svg
from generator.media.qrread import read_qris
from generator.problems import Problem, Refused
from generator.shop.qris import checksum

VECTORS = json.loads((Path(__file__).parent / "vectors" / "qris.json").read_text(encoding="utf-8"))
PAYLOADS = [vector["payload"] for vector in VECTORS["codes"]]
SYNTHETIC = PAYLOADS[0]
OPEN = "2026-12-12T05:00:00+00:00"
SHOP = """\
name: Toko Coba
url: https://tokocoba.example/
contact:
  whatsapp: 0812-345-678
accounts:
  - qris: qris.png
"""
MELATI = "title: Melati\nprice: 150.000\nopens: 2026-12-01 09:00\ncloses: 2026-12-20 23:59\n"


def code(text: str, *, scale: int = 8, border: int = 4) -> Image.Image:
    """A QR code as banks draw it, in UTF-8."""
    written = io.BytesIO()
    segno.make_qr(text, error="m", encoding="utf-8").save(written, kind="png", scale=scale, border=border)
    return Image.open(written).convert("RGB")


def poster(*codes: Image.Image, size: tuple[int, int] = (1400, 2000)) -> Image.Image:
    """A bank's poster: a red band, lines like text, and codes below one another."""
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, size[0], 220), "#d71920")
    for line in range(5):
        draw.rectangle((120, 260 + 24 * line, 900, 270 + 24 * line), "black")
    for number, drawn in enumerate(codes):
        sheet.paste(drawn, (300, 450 + number * 750))
    return sheet


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def put(root: Path, content: bytes, name: str = "qris.png") -> Path:
    file = root / "content" / "images" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def decoded(content: bytes) -> list[bytes]:
    """What an independent reader finds in a picture, as bytes."""
    return [found.bytes for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(content)).convert("L"))]


def errors(root: Path) -> list[Problem]:
    return [found for found in problems_of(root, OPEN) if found.severity == "error"]


# Reading


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_picture_of_a_qris_is_read_byte_for_byte(payload: str, tmp_path: Path) -> None:
    assert read_qris(put(tmp_path, saved(poster(code(payload)))), tmp_path).payload == payload


@pytest.mark.parametrize(
    "picture",
    [
        saved(poster(code(SYNTHETIC)), "JPEG", quality=40),
        saved(poster(code(SYNTHETIC)).rotate(90, expand=True)),
        saved(poster(code(SYNTHETIC)).rotate(7, expand=True, fillcolor="grey"), "JPEG"),
        saved(poster(code(SYNTHETIC)).resize((4200, 6000)), "JPEG", quality=60),
        saved(code(SYNTHETIC, scale=3)),
        saved(code(SYNTHETIC).convert("1")),
        saved(poster(code(SYNTHETIC)), "WEBP"),
        saved(poster(code(SYNTHETIC), code(SYNTHETIC))),
    ],
    ids=["jpeg", "on its side", "tilted", "25 megapixels", "small", "bitmap", "webp", "the same code twice"],
)
def test_a_qris_is_read_as_phones_and_banks_save_it(picture: bytes, tmp_path: Path) -> None:
    assert read_qris(put(tmp_path, picture), tmp_path).payload == SYNTHETIC


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["code"])
def test_a_code_that_must_not_be_published_is_refused_by_its_picture(vector: dict[str, str], tmp_path: Path) -> None:
    if not vector["payload"]:
        return
    source = put(tmp_path, saved(code(vector["payload"])))

    with pytest.raises(Refused) as caught:
        read_qris(source, tmp_path)

    told = {"qris-form": "qr-other", "qris-checksum": "qr-checksum"}
    assert caught.value.kind.code == told.get(vector["code"], vector["code"])


@pytest.mark.parametrize(
    ("picture", "kind"),
    [
        (saved(poster()), "qr-missing"),
        (saved(poster(code(SYNTHETIC), code("https://bank.example/app"))), "qr-several"),
        (saved(code("https://toko.example/" + "a" * 90)), "qr-other"),
        (b"<svg></svg>", "picture-vector"),
        (saved(poster(code(SYNTHETIC)))[:3000], "picture-broken"),
    ],
    ids=["no code", "two codes", "a link", "svg", "cut off"],
)
def test_a_picture_that_is_no_single_qris_is_refused(picture: bytes, kind: str, tmp_path: Path) -> None:
    source = put(tmp_path, picture)

    with pytest.raises(Refused) as caught:
        read_qris(source, tmp_path)

    assert caught.value.kind.code == kind
    assert caught.value.parameters["file"] == "content/images/qris.png"
    assert len(str(caught.value.parameters.get("text", ""))) < 50


# Building


def test_a_shop_with_a_qris_picture_shows_what_the_code_says(tmp_path: Path) -> None:
    put(write_shop(tmp_path, shop=SHOP, melati=MELATI), saved(poster(code(SYNTHETIC))))

    seen = words(page(built(tmp_path, OPEN), "po/melati/index.html"))

    assert "TOKO CONTOH" in seen
    assert "ID1020012345678" in seen
    assert "Simpan gambar QRIS" in seen


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (SYNTHETIC[:-1] + "D", "qr-checksum"),
        (VECTORS["refused"][9]["payload"], "qris-foreign"),
        (VECTORS["refused"][11]["payload"], "qris-one-time"),
    ],
)
def test_a_wrong_qris_picture_stops_the_build_at_its_line(payload: str, kind: str, tmp_path: Path) -> None:
    put(write_shop(tmp_path, shop=SHOP, melati=MELATI), saved(code(payload)))

    found = errors(tmp_path)

    assert [(one.code, one.mark.line if one.mark else 0) for one in found] == [(kind, 6)]


@pytest.mark.parametrize(
    ("said", "line"),
    [("      name: Toko Lain\n", "name: Toko Lain"), ("    holder: SEKAR\n", "holder: SEKAR")],
)
def test_the_name_inside_a_picture_is_the_one_that_the_seller_wrote(said: str, line: str, tmp_path: Path) -> None:
    shop = SHOP.replace("qris: qris.png", "qris:\n      picture: qris.png") + said
    put(write_shop(tmp_path, shop=shop, melati=MELATI), saved(code(SYNTHETIC)))

    found = errors(tmp_path)

    assert [(one.code, one.mark.text.strip() if one.mark else "") for one in found] == [("qris-name", line)]


def test_a_missing_qris_picture_is_one_error(tmp_path: Path) -> None:
    write_shop(tmp_path, shop=SHOP, melati=MELATI)

    assert len(errors(tmp_path)) == 1


def qris_files(site: Built) -> list[str]:
    """The published codes to pay with; those that lead to the site are called `qr-…`."""
    return [output.path for output in site.outputs if "qr" in output.path and "qr-" not in output.path]


def test_the_banks_own_picture_is_not_published(tmp_path: Path) -> None:
    put(write_shop(tmp_path, shop=SHOP, melati=MELATI), saved(poster(code(SYNTHETIC))))

    published = [
        output.path for output in built(tmp_path, OPEN).outputs if "qr" in output.path and "qr-" not in output.path
    ]

    assert len(published) == 2
    assert sorted(path.rpartition(".")[2] for path in published) == ["png", "svg"]


def test_a_qris_that_the_admin_sends_is_nowhere_in_the_site(tmp_path: Path) -> None:
    shop = SHOP + "    published: no\n"
    put(write_shop(tmp_path, shop=shop, melati=MELATI), saved(poster(code(SYNTHETIC))))

    site = built(tmp_path, OPEN)

    assert qris_files(site) == []
    assert "Simpan gambar QRIS" not in page(site, "po/melati/index.html")
    assert "TOKO CONTOH" in words(page(site, "po/melati/index.html"))


def test_a_picture_and_its_payload_make_the_same_site(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    put(write_shop(one, shop=SHOP, melati=MELATI), saved(poster(code(SYNTHETIC))))
    write_shop(two, shop=SHOP.replace("qris: qris.png", f"qris: {SYNTHETIC}"), melati=MELATI)

    files = [{output.path: output.content for output in built(root, OPEN).outputs} for root in (one, two)]

    assert files[0] == files[1]


# What is published


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_picture_to_save_decodes_to_exactly_the_payload(payload: str) -> None:
    made = qr_png(payload, "qris")
    picture = Image.open(io.BytesIO(made.content))

    assert decoded(made.content) == [payload.encode()]
    assert picture.size == (made.size, made.size)
    assert made.size >= 600
    assert {colour for _, colour in picture.convert("RGB").getcolors() or ()} == {(0, 0, 0), (255, 255, 255)}
    scale = made.size // (segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8").symbol_size()[0])
    quiet = QUIET_ZONE * scale
    assert picture.convert("L").point(lambda grey: 255 - grey).getbbox() == (quiet, quiet, *[made.size - quiet] * 2)


def test_names_of_drawn_codes_change_with_what_they_say() -> None:
    other = f"{SYNTHETIC[:-8].replace('CONTOH', 'COBAAN')}6304"
    other += checksum(other)

    assert qr_svg(SYNTHETIC).name != qr_svg(other).name
    assert qr_png(SYNTHETIC, "qris").name != qr_png(other, "qris").name
    assert re.fullmatch(r"qris\.[0-9a-f]{10}\.png", qr_png(SYNTHETIC, "qris").name)


@pytest.mark.parametrize("payload", PAYLOADS[:2])
def test_the_code_that_a_buyer_sees_scans_to_the_payload(
    payload: str, tmp_path: Path, visit: Callable[..., object]
) -> None:
    put(write_shop(tmp_path, shop=SHOP, melati=MELATI), saved(poster(code(payload))))
    published(tmp_path, OPEN)

    seen = visit((tmp_path / "output/po/melati/index.html").as_uri(), color_scheme="dark", device_scale_factor=2)
    shown = seen.page.locator(".account-code img")
    shown.scroll_into_view_if_needed()
    box = shown.bounding_box()
    link = seen.page.get_by_role("link", name="Simpan gambar QRIS").get_attribute("href")

    assert min(box["width"], box["height"]) >= 115
    assert decoded(shown.screenshot()) == [payload.encode()]
    assert decoded((tmp_path / "output/po/melati" / link).read_bytes()) == [payload.encode()]
    assert seen.trouble == []
