"""What all share pictures of a site are drawn with: the theme's look, the fonts, the seller's photos.

A picture is named by everything that it is made from except the fonts of this system, so that a page names the same
file on every machine; it is drawn when somebody asks for it, and kept. It must not say which pictures there are,
what they tell or how they are laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

from generator.media.cards.canvas import Canvas
from generator.media.cards.draw import RECIPE_VERSION, Cast, Photos, cast, draw
from generator.media.cards.encode import QUALITY, Pixels, encoded, opened
from generator.media.cards.face import Face
from generator.media.cards.fonts import own_faces
from generator.media.cards.formats import OPEN_GRAPH, Format
from generator.media.cards.look import Look
from generator.media.images import file_stamp
from generator.media.photofile import PhotoFile, read_photo
from generator.media.picturecache import keep, kept
from generator.media.pixels import Recipe
from generator.memory import Memory
from generator.page import addresses
from generator.page.present.context import Picture, ShareCard
from generator.page.present.sharing import PhotoFact, ShareFacts
from generator.problems import Kind, Problem, Refused, Severity, problem
from generator.problems import Path as ModelPath
from generator.shop.model.site import Site
from generator.structs import Frozen
from generator.theme.cardlook import card_look
from generator.theme.chosen import ChosenTheme

SIGNS_MISSING = Kind(
    "card-signs",
    "No font at hand can write “{signs}”, so share pictures leave it out.",
    "Put a font that has it into content/fonts and write `fonts: fonts` in shop.yaml.",
    Severity.WARNING,
)

_SHOWN_SIGNS = 12
_PHOTO = Recipe(long_side_px=2000)
_LOGO = Recipe(long_side_px=512, keep_alpha=True)


class Card(Frozen):
    """A share picture that is published: its facts, its `key` in the cache and its `path` in the site."""

    facts: ShareFacts
    form: Format
    key: str
    path: str

    @property
    def shown(self) -> ShareCard:
        return ShareCard(Picture(self.path, self.form.width, self.form.height), self.facts.alt)


class Lettered(Frozen):
    """The signs of a picture that no font has, and the names of the fonts of this system that it needs."""

    missing: tuple[str, ...]
    borrowed: tuple[str, ...]


class Studio(Frozen, dict=True):
    """What all share pictures of the shop at `root` are drawn with."""

    root: Path
    cache: Path
    site: Site
    chosen: ChosenTheme
    memory: Memory

    @cached_property
    def look(self) -> Look:
        made = partial(card_look, self.chosen.theme, self.chosen.assets.options, self.root / "content")
        return self.memory.recall(("card-look", self.chosen.theme.name), self.chosen.stamp, made)

    @cached_property
    def _own(self) -> tuple[tuple[Face, ...], tuple[Problem, ...]]:
        names = self.site.shop.fonts
        content = self.root / "content"
        stamp = tuple((name, file_stamp(content / name)) for name in names)
        return self.memory.recall(("own-fonts",), stamp, partial(own_faces, names, content, self._notes))

    @cached_property
    def _worn(self) -> str:
        """A digest of what all pictures are made from besides their facts and photos."""
        made_from = (self.chosen.stamp, self._own[0])
        return self.memory.recall(("cards-worn", self.chosen.theme.name), made_from, self._digest_worn)

    def _digest_worn(self) -> str:
        look = self.look
        fonts = [(voice, _digest(font.content)) for voice, font in sorted(look.fonts.items())]
        own = [_digest(face.content) for face in self._own[0]]
        made_from = (RECIPE_VERSION, QUALITY, look.layout, sorted(look.colours.items()), look.motif, fonts, own)
        return _digest(repr(made_from).encode())

    @property
    def _notes(self) -> Path:
        return self.cache / "faces"

    def card(self, slug: str, facts: ShareFacts, form: Format = OPEN_GRAPH) -> Card:
        """The picture of these facts, named and not yet drawn. `slug` is empty for the shop's own."""
        made_from = (facts, self._worn, self._photo_digest(facts.photo), self._photo_digest(facts.logo))
        slot = ("card", self.chosen.theme.name, facts.language, slug, form.name)
        return self.memory.recall(slot, made_from, partial(self._named, slug, form, made_from))

    def _named(self, slug: str, form: Format, made_from: tuple[ShareFacts, str, str, str]) -> Card:
        key = _digest(repr((form, made_from)).encode())
        return Card(made_from[0], form, key, f"{addresses.ASSETS}/{slug or 'toko'}-{form.name}.{key[:10]}.jpg")

    def drawn(self, card: Card) -> Path:
        """The picture's file in the cache, drawn where it is not there or not whole."""
        file = self.kept_at(card)
        if kept(file.parent, file.name) is None:
            keep(file.parent, file.name, encoded(self.canvas(card.facts, card.form)))
        return file

    def kept_at(self, card: Card) -> Path:
        """Where in the cache the picture's file is once it is drawn."""
        name = _digest(repr((card.key, self._lettered(card).borrowed)).encode())
        return self.cache / "cards" / f"{name}.jpg"

    def logo(self, facts: ShareFacts) -> Pixels | None:
        """The shop's logo."""
        return self._photo(facts.logo, _LOGO)

    def canvas(self, facts: ShareFacts, form: Format, scale: float = 1.0) -> Canvas:
        """The picture itself."""
        photos = Photos(*(self._photo(fact, recipe) for fact, recipe in ((facts.photo, _PHOTO), (facts.logo, _LOGO))))
        return draw(facts, self.look, form, self.fonts(facts.texts()), photos, scale=scale)

    def fonts(self, texts: Iterable[str]) -> Cast:
        """The fonts for these texts."""
        return cast(self.look, texts, self._own[0], self._notes)

    def _lettered(self, card: Card) -> Lettered:
        """What is known of a picture's letters without drawing it."""
        return self.memory.recall(("card-letters", card.key), (), partial(self._letter, card.facts))

    def _letter(self, facts: ShareFacts) -> Lettered:
        fonts = self.fonts(facts.texts())
        return Lettered(fonts.missing, fonts.borrowed)

    def problems(self, told: Mapping[ModelPath, Card]) -> tuple[Problem, ...]:
        """What is wrong with the seller's fonts, and the signs that no font has, by the place of what is told."""
        found = list(self._own[1])
        for path, card in told.items():
            if missing := self._lettered(card).missing:
                signs = "".join(missing[:_SHOWN_SIGNS]) + "…" * (len(missing) > _SHOWN_SIGNS)
                found.append(problem(SIGNS_MISSING, *path, signs=signs))
        return tuple(found)

    def borrowed(self, cards: Iterable[Card]) -> tuple[str, ...]:
        """The names of the fonts of this system that these pictures need."""
        return tuple(sorted({name for card in cards for name in self._lettered(card).borrowed}))

    def _photo(self, fact: PhotoFact | None, recipe: Recipe) -> Pixels | None:
        photo = self._read(self.root / fact.file) if fact else None
        return opened(photo, recipe) if photo else None

    def _photo_digest(self, fact: PhotoFact | None) -> str:
        if fact is None:
            return ""
        file = self.root / fact.file
        return self.memory.recall(("photo-digest", file), file_stamp(file), partial(self._digest_of, file))

    def _digest_of(self, file: Path) -> str:
        photo = self._read(file)
        return _digest(photo.content) if photo else ""

    def _read(self, file: Path) -> PhotoFile | None:
        try:
            return read_photo(file, self.root)
        except Refused:
            return None  # a problem of its own already


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:32]
