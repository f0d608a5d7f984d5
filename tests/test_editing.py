"""Editing YAML: the change that was wanted, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.editing import BY_HAND, Change, Value, edited, scalar
from generator.problems import ProblemsFound
from generator.source.nodes import plain
from generator.source.yamltree import read_yaml

FILE = "content/campaigns/melati.yaml"


def said(raw: bytes) -> Any:
    document = read_yaml(raw, FILE)
    assert not document.problems
    return plain(document.root)


def edit(text: str, *changes: Change) -> str:
    return edited(text.encode(), FILE, changes).decode()


def change(key: str, value: Value | None, *after: str) -> Change:
    return Change((key,), value, after)


# One file, every sort of change


CAMPAIGN = """\
# Salin berkas ini untuk PO berikutnya.

title: Parfum Melati   # nama di halaman
opens: 2026-12-09 09:00

closes: 2026-12-20 23:59   # malam
                           # jamnya WIB
ships: "2026-12-21 to 2026-12-28"

# Hitungan
taken:
  A1: 22
  # A2 habis
counted: 2026-12-12 09:30

about: |
  # bukan komentar
  Melati.

# penutup
"""


def test_a_value_is_replaced_and_its_comments_stay() -> None:
    assert edit(CAMPAIGN, change("closes", "2026-12-22 23:59")) == CAMPAIGN.replace(
        "closes: 2026-12-20 23:59   # malam", "closes: 2026-12-22 23:59   # malam"
    )


def test_quotes_around_a_value_stay() -> None:
    assert edit(CAMPAIGN, change("ships", "2026-12-23")) == CAMPAIGN.replace(
        '"2026-12-21 to 2026-12-28"', '"2026-12-23"'
    )


def test_a_new_key_goes_behind_its_neighbour() -> None:
    made = edit(CAMPAIGN, change("extended", {"from": "2026-12-20 23:59", "why": "Botol: telat"}, "closes"))

    below = "                           # jamnya WIB\n"
    assert made == CAMPAIGN.replace(below, below + 'extended:\n  from: 2026-12-20 23:59\n  why: "Botol: telat"\n')


def test_a_new_key_without_a_neighbour_goes_to_the_end() -> None:
    made = edit(CAMPAIGN, change("full", "2026-12-12 18:00", "stage"))

    assert made == CAMPAIGN.replace("  Melati.\n", "  Melati.\nfull: 2026-12-12 18:00\n")


def test_a_key_goes_with_its_lines_and_the_comments_inside() -> None:
    assert edit(CAMPAIGN, change("taken", None)) == CAMPAIGN.replace("taken:\n  A1: 22\n  # A2 habis\n", "")
    assert edit(CAMPAIGN, change("about", None)) == CAMPAIGN.replace("about: |\n  # bukan komentar\n  Melati.\n\n", "")


def test_of_two_gaps_around_a_removed_key_one_stays() -> None:
    assert edit("title: x\n\nbatch: 2\n\npin: yes\n", change("batch", None)) == "title: x\n\npin: yes\n"
    assert edit("title: x\n\nbatch: 2\n\n", change("batch", None)) == "title: x\n"
    assert edit("batch: 2\n\ntitle: x\n", change("batch", None)) == "title: x\n"


def test_removing_what_is_not_there_changes_nothing() -> None:
    assert edit(CAMPAIGN, change("done", None)) == CAMPAIGN


def test_a_lone_value_becomes_lines_and_keeps_its_comment() -> None:
    made = edit("done: 2026-12-28  # semua\ntitle: x\n", change("done", {"date": "2026-12-28", "quantity": "31"}))

    assert made == "done:  # semua\n  date: 2026-12-28\n  quantity: 31\ntitle: x\n"


def test_lines_become_other_lines() -> None:
    text = "done:\n  date: 2026-12-28\ntitle: x\n"

    assert edit(text, change("done", "2026-12-29")) == "done: 2026-12-29\ntitle: x\n"
    assert edit(text, Change(("done", "note"), "Habis")) == "done:\n  date: 2026-12-28\n  note: Habis\ntitle: x\n"
    assert edit("taken: {A1: 2}\n", change("taken", {"A1": "3"})) == "taken:\n  A1: 3\n"


def test_a_list_gets_an_entry_and_an_entry_a_key() -> None:
    text = "batches:\n- number: 7\n  skip: yes\n  # libur\n\n-\n  number: 8\ntitle: x\n"

    grown = edit(text, Change(("batches", 2), {"number": "9", "done": {"date": "2026-12-28", "note": "Beres"}}))
    told = edit(text, Change(("batches", 0, "note"), "Libur"))

    assert grown == text.replace(
        "  number: 8\n", "  number: 8\n- number: 9\n  done:\n    date: 2026-12-28\n    note: Beres\n"
    )
    assert told == text.replace("  skip: yes\n", "  skip: yes\n  note: Libur\n")


def test_a_value_in_braces_is_quoted_there() -> None:
    text = "payments: [{name: DP, due: 2026-12-20}, {name: Lunas, amount: rest}]  # dua\n"

    assert edit(text, Change(("payments", 0, "due"), "2026-12-27 23:59")) == text.replace(
        "2026-12-20", '"2026-12-27 23:59"'
    )


def test_a_document_end_stays_the_end() -> None:
    assert edit("---\ntitle: x\n...\n", change("pin", "yes")) == "---\ntitle: x\npin: yes\n...\n"


# What is refused


@pytest.mark.parametrize(
    "text",
    [
        "{title: x, pin: yes}\n",
        "? title\n: x\n",
        "done: &akhir\n  date: 2026-12-28 # sore\n",
        "done: {date: 2026-12-28} # sore\n",
        "",
    ],
)
def test_a_layout_that_cannot_be_kept_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        edit(text, change("done", {"date": "2026-12-29"}))

    (only,) = found.value.problems
    assert only.kind is BY_HAND
    assert only.mark
    assert only.mark.file == FILE


def test_what_others_refer_to_is_not_taken_away() -> None:
    with pytest.raises(ProblemsFound) as found:
        edit("taken: &a\n  A1: 2\nlimits: *a\n", change("taken", None))

    assert found.value.problems[0].kind is BY_HAND


def test_a_key_below_one_that_is_missing_is_refused() -> None:
    with pytest.raises(ProblemsFound):
        edit("title: x\n", Change(("extended", "why"), "Hujan"))


@pytest.mark.parametrize(
    "text", ["title: x\n\tpin: yes\n", "title: [READY] x\n", "title: x #7\n", "title: x\ntitle: y\n"]
)
def test_a_file_with_problems_is_not_touched(text: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        edit(text, change("pin", "yes"))

    assert BY_HAND not in {problem.kind for problem in found.value.problems}


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ProblemsFound):
        edit("title: x\n", change("summary", "\udcff"))


# Any text, any layout


@given(st.text())
def test_any_text_reads_back_exactly(text: str) -> None:
    assert said(f"why: {scalar(text)}\n".encode()) == {"why": text}
    assert said(b"items:\n  - name: x\n    why: " + scalar(text).encode() + b"   # ya\n") == {
        "items": [{"name": "x", "why": text}]
    }


@pytest.mark.parametrize("text", ["2026-12-22 23:59", "31", "Botol telat", "50%", "Dua hari (maaf)", "yes"])
def test_what_needs_no_quotes_gets_none(text: str) -> None:
    assert scalar(text) == text


@dataclass(frozen=True)
class Piece:
    """A key of a generated file: its lines, what they say, and the comments and gaps above them."""

    key: str
    above: tuple[str, ...]
    lines: tuple[str, ...]
    says: Any


VALUES: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("{key}: 2026-12-20 23:59",), "2026-12-20 23:59"),
    (("{key}: Melati, 30 ml   # catatan",), "Melati, 30 ml"),
    (("{key}: 'itu''s'",), "itu's"),
    (('"{key}": "a: b # c"  # d',), "a: b # c"),
    (("{key}: baris satu", "  baris dua"), "baris satu baris dua"),
    (('{key}: "baris satu', '  baris dua"'), "baris satu baris dua"),
    (("{key}: |", "  # teks", "", "  lagi"), "# teks\n\nlagi\n"),
    (("{key}: >-   # lipat", "  satu", "  dua"), "satu dua"),
    (("{key}:", "  A1: 2  # ya", "  # tidak", "  B: x"), {"A1": "2", "B": "x"}),
    (("{key}:", "- a", "- b: 1", "  c: 2"), ["a", {"b": "1", "c": "2"}]),
    (
        ("{key}:   # daftar", "  - name: x", "    q:", "      r: 1", "", "  - name: y"),
        [{"name": "x", "q": {"r": "1"}}, {"name": "y"}],
    ),
    (("{key}: [a, {{b: c}}]",), ["a", {"b": "c"}]),
    (("{key}: 🐈\u00a0龍",), "🐈 龍"),
)
GAPS = ((), (), (), ("",), ("# komentar",), ("", "# [x]: komentar"), ("", ""), ("# a", "", "# b", ""))
NEW_VALUES: tuple[Value, ...] = (
    "2026-12-22 23:59",
    "Maaf: botol #2 'retak', \"semua\"",
    {"from": "2026-12-20", "why": "a\nb"},
    ({"number": "3", "done": {"date": "2026-12-28"}},),
)
KEYS = ("title", "opens", "closes", "ships", "taken", "about")


@dataclass(frozen=True)
class Written:
    """A generated file in its pieces; `bom` before and `last` after them."""

    pieces: tuple[Piece, ...]
    last: tuple[str, ...]
    newline: str
    bom: str

    def around(self, position: int) -> tuple[str, str]:
        """What stands before the lines of a piece, and after them."""
        before = [line for piece in self.pieces[:position] for line in (*piece.above, *piece.lines)]
        before += self.pieces[position].above
        after = [line for piece in self.pieces[position + 1 :] for line in (*piece.above, *piece.lines)]
        return self.bom + self.joined(before), self.joined([*after, *self.last])

    def joined(self, lines: Iterable[str]) -> str:
        return "".join(line + self.newline for line in lines)

    @property
    def text(self) -> str:
        before, after = self.around(0)
        return before + self.joined(self.pieces[0].lines) + after

    @property
    def says(self) -> dict[str, Any]:
        return {piece.key: piece.says for piece in self.pieces}


@st.composite
def files(draw: st.DrawFn) -> Written:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique=True))
    pieces = []
    for key in keys:
        lines, says = draw(st.sampled_from(VALUES))
        pieces.append(Piece(key, draw(st.sampled_from(GAPS)), tuple(line.format(key=key) for line in lines), says))
    last = draw(st.sampled_from(((), ("",), ("", "# penutup"))))
    return Written(tuple(pieces), last, draw(st.sampled_from(("\n", "\r\n"))), draw(st.sampled_from(("", "\ufeff"))))


def as_read(value: Value) -> Any:
    if isinstance(value, dict):
        return {key: as_read(each) for key, each in value.items()}
    return [as_read(each) for each in value] if isinstance(value, tuple) else value


@given(files(), st.sampled_from(KEYS), st.sampled_from(NEW_VALUES))
def test_setting_a_key_changes_its_lines_alone(file: Written, key: str, value: Value) -> None:
    assume(key in file.says)
    position = [piece.key for piece in file.pieces].index(key)
    before, after = file.around(position)

    try:
        made = edit(file.text, change(key, value))
    except ProblemsFound:  # comments inside, which would be lost
        assert any("#" in line for line in file.pieces[position].lines)
        return

    assert said(made.encode()) == file.says | {key: as_read(value)}
    assert list(said(made.encode())) == list(file.says)
    assert made.startswith(before)
    assert made.endswith(after)
    inside = made[len(before) : len(made) - len(after)]
    assert inside.count(file.newline) == inside.count("\n")


@given(files(), st.sampled_from(KEYS), st.sampled_from(NEW_VALUES))
def test_a_new_key_leaves_every_byte_where_it_was(file: Written, anchor: str, value: Value) -> None:
    made = edit(file.text, change("extended", value, "nothing", anchor))

    keys = [piece.key for piece in file.pieces]
    position = keys.index(anchor) if anchor in keys else len(keys) - 1
    before, after = file.around(position)
    before += file.joined(file.pieces[position].lines)
    assert said(made.encode()) == file.says | {"extended": as_read(value)}
    assert made.startswith(before + "extended:")
    assert made.endswith(after)
    inside = made[len(before) : len(made) - len(after)]
    assert said(inside.encode()) == {"extended": as_read(value)}


@given(files(), st.sampled_from(KEYS))
def test_removing_a_key_removes_its_lines_alone(file: Written, key: str) -> None:
    assume(len(file.pieces) > 1 and key in file.says)
    before, after = file.around([piece.key for piece in file.pieces].index(key))

    made = edit(file.text, change(key, None))

    def full(text: str) -> list[str]:
        return [line for line in text.lstrip("\ufeff").split(file.newline) if line]

    assert said(made.encode()) == {name: value for name, value in file.says.items() if name != key}
    assert full(made) == full(before + after)
    assert made.startswith(file.bom)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_without_a_last_line_end_keeps_it_so(newline: str) -> None:
    text = f"title: x{newline}closes: 2026-12-20"

    assert edit(text, change("pin", "yes")) == f"{text}{newline}pin: yes"
    assert edit(text, change("closes", "2026-12-22")) == f"title: x{newline}closes: 2026-12-22"
    assert edit("title: x", change("pin", "yes")) == "title: x\npin: yes"
