"""The preview answers this computer, under its own names, from memory; raw requests, real sockets."""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any, Self

import pytest
from previewkit import NOW, Answered, Running, Stand, running
from shopkit import built, write_shop

from generator.build import Draft
from generator.page.catalogue import Catalogue
from generator.preview.guard import Caller, Guard, Verdict, own_hosts
from generator.preview.policy import hash_source
from generator.preview.scripts import frames_script, page_script
from generator.preview.server import lan_address, make_app, open_socket
from generator.preview.shown import Shown
from generator.problems import Kind, ProblemsFound, problem

SHOP = """
    name: Toko Coba
    url: https://toko.example/
    contact:
      whatsapp: 0812-345-678
"""
MELATI = """
    title: Parfum Melati
    price: 150.000
    opens: 2026-12-09 09:00
    closes: 2026-12-20 23:59
    ships: 2026-12-23 to 2026-12-28
"""
TOKEN = "a-secret-that-nobody-guesses"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shop(tmp_path_factory.mktemp("toko"), shop=SHOP, melati=MELATI)


@pytest.fixture(scope="module")
def source(root: Path) -> Stand:
    stand = Stand()
    stand.build(root)
    return stand


@pytest.fixture(scope="module")
def preview(source: Stand, root: Path) -> Iterator[Running]:
    with running(source, root) as started:
        yield started


# What is answered


def test_addresses_lead_to_pages_and_files_of_the_newest_draft(preview: Running) -> None:
    for target, part in (
        ("/", "Toko Coba"),
        ("/index.html", "Toko Coba"),
        ("/po/melati/", "Parfum Melati"),
        ("/po/melati/index.html", "Parfum Melati"),
        ("/po/", "Parfum Melati"),
        ("/favicon.svg", "<svg"),
        ("/po/melati/tutup.ics", "BEGIN:VCALENDAR"),
        ("/kontak.vcf", "BEGIN:VCARD"),
        ("/site.webmanifest", '"start_url"'),
    ):
        answer = preview.ask(target)
        assert answer.status == 200, target
        assert part in answer.text, target


def test_a_page_without_its_slash_is_redirected_with_its_parameters(preview: Running) -> None:
    answer = preview.ask("/po/melati?at=2026-12-20T23%3A58")

    assert answer.status == 307
    assert answer.headers["Location"] == "/po/melati/?at=2026-12-20T23%3A58"


def test_an_unknown_address_shows_the_shops_own_404(preview: Running, source: Stand) -> None:
    assert source.shown.draft
    answer = preview.ask("/tidak-ada/")

    assert answer.status == 404
    title = re.search(rb"<title>.*?</title>", source.shown.draft.output("404.html").content or b"")
    assert title
    assert title[0] in answer.body


def test_head_answers_as_get_does_without_a_body(preview: Running) -> None:
    get, head = preview.ask("/po/melati/"), preview.ask("/po/melati/", "HEAD")

    assert (head.status, head.headers["Content-Length"]) == (200, get.headers["Content-Length"])
    assert head.body == b""


