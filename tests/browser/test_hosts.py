"""Built shops on hosts that sellers use: nginx with the configuration of docs/hosting.md, Python's own server, files.

Every internal link and file is asked for as a browser would, under `/` and in a folder; no page may meet an error or
have its policy refuse anything.
"""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import pytest
from machine import absent, await_that, program
from pace import at_once

sys.path.insert(0, str(Path(__file__).parents[1]))
from shopkit import published, write_shop
from sitewalk import addresses, arrivals, leads, pages

ROOT = Path(__file__).parents[2]
AT = "2026-12-12T12:00+07:00"
SHOPS = {
    "demo": ROOT,
    **{name: ROOT / "tests/shops" / name for name in ("kecil", "figur", "keramik", "kopi")},
}
CONFIGURED = re.compile(r'```nginx title="[^"]*"\n(.*?)```', re.DOTALL)
TYPES = {
    ".html": "text/html; charset=utf-8", ".ics": "text/calendar", ".vcf": "text/vcard",
    ".xml": "text/xml; charset=utf-8", ".webmanifest": "application/manifest+json",
    ".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg",
    ".svg": "image/svg+xml", ".png": "image/png", ".txt": "text/plain; charset=utf-8", ".woff2": "font/woff2",
}  # fmt: skip
HOSTS = [f"{host} {prefix}" for host in ("nginx", "python") for prefix in ("/", "/sub/")]


def configuration(output: Path, prefix: str, port: int) -> str:
    """What docs/hosting.md tells sellers to write, for this folder, address and port; with the policy as a header, as
    it says one may."""
    found = [
        text for file in sorted(ROOT.glob("docs/hosting*.md")) for text in CONFIGURED.findall(file.read_text("utf-8"))
    ]
    assert len(found) == 1
    policy = next(
        line.strip().partition(": ")[2]
        for line in (output / "_headers").read_text("utf-8").splitlines()
        if "Content-Security-Policy" in line
    )
    wanted = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "root /var/www/toko;": f"root {str(output).removesuffix(prefix.rstrip('/'))};",
        "/404.html": f"{prefix}404.html",
        "location /assets/": f"location {prefix}assets/",
        "add_header X-Frame-Options DENY;": f"add_header X-Frame-Options DENY;\n"
        f'add_header Content-Security-Policy "{policy}";',
    }
    text = found[0]
    for old, new in wanted.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@contextlib.contextmanager
def nginx_on(output: Path, prefix: str, work: Path) -> Iterator[str]:
    """The address of an nginx that serves the folder; its own files are in `work`."""
    binary = program("nginx", "/usr/sbin/nginx")
    types = next((each for each in (Path("/etc/nginx/mime.types"),) if each.is_file()), None) or absent(
        "nginx's mime.types"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (work / "mime.types").write_bytes(types.read_bytes())
    kept = "".join(
        f"{kind}_temp_path {work / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (work / "nginx.conf").write_text(
        f"daemon off;\nmaster_process off;\npid {work / 'pid'};\nerror_log {work / 'errors'};\nevents {{}}\n"
        f"http {{\naccess_log off;\n{kept}{configuration(output, prefix, port)}\n}}\n",
        encoding="utf-8",
    )
    running = subprocess.Popen([binary, "-p", work, "-c", work / "nginx.conf"], stderr=subprocess.PIPE)
    try:
        for _ in range(400):
            assert running.poll() is None, (running.stderr and running.stderr.read(), (work / "errors").read_text())
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}{prefix}"
    finally:
        running.terminate()
        running.communicate()


@dataclass
class Answers:
    """What a host says to each address, asked once."""

    known: dict[str, tuple[int, str, str]] = field(default_factory=dict)

    def ask(self, address: str) -> tuple[int, str, str]:
        """Status, content type and, of a page, its text."""
        if address not in self.known:
            try:
                with urlopen(address, timeout=60) as answer:
                    kind, body = answer.headers.get("Content-Type", ""), answer.read()
                    self.known[address] = (answer.status, kind, body.decode() if "html" in kind else "")
            except HTTPError as refused:
                with refused:
                    self.known[address] = (refused.code, "", "")
        return self.known[address]


