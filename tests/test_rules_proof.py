"""Rules about reaching the seller, links that claim a brand, badges, testimonials, photos and demo data."""

from __future__ import annotations

import pytest
from rulebook import SHOP, load, po, said

from generator.shop.rules.demo import is_demo, is_demo_number
from generator.source.load import load_site

BARE = "name: Rumah Melati\nurl: https://rumahmelati.internal/\n"

# Reaching the seller


def test_somebody_can_be_reached() -> None:
    assert said(shop=BARE) == [("no-contact", "name: Rumah Melati")]


@pytest.mark.parametrize("via", ["whatsapp", "telegram", "line", "instagram"])
def test_orders_go_through_a_channel_that_a_contact_has(via: str) -> None:
    found = said(po=po(f"order_via:\n  - via: email\n  - via: {via}\n"))

    assert found == [("order-via-contact", f"- via: {via}")]


def test_a_way_to_order_with_its_own_address_needs_no_contact() -> None:
    assert said(po=po("order_via:\n  - via: whatsapp\n    url: https://wa.me/message/TOKOMELATI\n")) == []


def test_a_contact_has_a_name_that_the_service_allows() -> None:
    shop = SHOP + "  telegram: 12\n"

    _, problems = load(shop=shop)

    assert [(one.code, one.path, dict(one.parameters)["text"]) for one in problems] == [
        ("account-name-form", ("shop", "contact", 0, "telegram"), "12")
    ]


def test_the_order_message_holds_only_fields_that_exist() -> None:
    message = "message: |\n  Halo {shop}, pesan {items}\n  Kota: {adress} dan {zzz}\n"

    _, problems = load(po=po(message))

    assert [(one.code, dict(one.parameters)["field"]) for one in problems] == [
        ("message-field", "adress"),
        ("message-field", "zzz"),
    ]
    assert dict(problems[0].parameters)["fields"] == "address"


def test_options_belong_to_a_choice() -> None:
    ask = "ask:\n  - label: Warna\n    options: [merah, biru]\n"

    assert said(po=po(ask)) == [("options-unused", "options: [merah, biru]")]
    assert said(po=po(ask + "    kind: choice\n")) == []


def test_a_safer_way_over_a_marketplace_needs_a_store() -> None:
    safer = "safer:\n  - way: marketplace\n"
    store = "marketplaces:\n  - brand: shopee\n    handle: rumahmelati\n"

    assert said(po=po(safer)) == [("safer-without-store", "- way: marketplace")]
    assert said(po=po(safer), marketplaces=store) == []


def test_a_safer_way_by_cod_needs_a_meeting() -> None:
    assert said(po=po("safer:\n  - way: cod\n")) == [("safer-without-cod", "- way: cod")]
    assert said(po=po("safer:\n  - way: cod\nreceive:\n  - way: pickup\n    place: Kotagede\n")) == []


def test_a_pick_up_says_where() -> None:
    assert said(po=po("receive:\n  - way: pickup\n")) == [("place-missing", "- way: pickup")]


def test_a_testimonial_names_a_campaign_that_exists() -> None:
    shop = SHOP + "testimonials:\n  - text: Wangi\n    source: Shopee\n    date: 2026-11-02\n    campaign: {}\n"

    assert said(shop=shop.format("poo"), po=po("")) == [("campaign-unknown", "campaign: poo")]
    assert said(shop=shop.format("lilin"), po=po("")) == [("campaign-unknown", "campaign: lilin")]
    assert said(shop=shop.format("po"), po=po("")) == []


def test_one_po_can_be_pinned() -> None:
    pinned = po("pin: yes\n")

    assert [code for code, _ in said(po_a=pinned, po_b=pinned)] == ["pin-twice"]
    assert said(po_a=pinned, po_b=po("pin: yes\narchived: yes\n")) == []


