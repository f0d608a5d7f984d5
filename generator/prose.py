"""The texts of a site as its pages show them: their pictures measured, their links leading on from the page.

Owns only how the two are found; `page.richtext` makes the markup. It must not judge a text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from generator.page.present.context import Context, Picture, picture_view
from generator.page.richtext import ID_PREFIX, render_markdown
from generator.page.texts import heading_level, leads_to
from generator.page.views import Html, PictureView
from generator.problems import Path


def prose(
    pictures: Mapping[str, Picture], known: frozenset[str], at: Callable[[str], Context]
) -> Callable[[str, Path, str], Html]:
    """What makes markup of a text at a place in the model, for the page at a path. `pictures` go by the seller's names,
    `known` are the paths of all pages, `at` is what a page is presented with."""

    @cache
    def markdown(text: str, path: Path, page: str) -> Html:
        def picture(name: str) -> PictureView | None:
            made = pictures.get(f"content/images/{name.removeprefix('images/')}")
            return None if made is None else picture_view(made, page)

        def address(link: str) -> str | None:
            target = at(page).href(link)
            return target if link.startswith("#") or leads_to(link) in known else None

        rich = render_markdown(
            text, heading_level=heading_level(path), id_prefix=ID_PREFIX, picture=picture, address=address
        )
        return rich.html  # its problems are known from `check_texts`

    return markdown
