"""What is wrong inside the texts of a site: links that lead nowhere, pictures that do not exist, Markdown too deep.

Found without making a page, so that a shop with other mistakes hears of these too.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from generator.page import addresses
from generator.page.richtext import ID_PREFIX, render_markdown
from generator.page.richtext.render import Place
from generator.page.views import PictureView
from generator.problems import Path, Problem
from generator.shop.model.base import Model
from generator.shop.model.walk import prose
from generator.structs import replace


def check_texts(
    path: Path,
    part: Model,
    *,
    pages: Container[str],
    has_picture: Callable[[str], bool],
    place: Callable[[Path, str], Place],
) -> Iterator[Problem]:
    """The problems of every text in which Markdown works, of one file of the site (`walk.site_parts`).

    `pages` are the output paths that exist, `has_picture` judges a file name, `place` tells where the parts of a text
    stand in its file.
    """

    def picture(name: str) -> PictureView | None:
        return PictureView(src="x", width=1, height=1, alt="") if has_picture(name) else None

    def address(link: str) -> str | None:
        return link if leads_to(link) in pages else None

    for where, text in prose(path, part):
        for language, words in text.words:
            spoken = (*where, language) if language else where
            rich = render_markdown(
                words,
                heading_level=heading_level(where),
                id_prefix=ID_PREFIX,
                picture=picture,
                address=address,
                place=place(spoken, words),
            )
            yield from (replace(found, path=where) for found in rich.problems)


def heading_level(path: Path) -> int:
    """The level at which a text's first heading stands: below the title of its page, or of its section."""
    return 2 if path[0] == "pages" else 3


def leads_to(link: str) -> str:
    """The output path of the page that an internal link means."""
    address = link.partition("#")[0].strip("/")
    return f"{address}/index.html" if address else addresses.LANDING
