"""Contact cards: what phones import, text as typed, and no field that breaks out of its line (promise 13)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from shopkit import built, page, write_shop

from generator.build import Built
from generator.page.vcard import Card, Telephone, card_code, card_file

SHOP = """\
name: Toko Coba
tagline: Kue kering, dibuat setelah dipesan
url: https://tokocoba.example/
city: Bandung
contact:
  - whatsapp: 0812-345-678
    purpose: Pesanan
  - phone: 0218-350-123
  - email: halo@tokocoba.example
identity:
  address: Jl. Melati 7; RT 02, Coblong
"""
AT = "2026-12-12T12:00:00+07:00"
MELATI = Card("Melati", (Telephone("62812345678"),))
HOSTILE = [
    "END:VCARD",
    "a\r\nEND:VCARD\r\nBEGIN:VCARD",
    "satu\rdua\x85tiga\u2028empat\u2029lima\x0benam\x0ctujuh",
    'Kopi, teh; \\n dan \\, "gula": enak',
    "BEL\x07 dan \x1b[31m merah \x9b0m",
    "\\",
    "👩\u200d🎨 é ☕ 花屋",
]


def parsed(content: bytes) -> list[tuple[str, list[str]]]:
    """The properties of a card with the parts of their values, read as RFC 2426 says: unfold, split at the first
    colon, split at bare semicolons, take the escapes back. Raises where a line is none."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    found = []
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon, line
        assert re.fullmatch(r"(item\d+\.)?[A-Z-]+(;TYPE=[A-Z]+)*", name), line
        found.append((name, _parts(value)))
    return found


def _parts(value: str) -> list[str]:
    parts, signs = [""], iter(value)
    for sign in signs:
        if sign == "\\":
            after = next(signs)
            assert after in "\\,;n", value
            parts[-1] += "\n" if after == "n" else after
        elif sign == ";":
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def one(content: bytes, name: str) -> list[str]:
    values = [value for known, value in parsed(content) if known == name]
    assert len(values) == 1, name
    return values[0]


def card_of(site: Built, path: str = "kontak.vcf") -> bytes:
    return next(output.content or b"" for output in site.outputs if output.path == path)


# The file


def test_a_card_begins_and_ends_as_phones_ask() -> None:
    names = [name for name, _ in parsed(card_file(MELATI))]

    assert (names[:2], names[-1]) == (["BEGIN", "VERSION"], "END")
    assert one(card_file(MELATI), "VERSION") == ["3.0"]
    assert one(card_file(MELATI), "FN") == ["Melati"]
    assert one(card_file(MELATI), "N") == ["", "Melati", "", "", ""]
    assert one(card_file(MELATI), "TEL;TYPE=CELL") == ["+62812345678"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_inside_its_own_field(text: str) -> None:
    card = Card(
        text, (Telephone("62812345678", label=text),), (text,), "https://a.example/", text, text, text, f"{text}@a"
    )

    read = parsed(card_file(card))

    plain = " ".join(re.sub(r"[\x07\x1b\x9b]", "", text).split())
    names = [name for name, _ in read]
    assert len(names) == len(set(names))
    assert names.count("END") == names.count("BEGIN") == 1
    values = dict(read)
    assert values["FN"] == values["ORG"] == values["item1.X-ABLABEL"] == [plain]
    assert values["N"] == ["", plain, "", "", ""]
    assert values["ADR;TYPE=WORK"] == ["", "", plain, plain, "", "", ""]
    assert " ".join(values["NOTE"][0].split()) == plain


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("متجر ياسمين", "حلويات, تُصنع بعد الطلب؛ جاكرتا"),
        ("Kue, Kopi; Teh \\ Toko", "Satu, dua;\ntiga\n\nempat"),
        ("花屋 " * 30, "長い " * 60),
    ],
)
def test_another_reader_reads_the_same(name: str, note: str) -> None:
    card = Card(name, MELATI.telephones, url="https://a.example/", note=note, street=name, uid="k@a.example")

    for content in (card_file(card), card_code(card, 2000).encode()):
        read = vobject.readOne(content.decode())

        assert read.fn.value == read.n.value.given == " ".join(name.split())
        assert read.tel.value == "+62812345678"
        assert read.url.value == "https://a.example/"
    whole = vobject.readOne(card_file(card).decode())
    assert whole.org.value == [whole.fn.value]
    assert whole.note.value == "\n".join(" ".join(line.split()) for line in note.split("\n"))
    assert whole.adr.value.street == whole.fn.value
    assert whole.uid.value == "k@a.example"


