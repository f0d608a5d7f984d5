"""`etalase qris`: what a code holds, and lines that can be pasted as they are."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno

from generator.cli import run
from generator.cli.session import World
from generator.shop.qris import checksum
from generator.source.load import load_site

VECTORS = json.loads((Path(__file__).parent / "vectors" / "qris.json").read_text(encoding="utf-8"))
SYNTHETIC = VECTORS["codes"][0]["payload"]
NO_NMID = VECTORS["codes"][3]["payload"]
ONE_TIME = next(vector["payload"] for vector in VECTORS["refused"] if vector["code"] == "qris-one-time")
SHOP = "name: Toko Coba\ncontact:\n  whatsapp: 0812-345-678\n"


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content" / "images").mkdir(parents=True)
    (tmp_path / "content" / "shop.yaml").write_text(SHOP, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def etalase(*arguments: str) -> int:
    return run(
        arguments,
        World({}, "etalase", interactive=False, now=lambda: datetime(2026, 12, 9, tzinfo=UTC), seconds=lambda: 0.0),
    )


def draw(file: Path, text: str) -> Path:
    written = io.BytesIO()
    segno.make_qr(text, encoding="utf-8").save(written, kind="png", scale=6, border=4)
    file.write_bytes(written.getvalue())
    return file


def pasted(shop: Path, printed: str) -> tuple[str, str, str]:
    """Payload or picture, and the name, as the shop reads them after the lines are pasted below its own."""
    lines = printed[printed.index("accounts:") :]
    (shop / "content" / "shop.yaml").write_text(SHOP + lines, encoding="utf-8")
    site = load_site(shop).site
    assert site
    code = site.shop.accounts[0].qris
    assert code
    return code.payload.payload if code.payload else "", code.picture or "", code.name or ""


def test_a_picture_is_told_with_its_name_number_city_type_and_checksum(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(shop / "poster.png", SYNTHETIC)

    assert etalase("qris", "poster.png") == 0

    printed = capsys.readouterr().out
    assert [line.split(maxsplit=2 if line.startswith("Nama") else 1)[-1] for line in printed.splitlines()[:5]] == [
        "TOKO CONTOH", "ID1020012345678", "JAKARTA", "tetap, untuk berapa pun pembayaran", "3ACC, cocok",
    ]  # fmt: skip
    assert pasted(shop, printed) == (SYNTHETIC, "", "TOKO CONTOH")


def test_a_picture_among_the_shops_is_named_in_the_lines_to_paste(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(shop / "content" / "images" / "kode #1.png", SYNTHETIC)

    assert etalase("qris", "content/images/kode #1.png", "--lang", "en") == 0

    printed = capsys.readouterr().out
    assert "permanent, for any number of payments" in printed
    assert pasted(shop, printed) == ("", "content/images/kode #1.png", "TOKO CONTOH")


def test_a_picture_of_a_shop_elsewhere_is_named_from_its_images(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(shop / "content" / "images" / "qris.png", SYNTHETIC)
    monkeypatch.chdir(shop.parent)

    assert etalase("qris", f"{shop.name}/content/images/qris.png", "--root", shop.name) == 0

    assert "      picture: qris.png\n" in capsys.readouterr().out


@pytest.mark.parametrize("merchant", ["TOKO: A #1", "KAFÉ ☕ 24", "'O''NEIL\"", "NO", "0812"])
def test_lines_to_paste_read_back_whatever_the_bank_calls_the_shop(
    merchant: str, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SYNTHETIC[:-8].replace("5911TOKO CONTOH", f"59{len(merchant):02}{merchant}") + "6304"
    payload = text + checksum(text)

    assert etalase("qris", "--payload", payload) == 0

    assert pasted(shop, capsys.readouterr().out) == (payload, "", merchant)


def test_a_code_without_a_national_number_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("qris", "--payload", NO_NMID) == 0
    assert "tidak ada di kodenya" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["tidak-ada.png"], "picture-missing"),
        (["content/shop.yaml"], "picture-foreign"),
        (["--payload", ONE_TIME], "qris-one-time"),
        (["--payload", SYNTHETIC[:-1] + "D"], "qris-checksum"),
    ],
)
def test_what_cannot_be_used_is_a_problem_and_nothing_to_paste(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert etalase("qris", *arguments) == 1

    told = capsys.readouterr()
    assert f"[{code}]" in told.err
    assert told.out == ""


def test_a_missing_picture_is_compared_with_those_beside_it(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw(shop / "poster.png", SYNTHETIC)

    assert etalase("qris", "Poster.PNG") in (0, 1)  # a file system may not tell capitals apart
    assert "poster.png" in (told := capsys.readouterr()).err or "TOKO CONTOH" in told.out


@pytest.mark.parametrize("arguments", [[], ["a.png", "--payload", SYNTHETIC]])
def test_one_code_is_asked_for_in_one_way(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("qris", *arguments) == 2
    assert "--payload" in capsys.readouterr().err
