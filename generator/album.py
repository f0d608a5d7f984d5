"""The photos of a site as it publishes them: which files there are, and how pages name them.

Owns the addresses of pictures and what a browser is offered of each. Reading and making photos is `media.images`'s
to do; it must not know what a page shows.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from generator.media.images import Darkroom, Opened, Variant, offered
from generator.page import addresses
from generator.page.present.context import Picture, Source
from generator.plan import Output
from generator.structs import Frozen

_PLAIN_PX = 800
"""The widest picture for browsers that know no `srcset`, and for other programs."""


class Album(Frozen, dict=True):
    """A site's `photos` by the seller's name for each, in the `widths` of a theme, made in the `darkroom`."""

    photos: Mapping[str, Opened]
    darkroom: Darkroom
    widths: tuple[int, ...]

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """Every photo as pages show it, by the seller's name for it."""
        return {name: _picture(photo, offered(photo, self.widths)) for name, photo in self.photos.items()}

    def outputs(self) -> Iterator[Output]:
        """Every file; its `source` may not be there before it was made."""
        for path, variant in self._variants.items():
            yield Output(path, source=self.darkroom.cache / variant.kept_as, hashed=True)

    def make(self, path: str) -> None:
        """Makes the picture at this path of the site, if it is one and was not made. Raises `Refused` for a photo that
        has changed since."""
        if (variant := self._variants.get(path)) is not None:
            self.darkroom.make(variant)

    def make_all(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Makes every picture that the cache does not have. `progress` hears how many photos are done, of how many.
        Raises `Refused` for a photo that has changed since."""
        total = len({variant.photo for variant in self._variants.values()})
        done = 0

        def each() -> None:
            nonlocal done
            done += 1
            if progress:
                progress(done, total)

        self.darkroom.make_all(self._variants.values(), each=each)

    @cached_property
    def _variants(self) -> dict[str, Variant]:
        """Every picture to publish, by its path."""
        return {_at(each): each for photo in self.photos.values() for each in offered(photo, self.widths)}


def _at(variant: Variant) -> str:
    return f"{addresses.ASSETS}/{variant.name}"


def _picture(photo: Opened, variants: tuple[Variant, ...]) -> Picture:
    sources = tuple(
        Source(how.type, tuple((_at(each), each.width_px) for each in variants if each.format is how))
        for how in photo.formats
    )
    known = [each for each in variants if each.format is photo.formats[-1]]
    plain = next((each for each in reversed(known) if each.width_px <= _PLAIN_PX), known[0])
    blur = "" if photo.alpha else f"data:image/webp;base64,{b64encode(photo.blur).decode()}"
    return Picture(_at(plain), plain.width_px, plain.height_px, sources, blur)
