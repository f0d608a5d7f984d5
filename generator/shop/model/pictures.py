"""Photos and links: the two things that stand everywhere in the format."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.shop.model.base import Model
from generator.shop.model.leaves import Closing, File, Focus, Line, Moment, Slug, Words, YesNo
from generator.shop.model.leaves import Link as Address


class Photo(Model):
    """A picture file; a lone name is enough."""

    shorthand: ClassVar[str] = "file"
    known_by: ClassVar[str] = "file"

    file: File = Field(description="The file's name in `images/`, or beside the campaign.")
    alt: Words | None = Field(None, description="What the photo shows, for people who cannot see it.")
    caption: Words | None = Field(None, description="A sentence under the photo.")
    focus: Focus | None = Field(
        None,
        description="What must stay in sight when the photo is cropped: percent from the left, percent from the top.",
    )
    credit: Line | None = Field(None, description="Whose photo it is.")
    video: Address | None = Field(None, description="The video that the photo is a still of: a link, opened by a tap.")


class Link(Model):
    """A button of the bio."""

    known_by: ClassVar[str] = "url"

    title: Words = Field(description="What the button says.")
    url: Address = Field(description="Where it leads; an address of this site (`/ukuran/`) works too.")
    note: Words | None = Field(None, description="Small words under the title.")
    thumbnail: Photo | None = Field(None, description="A small picture in place of the sign.")
    pin: YesNo = Field(default=False, description="Show it first.")
    go: Slug | None = Field(
        None, description="A short name: `shopee` makes an address `/go/shopee/` of this site that leads there."
    )
    from_: Moment | None = Field(None, alias="from", description="Shown from this moment on.")
    until: Closing | None = Field(None, description="Gone after this moment.")
