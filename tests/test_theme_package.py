"""Finding a theme, following what it extends, and what it lets the seller choose."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator import shipped
from generator.problems import Problem, ProblemsFound
from generator.theme.options import Option, choose, custom_properties
from generator.theme.package import load_theme, read_theme_text, themes_in, unused_overrides

MINIMAL = "name: kecil\ndescription: Kecil.\napi: 1\n"


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def problems_of(root: Path, name: str = "kecil") -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        load_theme(name, [root])
    return found.value.problems


def place(problem: Problem) -> str:
    mark = problem.mark
    return f"{mark.file}:{mark.line}:{mark.column}" if mark else ""


# The chain


def test_a_theme_overrides_its_parent_file_by_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "dasar/theme.yaml": MINIMAL,
            "dasar/templates/page.html": "parent page",
            "dasar/templates/partials/a.html": "parent a",
            "kecil/theme.yaml": MINIMAL + "extends: dasar\n",
            "kecil/templates/partials/a.html": "child a",
        },
    )
    theme = load_theme("kecil", [tmp_path])

    def text(inside: str, start: str = "") -> str:
        file = theme.find(inside, start=start)
        return read_theme_text(file) if file else "nothing"

    assert [folder.name for folder in theme.chain] == ["kecil", "dasar"]
    assert text("templates/partials/a.html") == "child a"
    assert text("templates/partials/a.html", start="dasar") == "parent a"
    assert text("templates/page.html") == "parent page"
    assert text("templates/page.html", start="lain") == "nothing"


def test_styles_of_the_whole_chain_stand_in_name_order(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "dasar/theme.yaml": MINIMAL,
            "dasar/styles/1-tokens.css": "",
            "dasar/styles/9-print.css": "",
            "kecil/theme.yaml": MINIMAL + "extends: dasar\n",
            "kecil/styles/1-tokens.css": "",
            "kecil/styles/5-window.css": "",
        },
    )
    files = load_theme("kecil", [tmp_path]).files("styles", ".css")
    assert [file.label for file in files] == [
        "themes/kecil/styles/1-tokens.css",
        "themes/kecil/styles/5-window.css",
        "themes/dasar/styles/9-print.css",
    ]


def test_the_seller_s_own_theme_comes_before_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, {"own/kecil/theme.yaml": MINIMAL, "shipped/kecil/theme.yaml": "api: 99\n"})
    assert load_theme("kecil", [tmp_path / "own", tmp_path / "shipped"]).description == "Kecil."


@pytest.mark.parametrize("inside", ["../other.txt", "/etc/passwd", "templates/../../x", "a\\b", "C:x", ".git", ""])
def test_no_path_leads_out_of_a_theme(tmp_path: Path, inside: str) -> None:
    write(tmp_path, {"kecil/theme.yaml": MINIMAL, "other.txt": "x", "x": "x", "kecil/.git": "x"})
    assert load_theme("kecil", [tmp_path]).find(inside) is None


def test_no_link_on_disk_leads_out_of_a_theme(tmp_path: Path) -> None:
    write(tmp_path, {"kecil/theme.yaml": MINIMAL, "secret.svg": "x"})
    (tmp_path / "kecil" / "icons").mkdir()
    try:
        (tmp_path / "kecil" / "icons" / "a.svg").symlink_to(tmp_path / "secret.svg")
    except OSError:
        pytest.skip("this system makes no links")
    assert load_theme("kecil", [tmp_path]).find("icons/a.svg") is None


def test_an_unknown_theme_names_the_nearest_one(tmp_path: Path) -> None:
    write(tmp_path, {"etalase/theme.yaml": MINIMAL, "base/theme.yaml": MINIMAL})
    (found,) = problems_of(tmp_path, "etalas")
    assert found.code == "theme-unknown"
    assert found.path == ("shop", "theme", "name")
    assert dict(found.parameters)["known"] == "etalase, base"


@pytest.mark.parametrize("name", ["../kecil", "kecil/..", "/kecil", "Kecil", ""])
def test_a_theme_s_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"kecil/theme.yaml": MINIMAL})
    assert [found.code for found in problems_of(tmp_path, name)] == ["theme-unknown"]


def test_themes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a/theme.yaml": "api: 1\nextends: b\n", "b/theme.yaml": "api: 1\nextends: a\n"})
    (found,) = problems_of(tmp_path, "a")
    assert found.code == "theme-extends-cycle"
    assert dict(found.parameters)["chain"] == "a → b → a"
    assert place(found) == "themes/b/theme.yaml:2:10"


def test_a_missing_parent_is_named_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"kecil/theme.yaml": MINIMAL + "extends: bse\n", "base/theme.yaml": MINIMAL})
    (found,) = problems_of(tmp_path)
    assert (found.code, place(found)) == ("theme-parent-unknown", "themes/kecil/theme.yaml:4:10")
    assert dict(found.parameters)["known"] == "base, kecil"


def test_a_theme_for_another_api_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"kecil/theme.yaml": "name: kecil\napi: 2\n"})
    (found,) = problems_of(tmp_path)
    assert (found.code, place(found)) == ("theme-api", "themes/kecil/theme.yaml:2:6")


# theme.yaml

BROKEN = """\
name: kecil
api: satu
extend: base
widths:
  - 480
  - lebar