def test_pictures_come_from_the_cache(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    root = write_shop(tmp_path, shop=SHOP, melati=MELATI + "    photos:\n      - a.png\n")
    (root / "content/images").mkdir()
    Image.new("RGB", (40, 30), "#a05030").save(root / "content/images/a.png")
    stand = Stand()
    made = stand.build(root)
    assert made
    name = next(path for path, output in {each.path: each for each in made.outputs()}.items() if output.source)

    with running(stand, root) as started:
        answer = started.ask(f"/{name}")
        source = made.output(name).source
        assert source
        assert answer.body == source.read_bytes()
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_nothing_is_kept_shared_or_guessed(preview: Running) -> None:
    for target in ("/", "/favicon.svg", "/nichts", "/__preview/", "/__preview/origin"):
        headers = preview.ask(target).headers
        assert headers["Cache-Control"] == "no-store", target
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", target
        assert headers["X-Content-Type-Options"] == "nosniff", target
        assert not [name for name in headers if name.lower().startswith("access-control")], target


# Who is answered


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", "localhost.:{port}",
        "evil.example:{port}", "0.0.0.0:{port}", "[::1]:1", "127.0.0.1:{port}@evil.example", "2130706433:{port}",
        "127.1:{port}", "",
    ],
)  # fmt: skip
def test_a_foreign_host_is_turned_away(preview: Running, host: str) -> None:
    """DNS rebinding: a page from elsewhere whose name points to this computer."""
    for target in ("/", "/po/melati/", "/__preview/", "/__preview/events?page=index.html", "/__preview/origin?text=a"):
        answer = preview.ask(target, Host=host.replace("{port}", str(preview.port)))
        assert answer.status in (400, 421), target
        assert b"Toko Coba" not in answer.body


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}"])
def test_its_own_names_are_answered(preview: Running, host: str) -> None:
    assert preview.ask("/", Host=host.replace("{port}", str(preview.port))).status == 200


def test_two_hosts_are_none(preview: Running) -> None:
    own = f"127.0.0.1:{preview.port}".encode()
    received = preview.raw(b"GET / HTTP/1.1\r\nHost: " + own + b"\r\nHost: evil.example\r\nConnection: close\r\n\r\n")

    assert received.split()[1] in (b"400", b"421")


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1", "http://localhost:1",
        "http://evil.example:{port}", "file://", "",
    ],
)  # fmt: skip
def test_a_foreign_origin_is_turned_away(preview: Running, origin: str) -> None:
    for target in ("/", "/__preview/events?page=index.html"):
        assert preview.ask(target, Origin=origin.replace("{port}", str(preview.port))).status == 403


def test_its_own_origin_is_answered(preview: Running) -> None:
    assert preview.ask("/", Origin=f"http://localhost:{preview.port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW"])
def test_only_get_and_head_are_known(preview: Running, method: str) -> None:
    for target in ("/", "/__preview/events?page=index.html"):
        answer = preview.ask(target, method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


TRAVERSALS = [
    "/../shop.yaml", "/content/shop.yaml", "/../content/shop.yaml", "/po/../../content/shop.yaml",
    "/%2e%2e/content/shop.yaml", "/%2e%2e%2fcontent%2fshop.yaml", "/..%2fcontent/shop.yaml",
    "/%252e%252e/content/shop.yaml",
    "/..%5ccontent%5cshop.yaml", "/..\\content\\shop.yaml", "/....//content/shop.yaml", "/.%00./content/shop.yaml",
    "/assets/../content/shop.yaml", "/assets/%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "//etc/passwd", "///etc/passwd",
    "/%c0%ae%c0%ae/content/shop.yaml", "/%u002e%u002e/content/shop.yaml", "/C:/Windows/win.ini", "/file:///etc/passwd",
    "/index.html%00.png", "/index.html/", "/po/melati/index.html/../../../content/shop.yaml", "/.etalase/cache",
    "/.git/config", "/~root", "/\u202e", "/%ff%fe", "/po/melati/tutup.ics/..", "/__preview/../content/shop.yaml",
    "/__preview/%2e%2e/content/shop.yaml", "/__preview/browser/controls.css", "/_headers/../content/shop.yaml",
]  # fmt: skip


def test_no_spelling_of_a_path_opens_a_file(preview: Running) -> None:
    opened = _Opened()
    own = f"127.0.0.1:{preview.port}".encode()
    preview.ask("/")  # whatever is imported or compiled at the first answer
    preview.ask("/nirgends/")
    with opened:
        for target in TRAVERSALS:
            received = preview.raw(
                b"GET " + target.encode("utf-8") + b" HTTP/1.1\r\nHost: " + own + b"\r\nConnection: close\r\n\r\n"
            )
            status = received.split(b" ", 2)[1]
            assert status in (b"400", b"404"), (target, received[:80])
            assert b"whatsapp: 0812" not in received, target
            assert b"root:" not in received, target
    assert opened.files == []


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/", "http://127.0.0.1:{port}/", "https://evil.example/po/melati/", "evil.example:443",
        "*", "file:///etc/passwd", "po/melati/", "?at=1", "@evil.example/",
    ],
)  # fmt: skip
def test_targets_that_are_no_path_are_refused(preview: Running, target: str) -> None:
    """We are nobody's proxy."""
    filled = target.replace("{port}", str(preview.port)).encode()
    own = f"127.0.0.1:{preview.port}".encode()
    opened = _Opened()
    with opened:
        received = preview.raw(b"GET " + filled + b" HTTP/1.1\r\nHost: " + own + b"\r\nConnection: close\r\n\r\n")

    assert received.split(b" ", 2)[1] == b"400"
    assert opened.files == []


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Big: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000 + b"Host: 127.0.0.1:%d\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_what_no_browser_sends_is_refused_and_the_next_is_answered(preview: Running, request_: bytes) -> None:
    with socket.create_connection(("127.0.0.1", preview.port), timeout=20) as wire:
        try:
            wire.sendall(request_.replace(b"%d", str(preview.port).encode()))
            wire.shutdown(socket.SHUT_WR)
            received = wire.recv(65_536)
        except OSError:  # cut off while it was still sending
            received = b""
    assert not received or received.split()[1] in (b"400", b"200")
    assert b"a" * 1000 not in received

    assert preview.ask("/").status == 200


