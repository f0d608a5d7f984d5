"""Where each page of a site lives. Owns the addresses and nothing of what stands there."""

from __future__ import annotations

from generator.paths import page_path

LANDING = "index.html"
ARCHIVE = "po/index.html"
NOT_FOUND = "404.html"
FEED = "atom.xml"
FAVICON = "favicon.svg"
MANIFEST = "site.webmanifest"
CARD = "kontak.vcf"
ASSETS = "assets"


def archive_path(number: int) -> str:
    """The page of that number of all POs: `po/index.html`, then `po/2/index.html`."""
    return ARCHIVE if number == 1 else page_path(f"po/{number}")


def campaign_path(slug: str) -> str:
    """`po/melati-7/index.html`"""
    return page_path(f"po/{slug}")


def reminder_path(slug: str, name: str) -> str:
    """`po/melati-7/buka.ics`"""
    return f"po/{slug}/{name}.ics"


def free_path(slug: str) -> str:
    """`tentang/index.html`"""
    return page_path(slug)


def short_path(name: str) -> str:
    """`go/shopee/index.html`"""
    return page_path(f"go/{name}")


def privacy_path(locale: str) -> str:
    """`privasi/index.html`; the word is that of the shop's own language in all of them."""
    return page_path("privasi" if locale == "id" else "privacy")


def in_language(path: str, language: str) -> str:
    """The same page in a language that is not the shop's own: `en/po/melati-7/index.html`. Without one, as it is."""
    return f"{language}/{path}" if language else path


def folder_of(path: str) -> str:
    """The address that people and search engines see: `po/melati-7/`, or nothing for the landing page."""
    return path.removesuffix("index.html")
