"""A shop in several languages: words in files of their own, every page once per language, the way between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from previewkit import Stand, running
from shopkit import built, page, problems_of, words, write_shop

from generator.build import Built, draft
from generator.draft import Look
from generator.plan import plan_site
from generator.preview.facts import own_address
from generator.preview.origins import find_origins
from generator.problems import Problem, Severity
from generator.shop.text import Text
from generator.source.load import Loaded, load_site
from generator.source.wordings import is_language

AT = "2026-12-12T12:00:00+07:00"
SHOP = """
    name: Toko Coba
    languages: [id, en]
    url: https://toko.example/
    contact:
      whatsapp: 0812-345-678
      purpose:
        id: Pesanan
        en: Orders
"""
MELATI = """
    title: Parfum Melati
    about: Wangi sekali.
    closes: 2026-12-20
    photos: a.jpg
    items:
      - name: Botol besar
        code: A1
        price: 450.000
      - name: Botol kecil
        code: A2
        price: 65.000
    faq:
      - question: Bisa COD?
        answer: Belum.
      - question: Bisa kado?
        answer: Bisa.
"""
ENGLISH = """
    title: Jasmine Perfume
    about: Smells lovely.
    items:
      - code: A2
        name: Small bottle
      - code: A1
        name: Big bottle
    faq:
      - question: Cash on delivery?
        answer: Not yet.
      - question: As a gift?
        answer: Yes.
"""
JAVANESE = """
    msgid "Order"
    msgstr "Tumbas"

    msgid "Open now"
    msgstr "Saiki buka"

    msgid "{count} item"
    msgid_plural "{count} items"
    msgstr[0] "{count} barang"
"""


def shop(root: Path, **files: str) -> Path:
    photo = root / "content/images/a.jpg"
    photo.parent.mkdir(parents=True, exist_ok=True)
    photo.write_bytes((Path(__file__).parent / "shops/kopi/content/images/cangkir.jpg").read_bytes())
    return write_shop(root, **{"shop": SHOP, "melati": MELATI, "campaigns/melati.en.yaml": ENGLISH, **files})


def said(loaded: Loaded) -> dict[str, str]:
    """The English of the only campaign's texts, by place."""
    assert loaded.site
    (campaign,) = loaded.site.campaigns

    def english(text: Text | None) -> str:
        return text.in_("en") if text else ""

    return {
        "title": english(campaign.title),
        "items": " / ".join(english(item.name) for item in campaign.items),
        "faq": " / ".join(english(each.question) for each in campaign.faq),
    }


def missing(root: Path) -> list[tuple[str, int, str]]:
    """File, line and key of each missing text that is told by itself."""
    found = [each for each in load_site(root).problems if each.code == "translation-missing"]
    return [(each.mark.file, each.mark.line, str(dict(each.parameters)["key"])) for each in found if each.mark]


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {each.code for each in problems}


# Words in files of their own


def test_words_of_a_sibling_belong_to_the_entry_with_the_same_code_else_to_the_same_position(tmp_path: Path) -> None:
    loaded = load_site(shop(tmp_path))
    assert said(loaded) == {
        "title": "Jasmine Perfume",
        "items": "Big bottle / Small bottle",
        "faq": "Cash on delivery? / As a gift?",
    }
    assert loaded.site
    assert loaded.site.campaigns[0].title.in_("id") == "Parfum Melati"


def test_facts_stay_those_of_the_main_file(tmp_path: Path) -> None:
    with_facts = ENGLISH + "    closes: 2027-01-01\n"
    found = load_site(shop(tmp_path, **{"campaigns/melati.en.yaml": with_facts}))
    (wrong,) = [each for each in found.problems if each.severity is Severity.ERROR]
    assert (wrong.code, wrong.mark and (wrong.mark.file, wrong.mark.line)) == (
        "sibling-fact",
        ("content/campaigns/melati.en.yaml", 14),
    )


@pytest.mark.parametrize(
    "fact",
    ["price: 1.000", "opens: 2026-12-01", "ships: 2027-01-01", "quota: 3", "pin: yes", "taken:\n  A1: 3",
     "payments:\n  - amount: 50%", "aliases: lama", "ignore: pay-day", "photos:\n  - b.jpg"],
)  # fmt: skip
def test_no_fact_passes_in_a_sibling(fact: str, tmp_path: Path) -> None:
    main = "title: Melati\nprice: 1.000\ncloses: 2026-12-20\nphotos: a.jpg\npayments:\n  - name: DP\n    amount: 100%\n"
    root = shop(tmp_path, melati=main, **{"campaigns/melati.en.yaml": fact})
    assert codes(load_site(root).problems) & {"sibling-fact", "sibling-entry"}


