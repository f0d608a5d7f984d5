"""What search engines are told as data: right by schema.org's vocabulary and by Google's rules, and true for long."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from shopkit import built, page, write_shop

from generator.build import draft
from generator.page.present.goods import shortened
from generator.plan import Output

sys.path.insert(0, str(Path(__file__).parent / "schemaorg"))
from judge import GOOGLE, VOCABULARY, graph_of, mistakes, nodes

ROOT = Path(__file__).parent.parent
AT = "2026-12-12T12:00+07:00"
SHOPS = ("demo", "kecil", "figur", "keramik", "kopi")
URL = "https://tokocoba.example/"
SHOP = f"""\
name: Toko "Coba" </script><!-- & Anak
url: {URL}
since: 2019
city: Bandung
contact:
  - whatsapp: 0812-345-678
"""
PO = """\
title: Melati
summary: Melati gambir.
opens: 2026-12-09 09:00
closes: 2026-12-20
ships: 2026-12-22 to 2026-12-28
items:
  - name: 30 ml
    code: A1
    price: 150.000
    weight: 250 g
    early:
      price: 140.000
      until: 2026-12-13
  - name: Kaus
    variants:
      - name: merah
        price: 90.000
      - name: biru
        price: 95.000
        full: yes
receive:
  - way: courier
    areas: Seluruh Indonesia
    cost: 10.000-25.000
terms:
  wrong:
    do: Kami kirim yang benar.
    back: 100%
  complaint:
    within: 2 minggu
faq:
  - question: Kenapa </script> PO?
    answer: Supaya **segar**.
