"""Which clock decides, and what a page shows by it: vectors, zones, wrong clocks, servers, no script, no shift."""

from __future__ import annotations

import contextlib
import gzip
import json
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from machine import absent
from pace import at_once
from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import built, page, write_shop

from generator.page import i18n

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests" / "vectors"
BUILT = datetime.fromisoformat("2026-12-08T12:00:00+07:00")
OPENS = datetime.fromisoformat("2026-12-09T09:00:00+07:00")
CLOSES = datetime.fromisoformat("2026-12-20T23:59:00+07:00")
CALLS = CLOSES - timedelta(hours=24)
SHOP = """
    name: Toko Coba
    contact:
      whatsapp: 0812-345-678
"""
CAMPAIGN = """
    title: Melati
    price: 150.000
    opens: 2026-12-09 09:00
    closes: 2026-12-20 23:59
    ships: 2026-12-23 to 2026-12-28
"""
SECOND = timedelta(seconds=1)
PAGE = "po/melati/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every page of a small shop, as built the day before its PO opens."""
    root = write_shop(tmp_path_factory.mktemp("toko"), shop=SHOP, melati=CAMPAIGN)
    return {output.path: output.content or b"" for output in built(root, BUILT.isoformat()).outputs}


@pytest.fixture
def file(site: dict[str, bytes], tmp_path: Path) -> str:
    (tmp_path / "index.html").write_bytes(site[PAGE])
    return (tmp_path / "index.html").as_uri()


