"""Which pages exist, what collides, when anything changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from shopkit import built, problems_of, write_shop

PO = "title: Melati\nprice: 150.000\nopens: 2026-12-09 09:00\ncloses: 2026-12-20 23:59\n"


def codes(root: Path) -> list[str]:
    return [found.code for found in problems_of(root)]


def test_a_site_has_its_pages_and_nothing_else(tmp_path: Path) -> None:
    page = "---\ntitle: Tentang\n---\nHalo.\n"
    site = built(write_shop(tmp_path, melati=PO, **{"pages/tentang.md": page}), "2026-12-12T00:00:00+07:00")
    paths = {output.path for output in site.outputs}
    icons = {path for path in paths if path.startswith("assets/icon-")}
    assert len(icons) == 4
    assert paths - icons == {
        "index.html", "po/index.html", "po/melati/index.html", "tentang/index.html", "404.html",
        "po/melati/tutup.ics", "favicon.svg", "_headers",
        "kontak.vcf", "site.webmanifest",
    }  # fmt: skip


def test_a_shop_without_a_po_has_no_archive(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path), "2026-12-12T00:00:00+07:00")
    assert "po/index.html" not in {output.path for output in site.outputs}


def test_page_that_wants_the_archives_address_is_a_problem_that_names_both(tmp_path: Path) -> None:
    root = write_shop(tmp_path, melati=PO, **{"pages/po.md": "---\ntitle: PO\n---\nHalo.\n"})
    found = next(problem for problem in problems_of(root) if problem.code == "address-twice")
    assert dict(found.parameters) == {"one": "archive", "other": "pages/po", "path": "po/index.html"}
    assert found.mark is not None
    assert found.mark.file == "content/pages/po.md"


def test_alias_that_is_a_living_page_is_a_problem(tmp_path: Path) -> None:
    assert "address-twice" in codes(write_shop(tmp_path, melati=PO + "aliases: PO/melati\n"))


def test_alias_outside_the_site_is_refused(tmp_path: Path) -> None:
    assert "alias" in codes(write_shop(tmp_path, melati=PO + "aliases: ../../etc/passwd\n"))


def test_link_to_a_page_that_does_not_exist_is_a_problem_at_its_line(tmp_path: Path) -> None:
    links = "links:\n  - title: Ukuran\n    url: /ukuran/\n"
    found = next(p for p in problems_of(write_shop(tmp_path, links=links)) if p.code == "page-unknown")
    assert found.mark is not None
    assert (found.mark.file, found.mark.line) == ("content/links.yaml", 3)


def test_a_video_on_a_page_that_does_not_exist_is_a_problem_at_its_line(tmp_path: Path) -> None:
    po = PO + "photos:\n  - file: a.jpg\n    video: /video-melati/\n"
    root = write_shop(tmp_path, melati=po)
    (root / "content/images").mkdir()
    Image.new("RGB", (40, 40)).save(root / "content/images/a.jpg")
    found = next(p for p in problems_of(root) if p.code == "page-unknown")
    assert found.mark is not None
    assert (found.mark.file, found.mark.line) == ("content/campaigns/melati.yaml", 7)


def test_next_change_is_the_next_instant_at_which_a_build_differs(tmp_path: Path) -> None:
    root = write_shop(tmp_path, melati=PO)
    before = built(root, "2026-12-01T00:00:00+07:00").next_change
    during = built(root, "2026-12-09T09:00:00+07:00").next_change
    assert before == datetime(2026, 12, 9, 2, tzinfo=UTC)
    assert during == datetime(2026, 12, 19, 16, 59, tzinfo=UTC)


def test_builds_between_two_changes_are_identical(tmp_path: Path) -> None:
    root = write_shop(tmp_path, melati=PO)
    one = built(root, "2026-12-10T00:00:00+07:00")
    other = built(root, "2026-12-19T23:58:59+07:00")
    assert [(o.path, o.content) for o in one.outputs] == [(o.path, o.content) for o in other.outputs]
