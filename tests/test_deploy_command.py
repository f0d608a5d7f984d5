"""`etalase deploy` as sellers and scripts meet it: what it refuses, shows, asks, sends and looks at."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import zxingcpp
from deploykit import ENVIRONMENT, contents
from PIL import Image
from problemkit import LANGUAGES
from shopkit import write_shop

from generator.cli import run
from generator.cli.deploy import HOSTS
from generator.cli.session import World
from generator.deploy import live, patience
from generator.deploy.failures import LIVE_OTHER
from generator.deploy.live import look
from generator.deploy.stopping import STOPPING, stopping
from generator.media.qr import qr_lines
from generator.page.present.facts import Fact
from generator.plan import Output
from generator.problems import problem
from generator.report.deployment import change_lines
from generator.shop.model.deploy import HOSTS as HOSTS_OF_SHOPS
from generator.shop.rules import ALL_KINDS

NOW = datetime(2026, 12, 12, 5, tzinfo=UTC)
SHOP = """
name: Rumah Melati
contact:
  whatsapp: 0813-8812-3470
deploy:
  folder: ../situs
"""
PO = """
title: Parfum Melati
opens: 2026-12-09 09:00
closes: 2026-12-20 23:59
ships: 2026-12-21 to 2026-12-28
items:
  - name: 30 ml
    price: 150.000
    quota: 60
"""


@pytest.fixture
def shop(tmp_path: Path, pictures: Path) -> Path:
    root = tmp_path / "toko"
    (root / ".etalase").mkdir(parents=True)
    (root / ".etalase/cache").symlink_to(pictures)
    return write_shop(root, shop=SHOP, melati=PO)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What is typed when asked; `asked` collects the questions."""

    def give(*texts: str, asked: list[str] | None = None) -> None:
        waiting = iter(texts)

        def prompt(question: str, **_: object) -> str:
            if asked is not None:
                asked.append(question)
            return next(waiting)

        monkeypatch.setattr("click.prompt", prompt)

    return give


def etalase(root: Path, *arguments: str, interactive: bool = False, at: datetime = NOW, **environment: str) -> int:
    world = World(ENVIRONMENT | environment, "etalase", interactive, lambda: at, lambda: 0.0)
    return run(("deploy", "--root", str(root), *arguments), world)


def edit(root: Path, file: str, *changes: tuple[str, str]) -> None:
    path = root / "content" / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_site_goes_where_the_shop_says(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase(shop, "--yes") == 0

    assert (shop.parent / "situs/po/melati/index.html").is_file()
    assert not (shop / "output").exists()
    said = capsys.readouterr()
    assert "Di sana belum ada apa pun dari toko ini." in said.out
    assert said.err == ""

    assert etalase(shop, "--yes") == 0
    assert "sudah terbaru" in capsys.readouterr().out


def test_what_changes_for_buyers_is_shown_before_the_question(
    shop: Path, answers: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert etalase(shop, "--yes") == 0
    page = shop.parent / "situs/po/melati/index.html"
    before = page.read_bytes()
    edit(shop, "campaigns/melati.yaml", ("150.000", "165.000"), ("2026-12-20 23:59", "2026-12-22 21:00"))
    edit(shop, "campaigns/melati.yaml", ("2026-12-21 to", "2026-12-23 to"))
    capsys.readouterr()
    asked: list[str] = []
    answers("n", asked=asked)

    assert etalase(shop, interactive=True) == 1

    out = capsys.readouterr().out
    assert asked == ["Pasang sekarang? (y/n)"]
    assert page.read_bytes() == before
    lines = [line.strip() for line in out.splitlines()]
    at = lines.index("Parfum Melati")
    assert lines[at + 1] == "harga 30 ml: Rp150.000 → Rp165.000"
    assert re.fullmatch(r"PO tutup: .*20 Des.* → .*22 Des 2026, 21\.00 WIB", lines[at + 2])
    assert "Tidak ada yang dipasang." in out

    answers("ya")
    assert etalase(shop, interactive=True) == 0
    assert "165.000" in page.read_text(encoding="utf-8")


def test_one_price_changed_sends_only_the_pages_that_show_it(shop: Path) -> None:
    write_shop(shop, shop=(shop / "content/shop.yaml").read_text(), mawar=PO.replace("Melati", "Mawar"))
    assert etalase(shop, "--yes") == 0
    folder = shop.parent / "situs"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    edit(shop, "campaigns/melati.yaml", ("150.000", "165.000"))

    assert etalase(shop, "--yes") == 0

    changed = {path.relative_to(folder).as_posix() for path, content in before.items() if path.read_bytes() != content}
    assert "po/melati/index.html" in changed
    assert "po/mawar/index.html" not in changed
    shows = {path for path in changed if "165.000" in (folder / path).read_text(encoding="utf-8")}
    assert changed - shows <= {".etalase.json", "atom.xml"}


def test_a_dry_run_sends_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase(shop, "--dry-run") == 0

    assert not (shop.parent / "situs").exists()
    assert "+ index.html" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("--at", "2026-12-25"), ("--at=2026-12-25", "--yes")])
