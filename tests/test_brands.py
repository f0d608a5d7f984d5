"""The places sellers use: found by their words, tied to their own domains, and always readable."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.paths import judge_link
from generator.problems import Refused
from generator.shop import brands
from generator.shop.brands import BRANDS, Brand, badge_of, belongs, brand, brand_of, icon_colour, profile_url
from generator.shop.colours import INK, WHITE, Colour, contrast, parse_colour

ICONS = Path(__file__).parent.parent / "themes" / "base" / "icons"
PAPERS = (WHITE, Colour("#16130f"))
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"path": {"d"}, "circle": {"cx", "cy", "r"}, "rect": {"x", "y", "width", "height", "rx"}}

every_brand = pytest.mark.parametrize("one", BRANDS, ids=lambda one: one.key)
every_icon = pytest.mark.parametrize("icon", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
every_ui_icon = pytest.mark.parametrize("icon", sorted((ICONS / "ui").glob("*.svg")), ids=lambda path: path.stem)


def _fold(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


# The table


def test_there_are_the_places_that_sellers_use() -> None:
    assert len(BRANDS) >= 45
    assert len({one.key for one in BRANDS}) == len(BRANDS)
    for key in ("shopee", "tokopedia", "tiktok-shop", "lazada", "blibli", "instagram", "whatsapp", "bca", "qris"):
        assert brand(key).key == key


def test_no_word_means_two_brands() -> None:
    owners: dict[str, set[str]] = {}
    for one in BRANDS:
        for word in (one.key, one.name, *one.aliases):
            owners.setdefault(_fold(word), set()).add(one.key)
    assert {word: keys for word, keys in owners.items() if len(keys) > 1} == {}


@every_brand
def test_a_key_is_a_slug_and_a_colour_is_complete(one: Brand) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.key)
    assert parse_colour(one.colour) == one.colour


@every_brand
def test_every_domain_is_lower_case_punycode(one: Brand) -> None:
    for domain in one.domains:
        owner, _, folder = domain.partition("/")
        assert re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", owner)
        assert domain == domain.lower()
        assert folder == folder.strip("/")
        assert not owner.startswith("www.")


@every_brand
def test_a_profile_address_is_one_the_brand_owns(one: Brand) -> None:
    if one.profile is None:
        return
    handle = {"blibli": "toko-kamu/TOK-60001", "whatsapp": "6281234567890"}.get(one.key, "toko_kamu.7")
    link = profile_url(one, f"@{handle}")
    assert handle in link
    assert judge_link(link) == link
    assert belongs(one, link)


def test_one_domain_has_two_owners_only_where_one_place_is_part_of_the_other() -> None:
    owners: dict[str, list[str]] = {}
    for one in BRANDS:
        for domain in one.domains:
            owners.setdefault(domain, []).append(one.key)
    assert {domain: keys for domain, keys in owners.items() if len(keys) > 1} == {
        "tiktok.com": ["tiktok", "tiktok-shop"],
        "facebook.com": ["facebook", "facebook-marketplace"],
        "shopee.co.id": ["shopee", "shopeefood"],
    }


def test_a_place_that_stopped_selling_goods_is_marked() -> None:
    assert [one.key for one in BRANDS if not one.sells_goods] == ["bukalapak"]


# Words


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("ig", "instagram"),
        ("WA", "whatsapp"),
        ("tiktokshop", "tiktok-shop"),
        ("TikTok Shop", "tiktok-shop"),
        ("twitter", "x"),
        ("X", "x"),
        ("LINE OA", "line"),
        ("tokped", "tokopedia"),
        ("Saluran WhatsApp", "whatsapp-channel"),
        ("G-Form", "google-forms"),
        ("Ko-Fi", "ko-fi"),
        ("surel", "email"),
        ("Bank Syariah Indonesia", "bsi"),
        ("Bank BCA", "bca"),
    ],
)
def test_a_brand_is_found_by_the_words_sellers_write(word: str, key: str) -> None:
    assert brand(word).key == key


@pytest.mark.parametrize(
    ("word", "near"), [("shoppee", "shopee"), ("instgram", "instagram"), ("tokopdia", "tokopedia"), ("qqqqq", "")]
)
def test_an_unknown_brand_is_refused_with_the_nearest_name(word: str, near: str) -> None:
    with pytest.raises(Refused) as refused:
        brand(word)
    assert refused.value.kind is brands.BRAND_UNKNOWN
    assert refused.value.instead == near
    assert refused.value.parameters == {"brand": word}


@pytest.mark.parametrize("word", ["", "  ", "+", "@"])
def test_a_word_without_letters_is_no_brand(word: str) -> None:
    with pytest.raises(Refused):
        brand(word)


# Links


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://shopee.co.id/toko-kamu", "shopee"),
        ("https://s.shopee.co.id/abc", "shopee"),
        ("https://id.shp.ee/abc", "shopee"),
        ("https://spf.shopee.co.id/abc", "shopeefood"),
        ("https://tokopedia.link/abc", "tokopedia"),
        ("https://www.tokopedia.com/toko", "tokopedia"),
        ("https://vt.tokopedia.com/t/abc", "tiktok-shop"),
        ("https://vt.tiktok.com/abc", "tiktok"),
        ("https://www.tiktok.com/@toko", "tiktok"),
        ("https://wa.me/6281234567890?text=halo", "whatsapp"),
        ("https://whatsapp.com/channel/abc", "whatsapp-channel"),
        ("https://www.whatsapp.com/channel/abc", "whatsapp-channel"),
        ("https://chat.whatsapp.com/abc", "whatsapp"),
        ("https://t.me/toko", "telegram"),
        ("https://lin.ee/abc", "line"),
        ("https://maps.app.goo.gl/abc", "google-maps"),
        ("https://www.google.com/maps/place/abc", "google-maps"),
        ("https://forms.gle/abc", "google-forms"),
        ("https://docs.google.com/forms/d/e/abc/viewform", "google-forms"),
        ("https://docs.google.com/spreadsheets/d/abc", "google-sheets"),
        ("https://youtu.be/abc", "youtube"),
        ("https://music.youtube.com/watch?v=abc", "youtube-music"),
        ("https://m.facebook.com/marketplace/item/1", "facebook-marketplace"),
        ("https://m.facebook.com/toko", "facebook"),
        ("https://SHOPEE.CO.ID:443/toko", "shopee"),
    ],
)
def test_a_link_belongs_to_the_brand_whose_domain_it_names_most_exactly(link: str, key: str) -> None:
    found = brand_of(judge_link(link))
    assert found is not None
    assert found.key == key
    assert belongs(found, judge_link(link))


@pytest.mark.parametrize(
    "link",
    [
        "https://shopee.co.id.example/toko",
        "https://myshopee.co.id/toko",
        "https://example.com/shopee.co.id",
        "https://example.com/?u=https://shopee.co.id",
        "https://sites.google.com/maps/view",
        "https://google.com/mapsevil",
        "https://google.com/maps/../url?q=https://example.com",
        "https://google.com/maps/%2E%2e/url?q=https://example.com",
        "https://goo.gl/abc",
        "https://t.co/abc",
        "https://l.instagram.com/?u=https%3A%2F%2Fexample.com",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com",
        "mailto:halo@shopee.co.id",
        "tel:+6281234567890",
        "/shopee",
    ],
)
def test_a_link_that_only_looks_like_a_brand_belongs_to_none(link: str) -> None:
    assert brand_of(link) is None
    assert not any(belongs(one, link) for one in BRANDS if not one.federated)


def test_a_button_of_one_brand_refuses_the_link_of_another() -> None:
    assert not belongs(brand("shopee"), "https://www.tokopedia.com/toko")
    assert not belongs(brand("whatsapp-channel"), "https://wa.me/6281234567890")


def test_a_part_of_a_place_may_use_the_whole_places_links() -> None:
    assert belongs(brand("tiktok-shop"), "https://www.tiktok.com/@toko")
    assert belongs(brand("tokopedia"), "https://vt.tokopedia.com/t/abc")
    assert belongs(brand("facebook-marketplace"), "https://www.facebook.com/share/abc")


def test_a_federated_place_may_live_on_any_host_but_a_host_it_must_be() -> None:
    assert belongs(brand("mastodon"), "https://toko.example/@kamu")
    assert not belongs(brand("mastodon"), "mailto:kamu@toko.example")


# Accounts and badges


@pytest.mark.parametrize(
    ("key", "handle", "link"),
    [
        ("instagram", "@toko.kamu", "https://www.instagram.com/toko.kamu"),
        ("shopee", "toko_kamu", "https://shopee.co.id/toko_kamu"),
        ("tokopedia", "tokokamu", "https://www.tokopedia.com/tokokamu"),
        ("tiktok", "tokokamu", "https://www.tiktok.com/@tokokamu"),
        ("lazada", "toko-kamu", "https://www.lazada.co.id/shop/toko-kamu"),
        ("blibli", "toko-kamu/TOK-60001", "https://www.blibli.com/merchant/toko-kamu/TOK-60001"),
        ("line", "@tokokamu", "https://line.me/R/ti/p/%40tokokamu"),
    ],
)
def test_an_account_name_becomes_its_address(key: str, handle: str, link: str) -> None:
    assert profile_url(brand(key), handle) == link


@pytest.mark.parametrize(
    ("key", "handle", "instead"),
    [
        ("instagram", "https://www.instagram.com/tokokamu/?hl=id", "tokokamu"),
        ("tiktok", "tiktok.com/@tokokamu", "tokokamu"),
        ("blibli", "https://www.blibli.com/merchant/toko-kamu/TOK-60001", "toko-kamu/TOK-60001"),
        ("blibli", "toko-kamu", ""),
        ("instagram", "toko kamu", ""),
        ("instagram", "..", ""),
        ("instagram", "toko/../lain", "lain"),
        ("instagram", "toko?x=1", ""),
        ("instagram", "tokо", ""),  # the last letter is Cyrillic
        ("whatsapp", "0812", ""),
        ("instagram", "", ""),
    ],
)
def test_a_handle_that_is_more_than_a_name_is_refused(key: str, handle: str, instead: str) -> None:
    with pytest.raises(Refused) as refused:
        profile_url(brand(key), handle)
    assert refused.value.kind is brands.HANDLE_FORM
    assert refused.value.instead == instead


def test_a_place_without_profile_addresses_asks_for_the_whole_address() -> None:
    with pytest.raises(Refused) as refused:
        profile_url(brand("discord"), "toko")
    assert refused.value.kind is brands.NO_PROFILES


@pytest.mark.parametrize(
    ("key", "written", "badge"),
    [
        ("shopee", "Shopee Mall", "Mall"),
        ("shopee", "star+", "Star+"),
        ("shopee", "Star Plus", "Star+"),
        ("shopee", "Star Seller", "Star"),
        ("tokopedia", "power-shop", "Power Shop"),
        ("tokopedia", "Official Store", "Official Store"),
        ("lazada", "LazMall", "LazMall"),
        ("blibli", "official store", "Official Store"),
    ],
)
def test_a_badge_is_one_the_marketplace_gives(key: str, written: str, badge: str) -> None:
    assert badge_of(brand(key), written) == badge


def test_a_badge_of_another_marketplace_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        badge_of(brand("shopee"), "Power Shop")
    assert refused.value.kind is brands.BADGE_UNKNOWN
    assert refused.value.parameters["badges"] == "Star, Star+, Mall"


def test_a_misspelt_badge_is_offered_as_it_should_be() -> None:
    with pytest.raises(Refused) as refused:
        badge_of(brand("tokopedia"), "Oficial Store")
    assert refused.value.instead == "Official Store"


def test_a_place_without_badges_gives_none() -> None:
    with pytest.raises(Refused) as refused:
        badge_of(brand("etsy"), "Star")
    assert refused.value.kind is brands.NO_BADGES


# Colours


@every_brand
def test_the_words_on_every_brands_button_can_be_read(one: Brand) -> None:
    fill, ink = brands.button_colours(one)
    assert contrast(fill, ink) >= 4.5


@every_brand
def test_every_brands_icon_is_seen_on_light_and_dark_paper(one: Brand) -> None:
    for paper in PAPERS:
        assert contrast(icon_colour(one, paper), paper) >= 3


def test_a_fill_grows_darker_only_where_white_nearly_can_be_read() -> None:
    assert brands.button_colours(brand("bca")) == ("#0060af", WHITE)
    assert brands.button_colours(brand("whatsapp")) == ("#25d366", INK)
    fill, ink = brands.button_colours(brand("shopee"))
    assert ink == WHITE
    assert 4.5 <= contrast(fill, WHITE) < 4.7


def test_a_black_brand_is_white_on_dark_paper_and_itself_on_light() -> None:
    assert icon_colour(brand("tiktok"), INK) == WHITE
    assert icon_colour(brand("tiktok"), WHITE) == "#000000"


# Icons


@every_brand
def test_every_brand_has_an_icon(one: Brand) -> None:
    assert (ICONS / one.icon).is_file()


def test_no_icon_is_left_without_a_brand() -> None:
    assert {path.name for path in ICONS.glob("*.svg")} == {one.icon for one in BRANDS}


@every_icon
def test_a_brand_icon_is_one_small_path_in_the_current_colour(icon: Path) -> None:
    root = ET.fromstring(icon.read_text(encoding="utf-8"))
    assert root.tag == f"{SVG}svg"
    assert root.attrib == {"viewBox": "0 0 24 24", "fill": "currentColor"}
    assert [(part.tag, set(part.attrib), len(part)) for part in root] == [(f"{SVG}path", {"d"}, 0)]
    assert icon.stat().st_size <= 3 * 1024


@every_ui_icon
def test_an_interface_icon_is_drawn_with_the_one_pen(icon: Path) -> None:
    root = ET.fromstring(icon.read_text(encoding="utf-8"))
    assert root.tag == f"{SVG}svg"
    assert root.attrib == {
        "viewBox": "0 0 24 24",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "1.75",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }
    for part in root:
        shape = part.tag.removeprefix(SVG)
        assert set(part.attrib) <= SHAPES[shape]
        assert len(part) == 0
    assert icon.stat().st_size <= 1024


def test_no_interface_icon_is_a_seal_of_our_own_making() -> None:
    names = {path.stem for path in (ICONS / "ui").glob("*.svg")}
    assert len(names) >= 30
    assert not names & {"shield", "shield-check", "verified", "badge-check", "seal", "lock"}


def test_every_brand_icon_names_its_source() -> None:
    sources = (ICONS / "SOURCES.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z0-9-]+)`", sources))
    assert {path.stem for path in ICONS.glob("*.svg")} <= named
