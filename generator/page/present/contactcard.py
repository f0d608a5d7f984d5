"""What a buyer's phone saves of a shop: the numbers that its pages show, and where to find it again.

Owns which of a shop's facts go onto its contact card. How a card is written belongs to `vcard`.
"""

from __future__ import annotations

from generator.page.present.words import Words
from generator.page.vcard import Card, Telephone
from generator.paths import host_of
from generator.shop.model.shop import Shop


def contact_card(shop: Shop, words: Words) -> Card | None:
    """The card of a shop that shows a telephone number; each number once, the one that takes orders first."""
    found: dict[str, Telephone] = {}
    for person in shop.contact:
        label = words.text(person.purpose) or person.name or ""
        for phone in (person.whatsapp, person.phone):
            if phone and phone.digits not in found:
                found[phone.digits] = Telephone(phone.digits, phone.mobile, label)
    if not found:
        return None
    who = shop.identity
    return Card(
        name=words.text(shop.name),
        telephones=tuple(found.values()),
        emails=tuple(dict.fromkeys(person.email for person in shop.contact if person.email)),
        url=shop.url or "",
        note=words.text(shop.tagline),
        street=words.text(who.address) if who and who.address else "",
        city=words.text(shop.city),
        uid=f"kontak@{host_of(shop.url)}" if shop.url else "",
    )
