"""A shop on GitHub: the workflow that builds and publishes it, and what stands beside it.

Owns which files these are and what goes into them. Nothing of the shop's own text enters a workflow but the name of
its folder, and that only in letters that neither YAML nor a shell reads as anything else.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from generator.ci.hours import Crons
from generator.ci.packages import EXTRAS, NAME, Installed
from generator.ci.writing import Ours
from generator.problems import Kind, Mark, ProblemsFound, problem
from generator.publish.failures import reporting
from generator.starter import IGNORED, check_empty, fill_in
from generator.structs import Frozen

FOLDER_NAME = Kind(
    "ci-folder-name",
    "The shop's folder in the repository is called `{folder}`, and a workflow cannot name it.",
    "Give it a name of small letters, digits and `-`, then try again.",
)

WORKFLOW: Final = ".github/workflows/etalase.yml"
PINS: Final = ".github/etalase.txt"
README: Final = "README.md"
_FILES: Final = Path(__file__).resolve().parent.parent / "ci_files"
_FOLDER = re.compile(r"\.|[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


class Place(Frozen):
    """`repository` is its folder, `shop` the shop's in it ("." for the whole), `code` says that Etalase itself is in
    the repository, and is built from there."""

    repository: Path
    shop: str
    code: bool


def find_place(root: Path) -> Place:
    """The repository around the shop at `root`; the shop's own folder where there is none. Raises `ProblemsFound`."""
    root = root.resolve()
    repository = next((each for each in (root, *root.parents) if (each / ".git").exists()), root)
    shop = root.relative_to(repository).as_posix()
    if not _FOLDER.fullmatch(shop):
        raise ProblemsFound([problem(FOLDER_NAME, mark=Mark("content/shop.yaml"), folder=shop)])
    return Place(repository, shop, _holds_etalase(repository))


def lay_out(root: Path, folder: Path) -> Place:
    """Copy the shop at `root` into a new `folder` as a repository without code. Raises `ProblemsFound` before the
    first write if the folder holds anything."""
    check_empty(folder)
    own = folder.resolve()

    def left_out(here: str, names: list[str]) -> set[str]:
        return {name for name in names if name.startswith(".") or Path(here, name).resolve() == own}

    with reporting(str(folder)):
        # A link stays a link, for the build to name: what it leads to may be nobody's business.
        shutil.copytree(root / "content", folder / "content", ignore=left_out, symlinks=True)
        if (root / "themes").is_dir() and not _holds_etalase(root):
            shutil.copytree(root / "themes", folder / "themes", ignore=left_out, symlinks=True)
        for empty in [each for each, folders, names in os.walk(folder / "content") if not folders and not names]:
            Path(empty, ".gitkeep").touch()  # git forgets empty folders, and a phone cannot make any
        (folder / ".gitignore").write_text(f"{IGNORED}_site/\n", encoding="utf-8", newline="\n")
    return Place(folder.resolve(), ".", code=False)


def files(
    place: Place, crons: Crons, etalase: Installed, language: str, words: Callable[[str], str]
) -> tuple[Ours, ...]:
    """The workflow and the list of its packages; `words` puts a message id into the seller's
    language."""
    wanted = f".[{EXTRAS}]" if place.code else etalase.requirement
    fields = {
        "stamp": "«stamp»",
        "nightly": crons.nightly,
        "hourly": crons.hourly,
        "language": language,
        "requirement": wanted,
        "shop": place.shop,
        "private": ".etalase" if place.shop == "." else f"{place.shop}/.etalase",
        **{name: json.dumps(words(WORDS[name]), ensure_ascii=False) for name in WORDS},
    }
    pins = "\n".join(["# «stamp»", f"# {words(_PINS_SAY)}", *etalase.pins]) + "\n"
    return (
        Ours(WORKFLOW, fill_in((_FILES / "github.yml").read_text("utf-8"), fields), etalase.version),
        Ours(PINS, pins, etalase.version),
    )


def readme(etalase: Installed, language: str) -> Ours:
    """What to tap on a phone, beside the shop's files."""
    text = (_FILES / language / README).read_text("utf-8")
    return Ours(README, fill_in(text, {"stamp": "«stamp»"}), etalase.version)


_PINS_SAY: Final = "The packages that Etalase was tried with; written by `etalase ci github`."
WORDS: Final[Mapping[str, str]] = {
    "name": "Shop window",
    "look": "Is there something to do?",
    "build": "Build",
    "publish": "Publish",
    "tell": "Tell",
    "comment": "Tell it at the commit",
    "ours": "The site was not published, and what you wrote is not the cause: Etalase or the build server stumbled. "
    "The live site stays as it was. Try again: Actions, this run, Re-run jobs.",
    "pages": "The site is built, but GitHub did not show it. Open Settings, Pages, and choose GitHub Actions under "
    "Source; then Actions, this run, Re-run jobs. The live site, if there is one, stays as it was.",
    "unheard": "The comment at the commit could not be written; what is wrong stands in the summary of this run.",
    "sleep": "Nothing was changed here for over six weeks. After 60 days without a change GitHub stops the builds at "
    "night and on a PO's dates. Change anything in a file and save it: one word is enough.",
}
"""What the workflow says, as message ids."""


def _holds_etalase(folder: Path) -> bool:
    try:
        told = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return told.get("project", {}).get("name") == NAME and (folder / "generator").is_dir()
