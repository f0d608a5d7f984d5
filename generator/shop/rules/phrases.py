"""The phrases that rules look for, in Indonesian and English, and what each of them is.

Owns the words only; where they are looked for, and when they are fine, is in `words`.
"""

from __future__ import annotations

from generator.problems import Kind, Severity
from generator.structs import Frozen

DEPOSIT_FORFEITED = Kind(
    "deposit-forfeited",
    "“{phrase}” alone is void (UU 8/1999 art. 18): it must not hold when the seller is at fault.",
    "Say what buyers get back when you cancel: `terms: cancel:` with `by: seller` and `back: 100%`.",
    Severity.WARNING,
)
NO_REFUND = Kind(
    "no-refund",
    "“{phrase}” is void without the case where the seller is at fault (UU 8/1999 art. 18).",
    "Write the rows `cancel` (by seller, 100%) and `wrong` in `terms`, or add the exception to this sentence.",
    Severity.WARNING,
)
TERMS_CHANGE = Kind(
    "terms-change",
    "“{phrase}” is void (UU 8/1999 art. 18): what was agreed holds for those who ordered.",
    "Say that the change is for later orders only, or remove the sentence.",
    Severity.WARNING,
)
QRIS_SURCHARGE = Kind(
    "qris-surcharge",
    "“{phrase}” reads like a fee for paying by QRIS, which Bank Indonesia forbids.",
    "Remove the fee; the price is the same for every way to pay.",
    Severity.WARNING,
)
HURRY = Kind(
    "hurrying-words",
    "“{phrase}” hurries people; careful buyers leave.",
    "Write the date and the number instead; the page shows both.",
    Severity.HINT,
)
CLAIM = Kind(
    "unproven-claim",
    "“{phrase}” is what cheats write too, and nobody can check it.",
    "Replace it with something that can be looked up: a registration, a store's rating, earlier batches.",
    Severity.HINT,
)
CEKREKENING = Kind(
    "cekrekening-seal",
    "“{phrase}”: a number without reports on cekrekening.id is no proof of honesty.",
    "Tell buyers that they can look the number up themselves, and leave out the result.",
    Severity.HINT,
)


class Phrase(Frozen):
    """What is looked for, which problem it is, and which words in the same sentence make it fine. One of the `signs`
    (in small letters) stands wherever the form does: few texts hold one, and looking for them costs next to nothing.
    `form` and `unless` are regular expressions, compiled when a text is worth it (`words`)."""

    kind: Kind
    signs: tuple[str, ...]
    form: str
    unless: str = r"(?!)"

    def may_stand_in(self, folded: str) -> bool:
        """Whether the form is worth looking for in a text, given case-folded."""
        return any(map(folded.__contains__, self.signs))


def _form(*alternatives: str) -> str:
    """Whole words in any case; a space in the form is any white space."""
    joined = "|".join(alternatives).replace(" ?", r"\s?").replace(" ", r"\s+")
    return rf"(?i)(?<!\w)(?:{joined})(?!\w)"


_NOT = r"(?:tidak|tdk|nggak|enggak|ga|gak|tak|no|not|cannot|can't|tanpa)"
_CAN = r"(?:bisa|dapat|boleh)"
_DEPOSIT = r"(?:dp|uang muka|down payment|deposit|booking fee|tanda jadi)"
_GIVEN_BACK = r"(?:di)?(?:kembali(?:kan)?|refund)"
_FEE = r"(?:biaya|admin|fee|charge|surcharge|tambahan|potongan|mdr)"

