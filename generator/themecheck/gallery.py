"""A shop in every theme: its front page and one PO, as files to look at without a server or a network.

Owns which pages and files these are, and the folder they are written to. The page that frames them is not its matter.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.draft import Draft
from generator.look import Look
from generator.plan import Output
from generator.problems import ProblemsFound
from generator.structs import Frozen

_FILE = re.compile(rb"assets/[\w.-]+|favicon\.svg|site\.webmanifest|kontak\.vcf")


class Shown(Frozen):
    """A theme in the gallery: its pages as paths below the gallery's folder; none where it has mistakes."""

    name: str
    description: str
    options: tuple[str, ...]
    pages: tuple[str, ...]


def write_gallery(shop: Draft, themes: Iterable[str], folder: Path) -> Iterator[Shown]:
    """The shop in each of these themes below `folder`, whose earlier content is gone. Raises OSError."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in themes:
        try:
            seen = shop.seen(Look(theme=name))
            yield Shown(
                name,
                seen.chosen.theme.description,
                tuple(option.key for option in seen.chosen.theme.options),
                tuple(f"{name}/{path}" for path in _written(seen, folder / name)),
            )
        except ProblemsFound:
            yield Shown(name, "", (), ())


def _written(seen: Draft, folder: Path) -> tuple[str, ...]:
    paths = [place.path for place in seen.pages if place.kind == "landing"]
    paths += [place.path for place in seen.pages if place.kind == "campaign"][:1]
    pages = {path: seen.output(path).content or b"" for path in paths}
    files = {found.decode() for text in pages.values() for found in _FILE.findall(text)}
    outputs = [Output(path, content) for path, content in pages.items()]
    outputs += [output for path in sorted(files) if (output := seen.file(path))]
    for output in outputs:
        target = folder / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if output.source is not None:
            shutil.copyfile(output.source, target)
        else:
            target.write_bytes(output.content or b"")
    return tuple(paths)