# Brands


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("links", "socials:\n  - brand: instagram\n    url: https://instagrarn.com/rumahmelati\n", "url"),
        ("marketplaces", "marketplaces:\n  - brand: shopee\n    url: https://shopee.co.id.toko.internal/x\n", "url"),
        ("po", po("order_via:\n  - via: tokopedia\n    url: https://tokopedla.com/x\n"), "url"),
        ("po", po("shopee: https://bit.ly/x\n"), "shopee"),
        ("links", "links:\n  - title: Shopee\n    url: https://s.id/rumahmelati\n", "url"),
        ("links", "links:\n  - title: Toko resmi Shopee Rumah Melati\n    url: https://s.id/rumahmelati\n", "url"),
        ("links", "groups:\n  - links:\n      - title: IG\n        url: https://s.id/rumahmelati\n", "url"),
    ],
)
def test_a_brand_leads_to_its_own_domains(file: str, text: str, line: str) -> None:
    found = said(**{file: text})

    assert [(code, where.split(":")[0].removeprefix("- ")) for code, where in found] == [("brand-link", line)]


@pytest.mark.parametrize(
    "link",
    [
        "title: Shopee\n    url: https://id.shopee.co.id/x",
        "title: Instagram\n    url: /pages/akun/",
        "title: Formulir\n    url: https://form.rumahmelati.internal/",
        "title: Cara pesan lewat Shopee\n    url: https://blog.rumahmelati.internal/",
    ],
)
def test_a_link_that_claims_no_brand_or_keeps_its_word_is_fine(link: str) -> None:
    assert said(links=f"links:\n  - {link}\n") == []


def test_a_place_that_lives_on_any_host_is_not_checked() -> None:
    assert said(links="socials:\n  - brand: mastodon\n    url: https://sosial.internal/@rumahmelati\n") == []


def test_a_handle_leads_to_an_account() -> None:
    found = said(links="socials:\n  - brand: tiktok\n    handle: rumah/melati\n")

    assert found == [("handle-form", "handle: rumah/melati")]


def test_a_name_alone_leads_nowhere_where_a_place_has_no_profiles() -> None:
    found = said(links="socials:\n  - brand: discord\n    handle: rumahmelati\n")

    assert found == [("handle-without-address", "handle: rumahmelati")]


def test_bukalapak_sells_no_goods_any_more() -> None:
    found = said(marketplaces="marketplaces:\n  - brand: bukalapak\n    handle: rumahmelati\n")

    assert found == [("brand-without-goods", "- brand: bukalapak")]


STORE = "marketplaces:\n  - brand: shopee\n    handle: rumahmelati\n    badge: Star+\n    rating: 4,9\n"
PROOF = "    proof: https://shopee.co.id/rumahmelati\n"


def test_a_badge_is_one_that_the_marketplace_gives() -> None:
    store = STORE.replace("Star+", "Power Shop") + PROOF + "    checked: 2026-12-01\n"

    assert said(marketplaces=store) == [("badge-unknown", "badge: Power Shop")]


def test_a_place_without_badges_gives_none() -> None:
    store = "marketplaces:\n  - brand: olx\n    url: https://www.olx.co.id/x\n    badge: Mall\n" + PROOF

    assert said(marketplaces=store + "    checked: 2026-12-01\n") == [("badge-impossible", "badge: Mall")]


@pytest.mark.parametrize(("given", "missing"), [("", "`proof`, `checked`"), (PROOF, "`checked`")])
def test_a_badge_and_a_rating_need_a_proof_and_a_date(given: str, missing: str) -> None:
    _, problems = load(marketplaces=STORE + given)

    assert [(one.code, dict(one.parameters)) for one in problems] == [
        ("proof-missing", {"key": "badge", "missing": missing}),
        ("proof-missing", {"key": "rating", "missing": missing}),
    ]


def test_what_was_checked_90_days_ago_is_too_old() -> None:
    store = STORE + PROOF + "    checked: 2026-09-13\n"

    assert said(marketplaces=store, now="2026-12-11 23:59") == []
    assert said(marketplaces=store, now="2026-12-12 00:00") == [("checked-long-ago", "checked: 2026-09-13")]


# Testimonials and photos


def test_a_screenshot_of_a_testimonial_needs_consent() -> None:
    shop = SHOP + "testimonials:\n  - photo: a.jpg\n    source: WhatsApp\n    date: 2026-11-02\n"

    assert said(shop=shop) == [("consent-missing", "- photo: a.jpg")]
    assert said(shop=shop + "    consent: yes\n") == []


