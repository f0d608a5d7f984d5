"""Everything that the program says, it says in Indonesian: whole, with the same fields, in one voice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from catalogues import CATALOGUE, THEMES, Entry, Message, entries, literals, said_by_generator, said_by_theme

from generator.kept import Kept
from generator.page import pofile
from generator.page.catalogue import Catalogue
from generator.page.fields import fields_of
from generator.problems import Refused
from generator.shop import clocks, costs, days, durations, hours, money, periods, quantities, repeats
from generator.shop.rules.contract import QUESTIONS
from generator.themecheck.samples import words_of_pages

SAME_IN_BOTH = {
    "Batch",
    "Batch {number}",
    "CV",
    "FOLDER",
    "HOST",
    "[SLUG]",
    "Marketplace",
    "PT",
    "Tablet",
    "Total",
    "e-mail",
    "{channel} · {name}",
    "{counts}.",
    "{count} batch: {results}",
    "`content/shop.yaml`.",
    "`content/links.yaml`.",
    "`content/marketplaces.yaml`.",
    "`content/defaults.yaml`.",
    "`content/campaigns/<slug>.yaml`.",
}
"""Words, names and forms that Indonesian writes as English does."""

VALUES = {Message("list", context="value"), Message("map", context="value")}
VALUES |= {Message(question) for question in QUESTIONS.values()}
VALUES |= {Message(every.value, context="value") for every in repeats.Every}
VALUES |= {Message(word, context="value") for word in words_of_pages()}
VALUES |= {Message(word, context="value") for word in ("light", "dark", "the defaults")}
VALUES |= {
    Message(reason, context="value")
    for reason in ("timed out", "no such host", "no secure connection", "refused", "redirected out of the web")
}
VALUES |= {
    Message(reason, context="value")
    for reason in (
        "No such file or directory",
        "Permission denied",
        "Is a directory",
        "File exists",
        "Not a directory",
        "Input/output error",
        "File name too long",
        "no answer",
        "connection refused",
        "the connection broke off",
        "no permission",
        "no key of yours is accepted there",
    )
}
"""Words that fill a field of a message: ours, and the system's most usual reasons."""
CLICK_SAYS = {"Show this message and exit.", "[OPTIONS]", "[NAME]", "NAME", "FOLDER"}
"""Help texts that click makes by itself."""
PLACEHOLDER = re.compile(r"\[?[A-Z]+\]?")
"""What help shows for an argument: click makes it from the argument's name."""

SHOP_SPEAKS = re.compile(r"\b(?:kami|kita)\b", re.IGNORECASE)
STIFF = re.compile(
    r"\b(?:anda|silah?kan|mohon|harap|dimohon|ketidaknyamanan\w*|tersebut|merupakan|buruan|segera order)\b",
    re.IGNORECASE,
)
"""Words of letters from an office, and words that hurry."""

ENTRIES = tuple(entries(CATALOGUE.read_text("utf-8")))
THEME_NAMES = sorted(path.name for path in THEMES.iterdir() if (path / "theme.yaml").is_file())


@cache
def everything_said() -> dict[Message, str]:
    """Every message, with where it is said."""
    return said_by_generator() | dict.fromkeys(VALUES, "a field") | {Message(text): "click" for text in CLICK_SAYS}


def theme_entries(theme: str) -> tuple[Entry, ...]:
    path = THEMES / theme / "locales/id.po"
    return tuple(entries(path.read_text("utf-8"))) if path.is_file() else ()


def shown(messages: dict[Message, str]) -> str:
    return "\n".join(f"{where}: {message}" for message, where in messages.items())


def test_reader_of_sources_finds_each_way_of_saying_something() -> None:
    texts = {message.text for message in everything_said()}
    assert "Opens {date}" in texts, "w(…)"
    assert "Behind schedule" in texts, "a table of words"
    assert "Quota full" in texts, "one of two"
    assert "{count} working day" in texts, "a plural"
    assert "Write one of: {keys}." in texts, "the fix of a Kind"
    assert "The shop's name." in texts, "the description of a key"
    assert Message("error", context="severity") in everything_said(), "a context"


def test_every_message_has_an_indonesian_sentence() -> None:
    known = {entry.message for entry in ENTRIES if entry.translation.strip()}
    missing = {message: where for message, where in everything_said().items() if message not in known}
    assert not missing, f"{len(missing)} without a translation:\n{shown(missing)}"


