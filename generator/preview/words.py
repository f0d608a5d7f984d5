"""The words of the preview's own controls, for its scripts.

Owns their names there. Problems bring their own sentences.
"""

from __future__ import annotations

from generator.page.catalogue import Catalogue


def page_words(words: Catalogue) -> dict[str, str]:
    """What the bar, the panel and the toast on a page say."""
    return {
        "preview": words.text("Preview"),
        "fold": words.text("Fold the preview bar away"),
        "unfold": words.text("Show the preview bar"),
        "broken": words.text("Not updated yet: something in your files needs a change."),
        "older": words.text("You still see the last version that worked."),
        "better": words.text("As it should be:"),
        "open": words.text("Open in the editor"),
        "notes": words.unfilled("Notes: {count}"),
        "more": words.unfilled("… and {count} more"),
        "changed": words.unfilled("{file} changed"),
        "below": words.text("The change is further down or up on this page"),
        "look": words.text("have a look"),
        "time": words.text("Time"),
        "now": words.text("Now"),
        "at": words.text("Another moment"),
        "playing": words.text("You see the page at another moment"),
        "origin": words.text("Where from?"),
        "origin_on": words.text("Point at a text, or tap it: its file and line show here. Escape ends it."),
        "origin_none": words.text("Etalase's own words, or put together from several values"),
        "looks": words.text("Sizes"),
        "offline": words.text("The preview has stopped. It reconnects by itself once it runs again."),
        "gone": words.text("This page is no longer part of the shop."),
        "home": words.text("To the front page"),
    }


def frames_words(words: Catalogue) -> dict[str, str]:
    """What the page of frames says."""
    return {
        "title": words.text("All sizes side by side"),
        "page": words.text("Page"),
        "theme": words.text("Theme"),
        "language": words.text("Language"),
        "scheme": words.text("Screen"),
        "scheme_auto": words.text("as the device"),
        "scheme_light": words.text("light"),
        "scheme_dark": words.text("dark"),
        "options": words.text("Theme options"),
        "yes": words.text("yes"),
        "no": words.text("no"),
        "unset": words.text("not set"),
        "reset": words.text("As in shop.yaml"),
        "copy": words.text("Copy these settings"),
        "copied": words.text("Copied. Paste them into content/shop.yaml."),
        "by_hand": words.text("Select the lines and copy them, then paste them into content/shop.yaml."),
        "same": words.text("These are the settings that shop.yaml has."),
        "phone": words.text("On your phone"),
        "scan": words.text("Scan this code with a phone on the same Wi-Fi. Whoever has it can look along."),
        "alone": words.unfilled("To open it on your phone, start the preview with {option}."),
        "open_alone": words.text("Open alone"),
        "frame_phone": words.text("Phone"),
        "frame_large": words.text("Large phone"),
        "frame_inapp": words.text("Inside Instagram or TikTok"),
        "frame_tablet": words.text("Tablet"),
        "frame_desktop": words.text("Computer"),
    }
