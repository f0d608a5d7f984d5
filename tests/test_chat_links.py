"""Links that open a chat, and account names (promise 8)."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.paths import judge_link
from generator.problems import Refused
from generator.shop import links, phones
from generator.shop.links import Network

WORDS = "Halo kak & Melati #7 + 50%?\nTotal: Rp150.000 = lunas"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


def test_whatsapp_link_is_digits_and_one_encoded_text() -> None:
    phone = phones.parse_phone("0812-3456-7890")
    assert links.whatsapp_link(phone.digits) == "https://wa.me/6281234567890"
    assert links.whatsapp_link(phone.digits, WORDS) == (
        "https://wa.me/6281234567890?text=Halo%20kak%20%26%20Melati%20%237%20%2B%2050%25%3F%0A"
        "Total%3A%20Rp150.000%20%3D%20lunas"
    )


@pytest.mark.parametrize("digits", ["081234567890", "+6281234567890", "62 812", "", "6281234567890?text=x"])
def test_chat_link_is_never_made_from_anything_but_whole_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="not E"):
        links.whatsapp_link(digits, "x")
    with pytest.raises(ValueError, match="not E"):
        links.tel_link(digits)


@given(st.text(min_size=1))
def test_words_survive_whatsapp_and_telegram_in_exactly_one_parameter(text: str) -> None:
    for link in (links.whatsapp_link("6281234567890", text), links.telegram_link("toko_melati", text)):
        assert parse_qsl(urlsplit(link).query, keep_blank_values=True) == [("text", text)]
        assert link.count("?") == link.count("=") == 1
        assert judge_link(link) == link


@given(st.text(min_size=1))
def test_words_survive_line_as_the_whole_query(text: str) -> None:
    link = links.line_link("tokomelati", text)
    assert link.startswith("https://line.me/R/oaMessage/%40tokomelati/?")
    assert unquote(link.partition("?")[2]) == text
    assert judge_link(link) == link


@given(ANY_TEXT)
def test_words_that_no_browser_could_encode_still_make_a_link(text: str) -> None:
    assert links.whatsapp_link("6281234567890", text).isascii()
    assert links.mailto_link("halo@toko.example", text, text).isascii()


def test_other_chats_have_their_own_form() -> None:
    assert links.telegram_link("toko_melati") == "https://t.me/toko_melati"
    assert links.line_link("tokomelati") == "https://line.me/R/oaMessage/%40tokomelati/"
    assert links.instagram_chat("toko.melati") == "https://ig.me/m/toko.melati"
    assert links.tel_link("6281234567890") == "tel:+6281234567890"


def test_email_keeps_its_line_breaks_and_its_subject_stays_one_line() -> None:
    assert links.mailto_link("halo@Toko.example", "Tanya\nPO", "a\nb\r\nc&d") == (
        "mailto:halo@toko.example?subject=Tanya%20PO&body=a%0D%0Ab%0D%0Ac%26d"
    )
    assert links.mailto_link("halo@toko.example") == "mailto:halo@toko.example"
    with pytest.raises(Refused):
        links.mailto_link("halo@toko.example?bcc=a@b.example")


def test_link_of_two_thousand_characters_does_not_fit() -> None:
    start = len(links.whatsapp_link("6281234567890", "x"))
    assert links.fits(links.whatsapp_link("6281234567890", "x" * (2000 - start)))
    assert not links.fits(links.whatsapp_link("6281234567890", "x" * (2001 - start)))


@pytest.mark.parametrize(
    ("text", "network", "name"),
    [
        ("@Toko.Melati", Network.INSTAGRAM, "toko.melati"),
        ("toko.melati", Network.INSTAGRAM, "toko.melati"),
        ("instagram.com/toko.melati", Network.INSTAGRAM, "toko.melati"),
        ("https://www.instagram.com/toko.melati/?hl=id", Network.INSTAGRAM, "toko.melati"),
        ("https://ig.me/m/toko.melati", Network.INSTAGRAM, "toko.melati"),
        ("https://t.me/toko_melati", Network.TELEGRAM, "toko_melati"),
        ("https://line.me/R/ti/p/@tokomelati", Network.LINE, "tokomelati"),
        ("https://line.me/R/ti/p/%40tokomelati", Network.LINE, "tokomelati"),
        ("@tokomelati", Network.LINE, "tokomelati"),
        ("https://www.tiktok.com/@toko.melati?lang=id", Network.TIKTOK, "toko.melati"),
    ],
)
def test_account_is_taken_as_name_or_as_link(text: str, network: Network, name: str) -> None:
    assert links.parse_handle(text, network) == name


@pytest.mark.parametrize(
    ("text", "network", "kind"),
    [
        ("toko melati", Network.INSTAGRAM, links.HANDLE_FORM),
        ("", Network.INSTAGRAM, links.HANDLE_FORM),
        ("a" * 31, Network.INSTAGRAM, links.HANDLE_FORM),
        ("instagram.com", Network.INSTAGRAM, links.HANDLE_ELSEWHERE),
        ("https://www.instagram.com/p/AbC123/", Network.INSTAGRAM, links.HANDLE_ELSEWHERE),
        ("https://vt.tiktok.com/ZSabc123/", Network.TIKTOK, links.HANDLE_ELSEWHERE),
        ("https://line.me/ti/p/AbC123", Network.LINE, links.HANDLE_ELSEWHERE),
        ("tokomelati", Network.LINE, links.HANDLE_FORM),
        ("7toko", Network.TELEGRAM, links.HANDLE_FORM),
        ("https://t.me/+AbCdEf123", Network.TELEGRAM, links.HANDLE_FORM),
        ("https://tiktok.com/@toko", Network.INSTAGRAM, links.HANDLE_ELSEWHERE),
        ("https://instagram.com.jahat.example/toko", Network.INSTAGRAM, links.HANDLE_ELSEWHERE),
    ],
)
def test_what_is_no_account_is_refused(text: str, network: Network, kind: object) -> None:
    with pytest.raises(Refused) as caught:
        links.parse_handle(text, network)
    assert caught.value.kind is kind


@given(ANY_TEXT | ANY_TEXT.map(lambda text: f"https://instagram.com/{text}"), st.sampled_from(Network))
def test_reading_an_account_never_breaks_and_its_name_is_kept(text: str, network: Network) -> None:
    try:
        name = links.parse_handle(text, network)
    except Refused:
        return
    assert links.parse_handle(f"@{name}", network) == name


def test_name_that_nobody_can_have_is_known() -> None:
    assert links.is_unregistrable("toko..contoh", Network.INSTAGRAM)
    assert links.is_unregistrable("toko__contoh", Network.TELEGRAM)
    assert not links.is_unregistrable("toko.melati", Network.INSTAGRAM)