def test_no_translation_is_left_of_a_message_that_is_gone() -> None:
    known = literals() | {message.text for message in everything_said()}
    gone = [
        entry for entry in ENTRIES if entry.message.text not in known and not PLACEHOLDER.fullmatch(entry.message.text)
    ]
    orphans = [f"line {entry.line}: {entry.message.text}" for entry in gone]
    assert not orphans, "\n".join(orphans)


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_theme_translates_what_its_templates_say(theme: str) -> None:
    own = theme_entries(theme)
    known = {entry.message for entry in (*ENTRIES, *theme_entries("base"), *own)}
    said = said_by_theme(THEMES / theme)
    missing = {message: where for message, where in said.items() if message not in known}
    assert not missing, shown(missing)
    orphans = {entry.message for entry in own} - set(said)
    assert not orphans


def test_themes_say_the_generators_words_as_the_generator_does() -> None:
    """One catalogue serves both, and the theme's entry wins: another word there would change sentences elsewhere."""
    ours = {entry.message: entry.translation for entry in ENTRIES}
    for theme in THEME_NAMES:
        for entry in theme_entries(theme):
            assert ours.get(entry.message, entry.translation) == entry.translation, entry


@pytest.mark.parametrize(
    "path", [CATALOGUE, *sorted(THEMES.glob("*/locales/id.po"))], ids=lambda path: str(path.parts[-3])
)
def test_catalogue_reads_without_a_problem(path: Path) -> None:
    text = path.read_text("utf-8")
    read = Catalogue.from_po("id", text)
    for entry in entries(text):
        message, many, context = entry.message.text, entry.message.many, entry.message.context
        assert read.unfilled(message, many, context=context) == entry.translation, entry


@pytest.mark.parametrize("path", [CATALOGUE, *sorted(THEMES.glob("*/locales/id.po"))], ids=lambda p: str(p.parts[-3]))
def test_each_message_stands_once(path: Path) -> None:
    counted = Counter((entry.message.text, entry.message.context) for entry in entries(path.read_text("utf-8")))
    assert [message for message, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("name", ["generator", *THEME_NAMES])
def test_translation_fills_the_fields_of_its_message(name: str) -> None:
    for entry in ENTRIES if name == "generator" else theme_entries(name):
        fields = fields_of(entry.message.text) | fields_of(entry.message.many)
        assert fields_of(entry.translation) == fields, entry


def test_translation_is_not_the_english_text() -> None:
    same = {entry.message.text for entry in ENTRIES if entry.translation == entry.message.text}
    assert same <= SAME_IN_BOTH, same - SAME_IN_BOTH


def test_translation_begins_and_ends_like_its_message() -> None:
    """Sentences are put together from parts: a space or a full stop belongs to both languages or to none."""
    for entry in ENTRIES:
        text, translation = entry.message.text, entry.translation
        assert translation[-1:].isspace() == text[-1:].isspace(), entry
        assert (translation[-1:] in ".,:") == (text[-1:] in ".,:"), entry


def test_shop_of_one_says_saya() -> None:
    """Where a page says "kami", the context `alone` holds the same sentence with "saya"."""
    alone = {entry.message.text: entry.translation for entry in ENTRIES if entry.message.context == "alone"}
    pages = {message.text for message, where in everything_said().items() if where.startswith("generator/page/present")}
    plural = {
        entry.message.text
        for entry in ENTRIES
        if not entry.message.context and entry.message.text in pages and SHOP_SPEAKS.search(entry.translation)
    }
    assert plural == set(alone)
    assert [text for text in alone.values() if SHOP_SPEAKS.search(text) or "saya" not in text.lower()] == []


@pytest.mark.parametrize("name", ["generator", *THEME_NAMES])
def test_voice_is_neither_stiff_nor_hurrying(name: str) -> None:
    for entry in ENTRIES if name == "generator" else theme_entries(name):
        assert not STIFF.search(entry.translation), entry


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (
            "The seller made this page; Etalase does not check sellers.",
            "Halaman dibuat sendiri oleh penjual; Etalase tidak memeriksa penjual.",
        ),
        ("Opens {date}", "Buka {date}"),
        ("Closes {date}", "Tutup {date}"),
        ("After that no orders are taken.", "Setelah itu pesanan tidak diterima."),
        ("Quota full as of {date}", "Kuota penuh per {date}"),
        ("Closed · shipping planned {dates}", "Ditutup · rencana kirim {dates}"),
        (
            "Closed · waiting for the seller's decision (minimum {count})",
            "Ditutup · menunggu keputusan penjual (minimal {count})",
        ),
        ("Shipping planned {dates}", "Rencana kirim {dates}"),
        ("Behind its shipping schedule since {date}", "Lewat jadwal kirim sejak {date}"),
        ("Done: promised {promised}, shipped {actual}", "Selesai: janji {promised}, dikirim {actual}"),
        ("Cancelled {date}", "Dibatalkan {date}"),
        ("Remind me", "Ingatkan saya"),
        ("Order", "Pesan"),
        ("Waiting list", "Daftar tunggu"),
        ("Ask about my order", "Tanya pesanan saya"),
        ("How money comes back", "Cara uang kembali"),
        ("Price of this batch", "Harga batch ini"),
        ("You are here", "Kamu di sini"),
        ("follows from the admin", "menyusul dari admin"),
        ("These are our only accounts", "Akun kami hanya ini"),
        ("This is our first PO.", "Ini PO pertama kami."),
        ("No PO right now", "Belum ada PO"),
    ],
)
def test_page_says_what_buyers_were_promised(message: str, words: str) -> None:
    """The words of the state table and of the rules on paying are fixed: buyers learn to look for them."""
    assert Catalogue.from_po("id", CATALOGUE.read_text("utf-8")).unfilled(message) == words


