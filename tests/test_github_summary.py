"""The summary of a run on GitHub: what is wrong, in the seller's words, and nothing of theirs read as markup."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from problemkit import LANGUAGES, Case

from generator.problems import Kind, Mark, Severity, problem
from generator.report.display import visible
from generator.report.github import LISTED, MOST_BYTES, as_list, as_summary, in_markdown

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
LAW = Kind("terms", "“{found}” is no refund.", "Write `refund: 100%`.", severity=Severity.WARNING)
EDIT = "https://github.com/melati/toko/edit/main/"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ("1 kesalahan di 1 berkas.", "Salah", "baris 3", "Beri tanda kutip di seluruh isinya.", "Jadinya:")),
        ("en", ("1 error in 1 file.", "Error", "line 3", "Put quotes around the whole value.", "As it should be:")),
    ],
)
def test_a_mistake_is_told_with_its_line_its_fix_and_where_to_edit(
    tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    summary = as_summary(
        Case("at-sign").problems(tmp_path), LANGUAGES[language], headline="Halo", edit=EDIT, below="toko/"
    )

    page = READER.render(summary)
    assert summary.startswith("### Halo\n\n")
    assert [word for word in words if word not in page] == []
    assert f'href="{EDIT}toko/content/campaigns/po.yaml#L3"' in page
    assert '<pre><code class="language-text">summary: @akun resmi kami\n</code></pre>' in page
    assert '<pre><code class="language-text">summary: &quot;@akun resmi kami&quot;\n</code></pre>' in page


NASTY = (
    "<b>x</b> &lt; *a* _b_ `c` [d](https://x.example) ![e](f) @melati #7 | ~~g~~ $h$ https://y.example www.z.example"
)


@given(st.text(max_size=80))
@example(NASTY)
@example("- butir")
@example("1. butir")
@example("12) butir")
@example("# judul")
@example("--- x")
@example("=== x")
@example("> kutip")
@example("\\*a\\*")
@example("``` x")
def test_whatever_is_typed_shows_as_typed(text: str) -> None:
    page = READER.render(in_markdown(text))

    assert set(re.findall(r"<[^>]*>", page)) <= {"<p>", "</p>", "<code>", "</code>"}
    shown = html.unescape(re.sub(r"<[^>]*>", "", page)).replace("\u2060", "").replace("`", "")
    assert " ".join(shown.split()) == " ".join(" ".join(visible(text).split()).replace("`", "").split())


def test_nobody_is_called_and_nothing_is_linked() -> None:
    told = in_markdown(NASTY)

    assert "@melati" not in told
    assert "#7" not in told
    assert "s://" not in told
    assert "www.z" not in told


def test_a_line_of_source_cannot_end_its_own_block() -> None:
    mark = Mark("content/shop.yaml", 1, text="a: ```` # </code> ::error::")
    page = READER.render(as_summary([problem(LAW, mark=mark, found="````\n# x")], LANGUAGES["en"]))

    assert "a: ```` # &lt;/code&gt; ::error::" in page
    assert "<h1>" not in page
    assert page.count("<pre>") == 1


def test_errors_come_first_and_a_long_list_is_counted() -> None:
    wrong = Kind("wrong", "`{found}` is wrong.")
    found = [problem(LAW, mark=Mark("a.yaml", 1), found="x"), problem(wrong, mark=Mark("b.yaml", 2), found="y")]
    many = [problem(LAW, mark=Mark("a.yaml", line, text="é" * 400), found="é" * 5000) for line in range(1, 200)]

    told = as_summary(found, LANGUAGES["en"])
    assert told.index("Error") < told.index("Warning")
    long = as_summary(many, LANGUAGES["id"])
    assert len(long.encode()) < MOST_BYTES + 200
    counted = re.search(r"… dan (\d+) lagi\n$", long)
    assert counted
    assert int(counted[1]) == 199 - long.count("🟡") >= 199 - LISTED


def test_changes_for_buyers_are_a_list_as_deep_as_they_were_told() -> None:
    page = READER.render(as_list("Berubah:", ["Parfum <b>", "  harga 30 ml: Rp150.000 → Rp165.000"]))

    assert page.count("<ul>") == 2
    assert "Parfum &lt;b&gt;" in page
    assert "harga 30 ml: Rp150.000 → Rp165.000" in page
