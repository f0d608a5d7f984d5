"""Markdown of sellers: what it means, what never gets through, and how much work it may cause."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.treeprocessors import Treeprocessor

from generator.page.richtext import dialect, plain_text, render, render_markdown
from generator.page.richtext.allowlist import CELL_CLASSES, SCHEMES, TAGS, sanitise
from generator.page.richtext.guard import MAX_BYTES, MAX_PARAGRAPH, MAX_PARAGRAPH_LINES
from generator.page.views.parts import PictureView
from generator.problems import Mark

PICTURE = PictureView(src="assets/botol.abc.jpg", width=1200, height=800, alt="Botol kaca")


def show(text: str) -> str:
    """The markup of a text about a shop that has one picture and one page."""
    return render_markdown(
        text,
        id_prefix="tentang-",
        picture=lambda name: PICTURE if name == "botol.jpg" else None,
        address=lambda link: "../ukuran/index.html" if link == "/ukuran" else None,
    ).html.source


def codes(text: str) -> list[str]:
    return [found.code for found in render_markdown(text).problems]


# What it means


def test_line_breaks_stay_as_typed() -> None:
    assert show("Halo\nSemua") == "<p>Halo<br>\nSemua</p>"


def test_headings_start_below_those_of_the_page_and_can_be_linked() -> None:
    assert show("# Ukuran & *warna*\n## S\n\n# Ukuran & warna") == (
        '<h3 id="tentang-ukuran-warna">Ukuran &amp; <em>warna</em></h3>\n'
        '<h4 id="tentang-s">S</h4>\n'
        '<h3 id="tentang-ukuran-warna-2">Ukuran &amp; warna</h3>'
    )


def test_headings_skip_no_level_whatever_their_signs() -> None:
    assert (
        render_markdown("## A\n\n###### B\n\n# C", heading_level=2).html.source == "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>"
    )


@pytest.mark.parametrize("text", ["#7 Melati", "#melati #parfum", "Harga\n#1"])
def test_a_number_sign_without_a_space_is_no_heading(text: str) -> None:
    assert "<h" not in show(text)


def test_dashes_under_a_line_are_a_rule_and_no_heading() -> None:
    assert show("Baris\n-----\nBaris") == "<p>Baris</p>\n<hr>\n<p>Baris</p>"


def test_an_indented_line_is_no_code() -> None:
    assert show("    menjorok") == "<p>menjorok</p>"


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"])
def test_lists_nest_however_people_indent(indent: str) -> None:
    nested = show(f"- a\n{indent}- b\n{indent}{indent}- c\n- d")
    assert re.sub(r"\s", "", nested) == "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"


def test_a_list_may_follow_its_sentence_without_an_empty_line() -> None:
    assert show("Bahan:\n- katun\n- linen") == "<p>Bahan:</p>\n<ul>\n<li>katun</li>\n<li>linen</li>\n</ul>"


def test_a_sentence_that_begins_with_a_number_is_no_list() -> None:
    assert show("Kirim tanggal\n2. Januari") == "<p>Kirim tanggal<br>\n2. Januari</p>"


def test_columns_of_a_table_are_aligned_by_class() -> None:
    table = show("|Ukuran|Lebar|\n|:--|--:|\n|M|50|")
    assert '<th class="align-left">Ukuran</th>' in table
    assert '<td class="align-right">50</td>' in table
    assert "style" not in table


def test_html_is_shown_as_typed() -> None:
    assert show("<b>5 < 6</b> & <!-- x -->") == "<p>&lt;b&gt;5 &lt; 6&lt;/b&gt; &amp; &lt;!-- x --&gt;</p>"


# Links and pictures


def test_external_links_do_not_hand_over_the_window() -> None:
    assert show("[toko](https://shopee.co.id/melati)") == (
        '<p><a href="https://shopee.co.id/melati" rel="noopener noreferrer">toko</a></p>'
    )


def test_a_pasted_address_is_a_link_without_the_sentence_s_full_stop() -> None:
    assert show("Lihat https://toko.example/a_b_c.") == (
        '<p>Lihat <a href="https://toko.example/a_b_c" rel="noopener noreferrer">https://toko.example/a_b_c</a>.</p>'
    )


def test_links_within_the_site_are_resolved() -> None:
    assert show("[ukuran](/ukuran) [atas](#halo)") == (
        '<p><a href="../ukuran/index.html">ukuran</a> <a href="#tentang-halo">atas</a></p>'
    )


def test_a_link_to_a_page_that_does_not_exist_is_a_problem_and_stays_words() -> None:
    assert show("[harga](/harga)") == "<p>harga</p>"
    assert codes("[harga](/harga)") == ["text-page-unknown"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[x](javascript:alert(1))", "link-scheme"),
        ("[x](JaVaScRiPt:alert(1))", "link-scheme"),
        ("[x](java&#115;cript:alert(1))", "link-form"),
        ("[x](data:text/html,x)", "link-scheme"),
        ("[x](vbscript:x)", "link-scheme"),
        ("[x](//evil.example)", "link-slashes"),
        ("[x](\\\\\\\\evil.example)", "link-slashes"),
        ("[x](https://shopee.co.id@evil.example/)", "link-user"),
        ("[x][y]\n\n[y]: javascript:alert(1)", "link-scheme"),
        ("![x](https://evil.example/x.png)", "file-remote"),
        ("![x](//evil.example/x.png)", "file-remote"),
        ("![x](../../etc/passwd)", "file-outside"),
        ("![x](hilang.jpg)", "text-picture-unknown"),
    ],
)
def test_what_may_not_stand_in_a_page_is_a_problem_and_leaves_its_words(text: str, code: str) -> None:
    result = render_markdown(text)
    assert [found.code for found in result.problems] == [code]
    assert result.html.source == "<p>x</p>"


def test_a_picture_is_measured_and_keeps_its_own_words() -> None:
    assert 'alt="Botol kaca"' in show("![](botol.jpg)")
    shown = show('![Botol "30 ml"](botol.jpg)')
    assert 'alt="Botol &quot;30 ml&quot;"' in shown
    assert 'src="assets/botol.abc.jpg"' in shown
    assert 'width="1200"' in shown
    assert 'height="800"' in shown


def test_a_problem_knows_its_line_where_the_caller_knows_the_file() -> None:
    def place(line: int, column: int, length: int) -> Mark:
        return Mark("content/pages/tentang.md", line + 4, column, length)

    found = render_markdown("Halo\n\n[x](ftp://a.example)", place=place).problems[0]
    assert found.mark == Mark("content/pages/tentang.md", 7, 5, 15)


# What never gets through

VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<style>*{background:url(//evil.example)}</style>",
    '<p style="position:fixed">x</p>',
    "<a href=javascript:alert(1)>x</a>",
    '<a href="&#x6a;avascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<a href="\\\\evil.example">x</a>',
    '<img src="https://evil.example/p.gif">',
    '<img srcset="https://evil.example/p.gif 1x">',
    "<form action=https://evil.example><input name=otp></form>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<object data=x></object><embed src=x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<h3 id=main>x</h3>",
    "<a href=https://a.example target=_blank rel=opener>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "`<script>alert(1)</script>`",
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x](https://a.example \"' onmouseover=alert(1) x='\")",
    '![" onerror="alert(1)](botol.jpg)',
    '![x](botol.jpg" onerror="alert(1))',
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "# <svg onload=alert(1)>",
    "\x02wzxhzdk:0\x03<script>\x02amp\x03",
]


class Judge(HTMLParser):
    """Reads markup as a browser does and refuses whatever is not on the list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            self.attribute(tag, name, value or "")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def attribute(self, tag: str, name: str, value: str) -> None:
        match (tag, name):
            case ("a", "href"):
                plain = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
                assert not plain.startswith("//"), value
                scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
                assert not scheme or scheme[1].lower() in SCHEMES, value
            case ("a", "rel"):
                assert value == "noopener noreferrer"
            case ("img", "src"):
                assert value == PICTURE.src
            case ("img", "alt"):
                pass
            case ("img", "loading"):
                assert value == "lazy"
            case ("img", "decoding"):
                assert value == "async"
            case ("img", "width" | "height") | ("ol", "start"):
                assert value.isdigit()
            case ("th" | "td", "class"):
                assert value in CELL_CLASSES
            case (_, "id"):
                assert value.startswith("tentang-")
            case _:
                raise AssertionError((tag, name, value))


