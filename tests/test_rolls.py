"""Marked dates in finished markup become places to fill; where none can be filled, no date of a later window stands."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from generator.page.present.marks import wrapped
from generator.theme.rolls import settled

ROLLS = wrapped("3 0", "21 Des 2026")
STAYS = wrapped("", "14 Des 2026")


def test_a_page_without_marks_is_left_as_it_is() -> None:
    page = '<p title="a > b">1 < 2</p><!-- x --><script>1 < 2</script>'
    assert settled(page) == page


def test_a_date_in_text_gets_an_element_of_its_own_only_where_it_rolls() -> None:
    assert settled(f"<p>Buka {ROLLS}, lalu {STAYS}.</p>") == (
        '<p>Buka <span data-roll="3 0">21 Des 2026</span>, lalu 14 Des 2026.</p>'
    )


def test_attributes_with_rolling_dates_are_named_with_their_whole_text() -> None:
    link = f"https://wa.me/62?text=Halo%20{wrapped('3 0 q', quote('21 Des'))}"
    assert settled(f'<a class="x" href="{link}" title="{ROLLS} {STAYS}">a</a>') == (
        '<a class="x" href="https://wa.me/62?text=Halo%2021%20Des" title="21 Des 2026 14 Des 2026"'
        ' data-fill="href https://wa.me/62?text=Halo%20{3 0 q}&#10;title {3 0} 14 Des 2026">a</a>'
    )


@pytest.mark.parametrize("name", ["script", "style", "select", "textarea", "title"])
def test_where_nothing_can_be_filled_a_rolling_date_is_absent_rather_than_wrong(name: str) -> None:
    assert (
        settled(f"<body><{name}>a {ROLLS} b {STAYS}</{name}></body>")
        == f"<body><{name}>a  b 14 Des 2026</{name}></body>"
    )


def test_the_head_tells_of_the_moment_of_the_build() -> None:
    assert settled(f"<head><title>{ROLLS}</title></head>") == "<head><title>21 Des 2026</title></head>"