@pytest.mark.parametrize(("given", "missing"), [("", "`source`, `date`"), ("    source: IG\n", "`date`"),
                                                ("    date: 2026-11-02\n", "`source`")])  # fmt: skip
def test_a_testimonial_says_where_and_when(given: str, missing: str) -> None:
    _, problems = load(shop=SHOP + "testimonials:\n  - text: Wangi\n" + given)

    assert [(one.code, dict(one.parameters)) for one in problems] == [("testimonial-source", {"missing": missing})]


def test_photos_after_the_first_say_what_they_show() -> None:
    text = "photos:\n  - a.jpg\n  - b.jpg\n  - file: c.jpg\n    alt: Botol\nprocess: a.jpg\n"

    _, problems = load(po=po(text))

    assert [(one.code, one.path, dict(one.parameters)) for one in problems] == [
        ("alt-missing", ("campaigns", "po", "photos", 1), {"count": 2})
    ]


def test_a_banner_says_what_it_shows() -> None:
    assert said(links="banners:\n  - photo: a.jpg\n") == [("banner-alt", "- photo: a.jpg")]


# Demo data

QRIS = (
    "00020101021126620014COM.GO-JEK.WWW011993600914123456789010210G1234567890303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10200123456780303UMI5204581253033605802ID5911TOKO CONTOH6007JAKARTA61051011062120708KASIR-0163043ACC"
)
DEMO = f"""\
name: Rumah Melati
url: https://rumahmelati.example/
contact:
  - whatsapp: 0812-345-678
  - instagram: rumah..melati
  - email: halo@rumahmelati.example
identity:
  owner: Sekar Melati
accounts:
  - bank: BCA
    number: 0000123456
    holder: SEKAR MELATI
  - wallet: DANA
    number: 0812-345-678
    holder: SEKAR MELATI
  - qris:
      payload: {QRIS}
"""


def test_a_demo_may_hold_demo_data() -> None:
    assert said(shop=DEMO) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://rumahmelati.example/", "https://rumahmelati.internal/"),
        ("halo@rumahmelati.example", "halo@rumahmelati.internal"),
        ("whatsapp: 0812-345-678", "whatsapp: 0813-1111-2222"),
    ],
)
def test_one_real_fact_makes_all_demo_data_an_error(before: str, after: str) -> None:
    codes = {code for code, _ in said(shop=DEMO.replace(before, after))}

    assert {"demo-account", "demo-qris"} < codes
    assert codes <= {"demo-phone", "demo-account", "demo-qris", "demo-handle", "demo-address"}


def test_demo_data_alone_does_not_make_a_demo() -> None:
    shop = "name: Rumah Melati\naccounts:\n  - bank: BCA\n    number: 0000123456\n    holder: MELATI\n"

    assert ("demo-account", "number: 0000123456") in said(shop=shop)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("links:\n  - title: Tanya\n    url: https://wa.me/62812345678?text=Halo\n", "demo-phone"),
        ("links:\n  - title: Blog\n    url: https://blog.rumahmelati.example/\n", "demo-address"),
        ("socials:\n  - brand: instagram\n    handle: rumah..melati\n", "demo-handle"),
    ],
)
def test_demo_links_of_a_real_shop_are_errors(text: str, code: str) -> None:
    assert [found for found, _ in said(links=text)] == [code]


def test_every_account_of_our_own_demo_is_known_as_one(request: pytest.FixtureRequest) -> None:
    loaded = load_site(request.config.rootpath)

    assert loaded.site is not None
    assert is_demo(loaded.site)
    numbers = [account.number for account in loaded.site.shop.accounts if account.number]
    assert numbers
    assert [number for number in numbers if not is_demo_number(number, "ID")] == []


def test_a_demo_is_set_at_a_moment_of_its_own() -> None:
    shop = DEMO + "announcement:\n  text: Promo\n  until: 2026-12-01\nupdated: 2027-01-01\n"

    assert said(shop=shop) == []
