"""Photos opened for share pictures, and the finished pictures as files: JPEG for screens, pages of a PDF for print.

Owns the bytes; nothing but pixels is in them. It must not draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TypeAlias

from PIL import Image

from generator.media.cards.canvas import Canvas
from generator.media.photofile import PhotoFile
from generator.media.picturecache import Entry
from generator.media.pixels import Recipe, bare_pixels, quietly
from generator.problems import Refused

Pixels: TypeAlias = Image.Image
QUALITY = 88
_POINTS_PER_INCH = 72


def opened(photo: PhotoFile, recipe: Recipe) -> Pixels | None:
    """The photo's pixels, upright and in sRGB; None for one that cannot be opened, which is a problem of its own."""
    try:
        with quietly():
            return bare_pixels(photo, recipe)[0]
    except Refused:
        return None


def encoded(canvas: Canvas) -> Entry:
    """The picture as a JPEG with nothing beside its pixels; letters keep the full resolution of their colour."""
    written = BytesIO()
    canvas.image.save(written, "JPEG", quality=QUALITY, progressive=True, optimize=True, subsampling="4:4:4")
    return Entry(written.getvalue(), canvas.image.width, canvas.image.height)


def pdf(pages: Sequence[Pixels], dots_per_inch: int) -> bytes:
    """The pictures as pages of a PDF 1.4, each as large as it is at this resolution, and no word about who made it or
    when: the same pages give the same bytes."""
    objects: list[bytes] = []
    kids = " ".join(f"{3 + number * 3} 0 R" for number in range(len(pages)))
    objects.append(b"<</Type/Catalog/Pages 2 0 R>>")
    objects.append(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode())
    for number, page in enumerate(pages):
        first = 3 + number * 3
        wide, high = (f"{side * _POINTS_PER_INCH / dots_per_inch:.2f}" for side in page.size)
        written = BytesIO()
        page.convert("RGB").save(written, "JPEG", quality=QUALITY, optimize=True, subsampling="4:4:4")
        content = f"q {wide} 0 0 {high} 0 0 cm /P Do Q".encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Contents {first + 1} 0 R"
            f"/Resources<</XObject<</P {first + 2} 0 R>>>>>>".encode()
        )
        objects.append(_stream("", content))
        objects.append(
            _stream(
                f"/Type/XObject/Subtype/Image/Width {page.width}/Height {page.height}/ColorSpace/DeviceRGB"
                "/BitsPerComponent 8/Filter/DCTDecode",
                written.getvalue(),
            )
        )
    return _file(objects)


def _stream(keys: str, content: bytes) -> bytes:
    return f"<<{keys}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    """The objects with their table of places (ISO 32000-1, 7.5)."""
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj".encode() + content + b"endobj\n"
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    written += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(written)
