"""Proof over time: what was promised, what happened, how many; nothing that went wrong is left out or counted well."""

from __future__ import annotations

from pathlib import Path

import pytest
from shopkit import built, page, words, write_shop

SHOP = "name: Toko Coba\nurl: https://tokocoba.example/\ncontact:\n  whatsapp: 0812-345-678\n"
NOW = "2026-12-12T12:00:00+07:00"


def po(batch: int, ships: str, said: str = "") -> str:
    return (
        f"title: Melati\nseries: melati\nbatch: {batch}\nprice: 150.000\nopens: 2026-08-01\ncloses: 2026-09-01\n"
        f"ships: {ships}\n{said}"
    )


CURRENT = "title: Melati\nseries: melati\nbatch: 9\nprice: 150.000\nopens: 2026-12-09\ncloses: 2026-12-20\n"
DONE = "done:\n  date: {day}\n  quantity: 48\n"


def record(root: Path, slug: str = "melati-9") -> str:
    """The track record on a campaign's page, as read."""
    markup = page(built(root, NOW), f"po/{slug}/index.html").split('id="history"')[1].split("</section>")[0]
    return words(f'<section id="history"{markup}')


def test_a_series_shows_promise_fact_and_quantity_of_good_late_overdue_and_cancelled_batches(tmp_path: Path) -> None:
    root = write_shop(
        tmp_path, shop=SHOP,
        **{
            "melati-5": po(5, "2026-10-01 to 2026-10-07", DONE.format(day="2026-10-06")),
            "melati-6": po(6, "2026-10-10 to 2026-10-14", DONE.format(day="2026-10-18")),
            "melati-7": po(7, "2026-11-01 to 2026-11-07"),
            "melati-8": po(8, "2026-11-20", "cancelled:\n  date: 2026-11-15\n  why: Bahan habis\n"),
            "melati-9": CURRENT,
        },
    )  # fmt: skip

    shown = record(root)

    assert "4 batch: 1 tepat waktu, 2 telat, 1 batal" in shown
    for said in (
        "Melati, Batch 5 48 Janji 1–7 Okt 2026", "6 Okt 2026 tepat waktu",
        "Melati, Batch 6 48 Janji 10–14 Okt 2026", "18 Okt 2026 telat 4 hari",
        "Janji 1–7 Nov 2026", "belum dikirim Lewat jadwal kirim sejak 7 Nov 2026",
        "Janji 20 Nov 2026 Kenyataan dibatalkan Bahan habis",
    ):  # fmt: skip
        assert said in shown, shown
    order = [shown.index(f"Batch {number} ") for number in (8, 7, 6, 5)]
    assert order == sorted(order)


@pytest.mark.parametrize("row", ["    shipped: 2026-07-17\n", "    promised: 2026-07-13\n", "    quantity: 52\n"])
def test_a_batch_without_both_dates_is_not_counted_as_on_time(row: str, tmp_path: Path) -> None:
    shop = SHOP + f"history:\n  - title: Melati\n    series: melati\n    batch: 5\n{row}"
    shown = record(write_shop(tmp_path, shop=shop, **{"melati-9": CURRENT}))

    assert "1 batch: 0 tepat waktu, 0 telat, 0 batal, 1 tanpa kedua tanggal" in shown


def test_past_windows_of_a_repeating_po_are_its_record(tmp_path: Path) -> None:
    roti = """\
title: Roti
price: 35.000
repeats:
  every: weekly
  opens: Senin 09:00
  closes: Kamis 21:00
  ships: Sabtu
  from: 2026-11-16
batches:
  - number: 1
    done:
      date: 2026-11-21
      quantity: 30
  - number: 2
    done: 2026-11-30
  - number: 3
    cancelled:
      date: 2026-12-02
      why: Oven rusak
"""
    shown = record(write_shop(tmp_path, shop=SHOP, roti=roti), "roti")

    assert "3 batch: 1 tepat waktu, 1 telat, 1 batal" in shown
    assert "Roti, Batch 1 30" in shown
    assert "telat 2 hari" in shown
    assert "Kenyataan dibatalkan Oven rusak" in shown


def test_a_batch_of_another_series_is_no_record_of_this_one(tmp_path: Path) -> None:
    other = po(5, "2026-10-01", DONE.format(day="2026-10-06")).replace("series: melati", "series: lilin")
    site = built(write_shop(tmp_path, shop=SHOP, **{"lilin-5": other, "melati-9": CURRENT}), NOW)

    assert 'id="history"' not in page(site, "po/melati-9/index.html")
