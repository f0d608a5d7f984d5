"""From nodes to the model: what sellers may write in place of what, and mistakes told once and at their place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from problemkit import SHOP, campaign, write

from generator.shop.model.base import Model, key_names
from generator.shop.model.campaign import Campaign
from generator.shop.model.reading import WhenFull
from generator.shop.text import LANGUAGES
from generator.source.decode import near_key
from generator.source.keywords import INDONESIAN_KEYS
from generator.source.load import load_site
from generator.source.schema import MODELS

CLOSES = "closes: 2026-12-20\n"


def po(tmp_path: Path, text: str, **files: str) -> Campaign:
    """The campaign that this text spells, without a mistake."""
    write(tmp_path, {"shop.yaml": SHOP, "images/a.jpg": b"", "campaigns/po.yaml": text, **files})
    loaded = load_site(tmp_path)
    assert loaded.problems == ()
    assert loaded.site
    return loaded.site.campaigns[0]


# What must work, works


def test_words_that_yaml_takes_for_yes_and_no_are_text_unless_the_field_is_one(tmp_path: Path) -> None:
    made = po(tmp_path, "title: NO\nsummary: off\npin: ya\narchived: off\nitems:\n  - name: no\n    full: YES\n")

    assert made.title.in_("id") == "NO"
    assert made.summary
    assert made.summary.in_("id") == "off"
    assert (made.pin, made.archived, made.items[0].full) == (True, False, True)
    assert made.items[0].name.in_("id") == "no"


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    shop = SHOP + "  phone: +62 812 345 678\naccounts:\n  - bank: BCA\n    number: 0215550123\n    holder: Rani\n"
    write(tmp_path, {"shop.yaml": shop})

    loaded = load_site(tmp_path)

    assert loaded.problems == ()
    assert loaded.site
    contact = loaded.site.shop.contact[0]
    assert (contact.whatsapp and contact.whatsapp.digits, contact.phone and contact.phone.digits) == (
        "62812345678",
    ) * 2
    assert loaded.site.shop.accounts[0].number == "0215550123"


@pytest.mark.parametrize(
    ("written", "at"),
    [("2026-12-09 20:00", "2026-12-09T20:00+07:00"), ("9 Desember 2026 21.00", "2026-12-09T21:00+07:00"),
     ("3 Maret 2027", "2027-03-03T00:00+07:00"), ("Rabu, 9 Des 2026, 20.00 WIT", "2026-12-09T18:00+07:00")],
)  # fmt: skip
def test_moments_as_people_write_them(written: str, at: str, tmp_path: Path) -> None:
    made = po(tmp_path, f"title: A\nopens: {written}\ncloses: when full\n")

    assert made.opens
    assert made.opens.at.isoformat(timespec="minutes") == at
    assert made.closes == WhenFull()


@pytest.mark.parametrize(
    ("written", "rupiah"),
    [("150.000", 150_000), ("150000", 150_000), ("Rp150.000", 150_000), ("Rp 1,5jt", 1_500_000), ("65rb", 65_000),
     ("65 ribu", 65_000), ("65k", 65_000), ("150.000,-", 150_000), ("150.000\u00a0", 150_000)],
)  # fmt: skip
def test_prices_as_people_write_them(written: str, rupiah: int, tmp_path: Path) -> None:
    assert po(tmp_path, f"title: A\n{CLOSES}price: {written}\n").items[0].price == rupiah


def test_ratings_take_comma_and_dot(tmp_path: Path) -> None:
    stores = "".join(f"  - brand: shopee\n    handle: toko{n}\n    rating: {r}\n" for n, r in enumerate(("4,9", "4.9")))
    write(tmp_path, {"shop.yaml": SHOP, "marketplaces.yaml": "marketplaces:\n" + stores})

    site = load_site(tmp_path).site

    assert site
    assert [str(store.rating) for store in site.marketplaces.marketplaces] == ["4.9", "4.9"]


def test_a_single_item_may_be_written_flat(tmp_path: Path) -> None:
    flat = po(tmp_path / "flat", f"title: Parfum\n{CLOSES}price: 10rb\nweight: 250 g\nchoices: warna\n")
    listed = po(
        tmp_path / "list",
        f"title: Parfum\n{CLOSES}items:\n  - name: Parfum\n    price: 10rb\n    weight: 250 g\n    choices: warna\n",
    )

    assert flat.items == listed.items


def test_lone_values_stand_for_lists_and_maps(tmp_path: Path) -> None:
    made = po(
        tmp_path,
        f"title: A\n{CLOSES}photos: a.jpg\nreceive: kurir\norder_via: wa\n"
        "materials: Katun\nprice: 10rb\nvariants: [S, M]\n"
        "shopee: https://shopee.co.id/toko-i.1.2\nextended: 2026-12-10\naliases: po/lama\n",
    )

    assert [photo.file for photo in made.photos] == ["content/images/a.jpg"]
    assert [way.way.value for way in made.receive] == ["courier"]
    assert [way.via.value for way in made.order_via] == ["whatsapp"]
    assert [variant.name.in_("id") for variant in made.items[0].variants] == ["S", "M"]
    assert made.items[0].shopee
    assert made.extended
    assert made.aliases == ("po/lama",)


def test_a_text_may_be_a_map_of_languages(tmp_path: Path) -> None:
    title = po(tmp_path, f"title:\n  id: Parfum\n  en: Perfume\n{CLOSES}").title
    assert [title.in_(language) for language in LANGUAGES] == ["Parfum", "Perfume"]


def test_what_defaults_share_comes_to_every_campaign_and_its_own_word_wins(tmp_path: Path) -> None:
    defaults = (
        "tracking: Resi lewat chat\nexcludes: Ongkir\nterms:\n  late:\n    do: Ganti\n  wrong:\n    do: Uang kembali\n"
    )
    made = po(
        tmp_path,
        f"title: A\n{CLOSES}excludes: Kemasan\nterms:\n  late:\n    do: Tunggu\n",
        **{"defaults.yaml": defaults},
    )

    assert made.tracking
    assert made.tracking.in_("id") == "Resi lewat chat"
    assert made.excludes
    assert made.excludes.in_("id") == "Kemasan"
    assert made.terms
    assert made.terms.late
    assert made.terms.wrong
    assert (made.terms.late.do.in_("id"), made.terms.wrong.do.in_("id")) == ("Tunggu", "Uang kembali")


def test_dot_and_comma_files_of_windows_read_alike(tmp_path: Path) -> None:
    text = f"title: Parfum\n{CLOSES}items:\n  - name: 30 ml\n    price: 10rb\nabout: |\n  satu\n  dua\n"
    unix = po(tmp_path / "unix", text)
    windows = po(tmp_path / "windows", "\ufeff" + text.replace("\n", "\r\n"))

    assert windows == unix


# Mistakes


def told(tmp_path: Path, text: str, **files: str) -> list[tuple[str, int, int]]:
    found = campaign(tmp_path, text, **files)
    return [(each.code, each.mark.line, each.mark.column) for each in found if each.mark]


def test_a_mistake_hides_no_other(tmp_path: Path) -> None:
    text = (
        f"title: A\n{CLOSES}price: 1.5\n"
        "items:\n  - name: B\n    price: 2.5\n    weight: berat\n  - price: 3.5\n  - name: C\n    price: 4.5\n"
        "taken:\n  A1: satu\n  B1: dua\n  C1: tiga\n"
        "counted: kemarin\nstage:\n  name: tidur\n  since: nanti\n"
    )

    assert [line for _, line, _ in told(tmp_path, text)] == [3, 6, 7, 8, 8, 10, 12, 13, 14, 15, 17, 18]


def test_a_near_miss_of_a_missing_key_is_one_mistake(tmp_path: Path) -> None:
    assert told(tmp_path, f"Title: A\n{CLOSES}") == [("unknown-key", 1, 1)]
    assert told(tmp_path / "b", f"title: A\n{CLOSES}maker:\n  nama: Ratri\n") == [("unknown-key", 4, 3)]
    swapped = f"title: A\n{CLOSES}press:\n  - title: B\n    outlet: C\n    ulr: https://koran.example/\n"
    assert told(tmp_path / "c", swapped) == [("unknown-key", 6, 5)]
    spoken = f"title: A\n{CLOSES}faq:\n  - tanya: Apa?\n    jawab: Ini.\n"
    assert told(tmp_path / "d", spoken) == [("unknown-key", 4, 5), ("unknown-key", 5, 5)]


def test_a_value_that_vanished_is_not_missing_as_well(tmp_path: Path) -> None:
    text = f"title: #7\n{CLOSES}faq:\n  - question: Apa?\n    answer:\n  - question: Siapa?\n"
    assert told(tmp_path, text) == [("value-vanished", 1, 1), ("value-missing", 5, 5), ("missing-key", 6, 5)]


def test_what_defaults_bring_to_many_campaigns_is_one_mistake(tmp_path: Path) -> None:
    files = {f"campaigns/po-{n}.yaml": f"title: A\n{CLOSES}" for n in range(3)}
    assert told(
        tmp_path, f"title: A\n{CLOSES}", **files, **{"defaults.yaml": "payments:\n  - name: DP\n    amount: x\n"}
    ) == [("amount", 3, 13)]


def test_rules_look_at_what_is_left_and_point_at_the_right_entry(tmp_path: Path) -> None:
    first = "items:\n  - name: B\n    price: 1.5\n  - price: 10rb\n"
    text = f"title: A\n{CLOSES}{first}  - name: C\n    code: X\n  - name: D\n    code: X\n"
    assert told(tmp_path, text) == [("money-two-readings", 5, 12), ("missing-key", 6, 5), ("code-twice", 10, 11)]


def test_rules_do_not_ask_for_what_could_not_be_read(tmp_path: Path) -> None:
    assert told(tmp_path, "title: A\ncloses: 20/12/26\n") == [("date-short-year", 2, 9)]
    assert told(tmp_path / "b", "title: A\ntutup: 2026-12-20\n") == [("unknown-key", 2, 1)]
    assert [code for code, _, _ in told(tmp_path / "c", "title: A\n")] == ["no-closing"]


def test_nobody_asks_for_a_page_whose_file_could_not_be_read(tmp_path: Path) -> None:
    files = {
        "links.yaml": "links:\n  - title: A\n    url: /po/po/\n  - title: B\n    url: /po/lain/\n",
        "campaigns/baik.yaml": f"title: A\n{CLOSES}about: Lihat [ini](/po/po/) dan [itu](/po/lain/)\n",
    }
    found = campaign(tmp_path, "title: A\nsummary: ]\n", **files)

    assert [(each.mark.file, each.mark.line) for each in found if each.mark] == [
        ("content/campaigns/baik.yaml", 3),
        ("content/campaigns/po.yaml", 2),
        ("content/links.yaml", 5),
    ]


def test_a_campaign_without_its_title_is_still_looked_through(tmp_path: Path) -> None:
    text = f"{CLOSES}items:\n  - name: A\n    code: X\n  - name: B\n    code: X\n"
    assert told(tmp_path, text) == [("missing-key", 1, 1), ("code-twice", 6, 11)]


def test_nothing_that_only_the_loader_sets_can_be_written(tmp_path: Path) -> None:
    assert told(tmp_path, f"title: A\n{CLOSES}slug: lain\n") == [("unknown-key", 3, 1)]


def test_a_wrong_value_is_never_replaced_by_the_default(tmp_path: Path) -> None:
    assert told(tmp_path, f"title: A\n{CLOSES}last_call: lama\n") == [("count", 3, 12)]


def test_mistakes_are_capped(tmp_path: Path) -> None:
    found = campaign(tmp_path, "title: A\n" + "".join(f"kunci{n}: {n}\n" for n in range(5_000)))
    assert 50 < len(found) <= 100


# Hints


@pytest.mark.parametrize(
    ("written", "meant"),
    [("harga", "price"), ("Harga", "price"), ("kuota", "quota"), ("tutup", "closes"), ("pengiriman", "receive"),
     ("ongkir", "shipping_guide"), ("close", "closes"), ("colses", "closes"), ("Items", "items"), ("xyz", "")],
)  # fmt: skip
def test_the_hint_knows_the_indonesian_word_and_the_slip(written: str, meant: str) -> None:
    assert near_key(written, (*key_names(Campaign), *Campaign.elsewhere)) == meant


def models(model: type[Model], seen: set[type[Model]]) -> set[type[Model]]:
    def inside(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, Model):
            models(annotation, seen)
        for part in getattr(annotation, "__args__", ()):
            inside(part)

    if model not in seen:
        seen.add(model)
        for field in model.model_fields.values():
            inside(field.annotation)
    return seen


def test_every_hint_leads_to_a_key_that_exists() -> None:
    seen: set[type[Model]] = set()
    for model in MODELS.values():
        models(model, seen)
    keys = {key for model in seen for key in key_names(model)}

    assert {
        word: [m for m in meant if m not in keys] for word, meant in INDONESIAN_KEYS.items() if not set(meant) & keys
    } == {}
