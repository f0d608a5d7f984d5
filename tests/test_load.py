"""A folder as sellers keep it: which files are read, what is odd about it, and that nothing makes reading fail."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problemkit import SHOP, problems_of, write

from generator.memory import Memory
from generator.shop.text import plain
from generator.source.load import load_site

ROOT = Path(__file__).parent.parent
PO = "title: Parfum\ncloses: 2026-12-20\n"


def shop(root: Path, **files: str | bytes) -> Path:
    return write(root, {"shop.yaml": SHOP, **files})


def told(root: Path) -> list[tuple[str, str]]:
    return [(found.code, found.mark.file) for found in load_site(root).problems if found.mark]


# Which files are read


def test_a_campaign_is_a_file_or_a_folder_with_its_photos(tmp_path: Path) -> None:
    shop(
        tmp_path,
        **{
            "campaigns/melati.yaml": PO,
            "campaigns/mawar/campaign.yaml": PO + "photos: mawar.jpg\nmaker:\n  name: R\n  photo: images/r.jpg\n",
            "campaigns/mawar/mawar.jpg": b"",
            "images/r.jpg": b"",
        },
    )

    loaded = load_site(tmp_path)

    assert loaded.problems == ()
    assert loaded.site
    assert [each.slug for each in loaded.site.campaigns] == ["mawar", "melati"]
    assert loaded.site.campaigns[0].photos[0].file == "content/campaigns/mawar/mawar.jpg"
    assert loaded.site.campaigns[0].maker
    assert loaded.site.campaigns[0].maker.photo
    assert loaded.site.campaigns[0].maker.photo.file == "content/images/r.jpg"


def test_a_page_has_its_facts_above_its_text(tmp_path: Path) -> None:
    page = "\ufeff---\r\ntitle: Tentang: kami\r\n---\r\n\r\n# Halo\r\n---\r\nteks\r\n"
    shop(tmp_path, **{"pages/tentang.md": page.replace("Tentang: kami", "Tentang")})

    loaded = load_site(tmp_path)

    assert loaded.problems == ()
    assert loaded.site
    assert loaded.site.pages[0].body
    assert loaded.site.pages[0].body.in_("id") == "# Halo\n---\nteks"


def test_places_in_a_page_count_from_its_first_line(tmp_path: Path) -> None:
    shop(tmp_path, **{"pages/tentang.md": "---\ntitle: A: b\nmenu: x\n---\n\nteks\n"})

    found = load_site(tmp_path).problems

    assert [(each.mark.line, each.mark.column, each.mark.text) for each in found if each.mark] == [
        (2, 9, "title: A: b"),
        (3, 7, "menu: x"),
    ]


@pytest.mark.parametrize(
    ("words", "line", "column"),
    [("about: |\n  satu\n\n  dua [x](ftp://a.example)\n", 6, 11), ("about: >-\n  satu [x](ftp://a.example)\n", 4, 12),
     ('about: "dua [x](ftp://a.example)"\n', 3, 17), ("about: dua [x](ftp://a.example)\n", 3, 16),
     ("about:\n  id: dua\n  en: two [x](ftp://a.example)\n", 5, 15)],
)  # fmt: skip
def test_a_mistake_inside_a_text_is_found_however_it_is_written(
    words: str, line: int, column: int, tmp_path: Path
) -> None:
    shop(tmp_path, **{"campaigns/po.yaml": PO + words})

    (found,) = problems_of(tmp_path)

    assert found.mark
    assert (found.code, found.mark.line, found.mark.column) == ("link-scheme", line, column)


def test_hidden_files_and_the_sellers_own_are_left_alone(tmp_path: Path) -> None:
    shop(
        tmp_path,
        **{".DS_Store": b"\x00", ".git/x.yaml": "x", "README.md": "x", "pesanan.csv": "x", "images/x.yaml": "x"},
    )
    assert told(tmp_path) == []


# What is odd about the folder


def test_a_file_of_more_than_a_megabyte_is_not_read(tmp_path: Path) -> None:
    shop(tmp_path, **{"links.yaml": b"# x\n" * 260_000})
    assert told(tmp_path) == [("file-too-big", "content/links.yaml")]


def test_a_text_of_more_than_a_hundred_thousand_characters_is_told(tmp_path: Path) -> None:
    shop(
        tmp_path,
        **{
            "pages/a.md": "---\ntitle: A\n---\n" + "kata " * 30_000,
            "campaigns/po.yaml": PO + "about: " + "a" * 100_001,
        },
    )
    assert told(tmp_path) == [("text-too-long", "content/campaigns/po.yaml"), ("text-too-long", "content/pages/a.md")]


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    shop(tmp_path, **{"links.yaml/x.txt": "", "campaigns/po.yaml/x.txt": ""})
    assert told(tmp_path) == [
        ("file-unreadable", "content/links.yaml"),
        ("file-unreadable", "content/campaigns/po.yaml"),
    ]


def test_a_folder_named_like_the_shop_is_no_shop(tmp_path: Path) -> None:
    write(tmp_path, {"shop.yaml/x.txt": ""})
    assert ("no-shop", "content/shop.yaml") in told(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(shop(tmp_path) / "content/links.yaml")
    assert told(tmp_path) == [("file-unreadable", "content/links.yaml")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (shop(tmp_path, **{"links.yaml": "x"}) / "content/links.yaml").chmod(0)
    assert told(tmp_path) == [("file-unreadable", "content/links.yaml")]


def test_links_that_lead_in_circles_or_out_of_the_shop_are_told(tmp_path: Path) -> None:
    root = shop(tmp_path / "shop")
    secret = tmp_path / "secret.yaml"
    secret.write_text("title: x\n")
    try:
        (root / "content/campaigns").symlink_to(root / "content", target_is_directory=True)
        (root / "content/links.yaml").symlink_to(secret)
        (root / "content/defaults.yaml").symlink_to(root / "content/defaults.yaml")
    except OSError:
        pytest.skip("this system lets nobody make links")

    assert sorted(told(root)) == [
        ("file-linked", "content/campaigns"),
        ("file-linked", "content/links.yaml"),
        ("file-unreadable", "content/defaults.yaml"),
    ]


@pytest.mark.parametrize(
    "name", ["PO Melati", "con", "aux", "a\nb", "a\x1b[31mb", "cafe\u0301", "café", "x" * 90, "-", "香水", "a.b"]
)
def test_every_file_name_is_an_address_or_told(name: str, tmp_path: Path) -> None:
    try:
        shop(tmp_path, **{f"campaigns/{name}.yaml": PO})
    except OSError:
        pytest.skip("this system has no such file name")

    assert [code for code, _ in told(tmp_path)] == ["file-name"]


def test_two_names_for_one_address_are_told(tmp_path: Path) -> None:
    shop(
        tmp_path,
        **{"campaigns/cafe\u0301.yaml": PO, "campaigns/caf\u00e9.yaml": PO, "campaigns/cafe/campaign.yaml": PO},
    )
    assert sorted(code for code, _ in told(tmp_path)) == ["campaign-twice"] * 2 + ["file-name"] * 2


def test_a_name_that_no_encoding_has_is_told(tmp_path: Path) -> None:
    shop(tmp_path)
    (tmp_path / "content/campaigns").mkdir()
    try:
        Path(os.fsdecode(bytes(tmp_path / "content/campaigns") + b"/\xff.yaml")).write_text(PO)
    except (OSError, UnicodeError):
        pytest.skip("this system has no such file name")
    assert [code for code, _ in told(tmp_path)] == ["file-name"]


def test_no_folder_at_all_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "nothing") == [("no-shop", "content/shop.yaml")]


@pytest.mark.parametrize("version", ["2", "99999999999999999999", "²", "1.0", "satu", "-1"])
def test_a_format_that_is_not_ours(version: str, tmp_path: Path) -> None:
    write(tmp_path, {"shop.yaml": f"format: {version}\n{SHOP}"})
    assert [code for code, _ in told(tmp_path)] in (["newer-format"], ["count"])


# Whatever a seller does to a file

DEMO = (ROOT / "content", ROOT / "tests/shops/keramik/content")
FILES = [
    (top, file.relative_to(top)) for top in DEMO for file in sorted(top.rglob("*")) if file.suffix in (".yaml", ".md")
]
PIECES = [
    '"', "'", "{", "}", "[", "]", ":", ": ", " #", " #7", "#", "\t", "- ", "-", "&", "*", "!", "|", ">", "%", "@", "`",
    "\n", "  ", " ", "\u00a0", "\ufeff", "\u2028", "é", "🎉", "\x00", "\x1b", "\r", "---\n", "...\n", "? ", "<<: ",
    "\\", "kunci: ", "x:y", "1.5", "no", ", ", "|\n", "\u200b", "e\u0301", '"\n', ";",
]  # fmt: skip


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Path, Path], Path]:
    """For each file a shop that has only this one beside its shop and its pictures' names, to be broken in place."""
    found = {}
    for number, (top, name) in enumerate(FILES):
        root = tmp_path_factory.mktemp(f"shop-{number}")
        for file in top.rglob("*"):
            target = root / "content" / file.relative_to(top)
            if file.relative_to(top) in (name, Path("shop.yaml"), Path("defaults.yaml")):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, target)
            elif file.is_file() and file.suffix not in (".yaml", ".md", ".csv"):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.touch()
        found[top, name] = root
    return found


