"""`etalase promo`: the whole kit of a PO in a folder that the seller may also use."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from awkward import AT, make_shop
from PIL import Image

from generator.build import draft
from generator.cards.kit import kit
from generator.publish.kit import NOTE, file_kit

PAYMENTS = """\
payments:
  - name: DP
    amount: 50%
    due: 24 hours after confirmation
  - name: Pelunasan
    amount: rest
    due: 2027-01-05 23:59
"""
NOW = datetime.fromisoformat(AT)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = make_shop(tmp_path_factory.mktemp("kit"), "pasar")
    campaign = root / "content" / "campaigns" / "k-forty.yaml"
    with campaign.open("a", encoding="utf-8") as file:
        file.write(PAYMENTS)
    found = draft(root, NOW, cache=root / "cache")
    forty = next(each for each in found.site.campaigns if each.slug == "k-forty")
    return dict(kit(found.shelf.studio, found.context, forty))


def test_a_kit_is_everything_to_post_and_to_print(made: dict[str, bytes]) -> None:
    assert sorted(made) == [
        f"k-forty/{name}"
        for name in (
            "caption-long.txt", "caption-short.txt", "feed.jpg", "og.jpg", "poster-a4.pdf", "poster-a5.pdf",
            "price-list.pdf", "square.jpg", "story.jpg",
        )
    ]  # fmt: skip


def test_captions_say_price_date_and_link(made: dict[str, bytes]) -> None:
    short, long = made["k-forty/caption-short.txt"].decode(), made["k-forty/caption-long.txt"].decode()

    assert short.startswith("Benang katun 40 warna\nRp16.000–Rp55.000\n")
    assert short.endswith("https://rumahmelati.example/po/k-forty/\n")
    assert "• A1 Warna 1: Rp16.000" in long or "Warna 1: Rp16.000" in long
    assert "dan 28 lagi" in long
    assert "\u00a0" not in long
    assert len(long) > len(short)


def test_printed_codes_are_read_at_their_size(made: dict[str, bytes]) -> None:
    for name in ("poster-a4", "poster-a5"):
        content = made[f"k-forty/{name}.pdf"]
        start = content.index(b"\xff\xd8\xff")
        page = Image.open(BytesIO(content[start:]))
        rough = BytesIO()
        page.save(rough, "JPEG", quality=60)
        read = zxingcpp.read_barcodes(Image.open(rough).convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
        assert [each.text for each in read] == ["https://rumahmelati.example/po/k-forty/"]


def test_forty_prices_take_two_pages(made: dict[str, bytes]) -> None:
    assert made["k-forty/price-list.pdf"].count(b"/Type/Page/") == 2


def test_what_somebody_else_wrote_or_changed_stays(tmp_path: Path) -> None:
    (tmp_path / "melati").mkdir()
    (tmp_path / "melati" / "story.jpg").write_bytes(b"mine")
    first = file_kit(tmp_path, [("melati/story.jpg", b"ours"), ("melati/caption.txt", b"one"), ("melati/a.pdf", b"a")])
    (tmp_path / "melati" / "caption.txt").write_bytes(b"my own words")

    second = file_kit(tmp_path, [("melati/story.jpg", b"ours"), ("melati/caption.txt", b"two"), ("melati/a.pdf", b"b")])

    assert first.kept == ["melati/story.jpg"]
    assert first.written == ["melati/caption.txt", "melati/a.pdf"]
    assert second.kept == ["melati/story.jpg", "melati/caption.txt"]
    assert second.written == ["melati/a.pdf"]
    assert (tmp_path / "melati" / "story.jpg").read_bytes() == b"mine"
    assert (tmp_path / "melati" / "caption.txt").read_bytes() == b"my own words"
    assert (tmp_path / NOTE).is_file()


def test_the_same_kit_again_writes_nothing(tmp_path: Path) -> None:
    files = [("melati/story.jpg", b"ours")]
    file_kit(tmp_path, files)

    again = file_kit(tmp_path, files)

    assert again.written == []
    assert again.unchanged == ["melati/story.jpg"]
