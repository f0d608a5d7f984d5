"""What base gives every theme beside the screen by day: paper, dark mode, and no trace of what was not said."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pace import at_once
from PIL import Image
from playwright.sync_api import Browser, Page
from shopkit import published, write_shop

sys.path.insert(0, str(Path(__file__).parents[1] / "themes"))
from gallery import ROOT, render

THEMES = sorted(folder.name for folder in (ROOT / "themes").iterdir() if folder.name != "base")
AT = "2026-12-12T12:00:00+07:00"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Path]]:
    made: dict[str, dict[str, Path]] = {}

    def pages(theme: str) -> dict[str, Path]:
        if theme not in made:
            made[theme] = render(tmp_path_factory.mktemp(theme), theme)
        return made[theme]

    return pages


@pytest.fixture
def visit_file(chromium: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def go(file: Path, **options: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 360, "height": 740}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        shown = context.new_page()
        shown.goto(file.as_uri())
        return shown

    yield go
    for context in contexts:
        context.close()


# Paper

INK = """() => [...document.querySelectorAll('body, body *')]
    .filter(it => it.getClientRects()[0] && !it.closest('svg, img'))
    .map(it => [it, getComputedStyle(it)])
    .flatMap(([it, style]) => {
        const dark = color => Math.max(...color.match(/[\\d.]+/g).slice(0, 3).map(Number)) < 90
        const clear = color => /, 0\\)$/.test(color) || color === 'transparent'
        const ground = clear(style.backgroundColor) || style.backgroundColor === 'rgb(255, 255, 255)'
        return dark(style.color) && ground ? [] : [it.outerHTML.slice(0, 80)]
    })"""


@pytest.mark.parametrize("theme", THEMES)
def test_a_po_prints_as_a_price_list_black_on_white(
    theme: str, gallery: Callable[[str], dict[str, Path]], visit_file: Callable[..., Page]
) -> None:
    shown = visit_file(gallery(theme)["campaign-open"], color_scheme="dark", viewport={"width": 718, "height": 1000})
    shown.emulate_media(media="print", color_scheme="dark")
    assert shown.evaluate(INK) == []
    pressed = shown.locator(".button, button, input, textarea, select, .order-bar, .contents, .skip, progress")
    assert pressed.evaluate_all("all => all.filter(it => it.getClientRects()[0]).map(it => it.outerHTML)") == []
    for part in (".masthead-name", ".card-title", ".headline", ".items .code", "#payments", "#terms", ".honesty"):
        assert shown.locator(part).first.is_visible(), part
    large = "all => all.map(it => it.getBoundingClientRect()).filter(box => box.width > 155 || box.height > 155).length"
    assert shown.locator("img").evaluate_all(large) == 0
    whole = "all => all.every(it => getComputedStyle(it).breakInside === 'avoid')"
    for rows in (".items > li", ".terms > li", ".plan > li"):
        assert shown.locator(rows).count()
        assert shown.locator(rows).evaluate_all(whole), rows
    assert shown.evaluate("document.documentElement.scrollWidth") <= 718


def test_paper_says_whom_to_write_to_and_what_is_folded_away(tmp_path: Path, visit_file: Callable[..., Page]) -> None:
    shop = "name: Toko Coba\nurl: https://toko.example/\ncontact:\n  whatsapp: 0812-345-678\n  email: a@toko.example\n"
    items = "".join(
        f"\n  - name: Barang {number}\n    variants:\n      - name: besar\n        price: {number + 1}0.000"
        for number in range(14)
    )
    root = write_shop(tmp_path, shop=shop, melati=f"title: Banyak\ncloses: 2026-12-20\nitems:{items}\n")
    published(root, AT)
    shown = visit_file(root / "output/po/melati/index.html", viewport={"width": 718, "height": 1000})
    assert not shown.locator(".variants").first.is_visible()
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown.emulate_media(media="print")
    said = shown.inner_text("body").replace("\xa0", " ")
    for words in (
        "0812-345-678",
        "a@toko.example",
        "https://toko.example/po/melati/",
        "Rp140.000",
        "Tutup 20 Des 2026",
    ):
        assert words in said
    assert shown.locator(".variants").first.is_visible()
    shown.emulate_media(media="screen")
    shown.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not shown.locator(".variants").first.is_visible()
    assert "a@toko.example" not in shown.inner_text("body"), "on the screen the link is enough"


# Dark


@pytest.mark.parametrize("theme", THEMES)
def test_photos_keep_their_brightness_in_the_dark(
    theme: str, gallery: Callable[[str], dict[str, Path]], visit_file: Callable[..., Page]
) -> None:
    for name in ("landing-open", "campaign-full"):
        shown = visit_file(gallery(theme)[name], color_scheme="dark")
        dimmed = """all => all.filter(it => {
            for (let up = it; up; up = up.parentElement) {
                const style = getComputedStyle(up)
                if (style.opacity !== '1' || style.filter !== 'none' || style.mixBlendMode !== 'normal') return true
            }
        }).map(it => it.outerHTML.slice(0, 90))"""
        assert shown.locator("img").count()
        assert shown.locator("img").evaluate_all(dimmed) == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_qris_stays_on_white_in_the_dark(
    theme: str, gallery: Callable[[str], dict[str, Path]], visit_file: Callable[..., Page]
) -> None:
    shown = visit_file(gallery(theme)["campaign-open"], color_scheme="dark")
    for part in (".account-code", ".code-full", ".account-drawn"):
        assert shown.locator(part).first.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 255, 255)"


def test_a_transparent_logo_gets_a_plate(tmp_path: Path, visit_file: Callable[..., Page]) -> None:
    root = write_shop(tmp_path, shop="name: Toko Coba\nlogo: logo.png\ncontact:\n  whatsapp: 0812-345-678\n")
    logo = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    logo.paste((20, 20, 20, 255), (60, 60, 140, 140))
    (root / "content/images").mkdir()
    logo.save(root / "content/images/logo.png")
    published(root, AT)
    shown = visit_file(root / "output/index.html", color_scheme="dark")
    assert shown.locator(".logo").evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 255, 255)"


# Nothing said, nothing left behind

LEFT_BEHIND = """() => {
    const seen = it => it.getClientRects()[0] && !it.closest('.order-form, .countdown')
    const holds = it => it.textContent.trim() || it.querySelector('img, svg, progress, input')
    const boxes = [...document.querySelectorAll('main :is(section, ul, ol, dl, li, p, div, article, nav, details)')]
    const empty = boxes.filter(it => seen(it) && !holds(it) && it.getBoundingClientRect().height > 0)
    const bare = [...document.querySelectorAll('main section')].filter(seen).filter(it => {
        const rest = [...it.children].filter(seen)
        return rest.length && rest.every(child => /^H[1-6]$/.test(child.tagName))
    })
    return [...empty, ...bare].map(it => it.outerHTML.slice(0, 90))
}"""


@pytest.mark.parametrize("theme", at_once(["etalase"], THEMES))
def test_a_section_without_content_leaves_nothing_behind(
    theme: str, gallery: Callable[[str], dict[str, Path]], visit_file: Callable[..., Page]
) -> None:
    shown = visit_file(next(iter(gallery(theme).values())))
    for name, file in gallery(theme).items():
        if name == "redirect":
            continue
        shown.goto(file.as_uri())
        assert shown.evaluate(LEFT_BEHIND) == [], name


@pytest.mark.parametrize(
    "said",
    ["", "closes: 2026-12-20", "closes: 2026-12-01", "closes: 2026-12-01\nships: 2026-12-05",
     "closes: 2026-12-01\ndone: 2026-12-10", "opens: 2026-12-14\ncloses: 2026-12-20",
     "closes: 2026-12-20\ncancelled:\n  date: 2026-12-11\n  why: Batal."],
)  # fmt: skip
def test_a_shop_that_says_little_has_no_empty_section(
    said: str, tmp_path: Path, visit_file: Callable[..., Page]
) -> None:
    campaigns = {"melati": f"title: Melati\nprice: 50.000\n{said}\n"} if said else {}
    root = write_shop(tmp_path, **campaigns)
    published(root, AT)
    pages = [root / "output/index.html", *sorted((root / "output/po").rglob("index.html"))]
    shown = visit_file(pages[0])
    for page in pages:
        shown.goto(page.as_uri())
        assert shown.evaluate(LEFT_BEHIND) == [], page
