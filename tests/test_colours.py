"""Contrast as WCAG 2.x counts it, and the shades chosen by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Refused
from generator.shop.colours import (
    BLACK,
    CONTRAST_OUT_OF_REACH,
    INK,
    NOT_A_COLOUR,
    WHITE,
    Colour,
    contrast,
    is_neutral,
    luminance,
    mix,
    parse_colour,
    readable,
    text_on,
)

colours = st.integers(0, 0xFFFFFF).map(lambda value: Colour(f"#{value:06x}"))
papers = st.sampled_from((WHITE, INK))


@pytest.mark.parametrize(
    ("written", "read"),
    [("#fff", "#ffffff"), ("#1aF", "#11aaff"), ("#EE4D2D", "#ee4d2d"), (" #16130f\n", "#16130f")],
)
def test_a_colour_is_three_or_six_digits_in_either_case(written: str, read: str) -> None:
    assert parse_colour(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "#", "#ffff", "#ff00ff80", "#ggg", "red", "rgb(1,2,3)", "#12345٣", "#fff;}", "url(#fff)", "var(--x)"],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_colour(written)
    assert refused.value.kind is NOT_A_COLOUR
    assert refused.value.parameters == {"colour": written}
    assert refused.value.instead == ""


def test_six_digits_without_the_hash_are_offered_with_it() -> None:
    with pytest.raises(Refused) as refused:
        parse_colour("EE4D2D")
    assert refused.value.instead == "#ee4d2d"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # The last three are the greys that every WCAG checker gives: just passing, just failing, and 3 to 1.
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
    ],
)
def test_contrast_is_the_ratio_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(Colour(one), Colour(other)) == pytest.approx(ratio, abs=0.005)
    assert contrast(Colour(other), Colour(one)) == contrast(Colour(one), Colour(other))


def test_luminance_weighs_the_channels() -> None:
    red, green, blue = (luminance(Colour(c)) for c in ("#ff0000", "#00ff00", "#0000ff"))
    assert (red, green, blue) == pytest.approx((0.2126, 0.7152, 0.0722))


@given(colours)
def test_text_can_be_read_on_every_background(background: Colour) -> None:
    text = text_on(background)
    assert contrast(text, background) >= 4.5
    assert text in (WHITE, INK, BLACK)


def test_text_is_white_where_white_can_be_read_and_black_where_ink_cannot() -> None:
    assert text_on(Colour("#767676")) == WHITE
    assert text_on(Colour("#777777")) == BLACK
    assert text_on(Colour("#25d366")) == INK


@given(colours, papers, st.sampled_from((3.0, 4.5, 7.0)))
def test_a_readable_shade_reaches_the_ratio_on_either_paper(colour: Colour, paper: Colour, ratio: float) -> None:
    shade = readable(colour, paper, ratio)
    assert contrast(shade, paper) >= ratio
    assert readable(shade, paper, ratio) == shade


def test_a_colour_that_can_be_read_already_is_left_alone() -> None:
    assert readable(Colour("#0a5c36"), WHITE) == "#0a5c36"


def test_a_shade_goes_no_further_than_it_must() -> None:
    darker = readable(Colour("#ffd700"), WHITE, 3.0)
    assert 3.0 <= contrast(darker, WHITE) < 3.1
    lighter = readable(Colour("#00008b"), INK, 3.0)
    assert 3.0 <= contrast(lighter, INK) < 3.1


def test_a_shade_keeps_its_hue_instead_of_fading_to_grey() -> None:
    lighter = readable(Colour("#0f146d"), INK, 3.0)
    red, green, blue = (int(lighter[place : place + 2], 16) for place in (1, 3, 5))
    assert blue > 2 * max(red, green)


def test_a_background_in_the_middle_that_no_shade_reaches_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        readable(Colour("#ff0000"), Colour("#777777"), 7.0)
    assert refused.value.kind is CONTRAST_OUT_OF_REACH
    assert refused.value.parameters == {"colour": "#ff0000", "on": "#777777", "ratio": "7"}


def test_a_mix_runs_from_one_colour_to_the_other() -> None:
    assert mix(BLACK, WHITE, 0) == BLACK
    assert mix(BLACK, WHITE, 1) == WHITE
    assert mix(Colour("#ff0000"), Colour("#0000ff"), 0.5) == "#800080"
    with pytest.raises(ValueError, match="between 0 and 1"):
        mix(BLACK, WHITE, 1.5)


def test_black_and_greys_are_neutral() -> None:
    assert [is_neutral(Colour(colour)) for colour in ("#000000", "#181717", "#36465d")] == [True, True, False]