class _Opened:
    """The files that are opened meanwhile, by whichever thread."""

    _watching: list[_Opened] = []
    _hooked = False

    def __init__(self) -> None:
        self.files: list[str] = []

    def __enter__(self) -> Self:
        if not _Opened._hooked:
            sys.addaudithook(_Opened._hear)
            _Opened._hooked = True
        _Opened._watching.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _Opened._watching.remove(self)

    @staticmethod
    def _hear(event: str, given: tuple[Any, ...]) -> None:
        if event in ("open", "os.listdir", "os.scandir"):
            for each in _Opened._watching:
                each.files.append(str(given[0]))


def test_the_check_itself_sees_a_file_that_is_opened(root: Path) -> None:
    opened = _Opened()
    with opened:
        (root / "content/shop.yaml").read_bytes()

    assert opened.files == [str(root / "content/shop.yaml")]


# Other devices


def judged(guard: Guard, address: str, query: str = "", cookie: str = "", host: str = "192.0.2.7:4321") -> Verdict:
    return guard.judge(Caller([host], [], [cookie] if cookie else [], query, address))


def test_other_devices_need_the_key_and_this_computer_does_not() -> None:
    guard = Guard(own_hosts(4321, ("192.0.2.7",)), TOKEN)

    assert judged(guard, "127.0.0.1", host="127.0.0.1:4321") is Verdict.ANSWERED
    assert judged(guard, "::1", host="[::1]:4321") is Verdict.ANSWERED
    assert judged(guard, "192.0.2.8") is Verdict.REFUSED
    assert judged(guard, "192.0.2.8", f"key={TOKEN}") is Verdict.LET_IN
    assert judged(guard, "192.0.2.8", "key=wrong") is Verdict.REFUSED
    assert judged(guard, "192.0.2.8", "key=") is Verdict.REFUSED
    assert judged(guard, "192.0.2.8", cookie=f"a=b; etalase-preview={TOKEN}") is Verdict.ANSWERED
    assert judged(guard, "192.0.2.8", cookie="etalase-preview=wrong") is Verdict.REFUSED
    assert judged(guard, "192.0.2.8", cookie="etalase-preview=ä") is Verdict.REFUSED
    assert judged(guard, "192.0.2.8", f"key={TOKEN}", host="evil.example:4321") is Verdict.MISDIRECTED
    assert judged(guard, "", f"key={TOKEN}x") is Verdict.REFUSED


