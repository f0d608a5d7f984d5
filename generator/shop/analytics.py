"""The services that can count visits: what their ids look like, which hosts a page must reach for them, what they keep.

Owns the table, made from what each service documents. It must not know pages or policies.
"""

from __future__ import annotations

import re

from generator.problems import Kind, Refused
from generator.structs import Frozen

BAD_HOST = Kind(
    "analytics-host",
    "`{found}` is not the address of a server.",
    "Write its name without a path: `statistik.rumahmelati.example`.",
)

_HOST = re.compile(r"(?:https://)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?)/?", re.IGNORECASE)


class Service(Frozen):
    """One service. `form` is what an id must match, `example` such an id. `consent`: it recognises people again (by
    `cookies`, named as visitors find them), so it waits for a yes. `own_host`: sellers can run it themselves."""

    name: str
    form: str
    example: str
    consent: bool = False
    own_host: bool = False
    cookies: tuple[str, ...] = ()


class Reach(Frozen):
    """What a page must load and reach for a service: the address of its script, the one it reports to (empty where
    the script knows it), and the sources that the page's policy lets in, for scripts, reports and pictures."""

    script: str
    report: str
    scripts: tuple[str, ...]
    connects: tuple[str, ...]
    images: tuple[str, ...] = ()


SERVICES: dict[str, Service] = {
    "plausible": Service(
        "Plausible", r"pa-[\w-]{8,40}|(?=.{4,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+", "rumahmelati.example", own_host=True
    ),
    "umami": Service(
        "Umami",
        r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
        "94db1cb1-74f4-4a40-ad6c-962362670409",
        own_host=True,
    ),
    "goatcounter": Service("GoatCounter", r"[a-z0-9][a-z0-9-]{0,49}", "rumahmelati", own_host=True),
    "cloudflare": Service("Cloudflare Web Analytics", "[0-9a-f]{32}", "0123456789abcdef0123456789abcdef"),
    "google": Service("Google Analytics", "G-[A-Z0-9]{6,12}", "G-AB12CD34EF", consent=True, cookies=("_ga", "_ga_*")),
    "meta": Service("Meta Pixel", "[0-9]{14,17}", "123456789012345", consent=True, cookies=("_fbp", "_fbc")),
    "tiktok": Service(
        "TikTok Pixel",
        "[A-Z0-9]{20}",
        "C4ABCDEF12GHIJ34KLMN",
        consent=True,
        cookies=("_ttp", "_tt_enable_cookie", "ttcsid", "ttcsid_*"),
    ),
}
"""The services by the word that sellers write."""


def fits(service: str, site: str) -> bool:
    """Whether this can be the id of a site there."""
    return re.fullmatch(SERVICES[service].form, site, re.ASCII) is not None


def parse_host(text: str) -> str:
    """`https://` and the server's name, from either. Raises Refused. Nothing else may stand there: it becomes a part of
    the page's policy."""
    found = _HOST.fullmatch(text)
    if found is None:
        raise Refused(BAD_HOST, found=text)
    return f"https://{found[1].lower()}"


def reach(service: str, site: str, host: str = "") -> Reach:
    """What a page must reach for the id `site` of a service; `host` is the seller's own server for it, if any.

    From the services' pages on Content-Security-Policy (goatcounter.com/help/csp, developers.google.com/tag-platform/
    security/guides/csp, developers.cloudflare.com/fundamentals/reference/policies-compliances) and their snippets.
    """
    match service:
        case "plausible":
            home = host or "https://plausible.io"
            return Reach(f"{home}/js/{site if site.startswith('pa-') else 'script'}.js", "", (home,), (home,))
        case "umami":
            # Umami Cloud's own script reports to another host than it comes from; told, it cannot choose a third.
            home, report = host or "https://cloud.umami.is", host or "https://gateway.umami.is"
            return Reach(f"{home}/script.js", report, (home,), (report,))
        case "goatcounter":
            home, report = host or "https://gc.zgo.at", f"{host or f'https://{site}.goatcounter.com'}/count"
            return Reach(f"{home}/count.js", report, (home,), (report,), (report,))
        case "cloudflare":
            home = "https://static.cloudflareinsights.com"
            return Reach(f"{home}/beacon.min.js", "", (home,), ("https://cloudflareinsights.com",))
        case "google":
            tags, reports = "https://*.googletagmanager.com", "https://*.google-analytics.com"
            return Reach(
                f"https://www.googletagmanager.com/gtag/js?id={site}", "",
                (tags,), (reports, "https://*.analytics.google.com", tags), (reports, tags),
            )  # fmt: skip
        case "meta":
            scripts, reports = "https://connect.facebook.net", "https://www.facebook.com"
            return Reach(f"{scripts}/en_US/fbevents.js", "", (scripts,), (reports,), (reports,))
        case "tiktok":
            home = "https://analytics.tiktok.com"
            return Reach(f"{home}/i18n/pixel/events.js", "", (home,), (home,))
    raise ValueError(service)


EVERY_SERVICE = {name: reach(name, service.example) for name, service in SERVICES.items()}
"""What each of them is reached at, under the id of its example."""
