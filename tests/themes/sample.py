"""Sample pages for looking at themes and testing them: every kind of page, every state, and the extremes.

`samples()` gives address → view. All data is made up.
"""

from __future__ import annotations

import sample_campaign as po
import sample_shop as shop

from generator.page.views import (
    ActionView,
    ArchiveGroup,
    ArchiveView,
    CampaignView,
    FigureView,
    FreePageView,
    HeadView,
    Html,
    ItemGroupView,
    ItemView,
    LandingView,
    LinkGroupView,
    LinkView,
    MonogramView,
    NotFoundView,
    NothingView,
    OrderView,
    PageView,
    PriceView,
    RedirectView,
    WhenView,
)
from generator.structs import replace

HOME = "https://rumahmelati.example/"


_PHOTOS = (
    shop.photo("melati-1.jpg", "Botol 30 ml di atas kain putih", anchor="photo-1"),
    shop.photo("melati-2.jpg", "Botol dari samping", caption="30 ml dan 10 ml", anchor="photo-2"),
    shop.photo("melati-3.jpg", "Kotak karton bernomor", credit="Bima", anchor="photo-3"),
)


def landing(state: str = "open") -> LandingView:
    """A landing page with everything on it."""
    return LandingView(
        kind="landing",
        meta=shop.meta(shop.SHOP, "Parfum kecil dari Bandung, dibuat setelah kamu pesan.", canonical=HOME),
        head=shop.head(),
        footer=shop.footer(),
        bars=(shop.ANNOUNCEMENT,) if state == "open" else (shop.HOLIDAY,) if state == "overdue" else (),
        main=po.card(state),
        others=po.ROWS,
        archive=ActionView(label="Semua PO dan hasilnya", href="po/index.html"),
        facts=shop.FACTS,
        link_groups=shop.LINK_GROUPS,
        stores=shop.STORES,
        socials=shop.SOCIALS,
        testimonials=shop.TESTIMONIALS,
        questions=shop.QUESTIONS * 2,
        contacts=shop.CONTACTS[:1],
        community=shop.COMMUNITY,
        card=shop.CARD,
    )


def landing_without_po() -> LandingView:
    """Nothing to order: the last result, and where to be told."""
    return replace(
        landing("done"),
        main=None,
        others=(),
        nothing=NothingView(
            title="Belum ada PO",
            text="PO berikutnya kami umumkan di saluran Telegram dan Instagram.",
            actions=(
                shop.outside("Kabari lewat Telegram", "https://t.me/rumahmelaticontoh", brand=shop.TELEGRAM),
                ActionView(label="Lihat PO sebelumnya", href="po/index.html"),
            ),
            last=po.FINISHED[0],
        ),
    )


def landing_smallest() -> LandingView:
    """A name, a number, one link."""
    return LandingView(
        kind="landing",
        meta=shop.meta("Kue Bu Tini"),
        head=HeadView(
            name="Kue Bu Tini",
            home="index.html",
            logo=None,
            monogram=MonogramView(letters="KT", fill="#7a4b2b", ink="#ffffff"),
        ),
        footer=replace(shop.footer(), name="Kue Bu Tini", links=(), identity=(), updated=""),
        link_groups=(LinkGroupView(links=(LinkView(label="Katalog", href="https://toko.example/"),)),),
        contacts=shop.CONTACTS[:1],
    )


def landing_longest() -> LandingView:
    """Long names, long words, many rows."""
    long = "Persewaan & Pembuatan Kostum Karakter Animasi Berskala Satu Banding Enam 🎎 フィギュア限定版"
    full = landing("closing")
    assert full.main is not None
    return replace(
        full,
        head=replace(
            full.head, name=long, logo=None, tagline=long, cover=shop.photo("cover.jpg", "Meja racik", 1600, 900)
        ),
        bars=(shop.ANNOUNCEMENT, shop.HOLIDAY),
        main=replace(full.main, title=long, batch="Batch 128, gelombang kedua", batch_number="128"),
        others=po.ROWS * 3,
    )


def campaign(state: str = "open") -> CampaignView:
    """A campaign page with everything on it."""
    sells = state in {"open", "closing"}
    accounts = po.PAYMENTS.accounts
    assert accounts is not None
    payments = po.PAYMENTS
    order: OrderView | None = po.order()
    if state in {"upcoming", "cancelled", "done"}:
        caution = (
            "Jangan transfer sebelum PO buka." if state == "upcoming" else "Jangan transfer: PO ini tidak berjalan."
        )
        payments = replace(payments, accounts=replace(accounts, accounts=(), caution=caution))
    if state == "upcoming":
        order = OrderView(channels=(), closed="PO belum buka. Barangnya bisa kamu lihat dulu di atas.")
    elif not sells:
        order = None
    return CampaignView(
        kind="campaign",
        meta=shop.meta("Parfum Melati, Batch 7 · Rumah Melati", "PO 9–20 Des 2026.", canonical=f"{HOME}po/melati-7/"),
        head=shop.head(home="../../index.html"),
        footer=shop.footer("../../"),
        campaign=replace(po.card(state), more=None),
        back=ActionView(label="Rumah Melati", href="../../index.html"),
        pictures=_PHOTOS[1:],
        photos=_PHOTOS,
        about=Html("<p>Melati gambir dipetik sebelum subuh, diracik hari itu juga, lalu didiamkan dua minggu.</p>"),
        item_groups=po.ITEM_GROUPS,
        steps=po.STEPS,
        order=order,
        payments=payments,
        receive=po.RECEIVE,
        terms=po.TERMS,
        maker=po.MAKER,
        materials=po.MATERIALS,
        certificates=po.CERTIFICATES,
        history=po.HISTORY,
        testimonials=shop.TESTIMONIALS,
        press=(shop.outside("Parfum dapur yang ditunggu", "https://koran.example/", note="Koran Contoh, 3 Nov 2026"),),
        risks=po.RISKS,
        updates=po.UPDATES,
        questions=shop.QUESTIONS,
        reminders=(shop.outside("Google Kalender", "https://calendar.google.com/", icon="ui/calendar"),),
        share=(shop.chat("Kirim lewat WhatsApp"),),
        address=f"{HOME}po/melati-7/",
    )


