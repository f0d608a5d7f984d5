"""What a phone needs to put a site on its home screen (W3C, Web Application Manifest).

Every address in it is relative to its own, so it works at `/` and at `/sub/`. It has no `id`: browsers read one
against the host, so two shops below one host would be one app; without it a site is known by its `start_url`. It must
not know shops or themes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.structs import Frozen

LABEL_LETTERS = 12
"""What home screens show of a name before they cut it."""


class HomeIcon(Frozen):
    """An icon: its path below the manifest's folder, its side in pixels, whether launchers may cut it into a shape."""

    path: str
    size: int
    maskable: bool = False


class HomeScreen(Frozen):
    """What a home screen knows of a site. `language` is BCP 47; `bar` and `ground` are `#rrggbb`."""

    name: str
    description: str
    language: str
    bar: str
    ground: str
    icons: tuple[HomeIcon, ...]


def manifest_file(site: HomeScreen) -> bytes:
    """The manifest. `minimal-ui` keeps the address and the way back in sight, which buyers are told to look at."""
    said: dict[str, object] = {
        "name": site.name,
        "short_name": home_label(site.name),
        "description": site.description,
        "lang": site.language,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": site.bar,
        "background_color": site.ground,
        "icons": [
            {
                "src": icon.path,
                "sizes": f"{icon.size}x{icon.size}",
                "type": "image/png",
                "purpose": "maskable" if icon.maskable else "any",
            }
            for icon in site.icons
        ],
    }
    return (json.dumps({key: value for key, value in said.items() if value}, indent=1) + "\n").encode()


def home_label(name: str) -> str:
    """As many whole words of the name as a home screen shows, at least one."""
    words: Iterable[str] = name.split()
    label = ""
    for word in words:
        longer = f"{label} {word}".strip()
        if label and len(longer) > LABEL_LETTERS:
            break
        label = longer
    return label