"""


Outputs = tuple[Output, ...]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Outputs]:
    """A shop of ours, once; no photo is made for it. `kecil` writes no address, so it gets one."""

    @cache
    def made(name: str) -> Outputs:
        root = ROOT if name == "demo" else ROOT / "tests/shops" / name
        if name == "kecil":
            text = (root / "content/shop.yaml").read_text("utf-8")
            links = (root / "content/links.yaml").read_text("utf-8")
            root = write_shop(tmp_path_factory.mktemp(name), shop=f"url: {URL}\n{text}", links=links)
        return tuple(draft(root, datetime.fromisoformat(AT), cache=tmp_path_factory.mktemp("cache")).outputs())

    return made


def graphs(outputs: Iterable[Output]) -> dict[str, list[dict[str, Any]]]:
    return {
        output.path: graph
        for output in outputs
        if output.path.endswith(".html") and (graph := graph_of((output.content or b"").decode()))
    }


def of(graph: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [node for node in nodes(graph) if node.get("@type") == kind]


def home(told: dict[str, list[dict[str, Any]]]) -> str:
    """The address by which a site calls itself."""
    return of(told["index.html"], "WebSite")[0]["url"]


def pictures(graph: list[dict[str, Any]]) -> set[str]:
    """Every picture that the data names."""
    named = [each for node in nodes(graph) for key in ("image", "logo") for each in [node.get(key, [])]]
    return {each for value in named for each in (value if isinstance(value, list) else [value])}


def melati(root: Path, at: str = AT, **more: str) -> list[dict[str, Any]]:
    return graph_of(page(built(write_shop(root, **{"shop": SHOP, "melati": PO, **more}), at), "po/melati/index.html"))


# All shops


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=[] if each in ("kecil", "kopi") else pytest.mark.slow) for each in SHOPS]
)
def test_everything_that_a_shop_tells_is_right_by_both_rules(name: str, shop: Callable[[str], Outputs]) -> None:
    told, files = graphs(shop(name)), {output.path for output in shop(name)}
    assert "index.html" in told
    assert {path: found for path, graph in told.items() if (found := mistakes(graph))} == {}
    named = {each for graph in told.values() for each in pictures(graph)}
    assert named - {home(told) + path for path in files} == set(), "every picture is a file of the site"
    assert all(not each.endswith((".avif", ".webp")) for each in named), "and one that any program can show"
    assert named or name in ("kecil", "kopi")
    used = {node["@type"] for graph in told.values() for node in nodes(graph) if "@type" in node}
    assert {"OnlineStore", "WebSite"} <= used <= set(VOCABULARY["types"])
    if name != "kecil":
        assert {"Product", "Offer", "FAQPage", "BreadcrumbList"} <= used


def test_goods_and_shop_name_the_widest_file_of_their_picture(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP + "logo: logo.png\n", melati=PO + "photos:\n  - botol.jpg\n")
    (root / "content/images").mkdir()
    Image.new("RGB", (600, 600), "teal").save(root / "content/images/logo.png")
    Image.new("RGB", (1500, 1000), "teal").save(root / "content/images/botol.jpg")
    made = tuple(draft(root, datetime.fromisoformat(AT), cache=tmp_path / "cache").outputs())
    told, files = graphs(made), {f"{URL}{output.path}" for output in made}
    assert (mistakes(told["index.html"]), mistakes(told["po/melati/index.html"])) == ([], [])
    (logo,) = pictures(told["index.html"])
    (botol,) = pictures(told["po/melati/index.html"])
    assert {logo, botol} <= files
    same = {each for each in files if "/botol." in each and each.endswith(".jpg")}
    assert len(same) > 1
    assert max(same, key=_width) == botol


def _width(address: str) -> int:
    return int(Path(address).stem.rpartition("-")[2])


@pytest.mark.slow
def test_every_type_is_told_by_one_of_the_shops(shop: Callable[[str], Outputs]) -> None:
    used = {node.get("@type") for name in SHOPS for graph in graphs(shop(name)).values() for node in nodes(graph)}
    assert set(GOOGLE) <= used


WRONG = [
    ("no type", lambda graph: graph[0].update({"@type": "Produkt"})),
    ("Product has no prise", lambda graph: graph[0].update(prise="1")),
    ("Offer has no sku_of", lambda graph: graph[0]["offers"].update(sku_of="x")),
    ("Product has no acceptedAnswer", lambda graph: graph[0].update(acceptedAnswer="x")),
    ("availability", lambda graph: graph[0]["offers"].update(availability="PreOrder")),
    ("availability", lambda graph: graph[0]["offers"].update(availability="https://schema.org/MadeToOrder")),
    ("availabilityEnds", lambda graph: graph[0]["offers"].update(availabilityEnds="20 Desember")),
    ("the moment alone", lambda graph: graph[0]["offers"].pop("availability")),
    ("without the moment", lambda graph: graph[0]["offers"].pop("availabilityEnds")),
    ("priceValidUntil", lambda graph: graph[0]["offers"].update(priceValidUntil="soon")),
    ("image", lambda graph: graph[0].update(image=["assets/a.jpg"])),
    ("merchantReturnDays", lambda graph: graph[0]["offers"]["hasMerchantReturnPolicy"].update(merchantReturnDays="x")),
    ("nothing is called", lambda graph: graph[0]["offers"].update(seller={"@id": "#nobody"})),
    ("Offer needs price", lambda graph: graph[0]["offers"].pop("price")),
    ("Product needs offers", lambda graph: graph[0].pop("offers")),
    ("needs shippingRate", lambda graph: graph[0]["offers"]["shippingDetails"].pop("shippingRate")),
    ("needs returnPolicyCategory", lambda g: g[0]["offers"]["hasMerchantReturnPolicy"].pop("returnPolicyCategory")),
    ("is none of", lambda graph: graph[0].update(offers={"@type": "Answer", "text": "x"})),
    ("last step", lambda graph: of(graph, "ListItem")[0].pop("item")),
    ("in order", lambda graph: of(graph, "ListItem")[0].update(position=2)),
    ("share a sku", lambda graph: [each.update(sku="x") for each in of(graph, "ProductGroup")[0]["hasVariant"]]),
]


def test_a_deliberate_mistake_is_found(tmp_path: Path) -> None:
    right = melati(tmp_path)
    assert mistakes(right) == []
    for said, spoil in WRONG:
        wrong = copy.deepcopy(right)
        spoil(wrong)  # type: ignore[no-untyped-call]
        assert any(said in found for found in mistakes(wrong)), (said, mistakes(wrong))


# What is said


def test_a_page_of_a_po_tells_its_goods_with_dates_that_bound_them(tmp_path: Path) -> None:
    graph = melati(tmp_path)
    product = graph[0]
    assert (product["@type"], product["name"], product["sku"]) == ("Product", "Melati, 30 ml", "melati-A1")
    offer = product["offers"]
    assert offer["price"] == "140000"
    assert offer["availability"] == "https://schema.org/PreOrder"
    assert (offer["availabilityStarts"], offer["availabilityEnds"]) == (
        "2026-12-09T09:00:00+07:00", "2026-12-21T00:00:00+07:00",
    )  # fmt: skip
    assert offer["priceValidUntil"] == "2026-12-13", "the early price ends before the PO"
    shipping = offer["shippingDetails"]
    assert shipping["shippingRate"]["maxValue"] == 25000
    assert shipping["deliveryTime"]["handlingTime"]["minValue"] == 2
    assert shipping["deliveryTime"]["handlingTime"]["maxValue"] == 19
    returns = offer["hasMerchantReturnPolicy"]
    assert (returns["merchantReturnDays"], returns["merchantReturnLink"]) == (14, f"{URL}po/melati/#terms")


def test_the_early_price_gives_way_to_the_usual_one(tmp_path: Path) -> None:
    offer = melati(tmp_path, "2026-12-14T00:00:00+07:00")[0]["offers"]
    assert (offer["price"], offer["priceValidUntil"]) == ("150000", "2026-12-20")


def test_the_early_price_ends_with_the_orders(tmp_path: Path) -> None:
    offer = melati(tmp_path, melati=PO + "full: 2026-12-11\n")[0]["offers"]
    assert (offer["price"], offer["priceValidUntil"]) == ("150000", "2026-12-20")


def test_goods_have_their_weight_and_a_variant_has_its_own(tmp_path: Path) -> None:
    po = PO.replace("price: 90.000", "price: 90.000\n        weight: 1,5 kg").replace(
        "- name: Kaus", "- name: Kaus\n    weight: 200 g"
    )
    graph = melati(tmp_path, melati=po)
    assert mistakes(graph) == []
    weights = {each["name"]: each.get("weight") for each in of(graph, "Product")}
    assert weights == {
        "Melati, 30 ml": {"@type": "QuantitativeValue", "value": 250, "unitCode": "GRM"},
        "Melati, Kaus, merah": {"@type": "QuantitativeValue", "value": 1500, "unitCode": "GRM"},
        "Melati, Kaus, biru": {"@type": "QuantitativeValue", "value": 200, "unitCode": "GRM"},
    }


def test_a_variant_shows_its_own_photo_else_that_of_its_item_else_those_of_the_po(tmp_path: Path) -> None:
    po = (
        PO.replace("price: 90.000", "price: 90.000\n        photo: merah.jpg").replace(
            "- name: Kaus", "- name: Kaus\n    photo: kaus.jpg"
        )
        + "photos: [satu.jpg, dua.jpg]\n"
    )
    root = write_shop(tmp_path, shop=SHOP, melati=po)
    (root / "content/images").mkdir()
    for name in ("merah", "kaus", "satu", "dua"):
        Image.new("RGB", (60, 60), "teal").save(root / f"content/images/{name}.jpg")
    made = tuple(draft(root, datetime.fromisoformat(AT), cache=tmp_path / "cache").outputs())
    shown = {
        each["name"].rpartition(", ")[2]: [Path(image).name.partition(".")[0] for image in each["image"]]
        for each in nodes(graphs(made)["po/melati/index.html"])
        if each.get("@type") in ("Product", "ProductGroup")
    }
    assert shown == {"30 ml": ["satu", "dua"], "Kaus": ["kaus"], "merah": ["merah"], "biru": ["kaus"]}


def test_a_long_description_ends_after_a_whole_word(tmp_path: Path) -> None:
    words = "kata " * 99
    assert shortened(words + "akhir", 500) == words + "akhir"
    graph = melati(tmp_path, melati=PO.replace("summary: Melati gambir.", f"summary: {words}panjang"))
    assert graph[0]["description"] == words + "…"
    shop = SHOP + f"tagline: {words}\n"
    (told,) = of(graph_of(page(built(write_shop(tmp_path / "b", shop=shop), AT), "index.html")), "OnlineStore")
    assert told["description"] == "kata " * 59 + "kata …"


def test_an_item_with_variants_is_a_group_and_says_shared_things_once(tmp_path: Path) -> None:
    graph = melati(tmp_path)
    (group,) = of(graph, "ProductGroup")
    assert [each["name"] for each in group["hasVariant"]] == ["Melati, Kaus, merah", "Melati, Kaus, biru"]
    assert [each["offers"]["availability"].rpartition("/")[2] for each in group["hasVariant"]] == [
        "PreOrder",
        "SoldOut",
    ]
    assert group["hasVariant"][0]["offers"]["shippingDetails"] == {"@id": "#shipping"}
    assert len(of(graph, "OfferShippingDetails")) == len(of(graph, "MerchantReturnPolicy")) == 1


@pytest.mark.parametrize(
    ("more", "at", "state"),
    [
        ("", "2026-12-01T00:00:00+07:00", "PreOrder"),
        ("", "2026-12-21T00:00:00+07:00", "SoldOut"),
        ("full: 2026-12-11\n", AT, "SoldOut"),
        ("cancelled:\n  date: 2026-12-11\n  why: Botol pecah\n", AT, "Discontinued"),
    ],
)
def test_what_is_said_of_availability_is_dated_or_final(more: str, at: str, state: str, tmp_path: Path) -> None:
    offer = melati(tmp_path, at, melati=PO + more)[0]["offers"]
    assert offer["availability"] == f"https://schema.org/{state}"
    assert offer["availabilityEnds"]


REPEATING = """\
title: Roti
items:
  - name: Sourdough
    code: S
    price: 60.000
    quota: 20
    early:
      price: 55.000
      until: 2026-12-13
  - name: Brioche
    code: B
    price: 45.000
    quota: 10