options:
  Accent:
    type: colour
  accent:
    type: color
  corner:
    type: number
    default: bulat
  frame:
    type: choice
  shape:
    type: choice
    choices:
      - round
      - "a}b"
    unit: furlong
"""


def test_every_mistake_of_theme_yaml_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, {"kecil/theme.yaml": BROKEN})
    assert [(found.code, place(found)[len("themes/kecil/theme.yaml:") :]) for found in problems_of(tmp_path)] == [
        ("theme-number", "2:6"),
        ("theme-key-unknown", "3:1"),
        ("theme-number", "6:5"),
        ("theme-word", "8:3"),
        ("theme-option-type", "11:11"),
        ("theme-option-number", "14:14"),
        ("theme-key-missing", "15:3"),
        ("theme-word", "21:9"),
        ("theme-word", "22:11"),
    ]


def test_a_manifest_without_api_is_told_so(tmp_path: Path) -> None:
    write(tmp_path, {"kecil/theme.yaml": "name: kecil\n"})
    assert [found.code for found in problems_of(tmp_path)] == ["theme-key-missing"]


def test_options_and_widths_come_down_the_chain(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "dasar/theme.yaml": MINIMAL
            + "widths:\n  - 800\n  - 400\n"
            + "options:\n  a:\n    type: text\n    default: parent\n  b:\n    type: yes_no\n",
            "kecil/theme.yaml": MINIMAL + "extends: dasar\noptions:\n  a:\n    type: text\n    default: child\n",
        },
    )
    theme = load_theme("kecil", [tmp_path])
    assert theme.widths == (400, 800)
    assert {option.key: option.default for option in theme.options} == {"a": "child", "b": None}


def test_all_shipped_themes_load() -> None:
    root = shipped.themes_folder()
    assert {"base", "etalase"} <= set(themes_in([root]))
    for name in themes_in([root]):
        assert load_theme(name, [root]).name == name


# Options as the seller sets them

OPTIONS = (
    Option("accent", "colour", None),
    Option("corner", "number", Decimal(6), low=Decimal(0), high=Decimal(20), unit="px"),
    Option("shape", "choice", "round", choices=("round", "square")),
    Option("dense", "yes_no", default=False),
    Option("motto", "text", ""),
)
PATH = ("shop", "theme", "options")


def chosen(**given: str) -> dict[str, object]:
    values, problems = choose(OPTIONS, given, theme="kecil", path=PATH)
    assert problems == ()
    return dict(values)


def test_options_are_typed_before_anything_uses_them() -> None:
    assert chosen(accent="#AbC", corner="1,5", shape="Square", dense="ya", motto="Halo") == {
        "accent": "#aabbcc",
        "corner": Decimal("1.5"),
        "shape": "square",
        "dense": True,
        "motto": "Halo",
    }


def test_what_the_seller_leaves_out_keeps_the_theme_s_default() -> None:
    assert chosen() == {"accent": None, "corner": Decimal(6), "shape": "round", "dense": False, "motto": ""}


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("accent", "red;} body{display:none", "not-a-colour"),
        ("accent", "url(//evil.example)", "not-a-colour"),
        ("corner", "6px", "theme-option-number"),
        ("corner", "1e3", "theme-option-number"),
        ("corner", "٣", "theme-option-number"),
        ("corner", "21", "theme-option-range"),
        ("shape", "rond", "theme-option-choice"),
        ("dense", "mungkin", "theme-option-yes-no"),
        ("motto", "a" * 201, "theme-option-text"),
        ("motto", "a\u202eb", "theme-option-text"),
        ("aksen", "#fff", "theme-option-unknown"),
    ],
)
def test_a_wrong_option_is_a_problem_at_its_place_and_never_reaches_the_style(key: str, text: str, code: str) -> None:
    values, problems = choose(OPTIONS, {key: text}, theme="kecil", path=PATH)
    assert [(found.code, found.path) for found in problems] == [(code, (*PATH, key))]
    assert dict(values) == chosen()


def test_options_become_custom_properties_with_a_readable_text_colour() -> None:
    values, _ = choose(OPTIONS, {"accent": "#ffee00", "motto": "}"}, theme="kecil", path=PATH)
    assert custom_properties(OPTIONS, values) == (
        ":root{--option-accent:#ffee00;--option-accent-ink:#16130f;--option-corner:6px;--option-shape:round}"
    )
    assert custom_properties((), {}) == ""


# Lists of words


SECTIONS = (
    MINIMAL
    + """options:
  top:
    type: list
    group: landing
    choices:
      - links
      - stores
      - about
    default:
      - links
  end:
    type: list
    group: landing
    choices:
      - links
      - stores
      - about
    needs:
      - about
    default:
      - about
