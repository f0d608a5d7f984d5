"""Counting visits in a real browser: whom a page contacts and when, what each service is told, and the way to refuse.

The site and every service are played by the test: nothing leaves the machine.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from machine import await_that
from pace import at_once
from playwright.sync_api import Browser, BrowserContext, Page, Route
from playwright.sync_api import expect as awaited

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import NAMED, write_shop

from generator.build import draft
from generator.shop.analytics import SERVICES

AT = "2026-12-12T12:00:00+07:00"
HOST = "toko.example"
HOME = f"https://{HOST}/"
PO = f"{HOME}po/melati/"
PRIVACY = f"{HOME}privasi/"
MELATI = "title: Melati\nopens: 2026-12-20 09:00\ncloses: 2026-12-28 21:00\nprice: 150.000\n"
OPEN = MELATI.replace("opens: 2026-12-20 09:00\n", "")
LINKS = "links:\n  - title: Toko\n    url: https://lapak.example/toko\n"
UUID = "94db1cb1-74f4-4a40-ad6c-962362670409"
TOKEN = "0123456789abcdef0123456789abcdef"
SECRET = "Siti Rahasia"

KEEP = "window.calls = window.calls || [];"


@dataclass(frozen=True)
class Case:
    """A service: what the shop says, whether it waits for a yes, the address of its script, what stands in for that
    script, where it reports to, and how to read what it was told: a list of calls."""

    yaml: str
    asks: bool
    script: str
    stub: str
    hosts: frozenset[str]
    read: str
    told: tuple[object, ...]


def reports(*addresses: str) -> str:
    """What a service's script does with its policy: a report to each of these, and one picture where it says so."""
    return "".join(
        f"new Image().src = '{each[4:]}';"
        if each.startswith("img ")
        else f"fetch('{each}', {{ mode: 'no-cors' }}).catch(() => 0);"
        for each in addresses
    )


def queue(name: str) -> str:
    """How the calls in a queue of `arguments` are read."""
    return f"({name} || []).map(it => [...it])"


