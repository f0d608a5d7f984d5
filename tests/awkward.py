"""Twelve POs that are hard to make a picture of, and the share pictures drawn of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw

from generator.build import draft
from generator.draft import Draft
from generator.draft import Look as Wish
from generator.media.cards.canvas import Canvas
from generator.media.cards.draw import Photos, cast, draw
from generator.media.cards.formats import Format
from generator.media.photofile import read_photo
from generator.media.pixels import Recipe, bare_pixels
from generator.page.present.sharing import PhotoFact, ShareFacts, campaign_facts, shop_facts
from generator.theme.cardlook import card_look

AT = "2026-12-12T12:00+07:00"
SHOP_ITSELF = ""
"""What stands for the shop where POs are named by their slugs."""

SHOP = """\
name: Rumah Melati
tagline: Parfum dan pengharum rumah, dituang setelah kamu pesan
logo: logo.png
cover: plain.jpg
city: Yogyakarta
since: 2019
url: https://rumahmelati.example/
theme: {theme}
contact: {{ whatsapp: 0812-345-678 }}
"""
DATES = "opens: 2026-12-09 09:00\ncloses: 2026-12-20 23:59\nships: 2026-12-21 to 2026-12-28\n"
ONE = "price: 150.000\n"
FORTY = "items:\n" + "".join(f"  - name: Warna {number}\n    price: {15 + number}.000\n" for number in range(1, 41))

CAMPAIGNS = {
    "a-plain": f"title: Parfum Melati\nbatch: 7\nphotos: [plain.jpg]\nexcludes: ongkir\n{DATES}{ONE}",
    "b-long-title": (
        "title: Kotak bingkisan hari raya isi parfum melati, lilin sereh, diffuser hujan sore, dan kartu ucapan tulis "
        f"tangan untuk seluruh keluarga besar di kampung halaman\nbatch: 12\nphotos: [plain.jpg]\n{DATES}{ONE}"
    ),
    "c-long-word": f"title: Pertanggungjawabankebersamaansemuanya2026\nphotos: [dark.jpg]\n{DATES}{ONE}",
    "d-no-photo": f"title: Parfum Melati\nbatch: 7\n{DATES}{ONE}",
    "e-bright": f"title: Lilin Sereh\nbatch: 3\nphotos: [bright.jpg]\n{DATES}{ONE}",
    "f-busy": f"title: Kain Ulos Pinunsaan\nphotos: [busy.jpg]\n{DATES}price: 12.500.000\n",
    "g-arabic": f'title: "روبوت السلام الأزرق"\nbatch: 2\nphotos: [plain.jpg]\n{DATES}{ONE}',
    "h-japanese": f"title: 初音ミク 雪の結晶フィギュア 限定版\nbatch: 4\nphotos: [wide.jpg]\n{DATES}price: 1.250.000\n",
    "i-emoji": f'title: "Kue Lebaran 🎂🌙 untuk Ibu 👩‍🍳 & Bapak ❤️"\nphotos: [tall.jpg]\n{DATES}{ONE}',
    "j-range": (
        "title: Rak buku lipat\nbatch: 128\nphotos: [plain.jpg]\n"
        "excludes: ongkir, pajak impor, dan biaya pasang di rumah\n"
        f"{DATES}items:\n  - name: Kecil\n    price: 1.250.000\n  - name: Besar\n    price: 14.900.000\n"
    ),
    "k-forty": (
        f"title: Benang katun 40 warna\nphotos: [busy.jpg]\nships: Januari 2027\ncloses: when full\nquota: 400\n{FORTY}"
    ),
    "l-bare": "title: Apa saja\ncloses: 2026-12-20\nprice: 5.000\n",
}


def make_shop(folder: Path, theme: str = "etalase", slugs: Collection[str] = tuple(CAMPAIGNS)) -> Path:
    """A shop of these POs, with photos that are plain, dark, white, busy, very wide and very tall."""
    (folder / "content" / "campaigns").mkdir(parents=True)
    images = folder / "content" / "images"
    images.mkdir()
    (folder / "content" / "shop.yaml").write_text(SHOP.format(theme=theme), "utf-8")
    for slug in slugs:
        (folder / "content" / "campaigns" / f"{slug}.yaml").write_text(CAMPAIGNS[slug], "utf-8")
    _photo((800, 1000), "#e7d5b8", "#b5804a").save(images / "plain.jpg")
    _photo((800, 800), "#14181d", "#2b3138").save(images / "dark.jpg")
    _photo((800, 800), "#ffffff", "#f6f6f4").save(images / "bright.jpg")
    _photo((1600, 470), "#bcd6ea", "#3f6d96").save(images / "wide.jpg")
    _photo((500, 2000), "#f3c6cf", "#a8324f").save(images / "tall.jpg")
    _busy((900, 900)).save(images / "busy.jpg")
    _photo((400, 400), "#3f6b4c", "#ffffff").save(images / "logo.png")
    return folder


def _photo(size: tuple[int, int], ground: str, thing: str) -> Image.Image:
    image = Image.new("RGB", size, ground)
    middle, side = (size[0] // 2, size[1] // 2), min(size) // 3
    box = (middle[0] - side // 2, middle[1] - side, middle[0] + side // 2, middle[1] + side)
    ImageDraw.Draw(image).rounded_rectangle(box, side // 6, thing)
    return image


def _busy(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size)
    pencil = ImageDraw.Draw(image)
    colours = ("#000000", "#ffffff", "#d0342c", "#f5c518", "#1f6f43", "#264a9e")
    for row in range(0, size[1], 45):
        for column in range(0, size[0], 45):
            colour = colours[(row * 7 + column * 3) // 45 % len(colours)]
            pencil.rectangle((column, row, column + 44, row + 44), colour)
    return image


def drafted(root: Path) -> Draft:
    """The shop, read and judged."""
    return draft(root, datetime.fromisoformat(AT), cache=root / ".etalase" / "cache")


def draw_all(
    made: Draft, theme: str, formats: Sequence[Format], slugs: Sequence[str] = (SHOP_ITSELF, *CAMPAIGNS)
) -> Iterator[tuple[str, Format, Canvas]]:
    """The share pictures of these POs in a theme."""
    seen, root = made.seen(Wish(theme=theme)), made.root
    look = card_look(seen.chosen.theme, seen.chosen.assets.options, root / "content")
    campaigns = {each.slug: each for each in seen.site.campaigns}
    for slug in slugs:
        facts = campaign_facts(seen.context, campaigns[slug]) if slug else shop_facts(seen.context)
        fonts = cast(look, facts.texts(), (), root / ".etalase" / "cache")
        photos = _photos(root, facts)
        for form in formats:
            yield slug, form, draw(facts, look, form, fonts, photos)


def _photos(root: Path, facts: ShareFacts) -> Photos:
    def opened(fact: PhotoFact | None, recipe: Recipe) -> Image.Image | None:
        return bare_pixels(read_photo(root / fact.file, root), recipe)[0] if fact else None

    return Photos(opened(facts.photo, Recipe(2000)), opened(facts.logo, Recipe(512, keep_alpha=True)))
