"""A made-up shop as views: head, links, stores, footer. Nothing here belongs to anybody."""

from __future__ import annotations

from urllib.parse import quote

from generator.page.views import (
    ActionView,
    BarView,
    BrandView,
    CommunityView,
    ContactView,
    DetailRow,
    FactView,
    FooterView,
    HeadView,
    Html,
    LinkGroupView,
    LinkView,
    MetaView,
    MonogramView,
    OfficialView,
    PictureView,
    QuestionView,
    RatingView,
    SocialView,
    StoreView,
    TestimonialView,
    WhenView,
)

SHOP = "Rumah Melati"
PHONE = "62812345678"  # the example number of libphonenumber

WHATSAPP = BrandView(key="whatsapp", name="WhatsApp", fill="#25d366", ink="#06210f")
INSTAGRAM = BrandView(key="instagram", name="Instagram", fill="#ff0069", ink="#ffffff")
TIKTOK = BrandView(key="tiktok", name="TikTok", fill="#000000", ink="#ffffff")
SHOPEE = BrandView(key="shopee", name="Shopee", fill="#ee4d2d", ink="#ffffff")
TOKOPEDIA = BrandView(key="tokopedia", name="Tokopedia", fill="#42b549", ink="#06210f")
TELEGRAM = BrandView(key="telegram", name="Telegram", fill="#26a5e4", ink="#04202e")
LINE = BrandView(key="line", name="LINE", fill="#00c300", ink="#042904")


def photo(name: str, alt: str, width: int = 1200, height: int = 1500, **more: object) -> PictureView:
    """A demo photo as if it lay in `gambar/` of the site."""
    return PictureView(src=f"gambar/{name}", width=width, height=height, alt=alt, **more)  # type: ignore[arg-type]


def chat(label: str, message: str = "Halo Rumah Melati, saya mau tanya.", **more: object) -> ActionView:
    """A WhatsApp link with a written message."""
    href = f"https://wa.me/{PHONE}?text={quote(message, safe='')}"
    return ActionView(label=label, href=href, brand=WHATSAPP, external=True, **more)  # type: ignore[arg-type]


def outside(label: str, href: str, **more: object) -> ActionView:
    """A link that leaves the site."""
    return ActionView(label=label, href=href, external=True, **more)  # type: ignore[arg-type]


SHOPEE_SHOP = "https://shopee.co.id/rumah.melati.contoh"

SOCIALS = (
    SocialView(
        brand=INSTAGRAM,
        label="Instagram",
        handle="@rumah.melati.contoh",
        href="https://www.instagram.com/rumah.melati.contoh/",
        note="pengumuman PO",
    ),
    SocialView(
        brand=TIKTOK,
        label="TikTok",
        handle="@rumah.melati.contoh",
        href="https://www.tiktok.com/@rumah.melati.contoh",
    ),
    SocialView(brand=TELEGRAM, label="Telegram", handle="@rumahmelaticontoh", href="https://t.me/rumahmelaticontoh"),
)

OFFICIAL = OfficialView(
    title="Akun kami hanya ini",
    accounts=(
        *SOCIALS,
        SocialView(brand=SHOPEE, label="Shopee", handle="rumah.melati.contoh", href=SHOPEE_SHOP),
        SocialView(
            brand=WHATSAPP, label="WhatsApp", handle="0812-345-678", href=f"https://wa.me/{PHONE}", note="pesanan"
        ),
    ),
    check="Cara cek: buka akunnya dari sini, lalu lihat bio-nya. Tautan di bio harus kembali ke halaman ini. "
    "Akun lain dengan nama mirip bukan milik kami.",
    report=chat("Tanya kami soal akun lain", "Halo, apakah akun ini milik Rumah Melati?"),
)

MONOGRAM = MonogramView(letters="RM", fill="#235347", ink="#ffffff")


def head(*, home: str = "index.html", logo: bool = True) -> HeadView:
    """The head with everything in it."""
    return HeadView(
        name=SHOP,
        home=home,
        logo=photo("logo.jpg", "Logo Rumah Melati", 640, 640) if logo else None,
        monogram=MONOGRAM,
        tagline="Parfum kecil dari Bandung, dibuat setelah kamu pesan.",
        about=Html(
            "<p>Kami berdua, Sari dan Bima, meracik parfum di dapur rumah sejak 2019. Setiap batch kecil, "
            "setiap botol bernomor, dan semua yang terlambat kami tulis di sini juga.</p>"
        ),
        city="Bandung",
        since="sejak 2019",
        rating=RatingView(
            score="4,9",
            out_of="5",
            source="Shopee",
            count="1.204 ulasan",
            proof=outside("Lihat ulasan", SHOPEE_SHOP),
            checked="dicek 3 Des 2026",
        ),
        official=OFFICIAL,
    )


def footer(base: str = "") -> FooterView:
    """The footer, with links from a page `base` deep."""
    return FooterView(
        honesty="Halaman dibuat sendiri oleh penjual; Etalase tidak memeriksa penjual.",
        name=SHOP,
        links=(
            ActionView(label="Semua PO", href=f"{base}po/index.html"),
            ActionView(label="Tentang kami", href=f"{base}tentang/index.html"),
            ActionView(label="Privasi", href=f"{base}privasi/index.html"),
        ),
        identity=(
            DetailRow(label="Pemilik", text="Sari Contoh"),
            DetailRow(label="Alamat", text="Jl. Contoh No. 1, Bandung"),
        ),
        updated="Diperbarui 12 Des 2026",
    )


