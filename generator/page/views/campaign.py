"""One pre-order (PO) as buyers see it: state, price, counts, items, steps, ordering, paying, terms, proof.

Owns no page; `pages` puts these together. Texts follow the state: a view that does not hold in the present
state is None, so templates never decide who may see what.
"""

from __future__ import annotations

from generator.page.views.accounts import AccountsView
from generator.page.views.orderform import OrderFormView
from generator.page.views.parts import (
    ActionView,
    BrandView,
    DetailRow,
    Html,
    PictureView,
    WhenView,
)
from generator.page.views.state import StateView
from generator.structs import Frozen


class PriceRule(Frozen, kw_only=True):
    """A price that holds under a condition."""

    label: str  # "Early bird sampai 12 Des 2026, 23.59 WIB", "Mulai 10 pcs"
    price: str  # "Rp140.000"
    note: str = ""  # "dikonfirmasi admin"


class FigureView(Frozen, kw_only=True):
    """One sum of a price in parts, for themes that set them in different sizes. Joined they are the sum's text."""

    sign: str  # "Rp"
    lead: str  # "150", "1.250"
    rest: str  # ".000": the last group, thousands or cents, with the mark before it; may be empty


class PriceView(Frozen, kw_only=True):
    """What it costs."""

    text: str  # "Rp150.000" or "Rp65.000–Rp150.000"
    figures: tuple[FigureView, ...] = ()  # the one or two sums of `text` in parts; empty: set `text` as it is
    unit: str = ""  # "per botol"
    label: str = ""  # "Harga batch ini", where the state says so
    excludes: str = ""  # "belum termasuk ongkir"; stands beside every price
    rules: tuple[PriceRule, ...] = ()  # prices that hold under a condition
    quiet: bool = False  # the state wants it small


class CountRow(Frozen, kw_only=True):
    """How much of one quota is taken."""

    text: str  # "22 dari 60 terisi"
    taken: int  # for <progress value>
    quota: int  # for <progress max>; 0: no quota, show the text alone
    label: str = ""  # what is counted: "30 ml"; empty for the campaign as a whole


class CountsView(Frozen, kw_only=True):
    """Counts, never without the moment they were true."""

    rows: tuple[CountRow, ...]  # empty before opening: only the minimum is known
    per: str  # "per 12 Des 2026, 18.00 WIB"; empty without rows
    minimum: str = ""  # "Jalan kalau ada minimal 30 pesanan"


class HereView(Frozen, kw_only=True):
    """ "Kamu di sini": the buyer's place in the order flow, in one line."""

    text: str  # "Langkah 1 dari 5: pesan lewat WhatsApp"
    marks: tuple[str, ...]  # one of "done", "now", "next" for each step


class WindowView(Frozen, kw_only=True):
    """Another window of a repeating PO: the previous one, on its way."""

    title: str  # "Batch 6"
    state: StateView  # where that window stands
    action: ActionView | None = None  # what its buyers can do now


class UpdateView(Frozen, kw_only=True):
    """News from the seller."""

    when: WhenView  # the day it was written
    text: Html  # short
    title: str = ""  # a few words; empty where the text is enough
    picture: PictureView | None = None  # a photo from the work


class CampaignCardView(Frozen, kw_only=True):
    """The summary of a PO: the landing page's main card, and the top of the campaign page."""

    title: str  # what is sold: "Parfum Melati"
    href: str  # the campaign page
    state: StateView  # where it stands now
    dates: tuple[DetailRow, ...]  # the absolute dates that the headline does not say: "Rencana kirim" …
    slug: str = ""  # its name among campaigns: the value of data-campaign
    batch: str = ""  # "Batch 7"
    batch_number: str = ""  # "7": its number alone
    summary: str = ""  # one sentence about the goods
    picture: PictureView | None = None  # the first photo
    price: PriceView | None = None  # None where the state shows no price
    counts: CountsView | None = None  # None where the seller hides them or none are dated
    here: HereView | None = None  # None where the state has no step to be at
    action: ActionView | None = None  # the one main button of the state
    bar: ActionView | None = None  # the same in a word or two, for the bar at the foot of the screen
    more: ActionView | None = None  # "Lihat barang, cara bayar, dan ketentuan"
    rights: tuple[TermRow, ...] = ()  # terms that the state lifts to the first screen
    update: UpdateView | None = None  # news that the state lifts to the first screen
    previous: WindowView | None = None  # of a repeating PO: the window before, still on its way