def test_without_a_key_only_this_computer_is_answered() -> None:
    guard = Guard(own_hosts(4321))

    assert judged(guard, "192.0.2.8", "key=", host="127.0.0.1:4321") is Verdict.REFUSED
    assert judged(guard, "192.0.2.8", cookie="etalase-preview=", host="127.0.0.1:4321") is Verdict.REFUSED


def test_the_key_moves_into_a_cookie_and_out_of_the_address(root: Path, source: Stand) -> None:
    """Asked over a real socket from an address of this machine that is not loopback's, where it has one."""
    own = lan_address()
    if not own:
        pytest.skip("this machine is in no network")
    with running(source, root, lan_address=own, token=TOKEN) as started:
        refused = started.ask("/po/melati/", own=own)
        assert refused.status == 403
        assert b"Parfum" not in refused.body

        let_in = started.ask(f"/po/melati/?key={TOKEN}&theme=base", own=own)
        assert (let_in.status, let_in.headers["Location"]) == (303, "/po/melati/?theme=base")
        cookie = let_in.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie

        answered = started.ask("/po/melati/", own=own, Cookie=cookie.partition(";")[0])
        assert answered.status == 200
        assert TOKEN not in answered.text
        assert started.ask("/").status == 200
        code = started.ask("/__preview/qr.svg")
        assert code.status == 200
        assert code.headers["Content-Type"] == "image/svg+xml"


def test_without_lan_there_is_no_code_and_no_key(preview: Running) -> None:
    assert preview.ask("/__preview/qr.svg").status == 404
    assert preview.ask("/?key=anything").status == 200


# The policy


def policy_of(text: str) -> dict[str, set[str]]:
    parts = (part.split() for part in text.split(";"))
    return {part[0]: set(part[1:]) for part in parts if part}


def test_the_pages_own_policy_stays_on_and_is_widened_by_one_script(preview: Running, source: Stand) -> None:
    assert source.shown.draft
    published = policy_of(source.shown.draft.chosen.assets.policy)
    answer = preview.ask("/po/melati/")
    body = answer.text

    served = policy_of(answer.headers["Content-Security-Policy"])
    assert "Content-Security-Policy" not in body
    assert served.pop("frame-ancestors") == {"'self'"}
    assert served.pop("script-src") == published.pop("script-src") | {hash_source(page_script())}
    assert served == published
    assert f"<script>{page_script()}</script>" in body


def test_what_is_taken_out_and_put_in_is_all_that_changes(preview: Running, source: Stand) -> None:
    assert source.shown.draft
    published = (source.shown.draft.output("po/melati/index.html").content or b"").decode()
    body = preview.ask("/po/melati/").text

    body = re.sub(r'<script type="application/json" id="etalase-preview">.*?</script>', "", body, flags=re.DOTALL)
    body = body.replace(f"<script>{page_script()}</script>", "")
    assert body == re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", published)


def test_the_page_of_frames_has_a_policy_of_its_own(preview: Running) -> None:
    answer = preview.ask("/__preview/?page=po/melati/index.html")
    served = policy_of(answer.headers["Content-Security-Policy"])

    assert served["default-src"] == {"'none'"}
    assert served["frame-src"] == {"'self'"}
    assert served["script-src"] == {hash_source(frames_script())}
    assert served["frame-ancestors"] == {"'self'"}
    assert not any("unsafe" in source for sources in served.values() for source in sources)


def test_no_output_of_a_build_holds_a_trace_of_the_preview(root: Path) -> None:
    traces = [b"etalase-preview", b"__preview", b"etalasePreview", b"EventSource", page_script()[100:400].encode()]
    for output in built(root, NOW.isoformat(), pictures=True).outputs:
        content = output.content if output.content is not None else (output.source or root).read_bytes()
        assert [trace for trace in traces if trace in content] == [], output.path
        assert "preview" not in output.path