def meta(title: str, description: str = "", *, canonical: str = "", indexed: bool = True) -> MetaView:
    """The <head> of a page."""
    return MetaView(
        lang="id",
        title=title,
        description=description,
        canonical=canonical,
        favicon="favicon.svg",
        touch_icon="assets/icon-180.png",
        manifest="site.webmanifest",
        theme_light="#f8f4ed",
        theme_dark="#1d1a17",
        site_name=SHOP,
        feed="atom.xml",
        indexed=indexed,
    )


ANNOUNCEMENT = BarView(
    kind="announcement", text="Batch 7 pakai botol baru.", action=ActionView(label="Lihat bedanya", href="#")
)
HOLIDAY = BarView(kind="holiday", text="Kami libur, pesan dibalas sesudahnya.", dates="24 Des 2026–1 Jan 2027")

FACTS = (
    FactView(
        icon="ui/list",
        text="6 batch sejak 2019: 4 tepat waktu, 1 telat, 1 batal dan uangnya kembali.",
        proof=ActionView(label="Lihat catatannya", href="po/index.html"),
    ),
    FactView(
        icon="ui/star",
        text="4,9 dari 5 di Shopee, 1.204 ulasan.",
        proof=outside("Baca di Shopee", SHOPEE_SHOP),
        checked="dicek 3 Des 2026",
    ),
    FactView(
        icon="ui/document",
        text="Notifikasi kosmetik BPOM NA00000000000.",
        proof=outside("Cek di BPOM", "https://cekbpom.example/"),
        checked="dicek 3 Des 2026",
    ),
)

LINK_GROUPS = (
    LinkGroupView(
        title="Tautan",
        links=(
            LinkView(
                label="Cara memilih wangi", href="panduan/index.html", icon="ui/list", pinned=True, external=False
            ),
            LinkView(
                label="Katalog lengkap", href="https://toko.example/katalog.pdf", icon="ui/document", note="PDF, 2 MB"
            ),
            LinkView(
                label="Video proses meracik",
                href="https://www.tiktok.com/@rumah.melati.contoh",
                brand=TIKTOK,
                note="1 menit 20 detik",
            ),
            LinkView(
                label="Buku wangi",
                href="https://toko.example/buku",
                picture=photo("melati-3.jpg", "Sampul buku"),
                note="Catatan aroma tiap batch",
            ),
        ),
    ),
)

STORES = (
    StoreView(
        brand=SHOPEE,
        label="Shopee",
        handle="rumah.melati.contoh",
        href=SHOPEE_SHOP,
        badge="Star+",
        rating="4,9 dari 5, 1.204 ulasan",
        proof=outside("lihat bukti", SHOPEE_SHOP),
        checked="dicek 3 Des 2026",
        note="stok siap kirim",
    ),
    StoreView(
        brand=TOKOPEDIA,
        label="Tokopedia",
        handle="rumahmelaticontoh",
        href="https://www.tokopedia.com/rumahmelaticontoh",
    ),
)

CONTACTS = (
    ContactView(
        action=chat("0812-345-678"),
        purpose="pesanan",
        hours="Sen–Jum 08.30–17.00 WIB",
        reply="Admin membalas lagi Senin 08.30; pesananmu dihitung dari waktu chat masuk.",
    ),
    ContactView(
        action=ActionView(label="halo@rumahmelati.example", href="mailto:halo@rumahmelati.example", icon="ui/mail"),
        purpose="komplain",
    ),
)

CARD = (
    ActionView(
        label="Simpan kontak",
        href="kontak.vcf",
        icon="ui/user",
        note="supaya ketahuan kalau ada chat dari nomor lain",
    ),
    ActionView(
        label="Kode QR kontak",
        href="assets/qr-kontak.png",
        icon="ui/qr",
        note="untuk ditunjukkan, dipindai, atau dicetak",
    ),
)

QUESTIONS = (
    QuestionView(
        question="Kapan parfumku dikirim?",
        answer=Html(
            "<p>Rencana kirim tertulis di halaman tiap PO. Kalau lewat, kamu boleh batal dan uang kembali 100%.</p>"
        ),
    ),
    QuestionView(
        question="Bisa kirim ke luar Jawa?",
        answer=Html("<p>Bisa. Ongkir dihitung admin setelah alamatmu lengkap.</p>"),
    ),
    QuestionView(
        question="Kenapa harus PO?",
        answer=Html("<p>Melati dipetik pagi dan diracik hari itu juga. Kami membeli sebanyak yang dipesan.</p>"),
        when=WhenView(text="dijawab 2 Des 2026", iso="2026-12-02"),
    ),
)

COMMUNITY = CommunityView(
    title="Kabar PO",
    text="Satu pesan saat PO buka, satu saat dikirim. Tidak lebih.",
    actions=(
        outside("Saluran Telegram", "https://t.me/rumahmelaticontoh", brand=TELEGRAM),
        outside("LINE", "https://line.me/R/ti/p/%40rumahmelaticontoh", brand=LINE),
    ),
)

TESTIMONIALS = (
    TestimonialView(
        quote="Wanginya persis kebun nenek. Datang dua hari setelah tanggal janji, tapi dikabari terus.",
        author="Dewi, Semarang",
        source="ulasan Shopee",
        when=WhenView(text="9 Okt 2026", iso="2026-10-09"),
        proof=outside("baca aslinya", SHOPEE_SHOP),
    ),
    TestimonialView(
        quote="Botol ketiga saya. Kotaknya rapi, tahan seharian.",
        author="R.",
        source="chat WhatsApp",
        when=WhenView(text="12 Okt 2026", iso="2026-10-12"),
        caution="tangkapan layar, tidak bisa dicek",
    ),
)
