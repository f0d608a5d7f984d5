"""Everything of one sort in a model, with its place: photos, texts, links, whatever lives for a while."""

from __future__ import annotations

import typing
from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any, TypeVar

from generator.problems import Path
from generator.shop.model.base import Model
from generator.shop.model.reading import LINK, MARKDOWN
from generator.shop.model.site import Site
from generator.shop.text import Text

T = TypeVar("T")


def every(kind: type[T] | tuple[type[T], ...], value: Any, path: Path = ()) -> Iterator[tuple[Path, T]]:
    """All values of a type below a value, depth first, with their model paths (YAML keys and positions)."""
    found: list[tuple[Path, T]] = []
    _gather(kind if isinstance(kind, tuple) else (kind,), value, path, found)
    return iter(found)


def _gather(kinds: tuple[type[T], ...], value: Any, path: Path, found: list[tuple[Path, T]]) -> None:
    wanted, inside = _sort(type(value), kinds)  # type: ignore[arg-type]
    if wanted:
        found.append((path, value))
    if inside is None:
        return
    if inside is tuple:
        for position, item in enumerate(value):
            _gather(kinds, item, (*path, position), found)
    elif inside is dict:
        for key, item in value.items():
            _gather(kinds, item, (*path, key), found)
    else:
        for name, key in inside:
            if (inner := getattr(value, name)) is not None:
                _gather(kinds, inner, (*path, key), found)


@cache
def _sort(kind: type, kinds: tuple[Hashable, ...]) -> tuple[bool, Any]:
    """Whether a value of this type is one of those, and where others can be inside it: the fields of a model, each with
    its key; every item of a `tuple` or `dict`; nowhere. Asked once for each type: a model takes long to know."""
    wanted = issubclass(kind, typing.cast("tuple[type, ...]", kinds))
    if issubclass(kind, Model):
        return wanted, _ways(kind, kinds)
    if issubclass(kind, tuple):
        return wanted, None if hasattr(kind, "_fields") else tuple
    return wanted, dict if issubclass(kind, dict) else None


@cache
def _keys(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields of a model, each with its key in YAML."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


@cache
def _ways(model: type[Model], kinds: tuple[Hashable, ...]) -> tuple[tuple[str, str], ...]:
    """Those of its fields below which a value of these types can be, by what they are annotated with."""
    sought = typing.cast("tuple[type, ...]", kinds)

    def leads(name: str) -> bool:
        return any(issubclass(held, each) or issubclass(each, held) for held in _held(model, name) for each in sought)

    return tuple((name, key) for name, key in _keys(model) if leads(name))


@cache
def _held(model: type[Model], name: str) -> frozenset[type]:
    """Every type that may be found below a field; `object` where its annotation does not say."""
    found: set[type] = set()
    waiting: list[Any] = [model.model_fields[name].annotation]
    while waiting:
        each = waiting.pop()
        inside = typing.get_args(each)
        if typing.get_origin(each) is typing.Annotated:
            waiting.append(inside[0])
        elif typing.get_origin(each) is typing.Literal:
            found.update(map(type, inside))
        elif inside:
            waiting += (part for part in inside if part is not ...)
        elif each is Any or not isinstance(each, type):
            found.add(object)
        elif each not in found:
            found.add(each)
            if issubclass(each, Model):
                found.update(*(_held(each, inner) for inner in each.model_fields))
    return frozenset(found)


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
    return ((where, text) for where, text in _annotated(MARKDOWN, path, part) if isinstance(text, Text))


def links(path: Path, part: Model) -> Iterator[tuple[Path, str]]:
    """All links of one file of a site that stand in fields of their own, with their model paths."""
    return ((where, link) for where, link in _annotated(LINK, path, part) if isinstance(link, str))


def _annotated(sort: str, path: Path, part: Model) -> Iterator[tuple[Path, object]]:
    for where, holder in every(Model, part, path):
        for name, key in _keys_of(type(holder), sort):
            yield (*where, key), getattr(holder, name)


@cache
def _keys_of(model: type[Model], sort: str) -> tuple[tuple[str, str], ...]:
    """Those of its fields that are annotated so."""
    own = {name for name, each in model.model_fields.items() if _is(sort, each.annotation, tuple(each.metadata))}
    return tuple((name, key) for name, key in _keys(model) if name in own)


def _is(sort: str, annotation: Any, metadata: tuple[Any, ...]) -> bool:
    """Whether a field, or what it may hold besides nothing, is annotated so."""
    return sort in metadata or any(sort in typing.get_args(part)[1:] for part in typing.get_args(annotation))
