"""One made-up PO as views, in every state, with everything a seller can say."""

from __future__ import annotations

import json

from sample_shop import CONTACTS, INSTAGRAM, SHOPEE, SHOPEE_SHOP, WHATSAPP, chat, outside, photo

from generator.page.views import (
    AccountsView,
    AccountView,
    ActionView,
    CampaignCardView,
    CampaignRowView,
    CertificateView,
    ChannelView,
    CountRow,
    CountsView,
    DetailRow,
    FigureView,
    FormChannelView,
    FormExtraView,
    FormFieldView,
    FormGroupView,
    FormRowView,
    FormWayView,
    HeadlineParts,
    HereView,
    HistoryRow,
    HistoryView,
    Html,
    ItemGroupView,
    ItemView,
    LeafView,
    MakerView,
    OrderFormView,
    OrderLine,
    OrderView,
    PaymentPlanView,
    PaymentRow,
    PaymentsView,
    PictureView,
    PriceRule,
    PriceView,
    ReceiveView,
    ReceiveWay,
    StateView,
    StepView,
    TermRow,
    TermsView,
    UpdateView,
    VariantView,
    WhenView,
)
from generator.structs import replace

CLOSES = WhenView(text="Min, 20 Des 2026, 23.59 WIB", iso="2026-12-20T23:59+07:00")
OPENS = WhenView(text="Rab, 9 Des 2026, 09.00 WIB", iso="2026-12-09T09:00+07:00")
CLOSES_LEAF = LeafView(day="20", month="Des", year="2026", weekday="Min", time="23.59 WIB")
SHIPS_LEAF = LeafView(day="21–28", month="Des", year="2026")
SHIPS = DetailRow(label="Rencana kirim", text="21–28 Des 2026")

STATES = {
    "upcoming": StateView(
        key="upcoming",
        label="Segera buka",
        headline="Buka Rab, 9 Des 2026, 09.00 WIB",
        leaf=LeafView(day="9", month="Des", year="2026", weekday="Rab", time="09.00 WIB"),
        at=OPENS,
        detail="Sebelum itu kami tidak menerima pesanan maupun transfer.",
        as_of="Status per 1 Des 2026, 10.00 WIB",
    ),
    "open": StateView(
        key="open",
        label="Sedang buka",
        headline="Tutup Min, 20 Des 2026, 23.59 WIB",
        leaf=CLOSES_LEAF,
        at=CLOSES,
        detail="Setelah itu pesanan tidak diterima.",
        as_of="Status per 12 Des 2026, 18.00 WIB",
    ),
    "closing": StateView(
        key="closing",
        label="Hari terakhir",
        headline="Tutup Min, 20 Des 2026, 23.59 WIB",
        leaf=CLOSES_LEAF,
        at=CLOSES,
        detail="Setelah itu pesanan tidak diterima.",
        as_of="Status per 20 Des 2026, 08.00 WIB",
        notices=("Diperpanjang dari Jum, 18 Des 2026, 23.59 WIB.",),
    ),
    "full": StateView(
        key="full",
        label="Penuh",
        headline="Kuota penuh per 12 Des 2026",
        leaf=LeafView(day="12", month="Des", year="2026", weekday="Sab"),
        detail="Masih bisa masuk daftar tunggu kalau ada yang batal.",
        as_of="Status per 12 Des 2026, 18.00 WIB",
    ),
    "closed": StateView(
        key="closed",
        label="Ditutup",
        headline="Ditutup · rencana kirim 21–28 Des 2026",
        leaf=SHIPS_LEAF,
        stage="Sedang diproduksi (kata penjual, 22 Des 2026).",
        as_of="Status per 22 Des 2026, 09.00 WIB",
    ),
    "shipping": StateView(
        key="shipping",
        label="Masa kirim",
        headline="Rencana kirim 21–28 Des 2026",
        leaf=SHIPS_LEAF,
        stage="Sedang dikirim (kata penjual, 23 Des 2026).",
        as_of="Status per 23 Des 2026, 16.00 WIB",
    ),
    "overdue": StateView(
        key="overdue",
        label="Lewat jadwal",
        headline="Lewat jadwal kirim sejak 28 Des 2026",
        leaf=LeafView(day="28", month="Des", year="2026", weekday="Sen"),
        detail="Kabar terakhir dari penjual dan hakmu ada di bawah ini.",
        as_of="Status per 30 Des 2026, 09.00 WIB",
    ),
    "done": StateView(
        key="done",
        label="Selesai",
        headline="Selesai: janji 21–28 Des 2026, dikirim 27 Des 2026",
        leaf=LeafView(day="27", month="Des", year="2026", weekday="Min"),
        as_of="Status per 27 Des 2026, 15.00 WIB",
    ),
    "cancelled": StateView(
        key="cancelled",
        label="Dibatalkan",
        headline="Dibatalkan Sen, 21 Des 2026",
        leaf=LeafView(day="21", month="Des", year="2026", weekday="Sen"),
        detail="Pesanan kurang dari 30. Uang kembali paling lambat 28 Des 2026.",
        as_of="Status per 21 Des 2026, 12.00 WIB",
    ),
}

