"""Walking a site: nothing of a sort is passed by, whatever a field's annotation promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Path as ModelPath
from generator.shop.brands import Brand
from generator.shop.model.base import Model
from generator.shop.model.pictures import Link, Photo
from generator.shop.model.walk import every, site_parts
from generator.shop.moments import Moment
from generator.shop.text import Text
from generator.source.load import load_site

ROOT = Path(__file__).parents[1]
SHOPS = [ROOT, *sorted(path.parent for path in (ROOT / "tests" / "shops").glob("*/content"))]


def below(value: Any, path: ModelPath = ()) -> Iterator[tuple[ModelPath, Any]]:
    """Every value below one, found by looking at all of them."""
    yield path, value
    if isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            yield from below(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for position, item in enumerate(value):
            yield from below(item, (*path, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from below(item, (*path, key))


@pytest.mark.parametrize("root", SHOPS, ids=lambda root: root.name)
@pytest.mark.parametrize("kind", [Photo, Link, Text, Moment, Model, str, int, Brand, (Text, str)], ids=str)
def test_everything_of_a_sort_is_found(root: Path, kind: type | tuple[type, ...]) -> None:
    site = load_site(root).site
    assert site
    for path, part in site_parts(site):
        assert list(every(kind, part, path)) == [found for found in below(part, path) if isinstance(found[1], kind)]
