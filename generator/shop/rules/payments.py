"""Rules about money that is paid: instalments, refunds, late fees, accounts, their holders, QRIS.

Owns what a buyer may be asked for and where it goes. What goods cost is in `goods`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.problems import Kind, Path, Problem, Refused, Severity, problem
from generator.shop import money, qris
from generator.shop.costs import Later
from generator.shop.model.campaign import Campaign
from generator.shop.model.ordering import Party, Payment
from generator.shop.model.shop import Account, Shop
from generator.shop.rules.dates import payment_lists
from generator.shop.rules.where import Scope, is_over, of, refused_at
from generator.shop.standing import sellables

SELLER_CANCELS = Kind(
    "seller-cancel-refund",
    "When the seller cancels, buyers get {back}% back; it must be everything they paid.",
    "Write `back: 100%`.",
)
LATE_FEE_CAP = Kind(
    "late-fee-cap", "The late fee {amount} is more than its cap {cap}.", "Raise `cap`, or lower `amount`."
)
NUMBER_MISSING = Kind(
    "account-number-missing",
    "This account is published without its number.",
    "Write `number:`, or `published: no` when the admin sends it.",
)
HOLDER_MISSING = Kind(
    "account-holder-missing",
    "This account does not say whose it is, and buyers compare that name before they pay.",
    "Write `holder:` exactly as the bank shows it.",
)
HOLDER_STRANGE = Kind(
    "holder-unexplained",
    "“{holder}” shares no word with the shop's, the owner's or the QRIS's name; buyers will think of fraud.",
    "Say who that is: `holder_is: pemilik toko`.",
    Severity.WARNING,
)
QRIS_NMID = Kind(
    "qris-nmid", "The NMID inside the QRIS is {found}, but you wrote {written}.", "Copy the NMID again, or remove it."
)
QRIS_TOO_MUCH = Kind(
    "qris-over-limit",
    "“{name}” asks for {amount} at once, and QRIS takes at most Rp10.000.000.",
    "Offer a bank transfer too, and say in the QRIS account's `note` which one to use.",
    Severity.WARNING,
)

KINDS = (
    money.PARTS_OVER, money.PARTS_UNDER, money.PARTS_RESTS, SELLER_CANCELS, LATE_FEE_CAP, NUMBER_MISSING,
    HOLDER_MISSING, HOLDER_STRANGE, qris.QRIS_NAME, QRIS_NMID, QRIS_TOO_MUCH,
)  # fmt: skip


def check_payments(scope: Scope) -> Iterator[Problem]:
    """Everything wrong in what is paid, paid back, and where to."""
    site = scope.site
    for position, account in enumerate(site.shop.accounts if scope.rest else ()):
        path = ("shop", "accounts", position)
        yield from _account(account, path)
        yield from _holder(account, site.shop, path)
    takes_qris = site.shop.currency == "IDR" and any(account.qris for account in site.shop.accounts)
    for campaign in scope.campaigns:
        yield from _sums(campaign)
        yield from _promises(campaign, site.shop.currency)
        if takes_qris and not is_over(campaign):
            yield from _too_much_for_qris(campaign)


def _sums(campaign: Campaign) -> Iterator[Problem]:
    priced = any(line.price is not None for line in sellables(campaign))
    for path, payments in payment_lists(campaign):
        known = [(place, payment.amount) for place, payment in enumerate(payments)]
        parts = [(place, amount) for place, amount in known if not isinstance(amount, Later)]
        try:
            if parts:
                money.check_parts(tuple(amount for _, amount in parts))
        except Refused as refused:
            # Without a price nobody can say what a `later` will be: it may be the rest.
            if refused.kind is money.PARTS_UNDER and not priced and len(parts) < len(known):
                continue
            below = [(parts[place][0], "amount") for place in refused.below if isinstance(place, int)]
            yield refused_at(refused, *path, *(below[0] if below else ()))


def _promises(campaign: Campaign, currency: str) -> Iterator[Problem]:
    for position, row in enumerate(campaign.terms.cancel if campaign.terms else ()):
        if row.by is Party.SELLER and row.back < money.WHOLE:
            yield problem(
                SELLER_CANCELS, *of(campaign), "terms", "cancel", position, "back", back=f"{row.back / 100:g}"
            )
    fee = campaign.late_fee
    if fee and fee.cap < fee.amount:
        amount, cap = money.written(fee.amount, currency), money.written(fee.cap, currency)
        yield problem(LATE_FEE_CAP, *of(campaign), "late_fee", "cap", amount=amount, cap=cap)


def _account(account: Account, path: Path) -> Iterator[Problem]:
    code = account.qris
    if code is None:
        if account.published and account.number is None:
            yield problem(NUMBER_MISSING, *path)
        if account.holder is None:
            yield problem(HOLDER_MISSING, *path)
        return
    if code.payload is None:  # a picture that could not be read, which is an error of its own
        return
    for key, written in (("name", code.name), ("holder", account.holder)):
        try:
            if written is not None and not (key == "holder" and account.holder_is):
                qris.check_merchant(code.payload, written)
        except Refused as refused:
            place = ("qris", "name") if key == "name" else ("holder",)
            yield refused_at(refused, *path, *place)
    if code.nmid and code.payload.nmid and _bare(code.nmid) != _bare(code.payload.nmid):
        yield problem(QRIS_NMID, *path, "qris", "nmid", found=code.payload.nmid, written=code.nmid)


def _holder(account: Account, shop: Shop, path: Path) -> Iterator[Problem]:
    if account.qris or account.holder is None or account.holder_is:
        return
    known = [*(words for _, words in shop.name.words), *_qris_names(shop.accounts)]
    if shop.identity:
        known += [name for name in (shop.identity.owner, shop.identity.legal_name) if name]
    if not _name_words([account.holder]) & _name_words(known):
        yield problem(HOLDER_STRANGE, *path, "holder", holder=account.holder)


def _qris_names(accounts: Iterable[Account]) -> Iterator[str]:
    for code in (account.qris for account in accounts if account.qris):
        if code.payload:
            yield code.payload.merchant
        elif code.name:
            yield code.name


_COMMON = frozenset(
    {
        "toko", "shop", "store", "olshop", "online", "official", "resmi", "the", "and", "dan", "by", "pt", "cv", "ud",
        "tbk", "bank", "indonesia", "id", "ibu", "bapak", "pak", "bu", "sdr",
    }
)  # fmt: skip
"""Words that half of all shops share, so that they tie no holder to a shop."""


def _name_words(names: Iterable[str]) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", " ".join(names)).casefold()
    words = re.findall(r"[^\W_]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return frozenset(word for word in words if len(word) > 1 and word not in _COMMON)


def _bare(number: str) -> str:
    return re.sub(r"[\s.-]", "", number).upper()


def _too_much_for_qris(campaign: Campaign) -> Iterator[Problem]:
    for position, item in enumerate(campaign.items):
        dearest = max((line.price for line in sellables(campaign) if line.item is item and line.price), default=0)
        if dearest > qris.MAX_AMOUNT and (asked := _largest(dearest, campaign.payments)) > qris.MAX_AMOUNT:
            name = item.name.everything().split("\n")[0]
            yield problem(
                QRIS_TOO_MUCH, *of(campaign), "items", position, "price", name=name, amount="Rp" + money.written(asked)
            )


def _largest(price: int, payments: tuple[Payment, ...]) -> int:
    """The largest single payment of a price; the whole of it where the instalments do not add up."""
    parts = tuple(payment.amount for payment in payments if not isinstance(payment.amount, Later))
    try:
        return max(money.split(price, parts))
    except Refused:
        return price