def dead_ends(output: Path, root: str, home: str, *, typed: bool) -> list[str]:
    """Every address inside a site that does not answer, arrives nowhere, or (`typed`) is sent as something else."""
    answers, found = Answers(), []
    for path in pages(output):
        if path == "404.html" and urlsplit(root).path != (urlsplit(home).path or "/"):
            continue  # it names its files from where the shop says it is
        for address, part in set(leads(path, (output / path).read_text("utf-8"), root, home)):
            status, kind, text = answers.ask(address)
            suffix = Path(urlsplit(address).path).suffix or ".html"
            if status != HTTPStatus.OK:
                found.append(f"{path}: {address}: {status}")
            elif part and unquote(part) not in arrivals(text):
                found.append(f"{path}: {address} has no #{part}")
            elif typed and kind != TYPES[suffix]:
                found.append(f"{path}: {address} is sent as {kind}")
    assert answers.known, "something was asked"
    return found


def dead_files(output: Path) -> list[str]:
    """The same for pages that are opened from the folder."""
    found = []
    for path in pages(output):
        if path == "404.html":
            continue
        root = f"{output.as_uri()}/"
        for address, part in set(leads(path, (output / path).read_text("utf-8"), root, "")):
            file = output / unquote(address.removeprefix(root))
            if not file.is_file():
                found.append(f"{path}: {address}")
            elif part and part not in arrivals(file.read_text("utf-8")):
                found.append(f"{path}: {address} has no #{part}")
    return found


def stays(output: Path, path: str) -> bool:
    return 'http-equiv="refresh"' not in (output / path).read_text("utf-8")


Hosted = Callable[[str, Path], contextlib.AbstractContextManager[str]]


@pytest.fixture
def hosted(serve: Callable[..., str], tmp_path: Path) -> Hosted:
    """`hosted("nginx /sub/", output)`: the address at which that folder is served, or (`file /`) lies."""

    @contextlib.contextmanager
    def served(host: str, output: Path) -> Iterator[str]:
        kind, prefix = host.split()
        if kind == "nginx":
            with nginx_on(output, prefix, tmp_path) as address:
                yield address
        else:
            yield serve(output, prefix) if kind == "python" else f"{output.as_uri()}/"

    return served


# A small shop


def small(root: Path, prefix: str, pictures: Path) -> Path:
    """A shop that has everything of which an address is made, published for a host under this prefix."""
    write_shop(
        root,
        shop=f"""\
        name: Toko Coba
        url: https://tokocoba.example{prefix}
        languages: [id, en]
        security: halo@tokocoba.example
        contact:
          whatsapp: 0812-345-678
        """,
        links="""\
        links:
          - title: Toko kami di Shopee
            url: https://shopee.co.id/toko..coba
            go: shopee
          - title: Ukuran
            url: /ukuran/#t-lengan
            go: ukuran
          - title: Depan
            url: /
            go: depan
        """,
        melati="title: Melati\nprice: 150.000\nopens: 2026-12-09\ncloses: 2026-12-20\naliases: [lama]\n",
        **{"pages/ukuran.md": "---\ntitle: Ukuran\n---\n## Lengan\n\n60 cm\n"},
    )
    return in_folder(published(root, AT, cache=pictures), prefix)


def in_folder(output: Path, prefix: str) -> Path:
    """The folder under the name that it has on a host with this prefix."""
    return output.rename(output.with_name(prefix.strip("/"))) if prefix != "/" else output


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Callable[[str], Path]:
    return cache(lambda prefix: small(tmp_path_factory.mktemp("toko"), prefix, pictures))


@pytest.mark.parametrize("host", at_once(["nginx /sub/", "python /"], HOSTS))
def test_whatever_a_shop_names_is_there(
    host: str, shop: Callable[[str], Path], hosted: Hosted, visit: Callable[..., object]
) -> None:
    prefix = host.split()[1]
    output = shop(prefix)
    with hosted(host, output) as address:
        assert dead_ends(output, address, f"https://tokocoba.example{prefix}", typed="nginx" in host) == []
        for path in ("index.html", "po/melati/index.html", "en/index.html"):
            assert visit(address + path).trouble == [], path
        gone = visit(f"{address}po/tidak/ada")
        said = "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
        assert sorted(gone.trouble) == [f"404: {address}po/tidak/ada", said]
        gone.page.locator("main a").first.click()
        gone.page.wait_for_url(f"{address}**")
        assert gone.page.locator("h1").inner_text() == "Toko Coba"


