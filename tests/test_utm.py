"""What a seller counts buyers by: added where it helps, never where it breaks or hides something."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit import built, page, write_shop

from generator.shop.links import counted

MARKS = (("utm_source", "bio kita"), ("utm_medium", "link"))
AT = "2026-12-12T12:00:00+07:00"


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("https://shopee.co.id/toko", "https://shopee.co.id/toko?utm_source=bio%20kita&utm_medium=link"),
        ("https://a.example/?x=1#b", "https://a.example/?x=1&utm_source=bio%20kita&utm_medium=link#b"),
        ("https://a.example/?utm_source=ig", "https://a.example/?utm_source=ig&utm_medium=link"),
        ("https://a.example/?", "https://a.example/?utm_source=bio%20kita&utm_medium=link"),
    ],
)
def test_parameters_are_added_and_those_of_the_link_kept(link: str, wanted: str) -> None:
    assert counted(link, MARKS) == wanted
    assert counted(wanted, MARKS) == wanted


@pytest.mark.parametrize(
    "link",
    [
        "https://wa.me/62812345678?text=Halo", "https://api.whatsapp.com/send?phone=62812345678", "tel:+62812345678",
        "https://t.me/toko", "https://line.me/R/ti/p/%40toko", "mailto:halo@toko.example", "/ukuran/", "#order",
        "https://s.shopee.co.id/abc", "https://vt.tiktok.com/abc", "https://tokopedia.link/abc",
        "https://maps.app.goo.gl/abc", "https://whatsapp.com/channel/abc",
    ],
)  # fmt: skip
def test_chats_calls_and_short_links_of_apps_stay_as_they_are(link: str) -> None:
    assert counted(link, MARKS) == link


@given(st.text(max_size=30))
def test_whatever_a_seller_writes_stays_inside_its_parameter(value: str) -> None:
    made = counted("https://a.example/?x=1#y", (("utm_source", value),))
    assert made.startswith("https://a.example/?x=1&utm_source=")
    assert made.endswith("#y")
    assert made.isascii()
    assert (made.count("&"), made.count("#"), made.count(" ")) == (1, 1, 0)


def test_offers_are_counted_accounts_and_proofs_are_not(tmp_path: Path) -> None:
    shop = """\
    name: Toko Coba
    utm: bio
    contact:
      whatsapp: 0812-345-678
    identity:
      owner: Melati
      registrations:
        - kind: nib
          number: "123"
          check: https://oss.example/
    community:
      title: Kabar
      url: https://kabar.example/
    """
    links = """\
    links:
      - title: Blog
        url: https://blog.example/
        go: blog
    socials:
      - brand: instagram
        handle: toko..coba
    """
    stores = "marketplaces:\n  - brand: shopee\n    handle: toko..coba\n"
    po = """\
    title: Melati
    price: 150.000
    closes: 2026-12-20
    shopee: https://shopee.co.id/melati
    order_via:
      - via: form
        url: https://form.example/
    """
    site = built(write_shop(tmp_path, shop=shop, links=links, marketplaces=stores, melati=po), AT)
    landing, campaign = page(site, "index.html"), page(site, "po/melati/index.html")
    for link in ("https://blog.example/", "https://kabar.example/", "https://shopee.co.id/toko..coba"):
        assert f'href="{link}?utm_source=bio"' in landing, link
    for link in ("https://shopee.co.id/melati", "https://form.example/"):
        assert f'href="{link}?utm_source=bio"' in campaign, link
    assert "url=https://blog.example/?utm_source=bio" in page(site, "go/blog/index.html")
    assert 'href="https://www.instagram.com/toko..coba"' in landing
    assert 'href="https://oss.example/"' in landing
    assert "wa.me/62812345678?utm" not in landing


@pytest.mark.parametrize("link", ["https://toko.example/blog/", "http://toko.example/po/melati/"])
def test_links_within_the_own_host_are_not_marked(link: str, tmp_path: Path) -> None:
    shop = "name: Toko Coba\nurl: https://toko.example/\nutm: bio\ncontact:\n  whatsapp: 0812-345-678\n"
    links = f"links:\n  - title: Sini\n    url: {link}\n  - title: Sana\n    url: https://blog.toko.example/\n"
    landing = page(built(write_shop(tmp_path, shop=shop, links=links), AT), "index.html")
    assert f'href="{link}"' in landing
    assert 'href="https://blog.toko.example/?utm_source=bio"' in landing