@pytest.fixture
def open_at(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`open_at(address, instant, **context)`: the page on a device whose clock says that."""
    with contextlib.ExitStack() as contexts:

        def go(address: str, at: datetime, **options: object) -> Page:
            context = chromium.new_context(**{"viewport": {"width": 360, "height": 740}, **options})  # type: ignore[arg-type]
            contexts.callback(context.close)
            shown = context.new_page()
            shown.clock.install(time=at - timedelta(seconds=30))
            shown.clock.pause_at(at)
            shown.goto(address)
            return shown

        yield go


class Host:
    """A loopback host for one page. `date` None: answers have no Date. `asked` counts the HEADs."""

    def __init__(self, body: bytes) -> None:
        self.date: datetime | None = None
        self.age = ""
        self.asked: list[str] = []
        self.heard = threading.Event()
        host = self

        class Answers(BaseHTTPRequestHandler):
            def _head(self) -> None:
                self.send_response_only(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                if host.date:
                    self.send_header("Date", format_datetime(host.date.astimezone(UTC), usegmt=True))
                if host.age:
                    self.send_header("Age", host.age)
                self.end_headers()

            def do_HEAD(self) -> None:
                host.asked.append(self.path)
                host.heard.set()
                self._head()

            def do_GET(self) -> None:
                self._head()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def host(site: dict[str, bytes]) -> Iterator[Host]:
    running = Host(site[PAGE])
    yield running
    running.close()


def state(shown: Page) -> str:
    """The state by data and by class, and the one label in sight."""
    card = shown.locator("article[data-state]")
    found = str(card.get_attribute("data-state"))
    assert f"state-{found}" in str(card.get_attribute("class"))
    labels = {"upcoming": "Segera buka", "open": "Sedang buka", "closing": "Hari terakhir", "closed": "Ditutup"}
    seen = shown.locator(".label-state").inner_text()
    assert seen == labels.get(found, seen)
    return found


# The twin


def test_twin_answers_every_row_of_the_vectors(file: str, open_at: Callable[..., Page]) -> None:
    cases = json.loads((VECTORS / "states.json").read_text(encoding="utf-8"))["cases"]
    shown = open_at(file, BUILT)
    script = "cases => cases.map(c => c.rows.map(r => spells.stateAt(c.changes, c.first, r.now)))"
    assert shown.evaluate(script, cases) == [[row["state"] for row in case["rows"]] for case in cases]


@pytest.mark.parametrize(
    "zone",
    at_once(
        ["America/Los_Angeles", "Pacific/Kiritimati"],
        ["Asia/Jakarta", "America/Los_Angeles", "Asia/Jayapura", "Pacific/Kiritimati"],
    ),
)
def test_state_changes_at_the_same_instant_on_devices_of_every_zone(
    zone: str, file: str, open_at: Callable[..., Page]
) -> None:
    turns = ((OPENS, "upcoming", "open"), (CALLS, "open", "closing"), (CLOSES, "closing", "closed"))
    for at, before, after in turns:
        found = [state(open_at(file, at + late, timezone_id=zone)) for late in (-SECOND, timedelta(), SECOND)]
        assert found == [before, after, after], at


# The countdown


@pytest.mark.parametrize(
    ("left", "calm", "expected"),
    [
        (timedelta(days=8, hours=11), False, "8 hari lagi"),
        (timedelta(days=2, seconds=1), False, "2 hari lagi"),
        (timedelta(days=2), False, "48 jam lagi"),
        (timedelta(hours=5, minutes=3, seconds=59), False, "5 jam 3 menit lagi"),
        (timedelta(hours=1), False, "1 jam lagi"),
        (timedelta(minutes=59, seconds=59), False, "59 menit 59 detik lagi"),
        (timedelta(minutes=59, seconds=59), True, "60 menit lagi"),
        (timedelta(seconds=9), False, "9 detik lagi"),
        (timedelta(milliseconds=1), False, "1 detik lagi"),
        (timedelta(seconds=9), True, "1 menit lagi"),
        (timedelta(), False, ""),
        (timedelta(seconds=-1), False, ""),
    ],
)
def test_countdown_is_worded_by_what_is_left(
    left: timedelta, calm: object, expected: str, file: str, open_at: Callable[..., Page]
) -> None:
    shown = open_at(file, BUILT)
    script = "([ms, calm]) => spells.leftWords(JSON.parse(live.textContent).words, ms, calm)"
    assert shown.evaluate(script, [left / timedelta(milliseconds=1), calm]).replace("\u00a0", " ") == expected


def test_countdown_without_a_number_is_empty(file: str, open_at: Callable[..., Page]) -> None:
    script = "() => spells.leftWords(JSON.parse(live.textContent).words, NaN, false)"
    assert open_at(file, BUILT).evaluate(script) == ""


def test_countdown_runs_by_seconds_in_the_last_hour_beside_the_date(file: str, open_at: Callable[..., Page]) -> None:
    shown = open_at(file, CLOSES - timedelta(minutes=12))
    timer = shown.get_by_role("timer")
    assert timer.inner_text().replace("\u00a0", " ") == "12 menit lagi"
    shown.clock.run_for(3_100)
    assert timer.inner_text().replace("\u00a0", " ") in ("11 menit 57 detik lagi", "11 menit 56 detik lagi")
    assert "20 Des 2026, 23.59 WIB" in shown.locator(".headline").inner_text().replace("\u00a0", " ")
    assert shown.evaluate("document.querySelector('.countdown').closest('[aria-live],[role=status]')") is None
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert shown.locator(".headline").first.evaluate(size) >= timer.evaluate(size)


def test_countdown_has_no_seconds_for_those_who_want_calm(file: str, open_at: Callable[..., Page]) -> None:
    shown = open_at(file, CLOSES - timedelta(minutes=12), reduced_motion="reduce")
    assert "detik" not in shown.get_by_role("timer").inner_text()


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Jayapura", "Pacific/Kiritimati", "Asia/Kathmandu"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_local_date_reads_as_babel_writes_it(
    zone: str, language: str, tmp_path: Path, open_at: Callable[..., Page]
) -> None:
    root = write_shop(tmp_path / "toko", shop=f"{SHOP}    locale: {language}\n", melati=CAMPAIGN)
    (tmp_path / "index.html").write_text(page(built(root, BUILT.isoformat()), PAGE), encoding="utf-8")
    shown = open_at((tmp_path / "index.html").as_uri(), OPENS, timezone_id=zone)
    there = CLOSES.astimezone(ZoneInfo(zone))
    date = f"{i18n.format_date(there, language)}, {i18n.format_clock(there, language)}"
    assert shown.locator(".countdown:visible small").nth(1).text_content() == {
        "id": f"di jammu: {date}", "en": f"on your clock: {date}"
    }[language]  # fmt: skip


def test_local_months_are_babels_all_year(file: str, open_at: Callable[..., Page]) -> None:
    script = """() => {
      const words = JSON.parse(live.textContent).words;
      return [...Array(12).keys()].map(m => spells.localWords(words, Date.UTC(2027, m, 15), 1));
    }"""
    shown = open_at(file, BUILT, timezone_id="UTC")
    months = [i18n.format_date(datetime(2027, month, 15, tzinfo=UTC), "id") for month in range(1, 13)]
    assert shown.evaluate(script) == [f"di jammu: {day}, 00.00" for day in months]


def test_local_date_is_absent_in_the_shops_own_zone(file: str, open_at: Callable[..., Page]) -> None:
    shown = open_at(file, OPENS, timezone_id="Asia/Jakarta")
    assert "jammu" not in shown.locator(".countdown:visible").inner_text()


# Which clock decides


@pytest.mark.parametrize("wrong", [timedelta(hours=25), timedelta(hours=-25)])
@pytest.mark.parametrize("late", [-SECOND, timedelta(), SECOND])
def test_wrong_device_is_put_right_by_the_hosts_date(
    wrong: timedelta, late: timedelta, host: Host, open_at: Callable[..., Page]
) -> None:
    host.date = CLOSES + late
    shown = open_at(host.address, CLOSES + late + wrong)
    expected = "closing" if late < timedelta() else "closed"
    assert host.heard.wait(30)
    expect(shown.locator("article")).to_have_attribute("data-state", expected)
    assert state(shown) == expected
    assert shown.locator("#order").is_visible() == (expected == "closing")
    assert host.asked == ["/"]
    if expected == "closing":
        expect(shown.locator(".countdown:visible")).to_contain_text("menurut waktu dari server")


@pytest.mark.parametrize(
    ("device", "expected", "clock"),
    [
        (timedelta(minutes=5), "closing", "menurut jam perangkatmu"),
        (timedelta(minutes=55), "closing", "menurut jam perangkatmu"),
        (timedelta(minutes=-5), "closing", "menurut waktu dari server"),
        (timedelta(hours=3), "closing", "menurut waktu dari server"),
    ],
)
def test_device_inside_the_range_of_an_aged_answer_decides(
    device: timedelta, expected: str, clock: str, host: Host, open_at: Callable[..., Page]
) -> None:
    host.date, host.age = CLOSES - timedelta(hours=2), "3600"
    shown = open_at(host.address, host.date + device)
    expect(shown.locator(".countdown:visible")).to_contain_text(clock)
    assert state(shown) == expected
    if "server" in clock:
        expect(shown.get_by_role("timer")).to_have_text("1\u00a0jam lagi")


def test_aged_answer_never_shows_a_closed_po_as_open(host: Host, open_at: Callable[..., Page]) -> None:
    host.date, host.age = CLOSES - timedelta(minutes=30), "3600"
    shown = open_at(host.address, CLOSES - timedelta(hours=5))
    expect(shown.locator("article")).to_have_attribute("data-state", "closed")
    assert not shown.locator("#order").is_visible()


@pytest.mark.parametrize("age", ["", "-5", "soon"])
def test_answer_without_a_date_leaves_the_device_to_decide(age: str, host: Host, open_at: Callable[..., Page]) -> None:
    host.age = age
    with_answer = open_at(host.address, CLOSES - timedelta(hours=1))
    with_answer.wait_for_timeout(0)
    assert state(with_answer) == "closing"
    expect(with_answer.locator(".countdown:visible")).to_contain_text("menurut jam perangkatmu")


def test_nothing_is_asked_when_no_change_is_near(host: Host, open_at: Callable[..., Page]) -> None:
    host.date = OPENS + timedelta(days=4)
    shown = open_at(host.address, host.date)
    shown.clock.run_for(2 * 3_600_000)
    assert host.asked == []
    assert "menurut jam perangkatmu" in shown.locator(".countdown:visible").inner_text()


def test_file_asks_nobody_and_offline_counts_on(host: Host, file: str, open_at: Callable[..., Page]) -> None:
    asked: list[str] = []
    shown = open_at(file, CLOSES - SECOND * 5)
    # The browser itself may still come for the favicon; what a script asks is what counts.
    shown.on("request", lambda r: asked.append(r.url) if r.resource_type in ("fetch", "xhr") else None)
    shown.clock.run_for(6_000)
    assert (state(shown), asked) == ("closed", [])
    offline = open_at(host.address, CLOSES - SECOND * 5)
    offline.context.set_offline(True)
    offline.clock.run_for(6_000)
    assert state(offline) == "closed"


# A page that stays open


def test_open_page_opens_and_closes_itself_and_says_so_once(file: str, open_at: Callable[..., Page]) -> None:
    shown = open_at(file, OPENS - SECOND * 2)
    said, order, button = (
        shown.locator(".said"),
        shown.locator("#order"),
        shown.locator(".card-action a:visible"),
    )
    assert (state(shown), said.text_content(), button.inner_text()) == ("upcoming", "", "Ingatkan saya")
    shown.clock.run_for(3_000)
    assert (state(shown), said.text_content(), button.inner_text()) == ("open", "Melati: Sedang buka", "Pesan")
    assert order.is_visible()
    shown.clock.pause_at(CLOSES + SECOND)
    assert (state(shown), said.text_content(), button.inner_text()) == (
        "closed", "Melati: Ditutup", "Tanya pesanan saya"
    )  # fmt: skip
    assert not order.is_visible()
    assert not shown.get_by_role("link", name="Pesan", exact=True).is_visible()


@pytest.mark.parametrize("event", ["pageshow", "visibilitychange"])
def test_page_that_comes_back_closes_itself_at_once(event: str, file: str, open_at: Callable[..., Page]) -> None:
    shown = open_at(file, CLOSES - timedelta(hours=3))
    assert state(shown) == "closing"
    shown.clock.set_system_time(CLOSES + SECOND)
    back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    seen = "document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))"
    shown.evaluate(back if event == "pageshow" else seen)
    assert state(shown) == "closed"


def test_device_set_back_never_opens_a_page_again(file: str, open_at: Callable[..., Page]) -> None:
    shown = open_at(file, CLOSES + SECOND)
    shown.clock.set_system_time(CLOSES - timedelta(hours=3))
    shown.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert state(shown) == "closed"


def test_device_earlier_than_the_build_shows_the_builds_own_state(file: str, open_at: Callable[..., Page]) -> None:
    assert state(open_at(file, BUILT - timedelta(days=900))) == "upcoming"


def test_timer_never_waits_longer_than_an_hour(file: str, open_at: Callable[..., Page]) -> None:
    shown = open_at("about:blank", BUILT)
    shown.add_init_script(
        "const own = setTimeout; window.waits = [];"
        "window.setTimeout = (f, ms) => { waits.push(ms); return own(f, ms); };"
    )
    shown.goto(file)
    assert 0 < shown.evaluate("Math.max(...waits)") <= 3_600_100


# Before the first paint, and without a script


def test_state_is_right_while_the_page_is_still_coming_in(site: dict[str, bytes], chromium: Browser) -> None:
    body, done = site[PAGE], threading.Event()
    cut = body.index(b"</article>")

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body[:cut])
            self.wfile.flush()
            done.wait(20)
            self.wfile.write(body[cut:])

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shown = chromium.new_page()
    now = int((CLOSES + SECOND).timestamp() * 1000)
    shown.add_init_script(f"Date.now = () => {now}")
    try:
        shown.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="commit")
        shown.wait_for_selector(".card-action a", state="attached")
        assert shown.evaluate("document.readyState") == "loading"
        assert state(shown) == "closed"
    finally:
        done.set()
        shown.close()
        server.shutdown()
        server.server_close()


def test_a_page_that_comes_back_says_what_holds_then(host: Host, open_at: Callable[..., Page]) -> None:
    """A real step back in the browser's history, whether it kept the page or loads it anew."""
    host.date = None
    shown = open_at(host.address, OPENS - timedelta(hours=1))
    assert state(shown) == "upcoming"
    shown.goto("about:blank")
    shown.clock.pause_at(OPENS + SECOND)
    shown.go_back()
    assert state(shown) == "open"


@pytest.mark.parametrize("at", [BUILT, OPENS, CLOSES - timedelta(minutes=20), CLOSES])
def test_nothing_moves_after_the_first_paint(at: datetime, file: str, chromium: Browser) -> None:
    shown = chromium.new_page(viewport={"width": 360, "height": 740}, timezone_id="America/Los_Angeles")
    shown.add_init_script(
        f"const start = performance.now(); Date.now = () => {int(at.timestamp() * 1000)} + performance.now() - start;"
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { moved += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    shown.goto(file)
    shown.evaluate("new Promise(done => setTimeout(done, 1300))")
    assert shown.evaluate("moved") == 0
    shown.close()


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "America/Los_Angeles"])
@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("left", [timedelta(hours=48), timedelta(hours=1)])
def test_nothing_moves_when_the_countdown_turns_to_smaller_units(
    left: timedelta, width: int, zone: str, file: str, open_at: Callable[..., Page]
) -> None:
    shown = open_at(file, CLOSES - left - SECOND, timezone_id=zone, viewport={"width": width, "height": 740})
    places = "() => [...document.querySelectorAll('.card-in > *, footer')].map(e => e.getBoundingClientRect().y)"
    before, said = shown.evaluate(places), shown.get_by_role("timer").inner_text()
    shown.clock.pause_at(CLOSES - left + 2 * SECOND)
    assert shown.get_by_role("timer").inner_text() != said
    assert shown.evaluate(places) == before


def test_without_a_script_the_page_stays_as_it_was_built(file: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    shown = context.new_page()
    shown.goto(file)
    assert shown.locator(".label-state").inner_text() == "Segera buka"
    assert shown.locator(".headline").inner_text().replace("\u00a0", " ") == "Buka 9 Des 2026, 09.00 WIB"
    assert not shown.locator(".countdown").first.is_visible()
    context.close()


# Size


def test_states_clock_and_countdown_fit_in_two_kilobytes(site: dict[str, bytes]) -> None:
    markup = site[PAGE].decode()
    start = markup.index("<script>(function")
    script = markup[start : markup.index("</script>", start)].removeprefix("<script>")
    assert "stateAt" in script
    assert len(gzip.compress(script.encode(), 9, mtime=0)) <= 2048


@pytest.mark.parametrize(
    ("root", "most"),
    [(ROOT, 28), pytest.param(ROOT / "tests/shops/figur", 40, marks=pytest.mark.slow)],
    ids=["demo", "25 campaigns"],
)
def test_landing_page_that_knows_its_future_stays_small(root: Path, most: int) -> None:
    assert built(root, "2026-12-12T12:00:00+07:00").landing_bytes <= most * 1024


# Barriers


@pytest.mark.audit
@pytest.mark.parametrize(
    "at", [BUILT, OPENS, CALLS, CLOSES - timedelta(minutes=20), CLOSES, CLOSES + timedelta(days=9)]
)
def test_no_state_has_a_barrier_that_axe_knows(at: datetime, file: str, chromium: Browser) -> None:
    axe = ROOT / "tests" / "audit" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.exists():
        absent("tests/audit/node_modules/axe-core (npm install --prefix tests/audit --no-package-lock)")
    context = chromium.new_context(bypass_csp=True, timezone_id="Asia/Jayapura")
    shown = context.new_page()
    shown.add_init_script(f"Date.now = () => {int(at.timestamp() * 1000)}")
    shown.goto(file)
    shown.evaluate(axe.read_text(encoding="utf-8"))
    found = shown.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    context.close()
    assert [one["id"] for one in found] == []
