"""The seller's photos as the site shows them: which file becomes which pictures, under which names.

Owns looking at a photo once, what is offered of it, and making that through the cache, a few at a time. It must not
choose which photos there are, where they stand on a page, or write into `output/`; `photofile` reads, `pixels` opens,
`formats` writes, `picturecache` keeps.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar

from PIL import Image

from generator.media.formats import AVIF, FORMATS, JPEG, PNG, STAMP, WEBP, Format, blur, encode, kind_of
from generator.media.photofile import PICTURE_ANIMATED, PICTURE_UNREADABLE, PhotoFile, read_photo
from generator.media.picturecache import Entry, keep, kept
from generator.media.pixels import Recipe, bare_pixels, quietly
from generator.memory import Memory
from generator.paths import slug_from
from generator.problems import Path as ModelPath
from generator.problems import Problem, Refused, problem
from generator.structs import Frozen, astuple

RECIPE_VERSION = 2
"""Raised whenever the same recipe gives other pixels, so that no old picture is taken for a new one."""

PHOTO = Recipe(width_px=1200)
LOGO = Recipe(long_side_px=512, width_px=512, keep_alpha=True)

WIDTHS = (240, 480, 720, 1200)
"""Pixels, where a theme does not name its own."""
_ALIKE = 0.85
"""A width nearer than this to the largest one is not worth a file."""
_AT_ONCE = 4
"""Photos in work at most: each takes up to 100 MB while it is written as AVIF."""


class PictureRequest(Frozen):
    """A picture file to publish; `path` is the place in the model that names it, for its problems."""

    source: Path
    recipe: Recipe = PHOTO
    path: ModelPath = ()


class Opened(Frozen):
    """A picture file that was opened to its end: fit to be published, its size in pixels upright and within its
    recipe, whether it has transparent parts, and its `blur` (`formats.blur`). `key` is a hash of the file's bytes and
    of the recipe with all settings, so whatever is made of it may be kept for ever under that name."""

    source: Path
    recipe: Recipe
    key: str
    width_px: int
    height_px: int
    blur: bytes
    alpha: bool = False
    animated: bool = False

    @property
    def formats(self) -> tuple[Format, ...]:
        """Those it is published in, smallest first; the last one every browser knows."""
        return AVIF, WEBP, PNG if self.alpha else JPEG

    @property
    def stem(self) -> str:
        """What its published names begin with: `melati-1.3fa9c1d2e0`."""
        return f"{slug_from(self.source.stem)[:40].strip('-') or 'foto'}.{self.key[:10]}"


class Variant(Frozen):
    """A photo in one format at one width."""

    photo: Opened
    format: Format
    width_px: int

    @property
    def height_px(self) -> int:
        return max(1, round(self.photo.height_px * self.width_px / self.photo.width_px))

    @property
    def name(self) -> str:
        """Its published name, `melati-1.3fa9c1d2e0-480.avif`: the same for the same file and recipe, on any machine."""
        return f"{self.photo.stem}-{self.width_px}.{self.format.suffix}"

    @property
    def kept_as(self) -> str:
        return f"{self.photo.key}-{self.width_px}.{self.format.suffix}"


def offered(photo: Opened, widths: tuple[int, ...]) -> tuple[Variant, ...]:
    """What a page needs of a photo: every format in those of the theme's `widths` (ascending) that are smaller than
    the photo, and the photo itself where it is no larger than the largest of them."""
    widths = widths or WIDTHS
    most = min(photo.width_px, widths[-1])
    chosen = (*(width for width in widths if width <= most * _ALIKE), most)
    return tuple(Variant(photo, each, width) for each in photo.formats for width in chosen)


T = TypeVar("T")
R = TypeVar("R")


class Darkroom:
    """Where the pictures of the shop at `root` are made and kept: the folder `cache`, and how many are in work."""

    def __init__(self, root: Path, cache: Path, *, jobs: int = 0) -> None:
        self.root = root
        self.cache = cache
        self.jobs = jobs or max(1, min(_AT_ONCE, os.cpu_count() or 1))
        self._bench = BoundedSemaphore(self.jobs)

    # Looking

    def look(self, source: Path, recipe: Recipe = PHOTO) -> Opened:
        """The picture file, opened to its end; what the cache knows of it is not opened again.

        Raises `Refused` for a file that is missing, foreign, damaged, or larger than we open.
        """
        with quietly():
            return self._look(source, recipe)

    def look_at_all(
        self,
        requests: Iterable[PictureRequest],
        *,
        each: Callable[[], object] | None = None,
        memory: Memory | None = None,
    ) -> tuple[dict[PictureRequest, Opened], tuple[Problem, ...]]:
        """What can be published, by request, and the problems of all requests, in the order asked.

        `each` is called after every file, in the caller's thread. A file that several requests want in the same way
        is opened once. A file that `memory` knows, unchanged by its times, size and number on the disk, is not read.
        """
        asked = tuple(dict.fromkeys(requests))
        files = tuple(dict.fromkeys((request.source, request.recipe) for request in asked))
        memory = memory or Memory()
        stamps = {file: file_stamp(file[0]) for file in files}

        def attempt(file: tuple[Path, Recipe]) -> Opened | Refused:
            known: Opened | Refused | None = memory.known(("picture", *file), stamps[file])
            if known is not None:
                return known
            result: Opened | Refused
            try:
                result = self._look(*file)
            except Refused as refusal:
                result = refusal
            memory.keep(("picture", *file), stamps[file], result)
            return result

        results: dict[tuple[Path, Recipe], Opened | Refused] = {}
        for file, result in zip(files, self._side_by_side(attempt, files), strict=True):
            results[file] = result
            if each:
                each()
        photos: dict[PictureRequest, Opened] = {}
        problems: list[Problem] = []
        for request in asked:
            result = results[request.source, request.recipe]
            if isinstance(result, Refused):
                problems.append(_problem(result, request.path))
                continue
            photos[request] = result
            if result.animated:
                problems.append(problem(PICTURE_ANIMATED, *request.path, file=request.source.name))
        return photos, tuple(problems)

    def _look(self, source: Path, recipe: Recipe) -> Opened:
        file = read_photo(source, self.root)
        key = _key(file, recipe)
        entry, alpha = kept(self.cache, f"{key}.webp"), False
        if entry is None and (entry := kept(self.cache, f"{key}.alpha.webp")):
            alpha = True
        if entry is None:
            with self._bench:
                pixels, animated = bare_pixels(file, recipe)
                entry = Entry(blur(pixels), *pixels.size, animated)
            alpha = pixels.mode == "RGBA"
            keep(self.cache, f"{key}.alpha.webp" if alpha else f"{key}.webp", entry)
        size = (entry.width_px, entry.height_px)
        return Opened(source, recipe, key, *size, entry.content, alpha, entry.animated)

    # Making

    def make(self, variant: Variant) -> Path:
        """The file of one variant in the cache, made now if it is not there whole. Raises `Refused`."""
        with quietly():
            self._make((variant,))
        return self.cache / variant.kept_as

    def make_all(self, variants: Iterable[Variant], *, each: Callable[[], object] | None = None) -> None:
        """Makes what is not there whole; `each` is called after every photo. Raises `Refused`."""
        photos: dict[Opened, list[Variant]] = {}
        for variant in variants:
            photos.setdefault(variant.photo, []).append(variant)
        for _ in self._side_by_side(self._make, tuple(photos.values())):
            if each:
                each()

    def _make(self, variants: Iterable[Variant]) -> None:
        """Makes variants of one photo, which is opened once for all of them."""
        missing = [each for each in variants if kept(self.cache, each.kept_as) is None]
        if not missing:
            return
        photo = missing[0].photo
        with self._bench:
            file = read_photo(photo.source, self.root)
            if _key(file, photo.recipe) != photo.key:
                raise Refused(PICTURE_UNREADABLE, file=file.known_as, reason="it changed just now")
            pixels, _ = bare_pixels(file, photo.recipe)
            kind = "drawn" if photo.recipe.keep_alpha else kind_of(pixels)
            for variant in missing:
                size = (variant.width_px, variant.height_px)
                shrunk = pixels if pixels.size == size else pixels.resize(size, Image.Resampling.LANCZOS)
                content = encode(shrunk, variant.format, kind)
                keep(self.cache, variant.kept_as, Entry(content, *size, photo.animated))

    def _side_by_side(self, work: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
        """The results in the order of the things, `jobs` at a time."""
        if not things:
            return
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  many shops have no picture

        with quietly(), ThreadPoolExecutor(max_workers=self.jobs, thread_name_prefix="picture") as threads:
            try:
                yield from threads.map(work, things)
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise


def file_stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file does: its times, size and number; empty where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return ()
    return facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino


def _key(file: PhotoFile, recipe: Recipe) -> str:
    made_from = repr((RECIPE_VERSION, STAMP, sorted(FORMATS), astuple(recipe))).encode() + b"\n" + file.content
    return hashlib.sha256(made_from).hexdigest()[:32]


def _problem(refused: Refused, path: ModelPath) -> Problem:
    parameters = tuple(refused.parameters.items())
    return Problem(refused.kind, path=path, parameters=parameters, better=refused.instead)
