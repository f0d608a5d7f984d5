"""What every model shares: frozen, closed, and readable in shorthand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from generator.problems import Kind, Refused
from generator.shop.model.shapes import EXPECTED_MAP, ONE_OF, ONLY_ONE, SPACE_AFTER_COLON, shape

_GIVEN: dict[frozenset[str], set[str]] = {}


class Model(BaseModel):
    """A map in YAML. `shorthand` names the key that a lone text stands for (`photo: melati.jpg`)."""

    # Most models only stand inside others, whose validators hold theirs: each is built when it is first asked for.
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, validate_default=False, defer_build=True
    )
    shorthand: ClassVar[str] = ""
    known_by: ClassVar[str] = ""
    """The key that tells an entry of a list from the others, if entries have one: a file in another language repeats it
    to say which entry its words belong to."""
    elsewhere: ClassVar[Mapping[str, Kind]] = {}
    """Keys that this map takes in some shapes only, and what to say of them in the others."""
    secretive: ClassVar[bool] = False
    """Whether people write secrets here although they should not: then no line of it is shown."""

    def __getstate__(self) -> dict[Any, Any]:
        """Models that are kept share what many of them have alike: the names of the fields that were given."""
        state = super().__getstate__()
        given = frozenset(self.model_fields_set)
        return state | {"__pydantic_fields_set__": _GIVEN.setdefault(given, set(given))}

    @model_validator(mode="before")
    @classmethod
    def _accept_shorthand(cls, given: Any) -> Any:
        if isinstance(given, cls):
            return given
        if isinstance(given, str):
            key, colon, value = given.partition(":")
            if colon and value[:1] not in ("", " ", "/") and key.strip() in key_names(cls):
                raise Refused(SPACE_AFTER_COLON, key=key.strip(), value=value)
            if cls.shorthand:
                return cls.expand(given)
        if not isinstance(given, Mapping):
            keys = ", ".join(f"`{key}`" for key in list(key_names(cls))[:6])
            raise Refused(EXPECTED_MAP, found=shape(given), keys=keys)
        return cls.arrange(dict(given))

    @classmethod
    def expand(cls, given: str) -> dict[str, Any]:
        """The map that a lone text stands for."""
        return {cls.shorthand: given}

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        """The map in its normal form; models that accept several spellings override it."""
        return given


def key_names(model: type[Model]) -> dict[str, str]:
    """The YAML keys of a model → its attribute names, in the order of the reference."""
    return {field.alias or name: name for name, field in model.model_fields.items() if not field.exclude}


def need_one(given: Mapping[str, Any], keys: tuple[str, ...], *, only: bool = False) -> None:
    """Refuse a map without any of the keys; with `only`, also one with more than one of them."""
    said = [key for key in keys if key in given]
    shown = ", ".join(f"`{key}`" for key in keys)
    if not said:
        raise Refused(ONE_OF, keys=shown)
    if only and len(said) > 1:
        raise Refused(ONLY_ONE, below=(said[1],), keys=shown)
