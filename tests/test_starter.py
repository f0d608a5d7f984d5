"""A first shop: it builds without a word, teaches by its comments, and reads back what the seller typed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import build
from generator.problems import ProblemsFound, Refused
from generator.shop.model.site import Site
from generator.source.load import load_site
from generator.source.schema import MODELS
from generator.source.yamltree import Mapping, Scalar, read_yaml
from generator.starter import (
    Answers,
    as_scalar,
    check_empty,
    check_name,
    check_whatsapp,
    copy_demo,
    write_schemas,
    write_starter,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RANI = Answers("Dapur Rani", check_whatsapp("0812 3456 7890"), "Bandung")


def start(folder: Path, answers: Answers = RANI, *, language: str = "id", now: datetime = NOW) -> Site:
    write_starter(folder, answers, language=language, now=now)
    loaded = load_site(folder)
    assert loaded.problems == ()
    assert loaded.site
    return loaded.site


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_new_shop_builds_without_a_single_problem(tmp_path: Path, language: str) -> None:
    start(tmp_path, language=language)

    built = build(tmp_path, NOW, cache=tmp_path / ".etalase")

    assert built.problems == ()
    pages = {output.path for output in built.outputs if output.path.endswith(".html")}
    assert len(pages) == 5


def test_what_the_seller_answered_is_what_the_shop_says(tmp_path: Path) -> None:
    site = start(tmp_path, Answers("Dapur Rani", check_whatsapp("+65 9123 4567"), "Kota Denpasar"), language="en")

    assert site.shop.name.in_("en") == "Dapur Rani"
    assert site.shop.contact[0].whatsapp
    assert site.shop.contact[0].whatsapp.digits == "6591234567"
    assert site.shop.city
    assert site.shop.city.in_("en") == "Kota Denpasar"
    assert str(site.shop.timezone) == "Asia/Makassar"
    assert site.shop.locale == "en"


def test_the_city_may_be_left_out(tmp_path: Path) -> None:
    site = start(tmp_path, Answers("Rani", RANI.whatsapp))

    assert site.shop.city is None
    assert str(site.shop.timezone) == "Asia/Jakarta"


NAMES = (
    'Toko "Bu Tini"',
    "Bu Tini's",
    "#1 Kue: paling enak",
    "Kue # Roti",
    "a: b",
    "- strip",
    "@toko",
    "[READY] Toko",
    "{toko}",
    "*tebal*",
    "!penting",
    "&Co",
    "%",
    "`x`",
    "|",
    ">",
    "yes",
    "No",
    "null",
    "~",
    "0812",
    "1.5",
    "2026-12-09",
    "20:30",
    "C:\\toko\\n",
    "Toko 🌸👩‍🍳",
    "香り工房",
    "متجر",
    "«name»",
    "x" * 200,
)


def test_any_name_reads_back_as_typed(tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        site = start(tmp_path / str(number), Answers(name, RANI.whatsapp, name))

        assert site.shop.name.in_("id") == name
        assert site.shop.city
        assert site.shop.city.in_("id") == name


@given(st.text(min_size=1))
@settings(max_examples=200)
def test_a_value_reads_back_as_typed(text: str) -> None:
    name = check_name(text)
    if not name:
        return

    document = read_yaml(f"name: {as_scalar(name)}            # catatan\n".encode(errors="replace"), "a.yaml")

    assert document.problems == ()
    assert isinstance(document.root, Mapping)
    (entry,) = document.root.entries
    assert isinstance(entry.value, Scalar)
    assert entry.value.text == name


def test_a_simple_name_stands_bare() -> None:
    assert as_scalar("Dapur Rani") == "Dapur Rani"


def test_a_name_is_one_line_without_what_nobody_can_see() -> None:
    assert check_name("  Dapur\n\tRani\x1b\u202e\u00a0 ") == "Dapur Rani"


@pytest.mark.parametrize(("typed", "code"), [("0812", "phone-invalid"), ("Rani", "phone-form")])
def test_a_number_nobody_answers_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_whatsapp(typed)

    assert refused.value.kind.code == code


def test_every_day_gives_a_po_that_opens_in_three_days_and_touches_pay_day(tmp_path: Path) -> None:
    for day in range(0, 62, 3):
        now = NOW + timedelta(days=day)
        site = start(tmp_path / str(day), now=now)
        (campaign,) = site.campaigns
        assert campaign.opens
        assert campaign.opens.day == (now + timedelta(hours=7, days=3)).date()
        closes = re.search(r"^closes: (\S+)", (tmp_path / str(day) / _po(tmp_path / str(day))).read_text("utf-8"), re.M)
        assert closes
        length = date.fromisoformat(closes[1]) - campaign.opens.day
        assert timedelta(days=10) <= length <= timedelta(days=15)
        days = [campaign.opens.day + timedelta(days=n) for n in range(length.days + 1)]
        assert any(not 10 < each.day < 25 for each in days)


def _po(folder: Path) -> str:
    (file,) = (folder / "content" / "campaigns").iterdir()
    return file.relative_to(folder).as_posix()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_example_in_a_comment_works_once_its_sign_is_deleted(tmp_path: Path, language: str) -> None:
    start(tmp_path, language=language)
    for file in (tmp_path / "content").rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        # Notes are sentences; what can be switched on looks like a key or a list entry.
        head, _, rest = text.partition("\n\n")
        switched = re.sub(r"^# (?=(?: *- | *)[a-z]+:(?: |$)| {2,})", "", rest, flags=re.MULTILINE)
        assert switched.count("\n") == rest.count("\n")
        file.write_text(f"{head}\n\n{switched}", encoding="utf-8")
    for photo in ("logo.jpg", "barang-1.jpg", "thing-1.jpg"):
        (tmp_path / "content" / "images" / photo).write_bytes(b"")

    loaded = load_site(tmp_path)

    assert loaded.problems == ()
    assert loaded.site
    assert loaded.site.shop.accounts[0].bank == "BCA"
    assert loaded.site.shop.contact[0].hours
    assert loaded.site.shop.identity
    assert len(loaded.site.links.links) == 2
    assert loaded.site.links.links[0].note
    assert len(loaded.site.links.socials) == 2
    (campaign,) = loaded.site.campaigns
    assert campaign.terms
    assert campaign.about
    assert campaign.photos
    assert campaign.taken == {"A1": 3}
    assert [payment.name.in_("") for payment in campaign.payments][1:] == (
        ["Pelunasan"] if language == "id" else ["Balance"]
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_in_a_new_shop_could_be_taken_for_real(tmp_path: Path, language: str) -> None:
    site = start(tmp_path, language=language)

    shop = site.shop
    assert (shop.accounts, shop.testimonials, shop.history, shop.identity, shop.logo, shop.url) == (
        (),
        (),
        (),
        None,
        None,
        None,
    )
    assert site.marketplaces.marketplaces == ()
    assert site.links.socials == ()
    (campaign,) = site.campaigns
    assert (campaign.photos, campaign.certificates, campaign.payments, campaign.taken) == ((), (), (), None)
    assert list((tmp_path / "content" / "images").iterdir()) == []


def test_editors_find_the_schema_that_each_file_names(tmp_path: Path) -> None:
    start(tmp_path)
    written = write_schemas(tmp_path, str)

    for file in (tmp_path / "content").rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found
        assert (file.parent / found[1]).is_file()
    assert len(written) == len(MODELS)


def test_what_a_build_makes_is_left_out_of_git(tmp_path: Path) -> None:
    start(tmp_path)

    assert {"output/", ".etalase/"} <= set((tmp_path / ".gitignore").read_text(encoding="utf-8").split("\n"))


def test_a_folder_that_holds_anything_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "skripsi.docx").write_bytes(b"x")

    for attempt in (lambda: start(tmp_path), lambda: copy_demo(tmp_path)):
        with pytest.raises(ProblemsFound) as found:
            attempt()
        assert found.value.problems[0].code == "new-folder-not-empty"
    assert [path.name for path in tmp_path.iterdir()] == ["skripsi.docx"]


def test_what_git_and_file_managers_leave_does_not_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".DS_Store").write_bytes(b"")

    check_empty(tmp_path)
    check_empty(tmp_path / "baru" / "sekali")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "toko").write_bytes(b"")

    with pytest.raises(ProblemsFound) as found:
        start(tmp_path / "toko")
    assert found.value.problems[0].code == "new-not-a-folder"
    with pytest.raises(ProblemsFound) as found:
        start(tmp_path / "toko" / "dalam")
    assert found.value.problems[0].code == "new-not-written"


def test_the_demo_is_copied_whole(tmp_path: Path) -> None:
    written = copy_demo(tmp_path / "demo")

    assert "content/shop.yaml" in written
    assert len([path for path in written if path.startswith("content/campaigns/")]) >= 4
    assert not list((tmp_path / "demo").rglob(".keep"))
    assert load_site(tmp_path / "demo").site
