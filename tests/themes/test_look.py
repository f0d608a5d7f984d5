"""What the shipped themes promise on every sample page, read from the markup and the stylesheets."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from gallery import ROOT, render
from sample import campaign, landing

from generator.page.views import PageView
from generator.shop.colours import contrast, parse_colour
from generator.structs import replace
from generator.theme.assets import gather_assets
from generator.theme.options import choose
from generator.theme.package import load_theme, themes_in
from generator.theme.render import Renderer
from generator.theme.words import load_words

THEMES = themes_in([ROOT / "themes"])
FOLDERS = {name: ROOT / "themes" / name for name in THEMES}
VOID = {"meta", "link", "img", "br", "hr", "input"}


class Reader(HTMLParser):
    """Collects what the tests ask about a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.links: list[dict[str, str]] = []
        self.images: list[dict[str, str]] = []
        self._heading: int | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found)
        if tag == "img":
            self.images.append(found)
        if re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])
            self.headings.append((self._heading, ""))

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._heading is not None:
            level, text = self.headings[-1]
            self.headings[-1] = (level, f"{text}{data}".strip())


def shown(view: PageView, theme_name: str = "etalase") -> str:
    theme = load_theme(theme_name, [ROOT / "themes"])
    values, _ = choose(theme.options, {}, theme=theme.name, path=())
    renderer = Renderer(theme, load_words(theme, "id"), gather_assets(theme, values))
    return renderer.render(f"{view.kind}.html", view, page="index.html")


