"""Where money goes: the accounts of a shop as a page shows them.

Owns their shapes only. It must not decide when an account is shown.
"""

from __future__ import annotations

from generator.page.views.parts import ActionView, BrandView, PictureView
from generator.structs import Frozen


class AccountView(Frozen, kw_only=True):
    """Where money goes. One source: the same number and holder everywhere."""

    kind: str  # "bank", "wallet" or "qris"
    name: str  # "BCA", "GoPay", "QRIS"
    holder: str  # always shown, also when the number is not
    anchor: str = ""  # id of this account on the page
    number: str = ""  # bare digits; selecting it copies nothing but digits
    groups: tuple[str, ...] = ()  # the same digits in groups of four, for reading
    holder_is: str = ""  # why the holder has another name: "nama pemilik toko"
    withheld: str = ""  # "Nomor dikirim admin"; then `number` is empty
    brand: BrandView | None = None  # of the bank or wallet, where it is known
    picture: PictureView | None = None  # the QRIS code
    save: ActionView | None = None  # the same code as a file for the phone's gallery
    merchant: str = ""  # the name inside the QRIS code, to compare with the bank app
    nmid: str = ""  # the national merchant id of QRIS
    payload: str = ""  # what the code says, where the page may put an amount into it
    takes_due: bool = False  # whether the order form's first payment is in rupiah, and so may be that amount
    note: str = ""  # a few words of the seller


class AccountsView(Frozen, kw_only=True):
    """The accounts, or why they are not shown now."""

    accounts: tuple[AccountView, ...] = ()  # empty: `caution` says why
    caution: str = ""  # by state: "Jangan transfer sebelum PO buka." or "Khusus pesanan yang sudah dikonfirmasi."
    only_here: str = ""  # "Transfer hanya ke rekening di halaman ini. Chat memberi rekening lain? Tanyakan dulu."
    ask: ActionView | None = None  # the second channel for that question
    valid: str = ""  # "Pembayaran sah setelah dana masuk. Kami tidak pernah minta OTP."
