"""A link that opens the seller's editor at a place in a file.

Owns turning a file as messages name it into one on this computer. It must not open the file.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from generator.build import Draft
from generator.structs import Frozen

VSCODE = "vscode://file/{path}:{line}:{column}"

_THEME_FILE = re.compile(r"themes/([^/]+)/(.+)")


class Editor(Frozen):
    """`template` is a link with the fields `{path}` (absolute, with `/`), `{line}` and `{column}` (1-based);
    empty where no editor is known: then nothing is a link. `root` is the shop's folder."""

    template: str
    root: Path

    def link(self, file: str, line: int, column: int, draft: Draft | None = None) -> str:
        """The link to a file as problems name it (`content/shop.yaml`, `themes/etalase/…`), or ""."""
        if not self.template or not file:
            return ""
        path = quote(str(self._path(file, draft)).replace("\\", "/"), safe="/:")
        filled = {"path": path, "line": str(line), "column": str(column)}
        link = re.sub(r"\{(path|line|column)\}", lambda found: filled[found[1]], self.template)
        return link.replace("://file//", "://file/")

    def _path(self, file: str, draft: Draft | None) -> Path:
        found = _THEME_FILE.fullmatch(file)
        if found and draft:
            chain = {folder.name: folder.path for folder in draft.chosen.theme.chain}
            if found[1] in chain:
                return chain[found[1]].absolute() / found[2]
        return self.root.absolute() / file
