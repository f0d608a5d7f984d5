"""`check --online`: every link that leaves a shop, asked politely, against servers on this computer."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from shopkit import write_shop

from generator.outside import check_links
from generator.outside.asking import Answer, Found, ask
from generator.outside.client import is_public
from generator.outside.outgoing import outgoing
from generator.outside.round import AT_ONE_HOST, ask_all
from generator.problems import Problem, Severity
from generator.source.load import load_site

NOW = datetime.fromisoformat("2026-12-12T05:00:00+00:00")


class Handler(BaseHTTPRequestHandler):
    """How the server answers: its path says. Who asks may ask the next at once, so counting ends before the answer."""

    host: Host

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        host, name = self.host, self.path.strip("/").partition("/")[0]
        with host.lock:
            host.seen.append((self.command, self.path))
            host.under_way += 1
            host.most = max(host.most, host.under_way)
            tries = host.seen.count((self.command, self.path))
        time.sleep(0.05 if name == "wait" else 0)
        if name == "slow":
            host.over.wait(60)
        with host.lock:
            host.under_way -= 1
        with suppress(OSError):
            if name == "drip":
                self.drip()
            elif name == "flood" and self.command == "GET":
                self.flood()
            else:
                self.short(name, tries)

    def short(self, name: str, tries: int) -> None:
        code = {"gone": 404, "shut": 403, "busy": 429, "broken": 500}.get(name, 200)
        if name in ("get-only", "flood") and self.command == "HEAD":
            code = 405
        if name == "recovers" and tries == 1:
            code = 502
        targets = {"moved": "/fine", "round": "/round", "ftp": "ftp://127.0.0.1/x"}
        self.send_response(301 if name in targets else code)
        if name in targets:
            self.send_header("Location", targets[name])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self) -> None:
        """An answer a byte at a time, in far more time than anyone was given."""
        for byte in b"HTTP/1.0 200 OK\r\nX: " + b"x" * 40 + b"\r\n\r\n":
            self.wfile.write(bytes([byte]))
            if self.host.over.wait(0.1):
                return

    def flood(self) -> None:
        """A redirect with a body that has no end."""
        self.send_response(301)
        self.send_header("Location", "/fine")
        self.end_headers()
        while not self.host.over.is_set():
            self.wfile.write(b"x" * (1 << 16))

    def log_message(self, *_: object) -> None:
        pass


class Host:
    """A server on loopback. `seen` are the requests, in order, `most` how many were under way at once."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.under_way = self.most = 0
        self.over, self.lock = threading.Event(), threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"host": self}))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host()
    yield made
    made.close()


def anyone(_: str) -> bool:
    return True


def asked(link: str) -> Found:
    # Only who is slow on purpose may run out of time, however busy this machine is.
    return ask(link, allowed=anyone, timeout_s=1 if "/slow" in link or "/drip" in link else 20, retry_after_s=0)


@pytest.mark.parametrize(
    ("path", "wanted", "requests"),
    [
        ("/fine", Found(Answer.FINE), [("HEAD", "/fine")]),
        ("/get-only", Found(Answer.FINE), [("HEAD", "/get-only"), ("GET", "/get-only")]),
        ("/gone", Found(Answer.GONE, "404"), [("HEAD", "/gone"), ("GET", "/gone")]),
        ("/shut", Found(Answer.SHUT, "403"), [("HEAD", "/shut"), ("GET", "/shut")]),
        ("/broken", Found(Answer.BROKEN, "500"), [("HEAD", "/broken"), ("GET", "/broken")] * 2),
        ("/slow", Found(Answer.SILENT, "timed out"), [("HEAD", "/slow"), ("GET", "/slow")] * 2),
        ("/drip", Found(Answer.SILENT, "timed out"), [("HEAD", "/drip"), ("GET", "/drip")] * 2),
        ("/busy", Found(Answer.SHUT, "429"), [("HEAD", "/busy"), ("GET", "/busy")]),
        ("/fine?a=b#c", Found(Answer.FINE), [("HEAD", "/fine?a=b")]),
    ],
)
def test_an_address_is_asked_for_its_head_then_whole_and_once_more_after_a_fault(
    path: str, wanted: Found, requests: list[tuple[str, str]], host: Host
) -> None:
    assert asked(host.address + path) == wanted
    assert host.seen == requests


def test_a_redirect_is_followed(host: Host) -> None:
    assert asked(f"{host.address}/moved") == Found(Answer.FINE)
    assert [path for _, path in host.seen] == ["/moved", "/fine"]


def test_a_passing_fault_is_forgiven_after_a_pause(host: Host) -> None:
    pauses: list[float] = []
    found = ask(f"{host.address}/recovers", allowed=anyone, timeout_s=20, retry_after_s=2, sleep=pauses.append)
    assert found.answer is Answer.FINE
    assert host.seen[:2] == [("HEAD", "/recovers"), ("GET", "/recovers")]
    assert pauses in ([], [2])


