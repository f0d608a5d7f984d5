"""What orders come to and how they read: the vectors that the browser's form keeps too (promises 8 and 13)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from ordering import ORDERS, SHOPS, Counter, as_order, counter
from shopkit import built, page, write_shop

from generator.shop import ordermessage, orders
from generator.shop.links import MAX_URL


@pytest.fixture(scope="session")
def counters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter]:
    return {name: counter(tmp_path_factory.mktemp(name), name) for name in SHOPS}


def message_in(link: str) -> str:
    """The message that a chat link or an e-mail carries."""
    shown = urlsplit(link)
    if "line.me" in link:
        return unquote(shown.query)
    fields = parse_qsl(shown.query, keep_blank_values=True, errors="strict")
    texts = [value for key, value in fields if key in ("text", "body")]
    assert len(texts) == 1, link
    return texts[0].replace("\r\n", "\n")


def test_there_are_at_least_forty_orders() -> None:
    assert len(ORDERS) >= 40
    assert len({order["title"] for order in ORDERS}) == len(ORDERS)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order["title"])
def test_an_order_comes_to_its_sums_and_reads_as_its_message(
    order: dict[str, Any], counters: dict[str, Counter]
) -> None:
    desk = counters[order["shop"]]
    sums, written = desk.sums(order), desk.written(order)
    assert (sums.goods, sums.total) == (order["goods"], order["total"])
    assert [list(payment) for payment in sums.payments] == order["payments"]
    assert sum(amount for _, amount in sums.payments) in (
        (order["total"], 0) if order["payments"] == [] else (order["total"],)
    )
    assert written.text.split("\n") == order["message"]
    for (link, bare), made in zip(desk.channels, written.links, strict=True):
        if link and order["fits"]:
            assert message_in(made) == written.text
            assert len(made) < MAX_URL
        else:
            assert made == bare


LIMITED = """
    title: Melati
    quota: 20
    items:
      - name: Satu
        code: A
        price: 10.000
        quota: 10
        limit: 4
      - name: Dua
        code: B
        price: 10.000
        variants:
          - name: Merah
            quota: 3
          - name: Biru
        quota: 5
      - name: Paket
        code: P
        price: 15.000
        contains:
          A: 3
    limit: 8
    taken:
      A: 2
      B-1: 1
    counted: 2026-12-12 09:00
"""


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    SHOPS["terbatas"] = {
        "at": "2026-12-12T12:00:00+07:00",
        "shop": ["name: Toko", "contact:", "  whatsapp: 0812-345-678"],
        "campaign": [line[4:] for line in LIMITED.split("\n")],
    }
    try:
        return counter(tmp_path_factory.mktemp("limited"), "terbatas")
    finally:
        del SHOPS["terbatas"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"A": 4}, []),
        ({"A": 5}, ["Paling banyak 4 × Satu dalam satu pesanan."]),
        ({"P": 2, "A": 2}, []),
        ({"P": 3}, ["Per 12 Des 2026 sisa 8 × Satu."]),
        ({"B-1": 3}, ["Per 12 Des 2026 sisa 2 × Dua, Merah."]),
        ({"B-1": 2, "B-2": 2}, []),
        ({"B-2": 5}, ["Per 12 Des 2026 sisa 4 × Dua."]),
        ({"A": 4, "B-2": 4, "P": 1}, ["Paling banyak 8 pcs dalam satu pesanan."]),
    ],
)
def test_limits_of_order_item_variant_and_package_parts(
    limited: Counter, lines: dict[str, int], said: list[str]
) -> None:
    order = as_order({"lines": [{"code": code, "quantity": count} for code, count in lines.items()]})
    assert [text.replace("\xa0", " ") for text in orders.over(limited.facts, order)] == said


def test_a_line_of_the_template_goes_when_all_its_fields_are_empty() -> None:
    template = "Halo {shop}\n{items}\nAlamat: {address}\n{name} {note}\n\n\n\n{nothing}Akhir {{ok}}"
    values = {"shop": "Toko", "items": "• 1", "name": "Sari"}
    assert ordermessage.fill(template, values) == "Halo Toko\n• 1\nSari"
    assert ordermessage.fill("Alamat: {address}", values, blanks=True) == "Alamat: "


def test_what_a_buyer_writes_is_never_read_as_a_field() -> None:
    assert ordermessage.fill("{name}, {note}", {"name": "{note}", "note": "{name}"}) == "{note}, {name}"


def test_the_facts_in_the_page_end_no_script_and_start_no_markup(tmp_path: Path) -> None:
    campaign = """
        closes: 2026-12-20
        title: '</script><script>alert(1)</script> & <!-- '
        items:
          - name: "</script> & \u2028 <b>"
            price: 10.000
    """
    site = built(write_shop(tmp_path, melati=campaign), "2026-12-12T12:00:00+07:00")
    facts = page(site, "po/melati/index.html").partition("data-facts>")[2].partition("</script>")[0]
    assert "alert(1)" in facts
    assert not set("<>&\u2028\u2029") & set(facts)


def test_without_a_word_on_receiving_shipping_is_still_open(tmp_path: Path) -> None:
    SHOPS["diam"] = {
        "at": "2026-12-12T12:00:00+07:00",
        "shop": ["name: Toko", "contact:", "  whatsapp: 0812-345-678"],
        "campaign": ["title: Melati", "price: 10.000"],
    }
    try:
        desk = counter(tmp_path, "diam")
    finally:
        del SHOPS["diam"]
    assert desk.facts.ways[0].unknown == ("Ongkir: menyusul dari admin",)
