"""A shop's sign as pictures: sharp in every size, whole in a launcher's circle, bare of what a logo's file carried."""

from __future__ import annotations

import html
import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from shopkit import built, page, write_shop
from test_images import CANARY, jpeg_with_canaries, png_with_canaries

from generator.build import Built
from generator.media.emblem import FAVICON, LARGE, MASKABLE, SMALL, TOUCH, Icon, Shape, Sign, all_icons, draw_icon
from generator.page.webmanifest import home_label
from generator.shipped import themes_folder
from generator.shop.colours import Colour, contrast, parse_colour
from generator.wardrobe import SIGN_FACE

AT = "2026-12-12T12:00:00+07:00"
SHOP = "name: Toko Coba\ncontact:\n  whatsapp: 0812-345-678\n"
FACE = (themes_folder() / SIGN_FACE).read_bytes()
TILE = Colour("#7a3b69")
GROUNDS = (Colour("#f8f4ed"), Colour("#1d1a17"))
SHAPES = (FAVICON, TOUCH, SMALL, LARGE, MASKABLE)


def sign(name: str = "Nara Wangi", logo: Image.Image | None = None) -> Sign:
    return Sign(name, TILE, (FACE,), GROUNDS, saved(logo) if logo else None)


def saved(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def drawn(icon: Icon) -> Image.Image:
    return Image.open(io.BytesIO(icon.content))


def ring(size: tuple[int, int] = (400, 400), ground: object = (0, 0, 0, 0), ink: str = "#b3541e") -> Image.Image:
    """A round logo that reaches every edge of its picture but for a little air."""
    logo = Image.new("RGBA", size, ground)
    ImageDraw.Draw(logo).ellipse((8, 8, size[0] - 9, size[1] - 9), outline=ink, width=40)
    return logo


def ink_box(picture: Image.Image, ground: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """The box of everything that is not the ground."""
    mask = Image.new("L", picture.size)
    pixels = picture.convert("RGB").load()
    for x in range(picture.width):
        for y in range(picture.height):
            if max(abs(a - b) for a, b in zip(pixels[x, y], ground, strict=True)) > 60:
                mask.putpixel((x, y), 255)
    box = mask.getbbox()
    assert box, "nothing is on the tile"
    return box


def rgb(colour: str) -> tuple[int, int, int]:
    return tuple(bytes.fromhex(colour[1:]))  # type: ignore[return-value]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.stem)
@pytest.mark.parametrize("logo", [None, ring()], ids=["letters", "logo"])
def test_an_icon_is_a_square_png_of_its_size(shape: Shape, logo: Image.Image | None, tmp_path: Path) -> None:
    picture = drawn(draw_icon(sign(logo=logo), shape, tmp_path))

    assert (picture.format, picture.size) == ("PNG", (shape.size, shape.size))
    assert picture.mode == ("RGBA" if shape.rounded else "RGB")
    corner = picture.convert("RGBA").getpixel((0, 0))
    assert corner[3] == (0 if shape.rounded else 255)


@pytest.mark.parametrize("name", ["Nara Wangi", "Melati", "WW", "7 Rupa", "élan vital"])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.stem)
def test_letters_stand_in_the_middle_of_their_tile(name: str, shape: Shape, tmp_path: Path) -> None:
    picture = drawn(draw_icon(sign(name), Shape(shape.stem, shape.size, safe=shape.safe), tmp_path))

    left, top, right, bottom = ink_box(picture, rgb(TILE))
    assert abs(left + right - shape.size) <= 2 + shape.size // 64
    assert abs(top + bottom - shape.size) <= 2 + shape.size // 64
    assert max(right - left, bottom - top) >= shape.size * 0.3


@pytest.mark.parametrize(
    "made_of", ["letters", "window", "transparent", "on its own ground", "wide"], ids=lambda made_of: made_of
)
def test_all_that_matters_stays_in_a_launchers_circle(made_of: str, tmp_path: Path) -> None:
    logos = {
        "transparent": ring(),
        "on its own ground": ring(ground="#ffffff"),
        "wide": ring((600, 200), "#112233", "#ffffff"),
    }
    named = sign("WW") if made_of == "letters" else sign("✨") if made_of == "window" else sign(logo=logos[made_of])

    picture = drawn(draw_icon(named, MASKABLE, tmp_path)).convert("RGB")

    ground, middle = picture.getpixel((0, 0)), MASKABLE.size / 2
    assert picture.getpixel((MASKABLE.size - 1, 0)) == ground
    pixels, found = picture.load(), 0
    for x in range(0, MASKABLE.size, 2):
        for y in range(0, MASKABLE.size, 2):
            if max(abs(a - b) for a, b in zip(pixels[x, y], ground, strict=True)) > 60:
                found += 1
                assert ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5 <= 0.4 * MASKABLE.size + 1, (x, y)
    assert found > 500


def test_a_name_that_no_face_has_gets_the_shop_window_and_never_a_box(tmp_path: Path) -> None:
    window = draw_icon(sign("✨"), TOUCH, tmp_path).content

    assert drawn(draw_icon(sign("花屋"), TOUCH, tmp_path)).tobytes() == Image.open(io.BytesIO(window)).tobytes()
    assert draw_icon(sign("Hana Ya"), TOUCH, tmp_path).content != window


@pytest.mark.parametrize(("ink", "ground"), [("#203040", GROUNDS[0]), ("#fff6e0", GROUNDS[1])])
def test_a_transparent_logo_stands_on_a_ground_that_it_can_be_seen_on(ink: str, ground: str, tmp_path: Path) -> None:
    picture = drawn(draw_icon(sign(logo=ring(ink=ink)), TOUCH, tmp_path))

    assert picture.getpixel((0, 0)) == rgb(ground)
    assert contrast(parse_colour(ink), parse_colour(ground)) > 3


def test_a_photo_as_logo_fills_the_tile_and_a_logo_keeps_its_ground(tmp_path: Path) -> None:
    photo = Image.linear_gradient("L").resize((300, 200)).convert("RGB")
    filled = drawn(draw_icon(sign(logo=photo), TOUCH, tmp_path)).convert("L")
    own = drawn(draw_icon(sign(logo=ring(ground="#204060")), TOUCH, tmp_path))

    assert filled.getpixel((90, 2)) < 10
    assert filled.getpixel((90, 177)) > 245
    assert own.getpixel((0, 0)) == rgb("#204060")


def test_an_icon_is_drawn_once_and_a_damaged_one_again(tmp_path: Path) -> None:
    first = draw_icon(sign(), LARGE, tmp_path)
    kept = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert draw_icon(sign(), LARGE, tmp_path) == first
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == kept

    for file in tmp_path.glob("*.png"):
        file.write_bytes(b"cut off")
    assert draw_icon(sign(), LARGE, tmp_path) == first

    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    assert draw_icon(sign(), LARGE, nowhere) == first


def test_the_name_of_an_icon_changes_with_what_it_shows(tmp_path: Path) -> None:
    names = {
        draw_icon(each, shape, tmp_path).name
        for each in (sign(), sign("Melati"), sign(logo=ring()), sign(logo=ring(ink="#203040")))
        for shape in SHAPES
    }

    assert len(names) == 4 * len(SHAPES)
    assert all(re.fullmatch(r"icon-[a-z0-9-]+\.[0-9a-f]{10}\.png", name) for name in names)


def test_only_a_logo_needs_a_picture_for_tabs(tmp_path: Path) -> None:
    assert FAVICON not in {icon.shape for icon in all_icons(sign(), tmp_path)}
    assert {icon.shape for icon in all_icons(sign(logo=ring()), tmp_path)} == set(SHAPES)


@pytest.mark.parametrize("ground", [(0, 0, 0, 0), "#ffffff"], ids=["transparent", "on white"])
def test_a_name_written_out_is_no_picture_for_tabs(ground: object, tmp_path: Path) -> None:
    """Its picture may be square: what counts is what is drawn."""
    square = Image.new("RGBA", (400, 400), ground)
    square.paste(ring((380, 100), ground), (10, 150))

    for logo in (ring((600, 200), ground), square, ring((150, 400), ground)):
        assert {icon.shape for icon in all_icons(sign(logo=logo), tmp_path)} == {*SHAPES} - {FAVICON}
    assert FAVICON in {icon.shape for icon in all_icons(sign(logo=ring((380, 200), ground)), tmp_path)}


# The site


def files(site: Built) -> dict[str, bytes]:
    return {o.path: o.content if o.content is not None else o.source.read_bytes() for o in site.outputs}  # type: ignore[union-attr]


def chunks(png: bytes) -> list[bytes]:
    """The names of the parts of a PNG, which end where the file does."""
    found, position = [], 8
    while position < len(png):
        found.append(png[position + 4 : position + 8])
        position += 12 + int.from_bytes(png[position : position + 4])
    assert position == len(png)
    return found


def with_logo(root: Path, name: str, content: bytes) -> Built:
    write_shop(root, shop=SHOP + f"logo: {name}\n")
    (root / "content/images").mkdir(parents=True)
    (root / "content/images" / name).write_bytes(content)
    return built(root, AT, pictures=True)


@pytest.mark.parametrize(("name", "content"), [("a.jpg", jpeg_with_canaries()), ("a.png", png_with_canaries())])
def test_nothing_but_a_logos_pixels_is_in_its_icons(name: str, content: bytes, tmp_path: Path) -> None:
    assert CANARY in content
    site = with_logo(tmp_path, name, content)

    icons = {path: made for path, made in files(site).items() if "/icon-" in path}

    assert len(icons) == 5
    assert not [path for path, made in files(site).items() if CANARY in made]
    for made in icons.values():
        assert set(chunks(made)) <= {b"IHDR", b"IDAT", b"IEND"}
        assert Image.open(io.BytesIO(made)).info == {}


def test_a_shop_with_a_logo_shows_it_in_tabs(tmp_path: Path) -> None:
    site = with_logo(tmp_path, "a.png", saved(ring()))
    found = re.search(r'<link rel="icon" href="(assets/icon-96\.\w+\.png)" type="image/png">', page(site, "index.html"))

    assert found
    assert found[1] in files(site)
    assert "favicon.svg" not in files(site)


def test_the_manifest_leads_to_its_icons_and_back_to_the_shop_from_any_folder(tmp_path: Path) -> None:
    po = "title: Melati\nprice: 150.000\nopens: 2026-12-01 09:00\ncloses: 2026-12-20 23:59\n"
    shop = SHOP.replace("Toko Coba", "Rumah Melati Nusantara") + "tagline: Wangi\n"
    site = built(write_shop(tmp_path, shop=shop, melati=po), AT)
    manifest = json.loads(files(site)["site.webmanifest"])

    assert (manifest["name"], manifest["short_name"]) == ("Rumah Melati Nusantara", "Rumah Melati")
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert "id" not in manifest, "read against the host: all shops below /…/ would be one app"
    assert manifest["lang"] == "id"
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in manifest["icons"]:
        width, height = Image.open(io.BytesIO(files(site)[icon["src"]])).size
        assert f"{width}x{height}" == icon["sizes"]
    assert '<link rel="manifest" href="site.webmanifest">' in page(site, "index.html")
    assert '<link rel="manifest" href="../../site.webmanifest">' in page(site, "po/melati/index.html")
    assert 'rel="manifest"' not in page(site, "404.html")
    assert "manifest-src 'self'" in html.unescape(page(site, "index.html"))


def test_browsers_bars_take_the_themes_ground_by_day_and_by_night(tmp_path: Path) -> None:
    sign_board = "theme:\n  name: pasar\n  options:\n    sign: '#123456'\n"
    for theme, light, dark in (
        ("theme: etalase\n", "#f8f4ed", "#1d1a17"),
        ("theme:\n  name: manis\n  options:\n    ground: pandan\n", "#e4ecd9", "#2a1e2d"),
        (sign_board, "#123456", "#123456"),
    ):
        site = built(write_shop(tmp_path / light[1:], shop=SHOP + theme), AT)
        head = page(site, "index.html").partition("</head>")[0]

        assert f'<meta name="theme-color" content="{light}" media="(prefers-color-scheme: light)">' in head
        assert f'<meta name="theme-color" content="{dark}" media="(prefers-color-scheme: dark)">' in head
        assert json.loads(files(site)["site.webmanifest"])["theme_color"] == light


@pytest.mark.parametrize(
    ("name", "label"),
    [("Melati", "Melati"), ("Rumah Melati Nusantara", "Rumah Melati"), ("Persewaankostum Melati", "Persewaankostum")],
)
def test_a_home_screen_shows_whole_words(name: str, label: str) -> None:
    assert home_label(name) == label