def test_every_kind_of_file_has_a_sibling(tmp_path: Path) -> None:
    root = shop(
        tmp_path,
        **{
            "shop": SHOP + "    tagline: Parfum rumahan\n",
            "shop.en.yaml": "tagline: Home-made perfume\n",
            "links": "links:\n  - title: Peta\n    url: https://peta.example/\n",
            "links.en.yaml": "links:\n  - url: https://peta.example/\n    title: Map\n",
            "marketplaces": "marketplaces:\n  - brand: shopee\n    handle: toko\n    note: Siap kirim\n",
            "marketplaces.en.yaml": "marketplaces:\n  - brand: shopee\n    note: Ready to ship\n",
            "defaults": "excludes: ongkir\nterms:\n  late:\n    do: Tunggu\n  disputes: Musyawarah\n",
            "defaults.en.yaml": "excludes: shipping\nterms:\n  late:\n    do: Wait\n  disputes: We talk\n",
            "melati": MELATI + "    terms:\n      disputes: Lewat BPSK\n",
            "campaigns/melati.en.yaml": ENGLISH + "    terms:\n      disputes: The consumer board\n",
            "pages/ukuran.md": "---\ntitle: Ukuran\n---\nPanjang **dan** lebar.\n",
            "pages/ukuran.en.md": "---\ntitle: Sizes\n---\nLength **and** width.\n",
        },
    )
    assert problems_of(root) == tuple(each for each in problems_of(root) if each.severity is not Severity.ERROR)
    assert missing(root) == []
    site = load_site(root).site
    assert site
    english = site.shop.tagline, site.links.links[0].title, site.marketplaces.marketplaces[0].note, site.pages[0].title
    assert [text.in_("en") for text in english if text] == ["Home-made perfume", "Map", "Ready to ship", "Sizes"]
    campaign = site.campaigns[0]
    assert campaign.excludes
    assert campaign.excludes.in_("en") == "shipping"
    assert campaign.terms and campaign.terms.late and campaign.terms.disputes  # noqa: PT018
    assert (campaign.terms.late.do.in_("en"), campaign.terms.disputes.in_("en")) == ("Wait", "The consumer board")
    assert site.pages[0].body
    assert site.pages[0].body.words == (("id", "Panjang **dan** lebar."), ("en", "Length **and** width."))


def test_a_campaign_in_a_folder_has_its_sibling_beside_it(tmp_path: Path) -> None:
    root = write_shop(
        tmp_path,
        **{"shop": SHOP, "campaigns/melati/campaign.yaml": "title: Melati\nprice: 1.000\ncloses: 2026-12-20\n",
           "campaigns/melati/campaign.en.yaml": "title: Jasmine\n"},
    )  # fmt: skip
    assert said(load_site(root))["title"] == "Jasmine"


def test_rows_of_a_table_get_their_words_by_code(tmp_path: Path) -> None:
    root = shop(
        tmp_path,
        **{"melati": "title: Melati\nitems: barang.csv\ncloses: 2026-12-20\n",
           "campaigns/barang.csv": "name,code,price\nBotol besar,A1,1000\nBotol kecil,A2,2000\n",
           "campaigns/melati.en.yaml": "title: Jasmine\nitems:\n  - code: A2\n    name: Small bottle\n"},
    )  # fmt: skip
    assert said(load_site(root))["items"] == "Botol besar / Small bottle"
    assert missing(root) == [("content/campaigns/barang.csv", 2, "items 1 name")]


def test_a_flat_item_and_a_lone_text_mirror_the_main_file(tmp_path: Path) -> None:
    root = shop(
        tmp_path,
        **{"melati": "title: Melati\nprice: 1.000\nunit: botol\ncloses: 2026-12-20\nvariants: [Merah, Biru]\n",
           "campaigns/melati.en.yaml": "title: Jasmine\nunit: bottle\nvariants: [Red, Blue]\n"},
    )  # fmt: skip
    loaded = load_site(root)
    assert [each for each in loaded.problems if each.severity is Severity.ERROR] == []
    assert loaded.site
    (item,) = loaded.site.campaigns[0].items
    assert item.unit
    assert [item.unit.in_("en"), *(each.name.in_("en") for each in item.variants)] == ["bottle", "Red", "Blue"]
    mark = loaded.mark(("campaigns", "melati", "items", 0, "unit", "en"))
    assert mark
    assert (mark.file, mark.line) == ("content/campaigns/melati.en.yaml", 2)


