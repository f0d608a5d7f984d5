"""Same in, same out: bytes that depend on the shop and the moment, and on nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pace import at_once
from PIL import Image
from problemkit import SHOP, write

from generator.build import Built, build, draft
from generator.media import images
from generator.plan import Output
from generator.publish.folder import publish

ROOT = Path(__file__).parent.parent
AT = datetime.fromisoformat("2026-12-12T12:00+07:00")

BUILD = """
import hashlib, json, sys
from datetime import datetime
from pathlib import Path
from generator.build import build

made = build(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), cache=Path(sys.argv[3]))
found = [(each.path, each.content and hashlib.sha256(each.content).hexdigest()) for each in made.outputs]
print(json.dumps([found, [each.code for each in made.problems], str(made.next_change)]))
"""


def elsewhere(root: Path, cache: Path, at: datetime = AT, **environment: str) -> object:
    """Paths, digests, problems and next change of a build in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", BUILD, str(root), at.isoformat(), str(cache)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        cwd=cache.parent,
        capture_output=True,
        check=True,
    )
    return json.loads(run.stdout)


def digests(made: Built) -> dict[str, str]:
    return {each.path: hashlib.sha256(each.content).hexdigest() for each in made.outputs if each.content is not None}


@pytest.mark.parametrize("name", at_once(["kecil"], ["kecil", "keramik"]))
def test_zone_locale_hash_seed_folder_and_spelling_of_the_moment_change_no_byte(name: str, tmp_path: Path) -> None:
    shop = ROOT / "tests/shops" / name
    copy = shutil.copytree(shop, tmp_path / "nested dir ü" / "copy")
    cache = tmp_path / "cache"
    one = elsewhere(shop, cache, TZ="Asia/Jakarta", PYTHONHASHSEED="0", LC_ALL="C.UTF-8")
    other_at = AT.astimezone(datetime.fromisoformat("2026-01-01T00:00-05:00").tzinfo)
    other = elsewhere(copy, cache, other_at, TZ="America/New_York", PYTHONHASHSEED="4242", LC_ALL="C", LANG="id_ID")

    assert one == other


PO = (
    "title: Parfum\nopens: 2026-12-09 09:00\ncloses: 2026-12-20 23:59\nships: 2026-12-21 to 2026-12-28\n"
    "price: 150.000\n"
    "early:\n  price: 140.000\n  until: 2026-12-14\nupdates:\n  - date: 2026-12-10\n    text: Halo\n"
)
LINKS = "links:\n  - title: A\n    url: https://a.internal/\n    from: 2026-12-15\n    until: 2026-12-18\n"


@pytest.fixture
def po(tmp_path: Path) -> Path:
    return write(tmp_path / "shop", {"shop.yaml": SHOP, "campaigns/po.yaml": PO, "links.yaml": LINKS})


def made(root: Path, at: datetime = AT) -> Built:
    return build(root, at, cache=root / ".etalase/cache")


def test_between_two_changes_every_moment_gives_the_same_site(po: Path) -> None:
    at = AT
    sites = []
    for _ in range(4):
        first = made(po, at)
        assert first.next_change
        assert first.next_change > at
        assert digests(made(po, first.next_change - timedelta(seconds=1))) == digests(first)
        sites.append(digests(first))
        at = first.next_change
    assert all(one != other for one, other in pairwise(sites))


def test_a_second_build_writes_nothing(po: Path, tmp_path: Path) -> None:
    folder, lock = tmp_path / "output", tmp_path / "lock"
    publish(made(po).outputs, folder, lock_file=lock)
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}

    again = publish(made(po).outputs, folder, lock_file=lock)

    assert again.written == ()
    assert again.removed == ()
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before


def photo(colour: str) -> bytes:
    written = BytesIO()
    Image.new("RGB", (320, 400), colour).save(written, "JPEG")
    return written.getvalue()


@pytest.fixture
def pictured(tmp_path: Path) -> Path:
    """A shop with a logo and two photos."""
    names = {"logo.jpg": "teal", "melati-1.jpg": "olive", "melati-2.jpg": "navy"}
    photos = {f"images/{name}": photo(colour) for name, colour in names.items()}
    po = PO + "photos:\n  - melati-1.jpg\n  - melati-2.jpg\n"
    return write(tmp_path / "shop", {"shop.yaml": SHOP + "logo: logo.jpg\n", "campaigns/po.yaml": po, **photos})


def test_a_second_build_touches_no_picture_and_a_changed_photo_only_its_own(
    pictured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, encode = [], images.encode
    bare_pixels = images.bare_pixels
    monkeypatch.setattr(images, "bare_pixels", lambda file, how: opened.append(file.stem) or bare_pixels(file, how))
    encoded = []
    monkeypatch.setattr(images, "encode", lambda *given: encoded.append(1) or encode(*given))
    first = made(pictured)
    assert set(opened) == {"logo", "melati-1", "melati-2"}
    assert encoded
    before = {file: file.stat().st_mtime_ns for file in (pictured / ".etalase/cache/pictures").iterdir()}
    opened.clear()
    encoded.clear()

    assert sources(made(pictured).outputs) == sources(first.outputs)
    assert (opened, encoded) == ([], [])
    assert {file: file.stat().st_mtime_ns for file in before} == before

    (pictured / "content/images/melati-2.jpg").write_bytes(photo("maroon"))
    then = made(pictured)
    assert set(opened) == {"melati-2"}
    assert {file: file.stat().st_mtime_ns for file in before} == before
    rest = [{name for name in sources(each.outputs) if "melati-2." not in name} for each in (first, then)]
    assert rest[0] == rest[1]
    assert not {name for name in sources(first.outputs) if "melati-2." in name} & set(sources(then.outputs))


def test_pages_wait_for_no_photo_and_a_photo_is_made_when_it_is_asked_for(
    pictured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode, encoded = images.encode, []
    monkeypatch.setattr(images, "encode", lambda *given: encoded.append(given[1].suffix) or encode(*given))
    shop = draft(pictured, AT, cache=pictured / ".etalase/cache")

    pages = [shop.output(place.path).content or b"" for place in shop.pages]
    assert encoded == ["jpg"]  # the logo, which icons are drawn from

    wanted = re.search(rb"assets/melati-1[\w.-]+\.avif", b"".join(pages))
    assert wanted
    file = shop.file(wanted[0].decode())
    assert file
    assert file.source
    assert file.source.is_file()
    assert encoded == ["jpg", "avif"]
    shop.file(wanted[0].decode())
    assert encoded == ["jpg", "avif"]


def test_a_cache_that_is_gone_or_damaged_does_no_harm(pictured: Path) -> None:
    root = pictured
    cold = made(root)
    pictures = [each for each in cold.outputs if each.source]
    assert {each.path.rpartition(".")[2] for each in pictures} == {"avif", "webp", "jpg"}

    shutil.rmtree(root / ".etalase")
    assert sources(made(root).outputs) == sources(cold.outputs)
    for number, file in enumerate(sorted(file for file in (root / ".etalase/cache").rglob("*") if file.is_file())):
        file.write_bytes((b"", b"rusak", file.read_bytes()[:-9])[number % 3])
    mended = made(root)

    assert sources(mended.outputs) == sources(cold.outputs)
    assert digests(mended) == digests(cold)


def sources(outputs: tuple[Output, ...]) -> dict[str, bytes]:
    """The bytes of every picture by its name in the site."""
    return {each.path: each.source.read_bytes() for each in outputs if each.source}