class CampaignRowView(Frozen, kw_only=True):
    """A PO in a list."""

    title: str  # what is sold
    href: str  # the campaign page
    state: StateView  # where it stands now
    slug: str = ""  # its name among campaigns: the value of data-campaign
    batch: str = ""  # "Batch 7"
    batch_number: str = ""  # "7": its number alone
    price: str = ""  # one price or a range; empty where the state shows none
    picture: PictureView | None = None  # the first photo, as a thumbnail
    result: str = ""  # for finished ones: "Janji 21–28 Des 2026, dikirim 27 Des 2026"


class VariantView(Frozen, kw_only=True):
    """One choice of an item that has its own price, quota or code."""

    name: str  # "Merah, M"
    code: str = ""  # the short code that messages use: "A1-G"
    price: str = ""  # empty: the item's
    count: CountRow | None = None  # how much of its own quota is taken
    full: bool = False  # cannot be ordered any more
    note: str = ""  # a few words of the seller


class ItemView(Frozen, kw_only=True):
    """Something to buy."""

    name: str  # "30 ml"
    anchor: str  # id of this item on the page
    number: str = ""  # "01": its place in the list of all items
    code: str = ""  # the short code that messages use: "A1"
    picture: PictureView | None = None  # its own photo
    price: PriceView | None = None  # None where the state shows no price
    about: Html | None = None  # the seller's description, short
    details: tuple[DetailRow, ...] = ()  # unit, weight, size, limit per order, what a package holds
    choices: tuple[DetailRow, ...] = ()  # free choices: "Warna" and "merah, biru"
    variants: tuple[VariantView, ...] = ()  # in the order of the file
    extras: tuple[PriceRule, ...] = ()  # additions with their price: "Kotak kado", "+Rp10.000"
    count: CountRow | None = None  # how much of its own quota is taken
    full: bool = False  # cannot be ordered any more
    full_words: str = ""  # "Kuota penuh per 12 Des 2026"
    stores: tuple[ActionView, ...] = ()  # the same item elsewhere: "Shopee, Rp165.000"


class ItemGroupView(Frozen, kw_only=True):
    """Items under one heading."""

    items: tuple[ItemView, ...]  # in the order of the file, those that are full last
    title: str = ""  # empty: the only group
    note: str = ""  # a sentence under the heading
    anchor: str = ""  # id of the group on the page


class StepView(Frozen, kw_only=True):
    """One step of the order flow."""

    title: str  # "Bayar DP"
    status: str  # "done", "now" or "next"
    when: WhenView | None = None  # a date, or words: "24 jam setelah konfirmasi"
    buyer: str = ""  # what you do
    seller: str = ""  # what we do
    mark: str = ""  # "kamu di sini", on the current step only


class OrderLine(Frozen, kw_only=True):
    """One thing to order, as a link with the message already written."""

    label: str  # "Parfum 30 ml, Merah"
    action: ActionView | None  # None: full, cannot be ordered
    price: str = ""  # of one piece, or a range
    note: str = ""  # "Kuota penuh per 12 Des 2026"


class ChannelView(Frozen, kw_only=True):
    """One way to order. The first one is the seller's preferred way."""

    name: str  # "WhatsApp"
    lines: tuple[OrderLine, ...]  # what can be ordered here, the full ones included
    brand: BrandView | None = None  # the platform that opens
    icon: str = "ui/chat"  # where there is no brand
    note: str = ""  # "Instagram tidak bisa mengisi pesan: salin kode barangnya"
    in_form: bool = False  # the form sends through it, so these links are hidden once the form works


class ContactView(Frozen, kw_only=True):
    """A person or number to talk to."""

    action: ActionView  # opens the chat or mail
    address: str = ""  # "0812-345-678", "@akun": what to type where nothing can be tapped
    purpose: str = ""  # "pesanan", "komplain"
    hours: str = ""  # "Sen–Jum 08.30–17.00 WIB"
    reply: str = ""  # "Admin membalas lagi Senin 08.30; pesananmu dihitung dari waktu chat masuk."


class OrderView(Frozen, kw_only=True):
    """How to order."""

    channels: tuple[ChannelView, ...]  # empty: read only in this state, `closed` says why
    closed: str = ""  # "PO belum buka. Ini yang nanti bisa kamu pesan."
    caution: str = ""  # "Jangan transfer dulu: tunggu balasan total akhir."
    questions: tuple[DetailRow, ...] = ()  # what the seller will ask: "Nama di kotak", "maksimal 20 huruf"
    contacts: tuple[ContactView, ...] = ()  # who answers, and when
    safer: tuple[ActionView, ...] = ()  # for those who are not sure: marketplace, rekber, COD
    form: OrderFormView | None = None  # takes the place of the links that write a message, once its script runs