def test_a_site_of_another_moment_is_refused(
    shop: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert etalase(shop, *arguments) == 2

    assert not (shop.parent / "situs").exists()
    assert "--at" in capsys.readouterr().err


def test_only_the_clock_says_what_now_is(shop: Path) -> None:
    assert etalase(shop, "--yes") == 0
    first = (shop.parent / "situs/index.html").read_bytes()

    assert etalase(shop, "--yes", SOURCE_DATE_EPOCH="1893456000") == 0
    assert (shop.parent / "situs/index.html").read_bytes() == first


def test_an_error_leaves_the_live_site(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase(shop, "--yes") == 0
    edit(shop, "campaigns/melati.yaml", ("2026-12-20 23:59", "2026-12-01"))

    assert etalase(shop, "--yes") == 1

    assert "situs yang tayang tetap seperti semula" in capsys.readouterr().err


def test_what_costs_money_stops_whatever_is_answered(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(shop, "campaigns/melati.yaml", ("2026-12-21 to 2026-12-28", "2026-12-15 to 2026-12-28"))

    assert etalase(shop, "--yes") == 1

    assert "[ships-early]" in capsys.readouterr().err
    assert not (shop.parent / "situs").exists()


def test_other_warnings_are_shown_and_asked_about_once(
    shop: Path, answers: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(shop, "campaigns/melati.yaml", ("items:", "taken:\n  A1: 3\nitems:"), ("price:", "code: A1\n    price:"))
    asked: list[str] = []
    answers("ya", asked=asked)

    assert etalase(shop, interactive=True) == 0

    assert asked == ["Tetap pasang? (y/n)"]
    assert "[counted-missing]" in capsys.readouterr().err


def test_where_nobody_can_answer_nothing_is_sent(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert etalase(shop) == 2

    assert not (shop.parent / "situs").exists()
    assert "--yes" in capsys.readouterr().err


def test_a_demo_is_not_published_as_a_shop(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(shop, "shop.yaml", ("0813-8812-3470", "0812-345-678"))

    assert etalase(shop, "--yes") == 1
    assert "[deploy-demo]" in capsys.readouterr().err
    assert etalase(shop, "--yes", "--demo") == 0


def test_of_several_hosts_one_must_be_named(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert HOSTS == HOSTS_OF_SHOPS
    edit(shop, "shop.yaml", ("  folder: ../situs", "  folder: ../situs\n  zip: toko.zip"))

    assert etalase(shop, "--yes") == 1
    assert "zip, folder" in capsys.readouterr().err
    assert etalase(shop, "zip", "--yes") == 0
    assert (shop / "toko.zip").is_file()
    assert "toko.zip ke halaman hosting-mu" in capsys.readouterr().out


def test_a_shop_without_a_host_is_shown_the_lines(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(shop, "shop.yaml", ("deploy:\n  folder: ../situs\n", ""))

    assert etalase(shop, "--yes") == 1
    assert "[deploy-missing]" in capsys.readouterr().err


def test_keys_come_from_the_environment_and_are_never_shown(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(shop, "shop.yaml", ("  folder: ../situs", "  s3:\n    bucket: toko\n    endpoint: http://127.0.0.1:9"))
    monkeypatch.setattr(patience, "PAUSES_S", ())

    assert etalase(shop, "--yes", AWS_SECRET_ACCESS_KEY="") == 1
    assert "AWS_SECRET_ACCESS_KEY" in capsys.readouterr().err

    assert etalase(shop, "--yes") == 1
    said = capsys.readouterr()
    assert "[deploy-unreachable]" in said.err
    assert ENVIRONMENT["AWS_SECRET_ACCESS_KEY"] not in said.err + said.out


SECRETS = {
    "password": "  folder: ../situs\n  password: kucing-ompong-123",
    "misspelt": "  folder: ../situs\n  paswordku: kucing-ompong-123",
    "inside": "  s3:\n    bucket: toko\n    secret_access_key: kucing-ompong-123",
    "address": "  git: https://melati:kucing-ompong-123@github.com/melati/toko.git",
    "token": "  git:\n    repository: https://ghp_kucingompong1234567890abcdefgh@github.com/melati/toko.git",
}


@pytest.mark.parametrize("lines", SECRETS.values(), ids=SECRETS)
def test_a_secret_in_the_file_is_refused_and_not_repeated(
    shop: Path, lines: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(shop, "shop.yaml", ("  folder: ../situs", lines))

    assert etalase(shop, "--yes") == 1

    said = capsys.readouterr()
    assert "content/shop.yaml:" in said.err
    assert "ompong" not in said.err + said.out


# A folder that a build server carries on


def test_a_build_server_gets_the_site_in_a_folder_and_nobody_looks_yet(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(shop, "shop.yaml", ("deploy:\n  folder: ../situs\n", "url: https://rumahmelati.com/\n"))
    monkeypatch.setattr(live, "fetch_page", lambda _: pytest.fail("nothing is live yet"))
    output = tmp_path / "outputs"
    there = {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(output)}

    assert etalase(shop, "--yes", "--into", str(tmp_path / "_site"), **there) == 0

    assert (tmp_path / "_site/po/melati/index.html").is_file()
    closes = datetime(2026, 12, 20, 17, tzinfo=UTC).timestamp()
    assert NOW.timestamp() < int(output.read_text().removeprefix("next=")) <= closes
    assert "Perubahan berikutnya:" in capsys.readouterr().out
    assert etalase(shop, "zip", "--yes", "--into", str(tmp_path / "_site")) == 2


def test_what_costs_money_stops_a_build_server_too(shop: Path, tmp_path: Path) -> None:
    edit(shop, "campaigns/melati.yaml", ("2026-12-21 to 2026-12-28", "2026-12-15 to 2026-12-28"))
    summary = tmp_path / "summary.md"
    there = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}

    assert etalase(shop, "--yes", "--into", str(tmp_path / "_site"), **there) == 1

    assert not (tmp_path / "_site").exists()
    assert "2026-12-15" in summary.read_text("utf-8")


# Looking at what anyone gets


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a folder on a server of its own."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", folder
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


PAGES = (Output("index.html", b"toko"), Output("po/melati/index.html", b"melati"), Output("po/x/index.html", b"x"))


def test_pages_are_fetched_back_and_compared(served: tuple[str, Path]) -> None:
    address, folder = served
    for path, content in contents(PAGES[:2]).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content if path == "index.html" else b"yang lama")
    waited: list[float] = []

    seen = look(address, PAGES, live.fetch_page, pause=waited.append)

    assert seen.same == (address,)
    assert seen.other == (f"{address}po/melati/",)
    assert seen.silent == ((f"{address}po/x/", "HTTP 404"),)
    assert waited == list(live.PAUSES_S)


def test_a_page_that_comes_late_is_seen(served: tuple[str, Path]) -> None:
    address, folder = served
    (folder / "index.html").write_bytes(b"yang lama")

    seen = look(address, PAGES[:1], live.fetch_page, pause=lambda _s: (folder / "index.html").write_bytes(b"toko"))

    assert (seen.same, seen.other, seen.silent) == ((address,), (), ())


def test_after_a_deployment_the_live_pages_are_looked_at(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(shop, "shop.yaml", ("deploy:", "url: https://rumahmelati.com/\ndeploy:"))
    monkeypatch.setattr(live, "PAUSES_S", ())
    folder = shop.parent / "situs"

    def fetch(address: str) -> bytes:
        path = address.removeprefix("https://rumahmelati.com/")
        return (folder / path / "index.html").read_bytes() if path else b"halaman lama"

    monkeypatch.setattr(live, "fetch_page", fetch)

    assert etalase(shop, "--yes") == 0

    said = capsys.readouterr()
    assert f"[{LIVE_OTHER.code}]" in said.err
    assert "https://rumahmelati.com/ " in said.err
    assert "halaman tampil persis seperti yang dikirim" in said.out
    assert said.out.rstrip().endswith("Alamatnya: https://rumahmelati.com/")


# Words


def fact(sort: str, text: str, *, slug: str = "melati", about: str = "Parfum Melati", name: str = "30 ml") -> Fact:
    return Fact((sort, slug, name if sort == "price" else ""), about, name, text, text)


def test_the_changes_are_told_po_by_po_what_matters_first() -> None:
    old = (
        fact("account", "0123 RANI", slug="", about="", name="BCA"), fact("po", "melati"), fact("price", "Rp150.000"),
        fact("closes", "20 Des"), fact("po", "mawar", slug="mawar", about="Mawar"),
    )  # fmt: skip
    new = (
        fact("account", "0456 RANI", slug="", about="", name="BCA"), fact("po", "melati"), fact("closes", "22 Des"),
        fact("price", "Rp165.000"), fact("price", "Rp65.000", name="10 ml"),
        fact("po", "kenanga", slug="kenanga", about="Kenanga"), fact("opens", "1 Jan", slug="kenanga", about="Kenanga"),
    )  # fmt: skip

    assert change_lines(old, new, LANGUAGES["id"]) == [
        "rekening BCA: 0123 RANI → 0456 RANI",
        "Parfum Melati",
        "  harga 30 ml: Rp150.000 → Rp165.000",
        "  harga 10 ml: Rp65.000 (baru)",
        "  PO tutup: 20 Des → 22 Des",
        "Kenanga (baru)",
        "  PO buka: 1 Jan",
        "Mawar (tidak ada lagi)",
    ]
    assert change_lines(new, new, LANGUAGES["en"]) == []


def test_what_stops_is_what_the_docs_say() -> None:
    docs = (Path(__file__).parent.parent / "docs" / "hosting.md").read_text(encoding="utf-8")
    kinds = [kind for kinds in STOPPING.values() for kind in kinds]

    assert {kind.code for kind in kinds} <= {kind.code for kind in ALL_KINDS}
    assert [kind.code for kind in kinds if f"`{kind.code}`" not in docs] == []
    assert [each.code for each in stopping([problem(kinds[0]), problem(LIVE_OTHER)])] == [kinds[0].code]


def test_a_code_for_the_terminal_leads_to_the_shop() -> None:
    lines = qr_lines("https://rumahmelati.com/")
    rows = [[255 * (sign in signs) for sign in line] for line in lines for signs in ("█▀", "█▄")]
    drawn = Image.new("L", (len(rows[0]), len(rows)))
    drawn.putdata([light for row in rows for light in row])

    read = zxingcpp.read_barcodes(drawn.resize((8 * drawn.width, 8 * drawn.height), Image.Resampling.NEAREST))

    assert [found.text for found in read] == ["https://rumahmelati.com/"]