DATES = {
    "upcoming": "9 Des 2026",
    "open": "20 Des 2026",
    "closing": "20 Des 2026",
    "full": "12 Des 2026",
    "closed": "21–28 Des 2026",
    "shipping": "21–28 Des 2026",
    "overdue": "28 Des 2026",
    "done": "27 Des 2026",
    "cancelled": "21 Des 2026",
}


def around_its_date(key: str, state: StateView) -> StateView:
    """The state with the parts of its headline."""
    before, date, after = state.headline.rpartition(DATES[key])
    return replace(state, parts=HeadlineParts(before=before, date=date, after=after))


STATES = {key: around_its_date(key, state) for key, state in STATES.items()}

ACTIONS = {
    "upcoming": ActionView(label="Ingatkan saya", href="#reminders", icon="ui/bell"),
    "open": chat("Pesan", "Halo Rumah Melati, saya mau pesan Parfum Melati batch 7."),
    "closing": chat("Pesan", "Halo Rumah Melati, saya mau pesan Parfum Melati batch 7."),
    "full": chat("Daftar tunggu"),
    "closed": chat("Tanya pesanan saya"),
    "shipping": chat("Tanya pesanan saya"),
    "overdue": chat("Hubungi, baca hakmu"),
    "done": ActionView(label="PO berikutnya", href="index.html"),
    "cancelled": ActionView(label="Cara uang kembali", href="#terms"),
}

RIGHTS = (
    TermRow(
        topic="Telat",
        condition="Kalau belum dikirim sampai 28 Des 2026,",
        outcome="maka kamu boleh batal dan uang kembali 100% dalam 3 hari kerja.",
    ),
)

UPDATE = UpdateView(
    when=WhenView(text="Sen, 28 Des 2026", iso="2026-12-28"),
    title="Tutup botol terlambat datang",
    text=Html("<p>40 dari 60 botol sudah dikirim. Sisanya menunggu tutup, kami kabari lagi 2 Jan.</p>"),
)


def _dates(state: str) -> tuple[DetailRow, ...]:
    if state == "upcoming":
        return (DetailRow(label="Tutup", text=CLOSES.text), SHIPS)
    opened = DetailRow(label="Dibuka", text=OPENS.text)
    return (opened, SHIPS) if state in {"open", "closing", "full"} else ()


def card(state: str, *, href: str = "po/melati-7/index.html") -> CampaignCardView:
    """The summary of the PO in this state."""
    sells = state in {"upcoming", "open", "closing", "full", "closed"}
    late = state in {"closed", "shipping", "overdue"}
    return CampaignCardView(
        title="Parfum Melati",
        href=href,
        batch="Batch 7",
        batch_number="7",
        summary="Melati gambir, dibuat setelah kamu pesan.",
        picture=photo("melati-1.jpg", "Botol parfum 30 ml di atas kain putih", focus_y=75),
        state=STATES[state],
        dates=_dates(state),
        price=None
        if state == "cancelled"
        else PriceView(
            text="Rp65.000–Rp150.000",
            figures=(FigureView(sign="Rp", lead="65", rest=".000"), FigureView(sign="Rp", lead="150", rest=".000")),
            excludes="belum termasuk ongkir",
            label="Harga batch ini" if state == "closed" else "",
            quiet=not sells,
        ),
        counts=None
        if state == "upcoming"
        else CountsView(
            rows=(CountRow(text="22 dari 60 botol terisi", taken=22, quota=60),),
            per="per 12 Des 2026, 18.00 WIB",
            minimum="jalan kalau ada minimal 30 pesanan",
        ),
        here=HereView(text="Kamu di sini: langkah 1 dari 5, pesan", marks=("now", "next", "next", "next", "next"))
        if state in {"open", "closing"}
        else None,
        action=ACTIONS[state],
        bar=ACTIONS[state],
        more=ActionView(label="Lihat isi, cara bayar, dan ketentuan", href=href),
        rights=RIGHTS if late or state == "cancelled" else (),
        update=UPDATE if state == "overdue" else None,
    )


