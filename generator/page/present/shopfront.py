"""What every page shows of the shop: head, bars, official accounts, links, stores, footer."""

from __future__ import annotations

from collections.abc import Iterable

from generator.page import addresses
from generator.page.present.analytics import privacy_address
from generator.page.present.contactcard import contact_card
from generator.page.present.context import Code, Context, channel_name, channel_shown
from generator.page.views import (
    ActionView,
    BannerView,
    BarView,
    CommunityView,
    DetailRow,
    FactView,
    FooterView,
    HeadView,
    LinkGroupView,
    LinkView,
    OfficialView,
    RatingView,
    SocialView,
    StoreView,
)
from generator.paths import is_internal
from generator.shop import brands, schedule
from generator.shop.model.bio import Social, Store
from generator.shop.model.campaign import Campaign
from generator.shop.model.pictures import Link
from generator.shop.model.shop import CHANNELS, LegalForm
from generator.shop.moments import Moment
from generator.shop.schedule import State

_FORMS = {LegalForm.PERSON: "person", LegalForm.CV: "CV", LegalForm.PT: "PT", LegalForm.COOPERATIVE: "cooperative"}


def head(ctx: Context, *, full: bool = False) -> HeadView:
    """The shop's name and marks; on the landing page (`full`) with what it says of itself."""
    w = ctx.words
    shop = ctx.site.shop
    return HeadView(
        name=w.text(shop.name),
        home=ctx.to(addresses.LANDING),
        logo=ctx.picture(shop.logo, w("Logo of {shop}", shop=w.text(shop.name))),
        monogram=ctx.monogram(),
        tagline=w.text(shop.tagline),
        about=ctx.html(shop.about, "shop", "about") if full else None,
        cover=ctx.picture(shop.cover) if full else None,
        city=w.text(shop.city),
        since=w("since {year}", year=shop.since) if shop.since else "",
        rating=rating(ctx) if full else None,
        official=official(ctx) if full else None,
    )


def rating(ctx: Context) -> RatingView | None:
    """The rating of the first store that has one with a proof fresh enough to show."""
    w = ctx.words
    for store in ctx.site.marketplaces.marketplaces:
        if store.rating is None or not fresh(ctx, store) or store.proof is None or store.checked is None:
            continue
        reviews = w("{count} reviews", count=w.number(store.reviews)) if store.reviews else ""
        return RatingView(
            score=w.number(store.rating),
            out_of="5",
            source=brands.brand(store.brand).name,
            count=reviews,
            proof=ctx.action(w("See the reviews"), store.proof, branded=False),
            checked=w("checked {date}", date=w.day(store.checked)),
        )
    return None


def fresh(ctx: Context, store: Store) -> bool:
    """Whether badge and rating were checked in the last 90 days; older ones are not shown."""
    return bool(store.proof and store.checked and ctx.now < schedule.badge_until(store.checked.at))


def official(ctx: Context) -> OfficialView | None:
    """Every account that is the shop's, each once, and how to check both ways."""
    w = ctx.words
    accounts = [*socials(ctx), *_store_accounts(ctx), *_contact_accounts(ctx)]
    unique: dict[tuple[str, str], SocialView] = {}
    for account in accounts:
        unique.setdefault((account.brand.key, account.handle.lstrip("@").lower()), account)
    if not unique:
        return None
    shop = w.text(ctx.site.shop.name)
    check = w(
        "To check: open the account from here, then look at its bio. The link there must lead back to this page. "
        "Accounts with a similar name that are not listed here are not ours."
    )
    report = ctx.chat(w("Hello {shop}, is this account yours? ", shop=shop), label=w("Ask us about another account"))
    return OfficialView(
        title=w("These are our only accounts"), accounts=tuple(unique.values()), check=check, report=report
    )


def socials(ctx: Context) -> tuple[SocialView, ...]:
    return tuple(_social(ctx, one) for one in ctx.site.links.socials)


def _social(ctx: Context, one: Social) -> SocialView:
    known = brands.brand(one.brand)
    href = one.url or brands.profile_url(known, one.handle or "")
    handle = f"@{one.handle}" if one.handle else href.removeprefix("https://").removeprefix("www.").rstrip("/")
    return SocialView(
        brand=ctx.brand(one.brand), label=known.name, handle=handle, href=href, note=ctx.words.text(one.note)
    )


def _store_accounts(ctx: Context) -> list[SocialView]:
    return [SocialView(brand=view.brand, label=view.label, handle=view.handle, href=view.href) for view in stores(ctx)]


def _contact_accounts(ctx: Context) -> list[SocialView]:
    w = ctx.words
    found = []
    for person in ctx.site.shop.contact:
        for channel in CHANNELS:
            if channel in ("phone", "email") or getattr(person, channel) is None:
                continue
            action = ctx.channel(person, channel)
            if action.brand:
                note = w.text(person.purpose) or person.name or ""
                found.append(
                    SocialView(
                        brand=action.brand,
                        label=channel_name(channel),
                        handle=channel_shown(person, channel),
                        href=action.href,
                        note=note,
                    )
                )
    return found


