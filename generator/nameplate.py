"""What a site is known by outside its pages: its icons, its place on a home screen, and the codes that lead to it.

Owns which of these a site has, and at which addresses. Drawing belongs to `media`, colours to the theme. It must not
make a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.media.emblem import FAVICON, TOUCH, Sign, all_icons
from generator.media.monogram import favicon_svg
from generator.media.qr import QrPicture
from generator.media.sitecodes import CARD_BYTES, SiteCode, draw_site_codes
from generator.memory import Memory
from generator.page import addresses
from generator.page.present.contactcard import contact_card
from generator.page.present.context import Code, Picture, Signs
from generator.page.present.words import Words
from generator.page.vcard import card_code, card_file
from generator.page.webmanifest import HomeIcon, HomeScreen, manifest_file
from generator.plan import Output
from generator.shop.model.site import Site
from generator.structs import Frozen, field
from generator.theme.schemes import Schemes


class Dress(Frozen):
    """What a site wears that shows outside its pages: the colours of its theme, the fonts that its initials may be set
    in (the likeliest first), and its logo as prepared for pages (the bytes of a picture)."""

    schemes: Schemes
    faces: tuple[bytes, ...]
    logo: bytes | None = None


class Nameplate(Frozen):
    """`signs` is what the head of every page names, `codes` the published codes by the page (or card) that each leads
    to, `outputs` the files."""

    signs: Signs
    codes: Mapping[str, Code] = field(default_factory=dict)
    outputs: tuple[Output, ...] = ()


def nameplate_of(site: Site, words: Mapping[str, Words], dress: Dress, cache: Path, memory: Memory) -> Nameplate:
    """The nameplate of a site. `words` is each language's voice by where its pages live ("" the shop's own)."""
    own, light, dark = words[""], dress.schemes.light, dress.schemes.dark
    name = own.text(site.shop.name)
    sign = Sign(name, light.accent, dress.faces, (light.paper, dark.paper), dress.logo)
    icons = {icon.shape: icon for icon in all_icons(sign, cache)}
    path = {shape: f"{addresses.ASSETS}/{icon.name}" for shape, icon in icons.items()}
    outputs = [Output(path[shape], icon.content, hashed=True) for shape, icon in icons.items()]
    if FAVICON in icons:
        favicon, kind = path[FAVICON], "image/png"
    else:
        favicon, kind = addresses.FAVICON, "image/svg+xml"
        outputs.append(Output(favicon, favicon_svg(name, light.accent).encode()))
    home = HomeScreen(
        name=name,
        description=own.text(site.shop.tagline),
        language=own.language,
        bar=light.chrome,
        ground=light.paper,
        icons=tuple(
            HomeIcon(path[shape], shape.size, maskable=shape.safe) for shape in icons if shape not in (FAVICON, TOUCH)
        ),
    )
    outputs.append(Output(addresses.MANIFEST, manifest_file(home)))
    for abroad, voice in words.items():
        if card := contact_card(site.shop, voice):
            outputs.append(Output(addresses.in_language(addresses.CARD, abroad), card_file(card)))
    drawn = codes_of(site, words, dress.schemes, memory) if site.shop.url else {}
    for code in drawn.values():
        outputs += (
            Output(f"{addresses.ASSETS}/{each.name}", each.content, hashed=True) for each in (code.drawn, code.saved)
        )
    signs = Signs(favicon, kind, path[TOUCH], addresses.MANIFEST, light.chrome, dark.chrome)
    codes = {key: Code(published(code.drawn), published(code.saved)) for key, code in drawn.items()}
    return Nameplate(signs, codes, tuple(outputs))


def codes_of(site: Site, words: Mapping[str, Words], schemes: Schemes, memory: Memory) -> Mapping[str, SiteCode]:
    """The codes of a site, by the path of the page or card that each leads to: the landing page and every PO that is
    listed, in each language, as far as the site has an address; and the contact card."""
    texts: dict[str, tuple[str, str]] = {}
    for abroad, voice in words.items():
        ahead = f"{abroad}-" if abroad else ""
        if url := site.shop.url:
            pages = [("toko", addresses.LANDING)]
            pages += [
                (f"po-{each.slug}", addresses.campaign_path(each.slug)) for each in site.campaigns if not each.archived
            ]
            for stem, path in pages:
                there = addresses.in_language(path, abroad)
                texts[there] = (f"{ahead}{stem}", url + addresses.folder_of(there))
        if card := contact_card(site.shop, voice):
            there = addresses.in_language(addresses.CARD, abroad)
            texts[there] = (f"{ahead}kontak", card_code(card, CARD_BYTES))
    return draw_site_codes(texts, (schemes.light.accent, schemes.light.ink), memory)


def published(drawn: QrPicture) -> Picture:
    """A code where the site publishes it."""
    return Picture(f"{addresses.ASSETS}/{drawn.name}", drawn.size, drawn.size)
