"""The pages of a site, each as one view."""

from __future__ import annotations

from urllib.parse import quote

from generator.page import addresses, i18n
from generator.page.present import proof, shopfront
from generator.page.present.analytics import choice_view
from generator.page.present.card import batch_words, card, row, updates
from generator.page.present.context import Context, ShareCard
from generator.page.present.feed import has_feed
from generator.page.present.items import MANY_ITEMS, SHORT_ABOVE, item_groups
from generator.page.present.lists import archive_pages, ended_last, in_order
from generator.page.present.order import contact_views, here_view, order_view, steps
from generator.page.present.paying import payments_view
from generator.page.present.prices import left_out
from generator.page.present.receiving import receive_view
from generator.page.present.reminders import reminder_views
from generator.page.present.terms import terms_view
from generator.page.views import (
    ActionView,
    AlternateView,
    ArchiveGroup,
    ArchiveView,
    CampaignCardView,
    CampaignView,
    FreePageView,
    Html,
    LandingView,
    LanguageView,
    MetaView,
    NotFoundView,
    NothingView,
    PageNumberView,
    PageTurnsView,
    PictureView,
)
from generator.shop.model.bio import Page
from generator.shop.model.campaign import Campaign
from generator.shop.schedule import State
from generator.structs import replace

_ROWS_ON_LANDING = 6
_QUESTIONS_ON_LANDING = 4
_TESTIMONIALS_ON_LANDING = 3


def landing(ctx: Context, campaigns: tuple[Campaign, ...]) -> LandingView:
    """The page that the bio link opens; `campaigns` are those that it follows (`lists.on_landing`)."""
    w = ctx.words
    listed = in_order(ctx, campaigns)
    current = [each for each in listed if ctx.standing(each.slug).state not in (State.DONE, State.CANCELLED)]
    main = ctx.whole(current[0]) if current else None
    others = current[1 : _ROWS_ON_LANDING + 1]
    shop = ctx.site.shop
    questions = [view for each in (current or listed)[:1] for view in proof.questions(ctx, ctx.whole(each))]
    return LandingView(
        kind="landing",
        meta=meta(ctx, "", w.text(shop.tagline) or w.text(shop.about)),
        head=shopfront.head(ctx, full=True),
        footer=shopfront.footer(ctx),
        languages=languages(ctx),
        bars=shopfront.bars(ctx),
        main=_with_steps(ctx, main) if main else None,
        nothing=None if main or not ctx.site.campaigns else _nothing(ctx, listed),
        others=tuple(row(ctx, each) for each in others),
        archive=ActionView(label=w("All POs and how they went"), href=ctx.to(addresses.ARCHIVE))
        if ctx.site.campaigns
        else None,
        facts=shopfront.facts(ctx),
        link_groups=shopfront.link_groups(ctx),
        stores=shopfront.stores(ctx),
        socials=shopfront.socials(ctx),
        banners=shopfront.banners(ctx),
        questions=(*questions[:_QUESTIONS_ON_LANDING], *proof.policies(ctx)),
        testimonials=proof.testimonials(ctx, None)[:_TESTIMONIALS_ON_LANDING],
        contacts=contact_views(ctx)[: 1 if main else None],
        community=shopfront.community(ctx),
        card=shopfront.contact_card_links(ctx),
    )


def _with_steps(ctx: Context, campaign: Campaign) -> CampaignCardView:
    here = ctx.standing(campaign.slug)
    return replace(card(ctx, campaign), here=here_view(ctx, steps(ctx, campaign, here)))


def _nothing(ctx: Context, listed: list[Campaign]) -> NothingView:
    """No PO at all: the last batch's result, and where to hear of the next."""
    w = ctx.words
    ended = ended_last(ctx, listed)
    ask = ctx.chat(
        w("Hello {shop}, please tell me when the next PO opens.", shop=w.text(ctx.site.shop.name)),
        label=w("Tell me about the next PO"),
    )
    return NothingView(
        title=w("No PO right now"),
        text=w("The next one will be announced here."),
        last=row(ctx, ended[0]) if ended else None,
        actions=(ask,) if ask else (),
    )


