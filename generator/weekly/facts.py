"""What a seller says of a PO in one word: it is full, it closes later, it is off, it is done.

Owns which keys say that, and when it cannot be said. Every function gives the changes for the file, none where it
says so already; `now` is in the shop's zone.
"""

from __future__ import annotations

from datetime import datetime

from generator.editing import Change
from generator.problems import Kind, Refused
from generator.shop.moments import Moment
from generator.shop.rules.dates import said
from generator.weekly.dates import minute, written
from generator.weekly.subject import Subject

CANCELLED_ALREADY = Kind(
    "po-cancelled", "This PO is cancelled.", "If that is wrong, remove `cancelled` from its file first."
)
DONE_ALREADY = Kind("po-done", "This PO is done.", "If that is wrong, remove `done` from its file first.")
FULL_WINDOW = Kind(
    "full-repeats",
    "This PO repeats: a window is full when its counts say so.",
    "Write `taken` and `counted` of that window under `batches`.",
)
NOTHING_TO_MOVE = Kind(
    "no-closing-date", "This PO has no closing date that could be moved.", "Write one in its file: `closes: {example}`."
)
NOT_LATER = Kind("extend-not-later", "It closes on {closes}; {to} is not later.", "Give a later moment with `--to`.")
PAST = Kind("extend-past", "{to} has passed already.", "Give a moment to come with `--to`.")
REFUND_PAST = Kind("refund-past", "{until} has passed already.", "Give a moment to come with `--refund-until`.")
NOT_YET = Kind("done-not-yet", "{date} has not come yet.", "Say it once the last parcel is really shipped.")

_AFTER_FULL = ("stage", "last_call", "ships", "extended", "closes", "opens")
_AFTER_CANCELLED = ("full", *_AFTER_FULL)
_AFTER_DONE = ("cancelled", *_AFTER_CANCELLED)


def say_full(about: Subject, now: datetime) -> tuple[Change, ...]:
    """Nothing is left, from `now` on. Raises `Refused`."""
    if about.window is not None:
        raise Refused(FULL_WINDOW)
    _refuse_over(about)
    return () if about.campaign.full else about.put({"full": minute(now)}, _AFTER_FULL)


def extend(about: Subject, now: datetime, *, to: Moment, why: str = "") -> tuple[Change, ...]:
    """The closing moves to `to`; the one first announced stays on record. Raises `Refused`."""
    _refuse_over(about)
    closes = about.closes(now)
    if closes is None:
        raise Refused(NOTHING_TO_MOVE, example=written(to))
    if to.at <= closes.at:
        raise Refused(NOT_LATER, closes=said(closes), to=said(to))
    if to.at <= now:
        raise Refused(PAST, to=said(to))
    if about.window is not None:  # a window has no `extended`; its reason is a note
        return about.put({"closes": written(to)} | ({"note": why} if why else {}), ("closes", "number"))
    first = {} if about.campaign.extended else {"from": about.text("closes")}
    told = {**first, "why": why} if why else first
    return (*about.put({"closes": written(to)}), *about.tell("extended", told, lone="from", after=("closes",)))


def cancel(about: Subject, now: datetime, *, why: str, refund_until: Moment | None = None) -> tuple[Change, ...]:
    """The batch is off since `now`, or more is said of an earlier cancellation. Raises `Refused`."""
    if about.done:
        raise Refused(DONE_ALREADY)
    if refund_until and refund_until.at <= now:
        raise Refused(REFUND_PAST, until=said(refund_until))
    told = {} if about.cancelled else {"date": minute(now)}
    told["why"] = why
    if refund_until:
        told["refund_until"] = written(refund_until)
    return about.tell("cancelled", told, lone="date", after=_AFTER_CANCELLED)


def finish(
    about: Subject, now: datetime, *, date: Moment | None = None, quantity: int | None = None, note: str = ""
) -> tuple[Change, ...]:
    """The last parcel went out on `date` (today where None), or more is said of a batch that is done.

    Raises `Refused`.
    """
    if about.cancelled:
        raise Refused(CANCELLED_ALREADY)
    if date and date.at > now:
        raise Refused(NOT_YET, date=said(date))
    told: dict[str, str] = {}
    if date or not about.done:
        told["date"] = written(date) if date else str(now.date())
    if quantity is not None:
        told["quantity"] = str(quantity)
    if note:
        told["note"] = note
    return about.tell("done", told, lone="date", short=True, after=_AFTER_DONE)


def _refuse_over(about: Subject) -> None:
    if about.cancelled:
        raise Refused(CANCELLED_ALREADY)
    if about.done:
        raise Refused(DONE_ALREADY)
