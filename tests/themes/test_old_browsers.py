"""What every theme's stylesheet and scripts ask of Chrome 87 and Safari 14, judged by caniuse's data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from states import ROOT, SIX

sys.path.insert(0, str(Path(__file__).parents[1]))
from machine import program
from test_audit import module

from generator.shop.analytics import EVERY_SERVICE
from generator.theme.assets import gather_assets
from generator.theme.options import choose
from generator.theme.package import load_theme

pytestmark = pytest.mark.audit

HARMLESS = {
    "css-appearance": "needs its prefix, which stands beside it",
    "css-display-contents": "buttons and tables inside it are the trouble, and there are none",
    "css-gradients": "only `transparent` is read as black without its alpha, on an edge half a pixel wide",
    "css-unicode-bidi": "`isolate` is an enhancement: Safari 14 reads it behind a prefix only",
    "css-focus-visible": "`:focus:not(:focus-visible)` is dropped whole, so the ring stays",
    "css-logical-props": "the single-side ones are there; shorthands are refused by test_look",
    "css-overflow": "`overflow-x: auto` alone is there; what is new is `clip` and two values",
    "css-resize": "an enhancement: the handle of a text field",
    "css-sticky": "whole but for tables",
    "multicolumn": "`break-inside: avoid` in print is there",
    "text-decoration": "colour and thickness are an enhancement",
    "text-size-adjust": "stands beside its prefixed form",
}
"""Features that caniuse calls partial or missing there, and why a page does not need them."""


def asked(files: list[Path]) -> list[dict[str, str]]:
    module("doiuse/package.json")
    module("eslint-plugin-compat/package.json")
    command = [program("node"), str(ROOT / "tests/audit/old-browsers.mjs"), *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return [json.loads(line) for line in said.splitlines()]


@pytest.mark.parametrize("name", SIX)
def test_a_theme_asks_nothing_of_an_old_browser_that_it_cannot_do_without(name: str, tmp_path: Path) -> None:
    theme = load_theme(name, [ROOT / "themes"])
    values, _ = choose(theme.options, {}, theme=name, path=())
    made = gather_assets(theme, values, amounts=True, windows=True, analytics=EVERY_SERVICE)
    parts = {
        "style.css": made.style,
        "head.js": made.head_script,
        "rolling.js": made.rolling_script,
        "page.js": made.script,
        "amounts.js": made.amounts_script,
    }
    files = []
    for part, text in parts.items():
        files.append(tmp_path / part)
        files[-1].write_text(str(text), encoding="utf-8")
    assert [found for found in asked(files) if found["feature"] not in HARMLESS] == []


def test_the_check_sees_what_is_too_new(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a:has(b){color:red}", encoding="utf-8")
    (tmp_path / "b.js").write_text("class A { #x = 1 }", encoding="utf-8")
    (tmp_path / "c.js").write_text("structuredClone({})", encoding="utf-8")
    found = asked([tmp_path / "a.css", tmp_path / "b.js", tmp_path / "c.js"])
    assert [(each["file"], each["feature"]) for each in found] == [
        ("a.css", "css-has"),
        ("b.js", "script"),
        ("c.js", "script"),
    ]
