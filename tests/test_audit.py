"""What others measure: valid HTML (Nu), no barrier that axe knows, and Lighthouse's full marks.

Every shop is built afresh outside the checkout. Needs Node, Java, Chromium and tests/audit/node_modules.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from machine import CHROMIUM_FLAGS, absent, program, windowed_chromium_path
from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.audit

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "tests" / "audit" / "node_modules"
AT = "2026-12-12T12:00+07:00"
"""The moment at which the shops show most of their states."""
SHOPS = {
    "demo": ROOT,
    **{
        file.parent.parent.name: file.parent.parent
        for file in ROOT.glob("tests/shops/*/content/shop.yaml")
        if "rusak" not in file.parts
    },
}


def module(path: str) -> Path:
    if not (MODULES / path).exists():
        absent(f"tests/audit/node_modules/{path} (npm install --prefix tests/audit --no-package-lock)")
    return MODULES / path


def build(shop: str, into: Path) -> Path:
    """The output folder of a copy of the shop, built as a user builds it."""
    shutil.copytree(SHOPS[shop] / "content", into / "content")
    subprocess.run([sys.executable, "-m", "generator", "build", "--root", into, "--at", AT], cwd=ROOT, check=True)
    return into / "output"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    done: dict[str, Path] = {}

    def once(shop: str) -> Path:
        if shop not in done:
            done[shop] = build(shop, tmp_path_factory.mktemp(shop))
        return done[shop]

    return once


def pages(output: Path) -> list[str]:
    found = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    assert {"index.html", "404.html"} <= set(found)
    return found


def html_errors(files: list[Path]) -> list[str]:
    """Every error that the Nu HTML checker finds, with file and line."""
    jar = module("vnu-jar/build/dist/vnu.jar")
    command = [program("java"), "-Xss1m", "-jar", jar, "--format", "json", "--exit-zero-always", *files]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stderr
    return [
        f"{m.get('url', '?').rpartition('/')[2]}:{m.get('lastLine')}: {m['message']} {m.get('extract', '')!r}"
        for m in json.loads(said)["messages"]
        if m["type"] != "info"
    ]


MEDIUM = 30
"""csp_evaluator's severities: 10 is high, 20 a mistake in writing, 30 medium; 40 and more are unsure or only tell."""


def weaknesses(policy: str) -> list[dict[str, object]]:
    """What Google's evaluator finds in a policy, but for what is perhaps one."""
    module("csp_evaluator")
    command = [program("node"), ROOT / "tests/audit/policy.mjs"]
    said = subprocess.run(command, input=policy, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return [found for line in said.splitlines() if (found := json.loads(line))["severity"] <= MEDIUM]


def test_googles_evaluator_finds_no_weakness_in_the_policy(built: Callable[[str], Path]) -> None:
    output = built("demo")
    lines = (output / "_headers").read_text("utf-8").splitlines()
    header = next(line for line in lines if "Content-Security-Policy" in line).partition(": ")[2]
    metas = {
        html.unescape(found)
        for page in pages(output)
        for found in re.findall(r'Content-Security-Policy" content="([^"]*)"', (output / page).read_text("utf-8"))
    }
    for policy in {header, *metas}:
        assert weaknesses(policy) == []
    assert weaknesses(header.replace("script-src", "script-src 'unsafe-inline' https:")), "the evaluator looks"


@pytest.mark.parametrize("shop", SHOPS)
def test_every_page_is_valid_html(built: Callable[[str], Path], shop: str) -> None:
    output = built(shop)

    assert html_errors([output / page for page in pages(output)]) == []


def stay(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"<meta http-equiv=.?refresh[^>]*>", "", answer.text()))


def barriers(browser: Browser, address: str, addresses: list[str], **context: object) -> list[str]:
    """Every violation that axe finds on these pages, with its rule and the first element."""
    axe = module("axe-core/axe.min.js").read_text(encoding="utf-8")
    found = []
    opened = browser.new_context(bypass_csp=True, **context)
    try:
        page = opened.new_page()
        # A redirect leaves before it can be looked at: it is shown without the tag that sends it away.
        page.route("**/*.html", stay)
        for name in addresses:
            page.goto(address + name, wait_until="load")
            page.evaluate(axe)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [
                f"{name}: {v['id']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:200]}" for v in result["violations"]
            ]
    finally:
        opened.close()
    return found