PLAUSIBLE = (
    ["Order", {"props": {"to": "wa.me"}}],
    ["Link", {"props": {"to": "lapak.example"}}],
    ["Calendar", {"props": {"to": "calendar.google.com"}}],
)
UMAMI = (["order", {"to": "wa.me"}], ["link", {"to": "lapak.example"}], ["calendar", {"to": "calendar.google.com"}])
CASES = {
    "plausible": Case(
        "service: plausible\nid: toko.example", asks=False, script="https://plausible.io/js/script.js",
        stub=reports("https://plausible.io/api/event"), hosts=frozenset({"plausible.io"}),
        read=queue("plausible.q"), told=PLAUSIBLE,
    ),
    "plausible-new": Case(
        "service: plausible\nid: pa-gYyxvZhkMzdzXBAtSeSNz", asks=False,
        script="https://plausible.io/js/pa-gYyxvZhkMzdzXBAtSeSNz.js",
        stub=reports("https://plausible.io/api/event"), hosts=frozenset({"plausible.io"}),
        read=queue("plausible.q"), told=PLAUSIBLE,
    ),
    "plausible-own": Case(
        "service: plausible\nid: toko.example\nhost: statistik.toko.example", asks=False,
        script="https://statistik.toko.example/js/script.js", stub=reports("https://statistik.toko.example/api/event"),
        hosts=frozenset({"statistik.toko.example"}), read=queue("plausible.q"), told=PLAUSIBLE,
    ),
    "umami": Case(
        f"service: umami\nid: {UUID}", asks=False, script="https://cloud.umami.is/script.js",
        stub=KEEP + "window.umami = { track: (...it) => calls.push(it) };"
        "fetch(document.currentScript.dataset.hostUrl + '/api/send', { mode: 'no-cors' })",
        hosts=frozenset({"cloud.umami.is", "gateway.umami.is"}), read="calls",
        told=UMAMI,
    ),
    "umami-own": Case(
        f"service: umami\nid: {UUID}\nhost: https://statistik.toko.example/", asks=False,
        script="https://statistik.toko.example/script.js",
        stub=KEEP + "window.umami = { track: (...it) => calls.push(it) };"
        "fetch(document.currentScript.dataset.hostUrl + '/api/send', { mode: 'no-cors' })",
        hosts=frozenset({"statistik.toko.example"}), read="calls",
        told=UMAMI,
    ),
    "goatcounter": Case(
        "service: goatcounter\nid: toko", asks=False, script="https://gc.zgo.at/count.js",
        stub=KEEP + "window.goatcounter = { count: it => calls.push(it) };"
        "navigator.sendBeacon(document.querySelector('script[data-goatcounter]').dataset.goatcounter)",
        hosts=frozenset({"gc.zgo.at", "toko.goatcounter.com"}), read="calls",
        told=(
            {"path": "order-wa.me", "title": "order", "event": True},
            {"path": "link-lapak.example", "title": "link", "event": True},
            {"path": "calendar-calendar.google.com", "title": "calendar", "event": True},
        ),
    ),
    "cloudflare": Case(
        f"service: cloudflare\nid: {TOKEN}", asks=False, script="https://static.cloudflareinsights.com/beacon.min.js",
        stub="window.calls = [JSON.parse(document.currentScript.dataset.cfBeacon)];"
        + reports("https://cloudflareinsights.com/cdn-cgi/rum"),
        hosts=frozenset({"static.cloudflareinsights.com", "cloudflareinsights.com"}), read="calls",
        told=({"token": TOKEN},),
    ),
    "google": Case(
        "service: google\nid: G-AB12CD34EF", asks=True,
        script="https://www.googletagmanager.com/gtag/js?id=G-AB12CD34EF",
        stub=reports("https://region1.google-analytics.com/g/collect", "img https://www.google-analytics.com/g/collect"),
        hosts=frozenset({"www.googletagmanager.com", "region1.google-analytics.com", "www.google-analytics.com"}),
        read=queue("dataLayer"),
        told=(
            ["event", "generate_lead", {"lead_source": "wa.me"}],
            ["event", "select_content", {"content_type": "link", "content_id": "lapak.example"}],
            ["event", "select_content", {"content_type": "calendar", "content_id": "calendar.google.com"}],
        ),
    ),
    "meta": Case(
        "service: meta\nid: 123456789012345", asks=True, script="https://connect.facebook.net/en_US/fbevents.js",
        stub=reports("https://www.facebook.com/tr/", "img https://www.facebook.com/tr/"),
        hosts=frozenset({"connect.facebook.net", "www.facebook.com"}), read=queue("fbq.queue"),
        told=(["track", "Contact"], ["trackCustom", "LinkClick"], ["trackCustom", "CalendarClick"]),
    ),
    "tiktok": Case(
        "service: tiktok\nid: C4ABCDEF12GHIJ34KLMN", asks=True,
        script="https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=C4ABCDEF12GHIJ34KLMN&lib=ttq",
        stub=reports("https://analytics.tiktok.com/api/v2/pixel"), hosts=frozenset({"analytics.tiktok.com"}),
        read="[...ttq]",
        told=(
            ["track", "Contact"],
            ["track", "ClickButton", {"description": "link"}],
            ["track", "ClickButton", {"description": "calendar"}],
        ),
    ),
}  # fmt: skip
ASKING = [name for name, case in CASES.items() if case.asks]


def outputs(root: Path, campaign: str, *yaml: str, **files: str) -> dict[str, bytes]:
    """The text outputs of a shop with a PO, a link and these services; no picture is made."""
    listed = "".join("  - " + each.replace("\n", "\n    ") + "\n" for each in yaml)
    shop = NAMED + f"url: {HOME}\n" + (f"analytics:\n{listed}" if listed else "")
    write_shop(root, shop=shop, links=LINKS, melati=campaign, **files)
    made = draft(root, datetime.fromisoformat(AT), cache=root / "cache")
    return {output.path: output.content for output in made.outputs() if output.content is not None}


@dataclass
class Visitor:
    """One browser that visits the shop: every host that it contacts, and what its policy refused."""

    context: BrowserContext
    page: Page
    scripts: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    trouble: list[str] = field(default_factory=list)

    def open(self, address: str = HOME) -> Page:
        self.page.goto(address, wait_until="networkidle")
        return self.page

    def asked(self) -> bool:
        return self.page.locator(".consent").is_visible()


Visit = Callable[..., Visitor]


