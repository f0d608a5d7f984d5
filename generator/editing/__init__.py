"""A few keys of a YAML file changed, every other byte kept: bytes in, bytes out.

Owns where a key's lines begin and end (`layout`), how a value is written so that it reads back exactly (`values`), and
the proof that a change did what it should and nothing else (`change`). It must not know what any key means, or open
files.
"""

from __future__ import annotations

from generator.editing.change import BY_HAND, Change, edited
from generator.editing.values import Value, scalar

__all__ = ["BY_HAND", "Change", "Value", "edited", "scalar"]
