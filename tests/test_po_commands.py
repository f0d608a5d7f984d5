"""`etalase po`: the next PO, the list, one word about one of them."""

from __future__ import annotations

import errno
import json
import re
import stat
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from textwrap import dedent

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit import problems_of, write_shop

from generator import contentfile
from generator.cli import run
from generator.cli.session import World
from generator.editing import Change, edited
from generator.problems import ProblemsFound, Severity
from generator.publish import disk
from generator.shop.durations import parse_due
from generator.shop.model import leaves
from generator.shop.model.base import Model, key_names
from generator.shop.model.campaign import Campaign
from generator.shop.model.reading import Leaf
from generator.shop.moments import Moment, parse_moment
from generator.shop.periods import parse_span
from generator.shop.zones import parse_zone
from generator.source.load import load_site
from generator.source.nodes import plain
from generator.source.yamltree import read_yaml
from generator.weekly.copying import LEFT_OUT, days_to_next, plan_copy
from generator.weekly.dates import PLANNED, Shift, minute, written

NOW = datetime(2026, 12, 12, 5, 0, 30, tzinfo=UTC)
"""12 December 2026, 12:00 WIB, and half a minute."""

MELATI = """\
# Salin untuk PO berikutnya.
title: Parfum Melati
batch: 7
series: parfum-melati
pin: yes
aliases: melati

opens: 2026-12-09 09:00   # Rabu
closes: 2026-12-20 23:59
ships: "2026-12-21 to 2026-12-28"
items:
  - name: 30 ml
    code: A1
    price: 150.000
    quota: 60
    early:
      price: 140.000
      until: 13 Desember 2026 23.59
  - name: 10 ml
    code: A2
    price: 65rb
    full: yes   # habis
payments:
  - {name: DP, amount: 50%, due: 24 hours after confirmation}
  - {name: Pelunasan, amount: rest, due: 2026-12-21}

# Hitungan tidak tampil tanpa counted.
taken:
  A1: 22
counted: 2026-12-12 09:30
certificates:
  - kind: bpom
    name: Melati
    number: NA1
    issuer: BPOM
    check: https://cekbpom.pom.go.id/
    valid_until: 2028-08-31
risks:
  - risk: Botol pecah
    answer: Terjadi di batch 6.

updates:
  - date: 2026-12-10
    text: Sudah 22 botol.
"""
WEEKLY = """\
title: Titip beli
price: 35.000
repeats:
  every: weekly
  opens: Senin 09:00
  closes: Kamis 21:00
  ships: Sabtu
  from: 2026-11-30
"""


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A shop with one PO that is open, and the working folder in it."""
    write_shop(tmp_path, melati=MELATI)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def etalase(*arguments: str, interactive: bool = False, now: datetime = NOW) -> int:
    return run(arguments, World({"ETALASE_LANG": "en"}, "etalase", interactive, lambda: now, lambda: 0.0))


def po(*arguments: str) -> int:
    """A `po` command that nobody is asked about."""
    return etalase("po", *arguments, "--yes")


def text_of(slug: str = "melati") -> str:
    return Path(f"content/campaigns/{slug}.yaml").read_text(encoding="utf-8")


def names(folder: str | Path) -> list[str]:
    return sorted(each.name for each in Path(folder).iterdir())


def campaign(slug: str = "melati") -> Campaign:
    site = load_site(Path()).site
    assert site
    return next(each for each in site.campaigns if each.slug == slug)


def write(slug: str, text: str) -> None:
    Path(f"content/campaigns/{slug}.yaml").write_text(dedent(text), encoding="utf-8")


# Full


def test_full_says_since_when_in_the_shops_zone_to_the_minute() -> None:
    assert po("full", "melati") == 0

    assert text_of() == MELATI.replace('2026-12-28"\n', '2026-12-28"\nfull: 2026-12-12 12:00\n')
    assert etalase("check", "--at", "2026-12-12 12:01") == 0


def test_the_moment_is_written_in_the_zone_of_the_shop() -> None:
    Path("content/shop.yaml").write_text(
        "name: T\ncontact:\n  whatsapp: 0812-345-678\ntimezone: WIT\n", encoding="utf-8"
    )

    po("full", "melati")

    assert "full: 2026-12-12 14:00\n" in text_of()


def test_saying_full_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    po("full", "melati")
    before = text_of()
    capsys.readouterr()

    assert etalase("po", "full", "melati") == 0

    assert text_of() == before
    assert capsys.readouterr().out == "The file says so already; nothing was changed.\n"


@pytest.mark.parametrize(
    ("fact", "code"), [("done: 2026-12-11", "po-done"), ("cancelled:\n  date: 2026-12-11\n  why: x", "po-cancelled")]
)
def test_what_is_over_is_neither_full_nor_extended(fact: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("melati", MELATI + fact + "\n")

    assert po("full", "melati") == 1
    assert po("extend", "melati", "--to", "2026-12-22") == 1

    assert capsys.readouterr().err.count(f"[{code}]") == 2


# Extend


def test_extending_moves_the_closing_and_keeps_the_first_announced() -> None:
    assert po("extend", "melati", "--to", "2026-12-22 23:59", "--why", "Tutup botol: telat #2") == 0

    first = 'closes: 2026-12-22 23:59\nextended:\n  from: 2026-12-20 23:59\n  why: "Tutup botol: telat #2"\n'
    assert text_of() == MELATI.replace("closes: 2026-12-20 23:59\n", first)

    assert po("extend", "melati", "--to", "24 Desember 2026 pukul 21.00 WITA") == 0

    assert text_of() == MELATI.replace(
        "closes: 2026-12-20 23:59\n", first.replace("closes: 2026-12-22 23:59", "closes: 2026-12-24 20:00")
    )
    assert campaign().extended


def test_a_new_reason_goes_to_the_extension_that_is_there() -> None:
    write("melati", MELATI.replace("ships:", "extended: 2026-12-18\nships:"))

    po("extend", "melati", "--to", "2026-12-22", "--why", "Hujan")

    assert "closes: 2026-12-22\nextended:\n  from: 2026-12-18\n  why: Hujan\nships:" in text_of()


@pytest.mark.parametrize(("to", "code"), [("2026-12-20 23:59", "extend-not-later"), ("2026-12-19", "extend-not-later")])
def test_an_extension_is_later(to: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert po("extend", "melati", "--to", to) == 1
    assert f"[{code}]" in capsys.readouterr().err
    assert text_of() == MELATI


def test_an_extension_is_to_come(capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("po", "extend", "melati", "--to", "2026-12-21", "--at", "2026-12-23 10:00", "-y") == 1
    assert "[extend-past]" in capsys.readouterr().err


def test_a_closing_that_is_no_date_cannot_be_moved(capsys: pytest.CaptureFixture[str]) -> None:
    write("melati", MELATI.replace("closes: 2026-12-20 23:59", "closes: when full").replace("full: yes", "quota: 1"))

    assert po("extend", "melati", "--to", "2026-12-22") == 1
    assert "[no-closing-date]" in capsys.readouterr().err


def test_what_the_rules_would_refuse_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert po("extend", "melati", "--to", "2026-12-30") == 1

    said = capsys.readouterr()
    assert "[ships-before-closing]" in said.err
    assert said.err.endswith("Nothing was written.\n")
    assert text_of() == MELATI


def test_warnings_of_the_rules_are_shown_before_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert po("extend", "melati", "--to", "2026-12-22") == 0

    said = capsys.readouterr().err
    assert "melati.yaml:12:" in said  # where `ships` stands by then
    assert "[ships-early]" in said


def test_a_moment_nobody_understands_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert po("extend", "melati", "--to", "besok") == 2
    assert po("extend", "melati") == 2
    assert po("done", "melati", "--quantity", "banyak") == 2
    assert capsys.readouterr().err.startswith("`besok` is not a date.\n")


# Cancel and done


def test_cancelling_says_when_and_why() -> None:
    assert po("cancel", "melati", "--why", "Botolnya retak", "--refund-until", "2026-12-31") == 0

    cancelled = campaign().cancelled
    assert cancelled
    assert (written(cancelled.date), cancelled.why.everything()) == ("2026-12-12 12:00", "Botolnya retak")
    assert cancelled.refund_until == parse_moment("2026-12-31", parse_zone("WIB"), end_of_day=True)
    assert {line for line in text_of().splitlines() if line not in MELATI.splitlines()} == {
        "cancelled:", "  date: 2026-12-12 12:00", "  why: Botolnya retak", "  refund_until: 2026-12-31",
    }  # fmt: skip


def test_a_cancellation_without_a_reason_is_wrong_usage() -> None:
    assert po("cancel", "melati") == 2
    assert po("cancel", "melati", "--why", " ") == 2
    assert po("cancel", "melati", "--why", "x", "--refund-until", "2026-12-01") == 1
    assert text_of() == MELATI


def test_done_is_today_and_can_be_told_more_of_later() -> None:
    assert po("done", "melati") == 0
    assert "done: 2026-12-12\n" in text_of()

    assert po("done", "melati", "--quantity", "31", "--note", "Semua sampai") == 0
    assert "done:\n  date: 2026-12-12\n  quantity: 31\n  note: Semua sampai\n" in text_of()

    assert po("done", "melati", "--date", "11 Desember 2026") == 0
    assert "done:\n  date: 2026-12-11\n  quantity: 31\n" in text_of()


def test_nothing_is_done_in_the_future(capsys: pytest.CaptureFixture[str]) -> None:
    assert po("done", "melati", "--date", "2026-12-13") == 1
    assert "[done-not-yet]" in capsys.readouterr().err


# Any text, only the key


@given(why=st.text(min_size=1).filter(str.strip))
def test_any_reason_reads_back_and_nothing_else_changes(why: str) -> None:
    change = Change(("cancelled",), {"date": "2026-12-12", "why": why}, ("ships",))

    made = edited(MELATI.encode(), "melati.yaml", [change])

    said = plain(read_yaml(made, "melati.yaml").root)
    assert said.pop("cancelled") == {"date": "2026-12-12", "why": why}
    assert said == plain(read_yaml(MELATI.encode(), "melati.yaml").root)
    assert [
        line
        for line in made.decode().split("\n")
        if not line.startswith(("cancelled:", "  date: 2026-12-12", "  why: "))
    ] == MELATI.split("\n")


# Windows of a PO that repeats


def test_a_fact_of_a_po_that_repeats_belongs_to_its_window() -> None:
    write("titip", WEEKLY)

    assert po("done", "titip", "--note", "Beres") == 0
    assert po("cancel", "titip", "--why", "Sakit") == 0
    assert po("done", "titip", "--batch", "1", "--quantity", "3") == 0

    assert text_of("titip") == WEEKLY + (
        "batches:\n"
        "  - number: 2\n    done:\n      date: 2026-12-12\n      note: Beres\n"
        "  - number: 3\n    cancelled:\n      date: 2026-12-12 12:00\n      why: Sakit\n"
        "  - number: 1\n    done:\n      date: 2026-12-12\n      quantity: 3\n"
    )
    assert "repeats-with-fact" not in {found.code for found in problems_of(Path())}


def test_a_window_is_extended_by_its_own_closing() -> None:
    write("titip", WEEKLY)

    assert po("extend", "titip", "--to", "2026-12-18 12:00", "--why", "Toko libur") == 0

    assert text_of("titip").endswith("batches:\n  - number: 3\n    closes: 2026-12-18 12:00\n    note: Toko libur\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("full", "titip"), "full-repeats"),
        (("done", "titip", "--batch", "99"), "window-unknown"),
        (("done", "melati", "--batch", "1"), "batch-not-repeating"),
        (("done", "baru"), "window-needed"),
    ],
)
def test_a_window_that_is_not_meant_is_refused(
    arguments: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("titip", WEEKLY)
    write("baru", WEEKLY.replace("2026-11-30", "2026-12-14"))

    assert po(*arguments) == 1
    assert f"[{code}]" in capsys.readouterr().err


# New


def new(*arguments: str) -> int:
    return po("new", "melati-8", "--from", "melati", *arguments)


CONTRADICTIONS = {
    "pin-twice", "address-twice", "closes-before-opens", "ships-early", "ships-before-closing", "early-never",
    "early-always", "due-before-closing", "future-date",
}  # fmt: skip


def test_the_next_po_has_new_dates_and_none_of_the_old_facts() -> None:
    assert new() == 0

    expected = MELATI
    for before, after in (
        ("batch: 7", "batch: 8"),
        ("pin: yes\naliases: melati\n", ""),
        ("2026-12-09 09:00", "2026-12-23 09:00"),
        ("closes: 2026-12-20 23:59", "closes: 2027-01-03 23:59"),
        ("2026-12-21 to 2026-12-28", "2027-01-04 to 2027-01-11"),
        ("13 Desember 2026 23.59", "2026-12-27 23:59"),
        ("full: yes ", "full: no "),
        ("due: 2026-12-21", 'due: "2027-01-04"'),
        ("taken:\n  A1: 22\ncounted: 2026-12-12 09:30\n", ""),
        ("\nupdates:\n  - date: 2026-12-10\n    text: Sudah 22 botol.\n", ""),
    ):
        assert before in expected
        expected = expected.replace(before, after)
    assert text_of("melati-8") == expected
    assert text_of() == MELATI
    assert {found.code for found in problems_of(Path())} & CONTRADICTIONS == set()


def test_the_copy_says_what_it_did_before_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("po", "new", "melati-8", "--from", "content/campaigns/melati.yaml") == 2

    said = capsys.readouterr()
    assert said.out == dedent("""\
        content/campaigns/melati-8.yaml, from content/campaigns/melati.yaml
        batch: 7 → 8
        2 weeks later, same weekdays:
          opens: 2026-12-09 09:00 → 2026-12-23 09:00
          closes: 2026-12-20 23:59 → 2027-01-03 23:59
          ships: 2026-12-21 to 2026-12-28 → 2027-01-04 to 2027-01-11
          items[1].early.until: 13 Desember 2026 23.59 → 2026-12-27 23:59
          payments[2].due: 2026-12-21 → 2027-01-04
        Can be ordered again: items[2]
        Left out: taken, counted, updates, aliases, pin
        Read these lines again; they may speak of the old batch:
          35: answer: Terjadi di batch 6.

        """)
    assert "add --yes" in said.err
    assert not Path("content/campaigns/melati-8.yaml").exists()


def test_the_number_follows_the_newest_of_the_series() -> None:
    write("melati-7b", "title: x\nbatch: 11\nseries: parfum-melati\ncloses: 2026-12-20\n")

    new()

    assert campaign("melati-8").batch == 12


def test_an_opening_can_be_said() -> None:
    assert new("--opens", "Sabtu 9 Januari 2027") == 0
    assert campaign("melati-8").opens == parse_moment("2027-01-09 09:00", parse_zone("WIB"))
    assert "closes: 2027-01-20 23:59\n" in text_of("melati-8")

    assert po("new", "melati-9", "--from", "melati", "--opens", "2027-01-09 19:30") == 0
    assert "opens: 2027-01-09 19:30   # Rabu\n" in text_of("melati-9")


@pytest.mark.parametrize("opens", ["2026-12-12", "2026-12-01", "besok"])
def test_an_opening_that_has_passed_is_refused(opens: str) -> None:
    assert new("--opens", opens) == 2
    assert not Path("content/campaigns/melati-8.yaml").exists()


def test_a_closing_that_was_moved_is_planned_as_first_announced() -> None:
    po("extend", "melati", "--to", "2026-12-23 20:00")

    new()

    assert "opens: 2026-12-30 09:00   # Rabu\ncloses: 2027-01-10 23:59\nships:" in text_of("melati-8")


def test_on_a_terminal_the_opening_is_asked_and_the_writing_agreed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    answers = iter(["kemarin", "2026-12-01", "2027-01-06", "mungkin", "ya"])

    def prompt(question: str, **_: object) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(click, "prompt", prompt)

    assert etalase("po", "new", "melati-8", "--from", "melati", interactive=True) == 0

    assert asked == ["When does it open? (Enter: 2026-12-23 09:00)"] * 3 + ["Write it? (y/n)"] * 2
    assert "2026-12-01 09:00 has passed already." in capsys.readouterr().out
    assert "opens: 2027-01-06 09:00" in text_of("melati-8")


@pytest.mark.parametrize("answer", ["", "n", "tidak"])
def test_a_no_writes_nothing(answer: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(click, "prompt", lambda *_, **__: answer)

    assert etalase("po", "full", "melati", interactive=True) == 1

    assert text_of() == MELATI
    said = capsys.readouterr().out
    assert "+full: 2026-12-12 12:00\n" in said
    assert said.endswith("Nothing was written.\n")


def test_nobody_to_ask_means_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("po", "full", "melati") == 2

    assert text_of() == MELATI
    assert "add --yes" in capsys.readouterr().err


@pytest.mark.parametrize(("slug", "code"), [("melati", 1), ("Melati 8", 2), ("../x", 2), ("con", 2)])
def test_a_name_that_is_taken_or_no_address_is_refused(slug: str, code: int) -> None:
    assert po("new", slug, "--from", "melati") == code
    assert names("content/campaigns") == ["melati.yaml"]
    assert text_of() == MELATI


def test_a_campaign_with_its_own_folder_is_copied_with_what_lies_beside_it() -> None:
    folder = Path("content/campaigns/hewan")
    folder.mkdir()
    (folder / "campaign.yaml").write_text(
        "title: Hewan\nopens: 2026-12-01\ncloses: 2026-12-05\nitems: barang.csv\ntaken: taken.csv\n"
        "counted: 2026-12-02\n",
        encoding="utf-8",
    )
    (folder / "barang.csv").write_text("name,code,price\nSinga,S,1000\n", encoding="utf-8")
    (folder / "taken.csv").write_text("S,3\n", encoding="utf-8")
    (folder / ".rahasia").write_text("x", encoding="utf-8")

    assert po("new", "hewan-2", "--from", "hewan") == 0

    made = folder.with_name("hewan-2")
    assert names(made) == ["barang.csv", "campaign.yaml"]
    assert (made / "campaign.yaml").read_text("utf-8") == (
        "title: Hewan\nopens: 2026-12-15\ncloses: 2026-12-19\nitems: barang.csv\n"
    )


@pytest.mark.parametrize("own_folder", [False, True])
def test_the_words_in_another_language_come_along_without_the_old_news(shop: Path, *, own_folder: bool) -> None:
    old, new = ("lilin/campaign", "lilin-2/campaign") if own_folder else ("lilin", "lilin-2")
    write_shop(
        shop,
        **{
            "shop": "name: Toko\nlanguages: [id, en]\ncontact:\n  whatsapp: 0812-345-678\n",
            f"campaigns/{old}.yaml": "title: Lilin\nprice: 1.000\nopens: 2026-12-01\ncloses: 2026-12-05\n"
            "updates:\n  - date: 2026-12-02\n    text: Jadi\n",
            f"campaigns/{old}.en.yaml": "# mine\ntitle: Candle\nupdates:\n  - date: 2026-12-02\n    text: Made\n",
        },
    )

    assert po("new", "lilin-2", "--from", "lilin") == 0

    assert Path(f"content/campaigns/{new}.en.yaml").read_text("utf-8") == "# mine\ntitle: Candle\n"
    assert campaign("lilin-2").title.in_("en") == "Candle"
    assert [found for found in load_site(Path()).problems if found.severity is Severity.ERROR] == []


def test_a_file_with_mistakes_is_not_copied(capsys: pytest.CaptureFixture[str]) -> None:
    write("melati", MELATI + "colour: red\n")

    assert new() == 1
    assert po("full", "melati") == 1
    assert capsys.readouterr().err.count("[unknown-key]") == 2


def test_a_po_that_is_not_there_is_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert po("full", "melatti") == 2
    assert "Did you mean “melati”?" in capsys.readouterr().err


# When the copy opens


@given(
    length=st.integers(0, 40),
    ago=st.integers(-60, 400),
    clock=st.times().map(lambda t: t.replace(microsecond=0, fold=0)),
    closes=st.booleans(),
)
def test_the_copy_opens_in_the_future_whole_weeks_later_and_not_before_the_old_one_closed(
    length: int, ago: int, clock: time, *, closes: bool
) -> None:
    zone = parse_zone("WIB")
    now = NOW.astimezone(zone)
    opens = parse_moment(f"{(now - timedelta(days=ago)).date()} {clock:%H:%M}", zone)
    end = Moment(opens.at + timedelta(days=length, hours=1), has_time=True) if closes else None
    old = Campaign.model_validate({"title": "x", "opens": opens, **({"closes": end} if end else {})})

    days = days_to_next(old, now)

    again = opens.at + timedelta(days=days)
    assert days % 7 == 0
    assert days >= 7
    assert again > now
    assert end is None or again >= end.at
    earlier = again - timedelta(days=7)
    assert days == 7 or earlier <= now or (end is not None and earlier < end.at)


# Dates


WIB = parse_zone("WIB")


@pytest.mark.parametrize(
    ("key", "text", "moved"),
    [
        ("opens", "9 Desember 2026 pukul 09.00 WIT", "2026-12-30 07:00"),
        ("opens", "2026-12-09", "2026-12-30"),
        ("opens", "2026-12-09 09:00:30", "2026-12-30 09:00:30"),
        ("closes", "20/12/2026", "2027-01-10"),
        ("closes", "when full", "when full"),
        ("ships", "21-28 Desember 2026", "2027-01-11 to 2027-01-18"),
        ("ships", "2026-12-21", "2027-01-11"),
        ("ships", "Februari-Maret 2027", "2027-03 to 2027-04"),
        ("ships", "Q1 2027", "2027-02 to 2027-04"),
        ("ships", "3-4 weeks after closing", "3-4 weeks after closing"),
    ],
)
def test_dates_move_and_keep_how_exactly_they_were_said(key: str, text: str, moved: str) -> None:
    assert PLANNED[(key,)](text, Shift(21, 1), WIB) == moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("24 jam setelah konfirmasi", "24 jam setelah konfirmasi"),
        ("2026-12-20", "2027-01-10"),
        ("saat siap", "saat siap"),
    ],
)
def test_a_payment_due_after_something_stays(text: str, moved: str) -> None:
    move = PLANNED["payments", "due"]

    assert move(text, Shift(21, 1), WIB) == moved
    assert parse_due(moved, WIB)


@given(
    st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)),
    st.times(),
    st.integers(0, 60),
)
def test_a_moved_moment_reads_back_with_its_weekday_and_time(day: date, clock: time, weeks: int) -> None:
    for zone in (WIB, parse_zone("America/New_York")):
        text = f"{day} {clock:%H:%M}"
        try:
            before = parse_moment(text, zone)
        except ValueError:
            continue  # skipped or repeated by summer time

        after = parse_moment(PLANNED[("opens",)](text, Shift(7 * weeks, 0), zone), zone)

        assert after.day - before.day == timedelta(weeks=weeks)
        shift = (after.at.hour - before.at.hour) * 60 + after.at.minute - before.at.minute
        assert abs(shift) in (0, 60)


def test_a_span_of_months_reads_back() -> None:
    assert parse_span(PLANNED[("ships",)]("November 2026 - Januari 2027", Shift(35, 1), WIB)) == parse_span(
        "Desember 2026 - Februari 2027"
    )


def test_a_minute_that_comes_twice_is_written_with_its_offset() -> None:
    zone = parse_zone("America/New_York")
    twice = datetime(2026, 11, 1, 6, 30, 12, tzinfo=UTC).astimezone(zone)

    assert minute(twice) == "2026-11-01T01:30-05:00"
    assert parse_moment(minute(twice), zone).at == twice.replace(second=0)


DATES = {kind.__metadata__[0] for kind in (leaves.Moment, leaves.Closing, leaves.Closes, leaves.Span, leaves.Due)}
NOT_OF_THE_PLAN = {
    ("certificates", "valid_until"), ("history", "promised"), ("history", "shipped"), ("press", "date"),
}  # fmt: skip


def dates_of(model: type[Model], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys of every date below a model; `*` for a name of the seller's."""
    hints = typing.get_type_hints(model, include_extras=True)
    for key, name in key_names(model).items():
        yield from within(hints[name], (*above, key))