def test_a_mistake_in_translated_words_is_told_in_their_file(tmp_path: Path) -> None:
    wrong = ENGLISH.replace("Smells lovely.", "See [here](/nowhere/).")
    found = problems_of(shop(tmp_path, **{"campaigns/melati.en.yaml": wrong}))
    (link,) = [each for each in found if each.severity is Severity.ERROR]
    assert link.mark
    assert (link.mark.file, link.mark.line) == ("content/campaigns/melati.en.yaml", 3)


def test_a_sibling_that_yaml_cannot_read_is_told_and_leaves_the_main_file_alone(tmp_path: Path) -> None:
    loaded = load_site(shop(tmp_path, **{"campaigns/melati.en.yaml": 'title: "Jasmine\n'}))
    wrong = [each for each in loaded.problems if each.severity is Severity.ERROR]
    assert {each.mark.file for each in wrong if each.mark} == {"content/campaigns/melati.en.yaml"}
    assert loaded.site
    assert loaded.site.campaigns[0].title.in_("id") == "Parfum Melati"


# What is missing


def test_each_of_a_few_missing_texts_is_told_at_its_place(tmp_path: Path) -> None:
    english = ENGLISH.replace("answer: Not yet.", 'answer: ""').replace("    about: Smells lovely.\n", "")
    root = shop(tmp_path, **{"campaigns/melati.en.yaml": english})
    file = "content/campaigns/melati.yaml"
    assert missing(root) == [(file, 3, "about"), (file, 15, "faq 1 answer")]


def test_many_missing_texts_of_a_file_are_one_warning(tmp_path: Path) -> None:
    root = shop(tmp_path, **{"campaigns/melati.en.yaml": "# nothing yet\n"})
    (found,) = [each for each in load_site(root).problems if each.code == "translation-missing"]
    assert found.severity is Severity.WARNING
    assert dict(found.parameters)["count"] == 8


def test_what_the_defaults_lack_is_told_once_and_not_for_each_campaign(tmp_path: Path) -> None:
    root = shop(tmp_path, defaults="excludes: ongkir\n", melur=MELATI, **{"campaigns/melur.en.yaml": ENGLISH})
    assert missing(root) == [("content/defaults.yaml", 1, "excludes")]


@pytest.mark.parametrize("words", ["30 ml", "A5", "DP", "XL", "12 x 8 cm", "halo@toko.example", "@toko", "2026", "JNE"])
def test_measures_and_abbreviations_need_no_translation(words: str) -> None:
    assert not is_language(words)


@pytest.mark.parametrize("words", ["Merah", "ya", "Botol 30 ml", "Pelunasan", "DP dulu"])
def test_words_of_a_language_need_one(words: str) -> None:
    assert is_language(words)


def test_names_and_places_need_no_translation_and_may_have_one(tmp_path: Path) -> None:
    root = shop(tmp_path, shop=SHOP + "    city: Kota Bandung\n")
    assert missing(root) == []
    write_shop(
        root, **{"shop": SHOP + "    city: Kota Bandung\n", "shop.en.yaml": "city: Bandung City\nname: Trial Shop"}
    )
    site = load_site(root).site
    assert site and site.shop.city  # noqa: PT018
    assert (site.shop.city.in_("en"), site.shop.name.in_("en")) == ("Bandung City", "Trial Shop")


def test_missing_translations_can_be_ignored(tmp_path: Path) -> None:
    english = {"campaigns/melati.en.yaml": "title: Jasmine\n"}
    assert "translation-missing" in codes(problems_of(shop(tmp_path, **english)))
    quiet = shop(tmp_path, melati=MELATI + "    ignore: translation-missing\n", **english)
    assert not codes(problems_of(quiet)) & {"translation-missing", "ignore-unknown"}


def test_a_shop_of_one_language_hears_of_none(tmp_path: Path) -> None:
    root = write_shop(tmp_path, melati="title: Melati\nprice: 1.000\ncloses: 2026-12-20\nabout:\n  en: Lovely.\n")
    assert missing(root) == []


# Pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    indonesian = "Lihat [melati](/po/melati/) dan [sini](/en/ukuran/)."
    pages = {
        "pages/ukuran.md": f"---\ntitle: Ukuran\naliases: size\n---\n{indonesian}\n",
        "pages/ukuran.en.md": "---\ntitle: Sizes\n---\nSee [jasmine](/po/melati/).\n",
    }
    return built(shop(tmp_path_factory.mktemp("shop"), **pages), AT)


def test_every_page_exists_once_per_language_and_404_once(site: Built) -> None:
    found = {output.path for output in site.outputs if output.path.endswith((".html", ".xml", ".ics"))}
    own = {path for path in found if not path.startswith("en/")}
    assert {path.removeprefix("en/") for path in found - own} == own - {"404.html", "sitemap.xml"}
    assert {"size/index.html", "po/melati/tutup.ics", "atom.xml"} <= own


