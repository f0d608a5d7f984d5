"""Links that open a chat, with the words already written, and the account names they need.

Owns the exact URLs of the chat services and the forms of their account names. Plain `https:`, `mailto:` and
`tel:` only: in-app browsers block every other scheme. It must not judge foreign links: `paths` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import quote, unquote

from generator.paths import check_email, host_belongs, host_of, judge_link
from generator.problems import Kind, Refused
from generator.structs import Frozen

HANDLE_FORM = Kind(
    "account-name-form", "“{text}” is not an account name on {network}.", "Write it like {example}, or copy its link."
)
HANDLE_ELSEWHERE = Kind(
    "account-name-elsewhere",
    "“{text}” does not lead to an account on {network}.",
    "Open your profile on {network} and copy its link, or write only the name, like {example}.",
)

MAX_URL = 2_000
"""Longer links are cut by some phones; a link must stay under it."""


class Network(StrEnum):
    """A service that has account names. The value is its name in sentences."""

    INSTAGRAM = "Instagram"
    TELEGRAM = "Telegram"
    LINE = "LINE"
    TIKTOK = "TikTok"


class _Names(Frozen):
    hosts: tuple[str, ...]
    form: str  # what the service's app lets people type, in small letters
    free: str  # what it can never give away
    example: str
    marked: bool = False  # whether links of this service show accounts, and only accounts, with "@"


_NAMES = {
    Network.INSTAGRAM: _Names(("instagram.com", "ig.me"), r"[a-z0-9._]{1,30}", r"^\.|\.$|\.\.", "toko.melati"),
    Network.TELEGRAM: _Names(("t.me", "telegram.me"), r"[a-z][a-z0-9_]{3,31}", r"__|_$", "toko_melati"),
    Network.LINE: _Names(("line.me",), r"[a-z0-9._-]{3,20}", r"^\.|\.$|\.\.", "@tokomelati", marked=True),
    Network.TIKTOK: _Names(("tiktok.com",), r"[a-z0-9._]{2,24}", r"^\.|\.$|\.\.", "@toko.melati", marked=True),
}
# Folders that stand before the name in a service's own links: ig.me/m/<name>, line.me/R/ti/p/@<name>.
_FOLDERS = re.compile(r"^/(?:m|R/ti/p|R/oaMessage|ti/p)/")


def parse_handle(text: str, network: Network) -> str:
    """The account name in small letters without `@`, from `@name`, `name` or a link to the profile.

    On LINE only official accounts, always written `@name`. Raises `Refused` when the service has no such
    names or the link leads elsewhere (another host, a post, an invitation).
    """
    names = _NAMES[network]
    name = text.strip().strip("\xa0")
    if "/" in name or host_belongs(name.lower(), names.hosts):
        link = judge_link(name)
        place = re.sub(r"^https?://[^/]*|[?#].*", "", link)
        name = unquote(_FOLDERS.sub("/", place).strip("/"))
        elsewhere = not host_belongs(host_of(link), names.hosts) or "/" in name or not name
        if elsewhere or (names.marked and not name.startswith("@")):
            raise Refused(HANDLE_ELSEWHERE, text=text, network=network.value, example=names.example)
    # LINE's names without "@" are private people, who cannot be reached by a link and may not be this shop.
    private = network is Network.LINE and not name.startswith("@")
    name = name.removeprefix("@").lower()
    if private or not re.fullmatch(names.form, name):
        raise Refused(HANDLE_FORM, text=text, network=network.value, example=names.example)
    return name


def is_unregistrable(handle: str, network: Network) -> bool:
    """Whether the service can never give this name away (`toko..contoh` on Instagram): right for a demo,
    a typing mistake in a real shop."""
    return bool(re.search(_NAMES[network].free, handle))


def whatsapp_link(digits: str, text: str = "") -> str:
    """A WhatsApp chat with the number (E.164 digits of `phones.Phone`) and at most one `text` parameter."""
    if not re.fullmatch(r"[1-9][0-9]{5,14}", digits):
        raise ValueError(f"not E.164 digits: {digits!r}")
    return f"https://wa.me/{digits}" + (f"?text={_encoded(text)}" if text else "")


def telegram_link(handle: str, text: str = "") -> str:
    """A Telegram chat with the account."""
    return f"https://t.me/{_encoded(handle)}" + (f"?text={_encoded(text)}" if text else "")


def line_link(handle: str, text: str = "") -> str:
    """A chat with the LINE official account, its name without `@`."""
    return f"https://line.me/R/oaMessage/%40{_encoded(handle)}/" + (f"?{_encoded(text)}" if text else "")


def instagram_chat(handle: str) -> str:
    """An Instagram chat; Instagram takes no words along, so the page offers to copy them."""
    return f"https://ig.me/m/{_encoded(handle)}"


def mailto_link(address: str, subject: str = "", body: str = "") -> str:
    """An e-mail with subject and body, line breaks as RFC 6068 wants them. Raises `Refused` for the address."""
    lines = re.sub(r"\r\n?|\n", "\r\n", body)
    words = (("subject", re.sub(r"[\r\n]+", " ", subject)), ("body", lines))
    query = "&".join(f"{key}={_encoded(value)}" for key, value in words if value)
    return f"mailto:{check_email(address)}" + (f"?{query}" if query else "")


def tel_link(digits: str) -> str:
    """A telephone call to the number (E.164 digits of `phones.Phone`)."""
    if not re.fullmatch(r"[1-9][0-9]{5,14}", digits):
        raise ValueError(f"not E.164 digits: {digits!r}")
    return f"tel:+{digits}"


# Chats, calls and short links of apps: what stands behind them drops the rest or takes it for part of the name.
_CHATS = (
    "wa.me", "api.whatsapp.com", "chat.whatsapp.com", "t.me", "telegram.me", "line.me", "lin.ee", "ig.me", "m.me",
    "signal.me",
)  # fmt: skip
_UNCOUNTED = (
    *_CHATS, "whatsapp.com", "discord.gg", "discord.com", "s.shopee.co.id", "shope.ee", "shp.ee", "spf.shopee.co.id",
    "tokopedia.link", "tk.tokopedia.com", "vt.tiktok.com", "vm.tiktok.com", "s.lazada.co.id", "c.lazada.co.id",
    "forms.gle", "goo.gl", "bit.ly", "tinyurl.com", "s.id", "gofood.link", "gojek.link", "grab.com",
    "calendar.google.com",
)  # fmt: skip


def is_chat(link: str) -> bool:
    """Whether a web link opens a conversation."""
    return host_belongs(host_of(link), _CHATS)


def counted(link: str, marks: Iterable[tuple[str, str]]) -> str:
    """A judged web link with these parameters (`utm_source`, its value) added to those it has, which are kept; any
    other link, and one that opens a chat or an app, as it is."""
    if not host_of(link) or host_belongs(host_of(link), _UNCOUNTED):
        return link
    address, mark, part = link.partition("#")
    place, _, query = address.partition("?")
    known = {pair.partition("=")[0].lower() for pair in query.split("&")}
    added = [f"{key}={_encoded(value)}" for key, value in marks if key not in known]
    return f"{place}?{'&'.join([*([query] if query else []), *added])}{mark}{part}" if added else link


def fits(url: str) -> bool:
    """Whether every phone opens the whole link: under `MAX_URL` characters."""
    return len(url) < MAX_URL


def _encoded(text: str) -> str:
    # A lone half of a surrogate pair has no UTF-8; browsers would throw, we write "?".
    return quote(text, safe="", errors="replace")