def within(hint: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if DATES & {each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Leaf)}:
        yield path
    elif isinstance(hint, type) and issubclass(hint, Model):
        yield from dates_of(hint, path)
    else:
        inside = (*path, "*") if typing.get_origin(hint) is dict else path
        for part in typing.get_args(hint):
            yield from within(part, inside)


def test_every_date_of_a_campaign_is_moved_left_out_or_no_part_of_the_plan() -> None:
    found = set(dates_of(Campaign))

    assert len(found) > 20
    forgotten = {
        path for path in found if path not in PLANNED and path not in NOT_OF_THE_PLAN and path[0] not in LEFT_OUT
    }
    assert forgotten == set()
    assert set(PLANNED) - found == {("early", "until")}  # a lone item's, written flat
    assert set(LEFT_OUT) <= set(key_names(Campaign))


# List


def test_the_list_is_plain_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    write("titip", WEEKLY)
    write("selesai", "title: Lama\ncloses: 2026-01-01\ndone: 2026-02-01\narchived: yes\n")
    write("baru", 'title: "Diffuser \\e[31m"\nopens: 2026-12-18 19:00\ncloses: 2026-12-28\n')

    assert etalase("po", "list") == 0

    assert capsys.readouterr().out.splitlines() == [
        "melati\tOpen now\tSat, 19 Dec 2026, 23:59 WIB: Last day\tParfum Melati · Batch 7",
        "titip\tOpens soon\tMon, 14 Dec 2026, 09:00 WIB: Open now\tTitip beli · Batch 3",
        "baru\tOpens soon\tFri, 18 Dec 2026, 19:00 WIB: Open now\tDiffuser ␛[31m",
        "selesai\tDone, archived\t–\tLama",
    ]