class PaymentRow(Frozen, kw_only=True):
    """One payment."""

    name: str  # "DP"
    amount: str  # "50%", "Rp75.000", "sisanya"
    due: str = ""  # a date, or "24 jam setelah konfirmasi"
    note: str = ""  # "perkiraan"


class PaymentPlanView(Frozen, kw_only=True):
    """The payments of one kind of buyer, in order."""

    rows: tuple[PaymentRow, ...]  # in the order they fall due
    title: str = ""  # "Pembeli di luar negeri"; empty for everyone
    note: str = ""  # what else differs for them


class PaymentsView(Frozen, kw_only=True):
    """Paying: how much, when, where to."""

    plans: tuple[PaymentPlanView, ...] = ()  # everyone's first, then those of other kinds of buyers
    excludes: str = ""  # "Harga belum termasuk: ongkir, pajak impor."
    unique_code: str = ""  # what the last three digits are for
    late_fee: str = ""  # with its cap
    accounts: AccountsView | None = None  # None where there is nothing to transfer to and nothing to warn of
    refund: str = ""  # the way money comes back, in states where that matters


class ReceiveWay(Frozen, kw_only=True):
    """One way to get the goods."""

    name: str  # "Kurir", "Ambil sendiri"
    icon: str = "ui/box"  # a name for theme.icon
    when: WhenView | None = None  # its own dates
    area: str = ""  # where it is offered: "Bandung", "seluruh Indonesia"
    cost: str = ""  # "Rp10.000–Rp25.000", "menyusul dari admin"
    note: str = ""  # a few words of the seller


class ReceiveView(Frozen, kw_only=True):
    """Getting the goods."""

    ways: tuple[ReceiveWay, ...]  # in the order of the file
    guide: tuple[DetailRow, ...] = ()  # shipping cost by area
    guide_note: str = ""  # "Perkiraan untuk 1 kg; ongkir pasti dari admin."
    tracking: str = ""  # how a buyer gets the resi


class TermRow(Frozen, kw_only=True):
    """One agreement: "Kalau … maka …"."""

    condition: str  # "Kalau kamu batal sebelum 18 Des 2026, 23.59 WIB"
    outcome: str  # "DP kembali 100% dalam 3 hari kerja."
    topic: str = ""  # "Batal", "Telat", "Barang salah"


class TermsView(Frozen, kw_only=True):
    """What both sides agree on."""

    rows: tuple[TermRow, ...]  # in the order they matter: cancelling first
    text: Html | None = None  # free words after the rows
    page: ActionView | None = None  # the full terms


class MakerView(Frozen, kw_only=True):
    """Who makes it."""

    name: str = ""  # a person or a workshop
    text: Html | None = None  # the story, short
    pictures: tuple[PictureView, ...] = ()  # the maker and the process


class CertificateView(Frozen, kw_only=True):
    """A certificate as a fact to look up, never as a seal."""

    kind: str  # "Izin edar BPOM"
    number: str  # as the register writes it
    issuer: str = ""  # who issued it: "BPOM"
    valid: str = ""  # "berlaku sampai 3 Mar 2028"
    lookup: ActionView | None = None  # the issuer's register


class HistoryRow(Frozen, kw_only=True):
    """An earlier batch: what was promised and what happened."""

    title: str  # "Batch 6"
    promised: str  # "1–7 Okt 2026"
    actual: str  # "6 Okt 2026", "dibatalkan"
    outcome: str  # "on-time", "late", "cancelled" or "undated": a CSS class; all are shown alike
    words: str  # "tepat waktu", "telat 4 hari", "batal, uang kembali 100%"
    quantity: str = ""  # "58 botol"
    href: str = ""  # the page of that batch, where it still exists


class HistoryView(Frozen, kw_only=True):
    """Earlier batches, the late and the cancelled ones counted."""

    rows: tuple[HistoryRow, ...]  # newest first
    summary: str  # "6 batch: 4 tepat waktu, 1 telat, 1 batal"; "PO pertama kami" when there is none


class TestimonialView(Frozen, kw_only=True):
    """What a buyer said, with its source."""

    quote: str  # the words, unchanged
    author: str  # as the buyer agreed to be named
    source: str  # "Instagram", "chat WhatsApp"
    when: WhenView | None = None  # the day it was said
    proof: ActionView | None = None  # where it can be read
    picture: PictureView | None = None  # a screenshot
    caution: str = ""  # "tangkapan layar, tidak bisa dicek"