repeats:
  from: 2026-12-07
  until: 2026-12-27
  every: weekly
  opens: Monday 09:00
  closes: Thursday 21:00
  ships: Saturday
"""
WEEK_1, WEEK_2, WEEK_3 = ("2026-12-07", "2026-12-10"), ("2026-12-14", "2026-12-17"), ("2026-12-21", "2026-12-24")
CALLED_OFF = """\
  - number: {number}
    cancelled:
      date: 2026-12-07
      why: Oven rusak
"""
TAKEN = """\
  - number: 1
    counted: 2026-12-08 10:00
    taken:
      S: {loaves}
      B: 10
"""


@pytest.mark.parametrize(
    ("batches", "sourdough", "brioche"),
    [
        ("", WEEK_1, WEEK_1),
        (TAKEN.format(loaves=20), WEEK_2, WEEK_2),
        (TAKEN.format(loaves=5), WEEK_1, WEEK_2),
        (CALLED_OFF.format(number=1), WEEK_2, WEEK_2),
        (TAKEN.format(loaves=20) + CALLED_OFF.format(number=2), WEEK_3, WEEK_3),
    ],
)
def test_of_a_po_that_repeats_the_window_that_still_comes_is_told(
    batches: str, sourdough: tuple[str, str], brioche: tuple[str, str], tmp_path: Path
) -> None:
    po = REPEATING + ("batches:\n" + batches if batches else "")
    graph = melati(tmp_path, "2026-12-08T12:00+07:00", melati=po)
    for product, (opens, closes) in zip(of(graph, "Product"), (sourdough, brioche), strict=True):
        offer = product["offers"]
        assert offer["availability"] == "https://schema.org/PreOrder"
        assert offer["availabilityStarts"] == f"{opens}T09:00:00+07:00"
        assert offer["availabilityEnds"] == f"{closes}T21:00:00+07:00"
    assert of(graph, "Product")[0]["offers"]["price"] == ("55000" if sourdough == WEEK_1 else "60000")


@pytest.mark.parametrize(("number", "state"), [(3, "Discontinued"), (2, "SoldOut")])
def test_a_po_that_repeats_is_over_with_its_last_window(number: int, state: str, tmp_path: Path) -> None:
    at = "2026-12-22T12:00+07:00" if number == 3 else "2026-12-25T12:00+07:00"
    graph = melati(tmp_path, at, melati=REPEATING + "batches:\n" + CALLED_OFF.format(number=number))
    assert {each["offers"]["availability"] for each in of(graph, "Product")} == {f"https://schema.org/{state}"}


def test_a_po_without_a_closing_says_nothing_of_availability_until_it_is_over(tmp_path: Path) -> None:
    po = "title: Melati\nprice: 10.000\nquota: 5\nopens: 2026-12-09\ncloses: full\n"
    assert "availability" not in melati(tmp_path / "a", melati=po)[0]["offers"]
    offer = melati(tmp_path / "b", melati=po + "full: 2026-12-11\n")[0]["offers"]
    assert offer["availability"] == "https://schema.org/SoldOut"


@pytest.mark.parametrize(("within", "days"), [("2x24 jam", 2), ("48 jam", 2), ("3 hari", 3), ("2 minggu", 14)])
def test_a_return_window_is_told_in_days(within: str, days: int, tmp_path: Path) -> None:
    (policy,) = of(melati(tmp_path, melati=PO.replace("2 minggu", within)), "MerchantReturnPolicy")
    assert policy["merchantReturnDays"] == days


@pytest.mark.parametrize("within", ["36 jam", "2 hari kerja"])
def test_a_return_window_that_is_no_number_of_days_is_left_out(within: str, tmp_path: Path) -> None:
    assert not of(melati(tmp_path, melati=PO.replace("2 minggu", within)), "MerchantReturnPolicy")


def test_nothing_is_guessed(tmp_path: Path) -> None:
    po = """\
    title: Melati
    closes: 2026-12-20
    items:
      - name: Satu
        price: 10.000
      - name: Menyusul
    receive:
      - way: courier
        cost: later
    terms:
      wrong:
        do: Kami ganti.
    """
    graph = melati(tmp_path, melati=po)
    (product,) = of(graph, "Product")
    assert product["name"] == "Melati, Satu"
    assert not {"shippingDetails", "hasMerchantReturnPolicy", "availabilityStarts"} & set(product["offers"])
    assert "aggregateRating" not in json.dumps(graph)


def test_shipping_to_a_part_of_the_country_is_not_shipping_to_all_of_it(tmp_path: Path) -> None:
    graph = melati(tmp_path, melati=PO.replace("Seluruh Indonesia", "Jabodetabek saja"))
    assert not of(graph, "OfferShippingDetails")


@pytest.mark.parametrize(("country", "told"), [("ID", 1), ("MY", 0)])
def test_all_of_indonesia_is_everywhere_for_a_shop_in_indonesia(country: str, told: int, tmp_path: Path) -> None:
    shop = SHOP.replace("0812-345-678", "+62 812-345-678") + f"country: {country}\n"
    graph = melati(tmp_path, shop=shop)
    assert len(of(graph, "OfferShippingDetails")) == told


def test_prices_with_cents_are_written_with_a_point(tmp_path: Path) -> None:
    shop = SHOP + "currency: USD\n"
    po = "title: Mug\nprice: 12.50\ncloses: 2026-12-20\n"
    graph = melati(tmp_path, shop=shop, melati=po)
    assert (graph[0]["name"], graph[0]["offers"]["price"], graph[0]["offers"]["priceCurrency"]) == (
        "Mug",
        "12.50",
        "USD",
    )


def test_the_shop_says_who_it_is_and_which_accounts_are_its_own(tmp_path: Path) -> None:
    links = "socials:\n  - brand: instagram\n    handle: toko..coba\n"
    stores = "marketplaces:\n  - brand: shopee\n    handle: toko..coba\n"
    root = write_shop(tmp_path, shop=SHOP, links=links, marketplaces=stores)
    shop, website = graph_of(page(built(root, AT), "index.html"))
    assert shop["@id"] == f"{URL}#shop"
    assert shop["sameAs"] == ["https://www.instagram.com/toko..coba", "https://shopee.co.id/toko..coba"]
    assert (shop["foundingDate"], shop["address"]["addressLocality"]) == ("2019", "Bandung")
    assert shop["contactPoint"][0]["telephone"] == "+62812345678"
    assert website["publisher"] == {"@id": shop["@id"]}


def test_of_registrations_the_nib_is_told_as_one(tmp_path: Path) -> None:
    shop = (
        SHOP
        + """\
