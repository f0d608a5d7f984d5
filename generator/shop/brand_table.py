"""The places Indonesian sellers use, as one table: names, colours, domains, profile addresses.

Owns the facts and the shape of a row (`Brand`). It must not look anything up or judge a link: that is `brands`.
Sections tell the kind. Where two brands own the same domain, a link belongs to the one that stands first, so
TikTok stands before TikTok Shop. Colours of brands drawn as a monogram are close, not official.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from generator.shop.colours import Colour
from generator.structs import Frozen

BrandKind: TypeAlias = Literal[
    "social", "chat", "marketplace", "food", "support", "music", "portfolio", "tool", "bank", "wallet"
]

HANDLE: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?"
DIGITS: Final = r"[1-9][0-9]{6,14}"


class Brand(Frozen, kw_only=True):
    """One place with a name of its own.

    `key` is the word in YAML and the name of the icon. `domains` are the only places its links may
    lead to: a host with all hosts below it (`shopee.co.id`), or one host and a folder (`google.com/maps`).
    `profile` makes an address of a `{handle}` that fully matches `handle`. `badges` are the store badges the
    place gives. `federated` places live on any host. `sells_goods` is false where none can be sold any more.
    """

    key: str
    name: str
    kind: BrandKind
    colour: Colour
    domains: tuple[str, ...]
    profile: str | None = None
    handle: str = HANDLE
    badges: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    federated: bool = False
    sells_goods: bool = True

    @property
    def icon(self) -> str:
        """The file in the theme's icon folder."""
        return f"{self.key}.svg"


class _Section:
    """Makes the rows of one kind; `domains` and `aliases` are lists split at spaces and commas."""

    def __init__(self, kind: BrandKind) -> None:
        self.kind = kind

    def __call__(
        self,
        key: str,
        name: str,
        colour: str,
        domains: str,
        profile: str | None = None,
        *,
        aliases: str = "",
        badges: tuple[str, ...] = (),
        handle: str = HANDLE,
        federated: bool = False,
        sells_goods: bool = True,
    ) -> Brand:
        return Brand(
            key=key,
            name=name,
            kind=self.kind,
            colour=Colour(colour),
            domains=tuple(domains.split()),
            profile=profile,
            handle=handle,
            badges=badges,
            aliases=tuple(alias.strip() for alias in aliases.split(",") if alias.strip()),
            federated=federated,
            sells_goods=sells_goods,
        )


_social, _chat, _marketplace, _food = _Section("social"), _Section("chat"), _Section("marketplace"), _Section("food")
_support, _music, _portfolio = _Section("support"), _Section("music"), _Section("portfolio")
_tool, _bank, _wallet = _Section("tool"), _Section("bank"), _Section("wallet")

