"""Calendar files: one event, the instant that the page says, two alarms, and text as typed (promise 13)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from shopkit import built, page, write_shop

from generator.build import Built
from generator.page.calendar import Event, event_file

SHOP = "name: Toko Coba\nurl: https://tokocoba.example/\ncontact:\n  whatsapp: 0812-345-678\n"
MELATI = """\
title: Melati
price: 150.000
opens: 2026-12-09 09:00
closes: 2026-12-20 23:59
ships: 2027-01-04 to 2027-01-09
payments:
  - name: DP
    amount: 50%
    due: 24 hours after confirmation
  - name: Pelunasan
    amount: rest
    due: 2026-12-28 20:00
"""
BEFORE, OPEN, AFTER = "2026-12-01T00:00:00+07:00", "2026-12-12T12:00:00+07:00", "2026-12-22T12:00:00+07:00"
AT = datetime(2026, 12, 20, 16, 59, tzinfo=UTC)
EVENT = Event("tutup-melati@tokocoba.example", "PO Melati tutup", AT, AT + timedelta(minutes=30), AT)


def raw(site: Built, path: str) -> bytes:
    return next(output.content or b"" for output in site.outputs if output.path == path)


def only_event(file: bytes) -> Any:
    events = Calendar.from_ical(file).walk("VEVENT")
    assert len(events) == 1
    return events[0]


def calendars(site: Built) -> dict[str, datetime]:
    """Path and start of every calendar file."""
    paths = sorted(output.path for output in site.outputs if output.path.endswith(".ics"))
    return {path.rpartition("/")[2]: only_event(raw(site, path)).decoded("dtstart") for path in paths}


# The file


def test_a_file_holds_one_event_with_two_alarms_and_asks_for_no_answer() -> None:
    read = Calendar.from_ical(event_file(EVENT))
    event = only_event(event_file(EVENT))

    assert "METHOD" not in read
    assert (str(read["version"]), bool(str(read["prodid"]))) == ("2.0", True)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (AT, AT + timedelta(minutes=30))
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(days=-1), timedelta(hours=-1)]
    assert [str(alarm["description"]) for alarm in event.walk("VALARM")] == ["PO Melati tutup"] * 2


def test_a_file_is_written_as_the_rfc_asks() -> None:
    long = Event(
        EVENT.uid, "Parfum é☕ " * 30, AT, AT, AT, details="a" * 200, url="https://tokocoba.example/" + "a" * 90
    )
    file = event_file(long)

    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert b"DTSTART:20261220T165900Z\r\n" in file
    assert b"TRIGGER:-P1D\r\n" in file
    assert b"TRIGGER:-PT1H\r\n" in file
    assert str(only_event(file)["summary"]) == ("Parfum é☕ " * 30).strip()


@pytest.mark.parametrize(
    "title",
    [
        'Kopi, teh; \\n dan "gula": enak',
        "END:VEVENT",
        "dua\r\nEND:VEVENT\r\nBEGIN:VEVENT",
        "satu\rdua\x85tiga\u2028empat\u2029lima\x0benam",
        "BEL\x07 dan \x1b[31m merah \x9b0m",
        "👩\u200d🎨 & <b>",
    ],
)
def test_a_title_stays_one_line_of_text_whatever_is_in_it(title: str) -> None:
    event = only_event(event_file(Event(EVENT.uid, title, AT, AT, AT, details=title)))

    kept = re.sub(r"[\x07\x1b\x9b]", "", title)
    assert str(event["summary"]) == " ".join(kept.split())
    assert str(event["description"]).split() == kept.split()


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=90))
def test_no_text_breaks_out_of_its_property(text: str) -> None:
    file = event_file(Event(EVENT.uid, text, AT, AT, AT, details=text))

    event = only_event(file)

    assert str(event["uid"]) == EVENT.uid
    assert len(event.walk("VALARM")) == 2
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", file)


# The files of a campaign


def test_a_campaign_has_a_file_for_opening_closing_and_each_payment_with_a_date(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP, melati=MELATI), BEFORE)

    assert calendars(site) == {
        "buka.ics": datetime(2026, 12, 9, 2, tzinfo=UTC),
        "tutup.ics": AT,
        "bayar-1.ics": datetime(2026, 12, 28, 13, tzinfo=UTC),
    }
    event = only_event(raw(site, "po/melati/bayar-1.ics"))
    assert str(event["summary"]) == "Bayar Pelunasan: Melati"
    assert str(event["url"]) == "https://tokocoba.example/po/melati/"
    assert str(event["uid"]) == "bayar-1-melati@tokocoba.example"


def test_a_closing_without_a_time_is_kept_on_its_own_day(tmp_path: Path) -> None:
    text = MELATI.replace("closes: 2026-12-20 23:59", "closes: 2026-12-20")

    assert calendars(built(write_shop(tmp_path, shop=SHOP, melati=text), OPEN))["tutup.ics"] == AT


def test_a_moment_in_another_zone_is_the_same_instant(tmp_path: Path) -> None:
    text = MELATI.replace("closes: 2026-12-20 23:59", "closes: 2026-12-21 01:59 WIT")

    assert calendars(built(write_shop(tmp_path, shop=SHOP, melati=text), OPEN))["tutup.ics"] == AT


def test_a_file_is_the_same_at_every_moment_and_goes_when_its_own_has_come(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI)

    sites = [built(root, at) for at in (BEFORE, OPEN, AFTER)]

    files = [{o.path: o.content for o in site.outputs if o.path.endswith(".ics")} for site in sites]
    assert [len(found) for found in files] == [3, 2, 1]
    assert files[0].items() > files[1].items() > files[2].items()


def test_an_extended_closing_replaces_the_one_that_was_saved(tmp_path: Path) -> None:
    later = MELATI.replace("closes: 2026-12-20 23:59", "closes: 2026-12-22 23:59\nextended:\n  from: 2026-12-20 23:59")
    one = built(write_shop(tmp_path / "one", shop=SHOP, melati=MELATI), OPEN)
    two = built(write_shop(tmp_path / "two", shop=SHOP, melati=later), OPEN)

    first, second = (only_event(raw(site, "po/melati/tutup.ics")) for site in (one, two))

    assert first["uid"] == second["uid"]
    assert int(second["sequence"]) > int(first["sequence"])


def test_shops_without_an_address_have_identities_of_their_own(tmp_path: Path) -> None:
    bare = SHOP.replace("url: https://tokocoba.example/\n", "")
    sites = [
        built(write_shop(tmp_path / name, shop=bare.replace("Toko Coba", name), melati=MELATI), OPEN)
        for name in ("Satu", "Dua")
    ]

    events = [only_event(raw(site, "po/melati/tutup.ics")) for site in sites]

    assert events[0]["uid"] != events[1]["uid"]
    assert "url" not in events[0]


ROTI = (
    "title: Roti\nprice: 35.000\nrepeats:\n  every: weekly\n  opens: Senin 09:00\n  closes: Kamis 21:00\n"
    "  ships: Sabtu\n  from: 2026-11-30\n"
)


def test_each_window_of_a_repeating_po_has_files_of_its_own(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=ROTI)

    this, later = calendars(built(root, "2026-12-01T00:00:00+07:00")), calendars(built(root, OPEN))

    assert this["tutup-20261130.ics"] == datetime(2026, 12, 3, 14, tzinfo=UTC)
    assert this["buka-20261207.ics"] == datetime(2026, 12, 7, 2, tzinfo=UTC)
    shared = set(this) & set(later)
    assert shared
    assert {name: this[name] for name in shared} == {name: later[name] for name in shared}


@pytest.mark.parametrize(
    ("at", "file"),
    [("2026-12-01T00:00:00+07:00", "tutup-20261130.ics"), ("2026-12-08T00:00:00+07:00", "tutup-20261207.ics")],
)
def test_a_repeating_po_offers_the_window_that_counts(at: str, file: str, tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=ROTI)

    assert [link for link in links(built(root, at)) if link.endswith(".ics")][:1] == [file]


@pytest.mark.parametrize("said", ["cancelled:\n  date: 2026-12-11\n  why: Bahan habis\n", "done: 2026-12-11\n"])
def test_nothing_is_left_to_be_reminded_of_a_campaign_that_is_over(said: str, tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP, melati=MELATI + said), OPEN)

    assert calendars(site) == {}
    assert 'id="reminders"' not in page(site, "po/melati/index.html")


# The page


def links(site: Built) -> list[str]:
    section = page(site, "po/melati/index.html").split('id="reminders"')[1].split("</section>")[0]
    return re.findall(r'href="([^"]+)"', section)


def test_each_reminder_is_offered_by_google_first_and_then_as_a_file(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP, melati=MELATI), OPEN)

    shown = links(site)

    assert [link.split("?")[0] for link in shown] == [
        "https://calendar.google.com/calendar/render", "tutup.ics",
        "https://calendar.google.com/calendar/render", "bayar-1.ics",
    ]  # fmt: skip
    assert "dates=20261220T165900Z/20261220T172900Z" in shown[0]


def test_a_payment_that_was_due_is_no_reminder_any_more(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI)

    before, after = built(root, "2026-12-28T19:59:59+07:00"), built(root, "2026-12-28T20:00:00+07:00")

    assert before.next_change == datetime.fromisoformat("2026-12-28T20:00:00+07:00")
    assert "bayar-1.ics" in page(before, "po/melati/index.html")
    assert "bayar-1.ics" not in page(after, "po/melati/index.html")
