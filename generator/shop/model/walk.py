"""Everything of one sort in a model, with its place: photos, texts, links, whatever lives for a while."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any, TypeVar

from generator.problems import Path
from generator.shop.model.base import Model
from generator.shop.model.reading import MARKDOWN
from generator.shop.model.site import Site
from generator.shop.text import Text

T = TypeVar("T")


def every(kind: type[T] | tuple[type[T], ...], value: Any, path: Path = ()) -> Iterator[tuple[Path, T]]:
    """All values of a type below a value, depth first, with their model paths (YAML keys and positions)."""
    if isinstance(value, kind):
        yield path, value
    if isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            yield from every(kind, getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for position, item in enumerate(value):
            yield from every(kind, item, (*path, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from every(kind, item, (*path, key))


def site_parts(site: Site) -> Iterator[tuple[Path, Model]]:
    """The files of a site as models, with the paths that problems use: campaigns and pages by their slug."""
    yield ("shop",), site.shop
    yield ("links",), site.links
    yield ("marketplaces",), site.marketplaces
    for campaign in site.campaigns:
        yield ("campaigns", campaign.slug), campaign
    for page in site.pages:
        yield ("pages", page.slug), page


def prose(path: Path, part: Model) -> Iterator[tuple[Path, Text]]:
    """All texts of one file of a site in which Markdown works, with their model paths."""
    for where, holder in every(Model, part, path):
        for name, field in type(holder).model_fields.items():
            text = getattr(holder, name)
            if isinstance(text, Text) and _is_prose(field.annotation, tuple(field.metadata)):
                yield (*where, field.alias or name), text


def _is_prose(annotation: Any, metadata: tuple[Any, ...]) -> bool:
    """Whether a field, or what it may hold besides nothing, is annotated so."""
    return MARKDOWN in metadata or any(MARKDOWN in typing.get_args(part)[1:] for part in typing.get_args(annotation))


def everything(kind: type[T] | tuple[type[T], ...], site: Site) -> Iterator[tuple[Path, T]]:
    """All values of a type in a site, with their model paths."""
    for path, part in site_parts(site):
        yield from every(kind, part, path)
