"""Problems for programs: JSON, the annotations that GitHub shows beside the lines of a change, and what the
preview's panel shows.

Owns the names of the fields, which are a promise, and the escaping of both formats. The sentences are those that
people read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generator.page.catalogue import Catalogue
from generator.problems import Problem, Severity, in_order
from generator.report.display import visible
from generator.report.excerpt import excerpt
from generator.report.sentences import dotted, sentences, severity_word
from generator.report.terminal import place

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def as_json(found: Iterable[Problem], catalogue: Catalogue) -> str:
    """`{"problems": […]}` in file order, in ASCII, so that no console or pipe can damage it.

    Each problem has `code`, `severity`, `file`, `line`, `column`, `length` (the last four null without a place;
    1-based, in characters), `message`, `fix` and `better` (empty where there is none) and `path`, its place in
    the model (`campaigns.melati.items[2].price`).
    """
    records = [_record(problem, catalogue) for problem in in_order(found)]
    return json.dumps({"problems": records}, indent=2)


PANEL_CELLS = 72


def for_panel(found: Iterable[Problem], catalogue: Catalogue) -> list[dict[str, Any]]:
    """The problems in file order as the preview shows them: the fields of `as_json`, and besides `word` (the
    severity in words), `place` (`content/shop.yaml:3:7`, or empty), `excerpt` and `caret` (two lines to set in one
    width; empty where there is none). All of it is text, and safe only as text."""
    return [_panel_record(problem, catalogue) for problem in in_order(found)]


def _panel_record(problem: Problem, catalogue: Catalogue) -> dict[str, Any]:
    shown = excerpt(problem.mark, PANEL_CELLS) if problem.mark else None
    return {
        **_record(problem, catalogue),
        "better": visible(problem.better.replace("\t", "    ")) if problem.better else "",
        "word": severity_word(problem.severity, catalogue),
        "place": place(problem).removesuffix(": "),
        "excerpt": shown.line if shown else "",
        "caret": shown.caret if shown else "",
    }


def _record(problem: Problem, catalogue: Catalogue) -> dict[str, Any]:
    said = sentences(problem, catalogue)
    mark = problem.mark
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": mark.file if mark else None,
        "line": mark.line if mark else None,
        "column": mark.column if mark else None,
        "length": mark.length if mark else None,
        "message": said.found,
        "fix": said.fix,
        "better": problem.better,
        "path": dotted(problem),
    }


def as_annotations(found: Iterable[Problem], catalogue: Catalogue, *, below: str = "") -> str:
    """One workflow command of GitHub Actions per problem, in file order; hints are notices.

    `below` is the shop's folder as seen from the repository (`toko/`). Escaping as in actions/toolkit,
    packages/core/src/command.ts.
    """
    return "\n".join(_annotation(problem, catalogue, below) for problem in in_order(found))


def _annotation(problem: Problem, catalogue: Catalogue, below: str) -> str:
    said = sentences(problem, catalogue)
    properties: dict[str, object] = {}
    if mark := problem.mark:
        properties = {
            "file": below + mark.file,
            "line": mark.line,
            "col": mark.column,
            "endColumn": mark.column + max(1, mark.length),
        }
    properties["title"] = problem.code
    written = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    message = "\n".join(part for part in (said.found, said.fix, problem.better) if part)
    return f"::{_COMMANDS[problem.severity]} {written}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
