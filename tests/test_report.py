"""What a seller reads when something is wrong, and what programs get instead."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from generator.page.catalogue import Catalogue
from generator.problems import Kind, Mark, Problem, Severity, problem
from generator.report.display import in_sentence, visible
from generator.report.excerpt import excerpt
from generator.report.machine import as_annotations, as_json
from generator.report.progress import progress
from generator.report.sentences import sentences
from generator.report.summary import budget_line, count_problems, publication_lines
from generator.report.terminal import Screen, as_text
from generator.shipped import catalogue_text

ENGLISH = Catalogue.english()
INDONESIAN = Catalogue.from_po("id", catalogue_text("id"))

UNKNOWN = Kind("unknown-key", "`{key}` is not a key here.", "Did you mean `{near}`?")
SHAPE = Kind("shape", "Expected `key: value` lines here, found {found}.", "Keep `{{ }}` away.")
CHOICE = Kind("choice", "`{found}` is not one of the possible values.")
PAYDAY = Kind("payday", "Misses pay-day.", "Open it earlier.", Severity.HINT)
LAW = Kind("terms", "No word on refunds.", severity=Severity.WARNING)

HARGA = problem(
    UNKNOWN,
    "campaigns",
    "melati",
    "items",
    2,
    "harga",
    mark=Mark("content/campaigns/melati.yaml", 9, 5, 5, "    harga: 150.000"),
    better="    price: 150.000",
    key="harga",
    near="price",
)


# Sentences


def test_a_problem_shows_place_sentence_line_caret_step_and_better_line() -> None:
    assert as_text([HARGA], ENGLISH).splitlines() == [
        "content/campaigns/melati.yaml:9:5: error: `harga` is not a key here. [unknown-key]",
        "   9 |     harga: 150.000",
        "     |     ^^^^^",
        "     Did you mean `price`?",
        "     As it should be:     price: 150.000",
    ]


def test_a_problem_speaks_indonesian() -> None:
    words = Catalogue.from_po(
        "id", catalogue_text("id"), 'msgid "`{key}` is not a key here."\nmsgstr "`{key}` bukan kunci di sini."\n'
    )

    first, *_, last = as_text([HARGA], words).splitlines()

    assert first == "content/campaigns/melati.yaml:9:5: salah: `harga` bukan kunci di sini. [unknown-key]"
    assert last == "     Jadinya:     price: 150.000"


def test_our_own_words_are_translated_and_the_sellers_never() -> None:
    words = Catalogue.from_po("id", 'msgctxt "value"\nmsgid "list"\nmsgstr "daftar"\n')

    assert sentences(problem(SHAPE, found="list"), words).found == "Expected `key: value` lines here, found daftar."
    assert sentences(problem(SHAPE, found="“list”"), words).found.endswith("found “list”.")
    assert sentences(problem(CHOICE, found="list"), words).found.startswith("`list` is")


def test_a_fix_may_end_in_questions_of_ours_one_a_line() -> None:
    kind = Kind("contract", "It does not say everything: {missing}.", "Answer. {questions}", Severity.WARNING)
    words = Catalogue.from_po(
        "id",
        'msgctxt "value"\nmsgid "value"\nmsgstr "harga"\n',
        'msgid "What does it cost?"\nmsgstr "Berapa harganya?"\n',
    )

    said = as_text([problem(kind, missing="value, delivery", questions="What does it cost?\nWhen?")], words)

    assert said.splitlines() == [
        "warning: It does not say everything: harga, delivery. [contract]",
        "     Answer. Berapa harganya?",
        "     When?",
    ]


def test_braces_in_a_value_are_text() -> None:
    assert sentences(problem(SHAPE, found="“{key}”"), ENGLISH) == (
        "Expected `key: value` lines here, found “{key}”.",
        "Keep `{ }` away.",
    )


def test_a_long_value_is_shortened_where_it_is_quoted() -> None:
    said = sentences(problem(CHOICE, found="x" * 500), ENGLISH).found

    assert said == "`" + "x" * 59 + "…` is not one of the possible values."


def test_a_field_nobody_filled_does_not_hide_the_problem() -> None:
    assert sentences(problem(CHOICE), ENGLISH).found == "`…` is not one of the possible values."


# Safe to print


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\x1b[31mmerah\x1b[0m", "␛[31mmerah␛[0m"),
        ("\x1b]8;;https://jahat.example\x07klik", "␛]8;;https://jahat.example␇klik"),
        ("a\u202eb\u2066c", "a\ufffdb\ufffdc"),
        ("a\x9b31mb", "a\ufffd31mb"),
        ("tutup\rbuka", "tutup␍buka"),
        ("\ud800", "\ufffd"),
        ("a\u200bb", "a\ufffdb"),
        ("👩\u200d🍳 kopi ☕\ufe0f", "👩\u200d🍳 kopi ☕\ufe0f"),
        ("[bold]tebal[/bold] :smile:", "[bold]tebal[/bold] :smile:"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_instead(typed: str, shown: str) -> None:
    assert visible(typed) == shown


@pytest.mark.parametrize("colour", [True, False])
def test_a_hostile_file_cannot_reach_the_terminal(*, colour: bool) -> None:
    evil = "\x1b]0;judul\x07\x1b[2J\u202e[red]:bomb:\x9b1A"
    hostile = problem(CHOICE, mark=Mark(f"content/{evil}.yaml", 1, 3, 4, evil), better=evil, found=evil)
    stream = io.StringIO()

    Screen(stream, colour=colour).problems([hostile], ENGLISH)

    said = stream.getvalue()
    assert "\x1b]0" not in said
    assert "\x1b[2J" not in said
    assert not {"\x07", "\u202e", "\x9b"} & set(said)
    assert "[red]:bomb:" in said
    assert ("\x1b[" in said) is colour


@given(st.text(), st.integers(1, 80), st.integers(0, 80), st.integers(20, 120))
def test_no_line_breaks_the_layout(text: str, column: int, length: int, width_cells: int) -> None:
    line = text.replace("\n", " ")

    shown = excerpt(Mark("a.yaml", 1, column, length, line), width_cells)

    if shown:
        assert cell_len(shown.line) <= width_cells
        assert not any(ord(character) < 0x20 for character in shown.line)
        assert shown.indent + shown.length <= width_cells


def test_a_sentence_stays_on_its_line() -> None:
    assert in_sentence("satu\n  dua\ttiga", 60) == "satu dua tiga"


# Carets


@pytest.mark.parametrize(
    ("text", "column", "length", "line", "caret"),
    [
        ("\tharga: 1", 2, 5, "    harga: 1", "    ^^^^^"),
        ("a\tb", 3, 1, "a   b", "    ^"),
        ("香り: 日本語", 5, 3, "香り: 日本語", "      ^^^^^^"),
        ("kafe\u0301: x", 8, 1, "kafe\u0301: x", "      ^"),
        ("🔥 melati: 7", 3, 6, "🔥 melati: 7", "   ^^^^^^"),
        ("judul", 6, 1, "judul", "     ^"),
        ("judul", 40, 3, "judul", "     ^"),
        ("a\u202eb: 1", 3, 1, "a\ufffdb: 1", "  ^"),
    ],
)
def test_the_caret_stands_below_what_it_means(text: str, column: int, length: int, line: str, caret: str) -> None:
    shown = excerpt(Mark("a.yaml", 1, column, length, text), 80)

    assert shown is not None
    assert (shown.line, shown.caret) == (line, caret)


def test_a_long_line_is_cut_around_the_caret() -> None:
    text = "a" * 300 + " harga: 5 " + "b" * 300

    shown = excerpt(Mark("a.yaml", 1, 302, 5, text), 40)

    assert shown is not None
    assert cell_len(shown.line) == 40
    assert shown.line.startswith("…")
    assert shown.line.endswith("…")
    assert shown.line[shown.indent : shown.indent + shown.length] == "harga"


def test_a_file_of_one_endless_line_costs_nothing() -> None:
    shown = excerpt(Mark("a.yaml", 1, 900_001, 5, "x" * 900_000 + "harga" + "y" * 90_000), 60)

    assert shown is not None
    assert "harga" in shown.line


def test_a_problem_without_a_line_shows_none() -> None:
    assert as_text([problem(LAW, mark=Mark("content/shop.yaml"))], ENGLISH) == (
        "content/shop.yaml:1:1: warning: No word on refunds. [terms]"
    )
    assert as_text([problem(PAYDAY)], ENGLISH).startswith("hint: Misses pay-day. [payday]")


# Order and counts


def test_problems_come_in_file_order() -> None:
    found = [problem(LAW, mark=Mark(file, line)) for file, line in (("b.yaml", 1), ("a.yaml", 10), ("a.yaml", 9))]

    places = [line.split(": ")[0] for line in as_text(found, ENGLISH).splitlines() if line]

    assert places == ["a.yaml:9:1", "a.yaml:10:1", "b.yaml:1:1"]


def test_the_last_line_counts_by_severity_and_file() -> None:
    two = [problem(UNKNOWN, mark=Mark("a.yaml", n), key="x", near="y") for n in (1, 2)]
    mixed: list[Problem] = [*two, problem(LAW, mark=Mark("b.yaml")), problem(PAYDAY, mark=Mark("b.yaml"))]

    assert count_problems(mixed, ENGLISH) == "2 errors, 1 warning, 1 hint in 2 files."
    assert count_problems(mixed, INDONESIAN) == "2 kesalahan, 1 peringatan, 1 saran di 2 berkas."
    assert count_problems([problem(PAYDAY)], ENGLISH) == "1 hint."
    assert count_problems([], INDONESIAN) == "Tidak ada masalah."


# For programs


def test_json_names_every_field() -> None:
    (record,) = json.loads(as_json([HARGA], ENGLISH))["problems"]

    assert record == {
        "code": "unknown-key",
        "severity": "error",
        "file": "content/campaigns/melati.yaml",
        "line": 9,
        "column": 5,
        "length": 5,
        "message": "`harga` is not a key here.",
        "fix": "Did you mean `price`?",
        "better": "    price: 150.000",
        "path": "campaigns.melati.items[2].harga",
    }


def test_json_is_ascii_and_says_when_a_place_is_unknown() -> None:
    text = as_json([problem(CHOICE, found="香")], ENGLISH)

    assert text.isascii()
    assert "香" in json.loads(text)["problems"][0]["message"]
    assert json.loads(text)["problems"][0]["line"] is None
    assert json.loads(as_json([], ENGLISH)) == {"problems": []}


def test_annotations_escape_what_would_end_them() -> None:
    hostile = problem(
        Kind("a-b", "“{text}” breaks"), mark=Mark("content/a,b:c%.yaml", 3, 2, 4), better="x\ny", text="50%::error::"
    )

    assert as_annotations([hostile], ENGLISH) == (
        "::error file=content/a%2Cb%3Ac%25.yaml,line=3,col=2,endColumn=6,title=a-b::“50%25::error::” breaks%0Ax%0Ay"
    )


def test_annotations_know_the_folder_of_the_shop_and_the_severity() -> None:
    found = [problem(PAYDAY, mark=Mark("content/shop.yaml")), problem(LAW)]

    hint, warning = as_annotations(found, ENGLISH, below="toko/").splitlines()

    assert hint.startswith("::notice file=toko/content/shop.yaml,line=1,")
    assert warning == "::warning title=terms::No word on refunds."


# What a build came to


@dataclass(frozen=True)
class Done:
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    pages: int = 9
    landing_bytes: int = 14_249
    ceiling_bytes: int = 0
    next_change: datetime | None = None
    notices: tuple[str, ...] = ()


def lines(done: Done, catalogue: Catalogue = INDONESIAN, seconds: float = 1.84) -> list[str]:
    return publication_lines(done, done, seconds, catalogue, zone=ZoneInfo("Asia/Makassar"), page="output/index.html")


def test_a_build_says_what_it_did_how_heavy_it_is_and_what_comes_next() -> None:
    done = Done(
        ("index.html", "404.html"),
        ("a.css",),
        ("campaigns/lama/index.html",),
        next_change=datetime(2026, 12, 9, 1, tzinfo=UTC),
    )

    assert lines(done) == [
        "Selesai dalam 1,8 detik: 2 ditulis, 1 tetap, 1 dihapus.",
        "  + index.html",
        "  + 404.html",
        "  - campaigns/lama/index.html",
        "9 halaman. Halaman depan 14,2 KB (gzip).",
        "Perubahan berikutnya Rabu, 9 Desember 2026, 09.00 WITA; build lagi setelah itu ya.",
        "Buka di browser: output/index.html",
    ]


def test_the_front_page_is_weighed_against_the_ceiling_of_its_theme() -> None:
    assert budget_line(22_806, 28_000, INDONESIAN) == "Halaman depan 22,8 KB (gzip), batas 28 KB."
    assert budget_line(28_001, 28_000, ENGLISH) == "Front page 28.0 KB (gzip), over the theme's ceiling of 28 KB."
    assert "9 pages. Front page 14.2 KB (gzip), ceiling 28 KB." in lines(Done(ceiling_bytes=28_000), ENGLISH)
    assert not [line for line in lines(Done(), ENGLISH) if "ceiling" in line]


def test_a_build_that_changed_nothing_says_so() -> None:
    assert lines(Done(unchanged=("a", "b")), ENGLISH)[0] == "Done in 1.8 seconds: 2 files, all up to date already."
    assert not [line for line in lines(Done()) if "berikutnya" in line]


def test_pages_are_named_before_the_files_they_use() -> None:
    listed = lines(Done(("_headers", "a/index.html", "index.html")))[1:4]

    assert listed == ["  + index.html", "  + a/index.html", "  + _headers"]


def test_only_a_few_paths_are_named() -> None:
    listed = [line for line in lines(Done(tuple(f"{n}.html" for n in range(40)))) if line.startswith("  + ")]

    assert listed == [*(f"  + {n}.html" for n in range(5)), "  + … dan 35 lagi"]
    assert len([line for line in lines(Done(tuple("abcdef"))) if line.startswith("  + ")]) == 6


# Progress


def stream_of_progress(*, terminal: bool, seconds_a_step: float) -> str:
    stream = io.StringIO()
    time_s = iter(range(1000))
    with progress(Screen(stream, colour=terminal), ENGLISH, lambda: next(time_s) * seconds_a_step) as step:
        for done in range(1, 5):
            step(done, 4)
    return stream.getvalue()


def test_a_bar_appears_on_a_terminal_when_work_takes_longer_than_a_second() -> None:
    assert "Building" in stream_of_progress(terminal=True, seconds_a_step=0.6)
    assert not stream_of_progress(terminal=True, seconds_a_step=0.1)
    assert not stream_of_progress(terminal=False, seconds_a_step=9)


@given(st.text(), st.sampled_from(["", "bold"]))
def test_a_plain_line_is_written_as_the_console_writes_it(text: str, style: str) -> None:
    plain, console = Screen(io.StringIO(), pipe_is_plain=True), Screen(io.StringIO())

    assert plain.held(lambda: plain.say(text, style)) == console.held(lambda: console.say(text, style))
