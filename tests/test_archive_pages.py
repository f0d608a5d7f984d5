"""The list of all POs in pages: every PO once, the way from page to page, and what large shops keep light."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from shopkit import built, pages_at, write_shop

from generator.page.present.lists import FOLLOWED, ROWS
from generator.plan import Folded
from generator.problems import ProblemsFound

NOW = "2026-12-12T12:00:00+07:00"
SHOP = "name: Toko Banyak\nurl: https://banyak.example/\ncontact:\n  whatsapp: 0812-345-678\n"
COUNT = 2 * ROWS + 5


def po(number: int) -> str:
    """One of many: it opened on its day of the year, and closes a week later."""
    month, day = divmod(number, 28)
    return (
        f"title: PO {number}\nprice: 10.000\nopens: 2026-{10 + month:02}-{day + 1:02}\ncloses: 2027-01-{day + 1:02}\n"
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shop(
        tmp_path_factory.mktemp("banyak"), shop=SHOP, **{f"po-{number:03}": po(number) for number in range(COUNT)}
    )


@pytest.fixture(scope="module")
def site(shop: Path) -> dict[str, str]:
    return pages_at(shop, NOW)


def listed(page: str) -> list[str]:
    return re.findall(r'data-campaign="([^"]+)"', page)


def test_every_po_stands_on_one_page_of_the_list(site: dict[str, str]) -> None:
    pages = [site[path] for path in ("po/index.html", "po/2/index.html", "po/3/index.html")]
    assert "po/4/index.html" not in site
    rows = [re.findall(r'href="([^"]*po-\d+/index.html)"', page) for page in pages]
    slugs = [{re.search(r"po-\d+", href)[0] for href in page} for page in rows]  # type: ignore[index]
    assert [len(page) for page in slugs] == [ROWS, ROWS, 5]
    assert len(set().union(*slugs)) == COUNT


def test_one_gets_from_page_to_page(site: dict[str, str]) -> None:
    for page, (before, after) in {
        "po/index.html": ("", "2/index.html"),
        "po/2/index.html": ("../index.html", "../3/index.html"),
        "po/3/index.html": ("../2/index.html", ""),
    }.items():
        links = dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)"', site[page]))
        assert links == {rel: href for rel, href in (("prev", before), ("next", after)) if href}
        assert len(re.findall('aria-current="page"', site[page])) == 1
    titles = [re.search("<title>([^<]+)", site[f"po/{page}index.html"])[1] for page in ("", "2/", "3/")]  # type: ignore[index]
    assert len(set(titles)) == 3
    addresses = [re.search('rel="canonical" href="([^"]+)', site[f"po/{page}index.html"])[1] for page in ("", "2/")]  # type: ignore[index]
    assert addresses == ["https://banyak.example/po/", "https://banyak.example/po/2/"]


def test_the_sitemap_names_every_page_of_the_list(shop: Path) -> None:
    files = {output.path: output.content or b"" for output in built(shop, NOW).outputs}
    named = set(re.findall("<loc>https://banyak.example/(po/[0-9]*/?)</loc>", files["sitemap.xml"].decode()))
    assert named == {"po/", "po/2/", "po/3/"}


def test_a_shop_with_few_pos_has_one_page_and_no_way_to_others(tmp_path: Path) -> None:
    few = write_shop(tmp_path, shop=SHOP, **{f"po-{number:03}": po(number) for number in range(ROWS)})
    site = pages_at(few, NOW)
    assert [path for path in site if re.fullmatch(r"po/\d+/index.html", path)] == []
    assert "turns" not in site["po/index.html"].partition("<body")[2]


def test_a_po_that_wants_the_address_of_a_page_of_the_list_is_told(tmp_path: Path) -> None:
    names = {f"po-{number:03}": po(number) for number in range(ROWS)} | {"2": po(0)}
    with pytest.raises(ProblemsFound) as found:
        built(write_shop(tmp_path, shop=SHOP, **names), NOW)
    assert any("campaigns/2" in str(problem.parameters) and "archive 2" in str(problem.parameters)
               for problem in found.value.problems)  # fmt: skip


def test_the_front_page_and_the_list_stay_light_however_many_pos_there_are(
    tmp_path: Path, site: dict[str, str]
) -> None:
    more = write_shop(tmp_path, shop=SHOP, **{f"po-{number:03}": po(number % COUNT) for number in range(3 * COUNT)})
    larger = pages_at(more, NOW, ["index.html", "po/2/index.html"])
    for path, page in larger.items():
        assert len(page) < 1.25 * len(site[path]), path
    assert len(set(listed(larger["index.html"]))) <= FOLLOWED + 1


def test_the_order_goes_on_from_page_to_page(site: dict[str, str]) -> None:
    """What can be ordered stands before what only closes later."""
    closing = [
        [int(day) for day in re.findall(r"Tutup\W(?:\w+,\W)?(\d+)\WJan", re.sub(r"<[^>]+>", "", site[path]))]
        for path in ("po/index.html", "po/2/index.html")
    ]
    for days in closing:
        assert days, "a list without a date would be in any order"
        assert all(first <= second for first, second in pairwise(days))
    assert closing[0][-1] <= closing[1][0]


def test_pages_that_are_held_folded_are_the_same(
    shop: Path, site: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pages._VERY_MANY", 1)
    outputs = {output.path: output for output in built(shop, NOW).outputs if output.path in site}

    assert {type(output) for output in outputs.values()} == {Folded}
    assert {path: (output.content or b"").decode() for path, output in outputs.items()} == site
