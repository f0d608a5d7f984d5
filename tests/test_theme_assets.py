"""One stylesheet, one script, icons and files of a theme, and the policy that closes the page around them."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import escape

from generator import shipped
from generator.problems import ProblemsFound, Refused
from generator.theme.assets import Assets, gather_assets, headers_file, policy
from generator.theme.icons import read_icon
from generator.theme.minify import foreign_addresses, minify_css
from generator.theme.options import choose
from generator.theme.package import load_theme

MANIFEST = "name: kecil\napi: 1\n"


def gather(root: Path, files: dict[str, str | bytes], manifest: str = MANIFEST) -> Assets:
    for name, content in {"theme.yaml": manifest, **files}.items():
        path = root / "kecil" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    theme = load_theme("kecil", [root])
    values, _ = choose(theme.options, {}, theme="kecil", path=())
    return gather_assets(theme, values)


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


# Minifying


@pytest.mark.parametrize(
    ("written", "minified"),
    [
        ("a {\n  color : red ;\n  margin: 0 auto;\n}\n", "a{color :red;margin:0 auto}"),
        ("a > b,\nc ~ d { x: y }", "a > b,c ~ d{x:y}"),
        ("a :hover{} a:hover{}", "a :hover{}a:hover{}"),
        ("a{w: calc( 1px + -2px )}", "a{w:calc( 1px + -2px )}"),
        ("/* x */a{b:c}/* y", "a{b:c}"),
        ("a/* x */b{}", "a/**/b{}"),
        ("a /* x */ b{}", "a b{}"),
        ('a{content: " /* ; } */  "}', 'a{content:" /* ; } */  "}'),
        ("a{content:'\\'  ;'}", "a{content:'\\'  ;'}"),
        ("a{b:url( data:x;,<svg  a='b'> )}", "a{b:url( data:x;,<svg  a='b'> )}"),
        ("a{--x: ;--y: 1}", "a{--x: ;--y:1}"),
        ("a{b:c;;}", "a{b:c}"),
        (".a\\, b{}", ".a\\, b{}"),
        ("@media (min-width: 40rem) and (x){a{b:c}}", "@media (min-width:40rem) and (x){a{b:c}}"),
    ],
)
def test_only_spaces_that_mean_nothing_go(written: str, minified: str) -> None:
    assert minify_css(written) == minified


@given(st.text(alphabet="ab:;{},'\"/* \n\\()u>.#-@", max_size=60))
@example("'\n': '")
def test_minifying_twice_is_minifying_once(text: str) -> None:
    once = minify_css(text)
    assert minify_css(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "a{b:url(x.png)}",
        'a{b:url( "//evil.example/x" )}',
        "a{b:URL('https://evil.example')}",
        '@import "x.css";',
        "@import url(x.css);",
        "@font-face{src:url(x.woff2)}",
    ],
)
def test_a_stylesheet_that_fetches_is_found(text: str) -> None:
    assert foreign_addresses(text)[0][0] == 1


def test_data_addresses_and_parts_of_the_page_fetch_nothing() -> None:
    assert foreign_addresses("a{b:url(data:x);c:url('#d')}/* url(x) */") == ()


# The stylesheet, the script and the policy


def test_styles_are_joined_after_the_options(tmp_path: Path) -> None:
    manifest = MANIFEST + 'options:\n  accent:\n    type: colour\n    default: "#123456"\n'
    assets = gather(tmp_path, {"styles/2-b.css": "b { c: d }", "styles/1-a.css": "a { b: c }"}, manifest)
    assert assets.style == ":root{--option-accent:#123456;--option-accent-ink:#ffffff}a{b:c}b{c:d}"


def test_styles_of_the_pages_of_pos_stand_apart_and_the_policy_knows_both(tmp_path: Path) -> None:
    assets = gather(tmp_path, {"styles/9-b.css": "a{b:c}", "styles/campaign/1-a.css": "c{d:e}"})
    assert (assets.style, assets.campaign_style) == ("a{b:c}", "c{d:e}")
    assert f"style-src {hash_of(assets.style)} {hash_of(assets.campaign_style)};" in assets.policy


def test_the_policy_lets_in_these_bytes_and_nothing_else(tmp_path: Path) -> None:
    assets = gather(tmp_path, {"styles/a.css": "a{b:c}", "scripts/a.js": "let x = 1\n"})
    assert assets.policy == (
        f"default-src 'none'; style-src {hash_of(assets.style)}; script-src {hash_of(assets.script)}; "
        "img-src 'self' data:; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    assert "unsafe" not in assets.policy


def test_a_page_lets_in_its_own_bytes_only(tmp_path: Path) -> None:
    files = {"styles/a.css": "a{b:c}", "styles/campaign/a.css": "c{d:e}", "scripts/a.js": "let x = 1\n"}
    assets = gather(tmp_path, files)
    page = f'<meta content="{escape(assets.policy)}"><style>{assets.style}</style>'

    assert assets.with_own_policy(page) == page.replace(
        str(escape(assets.policy)),
        f"default-src 'none'; style-src {hash_of(assets.style)}; "
        "img-src 'self' data:; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
    )


def test_a_site_without_scripts_allows_none() -> None:
    assert "script-src" not in policy([], [])
    assert policy([], []).startswith("default-src 'none'; ")


def test_headers_carry_the_same_policy_within_the_hosts_limits(tmp_path: Path) -> None:
    assets = gather(tmp_path, {"styles/a.css": "a{b:c}"})
    lines = headers_file(assets.policy).split("\n")
    assert f"  Content-Security-Policy: {assets.policy}" in lines
    assert "  X-Content-Type-Options: nosniff" in lines
    assert "  Cache-Control: public, max-age=31536000, immutable" in lines
    assert sum(line.startswith("/") for line in lines) <= 100
    assert max(map(len, lines)) <= 2000


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("styles/a.css", "a{}\nb{c:url(//evil.example)}", "style-fetches"),
        ("styles/a.css", "a{}\nb{content:'</style><script>'}", "style-ends-early"),
        ("scripts/a.js", "let a\nlet b = '</script>'", "style-ends-early"),
        ("scripts/a.js", "let a\nlet b = '<!--'", "style-ends-early"),
    ],
)
def test_what_would_break_out_of_the_page_is_refused_at_its_line(
    tmp_path: Path, name: str, text: str, code: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        gather(tmp_path, {name: text})
    (problem,) = found.value.problems
    assert problem.code == code
    assert problem.mark is not None
    assert (problem.mark.file, problem.mark.line) == (f"themes/kecil/{name}", 2)


def test_a_file_is_published_under_its_hash(tmp_path: Path) -> None:
    assets = gather(tmp_path, {"assets/star.png": b"\x89PNG"})
    published = assets.files["assets/star.png"]
    assert published.content == b"\x89PNG"
    assert published.path == f"assets/star.{sha256(published.content).hexdigest()[:10]}.png"


def test_fonts_are_allowed_only_where_the_theme_brings_some(tmp_path: Path) -> None:
    assert "font-src" not in gather(tmp_path / "a", {}).policy
    assert "font-src 'self';" in gather(tmp_path / "b", {"assets/a.woff2": b"x"}).policy


def test_a_theme_publishes_no_code_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        gather(tmp_path, {"assets/evil.html": "x"})
    assert [problem.code for problem in found.value.problems] == ["asset-kind"]


# Icons

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="9" fill="none">{}</svg>'


def test_an_icon_is_hidden_from_screen_readers_unless_it_speaks() -> None:
    icon = read_icon(SVG.format('<g stroke="red"><path d="M0 0"/></g>'))
    assert icon.markup({}) == (
        '<svg class="icon" width="22" height="22" viewBox="0 0 24 24" fill="none" aria-hidden="true" '
        'focusable="false"><g stroke="red"><path d="M0 0"/></g></svg>'
    )
    spoken = icon.markup({"label": 'Toko "A"', "class": "tile", "width": 40})
    assert 'class="tile" width="40" height="40"' in spoken
    assert 'role="img" aria-label="Toko &#34;A&#34;"' in spoken
    assert "aria-hidden" not in spoken


@pytest.mark.parametrize(
    ("shapes", "code"),
    [
        ("<script>alert(1)</script>", "icon-unsafe"),
        ("<foreignObject/>", "icon-unsafe"),
        ("<style>*{}</style>", "icon-unsafe"),
        ('<path onload="alert(1)"/>', "icon-unsafe"),
        ('<path style="fill:red"/>', "icon-unsafe"),
        ('<path id="a"/>', "icon-unsafe"),
        ('<path fill="url(https://evil.example)"/>', "icon-unsafe"),
        ('<use href="#a"/>', "icon-unsafe"),
        ('<image href="https://evil.example"/>', "icon-unsafe"),
        ('<a xmlns:x="http://www.w3.org/1999/xlink" x:href="javascript:x"/>', "icon-unsafe"),
        ("<text>x</text>", "icon-unsafe"),
        ("<path>", "icon-broken"),
        ("<path d='" + "M0 0" * 5000 + "'/>", "icon-large"),
    ],
)
def test_an_icon_is_shapes_and_nothing_else(shapes: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_icon(SVG.format(shapes))
    assert refused.value.kind.code == code


def test_an_icon_cannot_unfold_entities() -> None:
    with pytest.raises(Refused):
        read_icon('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;"))


def test_every_shipped_icon_can_be_set_into_a_page() -> None:
    icons = list(shipped.themes_folder().glob("*/icons/**/*.svg"))
    assert len(icons) > 40
    for path in icons:
        markup = read_icon(path.read_text("utf-8")).markup({})
        assert re.match(r'<svg class="icon" width="22" height="22" viewBox="[^"]+"', markup), path


# Scripts can be added, not replaced


def test_a_script_of_the_base_cannot_be_replaced_and_others_can_be_added(tmp_path: Path) -> None:
    files = {
        "dasar/theme.yaml": MANIFEST,
        "dasar/scripts/head/2-clock.js": "clock();",
        "kecil/theme.yaml": MANIFEST + "extends: dasar\n",
        "kecil/scripts/7-own.js": "own();",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert "own()" in gather_assets(load_theme("kecil", [tmp_path]), {}).script
    (tmp_path / "kecil/scripts/head").mkdir()
    (tmp_path / "kecil/scripts/head/2-clock.js").write_text("mine();", encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        gather_assets(load_theme("kecil", [tmp_path]), {})
    (found,) = refused.value.problems
    assert (found.kind.code, found.mark and found.mark.file) == (
        "script-replaced",
        "themes/kecil/scripts/head/2-clock.js",
    )