ROWS = (
    CampaignRowView(
        title="Lilin Sereh",
        batch="Batch 2",
        batch_number="2",
        href="po/lilin-2/index.html",
        state=StateView(key="upcoming", label="Segera buka", headline="Buka Jum, 1 Jan 2027, 09.00 WIB"),
        price="Rp85.000",
        picture=photo("lilin-1.jpg", "Lilin"),
    ),
    CampaignRowView(
        title="Diffuser Kenanga",
        batch="Batch 4",
        batch_number="4",
        href="po/diffuser-4/index.html",
        state=StateView(key="overdue", label="Lewat jadwal", headline="Lewat jadwal kirim sejak 5 Des 2026"),
        picture=photo("diffuser-1.jpg", "Diffuser"),
    ),
)

FINISHED = (
    CampaignRowView(
        title="Parfum Melati",
        batch="Batch 6",
        batch_number="6",
        href="po/melati-6/index.html",
        state=StateView(key="done", label="Selesai", headline="Selesai 6 Okt 2026"),
        picture=photo("melati-2.jpg", "Parfum"),
        result="Janji 1–7 Okt 2026, dikirim 6 Okt 2026",
    ),
    CampaignRowView(
        title="Parfum Kemuning",
        href="po/kemuning/index.html",
        state=StateView(key="cancelled", label="Dibatalkan", headline="Dibatalkan 3 Agu 2026"),
        result="Pesanan kurang dari 20, semua uang kembali 5 Agu 2026",
    ),
)

ITEMS = (
    ItemView(
        name="30 ml",
        anchor="item-a1",
        number="01",
        code="A1",
        picture=photo("melati-1.jpg", "Botol 30 ml"),
        price=PriceView(
            text="Rp150.000",
            figures=(FigureView(sign="Rp", lead="150", rest=".000"),),
            unit="per botol",
            excludes="belum termasuk ongkir",
            rules=(
                PriceRule(label="Early bird sampai 12 Des 2026, 23.59 WIB", price="Rp140.000"),
                PriceRule(label="Mulai 10 botol", price="Rp135.000", note="dikonfirmasi admin"),
            ),
        ),
        about=Html("<p>Semprot, kaca bening, kotak karton bernomor.</p>"),
        details=(DetailRow(label="Berat", text="180 g"), DetailRow(label="Batas", text="3 botol per pesanan")),
        variants=(
            VariantView(name="Melati gambir", code="A1-G", count=CountRow(text="12 dari 40", taken=12, quota=40)),
            VariantView(name="Melati putih", code="A1-P", price="Rp155.000", full=True, note="penuh per 12 Des 2026"),
        ),
        extras=(PriceRule(label="Kotak kado", price="+Rp10.000"),),
        stores=(outside("Shopee, Rp165.000", SHOPEE_SHOP),),
    ),
    ItemView(
        name="10 ml",
        anchor="item-a2",
        number="02",
        code="A2",
        picture=photo("melati-2.jpg", "Botol 10 ml"),
        price=PriceView(
            text="Rp65.000",
            figures=(FigureView(sign="Rp", lead="65", rest=".000"),),
            unit="per botol",
            excludes="belum termasuk ongkir",
        ),
        choices=(DetailRow(label="Tutup", text="hitam, emas, kayu"),),
        count=CountRow(text="10 dari 20 terisi", taken=10, quota=20),
    ),
    ItemView(
        name="Paket coba",
        anchor="item-a3",
        number="03",
        code="A3",
        picture=photo("melati-3.jpg", "Tiga botol kecil"),
        price=PriceView(
            text="Rp120.000",
            figures=(FigureView(sign="Rp", lead="120", rest=".000"),),
            unit="per paket",
            excludes="belum termasuk ongkir",
        ),
        details=(DetailRow(label="Isi", text="3 × 3 ml: gambir, putih, kemuning"),),
        full=True,
        full_words="Kuota penuh per 12 Des 2026",
    ),
)

