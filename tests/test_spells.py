"""Several moments of one page laid over one another: each can be read back as it was."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.theme.spells import merge

_OURS = ("data-spell", "data-class", "hidden", "data-state", "loading")


class _Read(HTMLParser):
    """What a page says in one spell: tags with their classes, and texts; spans that only carry a spell fall away."""

    def __init__(self, spell: int) -> None:
        super().__init__()
        self.spell, self.out, self.stack, self.off = spell, [], [], 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        hidden = "data-spell" in found and not holds(str(found["data-spell"]), self.spell)
        wrapper = tag == "span" and "data-spell" in found and set(found) <= {"data-spell", "hidden"}
        if "data-class" in found:
            turns = [turn.split(" ", 1) for turn in str(found["data-class"]).split("|")]
            found["class"] = [name for start, name in turns if int(start) <= self.spell][-1]
        self.off += hidden
        if not self.off and not wrapper:
            kept = sorted(pair for pair in found.items() if pair[0] not in _OURS)
            self.out.append(f"<{tag} {kept}>")
        if tag not in ("img", "br", "meta", "link", "input", "path"):
            self.stack.append((tag, hidden, wrapper))
        else:
            self.off -= hidden

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        opened, hidden, wrapper = self.stack.pop()
        assert opened == tag
        if not self.off and not wrapper:
            self.out.append(f"</{tag}>")
        self.off -= hidden

    def handle_data(self, data: str) -> None:
        if not self.off and data.strip():
            self.out.append(data)


def holds(spells: str, spell: int) -> bool:
    runs = [run.partition("-") for run in spells.split()]
    return any(int(first) <= spell <= int(last or first) for first, _, last in runs)


def seen(markup: str, spell: int = 0) -> str:
    reader = _Read(spell)
    reader.feed(markup)
    return re.sub(r"\s+", " ", " ".join(reader.out))


def test_page_that_never_changes_stays_as_it_is() -> None:
    assert merge(["<p>a</p>\n", "<p>a</p>\n"]) == "<p>a</p>\n"


def test_only_the_text_that_changes_carries_its_spells() -> None:
    assert merge(["<p>Now <b>x</b></p>", "<p>Soon <b>x</b></p>", "<p>Now <b>x</b></p>"]) == (
        '<p><span data-spell="0 2">Now </span><span data-spell="1" hidden>Soon </span><b>x</b></p>'
    )


def test_class_changes_without_a_second_element() -> None:
    assert merge(['<p class="card state-open">x</p>', '<p class="card state-closed">x</p>']) == (
        '<p data-class="0 card state-open|1 card state-closed" class="card state-open">x</p>'
    )


def test_section_that_ends_is_hidden_then() -> None:
    assert merge(["<main><p>a</p><form>b</form></main>", "<main><p>a</p></main>"]) == (
        '<main><p>a</p><form data-spell="0">b</form></main>'
    )


def test_head_says_what_held_at_the_build() -> None:
    assert merge(["<head><title>a</title></head><p>a</p>", "<head><title>b</title></head><p>a</p>"]) == (
        "<head><title>a</title></head><p>a</p>"
    )


def test_picture_that_is_not_in_sight_yet_is_not_fetched_yet() -> None:
    first, then = '<b><img src="a.jpg" fetchpriority="high"></b>', '<i><img src="b.jpg" fetchpriority="high"></i>'

    assert merge([first, then]) == (
        f'{first.replace("<b>", """<b data-spell="0">""")}<i data-spell="1" hidden><img loading="lazy" src="b.jpg"></i>'
    )


def test_drawing_is_one_part_and_switched_from_around_it() -> None:
    one, two = '<svg id="a"><path d="M0"/></svg>', '<svg id="b"><path d="M1"/></svg>'
    assert merge([one, two]) == f'<span data-spell="0">{one}</span><span data-spell="1" hidden>{two}</span>'


def test_drawing_inside_a_drawing_belongs_to_it() -> None:
    sign = '<svg class="tile"><g><svg class="icon"><path d="M0"/></svg></g></svg>'
    assert merge([f"<p>{sign}a</p>", f"<p>{sign}b</p>"]).startswith(f"<p>{sign}<span")


_TEXTS = st.sampled_from(["a", "b", "c", "d e"])
_PARTS = (
    '<img src="x">',
    '<svg class="a"><g><svg><path d="M0"/></svg></g></svg>',
    '<svg class="b"><path d="M1"/></svg>',
)
_LEAF = st.one_of(_TEXTS, _TEXTS.map(lambda text: f'<time datetime="{text}">{text}</time>'), st.sampled_from(_PARTS))


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(inner, max_size=4)
    tags = st.sampled_from(
        [("<p>", "</p>"), ('<li class="k x">', "</li>"), ('<li class="k y">', "</li>"), ("<b>", "</b>")]
    )
    return st.builds(lambda tag, said: tag[0] + " ".join(said) + tag[1], tags, parts)


_PAGE = st.lists(st.recursive(_LEAF, _wrapped, max_leaves=8), max_size=5).map(
    lambda parts: f"<main>{' '.join(parts)}</main>"
)


@given(st.lists(_PAGE, min_size=1, max_size=6))
def test_each_spell_reads_as_it_was_rendered(pages: list[str]) -> None:
    merged = merge(pages)
    for spell, page in enumerate(pages):
        assert joined(seen(merged, spell)) == joined(seen(page))


def joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("broken", ["<p>a<li>b</p>c", "</b>x", "a < b", "<p>never closed", "<main><p>a</main>"])
def test_markup_that_is_not_tidy_loses_no_words(broken: str) -> None:
    merged = merge([broken, broken + "<i>z</i>"])
    assert not set(re.findall(r"</?[a-z]+", broken)) - set(re.findall(r"</?[a-z]+", merged))
    assert re.sub(r"</?[a-z][^>]*>", "", merged) == re.sub(r"</?[a-z][^>]*>", "", broken) + "z"