@pytest.fixture
def visiting(chromium: Browser) -> Iterator[Visit]:
    opened: list[BrowserContext] = []

    def start(
        files: dict[str, bytes], stub: str = "", host: str = HOST, script: str = "", **options: object
    ) -> Visitor:
        context = chromium.new_context(viewport={"width": 360, "height": 740}, **options)
        opened.append(context)
        seen = Visitor(context, context.new_page())
        policy = re.search("Content-Security-Policy: (.*)", files["_headers"].decode())
        assert policy

        def answer(route: Route) -> None:
            request = route.request
            url = urlsplit(request.url)
            if url.netloc == host:
                path = url.path.lstrip("/")
                path += "index.html" if path == "" or path.endswith("/") else ""
                kind = "text/html; charset=utf-8" if path.endswith(".html") else "application/octet-stream"
                headers = {"Content-Security-Policy": policy[1], "Content-Type": kind}
                body = files.get(path, b"")
                route.fulfill(status=200 if body else 404, headers=headers, body=body)
            elif request.is_navigation_request():
                route.fulfill(status=204)  # a chat that opens elsewhere: this page stays
            else:
                seen.foreign.add(url.netloc)
                if request.resource_type == "script":
                    seen.scripts.append(request.url)
                route.fulfill(status=200, content_type="text/javascript", body=stub)

        context.route("**/*", answer)
        context.expose_function("refusedByPolicy", lambda what: seen.trouble.append(what))  # noqa: PLW0108  a real one
        context.add_init_script(
            "addEventListener('securitypolicyviolation', it => "
            "refusedByPolicy(it.effectiveDirective + ' ' + it.blockedURI))"
        )
        if script:
            context.add_init_script(script)
        seen.page.clock.install(time=datetime.fromisoformat(AT))
        seen.page.on("pageerror", lambda error: seen.trouble.append(str(error)))
        return seen

    yield start
    for context in opened:
        context.close()


def order(page: Page) -> None:
    """An order filled in and sent."""
    page.locator("[data-step='1']").first.click()
    page.locator("[data-field='name']").fill(SECRET)
    for box in page.locator("[data-field='address']").all():
        if box.is_visible():
            box.fill("Jalan Rahasia 5")
    page.locator("[data-channel]").first.click()


@pytest.mark.parametrize("name", at_once([name for name in CASES if "-" not in name], CASES))
def test_only_the_service_is_contacted_and_it_is_told_what_is_documented(
    name: str, tmp_path: Path, visiting: Visit
) -> None:
    case = CASES[name]
    files = outputs(tmp_path, OPEN, case.yaml, nanti=MELATI.replace("Melati", "Nanti"))
    visitor = visiting(files, case.stub)
    page = visitor.open()
    if case.asks:
        assert visitor.foreign == set()
        page.locator(".consent [data-answer-yes]").click()
        await_that(lambda: visitor.foreign == case.hosts, page)
    assert not visitor.asked()
    assert visitor.scripts == [case.script]

    page.locator("a[href='https://lapak.example/toko']").click()
    link = page.evaluate(case.read)
    visitor.open(PO)
    order(page)
    sent = page.evaluate(case.read)
    code = page.locator("[data-order-code]").text_content()
    visitor.open(f"{HOME}po/nanti/")
    page.locator("a[href^='https://calendar.google.com']").first.click()
    calendar = page.evaluate(case.read)

    assert visitor.foreign == case.hosts
    assert visitor.trouble == []
    if name == "cloudflare":
        assert link == sent == calendar == list(case.told)
        return
    assert [sent[-1], link[-1], calendar[-1]] == list(case.told)
    said = str([link, sent, calendar])
    assert "Rahasia" not in said
    assert "text=" not in said
    assert code
    assert code not in said


@pytest.mark.parametrize("name", at_once(["google"], ASKING))
def test_refusal_is_as_easy_and_lasts(name: str, tmp_path: Path, visiting: Visit) -> None:
    visitor = visiting(outputs(tmp_path, OPEN, CASES[name].yaml), CASES[name].stub)
    page = visitor.open()
    yes, no = page.locator(".consent [data-answer-yes]"), page.locator(".consent [data-answer-no]")
    looks = """it => {
        const s = getComputedStyle(it)
        return [s.color, s.backgroundColor, s.fontSize, s.border, it.offsetWidth, it.offsetHeight]
    }"""
    assert yes.evaluate(looks) == no.evaluate(looks)

    no.click()
    assert not visitor.asked()
    for address in (HOME, PO, PRIVACY):
        visitor.open(address)
        assert not visitor.asked()
    order(visitor.open(PO))
    assert visitor.foreign == set()
    assert visitor.trouble == []


