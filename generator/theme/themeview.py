"""What templates receive as `theme`: the seller's choices, icons, the stylesheet, addresses of the theme's files.

Owns nothing else: a template that needs more asks for a field of its view.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

from markupsafe import Markup

from generator.problems import Kind, Mark, Problem, ProblemsFound, Refused
from generator.structs import Frozen, field
from generator.theme.assets import Assets
from generator.theme.icons import Icon, read_icon
from generator.theme.options import nearest
from generator.theme.package import Theme, read_theme_text

ICON_MISSING = Kind("icon-missing", "The theme has no icon `{found}`.", "Add icons/{found}.svg, or use `{near}`.")
ASSET_MISSING = Kind("asset-missing", "The theme has no file assets/{found}.", "Add it, or use `{near}`.")


class IconShelf(Frozen):
    """The icons of a theme's chain, each file read once and each markup made once."""

    theme: Theme
    _read: dict[str, Icon] = field(default_factory=dict)
    _made: dict[tuple[str, tuple[tuple[str, str], ...]], Markup] = field(default_factory=dict)

    def markup(self, name: str, attributes: Mapping[str, object]) -> Markup:
        """The icon as it stands in a page. Raises Refused."""
        wanted = (name, tuple((key, str(value)) for key, value in attributes.items()))
        if wanted not in self._made:
            self._made[wanted] = self.icon(name).markup(dict(wanted[1]))
        return self._made[wanted]

    def icon(self, name: str) -> Icon:
        """The icon of this name (`shopee`, `ui/link`). Raises Refused when there is none."""
        if name in self._read:
            return self._read[name]
        file = self.theme.find(f"icons/{name}.svg")
        if file is None:
            names = [known.inside[len("icons/") : -len(".svg")] for known in self.theme.files("icons", ".svg")]
            raise Refused(ICON_MISSING, found=name, near=nearest(name, names) or "ui/link")
        try:
            icon = read_icon(read_theme_text(file))
        except Refused as refused:
            found = Problem(refused.kind, Mark(file.label), parameters=tuple(refused.parameters.items()))
            raise ProblemsFound([found]) from refused
        self._read[name] = icon
        return icon


class ThemeInCommon(Frozen):
    """`theme` in macros that are imported once for all pages: what is the same on every page of a site."""

    options: SimpleNamespace
    _shelf: IconShelf

    def icon(self, name: str, **attributes: object) -> Markup:
        """The icon as inline SVG, hidden from screen readers unless `label` says what it means."""
        return self._shelf.markup(name, attributes)

    def has_icon(self, name: str) -> bool:
        """Whether the theme's chain has an icon of this name."""
        return self._shelf.theme.find(f"icons/{name}.svg") is not None


class ThemeView(ThemeInCommon):
    """`theme` on one page. `style`, `campaign_style`, `face_style` and the scripts stand between their tags exactly as
    they are; `face_style` links the faces from this page and is empty where there are none; `preloads` are their
    addresses."""

    style: Markup
    campaign_style: Markup
    face_style: Markup
    preloads: tuple[str, ...]
    head_script: Markup
    script: Markup
    amounts_script: Markup
    policy: str
    _files: Mapping[str, str]
    _root: str

    def asset(self, path: str) -> str:
        """The address of one of the theme's files, from this page: `theme.asset("star.png")`."""
        found = self._files.get(f"assets/{path}")
        if found is None:
            names = [name.removeprefix("assets/") for name in self._files]
            raise Refused(ASSET_MISSING, found=path, near=nearest(path, names) or "–")
        return self._root + found


def theme_view(assets: Assets, shelf: IconShelf, root: str, *, rolls: bool = False) -> ThemeView:
    """`theme` for a page that `root` leads from to the site's first folder; `rolls`: it words later windows' dates."""
    files = {inside: file.path for inside, file in assets.files.items()}
    options = SimpleNamespace(**assets.options)
    scripts = (assets.rolling_script if rolls else assets.head_script, assets.script, assets.amounts_script)
    face_style = Markup(assets.faces.linked.get(root, ""))  # noqa: S704  made of checked names and numbers
    preloads = tuple(root + path for path in assets.faces.files) if face_style else ()
    styles = (assets.style, assets.campaign_style, face_style)
    return ThemeView(options, shelf, *styles, preloads, *scripts, assets.policy, files, root)