STEPS = (
    StepView(
        title="Pesan",
        status="now",
        when=WhenView(text="sampai Min, 20 Des 2026, 23.59 WIB", iso="2026-12-20T23:59+07:00"),
        buyer="kirim pesan WhatsApp dari halaman ini.",
        seller="balas dengan total akhir, paling lambat hari kerja berikutnya.",
        mark="Kamu di sini",
    ),
    StepView(
        title="Bayar DP 50%",
        status="next",
        when=WhenView(text="24 jam setelah konfirmasi"),
        buyer="transfer ke rekening di halaman ini, kirim buktinya.",
        seller="catat pesananmu setelah dana masuk.",
    ),
    StepView(
        title="Pelunasan",
        status="next",
        when=WhenView(text="Min, 20 Des 2026, 23.59 WIB", iso="2026-12-20T23:59+07:00"),
        buyer="bayar sisanya dan ongkir.",
    ),
    StepView(
        title="Produksi",
        status="next",
        when=WhenView(text="21–24 Des 2026"),
        seller="meracik, mendiamkan, dan mengisi botol. Fotonya kami taruh di Kabar.",
    ),
    StepView(
        title="Kirim",
        status="next",
        when=WhenView(text="21–28 Des 2026"),
        buyer="terima resi lewat WhatsApp.",
        seller="kirim urut nomor pesanan.",
    ),
)


FORM_FACTS = {
    "rows": [
        {
            "code": "A1-G",
            "name": "30 ml, Melati gambir",
            "item": 0,
            "price": 150_000,
            "steps": [[10, 135_000]],
            "draws": {"0": 1},
            "choices": [["tutup", ["hitam", "emas"]]],
            "extras": [["Kotak kado", 10_000]],
            "asks": ["Nama di kotak"],
        }
    ],
    "pools": [[3, "Paling banyak 3 × 30 ml dalam satu pesanan."]],
    "ways": [
        {"name": "Kurir", "shipping": 0, "unknown": ["Ongkir: menyusul dari admin"], "plan": 0, "address": True},
        {"name": "Ambil sendiri", "shipping": 0, "unknown": [], "plan": 0, "address": False},
    ],
    "plans": [
        [{"name": "DP", "share": 5_000, "fixed": 0, "rest": 0}, {"name": "Sisa", "share": 0, "fixed": 0, "rest": 1}]
    ],
    "asks": ["Untuk siapa?"],
    "money": ["Rp", 0, ".", ","],
    "words": {
        "template": "Halo {shop}, pesan {campaign}:\n{items}\n{total}\n{name}",
        "shop": "Rumah Melati",
        "campaign": "Parfum Melati",
        "goods": "Total barang",
        "shipping": "Ongkir",
        "total": "Total",
        "price_later": "Harga {name}: menyusul",
        "voucher": "Kode {code}: dikonfirmasi admin",
    },
    "channels": [["https://wa.me/628123456789?text=", "https://wa.me/628123456789", "%0A"]],
    "texts": {"missing": "Masih kosong: {what}.", "long": "Pesanannya disalin."},
}

FORM = OrderFormView(
    groups=(
        FormGroupView(
            title="Botol",
            anchor="order-group-1",
            rows=(
                FormRowView(
                    code="A1-G",
                    name="30 ml, Melati gambir",
                    price="Rp150.000 per botol",
                    details=("Rp135.000 mulai 10 pcs", "12 dari 40 terisi per 12 Des 2026"),
                    choices=(FormFieldView(label="Tutup", kind="choice", options=("hitam", "emas")),),
                    extras=(FormExtraView(label="Kotak kado", price="+Rp10.000", note="warna dipilihkan"),),
                    asks=(
                        FormFieldView(label="Nama di kotak", limit=20, required=False, help="Paling banyak 20 huruf"),
                    ),
                ),
                FormRowView(
                    code="A1-P", name="30 ml, Melati putih", price="Rp155.000", full_words="Kuota penuh per 12 Des 2026"
                ),
            ),
        ),
    ),
    ways=(
        FormWayView(name="Kurir", detail="Seluruh Indonesia · menyusul dari admin", address=True),
        FormWayView(name="Ambil sendiri", detail="Bandung · gratis"),
    ),
    asks=(FormFieldView(label="Untuk siapa?", kind="long", help="Namanya kami tulis di kartu"),),
    channels=(FormChannelView(action=chat("Kirim lewat WhatsApp"), brand=WHATSAPP),),
    facts=Html(json.dumps(FORM_FACTS)),
    searchable=True,
    voucher=True,
)


