"""Faces of headings and prices: cut to what pages use, the same bytes every time, within the budget, linked from every
page under its policy; a seller's own font, and what is said of one that cannot be used."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from facekit import BRICOLAGE, FRAUNCES, SHIPPED, face_shop, seller_font, unpacked, variable_font, write_theme
from fontTools.ttLib import TTFont
from shopkit import built, page

from generator.build import Built, draft
from generator.draft import Look
from generator.media import typeface
from generator.media.fontfile import MAX_FILE_BYTES
from generator.media.typeface import cut_face
from generator.memory import Memory
from generator.problems import Problem, ProblemsFound, Severity
from generator.theme.faces import MOST_BYTES, SIGNS
from generator.theme.fallbacks import fallback_rules
from generator.theme.options import choose
from generator.theme.package import load_theme

AT = "2026-12-12T12:00:00+07:00"
LATIN_1 = frozenset(map(chr, range(0xA1, 0x100)))


def fonts(site: Built) -> dict[str, bytes]:
    return {out.path: out.content or b"" for out in site.outputs if out.path.endswith(".woff2")}


def font_problems(root: Path) -> tuple[Problem, ...]:
    """What is wrong with the fonts of a shop that cannot be built."""
    with pytest.raises(ProblemsFound) as found:
        built(root, AT)
    return tuple(each for each in found.value.problems if each.code.startswith(("font", "theme")))


# The faces we ship


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_face_has_its_licence_beside_it_and_inside_its_cut(file: Path) -> None:
    licence = (file.parent / "OFL.txt").read_text("utf-8")
    assert licence.startswith("Copyright ")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name" not in licence.partition("PREAMBLE")[0], "what is cut may not bear a reserved name"

    cut = cut_face(file.read_bytes(), SIGNS, 700, file.name)
    names = TTFont(BytesIO(cut.woff2))["name"]
    assert str(names.getName(0, 3, 1, 0x409)).startswith("Copyright ")
    assert str(names.getName(14, 3, 1, 0x409)).endswith("scripts.sil.org/OFL")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_face_weighs_at_most_24_kb_even_with_all_of_western_europe(file: Path) -> None:
    assert len(cut_face(file.read_bytes(), SIGNS | LATIN_1, 700, file.name).woff2) <= MOST_BYTES


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_face_writes_indonesian_and_prices_in_digits_of_one_width(file: Path) -> None:
    cut = cut_face(file.read_bytes(), SIGNS, 700, file.name)
    assert set(map(chr, range(33, 127))) | set("–—‘’“”…·•×") <= set(cut.signs)
    assert cut.tabular


def test_there_is_a_face_for_each_of_the_four_themes_and_two_for_share_pictures() -> None:
    assert [file.parents[1].name for file in SHIPPED] == ["arsip", "base", "base", "batik", "manis", "pasar"]


# The cut


def test_the_same_font_and_signs_give_the_same_bytes_under_every_hash_seed() -> None:
    program = (
        "from hashlib import sha256; from pathlib import Path; from generator.media.typeface import cut_face; "
        "from generator.theme.faces import SIGNS; import sys; "
        "print(sha256(cut_face(Path(sys.argv[1]).read_bytes(), SIGNS, 700, '').woff2).hexdigest())"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", program, str(BRICOLAGE)],
            env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, text=True, check=True,
            cwd=Path(__file__).parents[1],
        ).stdout
        for seed in ("1", "77")
    ]  # fmt: skip
    assert made[0] == made[1]
    assert len(made[0].strip()) == 64


def test_a_cut_keeps_kerning_and_has_nothing_but_the_signs() -> None:
    cut = cut_face(BRICOLAGE.read_bytes(), frozenset("AVé☃"), 700, "")
    font = TTFont(BytesIO(cut.woff2))
    assert cut.signs == "AVé"
    assert set(font.getBestCmap()) == set(map(ord, "AVé"))
    assert "kern" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert "fpgm" not in font


def test_letters_written_as_base_and_accent_find_the_letter_that_the_face_has() -> None:
    assert "é" in cut_face(BRICOLAGE.read_bytes(), frozenset(("e", "e\u0301")), 700, "").signs


def test_a_variable_font_is_set_to_the_weight_that_is_asked_for_as_near_as_it_goes() -> None:
    cuts = {weight: cut_face(variable_font(), frozenset("a "), weight, "") for weight in (100, 700, 1000)}
    assert {weight: cut.weight for weight, cut in cuts.items()} == {100: 100, 700: 700, 1000: 900}
    assert cuts[100].average < cuts[700].average < cuts[1000].average
    assert "fvar" not in TTFont(BytesIO(cuts[700].woff2))


def test_a_font_without_digits_of_one_width_says_so() -> None:
    content = unpacked(FRAUNCES)
    font = TTFont(BytesIO(content))
    del font["GSUB"]
    out = BytesIO()
    font.save(out)
    assert not cut_face(out.getvalue(), SIGNS, 700, "").tabular


# What stands in


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
@pytest.mark.parametrize("fallback", ["sans", "serif"])
def test_what_stands_in_is_as_wide_and_as_high_as_the_face(file: Path, fallback: str) -> None:
    averages = {"Roboto Bold": 4616, "Arial Bold": 4906, "Noto Serif Bold": 5283, "Georgia Bold": 5315}
    cut = cut_face(file.read_bytes(), SIGNS, 700, file.name)
    rules = fallback_rules("X", fallback, cut)
    found = re.findall(
        r'font-family:"X fallback \d";src:local\("([^"]+)"\).*?size-adjust:([\d.]+)%;'
        r"ascent-override:([\d.]+)%;descent-override:([\d.]+)%;line-gap-override:([\d.]+)%",
        rules,
    )
    assert len(found) == rules.count("@font-face") >= 2
    for name, *numbers in found:
        size, ascent, descent, gap = (float(number) / 100 for number in numbers)
        if name in averages:
            assert averages[name] * size == pytest.approx(cut.average, abs=5)
        for given, wanted in ((ascent, cut.ascent), (descent, cut.descent), (gap, cut.gap)):
            assert given * size * 10_000 == pytest.approx(wanted, abs=3)


def test_a_light_face_is_stood_in_for_by_regular_fonts() -> None:
    cut = cut_face(variable_font(), frozenset("a "), 300, "")
    assert "Bold" not in fallback_rules("X", "sans", cut)


# A site


def test_the_face_is_published_once_and_linked_from_every_page_under_its_policy(tmp_path: Path) -> None:
    site = built(face_shop(tmp_path), AT)
    (path,) = fonts(site)
    assert re.fullmatch(r"assets/bricolage-grotesque-800\.[0-9a-f]{10}\.woff2", path)
    headers = next(out.content or b"" for out in site.outputs if out.path == "_headers").decode()

    pages = [out for out in site.outputs if out.path.endswith(".html")]
    assert {out.path.count("/") for out in pages} == {0, 1, 2}
    for out in pages:
        text = (out.content or b"").decode()
        root = "/" if out.path == "404.html" else "../" * out.path.count("/")
        shown = html.unescape(re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[0])
        assert set(shown.replace(";", "").split()) < set(headers.replace(";", "").split())
        assert "font-src 'self'" in shown
        styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        assert len(styles) == (3 if out.path.startswith("po/") and out.path != "po/index.html" else 2)
        for style in styles:
            assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in shown, out.path
        assert f'src:url("{root}{path}")' in styles[-1]
        assert "font-display:optional" in styles[-1]
        assert f'<link rel="preload" href="{root}{path}" as="font" type="font/woff2" crossorigin>' in text
        assert text.index("Content-Security-Policy") < text.index('rel="preload"') < text.index("<style>")


def test_a_redirect_at_any_depth_does_without_so_that_the_policy_stays_short(tmp_path: Path) -> None:
    root = face_shop(tmp_path)
    file = root / "content/campaigns/melati.yaml"
    file.write_text(file.read_text("utf-8") + "aliases:\n  - a/b/c/d/e/melati\n", "utf-8")
    site = built(root, AT)
    text = page(site, "a/b/c/d/e/melati/index.html")
    assert "preload" not in text
    assert text.count("<style>") == 1


def test_a_shop_of_a_theme_with_system_fonts_has_none_and_loads_nothing_for_them(tmp_path: Path) -> None:
    site = built(face_shop(tmp_path, title_font="system"), AT)
    assert fonts(site) == {}
    assert "font-src" not in page(site, "index.html")
    assert "preload" not in page(site, "index.html")
    assert "--option-title-font:var(--font)" in page(site, "index.html")

    memory = Memory()
    draft(tmp_path, datetime.fromisoformat(AT), cache=tmp_path / "cache", memory=memory)
    assert memory.made["characters"] == 0, "nobody looks for characters that no face needs"
    program = "import generator.build, generator.cli.commands, sys; sys.exit('fontTools' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[1])


def test_an_edit_in_ordinary_letters_leaves_the_face_as_it_is(tmp_path: Path) -> None:
    names = {
        title: list(fonts(built(face_shop(tmp_path, title=title), AT)))
        for title in ("Parfum Melati", "Lilin “Sereh” 2 × 30 ml", "Kue 🎂 子", "Kopi Señorita")
    }
    first, edited, foreign, accented = names.values()
    assert first == edited
    assert first == foreign, "signs that the face has not change nothing"
    assert first != accented


def test_the_face_has_what_the_pages_of_a_language_say(tmp_path: Path) -> None:
    root = face_shop(tmp_path)
    before = fonts(built(root, AT))
    words = root / "themes/coba/locales/id.po"
    words.parent.mkdir()
    words.write_text('msgid "Order"\nmsgstr "Pèsên"\n', "utf-8")
    assert set(fonts(built(root, AT))) != set(before)


def test_a_second_build_cuts_nothing_and_an_altered_cache_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = face_shop(tmp_path)
    first = fonts(built(root, AT))
    cuts: list[str] = []

    def watch(*given: object) -> object:
        cuts.append(str(given[-1]))
        return cut_face(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(typeface, "cut_face", watch)
    assert fonts(built(root, AT)) == first
    assert cuts == []

    (entry,) = (root / ".etalase/cache/faces").iterdir()
    entry.write_text(entry.read_text("utf-8").replace('"weight": 800', '"weight": 100'), "utf-8")
    assert fonts(built(root, AT)) == first
    assert len(cuts) == 1
    assert "100" not in str(entry.read_text("utf-8").partition('"weight": ')[2][:3])


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    root = face_shop(tmp_path)
    (root / ".etalase/cache").mkdir(parents=True)
    (root / ".etalase/cache/faces").write_bytes(b"a file where the folder should be")
    assert len(fonts(built(root, AT))) == 1


def test_faces_that_weigh_too_much_together_are_a_warning_and_stop_no_look(tmp_path: Path) -> None:
    root = face_shop(tmp_path, title="".join(sorted(LATIN_1)), price_font="fraunces")
    made = draft(root, datetime.fromisoformat(AT), cache=root / "cache")
    (heavy,) = (found for found in made.problems if found.code == "faces-heavy")
    assert heavy.severity is Severity.WARNING
    assert dict(heavy.parameters)["found"] == 34
    assert heavy.mark is not None
    assert heavy.mark.file == "content/shop.yaml"
    assert made.seen(Look(options=(("accent", "#123456"),))).output("index.html").content


# The seller's own font


def test_a_seller_may_name_a_font_of_their_own(tmp_path: Path) -> None:
    root = face_shop(tmp_path, title_font="fonts/Milikku Tebal.ttf")
    seller_font(root, "Milikku Tebal.ttf")
    site = built(root, AT)
    (path,) = fonts(site)
    assert re.fullmatch(r"assets/milikku-tebal\.[0-9a-f]{10}\.woff2", path)
    assert '--option-title-font:"Shop title font","Shop title font fallback 1"' in page(site, "index.html")
    assert f'@font-face{{font-family:"Shop title font";src:url("{path}")' in page(site, "index.html")


def test_a_font_that_is_replaced_is_seen_by_the_next_draft(tmp_path: Path) -> None:
    root = face_shop(tmp_path, title_font="fonts/milikku.ttf")
    seller_font(root)
    memory, now = Memory(), datetime.fromisoformat(AT)

    def published() -> set[str]:
        made = draft(root, now, cache=root / "cache", memory=memory)
        return {out.path for out in made.outputs() if out.path.endswith(".woff2")}

    before = published()
    assert published() == before
    seller_font(root, content=unpacked(BRICOLAGE))
    assert published() != before


def bomb() -> bytes:
    """A WOFF2 of one table that unpacks to 40 MB."""
    packed = brotli.compress(bytes(40_000_000))
    head = b"wOF2" + b"\x00\x01\x00\x00" + bytes(4) + (1).to_bytes(2, "big") + bytes(2) + (100).to_bytes(4, "big")
    head += len(packed).to_bytes(4, "big") + bytes(24)
    return head + b"\x05" + b"\x93\x89\xb4\x00" + packed  # the table `hhea` of 40,000,000 bytes


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "font-foreign"),
        (b"PK\x03\x04 a whole family, packed", "font-foreign"),
        (b"\x00\x01\x00\x00", "font-broken"),
        (b"\x00\x01\x00\x00 no font follows at all, only words", "font-broken"),
        (unpacked(FRAUNCES)[:9000], "font-broken"),
        (FRAUNCES.read_bytes()[:9000], "font-broken"),
        (bytes(MAX_FILE_BYTES + 1), "font-too-heavy"),
        (bomb, "font-too-heavy"),
    ],
    ids=["empty", "zip", "short", "words", "cut-off", "cut-off-woff2", "heavy", "bomb"],
)
def test_a_file_that_is_no_font_is_named_at_its_line(
    tmp_path: Path, content: bytes | Callable[[], bytes], code: str
) -> None:
    root = face_shop(tmp_path, title_font="fonts/milikku.ttf")
    seller_font(root, content=content if isinstance(content, bytes) else content())
    (problem,) = font_problems(root)
    assert problem.code == code
    assert dict(problem.parameters)["file"] == "content/fonts/milikku.ttf"
    assert problem.mark is not None
    assert problem.mark.text.strip() == 'title_font: "fonts/milikku.ttf"'


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("fonts/milikku.ttf", "font-missing"),
        ("../rahasia.ttf", "font-outside"),
        ("/etc/passwd.ttf", "font-missing"),
        ("fonts/tautan.ttf", "font-outside"),
        ("fonts/folder.ttf", "font-unreadable"),
        ("bricolag", "theme-option-font"),
        ("fonts/milikku.woff", "theme-option-font"),
    ],
)
def test_a_font_that_is_not_there_is_named(tmp_path: Path, written: str, code: str) -> None:
    root = face_shop(tmp_path / "toko", title_font=written)
    (tmp_path / "toko/rahasia.ttf").write_bytes(unpacked(FRAUNCES))
    (root / "content/fonts/folder.ttf").mkdir(parents=True)
    (root / "content/fonts/tautan.ttf").symlink_to(tmp_path / "toko/rahasia.ttf")
    (problem,) = font_problems(root)
    assert problem.code == code


def test_a_word_that_is_nearly_a_face_is_answered_with_it(tmp_path: Path) -> None:
    (problem,) = font_problems(face_shop(tmp_path, title_font="bricolag"))
    assert dict(problem.parameters)["known"].startswith("bricolage, ")  # type: ignore[union-attr]


# theme.yaml


@pytest.mark.parametrize(
    ("written", "instead", "code"),
    [
        ("    license: fonts/OFL.txt\n  fraunces:", "  fraunces:", "theme-key-missing"),
        ("fonts/bricolage-grotesque-800.woff2", "fonts/lain.woff2", "theme-font-absent"),
        ("fonts/bricolage-grotesque-800.woff2", "fonts/OFL.txt", "theme-font-file"),
        ("fonts/OFL.txt", "fonts/LICENSE", "theme-font-absent"),
        ("family: Fraunces", "family: 'A\";x'", "theme-font-family"),
        ("fallback: serif", "fallback: mono", "theme-font-fallback"),
        ("fallback: serif", "fallbck: serif", "theme-key-unknown"),
        ("  fraunces:\n", "  system:\n", "theme-word"),
        ("default: bricolage", "default: brikolase", "theme-option-font"),
    ],
)
def test_a_mistake_in_theme_yaml_is_found_at_its_line(tmp_path: Path, written: str, instead: str, code: str) -> None:
    write_theme(tmp_path)
    file = tmp_path / "themes/coba/theme.yaml"
    changed = file.read_text("utf-8").replace(written, instead)
    assert changed != file.read_text("utf-8")
    file.write_text(changed, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_theme("coba", [tmp_path / "themes", Path(__file__).parents[1] / "themes"])
    problem = found.value.problems[0]
    assert problem.code == code
    assert problem.mark is not None
    assert problem.mark.file == "themes/coba/theme.yaml"
    assert problem.mark.line > 3


def test_a_broken_font_of_a_theme_is_named_by_its_path_there(tmp_path: Path) -> None:
    root = face_shop(tmp_path)
    (root / "themes/coba/fonts/bricolage-grotesque-800.woff2").write_bytes(b"wOF2 and no more")
    (problem,) = font_problems(root)
    assert problem.code == "font-broken"
    assert problem.mark is not None
    assert problem.mark.file == "themes/coba/fonts/bricolage-grotesque-800.woff2"


def test_a_child_chooses_among_the_faces_of_its_chain(tmp_path: Path) -> None:
    write_theme(tmp_path)
    child = tmp_path / "themes/anak"
    (child / "fonts").mkdir(parents=True)
    (child / "fonts/lain.woff2").write_bytes(FRAUNCES.read_bytes())
    (child / "fonts/OFL.txt").write_text("x", "utf-8")
    (child / "theme.yaml").write_text(
        "name: anak\nextends: coba\napi: 1\nfonts:\n  lain:\n    family: Lain\n    file: fonts/lain.woff2\n"
        "    license: fonts/OFL.txt\noptions:\n  title_font:\n    type: font\n    default: lain\n",
        "utf-8",
    )
    theme = load_theme("anak", [tmp_path / "themes", Path(__file__).parents[1] / "themes"])
    (title, price) = (option for option in theme.options if option.type == "font")
    assert title.choices == price.choices == ("bricolage", "fraunces", "lain", "system")
    values, wrong = choose(theme.options, {"price_font": "Fraunces"}, theme="anak", path=())
    assert (values["title_font"], values["price_font"], wrong) == ("lain", "fraunces", ())
