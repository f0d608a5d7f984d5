"""The order form: everything that it asks, and the facts that its script counts with.

The form is markup that works once the script is there; until then links with a written message stand in its
place. Owns no sum: those are the script's, from `facts`.
"""

from __future__ import annotations

from generator.page.views.parts import ActionView, BrandView, Html
from generator.structs import Frozen


class FormFieldView(Frozen, kw_only=True):
    """A question to the buyer."""

    label: str  # "Nama di kotak"
    kind: str = "text"  # "text", "long" (several lines), "number", "date" or "choice"
    options: tuple[str, ...] = ()  # of a choice, in order
    required: bool = True  # False: may stay empty
    limit: int = 0  # at most so many letters; 0: no limit
    help: str = ""  # a sentence that explains it


class FormExtraView(Frozen, kw_only=True):
    """Something to add to each piece of a line."""

    label: str  # "Kotak kado"
    price: str  # "+Rp10.000"
    note: str = ""  # small words of the seller


class FormRowView(Frozen, kw_only=True):
    """One thing to order, with the number of pieces."""

    code: str  # what the script and the message call it
    name: str  # "Kaus, merah"
    item: str = ""  # "Kaus": the name without the variant
    variant: str = ""  # "merah"
    price: str = ""  # of one piece
    details: tuple[str, ...] = ()  # lower prices, counts per their date, the seller's note
    full_words: str = ""  # why it cannot be ordered; empty where it can
    choices: tuple[FormFieldView, ...] = ()  # the free choices of each line
    extras: tuple[FormExtraView, ...] = ()  # what can be added to each piece
    asks: tuple[FormFieldView, ...] = ()  # the seller's questions for each line


class FormGroupView(Frozen, kw_only=True):
    """Rows under one heading; those that are full stand last."""

    rows: tuple[FormRowView, ...]  # at least one
    title: str = ""  # empty: no heading
    anchor: str = ""  # id on the page


class FormWayView(Frozen, kw_only=True):
    """A way of receiving the goods to choose."""

    name: str  # "Ambil sendiri"
    detail: str = ""  # where, what it costs
    address: bool = False  # whether an address is asked for


class FormChannelView(Frozen, kw_only=True):
    """Where the finished order can be sent."""

    action: ActionView  # opens the bare chat; the script writes the message into it
    brand: BrandView | None = None  # the platform that opens
    note: str = ""  # "Instagram tidak bisa mengisi pesan: salin dulu, lalu tempel."


class OrderFormView(Frozen, kw_only=True):
    """The whole form, in the order in which it is filled in."""

    groups: tuple[FormGroupView, ...]  # what can be ordered, then what goes with any order
    ways: tuple[FormWayView, ...]  # empty: the seller says nothing of it
    asks: tuple[FormFieldView, ...]  # the seller's questions for the whole order
    channels: tuple[FormChannelView, ...]  # at least one; the first is the seller's preferred way
    facts: Html  # JSON for <script type="application/json">, safe to print there
    searchable: bool = False  # so many rows that a search field and the headings as links help
    voucher: bool = False  # whether a code for a discount can be written