@pytest.mark.parametrize("host", at_once(["nginx /sub/", "file /"], [*HOSTS, "file /"]))
def test_every_short_and_old_address_leads_where_it_says(
    host: str, shop: Callable[[str], Path], hosted: Hosted, visit: Callable[..., object]
) -> None:
    kind, prefix = host.split()
    output = shop(prefix)
    with hosted(host, output) as address:
        ends = {"go/ukuran": "ukuran/index.html#t-lengan", "go/depan": "index.html", "lama": "po/melati/index.html"}
        for start, end in ends.items():
            opened = visit(f"{address}{start}/{'index.html' if kind == 'file' else ''}")
            opened.page.wait_for_url(address + end)
            assert opened.trouble == [], start
        leaving = visit(f"{address}go/shopee/index.html")
        assert "foreign request: https://shopee.co.id/toko..coba" in trouble_of(leaving)


def trouble_of(visited: object) -> list[str]:
    """The trouble of a page that leaves at once, when it has left."""
    await_that(lambda: any("foreign" in each for each in visited.trouble), visited.page)
    return visited.trouble


def test_nginx_sends_what_only_hosts_can_say(shop: Callable[[str], Path], tmp_path: Path) -> None:
    output = shop("/")
    asset = next((output / "assets").iterdir())
    (output / ".git").mkdir(exist_ok=True)
    (output / ".git/config").write_text("x", encoding="utf-8")
    with nginx_on(output, "/", tmp_path) as address:
        with urlopen(address, timeout=60) as page:
            assert page.headers["Cache-Control"] == "no-cache"
            assert page.headers["X-Frame-Options"] == "DENY"
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        with urlopen(f"{address}assets/{asset.name}", timeout=60) as file:
            assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        answers = Answers()
        assert answers.ask(f"{address}.well-known/security.txt")[:2] == (200, "text/plain; charset=utf-8")
        for hidden in ("_headers", "_redirects", ".etalase.json", ".git/config"):
            assert answers.ask(address + hidden)[0] == HTTPStatus.NOT_FOUND, hidden


def test_an_address_that_leads_nowhere_is_found(tmp_path: Path, serve: Callable[..., str]) -> None:
    page = '<a href="ada.html#x"></a><a href="Ada.html"></a><img srcset="a.webp 1w, b.webp 2w"><p id="y">'
    (tmp_path / "ada.html").write_text(page, encoding="utf-8")
    assert len(list(addresses(page))) == 4
    assert len(dead_files(tmp_path)) == len(dead_ends(tmp_path, serve(tmp_path), "", typed=False)) == 4


# All shops


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Callable[[str], Path]:
    """The output folder of a shop, which is `/` of one host and `/sub/` of another."""

    @cache
    def made(name: str) -> Path:
        return in_folder(published(SHOPS[name], AT, cache=pictures, into=tmp_path_factory.mktemp(name)), "/sub/")

    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "host"),
    [*((name, host) for name in SHOPS for host in ("nginx /sub/", "file /")), *(("kopi", host) for host in HOSTS[::3])],
)
def test_every_page_of_every_shop_opens_without_trouble_and_leads_somewhere(
    name: str,
    host: str,
    sold: Callable[[str], Path],
    hosted: Hosted,
    visit: Callable[..., object],
) -> None:
    output = sold(name)
    with hosted(host, output) as address:
        if host == "file /":
            assert dead_files(output) == []
        else:
            home = re.search(r"^url: (\S+)", (SHOPS[name] / "content/shop.yaml").read_text("utf-8"), re.MULTILINE)
            assert dead_ends(output, address, home.group(1) if home else "", typed="nginx" in host) == []
        for path in pages(output):
            if stays(output, path) and (path != "404.html" or (host.endswith(" /") and "file" not in host)):
                assert visit(address + path).trouble == [], path