def campaign_with_many_items() -> CampaignView:
    """Twelve items in two groups, shown before the flow."""
    items = tuple(
        ItemView(
            name=f"Figur {n} berskala 1/7, edisi toko dengan alas akrilik",
            anchor=f"item-f{n}",
            number=f"{n:02}",
            code=f"F{n}",
            picture=shop.photo(f"melati-{n % 3 + 1}.jpg", f"Figur {n}"),
            price=PriceView(
                text="Rp1.250.000",
                figures=(FigureView(sign="Rp", lead="1.250", rest=".000"),),
                excludes="belum termasuk ongkir dan pajak impor",
            ),
        )
        for n in range(1, 7)
    )
    again = tuple(
        replace(item, anchor=f"{item.anchor}-b", number=f"{n:02}", picture=None) for n, item in enumerate(items, 7)
    )
    return replace(
        campaign("open"),
        items_first=True,
        item_groups=(
            ItemGroupView(title="Gelombang Juli", items=items),
            ItemGroupView(title="Gelombang Agustus", note="Menyusul setelah pabrik memberi tanggal.", items=again),
        ),
    )


def archive() -> ArchiveView:
    """Running and finished POs."""
    return ArchiveView(
        kind="archive",
        meta=shop.meta("Semua PO · Rumah Melati", canonical=f"{HOME}po/"),
        head=shop.head(home="../index.html"),
        footer=shop.footer("../"),
        title="Semua PO",
        back=ActionView(label="Rumah Melati", href="../index.html"),
        summary="6 batch sejak 2019: 4 tepat waktu, 1 telat, 1 batal.",
        groups=(ArchiveGroup(title="Berjalan", rows=po.ROWS), ArchiveGroup(title="2026", rows=po.FINISHED)),
    )


def free_page() -> FreePageView:
    """A page of the seller's own words."""
    return FreePageView(
        kind="free",
        meta=shop.meta("Tentang kami · Rumah Melati", canonical=f"{HOME}tentang/"),
        head=shop.head(home="../index.html"),
        footer=shop.footer("../"),
        title="Tentang kami",
        back=ActionView(label="Rumah Melati", href="../index.html"),
        summary="Dua orang, satu dapur, parfum seperlunya.",
        body=Html(
            "<p>Kami mulai di Bandung pada 2019 dengan <strong>dua belas botol</strong>. Baca juga "
            '<a href="../ketentuan/index.html">ketentuan</a>.</p><h2 id="isi-cara">Cara kami bekerja</h2>'
            "<ul><li>Bunga dibeli setelah PO tutup.</li><li>Setiap botol bernomor.</li></ul>"
            "<blockquote><p>Kalau telat, kami yang bilang lebih dulu.</p></blockquote>"
            "<table><thead><tr><th>Ukuran</th><th>Tahan</th></tr></thead><tbody><tr><td>30 ml</td><td>8 jam</td></tr>"
            "<tr><td>10 ml</td><td>6 jam</td></tr></tbody></table>"
        ),
        updated=WhenView(text="3 Des 2026", iso="2026-12-03"),
    )


def not_found() -> NotFoundView:
    """404."""
    return NotFoundView(
        kind="not-found",
        meta=shop.meta("Halaman tidak ada · Rumah Melati", indexed=False),
        head=replace(shop.head(home=HOME, logo=False), official=None),
        footer=replace(shop.footer(), links=()),
        title="Halaman ini tidak ada",
        text="Mungkin alamatnya salah ketik, atau PO-nya sudah pindah. Semua yang berlaku ada di halaman depan.",
        actions=(
            ActionView(label="Ke halaman depan", href=HOME, icon="ui/store"),
            ActionView(label="Semua PO", href=f"{HOME}po/"),
        ),
    )


def redirect() -> RedirectView:
    """An old address."""
    return RedirectView(
        kind="redirect",
        meta=shop.meta("Halaman ini pindah · Rumah Melati", canonical=f"{HOME}po/melati-7/", indexed=False),
        head=replace(shop.head(home="../index.html"), official=None),
        footer=shop.footer("../"),
        title="Halaman ini pindah",
        target="../po/melati-7/index.html",
        link=ActionView(label="Buka Parfum Melati, Batch 7", href="../po/melati-7/index.html"),
    )


def samples() -> dict[str, PageView]:
    """Every sample page by a short name."""
    pages: dict[str, PageView] = {f"landing-{state}": landing(state) for state in po.STATES}
    pages |= {f"campaign-{state}": campaign(state) for state in po.STATES}
    return pages | {
        "landing-nothing": landing_without_po(),
        "landing-smallest": landing_smallest(),
        "landing-longest": landing_longest(),
        "campaign-many": campaign_with_many_items(),
        "archive": archive(),
        "free": free_page(),
        "not-found": not_found(),
        "redirect": redirect(),
    }
