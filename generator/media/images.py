"""The seller's photos as the site shows them: which file becomes which picture, under which name.

Owns preparing one picture or many, through the cache. It must not choose which photos there are, where they
stand on a page, or write into `output/`; `photofile` reads, `pixels` makes, `picturecache` keeps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path

from generator.media.photofile import PICTURE_ANIMATED, read_photo
from generator.media.picturecache import keep, kept
from generator.media.pixels import Recipe, encode, quietly
from generator.memory import Memory
from generator.paths import slug_from
from generator.problems import Path as ModelPath
from generator.problems import Problem, Refused, problem

RECIPE_VERSION = 1
"""Raised whenever the same recipe gives other pixels, so that no old picture is taken for a new one."""

PHOTO = Recipe()
LOGO = Recipe(long_side_px=512, keep_alpha=True)


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture file to prepare; `path` is the place in the model that names it, for its problems."""

    source: Path
    recipe: Recipe = PHOTO
    path: ModelPath = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to publish: its file in the cache, the name it gets, and its size in pixels.

    `name` holds a hash of the source and the recipe (`melati-1.3fa9c1d2e0.jpg`), so browsers may keep it for ever.
    """

    path: Path
    name: str
    width_px: int
    height_px: int
    animated: bool = False


def prepare_picture(source: Path, root: Path, cache: Path, recipe: Recipe = PHOTO) -> Prepared:
    """The picture made from `source`, which lies below `root`; taken from `cache` when it is there and whole.

    Raises `Refused` for a file that is missing, foreign, damaged, or larger than we open.
    """
    with quietly():
        return _prepare(source, root, cache, recipe)


def prepare_pictures(
    requests: Iterable[PictureRequest],
    root: Path,
    cache: Path,
    *,
    jobs: int,
    each: Callable[[], object] | None = None,
    memory: Memory | None = None,
) -> tuple[dict[PictureRequest, Prepared], tuple[Problem, ...]]:
    """What could be prepared, by request, and the problems of all requests, in the order asked.

    `jobs` files are made at a time; `each` is called after every one, in the caller's thread. A file that
    several requests want in the same way is made once. A file that `memory` knows, unchanged by its times, size
    and number on the disk, is not opened.
    """
    asked = tuple(dict.fromkeys(requests))
    files = tuple(dict.fromkeys((request.source, request.recipe) for request in asked))
    memory = memory or Memory()
    stamps = {file: file_stamp(file[0]) for file in files}

    def attempt(file: tuple[Path, Recipe]) -> Prepared | Refused:
        known: Prepared | Refused | None = memory.known(("picture", *file), stamps[file])
        if known is not None and (isinstance(known, Refused) or known.path.exists()):
            return known
        result: Prepared | Refused
        try:
            result = _prepare(file[0], root, cache, file[1])
        except Refused as refusal:
            result = refusal
        memory.keep(("picture", *file), stamps[file], result)
        return result

    results: dict[tuple[Path, Recipe], Prepared | Refused] = {}
    with quietly(), ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="picture") as threads:
        try:
            for file, result in zip(files, threads.map(attempt, files), strict=True):
                results[file] = result
                if each:
                    each()
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
    prepared: dict[PictureRequest, Prepared] = {}
    problems: list[Problem] = []
    for request in asked:
        result = results[request.source, request.recipe]
        if isinstance(result, Refused):
            parameters = tuple(result.parameters.items())
            problems.append(Problem(result.kind, path=request.path, parameters=parameters, better=result.instead))
            continue
        prepared[request] = result
        if result.animated:
            problems.append(problem(PICTURE_ANIMATED, *request.path, file=request.source.name))
    return prepared, tuple(problems)


def file_stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file does: its times, size and number; empty where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return ()
    return facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino


def _prepare(source: Path, root: Path, cache: Path, recipe: Recipe) -> Prepared:
    photo = read_photo(source, root)
    made_from = repr((RECIPE_VERSION, astuple(recipe))).encode() + b"\n" + photo.content
    key = hashlib.sha256(made_from).hexdigest()[:32]
    entry = kept(cache, key) or keep(cache, key, encode(photo, recipe))
    name = f"{slug_from(photo.stem)[:40].strip('-') or 'foto'}.{key[:10]}.{entry.suffix}"
    return Prepared(entry.path, name, entry.width_px, entry.height_px, entry.animated)