def order() -> OrderView:
    """Two channels, questions, contacts and safer ways."""
    lines = tuple(
        OrderLine(label=label, price=price, action=chat("Pesan", f"Halo, saya mau pesan {label}."))
        for label, price in (("30 ml, Melati gambir", "Rp150.000"), ("10 ml", "Rp65.000"))
    )
    gone = (
        OrderLine(label="30 ml, Melati putih", action=None, note="Penuh per 12 Des 2026"),
        OrderLine(label="Paket coba", action=None, note="Kuota penuh per 12 Des 2026"),
    )
    return OrderView(
        channels=(
            ChannelView(name="WhatsApp", brand=WHATSAPP, lines=(*lines, *gone), in_form=True),
            ChannelView(
                name="Instagram",
                brand=INSTAGRAM,
                note="Instagram tidak bisa mengisi pesan. Sebutkan kode barangnya.",
                lines=(
                    OrderLine(
                        label="30 ml, Melati gambir (A1-G)",
                        price="Rp150.000",
                        action=outside("Buka chat", "https://ig.me/m/rumah.melati.contoh"),
                    ),
                ),
            ),
        ),
        caution="Jangan transfer dulu: tunggu balasan total akhir dari admin.",
        questions=(
            DetailRow(label="Nama di kotak", text="maksimal 20 huruf"),
            DetailRow(label="Tutup", text="hitam, emas, atau kayu"),
        ),
        contacts=CONTACTS,
        safer=(
            outside("Beli lewat Shopee", SHOPEE_SHOP, brand=SHOPEE, note="uang ditahan Shopee sampai barang sampai"),
            ActionView(label="COD di Bandung", href="#receive", icon="ui/users", note="bayar saat ketemu"),
        ),
        form=FORM,
    )


QRIS = PictureView(
    src="data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%209%209'%3E%3Cpath%20fill='%23fff'%20d='M0%200h9v9H0z'/%3E"
    "%3Cpath%20d='M1%201h3v3H1zM5%201h1v2H5zM7%202h1v3H7zM1%205h1v3H1zM3%206h2v2H3zM6%206h2v1H6z'/%3E%3C/svg%3E",
    width=300,
    height=300,
    alt="Kode QRIS Toko Contoh",
)

PAYMENTS = PaymentsView(
    plans=(
        PaymentPlanView(
            rows=(
                PaymentRow(name="DP", amount="50%", due="24 jam setelah konfirmasi"),
                PaymentRow(name="Pelunasan", amount="sisanya", due="Min, 20 Des 2026, 23.59 WIB"),
                PaymentRow(name="Ongkir", amount="menyusul", due="saat barang siap", note="perkiraan ada di bawah"),
            ),
        ),
        PaymentPlanView(
            title="Pembeli di luar negeri",
            rows=(PaymentRow(name="Penuh", amount="100%", due="48 jam setelah konfirmasi"),),
        ),
    ),
    excludes="Harga belum termasuk ongkir dan kotak kado.",
    unique_code="Tiga angka terakhir total adalah kode unik pesananmu; transfer persis.",
    late_fee="Telat melunasi: Rp5.000 per hari, paling banyak Rp20.000.",
    accounts=AccountsView(
        accounts=(
            AccountView(
                kind="bank",
                name="Bank Contoh",
                anchor="account-1",
                number="0012345678",
                groups=("0012", "3456", "78"),
                holder="Sari Contoh",
                holder_is="pemilik toko",
            ),
            AccountView(kind="wallet", name="Dompet Contoh", holder="Bima Contoh", withheld="Nomor dikirim admin."),
            AccountView(
                kind="qris",
                name="QRIS",
                holder="Toko Contoh",
                merchant="TOKO CONTOH",
                nmid="ID1020012345678",
                payload="00020101021126620014COM.GO-JEK.WWW",
                takes_due=True,
                picture=QRIS,
                save=ActionView(label="Simpan gambar QRIS", href="qris.png", note="tekan lama gambarnya, lalu simpan"),
            ),
        ),
        caution="Khusus pesanan yang sudah dikonfirmasi admin.",
        only_here="Transfer hanya ke rekening di halaman ini. Kalau chat memberi rekening lain, tanyakan dulu lewat",
        ask=ActionView(label="e-mail kami", href="mailto:halo@rumahmelati.example"),
        valid="Pembayaran sah setelah dana masuk. Kami tidak pernah meminta OTP atau PIN.",
    ),
)