@pytest.fixture(scope="module", params=THEMES)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every sample page of a theme: name → markup."""
    files = render(tmp_path_factory.mktemp(request.param), request.param)
    return {name: file.read_text(encoding="utf-8") for name, file in files.items()}


def test_a_page_has_one_first_heading_and_skips_no_level(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        levels = [level for level, _ in Reader(text).headings]
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)
        assert all(words for _, words in Reader(text).headings), name


def test_ids_are_unique_and_links_within_a_page_lead_somewhere(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        page = Reader(text)
        assert len(page.ids) == len(set(page.ids)), name
        inside = {link["href"][1:] for link in page.links if link.get("href", "").startswith("#")} - {""}
        # Buttons of the summary lead to sections that `present` gives in those states only.
        assert inside - {"reminders", "order", "receive", "refund", "terms"} <= set(page.ids), name
        assert not name.startswith("campaign") or inside <= set(page.ids), (name, inside - set(page.ids))


def test_a_link_that_leaves_the_site_tells_the_other_side_nothing(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for link in Reader(text).links:
            if link["href"].startswith("http") and not link["href"].startswith("https://rumahmelati.example/"):
                assert {"noopener", "noreferrer"} <= set(link.get("rel", "").split()), (name, link)


def test_every_picture_has_its_size_and_an_alternative(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for image in Reader(text).images:
            assert {"src", "alt", "width", "height"} <= set(image), (name, image)


def test_only_the_photo_of_the_first_screen_loads_at_once(pages: dict[str, str]) -> None:
    for name in ("landing-open", "campaign-open"):
        at_once = [i for i in Reader(pages[name]).images if i.get("loading") != "lazy"]
        assert len([i for i in at_once if "logo" not in (i.get("class") or "").split()]) == 1, name


def test_a_shop_with_one_link_shows_no_heading_without_content(pages: dict[str, str]) -> None:
    assert Reader(pages["landing-smallest"]).headings == [(1, "Kue Bu Tini"), (2, "Tautan"), (2, "Kontak")]


def test_a_campaign_with_a_title_only_shows_nothing_but_its_state() -> None:
    full = campaign("open")
    bare = replace(
        full,
        campaign=replace(full.campaign, price=None, counts=None, dates=(), here=None, picture=None, action=None),
        pictures=(), about=None, item_groups=(), steps=(), order=None, payments=None, receive=None, terms=None,
        maker=None, materials=(), certificates=(), history=None, testimonials=(), press=(), risks=(), updates=(),
        questions=(), reminders=(), share=(), address="",
    )  # fmt: skip
    text = shown(bare)
    assert Reader(text).headings == [(1, "Parfum Melati")]
    assert "Tutup Min, 20 Des 2026, 23.59 WIB" in text
    assert 'class="contents"' not in text, "no list of sections without sections"


def test_a_landing_page_leads_with_the_main_po_and_its_one_button() -> None:
    text = shown(landing("open"))
    before = text[: text.index("PO lainnya")]
    assert before.count('class="button"') == 1
    for fact in ("Sedang buka", "Parfum Melati", "Rp65.000–Rp150.000", "Tutup Min, 20 Des 2026, 23.59 WIB"):
        assert fact in before
    assert "Status per 12 Des 2026, 18.00 WIB" in before, "a page that does not move says how old its state is"


@pytest.mark.parametrize("theme", THEMES)
def test_a_state_with_nothing_to_do_has_no_order_bar(theme: str) -> None:
    page = landing("open")
    assert page.main
    idle = replace(page, main=replace(page.main, action=None, bar=None))
    assert '<aside class="order-bar ' in shown(page, theme)
    assert '<aside class="order-bar ' not in shown(idle, theme)


@pytest.mark.parametrize("state", ["closed", "shipping", "overdue"])
def test_rights_stand_beside_the_button_when_goods_are_awaited(state: str) -> None:
    before = shown(landing(state)).partition("PO lainnya")[0]
    assert "Kalau belum dikirim sampai 28 Des 2026," in before


def test_the_404_needs_no_other_file(pages: dict[str, str]) -> None:
    page = Reader(pages["not-found"])
    assert page.images == []
    assert all(link["href"].startswith(("https://", "#")) for link in page.links)


def test_a_redirect_leads_on_by_itself_and_by_hand(pages: dict[str, str]) -> None:
    assert '<meta http-equiv="refresh" content="0; url=../po/melati-7/index.html">' in pages["redirect"]
    assert "../po/melati-7/index.html" in [link["href"] for link in Reader(pages["redirect"]).links]


def test_a_landing_page_weighs_at_most_28_kb(pages: dict[str, str]) -> None:
    for name in ("landing-open", "landing-longest"):
        assert len(gzip.compress(pages[name].encode(), 9)) < 28_000


def test_every_page_says_who_made_it_and_who_checked_nothing(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert "Etalase tidak memeriksa penjual" in text, name


# Stylesheets


def sheets(theme: str) -> Iterator[tuple[str, str]]:
    for file in sorted((FOLDERS[theme] / "styles").rglob("*.css")):
        yield file.name, re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)


FORBIDDEN = {
    "!important": r"!\s*important",
    "an id selector": r"(?m)^[^{}]*#[a-z][\w-]*[^{};]*\{",
    "what Chrome 87 or Safari 14 cannot read": r":has\(|:is\(|:where\(|\d(?:svh|dvh|lvh|cqw)\b|"
    r"color-mix|@layer|@container|"
    r"(?<![-\w])(?:inset|inset-inline|inset-block|margin-inline|margin-block|padding-inline|padding-block)\s*:|"
    r"(?<![-\w])gap\s*:|&",
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_stylesheet_has_none_of_this(theme: str, what: str) -> None:
    for name, text in sheets(theme):
        assert not re.search(FORBIDDEN[what], text), (name, re.search(FORBIDDEN[what], text))


def classes_in_templates() -> set[str]:
    """Literal classes; a class that ends in a value counts with its beginning (`state-`)."""
    found: set[str] = set()
    for theme in THEMES:
        for file in (FOLDERS[theme] / "templates").rglob("*.html"):
            text = re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
            for value in re.findall(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"', text):
                found |= set(re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "", value)).split())
            found |= set(re.findall(r"'(more)'", text))
            found |= set(re.findall(r"kind='([a-z-]+)'", text))
            found |= set(re.findall(r"(focus-[xy]-)\{\{", text))
            found |= set(re.findall(r"%\} ((?:has|is)-[a-z]+)\{%", text))
            found |= set(re.findall(r"\{% block body_class %\} ([a-z]+-)\{\{", text))
        for file in (FOLDERS[theme] / "scripts").rglob("*.js"):
            found |= set(re.findall(r"classList\.(?:add|toggle)\(['\"]([\w-]+)", file.read_text(encoding="utf-8")))
    return found | {"icon"}  # drawn by the engine


def test_every_class_with_a_style_stands_in_a_template() -> None:
    known = classes_in_templates()
    stems = {name for name in known if name.endswith("-")}
    for theme in THEMES:
        for name, text in sheets(theme):
            selectors = re.findall(r"([^{}]+)\{", re.sub(r'"[^"]*"', "", text))
            styled = {found for selector in selectors for found in re.findall(r"\.(-?[a-zA-Z][\w-]*)", selector)}
            unknown = {found for found in styled if found not in known and not found.startswith(tuple(stems))}
            assert not unknown, name


def tokens(theme: str, scheme: str) -> dict[str, str]:
    """The colours of a theme, the dark ones on top of the light ones where asked."""
    text = next(text for name, text in sheets(theme) if "tokens" in name)
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    values = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", light))
    if scheme == "dark":
        values |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", dark))
    return values


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_every_ground(theme: str, scheme: str) -> None:
    colours = {name: parse_colour(value) for name, value in tokens(theme, scheme).items()}
    for ground in ("paper", "surface", "sunk"):
        for text in ("ink", "soft", "go", "wait", "plan"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        assert contrast(colours["edge"], colours[ground]) >= 3, ground  # WCAG 1.4.11, the edge of a control


@pytest.mark.parametrize("theme", THEMES)
def test_dark_renames_only_colours_that_light_has(theme: str) -> None:
    text = next(text for name, text in sheets(theme) if "tokens" in name)
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    names = set(re.findall(r"--([\w-]+):", dark))
    assert names
    assert names <= set(re.findall(r"--([\w-]+):", light))


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_that_replaces_the_tokens_names_them_all(theme: str) -> None:
    base, own = (set(re.findall(r"--([\w-]+):", dict(sheets(it)).get("1-tokens.css", ""))) for it in ("base", theme))
    assert base <= own or not own


# Words


def template_texts(*themes: str) -> Iterator[tuple[Path, str]]:
    for theme in themes or THEMES:
        for file in sorted((FOLDERS[theme] / "templates").rglob("*.html")):
            yield file, file.read_text(encoding="utf-8")


def words_of(theme: str) -> set[str]:
    file = FOLDERS[theme] / "locales" / "id.po"
    return set(re.findall(r'(?m)^msgid "(.+)"$', file.read_text("utf-8"))) if file.is_file() else set()


@pytest.mark.parametrize("theme", THEMES)
def test_every_sentence_of_a_template_has_its_indonesian_and_none_is_left_over(theme: str) -> None:
    said = {message for _, text in template_texts(theme) for message in re.findall(r't\("([^"]+)"', text)}
    own = words_of(theme)
    assert said <= own | words_of("base")
    assert own <= said


def test_every_template_opens_with_what_it_accepts() -> None:
    for file, text in template_texts():
        assert text.startswith("{#"), file.name
        opening = text.partition("#}")[0]
        assert "Accepts:" in opening or file.name == "parts.html", file.name


def test_blocks_stand_in_the_frame_only() -> None:
    for file, text in template_texts():
        if "partials" in file.parts:
            assert "{% block" not in text, file.name