@pytest.mark.parametrize(
    ("path", "wanted"),
    [("/round", Found(Answer.BROKEN, "301")), ("/ftp", Found(Answer.SILENT, "redirected out of the web"))],
)
def test_redirects_that_never_end_or_leave_the_web_are_no_answer(path: str, wanted: Found, host: Host) -> None:
    assert asked(host.address + path) == wanted


def test_a_redirect_without_an_end_is_followed_all_the_same(host: Host) -> None:
    assert asked(f"{host.address}/flood") == Found(Answer.FINE)
    assert host.seen == [("HEAD", "/flood"), ("GET", "/flood"), ("GET", "/fine")]


@pytest.mark.parametrize(
    ("link", "why"), [("http://127.0.0.1:9/", "refused"), (f"http://{'a' * 64}.example/", "no such host")]
)
def test_nobody_there_is_said_in_a_word(link: str, why: str) -> None:
    assert asked(link) == Found(Answer.SILENT, why)


def test_a_host_is_asked_at_its_next_address_where_one_refuses(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(name: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        addresses = ("::1", "127.0.0.1") if name == "two.example" else (name,)
        return [
            (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port))
            for each in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    assert asked(f"http://two.example:{host.server.server_port}/fine") == Found(Answer.FINE)
    assert host.seen == [("HEAD", "/fine")]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
     "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1"],
)  # fmt: skip
def test_addresses_at_home_are_not_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111"])
def test_others_are(address: str) -> None:
    assert is_public(address)


def test_what_leads_home_is_refused_before_a_byte_is_sent_also_by_name_and_by_redirect(host: Host) -> None:
    port = host.server.server_port
    assert ask(f"{host.address}/fine", retry_after_s=0) == Found(Answer.HOME)
    assert ask(f"http://localhost:{port}/fine", retry_after_s=0) == Found(Answer.HOME)
    assert host.seen == []
    first: list[str] = []

    def once(address: str) -> bool:
        first.append(address)
        return len(first) == 1

    assert ask(f"{host.address}/moved", allowed=once, retry_after_s=0) == Found(Answer.HOME)
    assert host.seen == [("HEAD", "/moved")]


def test_many_are_asked_side_by_side_and_few_of_one_host(host: Host, tmp_path: Path) -> None:
    links = [f"{host.address}/wait/{number}" for number in range(12)]
    steps: list[tuple[int, int]] = []
    answers = ask_all(
        [*links, *links], asked, memory=tmp_path / "m.json", now=NOW, step=lambda *step: steps.append(step)
    )
    assert {found.answer for found in answers.values()} == {Answer.FINE}
    assert Counter(host.seen) == Counter(("HEAD", f"/wait/{number}") for number in range(12)), "each once"
    assert 1 < host.most <= AT_ONE_HOST
    assert steps == [(number, 12) for number in range(1, 13)]


def test_it_comes_back_to_a_host_as_late_as_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.outside.round.AT_ONCE", 1)
    order: list[str] = []

    def note(link: str) -> Found:
        order.append(link.removeprefix("https://"))
        return Found(Answer.FINE)

    links = [f"https://{each}" for each in ("a.example/1", "a.example/2", "a.example/3", "b.example/1", "b.example/2")]
    ask_all(links, note, memory=tmp_path / "m.json", now=NOW)
    assert order == ["a.example/1", "b.example/1", "a.example/2", "b.example/2", "a.example/3"]


def test_good_answers_are_kept_for_a_day_and_bad_ones_asked_again(host: Host, tmp_path: Path) -> None:
    links = [f"{host.address}/fine", f"{host.address}/gone", f"{host.address}/shut"]

    def go(now: datetime) -> int:
        before = len(host.seen)
        ask_all(links, asked, memory=tmp_path / "sub/m.json", now=now)
        return len(host.seen) - before

    assert go(NOW) == 5
    assert go(NOW + timedelta(hours=23)) == 2
    assert go(NOW + timedelta(hours=24)) == 5
    (tmp_path / "sub/m.json").write_text("{broken")
    assert go(NOW) == 5
    (tmp_path / "sub/m.json").write_text(json.dumps({links[0]: {"answer": "?", "detail": "", "at": "now"}}))
    assert go(NOW) == 5


# Which links, and how a seller hears of them

SHOP = """\
name: Toko Coba
url: https://tokocoba.example/
about: |
  Baca [di sini](https://a.example/teks).
contact:
  whatsapp: 0812-345-678
identity:
  owner: Melati
  registrations:
    - kind: nib
      number: "123"
      check: https://a.example/nib
"""
LINKS = """\
links:
  - title: Blog
    url: https://a.example/blog
  - title: Chat
    url: https://wa.me/62812345678
  - title: PO
    url: /po/
  - title: Lagi
    url: https://a.example/blog
socials:
  - brand: instagram
    handle: toko..coba
"""
PO = "title: Melati\nprice: 150.000\nshopee: https://shopee.co.id/melati\n"