def stores(ctx: Context) -> tuple[StoreView, ...]:
    return tuple(_store(ctx, one) for one in ctx.site.marketplaces.marketplaces)


def _store(ctx: Context, one: Store) -> StoreView:
    w = ctx.words
    known = brands.brand(one.brand)
    href = one.url or brands.profile_url(known, one.handle or "")
    shown = fresh(ctx, one)
    said = []
    if shown and one.rating is not None:
        said.append(w("{score} out of 5", score=w.number(one.rating)))
    if shown and one.reviews:
        said.append(w("{count} reviews", count=w.number(one.reviews)))
    if shown and one.sold:
        said.append(w("{count} sold", count=f"{w.number(one.sold.count)}{'+' if one.sold.at_least else ''}"))
    proof = (
        ctx.action(w("Check it there"), one.proof, branded=False)
        if shown and one.proof and (one.badge or said)
        else None
    )
    return StoreView(
        brand=ctx.brand(one.brand),
        label=known.name,
        handle=one.handle or href.removeprefix("https://").removeprefix("www.").rstrip("/"),
        href=ctx.out(href),
        badge=brands.badge_of(known, one.badge) if shown and one.badge else "",
        rating=" · ".join(said),
        proof=proof,
        checked=w("checked {date}", date=w.day(one.checked)) if proof and one.checked else "",
        note=w.text(one.note),
    )


def link_groups(ctx: Context) -> tuple[LinkGroupView, ...]:
    """The links that are shown at this moment, pinned ones first; groups left empty vanish."""
    groups = [
        ("", ctx.site.links.links),
        *((ctx.words.text(group.title), group.links) for group in ctx.site.links.groups),
    ]
    shown = []
    for title, listed in groups:
        live = [link for link in listed if ctx.visible(link)]
        live.sort(key=lambda link: not link.pin)
        if live:
            shown.append(LinkGroupView(links=tuple(_link(ctx, link) for link in live), title=title))
    return tuple(shown)


def _link(ctx: Context, link: Link) -> LinkView:
    w = ctx.words
    known = None if is_internal(link.url) else brands.brand_of(link.url)
    return LinkView(
        label=w.text(link.title),
        href=ctx.out(link.url),
        brand=ctx.brand(known.key) if known else None,
        picture=ctx.picture(link.thumbnail),
        note=w.text(link.note),
        pinned=link.pin,
        external=link.url.startswith("http"),
    )


def banners(ctx: Context) -> tuple[BannerView, ...]:
    shown = []
    for banner in ctx.site.links.banners:
        picture = ctx.picture(banner.photo)
        if picture and ctx.visible(banner):
            url = banner.url
            shown.append(
                BannerView(
                    picture=picture, href=ctx.out(url) if url else "", external=bool(url and url.startswith("http"))
                )
            )
    return tuple(shown)


def bars(ctx: Context) -> tuple[BarView, ...]:
    """The announcement and the holidays that hold now."""
    w = ctx.words
    shop = ctx.site.shop
    shown = []
    said = shop.announcement
    if said and ctx.visible(said):
        action = ctx.action(w("Read more"), said.url, branded=False) if said.url else None
        shown.append(BarView(kind="announcement", text=w.text(said.text), action=action))
    for holiday in shop.holiday:
        if ctx.visible(holiday):
            dates = w("{first} to {last}", first=w.day(holiday.from_), last=w.day(holiday.until))
            shown.append(BarView(kind="holiday", text=w.text(holiday.text) or w("We are on holiday."), dates=dates))
    return tuple(shown)


def community(ctx: Context) -> CommunityView | None:
    """Where buyers hear the news first; several places share one section."""
    w = ctx.words
    listed = ctx.site.shop.community
    if not listed:
        return None
    title = w.text(listed[0].title) if len(listed) == 1 else w("Where news comes first")
    label = w("Join")
    actions = tuple(
        ctx.action(
            label if len(listed) == 1 else w.text(one.title),
            one.url,
            note="" if len(listed) == 1 else w.text(one.text),
            counted=True,
        )
        for one in listed
    )
    return CommunityView(title=title, actions=actions, text=w.text(listed[0].text) if len(listed) == 1 else "")