"""
)


def sections(tmp_path: Path, **given: str) -> tuple[object, tuple[str, ...]]:
    theme = load_theme("kecil", [write(tmp_path, {"kecil/theme.yaml": SECTIONS})])
    values, found = choose(theme.options, given, theme="kecil", path=("shop", "theme", "options"))
    return values, tuple(f"{'.'.join(map(str, each.path))} {each.kind.code}" for each in found)


def test_a_list_keeps_the_order_that_the_seller_wrote(tmp_path: Path) -> None:
    assert sections(tmp_path) == ({"top": ("links",), "end": ("about",)}, ())
    assert sections(tmp_path, top="stores, links") == ({"top": ("stores", "links"), "end": ("about",)}, ())
    assert sections(tmp_path, top="none") == ({"top": (), "end": ("about",)}, ())


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"top": "links, link"}, "shop.theme.options.top theme-option-choice"),
        ({"top": "links, links"}, "shop.theme.options.top theme-option-twice"),
        ({"end": "stores"}, "shop.theme.options.end theme-option-needed"),
        ({"top": "about, links"}, "shop.theme.options.top theme-option-twice"),
        ({"end": "about, links"}, "shop.theme.options.end theme-option-twice"),
    ],
)
def test_a_list_says_what_cannot_stand_in_it(tmp_path: Path, given: dict[str, str], code: str) -> None:
    assert sections(tmp_path, **given)[1] == (code,)


def test_a_list_without_choices_is_told_where_it_is_declared(tmp_path: Path) -> None:
    write(tmp_path, {"kecil/theme.yaml": MINIMAL + "options:\n  top:\n    type: list\n"})
    (found,) = problems_of(tmp_path)
    assert (found.kind.code, place(found)) == ("theme-key-missing", "themes/kecil/theme.yaml:5:3")


# How heavy pages may be


def test_the_nearest_theme_that_says_it_sets_how_heavy_a_page_may_be(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "dasar/theme.yaml": MINIMAL + "budget:\n  landing_kb: 40\n  fonts_kb: 24\n",
            "kecil/theme.yaml": MINIMAL + "extends: dasar\nbudget:\n  landing_kb: 28\n",
        },
    )
    budget = load_theme("kecil", [tmp_path]).budget
    assert (budget.landing_kb, budget.fonts_kb) == (28, 24)


# The seller's own files in front of the theme's


def test_overrides_stand_before_the_theme_and_can_wrap_what_they_replace(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "themes/kecil/theme.yaml": MINIMAL,
            "themes/kecil/templates/partials/a.html": "theme",
            "content/overrides/templates/partials/a.html": "own",
        },
    )
    theme = load_theme("kecil", [root / "themes"], overrides=root / "content/overrides")
    assert [folder.name for folder in theme.chain] == ["overrides", "kecil"]
    own, below = (
        theme.find("templates/partials/a.html"),
        theme.find("templates/partials/a.html", start="kecil"),
    )
    assert own is not None
    assert below is not None
    assert (own.label, below.label) == (
        "content/overrides/templates/partials/a.html",
        "themes/kecil/templates/partials/a.html",
    )
    assert list(unused_overrides(theme)) == []


def test_an_override_of_nothing_is_told_with_the_name_that_was_meant(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "themes/kecil/theme.yaml": MINIMAL,
            "themes/kecil/templates/partials/footer.html": "theme",
            "content/overrides/templates/partials/foter.html": "own",
        },
    )
    theme = load_theme("kecil", [root / "themes"], overrides=root / "content/overrides")
    (found,) = unused_overrides(theme)
    assert (found.kind.code, place(found)) == (
        "override-unused",
        "content/overrides/templates/partials/foter.html:1:1",
    )
    assert dict(found.parameters)["near"] == "content/overrides/templates/partials/footer.html"
