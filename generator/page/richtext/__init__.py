"""Markdown → markup that may stand in a page, and → plain text. The only door to Markdown and nh3.

`guard` bounds the work before parsing, `dialect` says which Markdown is understood, `allowlist` lets through what
a page may hold, `render` puts them together. HTML that the seller types is shown as typed. Nothing here may open
a file: pictures and pages are looked up through functions that the caller gives.
"""

from generator.page.richtext.render import (
    ID_PREFIX,
    RichText,
    alone_after,
    keep_alone,
    plain_text,
    render_markdown,
)

__all__ = ["ID_PREFIX", "RichText", "alone_after", "keep_alone", "plain_text", "render_markdown"]