_FORFEITED = _form(
    rf"{_DEPOSIT} (?:(?!{_NOT}\b)\w+ ){{0,3}}?hangus",
    rf"{_DEPOSIT} {_NOT} (?:{_CAN} |akan )?{_GIVEN_BACK}",
    rf"{_DEPOSIT} (?:is |are |will be )?(?:forfeited|lost|non-? ?refundable|not refundable)",
    rf"(?:forfeit|lose) (?:the|your) {_DEPOSIT}",
    rf"non-? ?refundable {_DEPOSIT}",
)
_NOTHING_BACK = _form(
    rf"{_NOT} (?:{_CAN}|menerima|ada|melayani) (?:di)?(?:refund|retur|return|pengembalian(?: (?:uang|dana|barang))?)",
    rf"barang (?:yang )?(?:sudah|telah) di(?:beli|pesan|bayar) {_NOT} {_CAN} di(?:kembalikan|tukar)(?: lagi)?",
    rf"uang (?:yang )?(?:sudah|telah) (?:masuk|dibayar(?:kan)?|ditransfer) {_NOT} {_CAN} {_GIVEN_BACK}",
    r"no (?:refunds?|returns?)",
    r"all sales (?:are )?final",
    r"non-? ?refundable",
)
_CHANGES = _form(
    r"(?:harga|ongkir|biaya|syarat(?: (?:dan|&) ketentuan)?|ketentuan) (?:dapat|bisa|akan|mungkin) "
    r"(?:sewaktu-waktu )?berubah(?: sewaktu-waktu| kapan saja| tanpa pemberitahuan(?: terlebih dahulu)?)",
    r"(?:harga|syarat|ketentuan) (?:dapat|bisa) sewaktu-waktu berubah",
    r"sewaktu-waktu (?:dapat|bisa) (?:berubah|diubah)",
    r"(?:prices?|terms)(?: and conditions)? (?:may|can|might) (?:be )?changed? "
    r"(?:at any time|without (?:prior )?notice)",
    r"subject to change (?:at any time|without (?:prior )?notice)",
)
_QRIS_FEE = _form(
    rf"{_FEE} (?:\w+ ){{0,4}}?qris[^.\n]{{0,20}}?(?:rp ?\d[\d.]*|\d[\d.,]* ?%)",
    rf"qris[^.\n]{{0,25}}? (?:kena|dikenakan|ditambah|plus|nambah|\+) ?(?:\w+ ){{0,3}}?(?:{_FEE}|rp|\d[\d.,]*)",
    r"qris ?\(?\+ ?(?:rp ?)?\d[\d.,]*",
    r"(?:kena|dikenakan|tambah|nambah) (?:biaya|admin|fee|charge)(?: \w+){0,3} qris",
    r"(?:surcharge|extra fee|additional fee)(?: \w+){0,3} qris",
)
_HURRY = _form(
    r"buruan",
    r"buru-buru",
    r"cepetan",
    r"(?:slot|stok|kuota|tinggal) (?:\w+ )?hampir habis",
    r"jangan sampai (?:kehabisan|ketinggalan|nyesel|menyesal)",
    r"sebelum kehabisan",
    r"siapa cepat (?:dia )?dapat",
    r"kesempatan terakhir",
    r"last chance",
    r"hurry(?: up)?",
    r"(?:almost|nearly) (?:gone|sold out)",
    r"don'?t miss(?: it| out)?",
    r"selling fast",
)
_CLAIM = _form(
    r"terverifikasi",
    r"verified (?:seller|shop|store)",
    r"100 ?% (?:amanah|trusted|original|ori|aman|asli)",
    r"dijamin (?:asli|amanah|aman|ori(?:ginal)?|no tipu)",
    r"pasti amanah",
    r"trusted (?:seller|shop|store|olshop)",
    r"(?:seller|penjual|toko) terpercaya",
    r"anti (?:tipu|penipuan)",
    r"no tipu-?tipu",
)
_NO_REPORTS = (
    r"(?i)cek ?rekening[^\n]{0,80}?(?:belum (?:pernah )?dilaporkan|tidak (?:pernah )?(?:ada laporan|dilaporkan)|"
    r"bersih|aman|never (?:been )?reported|no reports?|clean|safe)"
)

_EXCEPT = _form("kecuali", "except", "unless", "selain karena", "karena kesalahan (?:kami|penjual|pembeli)")
_LATER_ONLY = _form(
    "(?:pesanan|batch|po) (?:berikutnya|baru)",
    "(?:later|new|future|next) (?:orders|batch)",
    "yang sudah (?:dipesan|dibayar)",
    "already (?:ordered|paid)",
)
_FREE = _form(
    "tanpa (?:biaya|tambahan|admin|potongan)",
    f"{_NOT} (?:ada|dikenakan|kena)",
    "bebas (?:biaya|admin)",
    "gratis",
    "no (?:extra|fee|charge|surcharge)",
    "without",
    "free of",
)

_BACK = ("kembali", "refund")

PHRASES = (
    Phrase(DEPOSIT_FORFEITED, (*_BACK, "hangus", "forfeit", "lose", "lost"), _FORFEITED, _EXCEPT),
    Phrase(NO_REFUND, (*_BACK, "retur", "pengembalian", "tukar", "final"), _NOTHING_BACK, _EXCEPT),
    Phrase(TERMS_CHANGE, ("ubah", "change"), _CHANGES, _LATER_ONLY),
    Phrase(QRIS_SURCHARGE, ("qris",), _QRIS_FEE, _FREE),
    Phrase(
        HURRY,
        (
            *("buru", "cepetan", "hampir", "kehabisan", "ketinggalan", "nyesel", "menyesal", "siapa", "kesempatan"),
            *("last", "hurry", "gone", "sold", "miss", "selling"),
        ),
        _HURRY,
    ),
    Phrase(
        CLAIM,
        ("verif", "100", "dijamin", "pasti", "trusted", "terpercaya", "anti", "tipu"),
        _CLAIM,
    ),
    Phrase(CEKREKENING, ("rekening",), _NO_REPORTS),
)
"""In the order in which they are looked for."""