def judge(markup: str) -> None:
    Judge().feed(markup)


@pytest.mark.parametrize("text", VECTORS)
def test_no_attack_survives_rendering(text: str) -> None:
    judge(show(text))


@pytest.mark.parametrize("text", VECTORS)
def test_no_attack_survives_the_allow_list_alone(text: str) -> None:
    judge(sanitise(text, id_prefix="tentang-", pictures=(PICTURE.src,)))


PIECES = st.sampled_from(
    [
        *("<", ">", "/", "<svg", "<a ", "href=", "javascript:", "//", "\\", "on", "x=", '"', "'", "`", "&", "&#x3c;"),
        *("[", "](", ")", "![", "*", "_", "**", "|", "\n", "\n\n", "- ", "1. ", "> ", "# ", "  ", "\t", "\x00", "\x02"),
        *("<!--", "-->", "<style>", "</style>", "http://a.example", "botol.jpg", "id=", "a", "b c", "é", "\u202e"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
def test_whatever_is_typed_only_the_allow_list_comes_out(text: str) -> None:
    judge(show(text))


@given(TEXTS)
def test_sanitising_twice_is_sanitising_once(text: str) -> None:
    once = sanitise(text, id_prefix="tentang-", pictures=(PICTURE.src,))
    assert sanitise(once, id_prefix="tentang-", pictures=(PICTURE.src,)) == once
    shown = show(text)
    assert sanitise(shown, id_prefix="tentang-", pictures=(PICTURE.src,)) == shown


def anew(text: str) -> str:
    """The markup of the text from a parser that read nothing before it, nothing being known in advance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "_SENTENCES", re.compile("(?!)"))
        patch.setattr(render, "_alone", {})
        patch.setattr(dialect, "_ready", [])
        return show(text)


SENTENCES = st.text("aZé7中 ,.;:?!%()'\"“”‘’…–/+=@~-", min_size=1, max_size=30)


@given(SENTENCES)
def test_a_sentence_that_needs_no_parser_is_what_the_parser_makes_of_it(text: str) -> None:
    assert show(text) == anew(text)


class _Nothing(Treeprocessor):
    def run(self, root: Element) -> None:
        pass


@given(st.text("aé *_`[]()!<>&\\\n#-1.:/h|\x02\x03", max_size=40) | TEXTS)
def test_text_without_a_sign_of_markdown_means_the_same_to_every_pattern(text: str) -> None:
    skipping = anew(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "_Plain", _Nothing)
        assert anew(text) == skipping


@pytest.mark.parametrize("text", ["Dikirim 2 - 3 hari (setelah 20 Des)!", "a", "Kenapa “PO”?", "é + é = 100%"])
def test_most_sentences_need_no_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "take_parser", None)
    assert show(text) == f"<p>{text}</p>"


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_nothing_of_one_text_reaches_another(texts: list[str]) -> None:
    assert [show(text) for text in texts + texts] == [anew(text) for text in texts + texts]


def test_a_text_that_asks_what_is_around_it_is_asked_anew() -> None:
    text = "Lihat [ukuran](/ukuran) dan ![botol](botol.jpg)."
    assert "../ukuran/index.html" in show(text)
    assert "ukuran/" not in render_markdown(text, id_prefix="tentang-").html.source


@given(TEXTS)
def test_no_text_stops_the_build(text: str) -> None:
    assert "\n" not in plain_text(text)


# How much work it may cause: bounded before parsing, so nothing here needs a clock


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * (MAX_BYTES + 1), "text-too-long"),
        ("é\n\n" * MAX_BYTES, "text-too-long"),
        ("a" * (MAX_PARAGRAPH + 1), "paragraph-too-long"),
        ("a\n" * (MAX_PARAGRAPH_LINES + 1), "paragraph-too-long"),
        ("[" * 5_000, "text-nested"),
        ("![" * 4_000, "text-nested"),
        (("[a](" * 500 + "\n\n") * 40, "text-nested"),
        ("> " * 20 + "a", "text-nested"),
        (">" * 5_000, "text-nested"),
        ("- " * 20 + "a", "text-nested"),
        ("1. " * 4_000, "text-nested"),
        ("> - " * 5 + "a", "text-nested"),
        (">" + " " * 60 + "- a", "text-nested"),
    ],
)
def test_a_text_that_would_keep_the_parser_busy_is_refused(text: str, code: str) -> None:
    result = render_markdown(text)
    assert [found.code for found in result.problems] == [code]
    assert result.html.source == ""


@pytest.mark.parametrize("unit", ["[", "*a*", "`a` ", "\\", "- a\n", "a\n\n", "# a\n", "> a\n\n", "|a|b|\n", "&", "<"])
def test_the_largest_text_within_the_bounds_is_rendered(unit: str) -> None:
    text = unit * min(450, MAX_PARAGRAPH // len(unit))
    result = render_markdown(text)
    assert result.problems == ()
    assert result.html.source


def test_a_row_of_stars_is_a_rule_however_long() -> None:
    assert show("* " * 40) == "<hr>"


def test_steps_deeper_than_the_parser_can_go_are_refused() -> None:
    steps = "\n".join("  " * depth + "- a" for depth in range(60))
    assert codes(steps) == ["text-nested"]


# Plain text


def test_plain_text_keeps_the_words_on_one_line() -> None:
    text = "# Melati\nGambir **asli** &amp; [toko](https://a.example) <b>\n\n- satu\n- dua\n\n![foto](x.jpg)"
    assert plain_text(text) == "Melati Gambir asli & toko <b> satu dua foto"
