"""The Atom feed: what opened and what the seller said, dated by content, escaped, with names that never change."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shopkit import built, page, write_shop

from generator.build import Built
from generator.page.feeds import Entry, Feed, absolute, atom

URL = "https://tokocoba.example/"
SHOP = f"name: Toko Coba & Anak\nurl: {URL}\ncontact:\n  whatsapp: 0812-345-678\n"
MELATI = """\
title: Melati <30 ml>
batch: 7
summary: Melati gambir.
price: 150.000
opens: 2026-12-09 09:00
closes: 2026-12-20 23:59
ships: 2026-12-21 to 2026-12-28
updates:
  - date: 2026-12-22 10:00
    title: Botol datang
    text: Botolnya *sudah* datang, lihat [ukuran](/ukuran/#botol).
  - date: 2026-12-10 10:00
    text: Terima kasih & sampai jumpa.
"""
UKURAN = "---\ntitle: Ukuran\n---\nHalo.\n"
FILES = {"shop": SHOP, "melati": MELATI, "pages/ukuran.md": UKURAN}
DURING = "2026-12-12T12:00:00+07:00"
AFTER = "2026-12-23T12:00:00+07:00"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(site: Built) -> ET.Element:
    raw = next(output.content or b"" for output in site.outputs if output.path == "atom.xml")
    return ET.fromstring(raw)


def said(of: ET.Element, name: str) -> str:
    return of.findtext(f"{ATOM}{name}") or ""


def entries(site: Built) -> list[ET.Element]:
    return feed(site).findall(f"{ATOM}entry")


def ids(site: Built) -> list[str]:
    return [said(entry, "id") for entry in entries(site)]


def test_a_feed_holds_pos_and_news_newest_first(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, **FILES), AFTER)

    told = [(said(entry, "title"), said(entry, "updated")) for entry in entries(site)]

    assert told == [
        ("Melati <30 ml> · Batch 7: Botol datang", "2026-12-22T03:00:00Z"),
        ("Melati <30 ml> · Batch 7", "2026-12-10T03:00:00Z"),
        ("Melati <30 ml> · Batch 7", "2026-12-09T02:00:00Z"),
    ]
    assert said(feed(site), "updated") == "2026-12-22T03:00:00Z"
    assert said(feed(site), "title") == "Toko Coba & Anak"
    assert [link.get("href") for link in feed(site).findall(f"{ATOM}link")] == [f"{URL}atom.xml", URL]


def test_every_address_in_a_feed_is_absolute(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, **FILES), AFTER)

    links = [entry.find(f"{ATOM}link").get("href") for entry in entries(site)]  # type: ignore[union-attr]
    inside = re.findall(r'(?:href|src)="([^"]*)"', " ".join(said(entry, "content") for entry in entries(site)))

    assert links == [f"{URL}po/melati/#updates", f"{URL}po/melati/#updates", f"{URL}po/melati/"]
    assert inside == [f"{URL}ukuran/#botol"]


def test_news_to_come_and_a_po_that_has_not_opened_are_not_told(tmp_path: Path) -> None:
    root = write_shop(tmp_path, **FILES)

    assert entries(built(root, "2026-12-09T08:59:59+07:00")) == []
    assert len(entries(built(root, "2026-12-09T09:00:00+07:00"))) == 1
    assert len(entries(built(root, DURING))) == 2


def test_a_po_is_announced_before_it_opens_from_the_day_that_its_file_says(tmp_path: Path) -> None:
    root = write_shop(tmp_path, **{**FILES, "melati": MELATI + "updated: 2026-12-01\n"})

    told = entries(built(root, "2026-12-02T00:00:00+07:00"))

    assert [said(entry, "published") for entry in told] == ["2026-11-30T17:00:00Z"]
    assert "Buka" in said(told[0], "content")


def test_names_of_entries_stay_when_news_is_added(tmp_path: Path) -> None:
    more = MELATI.replace("updates:\n", "updates:\n  - date: 2026-12-22 18:00\n    text: Dikirim besok.\n")
    root = write_shop(tmp_path / "one", **FILES)
    later = write_shop(tmp_path / "two", **{**FILES, "melati": more})

    assert set(ids(built(root, AFTER))) < set(ids(built(later, AFTER)))


def test_two_news_of_one_moment_have_names_of_their_own(tmp_path: Path) -> None:
    twice = MELATI + "  - date: 2026-12-10 10:00\n    text: Satu lagi.\n"
    names = ids(built(write_shop(tmp_path, **{**FILES, "melati": twice}), AFTER))

    assert len(set(names)) == len(names) == 4


def test_a_feed_is_the_same_between_two_changes(tmp_path: Path) -> None:
    root = write_shop(tmp_path, **FILES)

    one, two = (feed(built(root, at)) for at in (DURING, "2026-12-15T01:00:00+07:00"))

    assert ET.tostring(one) == ET.tostring(two)


def test_each_window_of_a_repeating_po_is_an_entry_once_it_has_opened(tmp_path: Path) -> None:
    roti = (
        "title: Roti\nprice: 35.000\nrepeats:\n  every: weekly\n  opens: Senin 09:00\n  closes: Kamis 21:00\n"
        "  ships: Sabtu\n  from: 2026-11-30\n"
    )
    root = write_shop(tmp_path, shop=SHOP, roti=roti)

    assert ids(built(root, "2026-12-01T00:00:00+07:00")) == [f"{URL}po/roti/#20261130"]
    assert ids(built(root, "2026-12-08T00:00:00+07:00"))[0] == f"{URL}po/roti/#20261207"


def test_a_cancelled_po_says_so_with_its_date(tmp_path: Path) -> None:
    off = MELATI + "cancelled:\n  date: 2026-12-11\n  why: Bahan habis\n"
    told = entries(built(write_shop(tmp_path, **{**FILES, "melati": off}), DURING))

    assert said(told[0], "updated") == "2026-12-10T17:00:00Z"
    assert "11 Des 2026" in said(told[0], "content").replace("\u00a0", " ")
    assert "Bahan habis" in said(told[0], "content")


def test_archived_pos_are_not_told(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, **{**FILES, "melati": MELATI + "archived: yes\n"}), AFTER)

    assert entries(site) == []


def test_pages_name_the_feed_and_a_shop_without_an_address_has_none(tmp_path: Path) -> None:
    with_url = built(write_shop(tmp_path / "one", **FILES), DURING)
    bare = built(write_shop(tmp_path / "two", **{**FILES, "shop": SHOP.replace(f"url: {URL}\n", "")}), DURING)
    link = re.compile(r'<link rel="?alternate"?[^>]*atom\+xml[^>]*>')

    named = {path: link.search(page(with_url, path)) for path in ("index.html", "po/melati/index.html", "404.html")}
    assert named["index.html"]
    assert "../../atom.xml" in (found[0] if (found := named["po/melati/index.html"]) else "")
    assert not named["404.html"]
    assert not link.search(page(bare, "index.html"))
    assert not [output for output in bare.outputs if output.path == "atom.xml"]


AT = datetime.fromisoformat(DURING)


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_whatever_a_seller_writes_is_text_in_the_feed(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    entry = Entry(f"{URL}a", text, URL, AT, AT, text=text)

    read = ET.fromstring(atom(Feed(text, URL, f"{URL}atom.xml", "id", (entry,))))

    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    lines = kept.replace("\r\n", "\n").replace("\r", "\n")
    assert (read.findtext(f"{ATOM}title") or "") == lines
    assert len(read.findall(f"{ATOM}entry")) == 1


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<a href="po/a/index.html#x">', f'<a href="{URL}po/a/#x">'),
        ('<a href="index.html">', f'<a href="{URL}">'),
        (
            '<img src="assets/a.jpg" alt="href=&quot;x&quot;">',
            f'<img src="{URL}assets/a.jpg" alt="href=&quot;x&quot;">',
        ),
        ('<a href="https://wa.me/62?text=a&amp;b">', '<a href="https://wa.me/62?text=a&amp;b">'),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
    ],
)
def test_relative_addresses_become_absolute(markup: str, shown: str) -> None:
    assert absolute(markup, URL) == shown