@st.composite
def broken(draw: st.DrawFn) -> tuple[Path, Path, str]:
    """A file of a sample shop after a few slips: something deleted, typed, doubled or moved."""
    top, file = draw(st.sampled_from(FILES))
    text = (top / file).read_text("utf-8")
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        number = draw(st.integers(0, len(lines) - 1))
        column = draw(st.integers(0, len(lines[number])))
        what = draw(st.sampled_from(("type", "delete", "drop", "double", "indent", "outdent")))
        if what == "type":
            lines[number] = lines[number][:column] + draw(st.sampled_from(PIECES)) + lines[number][column:]
        elif what == "delete":
            lines[number] = lines[number][:column] + lines[number][column + draw(st.integers(1, 8)) :]
        elif what == "drop":
            del lines[number]
        elif what == "double":
            lines.insert(draw(st.integers(0, len(lines))), lines[number])
        elif what == "indent":
            lines[number] = draw(st.sampled_from((" ", "  ", "\t", "- "))) + lines[number]
        else:
            lines[number] = lines[number].lstrip()
        text = "\n".join(lines) or "\n"
    return top, file, text


def as_lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


@given(broken())
@settings(max_examples=60)
def test_no_slip_makes_reading_fail_and_each_is_told_where_it_is(
    copies: dict[tuple[Path, Path], Path], slip: tuple[Path, Path, str]
) -> None:
    top, name, text = slip
    root = copies[top, name]
    file = root / "content" / name
    before = file.read_bytes()
    try:
        file.write_bytes(text.encode())
        problems = load_site(root).problems
        for found in problems:
            mark = found.mark
            assert mark is not None
            written = root / mark.file
            lines = as_lines(written.read_text("utf-8")) if written.is_file() else [""]
            assert 1 <= mark.line <= len(lines), found
            assert 1 <= mark.column <= len(lines[mark.line - 1]) + 1, found
            assert mark.column - 1 + mark.length <= len(mark.text) + 1, found
            if found.better and mark.file == f"content/{name.as_posix()}":
                lines[mark.line - 1] = found.better
                file.write_bytes("\n".join(lines).encode())
                left = {(each.kind, each.mark, each.parameters) for each in load_site(root).problems}
                assert (found.kind, mark, found.parameters) not in left, (found, mark.text)
                file.write_bytes(text.encode())
    finally:
        file.write_bytes(before)


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_no_bytes_make_reading_fail(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    root = shop(
        tmp_path_factory.mktemp("bytes"), **{"campaigns/po.yaml": raw, "campaigns/t.csv": raw, "pages/a.md": raw}
    )
    write(root, {"campaigns/q.yaml": PO + "items: t.csv\n", "links.yaml": b"---\n" + raw})
    assert load_site(root).site


def test_a_file_is_opened_again_only_when_it_changed(tmp_path: Path) -> None:
    write(tmp_path, {"shop.yaml": SHOP, "links.yaml": "links: []\n"})
    memory, shop = Memory(), tmp_path / "content/shop.yaml"
    sites = [load_site(tmp_path, memory).site, load_site(tmp_path, memory).site]
    assert sites[0] == sites[1]
    assert memory.made["file"] == 2

    before = shop.stat()
    shop.write_text(SHOP.replace("Coba", "Baru"), "utf-8")  # as long as it was, and as old as it was
    os.utime(shop, ns=(before.st_atime_ns, before.st_mtime_ns))
    if (after := shop.stat()).st_ctime_ns == before.st_ctime_ns:  # Windows knows no time of change
        pytest.skip("this system does not say when a file changed")
    assert after.st_size == before.st_size
    again = load_site(tmp_path, memory).site
    assert again
    assert again.shop.name == plain("Toko Baru")
    assert memory.made["file"] == 3


def test_what_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    write(tmp_path, {"shop.yaml": SHOP})
    memory, links = Memory(), tmp_path / "content/links.yaml"
    links.mkdir()
    assert [each.code for each in load_site(tmp_path, memory).problems] == ["file-unreadable"]
    links.rmdir()
    links.write_text("links: []\n", "utf-8")
    assert not load_site(tmp_path, memory).problems
