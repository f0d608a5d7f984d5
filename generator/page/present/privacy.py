"""The privacy page that a shop gets when visits are counted, made from what is really switched on.

Owns its sentences. It promises nothing in the seller's name: it says what the pages do, and leaves what the seller does
with an order to a page of the seller's own, which takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.page import addresses
from generator.page.present import shopfront
from generator.page.present.analytics import choice_view
from generator.page.present.context import Context, channel_link, channel_name, channel_shown
from generator.page.present.pages import languages, meta
from generator.page.views import ActionView, FreePageView
from generator.shop.model.shop import CHANNELS

_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+.!|<>~-]")


def privacy_page(ctx: Context) -> FreePageView:
    """What the pages keep, who hears of a visit, and how to choose anew."""
    w = ctx.words
    title = w("Privacy")
    summary = w("What these pages keep, who hears of your visit, and how to refuse.")
    return FreePageView(
        kind="free",
        meta=meta(ctx, title, summary),
        head=shopfront.head(ctx),
        footer=shopfront.footer(ctx),
        languages=languages(ctx),
        bars=shopfront.bars(ctx),
        title=title,
        back=ActionView(label=w.text(ctx.site.shop.name), href=ctx.to(addresses.LANDING)),
        body=ctx.markdown("\n\n".join(_sections(ctx)), ("pages", "privacy"), ctx.page),
        summary=summary,
        choice=choice_view(ctx),
    )


def _sections(ctx: Context) -> Iterator[str]:
    w = ctx.words
    yield f"## {w('What stays on your device')}"
    kept = [w("Your answer to whether visits may be counted, until you delete it (localStorage).")]
    if ctx.site.campaigns:
        draft = w(
            "What you fill in on the order form (items, name, address, answers), until you close the tab "
            "(sessionStorage). It leaves your device only when you send the message yourself."
        )
        kept.insert(0, draft)
    yield "\n".join(f"- {each}" for each in kept)
    yield f"## {w('What the server of these pages sees')}"
    seen = [
        w(
            "Like every website, these pages lie at a hosting provider. Its servers see your IP address, the page, the "
            "time and your kind of browser, and may keep them in a log for a while."
        )
    ]
    if ctx.site.campaigns:
        clock = w(
            "When a PO is about to open or close, the page asks that same server what time it is. Nothing else is in "
            "that question."
        )
        seen.append(clock)
    yield "\n".join(f"- {each}" for each in seen)
    if ctx.site.shop.contact:
        yield f"## {w('When you write to us')}"
        yield w("Your message goes through the app that you choose. Ask us what we keep of it, or to delete it:")
        yield "\n".join(f"- {each}" for each in _contacts(ctx))


def _contacts(ctx: Context) -> Iterator[str]:
    person = ctx.site.shop.contact[0]
    for channel in CHANNELS:
        if getattr(person, channel) is not None:
            href = channel_link(person, channel, "", ctx.words.text(ctx.site.shop.name))
            name = ctx.words("e-mail") if channel == "email" else channel_name(channel)
            yield f"{name}: [{_plain(channel_shown(person, channel))}](<{href}>)"


def _plain(text: str) -> str:
    """The text as Markdown shows it as it is."""
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", text)
