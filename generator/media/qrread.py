"""What the QR code in a picture says. The only door to zxing-cpp.

Owns finding the one code in a picture file and telling a seller why it cannot be used. What a QRIS must be is
`shop/qris`'s to say; `qr` draws codes. It must not publish or keep the picture: only its text goes on.
"""

from __future__ import annotations

from pathlib import Path

import zxingcpp

from generator.media.photofile import PhotoFile, read_photo
from generator.media.pixels import Recipe, bare_pixels, quietly
from generator.problems import Kind, Refused
from generator.shop import qris

QR_MISSING = Kind(
    "qr-missing",
    "No QR code can be read in {file}.",
    "Use the picture that your bank or e-wallet gave you, whole and straight; a screenshot is better than a photo.",
)
QR_SEVERAL = Kind(
    "qr-several",
    "There are {count} QR codes in {file}, and only one can be your QRIS.",
    "Crop the picture until only the QRIS is left, and save it again.",
)
QR_OTHER = Kind(
    "qr-other",
    "The QR code in {file} is no QRIS; it says “{text}”.",
    "Use the picture of the QRIS that your bank or e-wallet gave you.",
)
QR_CHECKSUM = Kind(
    "qr-checksum",
    "The QRIS in {file} was changed or made wrongly: its checksum says {found}, but it adds up to {expected}.",
    "Download the picture again from your bank or e-wallet, and use it as it is.",
)

_READING = Recipe()
"""Enough for a poster whose code fills an eighth of it; larger photos only cost time."""
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_SHOWN_TEXT = 40


def read_qris(source: Path, root: Path) -> qris.Qris:
    """The verified QRIS in the picture at `source`, which lies below `root`.

    Raises `Refused` for a file that cannot be opened (`photofile`), a picture without exactly one code, and a code
    that is not a permanent, undamaged Indonesian QRIS.
    """
    photo = read_photo(source, root)
    text = _only_code(photo)
    try:
        return qris.parse_qris(text)
    except Refused as refused:
        if refused.kind is qris.QRIS_FORM:
            shown = text if len(text) <= _SHOWN_TEXT else text[:_SHOWN_TEXT].rstrip() + "…"
            raise Refused(QR_OTHER, file=photo.known_as, text=shown) from None
        if refused.kind is qris.QRIS_CHECKSUM:
            found, expected = refused.parameters["found"], refused.parameters["expected"]
            raise Refused(QR_CHECKSUM, file=photo.known_as, found=found, expected=expected) from None
        raise


def _only_code(photo: PhotoFile) -> str:
    """The text in the only code; the same code printed twice is one."""
    with quietly():
        grey = bare_pixels(photo, _READING)[0].convert("L")
    found = zxingcpp.read_barcodes(grey, formats=_QR, text_mode=zxingcpp.TextMode.Plain)
    texts = dict.fromkeys(_text(code) for code in found)
    if len(texts) > 1:
        raise Refused(QR_SEVERAL, file=photo.known_as, count=len(texts))
    for text in texts:
        return text
    raise Refused(QR_MISSING, file=photo.known_as)


def _text(code: zxingcpp.Barcode) -> str:
    """The bytes as UTF-8, which EMVCo asks for; a library's guess at the character set would break the checksum."""
    try:
        return code.bytes.decode()
    except UnicodeDecodeError:
        return code.text
