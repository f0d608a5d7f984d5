"""Addresses, file names and links: which are safe, and how one leads to another.

Owns slugs, output paths, references to the seller's own files, relative and absolute URLs, and which links
a page may carry. Pure functions over strings: it must not touch the file system or know what a page shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote

from generator.problems import Kind, Refused

SLUG_FORM = Kind(
    "slug-form",
    "“{text}” cannot be an address: only a-z, 0-9 and “-” work, at most 64 characters, no “-” at the ends.",
    "Write it in small letters with “-” between the words, for example parfum-melati.",
)
NAME_RESERVED = Kind(
    "name-reserved",
    "Windows keeps the name “{name}” for itself, so nobody there could open it.",
    "Choose another name, for example {name}-1.",
)
FILE_NAME = Kind(
    "file-name",
    "“{path}” is not a file name that works on every computer.",
    "Use letters, digits, “-” and “_”, and no dot or space at the end of a name.",
)
FILE_OUTSIDE = Kind(
    "file-outside",
    "“{path}” leads out of your shop's folder.",
    "Copy the file into the shop's folder and write its place from there, for example images/melati-1.jpg.",
)
FILE_BACKSLASH = Kind(
    "file-backslash", "“{path}” has “\\” between folder and file.", "Write “/” instead; it works on every computer."
)
FILE_REMOTE = Kind(
    "file-remote",
    "“{path}” is a web address; here a file of your own is needed.",
    "Save the file into the folder images and write its name.",
)
LINK_FORM = Kind(
    "link-form",
    "“{link}” is not a link.",
    "Copy the whole address from the browser, for example https://shopee.co.id/nama-toko.",
)
LINK_SCHEME = Kind(
    "link-scheme",
    "“{scheme}:” links are not allowed on the page.",
    "Use a link that starts with https://, http://, mailto: or tel:.",
)
LINK_USER = Kind(
    "link-user",
    "“{link}” has something before “@”, which hides where it really leads: {host}.",
    "Remove the part up to and including “@”.",
)
LINK_HIDDEN = Kind(
    "link-hidden",
    "The link holds an invisible character ({character}).",
    "Delete the link and type it by hand instead of pasting it.",
)
LINK_SLASHES = Kind("link-slashes", "“{link}” does not start with a complete “https://”.", "Write https:// in front.")
LINK_EMAIL = Kind("link-email", "“{link}” is an e-mail address without “mailto:”.", "Write mailto: in front.")
LINK_NUMBER = Kind(
    "link-number", "“{link}” is a number, not a link.", "Use the key whatsapp, or write tel: in front of the number."
)
EMAIL_FORM = Kind(
    "email-form", "“{text}” is not an e-mail address.", "Write it in full, for example halo@toko-kamu.example."
)
DESK_FORM = Kind(
    "desk-form",
    "“{link}” is neither an e-mail address nor a page.",
    "Write an e-mail address such as halo@toko-kamu.example, or a page that starts with https://.",
)
SITE_URL = Kind(
    "site-url",
    "“{link}” cannot be the address of your site.",
    "Write only the address of its first page, for example https://toko-kamu.example/.",
)

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?: *\..*)?", re.IGNORECASE)
_ILLEGAL = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_NAME_BYTES = 200  # file systems allow 255; a temporary file beside the target needs room for its suffix


# Names and output paths


class Stat(Protocol):
    """What the system says of a file (`os.stat_result`)."""

    @property
    def st_size(self) -> int: ...
    @property
    def st_mtime_ns(self) -> int: ...
    @property
    def st_ctime_ns(self) -> int: ...
    @property
    def st_ino(self) -> int: ...


def facts_of(found: Stat) -> tuple[int, ...]:
    """What changes when a file does: its size, times and number."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def check_slug(text: str) -> str:
    """The slug itself. Raises `Refused` with the nearest slug when it is not `[a-z0-9-]{1,64}`."""
    if not _SLUG.fullmatch(text):
        raise Refused(SLUG_FORM, instead=slug_from(text), text=text)
    if _RESERVED.fullmatch(text):
        raise Refused(NAME_RESERVED, instead=f"{text}-1", name=text)
    return text