def test_a_page_speaks_its_language_and_prices_read_as_it_writes_them(site: Built) -> None:
    indonesian, english = page(site, "po/melati/index.html"), page(site, "en/po/melati/index.html")
    assert '<html lang="id">' in indonesian
    assert '<html lang="en">' in english
    assert "Rp450.000" in words(indonesian)
    assert "IDR 450,000" in words(english)
    assert "Rp" not in words(english)
    assert "Closes 20 Dec 2026" in words(english)
    assert "Jasmine Perfume" in words(english)
    assert "Parfum" not in words(english)
    assert "Big bottle" in words(english)


def test_links_stay_in_the_language_unless_they_name_another(site: Built) -> None:
    english = page(site, "en/ukuran/index.html")
    assert '<a href="../po/melati/index.html">jasmine</a>' in english
    indonesian = page(site, "ukuran/index.html")
    assert '<a href="../po/melati/index.html">melati</a>' in indonesian
    assert '<a href="../en/ukuran/index.html">sini</a>' in indonesian


def test_every_page_leads_to_itself_in_the_other_language(site: Built) -> None:
    assert '<a href="../../en/po/melati/index.html" lang="en" hreflang="en">English</a>' in page(
        site, "po/melati/index.html"
    )
    back = '<a href="../../../po/melati/index.html" lang="id" hreflang="id">Bahasa Indonesia</a>'
    assert back in page(site, "en/po/melati/index.html")
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in page(site, "404.html")


@pytest.mark.parametrize("path", ["index.html", "po/index.html", "po/melati/index.html", "ukuran/index.html"])
def test_search_engines_are_told_of_every_language(path: str, site: Built) -> None:
    address = path.removesuffix("index.html")
    for here in (path, f"en/{path}"):
        markup = page(site, here)
        for lang, href in (("id", address), ("en", f"en/{address}"), ("x-default", address)):
            assert f'<link rel="alternate" hreflang="{lang}" href="https://toko.example/{href}">' in markup
    assert f'<link rel="canonical" href="https://toko.example/en/{address}">' in page(site, f"en/{path}")
    for here, own, other in ((path, "id_ID", "en_US"), (f"en/{path}", "en_US", "id_ID")):
        told = re.findall(r'<meta property="og:(locale[:a-z]*)" content="([^"]*)">', page(site, here))
        assert told == [("locale", own), ("locale:alternate", other)]


def test_pages_that_are_not_indexed_name_no_alternates(site: Built) -> None:
    assert "hreflang" not in page(site, "404.html").partition("</head>")[0]
    assert 'rel="alternate" hreflang' not in page(site, "en/size/index.html")
    assert 'href="../ukuran/index.html"' in page(site, "en/size/index.html")


def test_the_feed_of_a_language_speaks_it_and_leads_to_its_pages(site: Built) -> None:
    feed = page(site, "en/atom.xml")
    assert 'xml:lang="en"' in feed
    assert "<id>https://toko.example/en/</id>" in feed
    assert 'href="https://toko.example/en/atom.xml"' in feed


def test_a_shop_of_one_language_shows_no_switch_and_no_alternates(tmp_path: Path) -> None:
    one = built(shop(tmp_path, shop=SHOP.replace("[id, en]", "id"), **{"campaigns/melati.en.yaml": ""}), AT)
    assert not [output.path for output in one.outputs if output.path.startswith("en/")]
    assert "hreflang" not in page(one, "index.html")
    assert 'class="languages"' not in page(one, "index.html")


@pytest.mark.parametrize(
    ("said", "published"),
    [("languages: [en, id]", ("en", "id")), ("locale: id\nlanguages: [en, id]", ("id", "en")), ("locale: en", ("en",)),
     ("languages: [en]\nlocale: id", ("id", "en")), ("languages: en", ("en",))],
)  # fmt: skip
def test_the_first_language_is_at_the_root_unless_locale_names_it(
    said: str, published: tuple[str, ...], tmp_path: Path
) -> None:
    site = load_site(write_shop(tmp_path, shop=f"name: Toko\ncontact:\n  whatsapp: 0812-345-678\n{said}\n")).site
    assert site
    assert site.shop.published == published
    assert [place.language for place in plan_site(site).places if place.kind == "landing"] == ["", *published[1:]]


