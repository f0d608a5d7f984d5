"""`etalase themes check`: what it finds, where it says it stands, and that good themes pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path

import pytest
from pace import at_once
from problemkit import LANGUAGES
from test_docs import BLOCKS

from generator import shipped
from generator.build import draft
from generator.page.views import LandingView
from generator.problems import Kind, Problem, Severity
from generator.report.terminal import as_text
from generator.shop.colours import contrast, nearest_shade, parse_colour
from generator.shop.schedule import State
from generator.theme.assets import Assets, gather_assets
from generator.theme.contrast import Look
from generator.theme.options import choose
from generator.theme.package import load_theme, themes_in
from generator.theme.tokens import Worn, css_colour, read_declarations
from generator.theme.trace import untraced
from generator.themecheck import contrast as contrasts
from generator.themecheck import policy, promises, structure
from generator.themecheck.check import check_theme, choices
from generator.themecheck.contrast import check_contrast
from generator.themecheck.markup import read_page
from generator.themecheck.policy import check_policy
from generator.themecheck.samples import NOW, SAMPLES, sample_pages, sample_shops
from generator.themecheck.structure import check_structure
from generator.themestart import write_theme

SHIPPED = shipped.themes_folder()
BROKEN = Path(__file__).parent / "themes" / "broken"


def theme_in(folder: Path, files: dict[str, str], *, extends: str = "base") -> tuple[str, tuple[Path, ...]]:
    """A theme called `kecil` with these files, on top of another."""
    told = {"theme.yaml": f"name: kecil\nextends: {extends}\napi: 1\n", **files}
    for name, text in told.items():
        path = folder / "kecil" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return "kecil", (folder, SHIPPED)


def codes(found: tuple[Problem, ...]) -> set[str]:
    return {each.code for each in found}


# Themes that keep the contract


@pytest.mark.parametrize("name", at_once(["etalase"], themes_in([SHIPPED])))
def test_a_shipped_theme_keeps_the_contract(name: str) -> None:
    assert as_text(check_theme(name, [SHIPPED]), LANGUAGES["en"]) == ""


@pytest.mark.slow  # the guide below begins with one too
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_theme_just_begun_keeps_the_contract(language: str, tmp_path: Path) -> None:
    written = write_theme(tmp_path, "warung", "etalase", language=language, program="etalase")

    assert "themes/warung/styles/5-warung.css" in written
    assert as_text(check_theme("warung", [tmp_path / "themes", SHIPPED]), LANGUAGES["en"]) == ""


def test_the_theme_that_the_guide_makes_keeps_the_contract(tmp_path: Path) -> None:
    """docs/themes.md, followed from its first line: the files that it shows, with three partials among them."""
    write_theme(tmp_path, "warung", "etalase", language="en", program="etalase")
    shown = [block for block in BLOCKS.values() if block.title.startswith("themes/warung/")]
    partials = [block for block in shown if "/partials/" in block.title]
    assert len({block.title for block in partials}) >= 3
    for block in shown:
        file = tmp_path / block.title
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") + "\n" if "add" in block.said and file.exists() else ""
        file.write_text(before + block.text, encoding="utf-8")

    assert as_text(check_theme("warung", [tmp_path / "themes", SHIPPED]), LANGUAGES["en"]) == ""


# Themes that do not


@pytest.mark.parametrize("name", sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir()))
def test_a_broken_theme_is_told_in_these_words(name: str, expect: Callable[[Path, str], None]) -> None:
    found = check_theme(name, [BROKEN, SHIPPED])

    for language, catalogue in LANGUAGES.items():
        expect(BROKEN / f"{name}.{language}.txt", as_text(found, catalogue) + "\n")


def test_every_finding_is_shown_by_a_broken_theme() -> None:
    told = "".join(file.read_text(encoding="utf-8") for file in BROKEN.glob("*.en.txt"))
    for module in (structure, promises, policy, contrasts):
        for kind in vars(module).values():
            if isinstance(kind, Kind):
                sentence = "".join(
                    re.escape(part) if part[0] != "{" else ".*?" for part in re.split(r"(\{\w+\})", kind.found) if part
                )
                assert re.search(sentence, told), kind.found


def test_a_theme_that_does_not_exist_is_told_with_the_near_one() -> None:
    (found,) = check_theme("etalas", [SHIPPED])
    assert found.code == "theme-unknown"
    assert dict(found.parameters)["known"].startswith("etalase")  # type: ignore[union-attr]


def test_a_stylesheet_that_cannot_be_used_is_told_once(tmp_path: Path) -> None:
    found = check_theme(*theme_in(tmp_path, {"styles/5-a.css": "@import 'x.css';"}))
    assert [(each.code, each.mark and each.mark.file) for each in found] == [
        ("style-fetches", "themes/kecil/styles/5-a.css")
    ]


@pytest.mark.slow
def test_a_template_that_no_page_uses_is_read_too(tmp_path: Path) -> None:
    found = check_theme(*theme_in(tmp_path, {"templates/partials/spare.html": "{% if %}"}))
    assert [(each.code, each.mark and each.mark.file) for each in found] == [
        ("template-syntax", "themes/kecil/templates/partials/spare.html")
    ]


@pytest.mark.slow
def test_a_choice_that_dresses_the_page_is_measured_in_its_own_colours(tmp_path: Path) -> None:
    files = {
        "theme.yaml": "name: kecil\nextends: base\napi: 1\noptions:\n  palette:\n    type: choice\n    choices:\n"
        "      - day\n      - fog\n    default: day\n",
        "templates/landing.html": "{% extends 'base:landing.html' %}"
        "{% block body_class %} {{ theme.options.palette }}{% endblock %}",
        "styles/5-kecil.css": "body.fog {\n  --paper: #dddddd;\n  --soft: #999999;\n}\n",
    }
    found = check_theme(*theme_in(tmp_path, files))

    grey = next(each for each in found if dict(each.parameters)["front"] == "--soft")
    assert codes(found) == {"theme-contrast"}
    assert grey.mark is not None
    assert (grey.mark.file, grey.mark.line) == ("themes/kecil/styles/5-kecil.css", 3)
    assert dict(grey.parameters)["choices"] == "palette: fog"


@pytest.mark.slow
def test_a_picture_that_some_pages_lack_is_told_with_the_if_to_write(tmp_path: Path) -> None:
    partial = "{# Accepts: card #}\n<img src='{{ card.picture.src }}' alt='' width='1' height='1'>\n"
    found = check_theme(*theme_in(tmp_path, {"templates/partials/card.html": partial}))
    told = [as_text([each], LANGUAGES["en"]) for each in found if each.code == "template-name"]
    assert len(told) == 1
    assert "card.html:2:1: error: What stands before `.src` is empty here (while making " in told[0]
    assert told[0].endswith("Put `{% if … %}` around it, for pages that have none.")


# The samples


def test_the_samples_show_every_state_and_every_kind_of_page(tmp_path: Path) -> None:
    told = {}
    for name, shop in sample_shops(tmp_path, ()):
        told[name] = list(sample_pages(name, shop))
    pages = [sample for samples in told.values() for sample in samples]

    assert set(told) == set(SAMPLES)
    assert {sample.view.kind for sample in pages} == {
        "landing", "campaign", "archive", "free", "not-found", "redirect"
    }  # fmt: skip
    assert {sample.state for sample in pages if sample.view.kind == "campaign"} == {state.value for state in State}
    assert {"page of a PO, state full, language id, every part, photos upright and wide"} <= {
        sample.page for sample in pages
    }
    landing = {sample.view for sample in pages if isinstance(sample.view, LandingView)}
    assert any(view.nothing for view in landing)
    assert any(not view.main and not view.nothing for view in landing)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_shop_has_no_error(name: str, tmp_path: Path) -> None:
    shop = draft(Path(structure.__file__).parent / "samples" / name, NOW, cache=tmp_path)
    assert [each for each in shop.problems if each.severity is Severity.ERROR] == []


# One element at a time


PAGE = '<html><body><a href="#main">x</a><header>x</header><main id="main"><h1>A</h1>{}</main><footer>x</footer>'


@pytest.mark.parametrize(
    "markup",
    [
        '<label>Name <input name="a"></label>',
        '<label for="a">Name</label><input id="a">',
        '<input type="hidden" name="a">',
        '<select aria-label="Size"></select>',
        '<a href="/x"><img src="a.png" width="1" height="1" alt="Home"></a>',
        '<a href="/x" aria-hidden="true"></a>',
        '<nav aria-labelledby="b"><h2 id="b">Parts</h2></nav>',
        "<section><h2>A</h2><ul><li>b</li></ul></section>",
        '<section><h2>A</h2><img src="a.png" width="1" height="1" alt=""></section>',
        "<article><header>x</header><footer>y</footer></article>",
        "<p>one<p>two",
        '<a href="#">Top</a>',
        '<a href="https://x.example/" rel="noreferrer noopener">x</a>',
        "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
    ],
)
def test_what_is_right_is_left_alone(markup: str) -> None:
    assert [each.kind.found for each in check_structure(read_page(PAGE.format(markup)))] == []


def test_the_line_of_a_finding_is_the_line_that_wrote_the_element(tmp_path: Path) -> None:
    partial = (
        "{# Accepts: page #}\n<footer class='footer'>\n<p>{{ page.footer.honesty }}</p>\n\n{% if page.footer %}\n"
        "<{{ 'h3' }}\n class='x'>a</{{ 'h3' }}>{% endif %}<h6>b</h6>\n</footer>\n"
    )
    found = check_theme(*theme_in(tmp_path, {"templates/partials/footer.html": partial}))

    lines = {(each.code, each.mark.line) for each in found if each.mark and each.mark.file.endswith("footer.html")}
    assert ("theme-heading-skipped", 7) in lines
    assert untraced('<p data-written-at="12" class="a">') == '<p class="a">'


# The policy

FRAME = '<head><meta http-equiv="Content-Security-Policy" content="{}">{}</head>'


def base_assets() -> Assets:
    theme = load_theme("base", [SHIPPED])
    return gather_assets(theme, choose(theme.options, {}, theme="base", path=())[0])


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ('<p style="color:red">', "theme-style-attribute"),
        ("<p onclick='x()'>", "theme-handler"),
        ('<a href=" javascript:x()">', "theme-handler"),
        ("<script>x()</script>", "theme-other-script"),
        ('<script src="https://evil.example/x.js"></script>', "theme-other-script"),
        ("<style>a{}</style>", "theme-other-script"),
    ],
)
def test_what_the_policy_would_block_is_known_before_publishing(markup: str, code: str) -> None:
    assets = base_assets()
    page = read_page(FRAME.format(escape(assets.policy), markup))
    assert [each.kind.code for each in check_policy(page, assets)] == [code]


def test_facts_of_a_page_the_themes_own_bytes_and_quoted_words_are_no_scripts() -> None:
    assets = base_assets()
    markup = (
        '<script type="application/json">{}</script><p title="a style=b onclick=c">x</p>'
        f"<style>{assets.style}</style><script>{assets.script}</script>"
    )
    assert list(check_policy(read_page(FRAME.format(escape(assets.policy), markup)), assets)) == []


def test_a_page_without_the_policy_is_found() -> None:
    assets = base_assets()
    assert [each.kind.code for each in check_policy(read_page("<p>x</p>"), assets)] == ["theme-policy"]


# Colours


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#FFF", "#ffffff"),
        ("rgb(0, 128, 255)", "#0080ff"),
        ("rgb(0 128 255 / 100%)", "#0080ff"),
        ("hsl(120, 100%, 25%)", "#008000"),
        ("white", "#ffffff"),
        ("rgba(0, 0, 0, .5)", None),
        ("transparent", None),
        ("oklch(50% .1 20)", None),
    ],
)
def test_a_css_colour_is_read_where_it_can_be_measured(text: str, colour: str | None) -> None:
    assert css_colour(text) == colour


def test_tokens_know_their_scheme_selector_and_line() -> None:
    text = """/* --no: #000; */
