"""Where a PO stands: its state, the moment that the state speaks of, in words, in parts and for the countdown.

Owns their shapes only. Which state holds is decided before.
"""

from __future__ import annotations

from generator.page.views.parts import WhenView
from generator.structs import Frozen


class CountdownView(Frozen, kw_only=True):
    """What the script counts down to, beside the date that is said in words."""

    to: int  # the instant, in epoch milliseconds
    date: int  # the minute that its date says, in epoch milliseconds: 23.59 for a day that ends
    zone: int  # minutes between UTC and the zone of that date: 420


class LeafView(Frozen, kw_only=True):
    """A date in parts, as a leaf of a calendar shows it. The headline says it in words, so a leaf may be hidden from
    screen readers."""

    day: str  # "20", for a span "21–28"
    month: str  # "Des", for a span "Nov–Des" where it ends in another month
    year: str  # "2026"
    weekday: str = ""  # "Min"; empty for a span
    time: str = ""  # "23.59 WIB"; empty for whole days


class HeadlineParts(Frozen, kw_only=True):
    """The headline around its date, for themes that set the date larger; joined, they are the headline."""

    before: str  # "Tutup "
    date: str  # the day or days alone: "20 Des 2026", "21–28 Des 2026"
    after: str  # ", 23.59 WIB"; often empty


class StateView(Frozen, kw_only=True):
    """Where the campaign stands, by plan; the fact only where the seller said so."""

    key: str  # upcoming, open, closing, full, closed, shipping, overdue, done or cancelled: a CSS class
    label: str  # one or two words: "Sedang buka"
    headline: str  # the state with its absolute date: "Tutup Min, 20 Des 2026, 23.59 WIB"
    leaf: LeafView | None = None  # the date that the headline speaks of, in parts; None without one
    parts: HeadlineParts | None = None  # the headline in three; None where it says no date
    at: WhenView | None = None  # the moment the headline speaks of; `countdown` counts down to it
    detail: str = ""  # what that means: "Setelah itu pesanan tidak diterima."
    as_of: str = ""  # "Status per 12 Des 2026, 18.00 WIB": the newest moment that the state rests on
    stage: str = ""  # what the seller said and when: "Sedang diproduksi (kata penjual, 22 Des 2026)"
    countdown: CountdownView | None = None  # to the opening or the closing; None in other states
    notices: tuple[str, ...] = ()  # on top of it: extended from an earlier closing, a holiday in between
