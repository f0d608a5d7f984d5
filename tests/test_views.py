"""The theme API: frozen values, each field explained, all of them within a template's reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup, escape

from generator.page import views
from generator.page.views import Html, PictureView
from generator.structs import Frozen, field_names

FOLDER = Path(views.__file__).parent
CLASSES = [value for value in vars(views).values() if isinstance(value, type) and issubclass(value, Frozen)]


def fields_and_comments() -> Iterator[tuple[str, str]]:
    """Every field as `file:line field` with the comment on its line, over all modules of the views."""
    for file in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                lines = file.read_text(encoding="utf-8").split("\n")
                for field in node.body:
                    if isinstance(field, ast.AnnAssign):
                        yield f"{node.name}.{ast.unparse(field.target)}", lines[field.lineno - 1].partition("  # ")[2]


@pytest.mark.parametrize("view", CLASSES, ids=lambda view: view.__name__)
def test_a_view_cannot_be_changed_once_made(view: type) -> None:
    assert view.__struct_config__.frozen  # type: ignore[attr-defined]
    assert "__doc__" in vars(view)
    assert view.__doc__


def test_every_view_can_be_imported_by_name() -> None:
    assert sorted(views.__all__) == sorted(view.__name__ for view in CLASSES)


def test_every_field_of_a_view_is_explained() -> None:
    explained = dict(fields_and_comments())
    fields = {f"{view.__name__}.{name}" for view in CLASSES for name in vars(view).get("__annotations__", {})}
    assert set(explained) == fields
    assert not [field for field, comment in explained.items() if len(comment) < 3]


def test_sanitised_markup_is_printed_as_it_is_and_text_is_escaped() -> None:
    assert escape(Html("<p>5 &lt; 6</p>")) == Markup("<p>5 &lt; 6</p>")
    assert escape("<p>") == "&lt;p&gt;"


def test_a_picture_says_its_size() -> None:
    required = set(field_names(PictureView)[: -len(PictureView.__struct_defaults__)])
    assert {"src", "width", "height", "alt"} == required