:root { --a: #111111; --b: url("x;y}"); }
@media (prefers-color-scheme: dark) {
  :root,
  .night { --a: var(--c, #222222) }
}
@media print { :root { --a: #000; } }
@supports (display: grid) { body.big { --a: #333333; } }
"""
    told = [
        (each.name, each.value, each.selector, each.scheme, each.mark.line) for each in read_declarations(text, "x.css")
    ]
    assert told == [
        ("--a", "#111111", ":root", "", 2),
        ("--b", 'url("x;y}")', ":root", "", 2),
        ("--a", "var(--c, #222222)", ":root, .night", "dark", 5),
        ("--a", "#333333", "body.big", "", 8),
    ]


def contrast_of(folder: Path, css: str, worn: Worn | None = None) -> list[tuple[object, ...]]:
    name, roots = theme_in(folder, {"styles/5-kecil.css": css})
    theme = load_theme(name, roots)
    values, _ = choose(theme.options, {}, theme=name, path=())
    found = check_contrast(theme, [Look(values, worn or Worn())])
    return [
        tuple(dict(each.parameters).get(key) for key in ("front", "ground", "scheme", "ratio", "near"))
        for each in found
    ]


def test_a_pair_that_is_too_close_is_told_with_the_shade_that_is_not(tmp_path: Path) -> None:
    ((front, ground, scheme, ratio, near),) = contrast_of(
        tmp_path, "@media (prefers-color-scheme: light) { :root { --edge: #b9b9b0; --surface: #eeeeee; } }"
    )[:1]
    assert (front, ground, scheme, ratio) == ("--edge", "--surface", "light", "1.7")
    assert all(contrast(parse_colour(str(near)), parse_colour(ground)) >= 3 for ground in ("#ffffff", "#eeeeee"))


def test_a_part_of_the_page_with_a_ground_of_its_own_is_measured_by_itself(tmp_path: Path) -> None:
    assert contrast_of(tmp_path, ".footer { --paper: #222222; --ink: #444444; }")[0][:3] == (
        "--ink",
        "--paper",
        "light",
    )
    assert contrast_of(tmp_path, ".footer { --paper: #222222; }") == []


def test_the_ring_of_the_focus_is_the_accent_unless_the_theme_says_another_colour(tmp_path: Path) -> None:
    yellow = ":root { --accent: #ffe200; --accent-ink: #000000; }"
    assert contrast_of(tmp_path, yellow)[0][:3] == ("--ring", "--paper", "light")
    assert contrast_of(tmp_path, yellow + ":root { --ring: var(--ink); }") == []


def test_a_rule_that_nothing_wears_is_not_measured(tmp_path: Path) -> None:
    css = "body.fog { --soft: #cccccc; }"
    assert contrast_of(tmp_path, css) == []
    assert contrast_of(tmp_path, css, Worn(body=frozenset({".fog"})))[0][0] == "--soft"


def test_the_nearest_shade_goes_the_shorter_way() -> None:
    grey = parse_colour("#808080")
    assert nearest_shade(grey, lambda shade: shade > "#868686") == "#878787" or nearest_shade(
        grey, lambda shade: shade > "#868686"
    ) in {"#878787", "#888888"}
    assert nearest_shade(grey, lambda _: False) is None


SHOP = "name: Toko\ncontact:\n  whatsapp: 0812-345-678\ntheme:\n  name: etalase\n  options:\n    accent: '{}'\n"


def shop_with(folder: Path, accent: str) -> tuple[Problem, ...]:
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content" / "shop.yaml").write_text(SHOP.format(accent), encoding="utf-8")
    now = datetime.fromisoformat("2026-12-12T12:00+07:00")
    return tuple(p for p in draft(folder, now, cache=folder / "cache").problems if p.code == "theme-colour-contrast")


def test_a_sellers_colour_that_cannot_be_seen_is_a_warning_at_its_line(tmp_path: Path) -> None:
    (found,) = shop_with(tmp_path, "#f2d27a")
    near = str(dict(found.parameters)["near"])

    assert found.severity is Severity.WARNING
    assert found.mark is not None
    assert (found.mark.file, found.mark.line) == ("content/shop.yaml", 7)
    assert (
        as_text([found], LANGUAGES["id"])
        .splitlines()[0]
        .endswith(
            "`#f2d27a` sebagai `accent` susah dilihat di halaman: kontrasnya 1.34, padahal perlu 3 "
            "(layar terang). [theme-colour-contrast]"
        )
    )
    assert shop_with(tmp_path, near) == ()


def test_a_sellers_colour_that_can_be_seen_is_no_matter(tmp_path: Path) -> None:
    assert shop_with(tmp_path, "#3f6b4c") == ()


def test_choices_are_tried_one_by_one(tmp_path: Path) -> None:
    yaml = (
        "name: kecil\napi: 1\noptions:\n  shape:\n    type: choice\n    choices:\n      - round\n      - flat\n"
        "    default: flat\n  loud:\n    type: yes_no\n    default: yes\n"
    )
    name, roots = theme_in(tmp_path, {"theme.yaml": yaml})
    assert list(choices(load_theme(name, roots).options)) == [("shape", "round"), ("loud", "no")]