def slug_from(text: str) -> str:
    """A slug made from words (`Parfum Melati 7` → `parfum-melati-7`), or "" when no letter survives."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:64].rstrip("-")
    return f"{slug}-1" if _RESERVED.fullmatch(slug) else slug


def safe_output_path(path: str) -> str:
    """The output path to use, in NFC: relative, with `/`, and writable on Linux, Windows and macOS.

    Raises `Refused`. Rules of Windows: learn.microsoft.com/windows/win32/fileio/naming-a-file.
    """
    path = unicodedata.normalize("NFC", path)
    for name in path.split("/"):
        _check_name(name, path)
    return path


def collision_key(path: str) -> str:
    """What two paths share when a system that ignores case or Unicode form sees one file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def inside(reference: str) -> str:
    """The place of the seller's own file, relative to the folder it is looked up in, with `/`.

    `./` and doubled slashes are dropped. Raises `Refused` for whatever could leave the folder or means
    another file on another system: absolute paths, drives, `..`, backslashes, web addresses.
    """
    path = reference.strip(" \t\r\n\xa0")
    if re.match(r"(?:https?:)?//", path, re.IGNORECASE):
        raise Refused(FILE_REMOTE, path=path)
    if re.match(r"[/\\]|[A-Za-z]:|~(?:/|$)", path) or ".." in re.split(r"[/\\]", path):
        raise Refused(FILE_OUTSIDE, path=path)
    if "\\" in path:
        raise Refused(FILE_BACKSLASH, instead=path.replace("\\", "/"), path=path)
    names = [name for name in path.split("/") if name not in ("", ".")]
    for name in names or [""]:
        _check_name(name, path)
    return "/".join(names)


def _check_name(name: str, path: str) -> None:
    if _is_bad_name(name):
        raise Refused(FILE_NAME, path=path)
    if _RESERVED.fullmatch(name):
        raise Refused(NAME_RESERVED, name=name)


@lru_cache(maxsize=1024)
def _is_bad_name(name: str) -> bool:
    seen = re.sub("[\u200d\ufe0f]", "", name)  # parts of an emoji
    if name in ("", ".", "..") or _ILLEGAL.search(name) or name[0] == " " or name[-1] in " ." or _hidden(seen):
        return True
    return len(name.encode()) > _NAME_BYTES


# Addresses of pages


def page_path(address: str) -> str:
    """The output path of a page: `campaigns/melati` → `campaigns/melati/index.html`, "" → `index.html`."""
    return f"{address}/index.html" if address else "index.html"


@lru_cache(maxsize=4096)
def relative_url(from_page: str, to: str) -> str:
    """The percent-encoded URL from one output path to another; names `index.html`, so that it works from
    `file://`, `/` and `/sub/` alike."""
    here = from_page.split("/")[:-1]
    there = to.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + [quote(name, safe="") for name in there[shared:]])


def absolute_url(base: str, path: str) -> str:
    """The full URL of an output path below the site's `base`; a page gets its folder with a trailing slash."""
    encoded = "/".join(quote(name, safe="") for name in path.split("/"))
    return base.rstrip("/") + "/" + re.sub(r"(?:^|(?<=/))index\.html$", "", encoded)


def judge_site_url(text: str) -> str:
    """The site's own base URL with a trailing slash. Raises `Refused` for all but a plain http(s) folder."""
    link = judge_link(text)
    if not host_of(link) or "?" in link or "#" in link or link.endswith(".html"):
        raise Refused(SITE_URL, link=link)
    return link.rstrip("/") + "/"


def judge_desk(text: str) -> str:
    """Where strangers may write to, as RFC 9116 wants it: `mailto:`, `tel:` or `https:`. A bare e-mail address becomes
    `mailto:`. Raises `Refused`."""
    bare = text.strip(_EDGES)
    if "@" in bare and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", bare) and "/" not in bare:
        return f"mailto:{check_email(bare)}"
    link = judge_link(bare)
    if is_internal(link) or link.startswith("http:"):
        raise Refused(DESK_FORM, instead=link.replace("http:", "https:", 1) if host_of(link) else "", link=link)
    return link


# Links out of the page

