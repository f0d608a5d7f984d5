"""CSV as spreadsheets write it: every cell with its row and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from problemkit import SHOP, campaign, write

from generator.source.load import load_site
from generator.source.nodes import Document, Mapping, Sequence, plain
from generator.source.table import MAX_ROWS, read_table


def read(text: str) -> object:
    document = read_table(text.encode(), "a.csv")
    assert document.problems == ()
    return plain(document.root)


def codes(text: str) -> list[str]:
    return [found.code for found in read_table(text.encode(), "a.csv").problems]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("head", ["", "\ufeff"])
def test_separators_line_ends_and_bom_of_all_spreadsheets(sign: str, ends: str, head: str) -> None:
    rows = [["name", "price"], ["30 ml", "150.000"], ["10 ml", "65rb"]]
    text = head + ends.join(sign.join(row) for row in rows) + ends

    assert read(text) == [{"name": "30 ml", "price": "150.000"}, {"name": "10 ml", "price": "65rb"}]


def test_quotes_hold_separators_quotes_and_line_breaks() -> None:
    assert read('name,note\n"Botol, 30 ml","kata ""kami""\nbaris dua"\nB, c \n') == [
        {"name": "Botol, 30 ml", "note": 'kata "kami"\nbaris dua'},
        {"name": "B", "note": "c"},
    ]


def test_keys_are_read_as_sellers_write_them() -> None:
    assert read("\n Name ;PRICE;Tiktok Shop\nA;1;x\n") == [{"name": "A", "price": "1", "tiktok_shop": "x"}]


def test_empty_cells_rows_and_columns_at_the_end_say_nothing() -> None:
    assert read("name,price,,\nA,,,\n,,,\n\nB,2,,\n") == [{"name": "A"}, {"name": "B", "price": "2"}]


def places(document: Document) -> list[tuple[str, int, int]]:
    assert isinstance(document.root, Sequence)
    rows = [row for row in document.root.items if isinstance(row, Mapping)]
    marks = [document.mark_of(entry.value) for row in rows for entry in row.entries]
    return [(mark.text[mark.column - 1 : mark.column - 1 + mark.length], mark.line, mark.column) for mark in marks]


def test_every_cell_knows_its_row_and_column() -> None:
    document = read_table('name;note;price\n"A;1";  b ;3\n"x\ny";c;4\n🎉;;5\n'.encode(), "a.csv")

    assert places(document) == [
        ('"A;1"', 2, 1), ("b", 2, 9), ("3", 2, 12),
        ('"x', 3, 1), ("c", 4, 4), ("4", 4, 6),
        ("🎉", 5, 1), ("5", 5, 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "table-empty"), ("name\n", "table-empty"), ('name\n"A\n', "table-quote"), ('name\n"A"b\n', "table-quote"),
     ("name,name\nA,B\n", "table-header"), ("name,,x\nA,B,C\n", "table-header"), ("a,b\n1\n", "table-row"),
     ("a,b\n1,2,3\n", "table-row"), ("a\x00", "not-text")],
)  # fmt: skip
def test_a_table_that_is_none_says_why(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_table_has_so_many_rows() -> None:
    assert codes("name\n" + "A\n" * MAX_ROWS) == ["table-rows"]
    assert codes("name\n" + "A\n" * (MAX_ROWS - 1)) == []


@pytest.mark.parametrize(
    "raw",
    [b"a,b\n" + b'"' * 300_001, b'a,b\n"' + b"\n" * 300_000, b"," * 300_000, b'a,b\n"a""' + b'""' * 150_000],
    ids=len,
)
def test_large_nonsense_is_told_soon(raw: bytes) -> None:
    assert read_table(raw, "a.csv").problems


_CELLS = st.text(alphabet=' ,;"\nab7é🎉', max_size=6).map(str.strip)


@given(st.lists(st.tuples(_CELLS.filter(bool), _CELLS.filter(bool)), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[tuple[str, str]], sign: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=sign).writerows([("name", "note"), *rows])

    assert read(written.getvalue()) == [{"name": name, "note": note} for name, note in rows]


@given(st.text(alphabet=' ,;"\t\nab', max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    document = read_table(text.encode(), "a.csv")
    for mark in (found.mark for found in document.problems):
        assert mark is not None
        assert 1 <= mark.line <= len(document.lines)
        assert 1 <= mark.column <= len(document.lines[mark.line - 1]) + 1


# In a campaign

PO = "title: Parfum\ncloses: 2026-12-20\nitems: barang.csv\n"


def test_a_campaign_takes_items_from_a_table_beside_it(tmp_path: Path) -> None:
    table = "name;price;weight\n30 ml;150.000;0,25 kg\n10 ml;65rb;\n"
    write(tmp_path, {"shop.yaml": SHOP, "campaigns/po/campaign.yaml": PO, "campaigns/po/barang.csv": table})

    loaded = load_site(tmp_path)

    assert loaded.problems == ()
    assert loaded.site
    assert [(item.price, item.weight) for item in loaded.site.campaigns[0].items] == [(150_000, 250), (65_000, None)]


def test_a_table_of_counts_adds_up_by_code(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "shop.yaml": SHOP,
            "campaigns/po.yaml": PO + "taken: taken.csv\ncounted: 2026-12-10\n",
            "campaigns/barang.csv": "code,name,price\na1,A,10rb\nA2,B,20rb\n",
            "campaigns/taken.csv": "code;taken\nA1;3\na2;1.250\n",
        },
    )

    loaded = load_site(tmp_path)

    assert loaded.problems == ()
    assert loaded.site
    assert loaded.site.campaigns[0].taken == {"A1": 3, "A2": 1_250}


def test_a_wrong_column_is_one_mistake_however_many_rows(tmp_path: Path) -> None:
    (found,) = campaign(tmp_path, PO, **{"campaigns/barang.csv": "name,harga\n" + "A,1rb\n" * 400})

    assert (found.code, found.mark and (found.mark.line, found.mark.column), found.better) == (
        "unknown-key", (1, 6), "name,price",
    )  # fmt: skip


def test_what_the_rules_say_of_a_row_stands_in_the_table(tmp_path: Path) -> None:
    (found,) = campaign(tmp_path, PO, **{"campaigns/barang.csv": "code,name,price\nA1,A,1rb\nA1,B,2rb\n"})

    assert found.mark
    assert (found.code, found.mark.file, found.mark.line) == ("code-twice", "content/campaigns/barang.csv", 3)
