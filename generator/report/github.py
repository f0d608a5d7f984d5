"""A run on GitHub: the summary that stands on its page, and lines that its runner must not obey.

Owns the Markdown, and that nothing a seller wrote is read as Markdown, HTML, a mention or a command there. The
sentences are those that people read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from generator.page.catalogue import Catalogue
from generator.problems import Problem, Severity, in_order
from generator.report.display import visible
from generator.report.sentences import sentences, severity_word
from generator.report.summary import count_problems

LISTED = 20
"""So many problems are told in a summary; the others are counted. Their lines stand in the log."""
MOST_BYTES = 60_000
"""A comment at a commit holds 65,536 characters, and so does what one job hands to the next."""
LINE_LIMIT = 300
"""So many characters of a line of source are shown."""

_JOINER = "\u2060"
"""Takes no room and breaks no line; with it after them, `@` calls nobody and `#` names no issue."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$&]|:(?=[/\w])|(?<=www)\.|^[-+=#]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_CODE = re.compile(r"`([^`\n]+)`")
_HEAD = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.HINT: "🔵"}


def as_summary(
    found: Iterable[Problem], catalogue: Catalogue, *, headline: str = "", below: str = "", edit: str = ""
) -> str:
    """The problems as Markdown, in file order, errors first, with a line break at the end.

    `headline` is a sentence of ours, `below` the shop's folder in the repository (`toko/`), `edit` the address at which
    GitHub edits a file when its path is added; without it nothing is linked.
    """
    problems = in_order(found)
    ordered = sorted(problems, key=lambda each: (Severity.ERROR, Severity.WARNING, Severity.HINT).index(each.severity))
    blocks = [f"### {in_markdown(headline)}"] if headline else []
    blocks.append(in_markdown(count_problems(problems, catalogue)))
    size = sum(len(block.encode()) for block in blocks)
    told = 0
    for each in ordered[:LISTED]:
        block = "\n\n".join(_blocks(each, catalogue, below, edit))
        size += len(block.encode()) + 2
        if size > MOST_BYTES:
            break
        blocks.append(block)
        told += 1
    if rest := len(ordered) - told:
        blocks.append(in_markdown(catalogue.text("… and {count} more", count=rest)))
    return "\n\n".join(blocks) + "\n"


def as_list(headline: str, lines: Sequence[str]) -> str:
    """Lines of ours with strangers' text in them as a list, as deep as they are indented (two spaces a step)."""
    rows = [f"{' ' * (len(line) - len(line.lstrip(' ')))}- {in_markdown(line.strip())}" for line in lines]
    return "\n".join([f"**{in_markdown(headline)}**", "", *rows]) + "\n\n"


def in_markdown(sentence: str) -> str:
    """A sentence that shows as it is; what stands between backticks in it shows as code."""
    parts = _CODE.split(" ".join(visible(sentence).split()))
    return "".join(f"`{part}`" if number % 2 else _plain(part) for number, part in enumerate(parts))


def unobeyed(line: str) -> str:
    """The line so that a runner takes no command from it, wherever it stands (actions/runner, ActionCommand.cs)."""
    return line.replace("::", f":{_JOINER}:").replace("##[", f"##{_JOINER}[")


def _plain(text: str) -> str:
    text = re.sub(r"(?<=[@#])(?=\w)", _JOINER, text)
    text = re.sub(r"^\d+(?=[.)])", lambda found: found[0] + _JOINER, text)  # nor does `1.` begin a list
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)


def _blocks(problem: Problem, catalogue: Catalogue, below: str, edit: str) -> list[str]:
    said, mark = sentences(problem, catalogue), problem.mark
    word = in_markdown(severity_word(problem.severity, catalogue).capitalize())
    head = f"{_HEAD[problem.severity]} **{word}**"
    if mark:
        place = in_markdown(catalogue.text("{file}, line {line}", file=mark.file, line=mark.line))
        head += f" · {f'[{place}]({edit}{quote(below + mark.file)}#L{mark.line})' if edit else place}"
    blocks = [head, in_markdown(said.found)]
    if mark and mark.text.strip():
        blocks.append(_fenced(visible(mark.text.strip("\r\n").replace("\t", "    "))[:LINE_LIMIT]))
    blocks += [in_markdown(line) for line in said.fix.splitlines()]
    if problem.better:
        blocks += [
            in_markdown(catalogue.text("As it should be:")),
            _fenced(visible(problem.better.replace("\t", "    "))),
        ]
    return blocks


def _fenced(text: str) -> str:
    """The text as it is, to be copied. Its fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
