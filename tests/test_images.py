"""Promise 20: photos leave the machine upright and as nothing but pixels, and no picture file hangs a build."""

from __future__ import annotations

import base64
import contextlib
import io
import os
import random
import struct
import subprocess
import sys
import threading
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat, PngImagePlugin
from shopkit import NAMED, built, write_shop

from generator.media import formats, images, photofile, picturecache, pixels
from generator.media.formats import JPEG, Format
from generator.media.images import LOGO, PHOTO, Darkroom, PictureRequest, Variant, offered
from generator.problems import Refused, Severity

CANARY = b"ETALASE-CANARY"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "content" / "images").mkdir(parents=True)
    return tmp_path


def put(shop: Path, name: str, content: bytes) -> Path:
    source = shop / "content" / "images" / name
    source.write_bytes(content)
    return source


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def corners(width: int = 60, height: int = 40) -> Image.Image:
    """A picture whose top left is red, top right green, bottom left blue, bottom right white."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), "red")
    draw.rectangle((width // 2, 0, width, height // 2 - 1), "lime")
    draw.rectangle((0, height // 2, width // 2 - 1, height), "blue")
    return image


def quadrants(image: Image.Image) -> tuple[str, ...]:
    """The nearest plain colour of the four corners: top left, top right, bottom left, bottom right."""
    names = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
    width, height = image.size
    seen = []
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        colour = image.convert("RGB").getpixel((int(width * x), int(height * y)))
        seen.append(min(names, key=lambda name: sum(abs(a - b) for a, b in zip(names[name], colour, strict=True))))
    return tuple(seen)


@dataclass(frozen=True)
class Made:
    """A picture as it is published."""

    path: Path
    name: str
    width_px: int
    height_px: int


def darkroom(shop: Path) -> Darkroom:
    return Darkroom(shop, shop / ".etalase" / "cache" / "pictures", jobs=4)


def published(shop: Path, source: Path, recipe: pixels.Recipe = PHOTO, widths: tuple[int, ...] = ()) -> list[Made]:
    """Every picture made of a photo, format by format."""
    room = darkroom(shop)
    made = offered(room.look(source, recipe), widths)
    return [Made(room.make(each), each.name, each.width_px, each.height_px) for each in made]


def prepared(shop: Path, source: Path, recipe: pixels.Recipe = PHOTO) -> Made:
    """The picture that every browser can show, at its largest."""
    return published(shop, source, recipe)[-1]


def refusal(shop: Path, source: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        prepared(shop, source)
    return caught.value


# What a photo says beside its pixels


def jpeg_with_canaries() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode() + " description"
    exif[0x013B] = CANARY.decode() + " artist"
    exif.get_ifd(0x8769)[0x9286] = CANARY + b" user comment"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 10.0, 30.5), 3: "E", 4: (106.0, 49.0, 1.0), 29: CANARY.decode()})
    plain = encoded(
        corners(),
        "JPEG",
        exif=exif,
        comment=CANARY + b" comment",
        xmp=b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>",
        icc_profile=profile_with_canary(),
        dpi=(301, 301),
    )
    thumbnail = encoded(Image.new("RGB", (8, 8), "red"), "JPEG", comment=CANARY + b" thumbnail")
    segment = b"JFXX\0\x10" + thumbnail
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x20" + CANARY + b" iptc"
    extra = b"".join(
        b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body
        for marker, body in ((0xE0, segment), (0xED, iptc), (0xEF, CANARY + b" app15"))
    )
    return plain[:2] + extra + plain[2:] + b"\0\0\0\x18ftypmp42" + CANARY + b" motion photo"


def profile_with_canary() -> bytes:
    """An sRGB profile, valid, with the canary in its description."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(profile) + CANARY