# One brand in one or two lines reads as a table; the formatter would make it a thousand lines.
# fmt: off
BRANDS: Final[tuple[Brand, ...]] = (
    _social("instagram", "Instagram", "#ff0069", "instagram.com ig.me instagr.am",
            "https://www.instagram.com/{handle}", aliases="ig, insta, instagram dm"),
    _social("tiktok", "TikTok", "#000000", "tiktok.com", "https://www.tiktok.com/@{handle}", aliases="tik tok, tt"),
    _social("facebook", "Facebook", "#0866ff", "facebook.com fb.com fb.me fb.watch",
            "https://www.facebook.com/{handle}", aliases="fb, halaman facebook, fanpage, facebook page"),
    _social("threads", "Threads", "#000000", "threads.com threads.net", "https://www.threads.com/@{handle}"),
    _social("x", "X", "#000000", "x.com twitter.com", "https://x.com/{handle}", aliases="twitter, twt, x twitter"),
    _social("youtube", "YouTube", "#ff0000", "youtube.com youtu.be", "https://www.youtube.com/@{handle}",
            aliases="yt, you tube"),
    _social("pinterest", "Pinterest", "#bd081c", "pinterest.com pin.it", "https://www.pinterest.com/{handle}/"),
    _social("linkedin", "LinkedIn", "#0a66c2", "linkedin.com", "https://www.linkedin.com/in/{handle}"),
    _social("snapchat", "Snapchat", "#fffc00", "snapchat.com", "https://www.snapchat.com/add/{handle}", aliases="snap"),
    _social("twitch", "Twitch", "#9146ff", "twitch.tv", "https://www.twitch.tv/{handle}"),
    _social("bluesky", "Bluesky", "#1185fe", "bsky.app", "https://bsky.app/profile/{handle}", aliases="bsky"),
    _social("mastodon", "Mastodon", "#6364ff", "mastodon.social mastodon.online mstdn.social", federated=True),
    _social("tumblr", "Tumblr", "#36465d", "tumblr.com", "https://www.tumblr.com/{handle}"),
    _social("reddit", "Reddit", "#ff4500", "reddit.com redd.it", "https://www.reddit.com/user/{handle}"),
    _social("quora", "Quora", "#b92b27", "quora.com"),
    _social("medium", "Medium", "#000000", "medium.com", "https://medium.com/@{handle}"),
    _social("substack", "Substack", "#ff6719", "substack.com", "https://substack.com/@{handle}"),
    _social("wattpad", "Wattpad", "#ff500a", "wattpad.com", "https://www.wattpad.com/user/{handle}"),
    _social("lemon8", "Lemon8", "#fff200", "lemon8-app.com", "https://www.lemon8-app.com/@{handle}", aliases="lemon 8"),
    _social("kaskus", "Kaskus", "#1998ed", "kaskus.co.id", aliases="fjb"),

    _chat("whatsapp", "WhatsApp", "#25d366", "wa.me whatsapp.com", "https://wa.me/{handle}", handle=DIGITS,
          aliases="wa, whats app, watsap, whatsap, wa bisnis, whatsapp business, grup wa, whatsapp group"),
    _chat("whatsapp-channel", "WhatsApp Channel", "#25d366", "whatsapp.com/channel",
          aliases="saluran whatsapp, saluran wa, wa channel, channel wa"),
    _chat("telegram", "Telegram", "#26a5e4", "t.me telegram.me telegram.org", "https://t.me/{handle}",
          aliases="tele, tg, channel telegram, grup telegram"),
    _chat("line", "LINE", "#00c300", "line.me lin.ee", "https://line.me/R/ti/p/%40{handle}",
          aliases="line oa, line official, line official account"),
    _chat("discord", "Discord", "#5865f2", "discord.com discord.gg", aliases="dc, server discord"),
    _chat("messenger", "Messenger", "#0866ff", "m.me messenger.com", "https://m.me/{handle}",
          aliases="facebook messenger, fb messenger"),
    _chat("signal", "Signal", "#3b45fd", "signal.me signal.group signal.org"),
    _chat("wechat", "WeChat", "#07c160", "wechat.com weixin.qq.com", aliases="weixin"),
    _chat("email", "E-mail", "#5b6470", "", aliases="gmail, surel, mail, surat elektronik"),

    _marketplace("shopee", "Shopee", "#ee4d2d", "shopee.co.id shopee.com shp.ee shope.ee shopee.sg shopee.com.my",
                 "https://shopee.co.id/{handle}", badges=("Star", "Star+", "Mall"),
                 aliases="shope, sopi, shopee mall, toko shopee"),
    _marketplace("tokopedia", "Tokopedia", "#03ac0e", "tokopedia.com tokopedia.link",
                 "https://www.tokopedia.com/{handle}", badges=("Power Shop", "Mall", "Official Store"),
                 aliases="tokped, toped, tokpedia"),
    _marketplace("tiktok-shop", "TikTok Shop", "#000000", "tiktok.com vt.tokopedia.com shop-id.tokopedia.com",
                 "https://www.tiktok.com/@{handle}", badges=("Shop Tokopedia",),
                 aliases="tts, shop tokopedia, tiktok shop tokopedia, keranjang kuning"),
    _marketplace("lazada", "Lazada", "#0f146d", "lazada.co.id lazada.com lzd.co", "https://www.lazada.co.id/shop/{handle}",
                 badges=("LazMall",), aliases="laz, lzd"),
    _marketplace("blibli", "Blibli", "#0072ff", "blibli.com", "https://www.blibli.com/merchant/{handle}",
                 handle=r"[a-z0-9][a-z0-9-]{0,80}/[A-Z0-9][A-Z0-9-]{0,30}", badges=("Official Store",),
                 aliases="bli bli"),
    _marketplace("bukalapak", "Bukalapak", "#e31e52", "bukalapak.com", "https://www.bukalapak.com/u/{handle}",
                 aliases="buka lapak, bl", sells_goods=False),
    _marketplace("zalora", "Zalora", "#1a1a1a", "zalora.co.id zalora.com"),
    _marketplace("evermos", "Evermos", "#0b8a5a", "evermos.com"),
    _marketplace("carousell", "Carousell", "#e11d2e", "carousell.com", "https://id.carousell.com/u/{handle}"),
    _marketplace("facebook-marketplace", "Facebook Marketplace", "#0866ff",
                 "facebook.com/marketplace m.facebook.com/marketplace web.facebook.com/marketplace facebook.com",
                 aliases="fb marketplace, marketplace facebook, fbm"),
    _marketplace("olx", "OLX", "#002f34", "olx.co.id"),
    _marketplace("toco", "Toco", "#1c7ff2", "toco.id"),
    _marketplace("etsy", "Etsy", "#f16521", "etsy.com etsy.me", "https://www.etsy.com/shop/{handle}"),
    _marketplace("ebay", "eBay", "#e53238", "ebay.com", "https://www.ebay.com/usr/{handle}"),

    _food("gofood", "GoFood", "#00aa13", "gofood.co.id gofood.link", aliases="go food, gojek"),
    _food("grabfood", "GrabFood", "#00b14f", "food.grab.com grab.com", aliases="grab food, grab"),
    _food("shopeefood", "ShopeeFood", "#ee4d2d", "spf.shopee.co.id shopee.co.id/universal-link/now-food shopee.co.id",
          aliases="shopee food, spf"),

    _support("trakteer", "Trakteer", "#be1e2d", "trakteer.id teer.id", "https://trakteer.id/{handle}",
             aliases="traktir, teer"),
    _support("saweria", "Saweria", "#faae2b", "saweria.co", "https://saweria.co/{handle}", aliases="sawer"),
    _support("karyakarsa", "Karyakarsa", "#e8505b", "karyakarsa.com", "https://karyakarsa.com/{handle}",
             aliases="karya karsa"),
    _support("sociabuzz", "SociaBuzz", "#4aa84e", "sociabuzz.com", "https://sociabuzz.com/{handle}",
             aliases="socia buzz, tribe"),
    _support("ko-fi", "Ko-fi", "#ff6433", "ko-fi.com", "https://ko-fi.com/{handle}", aliases="kofi"),
    _support("patreon", "Patreon", "#000000", "patreon.com", "https://www.patreon.com/{handle}"),
    _support("buy-me-a-coffee", "Buy Me a Coffee", "#ffdd00", "buymeacoffee.com",
             "https://buymeacoffee.com/{handle}", aliases="bmac, bmc"),
    _support("lynk", "Lynk.id", "#2ab57d", "lynk.id", "https://lynk.id/{handle}", aliases="lynk id, lynkid"),
    _support("mayar", "Mayar", "#2563eb", "mayar.id myr.id mayar.link", aliases="mayar id"),
    _support("gumroad", "Gumroad", "#ff90e8", "gumroad.com"),

    _music("spotify", "Spotify", "#1ed760", "spotify.com spotify.link", aliases="spotifi"),
    _music("apple-music", "Apple Music", "#fa243c", "music.apple.com"),
    _music("apple-podcasts", "Apple Podcasts", "#9933cc", "podcasts.apple.com", aliases="podcast"),
    _music("youtube-music", "YouTube Music", "#ff0000", "music.youtube.com", aliases="yt music"),
    _music("soundcloud", "SoundCloud", "#ff5500", "soundcloud.com", "https://soundcloud.com/{handle}"),
    _music("bandcamp", "Bandcamp", "#408294", "bandcamp.com"),

    _portfolio("behance", "Behance", "#1769ff", "behance.net", "https://www.behance.net/{handle}"),
    _portfolio("dribbble", "Dribbble", "#ea4c89", "dribbble.com", "https://dribbble.com/{handle}", aliases="dribble"),
    _portfolio("deviantart", "DeviantArt", "#05cc47", "deviantart.com", "https://www.deviantart.com/{handle}"),
    _portfolio("artstation", "ArtStation", "#13aff0", "artstation.com", "https://www.artstation.com/{handle}"),
    _portfolio("pixiv", "pixiv", "#0096fa", "pixiv.net pixiv.me", "https://pixiv.me/{handle}"),
    _portfolio("vgen", "VGen", "#b8ff26", "vgen.co", "https://vgen.co/{handle}"),
    _portfolio("vimeo", "Vimeo", "#1ab7ea", "vimeo.com", "https://vimeo.com/{handle}"),
    _portfolio("github", "GitHub", "#181717", "github.com", "https://github.com/{handle}"),

    _tool("google-maps", "Google Maps", "#4285f4",
          "maps.app.goo.gl maps.google.com maps.google.co.id google.com/maps google.co.id/maps goo.gl/maps g.page",
          aliases="maps, gmaps, peta, peta google, lokasi, google bisnisku"),
    _tool("google-forms", "Google Forms", "#7248b9", "docs.google.com/forms forms.gle",
          aliases="gform, g-form, google form, google formulir, formulir google, formulir"),
    _tool("google-drive", "Google Drive", "#4285f4", "drive.google.com", aliases="gdrive, drive"),
    _tool("google-sheets", "Google Sheets", "#34a853", "docs.google.com/spreadsheets sheets.google.com",
          aliases="gsheet, google sheet, spreadsheet, google spreadsheet"),
    _tool("google-docs", "Google Docs", "#4285f4", "docs.google.com/document", aliases="gdocs, google doc"),
    _tool("google-calendar", "Google Calendar", "#4285f4",
          "calendar.google.com calendar.app.google google.com/calendar", aliases="gcal, kalender google"),
    _tool("google-meet", "Google Meet", "#00897b", "meet.google.com", aliases="gmeet"),
    _tool("google-play", "Google Play", "#414141", "play.google.com", aliases="play store, playstore"),
    _tool("app-store", "App Store", "#0d96f6", "apps.apple.com", aliases="appstore"),
    _tool("waze", "Waze", "#33ccff", "waze.com"),
    _tool("zoom", "Zoom", "#0b5cff", "zoom.us zoom.com", aliases="zoom meeting"),
    _tool("notion", "Notion", "#000000", "notion.so notion.com notion.site"),
    _tool("canva", "Canva", "#7d2ae8", "canva.com canva.link my.canva.site"),
    _tool("linktree", "Linktree", "#43e55e", "linktr.ee", "https://linktr.ee/{handle}", aliases="link tree"),
    _tool("carrd", "Carrd", "#596cae", "carrd.co"),
    _tool("calendly", "Calendly", "#006bff", "calendly.com", "https://calendly.com/{handle}"),

    _bank("bca", "BCA", "#0060af", "bca.co.id klikbca.com", aliases="bank bca, bank central asia"),
    _bank("mandiri", "Bank Mandiri", "#003d79", "bankmandiri.co.id", aliases="livin, livin mandiri"),
    _bank("bni", "BNI", "#00677f", "bni.co.id", aliases="bank bni, bank negara indonesia, wondr"),
    _bank("bri", "BRI", "#00529c", "bri.co.id", aliases="bank bri, bank rakyat indonesia, brimo"),
    _bank("bsi", "BSI", "#00a39d", "bankbsi.co.id", aliases="bank bsi, bank syariah indonesia, byond"),
    _bank("btn", "BTN", "#0057a5", "btn.co.id", aliases="bank btn, bank tabungan negara"),
    _bank("cimb-niaga", "CIMB Niaga", "#780000", "cimbniaga.co.id", aliases="cimb, niaga, octo, bank cimb niaga"),
    _bank("permata", "PermataBank", "#127749", "permatabank.com", aliases="bank permata"),
    _bank("danamon", "Danamon", "#f58220", "danamon.co.id", aliases="bank danamon"),
    _bank("maybank", "Maybank", "#ffc83d", "maybank.co.id", aliases="bank maybank, bii"),
    _bank("ocbc", "OCBC", "#e30613", "ocbc.id", aliases="bank ocbc, ocbc nisp, nyala"),
    _bank("panin", "Panin Bank", "#00509d", "panin.co.id", aliases="bank panin"),
    _bank("mega", "Bank Mega", "#f7941d", "bankmega.com"),
    _bank("muamalat", "Bank Muamalat", "#5b2c83", "bankmuamalat.co.id"),
    _bank("bjb", "bank bjb", "#1d5aa7", "bankbjb.co.id"),
    _bank("uob", "UOB", "#0b2265", "uob.co.id", aliases="bank uob, tmrw"),
    _bank("dbs", "DBS", "#d6001c", "dbs.id dbs.com", aliases="digibank, bank dbs"),
    _bank("jago", "Bank Jago", "#fdb813", "jago.com", aliases="jago syariah"),
    _bank("seabank", "SeaBank", "#f26522", "seabank.co.id", aliases="sea bank"),
    _bank("jenius", "Jenius", "#00a4de", "jenius.com", aliases="btpn, smbc, bank btpn"),
    _bank("blu", "blu by BCA Digital", "#00b5e2", "blubybcadigital.id", aliases="blu bca, bca digital"),
    _bank("neo", "Bank Neo Commerce", "#ffc800", "bankneocommerce.co.id", aliases="bnc, neobank, bank neo"),
    _bank("superbank", "Superbank", "#b6f500", "superbank.id"),

    _wallet("qris", "QRIS", "#d71920", "", aliases="qr, kode qr, scan qris"),
    _wallet("dana", "DANA", "#118eea", "dana.id", aliases="dompet dana"),
    _wallet("ovo", "OVO", "#4c2a86", "ovo.id"),
    _wallet("gopay", "GoPay", "#00aed6", "gopay.co.id", aliases="go pay"),
    _wallet("shopeepay", "ShopeePay", "#ee4d2d", "shopeepay.co.id", aliases="shopee pay, spay"),
    _wallet("linkaja", "LinkAja", "#e1251b", "linkaja.id", aliases="link aja"),
    _wallet("astrapay", "AstraPay", "#1a4fa3", "astrapay.com", aliases="astra pay"),
    _wallet("paypal", "PayPal", "#002991", "paypal.com paypal.me", "https://paypal.me/{handle}", aliases="pay pal"),
    _wallet("wise", "Wise", "#9fe870", "wise.com", "https://wise.com/pay/me/{handle}", aliases="transferwise"),
)
# fmt: on
