"""Counting visits without a browser: ids, hosts, policies, the privacy page, and a preview that is no visit."""

from __future__ import annotations

import html
import re
from datetime import datetime
from pathlib import Path

import pytest
from problemkit import problems_of, write
from shopkit import NAMED, write_shop

from generator.build import draft
from generator.preview.policy import widened
from generator.problems import Refused
from generator.shop.analytics import EVERY_SERVICE, SERVICES, fits, parse_host
from generator.shop.rules import check_site
from generator.source.load import load_site
from generator.theme.assets import Assets, gather_assets, headers_file
from generator.theme.options import choose
from generator.theme.package import load_theme

ROOT = Path(__file__).parent.parent
NOW = datetime.fromisoformat("2026-12-12T12:00+07:00")
UMAMI = "analytics:\n  service: umami\n  id: 94db1cb1-74f4-4a40-ad6c-962362670409\n"
MELATI = "title: Melati\ncloses: 2026-12-28 21:00\nprice: 150.000\n"
MOST_SIGNS = 2000
"""Of a line of `_headers` (Cloudflare Pages)."""


def pages(root: Path, shop: str, **files: str) -> dict[str, str]:
    made = draft(write_shop(root, shop=shop, **files), NOW, cache=root / "cache")
    return {each.path: each.content.decode() for each in made.outputs() if each.path.endswith(".html") and each.content}


def assets_of(name: str, **asked: object) -> Assets:
    theme = load_theme(name, [ROOT / "themes"])
    values, _ = choose(theme.options, {}, theme=name, path=())
    return gather_assets(theme, values, **asked)  # type: ignore[arg-type]


def words(markup: str) -> str:
    main = markup.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", main)).split())


@pytest.mark.parametrize("name", SERVICES)
def test_an_example_is_an_id_and_what_could_leave_a_policy_is_none(name: str) -> None:
    example = SERVICES[name].example
    assert fits(name, example)
    for sign in (" ", ";", "'", '"', "/", "\n", "<", "*"):
        assert not fits(name, example + sign)
        assert not fits(name, sign + example)


@pytest.mark.parametrize("text", ["stat.toko.example", "https://stat.toko.example", "https://Stat.toko.example/"])
def test_a_host_is_written_in_either_way(text: str) -> None:
    assert parse_host(text) == "https://stat.toko.example"


@pytest.mark.parametrize(
    "text", ["http://stat.toko.example", "toko", "a.example/x", "a.example; script-src *", "*.a.example"]
)
def test_nothing_but_a_host_reaches_the_policy(text: str) -> None:
    with pytest.raises(Refused):
        parse_host(text)


@pytest.mark.parametrize("name", ["etalase", "arsip", "batik", "malam", "manis", "pasar"])
def test_no_line_of_the_headers_is_too_long_with_everything_on(name: str) -> None:
    plain = assets_of(name, amounts=True, windows=True)
    every = assets_of(name, amounts=True, windows=True, analytics=EVERY_SERVICE)
    assert max(map(len, headers_file(every.policy).splitlines())) <= MOST_SIGNS
    assert "https:" not in plain.policy
    assert "analytics" not in plain.script
    assert every.policy.count("unsafe") == 0


def test_only_the_script_of_the_chosen_service_is_in_the_page() -> None:
    made = assets_of("base", analytics={"umami": EVERY_SERVICE["umami"]})
    assert "umami.track" in made.script
    assert not [word for word in ("gtag", "fbq", "ttq", "goatcounter", "plausible") if word in made.script]


def test_a_preview_reaches_no_service() -> None:
    shown = widened(assets_of("base", analytics=EVERY_SERVICE).policy, [])
    assert "https:" not in shown
    assert "connect-src 'self'" in shown


