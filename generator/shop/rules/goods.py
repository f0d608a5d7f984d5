"""Rules about what is sold: codes, packages, choices and prices.

Owns what items and names may not say together. How many are taken is in `counts`, what is paid in `payments`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.problems import Kind, Parameter, Path, Problem, Refused, Severity, problem
from generator.shop import money, prices
from generator.shop.model.campaign import Campaign
from generator.shop.model.items import STORE_KEYS, Item
from generator.shop.rules.counts import near, unknown_codes
from generator.shop.rules.where import Scope, is_over, of, refused_at
from generator.shop.standing import Sellable, item_code, sellables

CODE_TWICE = Kind("code-twice", "The code `{code}` stands here twice.", "Give each item and variant a code of its own.")
PACKAGE_OF_ITSELF = Kind("package-of-itself", "The package `{code}` contains itself.", "Remove that line.")
PACKAGE_OF_PACKAGES = Kind(
    "package-of-packages",
    "`{code}` is a package too; a package holds single items.",
    "Write the parts of `{code}` here.",
)
CHOICE_UNKNOWN = Kind(
    "choice-unknown", "The campaign has no choice called `{name}`.", "Write it under the campaign's `choices`."
)
CHOICE_NEAR = Kind("choice-unknown", "The campaign has no choice called `{name}`.", "Did you mean `{near}`?")
CHOICE_UNUSED = Kind(
    "choice-unused",
    "No item uses the choice `{name}`, so nobody is asked.",
    "Add `choices: {name}` to the items it is for.",
    Severity.WARNING,
)
NO_ITEMS = Kind(
    "no-items",
    "There is nothing to order here yet.",
    "Write `items:`, or `price:` when there is only one.",
    Severity.WARNING,
)
PRICE_MISSING = Kind(
    "price-missing",
    "“{name}” has no price.",
    "Write `price:`, or say in `excludes` or `note` when it comes.",
    Severity.WARNING,
)
VOUCHER_TWICE = Kind("voucher-twice", "The voucher `{code}` stands here twice.", "Keep one of them.")

KINDS = (
    CODE_TWICE, PACKAGE_OF_ITSELF, PACKAGE_OF_PACKAGES, CHOICE_UNKNOWN, CHOICE_UNUSED, NO_ITEMS, PRICE_MISSING,
    VOUCHER_TWICE, prices.EARLY_NOT_LOWER, prices.STEP_SMALL, prices.STEP_REPEATED, prices.STEP_NOT_LOWER,
    prices.PACKAGE_DEARER,
)  # fmt: skip


def check_goods(scope: Scope) -> Iterator[Problem]:
    """Everything wrong in what the campaigns sell."""
    for campaign in scope.campaigns:
        yield from _codes(campaign)
        yield from _choices(campaign)
        yield from _packages(campaign)
        yield from _prices(campaign, scope.site.shop.currency)


def _codes(campaign: Campaign) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, item in enumerate(campaign.items):
        path: Path = (*of(campaign), "items", position)
        places = [(path, item.code), *(((*path, "variants", n), v.code) for n, v in enumerate(item.variants))]
        for place, code in places:
            if code and code in seen:
                yield problem(CODE_TWICE, *place, "code", code=code)
            seen.add(code or "")
    names = [voucher.code.casefold() for voucher in campaign.vouchers]
    for position, voucher in enumerate(campaign.vouchers):
        if voucher.code.casefold() in names[:position]:
            yield problem(VOUCHER_TWICE, *of(campaign), "vouchers", position, "code", code=voucher.code)


def _choices(campaign: Campaign) -> Iterator[Problem]:
    used: set[str] = set()
    for position, item in enumerate(campaign.items):
        for place, name in enumerate(item.choices):
            used.add(name)
            path = (*of(campaign), "items", position, "choices", place)
            if name in campaign.choices:
                continue
            if meant := near(name, campaign.choices):
                used.add(meant)
                yield problem(CHOICE_NEAR, *path, name=name, near=meant)
            else:
                yield problem(CHOICE_UNKNOWN, *path, name=name)
    for name in campaign.choices:
        if name not in used:
            yield problem(CHOICE_UNUSED, *of(campaign), "choices", name, name=name)


def _packages(campaign: Campaign) -> Iterator[Problem]:
    packages = {item_code(item, place) for place, item in enumerate(campaign.items, 1) if item.contains}
    for place, item in enumerate(campaign.items, 1):
        path = (*of(campaign), "items", place - 1, "contains")
        own = item_code(item, place)
        yield from unknown_codes(campaign, item.contains, path)
        for code in item.contains or {}:
            if code == own:
                yield problem(PACKAGE_OF_ITSELF, *path, code, code=code)
            elif code in packages:
                yield problem(PACKAGE_OF_PACKAGES, *path, code, code=code)


def _prices(campaign: Campaign, currency: str) -> Iterator[Problem]:
    if not campaign.items and not is_over(campaign):
        yield problem(NO_ITEMS, *of(campaign), "title")
    lines: dict[int, list[Sellable]] = {}
    for line in sellables(campaign):
        lines.setdefault(id(line.item), []).append(line)
    single = _single_prices(campaign, lines)
    for position, item in enumerate(campaign.items):
        path = (*of(campaign), "items", position)
        known = [line.price for line in lines[id(item)] if line.price is not None]
        if len(known) < len(lines[id(item)]) and not any(getattr(item, key) for key in STORE_KEYS):
            yield problem(PRICE_MISSING, *path, "name", name=item.name.everything().split("\n")[0])
        if known:
            yield from _price_rules(item, min(known), path, currency)
        yield from _package_price(item, single, path, currency)


def _single_prices(campaign: Campaign, lines: Mapping[int, list[Sellable]]) -> dict[str, int]:
    """The price of each code; of an item with variants the lowest, for a package may hold any of them."""
    single: dict[str, int] = {}
    for position, item in enumerate(campaign.items, 1):
        for line in lines[id(item)]:
            if line.price is not None:
                for code in (line.code, item_code(item, position)):
                    single[code] = min(single.get(code, line.price), line.price)
    return single


def _price_rules(item: Item, regular: int, path: Path, currency: str) -> Iterator[Problem]:
    early = prices.Early(item.early.price, item.early.until.at) if item.early else None
    steps = tuple(prices.Step(step.from_, step.price) for step in item.wholesale)
    # Each alone: a wrong early price must not hide a wrong step.
    for rule, keys in (
        (prices.Price(regular, early), {"early": ("early", "price")}),
        (prices.Price(regular, steps=steps), {"steps": ("wholesale",)}),
    ):
        try:
            prices.check_price(rule)
        except Refused as refused:
            first, *rest = refused.below
            place = (*keys[str(first)], *rest)
            key = ("from",) if refused.kind in (prices.STEP_SMALL, prices.STEP_REPEATED) else ("price",)
            place += key if rest else ()
            yield refused_at(refused, *path, *place, **_sums(refused, currency))


def _package_price(item: Item, single: Mapping[str, int], path: Path, currency: str) -> Iterator[Problem]:
    contains = item.contains or {}
    if item.price is None or not contains or any(code not in single for code in contains):
        return
    try:
        prices.package_saving(item.price, (prices.Line(single[code], number) for code, number in contains.items()))
    except Refused as refused:
        yield refused_at(refused, *path, "price", **_sums(refused, currency))


def _sums(refused: Refused, currency: str) -> dict[str, Parameter]:
    """The parameters of a price rule with amounts written as sellers write them."""
    return {
        name: value if name == "quantity" or isinstance(value, str) else money.written(value, currency)
        for name, value in refused.parameters.items()
    }