def campaign_page(ctx: Context, campaign: Campaign) -> CampaignView:
    """One PO with everything a buyer asks before paying."""
    w = ctx.words
    here = ctx.standing(campaign.slug)
    flow = steps(ctx, campaign, here)
    photos = ctx.gallery(campaign.photos, "photo")
    batch = batch_words(ctx, campaign, here)
    title = f"{w.text(campaign.title)} · {batch}" if batch else w.text(campaign.title)
    page = ctx.absolute(ctx.page)
    share = w("{title}, from {shop}: {address}", title=title, shop=w.text(ctx.site.shop.name), address=page)
    return CampaignView(
        kind="campaign",
        meta=meta(ctx, title, w.text(campaign.summary) or _dates_only(ctx, campaign), campaign=campaign),
        head=shopfront.head(ctx),
        footer=shopfront.footer(ctx),
        languages=languages(ctx),
        bars=shopfront.bars(ctx),
        campaign=card(ctx, campaign),
        back=ActionView(label=w.text(ctx.site.shop.name), href=ctx.to(addresses.LANDING)),
        pictures=photos[1:],
        photos=photos,
        about=ctx.html(campaign.about, "campaigns", campaign.slug, "about"),
        items_first=len(campaign.items) > MANY_ITEMS,
        items_short=len(campaign.items) > SHORT_ABOVE,
        items_exclude="" if here.state is State.CANCELLED else left_out(ctx, campaign),
        item_groups=item_groups(ctx, campaign),
        steps=flow,
        order=order_view(ctx, campaign, here),
        payments=payments_view(ctx, campaign, here),
        receive=receive_view(ctx, campaign, here),
        terms=terms_view(ctx, campaign, here),
        maker=proof.maker_view(ctx, campaign),
        materials=proof.materials(ctx, campaign),
        certificates=proof.certificates(ctx, campaign.certificates),
        proofs=proof.proofs(ctx, campaign),
        history=proof.history_view(ctx, campaign),
        testimonials=proof.testimonials(ctx, campaign),
        press=proof.press(ctx, campaign),
        risks=proof.risks(ctx, campaign),
        updates=updates(ctx, campaign),
        questions=proof.questions(ctx, campaign),
        reminders=reminder_views(ctx, campaign),
        share=_share(ctx, share) if page else (),
        address=page,
        code=_code(ctx),
    )


def _dates_only(ctx: Context, campaign: Campaign) -> str:
    """A description that grows old unseen says dates and no state."""
    w = ctx.words
    here = ctx.standing(campaign.slug)
    parts = []
    if here.opens:
        parts.append(w("Opens {date}", date=w.moment(here.opens)))
    if here.closes:
        parts.append(w("Closes {date}", date=w.moment(here.closes)))
    return " · ".join(parts)


def _share(ctx: Context, text: str) -> tuple[ActionView, ...]:
    w = ctx.words
    plain = i18n.breakable(text)
    code = ctx.code_to(ctx.page)
    return (
        ActionView(
            label=w("Send by WhatsApp"),
            href=f"https://wa.me/?text={quote(plain, safe='')}",
            brand=ctx.brand("whatsapp"),
            external=True,
        ),
        ActionView(
            label=w("Send by Telegram"),
            href=f"https://t.me/share/url?url={quote(ctx.absolute(ctx.page), safe='')}&text={quote(plain, safe='')}",
            brand=ctx.brand("telegram"),
            external=True,
        ),
        *((shopfront.code_link(ctx, code, w("QR code of this page")),) if code else ()),
    )


def _code(ctx: Context) -> PictureView | None:
    """The code that leads to this page. It is called the same in every window, so that a page holds it once."""
    if (code := ctx.code_to(ctx.page)) is None:
        return None
    made, alt = code.shown, ctx.words("QR code of this page")
    return PictureView(src=ctx.from_here(made.path), width=made.width, height=made.height, alt=alt)


def archive(ctx: Context, campaigns: tuple[Campaign, ...], number: int = 1) -> ArchiveView:
    """A page of all POs that are not archived (`lists.archived_on`), by what stage each is in. The first one says how
    the finished ones went."""
    w = ctx.words
    listed = in_order(ctx, campaigns)
    groups = (
        (w("Open or coming"), (State.CLOSING, State.OPEN, State.UPCOMING, State.FULL)),
        (w("On their way"), (State.OVERDUE, State.SHIPPING, State.CLOSED)),
        (w("Finished"), (State.DONE, State.CANCELLED)),
    )
    shown = []
    for title, states in groups:
        rows = tuple(row(ctx, each) for each in listed if ctx.standing(each.slug).state in states)
        if rows:
            shown.append(ArchiveGroup(title=title, rows=rows))
    title = w("All POs")
    record = proof.record_view(ctx) if number == 1 else None
    turns = page_turns(ctx, number)
    return ArchiveView(
        kind="archive",
        meta=meta(
            ctx,
            f"{title}, {turns.label.lower()}" if turns and number > 1 else title,
            w("All POs of {shop}, with promised and actual dates.", shop=w.text(ctx.site.shop.name)),
        ),
        head=shopfront.head(ctx),
        footer=shopfront.footer(ctx),
        languages=languages(ctx),
        bars=shopfront.bars(ctx),
        title=title,
        back=ActionView(label=w.text(ctx.site.shop.name), href=ctx.to(addresses.LANDING)),
        summary=record.summary if record else "",
        groups=tuple(shown),
        empty="" if shown else w("No PO yet."),
        history=replace(record, summary="") if record and record.rows else None,
        turns=turns,
    )


