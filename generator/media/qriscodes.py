"""The QRIS of a shop's accounts: read out of the pictures that banks gave, and drawn anew from their payload.

Owns that from here on every QRIS has a payload, whichever way the seller wrote it, and that what is published is
drawn from it byte for byte. It must not judge names or numbers: the rules do, on the payload.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.media.qr import QrPicture, qr_png, qr_svg
from generator.paths import slug_from
from generator.problems import Problem, Refused
from generator.shop.model.site import Site
from generator.structs import Frozen


class QrisPictures(Frozen):
    """One QRIS as the page shows it (SVG) and as buyers save it (PNG)."""

    shown: QrPicture
    saved: QrPicture


def with_payloads(site: Site, root: Path) -> tuple[Site, tuple[Problem, ...]]:
    """The site with the payload of every QRIS picture read, and what is wrong with those pictures.

    An account whose picture cannot be used keeps no payload; its problem is an error, so no page is made of it.
    """
    accounts, problems = [], []
    for position, account in enumerate(site.shop.accounts):
        code = account.qris
        if code is None or code.picture is None or code.payload:
            accounts.append(account)
            continue
        from generator.media.qrread import read_qris  # noqa: PLC0415  most shops paste the code's text

        try:
            read = code.model_copy(update={"payload": read_qris(root / code.picture, root)})
        except Refused as refused:
            path = ("shop", "accounts", position, "qris", "picture")
            parameters = tuple(refused.parameters.items())
            problems.append(Problem(refused.kind, path=path, parameters=parameters, better=refused.instead))
            read = code
        accounts.append(account.model_copy(update={"qris": read}))
    shop = site.shop.model_copy(update={"accounts": tuple(accounts)})
    return site.model_copy(update={"shop": shop}), tuple(problems)


def draw_codes(site: Site) -> Mapping[str, QrisPictures]:
    """The pictures of every QRIS that is published, by payload."""
    found = {}
    for account in site.shop.accounts:
        code = account.qris.payload if account.qris and account.published else None
        if code and code.payload not in found:
            stem = f"qris-{slug_from(code.merchant)[:40].strip('-') or 'toko'}"
            found[code.payload] = QrisPictures(qr_svg(code.payload), qr_png(code.payload, stem))
    return found