@settings(max_examples=150)
@given(st.text(max_size=90), st.text(max_size=90), st.text(max_size=300))
def test_no_text_breaks_out_of_a_card(name: str, label: str, note: str) -> None:
    card = Card(name, (Telephone("62812345678", label=label),), url="https://a.example/", note=note, city=label)

    read = parsed(card_file(card))

    names = [known for known, _ in read]
    assert [each.rpartition(".")[2] for each in names if "TEL" in each] == ["TEL;TYPE=CELL"]
    assert len(names) == len(set(names))
    assert dict(read)["N"][0] == dict(read)["N"][2] == ""
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", card_file(card).decode())
    code = card_code(card, 213)
    assert code.count("\r\n") == len(code.split("\r\n")) - 1
    assert [line.partition(":")[0] for line in code.split("\r\n")[:-1]][:5] == ["BEGIN", "VERSION", "N", "FN", "TEL"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\\,;"), max_size=200))
def test_a_long_line_is_folded_between_letters(name: str) -> None:
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", name).split())

    assert "".join(one(card_file(Card(name, MELATI.telephones)), "FN")[0].split()) == "".join(plain.split())


def test_a_code_takes_what_fits_and_always_the_first_number() -> None:
    card = Card("Melati", (Telephone("62812345678"), Telephone("62215550123")), url="https://melati.example/")

    whole, short = card_code(card, 213), card_code(card, 80)

    assert "URL:https://melati.example/" in whole
    assert "+62215550123" in whole
    assert "TEL:+62812345678" in short
    assert "URL" not in short
    assert len(whole.encode()) <= 213


# The site


def test_a_shops_card_holds_what_its_pages_show(tmp_path: Path) -> None:
    card = card_of(built(write_shop(tmp_path, shop=SHOP), AT))

    assert one(card, "FN") == ["Toko Coba"]
    assert one(card, "item1.TEL;TYPE=CELL") == ["+62812345678"]
    assert one(card, "item1.X-ABLABEL") == ["Pesanan"]
    assert one(card, "TEL;TYPE=WORK") == ["+62218350123"]
    assert one(card, "EMAIL;TYPE=INTERNET") == ["halo@tokocoba.example"]
    assert one(card, "URL") == ["https://tokocoba.example/"]
    assert one(card, "ADR;TYPE=WORK") == ["", "", "Jl. Melati 7; RT 02, Coblong", "Bandung", "", "", ""]
    assert one(card, "NOTE") == ["Kue kering, dibuat setelah dipesan"]
    assert one(card, "UID") == ["kontak@tokocoba.example"]
    assert b"PHOTO" not in card


def test_the_landing_page_offers_the_card_of_its_language(tmp_path: Path) -> None:
    shop = SHOP + "languages: [id, en]\n"
    site = built(write_shop(tmp_path, shop=shop), AT)

    assert re.search(r'href="kontak\.vcf">Simpan kontak</a>', page(site, "index.html"))
    assert re.search(r'href="kontak\.vcf">Save the contact</a>', page(site, "en/index.html"))
    assert one(card_of(site, "en/kontak.vcf"), "FN") == ["Toko Coba"]


def test_a_shop_without_a_number_has_no_card(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop="name: Toko Coba\ncontact:\n  email: halo@tokocoba.example\n"), AT)

    assert not [output.path for output in site.outputs if output.path.endswith(".vcf")]
    assert "Simpan kontak" not in page(site, "index.html")
