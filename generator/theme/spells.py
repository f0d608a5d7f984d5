"""One page that holds what it says at several moments: the same page rendered for each spell, laid over one another.

Owns the merging of markup: what all renderings share stands once, what holds for some spells carries their numbers
(`data-spell="0 2-3"`, and `hidden` unless the first, which is the build's own) so that a few lines of script switch it.
It must not know what a page says or when a spell begins: themes write templates for one moment only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.structs import Struct, field

_TAG = re.compile(r"<[a-zA-Z/!][^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>")
_CLOSED = re.compile(r"<(head|script|style|select|textarea)\b")
_CLOSED_SIGNS = "!hst"
"""What stands after the `<` of those, to tell most tags from them at a glance."""
_CLOSING = {name: re.compile(rf"</{name}\s*>") for name in ("head", "script", "style", "select", "textarea")}
_OPENS = re.compile("<[a-zA-Z/]")
_DRAWING = re.compile(r"<(/?)svg\b[^>]*>")
_CLASS = re.compile(r' class="([^"]*)"')
_LIVE = re.compile(r' data-state="[^"]*"')
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_FIRST = ' fetchpriority="high"'
_EXACT = 1_000
_ALIKE = 1
_BEGINNING = 120
"""Characters by which a known element is found; a shorter one is read again."""


class _Part(Struct):
    """Markup of one rendering: an element, a whole part that is never opened (`svg`, `head`), or a text (both without
    a name). `tag` is its opening tag (or itself), `source` its whole markup."""

    name: str
    key: str
    tag: str
    source: str
    close: str = ""
    children: list[_Part] = field(default_factory=list)


class _Node(Struct):
    """The same in the spells of `mask` (bit n: spell n). `turns` are its opening tags, each with the spell it holds
    from; `sources` its whole markup, each with the first spell that has it. While all spells have the same (`part`),
    what is inside stays unopened."""

    part: _Part
    turns: list[tuple[int, str]]
    sources: dict[str, int]
    mask: int
    opened: list[_Node] | None = None

    @property
    def first(self) -> str:
        return self.turns[0][1]

    @property
    def children(self) -> list[_Node]:
        """What is inside, as it was until now."""
        if self.opened is None:
            spell = self.turns[0][0]
            self.opened = [_born(child, spell, self.mask) for child in self.part.children]
        return self.opened

    def turn(self, spell: int, tag: str) -> None:
        """From this spell on, the latest so far, the tag is this one."""
        self.mask |= 1 << spell
        if self.turns[-1][1] != tag:
            self.turns.append((spell, tag))

    def tag_in(self, spell: int) -> str:
        return [tag for start, tag in self.turns if start <= spell][-1]


def merge(renderings: Sequence[str]) -> str:
    """The page of all spells; `renderings` in the order of time, the first for the moment of the build."""
    if len(set(renderings)) == 1:
        return renderings[0]
    known = _Known({}, {})
    page = [_born(part, 0, 1) for part in _read(renderings[0], known)]
    for spell, text in enumerate(renderings[1:], 1):
        page = _laid_over(page, _read(text, known), spell)
    whole = (1 << len(renderings)) - 1
    return "".join(_written(node, whole) for node in page)


class _Known(Struct):
    """What earlier renderings had: the name and key of opening tags, and whole elements by how they begin."""

    tags: dict[str, tuple[str, str]]
    parts: dict[str, list[_Part]]

    def again(self, text: str, start: int) -> _Part | None:
        """The element that stands here once more, to its end."""
        for part in self.parts.get(text[start : start + _BEGINNING], ()):
            if text.startswith(part.source, start):
                return part
        return None

    def keep(self, part: _Part) -> None:
        if len(part.source) > _BEGINNING:
            self.parts.setdefault(part.source[:_BEGINNING], []).append(part)


def _read(text: str, known: _Known) -> list[_Part]:
    """The markup as a tree. A closing tag ends the nearest element of its name; one without a start is text. What an
    earlier rendering had is not read again."""
    top: list[_Part] = []
    stack: list[tuple[_Part, int]] = []
    inside = top
    at = 0
    while at < len(text):
        start = at
        if text[start] != "<":
            at = text.find("<", start)
            at = at if at >= 0 else len(text)
            token = text[start:at]
            inside.append(_Part("", token if token.strip() else " ", token, token))
            continue
        closed = _end_of_closed(text, start) if text[start + 1 : start + 2] in _CLOSED_SIGNS else 0
        found = None if closed else _TAG.match(text, start)
        if found is None or not _OPENS.match(text, start):
            at = closed or (found.end() if found else start + 1)
            token = text[start:at]
            inside.append(_Part("", "<head>" if token.startswith("<head") else token, token, token))
            continue
        token, at = found[0], found.end()
        if token[1] == "/":
            name = token[2:-1].strip().lower()
            if stack and stack[-1][0].name == name:
                part, began = stack.pop()
                part.source = text[began:at]
            elif any(part.name == name for part, _ in stack):
                part = _ended(stack, name, text, at)
            else:
                inside.append(_Part("", " ", token, token))
                continue
            part.close = token
            known.keep(part)
            inside = stack[-1][0].children if stack else top
        elif again := known.again(text, start):
            inside.append(again)
            at = start + len(again.source)
        else:
            if token not in known.tags:
                known.tags[token] = _name(token), _key(token)
            part = _Part(*known.tags[token], token, token)
            inside.append(part)
            if part.name not in _VOID and not token.endswith("/>"):
                stack.append((part, start))
                inside = part.children
    for part, began in stack:
        part.source = text[began:]
    return top


def _ended(stack: list[tuple[_Part, int]], name: str, text: str, end: int) -> _Part:
    """Takes the innermost element of this name, and what was left open inside it, from the stack."""
    while True:
        part, began = stack.pop()
        part.source = text[began:end]
        if part.name == name:
            return part


def _end_of_closed(text: str, start: int) -> int:
    """Where the comment, or the element that is never opened, ends that starts here; 0 where none does."""
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return end + 3 if end >= 0 else 0
    if text.startswith("<svg", start):
        return _end_of_drawing(text, start)
    if not (found := _CLOSED.match(text, start)):
        return 0
    closing = _CLOSING[found[1]].search(text, found.end())
    return closing.end() if closing else 0


def _end_of_drawing(text: str, start: int) -> int:
    """Where the `<svg>` that starts here ends; others may stand inside it."""
    depth = 0
    for found in _DRAWING.finditer(text, start):
        depth += -1 if found[1] else not found[0].endswith("/>")
        if depth == 0:
            return found.end()
    return len(text)


def _name(token: str) -> str:
    found = re.match(r"<([^\s/>]+)", token)
    return found[1].lower() if found else ""


def _key(token: str) -> str:
    """What two elements must share to be one: all but the state and the classes after the first."""
    classes = _CLASS.search(token)
    first = classes[1].split(" ", 1)[0] if classes else ""
    return f"{first} {_CLASS.sub('', _LIVE.sub('', token))}"


def _laid_over(page: list[_Node], other: list[_Part], spell: int) -> list[_Node]:
    """The nodes of both, in an order that keeps the order of each."""
    merged: list[_Node] = []
    for old, new in _pairs(page, other):
        if old is None:
            assert new is not None
            merged.append(_born(new, spell, 1 << spell))
            continue
        merged.append(old)
        if new is None:
            continue
        if new.source in old.sources:
            _also(old, old.sources[new.source], spell)
            continue
        children = old.children
        old.turn(spell, old.first if old.part.key == "<head>" else new.tag)
        old.sources[new.source] = spell
        old.opened = _laid_over(children, new.children, spell)
    return merged


def _born(part: _Part, spell: int, mask: int) -> _Node:
    """The part, which `spell` is the first to have, of those of `mask`."""
    return _Node(part, [(spell, part.tag)], {part.source: spell}, mask)


def _also(node: _Node, like: int, spell: int) -> None:
    """In `spell` the node is what it was in the spell `like`."""
    if len(node.turns) == 1:
        node.mask |= 1 << spell
    else:
        node.turn(spell, node.tag_in(like))
    for child in node.opened or ():
        if child.mask >> like & 1:
            _also(child, like, spell)


def _pairs(page: list[_Node], other: list[_Part]) -> list[tuple[_Node | None, _Part | None]]:
    """Both lists side by side: equal nodes together, else alike ones, none out of order."""
    start = 0
    while start < min(len(page), len(other)) and _likeness(page[start], other[start]) == _EXACT:
        start += 1
    ends = 0
    while ends < min(len(page), len(other)) - start and _likeness(page[-1 - ends], other[-1 - ends]) == _EXACT:
        ends += 1
    olds, news = page[start : len(page) - ends], other[start : len(other) - ends]
    scores, best = _scores(olds, news)
    pairs: list[tuple[_Node | None, _Part | None]] = [*zip(page[:start], other[:start], strict=True)]
    i = j = 0
    while i < len(olds) or j < len(news):
        both = i < len(olds) and j < len(news)
        if both and scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((olds[i], news[j]))
            i, j = i + 1, j + 1
        elif j == len(news) or (both and best[i][j] == best[i + 1][j]):
            pairs.append((olds[i], None))
            i += 1
        else:
            pairs.append((None, news[j]))
            j += 1
    return [*pairs, *zip(page[len(page) - ends :], other[len(other) - ends :], strict=True)]


def _scores(olds: list[_Node], news: list[_Part]) -> tuple[list[list[int]], list[list[int]]]:
    """How alike each old and each new one are, and the best sum of pairs from each place of both lists on. The work
    grows with the product of their lengths, so these loops call nothing."""
    wanted = [(new.source, (new.name, new.key)) for new in news]
    scores, best = [], [[0] * (len(news) + 1)]
    for old in reversed(olds):
        sources, kind, below = old.sources, (old.part.name, old.part.key), best[-1]
        row = [_EXACT if source in sources else _ALIKE if alike == kind else 0 for source, alike in wanted]
        sums, right = [0] * (len(news) + 1), 0
        for j in range(len(news) - 1, -1, -1):
            if below[j] > right:  # noqa: PLR1730  a call of max takes three times as long
                right = below[j]
            if row[j] and below[j + 1] + row[j] > right:
                right = below[j + 1] + row[j]
            sums[j] = right
        scores.append(row)
        best.append(sums)
    return scores[::-1], best[::-1]


def _likeness(old: _Node, new: _Part) -> int:
    if new.source in old.sources:
        return _EXACT
    if old.part.key != new.key or old.part.name != new.name:
        return 0
    return _ALIKE


def _written(node: _Node, around: int) -> str:
    source, part = node.first, node.part
    if not part.name:
        if node.mask == around or part.key in (" ", "<head>"):
            return source
        if source.startswith("<") and not source.startswith("<svg"):  # `hidden` is no property of a drawing
            return re.sub(r"^<[^\s/>]+", lambda tag: tag[0] + _marks(node.mask), source, count=1)
        return f"<span{_marks(node.mask)}>{source}</span>"
    marks = "" if node.mask == around else _marks(node.mask)
    if len(node.turns) > 1:
        marks += _classes(node)
    if part.name == "img" and not node.mask & 1:
        source = _later(source)
    return f"<{part.name}{marks}{source[len(part.name) + 1 :]}{_inside(node)}{part.close}"


def _inside(node: _Node) -> str:
    part = node.part
    if node.opened is None and part.close and (node.mask & 1 or "<img" not in part.source):
        return part.source[len(part.tag) : -len(part.close)]
    return "".join(_written(child, node.mask) for child in node.children)


def _later(picture: str) -> str:
    """The tag of a picture that is hidden at first: browsers fetch those too, unless they are told to wait."""
    if " loading=" in picture or ' src="data:' in picture:
        return picture
    return f'<img loading="lazy"{picture.replace(_FIRST, "")[len("<img") :]}'


def _marks(mask: int) -> str:
    return f' data-spell="{_numbers(mask)}"{"" if mask & 1 else " hidden"}'


def _classes(node: _Node) -> str:
    """The classes of an element that has others in other spells: `0 card state-open|3 card state-closed`, each from its
    spell on."""
    named = []
    for number, (spell, tag) in enumerate(node.turns):
        found = _CLASS.search(tag)
        named.append(f"{spell if number else 0} {found[1] if found else ''}")
    return f' data-class="{"|".join(named)}"'


def _numbers(mask: int) -> str:
    """The spells of a mask, runs as ranges: `0 2-4`."""
    shown: list[str] = []
    number = 0
    while mask >> number:
        if mask >> number & 1:
            first = number
            while mask >> (number + 1) & 1:
                number += 1
            shown.append(str(first) if first == number else f"{first}-{number}")
        number += 1
    return " ".join(shown)