def test_the_list_as_json_has_states_and_instants(capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase("po", "list", "--json", "--at", "2026-12-20 12:00") == 0

    assert json.loads(capsys.readouterr().out) == {
        "campaigns": [
            {
                "slug": "melati",
                "title": "Parfum Melati",
                "batch": 7,
                "state": "closing",
                "next_change": "2026-12-20T23:59:00+07:00",
                "next_state": "closed",
                "archived": False,
            }
        ]
    }


def test_the_next_change_of_a_po_that_repeats_is_its_next_window(capsys: pytest.CaptureFixture[str]) -> None:
    write("titip", WEEKLY)

    etalase("po", "list", "--json", "--at", "2026-12-17 12:00")

    row = next(each for each in json.loads(capsys.readouterr().out)["campaigns"] if each["slug"] == "titip")
    assert (row["state"], row["next_state"], row["next_change"]) == ("closing", "upcoming", "2026-12-17T21:00:00+07:00")


def test_the_list_is_a_table_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")

    assert etalase("po", "list") == 0

    said = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert re.search(r"Campaign\s+Now\s+Next\s+Title", said)
    assert re.search(r"melati\s+Open now\s+Sat, 19 Dec 2026, 23:59 WIB: Last day\s+Parfum Melati", said)


def test_a_campaign_with_mistakes_is_named_and_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    write("salah", "title: x\ncloses: kapan-kapan\n")

    assert etalase("po", "list") == 1

    said = capsys.readouterr()
    assert [line.split("\t")[0] for line in said.out.splitlines()] == ["melati"]
    assert said.err == "content/campaigns/salah.yaml has mistakes and is left out; `etalase check` names them.\n"


def test_a_shop_without_any_po_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Path("content/campaigns/melati.yaml").unlink()

    assert etalase("po", "list") == 0
    assert capsys.readouterr().out == "There is no PO yet.\n"


# Writing


def codes(found: pytest.ExceptionInfo[ProblemsFound]) -> list[str]:
    return [problem.code for problem in found.value.problems]


FILE = "content/campaigns/melati.yaml"


def test_a_file_keeps_its_mode() -> None:
    Path(FILE).chmod(0o640)

    po("full", "melati")

    assert stat.S_IMODE(Path(FILE).stat().st_mode) == 0o640


def test_a_file_behind_a_link_is_written_and_the_link_stays(tmp_path: Path) -> None:
    real = tmp_path / "content" / "asli.txt"
    Path(FILE).rename(real)
    Path(FILE).symlink_to(real)

    assert po("full", "melati") == 0

    assert Path(FILE).is_symlink()
    assert "full: " in real.read_text("utf-8")


def test_a_file_that_changed_in_between_is_refused() -> None:
    with pytest.raises(ProblemsFound) as found:
        contentfile.rewrite(Path(), FILE, b"title: x\n", b"title: y\n")

    assert codes(found) == ["file-changed-meanwhile"]
    assert text_of() == MELATI
    assert names("content/campaigns") == ["melati.yaml"]


@pytest.mark.parametrize("operation", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_broken_disk_leaves_the_old_file(
    operation: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(disk.os, operation, broken)
        with pytest.raises((ProblemsFound, KeyboardInterrupt)):
            contentfile.rewrite(Path(), FILE, MELATI.encode(), b"title: y\n")

    assert text_of() == MELATI
    assert names("content/campaigns") == ["melati.yaml"]


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_takes_the_place_of_another(*, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(contentfile.os, "link", without)

    contentfile.create(Path(), "content/campaigns/baru.yaml", b"title: x\n")
    with pytest.raises(ProblemsFound) as found:
        contentfile.create(Path(), FILE, b"title: y\n")

    assert codes(found) == ["file-exists"]
    assert text_of() == MELATI
    assert text_of("baru") == "title: x\n"
    assert names("content/campaigns") == ["baru.yaml", "melati.yaml"]


def test_a_folder_that_could_not_be_copied_whole_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("content/campaigns/hewan")
    folder.mkdir()
    (folder / "campaign.yaml").write_text("title: x\n", encoding="utf-8")
    (folder / "foto.jpg").write_bytes(b"x")

    def broken(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(contentfile.os, "rename", broken)
    with pytest.raises(ProblemsFound) as found:
        contentfile.create_beside_copies(
            Path(), "content/campaigns/b/campaign.yaml", b"", source="content/campaigns/hewan/campaign.yaml", without=()
        )

    assert codes(found) == ["file-not-written"]
    assert names("content/campaigns") == ["hewan", "melati.yaml"]


# The sample shops


ROOT = Path(__file__).resolve().parent.parent
SHOPS = (ROOT, *(ROOT / "tests/shops" / name for name in ("figur", "kecil", "keramik")))


@pytest.mark.parametrize("sample", SHOPS, ids=lambda path: path.name)
@pytest.mark.parametrize("crlf", [False, True])
def test_every_campaign_of_the_sample_shops_can_be_copied(sample: Path, *, crlf: bool) -> None:
    loaded = load_site(sample)
    assert loaded.site
    for old in loaded.site.campaigns:
        document = loaded.sources["campaigns", old.slug].document
        raw = (sample / document.file).read_bytes()
        raw = b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n") if crlf else raw
        now = NOW.astimezone(loaded.site.shop.timezone)
        copy = plan_copy(loaded.site, old, document, days=days_to_next(old, now))

        made = edited(raw, document.file, copy.changes)

        said = plain(read_yaml(made, document.file).root)
        assert not set(said) & set(LEFT_OUT)
        kept = set(made.splitlines()) - set(raw.splitlines())
        assert len(kept) <= len(copy.changes)
        assert made.startswith(raw[:3])
        assert not crlf or made.count(b"\r\n") == made.count(b"\n")
        if old.opens:
            opens = parse_moment(said["opens"], loaded.site.shop.timezone)
            assert opens.at > now
            assert opens.at.weekday() == old.opens.at.weekday()