def test_a_mind_can_be_changed_both_ways(tmp_path: Path, visiting: Visit) -> None:
    case = CASES["google"]
    visitor = visiting(outputs(tmp_path, OPEN, case.yaml), case.stub)
    page = visitor.open()
    page.locator(".consent [data-answer-no]").click()

    page.locator("footer a", has_text="Privasi").click()
    page.wait_for_load_state("networkidle")
    shown = page.locator("[data-chosen]:not([hidden])")
    awaited(shown).to_have_text(re.compile("Kamu menolak"))
    page.locator("[data-choose] [data-answer-yes]").click()
    await_that(lambda: visitor.foreign == case.hosts, page)
    assert visitor.scripts == [case.script]
    page.evaluate(
        "for (const it of ['_ga=1; Path=/', '_ga_AB=1; Path=/; Domain=toko.example', 'lain=1']) document.cookie = it"
    )

    with page.expect_navigation():
        page.locator("[data-choose] [data-answer-no]").click()
    awaited(shown).to_have_text(re.compile("Kamu menolak"))
    assert page.evaluate("document.cookie") == "lain=1"
    visitor.foreign.clear()
    visitor.open()
    assert visitor.foreign == set()
    assert visitor.trouble == []


COOKIES = {
    "google": ("_ga", "_ga_*"),
    "meta": ("_fbp", "_fbc"),
    "tiktok": ("_ttp", "_tt_enable_cookie", "ttcsid", "ttcsid_*"),
}


def test_cookies_are_those_that_services_document() -> None:
    assert {name: service.cookies for name, service in SERVICES.items() if service.cookies} == COOKIES


@pytest.mark.parametrize("said", ["no", "yes google meta tiktok"])
@pytest.mark.parametrize("domain", [{"url": HOME}, {"domain": f".{HOST}", "path": "/"}])
def test_a_page_that_starts_refused_takes_every_cookie_back(
    said: str, domain: dict[str, str], tmp_path: Path, visiting: Visit
) -> None:
    files = outputs(tmp_path, OPEN, *(CASES[name].yaml for name in ASKING))
    visitor = visiting(files, script=f"localStorage.setItem('analytics /', '{said}')")
    names = [name.replace("*", "AB12") for cookies in COOKIES.values() for name in cookies]
    visitor.context.add_cookies([{"name": name, "value": "1", **domain} for name in (*names, "lain", "ttc")])  # type: ignore[typeddict-item]
    visitor.open()
    kept = {each["name"] for each in visitor.context.cookies()}
    assert kept == ({"lain", "ttc"} if said == "no" else {*names, "lain", "ttc"})


def test_what_a_service_writes_while_its_page_is_left_does_not_stay(tmp_path: Path, visiting: Visit) -> None:
    stub = (
        "addEventListener('pagehide', () => { document.cookie = '_ga=1; Path=/' });"
        "document.documentElement.dataset.listens = '';"
    )
    visitor = visiting(outputs(tmp_path, OPEN, CASES["google"].yaml), stub)
    page = visitor.open()
    page.locator(".consent [data-answer-yes]").click()
    awaited(page.locator("html[data-listens]")).to_have_count(1)
    visitor.open(PRIVACY)
    assert page.evaluate("document.cookie") == "_ga=1"
    with page.expect_navigation():
        page.locator("[data-choose] [data-answer-no]").click()
    awaited(page.locator("[data-chosen]:not([hidden])")).to_have_text(re.compile("Kamu menolak"))
    assert page.evaluate("document.cookie") == ""


def test_a_right_click_is_not_told_and_a_middle_click_is(tmp_path: Path, visiting: Visit) -> None:
    case = CASES["umami"]
    visitor = visiting(outputs(tmp_path, OPEN, case.yaml), case.stub)
    link = visitor.open().locator("a[href='https://lapak.example/toko']")
    link.click(button="right")
    assert visitor.page.evaluate("calls") == []
    link.click(button="middle")
    assert visitor.page.evaluate("calls") == [["link", {"to": "lapak.example"}]]


def test_a_service_that_came_later_asks_anew_and_a_refusal_is_not_asked_again(tmp_path: Path, visiting: Visit) -> None:
    google, meta = CASES["google"], CASES["meta"]
    both = outputs(tmp_path, OPEN, google.yaml, meta.yaml)
    visitor = visiting(both, script="localStorage.setItem('analytics /', 'yes google')")
    visitor.open()
    assert visitor.asked()
    assert visitor.scripts == [google.script]
    visitor = visiting(both, script="localStorage.setItem('analytics /', 'no')")
    visitor.open()
    assert not visitor.asked()
    assert visitor.foreign == set()


@pytest.mark.parametrize("signal", ["globalPrivacyControl: { get: () => true }", "doNotTrack: { get: () => '1' }"])
def test_a_browser_that_asks_not_to_be_tracked_has_refused(signal: str, tmp_path: Path, visiting: Visit) -> None:
    files = outputs(tmp_path, OPEN, CASES["umami"].yaml, CASES["meta"].yaml)
    asked = (
        f"Object.defineProperties(Navigator.prototype, {{ {signal} }}); localStorage.setItem('analytics /', 'yes meta')"
    )
    visitor = visiting(files, script=asked)
    page = visitor.open(PRIVACY)
    awaited(page.locator("[data-chosen]:not([hidden])")).to_have_text(re.compile("meminta tidak dilacak"))
    assert page.locator("[data-choose]").is_hidden()
    visitor.open()
    assert not visitor.asked()
    assert visitor.foreign == set()


