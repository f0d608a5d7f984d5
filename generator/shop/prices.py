"""What one thing costs at an instant and in a quantity: early price, wholesale steps, packages, sums of lines.

Owns the price rules as pure functions over whole amounts (see `money`). It must not know items or campaigns.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from generator.problems import Kind, Refused, Severity
from generator.structs import Frozen

EARLY_NOT_LOWER = Kind(
    "early-not-lower",
    "The early price {early} is not lower than the price {price}.",
    "Swap the two, or remove the early price.",
)
STEP_SMALL = Kind("step-small", "A price from {quantity} pieces is the normal price.", "Start a step at 2 or more.")
STEP_REPEATED = Kind("step-repeated", "Two prices start at {quantity} pieces.", "Keep one of them.")
STEP_NOT_LOWER = Kind(
    "step-not-lower",
    "From {quantity} pieces the price {price} is not lower than before ({before}).",
    "More pieces should cost less each; check the two numbers.",
)
PACKAGE_DEARER = Kind(
    "package-dearer",
    "The package costs {price}, but its parts cost {parts} when bought alone.",
    "Check the price of the package.",
    Severity.WARNING,
)


class Early(Frozen):
    """A lower price for orders before `until` (an aware instant; at that instant it is over)."""

    price: int
    until: datetime


class Step(Frozen):
    """A wholesale price of each piece, from this many pieces on."""

    quantity: int
    price: int


class Price(Frozen):
    """What a piece costs: the regular price and the rules that lower it."""

    regular: int
    early: Early | None = None
    steps: tuple[Step, ...] = ()


class Line(Frozen):
    """A number of pieces at a price each."""

    price: int
    quantity: int = 1


def check_price(price: Price) -> None:
    """Nothing, when every rule lowers the price. Raises `Refused` with `below` as `("early",)` or
    `("steps", position)`."""
    if price.early and price.early.price >= price.regular:
        raise Refused(EARLY_NOT_LOWER, below=("early",), early=price.early.price, price=price.regular)
    before = price.regular
    quantities: set[int] = set()
    for position, step in sorted(enumerate(price.steps), key=lambda pair: (pair[1].quantity, pair[0])):
        below = ("steps", position)
        if step.quantity < 2:
            raise Refused(STEP_SMALL, below=below, quantity=step.quantity)
        if step.quantity in quantities:
            raise Refused(STEP_REPEATED, below=below, quantity=step.quantity)
        if step.price >= before:
            raise Refused(STEP_NOT_LOWER, below=below, quantity=step.quantity, price=step.price, before=before)
        before = step.price
        quantities.add(step.quantity)


def unit_price(price: Price, quantity: int, at: datetime) -> int:
    """What each piece costs in an order of this many pieces at an aware instant: the lowest price that
    applies. Rules are never added up."""
    offers = [price.regular, *(step.price for step in price.steps if quantity >= step.quantity)]
    if price.early and at < price.early.until:
        offers.append(price.early.price)
    return min(offers)


def lines_total(lines: Iterable[Line]) -> int:
    """The sum of all lines; 0 for none."""
    return sum(line.price * line.quantity for line in lines)


def package_saving(price: int, parts: Iterable[Line]) -> int:
    """How much a package costs less than its parts. Raises `Refused` when it costs more."""
    total = lines_total(parts)
    if price > total:
        raise Refused(PACKAGE_DEARER, price=price, parts=total)
    return total - price
