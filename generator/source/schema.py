"""The format as JSON Schema, for editors that complete and underline while a seller types.

Owns what of the models an editor can know: keys, shapes, shorthand forms, closed lists. Whatever the schema refuses
the reader refuses too, never the other way round; dates, sums and numbers are judged by the reader alone. Draft 07,
which is what the YAML extension of VS Code reads best. It must not write files or choose a language.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from generator.shop.model.base import Model
from generator.shop.model.bio import Links, Marketplaces, Page
from generator.shop.model.campaign import Campaign
from generator.shop.model.items import FLAT_ITEM_KEYS, Item
from generator.shop.model.leaves import MANY
from generator.shop.model.ordering import Defaults
from generator.shop.model.reading import Leaf
from generator.shop.model.shop import Shop

MODELS: Final[Mapping[str, type[Model]]] = MappingProxyType(
    {
        "shop": Shop,
        "links": Links,
        "marketplaces": Marketplaces,
        "defaults": Defaults,
        "campaign": Campaign,
        "page": Page,
    }
)
"""Schema name → what stands at the top of such a file."""

DRAFT = "http://json-schema.org/draft-07/schema#"

Translate = Callable[[str], str]
Schema = dict[str, Any]

_TABLE: Schema = {"type": "string", "pattern": r"\.[cC][sS][vV]\s*$"}


def json_schema(name: str, translate: Translate) -> Schema:
    """The schema of one kind of file, descriptions in the language of `translate`. Raises KeyError."""
    model = MODELS[name]
    writer = _Writer(translate)
    top = writer.map_of(model)
    if model is Campaign:
        _as_campaigns_are_written(top["properties"], writer)
    schema = {"$schema": DRAFT, "title": f"Etalase: {name}", **top}
    schema.pop("description", None)
    if writer.definitions:
        schema["definitions"] = dict(sorted(writer.definitions.items()))
    return schema


def _as_campaigns_are_written(keys: dict[str, Schema], writer: _Writer) -> None:
    """What `Campaign` takes beyond its own keys: tables, and a single item's keys written flat."""
    for key, field in Item.model_fields.items():
        if key in FLAT_ITEM_KEYS and key not in keys:
            keys[key] = writer.field(field)
    keys["items"]["anyOf"] = [{"type": "array", "items": writer.reference(Item)}, _TABLE]
    keys["items"].pop("type", None)
    keys["items"].pop("items", None)
    names = writer.field(Item.model_fields["choices"])
    keys["choices"]["anyOf"] = [{"type": "object", **_pop_map(keys["choices"])}, *names["anyOf"]]


def _pop_map(schema: Schema) -> Schema:
    schema.pop("type", None)
    return {"additionalProperties": schema.pop("additionalProperties")}


class _Writer:
    """One schema in the making: `definitions` collects each model once."""

    def __init__(self, translate: Translate) -> None:
        self.translate = translate
        self.definitions: dict[str, Schema] = {}

    def words(self, model: type) -> str:
        """What a model is, from its docstring."""
        return self.translate(" ".join((inspect.getdoc(model) or "").split()))

    def map_of(self, model: type[Model]) -> Schema:
        """A model written as `key: value` lines."""
        fields = {f.alias or name: f for name, f in model.model_fields.items() if not f.exclude}
        schema: Schema = {
            "description": self.words(model),
            "type": "object",
            "properties": {key: self.field(field) for key, field in fields.items()},
            "additionalProperties": False,
        }
        if required := [key for key, field in fields.items() if field.is_required()]:
            schema["required"] = required
        return schema

    def field(self, field: Any) -> Schema:
        """The value of one key, with its description: the field's own, then what its values look like."""
        schema = self.value(field.annotation, tuple(field.metadata))
        said = [self.translate(text) for text in (field.description, schema.pop("description", "")) if text]
        if "$ref" in schema:  # draft 07 ignores what stands beside a reference
            schema = {"allOf": [schema]}
        return {"description": "\n\n".join(said), **schema} if said else schema

    def value(self, annotation: Any, metadata: tuple[Any, ...] = ()) -> Schema:
        """The schema of a type; `description` is still in English."""
        if typing.get_origin(annotation) is typing.Annotated:
            inner, *outer = typing.get_args(annotation)
            return self.value(inner, (*outer, *metadata))
        for mark in metadata:
            if isinstance(mark, Leaf):
                return _leaf(mark)
        if typing.get_origin(annotation) in (typing.Union, types.UnionType):
            (kept,) = (each for each in typing.get_args(annotation) if each is not type(None))
            return self.value(kept, metadata)
        if typing.get_origin(annotation) is tuple:
            entry = self._entry(typing.get_args(annotation)[0])
            many: Schema = {"type": "array", "items": entry}
            return {"anyOf": [entry, many]} if MANY in metadata else many
        if typing.get_origin(annotation) is dict:
            return {"type": "object", "additionalProperties": self._entry(typing.get_args(annotation)[1])}
        if isinstance(annotation, type) and issubclass(annotation, Model):
            return self.reference(annotation)
        raise TypeError(f"no schema for {annotation}")

    def reference(self, model: type[Model]) -> Schema:
        """A pointer to a model, whose definition is made on first use."""
        if model.__name__ not in self.definitions:
            self.definitions[model.__name__] = {}  # holds the place while models that contain each other are made
            schema = self.map_of(model)
            if model.shorthand or model.expand.__func__ is not Model.expand.__func__:  # type: ignore[attr-defined]
                schema = {"anyOf": [self._short(model), schema]}
            self.definitions[model.__name__] = schema
        return {"$ref": f"#/definitions/{model.__name__}"}

    def _short(self, model: type[Model]) -> Schema:
        """What may stand in place of the map: the value of the key that the shorthand names."""
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        if model.shorthand in fields:
            return self.field(fields[model.shorthand])
        return {"type": ["string", "number"]}

    def _entry(self, annotation: Any) -> Schema:
        schema = self.value(annotation)
        if said := schema.pop("description", ""):
            return {"description": self.translate(said), **schema}
        return schema


def _leaf(leaf: Leaf) -> Schema:
    """What an editor may say of a single value.

    The reader also takes a closed list's words in Indonesian and in any case, so a list offers and never refuses.
    """
    schema = dict(leaf.schema)
    if "enum" not in schema:
        return schema
    choices = [each.value if isinstance(each, Enum) else each for each in schema.pop("enum")]
    allowed = schema.pop("type", "string")
    return {**schema, "anyOf": [{"enum": choices}, {"type": allowed}]}