SCREENS = {
    f"{width}x{height}-{scheme}": {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    for width, height in ((360, 740), (1280, 800))
    for scheme in ("light", "dark")
}


LARGE = ("figur", "keramik")
"""Shops of so many pages that each scheme is looked at on one screen."""


@pytest.mark.parametrize(
    ("shop", "screen"),
    [
        (shop, screen)
        for shop in SHOPS
        for screen in SCREENS
        if shop not in LARGE or screen in ("360x740-light", "1280x800-dark")
    ],
)
def test_no_page_has_a_barrier_that_axe_knows(
    chromium: Browser, serve: Callable[..., str], built: Callable[[str], Path], shop: str, screen: str
) -> None:
    output = built(shop)

    found = barriers(chromium, serve(output), pages(output), **SCREENS[screen])

    assert found == []


MARKED = "accessibility,best-practices,seo"


# Lighthouse asks for robots.txt from inside the page: a policy without connect-src 'self' costs it the SEO marks.
def lighthouse(url: str, report: Path, *, categories: str = MARKED) -> dict[str, tuple[int, list[str]]]:
    """Lighthouse's score of each category on a phone, and the audits that cost points. `report` holds the rest."""
    flags = [*CHROMIUM_FLAGS, "--headless=new", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
    command = [
        program("node"), module("lighthouse/cli/index.js"), url, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={categories}", "--form-factor=mobile",
        "--chrome-flags=" + " ".join(f'"{flag}"' if " " in flag else flag for flag in flags),
    ]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": windowed_chromium_path()})
    said = json.loads(report.read_text(encoding="utf-8"))
    assert "runtimeError" not in said, said["runtimeError"]
    scores = {}
    for name, category in said["categories"].items():
        lost = [
            ref["id"]
            for ref in category["auditRefs"]
            if ref["weight"] and (score := said["audits"][ref["id"]]["score"]) is not None and score < 1
        ]
        scores[name] = (round((category["score"] or 0) * 100), lost)
    return scores


def test_the_demos_landing_page_gets_full_marks_from_lighthouse(
    serve: Callable[..., str], built: Callable[[str], Path], tmp_path: Path
) -> None:
    scores = lighthouse(serve(built("demo")), tmp_path / "lighthouse.json")

    assert scores == {"accessibility": (100, []), "best-practices": (100, []), "seo": (100, [])}


# The checks must be able to fail.

GOOD = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Toko</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="Toko contoh">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; connect-src 'self'">
<link rel="icon" href="data:,"></head><body><main><h1>Toko</h1><p>Halo</p></main></body></html>"""
BAD = (
    GOOD.replace("<p>Halo</p>", '<p><div>Halo</p><img src="data:,">')
    .replace("<title>Toko</title>", "")
    .replace('<meta name="description" content="Toko contoh">', "")
)


def test_the_html_checker_sees_errors(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.html").write_text(BAD, encoding="utf-8")

    assert html_errors([tmp_path / "good.html"]) == []
    assert len(html_errors([tmp_path / "bad.html"])) >= 2


def test_axe_sees_barriers_under_a_closed_policy(chromium: Browser, serve: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.html").write_text(BAD, encoding="utf-8")
    address = serve(tmp_path)

    assert barriers(chromium, address, ["good.html"]) == []
    assert {line.split()[1] for line in barriers(chromium, address, ["bad.html"])} >= {"image-alt", "document-title"}


def test_lighthouse_takes_points_off(serve: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.html").write_text(BAD, encoding="utf-8")
    address = serve(tmp_path)

    assert {score for score, _ in lighthouse(address + "good.html", tmp_path / "good.json").values()} == {100}
    bad = lighthouse(address + "bad.html", tmp_path / "bad.json")
    assert bad["accessibility"][0] < 100
    assert "meta-description" in bad["seo"][1]