def page_turns(ctx: Context, number: int) -> PageTurnsView | None:
    """The way to the other pages of the archive; None where it has one."""
    w, count = ctx.words, archive_pages(ctx.site)
    if count == 1:
        return None

    def to(page: int, label: str) -> ActionView:
        return ActionView(label=label, href=ctx.to(addresses.archive_path(page)))

    near = sorted({1, *range(max(1, number - 1), min(count, number + 1) + 1), count})
    shown = []
    for before, page in zip((0, *near), near, strict=False):
        if page - before == 2:
            shown.append(PageNumberView(number=before + 1, href=ctx.to(addresses.archive_path(before + 1))))
        shown.append(
            PageNumberView(
                number=page,
                href=ctx.to(addresses.archive_path(page)),
                current=page == number,
                gap=page - before > 2,
            )
        )
    return PageTurnsView(
        label=w("Page {number} of {count}", number=w.number(number), count=w.number(count)),
        previous=to(number - 1, w("Previous")) if number > 1 else None,
        next=to(number + 1, w("Next")) if number < count else None,
        numbers=tuple(shown),
    )


def free_page(ctx: Context, page: Page) -> FreePageView:
    """A page of the seller's own words."""
    w = ctx.words
    body = ctx.html(page.body, "pages", page.slug) or Html("")
    return FreePageView(
        kind="free",
        meta=meta(ctx, w.text(page.title), w.text(page.summary)),
        head=shopfront.head(ctx),
        footer=shopfront.footer(ctx),
        languages=languages(ctx),
        bars=shopfront.bars(ctx),
        title=w.text(page.title),
        back=ActionView(label=w.text(ctx.site.shop.name), href=ctx.to(addresses.LANDING)),
        body=body,
        summary=w.text(page.summary),
        updated=w.when(page.updated) if page.updated else None,
        choice=choice_view(ctx) if page is ctx.site.own_privacy else None,
    )


def not_found(ctx: Context) -> NotFoundView:
    """Shown for addresses that do not exist; it must not need any other file."""
    w = ctx.words
    actions = [ActionView(label=w("To the shop's page"), href=ctx.to(addresses.LANDING))]
    if ctx.site.campaigns:
        actions.append(ActionView(label=w("All POs"), href=ctx.to(addresses.ARCHIVE)))
    return NotFoundView(
        kind="not-found",
        meta=meta(ctx, w("Page not found"), "", indexed=False),
        head=replace(shopfront.head(ctx), logo=None),
        footer=shopfront.footer(ctx),
        languages=languages(ctx),
        title=w("This page is not here"),
        text=w("The address may be misspelled, or the page has moved. The shop's own page is one tap away."),
        actions=tuple(actions),
    )


def meta(
    ctx: Context,
    title: str,
    description: str,
    *,
    campaign: Campaign | None = None,
    indexed: bool = True,
    canonical: str = "",
) -> MetaView:
    """What the head of the document says: dates at most, never a state."""
    w, signs = ctx.words, ctx.signs
    name = w.text(ctx.site.shop.name)
    tagline = w.text(ctx.site.shop.tagline)
    full = f"{title} · {name}" if title else f"{name} · {tagline}" if tagline and len(tagline) < 60 else name
    card = ctx.cards.get(campaign.slug if campaign else "")
    return MetaView(
        lang=w.language,
        title=full,
        description=" ".join(description.split())[:200],
        canonical=ctx.absolute(canonical or ctx.page) if indexed or canonical else "",
        favicon=ctx.from_here(signs.favicon),
        favicon_type=signs.favicon_type,
        touch_icon=ctx.from_here(signs.touch) if signs.touch and indexed else "",
        manifest=ctx.from_here(signs.manifest) if signs.manifest and indexed else "",
        theme_light=signs.light,
        theme_dark=signs.dark,
        card=_shared(ctx, card) if card else None,
        site_name=name,
        indexed=indexed,
        open_locale=i18n.locale_name(w.language),
        feed=ctx.to(addresses.FEED) if indexed and has_feed(ctx.site) else "",
        alternates=_alternates(ctx) if indexed else (),
    )


def languages(ctx: Context) -> tuple[LanguageView, ...]:
    """This page in every language of the shop; the front page in place of one that exists once."""
    if len(ctx.languages) < 2:
        return ()
    once = ctx.page == addresses.NOT_FOUND
    return tuple(
        LanguageView(
            name=i18n.language_name(language),
            lang=language,
            href=ctx.from_here(ctx.page_in(language)),
            current=(ctx.words.language == language) if once else (ctx.page_in(language) == ctx.page),
        )
        for language in ctx.languages
    )


def _alternates(ctx: Context) -> tuple[AlternateView, ...]:
    url = ctx.site.shop.url
    if not url or len(ctx.languages) < 2:
        return ()
    pages = [(language, url + addresses.folder_of(ctx.page_in(language))) for language in ctx.languages]
    shown = [
        AlternateView(lang=lang, href=href, open_locale="" if lang == ctx.words.language else i18n.locale_name(lang))
        for lang, href in pages
    ]
    return (*shown, AlternateView(lang="x-default", href=pages[0][1]))


def _shared(ctx: Context, card: ShareCard) -> PictureView:
    """A share picture as other sites fetch it: at its whole address."""
    made = card.picture
    return PictureView(src=f"{ctx.site.shop.url}{made.path}", width=made.width, height=made.height, alt=card.alt)
