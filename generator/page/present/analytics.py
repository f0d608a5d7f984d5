"""Counting visits, as pages carry it: the facts for the script, the question, and the choice on the privacy page.

Owns what buyers are told of each service. Which hosts are reached is known to `shop/analytics`.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.page import addresses
from generator.page.jsondata import inside_script
from generator.page.present.context import Context
from generator.page.views import ActionView, AnalyticsView, ChoiceSaid, ChoiceView, ConsentView, DetailRow
from generator.shop.analytics import SERVICES
from generator.shop.model.analytics import Analytics


def analytics_view(ctx: Context) -> AnalyticsView | None:
    """None where nobody counts visits."""
    used = ctx.site.shop.analytics
    if not used:
        return None
    services = [_facts(each) for each in used]
    facts = {"home": ctx.from_here(addresses.LANDING), "services": services}
    return AnalyticsView(facts=inside_script(facts), consent=_consent(ctx))


def _facts(used: Analytics) -> dict[str, object]:
    reach = used.reach
    facts: dict[str, object] = {"service": str(used.service), "id": used.id or "", "script": reach.script}
    if reach.report:
        facts["report"] = reach.report
    if SERVICES[used.service].consent:
        facts["asks"] = True
    return facts


def _asking(ctx: Context) -> str:
    """The names of the services that need a yes."""
    known = (SERVICES[each.service] for each in ctx.site.shop.analytics)
    return ", ".join(each.name for each in known if each.consent)


def _consent(ctx: Context) -> ConsentView | None:
    w = ctx.words
    names = _asking(ctx)
    if not names:
        return None
    return ConsentView(
        text=w("May {services} count your visit? It recognises you again by cookies.", services=names),
        yes=w("Allow"),
        no=w("Refuse"),
        more=ActionView(label=w("About your privacy"), href=privacy_address(ctx)),
    )


def privacy_address(ctx: Context) -> str:
    """The address of the page on privacy: the seller's own, else ours."""
    own = ctx.site.own_privacy
    locale = ctx.languages[0] if ctx.languages else ctx.site.shop.locale
    return ctx.to(addresses.free_path(own.slug) if own else addresses.privacy_path(locale))


def choice_view(ctx: Context) -> ChoiceView | None:
    """None where nobody counts visits."""
    w = ctx.words
    if not ctx.site.shop.analytics:
        return None
    names = _asking(ctx)
    if names:
        still = w("You have not chosen yet; {services} counts only after you allow it.", services=names)
    else:
        still = w("Your visits are counted, without cookies.")
    said = (
        ChoiceSaid(key="open", text=still),
        ChoiceSaid(key="yes", text=w("You allowed your visits to be counted.")),
        ChoiceSaid(key="no", text=w("You refused: nothing is sent to these services from this browser.")),
        ChoiceSaid(key="browser", text=w("Your browser asks not to be tracked, so nothing is sent to these services.")),
    )
    return ChoiceView(
        title=w("Who counts visits"),
        services=tuple(_row(ctx, each) for each in ctx.site.shop.analytics),
        text=w(
            "They get the address of the page, where you came from, your kind of device and browser and your IP "
            "address; and that somebody tapped a button to order, a link or a calendar. The page tells them neither "
            "your name nor your message, what you filled in or your order code."
        ),
        never=w(
            "Nothing is sent to them where JavaScript is off, or where your browser sends Global Privacy Control or "
            "Do Not Track. If you refuse, nothing is sent to any of them, and their cookies are deleted."
        ),
        said=said,
        yes=w("Allow"),
        no=w("Refuse"),
    )


def _row(ctx: Context, used: Analytics) -> DetailRow:
    w = ctx.words
    service, reach = SERVICES[used.service], used.reach
    hosts = [urlsplit(each).netloc for each in (*reach.scripts, *reach.connects, *reach.images)]
    shown = ", ".join(dict.fromkeys(hosts))
    if service.cookies:
        text = w(
            "{hosts}. Cookies: {cookies}; only after you allow it.", hosts=shown, cookies=", ".join(service.cookies)
        )
    else:
        text = w("{hosts}. No cookies.", hosts=shown)
    return DetailRow(label=service.name, text=text)