WIB = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("example", "read"),
    [
        ("21.30", clocks.parse_clock),
        ("20 Desember 2026", days.parse_day),
        ("24 jam", durations.parse_duration),
        ("24 jam setelah konfirmasi", lambda text: durations.parse_due(text, WIB)),
        ("Senin-Jumat 08.30-17.00, Sabtu 9-12", lambda text: hours.parse_hours(text, WIB)),
        ("24 jam", lambda text: hours.parse_hours(f"Senin {text}", WIB)),
        ("2026-12-21 sampai 2026-12-28", periods.parse_span),
        ("Februari 2027", periods.parse_span),
        ("3-4 minggu setelah tutup", periods.parse_span),
        ("Senin 09:00", repeats.parse_turn),
        ("tanggal 25 21:00", repeats.parse_turn),
        ("hari terakhir 21:00", repeats.parse_turn),
        ("12,5%", money.parse_percent),
        ("10rb", quantities.parse_count),
        ("0,5 kg", quantities.parse_weight),
        ("4,9", quantities.parse_rating),
        ("10.000-25.000", lambda text: costs.parse_cost(text, "IDR")),
    ],
)
def test_examples_in_translations_are_understood(example: str, read: Callable[[str], object]) -> None:
    """What a message tells sellers to write, the reader takes, in Indonesian too."""
    assert any(example in entry.translation for entry in ENTRIES)
    read(example)


@pytest.mark.parametrize("event", ["pesan", "konfirmasi", "rekap", "bayar", "DP", "pelunasan", "barang siap", "buka"])
def test_events_that_a_message_names_are_understood(event: str) -> None:
    durations.parse_after(f"3 hari setelah {event}")


def test_a_catalogue_is_compiled_once_for_all_runs_and_again_if_what_is_kept_is_not_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        'msgid "Open"\nmsgstr "Buka"\n\n'
        'msgid "{count} item"\nmsgid_plural "{count} items"\nmsgstr[0] "{count} barang"\n'
    )
    read: list[str] = []
    reader = pofile.read_po
    monkeypatch.setattr(pofile, "read_po", lambda file, **how: (read.append(""), reader(file, **how))[1])

    def compiled(text: str) -> int:
        """How many texts were read for it, in what is another process as far as a catalogue can tell."""
        read.clear()
        Catalogue.from_po.cache_clear()
        monkeypatch.setattr(Catalogue, "compiled_before", Kept(tmp_path, "catalogues"))
        words = Catalogue.from_po("id", text)
        assert (words.text("Open"), words.plural("{count} item", "{count} items", 2)) == (
            text.split('"')[3],
            "2 barang",
        )
        return len(read)

    assert [compiled(text), compiled(text), compiled(text.replace("Buka", "Dibuka"))] == [1, 0, 1]
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert [compiled(text), compiled(text)] == [1, 0]


def test_a_mistake_in_a_catalogue_is_told_in_every_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Catalogue, "compiled_before", Kept(tmp_path, "catalogues"))
    for _ in range(2):
        Catalogue.from_po.cache_clear()
        with pytest.raises(Refused):
            Catalogue.from_po("id", 'msgid "Opens {date}"\nmsgstr "Buka {tanggal}"\n')
