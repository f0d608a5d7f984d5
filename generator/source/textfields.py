"""Which keys of the format hold texts for buyers, found from the models.

Owns the way through a model's types to its texts. It must not read a file.
"""

from __future__ import annotations

import typing
from functools import cache
from types import UnionType
from typing import Any, Union

from generator.shop.model.base import Model, key_names
from generator.shop.model.items import FLAT_ITEM_KEYS, Item
from generator.shop.model.reading import NAME
from generator.shop.text import Text
from generator.structs import Frozen


class Field(Frozen):
    """What a key takes: a `text` for buyers (perhaps a `name`, which need not be translated), a map (`model`), a list
    of `entries`, a map of `values` under keys of the seller's; else a fact."""

    text: bool = False
    name: bool = False
    model: type[Model] | None = None
    entries: Field | None = None
    values: Field | None = None


@cache
def field_at(model: type[Model], key: str) -> Field | None:
    """What a key of a model takes; None where it has no such key."""
    name = key_names(model).get(key)
    if name is None:
        # A campaign with a single item writes that item's keys itself.
        return field_at(Item, key) if key in model.elsewhere and key in FLAT_ITEM_KEYS else None
    field = model.model_fields[name]
    return _field(field.annotation, NAME in field.metadata)


def _field(annotation: Any, name: bool) -> Field:  # noqa: FBT001  passed on as it was found
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _field(arguments[0], name or NAME in arguments[1:])
    if origin in (Union, UnionType):
        kept = [each for each in arguments if each is not type(None)]
        return _field(kept[0], name) if len(kept) == 1 else Field()
    if origin is tuple:
        return Field(entries=_field(arguments[0], name))
    if origin is dict:
        return Field(values=_field(arguments[1], name))
    if annotation is Text:
        return Field(text=True, name=name)
    return Field(model=annotation) if isinstance(annotation, type) and issubclass(annotation, Model) else Field()


@cache
def has_text(field: Field) -> bool:
    """Whether a text for buyers can stand somewhere in this."""
    if field.model:
        keys = key_names(field.model)
        return any(has_text(found) for key in keys if (found := field_at(field.model, key)))
    inner = field.entries or field.values
    return field.text or (inner is not None and has_text(inner))
