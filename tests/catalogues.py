"""Which messages the program can say, read from the places that say them, and what a `.po` file holds.

Owns the reading of sources, templates and `.po` text for `test_catalogues`. It must not judge a translation.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from babel.messages.pofile import unescape
from jinja2 import Environment, nodes

from generator.source.schema import MODELS, json_schema

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "generator/locales/id.po"
THEMES = ROOT / "themes"

CALLS = {"w", "t", "_", "self", "words", "text", "unfilled", "plural"}
"""What a call is named whose first argument is a message; a value that is no literal is no message of ours."""
SPEAKING = ("page/present", "report", "ci/", "cli", "starter", "preview", "publish", "build.py")
"""Where such calls are found, below generator/."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message id, in its context; `many` is its plural."""

    text: str
    many: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a `.po` file; `line` is where its id starts."""

    message: Message
    translation: str
    line: int = field(compare=False)


# What the program says


def said_by_generator() -> dict[Message, str]:
    """Every message of the Python code → the file that says it."""
    found: dict[Message, str] = {}
    for path in sorted((ROOT / "generator").rglob("*.py")):
        name = path.relative_to(ROOT / "generator").as_posix()
        for message in _of_module(ast.parse(path.read_text("utf-8")), speaking=name.startswith(SPEAKING)):
            found.setdefault(message, f"generator/{name}")
    for text in said_by_the_format():
        found.setdefault(Message(text), "generator/shop/model")
    return found


def said_by_the_format() -> tuple[str, ...]:
    """What the models say of their keys, as the JSON Schema asks for it."""
    asked: dict[str, None] = {}

    def translate(text: str) -> str:
        asked[text] = None
        return text

    for name in MODELS:
        json_schema(name, translate)
    return tuple(asked)


def said_by_theme(folder: Path) -> dict[Message, str]:
    """Every message of a theme's templates → the template that says it."""
    found: dict[Message, str] = {}
    for path in sorted(folder.rglob("templates/**/*.html")):
        for call in Environment().parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                texts = [each.value for each in call.args if isinstance(each, nodes.Const)]
                context = next((pair.value.value for pair in call.kwargs if pair.key == "context"), "")  # type: ignore[attr-defined]
                found.setdefault(Message(*texts, context=context), path.relative_to(ROOT).as_posix())
    return found


def literals() -> set[str]:
    """Every text that stands anywhere in the Python code; a translation of anything else is never looked up."""
    found = set(said_by_the_format())
    for path in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def _of_module(module: ast.Module, *, speaking: bool) -> Iterator[Message]:
    tables = {
        target.id: statement.value
        for statement in module.body
        for target in _targets(statement)
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            if name == "Kind":
                yield from _of_kind(node)
            elif name in ("Refused", "problem"):
                yield from (Message(text, context="value") for text in _reasons(node))
            elif speaking and name in CALLS and node.args:
                yield from _of_call(node, tables)
            elif speaking:
                yield from (Message(text) for text in _of_command_line(node, name))
        elif speaking and isinstance(node, ast.FunctionDef) and _is_command(node):
            yield Message(" ".join((ast.get_docstring(node) or "").split()))
        elif speaking and isinstance(node, ast.Tuple):
            texts = [each for part in node.elts for each in _texts(part, {})]
            pairs = pairwise(texts)
            yield from (Message(one, many) for one, many in pairs if "{count}" in one and "{count}" in many)


def _targets(statement: ast.stmt) -> Iterator[ast.Name]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    yield from (target for target in targets if isinstance(target, ast.Name))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _of_kind(call: ast.Call) -> Iterator[Message]:
    """`Kind(code, found, fix, severity)`."""
    named = {pair.arg: pair.value for pair in call.keywords}
    for position, name in ((1, "found"), (2, "fix")):
        given = call.args[position] if len(call.args) > position else named.get(name)
        yield from (Message(text) for text in _texts(given, {}) if text)


def _reasons(call: ast.Call) -> Iterator[str]:
    """`reason="not a file"`: a word of ours that fills a field."""
    for pair in call.keywords:
        if pair.arg == "reason" and isinstance(pair.value, ast.Constant) and isinstance(pair.value.value, str):
            yield pair.value.value


def _of_command_line(call: ast.Call, name: str) -> Iterator[str]:
    """Help texts, placeholders, questions, and what was typed wrong."""
    for pair in call.keywords:
        if pair.arg in ("help", "metavar", "subcommand_metavar"):
            yield from _texts(pair.value, {})
    asked = {"Misused": call.args[:2], "once": call.args[:1], "until_right": call.args[1:2]}.get(name, [])
    for given in asked:
        yield from _texts(given, {})


def _is_command(function: ast.FunctionDef) -> bool:
    """A docstring of a command is its help."""
    decorators = (each.func for each in function.decorator_list if isinstance(each, ast.Call))
    return any(_name(decorator) in ("command", "group") for decorator in decorators)


def _of_call(call: ast.Call, tables: dict[str, ast.expr]) -> Iterator[Message]:
    context = next((text for pair in call.keywords if pair.arg == "context" for text in _texts(pair.value, {})), "")
    ones = _texts(call.args[0], tables)
    manys = _texts(call.args[1], tables) if _name(call.func) == "plural" else ()
    for position, text in enumerate(ones):
        yield Message(text, manys[position] if position < len(manys) else "", context)


def _texts(node: ast.expr | None, tables: dict[str, ast.expr]) -> tuple[str, ...]:
    """The texts that an argument can be: a literal, one of two, or an entry of a table named here or in the module."""
    match node:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.IfExp(body=one, orelse=other):
            return _texts(one, tables) + _texts(other, tables)
        case ast.Subscript(value=table) | ast.Call(func=ast.Attribute(value=table, attr="get")):
            return _table(table, tables)
        case _:
            return ()


def _table(node: ast.expr, tables: dict[str, ast.expr]) -> tuple[str, ...]:
    if isinstance(node, ast.Name):
        node = tables.get(node.id, node)
    if isinstance(node, ast.Call):  # MappingProxyType({…})
        node = node.args[0] if node.args else node
    values = node.values if isinstance(node, ast.Dict) else []
    return tuple(text for value in values for text in _texts(value, {}))


# What a .po file holds


def entries(text: str) -> Iterator[Entry]:
    """The entries of a `.po` file as they stand there, repeats included; the head is left out."""
    parts: dict[str, str] = {}
    key, start = "", 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        word, _, rest = line.strip().partition(" ")
        if not word or word.startswith("#"):
            if parts.get("msgid"):
                message = Message(parts["msgid"], parts.get("msgid_plural", ""), parts.get("msgctxt", ""))
                yield Entry(message, parts.get("msgstr", parts.get("msgstr[0]", "")), start)
            parts = {}
        elif word.startswith('"'):
            parts[key] += unescape(line.strip())
        else:
            key, start = word, number if word == "msgid" else start
            parts[key] = unescape(rest)
