"""`etalase themes`: the list, one theme, a new one, the preview, the check: words, files, exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cli import etalase

import generator.themecheck.check
from generator.problems import Kind, Mark, Problem, Severity, problem
from generator.shipped import themes_folder
from generator.theme.package import load_theme, themes_in

Said = pytest.CaptureFixture[str]
SHOP = "name: Toko\ncontact:\n  whatsapp: 0812-345-678\ntheme:\n  name: base\n"
PO = "title: Kue\nopens: 2026-12-01\ncloses: 2026-12-20\nships: 2026-12-23\nprice: 35.000\n"


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A shop that wears `base`, and the working folder in it."""
    root = tmp_path / "toko"
    (root / "content" / "campaigns").mkdir(parents=True)
    (root / "content" / "shop.yaml").write_text(SHOP, encoding="utf-8")
    (root / "content" / "campaigns" / "kue.yaml").write_text(PO, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


# The list


def test_the_list_names_every_theme_with_what_can_be_chosen(shop: Path, capsys: Said) -> None:
    etalase("themes", "new", "warung")
    (shop / "themes" / "rusak").mkdir()
    (shop / "themes" / "rusak" / "theme.yaml").write_text("name: rusak\n", encoding="utf-8")
    capsys.readouterr()

    assert etalase("themes") == 0

    lines = capsys.readouterr().out.splitlines()
    names = [line for line in lines if line and not line.startswith(" ")]
    assert names[:2] == ["rusak (buatanmu)", "warung (buatanmu)"]
    assert lines[1] == "    Masih ada yang salah; `etalase themes check` menyebutkannya."
    assert "base (dipakai tokomu, dasar tema lain)" in names
    assert set(themes_in([themes_folder()])) <= {name.partition(" ")[0] for name in names}
    shown = lines[lines.index("etalase") + 1 :][:2]
    theme = load_theme("etalase", [themes_folder()])
    assert shown == [f"    {theme.description}", f"    Pilihan: {', '.join(each.key for each in theme.options)}"]
    assert "Tokomu dalam tiap tema: etalase themes --preview" in lines


@pytest.mark.parametrize("written", ["theme: etalase\n", "theme:\n  name: etalase\n", ""])
def test_the_list_knows_which_theme_the_shop_wears(written: str, shop: Path, capsys: Said) -> None:
    (shop / "content" / "shop.yaml").write_text(f"name: Toko\n{written}", encoding="utf-8")
    assert etalase("themes", "--lang", "en") == 0
    assert "etalase (your shop wears it)" in capsys.readouterr().out.splitlines()


def test_a_folder_without_a_shop_lists_themes_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    empty = tmp_path / "a" / "b" / "c" / "d"
    empty.mkdir(parents=True)
    monkeypatch.chdir(empty)
    assert etalase("themes", "--lang", "en") == 0
    assert "wears" not in capsys.readouterr().out


# One theme


def test_the_lines_shown_for_a_theme_can_be_pasted(shop: Path, capsys: Said) -> None:
    yaml = (
        "name: kecil\nextends: etalase\napi: 1\noptions:\n  shape:\n    type: choice\n    choices:\n      - round\n"
        "      - flat\n    default: flat\n  loud:\n    type: yes_no\n    default: no\n  word:\n    type: text\n"
        "    default: 'a: b'\n"
    )
    (shop / "themes" / "kecil").mkdir(parents=True)
    (shop / "themes" / "kecil" / "theme.yaml").write_text(yaml, encoding="utf-8")

    assert etalase("themes", "show", "kecil", "--lang", "en") == 0

    said = capsys.readouterr().out
    assert "corner: a number from 0 to 20; without it 6" in said
    assert "shape: one of round, flat; without it flat" in said
    assert "loud: yes or no; without it no" in said
    pasted = said.partition("In content/shop.yaml:\n")[2].replace("\n  ", "\n").removeprefix("  ")
    text = SHOP.partition("theme:")[0] + pasted
    (shop / "content" / "shop.yaml").write_text(text, encoding="utf-8")
    assert etalase("check") == 0
    assert "theme-option" not in capsys.readouterr().out


def test_a_theme_that_is_not_there_is_told_with_the_near_one(capsys: Said) -> None:
    assert etalase("themes", "show", "etalas") == 1
    assert "Tidak ada tema `etalas`. [theme-unknown]\n     Pilih salah satu: etalase, " in capsys.readouterr().err


# A new one


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_new_theme_is_written_with_comments_in_the_sellers_language(language: str, shop: Path, capsys: Said) -> None:
    assert etalase("themes", "new", "warung", "--lang", language) == 0

    written = sorted(file.relative_to(shop).as_posix() for file in (shop / "themes").rglob("*") if file.is_file())
    assert written == [
        "themes/warung/README.md",
        "themes/warung/locales/id.po",
        "themes/warung/styles/5-warung.css",
        "themes/warung/theme.yaml",
    ]
    said = capsys.readouterr().out.splitlines()
    assert said[-3:] == [
        "  write `theme: warung` in content/shop.yaml"
        if language == "en"
        else "  tulis `theme: warung` di content/shop.yaml",
        "  etalase serve",
        "  etalase themes check warung",
    ]
    style = (shop / "themes" / "warung" / "styles" / "5-warung.css").read_text(encoding="utf-8")
    assert ("the page's ground" in style) == (language == "en")
    assert "«" not in "".join(file.read_text(encoding="utf-8") for file in (shop / "themes").rglob("*.*"))
    assert load_theme("warung", [shop / "themes", themes_folder()]).chain[1].name == "etalase"


@pytest.mark.parametrize(
    ("arguments", "said", "then"),
    [
        (["Warung Ku!"], "`Warung Ku!` tidak bisa jadi nama tema.", "Pakai huruf kecil, angka, dan `-`: `warung-ku`."),
        (["../x"], "`../x` tidak bisa jadi nama tema.", "Pakai huruf kecil, angka, dan `-`: `x`."),
        (["etalase"], "`etalase` itu tema bawaan Etalase.", "Pilih nama lain: `etalase-ku`."),
        (["warung", "--extends", "bas"], "Tidak ada tema `bas` untuk dijadikan dasar.", "Pilih salah satu: base, "),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_one_that_can(
    arguments: list[str], said: str, then: str, shop: Path, capsys: Said
) -> None:
    assert etalase("themes", "new", *arguments) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == said
    assert lines[1].startswith(then)
    assert not (shop / "themes").exists()


def test_a_theme_that_stands_there_is_left_alone(shop: Path, capsys: Said) -> None:
    etalase("themes", "new", "warung")
    mine = shop / "themes" / "warung" / "theme.yaml"
    mine.write_text("mine", encoding="utf-8")
    capsys.readouterr()

    assert etalase("themes", "new", "warung") == 1
    assert "Folder themes/warung sudah ada. [theme-new-exists]" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_theme_that_cannot_be_written_leaves_nothing_behind(shop: Path, capsys: Said) -> None:
    (shop / "themes").write_text("a file", encoding="utf-8")
    assert etalase("themes", "new", "warung") == 1
    assert "[new-not-written]" in capsys.readouterr().err
    assert [each.name for each in shop.iterdir() if each.name != "content"] == ["themes"]


# The preview


def test_the_preview_is_a_page_of_frames_with_the_shop_in_every_theme(shop: Path, capsys: Said) -> None:
    etalase("themes", "new", "warung")
    capsys.readouterr()

    assert etalase("themes", "--preview") == 0

    assert capsys.readouterr().out == "Buka di browser: .etalase/themes/index.html\n"
    folder = shop / ".etalase" / "themes"
    page = (folder / "index.html").read_text(encoding="utf-8")
    frames = re.findall(r'<iframe src="([^"]+)"', page)
    assert len(frames) == 2 * len({"warung", *themes_in([themes_folder()])})
    assert {"warung/index.html", "warung/po/kue/index.html", "base/index.html"} <= set(frames)
    assert "<script" not in page
    assert "http" not in page
    for frame in frames:
        text = (folder / frame).read_text(encoding="utf-8")
        for name in re.findall(r'(?:src|href)="((?:\.\./)*(?:assets/[^"]+|favicon\.svg))"', text):
            assert ((folder / frame).parent / name).is_file(), (frame, name)


@pytest.mark.slow
def test_the_preview_forgets_what_it_wrote_before_and_shows_the_demo_where_there_is_no_shop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    empty = tmp_path / "a" / "b" / "c" / "d"
    old = empty / ".etalase" / "themes" / "gone" / "index.html"
    old.parent.mkdir(parents=True)
    old.touch()
    monkeypatch.chdir(empty)

    assert etalase("themes", "--preview", "--lang", "en") == 0
    assert not old.exists()
    assert "Melati" in (empty / ".etalase" / "themes" / "etalase" / "index.html").read_text(encoding="utf-8")
    capsys.readouterr()


# The check


ERROR = Kind("theme-a", "A page is wrong.")
WARNING = Kind("theme-b", "A page could be better.", severity=Severity.WARNING)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Problem, ...]]:
    """Stands in for the trial of a theme: what it finds, by the theme's name; a name is added when it is asked for."""
    found: dict[str, tuple[Problem, ...]] = {}

    def check(name: str, roots: object) -> tuple[Problem, ...]:
        assert roots
        return found.setdefault(name, ())

    monkeypatch.setattr(generator.themecheck.check, "check_theme", check)
    return found


@pytest.mark.parametrize(
    ("kinds", "options", "code"),
    [((), [], 0), ((WARNING,), [], 0), ((WARNING,), ["--strict"], 1), ((ERROR, WARNING), [], 1)],
)
def test_the_check_fails_by_severity(
    kinds: tuple[Kind, ...], options: list[str], code: int, checked: dict[str, tuple[Problem, ...]], capsys: Said
) -> None:
    checked["base"] = tuple(problem(kind, mark=Mark("themes/base/a.html")) for kind in kinds)
    assert etalase("themes", "check", "base", *options) == code
    assert set(checked) == {"base"}
    assert capsys.readouterr().out.count("[theme-") == len(kinds)


def test_without_a_name_every_theme_is_checked_and_a_parents_mistake_told_once(
    shop: Path, checked: dict[str, tuple[Problem, ...]], capsys: Said
) -> None:
    etalase("themes", "new", "warung")
    mark = Mark("themes/base/templates/page.html", 3, 1, 2, "ab")
    checked["base"] = (problem(ERROR, mark=mark, count=3),)
    checked["warung"] = (problem(ERROR, mark=mark, count=5),)
    capsys.readouterr()

    assert etalase("themes", "check", "--lang", "en") == 1

    assert set(checked) == {"warung", *themes_in([themes_folder()])}
    output = capsys.readouterr()
    assert output.out.count("[theme-a]") == 1
    assert output.out.endswith("1 error in 1 file.\n")
    assert output.err == ""


def test_two_colours_of_one_line_are_told_both(checked: dict[str, tuple[Problem, ...]], capsys: Said) -> None:
    mark = Mark("themes/base/a.css", 2, 1, 3, "--a")
    checked["base"] = tuple(problem(ERROR, mark=mark, scheme=scheme) for scheme in ("light", "dark"))
    assert etalase("themes", "check", "base") == 1
    assert capsys.readouterr().out.count("[theme-a]") == 2


def test_the_check_speaks_to_programs_too(checked: dict[str, tuple[Problem, ...]], capsys: Said) -> None:
    checked["base"] = (problem(ERROR, mark=Mark("themes/base/a.html", 2)),)
    assert etalase("themes", "check", "base", "--json") == 1
    (record,) = json.loads(capsys.readouterr().out)["problems"]
    assert (record["code"], record["file"], record["line"]) == ("theme-a", "themes/base/a.html", 2)


def test_the_check_of_a_theme_that_is_not_there_is_a_problem(capsys: Said) -> None:
    assert etalase("themes", "check", "bas", "--lang", "en") == 1
    assert "There is no theme `bas`. [theme-unknown]\n     Choose one of: base, " in capsys.readouterr().out