def test_facts_cannot_end_the_script_that_they_stand_in(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati="    title: '</script><img src=x onerror=alert(1)>'\n    prize: 3\n")
    stand = Stand()
    stand.build(root)
    assert stand.shown.broken

    with running(stand, root) as started:
        answer = started.ask("/")
        body = answer.text

    assert answer.status == 503
    assert "<img" not in body
    assert body.count("</script>") == 2


# What is wrong is told, never thrown


def facts_in(answer: Answered) -> dict[str, Any]:
    found = re.search(r'id="etalase-preview">(.*?)</script>', answer.text, re.DOTALL)
    assert found
    return json.loads(unescape(found[1]))  # type: ignore[no-any-return]


def test_before_there_is_a_shop_every_address_shows_what_is_wrong(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop="    nama: Toko\n")
    stand = Stand()
    stand.build(root)

    with running(stand, root) as started:
        for target in ("/", "/po/melati/", "/apa/saja"):
            answer = started.ask(target)
            facts = facts_in(answer)
            assert answer.status == 503
            assert facts["bare"]
            assert facts["problems"][0]["place"].startswith("content/shop.yaml:")
            assert facts["problems"][0]["open"].startswith("vscode://file/")
        assert started.ask("/__preview/").status == 503


def test_a_mistake_in_a_template_is_a_page_with_the_problem(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand = Stand()
    made = stand.build(root)
    assert made
    wrong = problem(Kind("template-name", "`page` has no `titel`.", "Write `title`."))

    def fails(self: Draft, path: str) -> None:
        raise ProblemsFound([wrong])

    monkeypatch.setattr(Draft, "output", fails)
    with running(stand, root) as started:
        answer = started.ask("/")
        assert answer.status == 500
        assert [each["message"] for each in facts_in(answer)["problems"]] == ["`page` has no `titel`."]
        with started.events("index.html") as events:
            event = next(events)
        assert event["broken"]
        assert "html" not in event


@pytest.mark.parametrize("query", ["at=kapan-kapan", "at=1815-01-01T00%3A00", "theme=tidak-ada", "option.warna=merah"])
def test_a_look_that_cannot_be_is_told(preview: Running, query: str) -> None:
    answer = preview.ask(f"/po/melati/?{query}")

    assert answer.status in (400, 500)
    assert facts_in(answer)["broken"]
    assert preview.ask(f"/__preview/?{query}").status == 200


@pytest.mark.parametrize(
    "query", ["locale=../../../etc/passwd", "locale=xx", "theme=../../content", "scheme=%00", "&&&=;"]
)
def test_hostile_parameters_open_nothing_and_fail_nothing(preview: Running, query: str) -> None:
    opened = _Opened()
    with opened:
        answer = preview.ask(f"/po/melati/?{query}")

    assert answer.status in (200, 500)
    inside = [file for file in opened.files if not file.endswith("/content/overrides")]  # listed with every theme
    assert not [file for file in inside if "passwd" in file or "content/" in file]


# Looks and moments


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2026-12-09T08:59", "upcoming"),
        ("2026-12-09T09:00", "open"),
        ("2026-12-20T23:58", "closing"),
        ("2026-12-20T23:59", "closed"),
        ("2026-12-20T16:58:00Z", "closing"),
        ("2026-12-20T23:58%2B07:00", "closing"),
        ("2026-12-20T23:58+07:00", "closing"),
        ("2026-12-23", "shipping"),
        ("2026-12-29T00:00", "overdue"),
    ],
)
def test_the_time_machine_shows_the_page_at_another_moment(preview: Running, at: str, state: str) -> None:
    body = preview.ask(f"/po/melati/?at={at}").text

    card = re.search(r'<[^>]+data-campaign="melati"[^>]*>', body)
    assert card
    assert f'data-state="{state}"' in card[0]


