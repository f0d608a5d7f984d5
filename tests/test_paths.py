"""Addresses, file names and links (promises 14 and 19)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import paths
from generator.problems import Refused

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
LINKISH = st.text(st.sampled_from("ahtps:/\\@.?#%[]0-é. \t\u202ejvc\xadidmlo"), max_size=30)
PATHS = st.lists(st.text("ab-é ", min_size=1, max_size=3), min_size=1, max_size=5).map("/".join)


def refusal(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


# Slugs and file names


@pytest.mark.parametrize("slug", ["melati", "po-7", "7", "a" * 64])
def test_slug_of_small_letters_digits_and_dashes_is_kept(slug: str) -> None:
    assert paths.check_slug(slug) == slug


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Parfum Melati", "parfum-melati"),
        ("-melati", "melati"),
        ("melati-", "melati"),
        ("a" * 65, "a" * 64),
        ("kafé", "kafe"),
        ("../x", "x"),
        ("", ""),
        ("melati\n", "melati"),
    ],
)
def test_anything_else_as_slug_is_refused_with_the_nearest_slug(text: str, better: str) -> None:
    found = refusal(lambda: paths.check_slug(text))
    assert (found.kind, found.instead) == (paths.SLUG_FORM, better)


@pytest.mark.parametrize("name", ["con", "nul", "prn", "aux", "com1", "lpt9"])
def test_windows_device_names_are_refused_everywhere(name: str) -> None:
    assert refusal(lambda: paths.check_slug(name)).kind is paths.NAME_RESERVED
    assert refusal(lambda: paths.safe_output_path(f"images/{name.upper()}.jpg")).kind is paths.NAME_RESERVED
    assert refusal(lambda: paths.inside(f"{name}.tar.gz")).kind is paths.NAME_RESERVED


@given(ANY_TEXT)
def test_slug_from_words_is_a_slug_or_nothing(text: str) -> None:
    slug = paths.slug_from(text)
    assert slug == "" or paths.check_slug(slug) == slug


@pytest.mark.parametrize("path", ["index.html", "a/b/c.jpg", "_headers", ".nojekyll", "foto 1.jpg", "❤️.png"])
def test_output_path_that_every_system_can_write_is_kept(path: str) -> None:
    assert paths.safe_output_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/a",
        "a/",
        "a//b",
        "../a",
        "a/./b",
        "a.",
        "a /b",
        " a",
        "a:b",
        "a?b",
        'a"b',
        "a\\b",
        "a\nb",
        "a\0",
        "x" * 201,
    ],
)
def test_output_path_that_some_system_cannot_write_is_refused(path: str) -> None:
    assert refusal(lambda: paths.safe_output_path(path)).kind is paths.FILE_NAME


def test_output_path_is_composed_so_that_macos_and_linux_agree() -> None:
    assert paths.safe_output_path("kafe\u0301.jpg") == "kaf\u00e9.jpg"


def test_paths_that_differ_in_case_or_unicode_form_collide() -> None:
    assert paths.collision_key("Kafe\u0301.JPG") == paths.collision_key("kaf\u00e9.jpg")
    assert paths.collision_key("a.jpg") != paths.collision_key("b.jpg")


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("images/melati 1.jpg", "images/melati 1.jpg"),
        ("./images//a.jpg", "images/a.jpg"),
        (" melati.jpg\xa0", "melati.jpg"),
        ("~1.jpg", "~1.jpg"),
    ],
)
def test_reference_resolves_inside_the_shop(reference: str, path: str) -> None:
    assert paths.inside(reference) == path


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("/etc/passwd", paths.FILE_OUTSIDE),
        ("../x.jpg", paths.FILE_OUTSIDE),
        ("images/../../x.jpg", paths.FILE_OUTSIDE),
        ("images\\..\\x.jpg", paths.FILE_OUTSIDE),
        ("C:\\foto\\x.jpg", paths.FILE_OUTSIDE),
        ("c:x.jpg", paths.FILE_OUTSIDE),
        ("\\\\server\\x.jpg", paths.FILE_OUTSIDE),
        ("~/x.jpg", paths.FILE_OUTSIDE),
        ("https://x.example/a.jpg", paths.FILE_REMOTE),
        ("//x.example/a.jpg", paths.FILE_REMOTE),
        ("a.jpg:stream", paths.FILE_NAME),
        ("a\0.jpg", paths.FILE_NAME),
        ("a.jpg\u202e", paths.FILE_NAME),
        ("", paths.FILE_NAME),
        (".", paths.FILE_NAME),
    ],
)
def test_reference_that_leaves_the_shop_is_refused(reference: str, kind: object) -> None:
    assert refusal(lambda: paths.inside(reference)).kind is kind


def test_backslash_in_a_reference_is_refused_with_the_slash_that_works() -> None:
    assert refusal(lambda: paths.inside("images\\a.jpg")).instead == "images/a.jpg"


@given(ANY_TEXT | st.text("./\\:~ aA\0", max_size=12))
def test_reference_never_leaves_the_shop_and_never_breaks(reference: str) -> None:
    try:
        path = paths.inside(reference)
    except Refused:
        return
    assert posixpath.normpath(f"/shop/{path}") == f"/shop/{path}"
    assert paths.inside(path) == path


# Addresses


def test_page_is_a_folder_with_an_index() -> None:
    assert paths.page_path("campaigns/melati") == "campaigns/melati/index.html"
    assert paths.page_path("") == "index.html"


@pytest.mark.parametrize(
    ("here", "there", "url"),
    [
        ("index.html", "campaigns/melati/index.html", "campaigns/melati/index.html"),
        ("campaigns/melati/index.html", "index.html", "../../index.html"),
        ("campaigns/melati/index.html", "campaigns/mawar/index.html", "../mawar/index.html"),
        ("a/index.html", "a/index.html", "index.html"),
        ("a/index.html", "a/foto 1#2.jpg", "foto%201%232.jpg"),
        ("index.html", "kopi:susu/é?.jpg", "kopi%3Asusu/%C3%A9%3F.jpg"),
    ],
)
def test_relative_url_names_the_index_and_encodes(here: str, there: str, url: str) -> None:
    assert paths.relative_url(here, there) == url


@given(PATHS, PATHS)
def test_relative_url_leads_to_its_target_under_any_base(here: str, there: str) -> None:
    landed = posixpath.normpath(
        posixpath.join(posixpath.dirname(f"/sub/{here}"), unquote(paths.relative_url(here, there)))
    )
    assert landed == f"/sub/{there}"


@pytest.mark.parametrize(
    ("base", "path", "url"),
    [
        ("https://toko.example", "index.html", "https://toko.example/"),
        ("https://toko.example/sub/", "campaigns/melati/index.html", "https://toko.example/sub/campaigns/melati/"),
        ("https://toko.example/", "a/foto 1.jpg", "https://toko.example/a/foto%201.jpg"),
        ("https://toko.example/", "404.html", "https://toko.example/404.html"),
        ("https://toko.example/", "my-index.html", "https://toko.example/my-index.html"),
    ],
)
def test_absolute_url_of_a_page_is_its_folder(base: str, path: str, url: str) -> None:
    assert paths.absolute_url(base, path) == url


def test_site_url_is_a_folder_and_nothing_else() -> None:
    assert paths.judge_site_url("Toko.example/po") == "https://toko.example/po/"
    for text in ("https://toko.example/?a=1", "https://toko.example/index.html", "mailto:a@toko.example", "/po"):
        assert refusal(lambda text=text: paths.judge_site_url(text)).kind is paths.SITE_URL


# Links


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://shopee.co.id/toko", "https://shopee.co.id/toko"),
        ("shopee.co.id/toko", "https://shopee.co.id/toko"),
        ("Toko.Example", "https://toko.example/"),
        ("toko.example:8443/x", "https://toko.example:8443/x"),
        ("HTTPS://Shopee.CO.ID:443/Toko", "https://shopee.co.id/Toko"),
        ("http://toko.example:80", "http://toko.example/"),
        (" \x01https://toko.example/a\xa0", "https://toko.example/a"),
        ("ht\ttps://toko\n.example/a\r", "https://toko.example/a"),
        ("https:\\\\toko.example\\a", "https://toko.example/a"),
        ("https://toko.example\\@jahat.example/", "https://toko.example/@jahat.example/"),
        ("https://toko.example/foto 1?q=é&r=50%#b", "https://toko.example/foto%201?q=%C3%A9&r=50%25#b"),
        ("https://toko.example/%E2%98%95?a='b'", "https://toko.example/%E2%98%95?a=%27b%27"),
        ("https://toko.example.", "https://toko.example/"),
        ("https://tokopedіa.com/x", "https://xn--tokopeda-zhh.com/x"),  # і is Cyrillic
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ("https://toko。example", "https://toko.example/"),
        ("https://ｔoko.example", "https://toko.example/"),
        ("mailto:Halo@Toko.Example?subject=Tanya PO", "mailto:Halo@toko.example?subject=Tanya%20PO"),
        ("tel:+62 812-3456-78", "tel:+62812345678"),
        ("/campaigns/melati/", "/campaigns/melati"),
        ("tentang", "/tentang"),
        ("pages/tentang.md#ongkir", "/pages/tentang.md#ongkir"),
        ("tentang.md", "/tentang.md"),
        ("#faq", "#faq"),
        ("/", "/"),
    ],
)
def test_link_is_judged_as_a_browser_parses_it(text: str, link: str) -> None:
    assert paths.judge_link(text) == link
    assert paths.judge_link(link) == link


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("javascript:alert(1)", paths.LINK_SCHEME),
        ("JaVaScRiPt\t:alert(1)", paths.LINK_SCHEME),
        ("\x01 java\nscript:alert(1)", paths.LINK_SCHEME),
        ("data:text/html,x", paths.LINK_SCHEME),
        ("vbscript:x", paths.LINK_SCHEME),
        ("blob:https://toko.example/x", paths.LINK_SCHEME),
        ("file:///etc/passwd", paths.LINK_SCHEME),
        ("intent://x#Intent;end", paths.LINK_SCHEME),
        ("whatsapp://send?text=x", paths.LINK_SCHEME),
        ("toko.example:javascript", paths.LINK_SCHEME),
        ("https://shopee.co.id@jahat.example/", paths.LINK_USER),
        ("https://a:b@jahat.example", paths.LINK_USER),
        ("https:\\\\shopee.co.id@jahat.example", paths.LINK_USER),
        ("//jahat.example/x", paths.LINK_SLASHES),
        ("\\\\jahat.example", paths.LINK_SLASHES),
        ("/\\jahat.example", paths.LINK_SLASHES),
        ("/\t/jahat.example", paths.LINK_SLASHES),
        ("https:jahat.example", paths.LINK_SLASHES),
        ("https:///jahat.example", paths.LINK_SLASHES),
        ("https://", paths.LINK_SLASHES),
        ("https://toko.example/\u202egpj", paths.LINK_HIDDEN),
        ("https://toko\u200b.example", paths.LINK_HIDDEN),
        ("https://toko.example/\ufe0f", paths.LINK_HIDDEN),
        ("https://toko.example/\ud800", paths.LINK_HIDDEN),
        ("https://toko.example/a\0b", paths.LINK_HIDDEN),
        ("https://127.0.0.1/", paths.LINK_FORM),
        ("https://0x7f.1/", paths.LINK_FORM),
        ("https://[::1]/", paths.LINK_FORM),
        ("https://localhost/", paths.LINK_FORM),
        ("https://toko%2eexample/", paths.LINK_FORM),
        ("https://toko.example:99999/", paths.LINK_FORM),
        ("https://toko example.id/", paths.LINK_FORM),
        ("https://straße.example/", paths.LINK_FORM),
        ("@akun", paths.LINK_FORM),
        ("../../x", paths.LINK_FORM),
        ("halo dunia", paths.LINK_FORM),
        ("", paths.LINK_FORM),
        ("tel:*123#", paths.LINK_FORM),
        ("0812-3456-7890", paths.LINK_NUMBER),
        ("halo@toko.example", paths.LINK_EMAIL),
        ("mailto:halo", paths.EMAIL_FORM),
        ("mailto:a@toko.example,b@toko.example", paths.EMAIL_FORM),
    ],
)
def test_link_that_could_mislead_is_refused(text: str, kind: object) -> None:
    assert refusal(lambda: paths.judge_link(text)).kind is kind


def test_refused_link_comes_with_the_link_that_was_meant() -> None:
    assert refusal(lambda: paths.judge_link("//toko.example/x")).instead == "https://toko.example/x"
    assert refusal(lambda: paths.judge_link("https:/toko.example/x?a")).instead == "https://toko.example/x?a"
    assert refusal(lambda: paths.judge_link("halo@toko.example")).instead == "mailto:halo@toko.example"


@given(ANY_TEXT | LINKISH | LINKISH.map(lambda rest: f"https://a.id{rest}"))
def test_judging_never_breaks_and_a_judged_link_stays(text: str) -> None:
    try:
        link = paths.judge_link(text)
    except Refused:
        return
    assert link.isascii()
    assert link.startswith(("https://", "http://", "mailto:", "tel:", "/", "#"))
    assert not link.startswith("//")
    assert not set(link) & set(" \t\n\r\"'<>\\`")
    assert paths.judge_link(link) == link


def test_host_belongs_to_its_brand_only_exactly_or_below_a_dot() -> None:
    domains = ("shopee.co.id",)
    for link in ("https://shopee.co.id/a", "https://id.shopee.co.id:8443/a"):
        assert paths.host_belongs(paths.host_of(link), domains)
    for link in ("https://shopee.co.id.jahat.example/", "https://myshopee.co.id/", "mailto:a@shopee.co.id", "/a"):
        assert not paths.host_belongs(paths.host_of(link), domains)
    assert paths.host_of("https://shopee.co.id@jahat.example/") == ""


@pytest.mark.parametrize("text", ["a@b", "a b@toko.example", ".a@toko.example", "a..b@toko.example", "@toko.example"])
def test_what_is_no_email_address_is_refused(text: str) -> None:
    assert refusal(lambda: paths.check_email(text)).kind is paths.EMAIL_FORM