def png_with_canaries() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", CANARY.decode())
    notes.add_text("Compressed", CANARY.decode() * 3, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{CANARY.decode()}</x:xmpmeta>")
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    image = corners().convert("RGBA")
    image.putpixel((0, 0), (255, 0, 0, 0))
    return encoded(image, "PNG", pnginfo=notes, exif=exif, icc_profile=profile_with_canary()) + CANARY


def webp_with_canaries() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    return encoded(corners(), "WEBP", exif=exif, xmp=b"<x>" + CANARY, icc_profile=profile_with_canary()) + CANARY


def gif_with_canaries() -> bytes:
    return encoded(corners(), "GIF", comment=CANARY) + CANARY


@pytest.mark.parametrize("recipe", [PHOTO, LOGO], ids=["photo", "logo"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", jpeg_with_canaries()),
        ("a.png", png_with_canaries()),
        ("a.webp", webp_with_canaries()),
        ("a.gif", gif_with_canaries()),
    ],
)
def test_nothing_but_pixels_leaves_the_machine(shop: Path, name: str, content: bytes, recipe: pixels.Recipe) -> None:
    assert CANARY in content

    found = published(shop, put(shop, name, content), recipe)

    assert {Path(each.name).suffix for each in found} >= {".avif", ".webp"}
    for each in found:
        with Image.open(each.path) as image:
            assert not image.getexif()
            assert "icc_profile" not in image.info
            assert "xmp" not in image.info
            assert "comment" not in image.info
            assert quadrants(image) == ("red", "lime", "blue", "white")
    for file in found[0].path.parent.iterdir():  # the blur is among them
        kept = file.read_bytes()
        assert CANARY not in kept
        for mark in (
            b"Exif",
            b"http://ns.adobe",
            b"xmpmeta",
            b"ICC_PROFILE",
            b"iCCP",
            b"eXIf",
            b"tEXt",
            b"iTXt",
            b"zTXt",
        ):
            assert mark not in kept, file.suffix


def test_a_whole_site_holds_nothing_that_a_photo_said_beside_its_pixels(tmp_path: Path) -> None:
    """Pages, icons, codes, cards, and every file of the cache too."""
    shop = write_shop(
        tmp_path,
        shop=f"{NAMED}logo: logo.png\ncover:\n  file: a.jpg\n  alt: A\nurl: https://coba.example\n",
        links="links:\n  - title: A\n    url: https://a.example/\n    thumbnail: c.gif\n",
        melati="title: Melati\nopens: 2026-12-09\ncloses: 2026-12-20\nships: 2026-12-21\nprice: 10.000\n"
        "photos:\n  - file: a.jpg\n    alt: A\n  - file: b.webp\n    alt: B\n",
    )
    (shop / "content/images").mkdir()
    for name, content in (
        ("a.jpg", jpeg_with_canaries()),
        ("logo.png", png_with_canaries()),
        ("b.webp", webp_with_canaries()),
        ("c.gif", gif_with_canaries()),
    ):
        put(shop, name, content)

    site = built(shop, "2026-12-12T12:00+07:00", pictures=True)

    assert len([each for each in site.outputs if each.source]) >= 12
    for each in site.outputs:
        found = each.content if each.source is None else each.source.read_bytes()
        assert CANARY not in (found or b""), each.path
    for file in (shop / ".etalase").rglob("*"):
        assert not file.is_file() or CANARY not in file.read_bytes(), file.name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(shop: Path, kind: str, orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    stored = corners(60, 40)
    if orientation in undo:
        stored = stored.transpose(undo[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation

    for each in published(shop, put(shop, "a.jpg", encoded(stored, kind, exif=exif))):
        assert (each.width_px, each.height_px) == (60, 40)
        with Image.open(each.path) as image:
            assert image.size == (60, 40)
            assert quadrants(image) == ("red", "lime", "blue", "white")


def test_a_broken_note_beside_a_good_photo_does_no_harm(shop: Path) -> None:
    content = encoded(corners(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01garbage")

    assert prepared(shop, put(shop, "a.jpg", content)).width_px == 60


# Size, form and colour


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), (1200, 900)), ((3000, 4000), (1200, 1600)), ((900, 3600), (600, 2400)), ((1200, 7), (1200, 7)),
        ((5000, 2), (1200, 1)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_1200_wide_and_2400_high_at_most_and_never_grows(
    shop: Path, kind: str, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    photo = darkroom(shop).look(put(shop, "a.jpg", encoded(corners(*size), kind)))

    assert (photo.width_px, photo.height_px) == expected


def test_a_photo_that_lies_in_its_file_is_measured_upright(shop: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    photo = darkroom(shop).look(put(shop, "a.jpg", encoded(corners(4000, 3000), "JPEG", exif=exif)))

    assert (photo.width_px, photo.height_px) == (1200, 1600)


@pytest.mark.parametrize(
    ("width", "widths", "expected"),
    [
        (1200, (240, 480, 720, 1200), [240, 480, 720, 1200]),
        (800, (240, 480, 720, 1200), [240, 480, 800]),  # 720 would be nearly the same again
        (200, (240, 480), [200]),
        (1200, (360, 800), [360, 800]),
        (1200, (), list(images.WIDTHS)),
    ],
)
def test_the_widths_are_those_of_the_theme_that_the_photo_has(
    shop: Path, width: int, widths: tuple[int, ...], expected: list[int]
) -> None:
    made = published(shop, put(shop, "a.jpg", encoded(corners(width, width // 2), "JPEG")), widths=widths)

    for suffix, kind in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
        files = [each for each in made if each.name.endswith(suffix)]
        assert [each.width_px for each in files] == expected
        for each in files:
            with Image.open(each.path) as image:
                assert image.format == kind
                assert image.size == (each.width_px, each.height_px)
                assert image.height == pytest.approx(image.width / 2, abs=1)
                assert quadrants(image) == ("red", "lime", "blue", "white")


def test_a_wider_picture_may_be_coarser_but_no_format_is_far_from_the_photo(shop: Path) -> None:
    source = put(shop, "a.png", encoded(texture(900, 600), "PNG"))

    for each in published(shop, source, widths=(300, 900)):
        with Image.open(each.path) as image, Image.open(source) as original:
            shrunk = original.convert("RGB").resize(image.size, Image.Resampling.LANCZOS)
            off = ImageStat.Stat(ImageChops.difference(image.convert("RGB"), shrunk)).rms
        assert max(off) < 8, each.name


def texture(width: int, height: int) -> Image.Image:
    """Soft hills and a sharp edge: what photos are made of."""
    hills = Image.radial_gradient("L").resize((width, height))
    slope = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (hills, slope, ImageChops.invert(hills)))
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), "white")
    return image


def test_the_blur_is_the_photo_in_fewer_than_200_characters(shop: Path) -> None:
    photo = darkroom(shop).look(put(shop, "a.jpg", encoded(corners(3000, 2000), "JPEG")))

    with Image.open(io.BytesIO(photo.blur)) as image:
        assert image.format == "WEBP"
        assert max(image.size) <= 16
        assert quadrants(image) == ("red", "lime", "blue", "white")
    for noise in (Image.effect_noise((900, 1200), 90).convert("RGB"), texture(1000, 1000), corners(20, 3000)):
        photo = darkroom(shop).look(put(shop, "b.jpg", encoded(noise, "JPEG")))
        assert len("data:image/webp;base64,") + len(base64.b64encode(photo.blur)) <= 200


def test_the_colours_of_a_wide_profile_become_srgb(shop: Path) -> None:
    # A profile that swaps nothing but the tone: linear light. Its middle grey is much brighter in sRGB.
    linear = linear_profile()
    grey = Image.new("RGB", (32, 32), (55, 55, 55))

    result = prepared(shop, put(shop, "a.jpg", encoded(grey, "JPEG", icc_profile=linear, quality=95)))

    with Image.open(result.path) as image:
        assert image.getpixel((16, 16))[0] == pytest.approx(128, abs=6)


def linear_profile() -> bytes:
    """The sRGB profile with its tone curves replaced by the identity (ICC.1, curveType with no entries)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for index in range(struct.unpack_from(">I", profile, 128)[0]):
        tag, offset, _size = struct.unpack_from(">4sII", profile, 132 + 12 * index)
        if tag in {b"rTRC", b"gTRC", b"bTRC"}:
            profile[offset : offset + 12] = b"curv\0\0\0\0\0\0\0\0"
    return bytes(profile)


@pytest.mark.parametrize("profile", [b"", b"not a profile", linear_profile()[:200]])
def test_a_profile_that_cannot_be_read_is_passed_over(shop: Path, profile: bytes) -> None:
    content = encoded(corners(), "JPEG", icc_profile=profile)

    with Image.open(prepared(shop, put(shop, "a.jpg", content)).path) as image:
        assert quadrants(image) == ("red", "lime", "blue", "white")


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixels_becomes_a_photo_browsers_show(shop: Path, mode: str) -> None:
    white = Image.new(mode, (20, 10), {"CMYK": (0, 0, 0, 0), "I;16": 65535, "LA": (255, 255)}.get(mode, "white"))
    content = encoded(white, "JPEG" if mode == "CMYK" else "PNG")

    with Image.open(prepared(shop, put(shop, "a", content)).path) as image:
        assert image.mode == "RGB"
        assert min(image.getpixel((10, 5))) >= 250


def test_sixteen_bits_of_grey_are_scaled_not_cut(shop: Path) -> None:
    content = encoded(Image.new("I;16", (20, 10), 32768), "PNG")

    with Image.open(prepared(shop, put(shop, "a.png", content)).path) as image:
        assert image.getpixel((10, 5))[0] == pytest.approx(128, abs=2)


def test_a_palette_with_a_transparent_colour_gets_white_there(shop: Path) -> None:
    image = Image.new("P", (40, 20), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(1, (20, 0, 40, 20))
    content = encoded(image, "PNG", transparency=0)

    with Image.open(prepared(shop, put(shop, "a.png", content)).path) as made:
        assert min(made.getpixel((8, 10))) >= 245
        assert made.getpixel((32, 10)) == pytest.approx((0, 0, 255), abs=12)


def test_colours_for_print_become_colours_for_screens(shop: Path) -> None:
    content = encoded(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG", quality=95)

    with Image.open(prepared(shop, put(shop, "a.jpg", content)).path) as made:
        red, green, blue = made.getpixel((10, 10))
    assert red > 200
    assert max(green, blue) < 80


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (corners(300, 300), "drawn"),
        (texture(300, 300), "soft"),
        (Image.effect_noise((480, 480), 5).convert("RGB"), "photo"),
        (Image.effect_noise((480, 480), 90).convert("RGB"), "busy"),
    ],
)
def test_the_kind_of_a_picture_is_told_from_its_pixels(image: Image.Image, kind: str) -> None:
    assert formats.kind_of(image) == kind


def test_letters_keep_their_colours_and_photos_need_fewer_bytes_for_theirs() -> None:
    letters = Image.new("RGB", (200, 60), "white")
    ImageDraw.Draw(letters).text((10, 10), "Rp150.000 sudah termasuk ongkir", "red")

    def off(kind: str, how: Format) -> float:
        with Image.open(io.BytesIO(formats.encode(letters, how, kind))) as made:
            return sum(ImageStat.Stat(ImageChops.difference(made.convert("RGB"), letters)).rms)

    for how in (formats.AVIF, JPEG):  # WebP knows no full resolution of colour
        assert off("drawn", how) < 0.6 * off("photo", how)
        assert len(formats.encode(letters, how, "soft")) < len(formats.encode(letters, how, "drawn"))


def half_transparent() -> bytes:
    image = Image.new("RGBA", (1024, 512), (200, 30, 30, 255))
    image.paste((0, 0, 0, 0), (0, 0, 512, 512))
    return encoded(image, "PNG")


def test_a_logo_keeps_its_transparent_parts_in_every_format(shop: Path) -> None:
    made = published(shop, put(shop, "logo.png", half_transparent()), LOGO)

    assert {Path(each.name).suffix for each in made} == {".avif", ".webp", ".png"}
    assert made[-1].name.endswith(".png")
    assert (made[-1].width_px, made[-1].height_px) == (512, 256)
    for each in made:
        with Image.open(each.path) as image:
            assert image.getpixel((10, image.height // 2))[3] == 0
            assert image.getpixel((image.width - 10, image.height // 2)) == pytest.approx((200, 30, 30, 255), abs=12)
    with Image.open(made[-1].path) as image:
        assert image.getpixel((500, 128)) == (200, 30, 30, 255)


def test_a_photo_gets_white_where_it_was_transparent(shop: Path) -> None:
    for each in published(shop, put(shop, "logo.png", half_transparent())):
        assert Path(each.name).suffix in {".avif", ".webp", ".jpg"}
        with Image.open(each.path) as image:
            assert min(image.convert("RGB").getpixel((10, image.height // 2))) >= 250


def test_a_logo_without_transparent_parts_is_a_jpeg(shop: Path) -> None:
    content = encoded(corners().convert("RGBA"), "PNG")

    assert prepared(shop, put(shop, "logo.png", content), LOGO).name.endswith(".jpg")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_shows_its_first_frame_and_says_so(shop: Path, kind: str) -> None:
    content = encoded(corners(), kind, save_all=True, append_images=[Image.new("RGB", (60, 40), "black")])
    request = PictureRequest(put(shop, "a.gif", content), path=("cover",))

    _, problems = darkroom(shop).look_at_all([request])

    assert [(p.code, p.severity, p.path) for p in problems] == [("picture-animated", Severity.HINT, ("cover",))]
    for each in published(shop, request.source):
        with Image.open(each.path) as image:
            assert not getattr(image, "is_animated", False)
            assert quadrants(image) == ("red", "lime", "blue", "white")


def test_a_webp_saved_as_jpg_by_a_chat_app_is_fine(shop: Path) -> None:
    assert prepared(shop, put(shop, "IMG-WA0007.jpg", encoded(corners(), "WEBP"))).width_px == 60


# Refusals


def png_of(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int) -> bytes:
    content = bytearray(encoded(corners(), "JPEG"))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def gif_claiming(width: int, height: int) -> bytes:
    content = bytearray(encoded(corners(), "GIF"))
    content[6:10] = struct.pack("<HH", width, height)
    return bytes(content)


def webp_claiming(width: int, height: int) -> bytes:
    content = bytearray(encoded(corners(), "WEBP", lossless=False, exif=b"Exif\0\0MM"))
    at = content.index(b"VP8X") + 12
    content[at : at + 6] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(content)


def scan_bomb() -> bytes:
    """A progressive JPEG whose last scan is repeated hundreds of times."""
    content = encoded(corners(600, 400), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * 500 + content[-2:]


_JPEG = encoded(corners(600, 400), "JPEG")
_PNG = encoded(corners(600, 400), "PNG")
_WEBP = encoded(corners(600, 400), "WEBP")

HEIC_STUB = "picture-broken" if photofile.open_heif() else "picture-heic"
"""What a HEIC file without a picture is, with the extra `heic` and without."""

REFUSED = {
    "empty.jpg": (b"", "picture-empty"),
    "cut.jpg": (_JPEG[: len(_JPEG) // 2], "picture-broken"),
    "cut.png": (_PNG[: len(_PNG) // 2], "picture-broken"),
    "cut.webp": (_WEBP[: len(_WEBP) // 2], "picture-broken"),
    "head.jpg": (_JPEG[:20], "picture-broken"),
    "head.png": (_PNG[:8], "picture-broken"),
    "page.jpg": (b"<!DOCTYPE html><html>", "picture-foreign"),
    "text.png": (b"not a picture at all, but long enough to be one", "picture-foreign"),
    "one.jpg": (b"\xff", "picture-foreign"),
    "book.pdf": (b"%PDF-1.7\n", "picture-foreign"),
    "scan.tiff": (encoded(corners(), "TIFF"), "picture-foreign"),
    "paint.bmp": (encoded(corners(), "BMP"), "picture-foreign"),
    "film.jpg": (b"\0\0\0\x18ftypmp42\0\0\0\0", "picture-foreign"),
    "postscript.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture-foreign"),
    "iphone.heic": (b"\0\0\0\x18ftypheic\0\0\0\0", HEIC_STUB),
    "iphone.jpg": (b"\0\0\0\x18ftypmif1\0\0\0\0", HEIC_STUB),
    "logo.svg": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "picture-vector"),
    "logo.png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture-vector"),
    "bomb.png": (png_of(65_000, 65_000, zlib.compress(bytes(1000))), "picture-too-large"),
    "big.png": (png_of(7000, 6000, zlib.compress(bytes(1000))), "picture-too-large"),
    "bomb.jpg": (jpeg_claiming(65_000, 65_000), "picture-too-large"),
    "big.jpg": (jpeg_claiming(9001, 9000), "picture-too-large"),
    "bomb.gif": (gif_claiming(65_535, 65_535), "picture-too-large"),
    "bomb.webp": (webp_claiming(16_000, 16_000), "picture-too-large"),
    "scans.jpg": (scan_bomb(), "picture-broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_whole_and_sane_picture_is_refused_by_name_within_a_second(shop: Path, name: str) -> None:
    content, code = REFUSED[name]
    source = put(shop, name, content)

    started = time.perf_counter()
    refused = refusal(shop, source)
    took_s = time.perf_counter() - started

    assert refused.kind.code == code
    assert refused.parameters["file"] == f"content/images/{name}"
    assert refused.kind.found.format(**refused.parameters)
    assert took_s < 1
    assert not list(shop.glob(".etalase/**/*.*"))


_WEIGH = """
import contextlib, pathlib, re, sys
from generator.media.images import Darkroom
from generator.problems import Refused
root = pathlib.Path(sys.argv[1])
room = Darkroom(root, root / "cache")
for source in sorted(root.iterdir()):
    with contextlib.suppress(Refused):
        room.look(source)
# Not getrusage: its peak starts with that of the process that started this one.
print(re.search("VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process its own peak this way")
def test_no_refused_file_takes_200_megabytes(tmp_path: Path) -> None:
    for name, (content, _) in REFUSED.items():
        (tmp_path / name).write_bytes(content)

    weighed = subprocess.run([sys.executable, "-c", _WEIGH, tmp_path], capture_output=True, text=True, check=True)

    assert not (tmp_path / "cache").exists()
    assert int(weighed.stdout) < 200_000


def test_a_large_photo_of_a_phone_is_not_refused(shop: Path) -> None:
    photo = Image.new("RGB", (8000, 6000), "teal")

    assert prepared(shop, put(shop, "a.jpg", encoded(photo, "JPEG"))).width_px == 1200


def test_a_video_that_a_phone_appends_is_not_taken_for_scans(shop: Path) -> None:
    content = _JPEG + b"\xff\xda\0\0" * 1000

    assert prepared(shop, put(shop, "a.jpg", content)).width_px == 600


def test_a_file_over_the_byte_limit_is_refused_unread(shop: Path) -> None:
    source = put(shop, "a.jpg", b"")
    os.truncate(source, photofile.MAX_FILE_BYTES + 1)  # sparse

    refused = refusal(shop, source)

    assert (refused.kind.code, refused.parameters["megabytes"]) == ("picture-too-heavy", 41)


def test_a_missing_file_is_named_with_its_near_miss(shop: Path) -> None:
    put(shop, "Melati-1.JPG", _JPEG)

    refused = refusal(shop, shop / "content" / "images" / "melati-1.jpg")

    assert (refused.kind.code, refused.instead) == ("picture-missing", "Melati-1.JPG")


def test_a_folder_is_no_picture(shop: Path) -> None:
    assert refusal(shop, shop / "content" / "images").kind.code == "picture-unreadable"


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    (tmp_path / "secret.jpg").write_bytes(_JPEG)
    link(shop / "a.jpg", tmp_path / "secret.jpg")
    link(shop / "inside.jpg", shop / "real.jpg")
    (shop / "real.jpg").write_bytes(_JPEG)

    assert refusal(shop, shop / "a.jpg").kind.code == "picture-outside"
    assert refusal(shop, shop / ".." / "secret.jpg").kind.code == "picture-outside"
    assert prepared(shop, shop / "inside.jpg").width_px == 600


def test_links_in_a_circle_are_refused(shop: Path) -> None:
    link(shop / "a.jpg", shop / "b.jpg")
    link(shop / "b.jpg", shop / "a.jpg")

    assert refusal(shop, shop / "a.jpg").kind.code == "picture-unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_does_not_hang_the_build(shop: Path) -> None:
    os.mkfifo(shop / "a.jpg")

    assert refusal(shop, shop / "a.jpg").kind.code == "picture-unreadable"


def link(at: Path, to: Path) -> None:
    try:
        at.symlink_to(to)
    except OSError:
        pytest.skip("this system does not let us make links")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 2**32))
def test_damaged_bytes_are_refused_or_opened_but_never_crash(tmp_path: Path, kind: str, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(jpeg_with_canaries() if kind == "JPEG" else encoded(corners(), kind))
    for _ in range(chance.randint(1, 12)):
        content[chance.randrange(4, len(content))] = chance.randrange(256)
    source = tmp_path / "a.jpg"
    source.write_bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])

    room = Darkroom(tmp_path, tmp_path / "cache")
    with contextlib.suppress(Refused):
        photo = room.look(source)
        for how in photo.formats:
            assert CANARY not in room.make(Variant(photo, how, min(photo.width_px, 60))).read_bytes()


# HEIC


def test_heic_is_opened_where_its_decoder_is_there(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heif = pytest.importorskip("pillow_heif")
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    written = io.BytesIO()
    heif.from_pillow(corners(640, 480)).save(written, quality=80, exif=exif.tobytes())
    assert CANARY in written.getvalue()

    for each in published(shop, put(shop, "IMG_1.HEIC", written.getvalue())):
        assert CANARY not in each.path.read_bytes()
        with Image.open(each.path) as image:
            assert quadrants(image) == ("red", "lime", "blue", "white")


def test_heic_is_refused_by_name_where_it_is_not(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photofile, "open_heif", lambda: False)

    assert refusal(shop, put(shop, "a.heic", b"\0\0\0\x18ftypheic\0\0\0\0")).kind is photofile.PICTURE_HEIC


# The cache


def test_the_name_holds_the_stem_and_a_hash_of_source_and_recipe(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put(shop, "Melati 1 (baru).JPG", _JPEG)
    first = prepared(shop, source)
    slug, rest, suffix = first.name.split(".")
    digest, width = rest.split("-")
    assert (slug, len(digest), width, suffix) == ("melati-1-baru", 10, "600", "jpg")
    assert prepared(shop, source, LOGO).name.split("-")[-2] != first.name.split("-")[-2]
    assert prepared(shop, put(shop, "花.jpg", _JPEG)).name == f"foto.{digest}-600.jpg"

    for module, name, value in (
        (images, "RECIPE_VERSION", images.RECIPE_VERSION + 1),
        (images, "STAMP", (*formats.STAMP, "another setting")),
    ):
        monkeypatch.setattr(module, name, value)
        assert prepared(shop, source).name != first.name
        monkeypatch.undo()
    assert prepared(shop, source).name == first.name

    put(shop, source.name, _JPEG + b"more")
    assert prepared(shop, source).name != first.name


def test_a_picture_in_the_cache_is_neither_opened_nor_made_again(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put(shop, "a.jpg", _JPEG)
    first = published(shop, source)
    monkeypatch.setattr(images, "bare_pixels", lambda *_: pytest.fail("opened again"))
    monkeypatch.setattr(images, "encode", lambda *_: pytest.fail("made again"))

    assert published(shop, source) == first


def test_what_is_missing_of_a_photo_is_made_from_one_opening(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = darkroom(shop)
    photo = room.look(put(shop, "a.jpg", _JPEG))
    variants = offered(photo, (240, 480, 600))
    gone = [room.make(each) for each in variants][1:3]
    for file in gone:
        file.unlink()
    opened, written = [], []
    bare_pixels, encode = images.bare_pixels, images.encode
    monkeypatch.setattr(images, "bare_pixels", lambda *given: opened.append(1) or bare_pixels(*given))
    monkeypatch.setattr(images, "encode", lambda *given: written.append(given[0].width) or encode(*given))

    room.make_all(variants)

    assert (opened, written) == ([1], [480, 600])
    assert all(file.exists() for file in gone)


def test_a_photo_that_was_replaced_since_is_not_published_under_the_old_name(shop: Path) -> None:
    room = darkroom(shop)
    source = put(shop, "a.jpg", _JPEG)
    photo = room.look(source)
    put(shop, "a.jpg", _JPEG + b"new")

    with pytest.raises(Refused) as caught:
        room.make(offered(photo, ())[0])

    assert caught.value.kind is photofile.PICTURE_UNREADABLE


_DAMAGES = {
    "cut": lambda picture, _: picture.write_bytes(picture.read_bytes()[:-10]),
    "altered": lambda picture, _: picture.write_bytes(b"\0" + picture.read_bytes()[1:]),
    "empty": lambda picture, _: picture.write_bytes(b""),
    "gone": lambda picture, _: picture.unlink(),
    "no note": lambda _, note: note.unlink(),
    "half a note": lambda _, note: note.write_bytes(note.read_bytes()[:20]),
    "another note": lambda _, note: note.write_bytes(b"[]"),
    "another size": lambda _, note: note.write_text(note.read_text().replace("600", "500")),
    "no size": lambda _, note: note.write_text(note.read_text().replace("600", "0")),
    "words": lambda _, note: note.write_text(note.read_text().replace("600", '"x"')),
}


@pytest.mark.parametrize("damage", _DAMAGES)
def test_a_damaged_cache_entry_is_made_again(shop: Path, damage: str) -> None:
    source = put(shop, "a.jpg", _JPEG)
    first = published(shop, source)
    whole = [each.path.read_bytes() for each in first]
    folder = first[0].path.parent
    for file in [file for file in folder.iterdir() if file.suffix != ".json"]:  # what was looked up, and what was made
        _DAMAGES[damage](file, file.with_name(f"{file.name}.json"))

    again = published(shop, source)

    assert again == first
    assert [each.path.read_bytes() for each in again] == whole


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_write_that_fails_leaves_no_half_entry(shop: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    source = put(shop, "a.jpg", _JPEG)
    write_bytes = Path.write_bytes

    def full_disk(path: Path, given: bytes | Path) -> None:
        if isinstance(given, bytes):
            write_bytes(path, given[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, step, full_disk)
    refused = refusal(shop, source)
    monkeypatch.undo()

    assert refused.kind is picturecache.CACHE_UNWRITABLE
    assert "No space left" in refused.parameters["reason"]
    assert [path for path in (shop / ".etalase").rglob("*") if path.is_file()] == []
    assert prepared(shop, source).path.exists()


def test_files_of_the_cache_may_be_read_by_a_web_server(shop: Path) -> None:
    mode = prepared(shop, put(shop, "a.jpg", _JPEG)).path.stat().st_mode
    plain = put(shop, "plain", b"")

    assert mode == plain.stat().st_mode


# Many at once


def test_many_pictures_are_looked_at_and_every_problem_is_told_in_order(shop: Path) -> None:
    good = [put(shop, f"a{n}.jpg", encoded(Image.new("RGB", (50 + n, 40), "teal"), "JPEG")) for n in range(8)]
    bad = put(shop, "bad.jpg", b"")
    gone = shop / "content" / "images" / "gone.jpg"
    requests = [
        PictureRequest(bad, path=("logo",)),
        *(PictureRequest(source, path=("photos", n)) for n, source in enumerate(good)),
        PictureRequest(gone, path=("cover",)),
        PictureRequest(bad, path=("banner",)),
    ]
    told = []

    found, problems = darkroom(shop).look_at_all(requests, each=lambda: told.append(1))

    assert [found[request].width_px for request in requests[1:9]] == [50 + n for n in range(8)]
    assert [(p.code, p.path) for p in problems] == [
        ("picture-empty", ("logo",)),
        ("picture-missing", ("cover",)),
        ("picture-empty", ("banner",)),
    ]
    assert len(told) == 10  # files, not requests


def test_pictures_are_made_side_by_side_but_no_more_than_are_allowed(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Darkroom(shop, shop / "cache", jobs=3)
    photos = [room.look(put(shop, f"{n}.jpg", _JPEG + bytes([n]))) for n in range(6)]
    meeting, lock, at_once = threading.Barrier(3, timeout=20), threading.Lock(), [0, 0]
    encode = images.encode

    def meet(pixels: Image.Image, how: Format, kind: str) -> bytes:
        with lock:
            at_once[0] += 1
            at_once[1] = max(at_once)
        meeting.wait()  # passes only when three are here at the same time
        with lock:
            at_once[0] -= 1
        return encode(pixels, how, kind)

    monkeypatch.setattr(images, "encode", meet)
    done: list[int] = []

    room.make_all([Variant(photo, JPEG, 100) for photo in photos], each=lambda: done.append(1))

    assert len(done) == 6
    assert at_once[1] == 3
    assert all((shop / "cache" / Variant(photo, JPEG, 100).kept_as).exists() for photo in photos)


def test_the_same_source_gives_the_same_bytes(shop: Path) -> None:
    source = put(shop, "a.png", half_transparent())
    one, two = Darkroom(shop, shop / "cache-1", jobs=1), Darkroom(shop, shop / "cache-2", jobs=4)

    for each in offered(one.look(source, LOGO), ()):
        assert one.make(each).read_bytes() == two.make(each).read_bytes()


_PEAK = """
import pathlib, re, sys
from generator.media.images import Darkroom, PictureRequest, offered
root = pathlib.Path(sys.argv[1])
room = Darkroom(root, root / "cache", jobs=2)
photos, problems = room.look_at_all([PictureRequest(source) for source in sorted(root.glob("*.jpg"))])
room.make_all([each for photo in photos.values() for each in offered(photo, ())])
print(len(photos), re.search("VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process its own peak this way")
def test_many_large_photos_stay_within_a_gigabyte(tmp_path: Path) -> None:
    large = encoded(texture(4000, 3000), "JPEG", quality=90)
    for number in range(12):  # two at a time: the peak of 200 is that of a few
        (tmp_path / f"{number}.jpg").write_bytes(large + bytes([number]))

    weighed = subprocess.run([sys.executable, "-c", _PEAK, tmp_path], capture_output=True, text=True, check=True)

    photos, peak_kb = map(int, weighed.stdout.split())
    assert photos == 12
    assert peak_kb < 1_000_000
