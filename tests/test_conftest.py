"""The browser fixtures themselves: a check that can see nothing wrong is worse than none."""

from __future__ import annotations

from pathlib import Path

import pytest

PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>t</title><link rel=icon href=data:,>"
    "<p>hello</p><a href='page/index.html'>on</a>"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "page").mkdir()
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page" / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "404.html").write_text(PAGE.replace("hello", "lost"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("prefix", ["/", "/sub/"])
def test_a_healthy_page_gives_no_trouble(site: Path, serve, visit, prefix: str) -> None:
    seen = visit(serve(site, prefix))

    seen.page.get_by_role("link").click()

    assert seen.page.url.endswith(f"{prefix}page/index.html")
    assert seen.trouble == []


def test_a_page_works_from_the_disk(site: Path, visit) -> None:
    seen = visit((site / "index.html").as_uri())

    seen.page.get_by_role("link").click()

    assert (seen.page.locator("p").inner_text(), seen.trouble) == ("hello", [])


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("<img src=gone.png alt=''>", "404: "),
        ("<img src=/index.html alt=''>", "404: "),
        ("<img src=https://elsewhere.example/a.png alt=''>", "foreign request: https://elsewhere.example/a.png"),
        ("<script>console.error('oh')</script>", "console: oh"),
        ("<script>nothing()</script>", "error: "),
    ],
)
def test_every_fault_of_a_page_is_noticed(site: Path, serve, visit, fault: str, told: str) -> None:
    (site / "index.html").write_text(PAGE + fault, encoding="utf-8")

    seen = visit(serve(site, "/sub/"))

    assert any(line.startswith(told) for line in seen.trouble), seen.trouble


def test_a_tab_that_goes_on_notices_the_faults_of_its_new_page_only(site: Path, serve, visit) -> None:
    (site / "page/index.html").write_text(PAGE + "<script>nothing()</script>", encoding="utf-8")
    address = serve(site)
    tab = visit(address)

    assert any(line.startswith("error: ") for line in tab.go_on(f"{address}page/").trouble)
    assert tab.go_on(address).trouble == []


def test_what_is_not_there_gets_the_sites_own_404(site: Path, serve, visit) -> None:
    seen = visit(serve(site) + "gone/")

    assert seen.page.locator("p").inner_text() == "lost"
    assert any(line.startswith("404: ") for line in seen.trouble)