def facts(ctx: Context) -> tuple[FactView, ...]:
    """At most three reasons to trust that a stranger can check: how batches went, the registration, the rating."""
    w = ctx.words
    shown = []
    past = ctx.site.shop.history
    ended = [
        ctx.standing(each.slug)
        for each in ctx.site.campaigns
        if ctx.standing(each.slug).state in (State.DONE, State.CANCELLED)
    ]
    finished = sum(not row.cancelled for row in past) + sum(here.state is State.DONE for here in ended)
    if finished:
        cancelled = sum(row.cancelled for row in past) + sum(here.state is State.CANCELLED for here in ended)
        text = (
            w(
                "{count} batches shipped, {cancelled} cancelled and paid back",
                count=w.number(finished),
                cancelled=w.number(cancelled),
            )
            if cancelled
            else w("{count} batches shipped", count=w.number(finished))
        )
        proof = ActionView(label=w("See promised and actual dates"), href=ctx.to(addresses.ARCHIVE))
        shown.append(FactView(text=text, icon="ui/box", proof=proof))
    identity = ctx.site.shop.identity
    for registration in identity.registrations if identity else ():
        if registration.check:
            shown.append(
                FactView(
                    text=f"{w.text(registration.name) or registration.kind.value.upper()} {registration.number}",
                    icon="ui/certificate",
                    proof=ctx.action(w("Look it up"), registration.check, branded=False),
                )
            )
            break
    said = rating(ctx)
    if said:
        shown.append(
            FactView(
                text=w("{score} out of 5 on {source}", score=said.score, source=said.source),
                icon="ui/star",
                proof=said.proof,
                checked=said.checked,
            )
        )
    return tuple(shown[:3])


def contact_card_links(ctx: Context) -> tuple[ActionView, ...]:
    """Keeping the shop's numbers: its contact card, and the same as a code; nothing where no number is shown."""
    w = ctx.words
    if contact_card(ctx.site.shop, w) is None:
        return ()
    save = ActionView(
        label=w("Save the contact"),
        href=ctx.to(addresses.CARD),
        icon="ui/user",
        note=w("so you notice when a chat comes from another number"),
    )
    code = ctx.code_to(addresses.CARD)
    return (save, code_link(ctx, code, w("QR code of the contact"))) if code else (save,)


def code_link(ctx: Context, code: Code, label: str) -> ActionView:
    """A code as a picture to open, to show and to keep."""
    return ActionView(
        label=label, href=ctx.from_here(code.saved.path), icon="ui/qr", note=ctx.words("to show, to scan, to print")
    )


def footer(ctx: Context) -> FooterView:
    """The free pages, who is responsible, and the sentence that no theme can leave out."""
    w = ctx.words
    site = ctx.site
    pages = [
        ActionView(label=w.text(page.title), href=ctx.to(addresses.free_path(page.slug)))
        for page in site.pages
        if page.menu
    ]
    if site.campaigns:
        pages.insert(0, ActionView(label=w("All POs"), href=ctx.to(addresses.ARCHIVE)))
    if site.shop.analytics and not (site.own_privacy and site.own_privacy.menu):
        pages.append(ActionView(label=w("Privacy"), href=privacy_address(ctx)))
    if code := ctx.code_to(addresses.LANDING):
        pages.append(ActionView(label=w("QR code of the shop"), href=ctx.from_here(code.saved.path)))
    newest = updated(ctx)
    return FooterView(
        honesty=w("The seller made this page; Etalase does not check sellers."),
        name=w.text(site.shop.name),
        links=tuple(pages),
        identity=_identity(ctx),
        updated=w("Updated {date}", date=newest) if newest else "",
    )


def _identity(ctx: Context) -> tuple[DetailRow, ...]:
    w = ctx.words
    who = ctx.site.shop.identity
    if who is None:
        return ()
    rows = []
    if who.owner:
        rows.append(DetailRow(label=w("Owner"), text=who.owner))
    if who.legal_name:
        form = f" ({w(_FORMS[who.form])})" if who.form else ""
        rows.append(DetailRow(label=w("Registered as"), text=f"{who.legal_name}{form}"))
    if who.address:
        rows.append(DetailRow(label=w("Address"), text=w.text(who.address)))
    for registration in who.registrations:
        name = w.text(registration.name) or registration.kind.value.upper()
        link = registration.check or ""
        rows.append(DetailRow(label=name, text=registration.number, href=link, external=bool(link)))
    return tuple(rows)


def updated(ctx: Context) -> str:
    """The date the page shows as last changed: the one that was said, else the newest past instant of its content;
    never the clock of the build."""
    w = ctx.words
    said = ctx.site.shop.updated
    if said:
        return w.day(said)
    newest = next((moment for moment in ctx.dated if moment.at <= ctx.now), None)
    return w.day(newest) if newest else ""


def dated(stores: Iterable[Store], of_campaigns: Iterable[Moment]) -> tuple[Moment, ...]:
    """The moments by which the shop's pages are dated, the newest first; those of its campaigns by `dates_of`."""
    moments = [*(store.checked for store in stores if store.checked), *of_campaigns]
    return tuple(sorted(moments, key=lambda moment: moment.at, reverse=True))


def dates_of(campaign: Campaign) -> tuple[Moment, ...]:
    """The moments by which pages that show a campaign are dated."""
    said = (campaign.updated, campaign.counted, campaign.stage and campaign.stage.since)
    facts = (fact.date for fact in (campaign.done, campaign.cancelled) if fact)
    return (*(each for each in said if each), *(news.date for news in campaign.updates), *facts)