def test_the_privacy_page_says_what_is_switched_on(tmp_path: Path) -> None:
    shop = NAMED + UMAMI
    told = pages(tmp_path, shop, melati=MELATI)
    text = words(told["privasi/index.html"])
    assert "Umami cloud.umami.is, gateway.umami.is. Tanpa kuki." in text
    assert "sessionStorage" in text
    assert "menanyakan jam" in text
    assert "0812-345-678" in text
    assert "Google" not in text
    assert 'href="privasi/index.html"' in told["index.html"]
    assert 'href="../../privasi/index.html"' in told["po/melati/index.html"]


def test_a_shop_without_a_po_keeps_no_order(tmp_path: Path) -> None:
    text = words(pages(tmp_path, NAMED + UMAMI)["privasi/index.html"])
    assert "sessionStorage" not in text
    assert "menanyakan jam" not in text


def test_the_page_has_the_word_of_the_shops_language(tmp_path: Path) -> None:
    told = pages(tmp_path, NAMED + "languages: [en, id]\n" + UMAMI)
    assert "What stays on your device" in told["privacy/index.html"]
    assert "Yang tinggal di perangkatmu" in told["id/privacy/index.html"]


def test_a_page_of_the_sellers_own_takes_its_place_and_keeps_the_choice(tmp_path: Path) -> None:
    own = "---\ntitle: Privasi\n---\nKunjungan dihitung lewat Umami.\n"
    told = pages(tmp_path, NAMED + UMAMI, **{"pages/privasi.md": own})
    page = told["privasi/index.html"]
    assert "Kunjungan dihitung lewat Umami." in page
    assert "Yang tinggal di perangkatmu" not in page
    assert "data-choose" in page
    assert told["index.html"].count("privasi/index.html") == 1


def test_an_own_page_that_does_not_name_the_service_is_a_warning(tmp_path: Path) -> None:
    own = "---\ntitle: Privasi\n---\nHalaman ini tidak memasang pelacak.\n"
    root = write_shop(tmp_path, shop=NAMED + UMAMI, **{"pages/privasi.md": own})
    site = load_site(root).site
    assert site
    assert ("privacy-unsaid", ("shop", "analytics")) in [(each.code, each.path) for each in check_site(site, NOW)]


@pytest.mark.parametrize(
    "own",
    [
        "---\ntitle: Privasi\n---\nKunjungan dihitung lewat UMAMI.\n",
        "---\ntitle: Privasi\nsummary: Kunjungan dihitung Umami.\n---\nHalo.\n",
        "---\ntitle: Privasi dan Umami\n---\nHalo.\n",
    ],
)
def test_an_own_page_that_names_the_service_is_enough(own: str, tmp_path: Path) -> None:
    site = load_site(write_shop(tmp_path, shop=NAMED + UMAMI, **{"pages/privasi.md": own})).site
    assert site
    assert site.own_privacy
    assert "privacy-unsaid" not in [each.code for each in check_site(site, NOW)]


@pytest.mark.parametrize(
    ("service", "cookies"),
    [
        ("google", "_ga, _ga_*"),
        ("meta", "_fbp, _fbc"),
        ("tiktok", "_ttp, _tt_enable_cookie, ttcsid, ttcsid_*"),
    ],
)
def test_the_privacy_page_names_every_cookie_of_a_service(service: str, cookies: str, tmp_path: Path) -> None:
    counted = f"analytics:\n  service: {service}\n  id: {SERVICES[service].example}\n"
    assert f"Kuki: {cookies};" in words(pages(tmp_path, NAMED + counted)["privasi/index.html"])


def test_a_service_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twice = UMAMI.replace("  ", "  - ", 1).replace("\n  id", "\n    id")
    twice += twice.removeprefix("analytics:\n")
    found = problems_of(write(tmp_path, {"shop.yaml": NAMED + twice}))
    assert [(each.code, each.path) for each in found] == [("analytics-twice", ("shop", "analytics", 1, "service"))]


def test_a_redirect_counts_nothing(tmp_path: Path) -> None:
    told = pages(tmp_path, NAMED + UMAMI, melati=MELATI + "aliases: po/lama\n")
    assert 'id="analytics"' in told["po/melati/index.html"]
    assert 'id="analytics"' not in told["po/lama/index.html"]
