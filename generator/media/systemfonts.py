"""Where systems keep their fonts.

Owns these names only, so that whoever asks whether a font came or went needs nothing that draws.
"""

from __future__ import annotations

FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts", "/data/data/com.termux/files/usr/share/fonts",
)  # fmt: skip