def test_every_link_that_leaves_is_found_with_its_place(tmp_path: Path) -> None:
    site = load_site(write_shop(tmp_path, shop=SHOP, links=LINKS, melati=PO)).site
    assert site
    assert {(".".join(map(str, path)), link) for path, link in outgoing(site)} == {
        ("shop.about", "https://a.example/teks"),
        ("shop.identity.registrations.0.check", "https://a.example/nib"),
        ("links.links.0.url", "https://a.example/blog"),
        ("links.links.3.url", "https://a.example/blog"),
        ("links.socials.0.handle", "https://www.instagram.com/toko..coba"),
        ("campaigns.melati.items.0.shopee.url", "https://shopee.co.id/melati"),
    }


TEXT = """\
name: Toko Coba
url: https://tokocoba.example/
contact:
  whatsapp: 0812-345-678
about: |
  Baca [di sini](https://a.example/wiki/Melati_(bunga)), [itu](https://a.example/?a=1&b=2), juga https://a.example/c.
  Bukan `https://kode.example/`, bukan [halaman kami](/po/), bukan https://tokocoba.example/po/melati/,
  dan bukan [surat](mailto:halo@a.example).
cover:
  file: toko.jpg
  video: https://video.example/1
"""


def test_links_of_a_text_are_those_of_its_page_and_a_photo_has_its_video(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=TEXT)
    (root / "content/images").mkdir()
    (root / "content/images/toko.jpg").write_bytes(b"")
    site = load_site(root).site
    assert site
    assert {(".".join(map(str, path)), link) for path, link in outgoing(site)} == {
        ("shop.about", "https://a.example/wiki/Melati_(bunga)"),
        ("shop.about", "https://a.example/?a=1&b=2"),
        ("shop.about", "https://a.example/c"),
        ("shop.cover.video", "https://video.example/1"),
    }


@pytest.mark.parametrize(
    ("link", "times"),
    [
        ("https://u.example/toko", 0),
        ("http://u.example/toko/po/?a=b", 0),
        ("https://u.example/toko-lain/", 1),
        ("https://u.example/", 1),
    ],
)
def test_what_leads_into_the_shop_itself_is_not_asked(link: str, times: int, tmp_path: Path) -> None:
    shop = "name: Toko Coba\nurl: https://u.example/toko/\ncontact:\n  whatsapp: 0812-345-678\n"
    site = load_site(write_shop(tmp_path, shop=shop, links=f"links:\n  - title: A\n    url: {link}\n")).site
    assert site
    assert [found for _, found in outgoing(site)] == [link] * times


def problems(root: Path, host: Host) -> tuple[tuple[Problem, ...], int, int]:
    return check_links(load_site(root), cache=root / ".etalase/cache", now=NOW, allowed=anyone, sleep=lambda _: None)


def test_a_seller_hears_of_each_at_its_line(tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    links = "links:\n" + "".join(
        f"  - title: {name}\n    url: https://{name}.example/\n" for name in ("fine", "gone", "shut", "broken")
    )
    answers: dict[str, Callable[[], Found]] = {
        f"https://{name}.example/": lambda name=name: asked(f"{host.address}/{name}")  # type: ignore[misc]
        for name in ("fine", "gone", "shut", "broken")
    }
    monkeypatch.setattr("generator.outside.ask", lambda link, **_: answers[link]())
    found, count, shut = problems(write_shop(tmp_path, links=links), host)
    assert (count, shut) == (4, 1)
    marks = [each.mark for each in found if each.mark]
    assert [(each.code, each.severity) for each in found] == [
        ("link-gone", Severity.WARNING),
        ("link-fault", Severity.HINT),
    ]
    assert [(mark.file, mark.line, mark.column) for mark in marks] == [
        ("content/links.yaml", 5, 10),
        ("content/links.yaml", 9, 10),
    ]


def test_a_shop_can_ignore_one(tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.outside.ask", lambda *_, **__: Found(Answer.GONE, "404"))
    root = write_shop(tmp_path, shop=SHOP + "ignore: link-gone\n", links=LINKS)
    assert problems(root, host)[0] == ()


def test_links_of_a_real_shop_lead_nowhere_near_this_computer(tmp_path: Path, host: Host) -> None:
    root = write_shop(tmp_path, links="links:\n  - title: Rumah\n    url: http://router.home/\n")

    found, _, _ = check_links(
        load_site(root), cache=tmp_path / "c", now=NOW, allowed=lambda _: False, sleep=lambda _: None
    )
    assert {each.code for each in found} <= {"link-home", "link-silent"}
    assert host.seen == []