def test_visits_counted_without_cookies_can_be_refused_too(tmp_path: Path, visiting: Visit) -> None:
    visitor = visiting(outputs(tmp_path, OPEN, CASES["umami"].yaml))
    page = visitor.open(PRIVACY)
    awaited(page.locator("[data-chosen]:not([hidden])")).to_have_text(re.compile("dihitung, tanpa kuki"))
    assert page.locator(".consent").count() == 0
    with page.expect_navigation():
        page.locator("[data-choose] [data-answer-no]").click()
    visitor.foreign.clear()
    visitor.open()
    assert visitor.foreign == set()


def test_nothing_is_contacted_without_javascript(tmp_path: Path, visiting: Visit) -> None:
    every = {name: CASES[name].yaml for name in ("plausible", "umami", "goatcounter", "cloudflare", *ASKING)}
    visitor = visiting(outputs(tmp_path, OPEN, *every.values()), java_script_enabled=False)
    for address in (HOME, PO, PRIVACY):
        visitor.page.goto(address)
        assert not visitor.asked()
        assert visitor.page.locator("[data-choose]").is_hidden()
    assert visitor.foreign == set()


def test_nothing_is_contacted_where_nothing_is_set(tmp_path: Path, visiting: Visit) -> None:
    files = outputs(tmp_path, OPEN)
    visitor = visiting(files)
    for address in (HOME, PO, f"{HOME}po/"):
        visitor.open(address)
    order(visitor.open(PO))
    assert visitor.foreign == set()
    assert visitor.trouble == []
    assert "privasi/index.html" not in files
    assert not [path for path, text in files.items() if b"analytics" in text]


def test_an_own_machine_is_no_visit(tmp_path: Path, visiting: Visit) -> None:
    visitor = visiting(outputs(tmp_path, OPEN, CASES["umami"].yaml), host="127.0.0.1:4000")
    visitor.open("http://127.0.0.1:4000/")
    assert visitor.foreign == set()


def test_the_policy_opens_for_the_services_and_for_nothing_else(tmp_path: Path, visiting: Visit) -> None:
    stub = reports("https://elsewhere.example/a", "img https://elsewhere.example/b")
    visitor = visiting(outputs(tmp_path, OPEN, CASES["umami"].yaml), stub)
    visitor.open()
    assert visitor.foreign == {"cloud.umami.is"}
    await_that(lambda: len(visitor.trouble) > 1, visitor.page)
    assert set(visitor.trouble) == {"connect-src https://elsewhere.example/a", "img-src https://elsewhere.example/b"}


def test_what_services_listen_for_by_themselves_hears_no_message(tmp_path: Path, visiting: Visit) -> None:
    stub = (
        KEEP + "for (const it of [document, window]) "
        "it.addEventListener('click', e => calls.push(e.target.closest('a').href))"
    )
    visitor = visiting(outputs(tmp_path, OPEN, CASES["umami"].yaml), stub)
    page = visitor.open(PO)
    page.evaluate(
        "const a = document.createElement('a'); a.id = 'lain'; a.href = 'https://lapak.example/'; "
        "document.body.append(a)"
    )
    order(page)
    assert page.evaluate("calls") == []
    page.evaluate("document.getElementById('lain').click()")
    assert page.evaluate("calls") == ["https://lapak.example/"] * 2


@pytest.mark.parametrize("size", [(360, 740), (360, 600), (1280, 800)])
def test_the_question_covers_nothing_and_leaves_the_first_screen_as_it_is(
    size: tuple[int, int], tmp_path: Path, visiting: Visit
) -> None:
    files = outputs(tmp_path, OPEN, CASES["google"].yaml)
    visitor = visiting(files)
    page = visitor.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for address in (HOME, PO):
        visitor.open(address)
        box = "it => { const b = it.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] }"
        asked, button = page.locator(".consent"), page.locator(".card-action").first
        with_it = button.evaluate(box)
        assert asked.evaluate("it => getComputedStyle(it).position") == "static"
        left, top, right, bottom = asked.evaluate(box)
        assert left >= with_it[2] or right <= with_it[0] or top >= with_it[3] or bottom <= with_it[1]
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        asked.evaluate("it => { it.hidden = true }")
        assert button.evaluate(box) == with_it