_EDGES = "".join(map(chr, range(0x21))) + "\xa0"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_TOP = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
_FILE = re.compile(r"\.(?:md|html?|ya?ml|csv|pdf|txt|ics|vcf|jpe?g|png|webp|avif|gif|svg)$", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[0-9][0-9 ().-]{6,}")
_MAILBOX = re.compile(r"[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,63}")
# Invisible although Unicode does not call them format characters: fillers, joiners, variation selectors.
_BLANKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def judge_link(text: str) -> str:
    """The link as a browser will follow it, in ASCII: `https://…`, `http://…`, `mailto:…`, `tel:…`, or an
    internal one, `/address` or `#part`, which only the plan can resolve.

    Judged as browsers parse (url.spec.whatwg.org): spaces and controls at the ends, tabs and line breaks are
    dropped, `\\` counts as `/`. International hosts become punycode. A bare domain gets `https://`.
    Judging a judged link changes nothing. Raises `Refused`.
    """
    link = re.sub(r"[\t\r\n]", "", text.strip(_EDGES)).strip(_EDGES)
    if hidden := _hidden(link):
        raise Refused(LINK_HIDDEN, character=f"U+{ord(hidden):04X}")
    if found := _SCHEME.match(link):
        scheme, rest = found[1].lower(), link[found.end() :]
        if scheme in ("http", "https"):
            return _judge_web(scheme, rest, link)
        if scheme == "mailto":
            address, _, query = rest.partition("?")
            return f"mailto:{check_email(address)}" + (f"?{_encode(query)}" if query else "")
        if scheme == "tel":
            return _judge_tel(rest, link)
        if "." not in scheme or not re.match(r"[0-9]{1,5}(?:[/?#]|$)", rest):  # else a host with its port
            raise Refused(LINK_SCHEME, scheme=scheme)
    return _judge_bare(link)


def host_of(link: str) -> str:
    """The host of a judged web link in small letters; "" for every other link."""
    found = re.match(r"https?://([^/?#]*)", link, re.IGNORECASE)
    if not found or "@" in found[1]:
        return ""
    return found[1].partition(":")[0].lower().rstrip(".")


def host_belongs(host: str, domains: Iterable[str]) -> bool:
    """Whether the host is one of the domains or stands below one (`id.shopee.co.id` below `shopee.co.id`)."""
    host = host.lower().rstrip(".")
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def is_internal(link: str) -> bool:
    """Whether a judged link leads to a page of this site (`/address`, `#part`)."""
    return link.startswith(("/", "#"))


def check_email(text: str) -> str:
    """The e-mail address with its host in ASCII and small letters. Raises `Refused`."""
    mailbox, _, host = text.strip(_EDGES).rpartition("@")
    name = _host(host)
    if not name or not _MAILBOX.fullmatch(mailbox) or mailbox.endswith(".") or ".." in mailbox:
        raise Refused(EMAIL_FORM, text=text)
    return f"{mailbox}@{name}"


def _judge_web(scheme: str, rest: str, link: str) -> str:
    place, tail = re.fullmatch(r"([^?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]  # always matches
    place = place.replace("\\", "/")
    if not re.match(r"//[^/]", place):
        bare = place.lstrip("/")
        raise Refused(LINK_SLASHES, instead=f"{scheme}://{bare}{tail}" if bare else "", link=link)
    authority, slash, path = place[2:].partition("/")
    if "@" in authority:
        host = authority.rpartition("@")[2]
        raise Refused(LINK_USER, instead=f"{scheme}://{host}{slash}{path}{tail}", link=link, host=host)
    found = re.fullmatch(r"([^:]*)(?::([0-9]{0,5}))?", authority)
    host = _host(found[1]) if found else ""
    port = int(found[2] or 0) if found else 0
    if not host or port > 65535:
        raise Refused(LINK_FORM, link=link)
    shown_port = f":{port}" if port not in (0, 80 if scheme == "http" else 443) else ""
    return f"{scheme}://{host}{shown_port}/{_encode(path)}{_encode(tail)}"


def _judge_tel(rest: str, link: str) -> str:
    digits = re.sub(r"[ ().-]|%20", "", rest)
    if not re.fullmatch(r"\+?[0-9]{3,15}", digits):
        raise Refused(LINK_FORM, link=link)
    return f"tel:{digits}"


def _judge_bare(link: str) -> str:
    """What has no scheme: a link inside the site, or a domain as sellers write it."""
    path = link.replace("\\", "/")
    if path.startswith("//"):
        raise Refused(LINK_SLASHES, instead=f"https:{path}", link=link)
    first = re.split(r"[/?#]", path)[0]
    if "@" in first and "." in first.rpartition("@")[2]:
        raise Refused(LINK_EMAIL, instead=f"mailto:{path}", link=link)
    if _NUMBER.fullmatch(path):
        raise Refused(LINK_NUMBER, link=link)
    if "." in first.strip(".") and not _FILE.search(first):
        return _judge_web("https", f"//{link}", link)
    place, mark, part = path.partition("#")
    names = [name for name in place.split("/") if name not in ("", ".")]
    if not (place or part) or not all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._~-]*", name) for name in names):
        raise Refused(LINK_FORM, link=link)
    return (f"/{'/'.join(names)}" if place else "") + mark + _encode(part)


def _host(text: str) -> str:
    """The host name in ASCII and small letters, or "" when it cannot be one.

    Numbers in any spelling (`0x7f.1`, `[::1]`) and names without a dot are not hosts of a shop. `ß` and `ς`
    are refused because browsers and Python's IDNA 2003 send them to different places.
    """
    text = text.removesuffix(".")
    if not text.isascii():
        if re.search("[ßẞς]", text):
            return ""
        try:
            text = text.encode("idna").decode()
        except UnicodeError:
            return ""
    labels = text.lower().split(".")
    if len(labels) < 2 or len(text) > 253 or not _TOP.fullmatch(labels[-1]):
        return ""
    return ".".join(labels) if all(_LABEL.fullmatch(label) for label in labels) else ""


def _encode(text: str) -> str:
    """Percent-encodes what may not stand in a URL and leaves what is encoded already."""
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(text, safe="%/?#:@!$&()*+,;=~-._"))


def _hidden(text: str) -> str:
    """The first character that a reader cannot see (control, format, surrogate, filler), or ""."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") or _BLANKS.match(character):
            return character
    return ""