def test_there_is_a_stop_for_each_state_that_the_campaign_passes(preview: Running) -> None:
    stops = facts_in(preview.ask("/po/melati/"))["stops"]

    assert [(stop["state"], stop["at"]) for stop in stops] == [
        ("upcoming", "2026-12-09T08:00"),
        ("open", "2026-12-09T09:00"),
        ("closing", "2026-12-19T23:59"),
        ("closed", "2026-12-20T23:59"),
        ("shipping", "2026-12-23T00:00"),
        ("overdue", "2026-12-29T00:00"),
    ]
    for stop in stops:
        body = preview.ask(f"/po/melati/?at={stop['at']}").text
        assert f'data-state="{stop["state"]}"' in body
    assert facts_in(preview.ask("/"))["stops"] == stops, "the landing page is about the campaign that it shows first"


def test_no_answer_says_a_time_that_could_disagree_with_the_moment(preview: Running) -> None:
    for target in ("/po/melati/?at=2026-12-20T23:58", "/po/melati/"):
        assert preview.ask(target, "HEAD").headers["Date"] is None


def test_theme_language_and_options_follow_the_address(preview: Running) -> None:
    plain = preview.ask("/po/melati/").text
    english = preview.ask("/po/melati/?locale=en").text
    coloured = preview.ask("/po/melati/?option.accent=%23aa3300").text
    bare = preview.ask("/po/melati/?theme=base").text

    assert '<html lang="id"' in plain
    assert '<html lang="en"' in english
    assert "--option-accent:#aa3300" in coloured
    assert "--option-accent" not in bare
    assert "--option-accent:#aa3300" not in preview.ask("/po/melati/").text


def test_the_lines_to_copy_are_those_that_make_the_look_last(preview: Running, root: Path, tmp_path: Path) -> None:
    answer = preview.ask("/__preview/looks?option.accent=%23aa3300&locale=en")
    lines = json.loads(answer.body)["lines"]

    assert lines == 'theme:\n  name: etalase\n  options:\n    accent: "#aa3300"\nlocale: en'
    stand = Stand()
    made = stand.build(write_shop(tmp_path, shop=SHOP + "".join(f"    {line}\n" for line in lines.split("\n"))))
    assert made
    assert made.chosen.assets.options["accent"] == "#aa3300"
    assert made.site.shop.locale == "en"


# Events


def test_an_open_page_is_told_and_gets_the_page_only_when_it_became_another(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=MELATI, mawar=MELATI.replace("Melati", "Mawar"))
    stand = Stand()
    stand.build(root)
    with running(stand, root) as started, started.events("po/melati/index.html") as events:
        first = next(events)
        assert "Parfum Melati" in first["html"]
        assert "etalase-preview" not in first["html"]
        assert "Content-Security-Policy" not in first["html"]
        assert stand.watched == ["po/melati/index.html"]

        write_shop(root, melati=MELATI.replace("Parfum Melati", "Melati Gambir"))
        stand.build(root, "content/campaigns/melati.yaml")
        second = next(events)
        assert "Melati Gambir" in second["html"]
        assert second["changed"] == [{"file": "content/campaigns/melati.yaml", "address": "/po/melati/"}]
        assert second["id"] != first["id"]

        write_shop(root, mawar=MELATI.replace("Parfum Melati", "Mawar Putih"))
        stand.build(root, "content/campaigns/mawar.yaml")
        third = next(events)
        assert "html" not in third
        assert third["hash"] == second["hash"]
        assert third["changed"][0]["address"] == "/po/mawar/"

        write_shop(root, melati="    title: Parfum\n    prize: 1\n")
        stand.build(root, "content/campaigns/melati.yaml")
        broken = next(events)
        assert broken["broken"]
        assert "html" not in broken
        place = broken["problems"][0]
        assert place["place"].startswith("content/campaigns/melati.yaml:")
        assert place["excerpt"].strip() == "title: Parfum"
        assert "^" in place["caret"]
        assert place["open"].endswith(f"/content/campaigns/melati.yaml:{place['line']}:{place['column']}")

        (root / "content/campaigns/melati.yaml").unlink()
        stand.build(root, "content/campaigns/melati.yaml")
        gone = next(events)
        assert gone["gone"]
        assert not gone["broken"]