def test_a_page_whose_address_is_a_language_is_a_collision_that_names_both(tmp_path: Path) -> None:
    site = load_site(write_shop(tmp_path, shop=SHOP, **{"pages/en.md": "---\ntitle: English\n---\nx\n"})).site
    assert site
    found = [dict(each.parameters) for each in plan_site(site).problems]
    assert found[0] == {"path": "en/index.html", "one": "pages/en", "other": "landing (en)"}


def test_a_look_in_another_language_keeps_the_pages_of_the_others(tmp_path: Path) -> None:
    seen = draft(shop(tmp_path), datetime.fromisoformat(AT), cache=tmp_path / "cache")
    english = seen.seen(Look(locale="en"))
    assert b'<html lang="en">' in (english.output("index.html").content or b"")
    assert b'href="en/index.html"' in (english.output("index.html").content or b"")


# The preview


def test_the_preview_leads_from_words_to_their_file_and_from_a_file_to_its_page(tmp_path: Path) -> None:
    seen = draft(shop(tmp_path), datetime.fromisoformat(AT), cache=tmp_path / "cache")
    origins = find_origins(seen, "en/po/melati/index.html", "Smells lovely.")
    assert (origins[0].mark.file, origins[0].mark.line) == ("content/campaigns/melati.en.yaml", 3)
    prices = find_origins(seen, "en/po/melati/index.html", "IDR 450,000")
    assert (prices[0].mark.file, prices[0].mark.line) == ("content/campaigns/melati.yaml", 9)
    assert own_address("content/campaigns/melati.en.yaml", seen) == "/en/po/melati/"
    assert own_address("content/campaigns/melati.yaml", seen) == "/po/melati/"
    assert own_address("content/shop.en.yaml", seen) == "/en/"


def test_the_preview_serves_every_language(tmp_path: Path) -> None:
    stand = Stand()
    stand.build(shop(tmp_path))
    with running(stand, tmp_path) as server:
        assert b'<html lang="en"' in server.ask("/en/po/melati/").body


# A third language


@pytest.mark.parametrize("where", ["overrides/locales/jv.po", "../themes/warung/locales/jv.po"])
def test_one_catalogue_adds_a_language(where: str, tmp_path: Path, catalogue: Callable[[Path, str], None]) -> None:
    root = shop(tmp_path, shop=SHOP.replace("[id, en]", "[id, jv]").replace("en: Orders", "jv: Tuku"))
    assert "language" in codes(load_site(root).problems), "nobody speaks it yet"
    (root / "content/campaigns/melati.en.yaml").rename(root / "content/campaigns/melati.jv.yaml")
    catalogue(root / "content" / where, JAVANESE)
    if "themes" in where:
        (root / "themes/warung/theme.yaml").write_text("name: warung\ndescription: x\nextends: etalase\napi: 1\n")
        write_shop(
            root, shop=SHOP.replace("[id, en]", "[id, jv]").replace("en: Orders", "jv: Tuku") + "    theme: warung\n"
        )
    made = page(built(root, AT), "jv/po/melati/index.html")
    shown = words(made)
    assert '<html lang="jv">' in made
    assert "Tumbas" in shown, "its own words"
    assert "Payment" in shown or "Closes" in shown, "what it lacks is English"
    assert "20 Des 2026" in shown, "its dates are those of Babel"
    assert "Jasmine Perfume" in shown, "its sibling"
    assert 'lang="jv" hreflang="jv">Basa Jawa</a>' in page(built(root, AT), "po/melati/index.html")


def test_a_catalogue_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, catalogue: Callable[[Path, str], None]
) -> None:
    root = shop(tmp_path, shop=SHOP.replace("[id, en]", "[id, jv]").replace("en: Orders", "jv: Tuku"))
    (root / "content/campaigns/melati.en.yaml").unlink()
    catalogue(root / "content/overrides/locales/jv.po", 'msgid "Order"\nmsgstr "Tumbas {siji}"\n')
    (found,) = [each for each in problems_of(root) if each.severity is Severity.ERROR]
    assert (found.code, found.mark and found.mark.file) == ("catalogue-field", "content/overrides/locales/jv.po")


def test_a_sellers_own_words_win_over_ours(tmp_path: Path, catalogue: Callable[[Path, str], None]) -> None:
    root = shop(tmp_path)
    catalogue(root / "content/overrides/locales/id.po", 'msgid "Order"\nmsgstr "Pesan sekarang juga boleh"\n')
    assert "Pesan sekarang juga boleh" in words(page(built(root, AT), "po/melati/index.html"))


@pytest.fixture
def catalogue() -> Callable[[Path, str], None]:
    def write(file: Path, text: str) -> None:
        file = Path(str(file).replace("content/../", ""))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(line.strip() for line in text.split("\n")), encoding="utf-8")

    return write
