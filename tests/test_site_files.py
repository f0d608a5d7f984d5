"""What hosts and crawlers read at a site's root: sitemap, robots.txt, headers, redirects, security.txt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit import built, page, problems_of, write_shop

from generator.build import Built
from generator.page.redirects import Redirect, redirects_file
from generator.page.securitytxt import expires, renewal
from generator.theme.assets import headers_file

URL = "https://tokocoba.example/"
SHOP = f"name: Toko Coba\nurl: {URL}\ncontact:\n  whatsapp: 0812-345-678\n"
PO = """\
title: Melati
price: 150.000
opens: 2026-12-09 09:00
closes: 2026-12-20 23:59
aliases: [melati-lama]
updates:
  - date: 2026-12-10 10:00
    text: Botol datang.
  - date: 2026-12-15 10:00
    text: Nanti.
"""
TENTANG = "---\ntitle: Tentang\nupdated: 2026-11-02\n---\nHalo.\n"
AT = "2026-12-12T12:00:00+07:00"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINKS = """\
links:
  - title: Toko kami di Shopee
    url: https://shopee.co.id/toko..coba?x=1#atas
    go: shopee
  - title: Ukuran
    url: /tentang/
    go: ukuran
  - title: Surat
    url: mailto:halo@tokocoba.example
    go: surat
