"""What is said where a value has the wrong shape, for models and for those who read files. It must not know models."""

from __future__ import annotations

from collections.abc import Mapping

from generator.problems import Kind

EXPECTED_TEXT = Kind(
    "text-expected",
    "Expected a text here, found {found}.",
    "Write it on one line; put quotes around it if it has `[`, `{{` or `: `.",
)
EXPECTED_MAP = Kind("map-expected", "Expected `key: value` lines here, found {found}.", "Write one of: {keys}.")
EXPECTED_LIST = Kind("list-expected", "Expected a list here, found {found}.", "Start each entry with `- `.")
EXPECTED_CHOICE = Kind("choice", "`{found}` is not one of the possible values.", "Write one of: {choices}.")
NEAR_CHOICE = Kind(
    "choice", "`{found}` is not one of the possible values.", "Did you mean `{near}`? Possible: {choices}."
)
EMPTY = Kind("empty", "There is nothing between the quotes.", "Write a value, or delete the line.")
SPACE_AFTER_COLON = Kind("space-after-colon", "There is no space after the colon.", "Write `{key}: {value}`.")
ONE_OF = Kind("one-of-needed", "One of these keys is needed here: {keys}.", "Add it.")
ONLY_ONE = Kind("one-of-too-many", "Only one of these keys can stand here: {keys}.", "Delete the others.")

A_LIST = "list"
A_MAP = "map"


def shape(given: object) -> str:
    """The shape of a value in a word that the catalogues know."""
    if isinstance(given, Mapping):
        return A_MAP
    return A_LIST if isinstance(given, (list, tuple)) else f"“{given}”"