identity:
  owner: Melati
  registrations:
    - kind: halal
      number: ID32110000000001
      check: https://halal.example/
    - kind: nib
      number: "0220001234567"
      check: https://oss.example/
"""
    )
    told = graph_of(page(built(write_shop(tmp_path, shop=shop), AT), "index.html"))[0]
    assert told["identifier"] == [{"@type": "PropertyValue", "propertyID": "NIB", "value": "0220001234567"}]


@pytest.mark.parametrize(("language", "path", "title"), [("id", "privasi", "Privasi"), ("en", "privacy", "Privacy")])
def test_the_way_to_the_page_on_privacy_ends_with_its_title(
    language: str, path: str, title: str, tmp_path: Path
) -> None:
    shop = SHOP + f"locale: {language}\nanalytics:\n  service: goatcounter\n  id: toko\n"
    (trail,) = graph_of(page(built(write_shop(tmp_path, shop=shop), AT), f"{path}/index.html"))
    assert [step["name"] for step in trail["itemListElement"]][1:] == [title]


# Where it stands


def test_no_word_of_a_seller_ends_the_script(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP, melati=PO), AT)
    for path in ("index.html", "po/melati/index.html"):
        markup = page(site, path)
        data = markup.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        assert "<" not in data
        assert 'Toko \\"Coba\\" \\u003c/script\\u003e\\u003c!-- \\u0026 Anak' in data
        assert json.loads(data)
    assert of(graph_of(page(site, "po/melati/index.html")), "Question")[0]["name"] == "Kenapa </script> PO?"


def test_it_stands_after_everything_that_is_seen_and_is_the_same_at_every_moment(tmp_path: Path) -> None:
    markup = page(built(write_shop(tmp_path, shop=SHOP, melati=PO), AT), "index.html")
    assert markup.index("ld+json") > markup.index("</footer>")
    assert markup.count("ld+json") == 1
    assert '<script type="application/ld+json">{"@context"' in markup, "no moment has one of its own"


def test_without_an_address_nothing_is_said(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP.replace(f"url: {URL}\n", ""), melati=PO), AT)
    assert graphs(site.outputs) == {}


def test_each_language_says_it_in_its_own_words(tmp_path: Path) -> None:
    shop = SHOP + "languages: [id, en]\n"
    po = PO.replace("title: Melati", "title:\n  id: Melati\n  en: Jasmine")
    site = built(write_shop(tmp_path, shop=shop, melati=po), AT)
    told = graphs(site.outputs)
    assert told["en/po/melati/index.html"][0]["name"] == "Jasmine, 30 ml"
    assert told["en/po/melati/index.html"][0]["offers"]["url"] == f"{URL}en/po/melati/"
    assert told["en/index.html"][1]["inLanguage"] == "en"
    assert mistakes(told["en/po/melati/index.html"]) == []
