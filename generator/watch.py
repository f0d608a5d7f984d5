"""Who hears how far a build is. The pipeline says where it is and asks no clock; `build --profile` listens."""

from __future__ import annotations


class Watch:
    """Hears nothing; a listener overrides it."""

    def stage(self, name: str, count: int = 0) -> None:
        """A stage begins, and the one before is over, which dealt with so many files, pictures or pages."""

    def page(self, path: str) -> None:
        """A page is there."""


UNWATCHED = Watch()
