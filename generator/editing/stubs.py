"""Empty places for missing words, put into a file in another language.

Owns that words which stand there stay, comments too, and that each place carries the original above it as a comment.
It must not know which words are missing, or write files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator.editing.change import Change, edited
from generator.editing.layout import LINE_END
from generator.editing.values import Value, rendered
from generator.problems import Path, ProblemsFound
from generator.shop.model.base import Model
from generator.source.nodes import Document, Node, Scalar, find, plain
from generator.source.nodes import Mapping as Map
from generator.source.nodes import Sequence as List
from generator.source.siblings import bare, name_of, opened, partners_of
from generator.source.textfields import Field, field_at
from generator.source.wordings import Empty, Stub
from generator.source.yamltree import read_yaml

_FENCE = "---"
_Placed: TypeAlias = tuple[Path, Stub]


def with_stubs(raw: bytes, file: str, model: type[Model], stubs: Mapping[str, Stub]) -> bytes:
    """The YAML file with these empty places (`source.wordings.stubs`), each below its original as a comment. What it
    has already stays as it is. Raises `ProblemsFound` where that cannot be done (`edited`)."""
    document = read_yaml(raw, file)
    if document.problems:
        raise ProblemsFound(document.problems)
    if document.root is None:
        placed: list[_Placed] = [((key,), stub) for key, stub in stubs.items()]
        lines = [line for key, stub in stubs.items() for line in rendered(key, _value(stub), 0)]
        newline = _newline(raw)
        gap = newline if raw and not raw.endswith((b"\n", b"\r")) else ""
        raw += (gap + "".join(line + newline for line in lines)).encode()
    else:
        placed = list(_placed(Field(model=model), dict(stubs), document.root, ()))
        raw = edited(raw, file, [Change(path, _value(stub)) for path, stub in placed])
    notes = [note for path, stub in placed for note in _notes(path, stub)]
    return _with_notes(raw, file, notes)


def page_with_stubs(raw: bytes, file: str, model: type[Model], stubs: Mapping[str, Stub], body: str) -> bytes:
    """The same for a page: its head between the two `---`; a new page gets the original `body` there as a comment,
    since what stands below is shown."""
    text = raw.decode("utf-8-sig")
    newline = _newline(raw)
    lines = LINE_END.split(text) if text else [_FENCE, _FENCE, ""]
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE)
    head = newline.join((*lines[1:end], "")) if end > 1 else ""
    made = with_stubs(head.encode(), file, model, stubs).decode()
    remark = "".join(f"{line}{newline}" for line in _remark(body, "")) if body and not text else ""
    rest = newline.join(lines[end:])
    return f"{lines[0]}{newline}{made}{remark}{rest}".encode()


def _newline(raw: bytes) -> str:
    found = LINE_END.search(raw.decode("utf-8-sig"))
    return found[0] if found else "\n"


def _placed(field: Field, stub: Stub, there: Node | None, path: Path) -> Iterator[_Placed]:
    """What is to be put where, so that nothing that stands there changes."""
    if there is None:
        yield path, stub
    elif isinstance(stub, dict):
        for key, each in stub.items():
            inner = field.values or (field_at(field.model, key) if field.model else None)
            whole = opened(field.model, there) if field.model else there
            entry = whole.get(key) if isinstance(whole, Map) else None
            if inner and not (entry and isinstance(each, str)):
                yield from _placed(inner, each, entry.value if entry else None, (*path, key))
    elif isinstance(stub, list) and field.entries:
        yield from _placed_entries(field.entries, stub, there, path)


def _placed_entries(field: Field, stubs: list[Stub], there: Node, path: Path) -> Iterator[_Placed]:
    items = there.items if isinstance(there, List) else (there,)
    end = len(items)
    known_by = field.model.known_by if field.model else ""
    said = [stub.get(known_by) if isinstance(stub, dict) else None for stub in stubs]
    names = [bare(name) if isinstance(name, str) else "" for name in said]
    for stub, at in zip(stubs, partners_of(names, [name_of(field.model, each) for each in items]), strict=True):
        if at is not None:
            yield from _placed(field, stub, items[at], (*path, at) if isinstance(there, List) else path)
        else:
            yield (*path, end), stub
            end += 1


def _value(stub: Stub) -> Value:
    if isinstance(stub, Empty):
        return ""
    if isinstance(stub, str):
        return stub
    if isinstance(stub, list):
        return tuple(map(_value, stub))
    return {key: _value(each) for key, each in stub.items()}


def _notes(path: Path, stub: Stub) -> Iterator[tuple[Path, str]]:
    """Every empty place with its original."""
    if isinstance(stub, Empty):
        yield path, stub.words
    elif isinstance(stub, dict):
        for key, each in stub.items():
            yield from _notes((*path, key), each)
    elif isinstance(stub, list):
        for position, each in enumerate(stub):
            yield from _notes((*path, position), each)


def _with_notes(raw: bytes, file: str, notes: list[tuple[Path, str]]) -> bytes:
    document = read_yaml(raw, file)
    text = raw.decode("utf-8")
    ends = [found.end() for found in LINE_END.finditer(text)]
    starts = [0, *ends]
    newline = _newline(raw)
    for line, words in sorted(((_line(document, path), words) for path, words in notes), reverse=True):
        at = starts[line - 1]
        below = text[at : starts[line] if line < len(starts) else len(text)]
        lead = below[: len(below) - len(below.lstrip(" "))]
        text = text[:at] + "".join(f"{each}{newline}" for each in _remark(words, lead)) + text[at:]
    made = text.encode()
    assert plain(read_yaml(made, file).root) == plain(document.root)  # comments say nothing
    return made


def _line(document: Document, path: Path) -> int:
    node, entry = find(document.root, path)
    return entry.key.line if entry else node.line if isinstance(node, Scalar) else 1


def _remark(words: str, lead: str) -> list[str]:
    return [f"{lead}# {line}".rstrip() for line in words.strip().split("\n")]