RECEIVE = ReceiveView(
    ways=(
        ReceiveWay(
            name="Kurir",
            icon="ui/truck",
            when=WhenView(text="dikirim 21–28 Des 2026"),
            area="seluruh Indonesia",
            cost="ongkir menyusul dari admin",
        ),
        ReceiveWay(
            name="Ambil sendiri",
            icon="ui/store",
            when=WhenView(text="mulai 22 Des 2026, 10.00 WIB"),
            area="Bandung",
            cost="gratis",
        ),
    ),
    guide=(
        DetailRow(label="Bandung", text="Rp10.000"),
        DetailRow(label="Jawa", text="Rp12.000–Rp20.000"),
        DetailRow(label="Luar Jawa", text="Rp25.000–Rp60.000"),
    ),
    guide_note="Perkiraan untuk 1 kg; ongkir pasti dari admin.",
    tracking="Resi dikirim lewat WhatsApp pada hari paket diserahkan ke kurir.",
)

TERMS = TermsView(
    rows=(
        TermRow(
            topic="Batal oleh kamu",
            condition="Kalau kamu batal sebelum Jum, 18 Des 2026, 23.59 WIB,",
            outcome="maka DP kembali 100% dalam 3 hari kerja.",
        ),
        TermRow(
            topic="Batal oleh kami",
            condition="Kalau kami membatalkan PO,",
            outcome="maka semua uang kembali 100% dalam 7 hari.",
        ),
        RIGHTS[0],
        TermRow(
            topic="Barang salah atau rusak",
            condition="Kalau barang salah atau rusak dan kamu mengirim video buka paket dalam 3 hari,",
            outcome="maka kami ganti dan menanggung ongkirnya.",
        ),
    ),
    text=Html("<p>Hal lain kita bicarakan baik-baik dulu. Kalau tetap buntu, kami ikut putusan BPSK Kota Bandung.</p>"),
    page=ActionView(label="Ketentuan lengkap", href="../../ketentuan/index.html"),
)

MAKER = MakerView(
    name="Sari dan Bima",
    text=Html("<p>Sari meracik, Bima mengisi dan mengepak. Dapur racik kami di Bandung, kunjungan dengan janji.</p>"),
    pictures=(
        photo("maker.jpg", "Sari meracik di meja kayu", caption="Meracik, batch 6", anchor="maker-1"),
        photo(
            "proses-2.jpg",
            "Botol berjajar",
            caption="Mendiamkan 14 hari",
            credit="Bima",
            anchor="maker-2",
            video=outside("Tonton videonya", "https://www.youtube.com/watch?v=melati"),
        ),
    ),
)

MATERIALS = (
    DetailRow(label="Bahan", text="Alkohol nabati, absolut melati, air suling"),
    DetailRow(label="Alergen", text="Linalool, benzyl salicylate"),
)

CERTIFICATES = (
    CertificateView(
        kind="Notifikasi kosmetik",
        number="NA00000000000",
        issuer="BPOM",
        valid="berlaku sampai 3 Mar 2028",
        lookup=outside("Cek di BPOM", "https://cekbpom.example/"),
    ),
)

HISTORY = HistoryView(
    summary="6 batch: 4 tepat waktu, 1 telat, 1 batal.",
    rows=(
        HistoryRow(
            title="Batch 6",
            promised="1–7 Okt 2026",
            actual="6 Okt 2026",
            outcome="on-time",
            words="tepat waktu",
            quantity="58 botol",
        ),
        HistoryRow(
            title="Batch 5",
            promised="1–7 Agu 2026",
            actual="11 Agu 2026",
            outcome="late",
            words="telat 4 hari",
            quantity="60 botol",
        ),
        HistoryRow(
            title="Batch 4",
            promised="1–7 Jun 2026",
            actual="dibatalkan",
            outcome="cancelled",
            words="semua uang kembali",
        ),
        HistoryRow(
            title="Batch 3",
            promised="1–7 Apr 2026",
            actual="5 Apr 2026",
            outcome="on-time",
            words="tepat waktu",
            quantity="41 botol",
        ),
    ),
)

RISKS = (
    DetailRow(
        label="Panen melati bisa mundur saat hujan.", text="Kami kabari paling lambat H-3 dan kamu boleh batal penuh."
    ),
    DetailRow(label="Botol bisa pecah di jalan.", text="Kami ganti, video buka paket cukup."),
)

UPDATES = (
    UpdateView(
        when=WhenView(text="Sab, 12 Des 2026", iso="2026-12-12"),
        title="Bunga pertama datang",
        text=Html("<p>8 kg melati gambir dari Tegal, cukup untuk 30 botol pertama.</p>"),
    ),
    UpdateView(when=WhenView(text="Rab, 9 Des 2026", iso="2026-12-09"), text=Html("<p>PO batch 7 dibuka.</p>")),
)

ITEM_GROUPS = (ItemGroupView(items=ITEMS),)