"""


def file(site: Built, path: str) -> str:
    return page(site, path)


def paths(site: Built) -> set[str]:
    return {output.path for output in site.outputs}


def listed(site: Built) -> dict[str, str | None]:
    root = ET.fromstring(file(site, "sitemap.xml"))
    return {each.findtext(f"{MAP}loc") or "": each.findtext(f"{MAP}lastmod") for each in root}


# Sitemap and robots


def test_the_sitemap_lists_what_may_be_found_with_dates_of_the_content(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP, melati=PO, links=LINKS, **{"pages/tentang.md": TENTANG}), AT)
    assert listed(site) == {
        URL: "2026-12-10T10:00:00+07:00",
        f"{URL}po/": "2026-12-10T10:00:00+07:00",
        f"{URL}po/melati/": "2026-12-10T10:00:00+07:00",
        f"{URL}tentang/": "2026-11-02T00:00:00+07:00",
    }
    assert file(site, "robots.txt") == f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n"


def test_a_page_whose_content_names_no_date_has_none(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP), AT)
    assert listed(site) == {URL: None}


def test_dates_are_facts_and_no_build_time(tmp_path: Path) -> None:
    root = write_shop(tmp_path, shop=SHOP, melati=PO)
    assert file(built(root, AT), "sitemap.xml") == file(built(root, "2026-12-14T03:00:00+07:00"), "sitemap.xml")
    closed = listed(built(root, "2026-12-21T12:00:00+07:00"))
    assert closed[f"{URL}po/melati/"] == "2026-12-20T23:59:00+07:00", "a PO that closed is another page"


def test_a_list_is_as_old_as_what_stands_in_it(tmp_path: Path) -> None:
    old = "title: Lama\nprice: 150.000\ncloses: 2026-11-20\nships: 2026-11-21 to 2026-11-28\narchived: yes\n"
    news = "updates:\n  - date: 2026-12-12 08:00\n    text: Nomor resi.\n"
    assert listed(built(write_shop(tmp_path / "a", shop=SHOP, melati=PO, lama=old + news), AT)) == {
        URL: "2026-12-10T10:00:00+07:00",
        f"{URL}po/": "2026-12-10T10:00:00+07:00",
        f"{URL}po/melati/": "2026-12-10T10:00:00+07:00",
        f"{URL}po/lama/": "2026-12-12T08:00:00+07:00",
    }
    done = "done:\n  date: 2026-12-11 17:00\n"
    told = listed(built(write_shop(tmp_path / "b", shop=SHOP, melati=PO, lama=old + news + done), AT))
    assert told[URL] == "2026-12-10T10:00:00+07:00"
    assert told[f"{URL}po/"] == "2026-12-11T17:00:00+07:00", "it counts how all of them went"


def test_a_landing_page_is_as_old_as_the_pos_that_it_follows(tmp_path: Path) -> None:
    gone = "title: Lama\nprice: 150.000\ncloses: 2026-11-{day:02} 12:00\n"
    pos = {f"po-{day:02}": gone.format(day=day) for day in range(1, 26)}
    pos["po-01"] += "updates:\n  - date: 2026-12-12 08:00\n    text: Nomor resi.\n"
    told = listed(built(write_shop(tmp_path, shop=SHOP, melati=PO, **pos), AT))
    assert told[URL] == "2026-12-10T10:00:00+07:00"
    assert told[f"{URL}po/"] == "2026-12-12T08:00:00+07:00", "there it stands in a row"


@pytest.mark.parametrize(
    ("shop", "stores"),
    [
        ("updated: 2026-12-11 09:00\n", ""),
        ("", "marketplaces:\n  - brand: shopee\n    handle: toko..coba\n    checked: 2026-12-11 09:00\n"),
    ],
)
def test_a_landing_page_is_dated_by_what_the_shop_says_of_itself(shop: str, stores: str, tmp_path: Path) -> None:
    told = listed(built(write_shop(tmp_path, shop=SHOP + shop, melati=PO, marketplaces=stores), AT))
    assert told[URL] == "2026-12-11T09:00:00+07:00"
    assert told[f"{URL}po/"] == "2026-12-10T10:00:00+07:00"


def test_languages_name_one_another(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP + "languages: [id, en]\n", melati=PO), AT)
    root = ET.fromstring(file(site, "sitemap.xml"))
    assert len(root) == 6
    for each in root:
        links = {link.get("hreflang"): link.get("href") for link in each.findall("{http://www.w3.org/1999/xhtml}link")}
        assert set(links) == {"id", "en", "x-default"}
        assert each.findtext(f"{MAP}loc") in links.values()
        assert links["x-default"] == links["id"]
        assert str(links["en"]).startswith(f"{URL}en/")


def test_without_an_address_of_its_own_a_site_has_neither(tmp_path: Path) -> None:
    assert not {"sitemap.xml", "robots.txt", ".well-known/security.txt"} & paths(built(write_shop(tmp_path), AT))


# Short links


def test_a_short_link_is_a_page_that_leads_on_and_a_rule_for_hosts(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP, melati=PO, links=LINKS, **{"pages/tentang.md": TENTANG}), AT)
    markup = file(site, "go/shopee/index.html")
    target = "https://shopee.co.id/toko..coba?x=1#atas"
    assert f'http-equiv="refresh" content="0; url={target}"' in markup
    assert f'href="{target}" rel="noopener noreferrer"' in markup
    assert '<meta name="robots" content="noindex">' in markup
    assert "canonical" not in markup
    assert 'content="0; url=../../tentang/index.html"' in file(site, "go/ukuran/index.html")
    assert 'href="mailto:halo@tokocoba.example"' in file(site, "go/surat/index.html")
    assert file(site, "_redirects").splitlines() == [
        "/melati-lama/ /po/melati/ 301",
        "/melati-lama /po/melati/ 301",
        f"/go/shopee/ {target} 302",
        f"/go/shopee {target} 302",
        "/go/ukuran/ /tentang/ 302",
        "/go/ukuran /tentang/ 302",
    ]


def test_a_short_link_stands_once_whatever_the_languages(tmp_path: Path) -> None:
    links = LINKS.replace("/tentang/", "/")
    site = built(write_shop(tmp_path, shop=SHOP + "languages: [id, en]\n", links=links), AT)
    assert {path for path in paths(site) if "go/" in path} == {
        f"go/{n}/index.html" for n in ("shopee", "ukuran", "surat")
    }


def test_a_short_name_that_two_links_want_is_a_problem_at_the_second(tmp_path: Path) -> None:
    found = problems_of(write_shop(tmp_path, links=LINKS.replace("go: surat", "go: shopee").replace("/tentang/", "/")))
    twice = next(each for each in found if each.code == "address-twice")
    assert twice.mark is not None
    assert (twice.mark.file, twice.mark.line) == ("content/links.yaml", 10)


def test_a_site_without_redirects_has_no_such_file(tmp_path: Path) -> None:
    assert "_redirects" not in paths(built(write_shop(tmp_path), AT))


def test_rules_too_long_for_a_host_are_left_to_their_pages() -> None:
    assert redirects_file([Redirect("/go/x/", f"https://x.example/{'y' * 1000}")]) == ""
    assert redirects_file([Redirect(f"/go/{n}/", "/") for n in range(2_000)]).count("\n") == 2_000


# Headers


def test_what_has_its_hash_is_kept_and_pages_are_asked_for_anew(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, melati=PO), AT)
    rules = _rules(file(site, "_headers"))
    assert rules["/assets/*"] == ["Cache-Control: public, max-age=31536000, immutable"]
    for address in ("/", "/index.html", "/404.html", "/po/*", "/melati-lama/*"):
        assert rules[address] == ["Cache-Control: no-cache"]
    assert not any(each.startswith("Cache-Control") for each in rules["/*"]), "Cloudflare would join both values"


def test_however_many_pages_headers_stay_within_what_hosts_read() -> None:
    text = headers_file("default-src 'none'", [f"halaman-{n}" for n in range(500)])
    assert len(_rules(text)) <= 100
    assert max(map(len, text.splitlines())) <= 2_000


def _rules(text: str) -> dict[str, list[str]]:
    rules: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            here = rules.setdefault(line, [])
        else:
            here.append(line.strip())
    return rules


# security.txt


def test_security_txt_says_whom_to_tell_and_until_when(tmp_path: Path) -> None:
    site = built(write_shop(tmp_path, shop=SHOP + "security: halo@tokocoba.example\n"), AT)
    assert file(site, ".well-known/security.txt") == (
        "Contact: mailto:halo@tokocoba.example\nExpires: 2027-07-01T00:00:00Z\nPreferred-Languages: id\n"
        f"Canonical: {URL}.well-known/security.txt\n"
    )


def test_its_renewal_is_a_change_of_the_site(tmp_path: Path) -> None:
    shop = SHOP + "security: https://tokocoba.example/lapor\n"
    assert built(write_shop(tmp_path, shop=shop), AT).next_change == datetime(2027, 1, 1, tzinfo=UTC)
    assert built(write_shop(tmp_path, shop=SHOP), AT).next_change is None


@given(st.integers(0, 14 * 366 * 24 * 60))
def test_it_holds_between_six_months_and_a_year(minutes: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert timedelta(days=181) <= expires(now) - now <= timedelta(days=366)
    assert now < renewal(now) < expires(now)
    assert expires(renewal(now) - timedelta(microseconds=1)) == expires(now) != expires(renewal(now))


@pytest.mark.parametrize("wrong", ["halo", "/lapor/", "http://tokocoba.example/lapor"])
def test_only_what_strangers_can_write_to_is_taken(wrong: str, tmp_path: Path) -> None:
    found = problems_of(write_shop(tmp_path, shop=SHOP + f"security: {wrong}\n"))
    assert found
    assert found[0].mark is not None
    assert found[0].mark.line == 5
