"""The Jinja environment that every theme runs in. With `render` the only door to Jinja.

Owns what a template may do: read `page`, `theme` and `t`. No arithmetic, no filter that computes, formats or
switches escaping off, no name that does not exist, no file outside the theme's chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, NoReturn, Self

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from generator.kept import Kept
from generator.structs import Frozen, field_names
from generator.theme.options import nearest
from generator.theme.package import Theme, ThemeFile, read_theme_text
from generator.theme.tidy import tidy_source

FILTERS = frozenset(
    (
        *("batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "groupby", "items"),
        *("join", "last", "length", "list", "lower", "map", "reject", "rejectattr", "replace", "reverse"),
        *("select", "selectattr", "slice", "sort", "string", "striptags", "title", "tojson", "trim", "truncate"),
        *("unique", "upper", "urlencode", "wordcount"),
    )
)
"""Jinja's filters without those that compute, format, print objects or switch escaping off (`safe`)."""
TOP_NAMES = ("page", "theme", "t")


class MissingName(str):
    """The words of an undefined name, with what is needed to say it in any language."""

    __slots__ = ("found", "near", "owner")

    def __new__(cls, found: str, owner: str, near: str) -> Self:
        text = super().__new__(cls, f"{owner or 'a template'} has no {found}")
        text.found, text.owner, text.near = found, owner, near
        return text

    found: str
    owner: str
    near: str


class StrictName(StrictUndefined):
    """A name that does not exist: an error wherever it is used, with the name that was probably meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return MissingName(self._undefined_hint, "", "")
        if self._undefined_obj is missing:
            return MissingName(name, "", nearest(name, TOP_NAMES))
        owner = self._undefined_obj
        return MissingName(name, type(owner).__name__, nearest(name, names_of(owner)))


def names_of(value: object) -> tuple[str, ...]:
    """What a template can say after the dot of this value."""
    if isinstance(value, Frozen):
        shown = [*field_names(type(value))]
        shown += [name for name in dir(type(value)) if callable(getattr(type(value), name, None))]
    elif isinstance(value, Mapping):
        shown = [str(key) for key in value]
    else:
        shown = [*getattr(value, "__dict__", {}), *dir(type(value))]
    return tuple(sorted({name for name in shown if not name.startswith("_")}))


@cache
def _open_names(kind: type) -> frozenset[str]:
    """What a template may read of a frozen value, its fields and methods; of any other type none."""
    if not issubclass(kind, Frozen):
        return frozenset()
    methods = (name for name in dir(kind) if isinstance(getattr(kind, name), FunctionType))
    names = (*field_names(kind), *methods)
    return frozenset(name for name in names if not name.startswith("_"))


class _NoEscapeSwitch(Extension):
    """Refuses `{% autoescape %}`: no theme may turn escaping off."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        opened = False
        for token in stream:
            if opened and token.type == "name" and token.value == "autoescape":
                raise TemplateSyntaxError("`autoescape` stays on", token.lineno, stream.name, stream.filename)
            opened = token.type == "block_begin"
            yield token


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox without arithmetic: `present` computes, templates lay out."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """The names that a template has besides those it is given, as one map: they never change. A chain of maps, as
        the package makes it, is walked anew for every include."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: object, attribute: str) -> object:
        """What a view has as it is: it is data that we made. All else asks the sandbox, which takes ten times as
        long."""
        if attribute in _open_names(type(obj)):  # type: ignore[arg-type]
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: object, operator: str, left: object, right: object) -> NoReturn:  # noqa: ARG002
        raise SecurityError(f"`{operator}` computes")

    def call_unop(self, context: object, operator: str, arg: object) -> NoReturn:  # noqa: ARG002
        raise SecurityError(f"`{operator}` computes")


class TemplateShelf(BaseLoader):
    """Templates of the theme's chain by path; `base:page.html` begins at the theme called base."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.loaded: dict[str, ThemeFile] = {}

    def get_source(self, environment: object, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        start, _, inside = template.rpartition(":")
        file = self.theme.find(f"templates/{inside}", start=start)
        if file is None:
            raise TemplateNotFound(template)
        self.loaded[str(file.path)] = file
        return tidy_source(read_theme_text(file)), str(file.path), lambda: True

    def near(self, wanted: str) -> str:
        """The template that was probably meant, else the names of the pages."""
        names = [file.inside.removeprefix("templates/") for file in self.theme.files("templates", ".html")]
        return nearest(wanted.rpartition(":")[2], names) or ", ".join(name for name in names if "/" not in name)


class CompiledTemplates(BytecodeCache):
    """Compiled templates, kept in memory from one build to the next, and in a folder from one run to the next where
    there is one. A template that changed is compiled anew."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}
        self._kept: Kept | None = None

    def keep_in(self, folder: Path, program: str) -> None:
        """Keep them in this folder, too, for as long as the program is this one. Whoever can write there can run code
        here, so it must never be a folder that comes with a shop (its `.etalase/` included)."""
        self._kept = Kept(folder, program)

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key not in self._known and self._kept and (found := self._kept.get(bucket.key)) is not None:
            self._known[bucket.key] = found
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        made = self._known[bucket.key] = bucket.bytecode_to_string()
        if self._kept:
            self._kept.keep(bucket.key, made)


COMPILED = CompiledTemplates()
"""What this user has compiled, for every language and build. Not for traced templates, whose code is another."""


def make_environment(
    shelf: TemplateShelf,
    names: Mapping[str, object],
    *,
    compiled: BytecodeCache | None = None,
    adds: Sequence[type[Extension]] = (),
) -> ImmutableSandboxedEnvironment:
    """The environment with these names for every template; `compiled` keeps what was compiled before, `adds` are
    extensions besides our own."""
    environment = _Environment(
        loader=shelf,
        autoescape=True,
        undefined=StrictName,
        extensions=[_NoEscapeSwitch, *adds],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )
    environment.filters = {name: made for name, made in environment.filters.items() if name in FILTERS}
    environment.globals = dict(names)
    return environment