def test_a_browser_that_comes_back_gets_only_what_it_lacks(preview: Running) -> None:
    with preview.events("po/melati/index.html") as events:
        first = next(events)
    with preview.events("po/melati/index.html", have=first["hash"]) as events:
        again = next(events)

    assert "html" not in again
    assert (again["id"], again["hash"]) == (first["id"], first["hash"])


def test_a_page_is_watched_as_long_as_it_is_open(root: Path) -> None:
    stand = Stand()
    stand.build(root)
    left = threading.Event()
    unwatch = stand.watch_page

    def watch_page(path: str) -> Any:
        forget = unwatch(path)

        def forgotten() -> None:
            forget()
            left.set()

        return forgotten

    stand.watch_page = watch_page  # type: ignore[method-assign]
    with running(stand, root) as started:
        with socket.create_connection(("127.0.0.1", started.port), timeout=20) as wire:
            wire.sendall(
                f"GET /__preview/events?page=index.html HTTP/1.1\r\nHost: 127.0.0.1:{started.port}\r\n\r\n".encode()
            )
            while b"data: " not in wire.recv(65_536):
                pass
            assert (stand.watched, len(stand.listeners)) == (["index.html"], 1)
        assert left.wait(20)
        assert (stand.watched, stand.listeners) == ([], [])


def test_stopping_ends_open_streams_at_once(root: Path) -> None:
    stand = Stand()
    stand.build(root)
    with (
        running(stand, root) as started,
        started.events("index.html") as one,
        started.events("po/index.html") as other,
    ):
        next(one), next(other)
        started.stop()
        assert [list(one), list(other)] == [[], []]
    assert stand.listeners == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", started.port), timeout=5)


def test_a_busy_port_means_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with open_socket(port) as listening:
            assert listening.getsockname()[1] > port
            assert listening.getsockname()[0] == "127.0.0.1"
        with pytest.raises(OSError, match="in use"):
            open_socket(port, tried=1)


def test_it_speaks_the_sellers_language(root: Path) -> None:
    stand = Stand()
    stand.show(Shown("1", None, (), broken=True))
    listening = open_socket(0)
    app = make_app(stand, words=Catalogue.english(), editor=_no_editor(root), port=listening.getsockname()[1])
    listening.close()

    answer = app._answer("/", "")

    assert b"This page cannot be shown yet" in answer.body


def _no_editor(root: Path) -> Any:
    from generator.preview.editor import Editor  # noqa: PLC0415

    return Editor("", root)


def test_without_a_known_editor_nothing_is_a_link(root: Path) -> None:
    assert _no_editor(root).link("content/shop.yaml", 1, 1) == ""


def test_pages_are_made_again_for_a_newer_moment(root: Path) -> None:
    """A look is kept for its draft alone: the next build is not answered from the last one's."""
    stand = Stand()
    stand.build(root)
    with running(stand, root) as started:
        before = started.ask("/po/melati/?locale=en").body
        stand.build(
            write_shop(root, melati=MELATI.replace("150.000", "175.000")),
            now=datetime.fromisoformat("2026-12-13T12:00+07:00"),
        )
        after = started.ask("/po/melati/?locale=en").body
        write_shop(root, melati=MELATI)

    assert b"150,000" in before
    assert b"175,000" in after


def test_a_preview_at_a_moment_has_all_its_pages_there_and_the_browsers_clock_too(source: Stand, root: Path) -> None:
    after = datetime.fromisoformat("2026-12-21T12:00:00+07:00")
    with running(source, root, at=after) as started:
        body = started.ask("/po/melati/").text
        assert "state-closed" in body
        assert f'"at":{int(after.timestamp() * 1000)}' in body.replace(" ", "")
        assert "state-open" in started.ask("/po/melati/?at=2026-12-10T12:00").text
