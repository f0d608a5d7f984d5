"""YAML as people write it: what must work, works; places are those of the editor; nothing is dropped in silence."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.source.nodes import plain
from generator.source.yamltree import MAX_DEPTH, MAX_MENDS, Document, Mapping, parse, read_yaml


def read(text: str) -> object:
    """The tree of a text without mistakes, as dicts, lists and texts."""
    document = parse(text, "a.yaml")
    assert document.problems == ()
    return plain(document.root)


def codes(text: str) -> list[str]:
    return [found.code for found in parse(text, "a.yaml").problems]


# Leaves are text


@pytest.mark.parametrize(
    "written",
    ["no", "NO", "off", "yes", "null", "~", "0812", "+62 812-345-678", "20:00", "21.00", "1e3", "0x10", "4,9", "1,5jt",
     "150.000", "3 Maret 2027", "2026-12-20", "12:30:45", ".5", "1_000", "=", "<<x", "'"],
)  # fmt: skip
def test_values_keep_their_characters(written: str) -> None:
    quoted = '"\'"' if written == "'" else written
    assert read(f"key: {quoted}\n") == {"key": written}


def test_keys_are_text_too() -> None:
    assert read("no: 1\n2026: 2\n1.5: 3\n") == {"no": "1", "2026": "2", "1.5": "3"}


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: 2\n",
        "a: 1\r\nb: 2\r\n",
        "a: 1\rb: 2\r",
        "\ufeffa: 1\nb: 2\n",
        "---\na: 1\nb: 2\n",
        "# c\n\na: 1 # c\nb: 2",
        "a:\u00a01\nb:\u00a02\n",
        "a:\t1\nb:  2\t\n",
        '{"a": 1, "b": 2}',
        '{"a":"1","b":"2"}',
        "a : 1\nb   : 2\n",
        "\"a\": 1\n'b': 2\n",
        "a: 1\n\n\n   \nb: 2\n\n",
        "a: 1\nb: 2\n...\n",
    ],
)
def test_editors_and_habits_are_no_mistake(text: str) -> None:
    document = read_yaml(text.encode(), "a.yaml")
    assert document.problems == ()
    assert plain(document.root) == {"a": "1", "b": "2"}


def test_spaces_that_do_not_break_indent_and_separate() -> None:
    text = "maker:\n\u00a0\u00a0name: Ratri\u00a0Dewi\n  place:\u202fSolo\n"
    assert plain(read_yaml(text.encode(), "a.yaml").root) == {"maker": {"name": "Ratri Dewi", "place": "Solo"}}


def test_an_anchor_used_properly_repeats_its_value() -> None:
    text = "a: &satu\n  x: 1\nb: *satu\nc: [&dua 2, *dua]\n"
    assert read(text) == {"a": {"x": "1"}, "b": {"x": "1"}, "c": ["2", "2"]}


def test_long_text_keeps_its_lines() -> None:
    assert read("a: |\n  # Judul\n  halo #7: ya\n\n  @b\nc: >-\n  satu\n  dua\n") == {
        "a": "# Judul\nhalo #7: ya\n\n@b\n",
        "c": "satu dua",
    }


def test_a_comment_after_a_space_is_a_comment() -> None:
    assert read("# satu\na: b # dua\nc: # tiga\n  - d # empat\n#e: f\n") == {"a": "b", "c": ["d"]}


def test_an_address_with_a_part_is_no_comment() -> None:
    assert read("a: https://toko.example/#po\n") == {"a": "https://toko.example/#po"}


@pytest.mark.parametrize("text", ["", "\n", "# hanya catatan\n", "---\n", "\ufeff"])
def test_a_file_without_words_is_empty(text: str) -> None:
    assert parse(text.removeprefix("\ufeff"), "a.yaml").root is None


def test_empty_lists_and_maps_stay() -> None:
    assert read("a: []\nb: {}\nc: ''\n") == {"a": [], "b": {}, "c": ""}


# Places


def at(document: Document, *path: str | int) -> tuple[int, int, str]:
    mark = document.mark(path)
    return mark.line, mark.column, mark.text[mark.column - 1 : mark.column - 1 + mark.length]


def test_places_are_lines_and_columns_of_the_editor() -> None:
    document = parse(
        "# 🎉\nitems:\n  - name: 🎉 Melati\n    price:   10rb # murah\n  - {name: 'B', price: 5rb}\n", "a.yaml"
    )

    assert at(document, "items", 0, "name") == (3, 11, "🎉 Melati")
    assert at(document, "items", 0, "price") == (4, 14, "10rb")
    assert at(document, "items", 1, "name") == (5, 12, "'B'")
    assert at(document, "items", 1, "price") == (5, 24, "5rb")
    assert at(document, "items") == (2, 1, "items")
    assert at(document, "items", 1) == (5, 6, "name")


def test_a_path_that_leads_further_than_the_file_ends_at_what_is_written() -> None:
    document = parse("price: 10rb\nphotos: a.jpg\n", "a.yaml")

    assert at(document, "items", 0, "price") == (1, 8, "10rb")
    assert at(document, "photos", 0, "file") == (2, 9, "a.jpg")


def test_a_place_on_a_mended_line_is_that_of_the_line_as_written() -> None:
    document = parse("a:\n\t- b: 25.00\n", "a.yaml")

    assert at(document, "a", 0, "b") == (2, 7, "25.00")


# One run finds what comes after a mistake


def test_reading_goes_on_after_each_trap() -> None:
    text = "a: @x\nb: Kabar: y\nc: [READY] z\nd: *tebal*\ne: 'it's'\nf\ng: %5\nh: #7\ni: > j\nk:\n\t- l\nm: end\n"
    document = parse(text, "a.yaml")

    assert sorted(found.mark.line for found in document.problems if found.mark) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]
    assert isinstance(document.root, Mapping)
    assert plain(document.root) == {
        "a": "@x", "b": "Kabar: y", "c": "[READY] z", "d": "*tebal*", "e": "it's", "g": "%5", "i": "> j", "k": ["l"],
        "m": "end",
    }  # fmt: skip


def test_mending_that_does_not_help_is_told_once() -> None:
    assert len(codes('a: "b\\q" c "\nd: "\n')) < 5


# Caps


def test_a_file_of_mistakes_ends() -> None:
    assert len(codes("".join(f"k{number}: a: b\n" for number in range(9_000)))) <= MAX_MENDS


def test_depth_counts_through_anchors() -> None:
    chain = "".join(f"x{n}: &x{n} [{f'*x{n - 1}' if n else 'a'}]\n" for n in range(MAX_DEPTH + 20))

    assert codes(chain) == ["too-deep"]
    assert codes("a: " + "[" * 40 + "]" * 40) == []


def test_an_anchor_cannot_unfold_without_bound() -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    bomb += "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))

    assert codes(bomb) == ["too-many-values"]


# Sizes at which a careless pattern would take minutes; a hang is a failure of the whole run.
@pytest.mark.parametrize(
    "raw",
    [
        b"a: b: c" + b" " * 300_000 + b"d\n",
        b"a:\n" + b"\t" * 300_000 + b"b: c\n",
        b"[" + b"a #b," * 60_000,
        b"- " * 200_000,
        b"\x01" * 500_000,
        b"\xff" * 500_000,
        b"a: '" * 100_000,
        b"? " * 40_000,
        b"a:\n  -" + b"b " * 200_000,
        b"- &a b\n" * 40_000,
        b"- *a\n" * 60_000,
        b'a: "' + b"x\n" * 200_000,
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_large_nonsense_is_told_soon(raw: bytes) -> None:
    assert read_yaml(raw, "a.yaml").problems


@given(st.text(alphabet=st.sampled_from(" \n\t-:#'\"[]{}@*&!|>%?,.=\\ab7é🎉\u00a0\u2028"), max_size=60))
@example('\'",?|:\n{.-🎉|#>,,!🎉{a=-% !🎉\'*,7\u2028#*="-"{{."b.&\\!\'')  # quotes within quotes, doubled each round
@example("[>,>")  # two mistakes in one line: the second one's column is that of the line as it was written
@example('"a:\n  b: "c d"\n  e: "f"\n')  # one quote too many: everything after it reads inside out
def test_no_text_breaks_the_reader(text: str) -> None:
    document = read_yaml(text.encode(), "a.yaml")
    plain(document.root)
    assert document.root is None or not document.incomplete
    for found in document.problems:
        assert found.mark is not None
        assert 1 <= found.mark.line <= len(document.lines)
        assert 1 <= found.mark.column <= len(document.lines[found.mark.line - 1]) + 1


_WORDS = st.text(alphabet="abc 7é🎉#:@[]{}*&!|>%,-'\"\\", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(_WORDS)
def test_a_value_arrives_whole_or_is_told(words: str) -> None:
    document = parse(f"a: {words}\nb: c\n", "a.yaml")
    if document.problems:
        return
    assert isinstance(document.root, Mapping)
    value = document.root.get("a")
    assert value is not None
    said = plain(value.value)
    comment = words.find(" # ")
    meant = words[:comment].rstrip() if comment >= 0 else words.removesuffix(" #").rstrip()
    if words[0] in "\"'[{":
        return
    assert said == meant
