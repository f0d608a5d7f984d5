"""A share picture from its facts, its look and its photos.

Owns the order of fonts: the look's face, the plain text face, the seller's own `fonts`, then those of the system. It
must not know files or themes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image

from generator.media.cards.canvas import Canvas
from generator.media.cards.face import Face
from generator.media.cards.fonts import face_of, system_faces
from generator.media.cards.formats import Format
from generator.media.cards.layouts import DRAWN
from generator.media.cards.letters import Letters
from generator.media.cards.look import VOICES, Look
from generator.media.cards.sheet import Sheet
from generator.media.qr import qr_modules
from generator.page.present.sharing import ShareFacts
from generator.structs import Frozen

RECIPE_VERSION = 1
"""Raised whenever the same facts, look and photos give another picture."""


class Photos(Frozen):
    """The photo and the logo of a picture, upright and in sRGB; None where there is none."""

    photo: Image.Image | None = None
    logo: Image.Image | None = None


class Cast(Frozen):
    """The voices that texts can be set in, each a row of fonts; `borrowed` are the names of fonts of the system that
    were needed, `missing` the signs that no font has."""

    voices: Mapping[str, Letters]
    borrowed: tuple[str, ...]
    missing: tuple[str, ...]


def cast(look: Look, texts: Iterable[str], own: Iterable[Face], cache: Path | None) -> Cast:
    """The fonts for these texts in this look."""
    wanted = "\n".join(texts)
    first = {voice: face_of(font.content, font.known_as, cache) for voice, font in look.fonts.items()}
    plain = tuple(dict.fromkeys(first[voice] for voice in reversed(VOICES) if voice in first))
    own = tuple(own)
    missing = _missing(wanted, (*plain, *own))
    system = system_faces(missing, cache)
    voices = {}
    for voice in VOICES:
        rest = [face for face in (*plain, *own, *system) if face is not first.get(voice)]
        voices[voice] = Letters((*([first[voice]] if voice in first else []), *rest))
    return Cast(voices, tuple(face.known_as for face in system), _missing(wanted, (*plain, *own, *system)))


def _missing(wanted: str, faces: tuple[Face, ...]) -> tuple[str, ...]:
    letters = Letters(faces)
    for line in wanted.split("\n"):
        letters.runs(line)
    return tuple(sorted(letters.missing))


def draw(facts: ShareFacts, look: Look, form: Format, fonts: Cast, photos: Photos, *, scale: float = 1.0) -> Canvas:
    """The finished picture, with a note of where every text stands; `scale` times as large, for print."""
    canvas = Canvas(form, look["paper"], fonts.voices, scale)
    modules = qr_modules(facts.link) if form.code and facts.link else ()
    sheet = Sheet(canvas, facts, look, photos.photo if facts.photo else None, photos.logo, modules)
    DRAWN[look.layout](sheet)
    canvas.finish()
    return canvas
