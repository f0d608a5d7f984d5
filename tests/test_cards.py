"""Share pictures: what they say, how words fit, which fonts write them, and when they are drawn."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from awkward import AT, drafted, draw_all, make_shop
from PIL import Image
from problemkit import LANGUAGES
from shopkit import write_shop
from test_images import CANARY, jpeg_with_canaries, png_with_canaries

from generator.build import build, draft
from generator.cards import studio as studios
from generator.cards.kit import kit
from generator.media.cards import fonts as font_files
from generator.media.cards.canvas import Canvas, grounds_of, legible, worst
from generator.media.cards.draw import cast
from generator.media.cards.encode import encoded, pdf
from generator.media.cards.fitting import Room, fit
from generator.media.cards.formats import FEED, OPEN_GRAPH, SQUARE, STORY, Format
from generator.media.cards.look import Look
from generator.page.present.live import STATE_LABELS
from generator.problems import Severity
from generator.report.terminal import as_text
from generator.shop.colours import Colour, contrast
from generator.theme.cardlook import card_look

ROOT = Path(__file__).parent.parent
THEMES = ("etalase", "pasar", "batik", "malam", "arsip", "manis")
NOW = datetime.fromisoformat(AT)


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_shop(tmp_path_factory.mktemp("awkward"))


def look_of(root: Path) -> Look:
    made = drafted(root)
    return card_look(made.chosen.theme, made.chosen.assets.options, root / "content")


def test_ink_that_cannot_be_read_takes_the_nearest_shade_that_can() -> None:
    ground = Image.linear_gradient("L").convert("RGB").crop((0, 0, 256, 90))

    ink = legible(Colour("#404040"), ground)

    assert worst(Colour("#404040"), grounds_of(ground)) < 4.5
    assert min(contrast(ink, each) for each in grounds_of(ground)) >= 4.5


@pytest.mark.parametrize("shop", ["figur", "keramik", "demo"])
def test_pictures_never_word_a_state(shop: str, tmp_path: Path) -> None:
    root = ROOT if shop == "demo" else ROOT / "tests" / "shops" / shop
    for at in (AT, "2026-12-20T12:00+07:00", "2027-01-10T12:00+07:00"):
        made = draft(root, datetime.fromisoformat(at), cache=tmp_path)
        for language in made.languages:
            abroad = "" if language == made.languages[0] else language
            words = made.context_in(abroad).words
            states = [words(label) for label in STATE_LABELS.values()]
            hurry = ["hari terakhir", "hari lagi", "last day", "days left", "segera", "buruan"]
            for facts in made.shelf.facts(abroad).values():
                sellers = (facts.title, facts.note, facts.shop, facts.address)
                said = "\n".join(each for each in facts.texts() if each not in sellers)
                assert not [word for word in (*states, *hurry) if word.lower() in said.lower()]


def test_a_sign_that_no_font_has_is_left_out_and_told(
    awkward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_files, "FOLDERS", ())
    monkeypatch.setattr(font_files.system_faces, "__defaults__", ((),))
    look = look_of(awkward)

    fonts = cast(look, ["Kue 初 🎂"], (), None)

    assert fonts.missing == ("初", "🎂")
    assert "".join(run.text for run in fonts.voices["title"].runs("Kue 初音 🎂!")) == "Kue  !"


def test_a_build_warns_of_signs_that_no_font_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_files.system_faces, "__defaults__", ((),))
    root = make_shop(tmp_path, slugs=("a-plain", "h-japanese"))

    made = draft(root, NOW, cache=root / "cache")

    told = {found.mark.file: found for found in made.problems if found.kind is studios.SIGNS_MISSING and found.mark}
    assert told["content/campaigns/h-japanese.yaml"].severity is Severity.WARNING
    assert "初" in str(dict(told["content/campaigns/h-japanese.yaml"].parameters)["signs"])
    assert "content/campaigns/a-plain.yaml" not in told


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "No font at hand can write “初音🎂”, so share pictures leave it out. [card-signs]"),
        (
            "id",
            "Tidak ada huruf yang bisa menulis “初音🎂”, jadi di gambar bagikan bagian itu tidak ditulis. [card-signs]",
        ),
    ],
)
def test_what_no_font_has_is_told_at_its_line(
    language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_files.system_faces, "__defaults__", ((),))
    root = write_shop(
        tmp_path,
        shop="name: Toko Coba\nurl: https://toko.example/\ncontact:\n  whatsapp: 0812-345-678\n",
        kue="# satu\ntitle: Kue 初音 🎂\ncloses: 2026-12-20\nprice: 5.000\n",
    )

    told = as_text(draft(root, NOW, cache=root / "cache").problems, LANGUAGES[language])

    assert "content/campaigns/kue.yaml:2:8: " in told
    assert said in told


@pytest.mark.parametrize("content", [jpeg_with_canaries(), png_with_canaries()], ids=["jpeg", "png"])
def test_nothing_of_a_photos_file_but_its_pixels_is_in_a_kit(content: bytes, tmp_path: Path) -> None:
    root = make_shop(tmp_path, "malam", slugs=("a-plain",))
    for name in ("plain", "logo"):
        ending = "jpg" if content[:2] == b"\xff\xd8" else "png"
        for old in (root / "content" / "images").glob(f"{name}.*"):
            old.unlink()
        (root / "content" / "images" / f"{name}.{ending}").write_bytes(content)
    for file in (root / "content").rglob("*.yaml"):
        told = file.read_text("utf-8").replace("plain.jpg", f"plain.{ending}").replace("logo.png", f"logo.{ending}")
        file.write_text(told, "utf-8")
    made = draft(root, NOW, cache=root / "cache")

    files = dict(kit(made.shelf.studio, made.context, made.site.campaigns[0]))
    files |= {card.path: made.shelf.studio.drawn(card).read_bytes() for card in [*made.shelf.by_path.values()][:2]}

    assert CANARY in content
    assert [path for path, written in files.items() if CANARY in written] == []
    kept = [file for file in (root / "cache" / "cards").iterdir() if CANARY in file.read_bytes()]
    assert kept == []


def test_the_sellers_own_fonts_write_what_the_themes_face_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = next((file for file in Path("/usr/share/fonts").rglob("DejaVuSans.ttf")), None)
    if own is None:
        pytest.skip("no font of another script on this machine")
    monkeypatch.setattr(font_files.system_faces, "__defaults__", ((),))
    root = make_shop(tmp_path, slugs=("a-plain", "g-arabic"))
    (root / "content" / "fonts").mkdir()
    (root / "content" / "fonts" / "own.ttf").write_bytes(own.read_bytes())
    with (root / "content" / "shop.yaml").open("a", encoding="utf-8") as shop:
        shop.write("fonts: fonts\n")

    made = draft(root, NOW, cache=root / "cache")

    told = {found.mark.file for found in made.problems if found.kind is studios.SIGNS_MISSING and found.mark}
    assert "content/campaigns/g-arabic.yaml" not in told


def test_text_is_made_smaller_then_broken_then_cut(awkward: Path) -> None:
    letters = cast(look_of(awkward), ["Panjang"], (), None).voices["title"]

    large = fit(letters, "Parfum", Room(600, 100, 80, 20))
    small = fit(letters, "Parfum melati gambir", Room(600, 100, 80, 20))
    two = fit(letters, "Parfum melati gambir", Room(300, 200, 80, 60, lines=2))
    cut = fit(letters, "Parfum melati gambir dari Purbalingga", Room(300, 40, 30, 30))
    word = fit(letters, "Pertanggungjawaban" * 3, Room(200, 400, 30, 30, lines=9))

    assert large.size == 80
    assert small.size < 80
    assert len(small.lines) == 1
    assert len(two.lines) == 2
    assert cut.lines[0].endswith("…")
    assert not cut.whole
    assert len(word.lines) > 2
    assert max(each.width for each in (large, small)) <= 600
    assert max(each.width for each in (two, cut)) <= 300
    assert word.width <= 200


def test_pages_name_the_picture_at_its_whole_address(tmp_path: Path) -> None:
    root = make_shop(tmp_path, slugs=("a-plain",))

    outputs = {output.path: output for output in build(root, NOW, cache=root / "cache").outputs}

    page = (outputs["po/a-plain/index.html"].content or b"").decode()
    address = re.search(r'<meta property="og:image" content="https://rumahmelati\.example/([^"]+)">', page)
    assert address
    picture = outputs[address[1]]
    assert picture.hashed
    assert picture.source
    with Image.open(picture.source) as image:
        assert image.size == (1200, 630)
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert 'property="og:image:width" content="1200"' in page


def test_without_an_address_no_picture_is_published(tmp_path: Path) -> None:
    root = make_shop(tmp_path, slugs=("a-plain",))
    shop = root / "content" / "shop.yaml"
    shop.write_text(shop.read_text("utf-8").replace("url: https://rumahmelati.example/\n", ""), "utf-8")

    outputs = build(root, NOW, cache=root / "cache").outputs

    assert not [output for output in outputs if "-og." in output.path]


def test_a_second_build_draws_nothing_and_a_broken_cache_is_drawn_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_shop(tmp_path, slugs=("a-plain", "e-bright"))
    first = {output.path for output in build(root, NOW, cache=root / "cache").outputs}
    drawn: list[str] = []
    really = studios.Studio.canvas

    def counted(self: studios.Studio, facts: object, form: Format, scale: float = 1.0) -> Canvas:
        drawn.append(getattr(facts, "title", ""))
        return really(self, facts, form, scale)  # type: ignore[arg-type]

    monkeypatch.setattr(studios.Studio, "canvas", counted)
    second = {output.path for output in build(root, NOW, cache=root / "cache").outputs}
    assert second == first
    assert not drawn

    victim = next((root / "cache" / "cards").glob("*.jpg"))
    victim.write_bytes(victim.read_bytes()[:1000])
    build(root, NOW, cache=root / "cache")
    assert len(drawn) == 1

    campaign = root / "content" / "campaigns" / "a-plain.yaml"
    campaign.write_text(campaign.read_text("utf-8").replace("150.000", "160.000"), "utf-8")
    third = {output.path for output in build(root, NOW, cache=root / "cache").outputs}
    assert drawn[1:] == ["Parfum Melati"]
    assert len({path for path in third - first if "-og." in path}) == 1


def test_the_same_picture_is_the_same_bytes_and_holds_nothing_else(awkward: Path) -> None:
    made = drafted(awkward)
    slugs = ("a-plain", "f-busy")
    one, other = (
        [encoded(canvas).content for _, _, canvas in draw_all(made, "batik", (SQUARE,), slugs)] for _ in range(2)
    )

    assert one == other
    for content in one:
        assert not re.search(rb"\xff[\xe1-\xef\xfe]", content[: content.index(b"\xff\xda")])


def test_a_pdf_is_the_same_every_time_and_opens_at_its_paper_size() -> None:
    pages = [Image.new("RGB", (2480, 3508), "white"), Image.new("RGB", (2480, 3508), "black")]

    content = pdf(pages, 300)

    assert content == pdf(pages, 300)
    assert content.count(b"/MediaBox[0 0 595.20 841.92]") == 2
    assert b"/Info" not in content
    assert b"Date" not in content
    place = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    assert content[place : place + 4] == b"xref"


def test_a_right_to_left_title_is_one_run_from_the_right(awkward: Path) -> None:
    letters = cast(look_of(awkward), ["روبوت"], (), awkward / "cache").voices["title"]

    runs = letters.runs("روبوت السلام")

    if not runs:
        pytest.skip("no font of another script on this machine")
    assert [run.rtl for run in runs] == [True]


def test_formats_are_the_ones_that_platforms_ask_for() -> None:
    assert [(form.width, form.height) for form in (OPEN_GRAPH, STORY, FEED, SQUARE)] == [
        (1200, 630),
        (1080, 1920),
        (1080, 1350),
        (1080, 1080),
    ]
